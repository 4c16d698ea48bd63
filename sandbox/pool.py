"""The Docker sandbox: a warm pool of single-use containers.

Starting a container costs some 260 ms of CPU, a verdict in a waiting one 15 ms. So containers are started ahead; each
waits on its standard input for one job, answers and is gone. The engine removes it by itself (`auto_remove`), also when
this process was killed: the container then sees the end of its input. With `reuse` > 1 a container that has cleaned up
behind an answer goes back to the pool, for that many answers in all.
"""

import asyncio
import os
import uuid
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from threading import BoundedSemaphore, Lock
from typing import Any, Self

import docker
from docker.errors import DockerException, ImageNotFound
from requests.exceptions import RequestException

from sandbox.containers import CLEANING, Container, reap, remove, remove_all, start
from sandbox.image import ENGINE_TIMEOUT, HANGS, engine_errors, ensure_image, is_timeout
from sandbox.protocol import Exchange
from self_harness.attempt import Isolation, Limits, Verdict
from self_harness.errors import ConfigError, SandboxError

_TRIES = 3
"""How often an engine that does not answer in time is asked on entry."""
_CREATING = BoundedSemaphore(max(2, os.cpu_count() or 1))
"""Containers being made at once by all sandboxes of this process: too many of them have dead-locked an engine."""


class DockerSandbox:
    """Grades answers in containers. An async context manager; on exit no container is left."""

    def __init__(
        self, *, concurrency: int, on_notice: Callable[[str], None], runtime: str | None = None, reuse: int = 1
    ) -> None:
        """runtime: the OCI runtime, by the name that the engine knows it by; None for the engine's default.
        reuse: how many answers a container serves, one after another."""
        self._concurrency = concurrency
        self._notify = on_notice
        self._runtime = runtime
        self._reuse = reuse
        self.label = "docker" if reuse == 1 else f"docker (container reused up to {reuse} times)"
        self.pool = uuid.uuid4().hex
        """The label `self-harness.pool` of its containers."""
        self._warm: deque[Future[Container]] = deque()
        self._lent = 0
        """How many containers are in use and will come back."""
        self._building = Lock()
        self.image = ""
        """The image's tag, from entry on."""
        self.size = 0
        """How many containers wait or are being started, from entry on."""

    @property
    def waiting(self) -> int:
        """How many containers wait."""
        return sum(container.done() for container in self._warm)

    @property
    def identity(self) -> str:
        """What a verdict depends on besides the job: image, runtime, reuse. From entry on."""
        runtime = f" runtime={self._runtime}" if self._runtime else ""
        return self.image + runtime + (f" reuse={self._reuse}" if self._reuse > 1 else "")

    async def __aenter__(self) -> Self:
        self._loop = asyncio.get_running_loop()
        cores = await asyncio.to_thread(self._open)
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
                talk = partial(self._converse, container, exchange, limits.memory_mb)
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
        cleaned = self._starters.submit(self._cleaned, container)
        cleaned.add_done_callback(lambda done: container.close() if done.cancelled() else None)
        self._warm.append(cleaned)

    def _refill(self) -> None:
        while len(self._warm) + self._lent < self.size:
            self._warm.append(self._starters.submit(self._start))

    def _discard_warm(self) -> None:
        for waiting in self._warm:
            if not waiting.cancel():
                waiting.add_done_callback(_close_started)
        self._warm.clear()

    # What follows blocks, and runs in threads.

    def _open(self) -> int:
        info = self._connect()
        try:
            runtimes = info.get("Runtimes") or {}
            if self._runtime and self._runtime not in runtimes:
                known = ", ".join(sorted(runtimes))
                raise ConfigError(f"the engine has no runtime {self._runtime!r}; `docker info` offers: {known}")
            reap(self._client)
            self.image = ensure_image(self._client, self._on_notice)
        except (SandboxError, ConfigError):
            self._client.close()
            raise
        return int(info["NCPU"])

    def _connect(self) -> dict[str, Any]:
        for left in reversed(range(_TRIES)):
            client = None
            try:
                client = self._client = docker.from_env(timeout=ENGINE_TIMEOUT, max_pool_size=32)
                return client.info()
            except (DockerException, RequestException) as error:
                if client:
                    client.close()
                if left and is_timeout(error):
                    self._on_notice(f"{HANGS}. Asking again.")
                    continue
                with engine_errors("can't use Docker"):
                    raise
        raise AssertionError

    def _close(self) -> None:
        self._graders.shutdown()
        self._starters.shutdown(cancel_futures=True)
        # Without an engine there are no containers to remove, and the error that matters was raised by `grade`.
        with suppress(SandboxError), engine_errors("can't remove the containers"):
            remove_all(self._client, self.pool, ENGINE_TIMEOUT)
        self._client.close()

    def _on_notice(self, text: str) -> None:
        self._loop.call_soon_threadsafe(self._notify, text)

    def _start(self) -> Container:
        with _CREATING, engine_errors("can't start a container"):
            try:
                return start(self._client, self.image, self.pool, self._runtime, self._reuse)
            except ImageNotFound:  # removed under our feet
                with self._building:
                    self.image = ensure_image(self._client, self._on_notice)
                return start(self._client, self.image, self.pool, self._runtime, self._reuse)

    def _converse(self, container: Container, exchange: Exchange, memory_mb: int) -> Verdict:
        try:
            verdict = container.converse(exchange, memory_mb)
        except SandboxError:
            self._end(container)
            raise
        if not container.jobs:
            container.close()
        return verdict

    def _cleaned(self, container: Container) -> Container:
        """The container, or a new one where something of the last answer is left."""
        try:
            container.await_call(CLEANING)
        except SandboxError:
            self._end(container)
            return self._start()
        return container

    def _end(self, container: Container) -> None:
        container.close()
        self._starters.submit(remove, self._client, container.id)


def engine_trouble() -> str:
    """Why no Docker engine can be used; "" if there is one, be it slow."""
    try:
        docker.from_env(timeout=5).close()
    except (DockerException, OSError) as error:
        if is_timeout(error):
            return ""
        cause: BaseException = error
        while cause.__context__:
            cause = cause.__context__
        return f"no Docker engine answers at {os.environ.get('DOCKER_HOST', 'the default socket')}: {cause}"
    return ""


def _close_started(started: Future[Container]) -> None:
    if started.exception() is None:
        started.result().close()
