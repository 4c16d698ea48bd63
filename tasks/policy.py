"""What the tasks have in common: only trouble that is nobody's answer is retried."""

from typing import Any

from prefect.client.schemas.objects import State, TaskRun

from self_harness.errors import InfrastructureError

RETRY_DELAYS: list[float] = [2, 10, 30]
"""Seconds. The model client has made its own, quicker attempts before."""


async def is_infrastructure(task: Any, task_run: TaskRun, state: State[Any]) -> bool:
    """Retry condition. It must be async: Prefect hands a sync one a coroutine for the state's result."""
    result: Any = state.result(raise_on_failure=False)
    return isinstance(await result, InfrastructureError)
