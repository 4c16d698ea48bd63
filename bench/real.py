"""What does a real model do? Its answers are recorded once, and what they show is worked out from the record.

    python -m bench real record HumanEval.jsonl.gz --out FOLDER      (ANTHROPIC_BASE_URL names the endpoint)

Recording appends to FOLDER/attempts.jsonl. SIGTERM lets the requests under way finish; a kill loses only these. The same
command goes on where it stopped.
"""

import asyncio
import os
import random
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

EASY, PROBLEMS = 24, 60
"""The shortest problems, which a pilot found to be passed nearly always, and how many of the next are recorded."""


def chosen(file: Path) -> list[Problem]:
    """The recorded problems of HumanEval, in an order drawn at random: by the length of prompt and solution, the 25th to
    the 84th. Long ones take this machine too much time. No outcome of theirs had a part in the choice."""
    problems = sorted(
        find_importer("humaneval")(file),
        key=lambda problem: (len(problem.prompt) + len(problem.solution or ""), problem.id),
    )[EASY : EASY + PROBLEMS]
    random.Random("bench real").shuffle(problems)
    return problems


@app.callback()
def main() -> None:
    """A real model: record its answers, and analyse the record."""


@app.command()
def record(
    suite: Annotated[Path, typer.Argument(help="HumanEval.jsonl.gz as published.")],
    out: Annotated[Path, typer.Option(help="Folder of the record.")] = Path("recording"),
    minutes: Annotated[float, typer.Option(help="No request begins after that many.")] = 60.0,
    slots: Annotated[int, typer.Option(help="Requests at once, for each address.")] = 8,
    skip: Annotated[int, typer.Option(help="Units of the plan left to another recorder of the same folder.")] = 0,
    sandbox: Annotated[SandboxKind, typer.Option(help="Where answers run.")] = "auto",
) -> None:
    """Record. Several addresses of the same model are separated by commas in ANTHROPIC_BASE_URL."""
    out.mkdir(parents=True, exist_ok=True)
    problems = chosen(suite)
    servers = os.environ["ANTHROPIC_BASE_URL"].split(",")

    async def run() -> None:
        opened = open_sandbox(sandbox, simulated=False, concurrency=1, on_notice=typer.echo, reuse=25)
        async with opened as entered:
            recorder = Recorder(out / "attempts.jsonl", problems, servers, slots, entered)
            asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, recorder.stop)
            await recorder.record(plan(len(problems))[skip:], minutes)

    asyncio.run(run())
