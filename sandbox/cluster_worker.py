"""What runs on the workers of a Dask cluster: one sandbox for a process, opened once and kept between answers."""

import asyncio
import logging
from contextlib import AbstractAsyncContextManager
from typing import TYPE_CHECKING, NamedTuple, Protocol

from pydantic import BaseModel, ConfigDict

from sandbox.image import fingerprint, runner_files
from sandbox.pool import DockerSandbox
from self_harness.attempt import Isolation, Limits, Sandbox, Verdict
from self_harness.errors import SelfHarnessError

if TYPE_CHECKING:
    from distributed import Worker

_log = logging.getLogger(__name__)


class Opener(Protocol):
    """How a worker opens its sandbox. Equal ones share it."""

    def open(self, concurrency: int) -> AbstractAsyncContextManager[Sandbox]: ...


class Containers(BaseModel):
    """A warm pool on the worker's engine. The fields are the arguments of `open_sandbox`."""

    model_config = ConfigDict(frozen=True)

    runtime: str | None = None
    reuse: int = 1

    def open(self, concurrency: int) -> DockerSandbox:
        return DockerSandbox(concurrency=concurrency, on_notice=_log.warning, runtime=self.runtime, reuse=self.reuse)


class About(NamedTuple):
    """What a worker says of itself."""

    runner: str
    """Fingerprint of the code that grades."""
    label: str
    identity: str
    """Of its sandbox."""
    threads: int


_opened: dict[Opener, Sandbox] = {}
"""Of this process, never closed: containers see the end of their input when it ends, and end."""
_opening = asyncio.Lock()


async def _sandbox(opener: Opener, worker: "Worker") -> Sandbox:
    async with _opening:
        if opener not in _opened:
            _opened[opener] = await opener.open(worker.state.nthreads).__aenter__()
    return _opened[opener]


async def about(opener: Opener, dask_worker: "Worker") -> About | str:
    """Or why it has no sandbox. The name of the second parameter makes Dask give it."""
    try:
        sandbox = await _sandbox(opener, dask_worker)
    except SelfHarnessError as error:
        return str(error)
    return About(runner(), sandbox.label, sandbox.identity, dask_worker.state.nthreads)


async def grade(opener: Opener, code: str, tests: str, limits: Limits, isolation: Isolation) -> tuple[str, Verdict]:
    """Identity of the sandbox, and what it says."""
    from distributed import get_worker

    sandbox = await _sandbox(opener, get_worker())
    return sandbox.identity, await sandbox.grade(code, tests, limits, isolation)


def runner() -> str:
    return fingerprint(runner_files())
