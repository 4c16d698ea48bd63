"""Where each line of a harness comes from and what it was shown to do: worked out from a run's rounds, and for the lines
that it started from, taken over from an earlier run."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict, TypeAdapter

from self_harness.files import write_atomically
from self_harness.gate.decision import Proposal
from self_harness.harness import BLOCKS, BlockName, Edit, Harness
from self_harness.record.lines import history, tokens
from self_harness.record.lives import Life, lives
from self_harness.record.log import Log, RunFolder, runs
from self_harness.record.records import RoundRecord


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
    """When it was accepted."""
    validated_run: str = ""
    validated_model: str = ""

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
                    yield source

    return tuple(each())


def _brought(source: Source, life: Life, record: RoundRecord, at: datetime, run: RunFolder) -> Source:
    stage = life.record.decision.evidence
    is_measured = life.is_whole and life.pairs.total
    effect = (stage.effect, stage.low, stage.high) if stage else life.pairs.effect if is_measured else None
    alone = life.estimate
    return source.model_copy(
        update={
            "edit": life.name,
            "pattern": life.record.edit.pattern,
            "target_problems": life.record.target_problems,
            "together": sum(tried.decision.evidence is not None for tried in record.edits) if stage else 1,
            "gain": (alone.mean, alone.low, alone.high) if alone else None,
            "effect": effect,
            "bias_corrected": life.bias_corrected,
            "evidence": stage.e_value if stage else None,
            "validated": at,
            "validated_run": run.start.run_id,
            "validated_model": run.start.config.model,
        }
    )


def keep(run: RunFolder, harness: Harness) -> None:
    """Leaves provenance.json for the next run, which may begin with this harness."""
    write_atomically(
        run.path / "provenance.json", Sources.dump_json(sources(run, harness, run.log()), indent=2).decode()
    )


def ancestor(harness: Harness, before: datetime, among: Sequence[RunFolder]) -> RunFolder | None:
    """The newest run started before then that ended with this harness. among: in the order of their starts."""
    for earlier in reversed([each for each in among if each.start.started < before]):
        left = earlier.path / "provenance.json", earlier.path / "harness.json"
        if all(file.is_file() for file in left) and earlier.harness() == harness:
            return earlier
    return None


def _inherited(run: RunFolder) -> tuple[Source, ...]:
    return inherited(run.path.parent, run.start.harness, run.start.started)


def inherited(out: Path, harness: Harness, before: datetime) -> tuple[Source, ...]:
    """Of the newest run below `out`, started before then, that ended with this harness."""
    earlier = ancestor(harness, before, runs(out))
    return Sources.validate_json((earlier.path / "provenance.json").read_bytes()) if earlier else ()


def last_edits(harness: Harness, found: Sequence[Source], problems: Collection[str]) -> tuple[Proposal, ...]:
    """The edits that the blocks of a harness end with, as far as their origin and a target among these problems are known.

    found: of the harness, one for each line that is not blank."""
    edits: list[Proposal] = []
    for block in BLOCKS:
        at_end: list[Proposal] = []
        sources_ = iter([source for source in reversed(found) if source.block == block])
        for text in reversed(getattr(harness, block).splitlines()):
            source = next(sources_, None) if text.strip() else None
            targets = tuple(problem for problem in source.target_problems if problem in problems) if source else ()
            if not source or not source.edit or not targets or text != text.strip():
                break
            at_end.append(Proposal(Edit(op="append", block=block, text=text, pattern=source.pattern), targets))
        edits += reversed(at_end)
    texts = [(each.edit.block, each.edit.text) for each in edits]
    return tuple(edits) if len(set(texts)) == len(texts) else ()
