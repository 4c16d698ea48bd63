"""The acceptance rules: pure functions of outcomes.

`strict` is the rule of the article and the paper: d_in >= 0 and d_out >= 0 and max(d_in, d_out) > 0, where d is the
candidate's summed pass count over all trials minus the incumbent's, on held-in and on held-out.
"""

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict

Gate = Literal["strict", "sequential"]
Outcome = Literal["accepted", "rejected", "unresolved"]
Stage = Literal["pairs", "safety", "heat", "scan", "claim"]
"""pairs: all edits that are tested together against the harness in service, at problems where they should differ; safety: at
all problems alike, of these edits or of the harness without one of its lines. The others: in runs of older versions."""
Key = tuple[str, int]
"""(problem id, trial): what a candidate's attempt and the incumbent's are paired by."""
ROUND_TRIALS = 1000
"""Heats and pairs have the trial numbers from number of the round * 1000 on, so nothing was chosen by any of them before, and
are made in many wordings (`wording`). Evaluations and try-outs have smaller ones."""
TRYOUT_TRIALS = 500
"""From here on those of a try-out's incumbent; evaluations and calibrations have smaller ones."""


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


class Seen(BaseModel):
    """An attempt of the sequential gate's race."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    problem: str
    trial: int
    present: tuple[int, ...]
    """Numbers of the edits that took part, in the order in which they entered the run; those in service included."""
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


class Side(NamedTuple):
    """How far a candidate is on one split, paired with the incumbent's outcomes there."""

    delta: int
    """Candidate's passes minus the incumbent's, on what both have."""
    can_gain: int
    """Attempts not yet seen that the incumbent failed: the most that delta can still rise by."""
    can_lose: int
    """Attempts not yet seen that the incumbent passed."""

    @property
    def unseen(self) -> int:
        return self.can_gain + self.can_lose

    @property
    def best(self) -> int:
        """The highest final delta that is still possible."""
        return self.delta + self.can_gain


def side(keys: Sequence[Key], incumbent: Mapping[Key, bool], candidate: Mapping[Key, bool]) -> Side:
    """The state of one split's attempts `keys`; `incumbent` holds all of them, `candidate` those seen so far."""
    seen = [key for key in keys if key in candidate]
    unseen = [key for key in keys if key not in candidate]
    gains = sum(not incumbent[key] for key in unseen)
    return Side(sum(candidate[key] - incumbent[key] for key in seen), gains, len(unseen) - gains)


def strict(held_in: Side, held_out: Side) -> tuple[Outcome, str] | None:
    """The paper's decision, or None while it is still open.

    A rejection is given as soon as no outcome of the unseen attempts could change it, so deciding early gives exactly
    the decisions of a full evaluation. An acceptance always waits for all attempts: its deltas order the merge.
    """
    for name, part in (("held-in", held_in), ("held-out", held_out)):
        if part.best < 0:
            return "rejected", f"{name} gets worse by at least {-part.best}"
    if max(held_in.best, held_out.best) <= 0:
        return "rejected", "no split can improve"
    if held_in.unseen or held_out.unseen:
        return None
    return "accepted", f"held-in {held_in.delta:+d}, held-out {held_out.delta:+d}"


def needed(held_in: Side, held_out: Side) -> int:
    """The fewest further attempts after which `strict` could possibly decide (0 if it can now).

    Fewer outcomes than this can't decide whatever they are, so that many attempts may run at once without one of them
    being wasted. To get below zero a split must first lose all it could still gain and its lead, plus one; a proof that
    nothing improves needs both splits to lose what they could gain and their leads.
    """
    if strict(held_in, held_out):
        return 0
    parts = (held_in, held_out)
    ways = [part.best + 1 for part in parts if part.unseen > part.best]
    if all(part.unseen >= part.best for part in parts):
        ways.append(sum(max(part.best, 0) for part in parts))
    return min(ways, default=sum(part.unseen for part in parts))


def order(keys: Sequence[Key], incumbent: Mapping[Key, bool]) -> list[Key]:
    """The order that decides soonest: attempts the incumbent failed come first, for where none of these improves, no
    attempt that it passed needs to be made at all."""
    return sorted(keys, key=lambda key: incumbent[key])
