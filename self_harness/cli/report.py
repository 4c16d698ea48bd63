"""`self-harness show`, `diff` and `export`: what a run has left."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.markdown import Markdown

from self_harness.cli.champion import Champions
from self_harness.cli.console import visible, write
from self_harness.cli.options import AsJson, Model, Out, Problems, Run, find_harness, out, print_json
from self_harness.errors import ConfigError


class ExportFormat(StrEnum):
    text = "text"
    json = "json"
    python = "python"
    agents = "agents"


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
    if html:
        write_summary(folder)
        print(folder.path / "report.html")
    elif as_json:
        print_json([record.model_dump(mode="json") for record in folder.rounds()])
    elif out.is_terminal:
        out.print(Markdown(summary(folder)))
    else:
        write(summary(folder))


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
            "agents: a section of CLAUDE.md or AGENTS.md.",
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
        folder = RunFolder(find_run(run, out_))
        harness, source = folder.harness(), Source(f"run {folder.start.run_id}", folder.start.config.model)
    text = render(harness, format_.value, source)
    sys.stdout.write(visible(text) if sys.stdout.isatty() else text)
