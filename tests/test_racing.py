"""The sequential gate on models whose true pass rates are known."""

import asyncio
import copy
import math
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

import pytest

from self_harness import racing
from self_harness.evaluating import keys
from self_harness.evidence import STAKE, Gambler
from self_harness.gating import ROUND_TRIALS, TRYOUT_TRIALS, Key, Seen
from self_harness.harness import START, Edit, Harness, apply
from self_harness.proposing import CHARS_PER_TOKEN
from self_harness.race_rounds import Round, replay, run_round
from self_harness.racing import BLOCK, LATEST, Race, Rules, Try, Wanted
from self_harness.tryout import Tryout

PROBLEMS = [f"p{number:02}" for number in range(30)]
HELD_IN, HELD_OUT = PROBLEMS[:20], PROBLEMS[20:]
CLAIM = tuple(PROBLEMS[:8])
OTHER_CLAIM = tuple(PROBLEMS[8:16])
REST = PROBLEMS[8:]
FLAT = dict.fromkeys(PROBLEMS, 0.5)
MIXED = {problem: (0.0, 0.1, 0.35, 0.5, 0.7, 0.95, 1.0)[index % 7] for index, problem in enumerate(PROBLEMS)}
EASY = {problem: 0.99 - 0.01 * index for index, problem in enumerate(PROBLEMS)}
HARD = {problem: 0.3 if problem in CLAIM else 0.7 for problem in PROBLEMS}
CURE = {"good": dict.fromkeys(CLAIM, 0.6)}
RULES = Rules()

Added = Mapping[str, Mapping[str, float]]
"""By line of the checklist and problem: what it adds to the pass rate."""


class Model:
    """Each attempt is drawn anew, but the same attempt comes out the same."""

    def __init__(self, rates: Mapping[str, float], effects: Added, seed: object, slow: bool = False) -> None:
        self.calls: Counter[tuple[str, Key]] = Counter()
        self._rates, self._effects, self._seed, self._slow = rates, effects, seed, slow
        self._delays = random.Random()

    def rate(self, harness: Harness, problem: str) -> float:
        added = (self._effects.get(line, {}).get(problem, 0.0) for line in harness.checklist.splitlines())
        return self._rates[problem] + sum(added)

    async def __call__(self, harness: Harness, key: Key) -> bool:
        if self._slow:
            await asyncio.sleep(self._delays.random() / 1000)
        self.calls[harness.checklist, key] += 1
        draw = random.Random(f"{self._seed} {harness.checklist} {key}").random()
        return draw < self.rate(harness, key[0])


def rule(text: str) -> Edit:
    return Edit(op="append", block="checklist", text=text)


def attempt(text: str, claim: Sequence[str] = CLAIM) -> Try:
    return Try(rule(text), tuple(claim))


def some(number: int, kind: str = "no-op") -> list[Try]:
    return [attempt(f"{kind} {number}.{i}", random.Random(f"{number} {i}").sample(HELD_IN, 6)) for i in range(4)]


def begun(rules: Rules = RULES, seed: object = 0, wealth: float = 1.0) -> Race:
    """A race in its first round."""
    race = Race(START, HELD_IN, HELD_OUT, rules, f"{seed}", wealth)
    race.begin(1)
    return race


async def night(model: Model, proposed: Sequence[Sequence[Try]], rules: Rules = RULES) -> tuple[Race, list[Round]]:
    """Rounds as a run makes them, each incumbent evaluated once on every problem."""
    race = Race(START, HELD_IN, HELD_OUT, rules, "seed")
    rounds: list[Round] = []
    known = None
    for number, tries in enumerate(proposed, 1):
        race.begin(number)
        if race.incumbent != known:
            known = race.incumbent
            race.watch({key: await model(known, key) for key in keys(PROBLEMS, 1)})
        rounds.append(await run_round(race, tries, model))
    return race, rounds


async def in_service(
    rates: Mapping[str, float], effects: Added, proposed: Sequence[Sequence[Try]], runs: int
) -> Counter[str]:
    """How many of the runs put a line into service."""
    found: Counter[str] = Counter()
    for seed in range(runs):
        race, _ = await night(Model(rates, effects, seed), proposed)
        found.update(race.incumbent.checklist.splitlines())
    return found


def at_most(share: float, runs: int) -> float:
    """What a share of the runs, and two standard errors, comes to."""
    return share * runs + 2 * math.sqrt(share * (1 - share) * runs)


