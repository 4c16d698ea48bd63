"""What a gate says of a candidate, and the evidence that it rests on."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

from self_harness.attempt import Trial

Gate = Literal["strict", "sequential"]
Outcome = Literal["accepted", "rejected", "unresolved"]
Stage = Literal["pairs", "safety"]
"""pairs: all edits that are tested together against the deployed harness, at problems where they should differ; safety: at
all problems alike, of these edits or of the harness without one of its lines."""


class Evidence(BaseModel):
    """What the pairs of one stage of the sequential gate said. Evidence is a decimal logarithm."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    stage: Stage
    pairs: int
    wins: int
    """Pairs in which the candidate passed and the incumbent did not."""
    losses: int
    e_value: float
    threshold: float
    effect: float
    """Mean gain of a pair, in passes."""
    low: float
    high: float
    """95 % confidence sequence of the effect."""
    path: tuple[tuple[int, float], ...] = ()
    """(pairs so far, evidence) after each pair."""


class Estimate(BaseModel):
    """What an edit adds to the pass rate over all problems, held-in and held-out, a share; estimated from all attempts of
    the run together (`effects`), and as all such estimates drawn towards what edits do on average."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    mean: float
    low: float
    high: float
    """95 % credible interval."""
    chance: float
    """Probability of a gain."""

    def __str__(self) -> str:
        mean, low, high = (100 * share for share in (self.mean, self.low, self.high))
        return f"estimate {mean:+.1f} points ({low:+.1f} to {high:+.1f})"


class Observation(BaseModel):
    """How one attempt of the sequential gate went."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    problem: str
    trial: Trial
    present: tuple[int, ...]
    """Numbers of the edits in the harness, in the order in which they entered the run; deployed ones included."""
    passed: bool

    @property
    def attempts(self) -> "tuple[Observation, ...]":
        return (self,)


class Pair(BaseModel):
    """An attempt of the incumbent and one of the candidate at the same problem."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    incumbent: Observation
    candidate: Observation
    odds: float | None = None
    """The e-process's bet: the probability, estimated beforehand, that the candidate wins if only one of the two passes.
    None: a pair of a safety check, on which nothing is bet."""

    @property
    def attempts(self) -> tuple[Observation, ...]:
        return self.incumbent, self.candidate

    @property
    def difference(self) -> int:
        """1: won by the candidate; -1: lost; 0: both passed or both failed."""
        return self.candidate.passed - self.incumbent.passed


class GateDecision(BaseModel):
    """What a gate says of one candidate. Counts are attempts, not rates."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    outcome: Outcome
    reason: str
    d_in: int
    """Passes gained (lost, if negative) on the held-in attempts that were evaluated on both sides."""
    d_out: int
    evaluated: int
    """Attempts of the candidate that were looked at."""
    total: int
    """Attempts that a full evaluation has."""
    gate: Gate = "strict"
    evidence: tuple[Evidence, ...] = ()
    """Of the sequential gate only."""
    estimate: Estimate | None = None
    """The same: of this edit alone."""
