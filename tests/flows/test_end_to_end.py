"""The whole loop as users run it: the command line, the real SDK over HTTP, a real Prefect server, real grading."""

import json
import math
import re
import shlex
import signal
import subprocess
import time
import urllib.error
import urllib.request
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest

from self_harness.attempt import Trial
from self_harness.gate.decision import Pair
from self_harness.harness import START, Harness, apply
from self_harness.record.events import CallMade
from self_harness.record.log import RunFolder, find_run
from tests.conftest import COMMAND, Cli, environment, simulated_api
from tests.fake_api import FakeApi, always, first, share

LOCAL = ("--sandbox", "local", "--trials", "1")


def run(cli: Cli, suite: Path, api: FakeApi, *args: object) -> subprocess.CompletedProcess[str]:
    return cli("run", "--problems", suite, *LOCAL, *args, environ={"ANTHROPIC_BASE_URL": api.url})


def only_run(folder: Path) -> RunFolder:
    (path,) = (folder / "runs").glob("*/config.json")
    return RunFolder(path.parent)


def decisions(folder: RunFolder) -> list[tuple[str, str]]:
    return [(str(tried.edit), tried.outcome) for record in folder.rounds() for tried in record.edits]


def verdicts(folder: RunFolder) -> dict[tuple[str, str, Trial], str]:
    made = folder.log().attempts
    return {(harness, *key): attempt.status for harness, attempts in made.items() for key, attempt in attempts.items()}


def test_simulated_run_needs_nothing_and_leaves_a_whole_record(
    cli: Cli, suite: Path, tmp_path: Path, prefect_api: str
) -> None:
    args = (
        "run",
        "--problems",
        suite,
        "--rounds",
        3,
        "--alpha",
        0.3,
        "--trials",
        2,
        "--test-split",
        0.2,
        "--seed",
        5,
        "--sandbox",
        "local",
    )
    done = cli(*args, "--json", environ={"SELF_HARNESS_ATTEMPTS": "96"})
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)
    assert result["simulated"] is True
    assert "SIMULATED" in done.stderr

    folder = only_run(tmp_path)
    rounds = folder.rounds()
    assert [record.round for record in rounds] == [0, 1, 2, 3]
    harness = folder.start.harness
    assert harness == START
    for record in rounds[1:]:
        assert record.before.harness == harness.fingerprint
        taken = [tried.edit for tried in record.edits if tried.outcome == "accepted"]
        assert (record.harness != harness) == bool(taken)
        for edit in taken:
            assert edit.text.strip() in apply(record.harness, edit).system_prompt
        left = 10**record.evidence.e_value if record.evidence and not taken else 1.0
        assert record.e_value == pytest.approx(left)
        harness = record.harness
        assert Harness.model_validate_json((folder.path / f"harness_{record.round}.json").read_text()) == harness
    assert Harness.model_validate_json((folder.path / "harness.json").read_text()) == harness != START

    calls = [event for event in folder.events() if isinstance(event, CallMade)]
    assert {event.role for event in calls} == {"solver", "analyst", "engineer"}
    assert all(event.simulated and event.cost == 0 for event in calls)
    assert folder.totals().calls == len(calls) == result["totals"]["calls"]
    text = (folder.path / "summary.md").read_text()
    assert "**Simulated**" in text
    assert "Test split" in text
    for record in rounds:
        assert str(record.after.held_out) in text

    assert result["verdict"].startswith(f"Simulated: New harness {folder.harness().fingerprint}: test split ")
    assert text.splitlines()[0] == result["verdict"]
    name = f"optimize {suite.name}, run {folder.start.run_id}"
    (flow_run,) = query(prefect_api, "flow_runs/filter", {"flow_runs": {"name": {"any_": [name]}}})
    assert (flow_run["state"]["type"], flow_run["state"]["message"]) == ("COMPLETED", result["verdict"])
    assert set(flow_run["tags"]) == {
        f"suite:{suite.name}",
        "model:simulated",
        "simulated",
        f"runs:{folder.path.parent.resolve()}",
    }

    again = cli(*args, "--json", environ={"SELF_HARNESS_ATTEMPTS": "96"})
    repeated = json.loads(again.stdout)
    assert repeated["totals"]["calls"] == 0, "a second run of the same settings finds everything paid for"
    assert repeated["harness"] == result["harness"]


