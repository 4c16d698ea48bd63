"""A Dask cluster of processes that can be killed, as hosts of their own would run it; and sandboxes without containers."""

import os
import signal
import socket
import subprocess
import sys
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
        self.scheduler = self._start("scheduler", "--host", "127.0.0.1", "--port", str(self._port), "--no-dashboard")

    def start_worker(self, cwd: Path = ROOT, environ: dict[str, str] | None = None) -> None:
        arguments = (self.address, "--nthreads", "1", "--no-nanny", "--no-dashboard", "--death-timeout", "60")
        self.workers.append(self._start("worker", *arguments, cwd=cwd, environ=environ))

    def _start(
        self, what: str, *arguments: str, cwd: Path = ROOT, environ: dict[str, str] | None = None
    ) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", f"distributed.cli.dask_{what}", *arguments, "--preload", "self_harness.cli"]
        environ = os.environ | {"DASK_TEMPORARY_DIRECTORY": str(self._folder)} | (environ or {})
        with (self._folder / f"{what}.log").open("ab") as log:
            return subprocess.Popen(command, cwd=cwd, env=environ, stdout=log, stderr=log)


def kill(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGKILL)
    process.wait()
