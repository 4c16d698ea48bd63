"""What a run shows in the workflow's UI, beside its own folder. Nothing depends on it: a server that can't take an
artifact is noted in the log, and the run goes on."""

import asyncio
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from uuid import UUID

from prefect import get_run_logger
from prefect.artifacts import (
    acreate_link_artifact,
    acreate_markdown_artifact,
    acreate_progress_artifact,
    acreate_table_artifact,
    aupdate_progress_artifact,
)

from self_harness.record.events import AttemptMade, Event, Finished, PhaseBegun, Stopped
from self_harness.record.log import RunFolder
from self_harness.report.artifacts import changes, cost, decisions, key, label, rates_headline, rates_table

PATIENCE = 10.0
"""Seconds that an artifact may take."""
EVERY = 5.0
"""Seconds between two looks at the progress."""


async def publish(run: RunFolder) -> None:
    """New versions of the run's artifacts: pass rates, cost, report and, from round 1 on, harness and gate. To be called
    in the run's flow after each round, 0 included. Before round 0 there is nothing to show."""
    rounds, run_id = run.rounds(), run.start.run_id
    if not rounds:
        return
    report = (run.path / "report.html").resolve()
    made = {"cost": cost(run.log().bill.spent)}
    if len(rounds) > 1:
        made |= {"harness": changes(run, rounds), "gate": decisions(rounds[-1])}
    await asyncio.gather(
        _try(
            acreate_table_artifact(
                rates_table(rounds), key=key(run_id, "rates"), description=label(run, rates_headline(rounds))
            )
        ),
        *(
            _try(acreate_markdown_artifact(text, key=key(run_id, kind), description=label(run, headline)))
            for kind, (headline, text) in made.items()
        ),
        _try(
            acreate_link_artifact(
                report.as_uri(),
                link_text=str(report),
                key=key(run_id, "report"),
                description=label(run, "report.html, on the machine that made it"),
            )
        ),
    )


class Progress:
    """How far the phase under way is, counted from a run's events."""

    def __init__(self) -> None:
        self.state: tuple[float, str] = (0.0, "starting")
        """Percent and a description. A gate's total is the most that it can need."""
        self._phase: PhaseBegun | None = None
        self._done = 0

    def __call__(self, event: Event) -> None:
        match event:
            case PhaseBegun():
                self._phase, self._done = event, 0
                self.state = self._counted(event)
            case AttemptMade() if self._phase:
                self._done += 1
                self.state = self._counted(self._phase)
            case Finished() | Stopped():
                self.state = (100.0 if isinstance(event, Finished) else 0.0, event.event)

    def _counted(self, phase: PhaseBegun) -> tuple[float, str]:
        where = f"round {phase.round}: {phase.name}"
        if not phase.total:
            return 0.0, where
        return min(100.0, 100.0 * self._done / phase.total), f"{where}, {self._done} of {phase.total} attempts"


@asynccontextmanager
async def following(progress: Progress, run: RunFolder, every: float = EVERY) -> AsyncIterator[None]:
    """While in it, the run's progress artifact is brought up to date as `progress` changes, and once at the end."""
    artifact: UUID | None = None
    shown: tuple[float, str] | None = None

    async def show() -> None:
        nonlocal artifact, shown
        if (state := progress.state) == shown:
            return
        percent, text = state[0], label(run, state[1])
        if artifact is None:
            name = key(run.start.run_id, "progress")
            artifact = await _try(acreate_progress_artifact(percent, key=name, description=text))
        else:
            await _try(aupdate_progress_artifact(artifact, percent, description=text))
        shown = state

    async def follow() -> None:
        while True:
            await show()
            await asyncio.sleep(every)

    follower = asyncio.create_task(follow())
    try:
        yield
    finally:
        follower.cancel()
        await asyncio.gather(follower, return_exceptions=True)
        await show()


async def _try(publishing: Awaitable[UUID]) -> UUID | None:
    try:
        async with asyncio.timeout(PATIENCE):
            return await publishing
    except Exception as error:  # whatever goes wrong in a display must not cost a night's work
        get_run_logger().warning("An artifact could not be published: %r", error)
        return None
