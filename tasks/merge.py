"""Merge: the accepted edits of a round become one harness. The rule is in `self_harness.gate`."""

from collections.abc import Awaitable, Callable
from typing import Any

from prefect import task
from prefect.cache_policies import NO_CACHE


@task(name="merge", cache_policy=NO_CACHE)
async def merge(call: Callable[[], Awaitable[Any]]) -> Any:
    return await call()
