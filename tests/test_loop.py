"""The loop, with steps that draw nothing."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Literal, NamedTuple, TypeVar

import pytest

from self_harness.attempt import AttemptKey, keys
from self_harness.gate.decision import Best, Gate, Proposal
from self_harness.gate.strict import StrictGate
from self_harness.harness import START, Edit, Harness
from self_harness.loop import Evaluation, Loop, found_nothing

T = TypeVar("T")
HELD_IN, HELD_OUT = ("a", "b", "c"), ("d", "e")


class Made(NamedTuple):
    problem: str
    passed: bool


class Found(NamedTuple):
    patterns: tuple[str, ...]


class Edits(NamedTuple):
    proposals: tuple[Proposal, ...]


class Steps:
    """A problem passes if the checklist names it. One problem that failed is a pattern, and there is an edit against it.

    hidden: problems whose failures make no pattern.
    """

    def __init__(self, hidden: str = "") -> None:
        self.done: list[str] = []
        self._hidden = hidden

    async def evaluate(self, harness: Harness, wanted: Sequence[AttemptKey]) -> Mapping[AttemptKey, Made]:
        self.done.append("evaluate")
        return {key: await self.attempt(harness, key) for key in wanted}

    async def attempt(self, harness: Harness, key: AttemptKey) -> Made:
        return Made(key.problem, key.problem in harness.checklist.split())

    async def recall(self, made: Sequence[tuple[Harness, AttemptKey]]) -> list[Made]:
        return [await self.attempt(*each) for each in made]

    async def mine(self, number: int, harness: Harness, examples: Sequence[Made]) -> Found:
        self.done.append(f"mine {number}")
        failed = [each.problem for each in examples if not each.passed and each.problem not in self._hidden]
        return Found(tuple(failed[:1]))

    async def propose(self, number: int, before: Evaluation[Made], mined: Found, examples: Sequence[Made]) -> Edits:
        self.done.append(f"propose {number}")
        text = mined.patterns[0]
        return Edits((Proposal(Edit(op="append", block="checklist", text=text), mined.patterns),))


def loop_with(steps: Steps, gate: Gate | None = None) -> Loop[Made, Found, Edits]:
    return Loop(steps, gate or StrictGate(START, keys(HELD_IN, 1), keys(HELD_OUT, 1)), HELD_IN, HELD_OUT)


async def test_a_round_solves_mines_proposes_and_gates() -> None:
    steps = Steps()
    loop = loop_with(steps)
    rounds = [done async for done in loop.run(2)]
    assert steps.done == [
        "evaluate", "mine 1", "propose 1", "evaluate", "mine 2", "propose 2", "evaluate",
    ]  # fmt: skip
    assert [done.number for done in rounds] == [0, 1, 2]
    assert [done.after.harness.checklist.splitlines() for done in rounds] == [[], ["a"], ["a", "b"]]
    assert [sum(done.after.passed.values()) for done in rounds] == [0, 1, 2]
    assert [done.before for done in rounds[1:]] == [done.after for done in rounds[:-1]]
    assert (rounds[0].mined, rounds[0].proposed) == (None, None)
    assert loop.ended == "2 rounds were done"


@pytest.mark.parametrize(
    ("hidden", "rounds", "why"),
    [("", 3, "nothing left to learn from"), ("bc", 2, "no failure is of a kind that an instruction could prevent")],
)
async def test_it_ends_early_where_there_is_nothing_to_learn(hidden: str, rounds: int, why: str) -> None:
    loop = loop_with(Steps(hidden))
    done = [done async for done in loop.run(12)]
    assert len(done) - 1 == rounds
    assert why in loop.ended
    assert (done[-1].proposed is None) == bool(hidden)
    assert done[-1].before.harness == done[-1].after.harness or not hidden


async def test_it_goes_on_after_the_rounds_on_record() -> None:
    whole = [done async for done in loop_with(Steps()).run(3)]
    gate = StrictGate(START, keys(HELD_IN, 1), keys(HELD_OUT, 1))
    for done in whole[1:2]:
        gate.replay(done.number, done.gated)
    assert [done async for done in loop_with(Steps(), gate).run(3, first=2)] == whole[2:]
    finished = Steps()
    assert [done async for done in loop_with(finished).run(3, first=4)] == []
    assert finished.done == [], "a run whose rounds are done evaluates nothing"


class InVain(Steps):
    """No edit helps."""

    async def attempt(self, harness: Harness, key: AttemptKey) -> Made:
        return Made(key.problem, False)


async def test_rounds_that_find_nothing_end_the_run_and_more_rounds_go_on() -> None:
    loop = loop_with(InVain())
    assert [done.number async for done in loop.run(12)] == list(range(10))
    assert (loop.ended, loop.nothing_to_learn) == ("9 rounds in a row found nothing", False)
    again = loop_with(InVain())
    assert [done.number async for done in again.run(12, first=8, in_vain=7)] == [8, 9], (
        "resumed, it ends where it would have"
    )
    more = loop_with(InVain())
    assert [done.number async for done in more.run(24, first=10, in_vain=9)] == list(range(10, 19))
    found = loop_with(Steps())
    assert len([done async for done in found.run(12)]) == 4
    assert found.nothing_to_learn


def test_a_round_with_an_edit_that_is_worth_a_proof_has_found_something() -> None:
    def best(harness: Harness) -> Best:
        return Best(harness=harness, rate=0.6, low=0.5, high=0.7, gain=0.1, edits=(0,), need=200)

    better = Harness(checklist="Check ties.")
    assert found_nothing(START.fingerprint, START.fingerprint, None)
    assert found_nothing(START.fingerprint, START.fingerprint, best(START))
    assert not found_nothing(START.fingerprint, START.fingerprint, best(better))
    assert not found_nothing(START.fingerprint, better.fingerprint, best(better))


async def test_a_workflow_can_wrap_each_round() -> None:
    wrapped = []

    async def step(name: Literal["round", "gate", "merge"], label: str, call: Callable[[], Awaitable[T]]) -> T:
        wrapped.append((name, label))
        return await call()

    loop = loop_with(Steps())
    loop.step = step
    assert len([done async for done in loop.run(2)]) == 3
    assert wrapped == [("round", "1"), ("round", "2")]
