"""What moves a real model's answers: chance, the prompt format, a useless line? Moments of pairs of attempts, with
intervals by a bootstrap over problems.

Two attempts at one problem disagree with probability 2 E[p (1 - p)] if they have the same prompt, and with
2 E[p (1 - p)] + E[(p - q)^2] if their prompts give pass rates p and q. The excess over chance is therefore the mean square
of what the change of the prompt does to the pass rate of a problem (shares, not log-odds).
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bench._prompts import purpose
from bench._table import Row

Array = NDArray[np.float64]
RESAMPLES = 4000


class Interval(NamedTuple):
    value: float
    low: float
    high: float
    """95 %, by percentiles of the bootstrap."""
    problems: int

    def __str__(self) -> str:
        return f"{self.value:+.3f} ({self.low:+.3f} to {self.high:+.3f})"


Outcomes = Mapping[str, Sequence[float]]
"""1 or 0 for each trial, by prompt, at one problem."""
Moments = dict[str, Array]
"""By name: the mean over the pairs of each problem, NaN where it has no such pair."""


def outcomes(rows: Iterable[Row]) -> dict[str, dict[str, list[float]]]:
    """Outcomes by problem."""
    found: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        found[row.problem][row.prompt].append(float(row.passed))
    return {problem: dict(prompts) for problem, prompts in sorted(found.items())}


def moments(by_problem: Mapping[str, Outcomes]) -> Moments:
    """The moments of each problem."""
    return {name: np.array([of(each) for each in by_problem.values()]) for name, of in MOMENTS.items()}


def interval(
    found: Moments, of: Callable[[Mapping[str, float]], float], needs: Sequence[str], seed: int = 0
) -> Interval:
    """A function of the mean moments, each taken over the problems that have all in `needs`."""
    columns = np.array([found[name] for name in needs])
    columns = columns[:, ~np.isnan(columns).any(axis=0)]
    count = columns.shape[1]
    rng = np.random.default_rng(seed)

    def value(picked: Array) -> float:
        return of(dict(zip(needs, picked.mean(axis=1), strict=True)))

    drawn = [value(columns[:, rng.integers(0, count, count)]) for _ in range(RESAMPLES)]
    low, high = np.nanpercentile(drawn, [2.5, 97.5])
    return Interval(value(columns), float(low), float(high), count)


def _same(prompts: Outcomes) -> float:
    """Disagreement of two trials of the start, word for word."""
    return _mean(a != b for a, b in combinations(prompts.get("start/0", ()), 2))


def _between(chosen: Callable[[str], bool]) -> Callable[[Outcomes], float]:
    """Disagreement of an attempt of the start, word for word, and one of another prompt."""

    def of(prompts: Outcomes) -> float:
        others = [x for name, trials in prompts.items() if chosen(name) for x in trials]
        return _mean(a != b for a in prompts.get("start/0", ()) for b in others)

    return of


def _among(chosen: Callable[[str], bool]) -> Callable[[Outcomes], float]:
    """Disagreement of attempts of two different prompts of a kind."""

    def of(prompts: Outcomes) -> float:
        names = [name for name in prompts if chosen(name)]
        return _mean(a != b for one, two in combinations(names, 2) for a in prompts[one] for b in prompts[two])

    return of


def _rate(chosen: Callable[[str], bool]) -> Callable[[Outcomes], float]:
    return lambda prompts: _mean(x for name, trials in prompts.items() if chosen(name) for x in trials)


def _product(kept: str) -> Callable[[Outcomes], float]:
    """Of two effects of the same change in two surroundings, all four attempts different ones: the mean square of the
    effect that stays. kept: "line" (word for word, and in another format) or "format" (without and with the line)."""

    def of(prompts: Outcomes) -> float:
        start = _mean(prompts.get("start/0", ()))
        products = []
        for name, both in prompts.items():
            line, _, number = name.partition("/")
            alone, plain = prompts.get(f"{line}/0"), prompts.get(f"start/{number}")
            if purpose(line) != "useless" or number == "0" or not alone or not plain:
                continue
            a, f, b = _mean(alone), _mean(plain), _mean(both)
            products.append((a - start) * (b - f) if kept == "line" else (f - start) * (b - a))
        return _mean(products)

    return of


def _is_format(name: str) -> bool:
    return name.startswith("start/") and name != "start/0"


def _is_useless(name: str) -> bool:
    return name.endswith("/0") and purpose(name[:-2]) == "useless"


def _mean(values: Iterable[float]) -> float:
    listed = list(values)
    return sum(listed) / len(listed) if listed else float("nan")


MOMENTS: dict[str, Callable[[Outcomes], float]] = {
    "same prompt": _same,
    "start against a format": _between(_is_format),
    "start against a useless line": _between(_is_useless),
    "two formats": _among(_is_format),
    "two useless lines": _among(_is_useless),
    "effect of a line, in two formats": _product("line"),
    "effect of a format, with and without a line": _product("format"),
    "rate of the start": _rate(lambda name: name == "start/0"),
    "rate of formats": _rate(_is_format),
    "rate of useless lines": _rate(_is_useless),
}
