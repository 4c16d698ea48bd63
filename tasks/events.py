"""What a run tells the world outside: Prefect events, which automations turn into messages."""

from prefect.events import emit_event

from self_harness.harness import Harness

PROMOTED = "self-harness.champion.promoted"


def promoted(suite: str, run_id: str, old: Harness, new: Harness, verdict: str) -> None:
    """A new harness went into service. Automations match the event's name and resource `self-harness.champion.<suite>`
    and find `run_id`, the fingerprints `old` and `new` and the run's `verdict` in its payload."""
    emit_event(
        PROMOTED,
        resource={"prefect.resource.id": f"self-harness.champion.{suite}", "prefect.resource.name": suite},
        payload={"run_id": run_id, "old": old.fingerprint, "new": new.fingerprint, "verdict": verdict},
    )
