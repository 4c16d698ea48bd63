"""`self-harness problems`: check, import, scaffold and list problems. Each command imports what it needs when it runs."""

import asyncio
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from self_harness.cli.console import Console, write_json
from self_harness.errors import ConfigError
from self_harness.files import read_text

if TYPE_CHECKING:
    from self_harness.quality.check import ProblemReport, SuiteReport
    from self_harness.suite.problem import Suite

problems_app = typer.Typer(no_args_is_help=True, help="Check, import, scaffold and list problems.")
out = Console()
err = Console(stderr=True)

AsJson = Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")]


@problems_app.command()
def check(
    suite: Annotated[str, typer.Argument(metavar="DIR", help="A suite, one problem's folder, or a bundled suite.")],
    sandbox: Annotated[
        Literal["auto", "docker", "local"] | None, typer.Option(help="Where the answers run.  [auto]")
    ] = None,
    mutants: Annotated[int, typer.Option(min=0, help="Mutants of each reference at most.")] = 12,
    repeat: Annotated[int, typer.Option(min=1, help="Runs of each reference and bug.")] = 2,
    as_json: AsJson = False,
) -> None:
    """Check that references pass, that bugs fail, and that the tests notice mutants of the references.

    Exit code 0: sound, perhaps with warnings; 1: a problem can't be used as it is; 2: malformed.
    """
    from sandbox import open_sandbox
    from self_harness.config_sources import load_config
    from self_harness.quality.check import check_suite

    loaded = _load(suite)
    config = load_config(None, {"sandbox": sandbox})
    columns = TextColumn("checking"), BarColumn(bar_width=30), MofNCompleteColumn(), TimeElapsedColumn()
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as bar:
        task = bar.add_task("", total=None)
        report = asyncio.run(
            check_suite(
                loaded,
                config,
                count=mutants,
                repeat=repeat,
                sandbox=open_sandbox(
                    config.sandbox,
                    simulated=True,
                    concurrency=config.concurrency,
                    on_notice=lambda text: err.print(text, style="dim", markup=False, soft_wrap=True),
                    dask_address=config.dask_address,
                ),
                on_progress=lambda done, total: bar.update(task, completed=done, total=total),
            )
        )
    if as_json:
        totals = {"mutants": report.mutants, "killed": report.killed, "breaks": report.breaks}
        write_json(report.model_dump(mode="json") | totals)
    else:
        _print_report(report)
    raise typer.Exit(1 if report.breaks else 0)


def _print_report(report: "SuiteReport") -> None:
    table = Table(box=None, header_style="bold", pad_edge=False)
    table.add_column("problem", no_wrap=True)
    table.add_column("kind")
    for column in ("asserts", "passes", "bugs", "mutants", "notes"):
        table.add_column(column, justify="right", no_wrap=True)
    for problem in report.problems:
        failing = sum(bug.status != "passed" for bug in problem.bugs)
        breaking = any(finding.breaks for finding in problem.findings)
        table.add_row(
            escape(problem.id),
            escape(problem.kind),
            str(problem.assertions),
            _in_brief(problem),
            f"{failing}/{len(problem.bugs)}" if problem.bugs else "none",
            f"{problem.mutants - len(problem.survivors)}/{problem.mutants}" if problem.mutants else "none",
            str(len(problem.findings) or ""),
            style="red" if breaking else "yellow" if problem.findings or problem.survivors else "",
        )
    out.print_table(table)
    for problem in report.problems:
        _print_details(problem, with_bugs=len(report.problems) == 1)
    _print_totals(report)


def _in_brief(problem: "ProblemReport") -> str:
    if problem.reference == "passed":
        return f"{problem.seconds:.2f} s"
    return "NO" if problem.reference else "none"


def _print_details(problem: "ProblemReport", with_bugs: bool) -> None:
    if problem.findings or problem.survivors or with_bugs:
        _say(f"\n{problem.id}", "bold")
    for finding in problem.findings:
        where = f"tests.py:{finding.line}: " if finding.line else ""
        mark, style = ("BREAKS ", "red") if finding.breaks else ("warning", "yellow")
        _say(f"  {mark} {where}{finding.text}".replace("\n", "\n          "), style)
    for mutant in problem.survivors:
        _say(f"  survived solution.py:{mutant.line}\n    - {mutant.before}\n    + {mutant.after}")
    for bug in problem.bugs if with_bugs else ():
        where = f" at tests.py:{bug.line}" if bug.line else ""
        _say("\n    ".join([f"  bugs/{bug.weakness}.py: {bug.status}{where}", *bug.message.splitlines()]), "dim")


def _print_totals(report: "SuiteReport") -> None:
    problems = report.problems
    found = Counter(finding.breaks for problem in problems for finding in problem.findings)
    bugs = [bug.status != "passed" for problem in problems for bug in problem.bugs]
    killed = (
        f", mutants killed {report.killed}/{report.mutants} ({report.killed / report.mutants:.1%})"
        if report.mutants
        else ""
    )
    _say(f"\n{report.suite}: {len(problems)} problems, bugs fail {sum(bugs)}/{len(bugs)}{killed}", "bold")
    for missing, count in {
        "solution.py: only the tests were read, nothing was run": sum(not problem.reference for problem in problems),
        "bugs/: the tests were not tried on wrong answers": sum(not problem.bugs for problem in problems),
    }.items():
        if count:
            _say(f"{count} of {len(problems)} without {missing}", "yellow")
    if found:
        broken = "1 finding that breaks" if found[True] == 1 else f"{found[True]} findings that break"
        _say(f"{broken} a problem, {found[False]} warnings", "red" if found[True] else "yellow")


