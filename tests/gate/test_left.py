"""What a run leaves to the next if it is broken off in the midst of a proof: whoever looks on can't undo what was lost."""

from collections.abc import Sequence
from itertools import product

import pytest

from self_harness.attempt import AttemptKey, keys
from self_harness.errors import ConfigError
from self_harness.gate.decision import Pair
from self_harness.gate.engine import Rules
from self_harness.gate.proof import PairRequest, Proof, begin, kept_after, pairs, see
from self_harness.gate.search import SearchState
from self_harness.gate.sequential import SequentialGate
from self_harness.harness import START, Harness
from self_harness.stats.e_process import EProcess
from tests.gate.models import CURE, HARD, HELD_IN, HELD_OUT, PROBLEMS, TARGETS, Model, proposal

LOST, WON, EQUAL = (True, False), (False, True), (True, True)


class BrokenOff(Exception):
    pass


Outcomes = Sequence[Sequence[bool | None]]


class Begun:
    """A proof, and its next pairs, on all of which something is bet."""

    def __init__(self) -> None:
        self.state = SearchState(START, tuple(HELD_IN), tuple(HELD_OUT), "seed")
        (edit,) = self.state.enter([proposal("good")])
        for problem in TARGETS * 3:
            self.state.learn(problem, [edit], True)
            self.state.learn(problem, [], False)
        self.proof: Proof = begin(self.state, (edit,), EProcess(), 0.05, 120)
        everywhere = pairs(self.state, self.proof, len(PROBLEMS))
        self.pairs: list[PairRequest] = [each for each in everywhere if each.candidate.problem in TARGETS][:4]

    def left(self, outcomes: Outcomes) -> float:
        return kept_after(self.proof, self.pairs[: len(outcomes)], outcomes)


@pytest.mark.parametrize("outcomes", list(product((LOST, WON, EQUAL), repeat=4)))
def test_known_pairs_leave_what_they_leave_if_they_are_learned(outcomes: Sequence[tuple[bool, bool]]) -> None:
    """Also where no further pair of the block is known."""
    begun, before = Begun(), Begun()
    for known in range(5):
        told = before.left([*outcomes[:known], *[(None, None)] * (4 - known)])
        assert told == begun.proof.evidence.kept
        if known < 4:
            see(begun.state, begun.proof, begun.pairs[known], *outcomes[known])


@pytest.mark.parametrize(
    ("half", "counts_as"),
    [((True, None), LOST), ((None, False), LOST), ((False, None), EQUAL), ((None, True), EQUAL)],
)
def test_half_a_pair_counts_as_the_worst_that_it_may_be(
    half: tuple[bool | None, bool | None], counts_as: tuple[bool, bool]
) -> None:
    begun = Begun()
    assert begun.left([EQUAL, half]) == begun.left([EQUAL, counts_as])
    assert (begun.left([half]) < 1.0) == (counts_as == LOST)


def test_what_is_known_beyond_a_gap_can_only_harm() -> None:
    begun, gap = Begun(), (None, None)
    assert begun.left([LOST]) == begun.left([LOST, gap, WON]), "a loss is not won back"
    assert begun.left([LOST, WON]) > begun.left([LOST]), "as it is by the pair after it"
    assert begun.left([EQUAL, gap, LOST]) < 1.0


async def test_a_run_tells_it_with_each_outcome_of_a_pair() -> None:
    """A process may be killed at any time."""
    model, told, made = Model(HARD, CURE, 6, slow=True), list[tuple[int, float]](), 0

    async def solve(harness: Harness, key: AttemptKey) -> bool:
        return await model(harness, key)

    gate = SequentialGate(
        START, HELD_IN, HELD_OUT, Rules(rounds=6), "seed", on_left=lambda made, left, _: told.append((made, left))
    )
    for number in range(1, 7):
        gate.begin(number, {key: await model(gate.harness, key) for key in keys(PROBLEMS, 1)})
        told.clear()
        done = await gate.decide([proposal("good")] if number == 1 else [], solve)
        gated = [each for each in done.seen if any(part.trial.purpose != "evaluation" for part in each.attempts)]
        expected, count = list[int](), 0
        for each in gated:
            if isinstance(each, Pair):
                expected += [count + 1, count + 2]
                made += 1
            count += len(each.attempts)
        assert [number for number, _ in told] == expected
        assert all(left <= 1.0 for _, left in told)
    assert made > 20
    assert gate.harness != START


async def test_who_breaks_off_what_loses_has_lost_it() -> None:
    model, told, seen = Model(HARD, CURE, 6), list[float](), dict[AttemptKey, list[tuple[bool, bool]]]()

    async def solve(harness: Harness, key: AttemptKey) -> bool:
        passed = await model(harness, key)
        if key.trial.purpose == "pair" and key.problem in TARGETS:
            seen.setdefault(key, []).append((harness == START, passed))
        if sorted(seen.get(key, ())) == [(False, False), (True, True)]:
            seen[key] = []
            raise BrokenOff
        return passed

    gate = SequentialGate(
        START, HELD_IN, HELD_OUT, Rules(rounds=6), "seed", on_left=lambda _, left, __: told.append(left)
    )

    async def play() -> None:
        for number in range(1, 7):
            gate.begin(number, {key: await model(gate.harness, key) for key in keys(PROBLEMS, 1)})
            await gate.decide([proposal("good")] if number == 1 else [], solve)

    with pytest.raises(BrokenOff):
        await play()
    assert told[-1] < 1.0


async def test_a_round_that_was_broken_off_goes_on_with_what_it_was_begun_with() -> None:
    """Else other settings would draw its pairs anew."""
    rounds = []
    for rules, begun in (
        (Rules(rounds=6), {}),
        (Rules(rounds=9, concurrency=20, prove=True), {1: Rules(rounds=6).allowance(1)}),
    ):
        model = Model(HARD, CURE, 6)
        gate = SequentialGate(START, HELD_IN, HELD_OUT, rules, "seed", begun=begun)
        gate.begin(1, {key: await model(gate.harness, key) for key in keys(PROBLEMS, 1)})
        rounds.append(await gate.decide([proposal("good")], model))
    assert rounds[0] == rounds[1]
    assert any(isinstance(each, Pair) for each in rounds[0].seen)


async def test_a_record_of_another_gate_is_refused() -> None:
    model = Model(HARD, CURE, 6)
    gate = SequentialGate(START, HELD_IN, HELD_OUT, Rules(rounds=6), "seed")
    gate.begin(1, {key: await model(gate.harness, key) for key in keys(PROBLEMS, 1)})
    done = await gate.decide([proposal("good")], model)
    other = SequentialGate(START, HELD_IN, HELD_OUT, Rules(rounds=6), "another seed")
    with pytest.raises(ConfigError, match="Round 1 was recorded by another version of the gate"):
        other.replay(1, done)
