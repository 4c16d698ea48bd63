"""How analyst and engineer are asked: a request that does not fit the model's context is shortened."""

from collections.abc import Callable

from self_harness.model.types import Reply, Request
from self_harness.steps.mine import HALVINGS
from tasks.runtime import Runtime


async def ask(runtime: Runtime, build: Callable[[int], Request]) -> Reply | None:
    """The reply to the longest request that fits; None where not even the shortest does, or where it was refused.

    build: the request shortened so many times, from 0 to HALVINGS. Room for the reply is halved each time, too.
    """
    for halvings in range(HALVINGS + 1):
        request = build(halvings)
        reply = await runtime.solver.ask(
            request.model_copy(update={"max_tokens": max(1, request.max_tokens >> halvings)})
        )
        if reply.text or reply.stop_reason != "model_context_window_exceeded":
            return reply if reply.text else None
        then = "it is shortened" if halvings < HALVINGS else "the round goes on without an answer"
        runtime.notice(f"The {request.role}'s request of {len(request.user):,} characters does not fit: {then}.")
    return None
