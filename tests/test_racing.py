"""The sequential gate on models whose true pass rates are known."""

import asyncio
import math
import random
from collections import Counter
from collections.abc import Mapping, Sequence

import pytest

from self_harness.gating import Key
from self_harness.harness import START, Edit, Harness, apply
from self_harness.racing import Round, Try, gate_round, play
from self_harness.sequential import Contest, Rules

PROBLEMS = [f"p{number:02}" for number in range(30)]
CLAIM = tuple(PROBLEMS[:8])
REST = PROBLEMS[8:]
FLAT = dict.fromkeys(PROBLEMS, 0.5)
MIXED = {problem: (0.0, 0.1, 0.35, 0.5, 0.7, 0.95, 1.0)[index % 7] for index, problem in enumerate(PROBLEMS)}
RULES = Rules()

Effects = Mapping[str, Mapping[str, float]]
"""By line of the checklist and problem: what it adds to the pass rate."""


class Model:
    """Each attempt is drawn anew, but the same attempt comes out the same."""

    def __init__(self, rates: Mapping[str, float], effects: Effects, seed: object, slow: bool = False) -> None:
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


def attempt(edit: Edit, claim: Sequence[str] = CLAIM) -> Try:
    return Try(edit, tuple(claim))


def noops(number: int) -> list[Try]:
    return [attempt(rule(f"no-op {number}.{i}"), random.Random(f"{number} {i}").sample(PROBLEMS, 6)) for i in range(4)]


async def one(model: Model, tries: Sequence[Try], rules: Rules = RULES, dry: int = 0, number: int = 1) -> Round:
    return await gate_round(START, tries, PROBLEMS, rules, dry, 1000 * number, f"{number}", model, last=True)


async def night(model: Model, proposed: Sequence[Sequence[Try]]) -> list[Round]:
    """Rounds as a run makes them: what was left unresolved comes again, with its heat."""
    harness, dry, carried, rounds = START, 0, list[Try](), list[Round]()
    for number, tries in enumerate(proposed, 1):
        tries = [*carried, *tries]
        done = await gate_round(
            harness, tries, PROBLEMS, RULES, dry, 1000 * number, f"{number}", model, last=number == len(proposed)
        )
        carried = [
            each._replace(heat=decision.evidence[0])
            for each, decision in zip(tries, done.decisions, strict=True)
            if decision.outcome == "unresolved"
        ]
        dry = 0 if done.harness != harness else dry + done.tested
        harness = done.harness
        rounds.append(done)
    return rounds


@pytest.mark.parametrize("rates", [FLAT, MIXED], ids=["all alike", "of all kinds, deterministic ones included"])
async def test_where_nothing_helps_a_whole_run_accepts_something_in_at_most_5_percent(rates: dict[str, float]) -> None:
    runs, wrong, tested = 150, 0, 0
    for seed in range(runs):
        rounds = await night(Model(rates, {}, seed), [noops(number) for number in range(3)])
        wrong += rounds[-1].harness != START
        tested += sum(done.tested for done in rounds)
    assert tested >= runs, "the claims were really tested, not just left waiting"
    assert wrong <= 0.05 * runs + 2 * math.sqrt(0.05 * 0.95 * runs)


HARD = {problem: 0.3 if problem in CLAIM else 0.7 for problem in PROBLEMS}
CURE = {"good": dict.fromkeys(CLAIM, 0.6)}


async def test_a_rule_that_helps_gets_in() -> None:
    """From 30 % to 90 % on the 8 problems of its claim, among no-ops, proposed again until it is in."""
    runs, found = 60, 0
    for seed in range(runs):
        proposed = [[attempt(rule("good")), *noops(number)[:2]] for number in range(3)]
        rounds = await night(Model(HARD, CURE, seed), proposed)
        found += "good" in rounds[-1].harness.checklist
    assert found >= 0.95 * runs


async def test_a_small_gain_can_be_proven_too() -> None:
    """20 points on the claim: one round is enough in a good part of the cases, for less than a full evaluation each."""
    runs, found, calls = 60, 0, 0
    for seed in range(runs):
        model = Model(dict.fromkeys(PROBLEMS, 0.75), {"good": dict.fromkeys(CLAIM, 0.2)}, seed)
        found += (await one(model, [attempt(rule("good"))])).harness != START
        calls += model.calls.total()
    assert found >= 0.45 * runs
    assert calls / runs < 10 * len(PROBLEMS)


async def test_what_does_harm_is_rejected() -> None:
    for seed in range(40):
        done = await one(Model(FLAT, {"bad": dict.fromkeys(CLAIM, -0.3)}, seed), [attempt(rule("bad"))])
        assert done.harness == START
        assert done.decisions[0].outcome == "rejected"


@pytest.mark.parametrize("scan_pairs", [RULES.scan_pairs, 0])
async def test_what_helps_its_claim_and_ruins_the_rest_is_stopped(scan_pairs: int) -> None:
    """By the scan that goes with its heat or, where that saw nothing, by safety."""
    effects = {"greedy": {**dict.fromkeys(CLAIM, 0.5), **dict.fromkeys(REST, -0.4)}}
    rules = RULES.model_copy(update={"scan_pairs": scan_pairs})
    runs, wrong, at = 60, 0, Counter[int]()
    for seed in range(runs):
        done = await one(Model(FLAT, effects, seed), [attempt(rule("greedy"))], rules)
        wrong += done.harness != START
        at[len(done.decisions[0].evidence)] += done.harness == START
    assert wrong <= rules.risk / 4 * runs
    assert at[3] >= runs / 4, "the claim was proven, and it was safety that said no"
    assert not scan_pairs or at[1] >= runs / 10


