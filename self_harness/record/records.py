"""What a run leaves behind, as data: scores, edits with what became of them, rounds."""

from typing import Any

from pydantic import BaseModel, ConfigDict, model_validator

from self_harness.gate.decision import Evidence, GateDecision, Observation
from self_harness.harness import Edit, Harness
from self_harness.steps.mine import Pattern
from self_harness.steps.propose import Dropped


def without(given: Any, gone: str) -> Any:
    """A record as older versions wrote it, less a field that is gone."""
    return {name: value for name, value in given.items() if name != gone} if isinstance(given, dict) else given


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Score(_Record):
    """Passed attempts of all attempts on one part of the suite."""

    passed: int
    total: int

    @property
    def rate(self) -> float:
        return self.passed / self.total if self.total else 0.0

    def __str__(self) -> str:
        return f"{self.rate:.1%} ({self.passed}/{self.total})"


class Standing(_Record):
    """How a harness does."""

    harness: str
    """Fingerprint."""
    held_in: Score
    held_out: Score
    true_rate: float | None = None
    """Exact pass rate over held-in and held-out; known for the simulated model only."""


class EditRecord(_Record):
    """An edit that reached the gate."""

    edit: Edit
    target_problems: tuple[str, ...] = ()
    """The held-in problems that it is to help with: those of its pattern."""
    decision: GateDecision
    outcome: str
    """accepted, rejected, unresolved, superseded (a better replacement of the same block was merged) or dropped_by_merge
    (accepted alone, but the merged harness did worse than the best single edit)."""

    @property
    def gain(self) -> int:
        return self.decision.d_in + self.decision.d_out


class RoundRecord(_Record):
    """Everything about one round; round 0 holds the start only."""

    round: int
    before: Standing
    after: Standing
    harness: Harness
    """The harness after the round."""
    patterns: tuple[Pattern, ...] = ()
    mined_by: str = ""
    """model, or signatures (deterministic fallback)."""
    edits: tuple[EditRecord, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    seen: tuple[Observation, ...] = ()
    """Attempts of the sequential gate, and those of the evaluation that it began with."""
    evidence: Evidence | None = None
    """Of all pairs that were made with the harness before, if the round made any."""
    e_value: float = 1.0
    """Of the sequential gate's e-process, after the round."""
    merge: str = ""
    """How the accepted edits became one harness."""

    @model_validator(mode="before")
    @classmethod
    def _older(cls, given: Any) -> Any:
        return without(given, "tested")


class Totals(_Record):
    """What a run has spent so far, all its processes together."""

    calls: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    cost: float = 0.0
    """Dollars."""
    seconds: float = 0.0
    """Wall-clock time of all its processes."""
    attempts: int = 0
    """Attempts looked at, whether they had to be made or were known."""
