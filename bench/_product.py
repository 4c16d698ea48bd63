"""The product's gate of today as a search: a race of the edits, which lets in nothing that isn't proven (`gate.race`)."""

import asyncio
from collections.abc import Sequence
from statistics import fmean
from typing import NamedTuple

from bench._arms import PROPOSALS, Search, Step
from bench._worlds import Failure, Pattern, World
from self_harness.attempt import AttemptKey
from self_harness.gate import screening
from self_harness.gate.confirmation import CANDIDATE_PROBABILITY
from self_harness.gate.decision import Proposal
from self_harness.gate.race import BLOCK, Race, Request, Rules
from self_harness.gate.sequential import SequentialGate, Wanted, next_attempts
from self_harness.harness import START, Harness, merge
from self_harness.loop import Evaluation, Loop


class OutOfCalls(Exception):
    pass


def product(world: World, calls: int) -> Search:
    """The very gate and loop of the product."""
    return asyncio.run(_race(world, calls, next_attempts))


def unproven(world: World, calls: int) -> Search:
    """No search to use: what the race would find if nothing had to be proven. All its attempts are screening attempts, and
    it hands over whatever is promising, at any time."""
    return asyncio.run(_race(world, calls, screening_only))


def screening_only(race: Race) -> list[Request]:
    """The next attempts where nothing has to be proven."""
    if race.made >= race.rules.attempts or not race.racing:
        return [] if race.made else [*screening.explore(race)]
    return [*screening.attempts(race, race.chances(race.racing), BLOCK)]


class _Made(NamedTuple):
    failure: Failure | None

    @property
    def passed(self) -> bool:
        return self.failure is None


class _Mined(NamedTuple):
    patterns: tuple[Pattern, ...]


class _Proposed(NamedTuple):
    proposals: tuple[Proposal, ...]


class _WorldSteps:
    """The loop's `Steps` in a world. It ends by OutOfCalls. found: the search, to which evaluations are added."""

    def __init__(self, world: World, calls: int, race: Race, found: Search) -> None:
        self._world, self._calls, self._race, self._found = world, calls, race, found
        self._made: dict[tuple[Harness, AttemptKey], _Made] = {}

    async def evaluate(self, harness: Harness, wanted: Sequence[AttemptKey]) -> dict[AttemptKey, _Made]:
        steps = self._found.steps
        steps.append(Step(self._world.calls, harness, steps[-1].reported))
        made = {key: await self.attempt(harness, key) for key in wanted}
        steps.append(Step(self._world.calls, harness, fmean(each.passed for each in made.values())))
        return made

    async def attempt(self, harness: Harness, key: AttemptKey) -> _Made:
        if (harness, key) not in self._made:
            if self._world.calls >= self._calls:
                raise OutOfCalls
            self._made[harness, key] = _Made(self._world.attempt(harness, *key))
        return self._made[harness, key]

    async def recall(self, made: Sequence[tuple[Harness, AttemptKey]]) -> list[_Made]:
        return [self._made[each] for each in made]

    async def mine(self, number: int, harness: Harness, examples: Sequence[_Made]) -> _Mined:
        return _Mined(tuple(self._world.analyse([made.failure for made in examples if made.failure])))

    async def propose(
        self, number: int, before: Evaluation[_Made], mined: _Mined, examples: Sequence[_Made]
    ) -> _Proposed:
        targets = {pattern.name: pattern.problems for pattern in mined.patterns}
        likely = _with(self._race, _likely(self._race, 0.5))
        edits = self._world.engineer(likely, mined.patterns, PROPOSALS)
        return _Proposed(tuple(Proposal(edit, targets[edit.pattern]) for edit in edits))


async def _race(world: World, calls: int, wanted: Wanted) -> Search:
    found = Search([Step(0, START, 0.0)], [])
    gate = SequentialGate(START, world.held_in, world.held_out, Rules(), str(world.seed), wanted=wanted)
    race = gate.race
    loop = Loop(_WorldSteps(world, calls, race, found), gate, world.held_in, world.held_out)
    try:
        async for done in loop.run(1000):
            if done.after.harness != done.before.harness:
                found.accepted.append((done.before.harness, done.after.harness))
            if wanted is screening_only and done.number:
                likely = _likely(race, CANDIDATE_PROBABILITY)
                reported = min(fmean(done.after.passed.values()) + race.estimate(likely).mean, 1.0)
                step = Step(world.calls, _with(race, likely), reported)
                if step.harness != found.steps[-1].harness:
                    found.accepted.append((found.steps[-1].harness, step.harness))
                found.steps.append(step)
    except OutOfCalls:
        pass
    return found


def _likely(race: Race, chance: float) -> list[int]:
    """The edits in the race that gain something with more than this probability. The engineer of the product is told of those
    that rather do than not."""
    racing = [index for index, candidate_edit in enumerate(race.candidate_edits) if candidate_edit.state == "racing"]
    return [index for index in racing if race.estimate([index]).chance > chance]


def _with(race: Race, edits: Sequence[int]) -> Harness:
    return merge(race.incumbent, [(race.candidate_edits[index].edit, 0) for index in edits]).harness
