"""Time to finish with blocks of twelve attempts, and with blocks that follow the calls in flight. The loop and the gate are the
product's, edits and outcomes those of the forecast's simulations, and the clock is virtual: it jumps to the next reply."""

import asyncio
import math
import random
import selectors
from collections.abc import Iterator, Sequence
from statistics import fmean
from typing import NamedTuple

from self_harness.attempt import AttemptKey
from self_harness.config import RunConfig
from self_harness.forecast.forecast import ASSUMED_RATES, HELPFUL, OVERHEAD
from self_harness.forecast.power import Drawn, Failed, Made, World, WorldSteps
from self_harness.forecast.spending import ANALYSIS_LENGTH
from self_harness.gate.engine import BLOCK, Rules
from self_harness.gate.sequential import SequentialGate
from self_harness.harness import Harness
from self_harness.loop import Evaluation, Loop

SECONDS = (0.2, 5.0, 30.0)
"""Mean time of a call."""
SETTINGS = (
    RunConfig(concurrency=16), RunConfig(concurrency=32), RunConfig(concurrency=64),
    RunConfig(concurrency=64, rounds=6, attempts=120, proposals=8),
)  # fmt: skip
"""The last makes as many attempts and proposals in half as many rounds."""
SPREAD = 0.6
"""Standard deviation of its logarithm: one call of forty takes three times the median."""
HELD_IN, HELD_OUT = 53, 35
"""Problems, as in the suite `contracts`."""


class VirtualClock(asyncio.SelectorEventLoop):
    """An event loop that never waits for a timer: it moves its clock on to it."""

    def __init__(self) -> None:
        self.now = 0.0
        super().__init__(_Jump(self))

    def time(self) -> float:
        return self.now


class _Jump(selectors.SelectSelector):
    def __init__(self, clock: VirtualClock) -> None:
        super().__init__()
        self._clock = clock

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        self._clock.now += timeout or 0.0
        return super().select(0)


class TimedSteps(WorldSteps):
    """Steps in a world whose calls take time: so many at once, and for each the workflow's own work, one after the other."""

    def __init__(self, world: World, config: RunConfig, seconds: float, seed: str) -> None:
        super().__init__(world, config.proposals_in, HELPFUL)
        self._slots, self._workflow = asyncio.Semaphore(config.concurrency), asyncio.Lock()
        self._seconds, self._dice = seconds, random.Random(seed)
        self._made: set[tuple[str, AttemptKey]] = set()

    async def evaluate(self, harness: Harness, wanted: Sequence[AttemptKey]) -> dict[AttemptKey, Made]:
        return dict(zip(wanted, await asyncio.gather(*(self.attempt(harness, key) for key in wanted)), strict=True))

    async def attempt(self, harness: Harness, key: AttemptKey) -> Made:
        if (harness.checklist, key) not in self._made:  # what was made before takes no time
            self._made.add((harness.checklist, key))
            async with self._slots:
                await self._call(1)
            async with self._workflow:
                await asyncio.sleep(OVERHEAD)
        return await super().attempt(harness, key)

    async def mine(self, number: int, harness: Harness, examples: Sequence[Made]) -> Failed:
        await self._call(ANALYSIS_LENGTH)
        return await super().mine(number, harness, examples)

    async def propose(self, number: int, before: Evaluation[Made], mined: Failed, examples: Sequence[Made]) -> Drawn:
        await self._call(ANALYSIS_LENGTH)
        return await super().propose(number, before, mined, examples)

    async def _call(self, length: float) -> None:
        mean = math.log(self._seconds * length) - SPREAD**2 / 2
        await asyncio.sleep(self._dice.lognormvariate(mean, SPREAD))


class Outcome(NamedTuple):
    minutes: float
    """Of the virtual clock."""
    proven: float
    best: float
    """True gain in pass rate of the two harnesses that are handed over, shares."""


def run(config: RunConfig, block: int, seconds: float, seed: str) -> Outcome:
    """block: attempts made at once, at least."""
    names = [f"problem_{number}" for number in range(HELD_IN + HELD_OUT)]
    dice = random.Random(seed)
    world = World({name: dice.betavariate(*ASSUMED_RATES) for name in names}, config.concurrency, seed)
    rules = Rules(attempts=config.attempts, rounds=config.rounds, concurrency=block)
    gate = SequentialGate(Harness(), names[:HELD_IN], names[HELD_IN:], rules, seed)

    async def play() -> tuple[float, Harness]:
        steps = TimedSteps(world, config, seconds, f"{seed} {seconds}")
        loop = Loop(steps, gate, names[:HELD_IN], names[HELD_IN:])
        done = [each.gated async for each in loop.run(config.rounds)]
        return asyncio.get_running_loop().time(), done[-1].best.harness if done[-1].best else done[-1].harness

    with asyncio.Runner(loop_factory=VirtualClock) as runner:
        took, best = runner.run(play())
    return Outcome(took / 60, world.gain(gate.harness), world.gain(best))


class Blocks(NamedTuple):
    """Means over the runs; the same runs with both kinds of blocks."""

    config: RunConfig
    seconds: float
    twelve: Outcome
    following: Outcome

    @property
    def share(self) -> float:
        """Of the time with blocks of twelve."""
        return self.following.minutes / self.twelve.minutes


def blocks(runs: int) -> Iterator[Blocks]:
    """Raises AssertionError where the outcome of a run depends on how long its calls took."""
    for config in SETTINGS:
        outcomes = set()
        for seconds in SECONDS:
            kinds = (BLOCK, config.concurrency)
            made = [[run(config, block, seconds, str(n)) for n in range(runs)] for block in kinds]
            outcomes.add(tuple(each[1:] for its in made for each in its))
            assert len(outcomes) == 1, "the outcome does not depend on which reply came first"
            yield Blocks(config, seconds, *(Outcome(*map(fmean, zip(*its, strict=True))) for its in made))
