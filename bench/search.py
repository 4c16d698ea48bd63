"""Which search finds more true improvement per model call? All arms on the same *simulated* models (`_worlds`).

For each family of models, each variant (as it is, 40 % of the clusters mislabelled, without noise) and each seed, every arm
spends the same calls, for answers and for proposals alike; what it would hand over after 300, 600, 1200 and 2400 of them is
measured by its true pass rate, which no arm can see.
"""

import csv
import math
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path
from statistics import fmean, stdev
from typing import Annotated, Any, NamedTuple

import typer

from bench._arms import Arm, article, best_of_n, gepa, sequential, unproven
from bench._worlds import FAMILIES, World
from self_harness.harness import Harness

app = typer.Typer(add_completion=False)

BUDGETS = (300, 600, 1200, 2400)
VARIANTS: dict[str, dict[str, Any]] = {
    "as it is": {},
    "40 % mislabelled": {"mislabel": 0.4},
    "without noise": {"noise": False},
}
ARMS: dict[str, Arm] = {
    "article": article,
    "best of N": best_of_n,
    "GEPA": gepa,
    "GEPA, minibatch 8": partial(gepa, minibatch=8),
    "GEPA, merging": partial(gepa, merging=True),
    "self-harness": sequential,
    "nothing proven": unproven,
}
BOUND = "nothing proven"
"""Not for use, and so not compared with: how far the race would get if nothing had to be proven."""
Group = tuple[str, str, str]
"""Family, variant, arm."""


class Row(NamedTuple):
    group: Group
    seed: int
    rates: tuple[float, ...]
    """True pass rate at each budget."""
    optimism: tuple[float, ...]
    """Reported minus true, at each budget."""
    accepted: int
    false: int
    """Accepted changes after which the true pass rate is not higher."""
    lines: int
    """That they added."""
    idle: int
    """Those without which the harness that was accepted would be as good or better: they rode along."""


@app.command()
def main(
    seeds: Annotated[int, typer.Option(help="Models of each family.")] = 30,
    out: Annotated[Path | None, typer.Option(help="Folder for search.csv and search.png.")] = None,
    arms: Annotated[str, typer.Option(help="Arms to run, separated by semicolons.")] = ";".join(ARMS),
) -> None:
    """Prints the table, and writes rows and plot if there is a folder for them."""
    start = time.monotonic()
    jobs = [
        (arm, family, variant, seed)
        for family in range(len(FAMILIES)) for variant in VARIANTS for arm in arms.split(";") for seed in range(seeds)
    ]  # fmt: skip
    with ProcessPoolExecutor() as pool:
        rows = []
        for row in pool.map(_one, jobs, chunksize=5):
            rows.append(row)
            if len(rows) % 100 == 0:
                print(f"{len(rows)} of {len(jobs)}", file=sys.stderr)
    groups: dict[Group, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row.group].append(row)
    print(f"simulated models, {seeds} seeds, {time.monotonic() - start:.0f} s")
    print("mean true pass rate after so many calls (standard error)")
    for line in _table(groups):
        print(line)
    for line in _goals(groups):
        print(line)
    if out:
        out.mkdir(parents=True, exist_ok=True)
        with (out / "search.csv").open("w", newline="") as file:
            writer = csv.writer(file)
            heads = ["family", "variant", "arm", "seed", *BUDGETS, *(f"optimism {b}" for b in BUDGETS)]
            writer.writerow([*heads, "accepted", "false", "lines", "idle"])
            writer.writerows([*row.group, row.seed, *row.rates, *row.optimism, *row[4:]] for row in rows)
        _plot(groups, out / "search.png")


def _one(job: tuple[str, int, str, int]) -> Row:
    arm, number, variant, seed = job
    family = replace(FAMILIES[number], **VARIANTS[variant])
    world = World(family, seed)
    found = ARMS[arm](world, BUDGETS[-1])
    steps = [found.at(calls) for calls in BUDGETS]
    rates = tuple(world.true_rate(step.harness) for step in steps)
    shorter = [pair for change in found.accepted for pair in _shorter(*change)]
    return Row(
        group=(family.name, variant, arm),
        seed=seed,
        rates=rates,
        optimism=tuple(step.reported - rate for step, rate in zip(steps, rates, strict=True)),
        accepted=len(found.accepted),
        false=sum(world.true_rate(after) <= world.true_rate(before) + 1e-9 for before, after in found.accepted),
        lines=len(shorter),
        idle=sum(world.true_rate(without) >= world.true_rate(after) - 1e-9 for after, without in shorter),
    )


