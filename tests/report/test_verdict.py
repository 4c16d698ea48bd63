"""The verdict: one sentence for every way in which a run can end or stand."""

import subprocess
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from self_harness.attempt import keys
from self_harness.config import RunConfig
from self_harness.gate.decision import EditRecord, GateDecision, Outcome
from self_harness.harness import START, Edit, Harness, apply
from self_harness.record.events import (
    ApprovalGiven,
    CallMade,
    ChampionDecided,
    Event,
    Finished,
    MeasuredOnTestSplit,
    Opened,
    PhaseBegun,
    Started,
    Stopped,
)
from self_harness.record.ledger import Ledger
from self_harness.record.records import RoundRecord, Score, Standing, Start
from self_harness.release.test_split import supports
from self_harness.report.markdown import summary
from self_harness.report.verdict import resume_command, verdict
from self_harness.suite.problem import Split

EDITS = [Edit(op="append", block="checklist", text=f"Check {what}.") for what in ("ties", "ends", "signs")]
BETTER = apply(START, Edit(op="append", block="checklist", text="Check ties.\nCheck ends."))
FINISHED = Finished(reason="2 rounds were done", harness=BETTER.fingerprint)
PROMOTED = ChampionDecided(promoted=True, reason="why", entry=1, hash="h")
CALLS = [CallMade(role="solver", key=str(n), model="m", input_tokens=9, output_tokens=9, cost=0.155) for n in (1, 2)]
GAIN = f"{BETTER.fingerprint}: test split 33 -> 83 % (+50 [+13, +72])"


def measured(before: int, after: int) -> MeasuredOnTestSplit:
    """Passes of 12 problems."""
    wanted = keys([str(n) for n in range(12)], 1)
    outcomes = ({key: n < passed for n, key in enumerate(wanted)} for passed in (before, after))
    return MeasuredOnTestSplit(result=supports(*outcomes))


def standing(harness: Harness, held_in: int) -> Standing:
    return Standing(
        harness=harness.fingerprint, held_in=Score(passed=held_in, total=8), held_out=Score(passed=2, total=4)
    )


def tried(edit: Edit, outcome: Outcome) -> EditRecord:
    decision = GateDecision(outcome=outcome, reason="why", d_in=0, d_out=0, evaluated=9, total=9, gate="sequential")
    return EditRecord(edit=edit, decision=decision, outcome=outcome)


Run = Callable[..., Ledger]


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Run]:
    made: list[Ledger] = []

    def begin(*events: Event, rounds: int = 3, final: Harness = BETTER, model: str = "real", out: Any = "") -> Ledger:
        """A run of two rounds that were to be two, of which `rounds` are on record, the start included."""
        start = Start(
            run_id=f"run-{len(made)}", started=datetime(2026, 11, 22, tzinfo=UTC), config=RunConfig(model=model, rounds=2),
            suite="mine", suite_digest="d", split=Split(held_in=("a",), held_out=("b",), test_split=("s",)), harness=START,
        )  # fmt: skip
        ledger = Ledger.create(tmp_path, start)
        made.append(ledger)
        edits = [(), (tried(EDITS[0], "unresolved"), tried(EDITS[1], "unresolved")), (tried(EDITS[0], "rejected"),)]
        for number in range(rounds):
            harness = final if number else START
            ledger.add_round(
                RoundRecord(
                    round=number, before=standing(START, 4), after=standing(harness, 6 if number else 4),
                    harness=harness, edits=edits[number],
                )
            )  # fmt: skip
        for event in (*CALLS, *events):
            ledger.append(event)
        return ledger

    yield begin
    for ledger in made:
        ledger.close()


def told(ledger: Ledger) -> str:
    """The sentence, which is also the first line of the summary, with the folder that differs from test to test cut out."""
    text = verdict(ledger, ledger.log())
    assert summary(ledger).splitlines()[0] == text
    return text.replace(f" --out {ledger.path.parent}", "")


