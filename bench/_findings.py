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
    FORMAT_STAYS,
    LINE,
    LINE_STAYS,
    PAIRS,
    SAME,
    Array,
    Interval,
    Moments,
    has,
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
    for name in filter(partial(has, found), PAIRS):
        each = interval(found, itemgetter(name), [name])
        yield f"| {name} | {each.value:.1%} ({each.low:.1%} to {each.high:.1%}) |"
    yield ""


def _components(found: Moments) -> Iterator[str]:
    yield "| mean square of the effect on a problem's pass rate | all | stays in another surrounding | share that stays |"
    yield "|---|---|---|---|"
    for name, all_, stays in (("useless line", LINE, LINE_STAYS), ("prompt format", FORMAT, FORMAT_STAYS)):
        needs = [SAME, all_, stays]
        whole = interval(found, partial(_excess, pairs=all_), needs)
        kept = interval(found, itemgetter(stays), needs)
        share = "unknown: all may be nothing"
        if whole.low > 0:
            each = interval(found, partial(_share, pairs=all_, stays=stays), needs)
            share = f"{each.value:.0%} ({each.low:.0%} to {each.high:.0%})"
        yield f"| {name} | {_squared(whole)} | {_squared(kept)} | {share} |"
    yield ""


def _excess(mean: Mapping[str, Array], pairs: str) -> Array:
    return mean[pairs] - mean[SAME]


def _share(mean: Mapping[str, Array], pairs: str, stays: str) -> Array:
    return mean[stays] / _excess(mean, pairs)


def _squared(each: Interval) -> str:
    return f"{each.value:.4f} ({each.low:.4f} to {each.high:.4f})"


def _formats_needed(found: Moments) -> Iterator[str]:
    """What averaging over formats leaves of a useless line's luck: what stays, and the rest divided by their number."""
    yield f"| a useless line's luck over so many formats, many attempts in each | points on a problem | on {SUITE} problems |"
    yield "|---|---|---|"
    for count in FORMATS_USED:
        luck = interval(found, partial(_luck, count=count), [SAME, LINE, LINE_STAYS])
        cells = [
            f"{scale * luck.value:.1f} ({scale * luck.low:.1f} to {scale * luck.high:.1f})"
            for scale in (100, 100 / SUITE**0.5)
        ]
        yield f"| {count} | {' | '.join(cells)} |"
    yield ""


def _luck(mean: Mapping[str, Array], count: int) -> Array:
    """Root mean square."""
    stays = np.maximum(mean[LINE_STAYS], 0.0)
    return np.sqrt(stays + np.maximum(_excess(mean, LINE) - stays, 0.0) / count)


def _mixed(posterior: Posterior) -> Iterator[str]:
    yield "| mixed model of start and useless lines | standard deviation, log-odds (95 %) |"
    yield "|---|---|"
    for term, (median, low, high) in sd_table(posterior).items():
        yield f"| {term} | {median:.2f} ({low:.2f} to {high:.2f}) |"
    yield ""
    sds = [draw.sds for draw in posterior.draws]
    shares = {
        "useless line": [_stays(each, "problem x wording") for each in sds],
        "prompt format": [_stays(each, "problem x format") for each in sds],
    }
    for name, share in shares.items():
        low, median, high = np.quantile(share, [0.025, 0.5, 0.975])
        yield f"Of the variance of a {name}'s effect on a problem, in log-odds, {median:.0%} stays ({low:.0%} to {high:.0%})."
    yield ""


def _stays(sds: Mapping[str, float], term: str) -> float:
    return sds[term] ** 2 / (sds[term] ** 2 + sds["problem x prompt"] ** 2)


def _effects(rows: Sequence[Row]) -> Iterator[str]:
    yield "| prompt | passed | against its start, points |"
    yield "|---|---|---|"
    for each in effects(outcomes(rows)):
        low, value, high = (100 * x for x in (each.change.low, each.change.value, each.change.high))
        yield f"| {each.name} | {each.rate:.1%} | {value:+.1f} ({low:+.1f} to {high:+.1f}) |"
