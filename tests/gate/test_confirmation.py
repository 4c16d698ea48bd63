"""What is paired, and what counts as proven, without any model."""

from collections import Counter

import pytest

from self_harness.attempt import Trial
from self_harness.gate import confirmation
from self_harness.gate.decision import Observation, Pair
from self_harness.gate.race import BLOCK, Race
from self_harness.harness import START
from tests.gate.race_models import CLAIM, OTHER_CLAIM, attempt, begun


def race_with(passes: int, e_value: float = 1.0) -> Race:
    """Two edits; at the target problems of the first the incumbent fails, and with it so many of eight attempts pass."""
    race = begun(e_value=e_value)
    race.enter([attempt("first"), attempt("second", OTHER_CLAIM)])
    for number in range(16):
        present, problem = (0,) * (number % 2), CLAIM[number // 2]
        passed = bool(present) and number // 2 < passes
        race.see(Observation(problem=problem, trial=Trial("screening", 1, number), present=present, passed=passed))
    return race


def test_the_candidate_has_the_promising_edits() -> None:
    race = race_with(8)
    assert confirmation.candidate(race, {0: 0.9, 1: 0.5}) == (0,)
    assert confirmation.candidate(race, {0: 0.9, 1: 0.9}) == (0, 1)
    assert confirmation.candidate(race, {0: 0.5, 1: 0.5}) == ()


def test_it_is_paired_when_it_is_likely_to_gain_something() -> None:
    assert confirmation.is_promising(race_with(8), (0,))
    assert not confirmation.is_promising(race_with(0), (0,))
    assert not confirmation.is_promising(race_with(8), ())


@pytest.mark.parametrize(("others", "count"), [(True, BLOCK // 4), (False, BLOCK // 2)])
def test_pairs_are_of_both_harnesses_at_problems_where_a_difference_is_expected(others: bool, count: int) -> None:
    race, on_target = race_with(8), Counter[bool]()
    for _ in range(40):
        pairs = confirmation.pairs(race, (0,), others)
        assert len(pairs) == count
        for incumbent, candidate, odds in pairs:
            assert (incumbent.harness, candidate.harness.checklist) == (START, "first")
            assert incumbent.key == candidate.key
            assert odds is not None
            assert 0.5 <= odds <= 1
            on_target[incumbent.key.problem in CLAIM] += 1
    assert race.made == 40 * 2 * count, "both attempts count"
    assert on_target[True] > 0.7 * on_target.total()


def test_nothing_is_proven_before_the_threshold_or_without_a_likely_gain() -> None:
    for passes, e_value, proven in ((8, 21.0, (0,)), (8, 19.0, ()), (0, 21.0, ())):
        race = race_with(passes, e_value)
        race.candidate = (0,)
        assert confirmation.proven(race) == proven, (passes, e_value)


def test_only_edits_that_are_likely_to_have_a_part_in_it_are_proven() -> None:
    race = race_with(8, 1000.0)
    race.candidate = (0, 1)
    assert race.chances([1])[1] < confirmation.ACCEPT_PROBABILITY_EDIT
    assert confirmation.proven(race) == (0,)
    race.candidate_edits[0].state = "dropped"
    assert confirmation.proven(race) == ()


def test_evidence_is_of_all_pairs_with_the_incumbent() -> None:
    race = race_with(8)
    for number, (incumbent, candidate) in enumerate([(False, True), (False, True), (True, False), (True, True)]):
        made = [
            Observation(problem=CLAIM[number], trial=Trial("pair", 1, number), present=present, passed=passed)
            for present, passed in (((), incumbent), ((0,), candidate))
        ]
        race.see(Pair(incumbent=made[0], candidate=made[1], odds=1.0))
    evidence = race.proof.evidence()
    assert (evidence.pairs, evidence.wins, evidence.losses) == (4, 2, 1)
    assert race.proof.differences(("elsewhere",)) == (1, 0)
    assert race.proof.differences(CLAIM[:2]) == (-1, 2)
    assert [number for number, _ in evidence.path] == [1, 2, 3, 4]
