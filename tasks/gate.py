"""Gate: do the edits really do better than the harness in use? What is tested and decided is the gate's own, in
`self_harness.gate`; this makes each test a task run."""

from collections.abc import Awaitable, Callable
from typing import Any

from prefect import task
from prefect.cache_policies import NO_CACHE


@task(name="gate", cache_policy=NO_CACHE, task_run_name="gate {label}")
async def gate(label: str, test: Callable[[], Awaitable[Any]]) -> Any:
    """A test of the strict gate, or all of a round of the sequential one."""
    return await test()
