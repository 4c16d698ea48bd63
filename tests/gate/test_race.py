"""What the sequential gate lets in, on models whose true pass rates are known."""

from collections import Counter
from itertools import product

import pytest

from self_harness.attempt import Trial
from self_harness.gate import confirmation, screening
from self_harness.gate.decision import Observation, Pair
from self_harness.gate.race import Rules
from self_harness.harness import START
from self_harness.stats.e_process import STAKED_SHARE
from tests.gate.race_models import (
    CLAIM,
    CURE,
    EASY,
    FLAT,
    HARD,
    HELD_IN,
    HELD_OUT,
    MIXED,
    OTHER_CLAIM,
    PROBLEMS,
    REST,
    RULES,
    Model,
    at_most,
    attempt,
    attempts,
    begun,
    deployed,
    night,
    run_round,
    some,
)


@pytest.mark.parametrize("rates", [FLAT, MIXED, EASY], ids=["all alike", "of all kinds, deterministic too", "easy"])
async def test_where_nothing_helps_a_whole_run_accepts_something_in_at_most_5_percent(rates: dict[str, float]) -> None:
    runs, wrong = 100, 0
    for seed in range(runs):
        race, _ = await night(Model(rates, {}, seed), [some(number) for number in range(3)])
        wrong += race.incumbent != START
    assert wrong <= at_most(RULES.alpha, runs)


@pytest.mark.parametrize("harm", [0.0, 0.2])
async def test_the_bets_alone_keep_that_promise(harm: float, monkeypatch: pytest.MonkeyPatch) -> None:
    """With estimates that take every edit for a good one, so that all are in the candidate, paired and safe."""
    for name in ("CANDIDATE_PROBABILITY", "PAIR_PROBABILITY", "ACCEPT_PROBABILITY_SET"):
        monkeypatch.setattr(confirmation, name, -1.0)
    monkeypatch.setattr(screening, "DROP_PROBABILITY", -1.0)
    runs, wrong, pairs = 80, 0, 0
    effects = {
        each.edit.text: dict.fromkeys(each.target_problems, -harm) for number in range(3) for each in some(number)
    }
    for seed in range(runs):
        race, rounds = await night(Model(FLAT, effects, seed), [some(number) for number in range(3)])
        wrong += race.incumbent != START
        pairs += sum(done.evidence.pairs for done in rounds[-1:] if done.evidence)
    assert pairs > 30 * runs, "much was staked"
    assert wrong <= at_most(RULES.alpha, runs)


async def test_what_does_harm_does_not_get_in() -> None:
    tries = [some(number, "bad") for number in range(2)]
    effects = {each.edit.text: dict.fromkeys(each.target_problems, -0.3) for new in tries for each in new}
    assert (await deployed(FLAT, effects, tries, 30)).total() <= 1


async def test_a_rule_that_helps_gets_in_soon() -> None:
    """From 30 % to 90 % on the 8 problems of its target problems, among edits that change nothing."""
    runs, found, made = 40, 0, 0
    for seed in range(runs):
        model, race = Model(HARD, CURE, seed), begun(seed=seed)
        for number in range(1, 4):
            race.begin(number)
            await run_round(race, [attempt("good"), *some(0)[:2]] if number == 1 else [], model)
            made += len(attempts(race))
            if "good" in race.incumbent.checklist:
                found += 1
                break
    assert found >= 0.9 * runs
    assert made < 180 * runs, "a safety check included"


async def test_edits_that_help_get_in_together_and_one_that_harms_does_not_come_along() -> None:
    effects = {**CURE, "fine": dict.fromkeys(OTHER_CLAIM, 0.3), "bad": dict.fromkeys(OTHER_CLAIM, -0.3)}
    runs = 30
    tries = [attempt("good"), attempt("fine", OTHER_CLAIM), attempt("bad", OTHER_CLAIM)]
    found = await deployed({**HARD, **dict.fromkeys(OTHER_CLAIM, 0.5)}, effects, [tries, [], []], runs)
    assert found["good"] >= 0.9 * runs
    assert found["fine"] >= 0.4 * runs
    assert found["bad"] <= 0.1 * runs


