"""The loop's steps as Prefect tasks, a round as a subflow, and what a round leaves on record."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from itertools import takewhile
from typing import Any, Literal, TypeVar

from prefect import flow

from flows.tags import inherit_tags
from self_harness.attempt import Attempt, AttemptKey, Trial, keys
from self_harness.concurrency import settle
from self_harness.config import RunConfig
from self_harness.errors import ConfigError
from self_harness.evaluation.solver import stream
from self_harness.gate.decision import Allowance, Gate, GateDecision
from self_harness.gate.engine import Rules
from self_harness.gate.sequential import SequentialGate
from self_harness.gate.strict import StrictGate
from self_harness.harness import Harness
from self_harness.loop import Evaluation, Loop, Round, found_nothing
from self_harness.record.events import EditDecided, EvidenceLeft, PhaseBegun
from self_harness.record.records import RoundRecord, Score, Standing
from self_harness.steps.propose import EarlierEdit
from tasks.gate import gate
from tasks.merge import merge
from tasks.mine import Mined, mine
from tasks.propose import Proposed, propose
from tasks.runtime import Runtime
from tasks.solve import attempt, evaluate, known

T = TypeVar("T")


@flow(name="round", validate_parameters=False)
async def round_(play: Callable[[], Awaitable[Any]]) -> Any:
    """A round of the loop: its tasks are this subflow's."""
    await inherit_tags()
    return await play()


class TaskSteps:
    """The loop's `Steps`, each a Prefect task. records: of all rounds so far; whoever runs the loop adds to it."""

    def __init__(self, runtime: Runtime, records: Sequence[RoundRecord]) -> None:
        self._runtime = runtime
        self._records = records

    async def evaluate(self, harness: Harness, wanted: Sequence[AttemptKey]) -> dict[AttemptKey, Attempt]:
        return await evaluate(self._runtime, harness, wanted)

    async def attempt(self, harness: Harness, key: AttemptKey) -> Attempt:
        return await attempt(self._runtime, harness, key)

    async def recall(self, made: Sequence[tuple[Harness, AttemptKey]]) -> list[Attempt]:
        return await settle([known(self._runtime, *each) for each in made])

    async def mine(self, number: int, harness: Harness, examples: Sequence[Attempt]) -> Mined:
        runtime = self._runtime
        runtime.emit(PhaseBegun(round=number, name="mine"))
        mined: Mined = await runtime.stored(mine)(runtime, number, harness, examples)
        return mined

    async def propose(
        self, number: int, before: Evaluation[Attempt], mined: Mined, examples: Sequence[Attempt]
    ) -> Proposed:
        runtime = self._runtime
        names = tuple(pattern.name for pattern in mined.patterns)
        runtime.emit(PhaseBegun(round=number, name="propose", patterns=names))
        wanted = keys(runtime.parts.held_in, runtime.config.trials)
        passed, held_in = score(before.attempts, wanted), [before.attempts[key] for key in wanted]
        proposed: Proposed = await runtime.stored(propose)(
            runtime, Trial("proposal", number), before.harness, mined.patterns, passed, earlier_edits(self._records), held_in,
            runtime.start.edits if number == 1 else (),
        )  # fmt: skip
        edits = tuple(str(each.edit) for each in proposed.proposals)
        runtime.emit(PhaseBegun(round=number, name="gate", edits=edits, total=self._most(len(edits))))
        return proposed

    def _most(self, edits: int) -> int:
        """Attempts that the gate can need, before a merge."""
        config, parts = self._runtime.config, self._runtime.parts
        if config.gate == "sequential":
            return config.attempts
        return edits * config.trials * len([*parts.held_in, *parts.held_out])

    async def step(self, name: Literal["round", "gate", "merge"], label: str, call: Callable[[], Awaitable[T]]) -> T:
        """The loop's and the gate's `Step`."""
        made: T
        if name == "round":
            made = await round_.with_options(flow_run_name=f"round {label}")(call)
        elif name == "gate":
            made = await gate(label, call)
        else:
            self._runtime.emit(PhaseBegun(round=len(self._records), name="merge"))
            made = await merge(call)
        return made

    def left(self, made: int, e_value: float, allowance: Allowance) -> None:
        self._runtime.emit(EvidenceLeft(round=len(self._records), made=made, e_value=e_value, allowance=allowance))

    def decided(self, label: str, candidate: Harness, decision: GateDecision) -> None:
        self._runtime.emit(EditDecided(label=label, harness=candidate.fingerprint, decision=decision))


