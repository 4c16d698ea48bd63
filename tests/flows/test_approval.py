"""A person's approval, on a real workflow server: given, refused, not given, given while nobody listened."""

import asyncio
import json
import subprocess
import sys
import time

import pytest
from prefect import get_client
from prefect.client.schemas.filters import FlowRunFilter
from prefect.settings import PREFECT_API_URL, temporary_settings

from flows.approval import Question, waiting
from tests.conftest import Cli, environment

ASKING = """
import asyncio, sys
from prefect import flow
from flows.approval import approved
from self_harness.errors import Interrupted

def stop():
    raise Interrupted("Stopped by the user.")

@flow
async def asking(key, seconds, check):
    answer = await approved(f"# May {key} go into service?", key, seconds, check)
    print(answer.model_dump_json(), flush=True)

key, seconds, stopped = sys.argv[1:]
asyncio.run(asking(key, float(seconds), stop if stopped == "True" else lambda: None))
"""


def start(api: str, key: str, seconds: float = 60, stopped: bool = False) -> subprocess.Popen[str]:
    """A process that asks, and prints the answer."""
    command = [sys.executable, "-c", ASKING, key, str(seconds), str(stopped)]
    return subprocess.Popen(command, env=environment(api), text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def until_open(api: str, *keys: str) -> dict[str, Question]:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if set(keys) <= set(found := open_questions(api)):
            return found
        time.sleep(0.2)
    raise AssertionError(f"{keys} are not asked: {found}")


def open_questions(api: str) -> dict[str, Question]:
    with temporary_settings({PREFECT_API_URL: api}):
        return {question.key: question for question in asyncio.run(waiting())}


def states(api: str, key: str) -> list[str]:
    async def work() -> list[str]:
        async with get_client() as client:
            named = FlowRunFilter.model_validate({"name": {"any_": [key]}})
            return sorted(str(run.state_name) for run in await client.read_flow_runs(flow_run_filter=named))

    with temporary_settings({PREFECT_API_URL: api}):
        return asyncio.run(work())


def test_a_person_approves_by_the_run_id(prefect_api: str, cli: Cli) -> None:
    with start(prefect_api, "2030-01-01-020000-round-1") as asker, start(prefect_api, "other") as other:
        until_open(prefect_api, "2030-01-01-020000-round-1", "other")
        assert "May 2030-01-01-020000-round-1 go into service?" in cli("approvals").stdout
        ambiguous = cli("approve")
        assert ambiguous.returncode == 2
        assert "2030-01-01-020000-round-1, other" in ambiguous.stderr
        said = cli("approve", "2030-01-01-020000", "--comment", "well done", "--by", "ann")
        assert said.returncode == 0, said.stderr
        output, _ = asker.communicate(timeout=60)
        assert json.loads(output) == {"approve": True, "by": "ann", "comment": "well done"}
        reject = cli("approve", "--reject", environ={"SUDO_USER": "bob"})
        assert reject.returncode == 0, "the only one left needs no name"
        output, _ = other.communicate(timeout=60)
        assert json.loads(output) == {"approve": False, "by": "bob", "comment": ""}
    late = cli("approve", "2030-01-01-020000")
    assert late.returncode == 2
    assert "Nothing that waits fits" in late.stderr


def test_no_answer_is_a_no_and_the_run_goes_on(prefect_api: str) -> None:
    with start(prefect_api, "nobody-there", seconds=1) as asker:
        output, _ = asker.communicate(timeout=60)
    assert json.loads(output) == {"approve": False, "by": "", "comment": "nobody answered within 1 s"}
    assert asker.returncode == 0
    assert states(prefect_api, "nobody-there") == ["Completed"]


def test_what_ends_the_run_ends_the_waiting(prefect_api: str) -> None:
    with start(prefect_api, "stopped", stopped=True) as asker:
        _, error = asker.communicate(timeout=30)
    assert "Interrupted: Stopped by the user." in error
    assert states(prefect_api, "stopped") == ["Failed"]


@pytest.mark.parametrize("answered", [True, False])
def test_a_killed_process_asks_again_only_what_was_not_answered(prefect_api: str, cli: Cli, answered: bool) -> None:
    key = f"killed-{answered}".lower()
    with start(prefect_api, key) as asker:
        question = until_open(prefect_api, key)[key]
        asker.kill()
    if answered:
        assert cli("approve", str(question.id)).returncode == 0
    with start(prefect_api, key, seconds=1) as heir:
        output, _ = heir.communicate(timeout=60)
    assert json.loads(output)["approve"] is answered
    assert states(prefect_api, key) == (["Completed"] if answered else ["Cancelled", "Completed"])
    assert key not in open_questions(prefect_api)
