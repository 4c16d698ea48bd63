"""What the gate lets in on models drawn from a recording of a real one: useless lines, and cures for bad starts."""

import asyncio
import math
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from itertools import product as crossing
from statistics import fmean
from typing import NamedTuple

from bench._product import product
from bench._prompts import CURES, LINES, STARTS, harness_of, named
from bench._recorded import CURE_SHARE, NAME, RECORDED, RecordedFamily, RecordedWorld, recorded_posterior
from self_harness.attempt import AttemptKey
from self_harness.forecast.power import Drawn, Failed, Made
from self_harness.gate import proof
from self_harness.gate.decision import Pair, Proposal
from self_harness.gate.engine import BLOCK, Engine, Rules, parts
from self_harness.gate.sequential import SequentialGate
from self_harness.harness import START, Edit, Harness
from self_harness.loop import Evaluation, Loop
from self_harness.stats.e_process import EProcess
from self_harness.stats.intervals import wilson

ROUNDS, EDITS = 5, 4
"""Of a run, and new edits of each round."""
SIZES = (50, 1000)
"""Problems of a suite: so many, or all that are recorded."""
FORCED_PAIRS = 400
"""Of the forced proofs of a run."""
PROOFS = (("as they come", False, True), ("forced", True, True), ("forced, lines without any effect", True, False))
"""Name, whether they are forced, and whether useless lines have luck."""
PROVES = 1 / Rules().alpha
"""E-value."""
CALLS = 1200
"""Of a run from a bad start or the good one."""


class Start(NamedTuple):
    """One that runs begin with."""

    harness: Harness
    bad: str
    """Its text that hurts, or is meant to."""
    family: RecordedFamily


CURED = [Edit(op="replace", block="checklist", text=LINES[name].text) for name in ("examples", "simple")]
CONTROLS = {
    "raising": Start(harness_of("start+raise"), LINES["raise"].text, replace(RECORDED, cures=tuple(CURED))),
    **{
        name: Start(
            STARTS[name], bad, replace(RECORDED, start=name, cures=tuple(LINES[cure].edit for cure in CURES[name]))
        )
        for name, bad in (("prose", STARTS["prose"].output_format), ("printing", LINES["print"].text), ("good", ""))
    },
}
"""Raising is bad by the record; prose and printing were meant to be."""


class Run(NamedTuple):
    accepted: bool
    """Any line."""
    pairs: int
    """Of all proofs."""
    e_value: float
    """The largest of the run's e-process; it begins with 1."""
    gain: float
    """Of the last deployed harness over the start: true pass rate on the suite's problems, over prompt formats."""
    elsewhere: float
    """The same on recorded problems outside the suite; NaN where there are none."""
    attempts: int


def report(runs: int) -> Iterator[str]:
    """A table of runs in which all lines are useless: as they are, and with proofs forced after their rounds."""
    yield f"{NAME}: runs of {ROUNDS} rounds with {EDITS} useless lines each, {len(named('useless'))} of them recorded"
    yield f"forced: then {FORCED_PAIRS} pairs, in proofs of one line after another, the best by the estimates first"
    yield (
        "| problems | proofs | runs | with a pair | pairs of these | e-value ever 20 or more | largest | "
        "accepted any line | accepted, no true gain on the suite | true gain if accepted | on other problems | attempts |"
    )
    yield "|---|---|---|---|---|---|---|---|---|---|---|"
    recorded_posterior()  # once, for all processes
    for size, (name, forced, luck) in crossing(SIZES, PROOFS):
        family = replace(RECORDED, size=size, luck=luck)
        with ProcessPoolExecutor() as pool:
            found = list(pool.map(partial(play, family, forced=forced), range(runs)))
        accepted = [run for run in found if run.accepted]
        proofs = [run for run in found if run.pairs]
        e_values = [run.e_value for run in found]
        cells = [
            f"{len(family.world(0).problems)}",
            name,
            f"{runs}",
            f"{len(proofs)}",
            f"{fmean(run.pairs for run in proofs):.0f}" if proofs else "-",
            _share(sum(each >= PROVES for each in e_values), runs),
            f"{max(e_values):.1f}",
            _share(len(accepted), runs),
            _share(sum(run.gain <= 0 for run in accepted), runs),
            _points([run.gain for run in accepted]),
            _points([run.elsewhere for run in accepted]),
            f"{fmean(run.attempts for run in found):.0f}",
        ]
        yield f"| {' | '.join(cells)} |"


def _points(gains: Sequence[float]) -> str:
    return f"{100 * fmean(gains):+.1f} points" if gains and not math.isnan(gains[0]) else "-"


def play(family: RecordedFamily, seed: int, forced: bool = False) -> Run:
    """One run of the product's loop and gate. forced: and proofs of its lines, whatever their prospects."""
    return asyncio.run(_play(family.world(seed), forced))


async def _play(world: RecordedWorld, forced: bool) -> Run:
    steps = RecordedSteps(world)
    gate = SequentialGate(START, world.held_in, world.held_out, Rules(rounds=ROUNDS), str(world.seed))
    bets: list[tuple[int, float]] = []
    async for done in Loop(steps, gate, world.held_in, world.held_out).run(ROUNDS):
        made = [seen for seen in done.gated.seen if isinstance(seen, Pair)] if done.gated else []
        bets += [(pair.difference, pair.stake) for pair in made if pair.stake is not None]
    harness = gate.harness
    if forced and harness == START:
        harness = _prove(world, gate.engine, bets)
    gain, elsewhere = (
        world.rate_on(harness, problems) - world.rate_on(START, problems) if problems else float("nan")
        for problems in (world.problems, world.other_problems)
    )
    return Run(harness != START, len(bets), _largest(bets), gain, elsewhere, world.calls)


