"""Where each line of a harness came from, and what became of each edit: worked out from the rounds, and from what the
run before left for the lines that a run began with."""

import difflib
import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict, TypeAdapter

from self_harness.attempt import Key
from self_harness.files import write_atomically
from self_harness.gate.decision import Evidence
from self_harness.harness import BLOCKS, BlockName, Harness, apply
from self_harness.record.events import AttemptMade, LineExamined
from self_harness.record.log import Log, RunFolder, runs
from self_harness.record.records import EditRecord, RoundRecord
from self_harness.stats.e_process import log_better
from self_harness.stats.intervals import Z
from self_harness.stats.shrinkage import bias_corrected


def tokens(text: str) -> int:
    """About: four characters a token. What a tokenizer would say isn't known offline."""
    return math.ceil(len(text) / 4)


class Line(NamedTuple):
    """A line of the harness and where it came from."""

    text: str
    round: int
    """0: the start."""
    edit: int | None = None
    """Number of the round's edit (1, 2, ...), if one edit explains the line."""

    @property
    def tokens(self) -> int:
        return tokens(self.text)


Lines = dict[BlockName, list[Line]]


def history(start: Harness, rounds: Sequence[RoundRecord], final: Harness) -> list[Lines]:
    """The harness at the start, after each round from 1 on, and at the end, every line with its origin."""
    lines: Lines = {name: [Line(text, 0) for text in start.blocks()[name].splitlines()] for name in BLOCKS}
    grown = [lines]
    steps = [(record.round, record.harness, record.edits) for record in rounds if record.round]
    for number, harness, edits in [*steps, (len(rounds), final, ())]:
        lines = {name: _grown(lines[name], number, name, harness.blocks()[name], edits) for name in BLOCKS}
        grown.append(lines)
    return grown


def _grown(old: list[Line], number: int, block: BlockName, text: str, edits: Sequence[EditRecord]) -> list[Line]:
    new: list[Line] = []
    texts = text.splitlines()
    matcher = difflib.SequenceMatcher(None, [line.text for line in old], texts, autojunk=False)
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        if kind == "equal":
            new += old[start:end]
        else:
            new += [Line(line, number, _author(line, block, edits)) for line in texts[new_start:new_end]]
    return new


def _author(line: str, block: BlockName, edits: Sequence[EditRecord]) -> int | None:
    for index, tried in enumerate(edits, 1):
        if tried.outcome == "accepted" and tried.edit.block == block and line in tried.edit.text.strip().splitlines():
            return index
    return None


def bias_corrected_pairs(stage: Evidence) -> float | None:
    """Of a candidate that was proven; None for all else, by which nothing was accepted."""
    if stage.stage != "pairs" or stage.e_value < stage.threshold:
        return None
    return bias_corrected(stage.wins, stage.losses, stage.pairs, stopped=False)


class Pairs(NamedTuple):
    """A candidate's attempts paired with the incumbent's."""

    total: int
    won: tuple[Key, ...] = ()
    lost: tuple[Key, ...] = ()

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
        if stage := _proof(self.record):
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
    attempts: Mapping[str, Mapping[Key, AttemptMade]],
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


def _pairs(incumbent: Mapping[Key, AttemptMade], candidate: Mapping[Key, AttemptMade]) -> Pairs:
    both = sorted(incumbent.keys() & candidate.keys())
    won = tuple(key for key in both if candidate[key].passed > incumbent[key].passed)
    lost = tuple(key for key in both if candidate[key].passed < incumbent[key].passed)
    return Pairs(len(both), won, lost)


class Source(BaseModel):
    """A line of a harness: where it came from, what it does, and when it was last shown that it does."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    block: BlockName
    text: str
    run: str = ""
    """The run whose edit brought it; empty: it was there before any that is known."""
    edit: str = ""
    """The edit's name in that run, such as 2.1; empty if no single edit explains the line."""
    pattern: str = ""
    target_problems: tuple[str, ...] = ()
    """The problems that it was to help with."""
    together: int = 1
    """Edits that were tested together for the effect."""
    gain: tuple[float, float, float] | None = None
    """(mean, low, high) of what its edit alone adds to the pass rate over all problems, as the gate estimated it."""
    effect: tuple[float, float, float] | None = None
    """(mean, low, high) of the gain of a pair of attempts, in passes; of all edits tested together."""
    bias_corrected: float | None = None
    """The mean, bias-corrected for selection."""
    evidence: float | None = None
    """That it helps; a decimal logarithm."""
    validated: datetime | None = None
    """When it last proved itself: its acceptance at first."""
    validated_run: str = ""
    validated_model: str = ""
    examined: datetime | None = None
    """When that was last tried."""

    @property
    def tokens(self) -> int:
        return tokens(self.text)


