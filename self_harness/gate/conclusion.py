"""What is written down of a round: each edit's outcome with its estimate, and the evidence of the proof."""

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from self_harness.gate.decision import (
    EditRecord,
    Estimate,
    Evidence,
    GateDecision,
    GateRound,
    Outcome,
    Pair,
)
from self_harness.gate.engine import Engine
from self_harness.gate.proof import Proof
from self_harness.stats.e_process import interval
from self_harness.stats.effects import Gain


class _Round(NamedTuple):
    engine: Engine
    accepted: tuple[int, ...]
    """The edits that are deployed from now on; none if nothing was proven in this round."""
    evidence: Evidence | None
    """Of the proof, if the round made any pairs."""


def conclude(engine: Engine, before: tuple[int, ...], old: Sequence[int], new: Sequence[int]) -> GateRound:
    """before: the incumbent's edits as the round began. old: edits searched then. new: those proposed."""
    state, proof = engine.state, engine.proof
    accepted = tuple(index for index in state.incumbent if index not in before) if engine.has_proven else ()
    has_pairs = any(isinstance(each, Pair) for each in engine.seen)
    round_ = _Round(engine, accepted, _evidence(proof) if proof and has_pairs else None)
    dropped = [index for index in old if index not in new and state.edits[index].state == "dropped"]
    gains = state.gains()
    edits = tuple(_record(round_, index, gains) for index in dict.fromkeys([*new, *dropped, *accepted]))
    note = f"{_note(round_, before)}; {len(state.searched())} edits are searched"
    return GateRound(
        engine.harness, edits, note, tuple(engine.seen), round_.evidence, engine.evidence.kept, engine.best(),
        engine.allowance, tuple(engine.failed),
    )  # fmt: skip


def _record(round_: _Round, index: int, gains: Mapping[int, Gain]) -> EditRecord:
    edit, evidence = round_.engine.state.edits[index], round_.evidence
    outcome: Outcome = "unresolved" if edit.state == "searched" else "rejected"
    reason = "stays in the search" if outcome == "unresolved" else "hardly a chance of a gain"
    d_in = d_out = 0
    if index in round_.accepted and evidence:
        outcome = "accepted"
        of = len(round_.engine.state.incumbent)
        reason = f"part of a set of {of} that is proven as a whole, {_counts(evidence)}"
        d_in, d_out = _differences(round_.engine)
    estimate = None
    if gain := gains.get(index):
        low, high = gain.interval
        estimate = Estimate(mean=gain.mean, low=low, high=high, chance=gain.chance)
        reason = f"{reason}, {estimate}"
    decision = GateDecision(
        outcome=outcome, reason=reason, d_in=d_in, d_out=d_out, evaluated=edit.attempts, total=edit.attempts,
        gate="sequential", evidence=evidence if outcome == "accepted" else None, estimate=estimate,
    )  # fmt: skip
    return EditRecord(edit=edit.edit, target_problems=edit.target_problems, decision=decision, outcome=outcome)


def _differences(engine: Engine) -> tuple[int, int]:
    """Wins less losses of the proof's pairs, on held-in and on held-out."""
    assert engine.proof
    both = zip(engine.proof.problems, engine.proof.differences, strict=True)
    held_out = sum(difference for problem, difference in both if problem in engine.state.held_out)
    return sum(engine.proof.differences) - held_out, held_out


def _note(round_: _Round, before: tuple[int, ...]) -> str:
    evidence, engine = round_.evidence, round_.engine
    proof = engine.proof
    if not evidence or not proof:
        return _need(engine)
    of = f"a set of {len(proof.candidate)} edits"
    if engine.has_proven:
        left_out = len([index for index in before if index not in proof.candidate])
        without = f", which leaves out {left_out} of the start's" if left_out else ""
        return f"{of}{without}, is proven ({_counts(evidence)})"
    ended = {"open": "not finished", "unsafe": "not safe", "vetoed": "vetoed by the exact prompts"}
    state = "given up, too few attempts are left" if proof.given_up else ended.get(proof.state, "")
    e_value = f"evidence {10**evidence.e_value:.3g} of {10**evidence.threshold:.3g}"
    return f"the proof of {of}: {state} ({_counts(evidence)}, {e_value})"


def _need(engine: Engine) -> str:
    best = engine.best()
    if best.harness == engine.harness:
        return "there is nothing to prove yet"
    would = f"would take about {best.need:,} attempts" if best.need else "has no hope by the estimates so far"
    return f"no proof was due; one of the best harness {would}"


def _evidence(of: Proof) -> Evidence:
    wins, losses, pairs = of.differences.count(1), of.differences.count(-1), len(of.differences)
    low, high = interval(wins, losses, pairs)
    return Evidence(
        pairs=pairs, wins=wins, losses=losses, e_value=math.log10(of.evidence.e_value), threshold=-math.log10(of.alpha),
        effect=(wins - losses) / max(pairs, 1), low=low, high=high, path=tuple(of.path),
    )  # fmt: skip


def _counts(evidence: Evidence) -> str:
    return f"{evidence.wins} won, {evidence.losses} lost of {evidence.pairs} pairs"