async def test_a_proven_stage_goes_on_while_the_gain_is_open_and_no_longer() -> None:
    model = Model(dict.fromkeys(PROBLEMS, 1.0), {}, 0)

    def contest() -> Contest:
        return Contest("safety", REST, RULES, math.log(5), 0, "")

    short, long, some = contest(), contest(), contest()
    await play(START, [(apply(START, rule("no-op")), short)], model)
    await play(START, [(apply(START, rule("no-op")), long)], model, until=lambda: False)
    await play(START, [(apply(START, rule("no-op")), some)], model, until=lambda: some.pairs >= 40)
    assert short.state == some.state == long.state == "proven"
    assert short.pairs < 20
    assert some.pairs == 42
    assert long.pairs == RULES.safety_pairs


async def test_of_two_replacements_the_better_is_taken() -> None:
    two = [Edit(op="replace", block="checklist", text=text) for text in ("good", "fine")]
    effects = {"good": dict.fromkeys(CLAIM, 0.6), "fine": dict.fromkeys(CLAIM, 0.6)}
    done = await one(Model(HARD, effects, 3), [attempt(edit) for edit in two])
    ahead = [decision.evidence[0].wins - decision.evidence[0].losses for decision in done.decisions]
    better = two[0] if ahead[0] >= ahead[1] else two[1]
    assert done.harness == apply(START, better)
    assert done.superseded == tuple(edit for edit in two if edit is not better)


async def test_edits_that_are_ahead_wait_a_round_for_company_and_run_no_second_heat() -> None:
    model = Model(HARD, {**CURE, "bad": dict.fromkeys(CLAIM, -0.3)}, 2)
    tries = [attempt(rule("good")), attempt(rule("bad"))]
    first = await gate_round(START, tries, PROBLEMS, RULES, 0, 1000, "1", model)
    assert first.harness == START
    assert not first.tested
    assert [decision.outcome for decision in first.decisions] == ["unresolved", "rejected"]
    heat = first.decisions[0].evidence[0]
    model.calls.clear()
    again = [tries[0]._replace(heat=heat)]
    second = await gate_round(START, again, PROBLEMS, RULES, 0, 2000, "2", model)
    assert second.tested
    assert second.decisions[0].evidence[0] == heat
    assert second.harness == apply(START, rule("good"))
    assert min(trial for _, (_, trial) in model.calls) >= 2300, "the claim's attempts are none of the heats'"
    at_once = await gate_round(START, tries, PROBLEMS, RULES, 0, 1000, "1", model, last=True)
    assert at_once.tested


async def test_all_candidates_meet_the_same_attempts_of_the_incumbent() -> None:
    model = Model(FLAT, {}, 0)
    tries = [attempt(rule(f"no-op {number}"), CLAIM[:1]) for number in range(4)]
    done = await one(model, tries)
    assert set(model.calls.values()) == {1}
    heats = {key for (checklist, key) in model.calls if not checklist and key[1] < 1300 and key[0] in CLAIM}
    pairs = [decision.evidence[0].pairs for decision in done.decisions]
    assert len(heats) == max(pairs) < sum(pairs)


async def test_an_error_is_raised_after_the_attempts_beside_it_have_ended() -> None:
    begun = ended = 0

    async def solve(harness: Harness, key: Key) -> bool:
        nonlocal begun, ended
        begun += 1
        if begun == 2:
            raise OSError("no network")
        await asyncio.sleep(0.01)
        ended += 1
        return True

    with pytest.raises(OSError, match="no network"):
        await gate_round(START, noops(1), PROBLEMS, RULES, 0, 1000, "1", solve)
    assert ended == begun - 1 > 10


async def test_decisions_do_not_depend_on_which_attempt_ends_first() -> None:
    tries = [attempt(rule("good")), *noops(1)]
    fast = await one(Model(HARD, CURE, 5), tries)
    slow = await one(Model(HARD, CURE, 5, slow=True), tries)
    assert fast == slow
    assert fast.tested


async def test_later_rounds_ask_for_more_evidence() -> None:
    thresholds = []
    for dry in (0, 3):
        done = await one(Model(HARD, CURE, 2), [attempt(rule("good"))], dry=dry)
        thresholds.append(done.decisions[0].evidence[1].threshold)
    assert thresholds[0] < thresholds[1]


async def test_trial_numbers_of_rounds_do_not_meet() -> None:
    """A claim on one problem, undecided to the end, uses the most trial numbers."""
    patient = Rules(claim_pairs=300, alpha=1e-12)
    model = Model({**FLAT, "p00": 0.0}, {"good": {"p00": 0.4}}, 0)
    done = await one(model, [attempt(rule("good"), CLAIM[:1])], patient)
    assert done.tested
    assert {trial // 1000 for _, (_, trial) in model.calls} == {1}
