"""Answers that cheat, and what it takes to try one: our runner as a subprocess, and naively, as `python tests.py`.

answers/<name>.py begins with comments: `family`, `suite` (suites/<suite>.py holds the tests, honest/<suite>.py an honest
answer), `fooled-naive: yes|no` (whether `python tests.py` with the answer imported ends with status 0), and for some
`harms: machine | caller` (it may take processes, memory or disk, or kill what the caller's user may kill).
"""

import json
import os
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

HERE = Path(__file__).parent
RUNNER = HERE.parent.parent / "sandbox" / "runner"
IS_ROOT = os.geteuid() == 0


@dataclass(frozen=True)
class Cheat:
    name: str
    family: str
    suite: str
    fooled_naive: bool
    harms: Literal["nobody", "machine", "caller"]
    code: str

    @property
    def tests(self) -> str:
        return (HERE / "suites" / f"{self.suite}.py").read_text()


def load(path: Path) -> Cheat:
    code = path.read_text()
    header = dict(re.findall(r"^# ([\w-]+): (.+)$", code, re.M))
    harms: Any = header.get("harms", "nobody")
    return Cheat(path.stem, header["family"], header["suite"], header["fooled-naive"] == "yes", harms, code)


CHEATS = [load(path) for path in sorted((HERE / "answers").glob("*.py"))]
SUITES = sorted(path.stem for path in (HERE / "suites").glob("*.py"))


def honest(suite: str) -> tuple[str, str]:
    """An honest answer and the tests."""
    return (HERE / "honest" / f"{suite}.py").read_text(), (HERE / "suites" / f"{suite}.py").read_text()


def grade(code: str, tests: str, **options: Any) -> dict[str, Any]:
    """The verdict of our runner, run as a subprocess of this interpreter with an empty environment."""
    job: dict[str, Any] = {"nonce": "n-1", "code": code, "tests": tests, "timeout": 5.0, "memory_mb": 256, "output_kb": 64,
           "isolation": "separate"} | options  # fmt: skip
    payload = json.dumps(job).encode()
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o777)
        done = subprocess.run(
            [sys.executable, "-I", "-S", str(RUNNER)],
            input=len(payload).to_bytes(4, "big") + payload,
            capture_output=True,
            cwd=folder,
            env={},
            timeout=job["timeout"] + 5,
            check=True,
        )
    assert int.from_bytes(done.stdout[:4], "big") == len(done.stdout) - 4, done
    reply: dict[str, Any] = json.loads(done.stdout[4:])
    assert reply["nonce"] == "n-1"
    return reply


def fools_naive(cheat: Cheat) -> bool:
    """Whether `python tests.py` beside the answer ends with status 0, under an unprivileged uid where we may switch."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o777)
        for name, text in (("solution.py", cheat.code), ("tests.py", cheat.tests)):
            Path(folder, name).write_text(text)
        # What takes resources mostly never ends, which need not be waited for again and again.
        patience = "1" if cheat.family == "resources" else "8"
        command = [sys.executable, str(HERE / "naive.py"), patience]
        return subprocess.run(command, cwd=folder, capture_output=True, stdin=subprocess.DEVNULL).returncode == 0
