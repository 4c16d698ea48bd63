"""What a run can find out and what it will take, told before anything is spent.

Everything is simulated with the real loop and gates (see `power`), on measured pass rates where there is a calibration, else
on assumed ones.
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import count
from pathlib import Path
from random import Random
from statistics import fmean, stdev
from typing import Literal

from pydantic import BaseModel, ConfigDict

from self_harness.concurrency import in_thread
from self_harness.config import RunConfig
from self_harness.forecast import speed
from self_harness.forecast.calibration import Calibration
from self_harness.forecast.power import POWER, Plan, Played, World, play, power
from self_harness.forecast.spending import ANALYSIS_LENGTH, Calls, analyses_a_round, at_most, expected, seconds_a_call
from self_harness.gate.decision import GateName
from self_harness.gate.engine import Rules
from self_harness.harness import Harness
from self_harness.record.events import ForecastMade
from self_harness.record.records import Score, Totals
from self_harness.release.baseline import requests_at_most
from self_harness.steps.edits import read_edits
from self_harness.suite.problem import Split, Suite

SINGLE_EDIT_RUNS, RUNS, IDLE_RUNS = 20, 4, 4
"""Simulations of single edits, of whole runs, and of runs in which no edit helps, for suites of up to 100 problems."""
FEWEST_RUNS = 4
"""Of each, for larger ones."""
AA_RUNS = 200
SURPRISING = 1.5
"""Factor by which calls may be slower than forecast before that is said."""
HELPFUL = 0.5
"""Assumed share of the edits that help."""
ASSUMED_RATES = (1.2, 0.8)
"""Beta distribution of unknown pass rates: 60 % on average, as the article advises, a few problems always or never."""
OVERHEAD = 0.02
"""Seconds of the workflow's own work on an attempt, which nothing runs beside."""


class Forecast(BaseModel):
    """Gains and rates are shares, costs are dollars."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    basis: str
    """Where the pass rates come from."""
    gate: GateName
    gain: float | None
    """Smallest gain in true pass rate over held-in and held-out that an edit, tested alone, is let in with in 80 % of
    cases; None where not even an edit that cures its whole pattern is."""
    gain_interval: tuple[float, float] | None
    """95 % confidence interval of that, from the number of simulations."""
    gain_most: float
    """Gain of an edit that cures its whole pattern."""
    power_most: float
    """Probability that such an edit is let in."""
    power_error: float
    """Its standard error."""
    proves: int
    """How many of `runs` simulated runs, half of whose edits help, let in anything."""
    runs: int
    proven: float
    """Mean gain of what they let in."""
    best: float | None
    """Mean gain of the sequential gate's best harness, of which nothing is proven."""
    useless: dict[GateName, float]
    """Expected number of edits that change nothing and are deployed at the end, where no edit of the run helps."""
    useless_error: dict[GateName, float]
    """Standard errors; 0 where it was never seen, which `useless_runs` simulated runs say little about."""
    useless_in: dict[GateName, int] = {}
    """In how many of the simulated runs it was seen: edits get in together, so one unlucky run makes much of the number."""
    useless_runs: int
    useless_bound: float
    """Proven bound on the chance that the sequential gate lets in anything in such a run."""
    calls: int
    calls_at_most: int
    calls_compared: int = 0
    """Those among `calls` that are spent on a comparison with plain resampling."""
    calls_at_least: int
    """Until the first round's gate has its first attempt."""
    input_tokens: int
    output_tokens: int
    cost: float | None
    """None: no price is known."""
    cost_at_most: float | None
    cost_per_call: float
    minutes: float
    seconds: float
    """Of a call and the grading of its answer."""
    seconds_by: Literal["measured", "assumed"]
    concurrency: int

    def __str__(self) -> str:
        if self.gain is None:
            found = (
                f"even an edit that cures a whole failure pattern ({100 * self.gain_most:.0f} points) is let in with "
            )
            found += f"{self.power_most:.0%} probability only (±{self.power_error:.0%})"
        else:
            low, high = (100 * bound for bound in self.gain_interval or (0.0, 0.0))
            found = f"an edit that gains {100 * self.gain:.0f} points ({low:.0f} to {high:.0f}), alone in a run, is let in with "
            found += f"{POWER:.0%} probability, a smaller one less often"
        other: GateName = "strict" if self.gate == "sequential" else "sequential"
        lines = [
            f"Forecast, {self.basis}:",
            f"gain   {found}",
            f"result {self._result}",
            f"noise  edits let in though they change nothing: {_count(self, self.gate)}; gate {other}: "
            f"{_count(self, other)}",
            f"calls  about {self.calls:,}, at most {self.calls_at_most:,}"
            + (f"; about {self.calls_compared:,} of them for plain resampling" if self.calls_compared else ""),
            f"tokens about {self.input_tokens:,} in, {self.output_tokens:,} out",
        ]
        if self.cost is not None and self.cost_at_most is not None:
            lines.append(f"cost   about ${self.cost:.2f}, at most ${self.cost_at_most:.2f}")
        pace = f"{self.concurrency} calls at once, {self.seconds:.1f} s each ({self.seconds_by})"
        return "\n".join([*lines, f"time   about {self.minutes:.0f} min at {pace}"])

    @property
    def _result(self) -> str:
        text = f"where half of the edits help, {self.proves} of {self.runs} simulated runs let in something, "
        text += f"{100 * self.proven:+.0f} points on average over all of them"
        return text if self.best is None else f"{text}; the best harness, unproven, gains {100 * self.best:+.0f}"


