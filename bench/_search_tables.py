"""The tables and the plot of `bench search`: gains over the start, and what was asked of the gate."""

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import fmean, stdev
from typing import Any, NamedTuple

from bench._recorded import FAMILIES

BUDGETS = (300, 600, 1200, 2400)
"""Calls after which each search is looked at."""
FIRST_VERSION = 0.963
"""True pass rate after 2400 calls of what the first version of the product proved, without noise: the six families, seeds 5000 to
5029."""
VARIANTS: dict[str, dict[str, Any]] = {
    "as it is": {},
    "40 % mislabelled": {"mislabel": 0.4},
    "without noise": {"noise": False},
}
NULL_VARIANTS: dict[str, dict[str, Any]] = {
    "all edits do nothing": {"good": 0.0, "useless": 1.0},
    "half do nothing, half harm": {"good": 0.0, "useless": 0.5},
}
"""In these nothing helps, so nothing should be proven."""
OURS = ("best", "proven")
"""The rows of what the gate hands over."""


class Row(NamedTuple):
    family: str
    variant: str
    arm: str
    seed: int
    start: float
    rates: tuple[float, ...]
    """True pass rate at each budget."""
    optimism: tuple[float, ...]
    """Reported minus true, at each budget."""
    lines: tuple[int, ...]
    idle: tuple[int, ...]
    """Lines without which the harness would be as good or better."""
    proven: tuple[bool, ...] = ()
    """Whether anything was proven."""


def _mean(values: Sequence[float]) -> str:
    error = stdev(values) / math.sqrt(len(values)) if len(values) > 1 else 0.0
    return f"{fmean(values):.3f} ({error:.3f})"


def _noisy(rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if row.variant in VARIANTS and row.variant != "without noise"]


def _of(rows: Sequence[Row], arm: str) -> dict[tuple[str, str, int], Row]:
    return {(row.family, row.variant, row.seed): row for row in rows if row.arm == arm}


