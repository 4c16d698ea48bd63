"""The `self-harness` command. Each command imports what it needs when it runs: `grade` needs no Prefect."""

import asyncio
import errno
import sys
from pathlib import Path
from typing import Annotated

import typer

from self_harness.cli.approval import approvals, approve
from self_harness.cli.champion import champion_app
from self_harness.cli.clean import clean
from self_harness.cli.compare import compare
from self_harness.cli.options import (
    AsJson,
    Overview,
    SectionedCommand,
    err,
    interruptible,
    out,
    print_json,
    print_line,
    with_settings,
)  # fmt: skip
from self_harness.cli.problems import problems_app
from self_harness.cli.report import answer, diff, export, history, show
from self_harness.cli.run import calibrate, evaluate, prove, run
from self_harness.cli.serve import serve
from self_harness.config import RunConfig
from self_harness.config_sources import check_environment
from self_harness.errors import ConfigError, InfrastructureError, SelfHarnessError
from self_harness.files import read_bytes, read_text

DISK_TROUBLE = {
    errno.ENOSPC,
    errno.EDQUOT,
    errno.EROFS,
    errno.EFBIG,
    errno.ENOLCK,
    errno.EACCES,
    errno.EPERM,
    errno.EIO,
}
"""What a file system may answer; any other OSError is a fault of ours."""

app = typer.Typer(
    cls=Overview,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="A model improves its own instructions; a gate keeps what really helps.",
)


@with_settings("sandbox", "concurrency", "timeout")
def grade(
    settings: RunConfig,
    problem: Annotated[Path | None, typer.Argument(metavar="PROBLEM", help="Problem folder.")] = None,
    answer: Annotated[Path | None, typer.Argument(metavar="ANSWER", help="File with the answer.")] = None,
    batch: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help='JSON lines {"problem": DIR, "code": TEXT}; "-" for standard input.'),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Grade one answer, or many with --batch.

    Exit code for one answer: 0 passed, 1 not passed, 3 no verdict. For a batch: 0 graded, 2 some lines can't be read;
    their status is "error", and all others are graded.
    """
    from self_harness.evaluation import grading

    if batch is not None:
        if problem or answer:
            raise ConfigError("Give either a problem and an answer, or --batch FILE.")
        jobs = grading.read_batch(sys.stdin.buffer.read() if str(batch) == "-" else read_bytes(batch))
        asyncio.run(grading.grade_batch(jobs, settings, err.print, print_line))
        raise typer.Exit(2 if any(isinstance(job, grading.BadLine) for job in jobs) else 0)
    if problem is None or answer is None:
        raise ConfigError("Give a problem folder and a file with the answer, or --batch FILE.")
    verdict = asyncio.run(grading.grade_one(problem, read_text(answer), settings, err.print))
    if as_json:
        print_json(verdict.model_dump())
    else:
        out.print(verdict.status, style="green" if verdict.passed else "red")
        if verdict.message:
            out.print(verdict.message, markup=False, highlight=False, soft_wrap=True)
        out.print(f"{verdict.seconds:.2f} s, {verdict.sandbox}", style="dim")
    raise typer.Exit(0 if verdict.passed else 1)


@with_settings("problems", "out")
def doctor(settings: RunConfig) -> None:
    """Check what a run needs, and say what is to be done."""
    from self_harness.cli.doctor import checks

    worst = 0
    for check in checks(settings.problems, Path(settings.out)):
        mark, style = {"ok": ("ok  ", "green"), "note": ("note", "yellow"), "bad": ("BAD ", "red")}[check.level]
        out.print(f"{mark}  {check.name:9} {check.text}", style=style, markup=False, highlight=False, soft_wrap=True)
        worst = max(worst, 3 if check.level == "bad" else 0)
    raise typer.Exit(worst)


def ui() -> None:
    """Serve Prefect's UI with all runs, until Ctrl-C."""
    from threading import Event

    from flows.server import server

    with server(err.print) as api, interruptible():
        out.print(f"Prefect UI: {api.removesuffix('/api')}   (Ctrl-C ends it)", highlight=False)
        Event().wait()


for command in (
    run, compare, prove, show, history, answer, diff, export, evaluate, calibrate, grade, doctor, serve, approvals, approve,
    clean, ui,
):  # fmt: skip
    app.command(cls=SectionedCommand)(command)
app.add_typer(champion_app, name="champion")
app.add_typer(problems_app, name="problems")
app.callback()(check_environment)


def main() -> None:
    """Runs the command; errors of ours become one message and their exit code."""
    try:
        app()
    except SelfHarnessError as error:
        err.print(str(error), style="red", markup=False, highlight=False, soft_wrap=True)
        sys.exit(error.exit_code)
    except OSError as error:
        if error.errno not in DISK_TROUBLE:
            raise
        said = f"{error.filename or 'A file'}: {error.strerror}. What was paid for before is kept: see to it, then continue."
        err.print(said, style="red", markup=False, highlight=False, soft_wrap=True)
        sys.exit(InfrastructureError.exit_code)
