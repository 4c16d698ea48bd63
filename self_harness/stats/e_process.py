"""Anytime-valid evidence: it may be looked at after every pair, and testing may stop or go on at will.

A pair is one attempt of the incumbent and one of the candidate at the same problem, both fresh. Where they agree they
say nothing about which is better; a discordant pair is won or lost by the candidate. If the edit changes nothing, each
discordant pair is a fair coin, whatever the problem's difficulty: that is McNemar's argument (Psychometrika 12, 1947),
and it needs no model of the pass rates.

An e-process is what bets against a hypothesis come to: if it holds, the e-value exceeds 1/alpha at *any*
time with a probability of at most alpha (Ville's inequality; Ramdas, Gruenwald, Vovk, Shafer: "Game-theoretic
statistics and safe anytime-valid inference", Statistical Science 38, 2023). Log e-values are natural logarithms.
"""

import math
from collections.abc import Sequence
from functools import lru_cache

SHARES: tuple[float, ...] = (0.6, 0.7, 0.8, 0.9)
"""Win probabilities that the e-process bets on, mixed evenly: what edits that help have."""
BET = 0.5
"""Share of the greatest bet allowed, against a loss: what grows fastest where 10 to 20 points are gained."""


@lru_cache(maxsize=100_000)
def log_better(wins: int, losses: int) -> float:
    """Log e-value against "the candidate wins a discordant pair with a probability of at most 1/2".

    A mixture of likelihood ratios (method of mixtures: Robbins, Annals of Mathematical Statistics 41, 1970):
    E = mean over p of (2p)^wins * (2(1-p))^losses. No term grows in the mean if the hypothesis holds.
    """
    return _log_mean_exp([wins * math.log(2 * p) + losses * math.log(2 * (1 - p)) for p in SHARES])


def log_not_worse(wins: int, losses: int, ties: int, margin: float) -> float:
    """Log e-value against "the candidate's pass rate is lower by `margin` (a share) or more", from all pairs.

    Betting on the mean of a bounded variable (Waudby-Smith, Ramdas: "Estimating means of bounded random variables by
    betting", JRSS B 86, 2024): a pair's difference d in {-1, 0, 1} has a mean of at most -margin if the hypothesis holds,
    so that 1 + b * (d + margin) with 0 <= b < 1 / (1 - margin) is a fair bet.
    """
    counts = ((wins, 1), (losses, -1), (ties, 0))
    return sum(count * math.log1p(BET / (1 - margin) * (difference + margin)) for count, difference in counts)


class EProcess:
    """Evidence that some candidate is better than the incumbent: it bets on the candidate in each pair.

    If no candidate is better at the problems of its pairs, a pair whose outcomes differ is won with a probability of at most
    1/2. A bet of a share b of the evidence pays 1 + b or 1 - b, at most 1 in the mean, whatever
    candidate, problem and bet were chosen by what was seen before. So the evidence exceeds 1/alpha *ever*, over all
    candidates, rounds and runs, with a probability of at most alpha (Ville's inequality; betting: Shafer, "Testing by
    betting", JRSS A 184, 2021).
    """

    def __init__(self, e_value: float = 1.0) -> None:
        self.e_value = self._before = e_value

    @property
    def kept(self) -> float:
        """What other candidates go on from: what this one has lost, but not what it has won."""
        return min(self._before, self.e_value)

    def begin(self) -> None:
        """The next bets are on another candidate."""
        self.e_value = self._before = self.kept

    def bet(self, difference: int, stake: float) -> None:
        """difference: 1 if the candidate passed alone, -1 if the incumbent did, else 0. stake: the share of the evidence that
        is bet, in [0, 1]."""
        assert 0 <= stake <= 1
        self.e_value *= 1 + difference * stake


def interval(wins: int, losses: int, pairs: int, alpha: float = 0.05) -> tuple[float, float]:
    """Confidence sequence for the mean difference of a pair: it covers it at all times at once with a probability of
    1 - alpha, in large samples (asymptotic confidence sequence with Robbins' normal mixture: Waudby-Smith, Arbour, Sinha,
    Kennedy, Ramdas, Annals of Statistics 52, 2024; tightest near 50 pairs).

    One win and one loss are added to the variance, so that a few equal pairs are not taken for certainty.
    """
    if not pairs:
        return -1.0, 1.0
    mean = (wins - losses) / pairs
    variance = (wins + losses + 2) / (pairs + 2) - ((wins - losses) / (pairs + 2)) ** 2
    rho2 = (-2 * math.log(alpha) + math.log(-2 * math.log(alpha) + 1)) / 50
    scale = pairs * rho2 + 1
    half = math.sqrt(variance * 2 * scale / (pairs * pairs * rho2) * math.log(math.sqrt(scale) / alpha))
    return max(mean - half, -1.0), min(mean + half, 1.0)


def _log_mean_exp(logs: Sequence[float]) -> float:
    top = max(logs)
    return top + math.log(math.fsum(math.exp(value - top) for value in logs) / len(logs))
