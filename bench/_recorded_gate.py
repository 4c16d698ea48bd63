"""What the gate lets in on worlds drawn from a recording of a real model: useless lines, none of them recorded, and the
recorded plausible and harmful ones."""

import asyncio
import random
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from typing import Literal, NamedTuple

from bench._prompts import LINES
from bench._recorded import RecordedWorld, recorded_fit
from self_harness.attempt import AttemptKey, keys
from self_harness.gate.race import Proposal, Race, Rules
from self_harness.gate.rounds import run_round
from self_harness.harness import START, Edit, Harness
from self_harness.stats.intervals import wilson

Kind = Literal["useless", "harmful", "plausible"]
ROUNDS, EDITS = 5, 4
"""Of a run, and new edits of each round."""


class Run(NamedTuple):
    accepted: int
    """Changes of the deployed harness."""
    worse: int
    """Of these, such as did not raise the true pass rate."""
    attempts: int


def report(runs: int) -> Iterator[str]:
    """A table, one row for each kind of lines."""
    yield "| lines | runs | runs that accepted any | of these, any that gains nothing | attempts a run |"
    yield "|---|---|---|---|---|"
    recorded_fit()
    for kind in ("useless", "harmful", "plausible"):
        with ProcessPoolExecutor() as pool:
            found = list(pool.map(partial(play, kind), range(runs)))
        any_accepted = sum(run.accepted > 0 for run in found)
        worse = sum(run.worse > 0 for run in found)
        attempts = sum(run.attempts for run in found) / runs
        yield f"| {kind} | {runs} | {_share(any_accepted, runs)} | {_share(worse, runs)} | {attempts:.0f} |"


def play(kind: Kind, seed: int) -> Run:
    """One run of the product's gate."""
    return asyncio.run(_play(kind, RecordedWorld(seed)))


async def _play(kind: Kind, world: RecordedWorld) -> Run:
    made: dict[tuple[Harness, AttemptKey], bool] = {}

    async def solve(harness: Harness, key: AttemptKey) -> bool:
        if (harness, key) not in made:
            made[harness, key] = world.attempt(harness, *key) is None
        return made[harness, key]

    race = Race(START, world.held_in, world.held_out, Rules(), str(world.seed))
    rng = random.Random(f"{kind} {world.seed}")
    pool = [line.edit for line in LINES.values() if line.purpose == kind]
    rng.shuffle(pool)
    accepted = worse = 0
    evaluated: Harness | None = None
    passed: dict[AttemptKey, bool] = {}
    for number in range(1, ROUNDS + 1):
        race.begin(number)
        before = race.incumbent
        if before != evaluated:
            evaluated = before
            passed = {key: await solve(before, key) for key in keys(world.problems, 1)}
            race.watch(passed)
        failed = [key.problem for key in keys(world.held_in, 1) if not passed[key]] or list(world.held_in[:1])
        edits = _new(number) if kind == "useless" else [pool.pop() for _ in range(min(EDITS, len(pool)))]
        tries = [Proposal(edit, tuple(failed[i::EDITS]) or tuple(failed)) for i, edit in enumerate(edits)]
        await run_round(race, tries, solve)
        if race.incumbent != before:
            accepted += 1
            worse += kind == "useless" or world.true_rate(race.incumbent) <= world.true_rate(before)
    return Run(accepted, worse, len(made))


def _new(number: int) -> Sequence[Edit]:
    return [Edit(op="append", block="checklist", text=f"Note {number}.{i}.") for i in range(EDITS)]


def _share(count: int, of: int) -> str:
    low, high = wilson(count, of)
    return f"{count / of:.1%} ({low:.1%} to {high:.1%})"
