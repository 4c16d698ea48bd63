"""What moves a real model's answers: chance, the prompt format, a useless line? By the crossed block of a record: the first
attempt at each problem with each wording in each prompt format. Wordings are the start, and the start with a useless line.

An attempt passes with a rate that is the sum of effects of wording, format and prompt at its problem. Of a pair of attempts at
one problem, those that differ in both disagree more often than those that differ in the format alone, by twice the variance of
the wordings' effects: of what a wording does to the problem *in every format*. Likewise for formats. (These are the estimates of
a two-way analysis of variance at each problem.) What is left is chance, and what belongs to one prompt alone. Intervals are by
a bootstrap over problems; the test of "no effect" permutes the outcomes at a problem among wordings, or among formats.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bench._prompts import CROSSED, TRIMMED, named
from bench._table import Row

Array = NDArray[np.float64]
RESAMPLES = 4000
PERMUTATIONS = 2000
WORDINGS = ("start", *(f"start+{line}" for line in named("useless")))
BLOCK = [[f"{wording}/{number}" for number in range(CROSSED + 1)] for wording in WORDINGS]
"""Prompts of the crossed block, a row for each wording."""
SAME, SAME_TRIMMED = "nothing", "nothing, the task's last line end left out"
LINE, FORMAT, BOTH = "a useless line", "the prompt format", "both"
REPEATED = {SAME: "start/0", SAME_TRIMMED: f"start/{TRIMMED}"}
"""Prompts with several attempts at a problem: each tells its own chance alone."""
AXES = {LINE: 1, FORMAT: 2}
"""Of the crossed block."""


class Interval(NamedTuple):
    value: float
    low: float
    high: float
    """95 %, by percentiles of the bootstrap."""


Outcomes = Mapping[str, Sequence[float]]
"""1 or 0 for each trial, by prompt, at one problem."""


def outcomes(rows: Iterable[Row]) -> dict[str, dict[str, list[float]]]:
    """Outcomes by problem."""
    found: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for row in sorted(rows):
        found[row.problem][row.prompt].append(float(row.passed))
    return {problem: dict(prompts) for problem, prompts in sorted(found.items())}


def interval(values: Array) -> Interval:
    """Of the mean over problems, those that are NaN left out."""
    values = values[np.isfinite(values)]
    picked = np.random.default_rng(0).integers(0, len(values), (RESAMPLES, len(values)))
    low, high = np.percentile(values[picked].mean(axis=1), [2.5, 97.5])
    return Interval(float(values.mean()), float(low), float(high))


def crossed(by_problem: Mapping[str, Outcomes]) -> Array:
    """Outcomes of the crossed block: problems x wordings x formats. Only problems that have all."""
    needed = {prompt for line in BLOCK for prompt in line}
    whole = [found for found in by_problem.values() if needed <= found.keys()]
    return np.array([[[found[prompt][0] for prompt in line] for line in BLOCK] for found in whole])


def repeated(by_problem: Mapping[str, Outcomes]) -> dict[str, Array]:
    """How often two attempts with the same prompt disagree at each problem, NaN where it has no two; of recorded prompts."""
    return {
        name: np.array([
            mean(a != b for a, b in combinations(found.get(prompt, ()), 2)) for found in by_problem.values()
        ])
        for name, prompt in REPEATED.items()
        if any(prompt in found for found in by_problem.values())
    }  # fmt: skip


def disagreements(block: Array) -> dict[str, Array]:
    """How often attempts at each problem disagree, by what their prompts differ in."""
    _, wordings, formats = block.shape
    in_one_format, in_one_wording = _unequal(block, 1).sum(axis=1), _unequal(block, 2).sum(axis=1)
    in_both = _unequal(block.reshape(len(block), -1), 1) - in_one_format - in_one_wording
    return {
        LINE: in_one_format / (formats * wordings * (wordings - 1) / 2),
        FORMAT: in_one_wording / (wordings * formats * (formats - 1) / 2),
        BOTH: in_both / (wordings * (wordings - 1) * formats * (formats - 1) / 2),
    }


def _unequal(outcomes: Array, axis: int) -> Array:
    """Number of pairs along an axis that disagree."""
    passed = outcomes.sum(axis=axis)
    unequal: Array = passed * (outcomes.shape[axis] - passed)
    return unequal


def variances(block: Array) -> dict[str, Array]:
    """At each problem: of the pass rate over wordings, whatever the format, and over formats, whatever the wording. Unbiased,
    so it may be negative at a problem."""
    found = disagreements(block)
    return {LINE: (found[BOTH] - found[FORMAT]) / 2, FORMAT: (found[BOTH] - found[LINE]) / 2}


def p_value(block: Array, name: str) -> float:
    """Chance of so large a mean variance if the outcomes at a problem could as well be exchanged along that axis."""
    rng, seen = np.random.default_rng(0), variances(block)[name].mean()
    as_large = sum(
        variances(rng.permuted(block, axis=AXES[name]))[name].mean() >= seen - 1e-12 for _ in range(PERMUTATIONS)
    )
    return float((1 + as_large) / (1 + PERMUTATIONS))


def halves(block: Array) -> Array:
    """Effects of wordings at problems, against the mean of all wordings, in two halves of the formats: one row for each."""
    effects = block - block.mean(axis=1, keepdims=True)
    return np.stack([effects[:, :, half::2].mean(axis=2).ravel() for half in (0, 1)], axis=1)


def mean(values: Iterable[float]) -> float:
    listed = list(values)
    return sum(listed) / len(listed) if listed else float("nan")
