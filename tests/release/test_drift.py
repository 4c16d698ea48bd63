"""Drift watch and test split: exact values, false alarms, power."""

import random
from collections.abc import Sequence
from itertools import product
from math import comb

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from self_harness.attempt import AttemptKey
from self_harness.record.records import Score, Support
from self_harness.release.drift import ALPHA, drift
from self_harness.release.test_split import ALPHA as VETO
from self_harness.release.test_split import supports
from tests.trials import at


def scores(passed: list[int], trials: int) -> dict[str, Score]:
    return {f"p{number:03}": Score(passed=count, total=trials) for number, count in enumerate(passed)}


def drawn(random_: random.Random, rates: list[float], trials: int) -> dict[str, Score]:
    return scores([sum(random_.random() < rate for _ in range(trials)) for rate in rates], trials)


def test_one_problem_is_fishers_exact_test() -> None:
    """The lady tasting tea (Fisher 1935): three of four right has a one-sided p of 17/70."""
    found = drift({"tea": Score(passed=1, total=4)}, {"tea": Score(passed=3, total=4)})
    assert found.p_value == pytest.approx(2 * 17 / 70)
    assert (found.before, found.after, found.problems, found.changed) == (0.25, 0.75, 1, False)


@pytest.mark.parametrize(("lost", "gained"), [(9, 1), (1, 9), (8, 0), (3, 3)])
def test_single_attempts_are_mcnemars_exact_test(lost: int, gained: int) -> None:
    concordant = [1] * 20 + [0] * 10
    found = drift(scores([1] * lost + [0] * gained + concordant, 1), scores([0] * lost + [1] * gained + concordant, 1))
    fewer, discordant = min(lost, gained), lost + gained
    tail = sum(comb(discordant, count) for count in range(fewer + 1)) / 2**discordant
    assert found.p_value == pytest.approx(min(1.0, 2 * tail))
    assert found.changed == (found.p_value <= ALPHA)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 3), st.integers(1, 3), st.data()), min_size=1, max_size=4))
def test_p_value_is_that_of_the_full_enumeration(tables: list[tuple[int, int, st.DataObject]]) -> None:
    """Against every way in which the passes of both times could have fallen on the attempts."""
    record, fresh, ways = {}, {}, []
    for number, (old, new, data) in enumerate(tables):
        a, b = data.draw(st.integers(0, old)), data.draw(st.integers(0, new))
        record[f"p{number}"], fresh[f"p{number}"] = Score(passed=a, total=old), Score(passed=b, total=new)
        ways.append([sum(w[old:]) for w in product((0, 1), repeat=old + new) if sum(w) == a + b])
    sums = [sum(way) for way in product(*ways)]
    seen = sum(score.passed for score in fresh.values())
    tail = min(sum(s <= seen for s in sums), sum(s >= seen for s in sums)) / len(sums)
    assert drift(record, fresh).p_value == pytest.approx(min(1.0, 2 * tail))


@pytest.mark.parametrize(("problems", "trials"), [(60, 1), (30, 2), (10, 5)])
def test_false_alarms_stay_within_alpha(problems: int, trials: int) -> None:
    """An unchanged model, problems from hopeless to easy: the alarms of 1000 comparisons are no more than alpha allows."""
    random_ = random.Random(f"{problems} {trials}")
    rates = [random_.random() for _ in range(problems)]
    alarms = sum(drift(drawn(random_, rates, trials), drawn(random_, rates, trials)).changed for _ in range(1000))
    assert alarms <= 1000 * ALPHA


@pytest.mark.parametrize(("trials", "power"), [(1, 0.45), (2, 0.85)])
def test_a_loss_of_25_points_is_seen(trials: int, power: float) -> None:
    """60 problems. One attempt each sees it about every other time (McNemar: 15 of 30 discordant pairs more lost than
    gained is 2.7 standard errors, where 2.6 alarm), two nearly always."""
    random_ = random.Random(trials)
    rates = [random_.uniform(0.5, 1) for _ in range(60)]
    worse = [rate - 0.25 for rate in rates]
    alarms = sum(drift(drawn(random_, rates, trials), drawn(random_, worse, trials)).changed for _ in range(300))
    assert alarms >= 300 * power


def test_stratifying_sees_what_totals_hide() -> None:
    """24 of 40 against 16 of 40 says nothing; that the very same 8 problems fail now, and no other changed, does."""
    before, after = [1] * 24 + [0] * 16, [1] * 16 + [0] * 24
    assert drift(scores(before, 1), scores(after, 1)).changed
    assert not drift({"all": Score(passed=24, total=40)}, {"all": Score(passed=16, total=40)}).changed


def test_only_problems_measured_both_times_count() -> None:
    record = scores([5] * 4, 5) | {"gone": Score(passed=5, total=5), "untried": Score(passed=1, total=1)}
    fresh = scores([0] * 4, 5) | {"new": Score(passed=0, total=5), "untried": Score(passed=0, total=0)}
    found = drift(record, fresh)
    assert (found.problems, found.before, found.after) == (4, 1.0, 0.0)
    assert found.p_value < 1e-8


def test_what_it_says() -> None:
    changed = str(drift(scores([1] * 10, 1), scores([0] * 10, 1)))
    assert changed.startswith("the model changed: pass rate 100.0% -> 0.0% on 10 problems, p = 0.002.")
    assert changed.endswith("no edit is to blame.")
    assert str(drift(scores([1] * 10, 1), scores([1] * 10, 1))).startswith("no sign that the model changed: pass rate")
    nothing = drift({}, scores([1], 1))
    assert (nothing.changed, "no problem was measured both times" in str(nothing)) == (False, True)