@pytest.mark.parametrize(
    ("events", "text"),
    [
        ([PROMOTED], f"Promoted {GAIN}, 2 lines added, 2 calls, $0.31."),
        ([ApprovalGiven(approved=True), PROMOTED],
         f"Promoted (approved by a person) {GAIN}, 2 lines added, 2 calls, $0.31."),
        ([ApprovalGiven(approved=False, comment="too long"), ChampionDecided(
            promoted=False, reason="not approved: too long", entry=1, hash="h")],
         f"Not promoted (not approved: too long): {GAIN}, 2 lines added, 2 calls, $0.31."),
        ([], f"New harness {GAIN}, 2 lines added, 2 calls, $0.31."),
    ],
)  # fmt: skip
def test_a_harness_was_found(run: Run, events: list[Event], text: str) -> None:
    assert told(run(measured(4, 10), *events, FINISHED)) == text


def test_the_result_is_told_before_the_run_is_over(run: Run) -> None:
    assert told(run(measured(4, 10))).startswith(f"New harness {GAIN}"), "when a person is asked for approval"
    assert told(run(measured(4, 10), PROMOTED)).startswith("Promoted ")


def test_without_a_test_split_the_gain_is_said_to_be_chosen(run: Run) -> None:
    assert told(run(FINISHED)) == (
        f"New harness {BETTER.fingerprint}: held-in 50 -> 75 %, held-out 50 -> 50 %, the problems by which it was chosen, "
        "2 lines added, 2 calls, $0.31."
    )


def test_nothing_was_found(run: Run) -> None:
    assert told(run(FINISHED, final=START)) == (
        "Nothing was proven, 2 edits tried: held-in 50 %, held-out 50 % as at the start, 2 calls, $0.31; 1 edit stays open; "
        "`self-harness run --resume run-0 --rounds 4` goes on."
    )
    easy = Finished(reason="every held-in attempt passes", harness="h", nothing_to_learn=True)
    assert told(run(easy, final=START, rounds=1)).endswith("$0.31; every held-in attempt passes.")
    extended = Started(run_id="run-2", path="", model="real", rounds=5, done=2, held_in=1, held_out=1)
    assert told(run(extended, easy, final=START)).endswith("$0.31; every held-in attempt passes.")


def test_a_run_that_did_not_end(run: Run) -> None:
    stopped = Stopped(path="x", reason="The budget is\nspent.")
    assert told(run(stopped, final=START, rounds=1)) == (
        "Stopped: The budget is spent. Nothing was proven, 0 edits tried: held-in 50 %, held-out 50 % as at the start, "
        "2 calls, $0.31. `self-harness run --resume run-0` goes on."
    )
    gating = PhaseBegun(round=1, name="gate")
    assert told(run(gating, rounds=1)).startswith("Under way, round 1 of 2, gate. Nothing was proven")
    assert told(run(rounds=0)) == "Under way, nothing was tried yet. The start is not measured yet, 2 calls, $0.31."
    again = run(measured(4, 10), FINISHED, Opened(), gating)
    assert told(again).startswith(
        f"Under way, round 3 of 2, gate. New harness {BETTER.fingerprint}: held-in 50 -> 75 %"
    )


def test_simulated_is_said_first(run: Run) -> None:
    assert told(run(measured(4, 10), PROMOTED, FINISHED, model="simulated")).startswith("Simulated: Promoted ")


def test_the_command_works_as_printed(run: Run) -> None:
    assert resume_command(Path("runs/r1")) == "self-harness run --resume r1"
    assert resume_command(Path("my runs/r1"), "--rounds", "4") == (
        "self-harness run --resume r1 --out 'my runs' --rounds 4"
    )
    ledger = run(FINISHED, final=START)
    command = resume_command(ledger.path).removeprefix("self-harness run --resume run-0 --out ")
    assert subprocess.check_output(f"ls -d {command}", shell=True, text=True).strip() == str(ledger.path.parent)
