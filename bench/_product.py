"""The product's gate on a *simulated* model with a budget of calls, and what it hands over at the end."""

import asyncio
from typing import NamedTuple

from bench._worlds import Failure, World
from self_harness.attempt import AttemptKey, keys
from self_harness.gate.decision import Best, Proposal
from self_harness.gate.engine import Rules
from self_harness.gate.search import FIRST_PROPOSALS, PROPOSALS, ROUND_ATTEMPTS, promising
from self_harness.gate.sequential import SequentialGate
from self_harness.harness import START, Harness
from self_harness.stats.prior import DEFAULT_PRIOR, Prior

PROPOSING = 2
"""Calls of analyst and engineer in each round."""


class HandOver(NamedTuple):
    best: Best
    proven: Harness
    """The start, if nothing is proven."""


class OutOfCalls(Exception):
    pass


def product(world: World, calls: int, prior: Prior = DEFAULT_PRIOR) -> HandOver:
    """A run of so many calls. It evaluates the start on held-in only, and what is proven not again."""
    return asyncio.run(_run(world, calls, prior))


async def _run(world: World, calls: int, prior: Prior) -> HandOver:
    left = calls - len(world.held_in)
    rounds = max(1, round(left / (ROUND_ATTEMPTS + PROPOSING)))
    rules = Rules(attempts=left // rounds - PROPOSING, rounds=rounds)
    gate = SequentialGate(START, world.held_in, world.held_out, rules, str(world.seed), prior=prior)
    made: dict[tuple[Harness, AttemptKey], Failure | None] = {}

    async def solve(harness: Harness, key: AttemptKey) -> bool:
        if world.calls >= calls:
            raise OutOfCalls
        made[harness, key] = world.attempt(harness, *key)
        return made[harness, key] is None

    evaluation = {key: await solve(START, key) for key in keys(world.held_in, 1)}
    number = 0
    try:
        while world.calls + PROPOSING < calls:
            number += 1
            # What is proven meanwhile isn't evaluated, so the gate is told of the start's evaluation only.
            gate.begin(number, evaluation if number == 1 else {})
            patterns = world.analyse([failure for each in gate.examples() if (failure := made[each])])
            targets = {pattern.name: pattern.problems for pattern in patterns}
            count = FIRST_PROPOSALS if number == 1 else PROPOSALS
            edits = world.engineer(gate.state.harness(promising(gate.state)), patterns, count)
            await gate.decide([Proposal(edit, targets[edit.pattern]) for edit in edits], solve)
    except OutOfCalls:
        pass
    return HandOver(gate.engine.best(), gate.harness)
