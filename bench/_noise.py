"""What moves a real model's answers: chance, the prompt format, a useless line? Moments of attempts at one problem, with
intervals by a bootstrap over problems. All are in shares of passes, not log-odds, and assume no model.

Two attempts at a problem disagree with probability 2 p (1 - p) if they have the same prompt, and with
p (1 - p) + q (1 - q) + (p - q)^2 if their prompts give pass rates p and q. So the excess over chance is the mean square of what
the change of the prompt does to the pass rate of a problem, where no prompt is special. How much of it stays in another
surrounding is the product of the effects in two surroundings, which have no attempt in common.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bench._prompts import TRIMMED, purpose
from bench._table import Row

Array = NDArray[np.float64]
RESAMPLES = 4000
TRIMMED_START = f"start/{TRIMMED}"


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
"""By name: a value for each problem, NaN where it lacks the attempts."""


def outcomes(rows: Iterable[Row]) -> dict[str, dict[str, list[float]]]:
    """Outcomes by problem."""
    found: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        found[row.problem][row.prompt].append(float(row.passed))
    return {problem: dict(prompts) for problem, prompts in sorted(found.items())}


def moments(by_problem: Mapping[str, Outcomes]) -> Moments:
    """The moments of each problem."""
    return {name: np.array([of(each) for each in by_problem.values()]) for name, of in MOMENTS.items()}


def has(found: Moments, name: str) -> bool:
    """Whether any problem has such pairs."""
    return bool(np.isfinite(found[name]).any())


def interval(found: Mapping[str, Array], of: Callable[[Mapping[str, Array]], Array], needs: Sequence[str]) -> Interval:
    """A function of the mean moments, each taken over the problems that have all in `needs`."""
    columns = np.array([found[name] for name in needs])
    columns = columns[:, ~np.isnan(columns).any(axis=0)]
    count = columns.shape[1]
    picked = np.random.default_rng(0).integers(0, count, (RESAMPLES, count))
    picked[0] = range(count)
    values = of(dict(zip(needs, columns[:, picked].mean(axis=2), strict=True)))
    low, high = np.nanpercentile(values[1:], [2.5, 97.5])
    return Interval(float(values[0]), float(low), float(high), count)


def _same(prompts: Outcomes) -> float:
    """Disagreement of two trials of one prompt, the start word for word."""
    chosen = [prompts.get(name, ()) for name in ("start/0", TRIMMED_START)]
    return mean(a != b for each in chosen for a, b in combinations(each, 2))


def _pairs(pairs: Callable[[Outcomes], Iterator[tuple[str, str]]]) -> Callable[[Outcomes], float]:
    """Disagreement of an attempt at one prompt and one at another."""

    def of(prompts: Outcomes) -> float:
        rates = [(mean(prompts[one]), mean(prompts[two])) for one, two in pairs(prompts)]
        return mean(a * (1 - b) + b * (1 - a) for a, b in rates)

    return of


def _format_pairs(prompts: Outcomes) -> Iterator[tuple[str, str]]:
    return (("start/0", name) for name in prompts if is_format(name) and "start/0" in prompts)


def _two_format_pairs(prompts: Outcomes) -> Iterator[tuple[str, str]]:
    return combinations(filter(is_format, prompts), 2)


def _line_pairs(prompts: Outcomes) -> Iterator[tuple[str, str]]:
    """Each useless line against the start in the same format."""
    for name in prompts:
        harness, _, number = name.partition("/")
        if purpose(harness) == "useless" and f"start/{number}" in prompts:
            yield f"start/{number}", name


def _trimmed_pairs(prompts: Outcomes) -> Iterator[tuple[str, str]]:
    if {"start/0", TRIMMED_START} <= prompts.keys():
        yield "start/0", TRIMMED_START


def line_effects(prompts: Outcomes) -> dict[str, list[float]]:
    """By useless line: its effect in each format, against the start in that format."""
    effects = defaultdict(list)
    for name, trials in prompts.items():
        harness, _, number = name.partition("/")
        if purpose(harness) == "useless" and (start := prompts.get(f"start/{number}")):
            effects[harness].append(mean(trials) - mean(start))
    return effects


def format_effects(prompts: Outcomes) -> dict[str, list[float]]:
    """By format: its effect on the start and on each useless line, against word for word."""
    effects = defaultdict(list)
    for name, trials in prompts.items():
        harness, _, number = name.partition("/")
        if number != "0" and purpose(harness) in ("start", "useless") and (plain := prompts.get(f"{harness}/0")):
            effects[number].append(mean(trials) - mean(plain))
    return effects


def _stays(effects: Callable[[Outcomes], dict[str, list[float]]]) -> Callable[[Outcomes], float]:
    """Product of a change's effects in two surroundings: the mean square of the effect that stays."""
    return lambda prompts: mean(a * b for each in effects(prompts).values() for a, b in combinations(each, 2))


def is_format(name: str) -> bool:
    return name.startswith("start/") and name not in ("start/0", TRIMMED_START)


def mean(values: Iterable[float]) -> float:
    listed = list(values)
    return sum(listed) / len(listed) if listed else float("nan")


SAME, TRIM, LINE = "same prompt", "the task's last line end left out", "with and without a useless line, same format"
FORMAT, FORMATS = "word for word against another format", "two other formats"
FORMAT_STAYS, LINE_STAYS = "a format's effect, with two lines", "a line's effect, in two formats"
MOMENTS: dict[str, Callable[[Outcomes], float]] = {
    SAME: _same,
    TRIM: _pairs(_trimmed_pairs),
    LINE: _pairs(_line_pairs),
    FORMAT: _pairs(_format_pairs),
    FORMATS: _pairs(_two_format_pairs),
    FORMAT_STAYS: _stays(format_effects),
    LINE_STAYS: _stays(line_effects),
}
PAIRS = (SAME, TRIM, LINE, FORMAT, FORMATS)
