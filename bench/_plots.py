"""The plots of `bench real noise`."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bench import _findings
from bench._effects import PURPOSES, effects
from bench._noise import interval, moments, outcomes
from bench._table import Row

COLOURS = {
    "format": "tab:blue",
    "useless": "tab:gray",
    "plausible": "tab:green",
    "harmful": "tab:red",
    "combination": "tab:purple",
    "control": "tab:brown",
}


def draw(rows: Sequence[Row], folder: Path) -> None:
    """real-noise.png and real-lines.png."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    folder.mkdir(parents=True, exist_ok=True)
    figure, (left, right) = pyplot.subplots(1, 2, figsize=(11, 3.6), width_ratios=(1, 1.1))
    found = moments(outcomes(rows))
    names = [_findings.SAME, _findings.FORMAT, "two formats", _findings.LINE, "two useless lines"]
    shown = [(name, interval(found, lambda mean, name=name: mean[name], [name])) for name in names]  # type: ignore[misc]
    for at, (_, each) in enumerate(shown):
        left.errorbar(each.value, -at, xerr=[[each.value - each.low], [each.high - each.value]], fmt="o", capsize=3)
    left.set_yticks([-at for at in range(len(names))], names)
    left.set_xlim(0)
    left.set_xlabel("share of pairs that disagree")
    left.grid(alpha=0.3)
    starts = [np.mean(prompts["start/0"]) for prompts in outcomes(rows).values() if "start/0" in prompts]
    right.hist(starts, bins=np.linspace(-0.05, 1.05, 12).tolist(), color="tab:gray")
    right.set_xlabel("pass rate of a problem under the start, word for word")
    right.set_ylabel("problems")
    figure.suptitle("Qwen2.5-Coder-0.5B-Instruct, Q4_K_M, on 60 HumanEval problems")
    figure.tight_layout()
    figure.savefig(folder / "real-noise.png", dpi=110)
    pyplot.close(figure)
    _lines(rows, folder / "real-lines.png")


def _lines(rows: Sequence[Row], path: Path) -> None:
    from matplotlib import pyplot

    all_effects = list(effects(outcomes(rows)))
    figure, axis = pyplot.subplots(figsize=(8, 0.26 * len(all_effects) + 1.2))
    kind = ""
    for at, each in enumerate(all_effects):
        kind = next((purpose for purpose in PURPOSES if purpose.upper() == each.name), kind)
        change = each.change
        axis.errorbar(
            change.value, -at, xerr=[[change.value - change.low], [change.high - change.value]],
            fmt="D" if each.name.isupper() else "o", ms=6 if each.name.isupper() else 3, color=COLOURS[kind], capsize=2,
        )  # fmt: skip
    axis.set_yticks([-at for at in range(len(all_effects))], [each.name for each in all_effects], fontsize=8)
    axis.axvline(0, color="black", lw=0.8)
    axis.set_xlabel("change of the pass rate against the start at the same problems, 95 %")
    axis.set_title("Qwen2.5-Coder-0.5B-Instruct, Q4_K_M: what each prompt does", fontsize=10)
    axis.grid(alpha=0.3)
    figure.tight_layout()
    figure.savefig(path, dpi=110)
    pyplot.close(figure)
