"""The evidence of the proof: where nothing is better, no way to bet and to stop gains anything."""

import math
from collections.abc import Callable, Sequence
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from self_harness.stats.e_process import EProcess


def after(differences: Sequence[int], stake: float) -> float:
    """The evidence, which is 1 in the beginning."""
    evidence = EProcess()
    for difference in differences:
        evidence.bet(difference, stake)
    return evidence.e_value


@given(st.floats(0.0, 1.0), st.floats(0.0, 1.0), st.floats(0.0, 1.0))
def test_no_bet_pays_on_a_candidate_that_is_not_better(stake: float, incumbent: float, worse: float) -> None:
    """The mean over the outcomes of one pair, whatever the stake; where nothing changes, nothing is lost either."""
    for candidate in (incumbent, incumbent * worse):
        win, loss = candidate * (1 - incumbent), incumbent * (1 - candidate)
        mean = win * after([1], stake) + loss * after([-1], stake) + (1 - win - loss) * after([0], stake)
        assert mean <= 1 + 1e-9
        if candidate == incumbent:
            assert mean == pytest.approx(1)


@given(st.floats(0.0, 1.0), st.lists(st.sampled_from([1, -1]), max_size=20))
def test_a_tie_changes_nothing(stake: float, differences: list[int]) -> None:
    with_ties = [difference for each in differences for difference in (0, each, 0)]
    assert after(with_ties, stake) == after(differences, stake)
    assert after([0], stake) == 1


Stake = Callable[[Random, float, list[int]], float]
"""Of (luck, e-value, differences so far)."""


def chosen(rng: Random, e_value: float, differences: list[int]) -> float:
    """By all that was seen: bold while behind and on a streak."""
    streak = differences[-3:].count(1) / 3
    return min(1.0, streak + 0.4 * (e_value < 1))


@pytest.mark.parametrize(
    "stake",
    [lambda *seen: 0.8, lambda rng, *seen: rng.random(), chosen],
    ids=["bold", "at random", "chosen by what was seen"],
)
def test_with_any_stopping_rule_nothing_is_proven_in_95_percent_where_nothing_helps(stake: Stake) -> None:
    """Fair coins, 300 pairs that differ."""
    rng = Random(11)
    runs, reached, best = 1000, 0, 0.0
    for _ in range(runs):
        evidence, differences, most = EProcess(), list[int](), 1.0
        for _ in range(300):
            bet = stake(rng, evidence.e_value, differences)
            differences.append(rng.choice((1, -1)))
            evidence.bet(differences[-1], bet)
            most = max(most, evidence.e_value)
        reached += most >= 20
        best = max(best, most)
    assert best > 10, "it comes near the bound"
    assert reached <= 0.05 * runs + 2 * math.sqrt(0.05 * 0.95 * runs)
