"""Logistic regression of successes on one number: where does the probability of success reach a given share?"""

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from self_harness.stats.prior import Vector

PRIOR_SD = np.array([5.0, 10.0])
"""Of intercept and slope, where x is near 1: weak, so that a fit exists where successes and failures don't overlap."""
STEPS = 30


class Logistic(NamedTuple):
    """log-odds of success = mean[0] + mean[1] * x, about; normal posterior."""

    mean: Vector
    cov: Vector

    def probability(self, x: float) -> tuple[float, float]:
        """Of success at x, and its standard error."""
        g = np.array([1.0, x])
        p = 1 / (1 + math.exp(-float(g @ self.mean)))
        return p, p * (1 - p) * math.sqrt(float(g @ self.cov @ g))

    def reaches(self, probability: float) -> tuple[float, float]:
        """The x at which success has this probability, and its standard error (delta method)."""
        a, b = self.mean
        x = (math.log(probability / (1 - probability)) - a) / b
        g = np.array([-1 / b, -x / b])
        return float(x), math.sqrt(float(g @ self.cov @ g))


def fit(x: Sequence[float], success: Sequence[bool]) -> Logistic:
    """The posterior mode by Newton's method, and the curvature there."""
    design = np.column_stack([np.ones(len(x)), x])
    y = np.array(success, float)
    mean = np.array([0.0, 1.0])
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-np.clip(design @ mean, -30, 30)))
        curvature = (design.T * (p * (1 - p))) @ design + np.diag(PRIOR_SD**-2)
        mean = mean + np.linalg.solve(curvature, design.T @ (y - p) - mean / PRIOR_SD**2)
    return Logistic(mean, np.linalg.inv(curvature))
