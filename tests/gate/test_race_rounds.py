"""Rounds of the race: played, replayed, decided."""

import asyncio
import copy
import math
from collections import Counter
from itertools import pairwise
from statistics import fmean

import pytest

from self_harness.attempt import AttemptKey, keys
from self_harness.gate import screening
from self_harness.gate.decision import GateRound, Pair
from self_harness.gate.race import BLOCK, Race, Rules, latest
from self_harness.gate.sequential import next_attempts, replay
from self_harness.harness import START, Harness
from tests.gate.race_models import (
    CLAIM,
    CURE,
    EVENTFUL,
    FLAT,
    HARD,
    HELD_IN,
    HELD_OUT,
    MISCHIEF,
    PROBLEMS,
    RULES,
    Model,
    attempt,
    attempts,
    begun,
    night,
    run_round,
    some,
    tries,
)


async def test_replay_brings_the_race_to_where_it_was() -> None:
    """After every round of a run in which edits are accepted, dropped, proposed again and left unresolved."""
    model = Model(HARD, MISCHIEF, 1)
    race = Race(START, HELD_IN, HELD_OUT, RULES, "seed")
    outcomes: Counter[str] = Counter()
    played: list[GateRound] = []
    known = None
    for number, new in enumerate(EVENTFUL, 1):
        race.begin(number)
        if race.incumbent != known:
            known = race.incumbent
            race.watch({key: await model(known, key) for key in keys(PROBLEMS, 2)})
        done = await run_round(race, new, model)
        outcomes.update(each.decision.outcome for each in done.edits)
        played.append(done)

        again = Race(START, HELD_IN, HELD_OUT, RULES, "seed")
        for earlier, of in enumerate(played, 1):
            replay(again, earlier, of)
        assert again.incumbent == race.incumbent == done.harness
        assert again.candidate_edits == race.candidate_edits
        assert again.proof.e_process.e_value == race.proof.e_process.e_value
        assert again.proof.evidence() == race.proof.evidence()
        assert latest(again) == latest(race)
        assert again.estimate([0]) == race.estimate([0])
        ahead = copy.deepcopy(race)
        for each in (ahead, again):
            each.begin(number + 1)
            each.enter([attempt("yet another")])
        assert next_attempts(ahead) == next_attempts(again)
    assert set(outcomes) == {"accepted", "rejected", "unresolved"}
    assert any(known_before != after for (known_before, *_), (after, *_) in pairwise(played))


async def test_replay_repeats_a_try_out_that_failed() -> None:
    effects = {"greedy": {**dict.fromkeys(CLAIM, 0.7), **dict.fromkeys(HELD_OUT, -0.5)}}
    rates = {problem: 0.25 if problem in CLAIM else 0.7 for problem in PROBLEMS}
    failed = 0
    for seed in range(3):
        race, again = (Race(START, HELD_IN, HELD_OUT, RULES, "seed") for _ in range(2))
        for number in range(1, 4):
            race.begin(number)
            new = [attempt("greedy"), *some(number)[:2]] if number == 1 else []
            done = await run_round(race, new, Model(rates, effects, seed))
            replay(again, number, done)
            assert again.candidate_edits == race.candidate_edits
            assert again.proof.e_process.e_value == race.proof.e_process.e_value
        failed += any(candidate_edit.failed for candidate_edit in race.candidate_edits)
    assert failed, "there was one"


async def test_what_happens_does_not_depend_on_which_attempt_ends_first() -> None:
    found = []
    for slow in (False, True, True):
        race, rounds = await night(Model(HARD, MISCHIEF, 5, slow), EVENTFUL[:2])
        found.append((rounds, race.seen, race.proof.e_process.e_value))
    assert found[0] == found[1] == found[2]
    assert any(done.evidence for done in found[0][0])


async def test_an_edit_that_was_dropped_may_come_again() -> None:
    model, race = Model(FLAT, {"bad": dict.fromkeys(CLAIM, -0.4)}, 0), begun()
    bad = attempt("bad")
    first = await run_round(race, [bad], model)
    assert [each.decision.outcome for each in first.edits] == ["rejected"]
    assert race.candidate_edits[0].state == "dropped"
    before = race.candidate_edits[0].attempts
    assert before < len(attempts(race)) < RULES.attempts, "nothing was left to race"
    race.begin(2)
    again = await run_round(race, [bad], model)
    assert len(race.candidate_edits) == 1
    assert race.candidate_edits[0].attempts > before, "it raced, and what was known of it still counts"
    assert tries(again) == (bad,)
    race.begin(3)
    assert (await run_round(race, [], model)).edits == (), "it is over with it"


async def test_what_is_unresolved_stays_and_is_decided_on_in_a_later_round() -> None:
    """With so few attempts that one round is not enough."""
    model, race = Model(HARD, CURE, 4), begun(Rules(attempts=24))
    good, rest = attempt("good"), some(0)[:1]
    done = await run_round(race, [good, *rest], model)
    assert tries(done) == (good, *rest)
    assert [each.decision.outcome for each in done.edits] == ["unresolved", "unresolved"]
    for number in range(2, 12):
        assert done.harness == START == race.incumbent
        race.begin(number)
        done = await run_round(race, [], model)
        if done.harness != START:
            break
        assert "accepted" not in {each.decision.outcome for each in done.edits}
        assert good not in tries(done), "nothing new is to be said of it"
    assert "good" in done.harness.checklist.splitlines()
    (decision,) = [each.decision for each in done.edits if each.edit == good.edit]
    assert decision.outcome == "accepted"
    assert decision.evidence[0].pairs > len([seen for seen in race.seen if isinstance(seen, Pair) and seen.odds]), (
        "those of all its rounds"
    )


