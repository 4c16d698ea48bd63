"""Throughput of a Dask cluster with 1, 2 and 4 workers: with real containers, and with a sleep as the verdict."""

import asyncio
import time
from pathlib import Path
from typing import NamedTuple, Self

from pydantic import BaseModel, ConfigDict

from sandbox.cluster import DaskSandbox
from sandbox.cluster_worker import Containers, Opener
from self_harness.attempt import Isolation, Limits, Verdict
from tests.sandbox.dask_cluster import Cluster

WORKERS = (1, 2, 4)
ANSWERS = 40
"""For each worker."""
TESTS = "from solution import solution\nassert solution(2) == 4\n"


class Slept:
    """Says "passed" after `seconds`: what remains is the work of sending answers and verdicts."""

    label = identity = "sleep"

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None: ...

    async def grade(self, code: str, tests: str, limits: Limits, isolation: Isolation = "separate") -> Verdict:
        await asyncio.sleep(self._seconds)
        return Verdict(status="passed", sandbox=self.label)


class Sleep(BaseModel):
    """Opens `Slept` on a worker."""

    model_config = ConfigDict(frozen=True)

    seconds: float

    def open(self, concurrency: int) -> Slept:
        return Slept(self.seconds)


class Throughput(NamedTuple):
    verdict: str
    workers: int
    answers: int
    seconds: float

    @property
    def rate(self) -> float:
        """Answers a second."""
        return self.answers / self.seconds


async def measured(name: str, opener: Opener, workers: int, answers: int, folder: Path) -> Throughput:
    """Of so many worker processes with one thread each."""
    with Cluster(folder) as cluster:
        for _ in range(workers):
            cluster.start_worker()
        async with DaskSandbox(cluster.address, opener, concurrency=1, on_notice=lambda text: None) as sandbox:
            await sandbox._client.wait_for_workers(workers)
            codes = [f"# {number}\ndef solution(x): return 2 * x\n" for number in range(answers)]
            await asyncio.gather(*(sandbox.grade(code, TESTS, Limits()) for code in codes[: 4 * workers]))  # opens all
            began = time.monotonic()
            verdicts = await asyncio.gather(*(sandbox.grade(code, TESTS, Limits()) for code in codes))
            seconds = time.monotonic() - began
    assert all(verdict.passed for verdict in verdicts)
    return Throughput(name, workers, answers, seconds)


def all_measured(folder: Path) -> list[Throughput]:
    """Each arm with each number of workers."""
    arms: list[tuple[str, Opener]] = [("0.5 s of sleep", Sleep(seconds=0.5)), ("container", Containers())]
    return [
        asyncio.run(measured(name, opener, workers, ANSWERS * workers, folder))
        for name, opener in arms
        for workers in WORKERS
    ]
