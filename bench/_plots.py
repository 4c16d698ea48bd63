"""The plot of `bench real noise`."""

from collections.abc import Sequence
from operator import itemgetter
from pathlib import Path

from bench._findings import PAIRS, enough
from bench._noise import interval, moments, outcomes
from bench._table import Row


def draw(rows: Sequence[Row], folder: Path) -> None:
    """real-noise.png: how often pairs of attempts at one problem disagree."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    folder.mkdir(parents=True, exist_ok=True)
    figure, axis = pyplot.subplots(figsize=(8, 2.8))
    found = moments(outcomes(rows))
    names = [name for name in PAIRS if enough(found, name)]
    for at, name in enumerate(names):
        each = interval(found, itemgetter(name), [name])
        axis.errorbar(each.value, -at, xerr=[[each.value - each.low], [each.high - each.value]], fmt="o", capsize=3)
    axis.set_yticks([-at for at in range(len(names))], names)
    axis.set_ylim(-len(names) + 0.5, 0.5)
    axis.set_xlim(0)
    axis.set_xlabel("share of pairs at one problem that disagree, 95 %")
    axis.grid(alpha=0.3)
    problems = len({row.problem for row in rows})
    figure.suptitle(
        f"Qwen2.5-Coder-0.5B-Instruct, Q4_K_M: {len(rows)} attempts at {problems} HumanEval problems", fontsize=11
    )
    figure.tight_layout()
    figure.savefig(folder / "real-noise.png", dpi=110)
    pyplot.close(figure)
