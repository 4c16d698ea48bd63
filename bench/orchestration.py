"""The workflow against the article's loop: the same decisions, in how many calls and how much time?

Both arms talk over HTTP to a local fake of the Messages API that takes `delay` seconds an answer and answers as the
*simulated* model does. The article's arm makes one call after another, evaluates every candidate in full and repeats
what it has asked before; its merge is ours, so that both arms can be compared edit by edit.
"""

import asyncio
import json
import os
import shutil
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import typer

from flows.server import server
from sandbox import open_sandbox
from self_harness import harness as harnesses
from self_harness.attempt import Attempt, AttemptKey, Limits, Trial, Verdict, keys
from self_harness.config import DEFAULT_MODEL, RunConfig
from self_harness.evaluation.solver import stream
from self_harness.gate.strict import side, strict
from self_harness.harness import Harness, apply, merge
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


async def _article(config: RunConfig, suite: Suite) -> list[tuple[str, str]]:
    """One call at a time."""
    parts = split(suite, config.split, config.seed)
    held_in, held_out = keys(parts.held_in, config.trials), keys(parts.held_out, config.trials)
    everything = [*held_in, *held_out]
    decided: list[tuple[str, str]] = []
    earlier: list[proposing.EarlierEdit] = []
    kinds = {problem.id: problem.settings.kind for problem in suite.problems}
    traces = leaking.traces(suite.problems)
    harness = harnesses.START
    opened = open_sandbox(config.sandbox, simulated=True, concurrency=1, on_notice=print)
    async with AnthropicModel(budget=Budget(), concurrency=1) as model, opened as sandbox:

        async def ask(role: Role, system: str, user: str, trial: Trial) -> Reply:
            tokens = config.max_tokens * (1 if role == "solver" else 4)
            return await model.complete(
                Request(
                    role=role, system=system, user=user, model=config.model, max_tokens=tokens,
                    temperature=TEMPERATURES[role], trial=trial, stream=stream(config),
                )
            )  # fmt: skip

        async def attempt(under: Harness, key: AttemptKey) -> Attempt:
            problem, trial = suite[key.problem], key.trial
            reply = await ask("solver", under.system_prompt, problem.prompt, trial)
            code = extract_code(reply.text)
            verdict = Verdict(status="no_code_block")
            if code is not None:
                limits = Limits(timeout=problem.settings.timeout or config.timeout)
                verdict = await sandbox.grade(code, problem.tests, limits)
            return Attempt(
                problem=problem.id, harness=under.fingerprint, trial=trial, reply=reply.text, code=code, verdict=verdict
            )

        async def evaluate(under: Harness) -> dict[AttemptKey, Attempt]:
            return {key: await attempt(under, key) for key in everything}

        await evaluate(harness)
        for number in range(1, config.rounds + 1):
            attempts = await evaluate(harness)
            incumbent = {key: made.passed for key, made in attempts.items()}
            tried = [attempts[key] for key in held_in]
            if all(made.passed for made in tried):
                break
            reply = await ask(
                "analyst",
                fill("analyst_system"),
                mining.request(harness, tried, config.max_patterns),
                Trial("mining", number),
            )
            patterns = mining.parse(reply.text, tried, config.max_patterns).patterns or mining.cluster(
                tried, config.max_patterns
            )
            passed = sum(made.passed for made in tried)
            user = proposing.request(
                harness,
                patterns,
                passed,
                len(tried),
                earlier,
                config.proposals,
                tried,
                kinds,
                config.max_harness_tokens,
            )
            reply = await ask("engineer", fill("engineer_system"), user, Trial("proposal", number))
            edits, _ = proposing.parse(
                reply.text, harness, earlier, config.proposals, patterns, traces, config.max_harness_tokens
            )

            async def gate(candidate: Harness) -> tuple[str, str, int]:
                outcomes = {key: made.passed for key, made in (await evaluate(candidate)).items()}
                sides = side(held_in, incumbent, outcomes), side(held_out, incumbent, outcomes)  # noqa: B023
                decision = strict(*sides)
                assert decision is not None
                return *decision, sides[0].delta + sides[1].delta

            gated = [(edit, *await gate(apply(harness, edit))) for edit in edits]
            before = harness
            outcomes, harness = await _merge(
                harness, [(e, gain) for e, what, _, gain in gated if what == "accepted"], gate
            )
            for edit, what, _, _ in gated:
                what = outcomes.get(edit.fingerprint, what)
                decided.append((str(edit), what))
                earlier.append(proposing.EarlierEdit(round=number, edit=edit, harness=before.fingerprint, outcome=what))
    return decided


async def _merge(
    harness: Harness, accepted: list[tuple[Any, int]], gate: Callable[[Harness], Awaitable[tuple[str, str, int]]]
) -> tuple[dict[str, str], Harness]:
    """What `tasks.merge` decides, with every evaluation in full."""
    if not accepted:
        return {}, harness
    merged = merge(harness, accepted)
    outcomes = {item.edit.fingerprint: "superseded" for item in merged.superseded}
    if len(merged.applied) == 1:
        return outcomes, merged.harness
    what, _, gain = await gate(merged.harness)
    best, best_gain = max(accepted, key=lambda pair: pair[1])
    if what == "accepted" and gain >= best_gain:
        return outcomes, merged.harness
    alone = {edit.fingerprint: "dropped_by_merge" for edit, _ in accepted if edit is not best}
    return alone | outcomes, apply(harness, best)
