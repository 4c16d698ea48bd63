"""What a run tells the world outside: Prefect events, which automations turn into messages (deploy/automations.yaml)."""

from collections.abc import Callable
from typing import Literal

from prefect.events import emit_event

from self_harness.config import SIMULATED
from self_harness.record.events import ApprovalAsked, ChampionDecided, DriftChecked, Event, Finished, Stopped
from self_harness.record.log import RunFolder
from self_harness.report.verdict import verdict

News = Literal["promoted", "refused", "drift", "cap-reached", "out-of-credit", "nothing-to-learn", "approval-awaited"]


def announcing(run: RunFolder) -> Callable[[Event], None]:
    """A listener to the run's events. Of what is news to people it makes a Prefect event `self-harness.<news>` about the
    resource `self-harness.suite.<suite>`. Its payload: `run_id`, `model`, `simulated` and `text`, a message of one line."""

    def tell(event: Event) -> None:
        if news := news_of(event):
            emit(run, news, sentence(run, event))

    return tell


def news_of(event: Event) -> News | None:
    match event:
        case ChampionDecided(promoted=is_new):
            return "promoted" if is_new else "refused"
        case DriftChecked(changed=True):
            return "drift"
        case Stopped(cause="cap"):
            return "cap-reached"
        case Stopped(cause="credit"):
            return "out-of-credit"
        case Finished(nothing_to_learn=True):
            return "nothing-to-learn"
        case ApprovalAsked():
            return "approval-awaited"
        case _:
            return None


def emit(run: RunFolder, news: News, text: str) -> None:
    start = run.start
    emit_event(
        f"self-harness.{news}",
        resource={
            "prefect.resource.id": f"self-harness.suite.{start.suite}",
            "prefect.resource.name": start.suite,
            "self-harness.model": start.config.model,
        },
        payload={
            "run_id": start.run_id,
            "model": start.config.model,
            "simulated": start.config.model == SIMULATED,
            "text": f"{start.suite} with {start.config.model}, run {start.run_id}: {text}",
        },
    )


def sentence(run: RunFolder, event: Event) -> str:
    found = verdict(run, run.log())
    match event:
        case DriftChecked():
            return f"Drift: {event.text}"
        case ApprovalAsked():
            return f"{found} Waits for approval until {event.until:%Y-%m-%d %H:%M} UTC: {event.command}"
        case Finished():
            return f"Nothing to learn ({event.reason}). {found}"
        case _:
            return found