def _count(forecast: Forecast, gate: GateName) -> str:
    error = forecast.useless_error[gate]
    runs = f"{forecast.useless_runs} simulated runs"
    seen = f"none in {runs}"
    if error:
        seen = f"{forecast.useless[gate]:.2f} ±{error:.2f} (in {forecast.useless_in.get(gate, 0)} of {runs})"
    return f"{seen}, proven chance of any at most {forecast.useless_bound:.1%}" if gate == "sequential" else seen


def forecast(
    config: RunConfig, suite: Suite, parts: Split, harness: Harness, measured: Calibration | None = None,
    rules: Rules | None = None, on_step: Callable[[int, int], None] = lambda done, total: None,
) -> Forecast:  # fmt: skip
    """Of a run with a resolved `config` that starts from `harness`. Takes some seconds; seeded by the config's seed.
    on_step: told how many of how many simulations are done."""
    plan = Plan(
        parts.held_in, parts.held_out, config.trials, config.rounds, config.proposals, config.gate,
        rules or _rules(config), config.concurrency,
        len(read_edits(Path(config.edits))) if config.edits else 0,
    )  # fmt: skip
    return in_thread(_forecast(config, suite, parts, harness, measured, plan, on_step))


async def _forecast(
    config: RunConfig, suite: Suite, parts: Split, harness: Harness, measured: Calibration | None, plan: Plan,
    on_step: Callable[[int, int], None],
) -> Forecast:  # fmt: skip
    share = min(1.0, 100 / len(plan.problems))
    single_edit_runs, runs, idle_runs = (
        max(FEWEST_RUNS, round(number * share)) for number in (SINGLE_EDIT_RUNS, RUNS, IDLE_RUNS)
    )
    done, total = count(1), single_edit_runs + runs + 2 * idle_runs

    async def played_in(world: World, plan: Plan, helpful: float, early: bool = True) -> Played:
        found = await play(world, plan, helpful, early)
        on_step(next(done), total)
        return found

    single_edits = _worlds(plan, measured, f"{config.seed} single_edit_run", single_edit_runs)
    alone = await power(single_edits, plan, lambda: on_step(next(done), total))
    played = [await played_in(world, plan, HELPFUL) for world in _worlds(plan, measured, f"{config.seed} run", runs)]
    idle: dict[GateName, list[Played]] = {}
    for gate in ("sequential", "strict"):
        same = _worlds(plan, measured, f"{config.seed} idle", idle_runs)
        idle[gate] = [await played_in(world, plan._replace(gate=gate), 0.0, early=False) for world in same]

    arms = 2 if config.compare_resampling else 1  # the search, and as many calls for plain resampling
    test_split = (1 + arms) * len(parts.test_split) * config.trials
    searching = fmean(each.calls for each in played)
    attempts = arms * searching + test_split
    analyses = arms * 2 * fmean(each.rounds for each in played)
    calls = attempts + analyses
    compared = (calls - len(parts.test_split) * config.trials) / 2 if config.compare_resampling else 0.0
    share_done = min(1.0, (config.max_calls or math.inf) / calls)
    most = Calls(arms * plan.calls_at_most + test_split, arms * config.rounds * analyses_a_round(config.proposals))
    requests = 2 * config.rounds  # those answered
    if config.compare_resampling:
        requests += requests_at_most(plan.calls_at_most + 2 * config.rounds, len(plan.problems) * config.trials)
    ids = {*plan.problems, *parts.test_split}
    texts = [len(problem.prompt) + len(harness.system_prompt) for problem in suite.problems if problem.id in ids]
    likely = expected(config, Calls(share_done * attempts, share_done * analyses), fmean(texts), measured)
    worst = at_most(config, most._replace(analyses=requests * (1 + config.proposals)), max(texts))
    seconds, by = seconds_a_call(config, measured)
    waves = fmean(each.waves for each in played) + ANALYSIS_LENGTH * analyses
    waves += math.ceil(((arms - 1) * searching + test_split) / config.concurrency)
    return Forecast(
        basis=_basis(measured, harness),
        gate=config.gate,
        gain=alone.gain[0] if alone.gain else None,
        gain_interval=alone.gain[1:] if alone.gain else None,
        gain_most=alone.gain_most,
        power_most=alone.most[0],
        power_error=alone.most[1],
        proves=sum(each.proven > 0 for each in played),
        runs=len(played),
        proven=fmean(each.proven for each in played),
        best=fmean(each.best for each in played) if config.gate == "sequential" else None,
        useless={gate: fmean(each.useless for each in found) for gate, found in idle.items()},
        useless_error={gate: _error(each.useless for each in found) for gate, found in idle.items()},
        useless_in={gate: sum(each.useless > 0 for each in found) for gate, found in idle.items()},
        useless_runs=idle_runs,
        useless_bound=plan.rules.alpha if plan.rounds else 0.0,
        calls=round(share_done * calls),
        calls_at_most=round(min(most.total, config.max_calls or math.inf)),
        calls_compared=round(max(0.0, compared - (1 - share_done) * calls)),
        calls_at_least=len(plan.problems) * config.trials + (3 if config.rounds else 0),
        input_tokens=likely.usage.input_tokens,
        output_tokens=likely.usage.output_tokens,
        cost=None if likely.cost is None else min(likely.cost, config.max_cost or math.inf),
        cost_at_most=None if worst.cost is None else min(worst.cost, config.max_cost or math.inf),
        cost_per_call=likely.cost / max(share_done * calls, 1) if likely.cost else 0.0,
        seconds=seconds,
        seconds_by=by,
        minutes=min(share_done * (waves * seconds + attempts * OVERHEAD) / 60, config.max_minutes or math.inf),
        concurrency=config.concurrency,
    )


