"""The local fallback, the choice between sandboxes, and the protocol that both speak."""

import asyncio
import gc
import json
import os
import struct
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sandbox import local, open_sandbox, protocol
from sandbox.local import LocalSandbox
from sandbox.protocol import Exchange
from self_harness.attempt import Limits
from self_harness.errors import ConfigError, SandboxError

TESTS = "from solution import solution\nassert solution(1) == 2\n"
RIGHT = "def solution(x):\n    return x + 1\n"


@pytest.fixture
async def sandbox() -> LocalSandbox:
    return LocalSandbox(concurrency=2)


async def test_verdicts(sandbox: LocalSandbox) -> None:
    wrong, hangs = "def solution(x):\n    return x\n", "while True: pass\n"
    codes = [RIGHT, wrong, hangs]
    verdicts = await asyncio.gather(*(sandbox.grade(code, TESTS, Limits(timeout=1)) for code in codes))
    assert [v.status for v in verdicts] == ["passed", "failed", "timeout"]
    assert {v.sandbox for v in verdicts} == {"local (not isolated)"}


async def test_answers_see_neither_the_environment_nor_each_other(
    sandbox: LocalSandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANTHROPIC_API_KEY", "secret")
    code = "import os\ndef solution(x):\n    return sorted(os.environ), os.listdir()\n"
    tests = (
        "from solution import solution\nenv, files = solution(1)\nassert 'ANTHROPIC_API_KEY' not in env, files == []\n"
    )
    verdict = await sandbox.grade(code, tests, Limits())
    assert verdict.passed, verdict


async def test_answers_see_the_standard_library_alone(sandbox: LocalSandbox) -> None:
    code = "import fractions\ndef solution():\n    import pydantic\n"
    tests = "from solution import solution\nsolution()\n"
    verdict = await sandbox.grade(code, tests, Limits())
    assert verdict.status == "error"
    assert "No module named 'pydantic'" in verdict.message


@pytest.mark.skipif(os.geteuid() != 0, reason="namespaces need root")
async def test_root_gets_namespaces(sandbox: LocalSandbox) -> None:
    code = "import os\ndef solution():\n    return [os.readlink(f'/proc/self/ns/{n}') for n in ('net', 'ipc', 'pid')]\n"
    ours = [os.readlink(f"/proc/self/ns/{n}") for n in ("net", "ipc", "pid")]
    tests = f"from solution import solution\nfor theirs, ours in zip(solution(), {ours}):\n    assert theirs != ours\n"
    verdict = await sandbox.grade(code, tests, Limits())
    assert verdict.passed, verdict


async def test_where_namespaces_are_forbidden_answers_still_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "unshare").write_text("#!/bin/sh\necho 'unshare failed: Operation not permitted' >&2\nexit 1\n")
    (tmp_path / "unshare").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    verdict = await LocalSandbox(concurrency=1).grade(RIGHT, TESTS, Limits())
    assert verdict.passed, verdict


READ_JOB = (
    "import struct, sys\nlength = sys.stdin.buffer.read(4)\nsys.stdin.buffer.read(struct.unpack('>I', length)[0])\n"
)


def runner(folder: Path, main: str) -> Path:
    (folder / "__main__.py").write_text(READ_JOB + main)
    return folder


@pytest.mark.parametrize(
    ("main", "error"),
    [
        ("sys.exit('no more processes')", "ended without a verdict. no more processes"),
        ("import time; time.sleep(30)", "no local verdict"),
        ("sys.stdout.write('\\x00\\x00\\x00\\x02{}')", "malformed"),
        ("sys.stdout.write('what?')", "announced"),
    ],
)
async def test_a_broken_runner_is_no_verdict(
    main: str, error: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local, "RUNNER", runner(tmp_path, main))
    monkeypatch.setattr(protocol, "GRACE", 1.0)
    with pytest.raises(SandboxError, match=error):
        await LocalSandbox(concurrency=1).grade(RIGHT, TESTS, Limits(timeout=1))


def reply(exchange: Exchange, **changes: Any) -> bytes:
    job = json.loads(exchange.request[4:])
    payload = json.dumps(
        {"nonce": job["nonce"], "status": "passed", "seconds": 0.1, "assertions": 3} | changes
    ).encode()
    return struct.pack(">I", len(payload)) + payload


@pytest.fixture
def exchange() -> Exchange:
    return Exchange("code \ud800", "tests", Limits(timeout=2, output_kb=1), "separate", "docker")


def test_a_verdict_may_arrive_in_pieces(exchange: Exchange) -> None:
    *pieces, last = (bytes([byte]) for byte in reply(exchange, message="é"))
    assert [exchange.receive(piece) for piece in pieces] == [None] * len(pieces)
    verdict = exchange.receive(last)
    assert verdict is not None
    assert (verdict.status, verdict.message, verdict.sandbox) == ("passed", "é", "docker")


@pytest.mark.parametrize(
    "changes", [{"nonce": "0" * 32}, {"status": "perfect"}, {"seconds": "fast"}, {"nonce": None}], ids=str
)
def test_a_verdict_that_is_not_ours_is_refused(changes: dict[str, Any], exchange: Exchange) -> None:
    with pytest.raises(SandboxError):
        exchange.receive(reply(exchange, **changes))


def test_a_flood_is_refused_before_it_is_read(exchange: Exchange) -> None:
    with pytest.raises(SandboxError, match="announced"):
        exchange.receive(struct.pack(">I", 2**24))


@pytest.fixture
def no_engine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    monkeypatch.setenv("DOCKER_HOST", f"unix://{tmp_path}/none.sock")
    yield
    gc.collect()  # while the filter below holds: docker-py leaves a socket open that it could not connect


@pytest.mark.usefixtures("no_engine")
@pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning")
async def test_without_an_engine_only_the_simulated_model_runs_locally() -> None:
    notices: list[str] = []
    async with open_sandbox("auto", simulated=True, concurrency=1, on_notice=notices.append) as chosen:
        pass
    assert chosen.label == "local (not isolated)"
    assert not notices, "nobody is bothered with Docker who does not need it"
    with pytest.raises(ConfigError, match="--sandbox local"):
        open_sandbox("auto", simulated=False, concurrency=1, on_notice=print)
    with pytest.raises(ConfigError, match="--sandbox local"):
        open_sandbox("auto", simulated=True, concurrency=1, on_notice=print, runtime="runsc")
    with pytest.raises(ConfigError, match="docker info"):
        open_sandbox("docker", simulated=True, concurrency=1, on_notice=print)


async def test_local_when_asked_for() -> None:
    async with open_sandbox("local", simulated=False, concurrency=1, on_notice=print) as chosen:
        pass
    assert chosen.label == "local (not isolated)"
    assert ".".join(map(str, sys.version_info[:3])) in chosen.identity


def test_a_runtime_needs_containers() -> None:
    with pytest.raises(ConfigError, match="'runsc' is one for containers"):
        open_sandbox("local", simulated=True, concurrency=1, on_notice=print, runtime="runsc")
