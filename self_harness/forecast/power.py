"""A run played through beforehand, with the real gates, on problems whose pass rates are measured or assumed.

What is not known is the edits: they are drawn. An edit targets a part of the problems that failed, and cures some share of
the failures there and on other problems of the same pattern, or changes nothing at all.
"""

import asyncio
import math
import random
from collections.abc import Callable, Mapping, Sequence
from hashlib import blake2b
from statistics import fmean
from typing import NamedTuple

from self_harness.attempt import AttemptKey, keys
from self_harness.gate.decision import Gate, GateName, Proposal
from self_harness.gate.engine import Rules
from self_harness.gate.sequential import SequentialGate
from self_harness.gate.strict import StrictGate
from self_harness.harness import Edit, Harness, apply
from self_harness.loop import Evaluation, Loop
from self_harness.stats.logistic import fit

PATTERN = 1 / 3
"""Share of the failing problems that a pattern holds."""
CURES = (0.3, 0.9)
"""Share of its pattern's failures that an edit that helps removes, at least and at most."""


SINGLE_EDIT_ROUNDS = 6
"""Rounds that an edit races alone: in a run it would share more of them with others."""
POWER = 0.8
"""Probability of being accepted at which an effect counts as detectable."""


class Plan(NamedTuple):
    """The settings that decide how a run goes."""

    held_in: tuple[str, ...]
    held_out: tuple[str, ...]
    trials: int
    rounds: int
    proposals: int
    gate: GateName
    rules: Rules
    concurrency: int
    own_edits: int = 0
    """A person's edits, which are tested in the first round."""

    def proposals_in(self, round_: int) -> int:
        if round_ > 1:
            return self.proposals
        return self.own_edits + self.proposals * (2 if self.gate == "sequential" else 1)

    @property
    def problems(self) -> tuple[str, ...]:
        return (*self.held_in, *self.held_out)

    @property
    def calls_at_most(self) -> int:
        """Attempts of a run in which every stage of every round takes as many as it may."""
        everything = len(self.problems) * self.trials
        if self.gate == "strict":
            return everything * (1 + self.own_edits + self.rounds * (self.proposals + 1))
        return everything + self.rounds * (everything + self.rules.attempts + self.rules.block)


class Played(NamedTuple):
    """How a power simulation went."""

    calls: int
    """Attempts made."""
    waves: int
    """Attempts made one after the other, where as many as may be run at once."""
    rounds: int
    useless: int
    """Edits let in that change nothing."""
    proven: float = 0.0
    """True gain in pass rate of what is let in, a share; 0 where nothing is."""
    best: float = 0.0
    """The same of the sequential gate's best harness, of which nothing is proven."""


class World:
    """A model that passes each problem with its rate, and whose failures edits cure.

    An attempt's luck hangs on the seed, its harness and its key alone, so that effects are compared on the same attempts.
    """

    def __init__(self, rates: Mapping[str, float], concurrency: int, seed: str) -> None:
        self.rates = rates
        self.calls = self.waves = 0
        self.rng = random.Random(seed)
        """Of the edits."""
        self._seed = seed
        self.cured: dict[str, tuple[frozenset[str], float]] = {}
        """By an edit's text: the problems of its pattern, and the share of their failures that it removes."""
        self._luck: dict[tuple[str, AttemptKey], float] = {}
        self._concurrency = concurrency
        self._in_flight = self._in_wave = 0

    async def attempt(self, harness: Harness, key: AttemptKey) -> bool:
        """One attempt, as gates ask for it; known ones cost nothing."""
        if (harness.checklist, key) not in self._luck:
            self._in_flight += 1
            self._in_wave += 1
            await asyncio.sleep(0)  # all that may run at once has begun before the first one ends
            self._in_flight -= 1
            if not self._in_flight:
                self.waves += math.ceil(self._in_wave / self._concurrency)
                self._in_wave = 0
        return self.passes(harness, key)

    def passed(self, harness: Harness, wanted: Sequence[AttemptKey]) -> dict[AttemptKey, bool]:
        """An evaluation: all these attempts at once."""
        before = self.calls
        made = {key: self.passes(harness, key) for key in wanted}
        self.waves += math.ceil((self.calls - before) / self._concurrency)
        return made

    def passes(self, harness: Harness, key: AttemptKey) -> bool:
        """How an attempt went; it is made if it was not made before."""
        made = harness.checklist, key
        if made not in self._luck:
            text = f"{self._seed} {harness.checklist} {key}"
            self._luck[made] = int.from_bytes(blake2b(text.encode(), digest_size=8).digest()) / 2**64
            self.calls += 1
        return self._luck[made] >= self._failing(harness.checklist, key[0])

    def _failing(self, checklist: str, problem: str) -> float:
        failing = 1 - self.rates[problem]
        for text in checklist.splitlines():
            problems, share = self.cured[text]
            if problem in problems:
                failing *= 1 - share
        return failing

    def propose(self, failed: Sequence[str], cure: float) -> Proposal:
        """An edit against a third of the problems that failed."""
        target_problems = tuple(sorted(self.rng.sample(failed, math.ceil(len(failed) * PATTERN))))
        alike = {problem for problem in self.rates if problem not in failed and self.rng.random() < PATTERN}
        text = f"edit {len(self.cured)}"
        self.cured[text] = frozenset(target_problems) | alike, cure
        return Proposal(Edit(op="append", block="checklist", text=text), target_problems)

    def gain(self, harness: Harness) -> float:
        """What the harness adds to the pass rate over all problems, a share."""
        return fmean(1 - rate - self._failing(harness.checklist, problem) for problem, rate in self.rates.items())


class Made(NamedTuple):
    """An attempt."""

    problem: str
    passed: bool


