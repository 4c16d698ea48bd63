"""Runs one after another: each starts from the champion, which is replaced on evidence only."""

import asyncio
import json
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from flows import service, steps
from self_harness.attempt import AttemptKey, keys
from self_harness.config import DEFAULT_MODEL, RunConfig
from self_harness.files import PROJECT
from self_harness.gate.search import screen
from self_harness.gate.sequential import SequentialGate
from self_harness.harness import START, Harness
from self_harness.record.handing_on import left_by
from self_harness.record.log import RunFolder
from self_harness.record.log import runs as recorded
from self_harness.record.records import Score
from self_harness.release.champion import ChampionStore, evidence_of
from self_harness.release.history import Evidence, champion_of, evidence_against
from self_harness.report.runs import history as reported
from self_harness.steps.prompts import fill
from self_harness.suite.problem import BUNDLED
from tests.conftest import Cli, environment
from tests.fake_api import Body, FakeApi
from tests.flows.test_recovery import LINE, MODEL, coder
from tests.release.test_champion import A, B, a_run


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    """Bundled problems that are graded in no time."""
    chosen = [p for p in sorted((BUNDLED / "contracts").iterdir()) if "timeout" not in (p / "problem.toml").read_text()]
    for source in chosen[:24]:
        shutil.copytree(source, tmp_path / "suite" / source.name)
    return tmp_path / "suite"


@pytest.fixture
def store(tmp_path: Path) -> ChampionStore:
    return ChampionStore(str(tmp_path / "champions"), "contracts", "simulated")


def begins(store: ChampionStore) -> tuple[Harness | None, float]:
    """The champion, and what the evidence of the next run begins with."""
    champion = champion_of(history := store.history())
    harness = champion.harness if champion else None
    return harness, evidence_against(history, harness or START)


def test_the_evidence_of_the_first_run_starts_at_1(store: ChampionStore) -> None:
    assert begins(store) == (None, 1.0)


def test_a_run_that_accepted_nothing_leaves_its_evidence_to_the_next(store: ChampionStore, tmp_path: Path) -> None:
    store.promote(A, "by hand", Evidence())
    assert begins(store) == (A, 1.0)
    for number, (before, after) in enumerate([(1.0, 0.3), (0.3, 6.5)], 2):
        run = a_run(tmp_path / str(number), final=A, e_value=(before, after))
        store.refuse(A, "no edit was accepted", evidence_of(run).model_copy(update={"run": str(number)}))
        assert begins(store)[0] == A
        assert begins(store)[1] == pytest.approx(after)


def test_after_a_promotion_the_evidence_starts_anew(store: ChampionStore, tmp_path: Path) -> None:
    store.promote(A, "by hand", Evidence())
    store.refuse(A, "no edit was accepted", evidence_of(a_run(tmp_path / "1", final=A, e_value=(1.0, 6.5))))
    found = evidence_of(a_run(tmp_path / "2", final=B, e_value=(6.5, 6.5))).model_copy(update={"run": "r2"})
    promoted = store.promote(B, "better", found)
    assert (promoted.event, begins(store)) == ("promoted", (B, 1.0))


def test_where_something_was_accepted_but_not_promoted_the_evidence_starts_anew(
    store: ChampionStore, tmp_path: Path
) -> None:
    store.promote(A, "by hand", Evidence())
    store.refuse(A, "no edit was accepted", evidence_of(a_run(tmp_path / "1", final=A, e_value=(1.0, 6.5))))
    found = evidence_of(a_run(tmp_path / "2", final=B, e_value=(6.5, 25.0))).model_copy(update={"run": "r2"})
    store.refuse(B, "not approved", found)
    assert begins(store) == (A, 1.0)


def test_evidence_is_of_the_harness_that_the_runs_began_with(store: ChampionStore) -> None:
    """Neither a deployment by hand nor a rollback makes it forgotten, a run that goes on adds to its own, and a run that
    began with another harness leaves it as it is."""
    store.promote(A, "by hand", Evidence())

    def refuse(run: str, over: Harness, factor: float) -> None:
        store.refuse(over, f"{run} {factor}", Evidence(run=run, over=over.fingerprint, factor=factor))

    refuse("r1", A, 0.5)
    refuse("r1", A, 0.25)
    refuse("r2", A, 0.5)
    assert begins(store) == (A, 0.125)
    store.promote(B, "by hand", Evidence())
    refuse("r3", A, 0.5)
    assert begins(store) == (B, 1.0)
    store.rollback()
    assert begins(store) == (A, 0.0625)


def test_what_a_stopped_run_leaves(store: ChampionStore, tmp_path: Path) -> None:
    run = a_run(tmp_path / "stopped", final=A, e_value=(1.0, 0.25))
    store.promote(A, "by hand", Evidence())
    service.leave(store, run)
    assert begins(store) == (A, 0.25)
    assert len(store.history()) == 2, "the next run draws new attempts"


def test_no_run_draws_the_attempts_of_another(tmp_path: Path) -> None:
    """Else a model that answers alike would repeat its outcomes, and the e-process would count them again and again."""
    draws: list[list[AttemptKey]] = []
    run = a_run(tmp_path / "run")
    for run_number in (0, 0, 1, 2):
        config = RunConfig(model="simulated", run_number=run_number)
        parts = run.start.split
        runtime: Any = SimpleNamespace(start=run.start, config=config, parts=parts)
        gate = steps.open_loop(runtime, run.rounds()[:1]).gate
        assert isinstance(gate, SequentialGate)
        gate.begin(1, dict.fromkeys(keys([*parts.held_in, *parts.held_out], 1), False))
        draws.append([each.key for _ in range(3) for each in screen(gate.state, 12)])
    assert draws[0] == draws[1]
    assert len({tuple(each) for each in draws}) == 3


