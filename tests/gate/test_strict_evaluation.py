"""Attempts in flight: every timing gives the same decision, nothing is made twice, nothing that was begun is lost."""

import asyncio
from collections import deque
from collections.abc import Callable
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from self_harness.attempt import AttemptKey, keys
from self_harness.concurrency import settle
from self_harness.gate.decision import GateDecision
from self_harness.gate.strict import decide, side, strict
from tests.trials import at

Outcomes = dict[AttemptKey, bool]
Case = tuple[list[AttemptKey], list[AttemptKey], Outcomes, Outcomes]
"""Attempts held in and held out, the incumbent's outcomes, the candidate's."""


class Solver:
    """Attempts that end one by one, in an order that `pick` chooses among those in flight."""

    def __init__(self, outcomes: Outcomes, pick: Callable[[int], int], failing: AttemptKey | None = None) -> None:
        self.outcomes, self.pick, self.failing = outcomes, pick, failing
        self.begun: list[AttemptKey] = []
        self.ended: list[AttemptKey] = []
        self.most_at_once = 0
        self._in_flight: list[tuple[AttemptKey, asyncio.Future[None]]] = []

    async def __call__(self, key: AttemptKey) -> bool:
        self.begun.append(key)
        gate: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._in_flight.append((key, gate))
        self.most_at_once = max(self.most_at_once, len(self._in_flight))
        await gate
        self.ended.append(key)
        if key == self.failing:
            raise ConnectionError("no answer")
        return self.outcomes[key]

    async def run(self, decision: "asyncio.Task[GateDecision]") -> GateDecision:
        """End one attempt after the other until the decision is there."""
        for _ in range(1_000):
            for _ in range(5):  # everybody takes all steps that they can take
                await asyncio.sleep(0)
            if decision.done():
                return decision.result()
            if self._in_flight:
                _, gate = self._in_flight.pop(self.pick(len(self._in_flight)))
                gate.set_result(None)
        raise AssertionError("it waits for nothing")


def first(number: int) -> int:
    return 0


def made(
    held_in: list[AttemptKey], held_out: list[AttemptKey], incumbent: Outcomes, solver: Solver, at_least: int = 1
) -> GateDecision:
    async def go() -> GateDecision:
        return await solver.run(asyncio.create_task(decide(held_in, held_out, incumbent, solver, at_least)))

    return asyncio.run(go())


@st.composite
def cases(draw: st.DrawFn) -> Case:
    held_in = keys([f"in{index}" for index in range(draw(st.integers(1, 6)))], draw(st.integers(1, 2)))
    held_out = keys([f"out{index}" for index in range(draw(st.integers(1, 6)))], draw(st.integers(1, 2)))
    both = [*held_in, *held_out]
    return held_in, held_out, {k: draw(st.booleans()) for k in both}, {k: draw(st.booleans()) for k in both}


def decided(case: Case, ended: list[AttemptKey]) -> bool:
    held_in, held_out, incumbent, candidate = case
    seen = {key: candidate[key] for key in ended}
    return strict(side(held_in, incumbent, seen), side(held_out, incumbent, seen)) is not None


def test_keys_are_every_problem_at_every_trial() -> None:
    assert keys(["a", "b"], 2) == [at("a"), at("b"), at("a", 1), at("b", 1)]


@settings(deadline=None, max_examples=50)
@given(cases(), st.integers(1, 6), st.integers())
def test_any_order_of_completion_gives_the_decision_of_a_full_evaluation(case: Case, at_least: int, seed: int) -> None:
    held_in, held_out, incumbent, candidate = case
    solver = Solver(candidate, Random(seed).randrange)
    decision = made(held_in, held_out, incumbent, solver, at_least)

    in_full = strict(side(held_in, incumbent, candidate), side(held_out, incumbent, candidate))
    assert in_full is not None
    assert decision.outcome == in_full[0]
    other = Solver(candidate, first)
    assert decision == made(held_in, held_out, incumbent, other, at_least), "the whole record, whatever the timing"
    assert solver.begun == other.begun, "and the same attempts: a resumed run makes no new ones"
    assert decision.total == len(candidate)
    assert len(set(solver.begun)) == len(solver.begun), "no attempt is made twice"
    assert sorted(solver.ended) == sorted(solver.begun), "no attempt is given up"
    looked_at = next(n for n in range(len(candidate) + 1) if decided(case, solver.begun[:n]))
    assert len(solver.begun) <= looked_at + at_least - 1, "at the decision, no more were in flight than may be wasted"
    if decision.outcome == "accepted":
        assert decision.evaluated == decision.total
        assert (decision.d_in, decision.d_out) == (
            sum(candidate[key] - incumbent[key] for key in held_in),
            sum(candidate[key] - incumbent[key] for key in held_out),
        )


@settings(deadline=None, max_examples=50)
@given(cases(), st.integers())
def test_nothing_is_evaluated_that_is_not_needed(case: Case, seed: int) -> None:
    held_in, held_out, incumbent, candidate = case
    solver = Solver(candidate, Random(seed).randrange)
    decision = made(held_in, held_out, incumbent, solver)
    assert decision.evaluated == len(solver.begun)
    assert not any(decided(case, solver.begun[:n]) for n in range(len(solver.begun))), "open until the last attempt"


