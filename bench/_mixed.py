"""A mixed model of a recording: the log-odds of a pass are a sum of normal effects of problem, edits, prompt format and their
interactions; chance within one prompt is what is left.

The interactions are fitted to the attempts of start, formats and useless lines by simulated maximum likelihood: the effects
of each problem are integrated out over random draws (Train, Discrete Choice Methods with Simulation, 2009, chapter 10).
Given these, the Laplace approximation fits how much edits and formats move all problems alike, and gives the posterior
(Rasmussen, Williams, Gaussian Processes for Machine Learning, 2006, chapters 3 and 5).
"""

import math
from collections.abc import Hashable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bench._prompts import purpose
from bench._table import Row

Array = NDArray[np.float64]

TERMS = ("problem", "edit", "format", "problem x edit", "problem x format", "problem x prompt")
"""`problem x edit` stays whatever the format; `problem x prompt` belongs to one prompt alone."""
INTERACTIONS = ("problem", "problem x edit", "problem x format", "problem x prompt")
LEVEL = 2.0
"""Standard deviation of the intercept before anything is known, in log-odds, as of all terms."""
GRID = (0.0, 0.25, 0.5, 0.7, 1.0, 1.4, 2.0, 2.8, 4.0, 5.6, 8.0)
"""Standard deviations that are tried."""
MAIN = 6
"""So many of them for what moves all problems alike."""
LEAST_WEIGHT = 0.02
LEVELS = (-1.0, -0.5, 0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0)
"""Intercepts that are tried, in log-odds."""
SWEEPS = 4
DRAWS = 400
NEWTON = 30

Sds = dict[str, float]


class Design(NamedTuple):
    """Rows of a recording as numbers."""

    problems: list[str]
    edits: list[str]
    problem: NDArray[np.int64]
    format: NDArray[np.int64]
    prompt: list[str]
    present: Array
    """1 where the row's harness has the edit: rows by edits."""
    passed: Array


class Fit(NamedTuple):
    design: Design
    sds: Sds
    covariance: Array
    """Prior covariance of the rows' log-odds."""
    mode: Array
    """Of the rows' log-odds."""


def design(rows: Sequence[Row]) -> Design:
    rows = sorted(rows)
    problems = sorted({row.problem for row in rows})
    edits = sorted({edit for row in rows for edit in names(row.harness)})
    return Design(
        problems,
        edits,
        np.array([problems.index(row.problem) for row in rows]),
        np.array([row.format for row in rows]),
        [row.prompt for row in rows],
        np.array([[float(edit in names(row.harness)) for edit in edits] for row in rows]),
        np.array([float(row.passed) for row in rows]),
    )


def names(edits: str) -> list[str]:
    """The edits of a recorded harness."""
    return [] if edits == "start" else edits.split("+")


def fits(rows: Sequence[Row]) -> list[tuple[Fit, float]]:
    """The model for each standard deviation of `problem x prompt` on the grid, and its weight: the likelihood."""
    noise = Noise([row for row in rows if purpose(row.harness) in ("start", "useless")])
    made = design(rows)
    parts = _parts(made)
    profile = noise.profile("problem x prompt")
    top = max(evidence for _, evidence in profile)
    weighed = [(sds, math.exp(evidence - top)) for sds, evidence in profile]
    return [(_fit(made, parts, sds), weight) for sds, weight in weighed if weight > LEAST_WEIGHT]


def _fit(made: Design, parts: dict[str, Array], interactions: Sds) -> Fit:
    """How much edits and formats move all problems alike is found on the grid."""
    sds = dict.fromkeys(TERMS, 0.3) | interactions
    for term in ("edit", "format"):
        evidence = {sd: _laplace(made, parts, sds | {term: sd})[0] for sd in GRID[:MAIN]}
        sds[term] = max(evidence, key=evidence.__getitem__)
    _, covariance, mode = _laplace(made, parts, sds)
    return Fit(made, sds, covariance, mode)


