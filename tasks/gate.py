"""Gate: does a candidate harness really do better than the incumbent?"""

from collections.abc import Mapping

from prefect import task
from prefect.cache_policies import NO_CACHE

from self_harness.attempt import AttemptKey
from self_harness.gate.decision import GateDecision
from self_harness.gate.race import Proposal, Race, Solve
from self_harness.gate.rounds import Round, run_round
from self_harness.gate.strict import decide
from self_harness.harness import Harness
from self_harness.record.events import EditDecided
from tasks.runtime import Runtime
from tasks.solve import attempt


@task(name="gate", cache_policy=NO_CACHE, task_run_name="gate {label}")
async def gate(
    runtime: Runtime,
    label: str,
    candidate: Harness,
    held_in: list[AttemptKey],
    held_out: list[AttemptKey],
    incumbent: Mapping[AttemptKey, bool],
) -> GateDecision:
    """The strict gate: evaluates the candidate until it can decide."""

    async def solve(key: AttemptKey) -> bool:
        return (await attempt(runtime, candidate, key)).passed

    share = max(1, runtime.config.concurrency // runtime.config.proposals)
    decision = await decide(held_in, held_out, incumbent, solve, at_least=share)
    runtime.emit(EditDecided(label=label, harness=candidate.fingerprint, decision=decision))
    return decision


@task(name="gate", cache_policy=NO_CACHE, task_run_name="gate: {count} new edits join the race")
async def race(runtime: Runtime, count: int, state: Race, tries: list[Proposal]) -> Round:
    """The sequential gate's round, which was begun."""
    return await run_round(state, tries, solving(runtime))


def solving(runtime: Runtime) -> Solve:
    async def solve(harness: Harness, key: AttemptKey) -> bool:
        return (await attempt(runtime, harness, key)).passed

    return solve


def order_seed(runtime: Runtime, number: int) -> str:
    return f"{runtime.config.seed} {number}"