class Failed(NamedTuple):
    """Problems with a failure: the one pattern that there is."""

    patterns: tuple[str, ...]


class Drawn(NamedTuple):
    proposals: tuple[Proposal, ...]


class WorldSteps:
    """The loop's `Steps` in a world. proposals: number of edits in a round. helpful: share of them that help; the others change
    nothing."""

    def __init__(self, world: World, proposals: Callable[[int], int], helpful: float) -> None:
        self._world = world
        self._proposals = proposals
        self._helpful = helpful

    async def evaluate(self, harness: Harness, wanted: Sequence[AttemptKey]) -> dict[AttemptKey, Made]:
        return {key: Made(key.problem, passed) for key, passed in self._world.passed(harness, wanted).items()}

    async def attempt(self, harness: Harness, key: AttemptKey) -> Made:
        return Made(key.problem, await self._world.attempt(harness, key))

    async def recall(self, made: Sequence[tuple[Harness, AttemptKey]]) -> list[Made]:
        return [Made(key.problem, self._world.passes(harness, key)) for harness, key in made]

    async def mine(self, number: int, harness: Harness, examples: Sequence[Made]) -> Failed:
        return Failed(tuple(sorted({made.problem for made in examples if not made.passed})))

    async def propose(self, number: int, before: Evaluation[Made], mined: Failed, examples: Sequence[Made]) -> Drawn:
        return Drawn(tuple(self._proposal(mined.patterns) for _ in range(self._proposals(number))))

    def _proposal(self, failed: Sequence[str]) -> Proposal:
        rng = self._world.rng
        return self._world.propose(failed, rng.uniform(*CURES) if rng.random() < self._helpful else 0.0)


async def play(world: World, plan: Plan, helpful: float, early: bool = True) -> Played:
    """A whole run. helpful: share of the edits that help. early: the strict gate decides as soon as it can, which takes
    longer to simulate and changes nothing but the number of calls."""
    gate = open_gate(plan, early)
    loop = Loop(WorldSteps(world, plan.proposals_in, helpful), gate, plan.held_in, plan.held_out, plan.trials)
    rounds = [done async for done in loop.run(plan.rounds)]
    useless = sum(world.cured[text][1] == 0 for text in gate.harness.checklist.splitlines())
    best = rounds[-1].gated.best
    return Played(
        world.calls, world.waves, len(rounds) - 1, useless, world.gain(gate.harness),
        world.gain(best.harness) if best else 0.0,
    )  # fmt: skip


def open_gate(plan: Plan, early: bool = False) -> Gate:
    """The gate of a run that starts from an empty harness."""
    if plan.gate == "sequential":
        return SequentialGate(Harness(), plan.held_in, plan.held_out, plan.rules, "power simulation")
    parts = keys(plan.held_in, plan.trials), keys(plan.held_out, plan.trials)
    return StrictGate(Harness(), *parts, at_least=max(1, plan.concurrency // max(1, plan.proposals)), in_full=not early)


class SingleEditRun:
    """One edit alone against the incumbent, at any strength."""

    def __init__(self, world: World, plan: Plan) -> None:
        self._world = world
        self._plan = plan
        self._proposal: Proposal | None = None
        self._incumbent: Mapping[AttemptKey, bool] = {}

    async def found(self, cure: float) -> tuple[bool, float]:
        """Whether the edit gets in, and its true gain; (False, 0) where nothing fails that it could cure."""
        plan, world = self._plan, self._world
        if not self._incumbent:
            self._incumbent = world.passed(Harness(), keys(plan.problems, plan.trials))
            failed = sorted({key.problem for key, right in self._incumbent.items() if not right} & set(plan.held_in))
            self._proposal = world.propose(failed, 0.0) if failed else None
        if not self._proposal:
            return False, 0.0
        edit = self._proposal.edit
        world.cured[edit.text] = world.cured[edit.text][0], cure
        gate = open_gate(plan)
        for number in range(1, min(plan.rounds, SINGLE_EDIT_ROUNDS) + 1):
            gate.begin(number, self._incumbent)
            done = await gate.decide([self._proposal] if number == 1 else [], world.attempt)
            if any(decided.outcome != "unresolved" for decided in done.edits):
                break
        return gate.harness != Harness(), world.gain(apply(Harness(), edit))


class Power(NamedTuple):
    """What a gate lets in of edits that are tested alone. Gains are shares."""

    gain_most: float
    """Mean gain of an edit that cures its whole pattern."""
    most: tuple[float, float]
    """Probability that such an edit is let in, and its standard error."""
    gain: tuple[float, float, float] | None
    """The gain that is let in with a probability of `POWER`, and its 95 % interval; None where not even `gain_most` is."""


async def power(worlds: Sequence[World], plan: Plan, on_step: Callable[[], None]) -> Power:
    """By one simulation in each world, of an edit of its own strength: these are spread evenly from nothing to all. on_step:
    called after each."""
    found = []
    for number, world in enumerate(worlds):
        cure = (number + 0.5) / len(worlds)
        accepted, gain = await SingleEditRun(world, plan).found(cure)
        found.append((accepted, gain, gain / cure))
        on_step()
    gain_most = fmean(most for _, _, most in found)
    if not gain_most:
        return Power(0.0, (0.0, 0.0), None)
    fitted = fit([gain / gain_most for _, gain, _ in found], [accepted for accepted, _, _ in found])
    most = fitted.probability(1.0)
    if most[0] < POWER:
        return Power(gain_most, most, None)
    at, error = (gain_most * value for value in fitted.reaches(POWER))
    return Power(gain_most, most, (at, max(at - 1.96 * error, 0.0), at + 1.96 * error))
