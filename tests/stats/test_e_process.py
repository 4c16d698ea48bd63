"""E-processes by exact computation: what a e-process can win if there is nothing to win, whenever he stops."""

import math
from collections.abc import Callable
from functools import cache
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from self_harness.stats.e_process import BET, interval, log_better, log_not_worse

EValue = Callable[[int, int, int], float]
"""Of (wins, losses, ties)."""
Chances = tuple[float, float, float]
"""Of a win, a loss and a tie."""


def better(wins: int, losses: int, ties: int) -> float:
    return math.exp(log_better(wins, losses))


def not_worse(margin: float) -> EValue:
    return cache(lambda wins, losses, ties: math.exp(log_not_worse(wins, losses, ties, margin)))


def best_stop(e_value: EValue, chances: Chances, pairs: int) -> float:
    """Mean e-value of the e-process who stops when it is best for him, by backward induction over all counts."""
    value: dict[tuple[int, int], float] = {}
    for made in range(pairs, -1, -1):
        later = value
        value = {}
        for wins in range(made + 1):
            for losses in range(made + 1 - wins):
                now = e_value(wins, losses, made - wins - losses)
                if made == pairs:
                    value[wins, losses] = now
                    continue
                ways = (later[wins + 1, losses], later[wins, losses + 1], later[wins, losses])
                value[wins, losses] = max(now, math.fsum(p * way for p, way in zip(chances, ways, strict=True)))
    return value[0, 0]


def crossing(e_value: EValue, chances: Chances, pairs: int, bound: float) -> float:
    """Chance that the e-value is ever `bound` or more within so many pairs."""
    at = {(0, 0): 1.0}
    crossed = 0.0
    for made in range(1, pairs + 1):
        then: dict[tuple[int, int], float] = {}
        for (wins, losses), mass in at.items():
            for p, to in zip(chances, ((wins + 1, losses), (wins, losses + 1), (wins, losses)), strict=True):
                if p and mass > 1e-15:
                    then[to] = then.get(to, 0.0) + p * mass
        hit = {counts for counts in then if e_value(*counts, made - sum(counts)) >= bound}
        crossed += math.fsum(then[counts] for counts in hit)
        at = {counts: mass for counts, mass in then.items() if counts not in hit}
    return crossed


@pytest.mark.parametrize("fair", [0.5, 0.4, 0.1])
def test_no_way_to_stop_wins_against_a_coin_that_is_fair_or_worse(fair: float) -> None:
    assert best_stop(better, (fair, 1 - fair, 0), 50) == pytest.approx(1, abs=1e-9)


def test_a_fair_coin_neither_wins_nor_loses_on_average() -> None:
    """The e-value is the greatest that is fair: it doesn't waste evidence."""
    n = 60
    mean = math.fsum(math.comb(n, wins) / 2**n * better(wins, n - wins, 0) for wins in range(n + 1))
    assert mean == pytest.approx(1, abs=1e-9)


@pytest.mark.parametrize("margin", [0.1, 0.25, 0.6])
@pytest.mark.parametrize("noise", [0.0, 0.2])
def test_no_way_to_stop_wins_where_the_loss_is_the_margin(margin: float, noise: float) -> None:
    chances = (noise, margin + noise, 1 - margin - 2 * noise) if margin + 2 * noise <= 1 else (0.0, margin, 1 - margin)
    assert best_stop(not_worse(margin), chances, 30) == pytest.approx(1, abs=1e-9)
    worse = (0.0, margin + 0.1, 0.9 - margin)
    assert best_stop(not_worse(margin), worse, 30) == pytest.approx(1, abs=1e-9)


def test_ville_for_the_claim() -> None:
    """Within 1,000 discordant pairs; and not far from the bound, so that nothing is given away either."""
    crossed = crossing(cache(better), (0.5, 0.5, 0), 1000, 20)
    assert 0.02 < crossed <= 0.05


@pytest.mark.parametrize("chances", [(0.0, 0.25, 0.75), (0.1, 0.35, 0.55)])
def test_ville_for_the_margin(chances: Chances) -> None:
    assert 0.05 < crossing(not_worse(0.25), chances, 80, 5) <= 0.2


def test_what_there_is_to_show_is_shown() -> None:
    """Power: 16 wins in 20 discordant pairs; 60 pairs without a difference."""
    assert log_better(16, 4) > math.log(20) > log_better(12, 8)
    assert log_not_worse(0, 0, 60, 0.25) > math.log(100)
    assert BET < 1, "a bet of all can lose all: the evidence would be gone for good"


@given(st.integers(0, 200), st.integers(0, 200), st.integers(0, 200), st.floats(0.01, 0.9))
def test_a_win_adds_evidence_and_a_loss_takes_it(wins: int, losses: int, ties: int, margin: float) -> None:
    assert log_better(wins + 1, losses) > log_better(wins, losses) > log_better(wins, losses + 1)
    here = log_not_worse(wins, losses, ties, margin)
    assert log_not_worse(wins + 1, losses, ties, margin) > log_not_worse(wins, losses, ties + 1, margin) > here
    assert here > log_not_worse(wins, losses + 1, ties, margin)
    assert log_not_worse(wins, losses, ties, min(margin + 0.05, 0.95)) >= here - 1e-9 or losses > 0


# --- intervals -------------------------------------------------------------------------------------------------------


def test_interval_covers_at_all_times_at_once() -> None:
    """Problems of all kinds, among them some that always pass or fail; whoever looks after each pair and stops when the
    interval is wrong finds it so in at most 5 % of the runs (asymptotically, so it is looked at from ten pairs on)."""
    rng = Random(7)
    runs, wrong, end = 400, 0, 0
    for _ in range(runs):
        rates = [(rng.choice((0.0, 0.2, 0.5, 0.9, 1.0)), rng.choice((0.0, 0.3, 0.6, 1.0))) for _ in range(12)]
        truth = sum(candidate - incumbent for incumbent, candidate in rates) / len(rates)
        wins = losses = 0
        missed = False
        for pairs in range(1, 201):
            incumbent, candidate = (rng.random() < rate for rate in rng.choice(rates))
            wins += candidate and not incumbent
            losses += incumbent and not candidate
            low, high = interval(wins, losses, pairs)
            missed = missed or (pairs >= 10 and not low <= truth <= high)
        wrong += missed
        end += not low <= truth <= high
    assert end <= wrong <= 0.05 * runs + 2 * math.sqrt(0.05 * 0.95 * runs)


@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 60))
def test_interval_is_one(wins: int, losses: int, ties: int) -> None:
    pairs = wins + losses + ties
    low, high = interval(wins, losses, pairs)
    assert -1 <= low <= high <= 1
    if pairs:
        assert low <= (wins - losses) / pairs <= high
        assert (
            high - low
            >= interval(10 * wins, 10 * losses, 10 * pairs)[1] - interval(10 * wins, 10 * losses, 10 * pairs)[0]
        )
    assert interval(losses, wins, pairs) == pytest.approx((-high, -low))
