"""Propose: the engineer writes candidate edits against the patterns."""

from collections.abc import Sequence
from typing import Any

from prefect import task
from pydantic import BaseModel, ConfigDict

from self_harness.attempt import Attempt, Trial
from self_harness.config import RunConfig
from self_harness.evaluation.solver import digest
from self_harness.gate.decision import Proposal
from self_harness.harness import Edit, Harness
from self_harness.model.types import Request
from self_harness.record.records import Score
from self_harness.steps import propose as proposing
from self_harness.steps.mine import Pattern
from self_harness.steps.prompts import fill
from tasks import analysis
from tasks.policy import RETRY_DELAYS, is_infrastructure
from tasks.runtime import Runtime

CHECKS = "3"
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
    own: Sequence[Edit] = (),
    halvings: int = 0,
) -> Request:
    """`own` changes nothing about the request: the engineer does not know what a person proposes."""
    config = runtime.config
    user = proposing.request(
        harness,
        patterns[: max(1, len(patterns) >> halvings)],  # the most important come first
        score.passed,
        score.total,
        earlier[-20 >> halvings :] if halvings else earlier,
        _count(config, trial),
        attempts,
        {problem.id: problem.settings.kind for problem in runtime.suite.problems},
        config.max_harness_tokens,
    )
    return runtime.solver.request("engineer", fill("engineer_system"), user, trial=trial, json_schema=proposing.SCHEMA)


def _count(config: RunConfig, trial: Trial) -> int:
    return config.proposals_in(trial.round) if trial.purpose == "proposal" else config.proposals


def _key(context: Any, given: dict[str, Any]) -> str:
    runtime = given["runtime"]
    # The checks look at more than the request says: at every problem, and at edits too old to be shown.
    checked = [runtime.suite.digest, str(runtime.config.max_harness_tokens)]
    checked += [edit.model_dump_json() for edit in given.get("own", ())]
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
    own: Sequence[Edit] = (),
) -> Proposed:
    """Candidate edits that passed the structural checks, and those dropped with the reason. Where none passed, one sentence of
    advice is asked for against each pattern: more than that is too much for a small model.

    trial: names the draw, so that each round gets a reply of its own. attempts: the held-in ones under the harness. own:
    a person's edits, which are checked likewise.
    """
    config = runtime.config
    traces, limit = runtime.traces, config.max_harness_tokens
    own, refused = proposing.admit(own, harness, earlier, patterns, traces, limit)
    edits: tuple[Edit, ...] = ()
    dropped: tuple[proposing.Dropped, ...] = ()
    if config.proposals:
        reply = await analysis.ask(
            runtime,
            lambda halvings: _request(runtime, trial, harness, patterns, score, earlier, attempts, (), halvings),
        )
        if reply is None:
            runtime.notice("The engineer gave no answer to its request: this round has no proposals of the model.")
        else:
            edits, dropped = proposing.parse(
                reply.text, harness, earlier, _count(config, trial), patterns, traces, limit, own
            )
        for pattern in () if edits or reply is None else patterns[: config.proposals]:
            advice = await runtime.solver.ask(_advice_request(runtime, trial, pattern))
            more, faulty = proposing.parse_advice(advice.text, harness, earlier, pattern, traces, limit, [*own, *edits])
            edits, dropped = (*edits, *more), (*dropped, *faulty)
    edits, dropped = (*own, *edits), (*refused, *dropped)
    if dropped and not edits:
        runtime.notice(f"None of the {len(dropped)} proposals of this round can be used.")
    proposals = [Proposal(edit, proposing.resolve_pattern(edit, patterns).problems) for edit in edits]
    return Proposed(proposals=tuple(proposals), dropped=dropped)


def _advice_request(runtime: Runtime, trial: Trial, pattern: Pattern) -> Request:
    return runtime.solver.request("engineer", fill("engineer_system"), proposing.advice_request(pattern), trial=trial)
