"""The fit finds the share that it was made of, and says how sure it is."""

import math
from random import Random
from statistics import fmean

import pytest

from self_harness.stats.logistic import fit


def test_it_covers_where_the_probability_is_reached() -> None:
    """Log-odds of -3 + 6 x, which are those of 80 % at x = 0.73."""
    rng, truth = Random(3), (3 + math.log(4)) / 6
    found = []
    for _ in range(200):
        x = [(n + 0.5) / 40 for n in range(40)]
        at, error = fit(x, [rng.random() < 1 / (1 + math.exp(3 - 6 * each)) for each in x]).reaches(0.8)
        found.append((at, abs(at - truth) < 1.96 * error))
    assert fmean(at for at, _ in found) == pytest.approx(truth, abs=0.03)
    assert fmean(covered for _, covered in found) >= 0.85


@pytest.mark.parametrize(("success", "low", "high"), [(True, 0.9, 1.0), (False, 0.0, 0.1)])
def test_where_all_is_alike_there_is_a_fit(success: bool, low: float, high: float) -> None:
    probability, error = fit([0.1, 0.5, 1.0] * 10, [success] * 30).probability(1.0)
    assert low <= probability <= high
    assert 0 < error < 0.2
