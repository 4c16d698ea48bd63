"""How much to bet on each pair, so that the evidence reaches 1/alpha before the pairs are used up.

The bet that makes the evidence grow fastest in the long run is not the one that gets it there by a deadline. So the bets are
planned backwards (dynamic programming). Let x = alpha * evidence. With no pair left the chance of success is 1 where x >= 1,
else 0; with one more pair left it follows from the best bet on that pair. What comes out is about the most powerful test of the
planned pairs: x bounds the probability, if nothing helps, that the test succeeds from here on, so another plan may take its place
at any time (conditional error: Mueller, Schaefer, Biometrics 57, 2001). Evidence that is left after a failure is worth something
to later proofs, so a plan never bets all.
"""

from typing import NamedTuple

import numpy as np

from self_harness.stats.prior import Vector

KEPT = 0.3
"""Value of keeping x, when no pair is left, as a share of a success: KEPT * x ** (1/4)."""
MAX_STAKE = 0.95
"""The greatest share of the evidence that is bet on a pair."""
TRUST = 0.75
"""Share of the expected advantage that a plan counts on."""

_X: Vector = np.concatenate([[0.0], np.geomspace(1e-5, 1 - 1e-9, 36), [1.0]])
_SHARES: Vector = np.linspace(0.0, 1.0, 9)
"""Of the greatest bet."""
_KEPT: Vector = KEPT * _X**0.25
END: Vector = np.where(_X >= 1, 1.0, _KEPT)
"""What evidence is worth, for each of a grid of x, when no pair is left."""


class Outlook(NamedTuple):
    """What is expected of a pair. discordant: probability that its outcomes differ; odds: that it is won if they do."""

    discordant: float
    odds: float


def values(outlook: Outlook, pairs: int, price: float = 0.0, after: Vector = END) -> list[Vector]:
    """What evidence is worth with 0, 1, ... `pairs` such pairs left. price: of a pair, as a share of a success. after: what it is
    worth with none of them left."""
    won, lost = _WON_AND_LOST
    outcomes = outlook.odds * won + (1 - outlook.odds) * lost if outlook.odds > 0.5 else won[:, :1]  # without a bet
    found = [after]
    for _ in range(pairs):
        best = (outcomes @ found[-1]).max(axis=1)
        now = outlook.discordant * best + (1 - outlook.discordant) * found[-1] - price
        now[-1] = 1.0
        found.append(np.maximum(now, _KEPT))
    return found


def prospect(x: float, value: Vector) -> float:
    """What evidence x is worth beyond what it is worth to keep, as a share of a success."""
    x = min(x, 1.0)
    return float(np.interp(x, _X, value) - np.interp(x, _X, _KEPT))


def stake(x: float, odds: float, after: Vector) -> float:
    """The best bet on a pair, in [0, 1): x becomes x * (1 + bet) if it is won, x * (1 - bet) if it is lost. odds: probability
    that it is won if its outcomes differ. after: the value after it."""
    if x >= 1 or odds <= 0.5:
        return 0.0
    x = max(x, _X[1])  # below the grid as at its end
    bets = _bets(np.array([x]))[0]
    won, lost = (np.interp(x * (1 + sign * bets), _X, after) for sign in (1, -1))
    found = odds * won + (1 - odds) * lost
    return float(bets[(found >= found.max() - 1e-9).argmax()])  # the smallest of equal ones, on any machine


def trusted(odds: Vector) -> Vector:
    """Of the odds that the estimates promise, what a plan counts on."""
    return 0.5 + TRUST * (np.maximum(odds, 0.5) - 0.5)


def _bets(x: Vector) -> Vector:
    """(x, share): the bets that are tried."""
    greatest = (1 + 1e-9) / np.maximum(x, 1e-9) - 1  # a little more, so that rounding does not leave x below 1
    return np.minimum(MAX_STAKE, greatest)[:, None] * _SHARES


def _at(x: Vector) -> Vector:
    """(x, bet, grid): weights that read a value at these x off the grid, by linear interpolation."""
    return np.stack([np.interp(x, _X, point) for point in np.eye(len(_X))], axis=-1)


_WON_AND_LOST = tuple(_at(_X[:, None] * (1 + sign * _bets(_X))) for sign in (1, -1))
