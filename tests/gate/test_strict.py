"""The strict rule, decided early: against the full evaluation and by brute force."""

import itertools
from collections.abc import Iterator, Mapping
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from self_harness.attempt import AttemptKey
from self_harness.gate.decision import Outcome
from self_harness.gate.strict import Side, needed, order, side, strict
from tests.trials import at

Outcomes = dict[AttemptKey, bool]
Case = tuple[list[AttemptKey], list[AttemptKey], Outcomes, Outcomes]
"""Attempts held in and held out, the incumbent's outcomes, the candidate's."""


def keys(name: str, number: int) -> list[AttemptKey]:
    return [at(f"{name}{index}") for index in range(number)]


@st.composite
def cases(draw: st.DrawFn, most: int) -> Case:
    held_in, held_out = keys("in", draw(st.integers(1, most))), keys("out", draw(st.integers(1, most)))
    outcome = st.booleans()
    both = [*held_in, *held_out]
    return held_in, held_out, {key: draw(outcome) for key in both}, {key: draw(outcome) for key in both}


def full_decision(
    held_in: list[AttemptKey], held_out: list[AttemptKey], incumbent: Outcomes, candidate: Outcomes
) -> Outcome:
    """The article's rule, word for word, on summed pass counts."""
    d_in = sum(candidate[key] for key in held_in) - sum(incumbent[key] for key in held_in)
    d_out = sum(candidate[key] for key in held_out) - sum(incumbent[key] for key in held_out)
    return "accepted" if d_in >= 0 and d_out >= 0 and max(d_in, d_out) > 0 else "rejected"


def sides(case: Case, seen: Mapping[AttemptKey, bool]) -> tuple[Side, Side]:
    held_in, held_out, incumbent, _ = case
    return side(held_in, incumbent, seen), side(held_out, incumbent, seen)


def completions(seen: Outcomes, unseen: list[AttemptKey]) -> Iterator[Outcomes]:
    for outcomes in itertools.product([False, True], repeat=len(unseen)):
        yield seen | dict(zip(unseen, outcomes, strict=True))


@pytest.mark.parametrize(
    ("d_in", "d_out", "outcome"),
    [
        (1, 0, "accepted"),
        (0, 1, "accepted"),
        (2, 2, "accepted"),
        (0, 0, "rejected"),
        (3, -1, "rejected"),
        (-1, 3, "rejected"),
    ],
)
def test_the_rule(d_in: int, d_out: int, outcome: Outcome) -> None:
    decision = strict(Side(d_in, 0, 0), Side(d_out, 0, 0))
    assert decision is not None
    assert decision[0] == outcome


@pytest.mark.parametrize(
    ("held_in", "held_out", "reason"),
    [
        (Side(2, 0, 0), Side(0, 0, 0), "held-in +2, held-out +0"),
        (Side(-3, 1, 9), Side(0, 9, 9), "held-in gets worse by at least 2"),
        (Side(0, 9, 9), Side(-1, 0, 9), "held-out gets worse by at least 1"),
        (Side(0, 0, 9), Side(-1, 1, 9), "no split can improve"),
    ],
)
def test_reasons(held_in: Side, held_out: Side, reason: str) -> None:
    decision = strict(held_in, held_out)
    assert decision is not None
    assert decision[1] == reason


@pytest.mark.parametrize(
    ("held_in", "held_out"),
    [(Side(0, 1, 0), Side(0, 0, 0)), (Side(9, 0, 1), Side(9, 0, 0)), (Side(9, 0, 0), Side(9, 0, 1))],
)
def test_an_acceptance_waits_for_every_attempt(held_in: Side, held_out: Side) -> None:
    assert strict(held_in, held_out) is None


def test_side_counts_pairs() -> None:
    four = keys("p", 4)
    incumbent = dict(zip(four, [True, True, False, False], strict=True))
    assert side(four, incumbent, {}) == Side(delta=0, can_gain=2, can_lose=2)
    assert side(four, incumbent, {four[0]: False}) == Side(delta=-1, can_gain=2, can_lose=1)
    assert side(four, incumbent, {four[0]: True, four[2]: True}) == Side(delta=1, can_gain=1, can_lose=1)
    assert side(four, incumbent, dict.fromkeys(four, True) | {at("elsewhere"): True}) == Side(2, 0, 0)
    assert side(four, incumbent, {}).best == 2
    assert side(four, incumbent, {}).unseen == 4


@settings(deadline=None, max_examples=200)
@given(cases(8), st.randoms(use_true_random=False))
def test_early_decisions_are_those_of_the_full_evaluation(case: Case, random: Random) -> None:
    held_in, held_out, incumbent, candidate = case
    arrival = [*held_in, *held_out]
    random.shuffle(arrival)
    seen: Outcomes = {}
    decided = [strict(*sides(case, seen))]
    for key in arrival:
        seen[key] = candidate[key]
        decided.append(strict(*sides(case, seen)))
    outcomes = [decision[0] for decision in decided if decision]
    assert set(outcomes) == {full_decision(held_in, held_out, incumbent, candidate)}
    assert decided[-1] is not None
    assert all(decided[len(decided) - len(outcomes) :]), "once decided, always decided"


@settings(deadline=None, max_examples=100)
@given(cases(4), st.data())
def test_rejection_is_given_exactly_when_no_completion_is_accepted(case: Case, data: st.DataObject) -> None:
    held_in, held_out, incumbent, candidate = case
    both = [*held_in, *held_out]
    unseen = data.draw(st.lists(st.sampled_from(both), unique=True))
    seen = {key: candidate[key] for key in both if key not in unseen}
    possible = {full_decision(held_in, held_out, incumbent, whole) for whole in completions(seen, unseen)}
    decision = strict(*sides(case, seen))
    if possible == {"rejected"}:
        assert decision is not None
        assert decision[0] == "rejected"
    elif unseen:
        assert decision is None
    else:
        assert decision is not None
        assert decision[0] == "accepted"


def fewest_that_decide(case: Case, seen: Outcomes) -> int:
    """By brute force: the size of the smallest set of further outcomes after which `strict` decides."""
    unseen = [key for key in case[2] if key not in seen]
    for number in range(len(unseen) + 1):
        for chosen in itertools.combinations(unseen, number):
            if any(strict(*sides(case, whole)) for whole in completions(seen, list(chosen))):
                return number
    raise AssertionError("a full evaluation decides")


@settings(deadline=None, max_examples=100)
@given(cases(3), st.data())
def test_needed_is_a_lower_bound_and_tight(case: Case, data: st.DataObject) -> None:
    candidate = case[3]
    seen_keys = data.draw(st.lists(st.sampled_from(list(candidate)), unique=True))
    seen = {key: candidate[key] for key in seen_keys}
    assert needed(*sides(case, seen)) == fewest_that_decide(case, seen)


@settings(deadline=None, max_examples=50)
@given(cases(8))
def test_order_puts_the_incumbents_failures_first_and_loses_none(case: Case) -> None:
    held_in, held_out, incumbent, _ = case
    ordered = order([*held_in, *held_out], incumbent)
    outcomes = [incumbent[key] for key in ordered]
    assert outcomes == sorted(outcomes)
    for outcome in (False, True):
        assert [key for key in ordered if incumbent[key] == outcome] == [
            key for key in [*held_in, *held_out] if incumbent[key] == outcome
        ]
