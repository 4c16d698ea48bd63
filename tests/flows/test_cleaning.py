"""`self-harness clean` on a real workflow server."""

import os
import re
import subprocess
import sys
from pathlib import Path

from tests.conftest import Cli, environment
from tests.flows.test_end_to_end import query
from tests.tasks.test_artifacts import begin

FLOWS = """
from prefect import flow
from prefect.artifacts import create_markdown_artifact

def work():
    create_markdown_artifact("text", key="of-a-cleaned-run")

flow(name="round", flow_run_name="ours")(work)()
flow(name="another project's", flow_run_name="theirs")(work)()
"""


def test_clean_removes_what_is_old_and_ours(cli: Cli, tmp_path: Path, prefect_api: str) -> None:
    subprocess.run([sys.executable, "-c", FLOWS], env=environment(prefect_api), check=True, capture_output=True)
    old, new = (begin(tmp_path / "runs", name).path for name in ("night-1", "night-2"))
    reply = tmp_path / "runs" / ".cache" / "replies" / "ab" / "abc.json"
    reply.parent.mkdir(parents=True)
    reply.write_text("12345")
    for path in (old / "ledger.jsonl", new / "ledger.jsonl", reply):
        os.utime(path, (0, 0))

    def left() -> tuple[set[str], int]:
        runs = query(prefect_api, "flow_runs/filter", {"flow_runs": {"name": {"any_": ["ours", "theirs"]}}})
        made = query(prefect_api, "artifacts/filter", {"artifacts": {"key": {"any_": ["of-a-cleaned-run"]}}})
        return {run["name"] for run in runs}, len(made)

    for given, said, flow_runs in (("--dry-run", "would be removed", 2), ("--no-dry-run", "removed", 1)):
        args = [] if given == "--no-dry-run" else [given]
        done = cli("clean", "--keep", "0d", *args)
        assert done.returncode == 0, done.stderr
        lines = done.stdout.splitlines()
        assert lines[0].endswith(f" UTC, {said}:")
        assert lines[1].startswith("  1 runs, 0.0 MB")
        assert lines[2].startswith("  1 stored replies")
        assert re.match(r"  [1-9]\d* flow runs", lines[3])
        assert (old.exists(), reply.exists(), len(left()[0]), left()[1]) == (
            *[flow_runs == 2] * 2,
            flow_runs,
            flow_runs,
        )
    assert new.exists(), "the newest run stays"
    assert left()[0] == {"theirs"}
    assert cli("clean", "--keep", "month").returncode == 2
