"""A mixed model of a recording: the log-odds of a pass are a sum of normal effects of problem, edits, prompt format and their
interactions; chance within one prompt is what is left.

Fitted by the Laplace approximation with the standard deviations that maximise the marginal likelihood (Rasmussen,
Williams, Gaussian Processes for Machine Learning, 2006, chapters 3 and 5). With few trials of each prompt the
approximation takes interactions for somewhat smaller than they are.
"""

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bench._table import Row

Array = NDArray[np.float64]

TERMS = ("problem", "edit", "format", "problem x edit", "problem x format", "problem x prompt")
"""`problem x edit` stays whatever the format; `problem x prompt` belongs to one prompt alone."""
LEVEL = 2.0
"""Standard deviation of the intercept before anything is known, in log-odds, as of all terms."""
GRID = (0.0, 0.2, 0.35, 0.5, 0.7, 1.0, 1.4, 2.0, 2.8, 4.0)
"""Standard deviations that are tried."""
SWEEPS = 3
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
    evidence: float
    """Logarithm of the marginal likelihood."""
    covariance: Array
    """Prior covariance of the rows' log-odds."""
    mode: Array
    """Of the rows' log-odds."""


def design(rows: Sequence[Row]) -> Design:
    problems = sorted({row.problem for row in rows})
    edits = sorted({edit for row in rows for edit in names(row.edits)})
    return Design(
        problems,
        edits,
        np.array([problems.index(row.problem) for row in rows]),
        np.array([row.format for row in rows]),
        [row.prompt for row in rows],
        np.array([[float(edit in names(row.edits)) for edit in edits] for row in rows]),
        np.array([float(row.passed) for row in rows]),
    )


def names(edits: str) -> list[str]:
    """The edits of a recorded harness."""
    return [] if edits == "start" else edits.split("+")


def fit(made: Design) -> Fit:
    """The standard deviations are found one at a time on a grid, in a few sweeps."""
    parts = _parts(made)
    sds = dict.fromkeys(TERMS, 0.5) | {"problem": 2.0}
    for _ in range(SWEEPS):
        before = dict(sds)
        for term in TERMS:
            sds[term] = max(GRID, key=lambda sd, term=term: _laplace(made, parts, sds | {term: sd})[0])  # type: ignore[misc]
        if sds == before:
            break
    evidence, covariance, mode = _laplace(made, parts, sds)
    return Fit(made, sds, evidence, covariance, mode)


def profile(fitted: Fit, term: str) -> tuple[float, float]:
    """95 % interval of a standard deviation by its likelihood with the others as fitted, on the grid."""
    parts = _parts(fitted.design)
    within = [sd for sd in GRID if _laplace(fitted.design, parts, fitted.sds | {term: sd})[0] > fitted.evidence - 1.92]
    return min(within), max(within)


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
    mode = np.zeros(len(made.passed))
    for mode, weight, root, inner in _newton(made.passed, covariance):  # noqa: B007
        pass
    fitted = float(-np.logaddexp(0, -(2 * made.passed - 1) * mode).sum())
    return fitted - 0.5 * float(weight @ mode) - float(np.log(np.diag(inner)).sum()), covariance, mode


def _newton(passed: Array, covariance: Array) -> Iterator[tuple[Array, Array, Array, Array]]:
    """Steps towards the mode: (mode, its weights, square roots of the curvature, Cholesky factor)."""
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
        yield mode, weight, root, inner
        if abs(objective - before) < 1e-4:
            return
        before = objective
