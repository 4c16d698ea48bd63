"""Models whose true pass rates are known, and races on them."""

import asyncio
import math
import random
from collections import Counter
from collections.abc import Mapping, Sequence

from self_harness.attempt import AttemptKey, keys
from self_harness.gate.decision import GateRound, Observation, Proposal, Solve
from self_harness.gate.race import Race, Rules
from self_harness.gate.sequential import conclude, play
from self_harness.harness import START, Edit, Harness

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


def attempt(text: str, claim: Sequence[str] = CLAIM) -> Proposal:
    return Proposal(rule(text), tuple(claim))


def some(number: int, kind: str = "no-op") -> list[Proposal]:
    return [attempt(f"{kind} {number}.{i}", random.Random(f"{number} {i}").sample(HELD_IN, 6)) for i in range(4)]


def begun(rules: Rules = RULES, seed: object = 0, e_value: float = 1.0) -> Race:
    """A race in its first round."""
    race = Race(START, HELD_IN, HELD_OUT, rules, f"{seed}", e_value)
    race.begin(1)
    return race


async def run_round(race: Race, proposals: Sequence[Proposal], solve: Solve) -> GateRound:
    return conclude(race, await play(race, proposals, solve))


def tries(done: GateRound) -> tuple[Proposal, ...]:
    return tuple(Proposal(each.edit, each.target_problems) for each in done.edits)


def attempts(race: Race) -> list[Observation]:
    """Those of the round, pairs taken apart."""
    return [attempt for seen in race.seen for attempt in seen.attempts]


async def night(
    model: Model, proposed: Sequence[Sequence[Proposal]], rules: Rules = RULES
) -> tuple[Race, list[GateRound]]:
    """Rounds as a run makes them, each incumbent evaluated once on every problem."""
    race = Race(START, HELD_IN, HELD_OUT, rules, "seed")
    rounds: list[GateRound] = []
    known = None
    for number, new in enumerate(proposed, 1):
        race.begin(number)
        if race.incumbent != known:
            known = race.incumbent
            race.watch({key: await model(known, key) for key in keys(PROBLEMS, 1)})
        rounds.append(await run_round(race, new, model))
    return race, rounds


async def deployed(
    rates: Mapping[str, float], effects: Added, proposed: Sequence[Sequence[Proposal]], runs: int
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


EVENTFUL = [[attempt("good"), attempt("bad", OTHER_CLAIM), *some(0)[:1]], [], some(1)[:2], [attempt("bad")]]
MISCHIEF = {**CURE, "bad": dict.fromkeys(OTHER_CLAIM, -0.5)}
