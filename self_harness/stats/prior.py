"""What the search expects of edits before it has seen any attempt: five kinds of edits, and the model's noise. In log-odds."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]


class Kind(NamedTuple):
    """A kind of edit: its share of all edits, and the mean and standard deviation of its effects, in log-odds."""

    share: float
    on_target: float
    on_target_sd: float
    elsewhere: float
    elsewhere_sd: float


KINDS = (
    Kind(0.35, 1.5, 0.8, 0.1, 0.12),  # helpful
    Kind(0.15, 0.6, 0.4, 0.05, 0.08),  # weakly helpful
    Kind(0.25, 0.0, 0.2, 0.0, 0.05),  # idle
    Kind(0.15, -0.1, 0.4, -0.35, 0.25),  # harmful
    Kind(0.10, 0.3, 0.3, 0.2, 0.12),  # helpful everywhere
)
DRIFT_STEP = 6
"""Attempts after which the drift may change."""


class Prior(NamedTuple):
    """Standard deviations and means before anything is known, in log-odds."""

    level: float = 0.7
    problem: float = 1.5
    drift: float = 0.4
    drift_kept: float = 0.83
    """Autocorrelation of the drift over `DRIFT_STEP` attempts."""
    kinds: Sequence[Kind] = KINDS


DEFAULT_PRIOR = Prior()
