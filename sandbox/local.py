"""The fallback without Docker: the same runner and protocol in a process of this machine, labelled "not isolated".

The answer can read this machine's files and has no limits but those that the runner sets on its processes. As root on
Linux it gets namespaces of its own (network, processes, IPC); elsewhere not even these.
"""

import asyncio
import os
import platform
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from typing import Self

from sandbox.image import RUNNER, engine_errors, fingerprint, runner_files
from sandbox.protocol import Exchange
from self_harness.attempt import Isolation, Limits, Verdict
from self_harness.errors import SandboxError

_UNSHARE = ("unshare", "--net", "--ipc", "--pid", "--mount-proc", "--fork", "--kill-child")


class LocalSandbox:
    """Grades each answer in a fresh process. An async context manager, for the sake of its Docker sibling."""

    label = "local (not isolated)"

    def __init__(self, *, concurrency: int) -> None:
        # -S: the standard library alone, as in the image, and half the time to start.
        self._command = [*_namespaces(), sys.executable, "-I", "-S", str(RUNNER)]
        self._slots = asyncio.Semaphore(min(concurrency, os.cpu_count() or 1))
        self.identity = f"local-{fingerprint(runner_files())}-python{platform.python_version()}"

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        pass

    async def grade(self, code: str, tests: str, limits: Limits, isolation: Isolation = "separate") -> Verdict:
        """Run one answer in a fresh process and an empty working folder.

        Raises:
            SandboxError: no verdict, and not by the answer's fault. The caller retries.
        """
        exchange = Exchange(code, tests, limits, isolation, self.label)
        async with self._slots:
            with tempfile.TemporaryDirectory(prefix="self-harness-", ignore_cleanup_errors=True) as folder:
                os.chmod(folder, 0o777)  # the runner gives up root's rights
                with engine_errors("can't start a local process"):
                    process = await asyncio.create_subprocess_exec(
                        *self._command,
                        cwd=folder,
                        env={},
                        start_new_session=True,
                        stdin=subprocess.PIPE,
                        stdout=subprocess.PIPE,
                        stderr=subprocess.PIPE,
                    )
                try:
                    async with asyncio.timeout(exchange.patience):
                        verdict = await _converse(process, exchange)
                        await process.wait()
                        return verdict
                except TimeoutError as error:
                    raise SandboxError(f"no local verdict in {exchange.patience} s") from error
                finally:
                    if process.returncode is None:
                        with suppress(ProcessLookupError):  # just gone
                            os.killpg(process.pid, signal.SIGKILL)
                    await process.wait()


def _namespaces() -> list[str]:
    """`unshare` with its flags, where this process may use it: as root, unless a container's rules forbid it."""
    path = shutil.which(_UNSHARE[0])
    if os.geteuid() != 0 or not path:
        return []
    command = [path, *_UNSHARE[1:]]
    return (
        []
        if subprocess.run([*command, sys.executable, "-I", "-S", "-c", ""], capture_output=True).returncode
        else command
    )


async def _converse(process: asyncio.subprocess.Process, exchange: Exchange) -> Verdict:
    assert process.stdin
    assert process.stdout
    assert process.stderr
    process.stdin.write(exchange.request)
    while True:
        data = await process.stdout.read(65536)
        if not data:
            exchange.overhear(await process.stderr.read(2000))
        if verdict := exchange.receive(data):
            return verdict
