"""Answers that hang, flood, fork and eat memory, all at once: each gets its verdict, and nothing is left of them."""

import asyncio
import os
import uuid
from collections import Counter
from pathlib import Path
from typing import Literal

import docker
import pytest

from sandbox.engine import engine_trouble
from sandbox.pool import DockerSandbox
from self_harness.attempt import Limits, Verdict

pytestmark = pytest.mark.docker

ANSWERS = int(os.environ.get("SELF_HARNESS_TORTURE", "40"))
"""200 take some two minutes on two cores."""
MAX_GROWTH_MB = 300
TESTS = "from solution import solution\nassert solution(1) == 2\n"
# The marker names the processes, for us to find what is left of them.
PR_SET_NAME = 15
ANSWER = """
import ctypes
ctypes.CDLL(None).prctl({name}, b"{marker}", 0, 0, 0)
def solution(x):
    while True:
        {body}
"""
# What each does, and the verdicts that are right: on a busy machine time may run out before memory does.
ATTACKS = {
    "sleeps": ("import time; time.sleep(9)", {"timeout"}),
    "spins": ("pass", {"timeout"}),
    "ignores signals": ("import signal; [signal.signal(n, signal.SIG_IGN) for n in (1, 2, 3, 14, 15)]", {"timeout"}),
    "floods stdout": ("print('x' * 100_000)", {"output_limit"}),
    "floods stderr past Python": ("import os; os.write(2, b'x' * 50_000)", {"output_limit"}),
    "forks": ("import os\n        try: os.fork()\n        except OSError: pass", {"timeout"}),
    "forks and leaves": ("import os\n        try: os.fork() and os._exit(0)\n        except OSError: pass", {"error", "timeout"}),
    "starts threads": (
        "import threading, time\n        try: threading.Thread(target=time.sleep, args=(9,)).start()\n"
        "        except RuntimeError: pass",
        {"timeout", "out_of_memory"},
    ),
    "eats memory at once": ("x = bytearray(1 << 32)", {"out_of_memory"}),
    "eats memory by and by": ("x = globals().setdefault('y', []); x.append(bytearray(1 << 24))", {"out_of_memory", "timeout"}),
    "eats memory in children": (
        "import os\n        try: os.fork()\n        except OSError: pass\n"
        "        x = globals().setdefault('y', [])\n        try: x.append(bytearray(1 << 22))\n"
        "        except MemoryError: pass",
        {"timeout", "out_of_memory", "error"},
    ),
    "fills the disk": (
        "f = open(f'/tmp/{id(object())}', 'ab')\n        try: f.write(bytes(1 << 20))\n        except OSError: pass",
        {"timeout", "error"},
    ),
}  # fmt: skip


async def test_torture() -> None:
    if trouble := engine_trouble():
        pytest.fail(trouble) if os.environ.get("CI") == "true" else pytest.skip(trouble)
    marker = uuid.uuid4().hex[:12]
    names = [list(ATTACKS)[number % len(ATTACKS)] for number in range(ANSWERS)]
    _forget_peak()
    before = _memory_mb("VmRSS")
    async with DockerSandbox(concurrency=ANSWERS, on_notice=print) as sandbox:

        async def attack(name: str) -> Verdict:
            code = ANSWER.format(name=PR_SET_NAME, marker=marker, body=ATTACKS[name][0])
            return await sandbox.grade(code, TESTS, Limits(timeout=1, memory_mb=128))

        verdicts = await asyncio.gather(*(attack(name) for name in names))
    grown = _memory_mb("VmHWM") - before
    results = Counter((name, verdict.status) for name, verdict in zip(names, verdicts, strict=True))
    print(results, f"\nslowest {max(v.seconds for v in verdicts):.1f} s; {grown:.0f} MB of memory at most")
    assert [key for key in results if key[1] not in ATTACKS[key[0]][1]] == []
    assert all(len(verdict.stderr) <= 64 * 1024 for verdict in verdicts)
    assert grown < MAX_GROWTH_MB
    assert _named(marker) == []
    client = docker.from_env()
    left = client.api.containers(all=True, filters={"label": f"self-harness.pool={sandbox.pool}"})
    client.close()
    assert left == []


def _forget_peak() -> None:
    """VmHWM starts anew: the tests before had their own."""
    Path("/proc/self/clear_refs").write_text("5")


def _memory_mb(kind: Literal["VmRSS", "VmHWM"]) -> float:
    """Memory of this process: now, or its peak."""
    line = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith(kind))
    return int(line.split()[1]) / 1024


def _named(marker: str) -> list[str]:
    """Processes of this machine, those in containers among them, that have this name."""
    found = []
    for path in Path("/proc").glob("[0-9]*/comm"):
        try:
            if path.read_text().strip() == marker:
                found.append(path.parent.name)
        except OSError:  # gone meanwhile
            continue
    return found
