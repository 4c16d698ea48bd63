"""deploy/prefect.yaml as the README uses it: work pool, deploy, worker, run."""

import json
import subprocess
import sys
from pathlib import Path

from self_harness.ledger import RunFolder
from tests.conftest import environment

ROOT = Path(__file__).parent.parent


def test_deploy_worker_and_deployment_run(suite: Path, tmp_path: Path, prefect_api: str) -> None:
    environ = environment(prefect_api, {"SELF_HARNESS_HOME": str(ROOT)})

    def prefect(*args: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "prefect", "--no-prompt", *args]
        return subprocess.Popen(
            command, cwd=ROOT, env=environ, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )

    def done(*args: str) -> str:
        with prefect(*args) as process:
            output, _ = process.communicate(timeout=300)
        assert process.returncode == 0, output
        return output

    done("work-pool", "create", "self-harness", "--type", "process", "--overwrite")
    done("deploy", "--all", "--prefect-file", "deploy/prefect.yaml")
    deployed = json.loads(done("deployment", "inspect", "optimize/nightly", "--output", "json"))
    assert deployed["schedules"][0]["schedule"]["cron"] == "0 2 * * *"
    assert "trials" in json.dumps(deployed["parameter_openapi_schema"]), "the settings are a form in the UI"

    config = {
        "problems": str(suite), "model": "simulated", "rounds": 1, "trials": 1, "sandbox": "local",
        "out": str(tmp_path / "runs"),
    }  # fmt: skip
    with prefect("deployment", "run", "optimize/nightly", "-p", 'config={"rounds": -1}') as refused:
        output, _ = refused.communicate(timeout=300)
    assert refused.returncode != 0
    assert "rounds" in output, "a wrong setting is refused before a run exists"

    with prefect("worker", "start", "--pool", "self-harness") as worker:
        try:
            output = done("deployment", "run", "optimize/nightly", "--watch", "-p", f"config={json.dumps(config)}")
        finally:
            worker.terminate()
            worker.communicate(timeout=60)
    assert "Completed" in output
    (path,) = (tmp_path / "runs").glob("*/summary.md")
    folder = RunFolder(path.parent)
    assert len(folder.rounds()) == 2
    assert [event["event"] for event in folder.events()][-1] == "finished"
