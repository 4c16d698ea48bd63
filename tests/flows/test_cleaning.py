"""`self-harness clean` on a real workflow server, but for the images (`tests.sandbox.test_docker`), which others use as well."""

import os
import subprocess
import sys
from pathlib import Path

from self_harness.files import PROJECT as ROOT
from tests.conftest import Cli, environment
from tests.flows.test_end_to_end import query
from tests.tasks.test_artifacts import begin

FLOWS = """
import asyncio
from prefect import flow
from prefect.artifacts import acreate_markdown_artifact
from flows.steps import round_
from flows.tags import tag
from self_harness.config import RunConfig

async def work():
    await acreate_markdown_artifact("text", key="of-a-cleaned-run")

@flow(flow_run_name="{name}")
async def optimize(name, out):
    await tag(RunConfig(model="m", out=out), "mine")
    await round_.with_options(flow_run_name=name)(work)

asyncio.run(optimize("ours", "runs"))
asyncio.run(optimize("theirs", "runs of another team"))
"""


def test_clean_removes_what_is_old_and_ours(cli: Cli, tmp_path: Path, prefect_api: str) -> None:
    environ = environment(prefect_api) | {"PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, "-c", FLOWS], cwd=tmp_path, env=environ, check=True)
    old, new = (begin(tmp_path / "runs", name).path for name in ("night-1", "night-2"))
    reply = tmp_path / "runs" / ".cache" / "replies" / "ab" / "abc.json"
    reply.parent.mkdir(parents=True)
    reply.write_text("12345")
    for path in (old / "ledger.jsonl", new / "ledger.jsonl", reply):
        os.utime(path, (0, 0))

    def left() -> tuple[list[str], int]:
        """Names of the flow runs, and the number of artifacts."""
        runs = query(prefect_api, "flow_runs/filter", {"flow_runs": {"name": {"any_": ["ours", "theirs"]}}})
        made = query(prefect_api, "artifacts/filter", {"artifacts": {"key": {"any_": ["of-a-cleaned-run"]}}})
        return sorted(run["name"] for run in runs), len(made)

    for given, said, flow_runs in (("--dry-run", "would be removed", 4), ("--no-dry-run", "removed", 2)):
        args = [] if given == "--no-dry-run" else [given]
        done = cli("clean", "--keep", "0d", *args, environ={"DOCKER_HOST": f"unix://{tmp_path}/none"})
        assert done.returncode == 0, done.stderr
        lines = done.stdout.splitlines()
        assert lines[0].endswith(f" UTC, {said}:")
        assert lines[1].startswith("  1 runs, 0.0 MB")
        assert lines[2].startswith("  1 stored replies")
        assert lines[3:5] == ["  2 flow runs of Prefect's, with their logs and artifacts", "    2 model:m suite:mine"]
        assert (old.exists(), reply.exists(), len(left()[0])) == (*[flow_runs == 4] * 2, flow_runs)
    assert new.exists(), "the newest run stays"
    assert left() == (["theirs", "theirs"], 1), "run and round"
    assert cli("clean", "--keep", "month").returncode == 2
