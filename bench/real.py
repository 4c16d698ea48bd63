"""What does a real model do? Its answers are recorded once, and what they show is worked out from the record.

    python -m bench real record HumanEval.jsonl.gz --out FOLDER      (ANTHROPIC_BASE_URL names the endpoint)
    python -m bench real grade HumanEval.jsonl.gz --out FOLDER       (in the product's sandbox)
    python -m bench real table --out FOLDER                          (makes the table in bench/data/)
    python -m bench real noise                                       (what moves the answers)
    python -m bench real gate                                        (what the gate lets in on this model)
    python -m bench real control                                     (how often it finds the cure of a bad start)
    python -m bench real requests HumanEval.jsonl.gz --out FILE      (to analyst and engineer, about failures of a record)
    python -m bench real ask FILE --out REPLIES.jsonl                (asks them)
    python -m bench real keep HumanEval.jsonl.gz REPLIES.jsonl ...   (adds them to bench/data/)
    python -m bench real usable HumanEval.jsonl.gz                   (how many the product can use)

Recording and grading append to files in FOLDER, and the same command goes on where it stopped. SIGTERM lets the requests under
way finish; a kill loses only these.
"""

import asyncio
import json
import os
import signal
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Literal

import typer

# The machine that records may have little installed: what the other commands need is imported in them.
from bench._asking import Asker, Question, describe, read
from bench._recorder import MAX_TOKENS, REPLIES, VERDICTS, problems_of, questions, recorded
from self_harness.model.types import TEMPERATURES

app = typer.Typer(add_completion=False)

LICENCES = "weights: Apache-2.0 (Qwen2.5-Coder-0.5B-Instruct); problems, not included: MIT (HumanEval)"
REUSE = 200
"""Answers that a container grades; recorded code is a small model's honest attempt, and there is much of it."""
Suite = Annotated[Path, typer.Argument(help="HumanEval.jsonl.gz as published.")]
Folder = Annotated[Path, typer.Option(help="Folder of the record.")]
Minutes = Annotated[float, typer.Option(help="No request begins after that many.")]
Slots = Annotated[int, typer.Option(help="Requests at once, for each address.")]


@app.callback()
def main() -> None:
    """A real model: record its answers, and analyse the record."""


@app.command()
def record(suite: Suite, out: Folder = Path("recording"), minutes: Minutes = 60.0, slots: Slots = 8) -> None:
    """Ask the solver. Several addresses of the same model are separated by commas in ANTHROPIC_BASE_URL."""
    out.mkdir(parents=True, exist_ok=True)
    asked = questions(problems_of(suite), recorded(out))
    (out / "about.json").write_text(json.dumps(describe(_servers()[0])), "utf-8")
    _ask(out / REPLIES, asked, minutes, slots)


@app.command()
def requests(
    suite: Suite,
    out: Annotated[Path, typer.Option(help="File of the requests.")],
    record: Annotated[Path, typer.Option(help="Folder of a graded record.")] = Path("recording"),
    count: Annotated[int, typer.Option(help="Samples of failures.")] = 80,
) -> None:
    """Make requests of analyst and engineer about random failures of a record."""
    from bench import _proposals

    made = _proposals.samples(record, problems_of(suite), count)
    out.write_text("".join(json.dumps(row) + "\n" for row in _proposals.requests(made)), "utf-8")


@app.command()
def keep(
    suite: Suite,
    replies: Annotated[list[Path], typer.Argument(help="Files of replies.")],
    record: Annotated[Path, typer.Option(help="Folder of the record that they were made of.")] = Path("recording"),
    count: Annotated[int, typer.Option(help="Samples of failures.")] = 80,
) -> None:
    """Make the committed file of replies of analyst and engineer."""
    from bench import _proposals

    made = _proposals.samples(record, problems_of(suite), count)
    _proposals.write(_proposals.pack([row for file in replies for row in read(file)], made))


@app.command()
def usable(suite: Suite) -> None:
    """Print how many of the kept replies the product can use, by its checks of today."""
    from bench import _proposals
    from self_harness.steps.leaks import traces

    for line in _proposals.report(_proposals.kept(), traces(problems_of(suite).values())):
        typer.echo(line)


