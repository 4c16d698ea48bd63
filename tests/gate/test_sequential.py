"""The sequential gate: what it proves, what it hands over, and that a stopped run goes on as if it had not been."""

import math

import pytest

from self_harness.attempt import AttemptKey, keys
from self_harness.gate import proof
from self_harness.gate.decision import Allowance, Observation, Pair
from self_harness.gate.engine import BLOCK, Rules
from self_harness.gate.search import SearchState, handed_over, update
from self_harness.gate.sequential import SequentialGate
from self_harness.harness import START, Harness
from tests.gate.models import (
    CURE,
    FLAT,
    HARD,
    HELD_IN,
    HELD_OUT,
    MISCHIEF,
    OTHER_TARGETS,
    PROBLEMS,
    TARGETS,
    Model,
    proposal,
    run,
    some,
)

RUN = [[proposal("good"), proposal("bad", OTHER_TARGETS), *some(0)[:2]], some(1)[:2], [], [], [], []]


async def test_what_helps_is_proven_and_what_harms_is_left_out() -> None:
    proven = 0
    for seed in range(6):
        gate, _ = await run(Model(HARD, MISCHIEF, seed), RUN)
        proven += "good" in gate.harness.checklist
        assert "bad" not in gate.harness.checklist
        best = gate.engine.best()
        assert "good" in best.harness.checklist
        assert "bad" not in best.harness.checklist
        assert best.low < best.rate < best.high
    assert proven >= 4


async def test_where_nothing_helps_nothing_is_proven() -> None:
    """24 runs of 16 edits that change nothing; the bound is 5 %."""
    proven = 0
    for seed in range(24):
        gate, _ = await run(Model(FLAT, {}, seed), [some(number) for number in range(4)])
        proven += gate.harness != START
    assert proven <= 24 * 0.05 + 2 * math.sqrt(24 * 0.05 * 0.95)


async def test_a_run_has_its_attempts_and_no_more() -> None:
    _, rounds = await run(Model(HARD, MISCHIEF, 1), RUN, Rules(attempts=48, rounds=len(RUN)))
    for done in rounds:
        made = [each for seen in done.seen for each in seen.attempts if each.trial.purpose != "evaluation"]
        assert 48 <= len(made) < 48 + BLOCK
        assert {each.trial.round for each in made} == {rounds.index(done) + 1}
    keys_ = [(tuple(each.present), each.problem, each.trial) for d in rounds for s in d.seen for each in s.attempts]
    assert len(set(keys_)) == len(keys_), "none is asked for twice"


def test_an_edit_is_handed_over_once_it_was_tried_where_it_is_aimed_at() -> None:
    state = SearchState(START, tuple(HELD_IN), tuple(HELD_OUT), "seed")
    state.enter([proposal("good")])
    update(state)
    assert state.working == (0,)
    assert handed_over(state) == ()
    state.learn(OTHER_TARGETS[0], [0], True)
    assert handed_over(state) == ()
    state.learn(TARGETS[0], [0], True)
    assert handed_over(state) == (0,)


async def test_evidence_is_of_the_set_that_was_paired() -> None:
    _, rounds = await run(Model(HARD, MISCHIEF, 0), RUN)
    done = next(done for done in rounds if any(each.outcome == "accepted" for each in done.edits))
    pairs = [seen for each in rounds for seen in each.seen if isinstance(seen, Pair)]
    bet_on = [pair for pair in pairs if pair.stake is not None]
    accepted = {str(each.edit) for each in done.edits if each.outcome == "accepted"}
    assert len({pair.candidate.present for pair in bet_on}) == 1
    assert len(accepted) == len(bet_on[0].candidate.present)
    assert all(pair.incumbent.trial == pair.candidate.trial for pair in pairs)
    assert done.evidence
    assert done.evidence.pairs == len(bet_on)
    assert done.evidence.wins - done.evidence.losses == sum(pair.difference for pair in bet_on)
    assert done.evidence.e_value >= done.evidence.threshold
    e_value = 1.0
    for pair in bet_on:
        assert pair.stake is not None
        assert 0 <= pair.stake < 1
        e_value *= 1 + pair.difference * pair.stake
    assert math.log10(e_value) == pytest.approx(done.evidence.e_value)


