"""Prune: accepted lines that cost nothing to leave out are removed from the harness."""

from datetime import UTC, datetime

from prefect import task
from prefect.cache_policies import NO_CACHE

from self_harness.gate.prune import examine
from self_harness.harness import Harness
from self_harness.record.events import LineExamined
from self_harness.record.provenance import sources
from tasks.gate import order_seed, solving
from tasks.runtime import Runtime


@task(name="prune", cache_policy=NO_CACHE)
async def prune(runtime: Runtime, number: int, harness: Harness) -> Harness:
    """The harness at the end of a run, after `number` rounds, less what is of no use.

    Examined are the lines that were looked at longest ago, so that one that stays unclear holds up no other. What this
    task did before the run was stopped doesn't count: it does the same again, and its attempts are known.
    """
    ledger, parts = runtime.ledger, runtime.parts
    assert ledger is not None
    problems = [*parts.held_in, *parts.held_out]
    log = ledger.log()
    log.pruned.clear()
    known = sources(ledger, harness, log)
    accepted = [source for source in known if set(source.target_problems) & set(problems)]
    never = datetime.min.replace(tzinfo=UTC)
    oldest = sorted(accepted, key=lambda source: source.examined or never)[: runtime.config.prune]
    for nth, source in enumerate(oldest, number + 1):
        found = await examine(
            harness, source.block, source.text, source.target_problems, problems, nth, order_seed(runtime, nth),
            solving(runtime),
        )  # fmt: skip
        record = LineExamined(
            block=source.block, line=source.text, run=source.run, edit=source.edit, outcome=found.outcome,
            evidence=found.evidence, before=harness.fingerprint, after=found.harness.fingerprint,
        )  # fmt: skip
        runtime.emit(record)
        harness = found.harness
    return harness
