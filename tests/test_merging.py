"""Accepted edits into one harness."""

from itertools import permutations
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from self_harness.harness import BLOCKS, START, BlockName, Edit, Harness, Superseded, apply, merge


def edit(op: Literal["append", "replace"], block: BlockName, text: str, rationale: str = "") -> Edit:
    return Edit(op=op, block=block, text=text, rationale=rationale)


GOOD, BETTER = edit("replace", "strategy", "good"), edit("replace", "strategy", "better")
LINE, OTHER = edit("append", "strategy", "a line"), edit("append", "checklist", "a check")


def test_nothing_accepted_changes_nothing() -> None:
    merged = merge(START, [])
    assert (merged.harness, merged.applied, merged.superseded) == (START, (), ())


def test_one_edit_is_applied_as_it_is() -> None:
    assert merge(START, [(LINE, 2)]).harness == apply(START, LINE)


@pytest.mark.parametrize("accepted", list(permutations([(GOOD, 1), (BETTER, 3), (OTHER, 2)])))
def test_of_two_replacements_the_better_wins_whatever_the_order(accepted: tuple[tuple[Edit, int], ...]) -> None:
    merged = merge(START, accepted)
    assert merged.harness == START.model_copy(update={"strategy": "better", "checklist": "a check"})
    assert merged.superseded == (Superseded(edit=GOOD, by=BETTER),)
    assert merged.applied == (BETTER, OTHER)


def test_equal_gains_keep_the_order_given() -> None:
    assert merge(START, [(GOOD, 1), (BETTER, 1)]).harness.strategy == "good"
    assert merge(START, [(BETTER, 1), (GOOD, 1)]).harness.strategy == "better"


@pytest.mark.parametrize("gain_of_line", [0, 9])
def test_an_appended_line_survives_a_replacement_of_its_block(gain_of_line: int) -> None:
    merged = merge(Harness(strategy="old"), [(LINE, gain_of_line), (GOOD, 5)])
    assert merged.harness.strategy == "good\na line"
    assert merged.applied == (GOOD, LINE)


def test_appended_lines_stand_in_the_order_of_their_gains() -> None:
    lines = [(edit("append", "checklist", text), gain) for text, gain in (("third", 1), ("first", 7), ("second", 3))]
    assert merge(START, lines).harness.checklist == "first\nsecond\nthird"


def test_replacements_of_different_blocks_do_not_conflict() -> None:
    merged = merge(START, [(GOOD, 1), (edit("replace", "role", "new"), 2)])
    assert (merged.harness.strategy, merged.harness.role, merged.superseded) == ("good", "new", ())


def test_a_duplicate_is_applied_once_as_the_better_one_and_supersedes_nothing() -> None:
    for op in ("append", "replace"):
        once = edit(op, "strategy", "the same", "better reason")
        again = edit(op, "strategy", " the same\n", "worse reason")
        merged = merge(START, [(again, 1), (OTHER, 2), (once, 3)])
        assert merged.harness == merge(START, [(once, 3), (OTHER, 2)]).harness
        assert set(merged.applied) == {once, OTHER}
        assert merged.superseded == ()


accepted_edits = st.lists(
    st.tuples(
        st.builds(
            Edit,
            op=st.sampled_from(["append", "replace"]),
            block=st.sampled_from(BLOCKS),
            text=st.sampled_from([f"<{letter}>" for letter in "abcdefgh"]),
        ),
        st.integers(1, 9),
    ),
    max_size=8,
)


@settings(deadline=None, max_examples=50)
@given(accepted_edits)
def test_no_edit_is_lost(accepted: list[tuple[Edit, int]]) -> None:
    merged = merge(START, accepted)
    accounted = [*merged.applied, *(item.edit for item in merged.superseded)]
    assert len(accounted) == len(set(accounted))
    assert set(accounted) == {edit for edit, _ in accepted}
    for change in merged.applied:
        assert change.text in getattr(merged.harness, change.block)
    best = {change: max(gain for other, gain in accepted if other == change) for change, _ in accepted}
    for lost in merged.superseded:
        assert lost.by in merged.applied
        assert (lost.edit.op, lost.by.op, lost.edit.block) == ("replace", "replace", lost.by.block)
        assert best[lost.edit] <= best[lost.by]


@settings(deadline=None, max_examples=50)
@given(accepted_edits)
def test_merging_twice_the_same_is_merging_once(accepted: list[tuple[Edit, int]]) -> None:
    assert merge(START, [*accepted, *accepted]) == merge(START, accepted)
