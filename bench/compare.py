"""How often is `compare` wrong, and how many calls does it take? On *simulated* pairs of harnesses whose scores are known.

A suite has 60 problems. Its pass rates are 0.29 on average for a third of them and 0.8 for the others; what B changes acts on
that third. The kinds of suites:

    plain     each attempt passes or fails by its problem's rate
    sharp     the log-odds of all rates times 3: most problems nearly always pass or nearly always fail
    formats   the log-odds of each attempt are moved by its prompt format, problem and harness (standard deviation 3)
    mixed     B also takes from the other problems half of what it gives (where nothing differs: all of it)
    graded    an attempt has a score from 0 to 1, spread about its problem's rate

A fixed test makes a number of attempts that is settled beforehand and asks once, one-sided at the same alpha. Its number is the
smallest that finds the effect as often as `compare` did. It must be told the effect to plan with, which `compare` need not know.

    paired    McNemar's exact test on as many pairs (for scores: the normal approximation)
    unpaired  the normal approximation for two independent samples, as of two evaluations of a suite: attempts of each harness
"""

import asyncio
import math
import random
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from statistics import NormalDist, fmean
from typing import Annotated, NamedTuple

import numpy as np
import typer
from numpy.typing import NDArray

from self_harness.attempt import AttemptKey
from self_harness.gate.compare import PAIRS, CompareResult, CompareRules, Scores, compare, draw

app = typer.Typer(add_completion=False)

SIZE = 60
TARGETED = 20
EFFECTS = (0.0, -0.10, 0.05, 0.10, 0.20, 0.30)
KINDS = ("plain", "sharp", "formats", "mixed", "graded")
LONG = 2000
"""Pairs at most where the question is how many an answer needs."""
SHARP, LUCK, SPREAD = 3.0, 3.0, 4.0
Z = NormalDist().inv_cdf
MOVES = [LUCK * Z((i + 0.5) / 12) for i in range(12)]
"""What prompt formats do, in log-odds."""


class World:
    """A suite under two harnesses. The mean effect over its problems is `effect`, exactly."""

    def __init__(self, kind: str, effect: float, seed: int) -> None:
        self.kind = kind
        self.rng = rng = random.Random(f"{kind} {effect} {seed}")
        rates = [rng.betavariate(2, 5) if i < TARGETED else rng.betavariate(8, 2) for i in range(SIZE)]
        self._a = [_odds(rate) * (SHARP if kind == "sharp" else 1) for rate in rates]
        self._b = list(self._a)
        given = effect
        if kind == "mixed":
            taken = effect if effect > 0 else 0.1
            given = effect + taken / 2 if effect > 0 else 0.1 + effect
            self._shift(range(TARGETED, SIZE), given - effect, -1)
        self._shift(range(TARGETED), abs(given), 1 if given > 0 else -1)

    @property
    def effect(self) -> float:
        return fmean(self._mean(b) - self._mean(a) for a, b in zip(self._a, self._b, strict=True))

    def _mean(self, odds: float) -> float:
        """Mean score at this log-odds, over all prompt formats."""
        return fmean(_rate(odds + moved) for moved in MOVES) if self.kind == "formats" else _rate(odds)

    def _shift(self, where: range, effect: float, sign: int) -> None:
        """Moves the log-odds of B there alike, so that the mean over all problems moves by `effect`."""
        low, high = 0.0, 40.0
        for _ in range(50):
            middle = (low + high) / 2
            moved = sum(abs(self._mean(self._a[i] + sign * middle) - self._mean(self._a[i])) for i in where) / SIZE
            low, high = (middle, high) if moved < effect else (low, middle)
        for i in where:
            self._b[i] = self._a[i] + sign * low

    async def pair(self, key: AttemptKey) -> Scores:
        problem = int(key.problem)
        return Scores(self._attempt(self._a[problem]), self._attempt(self._b[problem]))

    def _attempt(self, odds: float) -> float:
        rate = _rate(odds + (self.rng.choice(MOVES) if self.kind == "formats" else 0.0))
        if self.kind == "graded":
            return round(self.rng.betavariate(SPREAD * rate, SPREAD * (1 - rate)), 2)
        return float(self.rng.random() < rate)


class Job(NamedTuple):
    kind: str
    effect: float
    pairs: int
    runs: int


class Row(NamedTuple):
    better: float
    not_better: float
    covered: float
    """Share of runs in which the interval holds the true effect."""
    pairs: float
    paired: int | None
    """Pairs of the paired fixed test of the same power; None where nothing is to be found."""
    unpaired: int | None
    """Attempts of each harness for the unpaired one."""


