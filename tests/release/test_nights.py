"""Nights in a row on the real command line: the champion is found, replaced on evidence only, and can be taken back."""

import json
import re
import shutil
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from flows import service, steps
from flows.service import Night, tonight
from self_harness.attempt import AttemptKey, keys
from self_harness.config import DEFAULT_MODEL, RunConfig
from self_harness.gate.search import screen
from self_harness.gate.sequential import SequentialGate
from self_harness.harness import START, Harness
from self_harness.record.handing_on import left_by
from self_harness.record.log import RunFolder
from self_harness.record.records import Score
from self_harness.release.champion import ChampionStore, evidence_of
from self_harness.release.history import Evidence
from self_harness.suite.problem import BUNDLED
from tests.conftest import Cli
from tests.fake_api import FakeApi
from tests.release.test_champion import A, B, a_run

NIGHTS = 3


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    """Forty bundled problems that are graded in no time."""
    chosen = [p for p in sorted((BUNDLED / "contracts").iterdir()) if "timeout" not in (p / "problem.toml").read_text()]
    for source in chosen[:40]:
        shutil.copytree(source, tmp_path / "suite" / source.name)
    return tmp_path / "suite"


@pytest.fixture
def store(tmp_path: Path) -> ChampionStore:
    return ChampionStore(str(tmp_path / "champions"), "contracts", "simulated")


def test_the_gambler_begins_the_first_night_with_1(store: ChampionStore) -> None:
    assert tonight(store) == Night(None, 0, 1.0)


def test_a_night_that_accepted_nothing_leaves_its_wealth_to_the_next(store: ChampionStore, tmp_path: Path) -> None:
    store.promote(A, "by hand", Evidence())
    assert tonight(store) == Night(A, 1, 1.0)
    for number, (before, after) in enumerate([(1.0, 0.3), (0.3, 6.5)], 2):
        run = a_run(tmp_path / str(number), final=A, e_value=(before, after))
        store.refuse(A, "no edit was accepted", evidence_of(run).model_copy(update={"run": str(number)}))
        assert tonight(store) == Night(A, number, after)


def test_after_a_promotion_the_gambler_begins_anew(store: ChampionStore, tmp_path: Path) -> None:
    store.promote(A, "by hand", Evidence())
    store.refuse(A, "no edit was accepted", evidence_of(a_run(tmp_path / "1", final=A, e_value=(1.0, 6.5))))
    found = evidence_of(a_run(tmp_path / "2", final=B, e_value=(6.5, 6.5))).model_copy(update={"run": "r2"})
    promoted = store.promote(B, "better", found)
    assert (promoted.event, tonight(store)) == ("promoted", Night(B, 3, 1.0))


def test_where_something_was_accepted_but_not_promoted_the_gambler_begins_anew(
    store: ChampionStore, tmp_path: Path
) -> None:
    store.promote(A, "by hand", Evidence())
    store.refuse(A, "no edit was accepted", evidence_of(a_run(tmp_path / "1", final=A, e_value=(1.0, 6.5))))
    found = evidence_of(a_run(tmp_path / "2", final=B, e_value=(6.5, 25.0))).model_copy(update={"run": "r2"})
    store.refuse(B, "not approved", found)
    assert tonight(store) == Night(A, 3, 1.0)


def test_no_night_draws_the_attempts_of_another(tmp_path: Path) -> None:
    """Else a model that answers alike would deal them the same luck, and the e-process would bet on it again and again."""
    draws: list[list[AttemptKey]] = []
    run = a_run(tmp_path / "run")
    for night_number in (0, 0, 1, 2):
        config = RunConfig(model="simulated", night=night_number)
        parts = run.start.split
        runtime: Any = SimpleNamespace(start=run.start, config=config, parts=parts)
        gate = steps.open_loop(runtime, run.rounds()[:1]).gate
        assert isinstance(gate, SequentialGate)
        gate.begin(1, dict.fromkeys(keys([*parts.held_in, *parts.held_out], 1), False))
        draws.append([each.key for _ in range(3) for each in screen(gate.state, 12)])
    assert draws[0] == draws[1]
    assert len({tuple(each) for each in draws}) == 3


