"""A Dask cluster of processes that can be killed, as hosts of their own would run it; and sandboxes without containers."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict

from sandbox.local import LocalSandbox

ROOT = Path(__file__).parents[2]


class Local(BaseModel):
    """Answers run in processes of the worker's machine."""

    model_config = ConfigDict(frozen=True)

    def open(self, concurrency: int) -> LocalSandbox:
        return LocalSandbox(concurrency=concurrency)


class Cluster:
    """One scheduler, and the workers that are started; all are killed at the end. folder: where they work."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self._port = probe.getsockname()[1]
        self.address = f"tcp://127.0.0.1:{self._port}"
        self.workers: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> Self:
        self.start_scheduler()
        return self

    def __exit__(self, *_: object) -> None:
        for process in (*self.workers, self.scheduler):
            kill(process)

    def start_scheduler(self) -> None:
        """It answers when this returns."""
        self.scheduler = self._start("scheduler", "--host", "127.0.0.1", "--port", str(self._port), "--no-dashboard")
        _wait(self._answers)

    def start_worker(self, **environ: str) -> None:
        """The scheduler knows it when this returns."""
        registered = self._registered()
        arguments = (self.address, "--nthreads", "1", "--no-nanny", "--no-dashboard", "--death-timeout", "60")
        self.workers.append(self._start("worker", *arguments, **environ))
        _wait(lambda: self._registered() > registered)

    def _registered(self) -> int:
        log = self._folder / "worker.log"
        return log.read_text().count("Registered to:") if log.exists() else 0

    def _answers(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self._port)) == 0

    def _start(self, what: str, *arguments: str, **environ: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", f"distributed.cli.dask_{what}", *arguments, "--preload", "self_harness.cli"]
        environ = os.environ | {"DASK_TEMPORARY_DIRECTORY": str(self._folder)} | environ
        with (self._folder / f"{what}.log").open("ab") as log:
            return subprocess.Popen(command, cwd=ROOT, env=environ, stdout=log, stderr=log)


def _wait(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline, "the Dask cluster does not start"
        time.sleep(0.05)


def kill(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGKILL)
    process.wait()