@app.command()
def main(runs: Annotated[int, typer.Option(help="Comparisons of each kind.")] = 1000) -> None:
    """Prints a Markdown table, and whether the aims are met."""
    start = time.monotonic()
    jobs = [Job("plain", effect, cap, runs) for cap in (LONG, PAIRS) for effect in EFFECTS]
    jobs += [Job(kind, effect, LONG, runs) for kind in KINDS[1:] for effect in (0.0, 0.10)]
    with ProcessPoolExecutor() as pool:
        rows = dict(zip(jobs, pool.map(_measure, jobs), strict=True))
    print(f"simulated, {runs} comparisons a row, {time.monotonic() - start:.0f} s\n")
    columns = (
        "suite", "cap, pairs", "true effect", "better", "not better by 10", "undecided", "pairs", "paired test", "calls",
        "unpaired test", "calls",
    )  # fmt: skip
    print(f"| {' | '.join(columns)} |\n{'|---' * len(columns)}|")
    for (kind, effect, cap, _), row in rows.items():
        fixed = " | ".join(
            f"{test:,} | {row.pairs / test:.0%}" if test else "| " for test in (row.paired, row.unpaired)
        )
        open_ = 1 - row.better - row.not_better
        print(
            f"| {kind} | {cap:,} | {100 * effect:+.0f} | {row.better:.1%} | {row.not_better:.1%} | {open_:.1%} "
            f"| {row.pairs:.0f} | {fixed} |"
        )
    wrong = max(rows[job].better for job in jobs if job.effect <= 0)
    missed = max(rows[job].not_better for job in jobs if job.effect >= 0.1)
    saved = rows[Job("plain", 0.10, LONG, runs)]
    calls = saved.pairs / (saved.paired or 1)
    covered = min(row.covered for row in rows.values())
    for met, text in (
        (wrong <= 0.05, f'"better" where it is not: {wrong:.1%} <= 5 %'),
        (missed <= 0.05, f'"not better by more than 10 points" where it is: {missed:.1%} <= 5 %'),
        (calls < 0.5, f"+10 points with {calls:.0%} < 50 % of the calls of the paired fixed test with the same power"),
        (covered >= 0.9, f"the interval holds the effect: {covered:.1%} >= 90 %"),
    ):  # fmt: skip
        print("met    " if met else "NOT MET", text)


def _measure(job: Job) -> Row:
    found = [asyncio.run(_compare(World(job.kind, job.effect, seed), job.pairs, seed)) for seed in range(job.runs)]
    power = fmean(each.answer == "better" for each in found)
    paired, unpaired = _fixed(job, power) if job.effect > 0 else (None, None)
    return Row(
        better=power,
        not_better=fmean(each.answer == "not better" for each in found),
        covered=fmean(each.low <= job.effect <= each.high for each in found),
        pairs=fmean(each.pairs for each in found),
        paired=paired,
        unpaired=unpaired,
    )


async def _compare(world: World, pairs: int, seed: int) -> CompareResult:
    keys = draw([str(i) for i in range(SIZE)], f"seed {seed}", 1, pairs)
    *_, result = [each async for each in compare(keys, world.pair, CompareRules(pairs=pairs))]
    return result


def _fixed(job: Job, power: float) -> tuple[int, int]:
    """Sizes of the paired and of the unpaired fixed test with this power, for the mean suite of the kind."""
    worlds = [World(job.kind, job.effect, seed) for seed in range(50)]
    seen = [
        asyncio.run(world.pair(key)) for world in worlds for key in draw([str(i) for i in range(SIZE)], "fixed", 1, 400)
    ]
    a, b = np.array(seen).T
    power = min(power, 1 - 1 / job.runs)
    squared = ((Z(0.95) + Z(power)) / job.effect) ** 2
    unpaired = math.ceil(float(a.var() + b.var()) * squared)
    if job.kind == "graded":
        return math.ceil(float((b - a).var()) * squared), unpaired
    discordant = float((a != b).mean())
    won = (1 + job.effect / discordant) / 2
    return _smallest(lambda pairs: mcnemar_power(pairs, discordant, won) >= power), unpaired


def mcnemar_power(pairs: int, discordant: float, won: float, alpha: float = 0.05) -> float:
    """How often McNemar's exact test, one-sided, rejects. won: share of the discordant pairs."""
    at = _binomial(pairs, discordant)
    power = 0.0
    for d in np.flatnonzero(at > 1e-9):
        tail = np.cumsum(_binomial(int(d), 0.5)[::-1])[::-1]  # of w wins and more
        power += float(at[d] * _binomial(int(d), won)[tail <= alpha].sum())
    return power


def _binomial(n: int, p: float) -> NDArray[np.float64]:
    logs = np.array([math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1) for k in range(n + 1)])
    k = np.arange(n + 1)
    return np.asarray(np.exp(logs + k * math.log(p) + (n - k) * math.log1p(-p)))


def _smallest(holds: Callable[[int], bool]) -> int:
    low, high = 0, 8
    while not holds(high):
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle, high)
    return high


def _odds(rate: float) -> float:
    rate = min(max(rate, 1e-6), 1 - 1e-6)
    return math.log(rate / (1 - rate))


def _rate(odds: float) -> float:
    return 1 / (1 + math.exp(-odds))
