"""A mixed model of a recording: the log-odds of a pass are a sum of normal effects of problem, line, prompt format and their
interactions; chance within one prompt is what is left.

    log-odds = level + start + problem + wording + format + problem x wording + problem x format + problem x prompt

A start and the same start with a useless line are wordings of one another; so no wording is special, as no format is. Other
lines have effects of their own in the place of those of wordings. Each start has problems and formats of its own, with the
same standard deviations. `problem x wording` stays whatever the format; `problem x prompt` belongs to one prompt alone.

The posterior is sampled by Gibbs' method with Polya-Gamma variables (Polson, Scott, Windle, JASA 108, 2013). All standard
deviations have half-Cauchy priors of scale 1 (as scale mixtures: Wand et al., Bayesian Analysis 6, 2011), and are drawn twice a
sweep, given the effects and given the standardised effects (interweaving: Yu, Meng, JCGS 20, 2011).
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bench._prompts import purpose
from bench._table import Row

Array = NDArray[np.float64]
Level = Hashable

LEVEL = 2.0
"""Prior standard deviation of the intercept, log-odds."""
GAMMAS = 12
"""Terms of a Polya-Gamma variable's series that are drawn; the rest is replaced by its mean."""
FIRST_SD = 0.5


def _other(row: Row) -> bool:
    return purpose(row.harness) not in ("useless", "start")


def _plain(row: Row) -> bool:
    return not _other(row)


def _any(row: Row) -> bool:
    return True


KEYS: dict[str, tuple[Callable[[Row], bool], Callable[[Row], Level]]] = {
    "start": (_any, lambda row: row.start),
    "problem": (_any, lambda row: (row.problem, row.start)),
    "format": (_any, lambda row: (row.start, row.format)),
    "wording": (_plain, lambda row: row.harness),
    "other line": (_other, lambda row: row.harness),
    "problem x format": (_any, lambda row: (row.problem, row.start, row.format)),
    "problem x wording": (_plain, lambda row: (row.problem, row.harness)),
    "problem x other line": (_other, lambda row: (row.problem, row.harness)),
    "problem x prompt": (_plain, lambda row: (row.problem, row.prompt)),
    "problem x prompt of other lines": (_other, lambda row: (row.problem, row.prompt)),
}
"""By term: the rows that have it, and the level of a row."""


class Draw(NamedTuple):
    """One draw from the posterior, all in log-odds."""

    level: float
    sds: dict[str, float]
    """By term."""
    effects: dict[str, Array]
    """By term, in the order of `Posterior.levels`."""


class Posterior(NamedTuple):
    levels: dict[str, dict[Level, int]]
    """By term: the place of each level."""
    draws: list[Draw]


def sample(rows: Sequence[Row], kept: int, every: int = 1, first: int = 200, seed: int = 0) -> Posterior:
    """So many draws, every so many sweeps after the first ones."""
    sampler = _Sampler(rows, np.random.default_rng(seed))
    for _ in range(first):
        sampler.sweep()
    draws = []
    for _ in range(kept):
        for _ in range(every):
            sampler.sweep()
        draws.append(sampler.draw())
    return Posterior(sampler.levels, draws)


