"""A run in a real local MLflow: its settings, rounds, edits and costs."""

import json
import os
import subprocess
import sys
from pathlib import Path

from self_harness import __version__
from self_harness.record.log import RunFolder
from self_harness.report.verdict import verdict
from tests.report.test_runs import BETTER, FINISHED, TEST_SPLIT, night

READ = """
import asyncio, json, sys
from pathlib import Path
from mlflow import MlflowClient
from self_harness.record.log import RunFolder
from tasks.tracking import tracked

for path in sys.argv[1:]:  # the second time as a run that went on
    assert asyncio.run(tracked(RunFolder(Path(path)))) == ""
client = MlflowClient()
experiment = client.get_experiment_by_name("mine with real")
(run,) = client.search_runs([experiment.experiment_id])
history = {name: [point.value for point in client.get_metric_history(run.info.run_id, name)] for name in run.data.metrics}
files = {each.path: Path(client.download_artifacts(run.info.run_id, each.path)).read_text()
         for each in client.list_artifacts(run.info.run_id)}
print(json.dumps([run.data.params, history, run.data.tags, files, run.info.status, run.info.run_name]))
"""


def test_a_run_is_logged_once_with_all_that_counts(tmp_path: Path) -> None:
    path = night(tmp_path / "runs", 1, TEST_SPLIT, FINISHED, final=BETTER).path
    environ = os.environ | {"MLFLOW_TRACKING_URI": (tmp_path / "mlruns").as_uri(), "MLFLOW_ALLOW_FILE_STORE": "true"}
    done = subprocess.run([sys.executable, "-c", READ, path, path], env=environ, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    params, metrics, tags, files, status, name = json.loads(done.stdout)
    run = RunFolder(path)
    assert params == {"model": "real"}
    assert (metrics["held_out"], metrics["calls"], metrics["total_dollars"]) == ([0.5, 0.6], [1, 1], [1.25])
    assert metrics["test_split_gain"] == [0.5]
    assert (tags["self-harness.run_id"], tags["self-harness.version"], tags["simulated"]) == (
        run.start.run_id, __version__, "false",
    )  # fmt: skip
    assert tags["mlflow.note.content"] == verdict(run, run.log())
    assert set(files) == {"edits.json", "summary.md", "report.html"}
    assert json.loads(files["edits.json"]) == {"edits": []}
    assert (status, name) == ("FINISHED", run.start.run_id)
