"""`python -m bench scale`: what large suites, long runs and many hosts cost. All outcomes are *simulated*.

record    a run folder of 1,000 to 100,000 attempts: written, read, reported on; seconds of processor time and MB
gate      what the sequential gate costs an attempt, on 100 to 10,000 problems
blocks    time to finish with blocks of twelve attempts, and with blocks that follow the calls in flight; a virtual clock
sizing    the table of deploy/sizing.md
workflow  an evaluation with and without the workflow engine around it: the engine's share of the processor time
dask      throughput of 1, 2 and 4 workers
"""

import asyncio
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

import typer

app = typer.Typer(add_completion=False)
SIZES = ((100, 1_000), (1_000, 10_000), (10_000, 100_000))
"""Problems, attempts."""
Part = Literal["all", "record", "gate", "blocks", "sizing", "workflow", "dask"]


class Cost(NamedTuple):
    seconds: float
    processor: float
    """Seconds of processor time, of this process and its children that live: the workflow server."""


class Workflow(NamedTuple):
    """The same attempts without the workflow engine, and within a flow."""

    attempts: int
    plain: Cost
    engine: Cost

    @property
    def share(self) -> float:
        """Of the processor time: the clock shows other work of the machine too."""
        return 1 - self.plain.processor / self.engine.processor


def _processor() -> float:
    """Without children that have ended, which are answers being graded."""
    children = 0
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(FileNotFoundError, ProcessLookupError):
            fields = path.read_text().rpartition(")")[2].split()
            if int(fields[1]) == os.getpid():
                children += int(fields[11]) + int(fields[12])
    return time.process_time() + children / os.sysconf("SC_CLK_TCK")


async def _cost(call: Awaitable[object]) -> Cost:
    began, processor = time.monotonic(), _processor()
    await call
    return Cost(time.monotonic() - began, _processor() - processor)


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
        plain = await _cost(settle([attempt(runtime, START, key) for key in wanted]))

        async def recorded_too() -> None:
            await within(runtime, wanted)
            await asyncio.sleep(5)  # in which the server records

        engine = await _cost(recorded_too())
    return Workflow(len(wanted), plain, engine)


@app.command()
def main(
    part: Annotated[Part, typer.Argument(help="What is measured.")] = "all",
    attempts: Annotated[int, typer.Option(help="Of `workflow`.")] = 10_000,
    runs: Annotated[int, typer.Option(help="Of `blocks`, for each row and kind.")] = 10,
    plots: Annotated[Path | None, typer.Option(help="Folder for the plots of `record` and `dask`.")] = None,
) -> None:
    """Tables, and plots."""
    if part in ("all", "record"):
        _record(plots)
    if part in ("all", "gate"):
        _gate()
    if part in ("all", "blocks"):
        _blocks(runs)
    if part in ("all", "sizing"):
        from bench._sizing import table

        print(*table(), sep="\n")
    if part in ("all", "workflow"):
        _workflow(attempts)
    if part in ("all", "dask"):
        _dask(plots)


def _record(plots: Path | None) -> None:
    from bench._record import Record

    print(f"{'problems':>9}{'attempts':>9}{'written s':>11}{'read s':>8}{'page s':>8}{'page KB':>9}{'peak MB':>9}")
    found = []
    for problems, attempts in SIZES:  # a process each: its peak is its own
        code = f"from bench._record import recorded; print(*recorded({problems}, {attempts}))"
        done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
        row = Record(problems, attempts, *map(float, done.stdout.split()[2:]))
        print(
            f"{problems:9,}{attempts:9,}{row.written:11.2f}{row.read:8.2f}{row.page:8.2f}{row.page_kb:9,.0f}{row.peak_mb:9,.0f}"
        )
        found.append(row)
    if plots:
        from bench._scale_plot import draw_records

        draw_records(found, plots)


def _gate() -> None:
    from bench._gate_cost import gate_cost

    print(f"{'problems':>9}{'evaluation ms':>15}{'gate ms':>9}{'gate MB':>9}, each attempt; most memory at once")
    for problems, _ in SIZES:
        found = gate_cost(problems)
        print(f"{problems:9,}{1000 * found.learned:15.3f}{1000 * found.gated:9.3f}{found.peak_mb:9.1f}")


def _blocks(runs: int) -> None:
    from bench._blocks import blocks

    print(
        "| in flight | rounds of attempts | s a call | blocks of 12: min | following: min | saved | best gains, 12 | following |"
    )
    print("|---|---|---|---|---|---|---|---|")
    for each in blocks(runs):
        config, (old, new) = each.config, (each.twelve, each.following)
        print(
            f"| {config.concurrency} | {config.rounds} of {config.attempts} | {each.seconds:g} | {old.minutes:.1f} "
            f"| {new.minutes:.1f} | {1 - each.share:.0%} | {100 * old.best:+.1f} | {100 * new.best:+.1f} |", flush=True,
        )  # fmt: skip


def _workflow(attempts: int) -> None:
    from prefect.settings import PREFECT_API_URL, temporary_settings

    from flows.server import server

    with tempfile.TemporaryDirectory() as folder, server(print) as api, temporary_settings({PREFECT_API_URL: api}):
        found = asyncio.run(orchestrated(88, attempts, Path(folder)))
    for name, cost in (("without the workflow engine", found.plain), ("with it", found.engine)):
        print(f"{found.attempts:,} attempts {name}: {cost.seconds:.1f} s, {cost.processor:.1f} s of processor time")
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