async def test_the_last_pairs_are_made_with_the_exact_prompts() -> None:
    _, rounds = await run(Model(HARD, MISCHIEF, 0), RUN)
    pairs = [seen for each in rounds for seen in each.seen if isinstance(seen, Pair)]
    exact = [pair for pair in pairs if pair.stake is None]
    assert exact == pairs[-len(exact) :]
    assert len(exact) >= proof.EXACT_PAIRS
    assert {pair.candidate.trial.purpose for pair in exact} == {"safety"}
    assert {pair.candidate.trial.purpose for pair in pairs if pair not in exact} == {"pair"}


async def test_which_attempt_of_a_pair_is_asked_first_is_drawn() -> None:
    """Two machines that take turns would else be one for the incumbent and one for the candidate."""
    model, asked = Model(HARD, MISCHIEF, 0), list[tuple[str, AttemptKey]]()
    solve = model.__call__

    async def noted(harness: Harness, key: AttemptKey) -> bool:
        asked.append((harness.checklist, key))
        return await solve(harness, key)

    gate = SequentialGate(START, HELD_IN, HELD_OUT, Rules(rounds=len(RUN)), "seed")
    first = []
    for number, new in enumerate(RUN, 1):
        gate.begin(number, {key: await model(gate.harness, key) for key in keys(PROBLEMS, 1)})
        asked.clear()
        done = await gate.decide(new, noted)
        for pair in (seen for seen in done.seen if isinstance(seen, Pair)):
            key = AttemptKey(pair.candidate.problem, pair.candidate.trial)
            first.append(next(checklist for checklist, each in asked if each == key) == START.checklist)
    assert 0.3 * len(first) < sum(first) < 0.7 * len(first)
    assert len(first) > 20


async def test_evidence_that_is_reached_leaves_attempts_for_the_exact_pairs() -> None:
    """The bets are planned to the last pair that can be afforded, so a proof must not reach 1/alpha too late to end."""
    reached = 0
    for seed in range(16):
        gate, _ = await run(Model(HARD, {"good": dict.fromkeys(TARGETS, 0.4)}, seed), RUN[:1] + [[]] * 5)
        made = gate.engine.proof
        if made and made.is_safe and made.is_significant:
            reached += 1
            assert made.state in ("proven", "vetoed")
    assert reached >= 5


async def test_few_held_out_problems_are_drawn_on_purpose() -> None:
    """One of 21 problems: among pairs at all problems alike eight held-out ones would hardly ever come."""
    proven = 0
    for seed in range(4):
        gate, rounds = await run(Model(HARD, CURE, seed), [[proposal("good")], *[[]] * 5], held_out=HELD_OUT[:1])
        proven += gate.harness != START
        pairs = [seen for each in rounds for seen in each.seen if isinstance(seen, Pair) and seen.stake is not None]
        if gate.harness != START:
            assert sum(pair.candidate.problem in HELD_OUT for pair in pairs) >= proof.MIN_HELD_OUT_PAIRS
    assert proven >= 2


@pytest.mark.parametrize("stopped", [1, 3, 5])
async def test_a_replayed_run_goes_on_as_if_it_had_not_been_stopped(stopped: int) -> None:
    model = Model(HARD, MISCHIEF, 0, slow=True)
    gate, rounds = await run(model, RUN)
    again = SequentialGate(START, HELD_IN, HELD_OUT, Rules(rounds=len(RUN)), "seed")
    for number, done in enumerate(rounds[:stopped], 1):
        again.replay(number, done)
        assert again.harness == done.harness
    for number in range(stopped + 1, len(RUN) + 1):
        again.begin(number, {key: await model(again.harness, key) for key in keys(PROBLEMS, 1)})
        assert await again.decide(RUN[number - 1], model) == rounds[number - 1]
    assert again.harness == gate.harness


async def test_evidence_of_earlier_runs_counts_on() -> None:
    """What earlier candidates lost must be won back. What they won proves nothing of this one."""
    made = []
    for e_value in (0.05, 1.0, 15.0):
        _, rounds = await run(Model(HARD, CURE, 2), [[proposal("good")], *[[]] * 5], e_value=e_value)
        made.append(sum(isinstance(seen, Pair) for done in rounds for seen in done.seen))
    assert 0 < made[2] == made[1] < made[0]


async def test_examples_are_failures_that_the_working_set_should_have_prevented() -> None:
    gate, _ = await run(Model(HARD, CURE, 0), [[proposal("good")], []])
    good = next(index for index, each in enumerate(gate.state.edits) if each.edit.text == "good")
    assert good in gate.state.working
    for harness, key in gate.examples():
        assert key.problem in HELD_IN
        if key.problem in gate.state.edits[good].target_problems:
            assert "good" in harness.checklist


