"""Solve: one attempt at one problem, and whole evaluations made of it."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import Any

from prefect import task

from self_harness.attempt import Attempt, AttemptKey, Trial
from self_harness.concurrency import settle
from self_harness.errors import InfrastructureError
from self_harness.harness import Harness
from self_harness.record.events import AttemptMade
from self_harness.suite.problem import Problem
from tasks.policy import RETRY_DELAYS, is_infrastructure
from tasks.runtime import Runtime

EACH = 200
"""Attempts of an evaluation up to which each one is a task run of its own, to be seen by itself."""
BATCH = 100
"""Attempts of a task run in a larger evaluation: a task run takes some 30 ms, most of what an attempt costs here."""


def _key(context: Any, given: dict[str, Any]) -> str:
    key: str = given["runtime"].solver.attempt_key(given["harness"], given["problem"], given["trial"])
    return f"solve-{key}"


@task(
    name="solve",
    task_run_name="{problem.id} under {harness.fingerprint}, {trial}",
    cache_key_fn=_key,
    result_serializer="json",
    retries=len(RETRY_DELAYS),
    retry_delay_seconds=RETRY_DELAYS,
    retry_jitter_factor=0.5,
    retry_condition_fn=is_infrastructure,
)
async def solve(runtime: Runtime, harness: Harness, problem: Problem, trial: Trial) -> Attempt:
    """One attempt, asked for and graded. Cached by content."""
    return await runtime.solver.attempt(harness, problem, trial)


async def attempt(runtime: Runtime, harness: Harness, key: AttemptKey, own_run: bool = False) -> Attempt:
    """One attempt in its turn, recorded; what this run has made before is only recorded again."""
    made = await known(runtime, harness, key, own_run)
    runtime.emit(
        AttemptMade(
            problem=made.problem,
            trial=made.trial,
            harness=made.harness,
            status=made.verdict.status,
            message=made.verdict.message[:500],
            sandbox=made.verdict.sandbox,
            reply=runtime.solver.reply_key(harness, runtime.problems[made.problem], made.trial),
        )
    )
    return made


async def known(runtime: Runtime, harness: Harness, key: AttemptKey, own_run: bool = False) -> Attempt:
    """One attempt: as this run made it before, or else made in its turn.

    own_run: as a run of the task `solve`, to be seen by itself. Within another task only trouble makes it one, for its
    retries: a task run takes some 30 ms of processor time here and in the server, most of what an attempt costs. Trouble
    that outlives these too stops the run before more is spent.
    """
    if (made := runtime.made.get((harness.fingerprint, key))) is None:
        problem, trial = runtime.problems[key.problem], key.trial
        async with runtime.slots:
            runtime.check()
            try:
                if not own_run:
                    with suppress(InfrastructureError):
                        made = await runtime.solver.attempt(harness, problem, trial)
                made = made or await runtime.stored(solve)(runtime, harness, problem, trial)
            except InfrastructureError as error:
                runtime.stop(error)
                raise
        runtime.made[harness.fingerprint, key] = made
    return made


async def evaluate(runtime: Runtime, harness: Harness, keys: Iterable[AttemptKey]) -> dict[AttemptKey, Attempt]:
    """All these attempts of one harness."""
    wanted = list(keys)
    await runtime.solver.prefetch(harness, [(runtime.problems[problem], trial) for problem, trial in wanted])
    if len(wanted) <= EACH:
        made = await settle([attempt(runtime, harness, key, own_run=True) for key in wanted])
    else:
        size = len(wanted)
        batches = [wanted[start : start + BATCH] for start in range(0, size, BATCH)]
        runs = [
            solve_batch(runtime, harness, batch, f"{n * BATCH + 1} to {n * BATCH + len(batch)} of {size}")
            for n, batch in enumerate(batches)
        ]
        made = [each for batch in await settle(runs) for each in batch]
    return dict(zip(wanted, made, strict=True))


@task(name="solve batch", task_run_name="attempts {which} under {harness.fingerprint}")
async def solve_batch(runtime: Runtime, harness: Harness, batch: Sequence[AttemptKey], which: str) -> list[Attempt]:
    """Many attempts of one harness."""
    return await settle([attempt(runtime, harness, key) for key in batch])
