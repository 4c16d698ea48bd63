"""The events of a run, one class each. The ledger holds them in order, one JSON object a line; listeners get the same objects.

Money is in dollars, durations in seconds.
"""

from datetime import UTC, datetime
from functools import partial
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter

from self_harness.attempt import AttemptKey, Status, Trial
from self_harness.gate.compare import CompareResult
from self_harness.gate.decision import Allowance, GateDecision
from self_harness.model.prices import Price
from self_harness.model.types import Role
from self_harness.record.records import Comparison, RoundRecord, Support
from self_harness.record.spending import Spent

PhaseName = Literal[
    "solve", "mine", "propose", "gate", "merge", "test split", "resampling", "evaluate", "calibrate", "compare"
]


Text = Annotated[str, BeforeValidator(lambda text: text.encode("utf-8", "backslashreplace").decode())]
"""Text from anywhere: half a surrogate pair, as in the name of a file, is written as an escape."""


class _Event(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    time: datetime = Field(default_factory=partial(datetime.now, UTC))


class Opened(_Event):
    """A process opened the ledger: the run began, or goes on."""

    event: Literal["opened"] = "opened"


class ForecastMade(_Event):
    """What the run was expected to take."""

    event: Literal["forecast"] = "forecast"
    text: str
    calls: int
    calls_at_most: int
    cost: float | None
    """None: no price is known."""
    minutes: float


class Ready(_Event):
    """Model and sandbox are open."""

    event: Literal["ready"] = "ready"
    sandbox: str
    simulated: bool
    price: Price | None = None


class Started(_Event):
    """The loop begins, or goes on after round `done`."""

    event: Literal["started"] = "started"
    run_id: str
    path: str
    model: str
    rounds: int
    """At most."""
    done: int
    held_in: int
    """Problems."""
    held_out: int


class PhaseBegun(_Event):
    event: Literal["phase"] = "phase"
    name: PhaseName
    round: int = 0
    total: int | None = None
    """Attempts of the phase, or the most that it can need; None: it makes none, or their number is not known."""
    patterns: tuple[str, ...] = ()
    """Names of the failure patterns that edits are proposed against."""
    edits: tuple[str, ...] = ()
    """The edits at the gate."""


class AttemptMade(_Event):
    """An attempt was looked at, whether it had to be made or was known."""

    event: Literal["attempt"] = "attempt"
    problem: str
    trial: Trial
    harness: str
    """Fingerprint."""
    status: Status
    message: str = ""
    sandbox: str = ""
    reply: str = ""
    """AttemptKey of the model's reply in the store of replies."""

    @property
    def key(self) -> AttemptKey:
        return AttemptKey(self.problem, self.trial)

    @property
    def passed(self) -> bool:
        return self.status == "passed"


class _Call(_Event):
    role: Role
    key: str
    """Of the request."""
    input_tokens: int
    output_tokens: int
    cost: float

    @property
    def spent(self) -> Spent:
        return Spent(1, self.input_tokens, self.output_tokens, self.cost)


class CallSent(_Call):
    """A call is about to be sent; the numbers are the most that it can use. With no later event on it, it was in flight when
    the process ended, and may be paid for."""

    event: Literal["sent"] = "sent"


class CallFailed(_Event):
    """A call that was sent got no usable answer, and counts as not made."""

    event: Literal["failed"] = "failed"
    key: str


class CallMade(_Call):
    """The model answered a call that was not in the store."""

    event: Literal["call"] = "call"
    model: str
    """The model that answered."""
    request_id: str = ""
    batch: bool = False
    seconds: float = 0.0
    simulated: bool = False


class EditDecided(_Event):
    """The gate has decided on a candidate."""

    event: Literal["decision"] = "decision"
    label: str
    harness: str
    """Fingerprint of the candidate."""
    decision: GateDecision


class EvidenceLeft(_Event):
    """What evidence the run leaves to the next if it is broken off from here on, before the round is done."""

    event: Literal["evidence"] = "evidence"
    round: int
    made: int
    """Attempts of the round's gate that are known."""
    e_value: float = Field(gt=0)
    allowance: Allowance
    """What the round was begun with: it goes on with that, whatever settings were changed since."""


class RoundDone(_Event):
    event: Literal["round"] = "round"
    record: RoundRecord


class DriftChecked(_Event):
    """The champion's new attempts were compared with its record."""

    event: Literal["drift"] = "drift"
    changed: bool
    text: str
    problems: int
    before: float
    """Mean pass rate in the record."""
    after: float
    """Mean pass rate now."""
    p_value: float


class MeasuredOnTestSplit(_Event):
    """Start and final harness were measured on the test split."""

    event: Literal["test split"] = "test split"
    result: Support


class ComparedWithResampling(_Event):
    event: Literal["comparison"] = "comparison"
    result: Comparison


class ApprovalAsked(_Event):
    """The run waits for a person's approval."""

    event: Literal["approval asked"] = "approval asked"
    until: datetime
    """No answer by then is a no."""
    command: str
    """Gives the answer."""


class Compared(_Event):
    """What the pairs so far say of two harnesses."""

    event: Literal["compared"] = "compared"
    result: CompareResult


class ApprovalGiven(_Event):
    """A person answered, or nobody did in time, which counts as a no."""

    event: Literal["approval"] = "approval"
    approved: bool
    by: str = ""
    """The person's name; empty: not given, or nobody answered."""
    comment: str = ""


class ChampionDecided(_Event):
    event: Literal["champion"] = "champion"
    promoted: bool
    """Whether this run's harness is the new champion."""
    reason: str
    entry: int
    """Number of the entry in the champion's history."""
    hash: str
    """Of that entry."""


class Notice(_Event):
    event: Literal["notice"] = "notice"
    text: Text


class Stopped(_Event):
    """The run ended before its end; it can be resumed."""

    event: Literal["stopped"] = "stopped"
    path: str
    """The run's folder."""
    reason: Text
    cause: Literal["cap", "credit", "other"] = "other"
    """cap: a limit of the run's settings is reached. credit: one of the account is."""


class Finished(_Event):
    event: Literal["finished"] = "finished"
    reason: str
    harness: str
    """Fingerprint of the final harness."""
    nothing_to_learn: bool = False
    """Whether the run ended before its last round, since no failure was left that an instruction could prevent."""


Event = Annotated[
    Opened
    | ForecastMade
    | Ready
    | Started
    | PhaseBegun
    | AttemptMade
    | CallSent
    | CallFailed
    | CallMade
    | EditDecided
    | EvidenceLeft
    | RoundDone
    | DriftChecked
    | MeasuredOnTestSplit
    | ComparedWithResampling
    | ApprovalAsked
    | Compared
    | ApprovalGiven
    | ChampionDecided
    | Notice
    | Stopped
    | Finished,
    Field(discriminator="event"),
]
EVENT: TypeAdapter[Event] = TypeAdapter(Event)
