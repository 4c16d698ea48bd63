"""One container, from its start to its end, and what killed runs left behind. Everything here blocks: call it in threads."""

import os
import socket
import struct
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from docker import DockerClient
from docker.errors import APIError, DockerException, NotFound
from docker.types import LogConfig, Ulimit
from requests.exceptions import RequestException

from sandbox.image import engine_errors
from sandbox.protocol import READY, Exchange
from self_harness.attempt import Limits, Verdict
from self_harness.errors import SandboxError

MEMORY_MB = Limits().memory_mb
"""What a container is started with; a job with another limit changes it before it begins."""
OVERHEAD_MB = 64
"""Memory beyond the answer's for supervisor, grader and /tmp: an answer at its own limit must not starve these."""
STARTING, CLEANING = 20.0, 3.0
"""Seconds that a container may take until it calls for its first job, and for the next."""

HARDENING: dict[str, Any] = {
    "auto_remove": True,
    "network_mode": "none",
    "read_only": True,
    "cap_drop": ["ALL"],
    "cap_add": ["SETUID", "SETGID", "KILL"],  # for the supervisor, which drops to unprivileged users and ends them
    "security_opt": ["no-new-privileges"],
    "pids_limit": 64,
    "mem_limit": (MEMORY_MB + OVERHEAD_MB) * 2**20,
    "memswap_limit": (MEMORY_MB + OVERHEAD_MB) * 2**20,
    "nano_cpus": 1_000_000_000,
    "ipc_mode": "none",
    "tmpfs": {"/tmp": "size=16m,nr_inodes=4k,mode=1777,noexec,nosuid,nodev"},
    "ulimits": [Ulimit(name="core", soft=0, hard=0), Ulimit(name="nofile", soft=256, hard=256)],
    "log_config": LogConfig(type="none"),
}
# What would outlive the processes of an answer, besides files. For reused containers alone: kernels before 5.19 refuse
# these to a rootless engine.
NO_IPC_OBJECTS = {
    "kernel.shmmni": "0",
    "kernel.msgmni": "0",
    "kernel.sem": "0 0 0 0",
    "fs.mqueue.queues_max": "0",
}


