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
from self_harness.forecast.power import Drawn, Failed, Made
from self_harness.gate.decision import Proposal
from self_harness.gate.race import Rules
from self_harness.gate.sequential import SequentialGate
from self_harness.harness import START, Edit, Harness
from self_harness.loop import Evaluation, Loop
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


class Steps:
    """The loop's `Steps` in a world: edits of one kind, against problems that failed."""

    def __init__(self, kind: Kind, world: RecordedWorld) -> None:
        self._world = world
        self.made: dict[tuple[Harness, AttemptKey], Made] = {}
        self._pool = [line.edit for line in LINES.values() if line.purpose == kind]
        random.Random(f"{kind} {world.seed}").shuffle(self._pool)
        self._kind = kind

    async def evaluate(self, harness: Harness, wanted: Sequence[AttemptKey]) -> dict[AttemptKey, Made]:
        return {key: await self.attempt(harness, key) for key in wanted}

    async def attempt(self, harness: Harness, key: AttemptKey) -> Made:
        if (harness, key) not in self.made:
            self.made[harness, key] = Made(key.problem, self._world.attempt(harness, *key) is None)
        return self.made[harness, key]

    async def recall(self, made: Sequence[tuple[Harness, AttemptKey]]) -> list[Made]:
        return [self.made[each] for each in made]

    async def mine(self, number: int, harness: Harness, examples: Sequence[Made]) -> Failed:
        return Failed(tuple(self._world.held_in))

    async def propose(self, number: int, before: Evaluation[Made], mined: Failed, examples: Sequence[Made]) -> Drawn:
        failed = tuple(key.problem for key in keys(self._world.held_in, 1) if not before.attempts[key].passed)
        edits = _new(number) if self._kind == "useless" else [self._pool.pop() for _ in self._pool[:EDITS]]
        return Drawn(tuple(Proposal(edit, failed[i::EDITS] or failed) for i, edit in enumerate(edits)))


async def _play(kind: Kind, world: RecordedWorld) -> Run:
    steps = Steps(kind, world)
    gate = SequentialGate(START, world.held_in, world.held_out, Rules(), str(world.seed))
    accepted = worse = 0
    async for done in Loop(steps, gate, world.held_in, world.held_out).run(ROUNDS):
        before, after = done.before.harness, done.after.harness
        if after != before:
            accepted += 1
            worse += kind == "useless" or world.true_rate(after) <= world.true_rate(before)
    return Run(accepted, worse, len(steps.made))


def _new(number: int) -> Sequence[Edit]:
    return [Edit(op="append", block="checklist", text=f"Note {number}.{i}.") for i in range(EDITS)]


def _share(count: int, of: int) -> str:
    low, high = wilson(count, of)
    return f"{count / of:.1%} ({low:.1%} to {high:.1%})"
