"""When a proof ends, and that only a proof that succeeded changes what is deployed."""

import pytest

from self_harness.gate.engine import Engine, Rules
from self_harness.gate.proof import EXACT_PAIRS, VETO_LOSSES, Proof
from self_harness.gate.search import SearchState
from self_harness.harness import START
from self_harness.stats.e_process import EProcess
from tests.gate.models import HELD_IN, HELD_OUT, proposal

SAFE = [1] * 12 + [0] * 24
"""Differences of uniform pairs."""
STATES = {
    "proven": (SAFE, [0] * EXACT_PAIRS),
    "open": (SAFE, [0] * (EXACT_PAIRS - 1)),
    "vetoed": (SAFE, [-1] * VETO_LOSSES),
    "unsafe": ([-1] * 20, [0] * EXACT_PAIRS),
}


@pytest.mark.parametrize("state", STATES)
def test_only_a_proof_that_succeeded_changes_the_harness(state: str) -> None:
    uniform, exact = STATES[state]
    engine = Engine(SearchState(START, tuple(HELD_IN), tuple(HELD_OUT), "seed"), Rules())
    engine.begin(1)
    (edit,) = engine.state.enter([proposal("good")])
    proof = Proof((edit,), EProcess(1000), 0.05, (), 8, uniform=uniform, held_out=uniform[:8], exact=exact)
    engine.proof = proof
    assert proof.state == state
    engine.take([], [])
    assert (engine.harness.checklist == "good") == (state == "proven")


def test_without_evidence_or_held_out_pairs_nothing_is_proven() -> None:
    def state(e_value: float, held_out: list[int]) -> str:
        exact = [0] * EXACT_PAIRS
        return Proof((0,), EProcess(e_value), 0.05, (), 8, uniform=SAFE, held_out=held_out, exact=exact).state

    assert state(20.1, SAFE[:8]) == "proven"
    assert state(19.9, SAFE[:8]) == "open"
    assert state(20.1, SAFE[:7]) == "open"
    assert state(20.1, [-1] * 8) == "open", "a loss on held-out"