async def test_a_long_prompt_is_kept_short() -> None:
    long = [proposal(f"{number} " + "x" * 400, PROBLEMS[:6]) for number in range(6)]
    rules = Rules(rounds=1, max_tokens=300)
    gate, rounds = await run(Model(FLAT, {}, 0), [long], rules)
    present = [seen.present for seen in rounds[0].seen if isinstance(seen, Observation)]
    assert max(map(len, present)) >= 1
    assert all(len(gate.state.harness(each).system_prompt) <= 4 * 300 for each in present)


async def test_a_run_that_goes_on_with_other_settings_repeats_what_is_on_record() -> None:
    """More rounds and other calls at once change when a proof is due, but not what a round on record decided."""
    model = Model(HARD, MISCHIEF, 0)
    _, rounds = await run(model, RUN)
    longer = SequentialGate(START, HELD_IN, HELD_OUT, Rules(rounds=3 * len(RUN), concurrency=20), "seed")
    for number, done in enumerate(rounds, 1):
        longer.replay(number, done)
        assert (longer.harness, longer.engine.best()) == (done.harness, done.best)
        assert longer.engine.evidence.kept == done.e_value
    longer.begin(len(RUN) + 1, {})
    done = await longer.decide([], model)
    assert done.allowance == Allowance(total=18 * 60, left=12 * 60, block=20)


@pytest.mark.parametrize(("concurrency", "block"), [(1, 12), (5, 15), (12, 12), (16, 16), (24, 24), (500, 30)])
def test_attempts_in_flight_follow_the_calls_at_once(concurrency: int, block: int) -> None:
    assert Rules(concurrency=concurrency).block == block


async def test_the_best_harness_is_proven_when_that_is_asked_for() -> None:
    """After a search too short for a proof, which is asked for in the rounds added; what is new meanwhile waits."""
    proven = 0
    for seed in range(4):
        model = Model(HARD, MISCHIEF, seed)
        gate, rounds = await run(model, RUN[:2], Rules(rounds=2))
        assert gate.harness == START
        best = gate.engine.best().harness
        more = SequentialGate(START, HELD_IN, HELD_OUT, Rules(rounds=5, prove=True), "seed")
        for number, done in enumerate(rounds, 1):
            more.replay(number, done)
        for number in (3, 4, 5):
            more.begin(number, {})
            done = await more.decide([proposal(f"new {number}")], model)
            pairs = [seen for seen in done.seen if isinstance(seen, Pair)]
            assert pairs or number > 3
            if number == 3:
                assert isinstance(done.seen[0], Pair), "the proof comes first"
                assert more.state.harness(pairs[0].candidate.present) == best
        proven += more.harness == best
    assert proven >= 2


# --- lines that the start has already ---------------------------------------------------------------------------------

OLD = [proposal("good"), proposal("bad", OTHER_TARGETS), proposal("no-op", PROBLEMS[4:12])]
CHAMPION = START.model_copy(update={"checklist": "First.\ngood\nbad\nno-op"})


def test_old_lines_are_edits_of_the_start() -> None:
    gate = SequentialGate(CHAMPION, HELD_IN, HELD_OUT, Rules(), "seed", lines=OLD)
    assert gate.harness == CHAMPION
    assert gate.state.harness(()).checklist == "First."
    assert gate.state.working == gate.state.incumbent == (0, 1, 2)
    spaced = CHAMPION.model_copy(update={"role": " You are careful. \n"})
    assert SequentialGate(spaced, HELD_IN, HELD_OUT, Rules(), "seed", lines=OLD).harness == spaced
    with pytest.raises(ValueError, match="not the last of its block"):
        SequentialGate(CHAMPION, HELD_IN, HELD_OUT, Rules(), "seed", lines=OLD[:1])


async def test_an_old_line_that_harms_leaves_with_the_next_proof_and_one_that_helps_stays() -> None:
    left = 0
    for seed in range(6):
        model = Model(HARD, MISCHIEF, seed)
        gate = SequentialGate(CHAMPION, HELD_IN, HELD_OUT, Rules(rounds=6), f"{seed}", lines=OLD)
        for number in range(1, 7):
            gate.begin(number, {key: await model(gate.harness, key) for key in keys(PROBLEMS, 1)})
            await gate.decide([], model)
        kept = gate.harness.checklist.splitlines()
        assert {"First.", "good"} <= set(kept)
        assert "bad" not in gate.engine.best().harness.checklist
        assert "good" in gate.engine.best().harness.checklist
        left += "bad" not in kept
    assert left >= 3