class Container:
    """A container and the wire to its standard streams."""

    def __init__(self, client: DockerClient, container_id: str, jobs: int) -> None:
        """A created one. `jobs`: how many answers it serves before it ends by itself."""
        self.id = container_id
        self.jobs = jobs
        self._client = client
        self._memory_mb = MEMORY_MB
        self._surplus = b""
        self._deadline = 0.0
        # docker-py's stream owns the socket.
        self._stream = client.api.attach_socket(self.id, {"stdin": 1, "stdout": 1, "stderr": 1, "stream": 1})
        self._wire: socket.socket = getattr(self._stream, "_sock", self._stream)
        self._output = self._received()

    def converse(self, exchange: Exchange, memory_mb: int) -> Verdict:
        """Hand over a job and wait for its verdict.

        Raises:
            SandboxError: no verdict, and not by the answer's fault. The container is of no use any more.
        """
        with engine_errors(f"lost container {self.id[:12]}"):
            if memory_mb != self._memory_mb:
                size = (memory_mb + OVERHEAD_MB) * 2**20
                self._client.api.update_container(self.id, mem_limit=size, memswap_limit=size)
                self._memory_mb = memory_mb
            self._deadline = time.monotonic() + exchange.patience
            self._wire.settimeout(exchange.patience)
            self._wire.sendall(exchange.request)
            self.jobs -= 1
            while True:
                source, data = next(self._output)
                if source == 2:
                    exchange.overhear(data)
                elif verdict := exchange.receive(data):
                    self._surplus = exchange.surplus
                    return verdict

    def await_call(self, patience: float) -> None:
        """Wait until it calls for a job, which says that nothing of an earlier one is left.

        Raises:
            SandboxError: it has ended, or more than `patience` seconds passed. It is of no use any more.
        """
        with engine_errors(f"container {self.id[:12]} does not get ready"):
            self._deadline = time.monotonic() + patience
            while len(self._surplus) < len(READY):
                source, data = next(self._output)
                if source == 2 or not data:
                    raise SandboxError(f"container {self.id[:12]} ended early. {data.decode(errors='replace')[-2000:]}")
                self._surplus += data

    def interrupt(self) -> None:
        """End a conversation under way in another thread."""
        with suppress(OSError):  # the engine hung up first
            self._wire.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Hang up: a container without a job sees the end of its input and ends."""
        self._stream._response.close()

    def _received(self) -> Iterator[tuple[int, bytes]]:
        """(1 for stdout | 2 for stderr, data), at the end (1, b""). The engine sends both on one wire, in frames of 8
        bytes of header (1 of source, 3 unused, 4 of length) and the data."""
        source, left, header = 1, 0, b""
        while True:
            self._wire.settimeout(max(self._deadline - time.monotonic(), 0.001))
            data = self._wire.recv(min(left, 65536) or 8 - len(header))
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


def start(client: DockerClient, image: str, pool: str, runtime: str | None, jobs: int) -> Container:
    """A new container of this pool that waits for a job. Raises SandboxError or what docker-py raises."""
    options = HARDENING if jobs == 1 else HARDENING | {"sysctls": NO_IPC_OBJECTS}
    created = client.api.create_container(
        image,
        [str(jobs)],
        stdin_open=True,
        host_config=client.api.create_host_config(runtime=runtime, **options),
        use_config_proxy=False,  # would put the user's proxy, often with a password, into the environment
        labels={"self-harness": "1", "self-harness.pool": pool, "self-harness.owner": owner(os.getpid())},
    )
    container = Container(client, str(created["Id"]), jobs)
    try:
        client.api.start(container.id)
        container.await_call(STARTING)
    except (SandboxError, DockerException, RequestException):
        container.close()
        raise
    return container


def remove(client: DockerClient, container_id: str) -> None:
    try:
        client.api.remove_container(container_id, force=True)
    except NotFound:
        pass
    except APIError as error:
        if error.status_code != 409:  # being removed already
            raise


def remove_all(client: DockerClient, pool: str, patience: float) -> None:
    """Wait for the end of all containers of a pool, which they find by themselves unless something is wrong.

    Raises:
        SandboxError: some are left after `patience` seconds.
    """
    started = time.monotonic()
    while left := client.api.containers(all=True, quiet=True, filters={"label": f"self-harness.pool={pool}"}):
        waited = time.monotonic() - started
        if waited > patience:
            raise SandboxError(f"{len(left)} containers can't be removed")
        for container in left if waited > 1 else []:
            remove(client, container["Id"])
        time.sleep(0.05)


def reap(client: DockerClient) -> None:
    """Remove what killed runs on this host left behind. Runs that live, and those of other hosts, keep theirs."""
    with engine_errors("can't remove the containers of an earlier run"):
        for container in client.api.containers(all=True, filters={"label": "self-harness.owner"}):
            of = container["Labels"]["self-harness.owner"]
            pid = int(of.rsplit("/", 2)[1])
            if of.startswith(f"{host()}/") and of != owner(pid):
                remove(client, container["Id"])


def host() -> str:
    """What a process id is unique in: host, boot, pid namespace (a worker in a container counts from 1, too)."""
    if not Path("/proc/self/ns/pid").exists():
        return socket.gethostname()
    boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    return f"{socket.gethostname()}/{boot}/{os.readlink('/proc/self/ns/pid')}"


def owner(pid: int) -> str:
    """Names a process for good: host, pid, and its start in clock ticks (empty if it is gone, or without /proc)."""
    try:
        state, *fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        born = "" if state in "ZX" else fields[18]
    except FileNotFoundError:
        born = ""
    return f"{host()}/{pid}/{born}"
