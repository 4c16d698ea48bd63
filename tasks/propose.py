"""Propose: the model as the engineer of its own harness."""

from typing import Any

from prefect import task
from pydantic import BaseModel, ConfigDict

from self_harness import proposing
from self_harness.harness import Edit, Harness
from self_harness.mining import Pattern
from self_harness.model import Request
from self_harness.prompts import fill
from self_harness.records import Score
from tasks.policy import RETRY_DELAYS, is_infrastructure
from tasks.runtime import Runtime


class Proposed(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    edits: tuple[Edit, ...]
    dropped: tuple[proposing.Dropped, ...]


def _request(
    runtime: Runtime,
    number: int,
    harness: Harness,
    patterns: tuple[Pattern, ...],
    score: Score,
    earlier: list[proposing.EarlierEdit],
) -> Request:
    user = proposing.request(harness, patterns, score.passed, score.total, earlier, runtime.config.proposals)
    return runtime.solver.request("engineer", fill("engineer_system"), user, trial=number)


def _key(context: Any, given: dict[str, Any]) -> str:
    request = _request(**given)
    return f"propose-{given['runtime'].solver.request_key(request)}"


@task(
    name="propose",
    cache_key_fn=_key,
    result_serializer="json",
    retries=len(RETRY_DELAYS),
    retry_delay_seconds=RETRY_DELAYS,
    retry_condition_fn=is_infrastructure,
)
async def propose(
    runtime: Runtime,
    number: int,
    harness: Harness,
    patterns: tuple[Pattern, ...],
    score: Score,
    earlier: list[proposing.EarlierEdit],
) -> Proposed:
    """Candidate edits of round `number` that passed the structural checks, and those dropped with the reason."""
    reply = await runtime.solver.ask(_request(runtime, number, harness, patterns, score, earlier))
    edits, dropped = proposing.parse(reply.text, harness, earlier, runtime.config.proposals)
    return Proposed(edits=edits, dropped=dropped)
