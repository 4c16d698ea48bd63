"""The Docker engine: asking it, and the containers that it makes for one sandbox. Everything here blocks: call it in threads."""

import os
import uuid
from collections.abc import Callable
from contextlib import suppress
from threading import BoundedSemaphore, Lock, Thread
from typing import Any

import docker
from docker.errors import DockerException, ImageNotFound
from requests.exceptions import RequestException

from sandbox.containers import CLEANING, Container, reap, remove, remove_all, start
from sandbox.image import ENGINE_TIMEOUT, HANGS, engine_errors, ensure_image, is_timeout
from sandbox.protocol import Exchange
from self_harness.attempt import Verdict
from self_harness.errors import ConfigError, SandboxError

_TRIES = 3
"""How often an engine that does not answer in time is asked on entry."""
_CREATING = BoundedSemaphore(max(2, os.cpu_count() or 1))
"""Containers being made at once by all sandboxes of this process: too many of them have dead-locked an engine."""


class Engine:
    """Makes, cleans and ends the containers of one sandbox."""

    def __init__(self, runtime: str | None, reuse: int, on_notice: Callable[[str], None]) -> None:
        self.pool = uuid.uuid4().hex
        """The label `self-harness.pool` of its containers."""
        self.image = ""
        """The image's tag, once it is open."""
        self._runtime, self._reuse, self._on_notice = runtime, reuse, on_notice
        self._client: Any = None
        self._building = Lock()

    def open(self) -> int:
        """Connect, see that the image is there, and return the number of cores.

        Raises:
            SandboxError: no engine, it does not answer, or it can't get the image.
            ConfigError: it has no such runtime.
        """
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

    def close(self) -> None:
        # Without an engine there are no containers to remove, and the error that matters was raised by `grade`.
        with suppress(SandboxError), engine_errors("can't remove the containers"):
            remove_all(self._client, self.pool, ENGINE_TIMEOUT)
        self._client.close()

    def start(self) -> Container:
        with _CREATING, engine_errors("can't start a container"):
            try:
                return start(self._client, self.image, self.pool, self._runtime, self._reuse)
            except ImageNotFound:  # removed under our feet
                with self._building:
                    self.image = ensure_image(self._client, self._on_notice)
                return start(self._client, self.image, self.pool, self._runtime, self._reuse)

    def converse(self, container: Container, exchange: Exchange, memory_mb: int) -> Verdict:
        try:
            verdict = container.converse(exchange, memory_mb)
        except SandboxError:
            self._end(container)
            raise
        if not container.jobs:
            container.close()
        return verdict

    def cleaned(self, container: Container) -> Container:
        """The container, or a new one where something of the last answer is left."""
        try:
            container.await_call(CLEANING)
        except SandboxError:
            self._end(container)
            return self.start()
        return container

    def _end(self, container: Container) -> None:
        container.close()
        Thread(target=self._remove, args=(container.id,), daemon=True).start()

    def _remove(self, container_id: str) -> None:
        with suppress(SandboxError), engine_errors("can't remove a container"):  # `close` waits for it, and tries again
            remove(self._client, container_id)

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
