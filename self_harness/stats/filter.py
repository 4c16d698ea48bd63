"""The posterior of the log-odds of a pass, after each attempt: one vector z for all problems, and one number for each problem.

z holds the drift, the level, and two effects of each edit: on its target problems and elsewhere. Two approximations make an
attempt cost O(k²) time for a z of k numbers, whatever the number of problems, and memory linear in the problems:

- *Assumed density filtering*: after each attempt the posterior is the normal distribution with the exact mean and variance
  along the attempt's log-odds (Opper, "A Bayesian approach to on-line learning", 1998).
- *Problems are conditionally independent* given z. So the posterior is a normal z and, for each problem, a regression on z.
"""

import math
from collections.abc import Sequence

import numpy as np

from self_harness.stats.prior import DRIFT_STEP, Prior, Vector

DRIFT, LEVEL, EDITS = range(3)
"""Where z holds the drift, the level, and the effects of the first edit. The next edit's are two further on."""
_NODES, _WEIGHTS = np.polynomial.hermite_e.hermegauss(21)
_WEIGHTS = _WEIGHTS / _WEIGHTS.sum()


class Filter:
    """Problem p's effect is normal given z, with mean base[p] + slope[p] @ z and variance[p]. All in log-odds."""

    def __init__(self, problems: int, prior: Prior) -> None:
        self.mean = np.zeros(EDITS)
        self.cov = np.diag([prior.drift**2, prior.level**2])
        self.base = np.zeros(problems)
        self.slope = np.zeros((problems, EDITS))
        self.variance = np.full(problems, prior.problem**2)
        self._prior = prior
        self._seen = 0

    def extend(self, mean: Vector, cov: Vector) -> None:
        """Adds numbers to z, which are normal and independent of the others."""
        size, added = len(self.mean), len(mean)
        wider = np.zeros((size + added, size + added))
        wider[:size, :size], wider[size:, size:] = self.cov, cov
        self.cov = wider
        self.mean = np.append(self.mean, mean)
        self.slope = np.hstack([self.slope, np.zeros((len(self.slope), added))])

    def see(self, problem: int, x: Vector, passed: bool) -> None:
        """One attempt, with log-odds of x @ z and the problem's effect."""
        if self._seen and self._seen % DRIFT_STEP == 0:
            self._step_drift()
        self._seen += 1
        g = x + self.slope[problem]
        along = self.cov @ g
        spread, mean = float(g @ along) + self.variance[problem], float(g @ self.mean) + self.base[problem]
        first, second = _moments(mean, spread, passed)
        self.mean += along * first
        self.cov -= np.outer(along, along * second)
        weight, value = second / (1 - spread * second), mean + first / second
        shrink = 1 / (1 + self.variance[problem] * weight)
        self.base[problem] = shrink * (self.base[problem] + self.variance[problem] * weight * value)
        self.slope[problem] = shrink * (self.slope[problem] - self.variance[problem] * weight * x)
        self.variance[problem] *= shrink

    def integrate_out(self, gone: Sequence[int]) -> None:
        """Takes these numbers out of z. Problems stay independent given the rest, which is an approximation."""
        rest = [i for i in range(len(self.mean)) if i not in gone]
        cross = self.cov[np.ix_(gone, rest)]
        left = self.cov[np.ix_(rest, rest)]
        regression = np.linalg.solve(left, cross.T).T
        residual = self.cov[np.ix_(gone, gone)] - regression @ cross.T
        slope = self.slope[:, gone]
        self.variance = self.variance + np.einsum("ij,jk,ik->i", slope, residual, slope)
        self.base = self.base + slope @ (self.mean[gone] - regression @ self.mean[rest])
        self.slope = self.slope[:, rest] + slope @ regression
        self.mean, self.cov = self.mean[rest], left

    def _step_drift(self) -> None:
        """The drift of the next attempts takes the place of the present one, which is integrated out."""
        kept, old, mean = self._prior.drift_kept, self.cov[DRIFT].copy(), self.mean[DRIFT]
        self.cov[DRIFT], self.cov[:, DRIFT] = kept * old, kept * old
        self.cov[DRIFT, DRIFT] = kept**2 * old[DRIFT] + (1 - kept**2) * self._prior.drift**2
        self.mean[DRIFT] = kept * mean
        cross = np.concatenate([[kept * old[DRIFT]], old[1:]])
        regression = np.linalg.solve(self.cov, cross)
        slope = self.slope[:, DRIFT].copy()
        self.variance += slope**2 * (old[DRIFT] - regression @ cross)
        self.base += slope * (mean - regression @ self.mean)
        self.slope += np.outer(slope, regression)
        self.slope[:, DRIFT] = slope * regression[DRIFT]


def _moments(mean: float, variance: float, passed: bool) -> tuple[float, float]:
    """First derivative of the log evidence by the mean, and minus the second, of one attempt with normal log-odds."""
    sd = math.sqrt(variance)
    nodes = mean + sd * _NODES
    likelihood = _WEIGHTS / (1 + np.exp(-nodes if passed else nodes))
    total = likelihood.sum()
    first = float(likelihood @ _NODES / total)
    second = float(likelihood @ _NODES**2 / total) - first**2
    return first / sd, max((1 - second) / variance, 1e-6)