def _rules(config: RunConfig) -> Rules:
    return Rules(alpha=config.alpha, attempts=config.attempts, rounds=config.rounds, concurrency=config.concurrency)


def against_itself(config: RunConfig, parts: Split, found: Mapping[str, Score]) -> dict[GateName, float]:
    """Share of candidates equal to the incumbent that each gate would let in (A/A), by attempts drawn from those that
    were made, with replacement. `found` has the outcomes of each problem."""
    plan = Plan(parts.held_in, parts.held_out, config.trials, 1, 1, "strict", Rules(alpha=config.alpha), 1)
    rates = {problem: found[problem].rate for problem in plan.problems}

    async def let_in(gate: GateName) -> float:
        worlds = [World(rates, 1, f"{config.seed} A/A {n}") for n in range(AA_RUNS)]
        return fmean([(await play(world, plan._replace(gate=gate), 0.0, early=False)).useless for world in worlds])

    return {"sequential": in_thread(let_in("sequential")), "strict": in_thread(let_in("strict"))}


def slower(told: Forecast, seconds: Sequence[float]) -> str | None:
    """What to say where the first calls, of these durations, take much longer than was forecast, or much less."""
    if len(seconds) < speed.FEWEST:
        return None
    mean = fmean(seconds)
    if 1 / SURPRISING < mean / told.seconds < SURPRISING:
        return None
    minutes = told.minutes * mean / told.seconds
    return f"A call takes {mean:.1f} s, not {told.seconds:.1f} s as forecast: the run may take about {minutes:.0f} min."


def compared(told: ForecastMade, totals: Totals) -> str:
    """One line: what a run took, and what had been forecast."""
    dollars = f", ${totals.cost:.2f} of ${told.cost:.2f}" if told.cost is not None else ""
    return f"{totals.calls:,} calls of {told.calls:,}{dollars}, {totals.seconds / 60:.1f} min of {told.minutes:.1f}"


def _worlds(plan: Plan, measured: Calibration | None, seed: str, count: int) -> list[World]:
    return [World(_rates(plan, measured, f"{seed} {n}"), plan.concurrency, f"{seed} {n}") for n in range(count)]


def _rates(plan: Plan, measured: Calibration | None, seed: str) -> dict[str, float]:
    """Measured rates a little nearer to their mean, for five passes of five are no certainty; else drawn ones."""
    if measured:
        mean = measured.score.rate
        found = {problem: measured.rates[problem] for problem in plan.problems}
        return {problem: (score.passed + mean) / (score.total + 1) for problem, score in found.items()}
    rng = Random(f"rates {seed}")
    return {problem: rng.betavariate(*ASSUMED_RATES) for problem in plan.problems}


def _basis(measured: Calibration | None, harness: Harness) -> str:
    if measured is None:
        a, b = ASSUMED_RATES
        return f"on assumed pass rates ({a / (a + b):.0%} on average; `self-harness calibrate` measures them)"
    other = "" if measured.harness == harness.fingerprint else ", under another harness"
    return f"on pass rates measured {measured.made:%Y-%m-%d} ({measured.score}{other})"


def _error(values: Iterable[int]) -> float:
    found = list(values)
    return stdev(found) / math.sqrt(len(found))