def by_family(rows: Sequence[Row]) -> Iterator[str]:
    groups: dict[tuple[str, str], dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        if row.variant in VARIANTS:
            groups[row.family, row.variant][row.arm].append(row)
    yield "mean true pass rate after so many calls (standard error)"
    for (family, variant), arms in groups.items():
        yield f"\n**{family}, {variant}** (start {fmean(row.start for row in next(iter(arms.values()))):.3f})\n"
        yield "| | " + " | ".join(map(str, BUDGETS)) + " |\n|---|" + "---|" * len(BUDGETS)
        for arm, found in arms.items():
            yield f"| {arm} | " + " | ".join(map(_mean, zip(*(row.rates for row in found), strict=True))) + " |"


def summary(rows: Sequence[Row]) -> Iterator[str]:
    """All noisy families together."""
    noisy = _noisy(rows)
    yield "\n**All families with noise**: gain over the start\n"
    yield "| | " + " | ".join(map(str, BUDGETS)) + " | optimism at each | idle lines at each |\n|---|" + "---|" * 6
    for arm in dict.fromkeys(row.arm for row in noisy):
        found = list(_of(noisy, arm).values())
        gains = [_mean([row.rates[b] - row.start for row in found]) for b in range(len(BUDGETS))]
        optimism = " ".join(f"{fmean(row.optimism[b] for row in found):+.3f}" for b in range(len(BUDGETS)))
        idle = " ".join(
            f"{sum(row.idle[b] for row in found) / max(sum(row.lines[b] for row in found), 1):.2f}"
            for b in range(len(BUDGETS))
        )
        yield f"| {arm} | " + " | ".join(gains) + f" | {optimism} | {idle} |"
    yield ""
    for mine in OURS:
        for arm in dict.fromkeys(row.arm for row in noisy):
            if arm not in OURS and _of(noisy, mine):
                yield f"{mine} over {arm}: {_difference(noisy, mine, arm)}"


def _difference(rows: Sequence[Row], mine: str, other: str) -> str:
    ours, theirs = _of(rows, mine), _of(rows, other)
    common = [key for key in ours if key in theirs]
    lead = [[ours[key].rates[b] - theirs[key].rates[b] for key in common] for b in range(len(BUDGETS))]
    return ", ".join(map(_mean, lead)) + "; on average " + _mean([fmean(each) for each in zip(*lead, strict=True)])


def goals(rows: Sequence[Row], fair: Sequence[str]) -> Iterator[str]:
    """fair: the arms of which the best at each budget is the bar."""
    noisy = _noisy(rows)
    best, proven = list(_of(noisy, "best").values()), list(_of(noisy, "proven").values())
    fair = [arm for arm in fair if _of(noisy, arm)]
    if not best or not fair:
        return
    bars = _bars(noisy, fair)
    leads = {
        mine: [fmean(row.rates[b] for row in found) - bar.rate for b, bar in enumerate(bars)]
        for mine, found in (("best", best), ("proven", proven))
    }
    for calls, bar, *each in zip(BUDGETS, bars, leads["best"], leads["proven"], strict=True):
        yield f"bar after {calls} calls: {bar.arm}, {bar.rate:.3f}; best {each[0]:+.3f}, proven {each[1]:+.3f}"
    yield f"share of runs with a proof: {', '.join(f'{fmean(row.proven[b] for row in proven):.2f}' for b in range(len(BUDGETS)))}"
    yield _goal(fmean(leads["best"]) >= 0.06, f"best over the bar: {fmean(leads['best']):+.3f} >= +.06 on average")
    late = fmean(leads["proven"][1:])
    yield _goal(late >= 0.05, f"proven over the bar, from 600 calls on: {late:+.3f} >= +.05 on average")
    behind, of = max(_behind(noisy, fair))
    yield _goal(behind <= 0.01, f"best from 600 calls on, in each family: at most {behind:+.3f} <= .01 behind ({of})")
    if _of(noisy, "best of N"):
        lead = min(
            fmean(row.rates[b] for row in best) - _rate(noisy, "best of N", b) for b in range(len(BUDGETS))
        )  # fmt: skip
        yield _goal(lead > 0, f"best over best of N at every budget: at least {lead:+.3f}")
    optimism = [fmean(row.optimism[b] for row in best) for b in range(len(BUDGETS))]
    furthest = max(optimism, key=abs)
    yield _goal(abs(furthest) <= 0.02, f"optimism of best within +-.02 at every budget: {furthest:+.3f}")
    runs = [(row, b) for row in proven for b in range(len(BUDGETS)) if row.proven[b]]
    false = sum(row.rates[b] <= row.start + 1e-9 for row, b in runs)
    yield _goal(false <= 0.02 * len(runs), f"proven but not truly better: {false} of {len(runs)} <= 2 %")
    quiet = [row for row in rows if row.variant == "without noise"]
    if _of(quiet, "best") and _of(quiet, "GEPA"):
        first = _rate(quiet, "best", 0) - max(_rate(quiet, arm, 0) for arm in fair)
        yield _goal(first >= -0.01, f"without noise, best over the bar after {BUDGETS[0]} calls: {first:+.3f} >= -.01")
        last = _rate(quiet, "best", -1)
        told = f"{last:.3f} >= {FIRST_VERSION}, which the first version had"
        yield _goal(last >= FIRST_VERSION, f"without noise, best after {BUDGETS[-1]} calls: {told}")


class _Bar(NamedTuple):
    rate: float
    arm: str


def _bars(rows: Sequence[Row], arms: Sequence[str]) -> list[_Bar]:
    """The best arm at each budget."""
    return [max(_Bar(_rate(rows, arm, b), arm) for arm in arms) for b in range(len(BUDGETS))]


def _behind(rows: Sequence[Row], fair: Sequence[str]) -> Iterator[tuple[float, str]]:
    """How far `best` is behind the best of the others in each family, at each budget but the first."""
    arms = [*fair, *(["best of N"] if _of(rows, "best of N") else [])]
    for family in dict.fromkeys(row.family for row in rows):
        part = [row for row in rows if row.family == family]
        for b, bar in list(enumerate(_bars(part, arms)))[1:]:
            yield bar.rate - _rate(part, "best", b), f"{bar.arm}, {family}, {BUDGETS[b]} calls"


def _rate(rows: Sequence[Row], arm: str, budget: int) -> float:
    return fmean(row.rates[budget] for row in _of(rows, arm).values())


def _goal(is_met: bool, text: str) -> str:
    return f"{'met    ' if is_met else 'NOT MET'} {text}"


def null_runs(rows: Sequence[Row]) -> Iterator[str]:
    found = [row for row in rows if row.variant in NULL_VARIANTS and row.arm == "proven"]
    for variant in NULL_VARIANTS:
        part = [row for row in found if row.variant == variant]
        if part:
            yield f"nothing helps ({variant}): {sum(row.proven[0] for row in part)} of {len(part)} runs proved something"
    if found:
        share = fmean(row.proven[0] for row in found)
        yield _goal(share <= 0.05, f"{len(found)} runs in which nothing helps: {share:.1%} <= 5 % proved something")


def plot(rows: Sequence[Row], path: Path) -> None:
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    names = [family.name for family in FAMILIES]
    figure, axes = pyplot.subplots(
        len(VARIANTS), len(names), figsize=(4 * len(names), 3.2 * len(VARIANTS)), sharex=True, squeeze=False
    )
    for arm in dict.fromkeys(row.arm for row in rows):
        for number, variant in enumerate(VARIANTS):
            for name in names:
                found = [row.rates for row in rows if (row.arm, row.variant, row.family) == (arm, variant, name)]
                if found:
                    means = [fmean(rates) for rates in zip(*found, strict=True)]
                    ours = {"best": "black", "proven": "gray"}.get(arm)
                    axis = axes[number][names.index(name)]
                    axis.plot(BUDGETS, means, marker="o", ms=3, lw=2.4 if ours else 1.2, color=ours, label=arm)
                    axis.set_title(f"{name}\n{variant}", fontsize=9)
                    axis.set_xscale("log", base=2)
                    axis.set_xticks(BUDGETS, [str(calls) for calls in BUDGETS])
                    axis.grid(alpha=0.3)
    axes[0][0].legend(fontsize=7)
    for row_of_axes in axes:
        row_of_axes[0].set_ylabel("true pass rate")
    for axis in axes[-1]:
        axis.set_xlabel("model calls")
    figure.suptitle("Search on simulated models")
    figure.tight_layout()
    figure.savefig(path, dpi=120)