def _shorter(before: Harness, after: Harness) -> Iterator[tuple[Harness, Harness]]:
    """(after, the same without the line) for each line that was added."""
    old, new = before.checklist.splitlines(), after.checklist.splitlines()
    for line in new:
        if line not in old:
            rest = "\n".join(other for other in new if other != line)
            yield after, after.model_copy(update={"checklist": rest})


def _table(groups: dict[Group, list[Row]]) -> Iterator[str]:
    heading = None
    for (family, variant, arm), rows in groups.items():
        if (family, variant) != heading:
            heading = (family, variant)
            yield (
                f"\n{family}, {variant}\n{'':20}"
                + "".join(f"{calls:>15}" for calls in BUDGETS)
                + "   optimism  accepted  false"
            )
        cells = "".join(
            f"{fmean(rates):>8.3f} ({stdev(rates) / math.sqrt(len(rates)) if len(rates) > 1 else 0:.3f})"
            for rates in zip(*(row.rates for row in rows), strict=True)
        )
        yield f"{arm:20}{cells}{_optimism(rows):>+11.3f}{fmean(row.accepted for row in rows):>10.1f}{_false(rows):>7.2f}"


def _optimism(rows: list[Row]) -> float:
    return fmean(row.optimism[-1] for row in rows)


def _false(rows: list[Row]) -> float:
    return sum(row.false for row in rows) / max(sum(row.accepted for row in rows), 1)


def _goals(groups: dict[Group, list[Row]]) -> Iterator[str]:
    """What was asked for, met or not."""
    ours = [group for group in groups if group[2] == "self-harness"]
    others = [arm for arm in dict.fromkeys(group[2] for group in groups) if arm not in ("self-harness", BOUND)]
    if not ours or not others:
        return

    def mean(group: Group, budget: int) -> float:
        return fmean(row.rates[budget] for row in groups[group])

    behind = []
    for group in ours:
        for budget, calls in enumerate(BUDGETS):
            for arm in others:
                lag = mean((*group[:2], arm), budget) - mean(group, budget)
                behind.append((lag, f"{arm} ({group[0]}, {group[1]}, {calls} calls)", (group, budget)))
    cells = len(ours) * len(BUDGETS)
    best = cells - len({cell for lag, _, cell in behind if lag > 0.01})
    lag, where, _ = max(behind)
    yield f"\nbest or within 0.01 of the best: {best} of {cells}; at most {lag:.3f} behind, namely behind {where}"
    arms = {group[2] for group in groups}
    for own, arm in [(own, arm) for own in ("self-harness", BOUND) if own in arms for arm in others]:
        noisy = [((*group[:2], own), (*group[:2], arm)) for group in ours if group[1] != "without noise"]
        gains = [fmean(mean(group, b) - mean(other, b) for group, other in noisy) for b in range(len(BUDGETS))]
        shown = ", ".join(f"{gain:+.3f}" for gain in gains)
        budgets = ", ".join(map(str, BUDGETS))
        yield f"with noise, {own} against {arm}: {shown} after {budgets} calls; {fmean(gains):+.3f} on average"
    mine = [row for group in ours for row in groups[group]]
    total = sum(row.accepted for row in mine)
    yield f"self-harness: optimism {_optimism(mine):+.3f}, false acceptances {_false(mine):.1%} of {total}"
    for arm in dict.fromkeys(group[2] for group in groups):
        rows = [row for group, found in groups.items() if group[2] == arm for row in found]
        lines, idle = sum(row.lines for row in rows), sum(row.idle for row in rows)
        yield f"{arm}: of {lines} lines let in, {idle / max(lines, 1):.1%} could be left out of what was accepted"


def _plot(groups: dict[Group, list[Row]], path: Path) -> None:
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    names = [family.name for family in FAMILIES]
    figure, axes = pyplot.subplots(
        len(VARIANTS), len(names), figsize=(4 * len(names), 3.2 * len(VARIANTS)), sharex=True, squeeze=False
    )
    for (family, variant, arm), rows in groups.items():
        axis = axes[list(VARIANTS).index(variant)][names.index(family)]
        means = [fmean(rates) for rates in zip(*(row.rates for row in rows), strict=True)]
        ours = arm == "self-harness"
        axis.plot(BUDGETS, means, marker="o", ms=3, lw=2.4 if ours else 1.2, color="black" if ours else None, label=arm)
        axis.set_title(f"{family}\n{variant}", fontsize=9)
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