@problems_app.command("import")
def import_(
    format_: Annotated[
        str,
        typer.Argument(
            metavar="FORMAT",
            help="rows (a table of your own), humaneval, mbpp, evalplus, jsonl, promptfoo, inspect, or what an installed "
            "package adds.",
        ),
    ],
    file: Annotated[
        Path, typer.Argument(help="For rows: csv, tsv, jsonl or parquet. Else as published, perhaps gzipped.")
    ],
    out_: Annotated[Path, typer.Option("--out", help="Folder of the suite, made anew.")],
    limit: Annotated[int | None, typer.Option(min=1, help="Only the first so many problems.")] = None,
    input_: Annotated[
        str | None, typer.Option("--input", metavar="COLUMN", help="For rows: what the model reads.")
    ] = None,
    expected: Annotated[str | None, typer.Option(metavar="COLUMN", help="For rows: what is expected.")] = None,
    scorer: Annotated[
        str | None,
        typer.Option(
            help="exact, number, json, regex, contains, f1, or FILE.py with score(answer, expected).  \\[exact]"
        ),
    ] = None,
    prompt: Annotated[
        Path | None, typer.Option(help="For rows: a text around the input, with {column} where a column's value goes.")
    ] = None,
    pass_at: Annotated[
        float | None, typer.Option(min=0, max=1, help="For scorers from 0 to 1: the least score that passes.")
    ] = None,
    take: Annotated[
        Literal["whole", "block", "line", "json"] | None,
        typer.Option(help="For texts: the reply's part that is the answer.  \\[whole]"),
    ] = None,
) -> None:
    """Make a suite of a table of labelled rows, of a published benchmark, or of another tool's file."""
    from self_harness.suite.importers import import_file

    given = {"scorer": scorer, "pass_at": pass_at, "take": take}
    table = {"input": input_, "expected": expected, "prompt": prompt and read_text(prompt)}
    found = import_file(format_, file, out_, limit, {k: v for k, v in {**given, **table}.items() if v is not None})
    for note in found.notes:
        _say(note, "yellow")
    _say(f"{found.problems} problems in {out_}")
    _say(f"next: self-harness problems check {out_}", "dim")


@problems_app.command()
def new(
    name: Annotated[str, typer.Argument(help="Id of the problem, for instance merge-intervals.")],
    dir_: Annotated[Path, typer.Option("--dir", help="The suite's folder.")] = Path(),
    answer: Annotated[Literal["python", "sql"], typer.Option(help="What the model is to write.")] = "python",
) -> None:
    """Scaffold a problem that works, to be replaced piece by piece."""
    from self_harness.simulation.weaknesses import BY_NAME
    from self_harness.suite.importers import create_folder
    from self_harness.suite.rows import FILE_NAME
    from self_harness.suite.scaffold import problem_files

    if not re.fullmatch(FILE_NAME, name):
        raise ConfigError(
            f"{name!r} can't be a problem's id: letters, digits and hyphens, for instance merge-intervals."
        )
    folder = dir_ / name
    files = problem_files(name, list(BY_NAME), answer)
    create_folder(folder, files)
    for file in files:
        _say(str(folder / file))
    _say(f"next: self-harness problems check {folder}", "dim")


@problems_app.command("list")
def list_(
    suite: Annotated[str, typer.Argument(help="A suite's folder, or a bundled suite.")] = "contracts",
    runs: Annotated[Path, typer.Option("--out", help="Folder of the run folders.")] = Path("runs"),
    as_json: AsJson = False,
) -> None:
    """List a suite's problems with their kinds, weaknesses and last measured pass rates."""
    from self_harness.forecast.rates import last_rates
    from self_harness.quality.assertions import count_assertions

    loaded = _load(suite)
    rates = last_rates(loaded, runs)
    kinds = Counter(problem.settings.kind or "(none)" for problem in loaded.problems)
    weaknesses = Counter(weakness for problem in loaded.problems for weakness in problem.bugs)
    if as_json:
        rows = [
            {
                "id": problem.id,
                "kind": problem.settings.kind,
                "assertions": count_assertions(problem.tests),
                "weaknesses": list(problem.bugs),
                "rate": rates[problem.id].model_dump() if problem.id in rates else None,
            }
            for problem in loaded.problems
        ]
        write_json({"suite": loaded.name, "problems": rows, "kinds": kinds, "weaknesses": weaknesses})
        return
    table = Table(box=None, header_style="bold", pad_edge=False)
    for column in ("problem", "kind", "asserts", "weaknesses", "passed"):
        table.add_column(column, justify="right" if column == "asserts" else "left", overflow="fold")
    for problem in loaded.problems:
        rate = str(rates[problem.id]) if problem.id in rates else "not measured"
        asserts = str(count_assertions(problem.tests))
        table.add_row(escape(problem.id), escape(problem.settings.kind), asserts, escape(" ".join(problem.bugs)), rate)
    out.print_table(table)
    _say(f"\n{loaded.name}: {len(loaded)} problems", "bold")
    for title, counts in (("kinds", kinds), ("weaknesses", weaknesses)):
        if counts:
            _say(f"{title}: {', '.join(f'{name} {count}' for name, count in counts.most_common())}")


def _load(name: str) -> "Suite":
    """A suite, or a suite of one problem where the folder is that of a problem."""
    from self_harness.suite.problem import Suite, find_suite, is_problem, load_problem, load_suite

    folder = find_suite(name).resolve()
    if is_problem(folder):
        return Suite(name=folder.name, problems=(load_problem(folder),))
    return load_suite(folder)


def _say(text: str, style: str = "") -> None:
    out.print(text, style=style, markup=False, highlight=False, soft_wrap=True)
