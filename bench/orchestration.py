"""The workflow against the article's loop: the same decisions, in how many calls and how much time?

Both arms talk over HTTP to a local fake of the Messages API that takes `delay` seconds an answer and answers as the
*simulated* model does. The article's arm makes one call after another, evaluates every candidate in full and repeats
what it has asked before; loop and merge rule are ours, so that both arms can be compared edit by edit.
"""

import asyncio
import json
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import typer

from bench.suites import Mined, Proposed
from flows.server import server
from sandbox import open_sandbox
from self_harness import harness as harnesses
from self_harness.attempt import Attempt, AttemptKey, Limits, Sandbox, Trial, Verdict, keys
from self_harness.config import DEFAULT_MODEL, RunConfig
from self_harness.evaluation.solver import stream
from self_harness.gate.decision import Proposal
from self_harness.gate.strict import StrictGate
from self_harness.harness import Harness
from self_harness.loop import Evaluation, Loop
from self_harness.model.budget import Budget
from self_harness.model.client import AnthropicModel
from self_harness.model.types import TEMPERATURES, Reply, Request, Role
from self_harness.record.log import RunFolder
from self_harness.simulation.model import SimulatedModel
from self_harness.steps import leaks as leaking
from self_harness.steps import mine as mining
from self_harness.steps import propose as proposing
from self_harness.steps.prompts import fill
from self_harness.suite.kinds.extract import extract_code
from self_harness.suite.problem import BUNDLED, Suite, load_suite, split
from tests.fake_api import FakeApi

app = typer.Typer(add_completion=False)


class Arm(NamedTuple):
    calls: int
    seconds: float
    decisions: list[tuple[str, str]]
    """Every edit that reached the gate, in order, with what became of it."""


@app.command()
def main(
    problems: Annotated[int, typer.Option(help="Problems of the bundled suite to use.")] = 30,
    rounds: int = 3,
    proposals: int = 4,
    delay: Annotated[float, typer.Option(help="Seconds that the fake API takes for an answer.")] = 0.2,
    seed: int = 42,
    sandbox: Annotated[str, typer.Option(help="docker or local, for both arms.")] = "local",
) -> None:
    """Calls and seconds of both arms, and whether they decided alike."""
    with tempfile.TemporaryDirectory() as folder:
        suite_path = Path(folder) / "suite"
        for source in sorted((BUNDLED / "contracts").iterdir())[:problems]:
            shutil.copytree(source, suite_path / source.name)
        suite = load_suite(suite_path)
        config = RunConfig.model_validate(
            {
                "problems": str(suite_path), "model": DEFAULT_MODEL, "rounds": rounds, "proposals": proposals,
                "trials": 1, "gate": "strict", "seed": seed, "sandbox": sandbox, "out": str(Path(folder) / "runs"),
            }
        )  # fmt: skip
        import anthropic  # noqa: F401  seconds, which else the first arm alone would pay

        simulated = SimulatedModel(suite.problems)

        def answer(body: dict[str, Any], headers: Any) -> dict[str, Any]:
            return simulated.answer(body, headers["idempotency-key"])

        with FakeApi(answer, delay=delay) as api:
            os.environ["ANTHROPIC_BASE_URL"] = api.url
            ours = _timed(api, lambda: _ours(config))
            theirs = _timed(api, lambda: asyncio.run(_article(config, suite)))
    same = ours.decisions == theirs.decisions
    print(
        f"{problems} problems, {rounds} rounds, {proposals} proposals, {delay} s a call, sandbox {sandbox}, simulated answers"
    )
    print(f"{'':18}{'calls':>8}{'seconds':>10}")
    print(f"{'article':18}{theirs.calls:8}{theirs.seconds:10.1f}")
    print(f"{'self-harness':18}{ours.calls:8}{ours.seconds:10.1f}")
    print(f"{'ratio':18}{ours.calls / theirs.calls:8.2f}{theirs.seconds / ours.seconds:9.1f}x faster")
    print(f"decisions on {len(ours.decisions)} edits: {'the same' if same else 'DIFFERENT'}")
    if not same:
        print(json.dumps([ours.decisions, theirs.decisions], indent=1))
    raise typer.Exit(0 if same else 1)


def _timed(api: FakeApi, run: Callable[[], list[tuple[str, str]]]) -> Arm:
    calls, start = api.requests, time.monotonic()
    decisions = run()
    return Arm(api.requests - calls, _seconds.pop() if _seconds else time.monotonic() - start, decisions)


_seconds: list[float] = []