@app.command()
def ask(
    requests: Annotated[
        Path, typer.Argument(help="JSON lines: an id and what else is to be told, system, messages, ...")
    ],
    out: Annotated[Path, typer.Option(help="File of the replies.")],
    minutes: Minutes = 60.0,
    slots: Slots = 8,
) -> None:
    """Ask prepared requests, as those of analyst and engineer; each once."""
    known = {row["id"] for row in read(out)}
    asked = []
    for row in read(requests):
        if row["id"] not in known:
            parts = [row.pop(name) for name in Question._fields[1:]]
            asked.append(Question(row, *parts))
    _ask(out, asked, minutes, slots)


def _ask(file: Path, asked: Sequence[Question], minutes: float, slots: int) -> None:
    asker = Asker(file, _servers(), slots, typer.echo)

    async def run() -> None:
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, asker.stop)
        await asker.ask(asked, minutes)

    asyncio.run(run())


def _servers() -> list[str]:
    return os.environ["ANTHROPIC_BASE_URL"].split(",")


@app.command()
def grade(
    suite: Suite,
    out: Folder = Path("recording"),
    sandbox: Annotated[Literal["docker", "local"], typer.Option(help="Local is not isolated.")] = "docker",
    slots: Annotated[int, typer.Option(help="Answers at once.")] = 2,
) -> None:
    """Grade the replies that have no verdict yet."""
    from bench._verdicts import Grader
    from sandbox import open_sandbox

    async def run() -> None:
        opened = open_sandbox(sandbox, simulated=False, concurrency=slots, on_notice=typer.echo, reuse=REUSE)
        async with opened as entered:
            await Grader(out, problems_of(suite), typer.echo).grade(entered, slots)

    asyncio.run(run())


@app.command()
def table(out: Folder = Path("recording")) -> None:
    """Make the committed table of a record: outcomes without replies, and a sidecar that says what was recorded."""
    from bench import _table
    from bench._verdicts import LIMITS

    replies, verdicts = read(out / REPLIES), read(out / VERDICTS)
    rows = sorted(map(_table.row_of, verdicts))
    seconds = [each["at"] for each in replies]
    about = json.loads((out / "about.json").read_text("utf-8")) | {
        "files": dict(Counter(each["model"] for each in replies)),
        "attempts": len(rows),
        "problems": len({row.problem for row in rows}),
        "tokens": sum(row.tokens for row in rows),
        "recorded": [datetime.fromtimestamp(at, UTC).isoformat() for at in (min(seconds), max(seconds))],
        "sandbox": sorted({each["verdict"]["sandbox"] for each in verdicts if each["verdict"].get("sandbox")}),
        "temperature": TEMPERATURES["solver"],
        "max_tokens": MAX_TOKENS,
        "grading_timeout_s": LIMITS.timeout,
        "licences": LICENCES,
    }
    _table.write(rows, about)
    typer.echo(f"{len(rows)} attempts at {about['problems']} problems in {_table.DATA}")


@app.command()
def noise(plot: Annotated[Path | None, typer.Option(help="Folder for the plots.")] = None) -> None:
    """Print what the committed table says of chance, prompt formats, useless lines, and of each recorded line."""
    from bench import _findings, _plots, _table

    rows = _table.read()
    typer.echo(_title())
    for line in _findings.report(rows):
        typer.echo(line)
    if plot:
        _plots.draw(rows, plot, f"{_about()['model']}: {len(rows)} attempts at HumanEval")


@app.command()
def gate(runs: Annotated[int, typer.Option(help="Runs of each kind of lines.")] = 200) -> None:
    """Print what the gate lets in on models drawn from the recording."""
    from bench import _recorded_gate

    typer.echo(_title())
    for line in _recorded_gate.report(runs):
        typer.echo(line)


@app.command()
def control(runs: Annotated[int, typer.Option(help="Runs from each start.")] = 100) -> None:
    """Print how often a run of the product's loop finds and proves the cure of a bad start."""
    from bench import _recorded_gate

    typer.echo(_title())
    for line in _recorded_gate.control(runs):
        typer.echo(line)


def _title() -> str:
    about = _about()
    return f"{about['model']}, {about['quantisation']}, {about['server']}, {about['hardware']}\n"


def _about() -> dict[str, str]:
    from bench import _table

    about: dict[str, str] = json.loads((_table.DATA / f"{_table.NAME}.json").read_text("utf-8"))
    return about
