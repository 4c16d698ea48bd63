"""Which attempts the race wants."""

import math
from collections import Counter
from collections.abc import Sequence

import pytest

from self_harness.attempt import Trial, keys
from self_harness.gate import confirmation, screening
from self_harness.gate.decision import Observation, Pair, Proposal
from self_harness.gate.race import BLOCK, LATEST, AttemptRequest, PairRequest, Race, Rules, latest
from self_harness.gate.sequential import next_attempts
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
    attempts,
    begun,
    run_round,
    some,
)


async def test_attempts_are_fresh_and_their_trials_are_of_the_round_alone() -> None:
    model = Model(FLAT, {}, 0)
    race = begun(Rules(attempts=1200))
    for number in (1, 2):
        race.begin(number)
        race.enter(some(number))
        made = 0
        while block := next_attempts(race):
            for each in block:
                made += len(each.attempts)
                race.see(each.observed(*[made % 2 == 0 for _ in each.attempts]))
                model.calls.update((part.harness.checklist, part.key) for part in each.attempts)
        assert made >= 1200
        assert {seen.trial.round for seen in attempts(race)} == {number}
    assert set(model.calls.values()) == {1}


async def test_a_round_makes_about_as_many_attempts_as_it_may() -> None:
    race = begun(Rules(attempts=50))
    await run_round(race, some(0), Model(FLAT, {}, 0))
    assert 50 <= len(attempts(race)) < 50 + BLOCK


async def blocks(race: Race, model: Model, tries: Sequence[Proposal]) -> list[AttemptRequest | PairRequest]:
    """Plays a round without an end by an acceptance; returns what it wanted."""
    race.enter(tries)
    made = []
    while block := next_attempts(race):
        made += block
        for each in block:
            race.see(each.observed(*[await model(part.harness, part.key) for part in each.attempts]))
    return made


async def test_a_pair_is_incumbent_and_candidate_at_the_same_problem_in_the_same_format() -> None:
    race = begun(Rules(attempts=300), seed=3)
    tries = [attempt("good"), attempt("bad", OTHER_CLAIM)]
    made = await blocks(race, Model(HARD, MISCHIEF, 3), tries)
    pairs = [each for each in made if isinstance(each, PairRequest)]
    assert len(pairs) >= 20
    for old, new, odds in pairs:
        assert (old.harness, old.present) == (START, ())
        assert old.key == new.key, "the same problem and prompt format"
        assert new.present
        assert odds is not None
        assert 0.5 <= odds <= 1
    for each in (part for request in made for part in request.attempts):
        with_them = START
        for index in each.present:
            with_them = apply(with_them, tries[index].edit)
        assert each.harness == with_them
    assert {new.present for _, new, _ in pairs[-5:]} == {(0,)}, "the edit that harms is not in the candidate"
    told = race.proof.evidence()
    assert told.pairs == len(pairs) == len(told.path)
    problems = Counter(new.key.problem in CLAIM for _, new, _ in pairs)
    assert problems[True] > problems[False], "where a difference is expected"
    seen = [each for each in race.seen if isinstance(each, Pair)]
    assert [(each.incumbent.present, each.candidate.present, each.odds) for each in seen] == [
        (old.present, new.present, odds) for old, new, odds in pairs
    ]
    differences = [(each.candidate.problem, each.candidate.passed - each.incumbent.passed) for each in seen]
    outcomes = Counter(difference for _, difference in differences)
    assert (told.wins, told.losses) == (outcomes[1], outcomes[-1])
    assert told.e_value == told.path[-1][1] == pytest.approx(race.proof.e_process.log_e / math.log(10))
    assert told.effect == pytest.approx((outcomes[1] - outcomes[-1]) / len(pairs))
    out = sum(difference for problem, difference in differences if problem in HELD_OUT)
    assert race.proof.differences(HELD_OUT) == (outcomes[1] - outcomes[-1] - out, out)