# --- what gets in ----------------------------------------------------------------------------------------------------


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
    for name in ("PROMISING", "PAIRED", "SAFE", "DROPPED"):
        monkeypatch.setattr(racing, name, -1.0)
    runs, wrong, pairs = 80, 0, 0
    effects = {each.edit.text: dict.fromkeys(each.claim, -harm) for number in range(3) for each in some(number)}
    for seed in range(runs):
        race, rounds = await night(Model(FLAT, effects, seed), [some(number) for number in range(3)])
        wrong += race.incumbent != START
        pairs += sum(done.evidence.pairs for done in rounds[-1:] if done.evidence)
    assert pairs > 30 * runs, "much was staked"
    assert wrong <= at_most(RULES.alpha, runs)


async def test_what_does_harm_does_not_get_in() -> None:
    tries = [some(number, "bad") for number in range(2)]
    effects = {each.edit.text: dict.fromkeys(each.claim, -0.3) for new in tries for each in new}
    assert (await in_service(FLAT, effects, tries, 30)).total() <= 1


async def test_a_rule_that_helps_gets_in_soon() -> None:
    """From 30 % to 90 % on the 8 problems of its claim, among edits that change nothing."""
    runs, found, attempts = 40, 0, 0
    for seed in range(runs):
        model, race = Model(HARD, CURE, seed), begun(seed=seed)
        for number in range(1, 4):
            race.begin(number)
            await run_round(race, [attempt("good"), *some(0)[:2]] if number == 1 else [], model)
            attempts += len(race.seen)
            if "good" in race.incumbent.checklist:
                found += 1
                break
    assert found >= 0.9 * runs
    assert attempts < 180 * runs, "a try-out included"


async def test_edits_that_help_get_in_together_and_one_that_harms_does_not_come_along() -> None:
    effects = {**CURE, "fine": dict.fromkeys(OTHER_CLAIM, 0.3), "bad": dict.fromkeys(OTHER_CLAIM, -0.3)}
    runs = 30
    tries = [attempt("good"), attempt("fine", OTHER_CLAIM), attempt("bad", OTHER_CLAIM)]
    found = await in_service({**HARD, **dict.fromkeys(OTHER_CLAIM, 0.5)}, effects, [tries, [], []], runs)
    assert found["good"] >= 0.9 * runs
    assert found["fine"] >= 0.4 * runs
    assert found["bad"] <= 0.1 * runs


async def test_what_helps_its_claim_and_ruins_the_rest_does_not_get_in() -> None:
    """50 points gained on 8 problems, 40 lost on 22."""
    effects = {"greedy": {**dict.fromkeys(CLAIM, 0.5), **dict.fromkeys(REST, -0.4)}}
    assert (await in_service(FLAT, effects, [[attempt("greedy")], [], []], 20)).total() <= 2


async def test_what_loses_on_held_out_does_not_get_in() -> None:
    """Although it gains a little over all problems: 70 points on 8 held-in ones, for 50 on all 10 held-out ones."""
    effects = {"greedy": {**dict.fromkeys(CLAIM, 0.7), **dict.fromkeys(HELD_OUT, -0.5)}}
    rates = {problem: 0.25 if problem in CLAIM else 0.7 for problem in PROBLEMS}
    assert (await in_service(rates, effects, [[attempt("greedy")], [], []], 40)).total() <= 6


async def test_wealth_of_earlier_nights_counts() -> None:
    """The same edit in the same luck needs fewer pairs to be proven."""
    pairs = Counter[float]()
    for wealth in (1.0, 10.0):
        for seed in range(12):
            model, race = Model(HARD, CURE, seed), begun(seed=seed, wealth=wealth)
            assert race.gambler.wealth == pytest.approx(wealth)
            for number in range(1, 5):
                race.begin(number)
                done = await run_round(race, [attempt("good")] if number == 1 else [], model)
                if done.harness != START:
                    assert done.evidence
                    pairs[wealth] += done.evidence.pairs
                    break
    assert 0 < pairs[10.0] < 0.8 * pairs[1.0]


async def test_a_rich_gambler_is_not_enough_where_a_gain_is_not_sure(monkeypatch: pytest.MonkeyPatch) -> None:
    """Edits that change nothing, paired at once."""
    for name in ("PROMISING", "PAIRED"):
        monkeypatch.setattr(racing, name, -1.0)
    accepted = 0
    for seed in range(12):
        done = await run_round(begun(seed=seed, wealth=1e6), [attempt("no-op")], Model(FLAT, {}, seed))
        for decision in done.decisions:
            if decision.outcome == "accepted":
                accepted += 1
                assert decision.estimate
                assert decision.estimate.chance >= racing.SAFE
    assert accepted <= 6


