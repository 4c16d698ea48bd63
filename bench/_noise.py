"""What moves a real model's answers: chance, the prompt format, a useless line? Moments of attempts at one problem, with
intervals by a bootstrap over problems. All are in shares of passes, not log-odds, and assume no model.

With pass rates p and q of two prompts at a problem: the mean of (p - q)^2 is estimated by the square of the difference between
the shares that passed, less what chance adds to it (the shares' variances); and how much of an effect stays in another
surrounding by the product of the effects in two surroundings, which have no attempt in common.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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


def interval(
    found: Mapping[str, Array], of: Callable[[Mapping[str, float]], float], needs: Sequence[str], seed: int = 0
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


def _same(chosen: Callable[[str], bool]) -> Callable[[Outcomes], float]:
    """Disagreement of two trials of one prompt."""

    def of(prompts: Outcomes) -> float:
        within = [(a, b) for name, each in prompts.items() if chosen(name) for a, b in combinations(each, 2)]
        return mean(a != b for a, b in within)

    return of


def _between(chosen: Callable[[str], bool]) -> Callable[[Outcomes], float]:
    """Disagreement of an attempt of the start, word for word, and one of another prompt."""

    def of(prompts: Outcomes) -> float:
        start = mean(prompts.get("start/0", ()))
        others = [mean(trials) for name, trials in prompts.items() if chosen(name)]
        return mean(start * (1 - other) + other * (1 - start) for other in others)

    return of


def _squares(pairs: Callable[[Outcomes], Iterator[tuple[str, str]]]) -> Callable[[Outcomes], float]:
    """(p - q)^2, over pairs of prompts with two trials each."""

    def of(prompts: Outcomes) -> float:
        return mean(_square(prompts[one], prompts[two]) for one, two in pairs(prompts))

    return of


def _square(one: Sequence[float], two: Sequence[float]) -> float:
    return (mean(one) - mean(two)) ** 2 - _chance(one) - _chance(two)


def _chance(trials: Sequence[float]) -> float:
    """Variance of the share that passed; NaN for a single trial."""
    share, count = mean(trials), len(trials)
    return share * (1 - share) / (count - 1) if count > 1 else float("nan")


def _format_pairs(prompts: Outcomes) -> Iterator[tuple[str, str]]:
    return (("start/0", name) for name in prompts if is_format(name) and _twice(prompts, "start/0", name))


def _line_pairs(prompts: Outcomes) -> Iterator[tuple[str, str]]:
    """Each useless line against the start in the same format."""
    for name in prompts:
        harness, _, number = name.partition("/")
        if purpose(harness) == "useless" and _twice(prompts, name, f"start/{number}"):
            yield f"start/{number}", name


def _twice(prompts: Outcomes, *names: str) -> bool:
    return all(len(prompts.get(name, ())) > 1 for name in names)


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
    return name.startswith("start/") and name != "start/0"


def is_useless(name: str) -> bool:
    """Of a prompt that is a useless line, word for word."""
    return name.endswith("/0") and purpose(name[:-2]) == "useless"


def mean(values: Iterable[float]) -> float:
    listed = list(values)
    return sum(listed) / len(listed) if listed else float("nan")


SAME, FORMAT, LINE = "same prompt", "start against a format", "start against a useless line"
FORMAT_SQUARE, LINE_SQUARE = "square of a format's effect", "square of a line's effect"
FORMAT_STAYS, LINE_STAYS = "a format's effect, with two lines", "a line's effect, in two formats"
MOMENTS: dict[str, Callable[[Outcomes], float]] = {
    SAME: _same(lambda name: name == "start/0"),
    FORMAT: _between(is_format),
    LINE: _between(is_useless),
    FORMAT_SQUARE: _squares(_format_pairs),
    LINE_SQUARE: _squares(_line_pairs),
    FORMAT_STAYS: _stays(format_effects),
    LINE_STAYS: _stays(line_effects),
}
