"""A run that is broken off in the midst of a proof: what it lost counts in the next one."""

import asyncio
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from flows import service
from self_harness.config import RunConfig
from self_harness.errors import ConfigError
from self_harness.files import PROJECT
from self_harness.gate.engine import Rules
from self_harness.harness import START
from self_harness.record.events import EvidenceLeft, Finished
from self_harness.record.ledger import Ledger
from self_harness.record.log import RunFolder
from self_harness.record.log import runs as recorded
from self_harness.release.champion import ChampionStore, evidence_of
from self_harness.release.history import Evidence, evidence_against
from tests.conftest import environment
from tests.fake_api import Body, FakeApi
from tests.flows.test_recovery import LINE, MODEL, coder
from tests.release.test_champion import A, B, a_run
from tests.release.test_nights import begins, store, suite

__all__ = ["store", "suite"]  # fixtures


def broken_off(out: Path, *left: EvidenceLeft) -> Ledger:
    """After its first round, in which the evidence fell to a half."""
    run = a_run(out, final=A, e_value=(1.0, 0.5))
    run = Ledger(run.path)
    for each in left:
        run.append(each)
    run.close()
    return run


def at(made: int, e_value: float, round_: int = 2) -> EvidenceLeft:
    return EvidenceLeft(round=round_, made=made, e_value=e_value, allowance=Rules().allowance(round_))


@pytest.mark.parametrize(
    ("events", "left"),
    [
        ((at(13, 0.4), at(14, 0.2)), 0.2),
        ((at(13, 0.4), at(14, 0.2), at(15, 0.5)), 0.5),
        ((at(13, 0.4), at(14, 0.2), at(13, 0.4)), 0.2),
        ((at(14, 0.3), at(14, 0.2)), 0.2),
        ((at(14, 0.2), at(14, 0.3)), 0.2),
        ((at(59, 0.1, round_=1), at(3, 0.4)), 0.4),
        ((at(59, 0.1, round_=1),), 0.5),
    ],
    ids=[
        "the last",
        "won back",
        "resumed and not as far",
        "resumed and as far",
        "the worse",
        "another round",
        "of a round that was finished",
    ],
)
def test_the_furthest_that_the_proof_came_counts(events: tuple[EvidenceLeft, ...], left: float, tmp_path: Path) -> None:
    assert broken_off(tmp_path, *events).e_value() == left


@pytest.fixture
def killed(store: ChampionStore, tmp_path: Path) -> Path:
    """The folder of the runs, in which one of A was killed after a round, in a proof that had lost."""
    store.promote(A, "by hand", Evidence())
    run = broken_off(tmp_path / "runs", at(13, 0.125))
    with_champions(run, str(tmp_path / "champions"))
    return tmp_path / "runs"


def with_champions(run: RunFolder, url: str) -> None:
    file = run.path / "config.json"
    config = json.loads(file.read_text("utf-8"))
    config["config"]["champions"] = url
    file.write_text(json.dumps(config), "utf-8")


def test_a_killed_run_counts_in_the_next(store: ChampionStore, killed: Path) -> None:
    """It could say nothing itself."""
    for _ in range(2):
        assert service.leave_all(store, killed) == []
        assert begins(store) == (A, 0.125)
        assert len(store.history()) == 2
    assert store.history()[-1].reason == "the run has not come to its decision"