def open_loop(
    runtime: Runtime, records: Sequence[RoundRecord], left: EvidenceLeft | None = None
) -> Loop[Attempt, Mined, Proposed]:
    """The loop of a run where its records end; left: the furthest that a round came that was broken off. Raises ConfigError where
    they don't lead to their harness."""
    steps, parts = TaskSteps(runtime, records), runtime.parts
    begun = {left.round: left.allowance} if left else {}
    return Loop(
        steps,
        _open_gate(runtime, steps, records, begun),
        parts.held_in,
        parts.held_out,
        runtime.config.trials,
        steps.step,
    )


def _open_gate(
    runtime: Runtime, steps: TaskSteps, records: Sequence[RoundRecord], begun: Mapping[int, Allowance]
) -> Gate:
    start, config, parts = runtime.start, runtime.config, runtime.parts
    gate: Gate
    if config.gate == "sequential":
        gate = SequentialGate(
            start.harness, parts.held_in, parts.held_out, rules_of(config), stream(config), start.e_value, steps.step,
            steps.decided, start.lines, earlier=start.earlier, on_left=steps.left, begun=begun,
        )  # fmt: skip
    else:
        held_in, held_out = keys(parts.held_in, config.trials), keys(parts.held_out, config.trials)
        share = max(1, config.concurrency // max(1, config.proposals))
        gate = StrictGate(start.harness, held_in, held_out, share, step=steps.step, on_decision=steps.decided)
    for record in records[1:]:
        gate.replay(record.round, record.gated)
        if gate.harness != record.harness:
            raise ConfigError(
                f"Round {record.round} of run {start.run_id} can't be replayed: its records do not lead to its harness. "
                "Start a new run with --harness and its harness.json."
            )
    return gate


def rules_of(config: RunConfig) -> Rules:
    return Rules(
        alpha=config.alpha, attempts=config.attempts, rounds=config.rounds, max_tokens=config.max_harness_tokens,
        concurrency=config.concurrency, prove=config.prove,
    )  # fmt: skip


def record_of(runtime: Runtime, done: Round[Attempt, Mined, Proposed]) -> RoundRecord:
    """What the run folder keeps of a round."""
    gated = done.gated
    return RoundRecord(
        round=done.number,
        before=standing(runtime, done.before),
        after=standing(runtime, done.after),
        harness=gated.harness,
        patterns=done.mined.patterns if done.mined else (),
        mined_by=done.mined.by if done.mined else "",
        edits=gated.edits,
        dropped=done.proposed.dropped if done.proposed else (),
        seen=gated.seen,
        evidence=gated.evidence,
        e_value=runtime.start.e_value if gated.e_value is None else gated.e_value,
        best=gated.best,
        allowance=gated.allowance,
        failed=gated.failed,
        merge=gated.note,
    )


def in_vain(records: Sequence[RoundRecord]) -> int:
    """The newest rounds, in a row, that found nothing."""
    vain = (found_nothing(each.before.harness, each.after.harness, each.best) for each in reversed(records[1:]))
    return sum(1 for _ in takewhile(bool, vain))


def earlier_edits(records: Sequence[RoundRecord]) -> list[EarlierEdit]:
    """What became of the edits of all earlier rounds."""
    return [
        EarlierEdit(round=record.round, edit=tried.edit, harness=record.before.harness, outcome=tried.outcome)
        for record in records
        for tried in record.edits
    ]


def standing(runtime: Runtime, of: Evaluation[Attempt]) -> Standing:
    parts, trials = runtime.parts, runtime.config.trials
    return Standing(
        harness=of.harness.fingerprint,
        held_in=score(of.attempts, keys(parts.held_in, trials)),
        held_out=score(of.attempts, keys(parts.held_out, trials)),
        true_rate=runtime.true_rate(of.harness, [runtime.problems[id_] for id_ in (*parts.held_in, *parts.held_out)]),
    )


def score(attempts: Mapping[AttemptKey, Attempt], of: Sequence[AttemptKey]) -> Score:
    return Score(passed=sum(attempts[key].passed for key in of), total=len(of))