async def test_decisions_hold_what_they_rest_on() -> None:
    seen, gains = Counter[str](), list[float]()
    for seed in range(6):
        race, rounds = await night(Model(HARD, MISCHIEF, seed), EVENTFUL[:2])
        for done in rounds:
            for tried in done.edits:
                decision = tried.decision
                seen[decision.outcome] += 1
                assert decision.gate == "sequential"
                (candidate_edit,) = [
                    candidate_edit for candidate_edit in race.candidate_edits if candidate_edit.edit == tried.edit
                ]
                assert tried.target_problems == candidate_edit.target_problems
                assert 0 <= decision.evaluated <= candidate_edit.attempts
                assert decision.estimate
                assert decision.estimate.low < decision.estimate.mean < decision.estimate.high
                if decision.outcome == "rejected" and not candidate_edit.failed:
                    assert decision.estimate.chance < 1.5 * screening.DROP_PROBABILITY
                if decision.outcome != "accepted":
                    assert (decision.evidence, decision.d_in, decision.d_out) == ((), 0, 0)
                    continue
                assert done.evidence == decision.evidence[0]
                told, safety = decision.evidence
                assert (told.stage, safety.stage) == ("pairs", "safety")
                assert safety.wins > safety.losses
                assert safety.e_value > safety.threshold
                assert told.stage == "pairs"
                assert told.e_value >= told.threshold == pytest.approx(-math.log10(RULES.alpha))
                assert decision.d_in + decision.d_out == told.wins - told.losses
                gains.append(decision.estimate.mean)
                assert tried.edit.text in done.harness.checklist.splitlines()
    assert fmean(gains) > 0, "one alone may look worse after the safety check"
    assert min(seen[outcome] for outcome in ("accepted", "rejected", "unresolved")) >= 1


async def test_after_an_acceptance_the_gambler_begins_anew_and_the_round_is_over() -> None:
    model, race = Model(HARD, CURE, 0), begun()
    for number in range(1, 4):
        race.begin(number)
        done = await run_round(race, [attempt("good"), *some(0)] if number == 1 else [], model)
        if done.harness != START:
            break
    assert race.incumbent == done.harness != START
    assert race.proof.e_process.e_value == 1
    assert (race.proof.evidence().pairs, race.proof.evidence().path, race.proof.differences(HELD_OUT)) == (
        0,
        (),
        (0, 0),
    )
    assert race.deployed
    race.begin(number + 1)
    await run_round(race, some(number), model)
    assert all(set(race.deployed) <= set(seen.present) for seen in attempts(race)), (
        "the next candidates meet the new one"
    )
    assert {checklist.splitlines()[0] for checklist, key in model.calls if key.trial.round > number} == {
        race.incumbent.checklist.splitlines()[0]
    }


async def test_with_no_edit_in_the_race_one_block_of_attempts_is_made_to_learn_from() -> None:
    model, race = Model(FLAT, {}, 0), begun()
    done = await run_round(race, [], model)
    assert done.harness == START
    assert (done.edits, done.evidence) == ((), None)
    assert model.calls.total() == len(race.seen) == BLOCK
    assert {checklist for checklist, _ in model.calls} == {""}
    assert {problem for _, (problem, _) in model.calls} <= set(HELD_IN)
    assert len(latest(race)) == BLOCK


async def test_an_error_is_raised_after_the_attempts_beside_it_have_ended() -> None:
    started = ended = 0

    async def solve(harness: Harness, key: AttemptKey) -> bool:
        nonlocal started, ended
        started += 1
        if started == 2:
            raise OSError("no network")
        await asyncio.sleep(0.01)
        ended += 1
        return True

    with pytest.raises(OSError, match="no network"):
        await run_round(begun(), some(1), solve)
    assert ended == started - 1 == BLOCK - 1


async def test_an_edit_that_is_past_all_doubt_but_not_proven_does_not_stop_the_race() -> None:
    """There is nothing left to learn of it, so it doesn't say where to learn."""
    rates = {problem: 0.0 if problem in CLAIM else 0.7 for problem in PROBLEMS}
    race = begun(Rules(alpha=1e-300, attempts=700))
    await run_round(race, [attempt("sure")], Model(rates, {"sure": dict.fromkeys(CLAIM, 1.0)}, 0))
    assert race.estimate([0]).chance > 1 - 1e-12
    assert len(attempts(race)) >= 700


async def test_nothing_is_accepted_without_a_pair_of_its_own() -> None:
    """However rich the e-process was made by others."""
    found: Counter[str] = Counter()
    for seed in range(12):
        race = begun(seed=seed, e_value=100.0)
        done = await run_round(race, [attempt("good")], Model(HARD, CURE, seed))
        for decision in [each.decision for each in done.edits]:
            found[decision.outcome] += 1
            if decision.outcome == "accepted":
                assert decision.evidence
                assert [seen.candidate.present for seen in race.seen if isinstance(seen, Pair) and seen.odds][-1] == (
                    0,
                )
    assert found["accepted"]
