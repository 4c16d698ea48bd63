"""One round as a subflow: mine the held-in failures, propose edits, gate them, merge what is accepted."""

from prefect import flow

from self_harness.attempt import Attempt
from self_harness.evaluating import keys, settle
from self_harness.gating import Key
from self_harness.harness import Harness, apply
from self_harness.proposing import EarlierEdit, resolve_pattern
from self_harness.racing import Try
from self_harness.records import EditRecord, RoundRecord, Score, Standing
from tasks.gate import gate, heats
from tasks.merge import Merged, merge, prove_together
from tasks.mine import mine
from tasks.propose import propose
from tasks.runtime import Runtime
from tasks.solve import evaluate

Attempts = dict[Key, Attempt]


@flow(name="round", validate_parameters=False)
async def round_(
    runtime: Runtime, number: int, harness: Harness, attempts: Attempts, records: list[RoundRecord]
) -> RoundRecord:
    """attempts: the evaluation of the harness. records: the rounds before."""
    before = standing(runtime, harness, attempts)
    sequential = runtime.config.gate == "sequential"
    failed_in = keys(runtime.parts.held_in, runtime.config.trials)
    if sequential:
        # A harness that still stands after a round is attempted again, so that the next proposals see new failures.
        failed_in = keys(runtime.parts.held_in, runtime.config.trials * (1 + rounds_standing(records)))
        attempts = attempts | await evaluate(runtime, harness, failed_in)

    runtime.emit("phase", round=number, name="mine")
    mined = await runtime.stored(mine)(runtime, number, harness, [attempts[key] for key in failed_in])
    if not mined.patterns:
        return RoundRecord(round=number, before=before, after=before, harness=harness, mined_by=mined.by)
    runtime.emit("phase", round=number, name="propose", patterns=[pattern.name for pattern in mined.patterns])
    proposed = await runtime.stored(propose)(
        runtime, number, harness, mined.patterns, before.held_in, earlier_edits(records),
        [attempts[key] for key in failed_in],
    )  # fmt: skip

    tries = [Try(edit, resolve_pattern(edit, mined.patterns).problems) for edit in proposed.edits]
    if sequential:
        merged = await _sequential(runtime, number, harness, [*waiting(records), *tries], records)
    else:
        merged = await _strict(runtime, number, harness, tries, attempts)
    after = await evaluate(runtime, merged.harness, _everything(runtime))
    return RoundRecord(
        round=number,
        before=before,
        after=standing(runtime, merged.harness, after),
        harness=merged.harness,
        patterns=mined.patterns,
        mined_by=mined.by,
        edits=merged.edits,
        dropped=proposed.dropped,
        tested=merged.tested,
        merge=merged.note,
    )


async def _sequential(
    runtime: Runtime, number: int, harness: Harness, tries: list[Try], records: list[RoundRecord]
) -> Merged:
    runtime.emit("phase", round=number, name="gate", edits=[str(each.edit) for each in tries])
    seen = await heats(runtime, number, len(tries), harness, tries)
    runtime.emit("phase", round=number, name="merge")
    return await prove_together(runtime, number, harness, tries, seen, rounds_dry(runtime, records))


async def _strict(runtime: Runtime, number: int, harness: Harness, tries: list[Try], attempts: Attempts) -> Merged:
    trials = runtime.config.trials
    held_in, held_out = keys(runtime.parts.held_in, trials), keys(runtime.parts.held_out, trials)
    incumbent = {key: attempts[key].passed for key in (*held_in, *held_out)}
    total = len(tries) * (len(held_in) + len(held_out))
    runtime.emit("phase", round=number, name="gate", edits=[str(each.edit) for each in tries], total=total)
    decisions = await settle(
        [
            gate(runtime, f"edit {i}: {edit.op} {edit.block}", apply(harness, edit), held_in, held_out, incumbent)
            for i, (edit, _, _) in enumerate(tries, 1)
        ]
    )
    edits = tuple(
        EditRecord(edit=each.edit, claim=each.claim, decision=decision, outcome=decision.outcome)
        for each, decision in zip(tries, decisions, strict=True)
    )
    runtime.emit("phase", round=number, name="merge")
    return await merge(runtime, harness, edits, held_in, held_out, incumbent)


def waiting(records: list[RoundRecord]) -> list[Try]:
    """Edits that the last round left unresolved."""
    return [
        Try(tried.edit, tried.claim, tried.decision.evidence[0])
        for tried in records[-1].edits
        if tried.outcome == "unresolved"
    ]


def rounds_standing(records: list[RoundRecord]) -> int:
    """Rounds that the harness has withstood."""
    count = 0
    while count < len(records) - 1 and records[-1 - count].before.harness == records[-1].after.harness:
        count += 1
    return count


def rounds_dry(runtime: Runtime, records: list[RoundRecord]) -> int:
    """Rounds that tested something since the last one that accepted something, the nights before included."""
    standing = rounds_standing(records)
    tested = sum(record.tested for record in records[len(records) - standing :])
    return tested + (runtime.start.dry if standing == len(records) - 1 else 0)


def earlier_edits(records: list[RoundRecord]) -> list[EarlierEdit]:
    """What became of the edits of all earlier rounds."""
    return [
        EarlierEdit(
            round=record.round,
            edit=tried.edit,
            harness=record.before.harness,
            outcome=tried.outcome,
        )
        for record in records
        for tried in record.edits
    ]


def standing(runtime: Runtime, harness: Harness, attempts: Attempts) -> Standing:
    parts, trials = runtime.parts, runtime.config.trials
    return Standing(
        harness=harness.fingerprint,
        held_in=score(attempts, keys(parts.held_in, trials)),
        held_out=score(attempts, keys(parts.held_out, trials)),
        true_rate=runtime.true_rate(harness, [runtime.problems[id_] for id_ in (*parts.held_in, *parts.held_out)]),
    )


def score(attempts: Attempts, of: list[Key]) -> Score:
    return Score(passed=sum(attempts[key].passed for key in of), total=len(of))


def _everything(runtime: Runtime) -> list[Key]:
    return keys([*runtime.parts.held_in, *runtime.parts.held_out], runtime.config.trials)
