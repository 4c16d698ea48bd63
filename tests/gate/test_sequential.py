"""The sequential gate: what it proves, what it hands over, and that a stopped run goes on as if it had not been."""

import math

import pytest

from self_harness.attempt import keys
from self_harness.gate import proof
from self_harness.gate.decision import Observation, Pair
from self_harness.gate.engine import BLOCK, Rules
from self_harness.gate.sequential import SequentialGate
from self_harness.harness import START
from tests.gate.models import (
    CURE,
    FLAT,
    HARD,
    HELD_IN,
    HELD_OUT,
    MISCHIEF,
    OTHER_TARGETS,
    PROBLEMS,
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


async def test_evidence_is_of_the_set_that_was_paired() -> None:
    _, rounds = await run(Model(HARD, MISCHIEF, 0), RUN)
    done = next(done for done in rounds if any(each.outcome == "accepted" for each in done.edits))
    pairs = [seen for each in rounds for seen in each.seen if isinstance(seen, Pair)]
    bet_on = [pair for pair in pairs if pair.odds is not None]
    accepted = {str(each.edit) for each in done.edits if each.outcome == "accepted"}
    assert len({pair.candidate.present for pair in bet_on}) == 1
    assert len(accepted) == len(bet_on[0].candidate.present)
    assert all(pair.incumbent.trial == pair.candidate.trial for pair in pairs)
    assert done.evidence
    assert done.evidence.pairs == len(bet_on)
    assert done.evidence.wins - done.evidence.losses == sum(pair.difference for pair in bet_on)
    assert done.evidence.e_value >= done.evidence.threshold
    e_value = 0.0
    for trust in (0.35, 0.7, 1.0):
        part = 1.0
        for pair in bet_on:
            share = 0.5 + trust * (max(pair.odds or 0, 0.5) - 0.5)
            part *= 1 if not pair.difference else 2 * share if pair.difference > 0 else 2 * (1 - share)
        e_value += part / 3
    assert math.log10(e_value) == pytest.approx(done.evidence.e_value)


async def test_the_last_pairs_are_made_with_the_exact_prompts() -> None:
    _, rounds = await run(Model(HARD, MISCHIEF, 0), RUN)
    pairs = [seen for each in rounds for seen in each.seen if isinstance(seen, Pair)]
    exact = [pair for pair in pairs if pair.odds is None]
    assert exact == pairs[-len(exact) :]
    assert len(exact) >= proof.EXACT_PAIRS
    assert {pair.candidate.trial.purpose for pair in exact} == {"safety"}
    assert {pair.candidate.trial.purpose for pair in pairs if pair not in exact} == {"pair"}


async def test_few_held_out_problems_are_drawn_on_purpose() -> None:
    """One of 21 problems: among pairs at all problems alike eight held-out ones would hardly ever come."""
    proven = 0
    for seed in range(4):
        gate, rounds = await run(Model(HARD, CURE, seed), [[proposal("good")], *[[]] * 5], held_out=HELD_OUT[:1])
        proven += gate.harness != START
        pairs = [seen for each in rounds for seen in each.seen if isinstance(seen, Pair) and seen.odds is not None]
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
    """Pairs against the same start share one e-process, so with more of it fewer are needed."""
    made = []
    for e_value in (1.0, 15.0):
        _, rounds = await run(Model(HARD, CURE, 2), [[proposal("good")], *[[]] * 5], e_value=e_value)
        made.append(sum(isinstance(seen, Pair) for done in rounds for seen in done.seen))
    assert 0 < made[1] < made[0]


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