def _prove(world: RecordedWorld, engine: Engine, bets: list[tuple[int, float]]) -> Harness:
    """The first line whose proof succeeds, else the start. All lines that the search dropped come again."""
    state, left = engine.state, FORCED_PAIRS
    state.enter([Proposal(each.edit, each.target_problems) for each in state.edits])
    gains = state.gains()
    for line in sorted(gains, key=lambda line: -gains[line].mean):
        made = proof.begin(state, (line,), engine.evidence, engine.alpha, 2 * left)
        while left > 0 and (block := proof.pairs(state, made, min(BLOCK // 2, left))):
            left -= len(block)
            for pair in block:
                old, new = (world.attempt(each.harness, *each.key) is None for each in parts(pair))
                if (stake := proof.see(state, made, pair, old, new)) is not None:
                    bets.append((new - old, stake))
            proof.plan_bets(state, made, 2 * left)
        if made.state == "proven":
            return state.harness((line,))
    return START


def _largest(bets: Sequence[tuple[int, float]]) -> float:
    evidence, largest = EProcess(), 1.0
    for bet in bets:
        evidence.bet(*bet)
        largest = max(largest, evidence.e_value)
    return largest


class RecordedSteps:
    """The loop's `Steps` in a world: all that failed is one pattern, and every edit is a useless line, in the first rounds a
    recorded one."""

    def __init__(self, world: RecordedWorld) -> None:
        self._world = world
        self._made: dict[tuple[Harness, AttemptKey], Made] = {}
        recorded = named("useless")
        world.rng.shuffle(recorded)
        new = [Edit(op="append", block="checklist", text=f"Note {i}.") for i in range(ROUNDS * EDITS)]
        self._edits = iter([*(LINES[name].edit for name in recorded), *new])

    async def evaluate(self, harness: Harness, wanted: Sequence[AttemptKey]) -> dict[AttemptKey, Made]:
        return {key: await self.attempt(harness, key) for key in wanted}

    async def attempt(self, harness: Harness, key: AttemptKey) -> Made:
        if (harness, key) not in self._made:
            self._made[harness, key] = Made(key.problem, self._world.attempt(harness, *key) is None)
        return self._made[harness, key]

    async def recall(self, made: Sequence[tuple[Harness, AttemptKey]]) -> list[Made]:
        return [await self.attempt(*each) for each in made]

    async def mine(self, number: int, harness: Harness, examples: Sequence[Made]) -> Failed:
        return Failed(tuple(dict.fromkeys(made.problem for made in examples if not made.passed)))

    async def propose(self, number: int, before: Evaluation[Made], mined: Failed, examples: Sequence[Made]) -> Drawn:
        edits = [next(self._edits) for _ in range(EDITS)]
        return Drawn(tuple(Proposal(edit, mined.patterns[i::EDITS] or mined.patterns) for i, edit in enumerate(edits)))


class Control(NamedTuple):
    """One run from such a start: true pass rates on the suite's problems, over prompt formats, and the bad text."""

    start: float
    best: float
    proven: float
    is_proven: bool
    """Whether anything is."""
    best_is_cured: bool
    """Whether the best harness lacks the bad text."""
    proven_is_cured: bool


def control(runs: int) -> Iterator[str]:
    """A table of runs of the product's loop, one row for each start."""
    yield f"{NAME}: runs of {CALLS} calls, {SIZES[0]} problems; where there is a cure, {CURE_SHARE:.0%} of the edits are one"
    yield (
        "| start | runs | true pass rate of the start | best | proven | bad text gone from best | from proven | "
        "anything proven | proven, but no better |"
    )
    yield "|---|---|---|---|---|---|---|---|---|"
    recorded_posterior()  # once, for all processes
    for name in CONTROLS:
        with ProcessPoolExecutor() as pool:
            found = list(pool.map(partial(_control, name), range(runs)))
        rates = " | ".join(
            f"{fmean(each):.1%}" for each in zip(*((r.start, r.best, r.proven) for r in found), strict=True)
        )
        counts = [
            sum(each.best_is_cured for each in found),
            sum(each.proven_is_cured for each in found),
            sum(each.is_proven for each in found),
            sum(each.is_proven and each.proven <= each.start for each in found),
        ]
        yield f"| {name} | {runs} | {rates} | {' | '.join(_share(count, runs) for count in counts)} |"


def _control(name: str, seed: int) -> Control:
    start, bad, family = CONTROLS[name]
    world = family.world(seed)
    handed = product(world, CALLS, start=start)
    best, proven = handed.best.harness, handed.proven
    rates = [world.true_rate(harness) for harness in (start, best, proven)]
    cured = [bool(bad) and bad not in harness.system_prompt for harness in (best, proven)]
    return Control(rates[0], rates[1], rates[2], proven != start, cured[0], cured[1])


def _share(count: int, of: int) -> str:
    low, high = wilson(count, of)
    return f"{count / of:.1%} ({low:.1%} to {high:.1%})"
