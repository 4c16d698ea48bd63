"""An engine that is slow, hangs or has broken credentials; and what `doctor` says of one that works."""

import os
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from sandbox import engine, image
from sandbox.engine import Engine, engine_trouble
from sandbox.image import is_timeout
from sandbox.pool import DockerSandbox
from self_harness.cli.doctor import _docker
from self_harness.errors import SandboxError
from self_harness.suite.kinds.sql import Sql


@pytest.fixture
def hanging_engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A socket that takes requests and never answers."""
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(tmp_path / "engine.sock"))
    listener.listen(20)
    monkeypatch.setenv("DOCKER_HOST", f"unix://{tmp_path / 'engine.sock'}")
    monkeypatch.setattr(engine, "ENGINE_TIMEOUT", 1)
    yield
    listener.close()


async def test_an_engine_that_hangs_is_no_missing_one(hanging_engine: None) -> None:
    heard: list[str] = []
    with pytest.raises(SandboxError, match=r"slow or hangs.*SELF_HARNESS_ENGINE_TIMEOUT"):
        async with DockerSandbox(concurrency=1, on_notice=heard.append):
            pass
    assert heard == [f"{image.HANGS}. Asking again."] * 2


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # docker-py leaves a socket open
async def test_no_engine_is_said_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCKER_HOST", f"unix://{tmp_path / 'none.sock'}")
    assert engine_trouble().startswith("no Docker engine answers")
    with pytest.raises(SandboxError, match="can't use Docker"):
        async with DockerSandbox(concurrency=1, on_notice=lambda text: pytest.fail(text)):
            pass


def test_a_timeout_is_told_from_other_errors() -> None:
    error = OSError("wrapped")
    error.__cause__ = TimeoutError()
    assert is_timeout(error)
    assert not is_timeout(ConnectionRefusedError())


def test_containers_are_made_a_few_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    now, most, lock, both = 0, 0, threading.Lock(), threading.Event()

    def start(*_: object) -> None:
        nonlocal now, most
        with lock:
            now, most = now + 1, max(most, now + 1)
        both.wait(0.1)
        with lock:
            now -= 1

    monkeypatch.setattr(engine, "start", start)
    monkeypatch.setattr(engine, "_CREATING", threading.BoundedSemaphore(2))
    threads = [threading.Thread(target=Engine(None, 1, print).start) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 2


def test_a_query_may_end_in_two_semicolons() -> None:
    for query in ("SELECT 1", "SELECT 1;", "SELECT 1;;", "SELECT 1 ;\n ; \n"):
        module: dict[str, object] = {}
        exec(Sql().program(query), module)
        assert module["solution"]("") == [(1,)]  # type: ignore[operator]


@pytest.mark.docker
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_doctor_grades_an_answer_and_broken_credentials_do_not_matter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if trouble := engine_trouble():
        pytest.fail(trouble) if os.environ.get("CI") == "true" else pytest.skip(trouble)
    (tmp_path / "config.json").write_text('{"credsStore": "is-not-here", "auths": {"example.org": {}}}')
    monkeypatch.setenv("DOCKER_CONFIG", str(tmp_path))
    dockerfile = tmp_path / "Dockerfile"
    dockerfile.write_text(image.DOCKERFILE.read_text() + f"LABEL made-by-a-test={os.getpid()}\n")
    monkeypatch.setattr(image, "DOCKERFILE", dockerfile)
    found = list(_docker())
    assert [check.level for check in found] == ["ok", "ok"], found
    assert "an answer was graded" in found[-1].text