class Noise:
    """Interactions of the problem with prompt formats and useless lines.

    Where no line was recorded, a format and a prompt are the same: then `problem x prompt` stands for both.
    """

    def __init__(self, rows: Sequence[Row], seed: int = 0) -> None:
        rows = sorted(rows, key=lambda row: row.problem)
        rng = np.random.default_rng(seed)
        keys: dict[str, list[Hashable]] = {
            "problem": [row.problem for row in rows],
            "problem x edit": [(row.problem, row.harness) for row in rows],
            "problem x format": [(row.problem, row.format) for row in rows],
            "problem x prompt": [(row.problem, row.prompt) for row in rows],
        }
        self._draws = {term: _shared(levels, rng) for term, levels in keys.items()}
        self._draws["problem x edit"][[row.harness == "start" for row in rows]] = 0.0
        self._sign = np.array([1.0 if row.passed else -1.0 for row in rows])[:, None]
        self._starts = [i for i, row in enumerate(rows) if i == 0 or row.problem != rows[i - 1].problem]
        lines = any(row.harness != "start" for row in rows)
        self.terms = INTERACTIONS if lines else ("problem", "problem x prompt")
        self.level = 0.5
        self.sds: Sds = {term: 0.5 * (term in self.terms) for term in INTERACTIONS}
        for _ in range(SWEEPS):
            self.level = max(LEVELS, key=lambda level: self.evidence(level, self.sds))
            for term in self.terms:
                self.sds[term] = self._best(term, self.sds)

    def evidence(self, level: float, sds: Sds) -> float:
        """Logarithm of the likelihood, the effects integrated out."""
        odds = level + sum(sds[term] * self._draws[term] for term in INTERACTIONS)
        fitted = np.add.reduceat(-np.logaddexp(0, -self._sign * odds), self._starts, axis=0)
        return float(np.logaddexp.reduce(fitted, axis=1).sum()) - len(self._starts) * math.log(DRAWS)

    def _best(self, term: str, sds: Sds) -> float:
        """The standard deviation with the most evidence, the others as given."""
        return max(GRID, key=lambda sd: self.evidence(self.level, sds | {term: sd}))

    def profile(self, term: str) -> list[tuple[Sds, float]]:
        """For each standard deviation on the grid: all of them with the others fitted anew, and the evidence."""
        found = []
        for sd in GRID:
            sds = self.sds | {term: sd}
            for other in self.terms:
                if other != term:
                    sds[other] = self._best(other, sds)
            found.append((sds, self.evidence(self.level, sds)))
        return found

    def interval(self, term: str) -> tuple[float, float]:
        """95 % interval of a standard deviation by its profile likelihood, on the grid."""
        profile = self.profile(term)
        top = max(evidence for _, evidence in profile)
        within = [sds[term] for sds, evidence in profile if evidence > top - 1.92]
        return min(within), max(within)


def _shared(levels: Sequence[Hashable], rng: np.random.Generator) -> Array:
    """Standard normal draws, rows by draws; rows of one level have the same."""
    drawn = {level: rng.standard_normal(DRAWS) for level in dict.fromkeys(levels)}
    return np.array([drawn[level] for level in levels])


