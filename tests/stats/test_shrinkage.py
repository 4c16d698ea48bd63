"""Bias-corrected effects: nearer to the truth than the raw ones where the strict gate chose, and never an exaggeration."""

from random import Random
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from self_harness.stats.shrinkage import CHOSEN, bias_corrected

counts = st.integers(0, 150)


def test_what_the_strict_gate_accepts_is_overstated_by_less_than_half_as_much() -> None:
    """Sixty pairs, and whatever is ahead is taken. True gains of 0 to 10 points."""
    rng = Random(5)
    raw, corrected = [], []
    for gain in (0.0, 0.05, 0.1):
        for _ in range(1500):
            draws = [rng.random() for _ in range(60)]
            wins, losses = sum(draw < 0.2 + gain for draw in draws), sum(draw > 0.8 for draw in draws)
            if wins > losses:
                raw.append((wins - losses) / 60 - gain)
                corrected.append(bias_corrected(wins, losses, 60) - gain)
    assert abs(fmean(corrected)) < 0.5 * fmean(raw)


@given(counts, counts, counts)
def test_it_shrinks_towards_nothing_and_treats_gain_and_loss_alike(wins: int, losses: int, ties: int) -> None:
    pairs = wins + losses + ties
    found = bias_corrected(wins, losses, pairs)
    assert found == -bias_corrected(losses, wins, pairs)
    if pairs:
        effect = (wins - losses) / pairs
        assert 0 <= found * (1 if effect >= 0 else -1) <= abs(effect)
        assert abs(found) < abs(effect) or not effect


def test_how_much() -> None:
    assert bias_corrected(5, 4, 30) == 0, "within its error"
    assert bias_corrected(0, 0, 0) == 0
    assert bias_corrected(24, 6, 60) == pytest.approx(0.3 * (1 - CHOSEN * 60 * 0.4364 / 18**2), abs=1e-3)
    assert bias_corrected(240, 60, 600) > 0.99 * 0.3, "much evidence, little to shrink"
