"""The safety check alone, on pairs whose outcomes are drawn."""

import random
from collections import Counter

import pytest

from self_harness.attempt import Trial
from self_harness.gate.decision import Observation, Pair
from self_harness.gate.safety import MARGIN, MAX_SAFETY_PAIRS, MIN_HELD_OUT_PAIRS, RISK, SafetyCheck, weaker_half
from tests.gate.race_models import CLAIM, PROBLEMS, attempt, begun
from tests.trials import nth

INSIDE = [f"in{number}" for number in range(18)]
HELD_OUT = [f"out{number}" for number in range(12)]
ORDER = [*INSIDE[:9], *HELD_OUT[:6], *INSIDE[9:], *HELD_OUT[6:]]


def tried(inside: float, outside: float, seed: int, base: float = 0.6) -> SafetyCheck:
    """Of a candidate that passes by so much more often at held-in and at held-out problems."""
    rng = random.Random(f"{inside} {outside} {seed}")
    safety_check = SafetyCheck((0,), ORDER, True)
    while safety_check.state == "open":
        for problem, _ in safety_check.wanted(6):
            gain = outside if problem in HELD_OUT else inside
            lost = rng.random() < base
            safety_check.see(problem in HELD_OUT, (rng.random() < base + gain) - lost)
    return safety_check


def passed(inside: float, outside: float, runs: int = 200) -> float:
    return sum(tried(inside, outside, seed).state == "passed" for seed in range(runs)) / runs


def test_what_gains_passes_mostly_and_what_loses_as_much_as_must_be_ruled_out_hardly_ever() -> None:
    assert passed(0.2, 0.2) >= 0.9
    assert passed(-MARGIN, -MARGIN) <= RISK / 2
    assert passed(-0.4, -0.4) <= 0.01


def test_what_gains_inside_and_loses_outside_fails() -> None:
    """Mostly: over all problems it gains 5 points, and held-out has twelve."""
    assert passed(0.35, -0.4) <= 0.3
    assert passed(0.35, 0.0) >= 0.7, "held-out need not gain"


@pytest.mark.parametrize("gain", [0.4, 0.0, -0.4])
def test_it_ends(gain: float) -> None:
    for seed in range(20):
        evidence = tried(gain, gain, seed).evidence()
        assert evidence.pairs <= MAX_SAFETY_PAIRS + 6
        assert evidence.stage == "safety"


def test_ties_alone_do_not_pass() -> None:
    """They rule out a loss, but nothing was won."""
    check = SafetyCheck((0,), ORDER, True)
    for number in range(MAX_SAFETY_PAIRS):
        assert check.state == "open"
        check.see(number % 2 == 0, 0)
    assert check.evidence().e_value > check.evidence().threshold
    assert check.state == "failed"
    check = SafetyCheck((0,), ORDER, True)
    for difference in (1, -1, *[0] * 60):
        check.see(True, difference)
    states = [check.state]
    check.see(True, 1)
    assert [*states, check.state] == ["open", "passed"], "more must be won than lost"


def test_the_weaker_half_is_dropped_and_one_edit_at_least() -> None:
    assert weaker_half({4: 0.9}) == [4]
    assert weaker_half({1: 0.8, 2: 0.95}) == [1]
    assert sorted(weaker_half({1: 0.8, 2: 0.95, 3: 0.76})) == [1, 3]


def lost(present: tuple[int, ...], number: int) -> Pair:
    trial, problem = Trial("safety", 1, number), PROBLEMS[number % len(PROBLEMS)]
    return Pair(
        incumbent=Observation(problem=problem, trial=trial, present=(), passed=True),
        candidate=Observation(problem=problem, trial=nth(number), present=present, passed=False),
    )


def test_after_a_failed_check_the_better_edits_race_on_and_the_evidence_starts_anew() -> None:
    race = begun(e_value=50.0)
    race.enter([attempt("weak"), attempt("good")])
    for number in range(40):
        trial, problem = Trial("screening", 1, number), CLAIM[number % len(CLAIM)]
        race.see(Observation(problem=problem, trial=trial, present=(number % 2,), passed=number % 2 == 1))
    race.candidate = (0, 1)
    assert race.proof.reached
    number = 0
    while race.candidate_edits[0].state == "racing":
        assert race.safety_check is None or race.safety_check.state == "open"
        race.see(lost((0, 1), number))
        number += 1
    assert number < MAX_SAFETY_PAIRS
    assert [each.state for each in race.candidate_edits] == ["dropped", "racing"]
    assert race.candidate_edits[0].failed.startswith(f"not safe, 0 won, {number} lost")
    assert (race.proof.e_process.e_value, race.proof.reached) == (1.0, False)
    assert not race.candidate
    race.see(lost((0, 1), number))
    assert race.safety_check is None, "a pair that was under way begins no new check"
    assert race.candidate_edits[1].state == "racing"


def test_it_waits_for_held_out() -> None:
    safety_check = SafetyCheck((0,), ORDER, True)
    for _ in range(40):
        safety_check.see(False, 1)
    for missing in range(MIN_HELD_OUT_PAIRS, 0, -1):
        assert safety_check.state == "open", missing
        safety_check.see(True, 0)
    assert safety_check.state == "passed"
    assert str(safety_check) == "40 won, 0 lost of 48 pairs at all problems"


def test_a_doubt_about_held_out_may_still_be_dispelled() -> None:
    safety_check = SafetyCheck((0,), ORDER, True)
    for _ in range(40):
        safety_check.see(False, 1)
    for difference in (0, 0, 0, 0, 0, 0, -1, -1):
        safety_check.see(True, difference)
    states = [safety_check.state]
    for _ in range(2):
        safety_check.see(True, 1)
    assert [*states, safety_check.state] == ["open", "passed"]


def test_problems_come_in_turn_each_with_fresh_trials() -> None:
    safety_check = SafetyCheck((0,), ORDER, True)
    asked = [key for _ in range(10) for key in safety_check.wanted(6)]
    assert Counter(asked).most_common(1)[0][1] == 1
    assert [problem for problem, _ in asked[:30]] == ORDER
    assert {trial for _, trial in asked} == {Trial("evaluation"), Trial("evaluation", number=1)}
