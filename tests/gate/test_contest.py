"""A contest: which pairs it asks for, and how it ends."""

import asyncio
import math
import random
from collections import Counter
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from self_harness.attempt import AttemptKey, Trial
from self_harness.gate.contest import BLOCK, Contest, Margin
from self_harness.gate.contest import play as play_pairs
from self_harness.harness import START, Edit, Harness, apply
from self_harness.stats.e_process import interval, log_better, log_not_worse

PROBLEMS = ("a", "b", "c", "d", "e")
WIN, LOSS, TIE = (False, True), (True, False), (True, True)
Pair = tuple[bool, bool]
"""(incumbent passed, candidate passed)"""


def contest(seed: str = "s", **rules: float) -> Contest:
    return Contest(PROBLEMS, Margin.model_validate(rules), 3, seed)


def play(it: Contest, outcome: Callable[[AttemptKey], Pair]) -> list[AttemptKey]:
    """To its end; returns what it asked for."""
    asked: list[AttemptKey] = []
    while wanted := it.wanted():
        asked += wanted
        for key in wanted:
            it.see(*outcome(key))
    assert it.state != "open"
    return asked


def always(pair: Pair) -> Callable[[AttemptKey], Pair]:
    return lambda key: pair


@pytest.mark.parametrize("pair", [WIN, TIE, (False, False)])
def test_proven_as_soon_as_the_evidence_suffices_and_ties_are_evidence(pair: Pair) -> None:
    it = contest(risk=0.1)
    play(it, always(pair))
    assert it.state == "proven"
    counts = (it.wins, it.losses, it.ties)
    assert counts == ((it.pairs, 0, 0) if pair == WIN else (0, 0, it.pairs))
    before = (max(it.wins - BLOCK, 0), 0, max(it.ties - BLOCK, 0))
    assert log_not_worse(*counts, 0.15) == it.log_e >= -math.log(0.1) > log_not_worse(*before, 0.15)
    assert not it.wanted()


def test_harmful_as_soon_as_that_is_shown() -> None:
    it = contest(risk=0.2)
    play(it, always(LOSS))
    assert it.state == "harmful"
    assert log_better(it.losses, 0) >= math.log(20) > log_better(it.losses - BLOCK, 0)


def test_spent_when_all_pairs_are_used() -> None:
    coin = random.Random(1)
    it = contest(pairs=20, margin=0.01)
    play(it, lambda key: coin.choice((WIN, LOSS, TIE)))
    assert (it.state, it.pairs) == ("spent", 20)


def test_without_problems_there_is_nothing_to_ask() -> None:
    it = Contest((), Margin(), 0, "s")
    assert it.wanted() == []
    assert it.state == "spent"


def test_every_problem_is_asked_as_often_as_any_other_whatever_comes_out() -> None:
    asked = play(contest(margin=0.01, pairs=52), lambda key: WIN if key[0] == "c" else LOSS if key[0] == "b" else TIE)
    counts = Counter(problem for problem, _ in asked)
    assert max(counts.values()) - min(counts.values()) == 1


@settings(max_examples=60, deadline=None)
@given(
    st.integers(1, 40),
    st.floats(0.01, 0.6),
    st.lists(st.sampled_from([WIN, LOSS, TIE]), min_size=1, max_size=7),
    st.text(max_size=3),
)
def test_pairs_are_fresh_and_never_more_than_allowed(most: int, risk: float, cycle: list[Pair], seed: str) -> None:
    def played() -> tuple[Contest, list[AttemptKey]]:
        it = contest(seed, pairs=most, risk=risk)
        outcomes = [*cycle]

        def next_outcome(key: AttemptKey) -> Pair:
            outcomes.append(outcomes.pop(0))
            return outcomes[-1]

        return it, play(it, next_outcome)

    it, asked = played()
    assert len(set(asked)) == len(asked) == it.pairs <= most
    by_problem: dict[str, list[Trial]] = {}
    for problem, trial in asked:
        by_problem.setdefault(problem, []).append(trial)
    assert by_problem.keys() <= set(PROBLEMS)
    for trials in by_problem.values():
        assert trials == [Trial("prune", 3, number) for number in range(len(trials))]
    again, same = played()
    assert (same, again.evidence()) == (asked, it.evidence()), "the seed decides"


def test_another_seed_asks_in_another_order() -> None:
    orders = {tuple(contest(seed=str(seed)).wanted()) for seed in range(5)}
    assert len(orders) > 1


def test_evidence_tells_the_whole_path() -> None:
    pairs = [WIN, WIN, TIE, LOSS, WIN, TIE]
    it = contest(pairs=6, risk=0.01)
    for key, pair in zip(it.wanted(), pairs, strict=True):
        assert key[0] in PROBLEMS
        it.see(*pair)
    told = it.evidence()
    assert (told.pairs, told.wins, told.losses, told.stage) == (6, 3, 1, "safety")
    assert told.effect == pytest.approx(2 / 6)
    assert (told.low, told.high) == interval(3, 1, 6)
    assert [made for made, _ in told.path] == [1, 2, 3, 4, 5, 6]
    counts = ((1, 0, 0), (2, 0, 0), (2, 0, 1), (2, 1, 1), (3, 1, 1), (3, 1, 2))
    assert [value for _, value in told.path] == pytest.approx([log_not_worse(*c, 0.15) / math.log(10) for c in counts])
    assert told.e_value == told.path[-1][1]
    assert told.threshold == pytest.approx(2)


def test_the_played_pairs_are_of_both_harnesses_at_the_same_attempts_to_the_end() -> None:
    """The candidate passes all but one problem, the incumbent none; whichever answer comes first."""
    candidate = apply(START, Edit(op="append", block="checklist", text="line"))
    made: dict[Harness, list[AttemptKey]] = {START: [], candidate: []}
    delays = random.Random()

    async def solve(harness: Harness, key: AttemptKey) -> bool:
        made[harness].append(key)
        await asyncio.sleep(delays.random() / 1000)
        return harness == candidate and key[0] != "a"

    it = contest(pairs=15, risk=1e-9)
    asyncio.run(play_pairs(START, candidate, it, solve))
    assert made[START] == made[candidate]
    assert (it.state, it.pairs) == ("spent", 15)
    assert (it.wins, it.losses, it.ties) == (12, 0, 3)
