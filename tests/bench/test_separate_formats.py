"""The candidate gate and models whose luck hangs on the prompt format: it is not to be proven."""

import math

import pytest

from bench.separate.engine import SeparateRules
from bench.separate.gate import SeparateGate
from self_harness.attempt import keys
from self_harness.gate.decision import Proposal
from self_harness.harness import START, Edit, Harness
from tests.gate.test_prompt_formats import PROBLEMS, Lucky


async def proves(seed: int, start: Harness) -> bool:
    """Whether six rounds of two edits, which change nothing, prove anything."""
    model = Lucky(seed, helps=False)
    gate = SeparateGate(start, PROBLEMS[:20], PROBLEMS[20:], SeparateRules(rounds=6), str(seed))
    evaluated = {key: await model(start, key) for key in keys(PROBLEMS, 1)}
    failed = [key.problem for key, right in evaluated.items() if not right][:12]
    target_problems = tuple(problem for problem in failed if problem in PROBLEMS[:20])
    for number in range(1, 7):
        gate.begin(number, evaluated)
        edits = [Edit(op="append", block="checklist", text=f"line {number} {i}") for i in range(2)]
        await gate.decide([Proposal(edit, target_problems) for edit in edits], model)
        if gate.harness != start:
            return True
    return False


@pytest.mark.parametrize("start", [START, Harness(checklist="Be careful.")])
async def test_luck_of_the_format_proves_nothing(start: Harness) -> None:
    runs = 40
    wrong = sum([await proves(seed, start) for seed in range(runs)])
    assert wrong <= 0.05 * runs + 2 * math.sqrt(0.05 * 0.95 * runs)
