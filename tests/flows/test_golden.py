"""Whole runs with a fixed seed on the *simulated* model decide as they always did.

A refactoring must leave these digests alone. After a change that is meant to alter what is attempted or decided, print the
new ones with `python -m tests.flows.test_golden` and put them into GOLDEN.
"""

import asyncio
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest

from self_harness.config import RunConfig
from self_harness.gate.decision import GateName
from self_harness.record.log import RunFolder
from self_harness.record.spending import by_role
from self_harness.suite.problem import BUNDLED

GOLDEN: dict[tuple[str, GateName], str] = {
    ("contracts", "strict"): "4664a861d9be7ddb",
    ("contracts", "sequential"): "3b4ef410e8d8bdaa",
    ("sql", "strict"): "7df516494ccd727e",
    ("sql", "sequential"): "8c9b12cdf1730a22",
}
ROOT = Path(__file__).parents[2]
PROBLEMS = 16
"""Of each bundled suite."""


@pytest.fixture(scope="module")
def digests(prefect_api: str) -> dict[str, str]:
    """Of all runs, made by a process of their own."""
    done = subprocess.run(
        [sys.executable, "-m", __name__],
        cwd=ROOT,
        env={**os.environ, "PREFECT_API_URL": prefect_api},
        capture_output=True,
        text=True,
        timeout=900,
    )
    assert done.returncode == 0, done.stderr
    return dict(line.rsplit(": ", 1) for line in done.stdout.splitlines() if line.startswith("("))


@pytest.mark.parametrize(("suite", "gate"), list(GOLDEN))
def test_a_run_decides_as_it_always_did(suite: str, gate: GateName, digests: dict[str, str]) -> None:
    assert digests[str((suite, gate))] == GOLDEN[suite, gate]


def played(suite: str, gate: GateName, folder: Path) -> RunFolder:
    from flows.optimize import optimize

    chosen = [p for p in sorted((BUNDLED / suite).iterdir()) if "timeout" not in (p / "problem.toml").read_text()]
    for source in chosen[:: len(chosen) // PROBLEMS][:PROBLEMS]:
        shutil.copytree(source, folder / suite / source.name)
    config = RunConfig(
        problems=str(folder / suite), model="simulated", sandbox="local", gate=gate, rounds=3, attempts=96, seed=2,
        test_split=0.2, force=True, out=str(folder / "runs"),
    )  # fmt: skip
    return RunFolder(Path(asyncio.run(optimize(config))))


def content(run: RunFolder) -> dict[str, Any]:
    """What a run attempted, asked, decided and ended with; no times, and numbers to six digits."""
    log = run.log()
    return {
        "attempts": sorted(
            f"{harness} {key.problem} {key.trial} {made.status}"
            for harness, attempts in log.attempts.items()
            for key, made in attempts.items()
        ),
        "calls": {role: spent.calls for role, spent in by_role(log.bill.spent).items()},
        "rounds": [
            {
                "before": record.before.model_dump(mode="json"),
                "after": record.after.model_dump(mode="json"),
                "patterns": [[pattern.name, *pattern.problems] for pattern in record.patterns],
                "mined by": record.mined_by,
                "edits": [
                    [str(tried.edit), *tried.target_problems, tried.outcome, tried.decision.outcome, tried.decision.d_in,
                     tried.decision.d_out, tried.decision.evaluated]
                    for tried in record.edits
                ],
                "dropped": [dropped.reason for dropped in record.dropped],
                "seen": [
                    [attempt.problem, str(attempt.trial), attempt.present, attempt.passed]
                    for seen in record.seen
                    for attempt in seen.attempts
                ],
                "evidence": record.evidence and [record.evidence.pairs, record.evidence.wins, record.evidence.losses],
                "e-value": f"{record.e_value:.6g}",
                "merge": record.merge,
            }
            for record in run.rounds()
        ],
        "harness": run.harness().model_dump(),
    }  # fmt: skip


def digest(run: RunFolder) -> str:
    return hashlib.sha256(json.dumps(content(run), sort_keys=True).encode()).hexdigest()[:16]


if __name__ == "__main__":
    from flows.server import server

    with server(lambda text: None):
        for name in GOLDEN:
            with tempfile.TemporaryDirectory() as path:
                print(f"{name}: {digest(played(*name, Path(path)))}", flush=True)
