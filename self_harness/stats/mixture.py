"""The kinds of edits. The filter's broad normal prior of each edit's effects is replaced by a mixture of kinds.

This is done by expectation propagation (Minka, UAI 2001): each edit has a *site*, the normal factor that stands for what the
mixture says and the broad prior does not. The shares of the kinds are learned in the run by EM.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from self_harness.stats.filter import EDITS
from self_harness.stats.prior import Kind, Vector

PSEUDO_EDITS = 10.0
"""Number of edits that the shares of the prior count as, when they are learned."""
BROAD_ON, BROAD_ELSEWHERE = (0.4, 1.75), (0.0, 0.3)
"""Mean and standard deviation of an edit's effects in the filter. The mixture replaces this prior, so it needs only be broad."""
BROAD_CORRELATION = 0.6
_COVARIANCE = BROAD_CORRELATION * BROAD_ON[1] * BROAD_ELSEWHERE[1]
BROAD_MEAN = np.array([BROAD_ON[0], BROAD_ELSEWHERE[0]])
BROAD = np.array([[BROAD_ON[1] ** 2, _COVARIANCE], [_COVARIANCE, BROAD_ELSEWHERE[1] ** 2]])
"""Covariance of an edit's two effects."""
_PRECISION = np.linalg.inv(BROAD)
_SHIFT = _PRECISION @ BROAD_MEAN
DAMPING = 0.6
"""Share of each expectation propagation step that is taken."""
SWEEPS = 2
"""Such steps at each reading; the next reading goes on from there."""


class Reading(NamedTuple):
    """The posterior with the mixture: z, and for each edit (rows) and kind (columns) the normal parts."""

    mean: Vector
    cov: Vector
    shares: Vector
    means: Vector
    covs: tuple[Vector, Vector, Vector]


