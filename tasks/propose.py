"""Propose: the model as the engineer of its own harness."""

from collections.abc import Sequence
from typing import Any

from prefect import task
from pydantic import BaseModel, ConfigDict

from self_harness.attempt import Attempt, Trial
from self_harness.evaluation.solver import digest
from self_harness.gate.decision import Proposal
from self_harness.harness import Harness
from self_harness.model.types import Request
from self_harness.record.records import Score
from self_harness.steps import leaks as leaking
from self_harness.steps import propose as proposing
from self_harness.steps.mine import Pattern
from self_harness.steps.prompts import fill
from tasks.policy import RETRY_DELAYS, is_infrastructure
from tasks.runtime import Runtime

CHECKS = "1"
"""Version of the structural checks; part of the cache key."""


class Proposed(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    proposals: tuple[Proposal, ...]
    dropped: tuple[proposing.Dropped, ...]


def _request(
    runtime: Runtime,
    trial: Trial,
    harness: Harness,
    patterns: tuple[Pattern, ...],
    score: Score,
    earlier: list[proposing.EarlierEdit],
    attempts: Sequence[Attempt] = (),
) -> Request:
    config = runtime.config
    user = proposing.request(
        harness,
        patterns,
        score.passed,
        score.total,
        earlier,
        config.proposals,
        attempts,
        {problem.id: problem.settings.kind for problem in runtime.suite.problems},
        config.max_harness_tokens,
    )
    return runtime.solver.request("engineer", fill("engineer_system"), user, trial=trial)


def _key(context: Any, given: dict[str, Any]) -> str:
    runtime = given["runtime"]
    # The checks look at more than the request says: at every problem, and at edits too old to be shown.
    checked = [runtime.suite.digest, str(runtime.config.max_harness_tokens)]
    checked += [old.model_dump_json() for old in given["earlier"]]
    return f"propose-{digest(CHECKS, runtime.solver.request_key(_request(**given)), *checked)}"


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
    trial: Trial,
    harness: Harness,
    patterns: tuple[Pattern, ...],
    score: Score,
    earlier: list[proposing.EarlierEdit],
    attempts: Sequence[Attempt] = (),
) -> Proposed:
    """Candidate edits that passed the structural checks, and those dropped with the reason.

    trial: names the draw, so that each round gets a reply of its own. attempts: the held-in ones under the harness.
    """
    reply = await runtime.solver.ask(_request(runtime, trial, harness, patterns, score, earlier, attempts))
    edits, dropped = proposing.parse(
        reply.text,
        harness,
        earlier,
        runtime.config.proposals,
        patterns,
        # Of all problems: what an edit says of a held-out or test split one is a leak too.
        leaking.traces(runtime.suite.problems),
        runtime.config.max_harness_tokens,
    )
    proposals = [Proposal(edit, proposing.resolve_pattern(edit, patterns).problems) for edit in edits]
    return Proposed(proposals=tuple(proposals), dropped=dropped)