class _Sampler:
    def __init__(self, rows: Sequence[Row], rng: np.random.Generator) -> None:
        self._rng = rng
        self._passed = np.array([row.passed for row in rows], dtype=float)
        self.levels: dict[str, dict[Level, int]] = {}
        self._rows: dict[str, NDArray[np.int64]] = {}
        """By term: the rows that have it."""
        self._at: dict[str, NDArray[np.int64]] = {}
        """By term: the level of each of them."""
        for term, (has, key) in KEYS.items():
            chosen = [number for number, row in enumerate(rows) if has(row)]
            keys = [key(rows[number]) for number in chosen]
            if len(set(keys)) > 1:
                self.levels[term] = {level: place for place, level in enumerate(dict.fromkeys(keys))}
                self._rows[term] = np.array(chosen)
                self._at[term] = np.array([self.levels[term][level] for level in keys])
        self._level = 0.0
        self._effects = {term: np.zeros(len(levels)) for term, levels in self.levels.items()}
        self._sds = dict.fromkeys(self.levels, FIRST_SD)
        self._scales = dict.fromkeys(self.levels, 1.0)
        self._odds = np.zeros(len(rows))

    def draw(self) -> Draw:
        return Draw(self._level, dict(self._sds), {term: effects.copy() for term, effects in self._effects.items()})

    def sweep(self) -> None:
        weight = _polya_gamma(self._odds, self._rng)
        target = (self._passed - 0.5) / weight
        level = self._normal(float(weight @ (target - self._odds + self._level)), weight.sum() + LEVEL**-2)
        self._odds += level - self._level
        self._level = level
        for term in self.levels:
            self._draw_effects(term, weight, target)
            self._draw_sd(term)
        self._draw_sds_again(weight, target)

    def _draw_effects(self, term: str, weight: Array, target: Array) -> None:
        rows, at, size = self._rows[term], self._at[term], len(self.levels[term])
        before = self._effects[term]
        rest = target[rows] - self._odds[rows] + before[at]
        precision = np.bincount(at, weight[rows], size) + self._sds[term] ** -2
        mean = np.bincount(at, weight[rows] * rest, size) / precision
        after = mean + self._rng.standard_normal(size) / np.sqrt(precision)
        self._odds[rows] += (after - before)[at]
        self._effects[term] = after

    def _draw_sd(self, term: str) -> None:
        """Given the effects."""
        effects = self._effects[term]
        rate = float(effects @ effects) / 2 + 1 / self._scales[term]
        variance = rate / self._rng.standard_gamma((len(effects) + 1) / 2)
        self._scales[term] = (1 + 1 / variance) / self._rng.standard_gamma(1.0)
        self._sds[term] = float(np.sqrt(variance))

    def _draw_sds_again(self, weight: Array, target: Array) -> None:
        """All at once, given the standardised effects: coefficients of a regression, accepted by the ratio of priors."""
        terms = list(self.levels)
        before = np.array([self._sds[term] for term in terms])
        columns = np.zeros((len(self._odds), len(terms)))
        for number, term in enumerate(terms):
            columns[self._rows[term], number] = self._effects[term][self._at[term]] / self._sds[term]
        weighted = columns * weight[:, None]
        precision = weighted.T @ columns + 1e-9 * np.eye(len(terms))
        root = np.linalg.cholesky(precision)
        mean = np.linalg.solve(precision, weighted.T @ (target - self._level))
        after = mean + np.linalg.solve(root.T, self._rng.standard_normal(len(terms)))
        if self._rng.random() < np.prod((1 + before**2) / (1 + after**2)):
            self._odds = self._level + columns @ after
            for term, old, new in zip(terms, before, after, strict=True):
                self._effects[term] *= new / old
                self._sds[term] = abs(float(new))

    def _normal(self, sum_: float, precision: float) -> float:
        return sum_ / precision + float(self._rng.standard_normal() / np.sqrt(precision))


def _polya_gamma(odds: Array, rng: np.random.Generator) -> Array:
    """PG(1, odds): a weighted sum of exponential variables."""
    size = np.abs(odds)
    terms = 1 / (2 * np.pi**2 * ((np.arange(GAMMAS) + 0.5) ** 2 + (size**2 / (4 * np.pi**2))[:, None]))
    mean = np.where(size < 1e-4, 0.25, np.tanh(size / 2) / np.maximum(2 * size, 1e-9))
    drawn: Array = (terms * rng.standard_exponential(terms.shape)).sum(axis=1) + mean - terms.sum(axis=1)
    return drawn


def sd_table(posterior: Posterior) -> Mapping[str, tuple[float, float, float]]:
    """By term: median and 95 % interval of its standard deviation."""
    found = {}
    for term in posterior.levels:
        low, median, high = np.quantile([draw.sds[term] for draw in posterior.draws], [0.025, 0.5, 0.975])
        found[term] = (float(median), float(low), float(high))
    return found