def test_faults_of_the_api_change_no_verdict(cli: Cli, suite: Path, tmp_path: Path) -> None:
    """429, 500, 529, garbage, cut connections for a quarter of the requests."""
    with simulated_api(suite) as api:
        assert (
            run(cli, suite, api, "--rounds", 1, "--gate", "strict", "--out", tmp_path / "calm" / "runs").returncode == 0
        )
    with simulated_api(suite, faults=share(0.25, seed=1)) as api:
        done = run(cli, suite, api, "--rounds", 1, "--gate", "strict", "--out", tmp_path / "storm" / "runs")
        assert done.returncode == 0, done.stdout + done.stderr
        assert api.requests > 1.15 * api.answered, "there was a storm"
    calm, storm = only_run(tmp_path / "calm"), only_run(tmp_path / "storm")
    common = verdicts(calm).keys() & verdicts(storm).keys()
    assert len(common) >= 20
    assert {key: verdicts(calm)[key] for key in common} == {key: verdicts(storm)[key] for key in common}
    assert decisions(calm) == decisions(storm)
    assert calm.harness() == storm.harness()


def test_kill_9_in_the_midst_of_a_round_and_resume_repeats_no_answered_call_and_decides_the_same(
    cli: Cli, suite: Path, tmp_path: Path, prefect_api: str
) -> None:
    attempts = 36
    args = ("run", "--problems", str(suite), *LOCAL, "--rounds", "3", "--concurrency", "4")
    environ = {"SELF_HARNESS_ATTEMPTS": str(attempts)}
    with simulated_api(suite) as api:
        done = cli(*args, "--out", tmp_path / "whole" / "runs", environ=environ | {"ANTHROPIC_BASE_URL": api.url})
        assert done.returncode == 0, done.stdout + done.stderr
        asked = dict(api.answered_by_key)
    whole = only_run(tmp_path / "whole")
    with simulated_api(suite, delay=0.1) as api:
        # After the start's 10 attempts, analyst and engineer, round 1 makes 36; round 2 is as long.
        for more, answered in ((args, 30), (("run", "--resume", "last"), 70)):
            process = subprocess.Popen(
                [*COMMAND, *more],
                cwd=tmp_path,
                env=environment(prefect_api, environ | {"ANTHROPIC_BASE_URL": api.url}),
                stdout=subprocess.DEVNULL,
            )
            wait_until(lambda at_least=answered: api.answered >= at_least)
            process.kill()
            process.wait()
            time.sleep(0.3)  # what was in flight is answered, but nobody is there to read it
            stored = {path.stem for path in (tmp_path / "runs" / ".cache" / "replies").glob("*/*.json")}
            assert len(stored) >= len(api.answered_by_key) - 8
        killed_in = len(only_run(tmp_path).rounds())
        done = run(cli, suite, api, "--resume", only_run(tmp_path).path.name)
        assert done.returncode == 0, done.stdout + done.stderr
        repeated = [key for key, times in api.answered_by_key.items() if times > 1]
        assert api.answered_by_key.keys() == asked.keys(), "nothing else is asked than by a run that nobody killed"
        answered = api.answered
    assert killed_in == 2, "once in round 1, once in round 2"
    assert len(repeated) <= 8, "only calls in flight at a kill may be made again"
    folder = only_run(tmp_path)
    ledger = [event.event for event in folder.events()]
    assert ledger.count("opened") == 3
    assert ledger[-1] == "finished"
    assert answered <= folder.totals().calls <= answered + 8, "what was in flight at a kill is counted"
    assert len(repeated) <= folder.log().bill.unanswered.calls <= 8
    assert folder.rounds() == whole.rounds(), "the same attempts, evidence and decisions, to the last bit"
    assert decisions(folder)

    analyses, made = 0, set[tuple[frozenset[int], str, Trial]]()
    for record in folder.rounds()[1:]:
        analyses += 2
        changed = record.before.harness != record.after.harness
        seen = [attempt for each in record.seen for attempt in each.attempts]
        at_gate = [each for each in seen if each.trial.purpose != "evaluation"]
        assert attempts <= len(at_gate) < attempts + 12, "a round has the attempts that are set for it, in whole pairs"
        made |= {(frozenset(each.present), each.problem, each.trial) for each in seen}
        if changed:
            proven = [each.candidate.present for each in record.seen if isinstance(each, Pair)][-1]
            parts = folder.start.split
            made |= {(frozenset(proven), problem, Trial("evaluation")) for problem in (*parts.held_in, *parts.held_out)}
    assert len(asked) == whole.totals().calls == analyses + len(made)