async def test_a_changed_model_renews_the_record_and_keeps_the_evidence(
    store: ChampionStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The champion passed every problem of the test split twice; now it fails at all of them."""
    test_split = tuple(f"s{number}" for number in range(8))
    expected = dict.fromkeys(test_split, Score(passed=2, total=2))
    store.promote(A, "by hand", Evidence(run="r0", suite_digest="d1", expected=expected))
    store.refuse(A, "no edit was accepted", Evidence(run="r0b", over=A.fingerprint, factor=0.3))
    ledger = a_run(tmp_path / "next", test_split, final=A, e_value=(begins(store)[1], 0.3))

    async def evaluate(runtime: Any, harness: Harness, keys: list[AttemptKey]) -> dict[AttemptKey, Any]:
        return {key: SimpleNamespace(passed=False) for key in keys}

    monkeypatch.setattr(service, "evaluate", evaluate)
    said: list[Any] = []
    runtime: Any = SimpleNamespace(ledger=ledger, emit=said.append, notice=said.append)
    await service.watch(runtime, store)
    newest = store.history()[-1]
    assert (newest.event, newest.evidence.expected) == (
        "rebaselined",
        dict.fromkeys(test_split, Score(passed=0, total=2)),
    )
    assert begins(store) == (A, 0.3)
    assert said[0].event == "drift"
    assert "Its record is renewed." in said[1]


def test_a_strict_run_leaves_the_evidence_as_it_was(cli: Cli, suite: Path, tmp_path: Path) -> None:
    """It adds no pairs to it. Nothing helps here, so nothing is accepted."""
    store = ChampionStore(str(tmp_path / "champions"), "suite", DEFAULT_MODEL)
    store.promote(START, "by hand", Evidence())
    store.refuse(START, "no edit was accepted", Evidence(run="earlier", over=START.fingerprint, factor=0.4))
    args = ("--champions", "champions", "--test-split", 0.25, "--gate", "strict", "--rounds", 1, "--force")
    with FakeApi(lambda body, headers: "```python\nsolution = None\n```") as api:
        environ = {"ANTHROPIC_BASE_URL": api.url}
        done = cli("run", "--problems", suite, "--sandbox", "local", "--json", *args, environ=environ)
    assert done.returncode == 0, done.stderr
    run = RunFolder(tmp_path / json.loads(done.stdout)["path"])
    assert [record.e_value for record in run.rounds()][1:] == [0.4]
    newest = store.history()[-1]
    assert (newest.event, newest.evidence.run, newest.evidence.factor) == ("refused", run.start.run_id, 1.0)
    assert begins(store) == (START, 0.4)


class Coder:
    """The model behind the API: `coder`, until it is replaced by one that fails at everything."""

    def __init__(self, suite: Path) -> None:
        self._answer = coder(suite)
        self.is_replaced = False

    def __call__(self, body: Body, headers: Any) -> Any:
        is_solver = body.get("system", "") not in (fill("analyst_system"), fill("engineer_system"))
        return "```python\nsolution = None\n```" if self.is_replaced and is_solver else self._answer(body, headers)


def three_runs(suite: Path, folder: Path) -> None:
    """The model is replaced before the third, which is then resumed."""
    from flows.optimize import optimize

    model = Coder(suite)
    with FakeApi(model) as api:
        config = RunConfig.model_validate(
            {
                "problems": str(suite), "model": MODEL, "base_url": api.url, "champions": str(folder / "champions"),
                "test_split": 0.5, "rounds": 1, "attempts": 160, "trials": 1, "concurrency": 8, "sandbox": "local",
                "out": str(folder / "runs"), "force": True,
            }
        )  # fmt: skip
        for model.is_replaced in (False, False, True):
            path = Path(asyncio.run(optimize(config)))
        asyncio.run(optimize(config, path.name))


def test_a_champion_is_the_start_of_the_next_run_and_a_changed_model_is_told(
    suite: Path, tmp_path: Path, prefect_api: str
) -> None:
    environ = {**environment(prefect_api), "ANTHROPIC_API_KEY": "sk-test"}
    command = [sys.executable, "-m", __name__, str(suite), str(tmp_path)]
    done = subprocess.run(command, cwd=PROJECT, env=environ, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    runs = recorded(tmp_path / "runs")
    history = ChampionStore(str(tmp_path / "champions"), "suite", MODEL).history()
    found = [(entry.event, entry.evidence.run) for entry in history]
    first, second, third = (run.start.run_id for run in runs)
    assert found == [("promoted", first), ("refused", second), ("rebaselined", third), ("refused", third)]
    assert [event.event for event in runs[-1].events()].count("started") == 2, "a run that goes on decides once"
    champion = runs[0].harness()
    assert LINE in champion.checklist
    assert [run.start.harness for run in runs] == [START, champion, champion]
    assert [run.start.config.run_number for run in runs] == [0, 1, 2], "each run draws new answers"
    assert [run.start.earlier for run in runs] == [None, None, left_by(runs[1])]

    drifts = [run.log().drift for run in runs]
    assert drifts[0] is None
    assert [bool(drift and drift.changed) for drift in drifts] == [False, False, True]
    rows = reported(tmp_path / "runs")["suite", MODEL]
    assert [bool(row.drift) for row in rows] == [False, False, True]
    assert [row.outcome for row in rows] == ["promoted", "unchanged", "unchanged"]


if __name__ == "__main__":
    three_runs(Path(sys.argv[1]), Path(sys.argv[2]))
