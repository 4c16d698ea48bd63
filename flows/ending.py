"""How a run's record ends where the run does not end by itself."""

from typing import Literal

from self_harness.errors import BudgetExhausted, OutOfCredit
from self_harness.record.events import Stopped
from self_harness.record.ledger import Ledger


def stopped(ledger: Ledger, error: BaseException) -> Stopped:
    """What ended the run, as an event."""
    cause: Literal["cap", "credit", "other"] = "other"
    if isinstance(error, BudgetExhausted):
        cause = "cap"
    elif isinstance(error, OutOfCredit):
        cause = "credit"
    return Stopped(path=str(ledger.path), reason=str(error) or type(error).__name__, cause=cause)


def refuse(ledger: Ledger, error: BaseException, has_begun: bool) -> None:
    """A new run whose model or sandbox could not be opened leaves nothing behind, and none is left "under way"."""
    if not has_begun:
        ledger.discard()
    elif ledger.log().ended is None:
        ledger.append(stopped(ledger, error))
