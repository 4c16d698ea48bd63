"""Attempts of one harness at many problems: all of them, or only until a gate can decide."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import TypeVar

from self_harness.gating import GateDecision, Key, needed, order, side, strict

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

    As many attempts run at once as are needed for a decision in any case, and never fewer than `at_least`: more of them
    make an early rejection waste up to `at_least` - 1 attempts, fewer make it slower.
    """
    seen: dict[Key, bool] = {}
    waiting = order([*held_in, *held_out], incumbent)[::-1]
    running: dict[asyncio.Task[bool], Key] = {}

    async def attempt(key: Key) -> bool:
        return await solve(key)

    try:
        while True:
            sides = side(held_in, incumbent, seen), side(held_out, incumbent, seen)
            if decision := strict(*sides):
                break
            while waiting and len(running) < max(needed(*sides), at_least):
                key = waiting.pop()
                running[asyncio.create_task(attempt(key))] = key
            done, _ = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
            for finished in done:
                seen[running.pop(finished)] = finished.result()
    finally:
        await asyncio.gather(*running, return_exceptions=True)
    return GateDecision(
        outcome=decision[0],
        reason=decision[1],
        d_in=sides[0].delta,
        d_out=sides[1].delta,
        evaluated=len(seen) + len(running),
        total=len(held_in) + len(held_out),
    )
