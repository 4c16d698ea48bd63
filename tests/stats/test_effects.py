"""What edits do, estimated on models of which it is known."""

import math
import random
from collections.abc import Collection, Sequence
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from self_harness.stats.effects import ON_TARGET, QUALITY, Effects, Gain, Vector

PROBLEMS = 24
HALF: Vector = np.full(PROBLEMS, 0.5)
"""Where the pass rate is one half, a small effect on the log-odds is a gain of a quarter of it."""


def sigmoid(x: float) -> float:
    return 1 / (1 + math.exp(-x))


class World(NamedTuple):
    """Log-odds of the problems, and the effect of each edit on its target problems."""

    problems: Sequence[float]
    targets: Sequence[Sequence[int]]
    effects: Sequence[float]
    elsewhere: float = 0.0
    drift: float = 0.0

    def chance(self, problem: int, present: Collection[int], drift: float = 0.0) -> float:
        added = (self.effects[e] if problem in self.targets[e] else self.elsewhere for e in present)
        return sigmoid(drift + self.problems[problem] + sum(added))


def world(rng: random.Random, edits: int, drift: float = 0.0) -> World:
    return World(
        problems=[rng.gauss(0, 1.2) for _ in range(PROBLEMS)],
        targets=[rng.sample(range(PROBLEMS), 6) for _ in range(edits)],
        effects=[rng.gauss(ON_TARGET[0], QUALITY) for _ in range(edits)],
        drift=drift,
    )


def studied(of: World, attempts: int, rng: random.Random) -> Effects:
    """A factorial experiment: each edit is in half of the attempts, at problems at random; the drift goes its way."""
    effects = Effects(PROBLEMS)
    for target_problems in of.targets:
        effects.enter(target_problems)
    drift = 0.0
    for _ in range(attempts):
        drift += rng.gauss(0, of.drift)
        problem = rng.randrange(PROBLEMS)
        present = [edit for edit in range(len(of.targets)) if rng.random() < 0.5]
        effects.see(problem, present, rng.random() < of.chance(problem, present, drift))
    return effects


def over(effects: Effects, edit: int, problems: Sequence[int], rates: Vector = HALF) -> Gain:
    """What the edit adds to the mean over these problems alone: where nothing can fail, nothing is gained."""
    mean, sd = effects.gain([edit], np.where(np.isin(np.arange(PROBLEMS), problems), rates, 1.0))
    return Gain(mean * PROBLEMS / len(problems), sd * PROBLEMS / len(problems))


def on_target(effects: Effects, edit: int, target_problems: Sequence[int]) -> Gain:
    """In log-odds."""
    mean, sd = over(effects, edit, target_problems)
    return Gain(4 * mean, 4 * sd)


@pytest.mark.parametrize("drift", [0.0, 0.1], ids=["steady", "in a drift that drifts"])
def test_effects_are_found_and_the_intervals_cover_them(drift: float) -> None:
    """Six edits at once, each put into 500 attempts or left out at random."""
    rng = random.Random(1)
    truths, means, covered = list[float](), list[float](), 0
    for _ in range(60):
        of = world(rng, 6, drift)
        effects = studied(of, 500, rng)
        for edit, target_problems in enumerate(of.targets):
            found = on_target(effects, edit, target_problems)
            low, high = found.interval
            covered += low <= of.effects[edit] <= high
            truths.append(of.effects[edit])
            means.append(found.mean)
    assert np.corrcoef(truths, means)[0, 1] > 0.9
    assert 0.84 <= covered / len(truths) <= 0.99, "linearised as they are, they are a little too narrow"
    assert 0.7 < np.polyfit(truths, means, 1)[0] < 1, "they are drawn towards the mean, a little"


def test_a_bad_hour_is_not_taken_for_the_edit_that_was_tried_in_it() -> None:
    """The model gets worse and worse; the edit changes nothing, and is tried in turn with its absence."""
    rng = random.Random(2)
    found = []
    for _ in range(30):
        effects = Effects(PROBLEMS)
        effects.enter(range(12))
        for number in range(200):
            problem = rng.randrange(12)
            effects.see(problem, [0] * (number % 2), rng.random() < sigmoid(2 - 4 * number / 200))
        found.append(on_target(effects, 0, range(12)).mean)
    assert abs(float(np.mean(found))) < 0.25
    effects = Effects(PROBLEMS)
    for passed in [True] * 20 + [False] * 20:
        effects.see(rng.randrange(PROBLEMS), [], passed)
    now, on_average = effects.rates([], drift=True), effects.rates([])
    assert (now < on_average - 0.05).all(), "and what to expect just now is known to differ from what holds on average"


