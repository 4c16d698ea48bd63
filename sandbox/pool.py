"""The Docker sandbox: a warm pool of single-use containers.

Starting a container costs some 260 ms of CPU, a verdict in a waiting one 15 ms. So containers are started ahead; each
waits on its standard input for one job, answers and is gone. The engine removes it by itself (`auto_remove`), also when
this process was killed: the container then sees the end of its input. With `reuse` > 1 a container that has cleaned up
behind an answer goes back to the pool, for that many answers in all.
"""

import asyncio
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import Self

from sandbox.containers import Container
from sandbox.engine import Engine
from sandbox.protocol import Exchange
from self_harness.attempt import Isolation, Limits, Verdict
from self_harness.errors import SandboxError


class DockerSandbox:
    """Grades answers in containers. An async context manager; on exit no container is left."""

    def __init__(
        self, *, concurrency: int, on_notice: Callable[[str], None], runtime: str | None = None, reuse: int = 1
    ) -> None:
        """runtime: the OCI runtime, by the name that the engine knows it by; None for the engine's default.
        reuse: how many answers a container serves, one after another."""
        self._concurrency = concurrency
        self._notify = on_notice
        self._reuse = reuse
        self._engine = Engine(runtime, reuse, self._on_notice)
        self._variant = (f" runtime={runtime}" if runtime else "") + (f" reuse={reuse}" if reuse > 1 else "")
        self.label = "docker" if reuse == 1 else f"docker (container reused up to {reuse} times)"
        self.pool = self._engine.pool
        """The label `self-harness.pool` of its containers."""
        self._warm: deque[Future[Container]] = deque()
        self._lent = 0
        """How many containers are in use and will come back."""
        self.size = 0
        """How many containers wait or are being started, from entry on."""

    @property
    def waiting(self) -> int:
        """How many containers wait."""
        return sum(container.done() for container in self._warm)

    @property
    def image(self) -> str:
        """The image's tag, from entry on."""
        return self._engine.image

    @property
    def identity(self) -> str:
        """What a verdict depends on besides the job: image, runtime, reuse. From entry on."""
        return self.image + self._variant

    async def __aenter__(self) -> Self:
        self._loop = asyncio.get_running_loop()
        cores = await asyncio.to_thread(self._engine.open)
        # With more answers at once than cores, honest ones would time out.
        running = min(self._concurrency, cores)
        self._slots = asyncio.Semaphore(running)
        self._graders = ThreadPoolExecutor(running, "sandbox-grade")
        self._starters = ThreadPoolExecutor(running + 1, "sandbox-start")
        self.size = 2 * running
        self._refill()
        return self

    async def __aexit__(self, *_: object) -> None:
        self._discard_warm()
        await asyncio.to_thread(self._close)

    async def grade(self, code: str, tests: str, limits: Limits, isolation: Isolation = "separate") -> Verdict:
        """Run one answer in a container that holds nothing else.

        Raises:
            SandboxError: no verdict, and not by the answer's fault: engine gone, container killed from outside, no
                reply in time. The containers that waited are replaced, so that a retry meets a fresh one.
        """
        exchange = Exchange(code, tests, limits, isolation, self.label)
        comes_back = self._reuse > 1
        async with self._slots:
            self._refill()
            self._lent += comes_back
            try:
                container = await self._take()
                talk = partial(self._engine.converse, container, exchange, limits.memory_mb)
                try:
                    verdict = await self._loop.run_in_executor(self._graders, talk)
                except asyncio.CancelledError:
                    container.interrupt()
                    raise
            except SandboxError:
                self._discard_warm()
                raise
            finally:
                self._lent -= comes_back
            if container.jobs:
                self._give_back(container)
            self._refill()
            return verdict

    async def _take(self) -> Container:
        """The container that has waited longest. If it does not come back its successor is started at once."""
        waiting = self._warm.popleft()
        self._refill()
        try:
            return await asyncio.shield(asyncio.wrap_future(waiting))
        except asyncio.CancelledError:
            self._warm.appendleft(waiting)
            raise

    def _give_back(self, container: Container) -> None:
        cleaned = self._starters.submit(self._engine.cleaned, container)
        cleaned.add_done_callback(lambda done: container.close() if done.cancelled() else None)
        self._warm.append(cleaned)

    def _refill(self) -> None:
        while len(self._warm) + self._lent < self.size:
            self._warm.append(self._starters.submit(self._engine.start))

    def _discard_warm(self) -> None:
        for waiting in self._warm:
            if not waiting.cancel():
                waiting.add_done_callback(_close_started)
        self._warm.clear()

    def _close(self) -> None:
        self._graders.shutdown()
        self._starters.shutdown(cancel_futures=True)
        self._engine.close()

    def _on_notice(self, text: str) -> None:
        self._loop.call_soon_threadsafe(self._notify, text)


def _close_started(started: Future[Container]) -> None:
    if started.exception() is None:
        started.result().close()
