"""The strict gate's merge rule: the accepted edits of a round become one harness if that harness passes the gate too."""

from collections.abc import Awaitable, Callable, Mapping, Sequence

from self_harness.gate.decision import EditRecord, GateDecision, GateRound
from self_harness.harness import Harness, apply
from self_harness.harness import merge as merge_edits


async def merge(
    harness: Harness, edits: Sequence[EditRecord], test: Callable[[Harness], Awaitable[GateDecision]]
) -> GateRound:
    """The merged harness, or the best single edit where the merged harness fails the gate or gains less than that edit alone.

    edits: of one round, each tested alone on `harness`. test: the gate's decision on the merged harness; its attempts cost
    nothing extra, since the next round needs them anyway.
    """
    accepted = [record for record in edits if record.outcome == "accepted"]
    if not accepted:
        return GateRound(harness, tuple(edits), "nothing was accepted: the harness stays as it is")
    merged = merge_edits(harness, [(record.edit, record.gain) for record in accepted])
    displaced = {item.edit.fingerprint: "superseded" for item in merged.superseded}
    if len(merged.applied) == 1:
        return GateRound(merged.harness, _mark(edits, displaced), "one edit was applied")
    decision = await test(merged.harness)
    best = max(accepted, key=lambda record: record.gain)
    gain = decision.d_in + decision.d_out
    if decision.outcome == "accepted" and gain >= best.gain:
        note = f"{len(merged.applied)} edits were merged and stood the gate together ({decision.reason})"
        return GateRound(merged.harness, _mark(edits, displaced), note)
    alone = {record.edit.fingerprint: "dropped_by_merge" for record in accepted if record is not best}
    why = decision.reason if decision.outcome != "accepted" else f"gain {gain:+d} against {best.gain:+d}"
    note = f"the {len(merged.applied)} accepted edits did worse together than the best alone ({why}): it is taken alone"
    return GateRound(apply(harness, best.edit), _mark(edits, alone | displaced), note)


def _mark(edits: Sequence[EditRecord], outcomes: Mapping[str, str]) -> tuple[EditRecord, ...]:
    return tuple(
        record.model_copy(update={"outcome": outcomes.get(record.edit.fingerprint, record.outcome)}) for record in edits
    )
