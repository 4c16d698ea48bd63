"""What every edit does, estimated from all attempts at once.

An attempt under a harness with several new lines says something about each of them, where lines are put in and left out by
lot: as in a factorial experiment (Fisher, The Design of Experiments, 1935; for screening many factors Box, Hunter, Hunter,
Statistics for Experimenters, 2005), n attempts tell of each of k edits nearly as much as n attempts for that edit alone.

The log-odds of a pass are a sum of normal effects: the model's drift of the hour, the problem, and each edit that is present,
on the problems of its target problems and, much weaker, on all others. What edits do on average is learned too, so that
where most do
harm, or where a longer prompt does, a new one is trusted less. The posterior is that of a Kalman filter whose observations
are linearised where they are made (dynamic generalised linear model: West, Harrison, Migon, JASA 80, 1985).

It only chooses: what gets in must prove itself by pairs of attempts, which assume none of this (`racing`).
"""

import math
from collections.abc import Collection, Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]

# Standard deviations before anything is known, in log-odds.
LEVEL = 0.7
PROBLEM = 1.5
DRIFT = 0.15
"""Change from one attempt to the next."""
ON_TARGET = (0.5, 0.75)
"""Mean effect of an edit on its target problems, and how little that is known."""
ELSEWHERE = 0.1
QUALITY = 1.75
"""Of one edit on its target problems, about the mean of all edits."""
SHARE = 0.15
"""Part of that which is felt on all other problems."""
STRAY = 0.15
"""What it does there besides."""
_DRIFT, _LEVEL, _TARGETS, _OTHERS, _PROBLEMS = range(5)


class Gain(NamedTuple):
    """Of the mean pass rate over all problems, a share: posterior mean and standard deviation."""

    mean: float
    sd: float

    @property
    def chance(self) -> float:
        """Probability that there is a gain."""
        return 0.5 * (1 + math.erf(self.mean / self.sd / math.sqrt(2)))

    @property
    def interval(self) -> tuple[float, float]:
        """95 % credible interval."""
        return self.mean - 1.96 * self.sd, self.mean + 1.96 * self.sd


class Effects:
    """The posterior. Problems and edits are numbers, from 0 on."""

    def __init__(self, problems: int) -> None:
        self.problems = problems
        self._targets: list[Vector] = []
        """For each edit, 1 where a problem is of its target problems."""
        self._mean = np.zeros(_PROBLEMS + problems)
        self._mean[_TARGETS] = ON_TARGET[0]
        self._cov = np.diag(
            [LEVEL**2, LEVEL**2, ON_TARGET[1] ** 2, ELSEWHERE**2, *[PROBLEM**2] * problems],
        )

    def enter(self, target_problems: Iterable[int]) -> int:
        """A new edit; returns its number."""
        of = np.zeros(self.problems)
        of[list(target_problems)] = 1.0
        self._targets.append(of)
        size = len(self._mean)
        cov = np.zeros((size + 2, size + 2))
        cov[:size, :size] = self._cov
        cov[size, size], cov[size + 1, size + 1] = QUALITY**2, STRAY**2
        self._mean, self._cov = np.append(self._mean, (0.0, 0.0)), cov
        return len(self._targets) - 1

    def see(self, problem: int, present: Iterable[int], passed: bool) -> None:
        """One attempt at a problem under the starting harness with the edits `present`."""
        self._cov[_DRIFT, _DRIFT] += DRIFT**2
        x = np.zeros(len(self._mean))
        x[[_DRIFT, _LEVEL, _PROBLEMS + problem]] = 1.0
        for edit in present:
            self._add(x, edit, self._targets[edit][problem], 1 - self._targets[edit][problem])
        along = self._cov @ x
        variance = float(x @ along)
        # The mean of the sigmoid over a normal variable, about (MacKay, Neural Computation 4, 1992).
        rate = float(_sigmoid(x @ self._mean / math.sqrt(1 + math.pi * variance / 8)))
        slope = max(rate * (1 - rate), 0.02)
        self._mean += along * ((passed - rate) / slope / (variance + 1 / slope))
        self._cov -= np.outer(along, along / (variance + 1 / slope))

    def rates(self, present: Iterable[int], drift: bool = False) -> Vector:
        """Expected pass rate of each problem under the starting harness with these edits; drift: now, not on average."""
        start = self._mean[_LEVEL] + self._mean[_PROBLEMS : _PROBLEMS + self.problems]
        if drift:
            start = start + self._mean[_DRIFT]
        for edit in present:
            start = start + self._effect(edit)
        return _sigmoid(start)

    def gain(self, edits: Collection[int], rates: Vector) -> Gain:
        """What the edits together add to the mean pass rate over all problems, where it is `rates` without them."""
        slopes = rates * (1 - rates) / self.problems
        x = np.zeros(len(self._mean))
        for edit in edits:
            on = float(slopes @ self._targets[edit])
            self._add(x, edit, on, float(slopes.sum()) - on)
        return Gain(float(x @ self._mean), math.sqrt(max(float(x @ self._cov @ x), 1e-12)))

    def _add(self, x: Vector, edit: int, on: float, off: float) -> None:
        x[_TARGETS] += on
        x[_OTHERS] += off
        x[self._at(edit)] += on + SHARE * off
        x[self._at(edit) + 1] += off

    def _at(self, edit: int) -> int:
        return _PROBLEMS + self.problems + 2 * edit

    def _effect(self, edit: int) -> Vector:
        """On the log-odds of each problem."""
        quality, stray = self._mean[self._at(edit) : self._at(edit) + 2]
        on, off = self._mean[_TARGETS] + quality, self._mean[_OTHERS] + SHARE * quality + stray
        target_problems = self._targets[edit]
        return np.asarray(target_problems * on + (1 - target_problems) * off)


def _sigmoid(x: Vector) -> Vector:
    return np.asarray(1 / (1 + np.exp(-np.clip(x, -30, 30))))
