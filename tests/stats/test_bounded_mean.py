"""Betting on a bounded mean: the bounds hold at all times, and are as tight as they should be."""

import math
import random
from collections import Counter
from collections.abc import Callable

import pytest

from self_harness.stats.bounded_mean import confidence_sequence, log_above, log_below

ALPHA = 0.05
Draw = Callable[[random.Random], float]


def passed_or_failed(rng: random.Random) -> float:
    """Mean 0; a third of the pairs differ."""
    return rng.choice((-1.0, 1.0, 0.0, 0.0, 0.0, 0.0))


def rare_losses(rng: random.Random) -> float:
    """Mean 0: many small gains, few great losses."""
    return -0.9 if rng.random() < 0.1 else 0.1


@pytest.mark.parametrize("draw", [passed_or_failed, rare_losses])
def test_a_true_mean_is_refuted_at_any_time_by_few(draw: Draw) -> None:
    refuted = Counter[str]()
    runs = 400
    for seed in range(runs):
        rng, seen = random.Random(seed), Counter[float]()
        ever = set()
        for _ in range(150):
            seen[draw(rng)] += 1
            ever |= {"above"} if log_above(seen, 0.0) >= -math.log(ALPHA) else set()
            ever |= {"below"} if log_below(seen, 0.0) >= -math.log(ALPHA) else set()
        refuted.update(ever)
    assert refuted["above"] + refuted["below"] > 0
    assert max(refuted.values()) <= runs * ALPHA + 2 * math.sqrt(runs * ALPHA)


def test_the_bet_is_fair_in_the_mean() -> None:
    """Two values of mean 0.2: the expected e-value after one pair is 1."""
    for low, high in ((-1.0, 1.0), (-0.4, 0.5)):
        share = (0.2 - low) / (high - low)
        mean = share * math.exp(log_above({high: 1}, 0.2)) + (1 - share) * math.exp(log_above({low: 1}, 0.2))
        assert mean == pytest.approx(1.0)


def test_bounds_are_the_means_that_are_just_refuted() -> None:
    seen = {1.0: 40, 0.0: 60, -1.0: 12}
    low, high = confidence_sequence(seen, ALPHA)
    assert log_above(seen, low) >= -math.log(ALPHA) > log_above(seen, low + 2e-4)
    assert log_below(seen, high) >= -math.log(ALPHA) > log_below(seen, high - 2e-4)
    assert 0.05 < low < 0.25 < high < 0.45
    narrow = confidence_sequence({value: 4 * count for value, count in seen.items()}, ALPHA)
    assert low < narrow[0] < 0.25 < narrow[1] < high


def test_nothing_is_known_of_nothing() -> None:
    assert confidence_sequence({}, ALPHA) == (-1.0, 1.0)
