"""The Docker sandbox: a warm pool of single-use containers.

Starting a container costs some 260 ms of CPU, a verdict in a waiting one 15 ms. So containers are started ahead; each
waits on its standard input for one job, answers and is gone. The engine removes it by itself (`auto_remove`), also when
this process was killed: the container then sees the end of its input.
"""

import asyncio
import os
import socket
import struct
import time
import uuid
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Lock
from typing import Any, Self

import docker
from docker.errors import APIError, DockerException, ImageNotFound, NotFound
from docker.types import LogConfig, Ulimit

from sandbox.image import engine_errors, ensure_image
from sandbox.protocol import Exchange, Isolation
from self_harness.attempt import Limits, Verdict
from self_harness.errors import SandboxError

API_TIMEOUT = 20
"""Seconds after which an engine that does not answer counts as broken."""
MEMORY_MB = Limits().memory_mb
"""What a container is started with; a job with another limit changes it before it begins."""

HARDENING: dict[str, Any] = {
    "auto_remove": True,
    "network_mode": "none",
    "read_only": True,
    "cap_drop": ["ALL"],
    "cap_add": ["SETUID", "SETGID", "KILL"],  # for the supervisor, which drops to unprivileged users and ends them
    "security_opt": ["no-new-privileges"],
    "pids_limit": 64,
    "mem_limit": MEMORY_MB * 2**20,
    "memswap_limit": MEMORY_MB * 2**20,
    "nano_cpus": 1_000_000_000,
    "ipc_mode": "none",
    "tmpfs": {"/tmp": "size=16m,nr_inodes=4k,mode=1777,noexec,nosuid,nodev"},
    "ulimits": [Ulimit(name="core", soft=0, hard=0), Ulimit(name="nofile", soft=256, hard=256)],
    "log_config": LogConfig(type="none"),
}


@dataclass(frozen=True)
class Container:
    """A started container that waits for its job."""

    id: str
    stream: Any
    """What docker-py gave for the standard streams; it owns `wire`."""
    wire: socket.socket

    def interrupt(self) -> None:
        """End a conversation under way in another thread."""
        with suppress(OSError):  # the engine hung up first
            self.wire.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Hang up: a container without a job sees the end of its input and ends."""
        self.stream._response.close()


class DockerSandbox:
    """Grades each answer in a container of its own. An async context manager; on exit no container is left."""

    label = "docker"

    def __init__(self, *, concurrency: int, on_notice: Callable[[str], None]) -> None:
        self._concurrency = concurrency
        self._notify = on_notice
        self.pool = uuid.uuid4().hex
        """The label `self-harness.pool` of its containers."""
        self._warm: deque[Future[Container]] = deque()
        self._building = Lock()
        self.identity = ""
        """The image's tag, from entry on."""
        self.size = 0
        """How many containers wait or are being started, from entry on."""

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
        """Run one answer in a fresh container.

        Raises:
            SandboxError: no verdict, and not by the answer's fault: engine gone, container killed from outside, no
                reply in time. The containers that waited are replaced, so that a retry meets a fresh one.
        """
        exchange = Exchange(code, tests, limits, isolation, self.label)
        async with self._slots:
            try:
                container = await self._take()
                talk = partial(self._converse, container, exchange, limits.memory_mb)
                try:
                    return await self._loop.run_in_executor(self._graders, talk)
                except asyncio.CancelledError:
                    container.interrupt()
                    raise
            except SandboxError:
                self._discard_warm()
                raise

    async def _take(self) -> Container:
        """The container that was started first; its successor is started at once."""
        self._refill()
        start = self._warm.popleft()
        self._refill()
        try:
            return await asyncio.shield(asyncio.wrap_future(start))
        except asyncio.CancelledError:
            self._warm.appendleft(start)
            raise

    def _refill(self) -> None:
        while len(self._warm) < self.size:
            self._warm.append(self._starters.submit(self._start))

    def _discard_warm(self) -> None:
        for start in self._warm:
            if not start.cancel():
                start.add_done_callback(_close_started)
        self._warm.clear()

    # What follows blocks, and runs in threads.

    def _open(self) -> int:
        with engine_errors("no Docker engine"):
            self._client = docker.from_env(timeout=API_TIMEOUT, max_pool_size=32)
        try:
            _reap(self._client)
            self.identity = ensure_image(self._client, self._on_notice)
            with engine_errors("no Docker engine"):
                return int(self._client.info()["NCPU"])
        except SandboxError:
            self._client.close()
            raise

    def _close(self) -> None:
        self._graders.shutdown()
        self._starters.shutdown(cancel_futures=True)
        # Without an engine there are no containers to remove, and the error that matters was raised by `grade`.
        with suppress(SandboxError), engine_errors("can't remove the containers"):
            self._remove_all()
        self._client.close()

    def _remove_all(self) -> None:
        ours = {"label": f"self-harness.pool={self.pool}"}
        started = time.monotonic()
        while left := self._client.api.containers(all=True, quiet=True, filters=ours):
            waited = time.monotonic() - started
            if waited > API_TIMEOUT:
                raise SandboxError(f"{len(left)} containers can't be removed")
            for container in left if waited > 1 else []:  # they end by themselves, unless something is wrong
                _remove(self._client, container["Id"])
            time.sleep(0.05)

    def _on_notice(self, text: str) -> None:
        self._loop.call_soon_threadsafe(self._notify, text)

    def _start(self) -> Container:
        api = self._client.api
        with engine_errors("can't start a container"):
            try:
                container = self._create()
            except ImageNotFound:  # removed under our feet
                with self._building:
                    self.identity = ensure_image(self._client, self._on_notice)
                container = self._create()
            stream = api.attach_socket(container, {"stdin": 1, "stdout": 1, "stderr": 1, "stream": 1})
            api.start(container)
        return Container(container, stream, getattr(stream, "_sock", stream))

    def _create(self) -> str:
        api = self._client.api
        created = api.create_container(
            self.identity,
            stdin_open=True,
            host_config=api.create_host_config(**HARDENING),
            use_config_proxy=False,  # would put the user's proxy, often with a password, into the environment
            labels={"self-harness": "1", "self-harness.pool": self.pool, "self-harness.owner": _owner(os.getpid())},
        )
        return str(created["Id"])

    def _converse(self, container: Container, exchange: Exchange, memory_mb: int) -> Verdict:
        try:
            with engine_errors(f"lost container {container.id[:12]}"):
                if memory_mb != MEMORY_MB:
                    size = memory_mb * 2**20
                    self._client.api.update_container(container.id, mem_limit=size, memswap_limit=size)
                deadline = time.monotonic() + exchange.patience
                container.wire.settimeout(exchange.patience)
                container.wire.sendall(exchange.request)
                output = _received(container.wire, deadline)
                while True:
                    source, data = next(output)
                    if source == 2:
                        exchange.overhear(data)
                    elif verdict := exchange.receive(data):
                        return verdict
        except SandboxError:
            self._starters.submit(_remove, self._client, container.id)
            raise
        finally:
            container.close()


