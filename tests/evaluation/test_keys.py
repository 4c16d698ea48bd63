"""What an attempt and a verdict depend on: whatever changes one of it is not taken from a store."""

from pathlib import Path
from typing import Any

import pytest

from self_harness.attempt import Limits, Trial, Verdict
from self_harness.config import RunConfig
from self_harness.evaluation.solver import Solver
from self_harness.harness import START
from self_harness.model.store import Store
from self_harness.model.types import Reply, Request, Role, Usage
from self_harness.suite.problem import Problem
from tests.trials import nth

PROBLEM = Problem(id="p", prompt="Add.", tests="assert solution(1, 1) == 2")


class Answering:
    """A model with one answer."""

    async def complete(self, request: Request) -> Reply:
        return Reply(
            text="```python\ndef solution(a, b): return a + b\n```", stop_reason="end_turn", model="m", request_id="",
            usage=Usage(input_tokens=1, output_tokens=1), seconds=0.0, simulated=False,
        )  # fmt: skip


class Grading:
    """A sandbox that passes everything and notes how it was asked."""

    def __init__(self, identity: str = "image 1") -> None:
        self.identity = identity
        self.asked: list[tuple[str, Limits, str]] = []

    async def grade(self, code: str, tests: str, limits: Limits, isolation: str = "separate") -> Verdict:
        self.asked.append((tests, limits, isolation))
        return Verdict(status="passed")


def solver(folder: Path, sandbox: Grading, **settings: Any) -> Solver:
    config = RunConfig(model="m", **settings)
    replies, verdicts = Store(folder / "replies", Reply), Store(folder / "verdicts", Verdict)
    sources: dict[Role, str] = {"solver": "api", "analyst": "api", "engineer": "api"}
    return Solver(config, sources, Answering(), sandbox, replies, verdicts, lambda request, reply: None)


def changed(**settings: Any) -> Problem:
    return PROBLEM.model_copy(update={"settings": PROBLEM.settings.model_copy(update=settings)})


@pytest.mark.parametrize(
    "other", [changed(timeout=3.0), changed(isolation="shared"), PROBLEM.model_copy(update={"tests": "assert True"})]
)
async def test_a_verdict_is_of_the_tests_the_limits_and_the_isolation(other: Problem, tmp_path: Path) -> None:
    sandbox = Grading()
    asking = solver(tmp_path, sandbox)
    for problem in (PROBLEM, other, PROBLEM, other):
        assert (await asking.attempt(START, problem, nth())).passed
    assert len(sandbox.asked) == 2, "each is graded once"
    assert sandbox.asked[0] != sandbox.asked[1]
    assert asking.attempt_key(START, PROBLEM, nth()) != asking.attempt_key(START, other, nth())


async def test_a_verdict_is_of_the_sandbox_and_the_runs_own_limits(tmp_path: Path) -> None:
    sandboxes = [Grading(), Grading("image 2"), Grading(), Grading()]
    solvers = [
        solver(tmp_path, sandbox, timeout=timeout) for sandbox, timeout in zip(sandboxes, (10, 10, 5, 10), strict=True)
    ]
    for asking in solvers:
        await asking.attempt(START, PROBLEM, nth())
    assert [len(sandbox.asked) for sandbox in sandboxes] == [1, 1, 1, 0]
    assert len({asking.attempt_key(START, PROBLEM, nth()) for asking in solvers}) == 3


def test_an_attempt_is_of_its_trial_and_of_the_runs_stream(tmp_path: Path) -> None:
    trials = [nth(), nth(1), Trial("safety", 1), Trial("safety", 2)]
    settings: list[dict[str, Any]] = [{}, {"seed": 7}, {"run_number": 1}]
    found = {
        solver(tmp_path, Grading(), **given).attempt_key(START, PROBLEM, trial)
        for given in settings
        for trial in trials
    }
    assert len(found) == len(trials) * len(settings)
