"""What does a real model do? Its answers are recorded once, and what they show is worked out from the record.

    python -m bench real record HumanEval.jsonl.gz --out FOLDER      (ANTHROPIC_BASE_URL names the endpoint)

Recording appends to FOLDER/attempts.jsonl. SIGTERM lets the requests under way finish; a kill loses only these. The same
command goes on where it stopped.
"""

import asyncio
import os
import signal
from pathlib import Path
from typing import Annotated

import typer

from bench._prompts import plan
from bench._recorder import Recorder
from sandbox import open_sandbox
from self_harness.config import SandboxKind
from self_harness.suite.importers import find_importer
from self_harness.suite.problem import Problem

app = typer.Typer(add_completion=False)

PROBLEMS = 60


def shortest(file: Path, count: int) -> list[Problem]:
    """The problems of HumanEval whose prompt and solution together are shortest: cheap, and chosen before any outcome."""
    problems = find_importer("humaneval")(file)
    return sorted(problems, key=lambda problem: (len(problem.prompt) + len(problem.solution or ""), problem.id))[:count]


@app.callback()
def main() -> None:
    """A real model: record its answers, and analyse the record."""


@app.command()
def record(
    suite: Annotated[Path, typer.Argument(help="HumanEval.jsonl.gz as published.")],
    out: Annotated[Path, typer.Option(help="Folder of the record.")] = Path("recording"),
    minutes: Annotated[float, typer.Option(help="No request begins after that many.")] = 60.0,
    slots: Annotated[int, typer.Option(help="Requests at once, for each address.")] = 8,
    sandbox: Annotated[SandboxKind, typer.Option(help="Where answers run.")] = "auto",
) -> None:
    """Record. Several addresses of the same model are separated by commas in ANTHROPIC_BASE_URL."""
    out.mkdir(parents=True, exist_ok=True)
    problems = shortest(suite, PROBLEMS)
    servers = os.environ["ANTHROPIC_BASE_URL"].split(",")

    async def run() -> None:
        opened = open_sandbox(sandbox, simulated=False, concurrency=1, on_notice=typer.echo, reuse=25)
        async with opened as entered:
            recorder = Recorder(out / "attempts.jsonl", problems, servers, slots, entered)
            asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, recorder.stop)
            await recorder.record(plan(len(problems)), minutes)

    asyncio.run(run())
