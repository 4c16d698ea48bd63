"""Which search finds more true improvement per model call? All arms on the same *simulated* models (`_worlds`).

For each family of models, each variant (as it is, 40 % of the clusters mislabelled, without noise) and each seed, every arm
spends the same calls, for answers and for proposals alike. What it hands over after 300, 600, 1200 and 2400 of them is measured
by its true pass rate, which no arm can see. The product's gate is told its budget, so each
budget is a run of its own; the others are one run each, looked at on the way.
"""

import ast
import csv
import os
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from bench._arms import Arm, article, best_of_n
from bench._gepa import gepa
from bench._product import product
from bench._recorded import FAMILIES, RECORDED, recorded_posterior
from bench._search_tables import (
    BUDGETS,
    NULL_VARIANTS,
    OURS,
    VARIANTS,
    Row,
    by_family,
    goals,
    null_runs,
    plot,
    summary,
)
from bench._worlds import World
from self_harness.harness import START, Harness

app = typer.Typer(add_completion=False)

NULL_CALLS = 600
NULL_SEEDS = 8000
"""Seeds of the runs in which nothing helps begin here."""
SEEDS = 5000
"""Seeds of the table begin here; design choices were made on seeds from 7000 on."""
FAIR: dict[str, Arm] = {
    "GEPA": gepa,
    "GEPA, minibatch 3": partial(gepa, minibatch=3),
    "GEPA, merging": partial(gepa, merging=True),
    "GEPA, one edit a pattern": partial(gepa, one_each=True),
    "GEPA, all validate": partial(gepa, validation="all"),
}
"""The best of these at each budget is the bar."""
ARMS: dict[str, Arm] = {
    "article": article,
    "best of N": best_of_n,
    **FAIR,
    "GEPA, one edit (unfair)": partial(gepa, minibatch=3, single=True),
}
PRODUCT = "product"
"""The product's gate: one run for each budget, which hands over two harnesses. Its rows are named `best` and `proven`."""


@app.command()
def main(
    seeds: Annotated[int, typer.Option(help="Models of each family.")] = 30,
    out: Annotated[Path | None, typer.Option(help="Folder for search.csv, one row a line, and search.png.")] = None,
    arms: Annotated[str, typer.Option(help="Arms to run, separated by semicolons.")] = ";".join([*ARMS, PRODUCT]),
    variants: Annotated[str, typer.Option(help="Variants, separated by semicolons.")] = ";".join(VARIANTS),
    null: Annotated[int, typer.Option(help="Models of each family for the runs in which nothing helps.")] = 0,
    family: Annotated[str | None, typer.Option(help="One family alone.")] = None,
    workers: Annotated[int, typer.Option(help="Processes.")] = os.cpu_count() or 1,
) -> None:
    """Prints the table. With a folder, each row is written as soon as it is there, and rows that are there are not made again, so
    a run may be broken off, or be made in parts."""
    start = time.monotonic()
    families = [number for number, each in enumerate(FAMILIES) if family in (None, each.name)]
    jobs = [
        (arm, number, variant, seed)
        for seed in range(SEEDS, SEEDS + seeds) for number in families for variant in variants.split(";")
        for arm in arms.split(";")
    ]  # fmt: skip
    jobs += [
        (PRODUCT, number, variant, seed)
        for seed in range(NULL_SEEDS, NULL_SEEDS + null) for number in families for variant in NULL_VARIANTS
    ]  # fmt: skip
    rows = _read(out / "search.csv") if out else []
    made = {(row.arm, row.family, row.variant, row.seed) for row in rows}
    jobs = [
        job for job in jobs if (OURS[0] if job[0] == PRODUCT else job[0], FAMILIES[job[1]].name, *job[2:]) not in made
    ]
    if family in (None, RECORDED.name):
        recorded_posterior()  # once, for all processes
    with ProcessPoolExecutor(workers) as pool:
        for number, found in enumerate(pool.map(_measure, jobs, chunksize=4), 1):
            rows += found
            if out:
                _append(out / "search.csv", found)
            if number % 100 == 0:
                print(f"{number} of {len(jobs)}, {time.monotonic() - start:.0f} s", file=sys.stderr)
    print(f"simulated models and those drawn from a record, {seeds} seeds, {time.monotonic() - start:.0f} s")
    judged = [row for row in rows if family or row.family != RECORDED.name]  # the goals were set for the others
    for line in (*by_family(rows), *summary(judged), *goals(judged, list(FAIR)), *null_runs(rows)):
        print(line)
    if out and find_spec("matplotlib"):
        plot([row for row in rows if row.variant in VARIANTS], out / "search.png")


def _read(path: Path) -> list[Row]:
    if not path.exists():
        return []
    with path.open(newline="") as file:
        return [Row._make([*each[:3], *map(ast.literal_eval, each[3:])]) for each in csv.reader(file)]


def _append(path: Path, rows: Sequence[Row]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", newline="") as file:
        csv.writer(file).writerows(rows)


def _measure(job: tuple[str, int, str, int]) -> list[Row]:
    arm, number, variant, seed = job
    family = replace(FAMILIES[number], **(VARIANTS | NULL_VARIANTS)[variant])
    world = family.world(seed)
    start = world.true_rate(START)
    if arm != PRODUCT:
        run = ARMS[arm](world, BUDGETS[-1])
        at = [run.at(calls) for calls in BUDGETS]
        return [_row(world, (family.name, variant, arm), start, [s.harness for s in at], [s.reported for s in at])]
    budgets = BUDGETS if variant in VARIANTS else (NULL_CALLS,)
    found = [product(family.world(seed), calls) for calls in budgets]
    best, proven = [each.best for each in found], [each.proven for each in found]
    said, names = [each.rate for each in best], (family.name, variant)
    row_of_best = _row(world, (*names, OURS[0]), start, [each.harness for each in best], said)
    row = _row(world, (*names, OURS[1]), start, proven, [world.true_rate(harness) for harness in proven])
    return [row_of_best, row._replace(proven=tuple(harness != START for harness in proven))]


def _row(
    world: World, names: tuple[str, str, str], start: float, harnesses: Sequence[Harness], reported: Sequence[float]
) -> Row:
    rates = tuple(world.true_rate(harness) for harness in harnesses)
    lines = [harness.checklist.splitlines() for harness in harnesses]
    idle = [
        sum(
            world.true_rate(harness.model_copy(update={"checklist": "\n".join(o for o in kept if o != line)}))
            >= rate - 1e-9
            for line in kept
        )
        for harness, kept, rate in zip(harnesses, lines, rates, strict=True)
    ]
    optimism = tuple(said - rate for said, rate in zip(reported, rates, strict=True))
    return Row(*names, world.seed, start, rates, optimism, tuple(map(len, lines)), tuple(idle))
