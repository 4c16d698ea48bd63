"""One round as a subflow: mine the held-in failures, propose edits, gate them, merge what is accepted."""

from prefect import flow

from self_harness.attempt import Attempt, AttemptKey, Trial, keys
from self_harness.concurrency import settle
from self_harness.errors import ConfigError
from self_harness.evaluation.solver import stream
from self_harness.gate.race import Proposal, Race, Rules
from self_harness.gate.rounds import replay
from self_harness.harness import Harness, apply
from self_harness.record.events import PhaseBegun
from self_harness.record.records import EditRecord, RoundRecord, Score, Standing
from self_harness.steps.propose import EarlierEdit, resolve_pattern
from tasks.gate import gate, race
from tasks.merge import Merged, merge, merge_raced
from tasks.mine import mine
from tasks.propose import propose
from tasks.runtime import Runtime
from tasks.solve import evaluate, known

Attempts = dict[AttemptKey, Attempt]


@flow(name="round", validate_parameters=False)
async def round_(
    runtime: Runtime, number: int, harness: Harness, attempts: Attempts, records: list[RoundRecord]
) -> RoundRecord:
    """attempts: the evaluation of the harness. records: the rounds before."""
    before = standing(runtime, harness, attempts)
    if runtime.config.gate == "sequential":
        state = _begun(runtime, number, attempts, records)
        mined_from = await settle([known(runtime, *each) for each in state.latest()])
    else:
        state, mined_from = None, [attempts[key] for key in keys(runtime.parts.held_in, runtime.config.trials)]

    runtime.emit(PhaseBegun(round=number, name="mine"))
    mined = await runtime.stored(mine)(runtime, number, harness, mined_from)
    if not mined.patterns:
        seen, e_value = (tuple(state.seen), state.e_process.e_value) if state else ((), runtime.start.e_value)
        return RoundRecord(
            round=number, before=before, after=before, harness=harness, mined_by=mined.by, seen=seen, e_value=e_value
        )
    names = tuple(pattern.name for pattern in mined.patterns)
    runtime.emit(PhaseBegun(round=number, name="propose", patterns=names))
    proposed = await runtime.stored(propose)(
        runtime, Trial("proposal", number), harness, mined.patterns, before.held_in, earlier_edits(records), mined_from
    )

    tries = [Proposal(edit, resolve_pattern(edit, mined.patterns).problems) for edit in proposed.edits]
    if state:
        merged = await _sequential(runtime, number, state, tries)
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
        seen=merged.seen,
        evidence=merged.evidence,
        e_value=merged.e_value if state else runtime.start.e_value,
        merge=merged.note,
    )


def _begun(runtime: Runtime, number: int, attempts: Attempts, records: list[RoundRecord]) -> Race:
    """The race as the rounds before left it, in round `number`. attempts: the evaluation of the harness."""
    start, config, parts = runtime.start, runtime.config, runtime.parts
    rules = Rules(alpha=config.alpha, attempts=config.attempts, max_tokens=config.max_harness_tokens)
    state = Race(start.harness, parts.held_in, parts.held_out, rules, stream(config), start.e_value)
    for record in records[1:]:
        tries = [Proposal(tried.edit, tried.target_problems) for tried in record.edits]
        replay(state, record.round, tries, record.seen, [tried.decision.outcome for tried in record.edits])
        if state.incumbent != record.harness:
            raise ConfigError(
                f"Round {record.round} of run {start.run_id} can't be replayed: its records do not lead to its harness. "
                "Start a new run with --harness and its harness.json."
            )
    state.begin(number)
    if len(records) == 1 or records[-1].before.harness != records[-1].after.harness:
        state.watch({key: attempts[key].passed for key in _everything(runtime)})
    return state


async def _sequential(runtime: Runtime, number: int, state: Race, tries: list[Proposal]) -> Merged:
    edits = tuple(str(each.edit) for each in tries)
    runtime.emit(PhaseBegun(round=number, name="gate", edits=edits, total=runtime.config.attempts))
    done = await race(runtime, len(tries), state, tries)
    runtime.emit(PhaseBegun(round=number, name="merge"))
    return await merge_raced(runtime, done, tuple(state.seen), state.e_process.e_value)


async def _strict(runtime: Runtime, number: int, harness: Harness, tries: list[Proposal], attempts: Attempts) -> Merged:
    trials = runtime.config.trials
    held_in, held_out = keys(runtime.parts.held_in, trials), keys(runtime.parts.held_out, trials)
    incumbent = {key: attempts[key].passed for key in (*held_in, *held_out)}
    total = len(tries) * (len(held_in) + len(held_out))
    runtime.emit(PhaseBegun(round=number, name="gate", edits=tuple(str(each.edit) for each in tries), total=total))
    decisions = await settle(
        [
            gate(runtime, f"edit {i}: {edit.op} {edit.block}", apply(harness, edit), held_in, held_out, incumbent)
            for i, (edit, _) in enumerate(tries, 1)
        ]
    )
    edits = tuple(
        EditRecord(edit=each.edit, target_problems=each.target_problems, decision=decision, outcome=decision.outcome)
        for each, decision in zip(tries, decisions, strict=True)
    )
    runtime.emit(PhaseBegun(round=number, name="merge"))
    return await merge(runtime, harness, edits, held_in, held_out, incumbent)


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


def score(attempts: Attempts, of: list[AttemptKey]) -> Score:
    return Score(passed=sum(attempts[key].passed for key in of), total=len(of))


def _everything(runtime: Runtime) -> list[AttemptKey]:
    return keys([*runtime.parts.held_in, *runtime.parts.held_out], runtime.config.trials)
