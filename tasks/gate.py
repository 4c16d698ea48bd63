"""Gate: does a candidate harness really do better than the incumbent?"""

from collections.abc import Mapping

from prefect import task

from self_harness.evaluating import decide
from self_harness.gating import GateDecision, Key
from self_harness.harness import Harness
from tasks.runtime import Runtime
from tasks.solve import attempt


@task(name="gate", task_run_name="gate {label}")
async def gate(
    runtime: Runtime,
    label: str,
    candidate: Harness,
    held_in: list[Key],
    held_out: list[Key],
    incumbent: Mapping[Key, bool],
) -> GateDecision:
    """Evaluates the candidate until the gate can decide."""

    async def solve(key: Key) -> bool:
        return (await attempt(runtime, candidate, key)).passed

    share = max(1, runtime.config.concurrency // runtime.config.proposals)
    decision = await decide(held_in, held_out, incumbent, solve, at_least=share)
    runtime.emit("decision", label=label, harness=candidate.fingerprint, **decision.model_dump())
    return decision
