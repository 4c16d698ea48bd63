"""Intervals for pass rates and their differences."""

import math

Z = 1.959964
"""Normal quantile of a two-sided 95 % interval."""


def wilson(passed: int, total: int) -> tuple[float, float]:
    """95 % interval of a pass rate (Wilson, JASA 22, 1927); (0, 1) where nothing was tried."""
    if not total:
        return 0.0, 1.0
    rate = passed / total
    middle = (rate + Z * Z / (2 * total)) / (1 + Z * Z / total)
    half = Z / (1 + Z * Z / total) * math.sqrt(rate * (1 - rate) / total + Z * Z / (4 * total * total))
    return max(0.0, middle - half), min(1.0, middle + half)