@settings(deadline=None, max_examples=50)
@given(cases(), st.integers(1, 6))
def test_a_candidate_that_changes_nothing_costs_the_incumbents_failures(case: Case, at_least: int) -> None:
    held_in, held_out, incumbent, _ = case
    solver = Solver(incumbent, first)
    decision = made(held_in, held_out, incumbent, solver)
    failed = [key for key in [*held_in, *held_out] if not incumbent[key]]
    assert sorted(solver.begun) == sorted(failed)
    assert decision.evaluated == len(failed)
    assert (decision.outcome, decision.reason) == ("rejected", "no split can improve")
    wasting = Solver(incumbent, first)
    assert made(held_in, held_out, incumbent, wasting, at_least) == decision
    assert len(wasting.begun) < len(failed) + at_least


def test_as_many_at_once_as_are_needed_in_any_case() -> None:
    """Where the incumbent failed everything, only all outcomes together can decide; where it passed, nothing can."""
    held_in, held_out = keys(["a", "b", "c", "d"], 2), keys(["e", "f"], 2)
    for outcome, at_once in ((False, 12), (True, 0)):
        solver = Solver(dict.fromkeys([*held_in, *held_out], outcome), first)
        decision = made(held_in, held_out, solver.outcomes, solver)
        assert decision.outcome == "rejected"
        assert solver.most_at_once == len(solver.begun) == at_once


def test_at_least_so_many_at_once() -> None:
    """One lost attempt could decide, so one would run at a time."""
    held_in, held_out = keys([f"in{index}" for index in range(8)], 1), keys(["out"], 1)
    incumbent = {**dict.fromkeys(held_in, True), **dict.fromkeys(held_out, False)}
    outcomes = dict.fromkeys([*held_in, *held_out], True)
    solvers = {number: Solver(outcomes, first) for number in (1, 3)}
    for number, solver in solvers.items():
        assert made(held_in, held_out, incumbent, solver, number).outcome == "accepted"
        assert solver.most_at_once == number


@settings(deadline=None, max_examples=50)
@given(cases(), st.integers(1, 6), st.integers(), st.data())
def test_when_one_raises_the_others_in_flight_are_waited_for(
    case: Case, at_least: int, seed: int, data: st.DataObject
) -> None:
    held_in, held_out, incumbent, candidate = case
    failing = data.draw(st.sampled_from([*held_in, *held_out]))
    solver = Solver(candidate, Random(seed).randrange, failing)
    plain = made(held_in, held_out, incumbent, Solver(candidate, first))
    try:
        decision = made(held_in, held_out, incumbent, solver, at_least)
    except ConnectionError:
        assert failing in solver.begun
    else:
        assert decision.outcome == plain.outcome, "trouble that came too late changes nothing"
    assert sorted(solver.ended) == sorted(solver.begun)


def test_no_attempt_begins_after_one_raised() -> None:
    held_in, held_out = keys([f"in{index}" for index in range(9)], 1), keys(["out"], 1)
    incumbent = {**dict.fromkeys(held_in, True), **dict.fromkeys(held_out, False)}
    solver = Solver(dict.fromkeys([*held_in, *held_out], True), first, failing=held_in[0])
    with pytest.raises(ConnectionError, match="no answer"):
        made(held_in, held_out, incumbent, solver, at_least=3)
    assert solver.begun == [held_out[0], *held_in[:3]]
    assert sorted(solver.ended) == sorted(solver.begun)


async def test_when_it_is_cancelled_what_is_in_flight_still_ends() -> None:
    held_in, held_out = keys(["a", "b", "c"], 1), keys(["d"], 1)
    incumbent = dict.fromkeys([*held_in, *held_out], False)
    solver = Solver(dict.fromkeys(incumbent, True), first)
    decision = asyncio.create_task(decide(held_in, held_out, incumbent, solver))
    for _ in range(5):
        await asyncio.sleep(0)
    assert len(solver.begun) > 1
    decision.cancel()
    with pytest.raises(asyncio.CancelledError):
        await solver.run(decision)
    assert sorted(solver.ended) == sorted(solver.begun)


async def test_settle_gives_results_in_order() -> None:
    turns = deque([3, 1, 2])

    async def call() -> int:
        number = turns.popleft()
        for _ in range(number):
            await asyncio.sleep(0)
        return number

    assert await settle([call() for _ in range(3)]) == [3, 1, 2]
    assert await settle([]) == []


async def test_settle_waits_for_all_and_raises_the_first_error() -> None:
    ended = []

    async def call(number: int) -> int:
        for _ in range(number):
            await asyncio.sleep(0)
        ended.append(number)
        if number % 2:
            raise ConnectionError(f"call {number}")
        return number

    with pytest.raises(ConnectionError, match="call 3"):
        await settle([call(number) for number in (4, 3, 1, 6)])
    assert sorted(ended) == [1, 3, 4, 6]
