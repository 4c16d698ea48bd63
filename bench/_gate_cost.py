"""What the sequential gate costs an attempt on suites of any size: choosing attempts, learning from them, choosing edits."""

import random
import time
import tracemalloc
from typing import NamedTuple

from self_harness.attempt import keys
from self_harness.gate import search
from self_harness.gate.decision import Proposal
from self_harness.gate.engine import Engine, Rules, parts
from self_harness.gate.search import AttemptRequest, SearchState
from self_harness.harness import START, Edit
from self_harness.stats.prior import DEFAULT_PRIOR
from self_harness.steps.propose import MAX_TOKENS

EDITS, TARGETED = 16, 0.05
"""Edits in the search, and the share of the problems that each targets."""


class GateCost(NamedTuple):
    problems: int
    learned: float
    """Seconds of processor time for each attempt of the start's evaluation."""
    gated: float
    """For each attempt of the gate: chosen, learned from, edits weighed."""
    peak_mb: float
    """Most that the gate's memory held at once, of both."""


def gate_cost(problems: int, attempts: int = 960) -> GateCost:
    """attempts: of the gate, which are timed."""
    learned, gated = _played(problems, attempts)
    tracemalloc.start()  # it slows down what it watches
    _played(problems, attempts)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return GateCost(problems, learned, gated, peak / 2**20)


def _played(problems: int, attempts: int) -> tuple[float, float]:
    """Seconds an attempt. Outcomes are drawn, and no edit helps."""
    dice = random.Random(0)
    names = [f"problem_{number:05}" for number in range(problems)]
    cut = round(0.6 * problems)
    state = SearchState(START, tuple(names[:cut]), tuple(names[cut:]), "0", DEFAULT_PRIOR, MAX_TOKENS)
    engine = Engine(state, Rules(attempts=attempts, rounds=3, concurrency=16))
    engine.begin(1)
    began = time.process_time()
    for key in keys(names, 1):
        engine.see(AttemptRequest(START, key, ()), dice.random() < 0.6)
    search.update(state)
    learned = (time.process_time() - began) / problems
    state.enter([_proposal(number, names[:cut], dice) for number in range(EDITS)])
    began, made = time.process_time(), 0
    while block := engine.wanted():
        asked = [part for each in block for part in parts(each)]
        engine.take(block, [dice.random() < 0.6 for _ in asked])
        made += len(asked)
    return learned, (time.process_time() - began) / made


def _proposal(number: int, names: list[str], dice: random.Random) -> Proposal:
    edit = Edit(op="append", block="checklist", text=f"Check {number}.", pattern="p")
    return Proposal(edit, tuple(dice.sample(names, max(2, round(TARGETED * len(names))))))