@pytest.mark.parametrize(("fault", "says"), [("credit", "credit balance is too low"), ("401", "check the API key")])
def test_fatal_errors_end_with_one_sentence_and_can_be_continued(
    cli: Cli, suite: Path, tmp_path: Path, prefect_api: str, fault: Any, says: str
) -> None:
    answered = 0

    def broke(key: str, nth: int) -> Any:
        nonlocal answered
        answered += 1
        return fault if answered > 5 else None

    with simulated_api(suite, faults=broke) as api:
        done = run(cli, suite, api, "--rounds", 1, "--force", "--concurrency", 2)
        assert done.returncode == 2
        assert says in done.stderr
        assert len(done.stderr.strip().splitlines()) == 1
        assert "Traceback" not in done.stderr + done.stdout
        assert api.answered == 5
        assert api.requests <= 5 + 2, "no further call after a fatal answer, but for those in flight"
    folder = only_run(tmp_path)
    assert set(verdicts(folder).values()) <= {"passed", "failed", "error"}
    assert len(verdicts(folder)) <= 5
    if fault == "credit":
        assert news(prefect_api, folder) == ["out-of-credit"]
    with simulated_api(suite) as api:
        done = run(cli, suite, api, "--resume", folder.path.name)
        assert done.returncode == 0, done.stdout + done.stderr
        assert len(only_run(tmp_path).rounds()) == 2
        calls = [event for event in folder.events() if isinstance(event, CallMade)]
        assert len({event.key for event in calls}) == len(calls) == api.answered + 5


def test_without_a_key_a_real_model_is_refused_at_once(cli: Cli, suite: Path, tmp_path: Path) -> None:
    done = cli("run", "--problems", suite, "--model", "claude-haiku-4-5", *LOCAL)
    assert done.returncode == 2
    assert "ANTHROPIC_API_KEY" in done.stderr
    assert not (tmp_path / "runs").exists()


def test_all_pass_says_so_and_what_to_do(cli: Cli, suite: Path, tmp_path: Path) -> None:
    solutions = {(p / "prompt.md").read_text().strip(): (p / "solution.py").read_text() for p in suite.iterdir()}
    with FakeApi(lambda body, headers: f"```python\n{solutions[body['messages'][0]['content']]}\n```") as api:
        done = run(cli, suite, api)
        assert done.returncode == 0
        assert api.requests == 10
    assert "harder problems" in " ".join(done.stdout.split())
    assert "nothing left to learn" in done.stdout
    assert "harder problems" in (only_run(tmp_path).path / "summary.md").read_text()


def news(api: str, run: RunFolder) -> list[str]:
    """Names of the Prefect events that a run made."""
    asked = {"filter": {"event": {"prefix": ["self-harness."]}}, "limit": 50}

    def found() -> list[Any]:
        events = query(api, "events/filter", asked)["events"]
        return [each for each in events if each["payload"]["run_id"] == run.start.run_id]

    deadline = time.monotonic() + 5  # they are recorded a moment later
    while not (events := found()) and time.monotonic() < deadline:
        time.sleep(0.2)
    return [each["event"].removeprefix("self-harness.") for each in reversed(events)]


