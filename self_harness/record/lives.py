"""What became of each edit that reached the gate."""

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from self_harness.attempt import AttemptKey
from self_harness.gate.decision import EditRecord, Estimate
from self_harness.harness import Harness, apply
from self_harness.record.events import AttemptMade
from self_harness.record.lines import Lines
from self_harness.record.records import RoundRecord
from self_harness.stats.intervals import Z
from self_harness.stats.shrinkage import bias_corrected


class Pairs(NamedTuple):
    """A candidate's attempts paired with the incumbent's."""

    total: int
    won: tuple[AttemptKey, ...] = ()
    lost: tuple[AttemptKey, ...] = ()

    @property
    def effect(self) -> tuple[float, float, float]:
        """Difference of the pass rates and its 95 % interval, half a pair added to each cell of the 2 x 2 table
        (Agresti, Min: "Simple improved confidence intervals for comparing matched proportions", Stat. Med. 24, 2005)."""
        n, net = self.total + 2, len(self.won) - len(self.lost)
        half = Z * math.sqrt(len(self.won) + len(self.lost) + 1 - net * net / n) / n
        return net / self.total if self.total else 0.0, max(-1.0, net / n - half), min(1.0, net / n + half)


class Entry(NamedTuple):
    """An edit as it is on record in one round."""

    round: int
    number: int
    """From 1, among the round's edits."""
    record: EditRecord


class Life(NamedTuple):
    """What became of one edit, in all rounds."""

    entries: tuple[Entry, ...]
    """One for each round in which the gate said something of it, oldest first."""
    pairs: Pairs
    """Of the round of `record`; none where edits are tested together."""
    gone: int | None
    """Round in which its last line left the harness."""
    deployed: bool

    @property
    def name(self) -> str:
        return f"{self.entries[0].round}.{self.entries[0].number}"

    @property
    def record(self) -> EditRecord:
        """The one that counts: the newest that accepts the edit, else the newest."""
        records = [entry.record for entry in reversed(self.entries)]
        return next((record for record in records if record.outcome == "accepted"), records[0])

    @property
    def is_whole(self) -> bool:
        """Whether every attempt was looked at; the pairs of a part are no fair sample."""
        return self.record.decision.evaluated == self.record.decision.total

    @property
    def differences(self) -> tuple[int, int] | None:
        """Passes gained on held-in and on held-out, where the gate measured that: of an accepted edit, together with those
        that it was proven with."""
        decision = self.record.decision
        is_measured = self.is_whole if decision.gate == "strict" else decision.outcome == "accepted"
        return (decision.d_in, decision.d_out) if is_measured else None

    @property
    def estimate(self) -> Estimate | None:
        """Of this edit alone; None where it took part in no attempt."""
        decision = self.record.decision
        return decision.estimate if decision.evaluated else None

    @property
    def bias_corrected(self) -> float | None:
        """The gain of a pair, in passes, that may be expected of an edit that the strict gate accepted: its effect,
        bias-corrected for selection. The sequential gate's estimate needs no correction."""
        if self.record.outcome != "accepted" or not (self.is_whole and self.pairs.total):
            return None
        return bias_corrected(len(self.pairs.won), len(self.pairs.lost), self.pairs.total)

    @property
    def steps(self) -> list[str]:
        steps = [step for entry in self.entries for step in _steps(entry)]
        if self.record.decision.gate == "sequential":
            steps = [f"entered in round {self.entries[0].round}", *dict.fromkeys(steps)]
        if self.gone is not None:
            steps.append(f"gone since round {self.gone}")
        elif self.deployed:
            steps.append("in the harness")
        return steps


def _steps(entry: Entry) -> list[str]:
    decision, outcome = entry.record.decision, entry.record.outcome.replace("_", " ")
    if decision.gate == "sequential":
        if outcome == "unresolved":
            return [f"open after {decision.evaluated} attempts"]
        return [f"{outcome} in round {entry.round} after {decision.evaluated} attempts"]
    steps = [f"proposed in round {entry.round}", f"gated: {decision.evaluated} of {decision.total} attempts"]
    steps.append(decision.outcome)
    if outcome != decision.outcome:
        steps.append(outcome)
    elif outcome == "accepted":
        steps.append("merged")
    return steps


def lives(
    start: Harness,
    rounds: Sequence[RoundRecord],
    grown: Sequence[Lines],
    attempts: Mapping[str, Mapping[AttemptKey, AttemptMade]],
) -> list[Life]:
    """Every edit that reached the gate, in order. `grown` is their history."""
    entries: dict[str, list[Entry]] = {}
    incumbents: dict[int, Harness] = {}
    incumbent = start
    for record in rounds:
        incumbents[record.round] = incumbent
        for number, tried in enumerate(record.edits, 1):
            entries.setdefault(tried.edit.fingerprint, []).append(Entry(record.round, number, tried))
        incumbent = record.harness
    present = [{(line.round, line.edit) for lines in step.values() for line in lines} for step in grown]
    found = []
    for its in entries.values():
        origins = {(entry.round, entry.number) for entry in its}
        seen = [step for step, there in enumerate(present) if origins & there]
        deployed = bool(seen) and seen[-1] == len(grown) - 1
        gone = min(seen[-1] + 1, len(rounds) - 1) if seen and not deployed else None
        life = Life(tuple(its), Pairs(0), gone, deployed)
        at = next(entry.round for entry in reversed(its) if entry.record is life.record)
        found.append(life._replace(pairs=_pairs(attempts, incumbents[at], life.record)))
    return found


def _pairs(attempts: Mapping[str, Mapping[AttemptKey, AttemptMade]], before: Harness, tried: EditRecord) -> Pairs:
    if tried.decision.gate == "sequential":  # all edits were tried together
        return Pairs(0)
    incumbent = attempts.get(before.fingerprint, {})
    candidate = attempts.get(apply(before, tried.edit).fingerprint, {})
    both = sorted(incumbent.keys() & candidate.keys())
    won = tuple(key for key in both if candidate[key].passed > incumbent[key].passed)
    lost = tuple(key for key in both if candidate[key].passed < incumbent[key].passed)
    return Pairs(len(both), won, lost)
