"""The sandbox on many hosts: answers go to the workers of a Dask cluster, each with an engine and a warm pool of its own.

Model calls stay in the run's process. Dask gives the answers of a lost worker to another one. Scheduler and workers need
this program on their path (`--preload self_harness.cli`), and may run code in the process that connects to them: a cluster
is trusted as a login is.
"""

import asyncio
import logging
import os
from collections.abc import Callable
from contextlib import AsyncExitStack
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Self

from sandbox.cluster_checks import check_network, checked, compared
from sandbox.cluster_worker import Opener, grade
from self_harness.attempt import Isolation, Limits, Verdict
from self_harness.errors import ConfigError, SandboxError

if TYPE_CHECKING:
    from distributed import Client, Future

CONNECTING = 30.0
"""Seconds in which the scheduler must answer and show a worker."""
LOOKING = 30.0
"""Seconds without a verdict after which it is asked whether there are workers left."""
START = "dask worker ADDRESS --preload self_harness.cli"


class DaskSandbox:
    """Grades answers on a Dask cluster. An async context manager.

    address: of the scheduler, tcp://HOST:PORT or tls://HOST:PORT; "": a cluster on this machine, one worker a core.
    concurrency: most workers of a cluster on this machine.
    """

    def __init__(self, address: str, opener: Opener, *, concurrency: int, on_notice: Callable[[str], None]) -> None:
        """Raises ConfigError without the package, or for an address that is none."""
        if not find_spec("distributed"):
            raise ConfigError("The Dask sandbox needs the package distributed: pip install 'self-harness[dask]'")
        self._address = checked(address)
        self._opener = opener
        self._workers = min(concurrency, os.cpu_count() or 1)
        self._notify = on_notice
        self._stack = AsyncExitStack()
        self._connecting = asyncio.Lock()
        self._client: Client
        self.label = ""
        """Of the workers' sandboxes, from entry on."""
        self.identity = ""
        """The same for all workers, from entry on."""

    async def __aenter__(self) -> Self:
        """Raises ConfigError where the cluster can't be used, SandboxError where a worker has no sandbox."""
        try:
            await self._connect(await self._scheduler())
            await self._look()
        except BaseException:
            await self._stack.aclose()
            raise
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._stack.aclose()

    async def grade(self, code: str, tests: str, limits: Limits, isolation: Isolation = "separate") -> Verdict:
        """Run one answer on some worker.

        Raises:
            SandboxError: no verdict, and not by the answer's fault: no worker, no scheduler, or trouble on a worker.
        """
        from distributed import KilledWorker
        from distributed.client import FutureCancelledError

        await self._reconnect()
        future = self._client.submit(grade, self._opener, code, tests, limits, isolation, pure=False)
        try:
            identity, verdict = await self._result(future)
        except KilledWorker as error:
            raise SandboxError(
                f"Dask workers ended one after another with this answer, the last at {error.last_worker.address}: see "
                "their logs; a worker that is short of memory is ended by its nanny"
            ) from error
        except (FutureCancelledError, OSError) as error:
            raise SandboxError(f"the Dask scheduler is gone: start it again, and its workers. {error}") from error
        except (ConfigError, ImportError, AttributeError) as error:  # of a worker that came later
            raise SandboxError(f"a Dask worker can't grade: {error}") from error
        if identity != self.identity:
            raise SandboxError(f"a Dask worker that came later grades by {identity}, the others by {self.identity}")
        return verdict

    async def _result(self, future: "Future[Any]") -> tuple[str, Verdict]:
        waiting = asyncio.ensure_future(future.result())
        try:
            while not (await asyncio.wait([waiting], timeout=LOOKING))[0]:
                if not await self._client.nthreads():
                    raise SandboxError(f"the Dask cluster has no workers any more: start some ({START})")
            found: tuple[str, Verdict] = waiting.result()
            return found
        finally:
            waiting.cancel()

    async def _scheduler(self) -> str:
        """Its address. Starts a cluster where none is given."""
        if self._address:
            await check_network(self._address)
            return self._address
        from distributed import LocalCluster

        cluster = LocalCluster(
            n_workers=self._workers,
            threads_per_worker=1,
            asynchronous=True,
            dashboard_address="127.0.0.1:0",
            silence_logs=logging.CRITICAL,
        )
        await self._stack.enter_async_context(cluster)
        return str(cluster.scheduler_address)

    async def _connect(self, scheduler: str) -> None:
        from distributed import Client

        try:
            self._client = await self._stack.enter_async_context(
                Client(scheduler, asynchronous=True, timeout=CONNECTING, set_as_default=False)
            )
        except OSError as error:
            raise ConfigError(f"No Dask scheduler answers at {scheduler}: {error}") from error

    async def _reconnect(self) -> None:
        """A client gives up a scheduler that was away for too long; a new one finds it once it is back."""
        async with self._connecting:
            if self._client.status == "closed":
                try:
                    await self._connect(self._address)
                except ConfigError as error:
                    raise SandboxError(str(error)) from error

    async def _look(self) -> None:
        try:
            await self._client.wait_for_workers(1, timeout=CONNECTING)
        except TimeoutError:
            raise ConfigError(f"The Dask scheduler has no workers: start some ({START}).") from None
        told = await compared(self._client, self._opener)
        self.label, self.identity = told[0].label, told[0].identity
        threads = sum(each.threads for each in told)
        self._notify(f"Answers are graded by {len(told)} Dask workers with {threads} threads in all.")