def test_many_problems_are_quick_and_sum_to_one() -> None:
    found = drift(scores([1, 2] * 150, 3), scores([2, 1] * 150, 3))
    assert found.p_value == 1.0


# TestSplit split ---------------------------------------------------------------------------------------------------------


def attempts(outcomes: Sequence[Sequence[int]]) -> dict[AttemptKey, bool]:
    return {at(f"p{n}", trial): bool(passed) for n, row in enumerate(outcomes) for trial, passed in enumerate(row)}


def judged(lost: int, gained: int, same: int) -> Support:
    before = attempts([[1]] * lost + [[0]] * gained + [[1]] * same)
    return supports(before, attempts([[0]] * lost + [[1]] * gained + [[1]] * same))


def test_the_veto_is_the_exact_one_sided_test_on_discordant_pairs() -> None:
    assert judged(7, 1, 12).p_worse == pytest.approx(9 / 256)
    assert not judged(7, 1, 12).supported
    assert judged(1, 7, 12).p_worse == pytest.approx(255 / 256)
    assert judged(4, 0, 20).supported, "four problems are too few"
    assert not judged(5, 0, 20).supported
    assert "significantly worse (p = 0.031)" in str(judged(5, 0, 20))


def test_trials_of_one_problem_are_no_independent_witnesses() -> None:
    """One problem lost in all its five trials is one problem; lost twice in five problems is more than in one."""
    before = attempts([[1] * 5] * 8)
    one = supports(before, attempts([[0] * 5, *[[1] * 5] * 7]))
    assert (one.p_worse, one.supported, one.worse, one.gain) == (0.5, True, 1, -0.125)
    assert not supports(before, attempts([[0, 0, 1, 1, 1]] * 5 + [[1] * 5] * 3)).supported


def test_the_size_of_a_change_counts_not_only_its_sign() -> None:
    """Signs alone: two worse, two better. Net changes -3, -3, +1, +1 sum to -4 or less in 4 of 16 flips."""
    before = attempts([[1, 1, 1], [1, 1, 1], [0, 0, 0], [0, 0, 0]])
    found = supports(before, attempts([[0, 0, 0], [0, 0, 0], [1, 0, 0], [1, 0, 0]]))
    flips = [a * 3 + b * 3 + c + d for a, b, c, d in product((-1, 1), repeat=4)]
    assert found.p_worse == sum(flip <= -4 for flip in flips) / 16
    assert (found.better, found.worse, found.before.passed, found.after.passed) == (2, 2, 6, 2)


def test_the_interval_is_that_of_agresti_and_min() -> None:
    """Approval ratings (Agresti and Min 2005 and Agresti's textbooks): 1600 people, 150 changed one way, 86 the other."""
    found = judged(150, 86, 1364)
    assert found.gain == pytest.approx(-0.04)
    assert found.interval == pytest.approx((-0.0587, -0.0212), abs=2e-4)


def test_nothing_seen_leaves_everything_open() -> None:
    empty = supports({}, {})
    assert (empty.gain, empty.supported, empty.p_worse) == (0.0, True, 1.0)
    assert empty.interval[0] < -0.9 < 0.9 < empty.interval[1]
    same = judged(0, 0, 8)
    assert same.interval[0] < -0.1 < 0.1 < same.interval[1], "eight equal pairs don't prove equality"
    assert judged(0, 40, 0).interval[1] == 1.0


def test_only_the_same_attempts_can_be_compared() -> None:
    with pytest.raises(ValueError, match="same attempts of the test split"):
        supports(attempts([[1], [1]]), attempts([[1]]))


@settings(max_examples=80)
@given(st.integers(0, 30), st.integers(0, 30), st.integers(0, 30))
def test_gain_lies_in_its_interval_and_sides_mirror(lost: int, gained: int, same: int) -> None:
    found, mirrored = judged(lost, gained, same), judged(gained, lost, same)
    assert -1 <= found.interval[0] <= found.gain <= found.interval[1] <= 1
    assert mirrored.interval == pytest.approx((-found.interval[1], -found.interval[0]))
    assert Support.model_validate_json(found.model_dump_json()) == found


@pytest.mark.parametrize("changes", [[1] * 9, [3, 3, 2, 1, 1, 1, 2, 3, 1]])
def test_harmless_promotions_are_vetoed_no_more_than_alpha_allows(changes: list[int]) -> None:
    """Exactly: over all ways in which equal harnesses could have won and lost these problems."""
    vetoed = 0
    for signs in product((-1, 1), repeat=len(changes)):
        nets = [sign * change for sign, change in zip(signs, changes, strict=True)]
        before = attempts([[trial < -net for trial in range(3)] for net in nets])
        vetoed += not supports(before, attempts([[trial < net for trial in range(3)] for net in nets])).supported
    assert 0 < vetoed <= VETO * 2 ** len(changes)


@pytest.mark.parametrize("trials", [1, 4])
@pytest.mark.parametrize("effect", [0.0, 0.2])
def test_coverage_by_simulation(effect: float, trials: int) -> None:
    """25 problems of the test split, each with its own rate and its own effect: the mean effect lies in about 95 % of the
    intervals."""
    random_ = random.Random(f"{effect} {trials}")
    covered = 0
    for _ in range(600):
        before, after = {}, {}
        for problem in range(25):
            rate, new = random_.uniform(0.2, 0.6), random_.choice((0, 2 * effect))
            for trial in range(trials):
                before[at(f"p{problem}", trial)] = random_.random() < rate
                after[at(f"p{problem}", trial)] = random_.random() < rate + new
        low, high = supports(before, after).interval
        covered += low <= effect <= high
    assert 600 * 0.93 <= covered <= 600 * 0.99
