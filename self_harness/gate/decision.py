"""What a gate says of a candidate, and the evidence that it rests on."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

Gate = Literal["strict", "sequential"]
Outcome = Literal["accepted", "rejected", "unresolved"]
Stage = Literal["pairs", "safety"]
"""pairs: all edits that are tested together against the deployed harness, at problems where they should differ; safety: at
all problems alike, of these edits or of the harness without one of its lines."""
ROUND_TRIALS = 1000
"""Screening attempts and pairs have the trial numbers from number of the round * 1000 on, so nothing was chosen by any of
them before, and
are made in many prompt formats (`prompt_format`). Evaluations and safety checks have smaller ones."""
SAFETY_TRIALS = 500
"""From here on those of a safety check's incumbent; evaluations and calibrations have smaller ones."""


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
    """An attempt of the sequential gate's race."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    problem: str
    trial: int
    present: tuple[int, ...]
    """Numbers of the edits that took part, in the order in which they entered the run; those deployed included."""
    passed: bool
    odds: float | None = None
    """Of the candidate's attempt in a pair: the probability that was bet on its winning, if one of the two wins. The
    attempt before it is the incumbent's."""


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