def engine_trouble() -> str:
    """Why no Docker engine can be used; "" if one answers."""
    try:
        docker.from_env(timeout=5).close()
    except (DockerException, OSError) as error:
        cause: BaseException = error
        while cause.__context__:
            cause = cause.__context__
        return f"no Docker engine answers at {os.environ.get('DOCKER_HOST', 'the default socket')}: {cause}"
    return ""


def _close_started(start: Future[Container]) -> None:
    if start.exception() is None:
        start.result().close()


def _received(wire: socket.socket, deadline: float) -> Iterator[tuple[int, bytes]]:
    """(1 for stdout | 2 for stderr, data), at the end (1, b""). The engine sends both on one wire, in frames of 8 bytes
    of header (1 of source, 3 unused, 4 of length) and the data."""
    source, left, header = 1, 0, b""
    while True:
        wire.settimeout(max(deadline - time.monotonic(), 0.001))
        data = wire.recv(min(left, 65536) or 8 - len(header))
        if not data:
            yield 1, b""
        elif left:
            left -= len(data)
            yield source, data
        else:
            header += data
            if len(header) == 8:
                source, left = struct.unpack(">BxxxL", header)
                header = b""


def _remove(client: docker.DockerClient, container: str) -> None:
    try:
        client.api.remove_container(container, force=True)
    except NotFound:
        pass
    except APIError as error:
        if error.status_code != 409:  # being removed already
            raise


def _reap(client: docker.DockerClient) -> None:
    """Remove what killed runs on this host left behind. Runs that live, and those of other hosts, keep theirs."""
    with engine_errors("can't remove the containers of an earlier run"):
        for container in client.api.containers(all=True, filters={"label": "self-harness.owner"}):
            owner = container["Labels"]["self-harness.owner"]
            pid = int(owner.rsplit("/", 2)[1])
            if owner.startswith(f"{_host()}/") and owner != _owner(pid):
                _remove(client, container["Id"])


def _host() -> str:
    """What a process id is unique in: host, boot, pid namespace (a worker in a container counts from 1, too)."""
    if not Path("/proc/self/ns/pid").exists():
        return socket.gethostname()
    boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    return f"{socket.gethostname()}/{boot}/{os.readlink('/proc/self/ns/pid')}"


def _owner(pid: int) -> str:
    """Names a process for good: host, pid, and its start in clock ticks (empty if it is gone, or without /proc)."""
    try:
        state, *fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        born = "" if state in "ZX" else fields[18]
    except FileNotFoundError:
        born = ""
    return f"{_host()}/{pid}/{born}"
