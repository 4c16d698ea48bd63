"""What does a run gain on the bundled suites? The loop of the product without workflow and sandbox, on the *simulated* model.

An answer is right if it is the reference's program. Seeds draw other splits and other answers.
"""

import asyncio
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache, partial
from itertools import product
from statistics import fmean
from typing import Annotated, NamedTuple

import typer

from self_harness.attempt import Attempt, AttemptKey, Trial, Verdict
from self_harness.config import RunConfig
from self_harness.gate.decision import Proposal
from self_harness.gate.engine import Rules
from self_harness.gate.prompt_formats import formatted_prompt
from self_harness.gate.sequential import SequentialGate
from self_harness.harness import Harness
from self_harness.loop import Evaluation, Loop
from self_harness.simulation.model import SimulatedModel
from self_harness.simulation.persona import Persona
from self_harness.steps import leaks as leaking
from self_harness.steps import mine as mining
from self_harness.steps import propose as proposing
from self_harness.steps.prompts import fill
from self_harness.suite.problem import Suite, find_suite, load_suite, split

app = typer.Typer(add_completion=False)

PERSONAS = {
    "default": Persona(),
    "weak rules": Persona(effect=(0.25, 0.5)),
    "poor engineer": Persona(good=0.2, useless=0.4),
    "confused analyst": Persona(mislabel=0.4),
    "sloppy replies": Persona(malformed=0.2, ill_formed=0.2),
    "stubborn": Persona(stubborn=0.6),
}


class Gain(NamedTuple):
    start: float
    """True pass rate, held-in and held-out."""
    end: float
    best: float
    """The same of the best harness, of which nothing is proven."""
    calls: int
    """Attempts."""
    held_out: float
    """Gain of the true pass rate on held-out."""


@app.command()
def main(
    seeds: int = 24,
    rounds: int = RunConfig().rounds,
    proposals: int = 4,
    suites: Annotated[str, typer.Option(help="Bundled suites, separated by commas.")] = "contracts,sql",
    personas: Annotated[str, typer.Option(help=f"Of the simulated model: {', '.join(PERSONAS)}.")] = "default",
) -> None:
    """One line for each suite and persona."""
    with ProcessPoolExecutor() as pool:
        for name, persona in product(suites.split(","), personas.split(",")):
            found = list(pool.map(partial(_run, name, PERSONAS[persona], rounds, proposals), range(seeds)))
            lower = sum(each.end < each.start for each in found)
            print(
                f"{name}, simulated ({persona}), {seeds} seeds, {rounds} rounds of {proposals} edits: true pass rate "
                f"{fmean(each.start for each in found):.1%} -> {fmean(each.end for each in found):.1%} (best, unproven: "
                f"{fmean(each.best for each in found):.1%}) with {fmean(each.calls for each in found):.0f} attempts, held-out "
                f"{100 * fmean(each.held_out for each in found):+.1f} points, {lower} runs ended lower",
                flush=True,
            )


class Mined(NamedTuple):
    patterns: tuple[mining.Pattern, ...]


class Proposed(NamedTuple):
    proposals: tuple[Proposal, ...]


@cache
def _suite(name: str, persona: Persona) -> tuple[Suite, SimulatedModel, leaking.Traces]:
    suite = load_suite(find_suite(name))
    return suite, SimulatedModel(suite.problems, persona=persona), leaking.traces(suite.problems)


class SuiteSteps:
    """The loop's `Steps` without calls: the simulated model's answers are compared with the reference."""

    def __init__(self, name: str, persona: Persona, held_in: Sequence[str], proposals: int, seed: int) -> None:
        self._suite, self._model, self._traces = _suite(name, persona)
        self._held_in = held_in
        self._proposals, self._seed = proposals, seed
        self._made: dict[tuple[Harness, AttemptKey], Attempt] = {}
        self.earlier: list[proposing.EarlierEdit] = []

    async def evaluate(self, harness: Harness, wanted: Sequence[AttemptKey]) -> dict[AttemptKey, Attempt]:
        return {key: await self.attempt(harness, key) for key in wanted}

    async def attempt(self, harness: Harness, key: AttemptKey) -> Attempt:
        if (harness, key) not in self._made:
            problem = self._suite[key.problem]
            reply = self._say(formatted_prompt(harness, key.trial), problem.prompt, key.trial)
            code = problem.kind.extract(reply)
            right = code is not None and code.strip() == (problem.solution or "").strip()
            verdict = Verdict(status="passed" if right else "failed" if code else "no_code_block")
            self._made[harness, key] = Attempt(
                problem=key.problem, harness=harness.fingerprint, trial=key.trial, reply=reply, code=code, verdict=verdict
            )  # fmt: skip
        return self._made[harness, key]

    @property
    def attempts(self) -> int:
        return len(self._made)

    async def recall(self, made: Sequence[tuple[Harness, AttemptKey]]) -> list[Attempt]:
        return [self._made[each] for each in made]

    async def mine(self, number: int, harness: Harness, examples: Sequence[Attempt]) -> Mined:
        reply = self._say(fill("analyst_system"), mining.request(harness, examples, 5), Trial("mining", number))
        return Mined(mining.parse(reply, examples, 5).patterns or mining.cluster(examples, 5))

    async def propose(
        self, number: int, before: Evaluation[Attempt], mined: Mined, examples: Sequence[Attempt]
    ) -> Proposed:
        examples = [each for each in before.attempts.values() if each.problem in self._held_in]
        patterns, passed = mined.patterns, sum(each.passed for each in examples)
        count = RunConfig(proposals=self._proposals).proposals_in(number)
        asked = proposing.request(before.harness, patterns, passed, len(examples), self.earlier, count, examples)
        reply = self._say(fill("engineer_system"), asked, Trial("proposal", number))
        edits, _ = proposing.parse(reply, before.harness, self.earlier, count, patterns, self._traces)
        return Proposed(tuple(Proposal(edit, proposing.resolve_pattern(edit, patterns).problems) for edit in edits))

    def _say(self, system: str, user: str, draw: Trial) -> str:
        body = {"system": system, "messages": [{"content": user}]}
        text: str = self._model.answer(body, f"{self._seed} {draw}")["content"][0]["text"]
        return text


def _run(name: str, persona: Persona, rounds: int, proposals: int, seed: int) -> Gain:
    return asyncio.run(_played(name, persona, rounds, proposals, seed))


async def _played(name: str, persona: Persona, rounds: int, proposals: int, seed: int) -> Gain:
    suite, model, _ = _suite(name, persona)
    parts, start = split(suite, 0.6, seed, 0.0), suite.problems[0].kind.start
    steps = SuiteSteps(name, persona, parts.held_in, proposals, seed)
    gate = SequentialGate(
        start, parts.held_in, parts.held_out, Rules(rounds=rounds, concurrency=RunConfig().concurrency), str(seed)
    )
    async for done in Loop(steps, gate, parts.held_in, parts.held_out).run(rounds):
        before = done.before.harness.fingerprint
        for tried in done.gated.edits:
            steps.earlier.append(
                proposing.EarlierEdit(round=done.number, edit=tried.edit, harness=before, outcome=tried.outcome)
            )

    def true_rate(harness: Harness, of: Sequence[str]) -> float:
        return model.true_pass_rate([suite[problem] for problem in of], harness)

    problems = [*parts.held_in, *parts.held_out]
    gained = true_rate(gate.harness, parts.held_out) - true_rate(start, parts.held_out)
    best = true_rate(gate.engine.best().harness, problems)
    return Gain(true_rate(start, problems), true_rate(gate.harness, problems), best, steps.attempts, gained)
