"""deploy/prefect.yaml as the README uses it: work pool, deploy, worker, run; on SQLite, on PostgreSQL, and by `serve`."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from self_harness.config import SECTIONS, RunConfig
from self_harness.record.events import Stopped
from self_harness.record.log import RunFolder
from tests.conftest import COMMAND, environment, prefect_home, simulated_api
from tests.fake_api import FakeApi
from tests.flows.test_end_to_end import query, wait_until

ROOT = Path(__file__).parents[2]
Prefect = Callable[..., str]


def prefect_at(api: str) -> Prefect:
    """Runs `prefect ARGS` from the root and returns its output."""

    def prefect(*args: str, code: int = 0) -> str:
        environ = environment(api, {"SELF_HARNESS_HOME": str(ROOT)})
        command = [sys.executable, "-m", "prefect", "--no-prompt", *args]
        done = subprocess.run(command, cwd=ROOT, env=environ, text=True, capture_output=True, timeout=300)
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout + done.stderr

    return prefect


@contextmanager
def worker(api: str) -> Iterator[None]:
    command = [sys.executable, "-m", "prefect", "worker", "start", "--pool", "self-harness"]
    environ = environment(api, {"PREFECT_WORKER_QUERY_SECONDS": "1"})
    with subprocess.Popen(command, cwd=ROOT, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT) as it:
        try:
            yield
        finally:
            it.terminate()
            try:
                it.wait(60)
            except subprocess.TimeoutExpired:  # it waits for what it started
                it.kill()


def deploy(prefect: Prefect) -> None:
    prefect("work-pool", "create", "self-harness", "--type", "process", "--overwrite")
    prefect("deploy", "--all", "--prefect-file", "deploy/prefect.yaml")


def run_nightly(prefect: Prefect, suite: Path, out: Path) -> None:
    """One round with the simulated model, to the end."""
    settings = {
        "problems": str(suite), "model": "simulated", "rounds": 1, "test_split": 0, "champions": None,
        "sandbox": "local", "out": str(out), "force": True,
    }  # fmt: skip
    parameters = [f"-p={name}={json.dumps(value)}" for name, value in settings.items()]
    output = prefect("deployment", "run", "optimize/nightly", "--watch", *parameters)
    assert "Completed" in output
    (path,) = out.glob("*/summary.md")
    folder = RunFolder(path.parent)
    assert len(folder.rounds()) == 2
    assert folder.start.config.max_cost == 5, "what the run does not set is as in the deployment"
    assert folder.log().state == "finished"


SET_UP_TEAM = """
from prefect.blocks.system import Secret
from prefect.variables import Variable
Secret(value="sk-front").save("front-desk-key")
Variable.set("front_desk_model", "claude-haiku-4-5")
Variable.set("front_desk_max_cost", 3)
"""


def run_of_a_team(prefect: Prefect, api: str, suite: Path, out: Path) -> None:
    """deploy/teams.yaml as its head says: the key comes from a Secret block, model and cap from Variables."""
    keys = set()

    def answer(body: Any, headers: Any) -> str:
        keys.add((headers["x-api-key"], body["model"]))
        return "```python\nsolution = None\n```"

    subprocess.run([sys.executable, "-c", SET_UP_TEAM], env=environment(api), check=True, capture_output=True)
    prefect("deploy", "--all", "--prefect-file", "deploy/teams.yaml")
    deployment = query(api, "deployments/name/optimize/nightly-bookings")
    assert "sk-front" not in json.dumps(deployment), "who reads the deployment can't read the key"
    assert (deployment["work_queue_name"], deployment["parameters"]["max_cost"]) == ("front-desk", 3)
    with FakeApi(answer) as model:
        given = {"problems": suite, "base_url": model.url, "rounds": 0, "sandbox": "local", "out": out, "force": "true"}
        more = [f"-p={name}={value}" for name, value in given.items()]
        prefect("deployment", "run", "optimize/nightly-bookings", "--watch", *more, "-p=champions=null")
    assert keys == {("sk-front", "claude-haiku-4-5")}


def test_deploy_worker_and_deployment_run(suite: Path, tmp_path: Path, prefect_api: str) -> None:
    prefect = prefect_at(prefect_api)
    deploy(prefect)
    nightly = query(prefect_api, "deployments/name/optimize/nightly")
    assert nightly["schedules"][0]["schedule"]["cron"] == "0 2 * * *"
    assert nightly["schedules"][0]["schedule"]["timezone"] == "UTC"
    assert nightly["global_concurrency_limit"]["limit"] == 1
    assert nightly["concurrency_options"]["collision_strategy"] == "ENQUEUE"
    schema = nightly["parameter_openapi_schema"]["properties"]
    assert list(schema) == [*(name for section in SECTIONS for name in section.model_fields), "resume", "key_block"], (
        "a form in the UI"
    )
    for name, field in RunConfig.model_fields.items():
        assert schema[name]["description"] == " ".join((field.description or "").split())
    assert (schema["rounds"]["default"], schema["rounds"]["minimum"], schema["gate"]["default"]) == (
        12,
        0,
        "sequential",
    )
    assert "id of a run" in schema["resume"]["description"].lower()
    assert query(prefect_api, "deployments/name/calibrate/weekly")["schedules"]
    refused = prefect("deployment", "run", "optimize/nightly", "-p", "rounds=-1", code=1)
    assert "rounds" in refused, "a wrong setting is refused before a run exists"
    with worker(prefect_api):
        run_of_a_team(prefect, prefect_api, suite, tmp_path / "team")


def test_serve_offers_the_same_and_ends_in_order(suite: Path, tmp_path: Path, prefect_api: str) -> None:
    """On a server of its own: there is no PREFECT_API_URL."""
    (tmp_path / "prefect").mkdir()
    environ = environment("", {"PREFECT_HOME": str(prefect_home(tmp_path / "prefect"))})
    del environ["PREFECT_API_URL"]
    log = tmp_path / "log"
    with log.open("w") as output:
        served = subprocess.Popen([*COMMAND, "serve"], cwd=tmp_path, env=environ, stdout=output, stderr=output)
    try:
        deadline = time.monotonic() + 240
        while not (shown := re.search(r"Prefect UI: (\S+)/deployments", log.read_text())):
            assert served.poll() is None, log.read_text()
            assert time.monotonic() < deadline, log.read_text()
            time.sleep(0.2)
        api = f"{shown[1]}/api"
        wait_until(lambda: len(query(api, "deployments/filter", {})) == 3)
        assert {each["name"] for each in query(api, "deployments/filter", {})} == {"nightly", "weekly", "on-demand"}
        nightly = query(api, "deployments/name/optimize/nightly")
        assert nightly["global_concurrency_limit"]["limit"] == 1
        assert nightly["parameters"]["max_cost"] == 5
        with simulated_api(suite, delay=0.5) as model:
            parameters = {
                "problems": str(suite), "model": "m", "base_url": model.url, "champions": None, "test_split": 0,
                "sandbox": "local", "out": str(tmp_path / "runs"), "force": True, "concurrency": 2, "max_calls": 500,
                "max_cost": None,
            }  # fmt: skip
            query(api, f"deployments/{nightly['id']}/create_flow_run", {"parameters": parameters})
            wait_until(lambda: model.answered >= 2)
            served.send_signal(signal.SIGTERM)
            served.wait(120)
            answered = model.answered
            assert answered == model.requests, "calls in flight are waited for"
    finally:
        served.kill()
    (path,) = (tmp_path / "runs").glob("*/config.json")
    folder = RunFolder(path.parent)
    assert folder.log().totals.calls == answered
    assert isinstance(folder.log().ended, Stopped)
    assert "Stopped by the user." in (folder.path / "summary.md").read_text()
    assert served.returncode == 130
    assert log.read_text().endswith("Interrupted.\n")
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", int(shown[1].rpartition(":")[2])))


@pytest.fixture
def postgres() -> Iterator[Mapping[str, str]]:
    """Settings of a Prefect server whose database is a PostgreSQL started here, on loopback, in a temporary folder."""
    initdb, postgres = shutil.which("initdb"), shutil.which("postgres")
    if not initdb or not postgres:
        pytest.skip("PostgreSQL's initdb and postgres are not on the PATH")
    user = "postgres" if os.getuid() == 0 else None  # it refuses to run as root
    with tempfile.TemporaryDirectory(prefix="self-harness-postgres-", ignore_cleanup_errors=True) as folder:
        if user:
            shutil.chown(folder, user)
        password = Path(folder, "password")
        password.write_text("only/for@this:test")
        password.chmod(0o644)
        subprocess.run(
            [initdb, "-D", f"{folder}/data", "-U", "prefect", "-A", "scram-sha-256", f"--pwfile={password}", "-N"],
            user=user, check=True, capture_output=True, cwd=folder,
        )  # fmt: skip
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = str(probe.getsockname()[1])
        command = [postgres, "-D", f"{folder}/data", "-p", port, "-k", folder, "-c", "listen_addresses=127.0.0.1", "-F"]
        with Path(folder, "log").open("w") as log:
            process = subprocess.Popen(command, user=user, cwd=folder, stdout=log, stderr=log)
        try:
            deadline = time.monotonic() + 30
            while "ready to accept connections" not in Path(folder, "log").read_text():
                assert process.poll() is None, Path(folder, "log").read_text()
                assert time.monotonic() < deadline
                time.sleep(0.1)
            yield {
                "PREFECT_SERVER_DATABASE_DRIVER": "postgresql+asyncpg",
                "PREFECT_SERVER_DATABASE_HOST": "127.0.0.1",
                "PREFECT_SERVER_DATABASE_PORT": port,
                "PREFECT_SERVER_DATABASE_USER": "prefect",
                "PREFECT_SERVER_DATABASE_NAME": "postgres",
                "PREFECT_SERVER_DATABASE_PASSWORD": password.read_text(),
            }
        finally:
            process.send_signal(signal.SIGINT)  # "fast": it does not wait for its clients
            process.wait(30)


SERVE_API = """
import sys
from flows.server import server
with server(print) as api:
    print(api, flush=True)
    sys.stdin.read()
