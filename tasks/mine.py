"""Mine: the model as the analyst of its own failures."""

from typing import Any, Literal

from prefect import task
from pydantic import BaseModel, ConfigDict

from self_harness.attempt import Attempt, Trial
from self_harness.harness import Harness
from self_harness.model.types import Request
from self_harness.steps import mine as mining
from self_harness.steps.prompts import fill
from tasks.policy import RETRY_DELAYS, is_infrastructure
from tasks.runtime import Runtime


class Mined(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    patterns: tuple[mining.Pattern, ...]
    by: Literal["model", "signatures"]


def _request(runtime: Runtime, number: int, harness: Harness, attempts: list[Attempt]) -> Request:
    user = mining.request(harness, attempts, runtime.config.max_patterns)
    return runtime.solver.request("analyst", fill("analyst_system"), user, trial=Trial("mining", number))


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
    reply = await runtime.solver.ask(_request(runtime, number, harness, attempts))
    if patterns := mining.parse(reply.text, attempts, runtime.config.max_patterns):
        return Mined(patterns=patterns, by="model")
    return Mined(patterns=mining.cluster(attempts, runtime.config.max_patterns), by="signatures")
