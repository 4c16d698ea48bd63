"""What an attempt is made by: a task run, a plain call within another task, or nothing at all."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from prefect.context import TaskRunContext
from prefect.settings import PREFECT_API_URL, temporary_settings

from self_harness.attempt import Attempt, AttemptKey, Trial
from self_harness.config import RunConfig, resolve
from self_harness.errors import SandboxError
from self_harness.evaluation.solver import Solver
from self_harness.harness import START, Harness
from self_harness.record.events import AttemptMade, Event
from self_harness.suite.problem import Problem, load_suite
from tasks.runtime import Runtime, listener, open_runtime
from tasks.solve import attempt, evaluate, solve_batch
from tests.trials import at


class Shaky:
    """The real solver, whose sandbox gives out for the first `failing` attempts."""

    def __init__(self, solver: Solver, failing: int = 0) -> None:
        self.solver, self.failing = solver, failing
        self.by: list[int | None] = []
        """By the how manieth try of a task run each attempt was made; None: by no task run."""

    def __getattr__(self, name: str) -> Any:
        return getattr(self.solver, name)

    async def attempt(self, harness: Harness, problem: Problem, trial: Trial) -> Attempt:
        context = TaskRunContext.get()
        self.by.append(context.task_run.run_count if context else None)
        if len(self.by) <= self.failing:
            raise SandboxError("the engine is gone")
        return await self.solver.attempt(harness, problem, trial)


@pytest.fixture
def events() -> list[Event]:
    return []


@pytest.fixture
async def runtime(suite: Path, tmp_path: Path, prefect_api: str, events: list[Event]) -> AsyncIterator[Runtime]:
    told = listener.set(events.append)
    config = resolve(RunConfig(problems=str(suite), sandbox="local", out=str(tmp_path / "runs")), {})
    with temporary_settings({PREFECT_API_URL: prefect_api}):
        async with open_runtime(config, load_suite(suite)) as opened:
            listener.reset(told)
            yield opened


def replace_solver(runtime: Runtime, failing: int = 0) -> Shaky:
    shaky: Any = Shaky(runtime.solver, failing)
    runtime.solver = shaky
    return shaky  # type: ignore[no-any-return]


async def test_what_was_attempted_before_is_only_recorded_again(runtime: Runtime, events: list[Event]) -> None:
    solver = replace_solver(runtime)
    key = at(runtime.suite.problems[0].id)
    first = await attempt(runtime, START, key)
    assert await evaluate(runtime, START, [key]) == {key: first}
    assert len(solver.by) == 1
    await attempt(runtime, START, at(key.problem, 1))
    await attempt(runtime, START.model_copy(update={"checklist": "Handle empty input."}), key)
    assert len(solver.by) == 3, "another trial and another harness are other attempts"
    made = [(event.harness, *event.key) for event in events if isinstance(event, AttemptMade)]
    assert made[:2] == [(START.fingerprint, *key)] * 2
    assert len(set(made)) == len(made) - 1 == 3


async def test_within_a_task_only_trouble_makes_an_attempt_a_task_run_and_that_is_retried(runtime: Runtime) -> None:
    solver = replace_solver(runtime, failing=2)
    name = runtime.suite.problems[0].id
    made = await attempt(runtime, START, at(name))
    assert made.verdict.sandbox.startswith("local")
    assert solver.by == [None, 1, 2]
    await attempt(runtime, START, at(name, 1))
    await evaluate(runtime, START, [at(name, 2)])
    assert solver.by[3:] == [None, 1]


async def test_a_large_evaluation_is_made_in_batches_of_task_runs(
    runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tasks.solve.EACH", 4)
    monkeypatch.setattr("tasks.solve.BATCH", 3)
    batches: list[tuple[str, list[AttemptKey]]] = []

    async def batch(of: Runtime, harness: Harness, wanted: list[AttemptKey], which: str) -> list[Attempt]:
        batches.append((which, wanted))
        return await solve_batch(of, harness, wanted, which)

    monkeypatch.setattr("tasks.solve.solve_batch", batch)
    solver = replace_solver(runtime, failing=1)
    wanted = [at(problem.id) for problem in runtime.suite.problems[:7]]
    made = await evaluate(runtime, START, wanted)
    assert list(made) == wanted
    assert [attempt.problem for attempt in made.values()] == [key.problem for key in wanted]
    assert [which for which, _ in batches] == ["1 to 3 of 7", "4 to 6 of 7", "7 to 7 of 7"]
    assert len(solver.by) == 8, "what failed is tried again by itself"
    await evaluate(runtime, START, wanted[:4])
    assert len(batches) == 3