"""


def test_postgres(suite: Path, tmp_path: Path, postgres: Mapping[str, str]) -> None:
    environ = environment("", {"PREFECT_HOME": str(tmp_path / "prefect"), **postgres})
    del environ["PREFECT_API_URL"]
    command = [sys.executable, "-c", SERVE_API]
    with subprocess.Popen(command, env=environ, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout
        api = next(line.strip() for line in holder.stdout if line.startswith("http"))
        prefect = prefect_at(api)
        deploy(prefect)
        with worker(api):
            run_nightly(prefect, suite, tmp_path / "runs")
        assert not list((tmp_path / "prefect").glob("*.db")), "nothing is in SQLite"
        before = query(api, "flow_runs/filter", {})
        holder.communicate("")

    # A restore drill, with the commands of deploy/README.md: dump, lose, restore, and the history is there again.
    server = ["-h", "127.0.0.1", "-p", postgres["PREFECT_SERVER_DATABASE_PORT"], "-U", "prefect"]
    password = environ | {"PGPASSWORD": postgres["PREFECT_SERVER_DATABASE_PASSWORD"]}

    def client(*command: str) -> None:
        done = subprocess.run([command[0], *server, *command[1:]], env=password, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr

    client("pg_dump", "-Fc", "-f", str(tmp_path / "prefect.dump"), "postgres")
    client("dropdb", "--maintenance-db", "template1", "--force", "postgres")
    client("createdb", "--maintenance-db", "template1", "postgres")
    client("pg_restore", "-d", "postgres", str(tmp_path / "prefect.dump"))
    with subprocess.Popen(command, env=environ, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout
        api = next(line.strip() for line in holder.stdout if line.startswith("http"))
        assert {run["id"] for run in query(api, "flow_runs/filter", {})} >= {run["id"] for run in before} != set()
        holder.communicate("")
