"""What edits do, estimated on models of which it is known."""

import math
import random
import time
from collections.abc import Collection, Sequence
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from self_harness.stats.effects import EffectPosterior, Gain
from self_harness.stats.prior import KINDS, Vector

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
        effects=[rng.choice((1.5, 0.6, 0.0, -0.2)) + rng.gauss(0, 0.3) for _ in range(edits)],
        drift=drift,
    )


def studied(of: World, attempts: int, rng: random.Random) -> EffectPosterior:
    """A factorial experiment: each edit is in half of the attempts, at problems at random; the drift goes its way."""
    effects = EffectPosterior(PROBLEMS)
    for target_problems in of.targets:
        effects.enter(target_problems)
    drift = 0.0
    for _ in range(attempts):
        drift += rng.gauss(0, of.drift)
        problem = rng.randrange(PROBLEMS)
        present = [edit for edit in range(len(of.targets)) if rng.random() < 0.5]
        effects.see(problem, present, rng.random() < of.chance(problem, present, drift))
    return effects


def over(effects: EffectPosterior, edit: int, problems: Sequence[int], rates: Vector = HALF) -> Gain:
    """What the edit adds to the mean over these problems alone: where nothing can fail, nothing is gained."""
    mean, sd, chance, _ = effects.gains(np.where(np.isin(np.arange(PROBLEMS), problems), rates, 1.0))[edit]
    return Gain(mean * PROBLEMS / len(problems), sd * PROBLEMS / len(problems), chance)


def on_target(effects: EffectPosterior, edit: int, target_problems: Sequence[int]) -> Gain:
    """In log-odds."""
    mean, sd, chance, _ = over(effects, edit, target_problems)
    return Gain(4 * mean, 4 * sd, chance)


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
    assert np.corrcoef(truths, means)[0, 1] > 0.75
    assert 0.84 <= covered / len(truths) <= 0.99, "normal intervals of a mixture"
    assert 0.65 < np.polyfit(truths, means, 1)[0] < 1, "they are drawn towards the mean, a little"


def test_a_bad_hour_is_not_taken_for_the_edit_that_was_tried_in_it() -> None:
    """The model gets worse and worse; the edit changes nothing, and is tried in turn with its absence."""
    rng = random.Random(2)
    found = []
    for _ in range(30):
        effects = EffectPosterior(PROBLEMS)
        effects.enter(range(12))
        for number in range(200):
            problem = rng.randrange(12)
            effects.see(problem, [0] * (number % 2), rng.random() < sigmoid(2 - 4 * number / 200))
        found.append(on_target(effects, 0, range(12)).mean)
    assert abs(float(np.mean(found))) < 0.25
    effects = EffectPosterior(PROBLEMS)
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
    effects = EffectPosterior(PROBLEMS)
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


def test_a_gain_over_all_problems_is_that_of_its_parts() -> None:
    rng = random.Random(5)
    effects = studied(world(rng, 3), 300, rng)
    rates = effects.rates([])
    alone = effects.gains(rates)[1]
    parts = [over(effects, 1, part, rates) for part in (range(10), range(10, PROBLEMS))]
    assert alone.mean == pytest.approx((10 * parts[0].mean + 14 * parts[1].mean) / PROBLEMS)
    settled: Vector = np.where(np.arange(PROBLEMS) < 12, 1.0, 0.0)
    assert effects.gains(settled)[0].mean == 0, "where all is passed or nothing can be, nothing is gained"


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
        assert min(none, few) > 1.3 * many


@pytest.mark.parametrize("number", [0, 3], ids=["helpful", "harmful"])
def test_the_shares_of_the_kinds_are_learned(number: int) -> None:
    """Where eight edits did the same, a new one is expected to do it too."""
    rng = random.Random(8)
    kind = KINDS[number]
    of = World(
        [0.0] * PROBLEMS, [rng.sample(range(PROBLEMS), 6) for _ in range(8)], [kind.on_target] * 8, elsewhere=kind.elsewhere
    )  # fmt: skip
    effects = studied(of, 900, rng)
    untold = EffectPosterior(PROBLEMS)
    for _ in range(8):
        effects.learn_shares()
    new = effects.enter(range(6))
    untold.enter(range(6))
    before, after = (each.gains(HALF) for each in (untold, effects))
    assert (after[new].chance > before[0].chance) == (number == 0)
    assert (after[new].mean > before[0].mean) == (number == 0)


def test_dropped_edits_leave_the_others_as_they_were() -> None:
    """Integrating an edit out changes no rate without it; afterwards it may come again, as if new."""
    rng = random.Random(9)
    effects = studied(world(rng, 3), 300, rng)
    before, gain = effects.rates([0, 2]), effects.gains(HALF)[2]
    effects.drop(1)
    assert effects.rates([0, 2]) == pytest.approx(before, abs=0.02)
    assert effects.gains(HALF)[2].mean == pytest.approx(gain.mean, abs=0.01)
    assert set(effects.gains(HALF)) == {0, 2}
    effects.restore(1)
    new = effects.enter([*np.flatnonzero(effects._targets[1])])
    gains = effects.gains(HALF)
    assert gains[1].mean == pytest.approx(gains[new].mean, abs=1e-6)


def test_knowing_is_worth_most_where_it_is_undecided() -> None:
    effects = studied(World([0.0] * PROBLEMS, [range(6), range(6, 12)], [3.0, 0.0]), 500, random.Random(12))
    effects.enter(range(12, 18))
    sure, _, new = (effects.gains(HALF)[edit] for edit in range(3))
    assert sure.chance > 0.95
    assert new.value > 5 * sure.value >= 0


def test_the_mean_rate_is_known_with_an_interval_that_holds() -> None:
    """40 models, edits and all; the truth is within 1.96 standard deviations in most."""
    rng = random.Random(13)
    errors, within = [], 0
    for _ in range(40):
        of = world(rng, 5, drift=0.03)
        effects = studied(of, 250, rng)
        chosen = [edit for edit, gain in effects.gains(effects.rates([])).items() if gain.chance > 0.6]
        truth = float(np.mean([of.chance(problem, chosen) for problem in range(PROBLEMS)]))
        mean, sd = effects.mean_rate(chosen)
        errors.append(mean - truth)
        within += abs(mean - truth) < 1.96 * sd
    assert abs(float(np.mean(errors))) < 0.03
    assert within >= 32


def test_an_attempt_costs_the_same_at_ten_thousand_problems() -> None:
    """Less than a millisecond, and memory that is linear in the problems; with 20 edits. The clock is the process's own."""
    rng = random.Random(14)
    size = 10_000
    effects = EffectPosterior(size)
    for _ in range(20):
        effects.enter(rng.sample(range(size), 50))
    start = time.process_time()
    for _ in range(600):
        effects.see(rng.randrange(size), rng.sample(range(20), 10), rng.random() < 0.5)
    assert (time.process_time() - start) / 600 < 0.005
    assert effects._filter.slope.size == size * 42


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from([True, False, None]), min_size=4, max_size=4), st.integers(0, 2**32))
def test_numbers_stay_numbers_where_problems_always_pass_or_never(kinds: list[bool | None], seed: int) -> None:
    """500 attempts; None: a problem passed with the edit alone."""
    rng = random.Random(seed)
    effects = EffectPosterior(len(kinds))
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
    for gain in effects.gains(rates).values():
        assert math.isfinite(gain.mean)
        assert 0 < gain.sd < 1
        assert 0 <= gain.chance <= 1
