"""What every edit does, estimated from all attempts of a run at once.

Each attempt includes a random subset of the edits, so every attempt is informative about several of them (a factorial design:
Fisher, The Design of Experiments, 1935; for screening many factors Box, Hunter, Hunter, Statistics for Experimenters, 2005).

The log-odds of a pass are a sum: the level, the model's drift (it returns to its mean), the problem's effect, and for each
edit present its effect on its target problems or, elsewhere, on all others. `filter` holds the posterior with a broad normal
prior of the edits' effects, `mixture` replaces that prior by kinds of edits.

The estimates only choose. What is promoted by itself must be proven by pairs of attempts, which assume none of this.
"""

import math
from collections.abc import Collection, Iterable
from typing import NamedTuple

import numpy as np

from self_harness.stats.filter import DRIFT, EDITS, LEVEL, Filter
from self_harness.stats.mixture import BROAD, BROAD_MEAN, Mixture, Reading
from self_harness.stats.prior import DEFAULT_PRIOR, Prior, Vector


class Gain(NamedTuple):
    """Of the mean pass rate over all problems, a share: posterior mean, standard deviation and probability of a gain."""

    mean: float
    sd: float
    chance: float
    value: float = 0.0
    """Expected value of perfect information: how much is lost, on average, by deciding on the edit now."""

    @property
    def interval(self) -> tuple[float, float]:
        """95 % credible interval."""
        return self.mean - 1.96 * self.sd, self.mean + 1.96 * self.sd


class EffectPosterior:
    """The posterior. Problems and edits are numbers, from 0 on. Dropped edits are integrated out."""

    def __init__(self, problems: int, prior: Prior = DEFAULT_PRIOR) -> None:
        self.problems = problems
        self.active: list[int] = []
        self._targets = np.zeros((0, problems))
        """A row for each edit, 1 at its target problems."""
        self._filter = Filter(problems, prior)
        self._mixture = Mixture(prior.kinds)
        self._cached: Reading | None = None
        self.version = 0
        """Of what is known: it changes with each attempt, and as edits come and go."""

    def enter(self, target_problems: Iterable[int]) -> int:
        """A new edit; returns its number."""
        edit = len(self._targets)
        self._targets = np.vstack([self._targets, np.zeros(self.problems)])
        self.aim(edit, target_problems)
        self.restore(edit)
        return edit

    def aim(self, edit: int, target_problems: Iterable[int]) -> None:
        """These are target problems of the edit, too, for all attempts from now on."""
        self._targets[edit, list(target_problems)] = 1.0
        self._changed()

    def restore(self, edit: int) -> None:
        """Makes an edit active that is new or was dropped; nothing is known of it."""
        self._filter.extend(BROAD_MEAN, BROAD)
        self._mixture.extend()
        self.active.append(edit)
        self._changed()

    def drop(self, edit: int) -> None:
        """Integrates an edit out: it takes part in no further attempts."""
        at = self.active.index(edit)
        self._mixture.drop(at, self._read().shares[at])
        self._filter.integrate_out([EDITS + 2 * at, EDITS + 2 * at + 1])
        self.active.remove(edit)
        self._changed()

    def see(self, problem: int, present: Collection[int], passed: bool) -> None:
        """One attempt at a problem under the starting harness with the edits `present`."""
        self._changed()
        x = np.zeros(len(self._filter.mean))
        x[DRIFT] = x[LEVEL] = 1.0
        for edit in present:
            x[self._at(edit) + (not self._targets[edit, problem])] = 1.0
        self._filter.see(problem, x, passed)

    def rates(self, present: Collection[int], drift: bool = False) -> Vector:
        """Pass rate of each problem under the starting harness with these edits; drift: now, not on average."""
        return _sigmoid(self._log_odds(present, drift))

    def mean_rate(self, present: Collection[int]) -> tuple[float, float]:
        """Posterior mean and standard deviation of the mean pass rate over all problems, without drift."""
        reading, variance = self._read(), self._filter.variance
        g = self._filter.slope.copy()
        g[:, LEVEL] += 1
        for edit in present:
            at, on = self._at(edit), self._targets[edit]
            g[:, at] += on
            g[:, at + 1] += 1.0 - on
        spread = np.einsum("ij,ij->i", g @ reading.cov, g) + variance
        rates = _sigmoid(self._log_odds(present, False) / np.sqrt(1 + math.pi * np.maximum(spread, 0) / 8))
        slopes = rates * (1 - rates) / self.problems
        x = slopes @ g
        return float(rates.mean()), math.sqrt(max(float(x @ reading.cov @ x + slopes**2 @ variance), 0.0))

    def gains(self, rates: Vector) -> dict[int, Gain]:
        """What each active edit adds alone to the mean pass rate over all problems, where it is `rates` without it."""
        return gains_of(self._read(), self.active, self._targets[self.active], rates) if self.active else {}

    def learn_shares(self) -> None:
        """One EM step for the shares of the kinds."""
        if self.active:
            self._mixture.learn_shares(self._read().shares)
            self._changed()

    def is_target(self, edit: int, problem: int) -> bool:
        return bool(self._targets[edit, problem])

    def _log_odds(self, present: Collection[int], drift: bool) -> Vector:
        mean = self._read().mean
        total = self._filter.base + self._filter.slope @ mean + mean[LEVEL]
        if drift:
            total = total + mean[DRIFT]
        edits = list(present)
        at = [self._at(edit) for edit in edits]
        off = mean[[each + 1 for each in at]]
        return np.asarray(total + off.sum() + (mean[at] - off) @ self._targets[edits])

    def _at(self, edit: int) -> int:
        return EDITS + 2 * self.active.index(edit)

    def _changed(self) -> None:
        self._cached = None
        self.version += 1

    def _read(self) -> Reading:
        if self._cached is None:
            self._cached = self._mixture.read(self._filter.mean, self._filter.cov)
        return self._cached


def gains_of(
    reading: Reading, edits: list[int], targets: Vector, rates: Vector
) -> dict[int, Gain]:  # fmt: skip
    """The gain of each of these edits alone, in the order of the reading's rows. targets: a row for each, 1 at its target
    problems."""
    slopes = rates * (1 - rates) / len(rates)
    on = (targets @ slopes)[:, None]
    off = slopes.sum() - on
    means = on * reading.means[:, :, 0] + off * reading.means[:, :, 1]
    v11, v12, v22 = reading.covs
    variances = np.maximum(on * on * v11 + 2 * on * off * v12 + off * off * v22, 1e-14)
    mean = (reading.shares * means).sum(1)
    sd = np.sqrt((reading.shares * (variances + means**2)).sum(1) - mean**2)
    z = means / np.sqrt(variances)
    below = _normal_cdf(z)
    chance = (reading.shares * below).sum(1)
    gained = means * below + np.sqrt(variances / (2 * math.pi)) * np.exp(-z * z / 2)
    value = np.maximum((reading.shares * gained).sum(1) - np.maximum(mean, 0), 0)
    return {edit: Gain(*map(float, each)) for edit, *each in zip(edits, mean, sd, chance, value, strict=True)}


_erf = np.vectorize(math.erf, otypes=[float])


def _normal_cdf(z: Vector) -> Vector:
    return np.asarray(0.5 * (1 + _erf(z / math.sqrt(2))))


def _sigmoid(x: Vector) -> Vector:
    return np.asarray(1 / (1 + np.exp(-np.clip(x, -30, 30))))
