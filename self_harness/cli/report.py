"""`self-harness show`, `history`, `answer`, `diff` and `export`: what runs have left."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Group, RenderableType
from rich.markdown import Markdown
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from self_harness.cli.champion import Champions
from self_harness.cli.compare import print_comparison
from self_harness.cli.console import visible, write
from self_harness.cli.options import AsJson, Model, Out, Problems, Run, find_harness, out, print_json
from self_harness.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from self_harness.report.answer import Answer
    from self_harness.report.runs import Row


class ExportFormat(StrEnum):
    text = "text"
    json = "json"
    python = "python"
    agents = "agents"
    promptfoo = "promptfoo"
    gepa = "gepa"


def show(
    run: Run = "last",
    out_: Out = Path("runs"),
    html: Annotated[bool, typer.Option("--html", help="Write the report as a page and print its path.")] = False,
    as_json: AsJson = False,
) -> None:
    """The report of a run."""
    from self_harness.record.log import RunFolder, find_run
    from self_harness.report.markdown import summary, write_summary

    folder = RunFolder(find_run(run, out_))
    if folder.start.rival:
        print_comparison(folder, as_json)
    elif html:
        write_summary(folder)
        print(folder.path / "report.html")
    elif as_json:
        print_json([record.model_dump(mode="json") for record in folder.rounds()])
    elif out.is_terminal:
        out.print(Markdown(summary(folder)))
    else:
        write(summary(folder))


def history(
    problems: Annotated[str | None, typer.Option(help="Only runs of this suite.")] = None,
    model: Annotated[str | None, typer.Option(help="Only runs with this model.")] = None,
    out_: Out = Path("runs"),
    html: Annotated[bool, typer.Option("--html", help="Write a page with a curve, and print its path.")] = False,
    as_json: AsJson = False,
) -> None:
    """All runs, one a line: what each one found and what it cost, by suite and model."""
    from self_harness.files import write_atomically
    from self_harness.report.nights import page
    from self_harness.report.runs import history as history_of

    found = history_of(out_, problems and Path(problems).name, model)
    if not found:
        raise ConfigError(f"There are no such runs in {out_}.")
    if html:
        write_atomically(out_ / "history.html", page(found))
        print(out_ / "history.html")
        return
    if as_json:
        print_json([row.model_dump(mode="json") for rows in found.values() for row in rows])
        return
    for (suite, name), rows in found.items():
        label = " (SIMULATED)" if rows[0].simulated else ""
        out.print(Text(f"{suite} with {name}{label}", style="bold"))
        out.print_table(_history(rows))
        for row in rows:
            if row.drift:
                out.print(Text(f"{row.run}: {row.drift}", style="yellow"))


def _history(rows: "Sequence[Row]") -> Table:
    from self_harness.report.nights import cells

    table = Table(box=None, header_style="bold", pad_edge=False, padding=(0, 1, 0, 0))
    for name in ("run", "held-out %", "test split", "lines", "calls", "$", "outcome"):
        table.add_column(name, justify="right" if name in ("lines", "calls", "$") else "left")
    for row in rows:
        table.add_row(*map(Text, cells(row)))
    return table


def answer(
    run: Annotated[str, typer.Argument(help="A run's id or folder, or 'last'.")],
    problem: Annotated[str, typer.Argument(help="Id of a problem.")],
    round_: Annotated[
        int | None, typer.Option("--round", help="Before and after this round, instead of the whole run.")
    ] = None,
    trial: Annotated[int, typer.Option(min=0, help="Which attempt of an evaluation, from 0.")] = 0,
    out_: Out = Path("runs"),
    as_json: AsJson = False,
) -> None:
    """What the model answered to a problem, before and after: request, reply, code and verdict."""
    from self_harness.record.log import RunFolder, find_run
    from self_harness.report.answer import answers

    folder = RunFolder(find_run(run, out_))
    found = answers(folder, problem, round_, trial)
    is_simulated = folder.start.config.model == "simulated"
    if as_json:
        each = [{**one._asdict(), "harness": one.harness.model_dump()} for one in found.answers]
        print_json({"problem": problem, "trial": trial, "simulated": is_simulated, "request": found.problem.prompt,
                    "answers": each})  # fmt: skip
        return
    simulated = ", SIMULATED model" if is_simulated else ""
    out.print(Rule(Text(f"{problem}, attempt {trial}{simulated}: the request")))
    out.print(Text(found.problem.prompt.strip()))
    tables = [_answer(one) for one in found.answers]
    if out.width >= SIDE_BY_SIDE:
        beside = Table.grid(padding=(0, 2), expand=True)
        for _ in tables:
            beside.add_column(ratio=1)
        beside.add_row(*tables)
        out.print(beside)
    else:
        out.print(*tables)


SIDE_BY_SIDE = 100
"""Columns of a terminal from which two answers stand beside each other."""


def _answer(one: "Answer") -> Group:
    parts: list[RenderableType] = [
        Rule(Text(f"{one.when}: harness {one.harness.fingerprint}")),
        Text(one.verdict, style="green" if one.status == "passed" else "red"),
    ]
    reply = "(not in the store any more)" if one.reply is None else one.reply.strip()
    code = "(no code was found in the reply)" if one.code is None else one.code.strip()
    for title, text in (("system prompt", one.harness.system_prompt), ("reply", reply), ("code that was run", code)):
        parts += [Text(f"\n{title}", style="bold"), Text(text)]
    return Group(*parts)


def diff(
    run: Run = "last",
    other: Annotated[str | None, typer.Argument(help="Another run, or a harness file, to compare with.")] = None,
    round_: Annotated[
        int | None, typer.Option("--round", help="What this round changed, instead of the whole run.")
    ] = None,
    out_: Out = Path("runs"),
) -> None:
    """What a run changed in its harness, or how two harnesses differ."""
    from self_harness import harness as harnesses
    from self_harness.record.log import RunFolder, find_run

    if other is not None:
        old, new = find_harness(run, out_), find_harness(other, out_)
    else:
        folder = RunFolder(find_run(run, out_))
        old, new = folder.start.harness, folder.harness()
        if round_ is not None:
            rounds = folder.rounds()
            if not 1 <= round_ < len(rounds):
                raise ConfigError(f"Run {folder.start.run_id} has rounds 1 to {len(rounds) - 1}.")
            old, new = rounds[round_ - 1].harness, rounds[round_].harness
    for line in (harnesses.diff(old, new) or "no difference").splitlines():
        style = {"+": "green", "-": "red", "[": "bold"}.get(line[:1], "")
        out.print(line, style=style, markup=False, highlight=False, soft_wrap=True)


def export(
    run: Annotated[str, typer.Argument(help="A run's id or folder, 'last', a harness file, or 'champion'.")] = "last",
    format_: Annotated[
        ExportFormat,
        typer.Option(
            "--format",
            help="text: the system prompt; json: the blocks; python: a program that asks the model; "
            "agents: a section of CLAUDE.md or AGENTS.md; promptfoo: a chat prompt; gepa: a seed candidate.",
        ),
    ] = ExportFormat.text,
    champions: Champions = "champions",
    problems: Problems = None,
    model: Model = None,
    out_: Out = Path("runs"),
) -> None:
    """The harness of a run, or the champion, for use elsewhere, on standard output."""
    from self_harness import harness as harnesses
    from self_harness.cli.champion import find_champion
    from self_harness.record.log import RunFolder, find_run
    from self_harness.report.export import Source, render

    if run == "champion":
        entry = find_champion(champions, problems, model)
        harness, source = entry.harness, Source(f"champion of {entry.suite}, entry {entry.sequence}", entry.model)
    elif Path(run).is_file():
        harness, source = harnesses.load(Path(run)), Source(Path(run).name)
    else:
        folder = RunFolder(find_run(run, out_, "harness"))
        harness, source = folder.harness(), Source(f"run {folder.start.run_id}", folder.start.config.model)
    text = render(harness, format_.value, source)
    sys.stdout.write(visible(text) if sys.stdout.isatty() else text)
