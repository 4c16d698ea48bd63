"""`self-harness problems check`: are a suite's problems sound, and do their tests notice wrong answers?

What runs here, references, bugs and mutants of the references, is the suite author's own code, trusted like the tests.
"""

import ast
import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack

from pydantic import BaseModel, ConfigDict

from self_harness.attempt import Sandbox, Status, Verdict
from self_harness.concurrency import settle
from self_harness.config import RunConfig
from self_harness.evaluation.grading import Job, grade
from self_harness.quality.assertions import count_assertions
from self_harness.quality.lint import Finding, lint
from self_harness.quality.lint_sql import REVERSED
from self_harness.quality.mutants import Mutant
from self_harness.quality.wrong_answers import mutants_of
from self_harness.suite.problem import Problem, Suite

SLOW = 0.2
"""Share of the time limit that a reference may use: answers are slower than references, and machines can be busy."""

Run = Callable[[Problem, str], Awaitable[Verdict]]


class _Report(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class BugReport(_Report):
    weakness: str
    status: Status
    line: int | None
    """Line of tests.py that found it out, if a single one did; None where there is no such file."""
    message: str


class ProblemReport(_Report):
    id: str
    kind: str
    assertions: int
    reference: Status | None
    """Verdict on the reference; None if there is none."""
    seconds: float
    """Longest run of the reference."""
    bugs: tuple[BugReport, ...]
    mutants: int
    """Mutants of the reference that were run."""
    survivors: tuple[Mutant, ...]
    """Those of them that the tests did not notice."""
    findings: tuple[Finding, ...]


class SuiteReport(_Report):
    suite: str
    problems: tuple[ProblemReport, ...]

    @property
    def mutants(self) -> int:
        return sum(problem.mutants for problem in self.problems)

    @property
    def killed(self) -> int:
        return self.mutants - sum(len(problem.survivors) for problem in self.problems)

    @property
    def breaks(self) -> bool:
        """Whether some problem can't be used as it is."""
        return any(finding.breaks for problem in self.problems for finding in problem.findings)


async def check_suite(
    suite: Suite,
    config: RunConfig,
    *,
    count: int,
    repeat: int,
    sandbox: AbstractAsyncContextManager[Sandbox],
    on_progress: Callable[[int, int], None],
) -> SuiteReport:
    """Checks all problems of a suite; without references and bugs nothing runs, and only the tests are read.

    Args:
        count: mutants of each reference at most.
        repeat: runs of each reference and bug, in fresh processes, which draw their hash seeds by themselves.
        sandbox: entered only if something has to run.
        on_progress: told how many of how many runs are done.
    """
    drawn = [mutants_of(problem, count) for problem in suite.problems]
    answers = sum(bool(problem.solution) + len(problem.bugs) for problem in suite.problems)
    queries = sum(problem.settings.answer == "sql" and bool(problem.solution) for problem in suite.problems)
    total = repeat * answers + sum(map(len, drawn)) + queries
    done = 0
    async with AsyncExitStack() as stack:
        if total:
            entered = await stack.enter_async_context(sandbox)

        async def run(problem: Problem, code: str) -> Verdict:
            nonlocal done
            verdict = await grade(entered, Job(problem.id, problem, code), config)
            if done < total:  # a reference that fails is run once more
                done += 1
                on_progress(done, total)
            return verdict

        checks = [
            _check(problem, problem_mutants, repeat, config.timeout, run)
            for problem, problem_mutants in zip(suite.problems, drawn, strict=True)
        ]
        return SuiteReport(suite=suite.name, problems=tuple(await settle(checks)))


async def _check(problem: Problem, drawn: list[Mutant], repeat: int, default_limit: float, run: Run) -> ProblemReport:
    findings: list[Finding] = []
    suffix = problem.kind.suffix
    is_sql = problem.settings.answer == "sql"
    limit = problem.settings.timeout or default_limit

    async def verdict_on(name: str, code: str) -> tuple[Verdict, list[float]]:
        """The first verdict of all repeats, and their times in ascending order."""
        verdicts = await asyncio.gather(*(run(problem, code) for _ in range(repeat)))
        statuses = sorted({verdict.status for verdict in verdicts})
        if len(statuses) > 1:
            findings.append(Finding(text=f"{name}: not deterministic, {' or '.join(statuses)}", breaks=True))
        return verdicts[0], sorted(verdict.seconds for verdict in verdicts)

    reference: Verdict | None = None
    times = [0.0]
    survivors: list[Mutant] = []
    if problem.solution:
        reference, times = await verdict_on(f"solution{suffix}", problem.solution)
        if not reference.passed:
            findings.append(Finding(text=_said("the reference does not pass", reference), breaks=True))
            if problem.settings.isolation == "separate":
                together = await run(_with(problem, isolation="shared"), problem.solution)
                if together.passed:
                    text = 'it passes in one process with its tests: they need isolation = "shared" (SECURITY.md says what does)'
                    findings.append(Finding(text=text, breaks=True))
            drawn = []
        elif times[-1] > SLOW * limit:
            findings.append(Finding(text=f"the reference takes {times[-1]:.2f} s of the {limit:g} s allowed"))
        if is_sql:
            in_reverse = await run(_with(problem, answer="python"), problem.kind.program(problem.solution) + REVERSED)
            if in_reverse.status == "failed":
                findings.append(
                    Finding(text=_said("the result depends on the order in which rows are stored", in_reverse))
                )
        # Many a mutant never ends. The fastest run is the one that other programs on this machine slowed down least.
        hurried = _with(problem, timeout=min(limit, max(1.0, 10 * times[0])))
        verdicts = await asyncio.gather(*(run(hurried, mutant.code) for mutant in drawn))
        survivors = [mutant for mutant, verdict in zip(drawn, verdicts, strict=True) if verdict.passed]

    bugs = []
    for weakness, code in problem.bugs.items():
        file = f"bugs/{weakness}{suffix}"
        verdict, _ = await verdict_on(file, code)
        if verdict.passed:
            findings.append(
                Finding(
                    text=f"{file} passes: no {'data set' if is_sql else 'assertion'} shows this weakness", breaks=True
                )
            )
        elif verdict.status == "error" and is_sql:
            findings.append(Finding(text=_said(f"{file} is no query that runs", verdict)))
        bugs.append(
            BugReport(
                weakness=weakness,
                status=verdict.status,
                line=None if is_sql else _line(verdict.message, problem.tests),
                message=verdict.message,
            )
        )
    return ProblemReport(
        id=problem.id,
        kind=problem.settings.kind,
        assertions=count_assertions(problem.tests),
        reference=reference.status if reference else None,
        seconds=round(times[-1], 3),
        bugs=tuple(bugs),
        mutants=len(drawn),
        survivors=tuple(sorted(survivors, key=lambda mutant: mutant.line)),
        findings=(*findings, *lint(problem)),
    )


def _with(problem: Problem, **settings: object) -> Problem:
    return problem.model_copy(update={"settings": problem.settings.model_copy(update=settings)})


def _said(what: str, verdict: Verdict) -> str:
    return f"{what}: {verdict.status}\n{verdict.message}".strip()


def _line(message: str, tests: str) -> int | None:
    """Where in the tests the statement stands that a verdict's message quotes (a long one is cut in its middle)."""
    quoted = {line[:200] for line in message.splitlines()}
    lines = tests.splitlines()
    for node in ast.walk(ast.parse(tests)):
        if isinstance(node, ast.stmt):
            end = node.lineno if hasattr(node, "body") else node.end_lineno
            if " ".join(line.strip() for line in lines[node.lineno - 1 : end])[:200] in quoted:
                return node.lineno
    return None