class Mixture:
    """One row for each edit, in the order of their effects in z."""

    def __init__(self, kinds: Sequence[Kind]) -> None:
        self._kinds = np.array(kinds)
        self._shares = self._kinds[:, 0].copy()
        self._dropped = np.zeros(len(self._kinds))
        """Expected number of dropped edits of each kind."""
        self._site = np.zeros((0, 3))
        """The precision (11, 12, 22) that the mixture adds to the broad prior, and the shift."""
        self._site_shift = np.zeros((0, 2))

    def extend(self) -> None:
        """A new edit, of which nothing is known."""
        self._site, self._site_shift = np.vstack([self._site, np.zeros(3)]), np.vstack([self._site_shift, np.zeros(2)])

    def drop(self, at: int, shares: Vector) -> None:
        """An edit leaves; shares: the probability that it is of each kind."""
        self._dropped += shares
        self._site, self._site_shift = np.delete(self._site, at, 0), np.delete(self._site_shift, at, 0)

    def learn_shares(self, shares: Vector) -> None:
        """One EM step. shares: of all edits, as in `Reading`."""
        counts = PSEUDO_EDITS * self._kinds[:, 0] + self._dropped + shares.sum(0)
        self._shares = counts / counts.sum()

    def read(self, mean: Vector, cov: Vector) -> Reading:
        """mean, cov: of z with the broad prior."""
        for _ in range(SWEEPS if len(self._site) else 0):
            self._sweep(mean, cov)
        mean, cov = self._joint(mean, cov)
        return Reading(mean, cov, *self._tilted(mean, cov)[2:])

    def _joint(self, mean: Vector, cov: Vector) -> tuple[Vector, Vector]:
        """Mean and covariance of z with the mixture's sites."""
        if not len(self._site):
            return mean, cov
        size = len(mean)
        on, off = np.arange(EDITS, size, 2), np.arange(EDITS + 1, size, 2)
        added = np.zeros((size, size))
        added[on, on], added[off, off] = self._site[:, 0], self._site[:, 2]
        added[on, off] = added[off, on] = self._site[:, 1]
        shift = np.zeros(size)
        shift[EDITS:] = self._site_shift.ravel()
        tilted = np.linalg.solve(np.eye(size) + cov @ added, cov)
        tilted = (tilted + tilted.T) / 2
        return mean + tilted @ (shift - added @ mean), tilted

    def _sweep(self, mean: Vector, cov: Vector) -> None:
        """One parallel step of expectation propagation, for all edits at once."""
        (c11, c12, c22), (h1, h2), shares, means, (v11, v12, v22) = self._tilted(*self._joint(mean, cov))
        m = (shares[:, :, None] * means).sum(1)
        d1, d2 = means[:, :, 0] - m[:, :1], means[:, :, 1] - m[:, 1:]
        t11, t12, t22 = (
            (shares * part).sum(1) for part in (v11 + d1 * d1, v12 + d1 * d2, v22 + d2 * d2)
        )  # fmt: skip
        p11, p12, p22 = _inverse(t11, t12, t22)
        site = np.stack([p11 - c11, p12 - c12, p22 - c22], 1)
        shift = np.stack([p11 * m[:, 0] + p12 * m[:, 1] - h1, p12 * m[:, 0] + p22 * m[:, 1] - h2], 1)
        self._site = (1 - DAMPING) * self._site + DAMPING * site
        self._site_shift = (1 - DAMPING) * self._site_shift + DAMPING * shift

    def _tilted(
        self, mean: Vector, cov: Vector
    ) -> tuple[tuple[Vector, Vector, Vector], tuple[Vector, Vector], Vector, Vector, tuple[Vector, Vector, Vector]]:
        """Each edit's cavity (precision and shift, the broad prior included), and its mixture given all the other edits."""
        on, off = np.arange(EDITS, len(mean), 2), np.arange(EDITS + 1, len(mean), 2)
        p11, p12, p22 = _inverse(cov[on, on] + 1e-9, cov[on, off], cov[off, off] + 1e-9)
        cavity = p11 - self._site[:, 0], p12 - self._site[:, 1], p22 - self._site[:, 2]
        h1 = p11 * mean[on] + p12 * mean[off] - self._site_shift[:, 0]
        h2 = p12 * mean[on] + p22 * mean[off] - self._site_shift[:, 1]
        l11, l12, l22 = cavity[0] - _PRECISION[0, 0], cavity[1] - _PRECISION[0, 1], cavity[2] - _PRECISION[1, 1]
        lowest = (l11 + l22) / 2 - np.sqrt((l11 - l22) ** 2 / 4 + l12**2)
        fix = np.maximum(-lowest, 0) + 1e-9  # so that the likelihood is proper
        l11, l22 = l11 + fix, l22 + fix
        _, on_mean, on_sd, off_mean, off_sd = self._kinds.T
        q1, q2 = on_sd**-2, off_sd**-2
        v11, v12, v22 = _inverse(l11[:, None] + q1, np.repeat(l12[:, None], len(q1), 1), l22[:, None] + q2)
        g1 = (h1 - _SHIFT[0])[:, None] + q1 * on_mean
        g2 = (h2 - _SHIFT[1])[:, None] + q2 * off_mean
        m1, m2 = v11 * g1 + v12 * g2, v12 * g1 + v22 * g2
        logs = (
            np.log(self._shares) + 0.5 * (np.log(q1 * q2) + np.log(v11 * v22 - v12 * v12) + g1 * m1 + g2 * m2)
            - 0.5 * (q1 * on_mean**2 + q2 * off_mean**2)
        )  # fmt: skip
        shares = np.exp(logs - logs.max(1, keepdims=True)) if len(logs) else logs
        shares = shares / shares.sum(1, keepdims=True)
        return cavity, (h1, h2), shares, np.stack([m1, m2], 2), (v11, v12, v22)


def _inverse(a: Vector, b: Vector, c: Vector) -> tuple[Vector, Vector, Vector]:
    """Of symmetric 2 x 2 matrices, given as (11, 12, 22)."""
    determinant = a * c - b * b
    return c / determinant, -b / determinant, a / determinant
