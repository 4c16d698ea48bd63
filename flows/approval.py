"""A person's word before a harness goes into service, asked for in Prefect's UI and by `self-harness approvals`.

The question is a small flow run of its own, and only that one is paused. A run that pauses itself gives its deployment's
concurrency slot away and is ended when it next renews it; the run that asks goes on running and keeps its slot.
"""

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from prefect import flow, get_client
from prefect.artifacts import acreate_markdown_artifact
from prefect.client.schemas.filters import FlowFilter, FlowRunFilter
from prefect.client.schemas.objects import FlowRun
from prefect.exceptions import NotPausedError
from prefect.flow_runs import apause_flow_run, aresume_flow_run
from prefect.input import RunInput
from prefect.input.actions import aread_flow_run_input
from prefect.runtime import flow_run
from prefect.states import Cancelled, Completed
from pydantic import Field

from flows.tags import inherit_tags

GRACE = timedelta(hours=1)
"""Prefect fails a run whose pause ran out, so ours ends earlier, by an answer of its own."""


class Answer(RunInput):
    """What a person says: the form in Prefect's UI."""

    approve: bool = Field(default=False, description="Put the new harness into service?")
    by: str = Field(default="", description="Your name, for the history.")
    comment: str = Field(default="", description="Why, for the history.")


class Question(NamedTuple):
    id: UUID
    """Of the flow run that waits."""
    key: str
    text: str
    """Markdown."""
    until: datetime


async def approved(
    question_markdown: str,
    key: str,
    seconds: float,
    check: Callable[[], object] = lambda: None,
    on_ask: Callable[[datetime], object] = lambda until: None,
    artifact: str = "approval",
) -> Answer:
    """Waits for a person's answer; none after `seconds` is a no. To be called in a flow.

    key: names the question for good, in lower-case letters, digits and dashes: what was answered before, even while
        nobody was listening, is not asked again.
    check: called every second while waiting; what it raises ends the waiting.
    on_ask: called before the waiting, with its end.
    artifact: key of the artifact that shows the question.
    """
    for earlier in await _asked({"name": {"any_": [key]}}):
        given = await aread_flow_run_input(f"paused-{key}-response", earlier.id)
        if earlier.state is None or not earlier.state.is_final():  # its process is gone
            async with get_client() as client:
                await client.set_flow_run_state(earlier.id, Completed() if given else Cancelled(), force=True)
        if given:
            return Answer(**given)
    on_ask(datetime.now(UTC) + timedelta(seconds=seconds))
    return await approval(question_markdown, key, seconds, check, artifact)


@flow(name="approval", flow_run_name="{key}", validate_parameters=False)
async def approval(question: str, key: str, seconds: float, check: Callable[[], object], artifact: str) -> Answer:
    """Shows the question and is paused until it is answered."""
    await inherit_tags()
    await acreate_markdown_artifact(question, key=artifact, description="May the new harness go into service?")
    wanted = Answer.with_initial_data(description=question)
    limit = int(seconds + GRACE.total_seconds())
    pause = asyncio.ensure_future(apause_flow_run(wait_for_input=wanted, timeout=limit, poll_interval=1, key=key))
    deadline = time.monotonic() + seconds
    try:
        while not pause.done() and time.monotonic() < deadline:
            check()
            await asyncio.wait([pause], timeout=min(1, seconds))
        if not pause.done():
            with suppress(NotPausedError):  # somebody answers this very moment
                await answer(flow_run.id, Answer(comment=f"nobody answered within {seconds:g} s"))
        return await pause
    finally:
        pause.cancel()


async def answer(question: UUID | str, given: Answer) -> None:
    """Raises NotPausedError where the question is not open any more."""
    await aresume_flow_run(UUID(str(question)), given.model_dump())


async def waiting() -> list[Question]:
    """The questions that are open, the oldest first."""
    questions = []
    for run in await _asked({"state": {"type": {"any_": ["PAUSED"]}}}):
        assert run.state is not None
        assert run.state.state_details.pause_timeout is not None
        until = run.state.state_details.pause_timeout - GRACE
        if until > datetime.now(UTC):
            questions.append(Question(run.id, run.name, run.parameters["question"], until))
    return sorted(questions, key=lambda question: question.until)


async def _asked(which: dict[str, Any]) -> list[FlowRun]:
    async with get_client() as client:
        return await client.read_flow_runs(
            flow_filter=FlowFilter.model_validate({"name": {"any_": [approval.name]}}),
            flow_run_filter=FlowRunFilter.model_validate(which),
        )
