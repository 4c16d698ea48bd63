"""Attempts of one harness at many problems: all of them, or only until a gate can decide."""

import asyncio
from collections import deque
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

    Outcomes are taken in the fixed order of the attempts, not as they come: so what is attempted and what is decided
    depends on the outcomes alone, and a resumed run repeats both. As many attempts run at once as are needed for a
    decision in any case, and never fewer than `at_least`: more of them make an early rejection waste up to
    `at_least` - 1 attempts, fewer make it slower.
    """
    seen: dict[Key, bool] = {}
    waiting = deque(order([*held_in, *held_out], incumbent))
    total = len(waiting)
    running: deque[tuple[Key, asyncio.Future[bool]]] = deque()
    try:
        while True:
            sides = side(held_in, incumbent, seen), side(held_out, incumbent, seen)
            if decision := strict(*sides):
                break
            while waiting and len(running) < max(needed(*sides), at_least):
                key = waiting.popleft()
                running.append((key, asyncio.ensure_future(solve(key))))
            key, attempt = running[0]
            await asyncio.wait([attempt])  # and not `await attempt`: who cancels us must not cancel what is paid for
            running.popleft()
            seen[key] = attempt.result()
    finally:
        await asyncio.gather(*(attempt for _, attempt in running), return_exceptions=True)
    return GateDecision(
        outcome=decision[0],
        reason=decision[1],
        d_in=sides[0].delta,
        d_out=sides[1].delta,
        evaluated=len(seen),
        total=total,
    )
