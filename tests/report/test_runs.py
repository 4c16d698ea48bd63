"""The history of runs: what each found and what it cost, in the order in which they were started."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from self_harness.attempt import keys
from self_harness.cli.main import app
from self_harness.config import RunConfig
from self_harness.errors import ConfigError
from self_harness.harness import START, Edit, Harness, apply
from self_harness.record.events import (
    CallMade,
    ChampionDecided,
    DriftChecked,
    Event,
    Finished,
    MeasuredOnTestSplit,
    Stopped,
)
from self_harness.record.ledger import Ledger
from self_harness.record.log import RunFolder
from self_harness.record.records import RoundRecord, Score, Standing, Start
from self_harness.release.test_split import supports
from self_harness.report.runs import history
from self_harness.report.verdict import verdict
from self_harness.suite.problem import Split

BETTER = apply(START, Edit(op="append", block="checklist", text="Check ties.\nCheck ends."))
CALL = CallMade(role="solver", key="k", model="m", input_tokens=9, output_tokens=9, cost=1.25)
FINISHED = Finished(reason="x", harness="h")
BEFORE = {key: int(key.problem) < 4 for key in keys([str(n) for n in range(12)], 1)}
TEST_SPLIT = MeasuredOnTestSplit(result=supports(BEFORE, {key: int(key.problem) < 10 for key in BEFORE}))
DRIFT = DriftChecked(changed=True, text="the model changed", problems=9, before=0.5, after=0.1, p_value=0.001)


def night(
    out: Path, day: int, *events: Event, begun: Harness = START, final: Harness = START, model: str = "real",
    suite: str = "mine", rounds: int = 2,
) -> Ledger:  # fmt: skip
    """Its id says nothing of its place."""
    start = Start(
        run_id=f"run-{9 - day}", started=datetime(2026, 11, day, tzinfo=UTC), config=RunConfig(model=model), suite=suite,
        suite_digest="d", split=Split(held_in=("a",), held_out=("b",), test_split=("s",)), harness=begun,
    )  # fmt: skip
    ledger = Ledger.create(out, start)
    for number in range(rounds):
        harness = final if number else begun
        score = Score(passed=5 + number, total=10)
        standing = Standing(harness=harness.fingerprint, held_in=score, held_out=score)
        ledger.add_round(RoundRecord(round=number, before=standing, after=standing, harness=harness))
    for event in (CALL, *events):
        ledger.append(event)
    ledger.close()
    return ledger


@pytest.fixture
def out(tmp_path: Path) -> Path:
    promoted = ChampionDecided(promoted=True, reason="r", entry=1, hash="h")
    refused = promoted.model_copy(update={"promoted": False})
    night(tmp_path, 1, TEST_SPLIT, promoted, FINISHED, final=BETTER)
    night(tmp_path, 2, DRIFT, refused, FINISHED, begun=BETTER, final=BETTER)
    night(tmp_path, 3, refused, FINISHED, begun=BETTER, final=START)
    night(tmp_path, 4, Stopped(path="x", reason="Out of credit."), begun=BETTER, final=BETTER)
    night(tmp_path, 5, rounds=0, begun=BETTER)
    night(tmp_path, 6, FINISHED, final=BETTER, model="simulated")
    night(tmp_path, 7, FINISHED, suite="other")
    return tmp_path


def test_every_run_in_order_by_suite_and_model(out: Path) -> None:
    found = history(out)
    assert list(found) == [("mine", "real"), ("mine", "simulated"), ("other", "real")]
    rows = found["mine", "real"]
    assert [(row.run, row.outcome) for row in rows] == [
        ("run-8", "promoted"), ("run-7", "unchanged"), ("run-6", "not promoted"), ("run-5", "stopped"),
        ("run-4", "under way"),
    ]  # fmt: skip
    assert [(row.added, row.removed) for row in rows[:3]] == [(2, 0), (0, 0), (0, 2)]
    assert [row.drift for row in rows[:3]] == ["", "the model changed", ""]
    first, *_, last = rows
    assert first.held_out == (Score(passed=5, total=10), Score(passed=6, total=10))
    assert first.test_split == TEST_SPLIT.result
    assert (first.calls, first.cost, last.held_in, last.simulated) == (1, 1.25, None, False)
    run = RunFolder(out / "run-8")
    assert first.verdict == verdict(run, run.log())
    assert first.verdict.startswith("Promoted ")
    assert list(history(out, suite="other")) == [("other", "real")]
    assert list(history(out, model="simulated")) == [("mine", "simulated")]


def test_the_command_fits_a_small_terminal(out: Path) -> None:
    said = (
        CliRunner().invoke(app, ["history", "--out", str(out), "--problems", "some/mine"], env={"COLUMNS": "80"}).output
    )
    lines = said.splitlines()
    assert lines[0] == "mine with real"
    assert lines[2].split() == ["run-8", "50", "->", "60", "+50", "[+13,", "+72]", "+2", "-0", "1", "1.25", "promoted"]
    assert lines[3].endswith("unchanged, drift")
    assert "run-7: the model changed" in lines
    assert "mine with simulated (SIMULATED)" in lines
    assert "other" not in said
    rows = json.loads(CliRunner().invoke(app, ["history", "--out", str(out), "--json"]).output)
    assert [row["simulated"] for row in rows] == [False] * 5 + [True, False]
    nothing = CliRunner().invoke(app, ["history", "--out", str(out), "--model", "none"])
    assert isinstance(nothing.exception, ConfigError)
