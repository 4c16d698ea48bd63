"""Which attempts the race wants."""

import math
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import pytest

from self_harness.attempt import keys
from self_harness.gate import race as racing
from self_harness.gate.decision import ROUND_TRIALS, SAFETY_TRIALS, Observation
from self_harness.gate.race import BLOCK, LATEST, AttemptRequest, Proposal, Race, Rules
from self_harness.gate.rounds import run_round
from self_harness.gate.safety import SafetyCheck
from self_harness.harness import START, Edit, apply
from self_harness.stats.e_process import EProcess
from self_harness.steps.propose import CHARS_PER_TOKEN
from tests.gate.race_models import (
    CLAIM,
    CURE,
    FLAT,
    HARD,
    HELD_IN,
    HELD_OUT,
    MISCHIEF,
    OTHER_CLAIM,
    PROBLEMS,
    Model,
    attempt,
    begun,
    some,
)


async def test_attempts_are_fresh_and_their_numbers_are_of_the_round_alone() -> None:
    """In rounds as long as they may be."""
    model = Model(FLAT, {}, 0)
    race = begun(Rules(attempts=700))
    for number in (1, 2):
        race.begin(number)
        race.enter(some(number))
        made = 0
        while block := race.wanted():
            made += len(block)
            for each in block:
                race.see(
                    Observation(problem=each.key[0], trial=each.key[1], present=each.present, passed=made % 2 == 0)
                )
                model.calls[each.harness.checklist, each.key] += 1
        assert made >= 700
        assert {seen.trial // ROUND_TRIALS for seen in race.seen} == {number}
    assert set(model.calls.values()) == {1}


async def test_a_round_makes_about_as_many_attempts_as_it_may() -> None:
    race = begun(Rules(attempts=50))
    await run_round(race, some(0), Model(FLAT, {}, 0))
    assert 50 <= len(race.seen) < 50 + BLOCK


async def blocks(race: Race, model: Model, tries: Sequence[Proposal]) -> list[AttemptRequest]:
    """Plays a round without an end by an acceptance; returns what it wanted."""
    race.enter(tries)
    made = []
    while block := race.wanted():
        made += block
        for each in block:
            passed = await model(each.harness, each.key)
            problem, trial = each.key
            race.see(Observation(problem=problem, trial=trial, present=each.present, passed=passed, odds=each.odds))
    return made


async def test_a_pair_is_incumbent_and_candidate_at_the_same_problem_one_after_the_other() -> None:
    race = begun(Rules(attempts=300), seed=3)
    tries = [attempt("good"), attempt("bad", OTHER_CLAIM)]
    made = await blocks(race, Model(HARD, MISCHIEF, 3), tries)
    pairs = [(old, new) for old, new in pairwise(made) if new.odds is not None]
    assert len(pairs) >= 20
    for old, new in pairs:
        assert old.odds is None
        assert (old.harness, old.present) == (START, ())
        assert old.key == new.key, "the same problem and prompt_format"
        assert new.present
        assert new.odds is not None
        assert 0.5 <= new.odds <= 1
    for each in made:
        with_them = START
        for index in each.present:
            with_them = apply(with_them, tries[index].edit)
        assert each.harness == with_them
    assert {new.present for _, new in pairs[-5:]} == {(0,)}, "the edit that harms is not in the candidate"
    told = race.evidence()
    assert told.pairs == len(pairs) == len(told.path)
    problems = Counter(new.key[0] in CLAIM for _, new in pairs)
    assert problems[True] > problems[False], "where a difference is expected"
    passed = {(seen.trial, seen.present): seen.passed for seen in race.seen}
    differences = [
        (new.key[0], passed[new.key[1], new.present] - passed[old.key[1], old.present]) for old, new in pairs
    ]
    outcomes = Counter(difference for _, difference in differences)
    assert (told.wins, told.losses) == (outcomes[1], outcomes[-1])
    assert told.e_value == told.path[-1][1] == pytest.approx(race.e_process.log_e / math.log(10))
    assert told.effect == pytest.approx((outcomes[1] - outcomes[-1]) / len(pairs))
    out = sum(difference for problem, difference in differences if problem in HELD_OUT)
    assert race.differences() == (outcomes[1] - outcomes[-1] - out, out)


async def test_an_edit_takes_part_in_some_attempts_and_not_in_others() -> None:
    """Only so its effect can be told from the model's drift and from that of the others."""
    made = await blocks(begun(), Model(FLAT, {}, 0), some(0))
    lots = [each for old, each in pairwise(made) if old.odds is each.odds is None]
    for index in range(4):
        assert 0.1 < sum(index in each.present for each in lots) / len(lots) < 0.9
    assert any(len(each.present) > 1 for each in lots)


async def test_two_replacements_of_a_block_never_meet_and_the_second_has_its_turn() -> None:
    bad, good = (
        Proposal(Edit(op="replace", block="checklist", text=text), target_problems)
        for text, target_problems in (("bad", CLAIM), ("good", CLAIM))
    )
    effects = {**CURE, "bad": dict.fromkeys(CLAIM, -0.3)}
    seen, race = list[Observation](), begun()
    model = Model(HARD, effects, 0)
    for number in range(1, 6):
        race.begin(number)
        done = await run_round(race, [bad, good, attempt("line", OTHER_CLAIM)] if number == 1 else [], model)
        seen += race.seen
        if "good" in done.harness.checklist:
            break
    present = [each.present for each in seen]
    assert not any({0, 1} <= set(each) for each in present)
    first = next(index for index, each in enumerate(present) if 1 in each)
    assert any(0 in each for each in present[:first])
    assert not any(0 in each for each in present[first:])
    assert any(2 in each for each in present[:first]), "a line goes with any of them"
    assert race.candidate_edits[0].state == "dropped"
    assert race.incumbent.checklist.splitlines()[0] == "good"


async def test_no_set_of_edits_makes_the_prompt_too_long_and_the_weakest_are_left_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """There is room for two lines of three, and all three would be paired."""
    monkeypatch.setattr(racing, "CANDIDATE_PROBABILITY", -1.0)
    long = {text: text.ljust(80, ".") for text in ("weak", "good", "fine")}
    limit = math.ceil((len(START.system_prompt) + 2 + 2 * 81) / CHARS_PER_TOKEN)
    effects = {
        long["good"]: dict.fromkeys(CLAIM, 0.6),
        long["fine"]: dict.fromkeys(OTHER_CLAIM, 0.6),
        long["weak"]: dict.fromkeys(HELD_IN[16:], -0.1),
    }
    targets = {"weak": HELD_IN[16:], "good": CLAIM, "fine": OTHER_CLAIM}
    tries = [attempt(long[text], target_problems) for text, target_problems in targets.items()]
    rates = {problem: 0.3 if problem in (*CLAIM, *OTHER_CLAIM) else 0.7 for problem in PROBLEMS}
    model, race = Model(rates, effects, 0), begun(Rules(max_tokens=limit))
    sizes: Counter[int] = Counter()
    for number in range(1, 5):
        race.begin(number)
        await run_round(race, tries if number == 1 else [], model)
        sizes.update(len(seen.present) for seen in race.seen)
        assert len(race.incumbent.system_prompt) <= limit * CHARS_PER_TOKEN
        assert max(len(checklist) for checklist, _ in model.calls) <= 2 * 81
        assert all(len(harness.system_prompt) <= limit * CHARS_PER_TOKEN for harness, _ in race.latest())
    assert sizes[2] > 5
    assert sizes[3] == 0
    assert set(race.incumbent.checklist.splitlines()) == {long["good"], long["fine"]}


async def test_no_edit_is_dropped_before_it_was_tried_where_it_claims_to_help(monkeypatch: pytest.MonkeyPatch) -> None:
    """However little is expected of it."""
    monkeypatch.setattr(racing, "DROP_PROBABILITY", 1.1)
    monkeypatch.setattr(racing, "PAIR_PROBABILITY", 1.1)
    race = begun()
    done = await run_round(race, some(0), Model(FLAT, {}, 0))
    assert [decision.outcome for decision in done.decisions] == ["rejected"] * 4
    assert min(candidate_edit.on_target for candidate_edit in race.candidate_edits) >= 3
    for index, candidate_edit in enumerate(race.candidate_edits):
        took_part = [seen.problem in candidate_edit.target_problems for seen in race.seen if index in seen.present]
        assert (candidate_edit.attempts, candidate_edit.on_target) == (len(took_part), sum(took_part))


async def test_what_is_learned_from_goes_back_to_the_60th_failure_and_no_further() -> None:
    model, race = Model(FLAT, {}, 0), begun()
    race.watch({key: await model(START, key) for key in keys(PROBLEMS, 1)})
    held_in = [((seen.problem, seen.trial), seen.passed) for seen in race.seen if seen.problem in HELD_IN]
    assert [key for _, key in race.latest()] == [key for key, _ in held_in], "all, as long as there are few"
    for number in (1, 2):
        race.begin(number)
        await run_round(race, some(0) if number == 1 else [], model)
        held_in += [((seen.problem, seen.trial), seen.passed) for seen in race.seen if seen.problem in HELD_IN]
    latest = race.latest()
    shown = held_in[-len(latest) :]
    assert [key for _, key in latest] == [key for key, _ in shown]
    assert sum(not passed for _, passed in shown) == LATEST
    assert not shown[0][1]
    assert all(model.calls[harness.checklist, key] == 1 for harness, key in latest), "as they were made"
    assert any(harness.checklist for harness, _ in latest)


async def test_a_try_out_at_the_end_of_the_longest_round_leaves_the_numbers_of_the_next_alone() -> None:
    """It is as long as it may be: more pairs on held-out are asked for than there are."""
    most = next(limit.le for limit in Rules.model_fields["attempts"].metadata if hasattr(limit, "le"))
    race = begun(Rules(attempts=most))
    race.enter([attempt("edit")])
    race._next += most + BLOCK - 1
    race.safety_check = SafetyCheck((0,), PROBLEMS, 1000)
    while race.safety_check:
        for each in race.wanted():
            race.see(Observation(problem=each.key[0], trial=each.key[1], present=each.present, passed=True))
    assert race.candidate_edits[0].state == "dropped"
    assert race._next <= 2 * ROUND_TRIALS
    assert race.wanted() == []


async def test_a_try_out_is_word_for_word_and_its_attempts_are_fresh() -> None:
    model = Model(HARD, CURE, 0)
    race = begun(Rules(attempts=300), e_value=1e6)
    race.watch({key: await model(START, key) for key in keys(PROBLEMS, 2)})
    assert (await run_round(race, [attempt("good")], model)).harness != START
    tried = [seen for seen in race.seen[2 * len(PROBLEMS) :] if seen.trial < ROUND_TRIALS]
    for with_it in (False, True):
        found = [(seen.problem, seen.trial) for seen in tried if bool(seen.present) == with_it]
        assert len(found) >= 10
        assert len(set(found)) == len(found)
        assert min(trial for _, trial in found) == (0 if with_it else SAFETY_TRIALS), "where no evaluation goes"


async def test_no_attempt_of_a_run_is_asked_for_twice() -> None:
    """Whatever comes of its safety checks: those of one incumbent go on where the last one ended."""
    rates = {problem: 0.3 if problem in (*CLAIM, *OTHER_CLAIM) else 0.8 for problem in PROBLEMS}
    helped = {"greedy 0": CLAIM, "greedy 1": CLAIM, "good": CLAIM, "greedy 2": OTHER_CLAIM, "greedy 3": OTHER_CLAIM}
    effects = {
        text: {problem: 0.7 if problem in target_problems else 0.0 if text == "good" else -0.4 for problem in PROBLEMS}
        for text, target_problems in helped.items()
    }
    outcomes, again = Counter[str](), Counter[str]()
    for seed in range(10):
        model = Model(rates, effects, seed)
        race = Race(START, HELD_IN, HELD_OUT, Rules(attempts=200), f"{seed}", 1e6)
        for number, (text, target_problems) in enumerate(helped.items(), 1):
            race.begin(number)
            if number == 1:
                race.watch({key: await model(START, key) for key in keys(PROBLEMS, 1)})
            race.e_process = EProcess(1e6)
            done = await run_round(race, [attempt(text, target_problems)], model)
            outcomes.update(decision.outcome for decision in done.decisions)
        assert set(model.calls.values()) == {1}
        for line in ("", "good"):
            used = [trial for checklist, (_, trial) in model.calls if checklist == line and trial < ROUND_TRIALS]
            again[line] += sum(trial >= SAFETY_TRIALS for trial in used) > len(PROBLEMS)
    assert outcomes["accepted"] >= 5
    assert again[""] >= 3
    assert again["good"] >= 3
