"""`python -m bench scale`: what large suites, long runs and many hosts cost. All outcomes are *simulated*.

record    a run folder of 1,000 to 100,000 attempts: written, read, reported on; seconds of processor time and MB
workflow  an evaluation with and without the workflow engine around it: the engine's share of the time
dask      throughput of 1, 2 and 4 workers
"""

import asyncio
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

import typer

from bench._big_run import write

app = typer.Typer(add_completion=False)
SIZES = ((100, 1_000), (1_000, 10_000), (10_000, 100_000))
"""Problems, attempts."""
Part = Literal["all", "record", "workflow", "dask"]


class Record(NamedTuple):
    problems: int
    attempts: int
    written: float
    read: float
    page: float
    """Seconds of processor time, like the two before."""
    page_kb: float
    peak_mb: float


def recorded(problems: int, attempts: int) -> Record:
    from self_harness.record.log import RunFolder
    from self_harness.report.html import html

    def timed(call: Callable[[], object]) -> tuple[float, object]:
        began = time.process_time()
        found = call()
        return time.process_time() - began, found

    with tempfile.TemporaryDirectory() as folder:
        written, path = timed(lambda: write(Path(folder), problems, attempts))
        run = RunFolder(Path(str(path)))
        read, _ = timed(run.log)
        page, text = timed(lambda: html(run))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Record(problems, attempts, written, read, page, len(str(text)) / 1024, peak)


class Workflow(NamedTuple):
    attempts: int
    plain: float
    engine: float
    """Seconds of the same attempts without the engine, and within a flow."""

    @property
    def share(self) -> float:
        return max(0.0, 1 - self.plain / self.engine)


async def orchestrated(problems: int, attempts: int, folder: Path) -> Workflow:
    from prefect import flow

    from self_harness.attempt import AttemptKey, keys
    from self_harness.concurrency import settle
    from self_harness.config import RunConfig
    from self_harness.harness import START, Edit, apply
    from self_harness.suite.problem import BUNDLED, load_suite
    from tasks.runtime import Runtime, listener, open_runtime
    from tasks.solve import attempt, evaluate

    suite = load_suite(BUNDLED / "contracts")
    wanted = keys([problem.id for problem in suite.problems], -(-attempts // len(suite)))[:attempts]
    other = apply(START, Edit(op="append", block="checklist", text="Check the edge cases."))
    listener.set(lambda event: None)

    @flow(name="bench", validate_parameters=False)
    async def within(runtime: Runtime, made: Sequence[AttemptKey]) -> None:
        await evaluate(runtime, other, made)

    config = RunConfig(model="simulated", sandbox="local", out=str(folder), force=True, concurrency=16)
    async with open_runtime(config, suite) as runtime:
        await settle([attempt(runtime, START, key) for key in wanted[: len(suite)]])  # verdicts are known from then on
        began = time.monotonic()
        await settle([attempt(runtime, START, key) for key in wanted])
        plain = time.monotonic() - began
        began = time.monotonic()
        await within(runtime, wanted)
        engine = time.monotonic() - began
    return Workflow(len(wanted), plain, engine)


@app.command()
def main(
    part: Annotated[Part, typer.Argument(help="What is measured.")] = "all",
    attempts: Annotated[int, typer.Option(help="Of `workflow`.")] = 10_000,
    plots: Annotated[Path | None, typer.Option(help="Folder for scale.png.")] = None,
) -> None:
    """Tables, and a plot of the throughput of Dask."""
    if part in ("all", "record"):
        _record()
    if part in ("all", "workflow"):
        _workflow(attempts)
    if part in ("all", "dask"):
        _dask(plots)


def _record() -> None:
    print(f"{'problems':>9}{'attempts':>9}{'written s':>11}{'read s':>8}{'page s':>8}{'page KB':>9}{'peak MB':>9}")
    for problems, attempts in SIZES:  # a process each: its peak is its own
        code = f"from bench.scale import recorded; print(*recorded({problems}, {attempts}))"
        done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
        row = [float(each) for each in done.stdout.split()]
        print(f"{row[0]:9,.0f}{row[1]:9,.0f}{row[2]:11.2f}{row[3]:8.2f}{row[4]:8.2f}{row[5]:9,.0f}{row[6]:9,.0f}")


def _workflow(attempts: int) -> None:
    from prefect.settings import PREFECT_API_URL, temporary_settings

    from flows.server import server

    with tempfile.TemporaryDirectory() as folder, server(print) as api, temporary_settings({PREFECT_API_URL: api}):
        found = asyncio.run(orchestrated(88, attempts, Path(folder)))
    print(f"{found.attempts:,} attempts: {found.plain:.1f} s without the workflow engine, {found.engine:.1f} s with it")
    print(f"share of the engine: {found.share:.1%}")


def _dask(plots: Path | None) -> None:
    from bench._dask import all_measured

    with tempfile.TemporaryDirectory() as folder:
        found = all_measured(Path(folder))
    alone = {each.verdict: each.rate for each in found if each.workers == 1}
    print(f"{'verdict':<16}{'workers':>8}{'answers/s':>11}{'of linear':>11}")
    for each in found:
        linear = each.rate / each.workers / alone[each.verdict]
        print(f"{each.verdict:<16}{each.workers:8}{each.rate:11.2f}{linear:11.2f}")
    if plots:
        from bench._scale_plot import draw

        draw(found, plots)
