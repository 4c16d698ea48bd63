"""The API is away for two minutes, a fiftieth of that here: waits and retries are shortened alike."""

import time
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import pytest
from prefect.settings import PREFECT_API_URL, temporary_settings

from self_harness.config import RunConfig
from self_harness.harness import START
from self_harness.model.client import AnthropicModel
from self_harness.record.events import CallFailed, CallSent, Event
from self_harness.suite.problem import load_suite
from tasks.policy import RETRY_DELAYS
from tasks.runtime import listener, open_runtime
from tasks.solve import evaluate, solve
from tests.conftest import simulated_api
from tests.fake_api import Fault
from tests.trials import at

AWAY, SHORTER = 120, 50


@pytest.fixture
async def events(prefect_api: str) -> AsyncIterator[list[Event]]:
    told: list[Event] = []
    token = listener.set(told.append)
    with temporary_settings({PREFECT_API_URL: prefect_api}):
        yield told
    listener.reset(token)


async def test_two_minutes_without_the_api_lose_nothing(
    suite: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, events: list[Event]
) -> None:
    delays = [delay / SHORTER for delay in RETRY_DELAYS]
    monkeypatch.setattr("tasks.solve.solve", solve.with_options(retry_delay_seconds=delays))
    monkeypatch.setattr("tasks.models.AnthropicModel", partial(AnthropicModel, backoff=1 / SHORTER))
    problems = load_suite(suite)
    statuses, back = [], 0.0

    def fault(key: str, nth: int) -> Fault | None:
        return "cut_before" if time.monotonic() < back else None

    for away in (0.0, AWAY / SHORTER):
        with simulated_api(suite, faults=fault) as api:
            config = RunConfig(model="m", base_url=api.url, sandbox="local", out=str(tmp_path / str(away)), force=True)
            async with open_runtime(config, problems) as runtime:
                back = time.monotonic() + away
                made = await evaluate(runtime, START, [at(problem.id) for problem in problems.problems])
        statuses.append({key: attempt.verdict.status for key, attempt in made.items()})
        assert set(api.answered_by_key.values()) == {1}
    assert statuses[0] == statuses[1]
    assert len(statuses[0]) == len(problems)
    failed = [event.key for event in events if isinstance(event, CallFailed)]
    assert failed
    assert len([event for event in events if isinstance(event, CallSent)]) == 2 * len(problems) + len(failed)
