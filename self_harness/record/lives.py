"""What became of each edit that reached the gate."""

import math
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from self_harness.attempt import AttemptKey
from self_harness.gate.decision import Evidence
from self_harness.harness import Harness, apply
from self_harness.record.events import AttemptMade
from self_harness.record.lines import Lines
from self_harness.record.records import EditRecord, RoundRecord
from self_harness.stats.intervals import Z
from self_harness.stats.shrinkage import bias_corrected


def bias_corrected_pairs(stage: Evidence) -> float | None:
    """Of a candidate that was proven; None for all else, by which nothing was accepted."""
    if stage.stage != "pairs" or stage.e_value < stage.threshold:
        return None
    return bias_corrected(stage.wins, stage.losses, stage.pairs, stopped=False)


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


class Life(NamedTuple):
    """What became of one edit."""

    round: int
    number: int
    record: EditRecord
    pairs: Pairs
    gone: int | None
    """Round in which its last line left the harness."""
    deployed: bool
    pruned: bool = False
    """Whether a line of it was pruned at the end of the run."""

    @property
    def name(self) -> str:
        return f"{self.round}.{self.number}"

    @property
    def is_whole(self) -> bool:
        """Whether every attempt was looked at; the pairs of a part are no fair sample."""
        return self.record.decision.evaluated == self.record.decision.total

    @property
    def bias_corrected(self) -> float | None:
        """The gain of a pair, in passes, that may be expected of an accepted edit (together with those that it was proven
        with): its effect, bias-corrected for selection."""
        if self.record.outcome != "accepted":
            return None
        if stage := proof(self.record):
            return bias_corrected_pairs(stage)
        if not (self.is_whole and self.pairs.total):
            return None
        return bias_corrected(len(self.pairs.won), len(self.pairs.lost), self.pairs.total, stopped=False)

    @property
    def steps(self) -> list[str]:
        decision, outcome = self.record.decision, self.record.outcome.replace("_", " ")
        if decision.gate == "sequential":
            steps = [f"raced in round {self.round}", f"took part in {decision.evaluated} attempts"]
        else:
            steps = [f"proposed in round {self.round}", f"gated: {decision.evaluated} of {decision.total} attempts"]
        steps.append(decision.outcome)
        if outcome != decision.outcome:
            steps.append(outcome)
        elif outcome == "accepted":
            steps.append("merged")
        if self.pruned:
            steps.append("pruned" if not self.deployed else "pruned in part")
        elif self.gone is not None:
            steps.append(f"gone since round {self.gone}")
        elif self.deployed:
            steps.append("in the harness")
        return steps


def lives(
    start: Harness,
    rounds: Sequence[RoundRecord],
    grown: Sequence[Lines],
    attempts: Mapping[str, Mapping[AttemptKey, AttemptMade]],
    pruned: Collection[str] = (),
) -> list[Life]:
    """Every edit that reached the gate, in order. `grown` is their history; pruned: names of edits that lost a line."""
    present = [{(line.round, line.edit) for lines in step.values() for line in lines} for step in grown]
    incumbent = start
    found = []
    for record in rounds:
        for number, tried in enumerate(record.edits, 1):
            seen = [step for step, origins in enumerate(present) if (record.round, number) in origins]
            deployed = bool(seen) and seen[-1] == len(grown) - 1
            gone = min(seen[-1] + 1, len(rounds) - 1) if seen and not deployed else None
            candidate = attempts.get(apply(incumbent, tried.edit).fingerprint, {})
            is_strict = tried.decision.gate == "strict"  # else all edits were tried together
            pairs = _pairs(attempts.get(incumbent.fingerprint, {}), candidate) if is_strict else Pairs(0)
            life = Life(record.round, number, tried, pairs, gone, deployed)
            found.append(life._replace(pruned=life.name in pruned))
        incumbent = record.harness
    return found


def _pairs(incumbent: Mapping[AttemptKey, AttemptMade], candidate: Mapping[AttemptKey, AttemptMade]) -> Pairs:
    both = sorted(incumbent.keys() & candidate.keys())
    won = tuple(key for key in both if candidate[key].passed > incumbent[key].passed)
    lost = tuple(key for key in both if candidate[key].passed < incumbent[key].passed)
    return Pairs(len(both), won, lost)


def proof(tried: EditRecord) -> Evidence | None:
    return next((stage for stage in tried.decision.evidence if stage.stage == "pairs"), None)
