"""Bets by a deadline: they cost nothing where nothing helps, and prove more by then than bets that only grow fastest."""

import math
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from self_harness.stats import betting
from self_harness.stats.betting import END, Outlook
from self_harness.stats.e_process import EProcess

ALPHA = 0.05


def reached(pairs: int, outlook: Outlook, odds: float, runs: int = 500, planned: bool = True) -> float:
    """Share of runs whose evidence reaches 1/alpha within so many pairs. odds: the true ones. planned: else by the bet that makes
    the evidence grow fastest."""
    rng, plan, successes = Random(1), betting.values(outlook, pairs), 0
    for _ in range(runs):
        evidence = EProcess()
        for left in reversed(range(pairs)):
            x = ALPHA * evidence.e_value
            bet = betting.stake(x, outlook.odds, plan[left]) if planned else 2 * outlook.odds - 1
            if rng.random() < outlook.discordant:
                evidence.bet(1 if rng.random() < odds else -1, bet)
            if evidence.e_value >= 1 / ALPHA:
                successes += 1
                break
    return successes / runs


@pytest.mark.parametrize(("pairs", "odds"), [(50, 0.85), (60, 0.8), (80, 0.75)])
def test_more_is_proven_by_the_deadline_than_by_the_fastest_growth(pairs: int, odds: float) -> None:
    outlook = Outlook(0.3, odds)
    assert reached(pairs, outlook, odds) > reached(pairs, outlook, odds, planned=False) + 0.08


def test_odds_that_promise_too_much_cost_little() -> None:
    assert reached(60, Outlook(0.3, 0.9), 0.8) > reached(60, Outlook(0.3, 0.8), 0.8) - 0.05


def test_where_nothing_helps_at_most_alpha_is_proven() -> None:
    runs = 2000
    found = reached(60, Outlook(0.3, 0.8), 0.5, runs)
    assert 0.02 < found <= ALPHA + 2 * math.sqrt(ALPHA * (1 - ALPHA) / runs), "it comes near the bound"


@given(st.floats(1e-6, 0.999), st.floats(0.5, 0.95), st.integers(0, 40))
def test_a_bet_is_never_all_and_never_more_than_is_needed(x: float, odds: float, left: int) -> None:
    bet = betting.stake(x, odds, betting.values(Outlook(0.3, 0.8), left)[-1])
    assert 0 <= bet <= betting.MAX_STAKE
    assert x * (1 + bet) <= 1 + 1e-8


def test_evidence_that_is_reached_is_not_bet_and_no_rounding_keeps_it_below() -> None:
    assert betting.stake(1.0, 0.9, END) == 0
    for x in (0.6, 0.7, 0.9, 0.999):
        evidence = EProcess(x / ALPHA)
        evidence.bet(1, betting.stake(x, 0.9, END))
        assert evidence.e_value >= 1 / ALPHA


def test_more_pairs_and_better_odds_are_worth_more() -> None:
    prospects = [betting.prospect(ALPHA, value) for value in betting.values(Outlook(0.3, 0.8), 100)]
    assert prospects[0] == pytest.approx(0)
    assert prospects[20] < 0.3 < 0.5 < prospects[100]
    assert prospects == sorted(prospects)
    better = betting.values(Outlook(0.3, 0.9), 100)
    assert betting.prospect(ALPHA, better[50]) > prospects[50]
    assert betting.prospect(1.0, END) == pytest.approx(1 - betting.KEPT)


def test_without_odds_nothing_is_bet_and_nothing_hoped() -> None:
    value = betting.values(Outlook(0.3, 0.5), 60)[-1]
    assert betting.stake(ALPHA, 0.5, value) == 0
    assert betting.prospect(ALPHA, value) == pytest.approx(0)
    assert list(betting.trusted(np.array([0.3, 0.5]))) == [0.5, 0.5]