def test_an_effect_is_found_where_it_is() -> None:
    """On the target problems; and a loss everywhere else."""
    rng = random.Random(3)
    target_problems, rest = range(8), range(8, PROBLEMS)
    helps = studied(World([0.0] * PROBLEMS, [target_problems], [2.0]), 600, rng)
    here, there = over(helps, 0, target_problems), over(helps, 0, rest)
    assert here.chance > 0.99
    assert here.mean > 3 * abs(there.mean)
    harms = studied(World([0.0] * PROBLEMS, [target_problems], [2.0], elsewhere=-1.5), 600, rng)
    assert over(harms, 0, target_problems).chance > 0.95
    assert over(harms, 0, rest).chance < 0.05
    rates = harms.rates([0]) - harms.rates([])
    assert (rates[:8] > 0).all()
    assert (rates[8:] < 0).all()


def test_the_edit_that_does_harm_elsewhere_is_told_from_the_one_that_does_not() -> None:
    """Both change nothing on their target problems."""
    rng = random.Random(10)
    effects = Effects(PROBLEMS)
    for _ in range(2):
        effects.enter(range(6))
    for _ in range(900):
        problem, present = rng.randrange(PROBLEMS), [edit for edit in (0, 1) if rng.random() < 0.5]
        effects.see(problem, present, rng.random() < sigmoid(-1.5 * (0 in present and problem >= 6)))
    harms, harmless = (over(effects, edit, range(6, PROBLEMS)) for edit in (0, 1))
    assert harms.chance < 0.05
    assert harms.mean < harmless.mean - 0.05
    assert abs(on_target(effects, 0, range(6)).mean) < 0.7, "it is not thought to harm its target_problems for that"


def test_of_a_problem_with_its_own_rate_that_rate_is_learned() -> None:
    rng = random.Random(4)
    of = World([2.0] * 12 + [-2.0] * 12, [range(4)], [0.0])
    rates = studied(of, 1500, rng).rates([])
    assert rates[:12].mean() == pytest.approx(sigmoid(2), abs=0.06)
    assert rates[12:].mean() == pytest.approx(sigmoid(-2), abs=0.06)
    assert np.abs(rates - [of.chance(problem, []) for problem in range(PROBLEMS)]).mean() < 0.1


def test_the_gain_of_several_edits_is_that_of_each_together() -> None:
    rng = random.Random(5)
    effects = studied(world(rng, 3), 300, rng)
    rates = effects.rates([])
    alone = [effects.gain([edit], rates) for edit in range(3)]
    together = effects.gain([0, 1, 2], rates)
    assert together.mean == pytest.approx(sum(gain.mean for gain in alone))
    assert together.sd > max(gain.sd for gain in alone)
    nothing = effects.gain([], rates)
    assert (nothing.mean, nothing.chance) == (0, 0.5)
    parts = [over(effects, 1, part, rates) for part in (range(10), range(10, PROBLEMS))]
    assert alone[1].mean == pytest.approx((10 * parts[0].mean + 14 * parts[1].mean) / PROBLEMS)
    settled: Vector = np.where(np.arange(PROBLEMS) < 12, 1.0, 0.0)
    assert effects.gain([0, 1], settled).mean == 0, "where all is passed or nothing can be, nothing is gained"


def test_a_gain_says_how_likely_it_is() -> None:
    assert Gain(0.0, 0.1).chance == 0.5
    assert Gain(0.1, 0.1).chance == pytest.approx(0.8413, abs=1e-4)
    assert Gain(-0.1, 0.1).chance == pytest.approx(0.1587, abs=1e-4)
    assert Gain(0.1, 0.05).interval == pytest.approx((0.002, 0.198))


