"""What becomes of an attempt whose reply is no answer, and of a run whose first answers are none."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from self_harness.attempt import Status
from self_harness.config import RunConfig
from self_harness.errors import FatalModelError
from self_harness.evaluation.first_answers import FIRST, FirstAnswers
from self_harness.harness import START
from self_harness.model.types import Reply, StopReason, Usage
from self_harness.record.events import CallMade, Event
from self_harness.suite.problem import load_suite
from tasks.runtime import Runtime, listener, open_runtime
from tests.fake_api import FakeApi, Raw
from tests.trials import nth

FILTER = {"type": "error", "error": {"type": "invalid_request_error", "message": "Output blocked by content filtering"}}
TOO_LONG = {"type": "error", "error": {"type": "invalid_request_error", "message": "prompt is too long: 9 > 8"}}


@pytest.fixture
async def events() -> AsyncIterator[list[Event]]:
    told: list[Event] = []
    token = listener.set(told.append)
    yield told
    listener.reset(token)


def config(api: FakeApi, folder: Path, **more: Any) -> RunConfig:
    return RunConfig(model="local", base_url=api.url, sandbox="local", out=str(folder), concurrency=1, **more)


@pytest.mark.parametrize(
    ("answer", "status", "message"),
    [
        (Raw(FILTER, 400), "refused", "declined"),
        ({"content": [], "stop_reason": "refusal"}, "refused", "declined"),
        (Raw(TOO_LONG, 400), "truncated", "do not fit the model's context"),
        ({"content": "```python\nx = 1", "stop_reason": "length"}, "truncated", "longer than max_tokens"),
        ({"content": [{"type": "thinking", "thinking": "x"}]}, "no_code_block", "no code block"),
        ({"content": "<think>\n```python\nx = 1\n```\n</think>\nI don't know."}, "no_code_block", "no code block"),
    ],
)
async def test_a_reply_that_is_no_answer_is_a_verdict(
    answer: Any, status: Status, message: str, suite: Path, tmp_path: Path, events: list[Event]
) -> None:
    with FakeApi(lambda body, headers: answer) as api:
        problems = load_suite(suite)
        async with open_runtime(config(api, tmp_path), problems) as runtime:
            made = await runtime.solver.attempt(START, problems.problems[0], nth())
            assert (made.verdict.status, message in made.verdict.message) == (status, True)
            asked = api.requests
            assert await runtime.solver.attempt(START, problems.problems[0], nth()) == made
            assert api.requests == asked, "it is not asked again"
    (call,) = [event for event in events if isinstance(event, CallMade)]
    assert call.cost == 0.0


async def asked(runtime: Runtime, number: int) -> Reply:
    return await runtime.solver.ask(runtime.solver.request("solver", "", f"question {number}", nth()))


async def test_a_reply_that_can_not_be_recorded_is_kept(suite: Path, tmp_path: Path) -> None:
    """Once an error here cost the replies of all calls in flight, which were then asked again."""

    def full(event: Event) -> None:
        if isinstance(event, CallMade):
            raise OSError("No space left on device")

    with FakeApi() as api:
        token = listener.set(full)
        async with open_runtime(config(api, tmp_path), load_suite(suite)) as runtime:
            with pytest.raises(OSError, match="No space left"):
                await asked(runtime, 1)
        listener.set(lambda event: None)
        async with open_runtime(config(api, tmp_path), load_suite(suite)) as runtime:
            assert (await asked(runtime, 1)).text == "pong"
        listener.reset(token)
        assert api.requests == 1


async def test_a_run_whose_first_answers_are_cut_off_ends_before_more_is_spent(
    suite: Path, tmp_path: Path, events: list[Event]
) -> None:
    thinking = {"content": [{"type": "thinking", "thinking": "hm"}], "stop_reason": "max_tokens"}
    with FakeApi(lambda body, headers: thinking) as api:
        async with open_runtime(config(api, tmp_path), load_suite(suite)) as runtime:
            for number in range(FIRST):
                await asked(runtime, number)
            remedy = r"8 of the first 8 .*thinks until it is cut off at 1024 tokens.*raise max_tokens.*thinking_tokens"
            with pytest.raises(FatalModelError, match=remedy):
                await asked(runtime, FIRST)
        assert api.requests == FIRST
        async with open_runtime(config(api, tmp_path, force=True), load_suite(suite)) as runtime:
            for number in range(FIRST + 3):
                await asked(runtime, number)


def reply(stop_reason: StopReason, text: str) -> Reply:
    usage = Usage(input_tokens=1, output_tokens=1)
    return Reply(text=text, stop_reason=stop_reason, usage=usage, model="m", request_id="", seconds=1, simulated=False)


GOOD, CUT, EMPTY = reply("end_turn", "x"), reply("max_tokens", "x"), reply("end_turn", " ")
REFUSED, TOO_BIG = reply("refusal", ""), reply("model_context_window_exceeded", "")


@pytest.mark.parametrize(
    ("replies", "says"),
    [
        ([CUT] * 8, "cut off at 1024 tokens: raise max_tokens, or ask for shorter answers"),
        ([EMPTY] * 5 + [GOOD] * 3, "5 of the first 8 .*empty"),
        ([GOOD] * 3 + [REFUSED] * 5, "refused"),
        ([TOO_BIG] * 8, "start the server with a larger one"),
        ([CUT, CUT, CUT, EMPTY, EMPTY, GOOD, GOOD, GOOD], "cut off"),
        ([CUT] * 4 + [GOOD] * 4, None),
        ([GOOD] * 8 + [CUT] * 20, None),
        ([CUT] * 7, None),
    ],
)
def test_most_of_the_first_answers_count(replies: list[Reply], says: str | None) -> None:
    first = FirstAnswers(RunConfig())
    found = [trouble for each in replies if (trouble := first.add(each))]
    assert len(found) == (says is not None)
    if says:
        with pytest.raises(FatalModelError, match=says):
            raise found[0]
