"""What a gate is, what it says of a round's edits, and the evidence that this rests on.

`Gate` is the interface that the loop calls; `strict.StrictGate` and `sequential.SequentialGate` are its implementations.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Literal, NamedTuple, Protocol, TypeVar

from pydantic import BaseModel, ConfigDict

from self_harness.attempt import AttemptKey, Trial
from self_harness.harness import Edit, Harness

T = TypeVar("T")

GateName = Literal["strict", "sequential"]
Outcome = Literal["accepted", "rejected", "unresolved"]


class Evidence(BaseModel):
    """What the pairs of a proof said: of one set of edits, paired with the deployed harness. Evidence is a decimal logarithm."""

    model_config = ConfigDict(frozen=True, extra="forbid")

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
    the run together (`stats.effects`), and as all such estimates drawn towards what edits do on average."""

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
    stake: float | None = None
    """The share of the evidence that was bet: it is gained if the candidate wins, and lost if it loses.
    None: a pair with the exact prompts, on which nothing is bet."""

    @property
    def attempts(self) -> tuple[Observation, ...]:
        return self.incumbent, self.candidate

    @property
    def difference(self) -> int:
        """1: won by the candidate; -1: lost; 0: both passed or both failed."""
        return self.candidate.passed - self.incumbent.passed


class Best(BaseModel):
    """The harness that the search would deploy by its estimates. Nothing is proven of it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    harness: Harness
    rate: float
    """Estimated mean pass rate over held-in and held-out problems, a share."""
    low: float
    high: float
    """95 % credible interval of the rate."""
    gain: float
    """Estimated gain over the run's harness."""
    edits: tuple[int, ...]
    """Numbers of its edits, as in `Observation.present`."""
    need: int | None
    """Attempts with which a proof of it has hope; None: more than are worth a try."""

    def __str__(self) -> str:
        rate, low, high = (100 * share for share in (self.rate, self.low, self.high))
        return f"unproven, estimated pass rate {rate:.0f} % ({low:.0f} to {high:.0f}), {100 * self.gain:+.0f} points"


class Proposal(NamedTuple):
    """An edit with the held-in problems that it is to help with: those of its pattern."""

    edit: Edit
    target_problems: tuple[str, ...]


class Known(NamedTuple):
    """An attempt of an earlier run. present: numbers of `Earlier.edits`."""

    problem: str
    present: tuple[int, ...]
    passed: bool


class Earlier(BaseModel):
    """What a run takes over from one before with the same start: its search, and the best harness, which is proven first."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    run: str
    edits: tuple[Proposal, ...]
    """Those that were not dropped."""
    best: tuple[int, ...]
    """Numbers of the best harness's; none where its proof failed."""
    seen: tuple[Known, ...]
    failed: tuple[tuple[int, ...], ...] = ()
    """Sets of edits whose proofs failed."""


class Allowance(BaseModel):
    """What a round may take."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    total: int
    """Attempts of the run, for search and proof."""
    left: int
    """Those that are left as the round begins."""
    block: int
    """Attempts made at once."""
    prove: bool = False
    """Whether the best harness is proven first, however much is left."""


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
    gate: GateName = "strict"
    evidence: Evidence | None = None
    """Of the proof of the set that an accepted edit is part of; of the sequential gate only."""
    estimate: Estimate | None = None
    """The same: of this edit alone."""


class EditRecord(BaseModel):
    """An edit that reached the gate, with what became of it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    edit: Edit
    target_problems: tuple[str, ...] = ()
    """See `Proposal`."""
    decision: GateDecision
    outcome: str
    """accepted, rejected, unresolved, superseded (a better replacement of the same block was merged) or dropped_by_merge
    (accepted alone, but the merged harness did worse than the best single edit)."""

    @property
    def gain(self) -> int:
        return self.decision.d_in + self.decision.d_out


class GateRound(NamedTuple):
    """What a gate made of a round."""

    harness: Harness
    """The run's harness from here on."""
    edits: tuple[EditRecord, ...] = ()
    """The proposals, and edits of earlier rounds that were decided in this one."""
    note: str = ""
    """How the accepted edits became one harness."""
    seen: tuple[Observation | Pair, ...] = ()
    """The sequential gate's attempts, and those of the evaluation that the round began with: enough to replay the round."""
    evidence: Evidence | None = None
    """Of all pairs with the harness before, if the round made any."""
    e_value: float | None = None
    """Of the e-process, after the round; None: the gate has none."""
    best: Best | None = None
    """Of the sequential gate, by all attempts so far."""
    allowance: Allowance | None = None
    """The sequential gate's: what its decisions depended on besides outcomes."""
    failed: tuple[tuple[int, ...], ...] = ()
    """Sets of edits whose proofs failed so far, by their numbers."""


Solve = Callable[[Harness, AttemptKey], Awaitable[bool]]
"""Makes an attempt, or knows it, and says whether it passed."""


class Gate(Protocol):
    """Decides which edits get into the harness of a run. One object serves one run, and is told of the rounds in order.

    In each round the loop calls `begin`, `examples` and then `decide`, or `skip` if there was no pattern to propose against.
    What a gate decides must depend on the outcomes of attempts only, never on the order in which they come back, so that
    `replay` of the records, and then going on, is the same as a run that was never stopped.
    """

    @property
    def harness(self) -> Harness:
        """The run's harness: what the next round is evaluated with, and proposals are made for."""

    def begin(self, number: int, evaluation: Mapping[AttemptKey, bool]) -> None:
        """A new round, from 1 on. evaluation: which attempts of the harness passed, at all problems."""

    def examples(self) -> list[tuple[Harness, AttemptKey]]:
        """The held-in attempts, all made already, that failure patterns are mined from."""

    async def decide(self, proposals: Sequence[Proposal], solve: Solve) -> GateRound:
        """Tests the proposals and puts what is accepted into the harness."""

    def skip(self) -> GateRound:
        """Ends a round without proposals."""

    def replay(self, number: int, done: GateRound) -> None:
        """Brings the gate to where it was after a round that is on record."""


class Step(Protocol):
    """Makes a step of a round by calling `call`. A workflow puts a task around it."""

    async def __call__(
        self, name: Literal["round", "gate", "merge"], label: str, call: Callable[[], Awaitable[T]]
    ) -> T: ...


async def plainly(name: str, label: str, call: Callable[[], Awaitable[T]]) -> T:
    """The `Step` that adds nothing."""
    return await call()


Decided = Callable[[str, Harness, GateDecision], None]
"""Told of each decision as it is made: a label for people, the candidate, and the decision."""


Left = Callable[[int, float, Allowance], None]
"""Told what evidence a run would leave to the next if it were broken off from here on: attempts of the round so far, e-value, and
what the round was begun with."""


def ignore(*told: object) -> None:
    """The `Decided` and the `Left` that tell nobody."""
