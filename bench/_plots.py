"""The plots of `bench real noise`."""

from collections.abc import Sequence
from operator import itemgetter
from pathlib import Path
from typing import Any

import numpy as np

from bench._effects import effects
from bench._noise import PAIRS, has, interval, line_effects, mean, moments, outcomes
from bench._table import Row


def draw(rows: Sequence[Row], folder: Path, title: str) -> None:
    """real-noise.png: how often pairs of attempts at one problem disagree, and a useless line's effect in two halves of the
    formats. real-lines.png: what each line does."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    folder.mkdir(parents=True, exist_ok=True)
    plain = [row for row in rows if row.start == "start"]
    figure, (left, right) = pyplot.subplots(1, 2, figsize=(11, 3.6), width_ratios=[3, 2])
    _pairs(left, plain)
    _halves(right, plain)
    _save(figure, folder / "real-noise.png", title)
    figure, axis = pyplot.subplots(figsize=(9, 9))
    _lines(axis, rows)
    _save(figure, folder / "real-lines.png", title)


def _save(figure: Any, file: Path, title: str) -> None:
    from matplotlib import pyplot

    for axis in figure.axes:
        axis.grid(alpha=0.3)
    figure.suptitle(title, fontsize=11)
    figure.tight_layout()
    figure.savefig(file, dpi=110)
    pyplot.close(figure)


def _pairs(axis: Any, rows: Sequence[Row]) -> None:
    found = moments(outcomes(rows))
    names = [name for name in PAIRS if has(found, name)]
    for at, name in enumerate(names):
        each = interval(found, itemgetter(name), [name])
        axis.errorbar(each.value, -at, xerr=[[each.value - each.low], [each.high - each.value]], fmt="o", capsize=3)
    axis.set_yticks([-at for at in range(len(names))], names)
    axis.set_ylim(-len(names) + 0.5, 0.5)
    axis.set_xlim(0)
    axis.set_xlabel("share of pairs at one problem that disagree, 95 %")


def _halves(axis: Any, rows: Sequence[Row]) -> None:
    halves = [
        (mean(each[::2]), mean(each[1::2]))
        for prompts in outcomes(rows).values()
        for each in line_effects(prompts).values()
        if len(each) > 1
    ]
    points, counts = np.unique(halves, axis=0, return_counts=True)
    axis.scatter(*points.T, s=4 + 500 * counts / counts.sum(), alpha=0.6)
    axis.set_xlabel("a useless line's effect on a problem")
    axis.set_ylabel("in other formats")
    axis.set_aspect("equal")


def _lines(axis: Any, rows: Sequence[Row]) -> None:
    shown = [each for each in effects(outcomes(rows)) if not each.name.startswith("ALL")]
    for at, (_, _, change) in enumerate(shown):
        error = [[100 * (change.value - change.low)], [100 * (change.high - change.value)]]
        axis.errorbar(100 * change.value, -at, xerr=error, fmt="o", ms=3, color="black", lw=1)
    axis.set_yticks([-at for at in range(len(shown))], [each.name for each in shown], fontsize=7)
    axis.set_ylim(-len(shown), 1)
    axis.axvline(0, lw=0.8, color="grey")
    axis.set_xlabel("change of the pass rate against its start in the same formats, points, 95 %")
