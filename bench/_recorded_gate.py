"""What the gate lets in on models drawn from a recording of a real one, where all new lines are useless."""

import asyncio
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from typing import NamedTuple, get_args

from bench._recorded import NAME, Luck, RecordedWorld, recorded_fits
from self_harness.attempt import AttemptKey
from self_harness.forecast.power import Drawn, Failed, Made
from self_harness.gate.decision import Proposal
from self_harness.gate.engine import Rules
from self_harness.gate.sequential import SequentialGate
from self_harness.harness import START, Edit, Harness
from self_harness.loop import Evaluation, Loop
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
    """One run of the product's loop and gate."""
    return asyncio.run(_play(RecordedWorld(seed, luck)))


async def _play(world: RecordedWorld) -> Run:
    steps = RecordedSteps(world)
    gate = SequentialGate(START, world.held_in, world.held_out, Rules(rounds=ROUNDS), str(world.seed))
    async for _ in Loop(steps, gate, world.held_in, world.held_out).run(ROUNDS):
        pass
    return Run(gate.harness != START, world.true_rate(gate.harness) - world.true_rate(START), world.calls)


class RecordedSteps:
    """The loop's `Steps` in a world: all that failed is one pattern, and every edit is a new useless line."""

    def __init__(self, world: RecordedWorld) -> None:
        self._world = world
        self._made: dict[tuple[Harness, AttemptKey], Made] = {}

    async def evaluate(self, harness: Harness, wanted: Sequence[AttemptKey]) -> dict[AttemptKey, Made]:
        return {key: await self.attempt(harness, key) for key in wanted}

    async def attempt(self, harness: Harness, key: AttemptKey) -> Made:
        if (harness, key) not in self._made:
            self._made[harness, key] = Made(key.problem, self._world.attempt(harness, *key) is None)
        return self._made[harness, key]

    async def recall(self, made: Sequence[tuple[Harness, AttemptKey]]) -> list[Made]:
        return [await self.attempt(*each) for each in made]

    async def mine(self, number: int, harness: Harness, examples: Sequence[Made]) -> Failed:
        return Failed(tuple(dict.fromkeys(made.problem for made in examples if not made.passed)))

    async def propose(self, number: int, before: Evaluation[Made], mined: Failed, examples: Sequence[Made]) -> Drawn:
        edits = [Edit(op="append", block="checklist", text=f"Note {number}.{i}.") for i in range(EDITS)]
        return Drawn(tuple(Proposal(edit, mined.patterns[i::EDITS] or mined.patterns) for i, edit in enumerate(edits)))


def _share(count: int, of: int) -> str:
    low, high = wilson(count, of)
    return f"{count / of:.1%} ({low:.1%} to {high:.1%})"
