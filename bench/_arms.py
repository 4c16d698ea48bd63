"""The searches that are compared: each gets a world, spends its calls, and says what it would hand over at any time."""

from collections.abc import Callable
from typing import Any, NamedTuple

from bench._worlds import Failure, World
from self_harness.attempt import AttemptKey, keys
from self_harness.gate.strict import side, strict
from self_harness.harness import START, Harness, apply, merge

FIRST_PROPOSALS, PROPOSALS = 8, 4


class Step(NamedTuple):
    """What a search stands by after `calls` calls."""

    calls: int
    harness: Harness
    reported: float
    """Pass rate that it targets."""


class Search(NamedTuple):
    steps: list[Step]
    accepted: list[tuple[Harness, Harness]]
    """(before, after) of each edit that was let in, each on the harness it was accepted into."""

    def at(self, calls: int) -> Step:
        return [step for step in self.steps if step.calls <= calls][-1]


Arm = Callable[[World, int], Search]


def article(world: World, calls: int) -> Search:
    """The article's loop: one attempt at every problem for every candidate, strict gate, best edits first."""
    found = Search([Step(0, START, 0.0)], [])
    keys_in, keys_out = keys(world.held_in, 1), keys(world.held_out, 1)

    def evaluate(harness: Harness) -> dict[AttemptKey, Failure | None]:
        return {key: world.attempt(harness, key.problem) for key in (*keys_in, *keys_out)}

    harness = START
    while world.calls < calls:
        results = evaluate(harness)
        found.steps.append(Step(world.calls, harness, _rate(results.values())))
        patterns = world.analyse([failure for key in keys_in if (failure := results[key])])
        edits = world.engineer(harness, patterns, PROPOSALS)
        incumbent = {key: failure is None for key, failure in results.items()}
        accepted = []
        for edit in edits:
            outcomes = {key: failure is None for key, failure in evaluate(apply(harness, edit)).items()}
            sides = side(keys_in, incumbent, outcomes), side(keys_out, incumbent, outcomes)
            decision = strict(*sides)
            if decision and decision[0] == "accepted":
                accepted.append((edit, sides[0].delta + sides[1].delta))
        merged = merge(harness, accepted)
        found.accepted.extend((harness, apply(harness, edit)) for edit in merged.applied)
        harness = merged.harness
        found.steps.append(Step(world.calls, harness, _rate(results.values())))
    return found


def best_of_n(world: World, calls: int) -> Search:
    """As many one-shot harnesses as the calls allow, each measured once on every problem; the best measured is taken."""
    found = Search([Step(0, START, 0.0)], [])
    results = [world.attempt(START, problem) for problem in world.problems]
    best = _rate(results)
    found.steps.append(Step(world.calls, START, best))
    failures = [failure for failure in results[: len(world.held_in)] if failure]
    while world.calls < calls:
        harness = START
        for edit in world.engineer(START, world.analyse(failures), PROPOSALS):
            harness = apply(harness, edit)
        rate = _rate([world.attempt(harness, problem) for problem in world.problems])
        if rate > best:
            best = rate
            found.steps.append(Step(world.calls, harness, rate))
            found.accepted.append((START, harness))
    return found


def _rate(results: Any) -> float:
    passed = [failure is None for failure in results]
    return sum(passed) / len(passed)
