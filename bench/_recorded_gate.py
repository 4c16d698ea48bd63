"""What the gate lets in on models drawn from a recording of a real one, where all new lines are useless."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from typing import NamedTuple, get_args

from bench._recorded import NAME, Luck, RecordedWorld, recorded_fits
from self_harness.attempt import AttemptKey, keys
from self_harness.gate.race import Proposal, Race, Rules
from self_harness.gate.rounds import run_round
from self_harness.harness import START, Edit, Harness
from self_harness.stats.intervals import wilson

ROUNDS, EDITS = 5, 4
"""Of a run, and new edits of each round."""


class Run(NamedTuple):
    accepted: bool
    """Any line."""
    gain: float
    """Of the last deployed harness over the start: true pass rate on the problems, over prompt formats."""
    attempts: int


def report(runs: int) -> Iterator[str]:
    """A table, one row for each assumption on what useless lines do."""
    yield f"{NAME}: runs of {ROUNDS} rounds with {EDITS} useless lines each"
    yield "| a useless line's luck | runs | accepted any line | accepted, no true gain | true gain if accepted | attempts |"
    yield "|---|---|---|---|---|---|"
    recorded_fits()  # once, for all processes
    for luck in get_args(Luck):
        with ProcessPoolExecutor() as pool:
            found = list(pool.map(partial(play, luck), range(runs)))
        accepted = [run for run in found if run.accepted]
        gain = f"{sum(run.gain for run in accepted) / len(accepted):+.3f}" if accepted else "-"
        attempts = sum(run.attempts for run in found) / runs
        false = sum(run.gain <= 0 for run in accepted)
        yield f"| {luck} | {runs} | {_share(len(accepted), runs)} | {_share(false, runs)} | {gain} | {attempts:.0f} |"


def play(luck: Luck, seed: int) -> Run:
    """One run of the product's gate."""
    return asyncio.run(_play(RecordedWorld(seed, luck)))


async def _play(world: RecordedWorld) -> Run:
    made: dict[tuple[Harness, AttemptKey], bool] = {}

    async def solve(harness: Harness, key: AttemptKey) -> bool:
        if (harness, key) not in made:
            made[harness, key] = world.attempt(harness, *key) is None
        return made[harness, key]

    race = Race(START, world.held_in, world.held_out, Rules(), str(world.seed))
    evaluated: Harness | None = None
    passed: dict[AttemptKey, bool] = {}
    for number in range(1, ROUNDS + 1):
        race.begin(number)
        if race.incumbent != evaluated:
            evaluated = race.incumbent
            passed = {key: await solve(evaluated, key) for key in keys(world.problems, 1)}
            race.watch(passed)
        failed = [key.problem for key in keys(world.held_in, 1) if not passed[key]] or list(world.held_in[:1])
        edits = [Edit(op="append", block="checklist", text=f"Note {number}.{i}.") for i in range(EDITS)]
        tries = [Proposal(edit, tuple(failed[i::EDITS] or failed)) for i, edit in enumerate(edits)]
        await run_round(race, tries, solve)
    gain = world.true_rate(race.incumbent) - world.true_rate(START)
    return Run(race.incumbent != START, gain, len(made))


def _share(count: int, of: int) -> str:
    low, high = wilson(count, of)
    return f"{count / of:.1%} ({low:.1%} to {high:.1%})"
