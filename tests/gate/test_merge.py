"""The merge rule of the strict gate, and a round of that gate."""

import pytest

from self_harness.attempt import AttemptKey, keys
from self_harness.gate.decision import EditRecord, GateDecision, Proposal
from self_harness.gate.merge import merge
from self_harness.gate.strict import StrictGate
from self_harness.harness import START, Edit, Harness, apply

A, B = (Edit(op="append", block="checklist", text=text) for text in ("Check ties.", "Check ends."))
SHORT, LONG = (Edit(op="replace", block="strategy", text=text) for text in ("Plan.", "Plan, then write."))


def decision(gain: int) -> GateDecision:
    outcome = "accepted" if gain > 0 else "rejected"
    return GateDecision.model_validate(
        {"outcome": outcome, "reason": "why", "d_in": gain, "d_out": 0, "evaluated": 9, "total": 9}
    )


def tried(edit: Edit, gain: int) -> EditRecord:
    made = decision(gain)
    return EditRecord(edit=edit, decision=made, outcome=made.outcome)


async def merged(edits: list[EditRecord], together: int) -> tuple[Harness, list[str], list[Harness]]:
    """The harness, the edits' outcomes and what was tested. together: gain of the merged harness."""
    tested: list[Harness] = []

    async def test(candidate: Harness) -> GateDecision:
        tested.append(candidate)
        return decision(together)

    done = await merge(START, edits, test)
    return done.harness, [record.outcome for record in done.edits], tested


async def test_edits_that_gain_as_much_together_as_the_best_alone_are_merged() -> None:
    both = apply(apply(START, B), A)
    assert await merged([tried(A, 2), tried(B, 3)], 3) == (both, ["accepted", "accepted"], [both])


@pytest.mark.parametrize("together", [2, 0, -1])
async def test_else_the_best_is_taken_alone(together: int) -> None:
    found, outcomes, _ = await merged([tried(A, 2), tried(B, 3)], together)
    assert (found, outcomes) == (apply(START, B), ["dropped_by_merge", "accepted"])


async def test_one_edit_or_none_needs_no_further_test() -> None:
    assert await merged([tried(A, 2), tried(B, 0)], 9) == (apply(START, A), ["accepted", "rejected"], [])
    assert await merged([tried(A, -1)], 9) == (START, ["rejected"], [])


async def test_of_two_replacements_of_a_block_the_better_one_is_applied_and_nothing_is_tested_again() -> None:
    found, outcomes, tested = await merged([tried(SHORT, 1), tried(LONG, 2)], 0)
    assert (found.strategy, outcomes, tested) == ("Plan, then write.", ["superseded", "accepted"], [])


async def test_a_round_tests_each_edit_alone_and_merges_what_is_accepted() -> None:
    """Each line cures one problem of four; the rest passes anyway."""
    cures = {A.text: "in1", B.text: "out0"}
    held_in, held_out = keys(["in0", "in1"], 1), keys(["out0", "out1"], 1)
    told: list[tuple[str, str]] = []

    async def solve(harness: Harness, key: AttemptKey) -> bool:
        return key.problem not in cures.values() or any(
            cures[line] == key.problem for line in harness.checklist.splitlines() if line in cures
        )

    gate = StrictGate(START, held_in, held_out, on_decision=lambda label, _, made: told.append((label, made.outcome)))
    gate.begin(1, {key: await solve(START, key) for key in (*held_in, *held_out)})
    assert gate.examples() == [(START, key) for key in held_in]
    useless = Edit(op="append", block="checklist", text="Be brief.")
    done = await gate.decide([Proposal(edit, ("in1",)) for edit in (A, useless, B)], solve)
    assert gate.harness == done.harness == apply(apply(START, A), B)
    assert [record.outcome for record in done.edits] == ["accepted", "rejected", "accepted"]
    assert sorted(told) == [
        ("edit 1: append checklist", "accepted"), ("edit 2: append checklist", "rejected"),
        ("edit 3: append checklist", "accepted"), ("merged harness", "accepted"),
    ]  # fmt: skip
    again = StrictGate(START, held_in, held_out)
    again.replay(1, done)
    assert again.harness == done.harness
