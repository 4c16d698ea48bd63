"""What a run leaves behind, as data: its start, scores, edits with what became of them, rounds, measurements."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field

from self_harness.config import RunConfig
from self_harness.gate.decision import (
    Allowance,
    Best,
    Earlier,
    EditRecord,
    Evidence,
    GateRound,
    Observation,
    Pair,
    Proposal,
)
from self_harness.harness import Edit, Harness
from self_harness.steps.mine import Pattern
from self_harness.steps.propose import Dropped
from self_harness.suite.problem import Split


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Rival(_Record):
    """The harness that a comparison tests against that of its start."""

    harness: Harness
    names: tuple[str, str]
    """Of the start's harness and of this one, as the user gave them."""
    number: int
    """Of the comparison, among those in the same folder."""
    margin: float
    """Smallest effect that is worth finding, a share."""
    pairs: int
    """At most."""


class Start(_Record):
    """What a run was asked: its config.json."""

    run_id: str
    started: datetime
    config: RunConfig
    suite: str
    suite_digest: str
    split: Split
    harness: Harness
    edits: tuple[Edit, ...] = ()
    """A person's, for the first round."""
    e_value: float = Field(default=1.0, gt=0)
    """Evidence of the sequential gate's e-process, as the runs before left it."""
    lines: tuple[Proposal, ...] = ()
    """Edits of earlier runs that the harness ends with: the search may leave them out."""
    earlier: Earlier | None = None
    """What the search of an earlier run with this harness left; of the sequential gate."""
    rival: Rival | None = None
    """Of a comparison only."""


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
    seen: tuple[Observation | Pair, ...] = ()
    """Attempts of the sequential gate, and those of the evaluation that it began with."""
    evidence: Evidence | None = None
    """Of all pairs that were made with the harness before, if the round made any."""
    e_value: float = 1.0
    """Of the sequential gate's e-process, after the round."""
    best: Best | None = None
    """What the sequential gate would deploy by its estimates."""
    allowance: Allowance | None = None
    """What the sequential gate had for the round and the run, for its replay."""
    failed: tuple[tuple[int, ...], ...] = ()
    """Sets of edits whose proofs failed so far, by their numbers."""
    merge: str = ""
    """How the accepted edits became one harness."""

    @property
    def gated(self) -> GateRound:
        """What the gate made of the round, for its replay."""
        return GateRound(
            self.harness, self.edits, self.merge, self.seen, self.evidence, self.e_value, self.best, self.allowance,
            self.failed,
        )  # fmt: skip


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


class Support(_Record):
    """Paired attempts of two harnesses on the test split, and what they allow to be said."""

    before: Score
    after: Score
    better: int
    """Problems that pass more often than before."""
    worse: int
    gain: float
    """Mean over the problems of the change in pass rate, from -1 to 1."""
    interval: tuple[float, float]
    """95 % confidence interval of the gain, for problems like these."""
    p_worse: float
    """Probability of a result as bad as this or worse, if the new harness were just as good."""
    supported: bool
    """Not significantly worse."""

    def __str__(self) -> str:
        low, high = self.interval
        gain = f"{self.gain:+.1%} [{low:+.1%}, {high:+.1%}]"
        problems = f"problems that pass more often: {self.better}, less often: {self.worse}"
        return f"test split {self.before} -> {self.after}, gain {gain}, {problems}" + (
            "" if self.supported else f": significantly worse (p = {self.p_worse:.2g})"
        )


class Resampled(_Record):
    """What plain resampling came to."""

    harness: Harness
    observed: Score
    """On held-in and held-out, by which it was chosen."""
    tried: int
    """Harnesses measured, the start among them."""
    calls: int
    """Model calls, those among them that were known from the search."""


class Comparison(_Record):
    """A run's search against resampling, on the problems of the test split."""

    simulated: bool
    search_calls: int
    resampled: Resampled
    test_split: Support
    """From the resampled harness to that of the search: its gain is the search's lead."""

    def __str__(self) -> str:
        found, (low, high) = self.resampled, (100 * bound for bound in self.test_split.interval)
        return (
            f"{'Simulated: on' if self.simulated else 'On'} the test split the loop has {self.test_split.after}, plain "
            f"resampling with as many calls {self.test_split.before}: difference {100 * self.test_split.gain:+.1f} points "
            f"({low:+.1f} to {high:+.1f}). The loop took {self.search_calls:,} calls; resampling took {found.calls:,} for the "
            f"best of {found.tried} harnesses, {found.observed} where it was chosen."
        )