def draw(fitted: Fit, rng: np.random.Generator) -> dict[str, Array]:
    """One draw of all effects from the posterior (Matheron's rule): the intercept, and by term the effects of its levels.

    `problem x edit` and `problem x format` are matrices; `problem x prompt` has one value for each row.
    """
    made, sds = fitted.design, fitted.sds
    problems, edits, formats = len(made.problems), len(made.edits), int(made.format.max()) + 1
    kinds = {prompt: i for i, prompt in enumerate(sorted(set(made.prompt)))}
    prompt = np.array([kinds[each] for each in made.prompt])
    shapes: dict[str, tuple[int, ...]] = {"level": (1,), "problem": (problems,), "edit": (edits,), "format": (formats,)}
    shapes |= {"problem x edit": (problems, edits), "problem x format": (problems, formats)}
    shapes |= {"problem x prompt": (problems, len(kinds))}
    scale = {"level": LEVEL} | sds
    drawn = {term: scale[term] * rng.standard_normal(shape) for term, shape in shapes.items()}
    at = made.problem
    prior = (
        drawn["level"][0]
        + drawn["problem"][at]
        + made.present @ drawn["edit"]
        + drawn["format"][made.format]
        + (made.present * drawn["problem x edit"][at]).sum(axis=1)
        + drawn["problem x format"][at, made.format]
        + drawn["problem x prompt"][at, prompt]
    )
    rate = 1 / (1 + np.exp(-fitted.mode))
    noise = 1 / np.maximum(rate * (1 - rate), 1e-6)
    seen = fitted.mode + (made.passed - rate) * noise
    error = np.sqrt(noise) * rng.standard_normal(len(noise))
    weight = np.linalg.solve(fitted.covariance + np.diag(noise), seen - prior - error)
    drawn["level"] += LEVEL**2 * weight.sum()
    np.add.at(drawn["problem"], at, sds["problem"] ** 2 * weight)
    drawn["edit"] += sds["edit"] ** 2 * (made.present.T @ weight)
    np.add.at(drawn["format"], made.format, sds["format"] ** 2 * weight)
    np.add.at(drawn["problem x edit"], at, sds["problem x edit"] ** 2 * weight[:, None] * made.present)
    np.add.at(drawn["problem x format"], (at, made.format), sds["problem x format"] ** 2 * weight)
    np.add.at(drawn["problem x prompt"], (at, prompt), sds["problem x prompt"] ** 2 * weight)
    return drawn


def _parts(made: Design) -> dict[str, Array]:
    """Prior covariance of the rows by term, for a standard deviation of 1."""
    same = (made.problem[:, None] == made.problem).astype(float)
    edits = made.present @ made.present.T
    formats = (made.format[:, None] == made.format).astype(float)
    prompts = np.array([[a == b for b in made.prompt] for a in made.prompt], dtype=float)
    return dict(zip(TERMS, (same, edits, formats, same * edits, same * formats, same * prompts), strict=True))


def _laplace(made: Design, parts: dict[str, Array], sds: Sds) -> tuple[float, Array, Array]:
    """(logarithm of the marginal likelihood, prior covariance, mode)."""
    covariance = np.full((len(made.passed),) * 2, LEVEL**2)
    for term, part in parts.items():
        covariance += sds[term] ** 2 * part
    *_, (mode, weight, inner) = _newton(made.passed, covariance)
    fitted = float(-np.logaddexp(0, -(2 * made.passed - 1) * mode).sum())
    return fitted - 0.5 * float(weight @ mode) - float(np.log(np.diag(inner)).sum()), covariance, mode


def _newton(passed: Array, covariance: Array) -> Iterator[tuple[Array, Array, Array]]:
    """Steps towards the mode: (mode, its weights, Cholesky factor)."""
    mode, before = np.zeros(len(passed)), -math.inf
    for _ in range(NEWTON):
        rate = 1 / (1 + np.exp(-mode))
        root = np.asarray(np.sqrt(rate * (1 - rate)))
        inner = np.asarray(np.linalg.cholesky(np.eye(len(mode)) + root[:, None] * covariance * root))
        target = root**2 * mode + passed - rate
        solved = np.linalg.solve(inner.T, np.linalg.solve(inner, root * (covariance @ target)))
        weight = np.asarray(target - root * solved)
        mode = np.asarray(covariance @ weight)
        objective = float(-np.logaddexp(0, -(2 * passed - 1) * mode).sum()) - 0.5 * float(weight @ mode)
        yield mode, weight, inner
        if abs(objective - before) < 1e-4:
            return
        before = objective
