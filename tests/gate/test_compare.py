"""Comparing two harnesses by pairs: the three answers, without a model."""

import random
from collections import Counter

import pytest

from self_harness.attempt import AttemptKey
from self_harness.gate.compare import BLOCK, CompareResult, CompareRules, Scores, compare, draw, judge

PROBLEMS = [f"p{number}" for number in range(20)]
BETTER, WORSE, SAME = Scores(0, 1), Scores(1, 0), Scores(1, 1)


async def compared(gain: float, rules: CompareRules, seed: int = 0) -> list[CompareResult]:
    """B passes half of the time and so many points more, A half of the time."""
    rng = random.Random(seed)

    async def pair(key: AttemptKey) -> Scores:
        return Scores(float(rng.random() < 0.5), float(rng.random() < 0.5 + gain))

    return [each async for each in compare(draw(PROBLEMS, "", 1, rules.pairs), pair, rules)]


@pytest.mark.parametrize(
    ("gain", "rules", "answer"),
    [
        (0.4, CompareRules(), "better"),
        (-0.1, CompareRules(), "not better"),
        (0.05, CompareRules(margin=0.3), "not better"),
        (0.05, CompareRules(pairs=40), "undecided"),
    ],
)
async def test_three_answers(gain: float, rules: CompareRules, answer: str) -> None:
    *before, last = await compared(gain, rules)
    assert last.answer == answer
    assert all(each.answer == "undecided" for each in before)
    assert [each.pairs for each in before] == [BLOCK * n for n in range(1, len(before) + 1)]
    assert last.pairs < rules.pairs or answer == "undecided"
    assert (last.low > 0) == (answer == "better")
    assert last.low < last.effect < last.high


async def test_a_higher_cap_goes_the_same_way() -> None:
    short = await compared(0.1, CompareRules(pairs=100))
    long = await compared(0.1, CompareRules(pairs=200))
    assert short[-1].pairs == 96, "whole blocks only, never more than the cap"
    assert long[: len(short)] == short
    assert draw(PROBLEMS, "", 1, 100) == draw(PROBLEMS, "", 1, 200)[:100]


def test_all_problems_are_drawn_alike_and_each_comparison_is_fresh() -> None:
    keys = draw(PROBLEMS, "", 1, 4000)
    counts = Counter(key.problem for key in keys)
    assert set(counts) == set(PROBLEMS)
    assert 140 < min(counts.values()) < max(counts.values()) < 260
    assert len({key.trial for key in keys}) == 4000
    assert not {key.trial for key in keys} & {key.trial for key in draw(PROBLEMS, "", 2, 4000)}
    assert {key.trial.purpose for key in keys} == {"comparison"}


def test_pairs_that_agree_narrow_the_interval_only() -> None:
    few = judge([BETTER] * 6 + [WORSE] * 2, CompareRules())
    more = judge([BETTER] * 6 + [WORSE] * 2 + [SAME] * 200, CompareRules())
    assert few.answer == "undecided"
    assert (more.answer, more.won, more.lost) == ("not better", 6, 2)
    assert more.high < few.high


def test_scores_count_as_they_are() -> None:
    """Answers that no threshold tells apart: 0.6 against 0.8."""
    found = judge([Scores(0.6, 0.8)] * 40, CompareRules())
    assert found.answer == "better"
    assert (found.a, found.b, found.effect) == pytest.approx((0.6, 0.8, 0.2))
    assert judge([Scores(0.6, 0.6)] * 60, CompareRules()).answer == "not better"


def test_what_is_said() -> None:
    assert str(judge([], CompareRules())) == "Undecided: no pair was made."
    assert str(judge([BETTER] * 30 + [SAME] * 10, CompareRules())).startswith("B is better than A: +75.0 points (+")
    assert "not better than A by more than 5 points" in str(judge([WORSE] * 40, CompareRules(margin=0.05)))
