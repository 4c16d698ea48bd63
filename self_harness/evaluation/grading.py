"""`self-harness grade`: verdicts on answers that come from anywhere, without a workflow around them."""

import asyncio
from codecs import BOM_UTF8
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import BaseModel, ConfigDict, ValidationError

from self_harness.attempt import Limits, Sandbox, Verdict
from self_harness.config import RunConfig
from self_harness.errors import ConfigError, SandboxError, faults_of
from self_harness.suite.problem import Problem, load_problem

TRIES = 3


class _Line(BaseModel):
    model_config = ConfigDict(extra="ignore")

    problem: str
    code: str


class Job(NamedTuple):
    name: str
    """The problem as the caller named it."""
    problem: Problem
    code: str


class BadLine(NamedTuple):
    """A line of a batch that can't be graded."""

    name: str | None
    """The problem that it names, if it can be read so far."""
    fault: str


def read_batch(data: bytes) -> list[Job | BadLine]:
    """The lines of a batch file that are not blank. A line with a fault spoils no other."""
    problems: dict[str, Problem] = {}
    # Only \n ends a line: a JSON string may hold what else `splitlines` takes for one.
    lines = enumerate(data.split(b"\n"), 1)
    return [_job(line, number, problems) for number, line in lines if line.strip().strip(BOM_UTF8)]


def _job(line: bytes, number: int, problems: dict[str, Problem]) -> Job | BadLine:
    name = None
    try:
        item = _Line.model_validate_json(line.removeprefix(BOM_UTF8))
        name = item.problem
        if name not in problems:
            problems[name] = load_problem(Path(name))
        return Job(name, problems[name], item.code)
    except ValidationError as error:
        fault = faults_of(error)[0]
    except (ConfigError, OSError) as error:  # OSError: a name that no folder can have
        fault = str(error)
    return BadLine(name, f"line {number} of the batch: {fault}")


async def grade_one(folder: Path, code: str, config: RunConfig, on_notice: Callable[[str], None]) -> Verdict:
    """The verdict on one answer."""
    problem = load_problem(folder)
    async with _open(config, on_notice) as sandbox:
        return await grade(sandbox, Job(str(folder), problem, code), config)


async def grade_batch(
    jobs: Sequence[Job | BadLine],
    config: RunConfig,
    on_notice: Callable[[str], None],
    on_result: Callable[[dict[str, Any]], None],
) -> None:
    """Verdicts in the order of the jobs, each as soon as it and all before it are there; "error" for a faulty line."""
    async with _open(config, on_notice) as sandbox:
        slots = asyncio.Semaphore(config.concurrency)

        async def one(job: Job | BadLine) -> Verdict:
            if isinstance(job, BadLine):
                return Verdict(status="error", message=job.fault)
            async with slots:
                return await grade(sandbox, job, config)

        running = [asyncio.create_task(one(job)) for job in jobs]
        try:
            for job, task in zip(jobs, running, strict=True):
                verdict = await task
                found = {"status": verdict.status, "message": verdict.message, "seconds": round(verdict.seconds, 4)}
                on_result({"problem": job.name, **found})
        finally:
            for task in running:
                task.cancel()
            await asyncio.gather(*running, return_exceptions=True)


def _open(config: RunConfig, on_notice: Callable[[str], None]) -> AbstractAsyncContextManager[Sandbox]:
    from sandbox import open_sandbox

    return open_sandbox(
        config.sandbox,
        simulated=False,
        concurrency=config.concurrency,
        on_notice=on_notice,
        runtime=config.sandbox_runtime,
        reuse=config.sandbox_reuse,
        dask_address=config.dask_address,
    )


async def grade(sandbox: Sandbox, job: Job, config: RunConfig) -> Verdict:
    """The verdict on a job within its problem's limits, or else the run's.

    Raises SandboxError when the sandbox failed for `TRIES` times.
    """
    settings = job.problem.settings
    limits = Limits(timeout=settings.timeout or config.timeout)
    for tries in range(1, TRIES + 1):
        try:
            return await sandbox.grade(
                job.problem.kind.program(job.code), job.problem.tests, limits, settings.isolation
            )
        except SandboxError:
            if tries == TRIES:
                raise
            await asyncio.sleep(tries)
    raise AssertionError("unreachable")
