"""Models whose true pass rates are known, and runs of the sequential gate on them."""

import asyncio
import random
from collections import Counter
from collections.abc import Mapping, Sequence

from self_harness.attempt import AttemptKey, keys
from self_harness.gate.decision import GateRound, Proposal
from self_harness.gate.engine import Rules
from self_harness.gate.sequential import SequentialGate
from self_harness.harness import START, Edit, Harness

PROBLEMS = [f"p{number:02}" for number in range(30)]
HELD_IN, HELD_OUT = PROBLEMS[:20], PROBLEMS[20:]
TARGETS = tuple(PROBLEMS[:8])
OTHER_TARGETS = tuple(PROBLEMS[8:16])
REST = PROBLEMS[8:]
FLAT = dict.fromkeys(PROBLEMS, 0.5)
MIXED = {problem: (0.0, 0.1, 0.35, 0.5, 0.7, 0.95, 1.0)[index % 7] for index, problem in enumerate(PROBLEMS)}
HARD = {problem: 0.3 if problem in TARGETS else 0.7 for problem in PROBLEMS}
CURE = {"good": dict.fromkeys(TARGETS, 0.6)}
MISCHIEF = {**CURE, "bad": dict.fromkeys(OTHER_TARGETS, -0.5)}

Added = Mapping[str, Mapping[str, float]]
"""By line of the checklist and problem: what it adds to the pass rate."""


class Model:
    """Each attempt is drawn anew, but the same attempt comes out the same."""

    def __init__(self, rates: Mapping[str, float], effects: Added, seed: object, slow: bool = False) -> None:
        self.calls: Counter[tuple[str, AttemptKey]] = Counter()
        self._rates, self._effects, self._seed, self._slow = rates, effects, seed, slow
        self._delays = random.Random()

    def rate(self, harness: Harness, problem: str) -> float:
        added = (self._effects.get(line, {}).get(problem, 0.0) for line in harness.checklist.splitlines())
        return self._rates[problem] + sum(added)

    async def __call__(self, harness: Harness, key: AttemptKey) -> bool:
        if self._slow:
            await asyncio.sleep(self._delays.random() / 1000)
        self.calls[harness.checklist, key] += 1
        draw = random.Random(f"{self._seed} {harness.checklist} {key}").random()
        return draw < self.rate(harness, key.problem)


def rule(text: str) -> Edit:
    return Edit(op="append", block="checklist", text=text)


def proposal(text: str, targets: Sequence[str] = TARGETS) -> Proposal:
    return Proposal(rule(text), tuple(targets))


def some(number: int, kind: str = "no-op") -> list[Proposal]:
    return [proposal(f"{kind} {number}.{i}", random.Random(f"{number} {i}").sample(HELD_IN, 6)) for i in range(4)]


async def run(
    model: Model, proposed: Sequence[Sequence[Proposal]], rules: Rules | None = None, e_value: float = 1.0,
    held_out: Sequence[str] = HELD_OUT,
) -> tuple[SequentialGate, list[GateRound]]:  # fmt: skip
    """Rounds as a run makes them, each new harness evaluated once on every problem."""
    rules = rules or Rules(rounds=len(proposed))
    gate = SequentialGate(START, HELD_IN, held_out, rules, "seed", e_value)
    rounds = []
    for number, new in enumerate(proposed, 1):
        gate.begin(number, {key: await model(gate.harness, key) for key in keys([*HELD_IN, *held_out], 1)})
        rounds.append(await gate.decide(new, model))
    return gate, rounds
