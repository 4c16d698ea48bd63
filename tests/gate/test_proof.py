"""When a proof ends, and that only a proof that succeeded changes what is deployed."""

import pytest

from self_harness.gate.engine import Engine, Rules
from self_harness.gate.proof import EXACT_PAIRS, MAX_UNIFORM_PAIRS, VETO_LOSSES, Proof, begin, pairs
from self_harness.gate.search import SearchState, update
from self_harness.harness import START
from self_harness.stats.e_process import EProcess
from tests.gate.models import HELD_IN, HELD_OUT, OTHER_TARGETS, TARGETS, proposal

SAFE = [1] * 12 + [0] * 24
"""Differences of uniform pairs."""
STATES = {
    "proven": (SAFE, [0] * EXACT_PAIRS),
    "open": (SAFE, [0] * (EXACT_PAIRS - 1)),
    "vetoed": (SAFE, [-1] * VETO_LOSSES),
    "unsafe": ([-1] * 20, [0] * EXACT_PAIRS),
    "given up": (SAFE, []),
}


@pytest.mark.parametrize("state", STATES)
def test_only_a_proof_that_succeeded_changes_the_harness(state: str) -> None:
    uniform, exact = STATES[state]
    engine = Engine(SearchState(START, tuple(HELD_IN), tuple(HELD_OUT), "seed"), Rules())
    engine.begin(1)
    (edit,) = engine.state.enter([proposal("good")])
    engine.evidence.e_value = 1000
    proof = Proof((edit,), engine.evidence, 0.05, (), 8, uniform=uniform, held_out=uniform[:8], exact=exact)
    proof.given_up = state == "given up"
    engine.proof = proof
    assert proof.state == state
    engine.take([], [])
    assert (engine.harness.checklist == "good") == (state == "proven")
    assert engine.state.searched() == [edit], "a proof that failed takes no edit out of the search"
    assert engine.evidence.kept == 1, "what a proof has won counts for none but itself"


@pytest.mark.parametrize(("given_up", "is_repeated"), [(False, False), (True, True)])
def test_a_candidate_whose_proof_failed_is_not_proven_again(given_up: bool, is_repeated: bool) -> None:
    engine = Engine(SearchState(START, tuple(HELD_IN), tuple(HELD_OUT), "seed"), Rules(prove=True, attempts=1000))
    (edit,) = engine.state.enter([proposal("good")])
    for problem in TARGETS * 3:
        engine.state.learn(problem, [edit], True)
        engine.state.learn(problem, [], False)
    engine.begin(1)
    engine._asked = (edit,)
    engine.evidence = EProcess(1000)
    first = Proof((edit,), engine.evidence, 0.05, (), 8, uniform=STATES["unsafe"][0], given_up=given_up)
    engine.proof = first
    engine.take([], [])
    engine.wanted()
    assert (engine.proof is not first) == is_repeated


@pytest.mark.parametrize(("wins", "ties", "is_safe"), [(0, 60, False), (1, 8, False), (1, 20, True)])
def test_equal_pairs_speak_against_a_loss_but_are_not_won(wins: int, ties: int, is_safe: bool) -> None:
    assert Proof((0,), EProcess(1000), 0.05, (), 0, uniform=[1] * wins + [0] * ties).is_safe == is_safe


def test_a_candidate_that_changes_nothing_becomes_unsafe() -> None:
    assert Proof((0,), EProcess(1000), 0.05, (), 0, uniform=[0] * MAX_UNIFORM_PAIRS).state == "unsafe"


def test_without_evidence_or_held_out_pairs_nothing_is_proven() -> None:
    def state(e_value: float, held_out: list[int]) -> str:
        exact = [0] * EXACT_PAIRS
        shared = EProcess(e_value)
        return Proof((0,), shared, 0.05, (), 8, uniform=SAFE, held_out=held_out, exact=exact).state

    assert state(20.1, SAFE[:8]) == "proven"
    assert state(19.9, SAFE[:8]) == "open"
    assert state(20.1, SAFE[:7]) == "open"
    assert state(20.1, [-1] * 8) == "open", "a loss on held-out"


def test_what_a_failed_proof_lost_is_kept_and_what_it_won_is_not() -> None:
    engine = Engine(SearchState(START, tuple(HELD_IN), tuple(HELD_OUT), "seed"), Rules(), e_value=0.5)
    engine.begin(1)
    (edit,) = engine.state.enter([proposal("good")])
    for now, kept in ((9.0, 0.5), (0.2, 0.2), (3.0, 0.5)):
        engine.evidence = EProcess(0.5)
        engine.proof = begin(engine.state, (edit,), engine.evidence, 0.05, 100)
        engine.evidence.e_value = now
        assert engine.evidence.kept == kept
        begin(engine.state, (edit,), engine.evidence, 0.05, 100)
        assert engine.evidence.e_value == kept


def test_a_set_that_is_asked_for_and_lost_an_edit_since_is_not_proven() -> None:
    engine = Engine(SearchState(START, tuple(HELD_IN), tuple(HELD_OUT), "seed"), Rules(prove=True))
    numbers = engine.state.enter([proposal("good"), proposal("bad", TARGETS)])
    engine.begin(1)
    engine._asked = tuple(numbers)
    engine.state.edits[1].state = "dropped"
    engine.state.effects.drop(1)
    assert engine.wanted()
    assert engine._candidate == engine.best_edits


def test_the_candidate_is_what_would_be_handed_over() -> None:
    """Not the working set, which may hold edits that were never tried."""
    engine = Engine(SearchState(START, tuple(HELD_IN), tuple(HELD_OUT), "seed"), Rules())
    tried, untried = engine.state.enter([proposal("good"), proposal("untried", OTHER_TARGETS)])
    for problem in TARGETS * 3:
        engine.state.learn(problem, [tried], True)
        engine.state.learn(problem, [], False)
    engine.begin(1)
    update(engine.state)
    assert untried in engine.state.working
    assert engine._candidate == (tried,)


@pytest.mark.parametrize(("left", "count"), [(100, 50 - EXACT_PAIRS), (21, 10 - EXACT_PAIRS)])
def test_pairs_are_planned_that_leave_attempts_for_the_exact_ones(left: int, count: int) -> None:
    state = SearchState(START, tuple(HELD_IN), tuple(HELD_OUT), "seed")
    made = begin(state, tuple(state.enter([proposal("good")])), EProcess(), 0.05, left)
    assert len(pairs(state, made, left)) == count
