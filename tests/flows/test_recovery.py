"""kill -9 of worker, run and workflow server, on real deployments: the next start brings the night to its end, nothing
that was answered is asked again, nothing is promoted twice."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from flows.server import FAST_RECORDING, LEASES
from self_harness import __version__
from self_harness.record.log import RunFolder
from self_harness.release.champion import ChampionStore
from self_harness.steps.prompts import fill
from self_harness.suite.problem import load_suite
from tests.conftest import Cli, environment, prefect_home
from tests.deploy.test_deployment import deploy, prefect_at
from tests.fake_api import Answer, Body
from tests.fake_batches import FakeBatchApi
from tests.flows.test_approval import open_questions
from tests.flows.test_end_to_end import query, wait_until

MODEL = "claude-haiku-4-5"
QUICK = {"PREFECT_SERVER_CONCURRENCY_MAXIMUM_CONCURRENCY_SLOT_WAIT_SECONDS": "1", "PREFECT_WORKER_QUERY_SECONDS": "1"}
LINE = "Think of every case before you write."


def coder(suite: Path) -> Answer:
    """Solves a problem just if the harness has the line, which is what its engineer proposes."""
    solutions = {problem.prompt.strip(): problem.solution for problem in load_suite(suite).problems}

    def answer(body: Body, headers: Any) -> str:
        system, user = body.get("system", ""), body["messages"][-1]["content"]
        if system == fill("analyst_system"):
            failed = re.findall(r'<failure id="([^"]*)"', user)
            pattern = {"name": "carelessness", "problems": failed, "description": "cases are missed"}
            return json.dumps([pattern | {"example_error": "AssertionError", "actionability": 1}])
        if system == fill("engineer_system"):
            edit = {"op": "append", "block": "checklist", "text": LINE, "pattern": "carelessness"}
            return json.dumps([edit | {"rationale": "r", "expected_effect": "e", "risk": "none"}])
        return f"```python\n{solutions[user.strip()] if LINE in system else 'solution = None'}\n```"

    return answer


class Server:
    """A Prefect server that can be killed and started again, on the same port and database."""

    def __init__(self, home: Path) -> None:
        self.home = home
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.api = f"http://127.0.0.1:{self.port}/api"
        self.start()

    def start(self) -> None:
        command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(self.port)]
        environ = FAST_RECORDING | LEASES | QUICK | environment(self.api, {"PREFECT_HOME": str(self.home)})
        with (self.home / "server.log").open("ab") as log:
            self._process = subprocess.Popen(command, env=environ, stdout=log, stderr=log, start_new_session=True)
        wait_until(self.answers)

    def answers(self) -> bool:
        try:
            query(self.api, "flow_runs/count", {})
        except OSError:
            return False
        return True

    def kill(self) -> None:
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()


class Worker:
    """A process worker, started as the README says."""

    def __init__(self, api: str) -> None:
        self._api = api
        self.start()

    def start(self) -> None:
        command = [sys.executable, "-m", "prefect", "worker", "start", "--pool", "self-harness"]
        environ = environment(self._api, {"ANTHROPIC_API_KEY": "sk-test", **QUICK})
        self._process = subprocess.Popen(command, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()


@pytest.fixture(scope="module")
def server(prefect_api: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(prefect_home(tmp_path_factory.mktemp("prefect")))
    yield server
    server.kill()


@pytest.fixture(scope="module")
def worker(server: Server) -> Iterator[Worker]:
    deploy(prefect_at(server.api))
    worker = Worker(server.api)
    yield worker
    worker.kill()


class Night:
    """A night whose harness is promoted: without the line every problem fails, with it none."""

    def __init__(self, server: Server, api: FakeBatchApi, suite: Path, folder: Path, **config: Any) -> None:
        self._api = server.api
        self._runs = folder / "runs"
        self.champions = ChampionStore(str(folder / "champions"), suite.name, MODEL)
        given = {
            "problems": str(suite), "model": MODEL, "base_url": api.url, "champions": str(folder / "champions"),
            "test_split": 0.2, "rounds": 1, "attempts": 160, "trials": 1, "concurrency": 4, "sandbox": "local",
            "out": str(self._runs), "force": True,
        }  # fmt: skip
        self._config = given | config

    def start(self) -> str:
        """As the schedule does it. Returns the flow run's id."""
        nightly = query(self._api, "deployments/name/optimize/nightly")
        asked = {"state": {"type": "SCHEDULED"}, "parameters": self._config}
        id: str = query(self._api, f"deployments/{nightly['id']}/create_flow_run", asked)["id"]
        return id

    def kill(self, flow_run: str) -> None:
        """Its process; and its slot is freed at once, as Prefect does it after five minutes."""
        process = query(self._api, f"flow_runs/{flow_run}")["infrastructure_pid"]
        os.kill(int(process.rpartition(":")[2]), signal.SIGKILL)
        query(self._api, f"flow_runs/{flow_run}/set_state", {"state": {"type": "CRASHED"}, "force": True})

    def ended(self, flow_run: str) -> bool:
        state = query(self._api, f"flow_runs/{flow_run}")["state_type"]
        assert state not in ("FAILED", "CRASHED", "CANCELLED")
        return bool(state == "COMPLETED")

    def folders(self) -> list[RunFolder]:
        return [RunFolder(path.parent) for path in sorted(self._runs.glob("*/config.json"))]

    def history(self) -> list[tuple[str, str]]:
        return [(entry.event, entry.evidence.run) for entry in self.champions.history()]


