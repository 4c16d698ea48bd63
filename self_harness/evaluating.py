"""Attempts of one harness at many problems: all of them, or only until a gate can decide."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import TypeVar

from self_harness.gating import GateDecision, Key, Side, needed, order, side, strict

T = TypeVar("T")
Solve = Callable[[Key], Awaitable[bool]]
"""Makes one attempt and says whether it passed."""


async def settle(calls: Sequence[Awaitable[T]]) -> list[T]:
    """Like `asyncio.gather`, but when one call fails the others are still waited for, so that what they paid for is
    kept; then the first error is raised."""
    results = await asyncio.gather(*calls, return_exceptions=True)
    for result in results:
        if isinstance(result, BaseException):
            raise result
    return [result for result in results if not isinstance(result, BaseException)]


def keys(problems: Sequence[str], trials: int) -> list[Key]:
    """All attempts of an evaluation."""
    return [(problem, trial) for trial in range(trials) for problem in problems]


async def decide(
    held_in: Sequence[Key],
    held_out: Sequence[Key],
    incumbent: Mapping[Key, bool],
    solve: Solve,
    at_least: int = 1,
) -> GateDecision:
    """Evaluates a candidate until `strict` can decide; the decision is that of a full evaluation.

    It is told as of the shortest start of the fixed order of attempts that settles it: so it depends on their outcomes
    alone, never on which of them ended first or how many ran at once. As many run at once as are needed for a decision
    in any case, and never fewer than `at_least`: more of them make an early rejection waste up to `at_least` - 1
    attempts, fewer make it slower.
    """
    seen: dict[Key, bool] = {}
    plan = order([*held_in, *held_out], incumbent)
    waiting = plan[::-1]
    running: dict[asyncio.Task[bool], Key] = {}

    async def attempt(key: Key) -> bool:
        return await solve(key)

    def sides(outcomes: Mapping[Key, bool]) -> tuple[Side, Side]:
        return side(held_in, incumbent, outcomes), side(held_out, incumbent, outcomes)

    try:
        while not strict(*sides(seen)):
            window = max(needed(*sides(seen)), at_least)
            while waiting and len(running) < window:
                key = waiting.pop()
                running[asyncio.create_task(attempt(key))] = key
            done, _ = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
            for finished in done:
                seen[running.pop(finished)] = finished.result()
    finally:
        last = await asyncio.gather(*running, return_exceptions=True)
    seen |= {key: passed for key, passed in zip(running.values(), last, strict=True) if isinstance(passed, bool)}
    looked_at: dict[Key, bool] = {}
    ended = (key for key in plan if key in seen)
    while not (decision := strict(*sides(looked_at))):
        key = next(ended)
        looked_at[key] = seen[key]
    part_in, part_out = sides(looked_at)
    return GateDecision(
        outcome=decision[0],
        reason=decision[1],
        d_in=part_in.delta,
        d_out=part_out.delta,
        evaluated=len(looked_at),
        total=len(plan),
    )
