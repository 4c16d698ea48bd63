"""Awaiting several calls of which some may fail."""

import asyncio
from collections.abc import Awaitable, Sequence
from typing import TypeVar

T = TypeVar("T")


async def settle(calls: Sequence[Awaitable[T]]) -> list[T]:
    """Like `asyncio.gather`, but when one call fails the others are still waited for, so that what they paid for is
    kept; then the first error is raised."""
    results = await asyncio.gather(*calls, return_exceptions=True)
    for result in results:
        if isinstance(result, BaseException):
            raise result
    return [result for result in results if not isinstance(result, BaseException)]
