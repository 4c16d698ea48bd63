"""`optimize` and `compare` for Python: a dozen lines in a notebook, with any callable as solver and scorer.

They run the loop and the gate of the command line without a workflow around them: nothing is written to disk, and nothing is
retried. See docs/python.md.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from pydantic import BaseModel, ConfigDict

from self_harness.attempt import Attempt, AttemptKey
from self_harness.concurrency import in_thread, settle
from self_harness.errors import ConfigError
from self_harness.gate import compare as by_pairs
from self_harness.gate.compare import BLOCK, MARGIN, PAIRS, CompareResult, CompareRules, Scores
from self_harness.gate.engine import Rules
from self_harness.gate.sequential import SequentialGate
from self_harness.harness import Edit, Harness, from_text
from self_harness.loop import Evaluation, Loop, Round
from self_harness.notebook.callables import Callables, Rows, Scorer, Solver, exact, suite_of
from self_harness.notebook.steps import CallableSteps, Mined, Proposed
from self_harness.steps import propose
from self_harness.suite.problem import split


class Optimized(BaseModel):
    """What `optimize` has found."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    start: Harness
    harness: Harness
    edits: tuple[Edit, ...]
    """The accepted ones."""
    before: float
    """Pass rate of the start over all rows."""
    after: float
    """Of the final harness, on the rows by which it was chosen: `compare` on other rows measures it fairly."""
    rounds: int
    calls: int
    """Of solver and engineer."""
    ended: str

    @property
    def prompt(self) -> str:
        return self.harness.system_prompt

    def __str__(self) -> str:
        found = (
            f"{len(self.edits)} edit{'s' if len(self.edits) > 1 else ''} accepted"
            if self.edits
            else "Nothing was proven"
        )
        return f"{found}: {self.before:.1%} -> {self.after:.1%} passed, {self.rounds} rounds, {self.calls:,} calls; {self.ended}."


def optimize(
    rows: Rows,
    solver: Solver,
    scorer: Scorer = exact,
    start: str | Harness = "You are a careful assistant.",
    *,
    engineer: Solver | None = None,
    pass_at: float = 1.0,
    rounds: int = 6,
    proposals: int = 4,
    attempts: int = 60,
    alpha: float = 0.05,
    held_in: float = 0.6,
    seed: int = 42,
    concurrency: int = 8,
    on_round: Callable[[Round[Attempt, Mined, Proposed]], None] = lambda done: None,
) -> Optimized:
    """Improves a system prompt on labelled rows, round after round.

    Args:
        rows: 30 or more. What each says belongs to itself: an edit that repeats it is dropped.
        solver: the model whose prompt is improved.
        scorer: see `Scorer`. Of threads, `concurrency` may call it at once.
        start: the system prompt to start from.
        engineer: the model that finds failure patterns and proposes edits; the solver if not given.
        pass_at: Least score with which an answer passes. The gate compares passed with failed.
        rounds: Maximum number of rounds.
        proposals: Number of edits that are asked for in a round.
        attempts: Number of attempts with which the edits of a round are tested.
        alpha: Maximum probability that anything is accepted where no edit helps.
        held_in: Share of the rows whose failures are learned from.
        seed: Of the split and of all draws.
        concurrency: Number of calls at once.
        on_round: told of each round when it is complete.

    Raises ConfigError for rows that can't be split, and what solver and scorer raise.
    """
    harness = _harness(start)
    suite = suite_of(rows)
    parts = split(suite, held_in, seed)
    rules = Rules(
        alpha=alpha,
        attempts=attempts,
        rounds=rounds,
        concurrency=concurrency,
        max_tokens=propose.longest(harness, propose.MAX_TOKENS),
    )

    async def work() -> Optimized:
        with ThreadPoolExecutor(concurrency) as threads:
            callables = Callables(rows, suite, solver, scorer, f"seed {seed}", threads, concurrency)
            steps = CallableSteps(callables, engineer or solver, suite, pass_at, proposals, rules.max_tokens)
            gate = SequentialGate(harness, parts.held_in, parts.held_out, rules, callables.stream)
            loop = Loop(steps, gate, parts.held_in, parts.held_out)
            done = []
            with callables.told_once():
                async for each in loop.run(rounds):
                    done.append(each)
                    steps.add(each)
                    on_round(each)
        first, last = done[0].before, done[-1].after
        accepted = [tried.edit for each in done for tried in each.gated.edits if tried.outcome == "accepted"]
        return Optimized(
            start=harness, harness=gate.harness, edits=tuple(accepted), before=_rate(first), after=_rate(last),
            rounds=len(done) - 1, calls=callables.calls, ended=loop.ended,
        )  # fmt: skip

    return in_thread(work())


def compare(
    a: str | Harness,
    b: str | Harness,
    rows: Rows,
    solver: Solver,
    scorer: Scorer = exact,
    *,
    margin: float = MARGIN,
    alpha: float = 0.05,
    pairs: int = PAIRS,
    seed: int = 42,
    concurrency: int = 8,
    on_pairs: Callable[[CompareResult], None] = lambda result: None,
) -> CompareResult:
    """Is system prompt B better than A? Fresh pairs decide, as few as the answer needs.

    Args:
        a, b: system prompts.
        rows: what the effect is a mean over.
        solver: see `Solver`. Nothing is stored: the same comparison asks anew.
        scorer: see `Scorer`.
        margin: Smallest effect that is worth finding, a share.
        alpha: Maximum probability of a wrong "better", and of a wrong "not better".
        pairs: Maximum number of pairs, of two calls each.
        seed: Of the rows and prompt formats that are drawn.
        concurrency: Number of calls at once.
        on_pairs: told of the result so far after each block of pairs.

    Raises ConfigError where A and B are the same, and what solver and scorer raise.
    """
    harnesses = _harness(a), _harness(b)
    if harnesses[0] == harnesses[1]:
        raise ConfigError("A and B are the same harness.")
    if not (0 < alpha < 1 and 0 < margin <= 1 and pairs >= BLOCK and concurrency >= 1):
        raise ConfigError(f"alpha and margin lie between 0 and 1, pairs is {BLOCK} or more, concurrency 1 or more.")
    suite = suite_of(rows)
    rules = CompareRules(alpha, margin, pairs)

    async def work() -> CompareResult:
        with ThreadPoolExecutor(concurrency) as threads:
            callables = Callables(rows, suite, solver, scorer, f"seed {seed}", threads, concurrency)

            async def pair(key: AttemptKey) -> Scores:
                return Scores(*await settle([callables.score(harness, key) for harness in harnesses]))

            keys_ = by_pairs.draw([problem.id for problem in suite.problems], callables.stream, 1, pairs)
            result = by_pairs.judge((), rules)
            with callables.told_once():
                async for result in by_pairs.compare(keys_, pair, rules):
                    on_pairs(result)
        return result

    return in_thread(work())


def _harness(given: str | Harness) -> Harness:
    if isinstance(given, Harness):
        return given
    if not isinstance(given, str) or not given.strip():
        raise ConfigError(f"A system prompt is a text that is not empty, not {given!r:.80}.")
    return from_text(given)


def _rate(evaluation: Evaluation[Attempt]) -> float:
    return sum(evaluation.passed.values()) / len(evaluation.passed)
