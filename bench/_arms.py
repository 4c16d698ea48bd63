"""The searches that are compared: each gets a world, spends its calls, and says what it would hand over at any time."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from statistics import fmean
from typing import Any, NamedTuple

from bench._worlds import Failure, Pattern, World
from self_harness.attempt import AttemptKey, keys
from self_harness.gate import screening
from self_harness.gate.confirmation import CANDIDATE_PROBABILITY
from self_harness.gate.decision import Proposal
from self_harness.gate.race import BLOCK, Race, Request, Rules
from self_harness.gate.sequential import SequentialGate, Wanted, next_attempts
from self_harness.gate.strict import side, strict
from self_harness.harness import START, Harness, apply, merge
from self_harness.loop import Evaluation, Loop

PROPOSALS = 4


class Step(NamedTuple):
    """What a search stands by after `calls` calls."""

    calls: int
    harness: Harness
    reported: float
    """Pass rate that it targets."""


class Search(NamedTuple):
    steps: list[Step]
    accepted: list[tuple[Harness, Harness]]
    """(before, after) of each edit that was let in, each on the harness it was accepted into."""

    def at(self, calls: int) -> Step:
        return [step for step in self.steps if step.calls <= calls][-1]


Arm = Callable[[World, int], Search]


class OutOfCalls(Exception):
    pass


def article(world: World, calls: int) -> Search:
    """The article's loop: one attempt at every problem for every candidate, strict gate, best edits first."""
    found = Search([Step(0, START, 0.0)], [])
    keys_in, keys_out = keys(world.held_in, 1), keys(world.held_out, 1)

    def evaluate(harness: Harness) -> dict[AttemptKey, Failure | None]:
        return {key: world.attempt(harness, key.problem) for key in (*keys_in, *keys_out)}

    harness = START
    while world.calls < calls:
        results = evaluate(harness)
        found.steps.append(Step(world.calls, harness, _rate(results.values())))
        patterns = world.analyse([failure for key in keys_in if (failure := results[key])])
        edits = world.engineer(harness, patterns, PROPOSALS)
        incumbent = {key: failure is None for key, failure in results.items()}
        accepted = []
        for edit in edits:
            outcomes = {key: failure is None for key, failure in evaluate(apply(harness, edit)).items()}
            sides = side(keys_in, incumbent, outcomes), side(keys_out, incumbent, outcomes)
            decision = strict(*sides)
            if decision and decision[0] == "accepted":
                accepted.append((edit, sides[0].delta + sides[1].delta))
        merged = merge(harness, accepted)
        found.accepted.extend((harness, apply(harness, edit)) for edit in merged.applied)
        harness = merged.harness
        found.steps.append(Step(world.calls, harness, _rate(results.values())))
    return found


def best_of_n(world: World, calls: int) -> Search:
    """As many one-shot harnesses as the calls allow, each measured once on every problem; the best measured is taken."""
    found = Search([Step(0, START, 0.0)], [])
    results = [world.attempt(START, problem) for problem in world.problems]
    best = _rate(results)
    found.steps.append(Step(world.calls, START, best))
    failures = [failure for failure in results[: len(world.held_in)] if failure]
    while world.calls < calls:
        harness = START
        for edit in world.engineer(START, world.analyse(failures), PROPOSALS):
            harness = apply(harness, edit)
        rate = _rate([world.attempt(harness, problem) for problem in world.problems])
        if rate > best:
            best = rate
            found.steps.append(Step(world.calls, harness, rate))
            found.accepted.append((START, harness))
    return found


def gepa(world: World, calls: int, minibatch: int = 3, merging: bool = False) -> Search:
    """GEPA (Agrawal et al., arXiv 2507.19457) as published, on the world's analyst and engineer: held-in is its training
    set, held-out its validation set, its reflection proposes one edit at the cost of one call."""
    import gepa.api as library
    from gepa.core.adapter import EvaluationBatch

    class Adapter:
        propose_new_texts = None

        def evaluate(self, batch: list[str], candidate: dict[str, str], capture_traces: bool = False) -> Any:
            harness = START.model_copy(update={"checklist": candidate["checklist"]})
            made = [world.attempt(harness, problem) for problem in batch]
            return EvaluationBatch(made, [float(failure is None) for failure in made], made if capture_traces else None)

        def make_reflective_dataset(
            self, candidate: dict[str, str], evaluated: Any, components: list[str]
        ) -> Mapping[str, Sequence[Mapping[str, Any]]]:
            return {"checklist": [{"failure": failure} for failure in evaluated.trajectories if failure]}

    def reflect(candidate: dict[str, str], dataset: Mapping[str, Any], components: list[str]) -> dict[str, str]:
        harness = START.model_copy(update={"checklist": candidate["checklist"]})
        patterns = world.analyse([row["failure"] for row in dataset["checklist"]])
        world.calls -= 1  # analyst and engineer in one call
        edits = world.engineer(harness, patterns, 1)
        return {"checklist": apply(harness, edits[0]).checklist if edits else harness.checklist}

    adapter: Any = Adapter()
    found = Search([Step(0, START, 0.0)], [])

    def stop(state: Any) -> bool:
        scores = [sum(by.values()) / len(by) for by in state.prog_candidate_val_subscores]
        best = max(range(len(scores)), key=scores.__getitem__)
        harness = START.model_copy(update={"checklist": state.program_candidates[best]["checklist"]})
        if harness != found.steps[-1].harness or len(found.steps) == 1:
            found.steps.append(Step(world.calls, harness, scores[best]))
        return world.calls >= calls

    library.optimize(
        {"checklist": ""}, list(world.held_in), list(world.held_out), adapter=adapter, custom_candidate_proposer=reflect,
        reflection_minibatch_size=minibatch, use_merge=merging, stop_callbacks=stop, seed=world.seed, logger=_Quiet(),
    )  # fmt: skip
    for before, after in zip(found.steps[1:], found.steps[2:], strict=False):
        found.accepted.append((before.harness, after.harness))
    return found


class _Quiet:
    def log(self, message: str) -> None:
        pass


def sequential(world: World, calls: int) -> Search:
    """Ours: the very gate of the product."""
    return asyncio.run(_sequential(world, calls, next_attempts))


def unproven(world: World, calls: int) -> Search:
    """No search to use: what the race would find if nothing had to be proven. All its attempts are screening attempts, and
    it hands over
    whatever is promising, at any time."""
    return asyncio.run(_sequential(world, calls, screening_only))


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


async def _sequential(world: World, calls: int, wanted: Wanted) -> Search:
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


def _rate(results: Any) -> float:
    passed = [failure is None for failure in results]
    return sum(passed) / len(passed)
