"""The tables of `bench real noise`, as Markdown."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from math import sqrt

from bench._effects import effects
from bench._mixed import Posterior, sample, sd_table
from bench._noise import (
    Array,
    Interval,
    Outcomes,
    crossed,
    disagreements,
    interval,
    outcomes,
    p_value,
    repeated,
    variances,
)
from bench._prompts import purpose
from bench._table import Row

SUITE = 50
"""Problems of a suite."""
CLOSED = 0.05
"""Pass rate up to which, and from 1 less which on, a problem is nearly always failed or passed."""
SWEEPS = 1500


def report(rows: Sequence[Row], sweeps: int = SWEEPS) -> Iterator[str]:
    """All tables. sweeps: of the mixed model's sampler that are kept."""
    by_problem = outcomes(rows)
    yield from _recorded(rows)
    yield from _pairs(by_problem)
    yield from _variances(crossed(by_problem))
    plain = [row for row in rows if row.start == "start" and purpose(row.harness) in ("start", "useless")]
    yield from _mixed(sample(plain, kept=sweeps))
    yield from _effects(rows)


def _recorded(rows: Sequence[Row]) -> Iterator[str]:
    status = Counter(row.status for row in rows)
    shares = ", ".join(f"{name} {count}" for name, count in status.most_common())
    problems, tokens = len({row.problem for row in rows}), sum(row.tokens for row in rows)
    yield f"{len(rows)} attempts at {problems} problems, {tokens} tokens: {shares}\n"


def _pairs(by_problem: Mapping[str, Outcomes]) -> Iterator[str]:
    yield "| the prompts of two attempts at a problem differ by | they disagree (95 %) |"
    yield "|---|---|"
    for name, shares in (repeated(by_problem) | disagreements(crossed(by_problem))).items():
        each = interval(shares)
        yield f"| {name} | {each.value:.1%} ({each.low:.1%} to {each.high:.1%}) |"
    yield ""


def _variances(block: Array) -> Iterator[str]:
    """Two wordings differ by twice the variance of one."""
    problems, wordings, formats = block.shape
    passed = block.mean(axis=(1, 2))
    between = ((passed > CLOSED) & (passed < 1 - CLOSED)).mean()
    yield f"{problems} problems x {wordings} wordings x {formats} formats, one attempt each"
    yield f"{between:.0%} of the problems are passed in more than {CLOSED:.0%} and less than {1 - CLOSED:.0%} of the attempts\n"
    yield (
        "| what moves a problem's pass rate | variance (95 %) | p, if none | points (root mean square) | "
        f"of two, the difference on a problem | on {SUITE} problems |"
    )
    yield "|---|---|---|---|---|---|"
    for name, values in variances(block).items():
        each = interval(values)
        points = " | ".join(_points(each, scale) for scale in (1.0, 2.0, 2.0 / SUITE))
        yield f"| {name} | {each.value:.4f} ({each.low:.4f} to {each.high:.4f}) | {p_value(block, name):.4f} | {points} |"
    yield ""


def _points(variance: Interval, scale: float) -> str:
    value, low, high = (100 * sqrt(max(each, 0.0) * scale) for each in variance)
    return f"{value:.1f} ({low:.1f} to {high:.1f})"


def _mixed(posterior: Posterior) -> Iterator[str]:
    yield "| mixed model of start and useless lines | standard deviation, log-odds (95 %) |"
    yield "|---|---|"
    for term, (median, low, high) in sd_table(posterior).items():
        yield f"| {term} | {median:.2f} ({low:.2f} to {high:.2f}) |"
    yield ""


def _effects(rows: Sequence[Row]) -> Iterator[str]:
    yield "| prompt | passed | against its start, points |"
    yield "|---|---|---|"
    for each in effects(outcomes(rows)):
        low, value, high = (100 * x for x in (each.change.low, each.change.value, each.change.high))
        yield f"| {each.name} | {each.rate:.1%} | {value:+.1f} ({low:+.1f} to {high:+.1f}) |"
