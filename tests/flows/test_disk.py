"""A file system that refuses: one sentence, nothing lost, no answered call made again."""

import resource
import subprocess
from pathlib import Path

from tests.conftest import COMMAND, Cli, environment, simulated_api

LIMIT = 70_000
"""Bytes that a file may have: the ledger of the run below grows longer."""


def test_a_run_that_can_not_write_ends_in_one_sentence_and_is_continued(
    cli: Cli, suite: Path, tmp_path: Path, prefect_api: str
) -> None:
    args = ("run", "--problems", str(suite), "--sandbox", "local", "--rounds", "2", "--attempts", "48", "--force")
    with simulated_api(suite) as api:
        done = subprocess.run(
            [*COMMAND, *args],
            cwd=tmp_path,
            env=environment(prefect_api, {"ANTHROPIC_BASE_URL": api.url}),
            capture_output=True,
            text=True,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (LIMIT, LIMIT)),
        )
        assert done.returncode == 3, done.stdout + done.stderr
        assert "File too large. What was paid for before is kept" in done.stderr
        assert len(done.stderr.splitlines()) == 1
        done = cli("run", "--resume", "last", environ={"ANTHROPIC_BASE_URL": api.url})
        assert done.returncode == 0, done.stdout + done.stderr
        assert max(api.answered_by_key.values()) == 1
