"""The product's loop and gate on a *simulated* model with a budget of calls, and what a run hands over at its end."""

import asyncio
from collections.abc import Sequence
from typing import NamedTuple

from bench._arms import FIRST_PROPOSALS, PROPOSALS
from bench._worlds import Failure, Pattern, World
from self_harness.attempt import AttemptKey
from self_harness.config import RunConfig
from self_harness.gate.decision import Best, Proposal
from self_harness.gate.engine import Rules
from self_harness.gate.search import SearchState, promising
from self_harness.gate.sequential import SequentialGate
from self_harness.harness import START, Harness
from self_harness.loop import Evaluation, Loop
from self_harness.stats.prior import DEFAULT_PRIOR, Prior

PROPOSING = 2
"""Calls of analyst and engineer in each round."""


class HandOver(NamedTuple):
    best: Best
    proven: Harness
    """The start, if nothing is proven."""
    lines: tuple[Proposal, ...]
    """The edits that the proven harness ends with."""


class OutOfCalls(Exception):
    pass


class Made(NamedTuple):
    failure: Failure | None

    @property
    def passed(self) -> bool:
        return self.failure is None


class Mined(NamedTuple):
    patterns: tuple[Pattern, ...]


class Proposed(NamedTuple):
    proposals: tuple[Proposal, ...]


class WorldSteps:
    """The loop's `Steps` in a world. It ends by OutOfCalls. The engineer knows of the edits in the search that rather help
    than not, as the product's knows of all earlier ones, and so repeats none of them."""

    def __init__(self, world: World, calls: int, state: SearchState) -> None:
        self._world, self._calls, self._state = world, calls, state
        self._made: dict[tuple[Harness, AttemptKey], Made] = {}

    async def evaluate(self, harness: Harness, wanted: Sequence[AttemptKey]) -> dict[AttemptKey, Made]:
        return {key: await self.attempt(harness, key) for key in wanted}

    async def attempt(self, harness: Harness, key: AttemptKey) -> Made:
        if (harness, key) not in self._made:
            if self._world.calls >= self._calls:
                raise OutOfCalls
            self._made[harness, key] = Made(self._world.attempt(harness, *key))
        return self._made[harness, key]

    async def recall(self, made: Sequence[tuple[Harness, AttemptKey]]) -> list[Made]:
        return [self._made[each] for each in made]

    async def mine(self, number: int, harness: Harness, examples: Sequence[Made]) -> Mined:
        if self._world.calls + PROPOSING >= self._calls:
            raise OutOfCalls
        return Mined(tuple(self._world.analyse([made.failure for made in examples if made.failure])))

    async def propose(self, number: int, before: Evaluation[Made], mined: Mined, examples: Sequence[Made]) -> Proposed:
        targets = {pattern.name: pattern.problems for pattern in mined.patterns}
        known = self._state.harness(promising(self._state))
        edits = self._world.engineer(known, mined.patterns, FIRST_PROPOSALS if number == 1 else PROPOSALS)
        return Proposed(tuple(Proposal(edit, targets[edit.pattern]) for edit in edits))


def product(
    world: World, calls: int, prior: Prior = DEFAULT_PRIOR, start: Harness = START, lines: Sequence[Proposal] = ()
) -> HandOver:
    """A run of so many calls. lines: edits that the start ends with."""
    return asyncio.run(_run(world, calls, prior, start, lines))


async def _run(world: World, calls: int, prior: Prior, start: Harness, lines: Sequence[Proposal]) -> HandOver:
    left = calls - len(world.problems)
    rounds = max(1, round(left / (RunConfig().attempts + PROPOSING)))
    rules = Rules(attempts=left // rounds - PROPOSING, rounds=rounds)
    gate = SequentialGate(
        start, world.held_in, world.held_out, rules, str(world.seed), lines=lines, prior=prior
    )  # fmt: skip
    try:
        async for _ in Loop(WorldSteps(world, calls, gate.state), gate, world.held_in, world.held_out).run(1000):
            pass
    except OutOfCalls:
        pass
    edits = (gate.state.edits[index] for index in gate.state.incumbent)
    return HandOver(
        gate.engine.best(), gate.harness, tuple(Proposal(each.edit, each.target_problems) for each in edits)
    )
