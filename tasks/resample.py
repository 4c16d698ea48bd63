"""Resample: the yardstick of a run, plain best of N with the calls that its search took."""

from collections.abc import Sequence

from prefect import task
from prefect.cache_policies import NO_CACHE

from self_harness.attempt import AttemptKey, Trial, keys
from self_harness.harness import Harness, apply
from self_harness.record.events import PhaseBegun
from self_harness.record.records import Comparison, Resampled, RoundRecord, Score
from self_harness.release.baseline import best_of_n, search_calls
from self_harness.release.test_split import supports
from tasks.propose import propose
from tasks.runtime import Runtime
from tasks.solve import evaluate


@task(name="resample", cache_policy=NO_CACHE, task_run_name="resample: best of N in {calls} calls")
async def resample(runtime: Runtime, first: RoundRecord, calls: int) -> Resampled:
    """first: the first round of the search, with the failure patterns of the starting harness. Of the search only these and
    the start's evaluation are used again: proposals are drawn anew, so that both have their own luck."""
    parts, trials, start = runtime.parts, runtime.config.trials, runtime.start.harness
    everything = keys([*parts.held_in, *parts.held_out], trials)
    attempts = await evaluate(runtime, start, everything)

    async def proposed(number: int) -> Sequence[Harness]:
        found = await runtime.stored(propose)(
            runtime, Trial("resampling", number), start, first.patterns, first.before.held_in, [],
            [attempts[key] for key in keys(parts.held_in, trials)],
        )  # fmt: skip
        return [apply(start, edit) for edit, _ in found.proposals]

    async def measure(harness: Harness) -> Score:
        made = await passed(runtime, harness, everything)
        return Score(passed=sum(made.values()), total=len(made))

    return await best_of_n(start, calls, len(everything), proposed, measure)


async def compare(runtime: Runtime, final: Harness) -> Comparison:
    """The final harness of a run against what resampling finds, paired on the problems of the test split."""
    ledger = runtime.ledger
    assert ledger is not None
    calls, rounds = search_calls(ledger), ledger.rounds()
    runtime.emit(PhaseBegun(round=len(rounds) - 1, name="resampling", total=calls))
    found = await resample(runtime, rounds[1], calls)
    test_split = keys(runtime.parts.test_split, runtime.config.trials)
    return Comparison(
        simulated=runtime.simulated is not None,
        search_calls=calls,
        resampled=found,
        test_split=supports(await passed(runtime, found.harness, test_split), await passed(runtime, final, test_split)),
    )


async def passed(runtime: Runtime, harness: Harness, wanted: list[AttemptKey]) -> dict[AttemptKey, bool]:
    return {key: attempt.passed for key, attempt in (await evaluate(runtime, harness, wanted)).items()}
