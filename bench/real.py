"""What does a real model do? Its answers are recorded once, and what they show is worked out from the record.

    python -m bench real record HumanEval.jsonl.gz --out FOLDER      (ANTHROPIC_BASE_URL names the endpoint)
    python -m bench real table --out FOLDER                          (adds it to bench/data/)
    python -m bench real noise                                       (what moves the answers)
    python -m bench real gate                                        (what the gate lets in on this model)

Recording appends to FOLDER/attempts.jsonl. SIGTERM lets the requests under way finish; a kill loses only these. The same
command goes on where it stopped, and never asks again what the committed table has.
"""

import asyncio
import json
import os
import random
import signal
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from bench import _findings, _plots, _recorded_gate, _table
from bench._prompts import plan
from bench._recorder import LIMITS, MAX_TOKENS, STOP, Recorder, describe, read
from sandbox import open_sandbox
from self_harness.config import SandboxKind
from self_harness.model.types import TEMPERATURES
from self_harness.suite.importers import find_importer
from self_harness.suite.problem import Problem

app = typer.Typer(add_completion=False)

LICENCES = "weights: Apache-2.0 (Qwen2.5-Coder-0.5B-Instruct); problems, not included: MIT (HumanEval)"
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

    (out / "about.json").write_text(json.dumps(describe(servers[0])), "utf-8")

    async def run() -> None:
        opened = open_sandbox(sandbox, simulated=False, concurrency=1, on_notice=typer.echo, reuse=25)
        async with opened as entered:
            known = [(row.prompt, row.problem, row.trial) for row in _table.read()]
            recorder = Recorder(out / "attempts.jsonl", problems, servers, slots, entered, known)
            asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, recorder.stop)
            await recorder.record(plan(len(problems))[skip:], minutes)

    asyncio.run(run())


@app.command()
def table(
    out: Annotated[Path, typer.Option(help="Folder of the record.")] = Path("recording"),
) -> None:
    """Add a record to the committed table: outcomes without replies, and a sidecar that says what was recorded."""
    recorded = read(out / "attempts.jsonl")
    rows = _table.merge(_table.read(), map(_table.row_of, recorded))
    seconds = [each["at"] for each in recorded]
    about = json.loads((out / "about.json").read_text("utf-8")) | {
        "files": dict(Counter(each["model"] for each in recorded)),
        "attempts": len(rows),
        "problems": len({row.problem for row in rows}),
        "recorded": [datetime.fromtimestamp(at, UTC).isoformat() for at in (min(seconds), max(seconds))],
        "sandbox": sorted({each["sandbox"] for each in recorded if each["sandbox"]}),
        "temperature": TEMPERATURES["solver"],
        "max_tokens": MAX_TOKENS,
        "stop_sequences": STOP,
        "grading_timeout_s": LIMITS.timeout,
        "licences": LICENCES,
    }
    _table.write(rows, about)
    typer.echo(f"{len(rows)} attempts at {about['problems']} problems in {_table.DATA}")


@app.command()
def noise(plot: Annotated[Path | None, typer.Option(help="Folder for the plots.")] = None) -> None:
    """Print what the committed table says of chance, prompt formats, useless lines, and of each recorded line."""
    rows = _table.read()
    typer.echo(_title())
    for line in _findings.report(rows):
        typer.echo(line)
    if plot:
        _plots.draw(rows, plot)


@app.command()
def gate(runs: Annotated[int, typer.Option(help="Runs of each kind of lines.")] = 200) -> None:
    """Print what the gate lets in on models drawn from the recording."""
    typer.echo(_title())
    for line in _recorded_gate.report(runs):
        typer.echo(line)


def _title() -> str:
    about = json.loads((_table.DATA / f"{_table.NAME}.json").read_text("utf-8"))
    return f"{about['model']}, {about['quantisation']}, {about['server']}, {about['hardware']}\n"
