"""The Docker engine hangs, is stopped and comes back while answers are graded."""

import asyncio
import os
import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from sandbox import engine
from sandbox.engine import engine_trouble
from sandbox.pool import DockerSandbox
from self_harness.attempt import Limits
from self_harness.errors import SandboxError

TESTS = "from solution import solution\nassert solution(2) == 4\n"
RIGHT, WRONG = "def solution(x): return 2 * x", "def solution(x): return 3 * x"


class Between:
    """A socket between a client and the engine, which can hang and be gone. Its connections are then cut, as those of an
    engine that is restarted."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.hangs = False
        self._pairs: list[tuple[socket.socket, socket.socket]] = []

    def start(self) -> None:
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(str(self.path))
        self._listener.listen(50)
        threading.Thread(target=self._accept, args=(self._listener,), daemon=True).start()

    def stop(self) -> None:
        self.path.unlink()
        for each in (self._listener, *(end for pair in self._pairs for end in pair)):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()
        self._pairs.clear()

    def _accept(self, listener: socket.socket) -> None:
        with suppress(OSError):
            while True:
                client, engine = listener.accept()[0], socket.socket(socket.AF_UNIX)
                engine.connect("/var/run/docker.sock")
                self._pairs.append((client, engine))
                for one, other in ((client, engine), (engine, client)):
                    threading.Thread(target=self._copy, args=(one, other), daemon=True).start()

    def _copy(self, one: socket.socket, other: socket.socket) -> None:
        with suppress(OSError):
            while data := one.recv(65536):
                while self.hangs:
                    threading.Event().wait(0.05)
                other.sendall(data)
            other.shutdown(socket.SHUT_WR)


@pytest.fixture
def between(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Between]:
    if trouble := engine_trouble():
        pytest.fail(trouble) if os.environ.get("CI") == "true" else pytest.skip(trouble)
    between = Between(tmp_path / "engine.sock")
    between.start()
    monkeypatch.setenv("DOCKER_HOST", f"unix://{between.path}")
    yield between
    between.stop()


@pytest.mark.docker
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")
async def test_an_engine_that_hangs_or_is_restarted_costs_retries_and_no_verdict(
    between: Between, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "ENGINE_TIMEOUT", 5)
    monkeypatch.setattr("sandbox.protocol.GRACE", 2.0)
    limits = Limits(timeout=1)
    async with DockerSandbox(concurrency=2, on_notice=print) as sandbox:
        assert (await sandbox.grade(RIGHT, TESTS, limits)).passed

        between.stop()
        for _ in range(2):
            with pytest.raises(SandboxError):
                await sandbox.grade(RIGHT, TESTS, limits)
        between.start()
        assert await _in_the_end(sandbox, limits) == ["passed", "failed"]

        between.hangs = True
        with pytest.raises(SandboxError):
            await sandbox.grade(RIGHT, TESTS, limits)
        between.hangs = False
        assert await _in_the_end(sandbox, limits) == ["passed", "failed"]


async def _in_the_end(sandbox: DockerSandbox, limits: Limits) -> list[str]:
    """What a task's retries get of a right and a wrong answer."""
    for tries in range(10):
        with suppress(SandboxError):
            return [(await sandbox.grade(code, TESTS, limits)).status for code in (RIGHT, WRONG)]
        await asyncio.sleep(0.2 * tries)
    raise AssertionError("the sandbox did not recover")