async def test_what_helps_its_claim_and_ruins_the_rest_does_not_get_in() -> None:
    """50 points gained on 8 problems, 40 lost on 22."""
    effects = {"greedy": {**dict.fromkeys(CLAIM, 0.5), **dict.fromkeys(REST, -0.4)}}
    assert (await deployed(FLAT, effects, [[attempt("greedy")], [], []], 20)).total() <= 2


async def test_what_loses_on_held_out_does_not_get_in() -> None:
    """Although it gains a little over all problems: 70 points on 8 held-in ones, for 50 on all 10 held-out ones."""
    effects = {"greedy": {**dict.fromkeys(CLAIM, 0.7), **dict.fromkeys(HELD_OUT, -0.5)}}
    rates = {problem: 0.25 if problem in CLAIM else 0.7 for problem in PROBLEMS}
    assert (await deployed(rates, effects, [[attempt("greedy")], [], []], 40)).total() <= 6


async def test_wealth_of_earlier_nights_counts() -> None:
    """The same edit in the same luck needs fewer pairs to be proven."""
    pairs = Counter[float]()
    for e_value in (1.0, 10.0):
        for seed in range(12):
            model, race = Model(HARD, CURE, seed), begun(seed=seed, e_value=e_value)
            assert race.proof.e_process.e_value == pytest.approx(e_value)
            for number in range(1, 5):
                race.begin(number)
                done = await run_round(race, [attempt("good")] if number == 1 else [], model)
                if done.harness != START:
                    assert done.evidence
                    pairs[e_value] += done.evidence.pairs
                    break
    assert 0 < pairs[10.0] < 0.8 * pairs[1.0]


async def test_a_rich_gambler_is_not_enough_where_a_gain_is_not_sure(monkeypatch: pytest.MonkeyPatch) -> None:
    """Edits that change nothing, paired at once."""
    for name in ("CANDIDATE_PROBABILITY", "PAIR_PROBABILITY"):
        monkeypatch.setattr(confirmation, name, -1.0)
    accepted = 0
    for seed in range(12):
        done = await run_round(begun(seed=seed, e_value=1e6), [attempt("no-op")], Model(FLAT, {}, seed))
        for decision in [each.decision for each in done.edits]:
            if decision.outcome == "accepted":
                accepted += 1
                assert decision.estimate
                assert decision.estimate.chance >= confirmation.ACCEPT_PROBABILITY_SET
    assert accepted <= 6


@pytest.mark.parametrize(("loss", "least", "most"), [(0.0, 9, 10), (0.3, 0, 2)])
async def test_nor_is_it_where_held_out_is_known_to_lose(loss: float, least: int, most: int) -> None:
    """Known from before is that the edit takes 30 points there, or nothing. On its target problems, all of held-in, it
    adds 60."""
    cure = attempt("cure", HELD_IN)
    rates = dict.fromkeys(HELD_IN, 0.4) | dict.fromkeys(HELD_OUT, 0.55)
    effects = {"cure": dict.fromkeys(HELD_IN, 0.6) | dict.fromkeys(HELD_OUT, -loss)}
    accepted = 0
    for seed in range(10):
        race = begun(Rules(attempts=200), seed, e_value=1e6)
        race.enter([cure])
        for number, problem in product(range(80), HELD_OUT):
            present = (0,) * (number % 2)
            passed = number // 2 % 20 < (11 - 20 * loss if present else 11)
            trial = Trial("screening", 1, 900 + number)
            race.see(Observation(problem=problem, trial=trial, present=present, passed=passed))
        accepted += (await run_round(race, [cure], Model(rates, effects, seed))).harness != START
    assert least <= accepted <= most


def test_no_round_can_ruin_what_earlier_ones_won() -> None:
    race = begun()
    race.enter([attempt("edit")])
    e_value = []
    for number, candidate_passes in ((1, True), (2, False), (3, False)):
        race.begin(number)
        for _ in range(10 if candidate_passes else 200):
            incumbent, candidate = (
                Observation(problem="p00", trial=Trial("pair", number), present=present, passed=passed)
                for present, passed in (((), not candidate_passes), ((0,), candidate_passes))
            )
            race.see(Pair(incumbent=incumbent, candidate=candidate, odds=0.9))
        e_value.append(race.proof.e_process.e_value)
    assert e_value[0] > 20
    assert e_value[1] == pytest.approx((1 - STAKED_SHARE) * e_value[0])
    assert e_value[2] == pytest.approx((1 - STAKED_SHARE) * e_value[1])