async def test_a_changed_model_renews_the_record_and_leaves_the_gambler_what_he_has(
    store: ChampionStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The champion passed every problem of the test split twice; now it fails at all of them."""
    test_split = tuple(f"s{number}" for number in range(8))
    expected = dict.fromkeys(test_split, Score(passed=2, total=2))
    store.promote(A, "by hand", Evidence(run="r0", suite_digest="d1", expected=expected))
    store.refuse(A, "no edit was accepted", Evidence(run="r0b", over=A.fingerprint, e_value=0.3))
    ledger = a_run(tmp_path / "tonight", test_split, final=A, e_value=(tonight(store).e_value, 0.3))

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
    assert tonight(store).e_value == 0.3
    assert said[0].event == "drift"
    assert "Its record is renewed." in said[1]


def test_a_strict_night_leaves_the_gambler_what_he_had(cli: Cli, suite: Path, tmp_path: Path) -> None:
    """He bets nothing in it. Nothing helps here, so nothing is accepted."""
    store = ChampionStore(str(tmp_path / "champions"), "suite", DEFAULT_MODEL)
    store.promote(START, "by hand", Evidence())
    store.refuse(START, "no edit was accepted", Evidence(run="earlier", over=START.fingerprint, e_value=0.4))
    args = ("--champions", "champions", "--test-split", 0.25, "--gate", "strict", "--rounds", 1, "--force")
    with FakeApi(lambda body, headers: "```python\nsolution = None\n```") as api:
        environ = {"ANTHROPIC_BASE_URL": api.url}
        done = cli("run", "--problems", suite, "--sandbox", "local", "--json", *args, environ=environ)
    assert done.returncode == 0, done.stderr
    run = RunFolder(tmp_path / json.loads(done.stdout)["path"])
    assert [record.e_value for record in run.rounds()][1:] == [0.4]
    newest = store.history()[-1]
    assert (newest.event, newest.evidence.run, newest.evidence.e_value) == ("refused", run.start.run_id, 0.4)
    assert tonight(store).e_value == 0.4


def night(cli: Cli, suite: Path, *args: object) -> RunFolder:
    done = cli(
        "run", "--problems", suite, "--model", "simulated", "--sandbox", "local", "--champions", "champions",
        "--test-split", 0.25, "--rounds", 4, "--attempts", 96, "--alpha", 0.1, "--seed", 7, "--json", *args,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return RunFolder(Path(json.loads(done.stdout)["path"]))


def test_three_nights_then_a_rollback_and_an_audit(
    cli: Cli, suite: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    store = ChampionStore("champions", "suite", "simulated")
    runs = [night(cli, suite) for _ in range(NIGHTS)]
    history = store.history()
    assert [entry.evidence.run for entry in history] == [run.start.run_id for run in runs], "one decision a night"
    assert any(entry.event == "promoted" for entry in history)

    standing, e_value = runs[0].start.harness, 1.0
    for run, entry in zip(runs, history, strict=True):
        assert run.start.harness == standing, "each night starts from the champion"
        assert run.start.e_value == e_value
        before, after = run.rounds()[0].before.true_rate, run.rounds()[-1].after.true_rate
        assert before is not None
        assert after is not None
        if entry.event == "promoted":
            assert after > before, "the true (simulated) pass rate never falls"
            assert entry.harness == run.harness()
            standing = entry.harness
        else:
            assert entry.reason
        e_value = run.rounds()[-1].e_value if run.harness() == run.start.harness else 1.0
        assert entry.evidence.e_value == e_value
    assert len({run.start.config.night for run in runs}) == NIGHTS, "each night draws new answers"

    for last, run in pairwise(runs):
        assert run.start.earlier == (left_by(last) if last.start.harness == run.start.harness else None)

    again = cli("run", "--resume", runs[-1].start.run_id)
    assert again.returncode == 0, again.stderr
    assert store.history() == history, "a run decides once"

    assert cli("champion", "audit").returncode == 0
    champion = history[-1] if history[-1].event == "promoted" else next(e for e in history if e.event == "promoted")
    other = runs[0].start.harness
    (tmp_path / "other.json").write_text(other.model_dump_json())
    assert cli("champion", "promote", "other.json", "--reason", "by hand").returncode == 0
    assert cli("champion", "rollback").returncode == 0
    current = store.current()
    assert current is not None
    assert current.harness.model_dump_json() == champion.harness.model_dump_json()

    file = sorted((tmp_path / "champions").rglob("*.json"))[0]
    file.write_bytes(re.sub(rb'("reason": ?")', rb"\1not ", file.read_bytes(), count=1))
    altered = cli("champion", "audit")
    assert altered.returncode == 1
    assert "altered" in altered.stdout + altered.stderr