Sources = TypeAdapter(tuple[Source, ...])


def sources(run: RunFolder, harness: Harness, log: Log) -> tuple[Source, ...]:
    """One for every line that is not blank of `harness`, which a run arrived at; log: of that run."""
    rounds, start = run.rounds(), run.start
    grown = history(start.harness, rounds, harness)
    by_origin = {(life.round, life.number): life for life in lives(start.harness, rounds, grown, log.attempts)}
    before = {(source.block, source.text): source for source in _inherited(run)}

    def each() -> Iterator[Source]:
        for block, lines in grown[-1].items():
            for line in lines:
                if line.text.strip():
                    life = by_origin.get((line.round, line.edit or 0))
                    known = before.get((block, line.text)) if not line.round else None
                    source = known or Source(block=block, text=line.text, run=start.run_id if line.round else "")
                    if life:
                        at = log.rounds.get(line.round, start.started)
                        source = _brought(source, life, rounds[line.round], at, run)
                    pruned = log.pruned.get((block, line.text))
                    yield _looked_at(source, pruned, run) if pruned else source

    return tuple(each())


def _brought(source: Source, life: Life, record: RoundRecord, at: datetime, run: RunFolder) -> Source:
    stage = _proof(life.record)
    is_measured = life.is_whole and life.pairs.total
    effect = (stage.effect, stage.low, stage.high) if stage else life.pairs.effect if is_measured else None
    alone = life.record.decision.estimate
    return source.model_copy(
        update={
            "edit": life.name,
            "pattern": life.record.edit.pattern,
            "target_problems": life.record.target_problems,
            "together": sum(_proof(tried) is not None for tried in record.edits) if stage else 1,
            "gain": (alone.mean, alone.low, alone.high) if alone else None,
            "effect": effect,
            "bias_corrected": life.bias_corrected,
            "evidence": stage.e_value if stage else None,
            "validated": at,
            "validated_run": run.start.run_id,
            "validated_model": run.start.config.model,
            "examined": at,
        }
    )


def _proof(tried: EditRecord) -> Evidence | None:
    return next((stage for stage in tried.decision.evidence if stage.stage == "pairs"), None)


def _looked_at(source: Source, pruned: LineExamined, run: RunFolder) -> Source:
    at = pruned.time
    if pruned.outcome != "validated":
        return source.model_copy(update={"examined": at})
    shown: Evidence = pruned.evidence[-1]  # of the harness without the line
    return source.model_copy(
        update={
            "together": 1,
            "effect": (-shown.effect, -shown.high, -shown.low),
            "bias_corrected": bias_corrected(shown.losses, shown.wins, shown.pairs, stopped=True),
            "evidence": log_better(shown.losses, shown.wins) / math.log(10),
            "validated": at,
            "validated_run": run.start.run_id,
            "validated_model": run.start.config.model,
            "examined": at,
        }
    )


def keep(run: RunFolder, harness: Harness) -> None:
    """Leaves provenance.json for the next run, which may begin with this harness."""
    write_atomically(
        run.path / "provenance.json", Sources.dump_json(sources(run, harness, run.log()), indent=2).decode()
    )


def _inherited(run: RunFolder) -> tuple[Source, ...]:
    """Of the newest earlier run that ended with the harness that this one began with."""
    for earlier in reversed([each for each in runs(run.path.parent) if each.start.started < run.start.started]):
        left = earlier.path / "provenance.json"
        if left.is_file() and (earlier.path / "harness.json").is_file() and earlier.harness() == run.start.harness:
            return Sources.validate_json(left.read_bytes())
    return ()
