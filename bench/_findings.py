"""The tables of `bench real noise`, as Markdown."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from operator import itemgetter

import numpy as np

from bench._effects import FEWEST, effects
from bench._mixed import GRID, Noise
from bench._noise import Interval, Moments, interval, moments, outcomes
from bench._prompts import purpose
from bench._table import Row

FORMATS_USED = (1, 2, 4, 8, 16)

SAME, FORMAT, LINE = "same prompt", "start against a format", "start against a useless line"
PAIRS = (SAME, FORMAT, "two formats", LINE, "two useless lines")
KEPT_LINE, KEPT_FORMAT = "effect of a line, in two formats", "effect of a format, with and without a line"


def report(rows: Sequence[Row]) -> Iterator[str]:
    """All tables."""
    found = moments(outcomes(rows))
    yield from _recorded(rows)
    yield from _pairs(found)
    yield from _components(found)
    yield from _answer(found)
    yield from _mixed(Noise([row for row in rows if purpose(row.harness) in ("start", "useless")]))
    yield from _effects(rows)


def _recorded(rows: Sequence[Row]) -> Iterator[str]:
    status = Counter(row.status for row in rows)
    shares = ", ".join(f"{name} {count}" for name, count in status.most_common())
    problems, tokens = len({row.problem for row in rows}), sum(row.tokens for row in rows)
    yield f"{len(rows)} attempts at {problems} problems, {tokens} tokens: {shares}\n"


def _pairs(found: Moments) -> Iterator[str]:
    yield "| pairs of attempts at one problem | disagree | problems |"
    yield "|---|---|---|"
    for name in PAIRS:
        if each := _mean(found, name):
            yield f"| {name} | {each} | {each.problems} |"
    yield ""


def _components(found: Moments) -> Iterator[str]:
    yield "| mean square of the change in a problem's pass rate | value | problems |"
    yield "|---|---|---|"
    for name, other in (("prompt format", FORMAT), ("useless line", LINE)):
        if enough(found, SAME, other):
            each = _excess(found, other)
            yield f"| {name} | {each} | {each.problems} |"
        else:
            yield f"| {name} | too few problems | |"
    if enough(found, FORMAT, LINE):
        each = interval(found, lambda mean: mean[FORMAT] - mean[LINE], [FORMAT, LINE])
        yield f"| prompt format less useless line | {each} | {each.problems} |"
    if enough(found, SAME):
        chance = interval(found, lambda mean: mean[SAME] / 2, [SAME])
        yield f"| (for comparison: variance of one attempt within its prompt) | {chance} | {chance.problems} |"
    yield ""


def _answer(found: Moments) -> Iterator[str]:
    """How much of a useless line's effect on a problem stays when the format changes, and what more formats leave."""
    if not enough(found, SAME, LINE, KEPT_LINE):
        yield "Whether a useless line's effect on a problem stays when the format changes: too few problems.\n"
        return
    yield "| of the mean square effect on a problem | stays in another surrounding | all |"
    yield "|---|---|---|"
    for name, kept, other in (("useless line", KEPT_LINE, LINE), ("prompt format", KEPT_FORMAT, FORMAT)):
        whole = _excess(found, other, kept)
        stays = interval(found, itemgetter(kept), [SAME, other, kept])
        yield f"| {name} | {stays} | {whole} |"
    yield ""
    yield "| pairs at one problem, each in another format | variance of the mean difference | of it the line's own luck |"
    yield "|---|---|---|"
    needs = [SAME, LINE, KEPT_LINE]
    for count in FORMATS_USED:
        whole = interval(found, partial(_spread, count=count), needs)
        share = interval(found, partial(_lasting, count=count), needs)
        yield f"| {count} | {whole} | {share.value:.0%} ({max(share.low, 0):.0%} to {min(share.high, 1):.0%}) |"
    yield ""


def _spread(mean: Mapping[str, float], count: int) -> float:
    """Variance of the mean difference that a useless line makes in so many prompt formats, one pair in each."""
    return mean[KEPT_LINE] + (mean[LINE] - mean[KEPT_LINE]) / count


def _lasting(mean: Mapping[str, float], count: int) -> float:
    """The share of it that no further format takes away."""
    return mean[KEPT_LINE] / max(_spread(mean, count), 1e-9)


def _mixed(noise: Noise) -> Iterator[str]:
    yield "| mixed model: standard deviation in log-odds | estimate | 95 % interval |"
    yield "|---|---|---|"
    for term in noise.terms:
        low, high = noise.interval(term)
        top = f"> {high}" if high == GRID[-1] else f"{high}"
        yield f"| {term} | {noise.sds[term]} | {low} to {top} |"
    yield ""


def _effects(rows: Sequence[Row]) -> Iterator[str]:
    yield "| prompt | attempts | passed | against the start at the same problems | problems |"
    yield "|---|---|---|---|---|"
    for each in effects(outcomes(rows)):
        yield f"| {each.name} | {each.attempts} | {each.rate:.1%} | {each.change} | {each.change.problems} |"


def _mean(found: Moments, name: str) -> Interval | None:
    """None where fewer than two problems have such pairs."""
    return interval(found, itemgetter(name), [name]) if enough(found, name) else None


def _excess(found: Moments, other: str, *needs: str) -> Interval:
    """Disagreement of such pairs beyond that of two trials of one prompt."""
    return interval(found, lambda mean: mean[other] - mean[SAME], [SAME, other, *needs])


def enough(found: Moments, *needs: str) -> bool:
    """Whether enough problems have all these pairs for an interval."""
    return int(np.isfinite([found[name] for name in needs]).all(axis=0).sum()) >= FEWEST