def test_kill_9_of_worker_and_run_and_an_approval_on_a_worker(
    server: Server, worker: Worker, suite: Path, tmp_path: Path, cli: Cli
) -> None:
    with FakeBatchApi(coder(suite), delay=0.2) as api:
        night = Night(server, api, suite, tmp_path, approve=True)
        dead = night.start()
        wait_until(lambda: night.ended(dead) or api.answered >= 14)
        worker.kill()
        night.kill(dead)
        answered = api.answered

        worker.start()
        heir = night.start()
        wait_until(lambda: night.ended(heir) or open_questions(server.api))
        assert night.history() == []
        (question,) = open_questions(server.api).values()
        assert re.match(r"New harness \w+: test split \d+ -> \d+ % \(", question.text), "the gain comes first"
        said = cli("approve", "--comment", "well done", environ={"PREFECT_API_URL": server.api, "SUDO_USER": "ann"})
        assert said.returncode == 0, said.stderr
        wait_until(lambda: night.ended(heir))
        killed, whole = night.folders()
        assert night.history() == [("promoted", whole.start.run_id)]
        entry = night.champions.history()[-1]
        assert (entry.by, entry.version) == ("ann", __version__)
        assert entry.reason.endswith("; approved: well done")
        assert (len(killed.rounds()), len(whole.rounds())) == (1, 2)
        repeated = api.answered - len(api.answered_by_key)
    assert answered < len(api.answered_by_key)
    assert repeated <= 4, "only calls in flight at the kill may be made again"


def test_kill_9_of_server_and_worker_while_a_batch_is_polled_and_of_the_server_in_the_gate(
    server: Server, worker: Worker, suite: Path, tmp_path: Path
) -> None:
    with FakeBatchApi(coder(suite), delay=0.2, seconds=300) as api:
        night = Night(server, api, suite, tmp_path, batch=True)
        flow_run = night.start()
        wait_until(lambda: night.ended(flow_run) or api.asked["retrieve"])
        worker.kill()  # its run goes on
        server.kill()
        api.seconds = 0
        api.end_all()
        server.start()
        wait_until(lambda: night.ended(flow_run) or api.answered >= 14)
        server.kill()
        server.start()
        wait_until(lambda: night.ended(flow_run))
        (folder,) = night.folders()
        assert night.history() == [("promoted", folder.start.run_id)]
        assert len(folder.rounds()) == 2
        assert set(api.paid_by_key.values()) == {1}