@pytest.mark.parametrize(("loss", "least", "most"), [(0.0, 9, 10), (0.3, 0, 2)])
async def test_nor_is_it_where_held_out_is_known_to_lose(loss: float, least: int, most: int) -> None:
    """Known from before is that the edit takes 30 points there, or nothing. On its claim, all of held-in, it adds 60."""
    cure = attempt("cure", HELD_IN)
    rates = dict.fromkeys(HELD_IN, 0.4) | dict.fromkeys(HELD_OUT, 0.55)
    effects = {"cure": dict.fromkeys(HELD_IN, 0.6) | dict.fromkeys(HELD_OUT, -loss)}
    accepted = 0
    for seed in range(10):
        race = begun(Rules(attempts=200), seed, wealth=1e6)
        race.enter([cure])
        for problem, trial in keys(HELD_OUT, 80):
            present = (0,) * (trial % 2)
            passed = trial // 2 % 20 < (11 - 20 * loss if present else 11)
            race.see(Seen(problem=problem, trial=ROUND_TRIALS + 900 + trial, present=present, passed=passed))
        accepted += (await run_round(race, [cure], Model(rates, effects, seed))).harness != START
    assert least <= accepted <= most


def test_no_round_can_ruin_what_earlier_ones_won() -> None:
    race = begun()
    race.enter([attempt("edit")])
    wealth = []
    for number, candidate_passes in ((1, True), (2, False), (3, False)):
        race.begin(number)
        for _ in range(10 if candidate_passes else 200):
            for present, passed, odds in (((), not candidate_passes, None), ((0,), candidate_passes, 0.9)):
                race.see(Seen(problem="p00", trial=number * ROUND_TRIALS, present=present, passed=passed, odds=odds))
        wealth.append(race.gambler.wealth)
    assert wealth[0] > 20
    assert wealth[1] == pytest.approx((1 - STAKE) * wealth[0])
    assert wealth[2] == pytest.approx((1 - STAKE) * wealth[1])


# --- rounds ----------------------------------------------------------------------------------------------------------

EVENTFUL = [[attempt("good"), attempt("bad", OTHER_CLAIM), *some(0)[:1]], [], some(1)[:2], [attempt("bad")]]
MISCHIEF = {**CURE, "bad": dict.fromkeys(OTHER_CLAIM, -0.5)}


async def test_replay_brings_the_race_to_where_it_was() -> None:
    """After every round of a run in which edits are accepted, dropped, proposed again and left unresolved."""
    model = Model(HARD, MISCHIEF, 1)
    race = Race(START, HELD_IN, HELD_OUT, RULES, "seed")
    outcomes: Counter[str] = Counter()
    played: list[tuple[Round, list[Seen]]] = []
    known = None
    for number, tries in enumerate(EVENTFUL, 1):
        race.begin(number)
        if race.incumbent != known:
            known = race.incumbent
            race.watch({key: await model(known, key) for key in keys(PROBLEMS, 2)})
        done = await run_round(race, tries, model)
        outcomes.update(decision.outcome for decision in done.decisions)
        played.append((done, race.seen))

        again = Race(START, HELD_IN, HELD_OUT, RULES, "seed")
        for earlier, (of, seen) in enumerate(played, 1):
            replay(again, earlier, of.tries, seen, [decision.outcome for decision in of.decisions])
        assert again.incumbent == race.incumbent == done.harness
        assert again.runners == race.runners
        assert again.gambler.wealth == race.gambler.wealth
        assert again.evidence() == race.evidence()
        assert again.latest() == race.latest()
        assert again.estimate([0]) == race.estimate([0])
        ahead = copy.deepcopy(race)
        for each in (ahead, again):
            each.begin(number + 1)
            each.enter([attempt("yet another")])
        assert ahead.wanted() == again.wanted()
    assert set(outcomes) == {"accepted", "rejected", "unresolved"}
    assert any(known_before != after for (known_before, *_), (after, *_) in pairwise([each for each, *_ in played]))


