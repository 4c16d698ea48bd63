"""What does a run gain on the bundled suites? The loop of the product without workflow and sandbox, on the *simulated* model.

An answer is right if it is the reference's program. Seeds draw other splits and other answers.
"""

import asyncio
from concurrent.futures import ProcessPoolExecutor
from functools import cache, partial
from statistics import fmean
from typing import Annotated, NamedTuple

import typer

from self_harness.attempt import Attempt, AttemptKey, Trial, Verdict, keys
from self_harness.config import RunConfig
from self_harness.gate.prompt_formats import formatted_prompt
from self_harness.gate.race import Proposal, Race, Rules
from self_harness.gate.rounds import run_round
from self_harness.harness import Harness
from self_harness.simulation.model import SimulatedModel
from self_harness.steps import leaks as leaking
from self_harness.steps import mine as mining
from self_harness.steps import propose as proposing
from self_harness.steps.prompts import fill
from self_harness.suite.problem import Suite, find_suite, load_suite, split

app = typer.Typer(add_completion=False)


class Gain(NamedTuple):
    start: float
    """True pass rate, held-in and held-out."""
    end: float
    held_out: float
    """Gain of the true pass rate on held-out."""


@app.command()
def main(
    seeds: int = 24,
    rounds: int = RunConfig().rounds,
    proposals: int = 4,
    suites: Annotated[str, typer.Option(help="Bundled suites, separated by commas.")] = "contracts,sql",
) -> None:
    """One line a suite."""
    with ProcessPoolExecutor() as pool:
        for name in suites.split(","):
            found = list(pool.map(partial(_run, name, rounds, proposals), range(seeds)))
            lower = sum(each.end < each.start for each in found)
            print(
                f"{name}, simulated, {seeds} seeds, {rounds} rounds of {proposals} edits: true pass rate "
                f"{fmean(each.start for each in found):.1%} -> {fmean(each.end for each in found):.1%}, held-out "
                f"{100 * fmean(each.held_out for each in found):+.1f} points, {lower} runs ended lower"
            )


@cache
def _suite(name: str) -> tuple[Suite, SimulatedModel, leaking.Traces]:
    suite = load_suite(find_suite(name))
    return suite, SimulatedModel(suite.problems), leaking.traces(suite.problems)


def _run(name: str, rounds: int, proposals: int, seed: int) -> Gain:
    suite, model, traces = _suite(name)
    parts = split(suite, 0.6, seed, 0.0)
    problems = [*parts.held_in, *parts.held_out]
    known: dict[tuple[Harness, AttemptKey], Attempt] = {}

    def say(system: str, user: str, draw: Trial) -> str:
        text: str = model.answer({"system": system, "messages": [{"content": user}]}, f"{seed} {draw}")["content"][0][
            "text"
        ]
        return text

    def attempt(harness: Harness, key: AttemptKey) -> Attempt:
        if (harness, key) not in known:
            problem = suite[key.problem]
            reply = say(formatted_prompt(harness, key.trial), problem.prompt, key.trial)
            code = problem.kind.extract(reply)
            right = code is not None and code.strip() == (problem.solution or "").strip()
            verdict = Verdict(status="passed" if right else "failed" if code else "no_code_block")
            known[harness, key] = Attempt(
                problem=key.problem,
                harness=harness.fingerprint,
                trial=key.trial,
                reply=reply,
                code=code,
                verdict=verdict,
            )
        return known[harness, key]

    async def solve(harness: Harness, key: AttemptKey) -> bool:
        return attempt(harness, key).passed

    def true_rate(harness: Harness, of: tuple[str, ...] | list[str]) -> float:
        return model.true_pass_rate([suite[problem] for problem in of], harness)

    start = suite.problems[0].kind.start
    race = Race(start, parts.held_in, parts.held_out, Rules(), str(seed))
    earlier: list[proposing.EarlierEdit] = []
    evaluated: Harness | None = None
    for number in range(1, rounds + 1):
        race.begin(number)
        harness = race.incumbent
        if harness != evaluated:
            evaluated = harness
            race.watch({key: attempt(harness, key).passed for key in keys(problems, 1)})
        made = [attempt(*each) for each in race.latest()]
        reply = say(fill("analyst_system"), mining.request(harness, made, 5), Trial("mining", number))
        patterns = mining.parse(reply, made, 5).patterns or mining.cluster(made, 5)
        if not patterns:
            break
        passed = sum(each.passed for each in made)
        asked = proposing.request(harness, patterns, passed, len(made), earlier, proposals, made)
        edits, _ = proposing.parse(
            say(fill("engineer_system"), asked, Trial("proposal", number)),
            harness,
            earlier,
            proposals,
            patterns,
            traces,
        )
        tries = [Proposal(edit, proposing.resolve_pattern(edit, patterns).problems) for edit in edits]
        done = asyncio.run(run_round(race, tries, solve))
        for tried, decision in zip(done.tries, done.decisions, strict=True):
            earlier.append(
                proposing.EarlierEdit(
                    round=number, edit=tried.edit, harness=harness.fingerprint, outcome=decision.outcome
                )
            )
    harness = race.incumbent
    gained = true_rate(harness, parts.held_out) - true_rate(start, parts.held_out)
    return Gain(true_rate(start, problems), true_rate(harness, problems), gained)
