"""A contest: which pairs it asks for, and how it ends."""

import math
import random
from collections import Counter
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from self_harness.evidence import log_better
from self_harness.gating import Key, Stage
from self_harness.sequential import BLOCK, Contest, Rules

PROBLEMS = ("a", "b", "c", "d", "e")
WIN, LOSS, TIE = (False, True), (True, False), (True, True)
Pair = tuple[bool, bool]
"""(incumbent passed, candidate passed)"""


def contest(stage: Stage = "claim", threshold: float = math.log(100), seed: str = "s", **rules: float) -> Contest:
    return Contest(stage, PROBLEMS, Rules.model_validate(rules), threshold, 1000, seed)


def play(it: Contest, outcome: Callable[[Key], Pair]) -> list[Key]:
    """To its end; returns what it asked for."""
    asked: list[Key] = []
    while wanted := it.wanted():
        asked += wanted
        for key in wanted:
            it.see(*outcome(key))
    assert it.state != "open"
    return asked


def always(pair: Pair) -> Callable[[Key], Pair]:
    return lambda key: pair


def test_proven_as_soon_as_the_evidence_suffices() -> None:
    it = contest()
    play(it, always(WIN))
    assert it.state == "proven"
    assert it.wins == it.pairs == it.gain
    assert log_better(it.wins, 0) >= it.threshold > log_better(it.wins - BLOCK, 0)
    assert not it.wanted()


def test_harmful_as_soon_as_that_is_shown() -> None:
    it = contest("safety", risk=0.2)
    play(it, always(LOSS))
    assert it.state == "harmful"
    assert log_better(it.losses, 0) >= math.log(20) > log_better(it.losses - BLOCK, 0)


def test_futile_where_no_chance_is_left() -> None:
    it = contest()
    play(it, always(TIE))
    assert it.state == "futile"
    assert 0 < it.pairs < Rules().claim_pairs / 2
    heat = contest("heat")
    play(heat, always(TIE))
    assert heat.state == "spent", "a heat may be won in its last pair"
    play(worse := contest("heat"), always(LOSS))
    assert worse.state in ("futile", "harmful")
    assert worse.pairs < Rules().heat_pairs


def test_spent_when_all_pairs_are_used() -> None:
    coin = random.Random(1)
    it = contest("safety", safety_pairs=20, margin=0.01)
    play(it, lambda key: coin.choice((WIN, LOSS, TIE)))
    assert (it.state, it.pairs) == ("spent", 20)


def test_safety_is_proven_by_ties_alone() -> None:
    it = contest("safety", math.log(5))
    play(it, always(TIE))
    assert it.state == "proven"
    assert it.effect == 0


def test_extended_goes_on_until_the_pairs_are_used() -> None:
    it = contest("safety", math.log(5))
    play(it, always(TIE))
    it.extended = True
    play(it, always(TIE))
    assert (it.state, it.pairs) == ("proven", Rules().safety_pairs)


def test_extended_can_still_turn_out_harmful() -> None:
    it = contest("safety", math.log(5))
    play(it, always(TIE))
    it.extended = True
    play(it, always(LOSS))
    assert it.state == "harmful"


def test_without_problems_there_is_nothing_to_ask() -> None:
    it = Contest("claim", (), Rules(), 1.0, 0, "s")
    assert it.wanted() == []
    assert it.state == "spent"


def test_the_claim_asks_most_where_it_makes_a_difference_and_safety_asks_evenly() -> None:
    def outcome(key: Key) -> Pair:
        return WIN if key[0] == "c" else TIE

    claim = Counter(problem for problem, _ in play(contest(threshold=15.0, claim_pairs=300), outcome))
    assert min(claim.values()) >= 1, "none is given up"
    assert claim["c"] > 2 * max(count for problem, count in claim.items() if problem != "c")
    safety = Counter(problem for problem, _ in play(contest("safety", margin=0.01, safety_pairs=52), outcome))
    assert max(safety.values()) - min(safety.values()) == 1


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(["heat", "claim", "safety"]),
    st.integers(1, 40),
    st.floats(0.5, 8),
    st.lists(st.sampled_from([WIN, LOSS, TIE]), min_size=1, max_size=7),
    st.text(max_size=3),
)
def test_pairs_are_fresh_and_never_more_than_allowed(
    stage: Stage, most: int, threshold: float, cycle: list[Pair], seed: str
) -> None:
    def played() -> tuple[Contest, list[Key]]:
        it = contest(stage, threshold, seed, **{f"{stage}_pairs": most})
        outcomes = [*cycle]

        def next_outcome(key: Key) -> Pair:
            outcomes.append(outcomes.pop(0))
            return outcomes[-1]

        return it, play(it, next_outcome)

    it, asked = played()
    assert len(set(asked)) == len(asked) == it.pairs <= most
    by_problem: dict[str, list[int]] = {}
    for problem, trial in asked:
        by_problem.setdefault(problem, []).append(trial)
    assert by_problem.keys() <= set(PROBLEMS)
    for trials in by_problem.values():
        assert trials == list(range(1000, 1000 + len(trials)))
    again, same = played()
    assert (same, again.evidence()) == (asked, it.evidence()), "the seed decides"


def test_another_seed_asks_in_another_order() -> None:
    orders = {tuple(contest(seed=str(seed)).wanted()) for seed in range(5)}
    assert len(orders) > 1


def test_evidence_tells_the_whole_path() -> None:
    pairs = [WIN, WIN, TIE, LOSS, WIN, TIE]
    it = contest(claim_pairs=6, threshold=9.0)
    for key, pair in zip(it.wanted(), pairs, strict=True):
        assert key[0] in PROBLEMS
        it.see(*pair)
    told = it.evidence()
    assert (told.pairs, told.wins, told.losses, told.stage) == (6, 3, 1, "claim")
    assert told.effect == pytest.approx(2 / 6)
    assert told.low < told.effect < told.high
    assert [made for made, _ in told.path] == [1, 2, 3, 4, 5, 6]
    steps = [log_better(*counts) / math.log(10) for counts in ((1, 0), (2, 0), (2, 0), (2, 1), (3, 1), (3, 1))]
    assert [value for _, value in told.path] == pytest.approx(steps)
    assert told.e_value == told.path[-1][1]
    assert told.threshold == pytest.approx(9 / math.log(10))
