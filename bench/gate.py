"""What do the gates let in? One candidate at a time, on *simulated* problems whose pass rates are known.

An edit that changes nothing, one that takes 10 points, and edits that gain 5, 10 and 20 points of the whole suite; an edit
acts on about a third of the problems, those of its pattern. A run is five rounds of four edits that change nothing. Calls
are those of candidate and incumbent until the edit is accepted or given up; the full evaluation, against which they are
counted, is five attempts of both at every problem. Then the same for models that answer one request nearly always alike, so
that their luck hangs on the prompt format. Last, runs of useless lines on models drawn from the recording of a real one
(`_recorded`).
"""

import asyncio
import math
import random
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import dropwhile
from pathlib import Path
from statistics import fmean
from typing import Annotated, NamedTuple

import typer

from bench import _recorded_gate
from self_harness.attempt import AttemptKey, keys
from self_harness.forecast.power import Drawn, Failed, Made
from self_harness.gate.decision import Observation, Pair, Proposal
from self_harness.gate.engine import Rules
from self_harness.gate.prompt_formats import formatted_prompt
from self_harness.gate.sequential import SequentialGate
from self_harness.gate.strict import side, strict
from self_harness.harness import START, Edit, Harness, apply
from self_harness.loop import Evaluation, Loop

app = typer.Typer(add_completion=False)

SIZES = (20, 50, 100)
EFFECTS = {"no-op": 0.0, "-10": -0.10, "+5": 0.05, "+10": 0.10, "+20": 0.20}
LUCKY = ("no-op", "+20", "run of no-ops")
"""What is tried where luck hangs on the prompt format."""
SHARP, LUCK = 2.0, 3.0
"""There: factor of the log-odds of all pass rates, and standard deviation, in log-odds, of what a prompt format does to a
problem."""
GATES = ("strict 1", "strict 2", "strict 8", "sequential")
ONE_FORMAT = "one prompt_format"
"""`sequential` without its many prompt formats."""
ROWS = {False: GATES, True: (*GATES, ONE_FORMAT)}
"""By whether luck hangs on the prompt format."""
FULL = 10
"""Calls of the full evaluation for each problem."""
EDITS_OF_A_RUN = 4
ROUNDS_OF_A_RUN = 5
ROUNDS_OF_AN_EDIT = 6
"""At most, of the sequential gate's, where an edit races alone."""


class Result(NamedTuple):
    accepted: bool
    calls: int


class Suite:
    """Problems with the pass rates of the incumbent and of candidates; 60 % are held in."""

    def __init__(
        self, size: int, effect: float, rng: random.Random, lucky: bool = False, one_format: bool = False
    ) -> None:
        """lucky: luck hangs on the prompt format. one_format: the same for all attempts under a harness."""
        self.rng = rng
        self.lucky, self.one_format = lucky, one_format
        self.problems = [f"p{i}" for i in range(size)]
        self.held_in, self.held_out = self.problems[: round(0.6 * size)], self.problems[round(0.6 * size) :]
        self.pattern = {
            problem for part in (self.held_in, self.held_out) for problem in part[: round(0.36 * len(part))]
        }
        share = len(self.pattern) / size
        self.base = {p: rng.betavariate(2, 5) if p in self.pattern else rng.betavariate(8, 2) for p in self.problems}
        """0.29 on average for the pattern's problems, 0.8 for the others."""
        self.edited = {p: _clip(rate + (effect / share if p in self.pattern else 0)) for p, rate in self.base.items()}
        self.known: dict[tuple[Harness, AttemptKey], bool] = {}

    async def solve(self, harness: Harness, key: AttemptKey) -> bool:
        if (harness, key) not in self.known:
            rate = (self.base if harness == START else self.edited)[key[0]]
            self.known[harness, key] = self.rng.random() < (self.luck(rate, harness, key) if self.lucky else rate)
        return self.known[harness, key]

    def luck(self, rate: float, harness: Harness, key: AttemptKey) -> float:
        """The pass rate in the prompt format of this attempt."""
        text = harness.system_prompt if self.one_format else formatted_prompt(harness, key.trial)
        drawn = random.Random(f"{self.base} {text} {key[0]}").gauss(0, LUCK)
        odds = SHARP * math.log(min(max(rate, 0.01), 0.99) / (1 - min(max(rate, 0.01), 0.99)))
        return 1 / (1 + math.exp(-odds - drawn))

    async def target_problems(self) -> tuple[str, ...]:
        """What the analyst would find: the pattern's held-in problems that failed when they were first attempted."""
        failed = [key.problem for key in keys(self.held_in, 1) if not await self.solve(START, key)]
        return tuple(p for p in failed if p in self.pattern) or tuple(failed) or (self.held_in[0],)