async def test_replay_repeats_a_try_out_that_failed() -> None:
    effects = {"greedy": {**dict.fromkeys(CLAIM, 0.7), **dict.fromkeys(HELD_OUT, -0.5)}}
    rates = {problem: 0.25 if problem in CLAIM else 0.7 for problem in PROBLEMS}
    failed = 0
    for seed in range(3):
        race, again = (Race(START, HELD_IN, HELD_OUT, RULES, "seed") for _ in range(2))
        for number in range(1, 4):
            race.begin(number)
            tries = [attempt("greedy"), *some(number)[:2]] if number == 1 else []
            done = await run_round(race, tries, Model(rates, effects, seed))
            replay(again, number, done.tries, race.seen, [decision.outcome for decision in done.decisions])
            assert again.runners == race.runners
            assert again.gambler.wealth == race.gambler.wealth
        failed += any(runner.failed for runner in race.runners)
    assert failed, "there was one"


async def test_what_happens_does_not_depend_on_which_attempt_ends_first() -> None:
    found = []
    for slow in (False, True, True):
        race, rounds = await night(Model(HARD, MISCHIEF, 5, slow), EVENTFUL[:2])
        found.append((rounds, race.seen, race.gambler.wealth))
    assert found[0] == found[1] == found[2]
    assert any(done.evidence for done in found[0][0])


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
                race.see(Seen(problem=each.key[0], trial=each.key[1], present=each.present, passed=made % 2 == 0))
                model.calls[each.harness.checklist, each.key] += 1
        assert made >= 700
        assert {seen.trial // ROUND_TRIALS for seen in race.seen} == {number}
    assert set(model.calls.values()) == {1}


async def test_a_round_makes_about_as_many_attempts_as_it_may() -> None:
    race = begun(Rules(attempts=50))
    await run_round(race, some(0), Model(FLAT, {}, 0))
    assert 50 <= len(race.seen) < 50 + BLOCK


async def blocks(race: Race, model: Model, tries: Sequence[Try]) -> list[Wanted]:
    """Plays a round without an end by an acceptance; returns what it wanted."""
    race.enter(tries)
    made = []
    while block := race.wanted():
        made += block
        for each in block:
            passed = await model(each.harness, each.key)
            problem, trial = each.key
            race.see(Seen(problem=problem, trial=trial, present=each.present, passed=passed, odds=each.odds))
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
        assert old.key == new.key, "the same problem and wording"
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
    assert told.e_value == told.path[-1][1] == pytest.approx(race.gambler.log_wealth / math.log(10))
    assert told.effect == pytest.approx((outcomes[1] - outcomes[-1]) / len(pairs))
    out = sum(difference for problem, difference in differences if problem in HELD_OUT)
    assert race.differences() == (outcomes[1] - outcomes[-1] - out, out)


async def test_an_edit_takes_part_in_some_attempts_and_not_in_others() -> None:
    """Only so its effect can be told from the model's mood and from that of the others."""
    made = await blocks(begun(), Model(FLAT, {}, 0), some(0))
    lots = [each for old, each in pairwise(made) if old.odds is each.odds is None]
    for index in range(4):
        assert 0.1 < sum(index in each.present for each in lots) / len(lots) < 0.9
    assert any(len(each.present) > 1 for each in lots)


async def test_two_replacements_of_a_block_never_meet_and_the_second_has_its_turn() -> None:
    bad, good = (
        Try(Edit(op="replace", block="checklist", text=text), claim)
        for text, claim in (("bad", CLAIM), ("good", CLAIM))
    )
    effects = {**CURE, "bad": dict.fromkeys(CLAIM, -0.3)}
    seen, race = list[Seen](), begun()
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
    assert race.runners[0].state == "dropped"
    assert race.incumbent.checklist.splitlines()[0] == "good"


async def test_no_set_of_edits_makes_the_prompt_too_long_and_the_weakest_are_left_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """There is room for two lines of three, and all three would be paired."""
    monkeypatch.setattr(racing, "PROMISING", -1.0)
    long = {text: text.ljust(80, ".") for text in ("weak", "good", "fine")}
    limit = math.ceil((len(START.system_prompt) + 2 + 2 * 81) / CHARS_PER_TOKEN)
    effects = {
        long["good"]: dict.fromkeys(CLAIM, 0.6),
        long["fine"]: dict.fromkeys(OTHER_CLAIM, 0.6),
        long["weak"]: dict.fromkeys(HELD_IN[16:], -0.1),
    }
    claims = {"weak": HELD_IN[16:], "good": CLAIM, "fine": OTHER_CLAIM}
    tries = [attempt(long[text], claim) for text, claim in claims.items()]
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


async def test_an_edit_that_was_dropped_may_come_again() -> None:
    model, race = Model(FLAT, {"bad": dict.fromkeys(CLAIM, -0.4)}, 0), begun()
    bad = attempt("bad")
    first = await run_round(race, [bad], model)
    assert [decision.outcome for decision in first.decisions] == ["rejected"]
    assert race.runners[0].state == "dropped"
    before = race.runners[0].attempts
    assert before < len(race.seen) < RULES.attempts, "nothing was left to race"
    race.begin(2)
    again = await run_round(race, [bad], model)
    assert len(race.runners) == 1
    assert race.runners[0].attempts > before, "it raced, and what was known of it still counts"
    assert again.tries == (bad,)
    race.begin(3)
    assert (await run_round(race, [], model)).tries == (), "it is over with it"


async def test_no_edit_is_dropped_before_it_was_tried_where_it_claims_to_help(monkeypatch: pytest.MonkeyPatch) -> None:
    """However little is expected of it."""
    monkeypatch.setattr(racing, "DROPPED", 1.1)
    monkeypatch.setattr(racing, "PAIRED", 1.1)
    race = begun()
    done = await run_round(race, some(0), Model(FLAT, {}, 0))
    assert [decision.outcome for decision in done.decisions] == ["rejected"] * 4
    assert min(runner.on_claim for runner in race.runners) >= 3
    for index, runner in enumerate(race.runners):
        took_part = [seen.problem in runner.claim for seen in race.seen if index in seen.present]
        assert (runner.attempts, runner.on_claim) == (len(took_part), sum(took_part))


async def test_what_is_unresolved_stays_and_is_decided_on_in_a_later_round() -> None:
    """With so few attempts that one round is not enough."""
    model, race = Model(HARD, CURE, 4), begun(Rules(attempts=24))
    good, rest = attempt("good"), some(0)[:1]
    done = await run_round(race, [good, *rest], model)
    assert done.tries == (good, *rest)
    assert [decision.outcome for decision in done.decisions] == ["unresolved", "unresolved"]
    for number in range(2, 12):
        assert done.harness == START == race.incumbent
        race.begin(number)
        done = await run_round(race, [], model)
        if done.harness != START:
            break
        assert "accepted" not in {decision.outcome for decision in done.decisions}
        assert good not in done.tries, "nothing new is to be said of it"
    assert "good" in done.harness.checklist.splitlines()
    (decision,) = [each for tried, each in zip(done.tries, done.decisions, strict=True) if tried == good]
    assert decision.outcome == "accepted"
    assert decision.evidence[0].pairs > sum(seen.odds is not None for seen in race.seen), "those of all its rounds"


async def test_decisions_hold_what_they_rest_on() -> None:
    seen = Counter[str]()
    for seed in range(6):
        race, rounds = await night(Model(HARD, MISCHIEF, seed), EVENTFUL[:2])
        for done in rounds:
            assert len(done.tries) == len(done.decisions)
            for tried, decision in zip(done.tries, done.decisions, strict=True):
                seen[decision.outcome] += 1
                assert decision.gate == "sequential"
                (runner,) = [runner for runner in race.runners if runner.edit == tried.edit]
                assert tried.claim == runner.claim
                assert 0 <= decision.evaluated <= runner.attempts
                assert decision.estimate
                assert decision.estimate.low < decision.estimate.mean < decision.estimate.high
                if decision.outcome == "rejected" and not runner.failed:
                    assert decision.estimate.chance < 1.5 * racing.DROPPED
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
                assert decision.estimate.mean > 0
                assert tried.edit.text in done.harness.checklist.splitlines()
    assert min(seen[outcome] for outcome in ("accepted", "rejected", "unresolved")) >= 1


async def test_after_an_acceptance_the_gambler_begins_anew_and_the_round_is_over() -> None:
    model, race = Model(HARD, CURE, 0), begun()
    for number in range(1, 4):
        race.begin(number)
        done = await run_round(race, [attempt("good"), *some(0)] if number == 1 else [], model)
        if done.harness != START:
            break
    assert race.incumbent == done.harness != START
    assert race.gambler.wealth == 1
    assert (race.evidence().pairs, race.evidence().path, race.differences()) == (0, (), (0, 0))
    assert race.seen[-1].passed is not None
    assert race.serving()
    race.begin(number + 1)
    await run_round(race, some(number), model)
    assert all(set(race.serving()) <= set(seen.present) for seen in race.seen), "the next candidates meet the new one"
    assert {checklist.splitlines()[0] for checklist, (_, trial) in model.calls if trial // 1000 > number} == {
        race.incumbent.checklist.splitlines()[0]
    }


async def test_with_no_edit_in_the_race_one_block_of_attempts_is_made_to_learn_from() -> None:
    model, race = Model(FLAT, {}, 0), begun()
    done = await run_round(race, [], model)
    assert done.harness == START
    assert (done.tries, done.decisions, done.evidence) == ((), (), None)
    assert model.calls.total() == len(race.seen) == BLOCK
    assert {checklist for checklist, _ in model.calls} == {""}
    assert {problem for _, (problem, _) in model.calls} <= set(HELD_IN)
    assert len(race.latest()) == BLOCK


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
    race.tryout = Tryout((0,), PROBLEMS, 1000)
    while race.tryout:
        for each in race.wanted():
            race.see(Seen(problem=each.key[0], trial=each.key[1], present=each.present, passed=True))
    assert race.runners[0].state == "dropped"
    assert race._next <= 2 * ROUND_TRIALS
    assert race.wanted() == []


async def test_a_try_out_is_word_for_word_and_its_attempts_are_fresh() -> None:
    model = Model(HARD, CURE, 0)
    race = begun(Rules(attempts=300), wealth=1e6)
    race.watch({key: await model(START, key) for key in keys(PROBLEMS, 2)})
    assert (await run_round(race, [attempt("good")], model)).harness != START
    tried = [seen for seen in race.seen[2 * len(PROBLEMS) :] if seen.trial < ROUND_TRIALS]
    for with_it in (False, True):
        found = [(seen.problem, seen.trial) for seen in tried if bool(seen.present) == with_it]
        assert len(found) >= 10
        assert len(set(found)) == len(found)
        assert min(trial for _, trial in found) == (0 if with_it else TRYOUT_TRIALS), "where no evaluation goes"


async def test_no_attempt_of_a_run_is_asked_for_twice() -> None:
    """Whatever comes of its try-outs: those of one incumbent go on where the last one ended."""
    rates = {problem: 0.3 if problem in (*CLAIM, *OTHER_CLAIM) else 0.8 for problem in PROBLEMS}
    helped = {"greedy 0": CLAIM, "greedy 1": CLAIM, "good": CLAIM, "greedy 2": OTHER_CLAIM, "greedy 3": OTHER_CLAIM}
    effects = {
        text: {problem: 0.7 if problem in claim else 0.0 if text == "good" else -0.4 for problem in PROBLEMS}
        for text, claim in helped.items()
    }
    outcomes, again = Counter[str](), Counter[str]()
    for seed in range(10):
        model = Model(rates, effects, seed)
        race = Race(START, HELD_IN, HELD_OUT, Rules(attempts=200), f"{seed}", 1e6)
        for number, (text, claim) in enumerate(helped.items(), 1):
            race.begin(number)
            if number == 1:
                race.watch({key: await model(START, key) for key in keys(PROBLEMS, 1)})
            race.gambler = Gambler(1e6)
            done = await run_round(race, [attempt(text, claim)], model)
            outcomes.update(decision.outcome for decision in done.decisions)
        assert set(model.calls.values()) == {1}
        for line in ("", "good"):
            used = [trial for checklist, (_, trial) in model.calls if checklist == line and trial < ROUND_TRIALS]
            again[line] += sum(trial >= TRYOUT_TRIALS for trial in used) > len(PROBLEMS)
    assert outcomes["accepted"] >= 5
    assert again[""] >= 3
    assert again["good"] >= 3


async def test_an_error_is_raised_after_the_attempts_beside_it_have_ended() -> None:
    started = ended = 0

    async def solve(harness: Harness, key: Key) -> bool:
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
    assert len(race.seen) >= 700


async def test_nothing_is_accepted_without_a_pair_of_its_own() -> None:
    """However rich the gambler was made by others."""
    found: Counter[str] = Counter()
    for seed in range(12):
        race = begun(seed=seed, wealth=100.0)
        done = await run_round(race, [attempt("good")], Model(HARD, CURE, seed))
        for decision in done.decisions:
            found[decision.outcome] += 1
            if decision.outcome == "accepted":
                assert decision.evidence
                assert [seen.present for seen in race.seen if seen.odds is not None][-1] == (0,)
    assert found["accepted"]