async def test_an_edit_takes_part_in_some_attempts_and_not_in_others() -> None:
    """Only so its effect can be told from the model's drift and from that of the others."""
    made = await blocks(begun(), Model(FLAT, {}, 0), some(0))
    lots = [each for each in made if isinstance(each, AttemptRequest)]
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
        seen += attempts(race)
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
    monkeypatch.setattr(confirmation, "CANDIDATE_PROBABILITY", -1.0)
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
        sizes.update(len(seen.present) for seen in attempts(race))
        assert len(race.incumbent.system_prompt) <= limit * CHARS_PER_TOKEN
        assert max(len(checklist) for checklist, _ in model.calls) <= 2 * 81
        assert all(len(harness.system_prompt) <= limit * CHARS_PER_TOKEN for harness, _ in latest(race))
    assert sizes[2] > 5
    assert sizes[3] == 0
    assert set(race.incumbent.checklist.splitlines()) == {long["good"], long["fine"]}


async def test_no_edit_is_dropped_before_it_was_tried_where_it_claims_to_help(monkeypatch: pytest.MonkeyPatch) -> None:
    """However little is expected of it."""
    monkeypatch.setattr(screening, "DROP_PROBABILITY", 1.1)
    monkeypatch.setattr(confirmation, "PAIR_PROBABILITY", 1.1)
    race = begun()
    done = await run_round(race, some(0), Model(FLAT, {}, 0))
    assert [each.decision.outcome for each in done.edits] == ["rejected"] * 4
    assert min(candidate_edit.on_target for candidate_edit in race.candidate_edits) >= 3
    for index, candidate_edit in enumerate(race.candidate_edits):
        took_part = [seen.problem in candidate_edit.target_problems for seen in attempts(race) if index in seen.present]
        assert (candidate_edit.attempts, candidate_edit.on_target) == (len(took_part), sum(took_part))


async def test_what_is_learned_from_goes_back_to_the_60th_failure_and_no_further() -> None:
    model, race = Model(FLAT, {}, 0), begun()
    race.watch({key: await model(START, key) for key in keys(PROBLEMS, 1)})
    held_in = [((seen.problem, seen.trial), seen.passed) for seen in attempts(race) if seen.problem in HELD_IN]
    assert [key for _, key in latest(race)] == [key for key, _ in held_in], "all, as long as there are few"
    for number in (1, 2):
        race.begin(number)
        await run_round(race, some(0) if number == 1 else [], model)
        held_in += [((seen.problem, seen.trial), seen.passed) for seen in attempts(race) if seen.problem in HELD_IN]
    examples = latest(race)
    shown = held_in[-len(examples) :]
    assert [key for _, key in examples] == [key for key, _ in shown]
    assert sum(not passed for _, passed in shown) == LATEST
    assert not shown[0][1]
    assert all(model.calls[harness.checklist, key] == 1 for harness, key in examples), "as they were made"
    assert any(harness.checklist for harness, _ in examples)


async def test_a_try_out_is_word_for_word_and_its_attempts_are_fresh() -> None:
    model = Model(HARD, CURE, 0)
    race = begun(Rules(attempts=300), e_value=1e6)
    race.watch({key: await model(START, key) for key in keys(PROBLEMS, 2)})
    assert (await run_round(race, [attempt("good")], model)).harness != START
    checked = [seen for seen in race.seen if isinstance(seen, Pair) and seen.odds is None]
    assert len(checked) >= 10
    for side, purpose in (("incumbent", "safety"), ("candidate", "evaluation")):
        found = [getattr(pair, side) for pair in checked]
        assert {each.trial.purpose for each in found} == {purpose}
        assert len({(each.problem, each.trial) for each in found}) == len(found)
    assert {pair.candidate.trial for pair in checked} <= {Trial("evaluation", number=n) for n in range(10)}


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
            race.proof.e_process = EProcess(1e6)
            done = await run_round(race, [attempt(text, target_problems)], model)
            outcomes.update(each.decision.outcome for each in done.edits)
        assert set(model.calls.values()) == {1}
        for line in ("", "good"):
            used = [key for checklist, key in model.calls if checklist == line and key.trial.purpose == "safety"]
            again[line] += len(used) > len(PROBLEMS)
    assert outcomes["accepted"] >= 5
    assert again[""] >= 3
    assert again["good"] >= 3