def test_rates_are_those_with_the_edits_that_are_present() -> None:
    rng = random.Random(6)
    of = World([0.0] * PROBLEMS, [range(6), range(6, 12)], [1.5, -1.5])
    effects = studied(of, 800, rng)
    for present in ([], [0], [1], [0, 1]):
        truth = [of.chance(problem, present) for problem in range(PROBLEMS)]
        rates = effects.rates(present)
        for part in (range(6), range(6, 12), range(12, PROBLEMS)):
            assert rates[list(part)].mean() == pytest.approx(np.take(truth, part).mean(), abs=0.13)


def test_more_attempts_leave_less_doubt() -> None:
    rng = random.Random(7)
    of = world(rng, 4)
    doubts = [[on_target(studied(of, n, rng), edit, of.targets[edit]).sd for edit in range(4)] for n in (0, 60, 600)]
    for none, few, many in zip(*doubts, strict=True):
        assert none == pytest.approx(math.hypot(QUALITY, ON_TARGET[1]))
        assert none > 1.05 * few > 1.5 * many


def test_an_attempt_without_the_edit_says_less_of_it_than_one_with_it() -> None:
    before = Effects(PROBLEMS)
    before.enter(range(6))
    doubts = []
    for present in ([], [0]):
        effects = Effects(PROBLEMS)
        effects.enter(range(6))
        effects.see(0, present, True)
        doubts.append(on_target(effects, 0, range(6)).sd)
    assert doubts[1] < doubts[0] == pytest.approx(on_target(before, 0, range(6)).sd)


def test_a_new_edit_is_expected_to_do_what_edits_did_so_far() -> None:
    rng = random.Random(8)
    expected = []
    for effect in (2.0, -2.0):
        of = World([0.0] * PROBLEMS, [rng.sample(range(PROBLEMS), 6) for _ in range(5)], [effect] * 5)
        effects = studied(of, 500, rng)
        assert effects.enter(range(6)) == 5
        expected.append(on_target(effects, 5, range(6)))
    good, bad = expected
    assert good.mean > ON_TARGET[0] > bad.mean
    assert bad.chance < 0.5 < good.chance
    untried = Effects(PROBLEMS)
    untried.enter(range(6))
    assert on_target(untried, 0, range(6)).mean == pytest.approx(ON_TARGET[0])
    assert good.sd < on_target(untried, 0, range(6)).sd


def test_where_edits_do_harm_elsewhere_a_new_one_is_trusted_less() -> None:
    rng = random.Random(11)
    of = World([0.0] * PROBLEMS, [rng.sample(range(PROBLEMS), 6) for _ in range(5)], [0.5] * 5, elsewhere=-0.5)
    effects = studied(of, 600, rng)
    effects.enter(range(6))
    assert over(effects, 5, range(6, PROBLEMS)).mean < 0


def test_an_edit_that_enters_changes_nothing_that_is_known_of_the_others() -> None:
    rng = random.Random(9)
    effects = studied(world(rng, 2), 200, rng)
    before = effects.rates([0, 1]), effects.gain([0, 1], HALF)
    effects.enter(range(3))
    assert (effects.rates([0, 1]) == before[0]).all()
    assert effects.gain([0, 1], HALF) == pytest.approx(before[1])


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from([True, False, None]), min_size=4, max_size=4), st.integers(0, 2**32))
def test_numbers_stay_numbers_where_problems_always_pass_or_never(kinds: list[bool | None], seed: int) -> None:
    """500 attempts; None: a problem passed with the edit alone."""
    rng = random.Random(seed)
    effects = Effects(len(kinds))
    effects.enter([0])
    effects.enter([1, 2])
    for _ in range(500):
        problem, present = rng.randrange(4), [edit for edit in (0, 1) if rng.random() < 0.5]
        kind = kinds[problem]
        effects.see(problem, present, bool(present) if kind is None else kind)
    for present in ([], [0], [0, 1]):
        for drift in (False, True):
            rates = effects.rates(present, drift)
            assert np.isfinite(rates).all()
            assert ((rates >= 0) & (rates <= 1)).all()
    rates = effects.rates([])
    for problem, kind in enumerate(kinds):
        if kind is not None:
            assert (rates[problem] > 0.5) == kind
    for edits in ([0], [1], [0, 1]):
        gain = effects.gain(edits, rates)
        assert math.isfinite(gain.mean)
        assert 0 < gain.sd < 1
        assert 0 <= gain.chance <= 1