def _ours(config: RunConfig) -> list[tuple[str, str]]:
    with server(print):
        from flows.optimize import optimize

        start = time.monotonic()
        path = asyncio.run(optimize(config))
        _seconds.append(time.monotonic() - start)  # the server's own start is not part of the loop
    return [(str(e.edit), e.outcome) for record in RunFolder(Path(path)).rounds() for e in record.edits]


class ArticleSteps:
    """The loop's `Steps` one call after another. What was asked before is asked again."""

    def __init__(self, config: RunConfig, suite: Suite, model: AnthropicModel, sandbox: Sandbox) -> None:
        self._config, self._suite, self._model, self._sandbox = config, suite, model, sandbox
        self._turn = asyncio.Lock()
        self._kinds = {problem.id: problem.settings.kind for problem in suite.problems}
        self._traces = leaking.traces(suite.problems)
        self.earlier: list[proposing.EarlierEdit] = []

    async def evaluate(self, harness: Harness, wanted: Sequence[AttemptKey]) -> dict[AttemptKey, Attempt]:
        self._made = {key: await self.attempt(harness, key) for key in wanted}
        return self._made

    async def attempt(self, harness: Harness, key: AttemptKey) -> Attempt:
        problem = self._suite[key.problem]
        async with self._turn:
            reply = await self._ask("solver", harness.system_prompt, problem.prompt, key.trial)
            code = extract_code(reply.text)
            verdict = Verdict(status="no_code_block")
            if code is not None:
                limits = Limits(timeout=problem.settings.timeout or self._config.timeout)
                verdict = await self._sandbox.grade(code, problem.tests, limits)
        return Attempt(
            problem=problem.id, harness=harness.fingerprint, trial=key.trial, reply=reply.text, code=code, verdict=verdict
        )  # fmt: skip

    async def recall(self, made: Sequence[tuple[Harness, AttemptKey]]) -> list[Attempt]:
        return [self._made[key] for _, key in made]

    async def mine(self, number: int, harness: Harness, examples: Sequence[Attempt]) -> Mined:
        most = self._config.max_patterns
        user = mining.request(harness, examples, most)
        reply = await self._ask("analyst", fill("analyst_system"), user, Trial("mining", number), mining.SCHEMA)
        return Mined(mining.parse(reply.text, examples, most).patterns or mining.cluster(examples, most))

    async def propose(
        self, number: int, before: Evaluation[Attempt], mined: Mined, examples: Sequence[Attempt]
    ) -> Proposed:
        config, harness = self._config, before.harness
        passed = sum(made.passed for made in examples)
        user = proposing.request(
            harness, mined.patterns, passed, len(examples), self.earlier, config.proposals, examples, self._kinds,
            config.max_harness_tokens,
        )  # fmt: skip
        reply = await self._ask("engineer", fill("engineer_system"), user, Trial("proposal", number), proposing.SCHEMA)
        edits, _ = proposing.parse(
            reply.text, harness, self.earlier, config.proposals, mined.patterns, self._traces, config.max_harness_tokens
        )
        return Proposed(
            tuple(Proposal(edit, proposing.resolve_pattern(edit, mined.patterns).problems) for edit in edits)
        )

    async def _ask(self, role: Role, system: str, user: str, trial: Trial, schema: Any = None) -> Reply:
        tokens = self._config.max_tokens * (1 if role == "solver" else 4)
        return await self._model.complete(
            Request(
                role=role, system=system, user=user, model=self._config.model, max_tokens=tokens,
                thinking_tokens=self._config.thinking_tokens, temperature=TEMPERATURES[role], json_schema=schema, trial=trial,
                stream=stream(self._config),
            )
        )  # fmt: skip


async def _article(config: RunConfig, suite: Suite) -> list[tuple[str, str]]:
    """The same loop with every evaluation in full, one call at a time."""
    parts = split(suite, config.split, config.seed)
    held_in, held_out = keys(parts.held_in, config.trials), keys(parts.held_out, config.trials)
    opened = open_sandbox(config.sandbox, simulated=True, concurrency=1, on_notice=print)
    decided: list[tuple[str, str]] = []
    async with AnthropicModel(budget=Budget(), concurrency=1) as model, opened as sandbox:
        steps = ArticleSteps(config, suite, model, sandbox)
        gate = StrictGate(harnesses.START, held_in, held_out, in_full=True)
        async for done in Loop(steps, gate, parts.held_in, parts.held_out, config.trials).run(config.rounds):
            for tried in done.gated.edits:
                decided.append((str(tried.edit), tried.outcome))
                before = done.before.harness.fingerprint
                steps.earlier.append(
                    proposing.EarlierEdit(round=done.number, edit=tried.edit, harness=before, outcome=tried.outcome)
                )
    return decided
