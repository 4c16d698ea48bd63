"""Which attempts screening asks for, and which edits it gives up, without any model."""

import random
from collections import Counter

import pytest

from self_harness.attempt import Trial
from self_harness.gate import screening
from self_harness.gate.decision import Observation
from self_harness.gate.race import BLOCK, Race
from self_harness.gate.screening import DROP_PROBABILITY, MIN_ON_TARGET
from self_harness.harness import START
from tests.gate.race_models import CLAIM, HELD_IN, OTHER_CLAIM, attempt, begun


def race_with(*claims: tuple[str, ...]) -> Race:
    race = begun()
    race.enter([attempt(f"edit {number}", claim) for number, claim in enumerate(claims)])
    return race


def test_an_edit_is_included_as_often_as_it_is_likely_to_help_but_never_always_or_never() -> None:
    rng, counts = random.Random(1), Counter[int]()
    for _ in range(2000):
        counts.update(screening.included(rng, {0: 0.0, 1: 0.5, 2: 1.0}))
    assert [counts[index] / 2000 for index in range(3)] == pytest.approx([0.15, 0.5, 0.85], abs=0.03)


def test_problems_are_where_edits_are_in_doubt() -> None:
    race = race_with(CLAIM, OTHER_CLAIM)
    weights = dict(zip(race.problems, screening.problem_weights(race, {0: 0.5, 1: 0.99}), strict=True))
    assert min(weights[problem] for problem in CLAIM) > 20 * max(weights[problem] for problem in OTHER_CLAIM)
    assert min(weights.values()) > 0, "each can be drawn"
    drawn = Counter(each.key.problem in CLAIM for each in screening.attempts(race, {0: 0.5, 1: 0.99}, 1000))
    assert 0.65 < drawn[True] / 1000 < 0.9, "but for those anywhere"


def test_each_attempt_is_fresh_and_under_the_incumbent_with_its_edits() -> None:
    race = race_with(CLAIM, OTHER_CLAIM)
    made = screening.attempts(race, {0: 0.5, 1: 0.5}, BLOCK)
    assert len({each.key.trial for each in made}) == BLOCK == race.made
    assert {each.key.trial.purpose for each in made} == {"screening"}
    for each in made:
        assert each.harness.checklist.splitlines() == [f"edit {index}" for index in each.present]


def test_without_edits_new_failures_are_looked_for_on_held_in() -> None:
    made = screening.explore(begun())
    assert len(made) == BLOCK
    assert {(each.harness, each.present) for each in made} == {(START, ())}
    assert {each.key.problem for each in made} <= set(HELD_IN)


def test_an_edit_is_dropped_when_it_was_tried_and_hardly_helps() -> None:
    race = race_with(CLAIM, OTHER_CLAIM)
    for number in range(40):
        present, problem = (0,) * (number % 2), CLAIM[number % len(CLAIM)]
        trial = Trial("screening", 1, number)
        race.see(Observation(problem=problem, trial=trial, present=present, passed=not present))
    chances = race.chances([0, 1])
    assert chances[0] < DROP_PROBABILITY < chances[1]
    assert screening.hopeless(race) == [0]
    race.candidate_edits[0].on_target = MIN_ON_TARGET - 1
    assert screening.hopeless(race) == []