@app.command()
def main(
    runs: Annotated[int, typer.Option(help="Candidates of each kind, size and gate.")] = 1000,
    out: Annotated[Path | None, typer.Option(help="Folder for gate.png.")] = None,
) -> None:
    """Prints the table, and draws it if there is a folder for that."""
    start = time.monotonic()
    columns = {False: (*EFFECTS, "run of no-ops"), True: LUCKY}
    jobs = [
        (gate, size, effect, lucky, runs)
        for lucky, effects in columns.items() for gate in ROWS[lucky] for size in SIZES for effect in effects
    ]  # fmt: skip
    results = {}
    with ProcessPoolExecutor() as pool:
        for job, found in zip(jobs, pool.map(_measure, jobs), strict=True):
            results[job[:4]] = found
            print(*job[:3], "lucky" * job[3], file=sys.stderr)
    print(
        f"simulated, {runs} candidates each, {time.monotonic() - start:.0f} s: share accepted (calls, % of the full evaluation)"
    )
    for lucky, effects in columns.items():
        print(f"{'luck hangs on prompt_format' * lucky:22}" + "".join(f"{name:>16}" for name in effects))
        for gate in ROWS[lucky]:
            for size in SIZES:
                cells = [results[gate, size, effect, lucky] for effect in effects]
                print(
                    f"{gate:12}{size:>4} problems" + "".join(f"{share:>9.1%} {calls:>5.0%}" for share, calls in cells)
                )
    noop, noop_lucky = (max(results["sequential", size, "no-op", lucky][0] for size in SIZES) for lucky in columns)
    run, run_lucky = (
        max(results["sequential", size, "run of no-ops", lucky][0] for size in SIZES) for lucky in columns
    )
    power, calls = results["sequential", 50, "+20", False]
    whole = f"any accepted in a run of {EDITS_OF_A_RUN * ROUNDS_OF_A_RUN} no-ops"
    for met, text in (
        (noop <= 0.01, f"no-op accepted {noop:.2%} <= 1 % for each candidate"),
        (run <= 0.05, f"{whole} {run:.1%} <= 5 %"),
        (noop_lucky <= 0.01, f"where luck hangs on the prompt_format, no-op accepted {noop_lucky:.2%} <= 1 %"),
        (run_lucky <= 0.05, f"there, {whole} {run_lucky:.1%} <= 5 %"),
        (power >= 0.95, f"+20 points found {power:.1%} >= 95 % on 50 problems"),
        (calls <= 0.40, f"with {calls:.0%} <= 40 % of the full evaluation's calls"),
    ):
        print("met    " if met else "NOT MET", text)
    for line in _recorded_gate.report(max(runs // 10, 1)):
        print(line)
    if out:
        out.mkdir(parents=True, exist_ok=True)
        _plot(results, out / "gate.png")


def _measure(job: tuple[str, int, str, bool, int]) -> tuple[float, float]:
    """Share accepted, and mean calls as a share of the full evaluation's."""
    gate, size, effect, lucky, runs = job
    trials = int(gate.split()[1]) if gate.startswith("strict") else 0
    found = []
    for seed in range(runs // 4 if effect == "run of no-ops" else runs):
        suite = Suite(
            size, EFFECTS.get(effect, 0.0), random.Random(f"{size} {effect} {seed}"), lucky, gate == ONE_FORMAT
        )
        if effect == "run of no-ops":
            found.append(asyncio.run(_run(suite, trials)))
        else:
            found.append(asyncio.run(_strict(suite, trials) if trials else _sequential(suite)))
    return fmean(each.accepted for each in found), fmean(each.calls for each in found) / (FULL * size)


async def _strict(suite: Suite, trials: int, number: int = 0) -> Result:
    candidate = apply(START, Edit(op="append", block="checklist", text=f"edit {number}"))
    held_in, held_out = (keys(part, trials) for part in (suite.held_in, suite.held_out))
    incumbent = {key: await suite.solve(START, key) for key in (*held_in, *held_out)}
    outcomes = {key: await suite.solve(candidate, key) for key in incumbent}
    decision = strict(side(held_in, incumbent, outcomes), side(held_out, incumbent, outcomes))
    return Result(decision is not None and decision[0] == "accepted", len(suite.known))


class SuiteSteps:
    """The loop's `Steps` on a suite. edits: proposed in each round; one alone only in the first."""

    def __init__(self, suite: Suite, edits: int) -> None:
        self._suite, self._edits = suite, edits

    async def evaluate(self, harness: Harness, wanted: Sequence[AttemptKey]) -> dict[AttemptKey, Made]:
        return {key: await self.attempt(harness, key) for key in wanted}

    async def attempt(self, harness: Harness, key: AttemptKey) -> Made:
        return Made(key.problem, await self._suite.solve(harness, key))

    async def recall(self, made: Sequence[tuple[Harness, AttemptKey]]) -> list[Made]:
        return [await self.attempt(*each) for each in made]

    async def mine(self, number: int, harness: Harness, examples: Sequence[Made]) -> Failed:
        return Failed(await self._suite.target_problems())

    async def propose(self, number: int, before: Evaluation[Made], mined: Failed, examples: Sequence[Made]) -> Drawn:
        edits = self._edits if self._edits > 1 or number == 1 else 0
        return Drawn(
            tuple(_edit(f"{number} {i}", mined.patterns[i :: self._edits] or mined.patterns) for i in range(edits))
        )


def _edit(name: str, target_problems: tuple[str, ...]) -> Proposal:
    return Proposal(Edit(op="append", block="checklist", text=f"edit {name}"), target_problems)


async def _sequential(suite: Suite, rounds: int = ROUNDS_OF_AN_EDIT, edits: int = 1) -> Result:
    """One edit alone, until it is accepted or dropped; or in each round some more, until anything is accepted."""
    gate = SequentialGate(START, suite.held_in, suite.held_out, Rules(rounds=rounds), str(suite.rng.random()))
    made: list[Observation | Pair] = []
    async for done in Loop(SuiteSteps(suite, edits), gate, suite.held_in, suite.held_out).run(rounds):
        made += done.gated.seen
        edited = gate.state.edits
        if gate.harness != START or (edited and all(each.state == "dropped" for each in edited)):
            break
    if accepted := gate.harness != START:  # what came after the decision does not count
        made = list(dropwhile(lambda each: isinstance(each, Observation), reversed(made)))
    return Result(accepted, sum(len(each.attempts) for each in made))


async def _run(suite: Suite, trials: int) -> Result:
    """Five rounds of edits that change nothing; accepted if any is. trials: of the strict gate; 0: the sequential one."""
    if not trials:
        return await _sequential(suite, ROUNDS_OF_A_RUN, EDITS_OF_A_RUN)
    accepted = False
    for number in range(1, ROUNDS_OF_A_RUN + 1):
        for i in range(EDITS_OF_A_RUN):
            accepted |= (await _strict(suite, trials, number * 10 + i)).accepted
    return Result(accepted, len(suite.known))


def _clip(rate: float) -> float:
    return min(max(rate, 0.0), 1.0)


def _plot(results: dict[tuple[str, int, str, bool], tuple[float, float]], path: Path) -> None:
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(2, len(SIZES), figsize=(4.5 * len(SIZES), 6.8), sharey=True)
    kinds = {False: ["-10", "no-op", "+5", "+10", "+20"], True: ["run of no-ops", "no-op", "+20"]}
    for row, (lucky, gates) in zip(axes, ROWS.items(), strict=True):
        for axis, size in zip(row, SIZES, strict=True):
            for gate in gates:
                shares = [results[gate, size, kind, lucky][0] for kind in kinds[lucky]]
                ours = gate == "sequential"
                color = "black" if ours else None
                axis.plot(kinds[lucky], shares, marker="o", lw=2.4 if ours else 1.2, color=color, label=gate)
            axis.set_title(f"{size} problems{', luck hangs on the prompt_format' if lucky else ''}")
            axis.set_xlabel("true effect, points")
            axis.grid(alpha=0.3)
        row[0].set_ylabel("share accepted")
        row[0].legend()
    figure.suptitle("What the gates let in (simulated)")
    figure.tight_layout()
    figure.savefig(path, dpi=120)
