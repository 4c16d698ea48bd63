"""Analyst and engineer whose request does not fit, is refused, or is too much for the model."""

import json
from types import SimpleNamespace
from typing import Any

import pytest

from self_harness.attempt import Attempt, Trial, Verdict
from self_harness.config import RunConfig
from self_harness.harness import START, Edit
from self_harness.record.records import Score
from self_harness.steps.leaks import Traces, traces
from self_harness.steps.mine import Pattern
from self_harness.steps.novelty import EarlierEdit
from self_harness.suite.problem import Problem, Suite
from tasks.mine import Mined, mine
from tasks.propose import Proposed, propose
from tests.steps.asked import Asked
from tests.trials import nth

ATTEMPTS = [
    Attempt(
        problem=f"problem-{number}", harness="h", trial=nth(trial), reply="", code="x = 1\n" * 300,
        verdict=Verdict(status="failed" if trial <= number % 3 else "passed", message="AssertionError: " + "m" * 900),
    )
    for number in range(20) for trial in range(3)
]  # fmt: skip
PATTERNS = tuple(Pattern(name=f"habit {number}", problems=("problem-1",)) for number in range(4))
EARLIER = [
    EarlierEdit(round=1, edit=Edit(op="append", block="role", text=f"Rule {n}."), harness="h", outcome="accepted")
    for n in range(30)
]
SUITE = Suite(name="s", problems=(Problem(id="p", prompt="Do it.", tests="assert solution(1) == 2"),))
PATTERN = json.dumps({"name": "Ignores sizes", "problems": ["problem-2"]})
EDIT = json.dumps([{"op": "append", "block": "checklist", "text": "Check the sizes.", "pattern": "habit 0"}])


class Told(SimpleNamespace):
    """What the tasks need of a runtime."""

    solver: Asked
    notices: list[str]
    traces: Traces


def runtime(solver: Asked) -> Any:
    notices: list[str] = []
    found = traces(SUITE.problems)
    return Told(config=RunConfig(), suite=SUITE, solver=solver, notices=notices, notice=notices.append, traces=found)


async def mined(solver: Asked) -> tuple[Mined, list[str]]:
    told = runtime(solver)
    return await mine.fn(told, 1, START, ATTEMPTS), told.notices


async def proposed(solver: Asked) -> tuple[Proposed, list[str]]:
    told = runtime(solver)
    return await propose.fn(
        told, Trial("proposal", 1), START, PATTERNS, Score(passed=1, total=3), EARLIER, ATTEMPTS
    ), told.notices


def fits(chars: int, reply: str) -> Asked:
    return Asked(lambda user: reply if len(user) <= chars else "model_context_window_exceeded")


@pytest.mark.parametrize("chars", [100_000, 28_000, 15_000, 8_000])
async def test_the_analysts_request_is_shortened_until_it_fits(chars: int) -> None:
    solver = fits(chars, PATTERN)
    found, notices = await mined(solver)
    assert (found.by, [pattern.name for pattern in found.patterns]) == ("model", ["Ignores sizes"])
    sizes = [len(asked.user) for asked in solver.asked]
    assert sizes[-1] <= chars
    assert sizes == sorted(sizes, reverse=True)
    assert len(notices) == len(sizes) - 1
    room = [asked.max_tokens for asked in solver.asked]
    assert room == [1024 >> halvings for halvings in range(len(room))]
    shown = [part.partition('"')[0] for part in solver.asked[-1].user.split('<failure id="problem-')[1:]]
    often = [number for number in map(int, shown) if number % 3 == 2]
    assert often == sorted(often)
    assert shown[: len(often)] == list(map(str, often)), "the problems that failed most often come first"


@pytest.mark.parametrize("reason", ["model_context_window_exceeded", "refusal"])
async def test_without_the_analyst_failures_are_clustered(reason: str) -> None:
    solver = Asked(lambda user: reason)
    found, notices = await mined(solver)
    assert (found.by, found.patterns != ()) == ("signatures", True)
    assert "clustered by their errors" in notices[-1]
    assert reason == "refusal" or "goes on without an answer" in notices[-2]
    assert len(solver.asked) == (4 if reason != "refusal" else 1)


async def test_the_engineers_request_is_shortened_until_it_fits() -> None:
    whole = fits(100_000, EDIT)
    await proposed(whole)
    size = len(whole.asked[0].user)
    solver = fits(size - 400, EDIT)
    found, notices = await proposed(solver)
    assert [each.edit.text for each in found.proposals] == ["Check the sizes."]
    assert len(solver.asked) > 1
    assert "habit 0" in solver.asked[-1].user
    assert "habit 3" not in solver.asked[-1].user
    assert "Rule 29." in solver.asked[-1].user, "the newest of the earlier edits stay"
    assert "does not fit: it is shortened" in notices[0]


@pytest.mark.parametrize("reason", ["model_context_window_exceeded", "refusal"])
async def test_without_the_engineer_the_round_has_no_proposals_and_says_so(reason: str) -> None:
    found, notices = await proposed(Asked(lambda user: reason))
    assert found == Proposed(proposals=(), dropped=())
    assert "this round has no proposals" in notices[-1]


async def test_a_model_that_can_write_no_edit_is_asked_for_one_sentence_at_a_time() -> None:
    def reply(user: str) -> str:
        if "Propose 8 edits" in user:  # a first round
            return '[{"op": "append", "block": "strategy", "text": "Add instructions to the strategy block."}]'
        return "The model fails." if "habit 1" in user else f"Mind the {'xyzw'[int(user.partition('habit ')[2][0])]}."

    solver = Asked(reply)
    found, _ = await proposed(solver)
    assert [(each.edit.text, each.edit.pattern) for each in found.proposals] == [
        ("Mind the x.", "habit 0"), ("Mind the z.", "habit 2"), ("Mind the w.", "habit 3"),
    ]  # fmt: skip
    assert len(solver.asked) == 5
    assert [item.reason.partition(":")[0] for item in found.dropped] == [
        "it is about the edit, not for the coding model",
        "it describes, and tells the coding model nothing to do",
    ]


async def test_where_nothing_can_be_used_that_is_said() -> None:
    found, notices = await proposed(Asked(lambda user: "The model fails."))
    assert found.proposals == ()
    assert notices[-1] == f"None of the {len(found.dropped)} proposals of this round can be used."
