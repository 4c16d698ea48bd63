"""The tables of `bench real noise`, as Markdown."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from operator import itemgetter

import numpy as np

from bench._effects import effects
from bench._mixed import Posterior, sample, sd_table
from bench._noise import (
    FORMAT,
    FORMAT_SQUARE,
    FORMAT_STAYS,
    LINE,
    LINE_SQUARE,
    LINE_STAYS,
    SAME,
    Interval,
    Moments,
    interval,
    moments,
    outcomes,
)
from bench._prompts import purpose
from bench._table import Row

FORMATS_USED = (1, 2, 4, 8, 16)
"""Prompt formats over which a difference is a mean."""
SUITE = 50
"""Problems of a suite."""
SWEEPS = 1500


def report(rows: Sequence[Row], sweeps: int = SWEEPS) -> Iterator[str]:
    """All tables. sweeps: of the mixed model's sampler that are kept."""
    plain = [row for row in rows if row.start == "start"]
    found = moments(outcomes(plain))
    yield from _recorded(rows)
    yield from _pairs(found)
    yield from _components(found)
    yield from _formats_needed(found)
    yield from _mixed(sample([row for row in plain if purpose(row.harness) in ("start", "useless")], kept=sweeps))
    yield from _effects(rows)


def _recorded(rows: Sequence[Row]) -> Iterator[str]:
    status = Counter(row.status for row in rows)
    shares = ", ".join(f"{name} {count}" for name, count in status.most_common())
    problems, tokens = len({row.problem for row in rows}), sum(row.tokens for row in rows)
    yield f"{len(rows)} attempts at {problems} problems, {tokens} tokens: {shares}\n"


def _pairs(found: Moments) -> Iterator[str]:
    yield "| pairs of attempts at one problem | disagree (95 %) |"
    yield "|---|---|"
    for name in (SAME, FORMAT, LINE):
        each = interval(found, itemgetter(name), [name])
        yield f"| {name} | {each.value:.1%} ({each.low:.1%} to {each.high:.1%}) |"
    yield ""


def _components(found: Moments) -> Iterator[str]:
    yield "| mean square of the effect on a problem's pass rate | all | stays in another surrounding | share that stays |"
    yield "|---|---|---|---|"
    for name, all_, stays in (
        ("useless line", LINE_SQUARE, LINE_STAYS),
        ("prompt format", FORMAT_SQUARE, FORMAT_STAYS),
    ):
        parts = [interval(found, itemgetter(each), [all_, stays]) for each in (all_, stays)]
        share = interval(found, partial(_share, all_=all_, stays=stays), [all_, stays])
        yield f"| {name} | {' | '.join(map(_squared, parts))} | {_percent(share)} |"
    yield ""


def _share(mean: Mapping[str, float], all_: str, stays: str) -> float:
    return mean[stays] / mean[all_]


def _squared(each: Interval) -> str:
    return f"{each.value:.4f} ({each.low:.4f} to {each.high:.4f})"


def _percent(each: Interval) -> str:
    return f"{each.value:.0%} ({each.low:.0%} to {each.high:.0%})"


def _formats_needed(found: Moments) -> Iterator[str]:
    """What averaging over formats leaves of a useless line's luck."""
    yield f"| formats, many attempts in each | a useless line's luck, root mean square: on a problem | on {SUITE} | of it stays |"
    yield "|---|---|---|---|"
    needs = [LINE_SQUARE, LINE_STAYS]
    for count in FORMATS_USED:
        luck = interval(found, partial(_luck, count=count), needs)
        lasting = interval(found, partial(_lasting, count=count), needs)
        suite = 100 / SUITE**0.5
        yield (
            f"| {count} | {100 * luck.value:.1f} points ({100 * luck.low:.1f} to {100 * luck.high:.1f}) | "
            f"{suite * luck.value:.1f} points | {_percent(lasting)} |"
        )
    yield ""


def _luck(mean: Mapping[str, float], count: int) -> float:
    return float(np.sqrt(max(_variance(mean, count), 0.0)))


def _variance(mean: Mapping[str, float], count: int) -> float:
    return mean[LINE_STAYS] + (mean[LINE_SQUARE] - mean[LINE_STAYS]) / count


def _lasting(mean: Mapping[str, float], count: int) -> float:
    """Share of the variance that no further format takes away."""
    return mean[LINE_STAYS] / max(_variance(mean, count), 1e-9)


def _mixed(posterior: Posterior) -> Iterator[str]:
    yield "| mixed model of start and useless lines | standard deviation, log-odds (95 %) |"
    yield "|---|---|"
    for term, (median, low, high) in sd_table(posterior).items():
        yield f"| {term} | {median:.2f} ({low:.2f} to {high:.2f}) |"
    yield ""
    sds = [draw.sds for draw in posterior.draws]
    shares = {
        "useless line": [_stays(each, "problem x useless line") for each in sds],
        "prompt format": [_stays(each, "problem x format") for each in sds],
    }
    for name, share in shares.items():
        low, median, high = np.quantile(share, [0.025, 0.5, 0.975])
        yield f"Of the variance of a {name}'s effect on a problem, in log-odds, {median:.0%} stays ({low:.0%} to {high:.0%})."
    yield ""


def _stays(sds: Mapping[str, float], term: str) -> float:
    """By one effect of `problem x line`, or two of `problem x format`; both change two of `problem x prompt`."""
    kept = sds[term] ** 2 * (1 if term.endswith("line") else 2)
    return kept / (kept + 2 * sds["problem x prompt"] ** 2)


def _effects(rows: Sequence[Row]) -> Iterator[str]:
    yield "| prompt | passed | against its start, points |"
    yield "|---|---|---|"
    for each in effects(outcomes(rows)):
        low, value, high = (100 * x for x in (each.change.low, each.change.value, each.change.high))
        yield f"| {each.name} | {each.rate:.1%} | {value:+.1f} ({low:+.1f} to {high:+.1f}) |"