@pytest.mark.parametrize("spelled", ["champions/", "./champions"])
def test_the_store_may_be_spelled_otherwise(
    spelled: str, store: ChampionStore, killed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with_champions(RunFolder(killed / "r1"), spelled)
    service.leave_all(store, killed)
    assert begins(store) == (A, 0.125)


def test_what_has_nothing_to_do_with_this_history_is_left_alone(
    store: ChampionStore, killed: Path, tmp_path: Path
) -> None:
    for other in (
        ChampionStore(str(tmp_path / "champions"), "sql", "simulated"),
        ChampionStore(str(tmp_path / "champions"), "contracts", MODEL),
        ChampionStore(str(tmp_path / "others"), "contracts", "simulated"),
    ):
        service.leave_all(other, killed)
        assert other.history() == []
    assert begins(store) == (A, 1.0)


def test_a_run_that_goes_on_after_it_was_counted_counts_again(store: ChampionStore, killed: Path) -> None:
    service.leave_all(store, killed)
    with closing(Ledger(killed / "r1")) as again:
        again.append(at(60, 0.001))
        service.leave_all(store, killed)
        assert begins(store) == (A, 0.125), "it is being worked on, and will say so itself"
    service.leave_all(store, killed)
    assert begins(store) == (A, 0.001)


def test_a_run_that_was_killed_in_the_search_leaves_nothing(store: ChampionStore, tmp_path: Path) -> None:
    """The next one makes the same attempts, which are known."""
    run = a_run(tmp_path / "runs", final=A)
    with_champions(run, str(tmp_path / "champions"))
    service.leave_all(store, tmp_path / "runs")
    assert store.history() == []


def test_a_run_that_had_decided_and_goes_on_counts_again(store: ChampionStore, killed: Path) -> None:
    """--resume with more rounds."""
    run = RunFolder(killed / "r1")
    store.refuse(A, "no edit was accepted", Evidence(run="r1", over=A.fingerprint, factor=0.5))
    with closing(Ledger(run.path)) as ledger:
        ledger.append(Finished(reason="", harness=A.fingerprint))
    service.leave_all(store, killed)
    assert begins(store) == (A, 0.5), "its end is its last word"
    with closing(Ledger(run.path)) as ledger:
        ledger.append(at(60, 0.001))
    service.leave_all(store, killed)
    assert begins(store) == (A, 0.001)


@pytest.mark.parametrize(
    "fault", ["no ledger", "an unknown event", "a round of another version", "not UTF-8", "no config"]
)
def test_a_run_that_cannot_be_read_is_named_and_stops_nothing(fault: str, store: ChampionStore, killed: Path) -> None:
    run = killed / "r1"
    if fault == "no ledger":
        (run / "ledger.jsonl").unlink()
        (run / "round_0.json").write_text("{}", "utf-8")
    elif fault == "an unknown event":
        with (run / "ledger.jsonl").open("a") as file:
            file.write('{"event":"of the future"}\n')
    elif fault == "no config":
        (run / "config.json").write_text("{}", "utf-8")
    else:
        (run / "round_1.json").write_bytes(b"{}" if fault == "a round of another version" else b"\xff")
    (trouble,) = service.leave_all(store, killed)
    assert trouble.startswith("What run r1 lost is not known and does not count: ")


def test_a_run_goes_on_only_if_nothing_was_lost_since(store: ChampionStore, killed: Path) -> None:
    service.leave_all(store, killed)
    first = RunFolder(killed / "r1").start
    second = first.model_copy(update={"run_id": "r2", "e_value": begins(store)[1]})
    store.refuse(B, "", Evidence(run="r0", over=B.fingerprint, factor=0.5))
    for start in (first, second):
        service.check_order(store, start)
    store.refuse(A, "", Evidence(run="r2", over=A.fingerprint, factor=0.5))
    service.check_order(store, second)
    with pytest.raises(ConfigError, match="Run r1 can't go on"):
        service.check_order(store, first)
    store.refuse(A, "", Evidence(run="r2", over=A.fingerprint, factor=1.0))
    service.check_order(store, first)


def test_a_copy_of_a_run_does_not_count(store: ChampionStore, killed: Path) -> None:
    shutil.copytree(killed / "r1", killed / "a copy")
    with closing(Ledger(killed / "r1")) as ledger:
        ledger.append(at(60, 0.01))
    for _ in range(2):
        service.leave_all(store, killed)
        assert begins(store) == (A, 0.01)


def test_nothing_is_left_twice_by_a_run_that_has_decided(store: ChampionStore, tmp_path: Path) -> None:
    """It may be broken off after its decision, while it is compared with resampling."""
    run = a_run(tmp_path, final=A, e_value=(1.0, 0.5))
    run.finish(A)
    store.refuse(A, "no edit was accepted", evidence_of(run))
    service.leave(store, run)
    assert len(store.history()) == 1


def test_a_run_that_was_killed_just_before_its_decision_counts(store: ChampionStore, tmp_path: Path) -> None:
    run = a_run(tmp_path, final=A, e_value=(1.0, 0.5))
    run.finish(A)
    service.leave(store, run)
    assert evidence_against(store.history(), A) == 0.5


def test_a_run_that_proved_something_and_waits_for_its_decision_is_left_alone(
    store: ChampionStore, tmp_path: Path
) -> None:
    run = a_run(tmp_path, final=B)
    run.finish(B)
    service.leave(store, run)
    assert store.history() == []


class Turncoat:
    """Its failing is cured by the line, until a proof has begun; from then on by its absence. Kills this process once the proof
    has lost something."""

    def __init__(self, suite: Path, out: Path) -> None:
        self._answer, self._out = coder(suite), out

    def __call__(self, body: Body, headers: Any) -> Any:
        told = [line for file in self._out.glob("*/ledger.jsonl") for line in file.read_text("utf-8").splitlines()]
        left = [
            float(found[1]) for line in told if (found := re.search(r'"event":"evidence".*"e_value":([0-9.e-]+)', line))
        ]
        if left and left[-1] < 1.0:
            os.kill(os.getpid(), signal.SIGKILL)
        if left and "analyst" not in body.get("system", ""):
            has_line = LINE in body["system"]
            body = {**body, "system": body["system"].replace(LINE, "") + ("" if has_line else LINE)}
        return self._answer(body, headers)


def run(suite: Path, folder: Path, is_killed: bool, resume: str | None = None) -> None:
    from flows.optimize import optimize

    with FakeApi(Turncoat(suite, folder / "runs") if is_killed else coder(suite)) as api:
        config = RunConfig.model_validate(
            {
                "problems": str(suite), "model": MODEL, "base_url": api.url, "champions": str(folder / "champions"),
                "test_split": 0.5, "rounds": 1, "attempts": 160, "trials": 1, "concurrency": 8, "sandbox": "local",
                "out": str(folder / "runs"), "force": True,
            }
        )  # fmt: skip
        asyncio.run(optimize(config, resume))


def test_kill_9_in_a_proof_that_loses(suite: Path, tmp_path: Path, prefect_api: str) -> None:
    environ = {**environment(prefect_api), "ANTHROPIC_API_KEY": "sk-test"}

    def played(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", __name__, str(suite), str(tmp_path), *arguments]
        return subprocess.run(command, cwd=PROJECT, env=environ, capture_output=True, text=True, timeout=300)

    for argument, code in (("killed", -signal.SIGKILL), ("", 0)):
        done = played(argument)
        assert done.returncode == code, done.stderr
    killed, second = recorded(tmp_path / "runs")
    left = killed.e_value()
    assert left < 1.0
    assert second.start.e_value == left
    history = ChampionStore(str(tmp_path / "champions"), "suite", MODEL).history()
    assert [(each.event, each.evidence.run) for each in history] == [
        ("refused", killed.start.run_id),
        ("promoted", second.start.run_id),
    ]
    assert second.start.config.run_number == 1, "new draws"
    assert LINE in second.harness().checklist
    assert any("must win back" in text for text in RunFolder(second.path).log().notices) == (left < 0.5)
    assert evidence_against(history, START) == 1.0, "an acceptance begins anew"
    assert played(second.path.name).returncode == 0, "it counted what the other lost, so it may go on"


if __name__ == "__main__":
    run(
        Path(sys.argv[1]),
        Path(sys.argv[2]),
        sys.argv[3] == "killed",
        None if sys.argv[3] in ("", "killed") else sys.argv[3],
    )
