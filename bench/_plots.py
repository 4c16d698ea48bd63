"""The plots of `bench real noise`."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from bench._effects import effects
from bench._noise import crossed, disagreements, halves, interval, outcomes, repeated
from bench._table import Row


def draw(rows: Sequence[Row], folder: Path, title: str) -> None:
    """real-noise.png: how often pairs of attempts at one problem disagree, and a useless line's effect in two halves of the
    formats. real-lines.png: what each line does."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    folder.mkdir(parents=True, exist_ok=True)
    figure, (left, right) = pyplot.subplots(1, 2, figsize=(11, 3.6), width_ratios=[3, 2])
    _pairs(left, rows)
    _halves(right, rows)
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
    by_problem = outcomes(rows)
    found = repeated(by_problem) | disagreements(crossed(by_problem))
    for at, each in enumerate(map(interval, found.values())):
        axis.errorbar(each.value, -at, xerr=[[each.value - each.low], [each.high - each.value]], fmt="o", capsize=3)
    axis.set_yticks([-at for at in range(len(found))], list(found))
    axis.set_ylim(-len(found) + 0.5, 0.5)
    axis.set_xlim(0)
    axis.set_xlabel("attempts at one problem that disagree, 95 %, by what differs")


def _halves(axis: Any, rows: Sequence[Row]) -> None:
    points, counts = np.unique(halves(crossed(outcomes(rows))).round(6), axis=0, return_counts=True)
    axis.scatter(*points.T, s=4 + 500 * counts / counts.sum(), alpha=0.6)
    axis.set_xlabel("a wording's effect on a problem")
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
