"""Where each line of a harness comes from and what it was shown to do: worked out from a run's rounds, and for the lines
that it started from, taken over from an earlier run."""

import math
from collections.abc import Iterator, Sequence
from datetime import datetime

from pydantic import BaseModel, ConfigDict, TypeAdapter

from self_harness.files import write_atomically
from self_harness.gate.decision import Evidence
from self_harness.harness import BlockName, Harness
from self_harness.record.events import LineExamined
from self_harness.record.lines import history, tokens
from self_harness.record.lives import Life, lives, proof
from self_harness.record.log import Log, RunFolder, runs
from self_harness.record.records import RoundRecord
from self_harness.stats.e_process import log_better
from self_harness.stats.shrinkage import bias_corrected


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
    edits = lives(start.harness, rounds, grown, log.attempts)
    by_origin = {(entry.round, entry.number): life for life in edits for entry in life.entries}
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
    stage = proof(life.record)
    is_measured = life.is_whole and life.pairs.total
    effect = (stage.effect, stage.low, stage.high) if stage else life.pairs.effect if is_measured else None
    alone = life.estimate
    return source.model_copy(
        update={
            "edit": life.name,
            "pattern": life.record.edit.pattern,
            "target_problems": life.record.target_problems,
            "together": sum(proof(tried) is not None for tried in record.edits) if stage else 1,
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


def ancestor(run: RunFolder, among: Sequence[RunFolder]) -> RunFolder | None:
    """The newest earlier run that ended with the harness that this one began with. among: in the order of their starts."""
    for earlier in reversed([each for each in among if each.start.started < run.start.started]):
        left = earlier.path / "provenance.json", earlier.path / "harness.json"
        if all(file.is_file() for file in left) and earlier.harness() == run.start.harness:
            return earlier
    return None


def _inherited(run: RunFolder) -> tuple[Source, ...]:
    earlier = ancestor(run, runs(run.path.parent))
    return Sources.validate_json((earlier.path / "provenance.json").read_bytes()) if earlier else ()
