"""Mine: the analyst finds the patterns among the failures."""

from typing import Any, Literal

from prefect import task
from pydantic import BaseModel, ConfigDict

from self_harness.attempt import Attempt, Trial
from self_harness.harness import Harness
from self_harness.model.types import Request
from self_harness.steps import mine as mining
from self_harness.steps.prompts import fill
from tasks import analysis
from tasks.policy import RETRY_DELAYS, is_infrastructure
from tasks.runtime import Runtime


class Mined(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    patterns: tuple[mining.Pattern, ...]
    by: Literal["model", "signatures"]


def _request(runtime: Runtime, number: int, harness: Harness, attempts: list[Attempt], halvings: int = 0) -> Request:
    patterns = runtime.config.max_patterns
    user = mining.request(harness, attempts, patterns)
    if halvings:
        user = mining.request(harness, attempts, patterns, evidence_chars=len(user) >> halvings)
    return runtime.solver.request(
        "analyst", fill("analyst_system"), user, trial=Trial("mining", number), json_schema=mining.SCHEMA
    )


def _key(context: Any, given: dict[str, Any]) -> str:
    request = _request(**given)
    return f"mine-{given['runtime'].solver.request_key(request)}"


@task(
    name="mine",
    cache_key_fn=_key,
    result_serializer="json",
    retries=len(RETRY_DELAYS),
    retry_delay_seconds=RETRY_DELAYS,
    retry_condition_fn=is_infrastructure,
)
async def mine(runtime: Runtime, number: int, harness: Harness, attempts: list[Attempt]) -> Mined:
    """The failure patterns among held-in attempts, clustered by signature where the model's reply can't be used.

    Each round, `number`, is a trial of its own: where nothing was accepted, the next round must not get the same reply.
    """
    reply = await analysis.ask(runtime, lambda halvings: _request(runtime, number, harness, attempts, halvings))
    found = mining.parse(reply.text if reply else "", attempts, runtime.config.max_patterns)
    for reason in found.dropped:
        runtime.notice(f"A pattern was dropped: {reason}.")
    if found.patterns:
        return Mined(patterns=found.patterns, by="model")
    runtime.notice("The analyst's reply has no pattern that can be used: the failures are clustered by their errors.")
    return Mined(patterns=mining.cluster(attempts, runtime.config.max_patterns), by="signatures")