def test_the_cap_on_calls_holds_and_the_run_goes_on_where_it_ended(
    cli: Cli, suite: Path, tmp_path: Path, prefect_api: str
) -> None:
    with simulated_api(suite) as api:
        done = run(cli, suite, api, "--rounds", 1, "--force", "--max-calls", 15)
        assert done.returncode == 0, done.stderr
        assert api.requests == 15
        assert "--resume" in done.stdout
        folder = only_run(tmp_path)
        assert news(prefect_api, folder) == ["cap-reached"]
        done = run(cli, suite, api, "--resume", folder.path.name, "--max-calls", 999)
        assert done.returncode == 0, done.stderr
    assert len(only_run(tmp_path).rounds()) == 2
    assert max(api.answered_by_key.values()) == 1
    assert folder.totals().calls == api.answered


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_and_sigterm_keep_what_is_in_flight_and_tell_how_to_continue(
    cli: Cli, suite: Path, tmp_path: Path, prefect_api: str, sent: signal.Signals
) -> None:
    """In the midst of a round, which is a subflow."""
    with simulated_api(suite, delay=0.2) as api:
        process = subprocess.Popen(
            [
                *COMMAND,
                "run",
                "--problems",
                str(suite),
                *LOCAL,
                "--concurrency",
                "3",
                "--out",
                "my runs",
                "--rounds",
                "1",
            ],
            cwd=tmp_path,
            env=environment(prefect_api, {"ANTHROPIC_BASE_URL": api.url}),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        wait_until(lambda: api.answered >= 20 and api.under_way > 0)
        process.send_signal(sent)
        out, err = process.communicate(timeout=60)
        assert process.returncode == 130, out + err
        assert err == "Stopped by the user.\n"
        assert "Traceback" not in out
        stored = list((tmp_path / "my runs" / ".cache" / "replies").glob("*/*.json"))
        assert len(stored) == api.answered == api.requests
        (command,) = re.findall("`self-harness (.*)` goes on", out)
        done = cli(*shlex.split(command), environ={"ANTHROPIC_BASE_URL": api.url})
        assert done.returncode == 0, done.stdout + done.stderr
    (run_folder,) = (tmp_path / "my runs").glob("*/config.json")
    assert len(RunFolder(run_folder.parent).rounds()) == 2


def test_an_unavailable_model_is_no_wrong_answer(cli: Cli, suite: Path, tmp_path: Path) -> None:
    """Some problems get no answer until Prefect's own retry."""
    with simulated_api(suite) as api:
        assert run(cli, suite, api, "--rounds", 0, "--out", tmp_path / "calm" / "runs").returncode == 0
        hit = next(iter(api.requests_by_key))
    down = first("500", "500", "500", "500", "500", "500")
    with simulated_api(suite, faults=lambda key, nth: down(key, nth) if key == hit else None) as api:
        done = run(cli, suite, api, "--rounds", 0, "--out", tmp_path / "storm" / "runs")
        assert done.returncode == 0, done.stdout + done.stderr
        assert api.requests_by_key[hit] == 7
    assert verdicts(only_run(tmp_path / "calm")) == verdicts(only_run(tmp_path / "storm"))


def test_a_changed_suite_is_not_resumed(cli: Cli, suite: Path, tmp_path: Path) -> None:
    assert cli("run", "--problems", suite, *LOCAL, "--rounds", 0).returncode == 0
    prompt = next(suite.iterdir()) / "prompt.md"
    prompt.write_text(prompt.read_text() + "\nMore.\n")
    done = cli("run", "--resume", only_run(tmp_path).path.name)
    assert done.returncode == 2
    assert "changed" in done.stderr


def test_people_can_read_the_run_in_prefect(cli: Cli, suite: Path, tmp_path: Path, prefect_api: str) -> None:
    assert cli("run", "--problems", suite, *LOCAL, "--rounds", 0).returncode == 0
    assert cli("run", "--problems", suite, *LOCAL, "--rounds", 1, "--force").returncode == 0
    folder = RunFolder(find_run("last", tmp_path / "runs"))
    started = {"start_time": {"is_null_": False}}  # the nightly deployment's runs to come are none
    flow_runs = query(prefect_api, "flow_runs/filter", {"sort": "START_TIME_DESC", "limit": 2, "flow_runs": started})
    names = {run["name"]: run for run in flow_runs}
    assert "round 1" in names
    (whole,) = (run for name, run in names.items() if name.startswith("optimize"))
    assert folder.start.run_id in whole["name"]
    assert {run["state_type"] for run in flow_runs} == {"COMPLETED"}
    tags = {"suite:suite", "model:simulated", "simulated", f"runs:{tmp_path / 'runs'}"}
    assert [set(run["tags"]) for run in flow_runs] == [tags, tags], "the round has those of its run"

    def tasks() -> list[dict[str, Any]]:
        ids = {"flow_runs": {"id": {"any_": [run["id"] for run in flow_runs]}}}
        found: list[dict[str, Any]] = query(prefect_api, "task_runs/filter", ids)
        return found

    wait_until(lambda: len(tasks()) >= 14 and all(task["state_type"] == "COMPLETED" for task in tasks()))
    kinds = {task["task_key"].split("-")[0] for task in tasks()}
    assert kinds - {"round_"} == {"solve", "mine", "propose", "gate", "merge"}
    assert any(task["state_name"] == "Cached" for task in tasks()), "the run before evaluated the start"
    assert any(next(suite.iterdir()).name in task["name"] for task in tasks())

    best = folder.rounds()[-1].best
    assert best
    assert best.harness != folder.harness(), "a round proves nothing"
    assert best.need
    enough = math.ceil(best.need / folder.start.config.attempts)
    refused = cli("prove", "last", "--rounds", enough - 1)
    assert (refused.returncode, f"give --rounds {enough} or more" in refused.stderr) == (2, True)
    done = cli("prove", "last", "--rounds", enough)
    assert done.returncode == 0, done.stderr
    record = folder.rounds()[2]
    assert record.allowance
    assert record.allowance.prove
    assert isinstance(record.seen[0], Pair), "the proof comes first"


def test_a_server_that_is_not_there_is_said_in_one_sentence(cli: Cli, suite: Path) -> None:
    done = cli("run", "--problems", suite, *LOCAL, environ={"PREFECT_API_URL": "http://127.0.0.1:9/api"})
    assert done.returncode == 3
    assert "127.0.0.1:9" in done.stderr
    assert "Traceback" not in done.stderr


def test_spend_limit_is_not_retried(cli: Cli, suite: Path) -> None:
    with simulated_api(suite, faults=always("spend_limit")) as api:
        done = run(cli, suite, api, "--concurrency", 1)
        assert done.returncode == 2
        assert api.requests == 1


def query(api: str, path: str, body: dict[str, Any] | None = None) -> Any:
    """What Prefect's API answers: to a GET, or to a POST of the body. A database that is busy is asked again, as Prefect's
    own client does."""
    request = urllib.request.Request(f"{api}/{path}", data=None if body is None else json.dumps(body).encode())
    request.add_header("Content-Type", "application/json")
    for _ in range(20):
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            error.close()
            if error.code != HTTPStatus.SERVICE_UNAVAILABLE:
                raise
        time.sleep(0.5)
    raise AssertionError("the server stays busy")


def wait_until(condition: Any) -> None:
    """Patient, for a machine that is busy otherwise."""
    deadline = time.monotonic() + 300
    while not condition():
        assert time.monotonic() < deadline, "it never came to that"
        time.sleep(0.05)
