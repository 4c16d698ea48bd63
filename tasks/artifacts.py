"""What a run shows in the workflow's UI, beside its own folder. Nothing depends on it: a server that can't take an
artifact is noted in the log, and the run goes on."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Mapping
from contextlib import asynccontextmanager
from uuid import UUID

from prefect import get_run_logger
from prefect.artifacts import (
    acreate_markdown_artifact,
    acreate_progress_artifact,
    acreate_table_artifact,
    aupdate_progress_artifact,
)

from self_harness.record.events import AttemptMade, Event, Finished, PhaseBegun, Stopped
from self_harness.record.log import RunFolder
from self_harness.release.history import Entry
from self_harness.report.artifacts import (
    artifact_key,
    champion,
    changes,
    cost,
    decisions,
    label,
    rates_headline,
    rates_table,
)
from self_harness.report.markdown import summary
from self_harness.report.nights import nights
from self_harness.report.runs import history
from self_harness.report.verdict import verdict

PATIENCE = 10.0
"""Seconds that an artifact may take."""
EVERY = 5.0
"""Seconds between two looks at the progress."""
NIGHTS = 60
"""Runs in the history, at most."""


async def publish(run: RunFolder) -> None:
    """New versions of what shows how the run goes on: pass rates, cost and, from round 1 on, harness and gate. To be called
    in the run's flow after each round, 0 included. Before round 0 there is nothing to show."""
    rounds = run.rounds()
    if not rounds:
        return
    table = acreate_table_artifact(
        rates_table(rounds),
        key=artifact_key(run.start, "rates"),
        description=label(run, rates_headline(rounds)),
    )
    made = {"cost": cost(run.log().bill.spent)}
    if len(rounds) > 1:
        made |= {"harness": changes(run, rounds), "gate": decisions(rounds[-1])}
    await asyncio.gather(_try(table), _publish(run, made))


async def publish_end(run: RunFolder, champion_now: Entry | None) -> None:
    """What is left when the run is over, one version a run: verdict, report, all runs of the suite with the model, and the
    champion, where there is one."""
    start, sentence = run.start, verdict(run, run.log())
    report = summary(run)
    rows = history(run.path.parent, start.suite, start.config.model, newest=NIGHTS)[start.suite, start.config.model]
    made = {"verdict": (sentence, f"{sentence}\n\nThe whole report: artifact `{artifact_key(start, 'report')}`."),
            "report": (f"run {start.run_id}", report), "nights": nights(rows)}  # fmt: skip
    if champion_now:
        made["champion"] = champion(champion_now)
    await _publish(run, made)


async def _publish(run: RunFolder, made: Mapping[str, tuple[str, str]]) -> None:
    """made: headline and Markdown by the thing that they show."""
    await asyncio.gather(
        *(
            _try(acreate_markdown_artifact(text, artifact_key(run.start, thing), label(run, headline)))
            for thing, (headline, text) in made.items()
        )
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
            name = artifact_key(run.start, "progress")
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
