"""Merge: the accepted edits of a round become one harness, if that harness stands the gate too."""

from collections.abc import Mapping
from typing import NamedTuple

from prefect import task
from prefect.cache_policies import NO_CACHE

from self_harness.attempt import AttemptKey
from self_harness.gate.decision import Evidence, Observation, Pair
from self_harness.gate.rounds import Round
from self_harness.harness import Harness, apply
from self_harness.harness import merge as merge_edits
from self_harness.record.events import EditDecided
from self_harness.record.records import EditRecord
from tasks.gate import gate
from tasks.runtime import Runtime


class Merged(NamedTuple):
    harness: Harness
    edits: tuple[EditRecord, ...]
    """The round's edits, with what the merge made of them."""
    note: str
    seen: tuple[Observation | Pair, ...] = ()
    evidence: Evidence | None = None
    e_value: float = 1.0
    """What the sequential gate goes on with."""


@task(name="merge", cache_policy=NO_CACHE)
async def merge(
    runtime: Runtime,
    harness: Harness,
    edits: tuple[EditRecord, ...],
    held_in: list[AttemptKey],
    held_out: list[AttemptKey],
    incumbent: Mapping[AttemptKey, bool],
) -> Merged:
    """A merge is a hypothesis: if the merged harness fails the gate, or gains less than the best single edit does
    alone, that edit is taken alone. Gating it costs nothing extra: the next round needs these attempts anyway."""
    accepted = [record for record in edits if record.outcome == "accepted"]
    if not accepted:
        return Merged(harness, edits, "nothing was accepted: the harness stays as it is")
    merged = merge_edits(harness, [(record.edit, record.gain) for record in accepted])
    displaced = {item.edit.fingerprint: "superseded" for item in merged.superseded}
    if len(merged.applied) == 1:
        return Merged(merged.harness, _mark(edits, displaced), "one edit was applied")
    decision = await gate(runtime, "merged harness", merged.harness, held_in, held_out, incumbent)
    best = max(accepted, key=lambda record: record.gain)
    gain = decision.d_in + decision.d_out
    if decision.outcome == "accepted" and gain >= best.gain:
        note = f"{len(merged.applied)} edits were merged and stood the gate together ({decision.reason})"
        return Merged(merged.harness, _mark(edits, displaced), note)
    alone = {record.edit.fingerprint: "dropped_by_merge" for record in accepted if record is not best}
    why = decision.reason if decision.outcome != "accepted" else f"gain {gain:+d} against {best.gain:+d}"
    note = f"the {len(merged.applied)} accepted edits did worse together than the best alone ({why}): it is taken alone"
    return Merged(apply(harness, best.edit), _mark(edits, alone | displaced), note)


@task(name="merge", cache_policy=NO_CACHE)
async def merge_raced(runtime: Runtime, done: Round, seen: tuple[Observation | Pair, ...], e_value: float) -> Merged:
    """The sequential gate has tested the merged harness, so all that is left is to put it on record."""
    edits = tuple(
        EditRecord(edit=edit, target_problems=target_problems, decision=decision, outcome=decision.outcome)
        for (edit, target_problems), decision in zip(done.tries, done.decisions, strict=True)
    )
    for record in edits:
        runtime.emit(EditDecided(label=str(record.edit), harness=done.harness.fingerprint, decision=record.decision))
    return Merged(done.harness, edits, done.note, seen, done.evidence, e_value)


def _mark(edits: tuple[EditRecord, ...], outcomes: Mapping[str, str]) -> tuple[EditRecord, ...]:
    return tuple(
        record.model_copy(update={"outcome": outcomes.get(record.edit.fingerprint, record.outcome)}) for record in edits
    )
