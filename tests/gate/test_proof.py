"""When a proof ends, and that only a proof that succeeded changes what is deployed."""

import pytest

from self_harness.gate.engine import Engine, Rules
from self_harness.gate.proof import EXACT_PAIRS, MAX_UNIFORM_PAIRS, VETO_LOSSES, Proof
from self_harness.gate.search import SearchState
from self_harness.harness import START
from self_harness.stats.e_process import EProcess
from tests.gate.models import HELD_IN, HELD_OUT, TARGETS, proposal

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
    engine.evidence = EProcess(1000)
    proof = Proof(
        (edit,), engine.evidence, 0.05, (), 8, uniform=uniform, held_out=uniform[:8], exact=exact, own=EProcess(1000)
    )
    proof.given_up = state == "given up"
    engine.proof = proof
    assert proof.state == state
    engine.take([], [])
    assert (engine.harness.checklist == "good") == (state == "proven")
    assert engine.state.searched() == [edit], "a proof that failed takes no edit out of the search"
    expected = 1 if state == "proven" else 1000
    assert engine.evidence.e_value == pytest.approx(expected), "all proofs against one incumbent share one e-process"


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
    def state(e_value: float, held_out: list[int], own: float = 1000) -> str:
        exact = [0] * EXACT_PAIRS
        shared = EProcess(e_value)
        return Proof((0,), shared, 0.05, (), 8, uniform=SAFE, held_out=held_out, exact=exact, own=EProcess(own)).state

    assert state(20.1, SAFE[:8]) == "proven"
    assert state(19.9, SAFE[:8]) == "open"
    assert state(1000, SAFE[:8], 20.1) == "proven"
    assert state(1000, SAFE[:8], 19.9) == "open", "won by another candidate"
    assert state(20.1, SAFE[:7]) == "open"
    assert state(20.1, [-1] * 8) == "open", "a loss on held-out"
