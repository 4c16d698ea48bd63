"""The mean of a bounded variable, tested and enclosed at any time by betting on it (Waudby-Smith, Ramdas: "Estimating means
of bounded random variables by betting", JRSS B 86, 2024)."""

import math
from collections.abc import Mapping

BETS: Mapping[float, float] = {0.25: 2 / 3, 0.7: 1 / 3}
"""Shares of the greatest bet allowed, with their weights: one for effects about 10 points where a third of the pairs differ, one
for greater effects, fewer differences or graded scores. More or other bets need more pairs in `bench compare`."""
PRECISION = 1e-4

Counts = Mapping[float, int]
"""How often each value was seen; values lie from -1 to 1."""


def log_above(seen: Counts, mean: float) -> float:
    """Log e-value against "the mean is at most `mean`", which is more than -1.

    A bet of a share b on a value d pays 1 + b (d - mean) / (1 + mean): no less than 1 - b, and no more than 1 in the mean if
    the hypothesis holds. So the e-value reaches 1/alpha *ever* with a probability of at most alpha.
    """
    logs = [
        math.log(weight) + sum(n * math.log1p(bet * (d - mean) / (1 + mean)) for d, n in seen.items())
        for bet, weight in BETS.items()
    ]
    top = max(logs)
    return top + math.log(math.fsum(math.exp(value - top) for value in logs))


def log_below(seen: Counts, mean: float) -> float:
    """Log e-value against "the mean is at least `mean`", which is less than 1."""
    return log_above(_turned(seen), -mean)


def confidence_sequence(seen: Counts, alpha: float) -> tuple[float, float]:
    """Bounds of the mean. Each of them holds at all times at once with a probability of 1 - alpha.

    The lower one is the greatest mean that is refuted at alpha: the bet's payment falls as the mean rises.
    """
    return _lower(seen, alpha), -_lower(_turned(seen), alpha)


def _lower(seen: Counts, alpha: float) -> float:
    low, high = -1.0, 1.0
    while high - low > PRECISION:
        middle = (low + high) / 2
        low, high = (middle, high) if log_above(seen, middle) >= -math.log(alpha) else (low, middle)
    return low


def _turned(seen: Counts) -> Counts:
    return {-value: count for value, count in seen.items()}
