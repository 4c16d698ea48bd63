"""What the tasks of one run share: settings, suite, solver, ledger, and who is told what happens."""

import asyncio
import io
import math
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from contextvars import ContextVar
from functools import cached_property, partial
from pathlib import Path
from typing import Any, Literal

from prefect import Task, get_run_logger
from rich.console import Console

from sandbox import open_sandbox
from self_harness.attempt import Attempt, AttemptKey, Sandbox, Verdict
from self_harness.config import SIMULATED, RunConfig
from self_harness.errors import BudgetExhausted, Interrupted, SelfHarnessError
from self_harness.evaluation import grading
from self_harness.evaluation.first_answers import FirstAnswers
from self_harness.evaluation.pricing import has_engineer, prices_of
from self_harness.evaluation.solver import Solver
from self_harness.forecast import speed
from self_harness.harness import Harness
from self_harness.model.batches import Batches
from self_harness.model.budget import Budget
from self_harness.model.store import Store
from self_harness.model.types import Reply, Request, Role
from self_harness.quality.wrong_answers import with_wrong_answers
from self_harness.record.events import CallFailed, CallMade, CallSent, Event, Notice, Ready
from self_harness.record.ledger import Ledger
from self_harness.record.records import Start, Totals
from self_harness.report.progress import Display
from self_harness.simulation.model import SimulatedModel
from self_harness.simulation.transport import transport
from self_harness.steps.leaks import Traces, traces
from self_harness.suite.problem import Problem, Split, Suite
from tasks.models import Models, open_models
from tasks.stopping import stoppable

Listener = Callable[[Event], None]
listener: ContextVar[Listener | None] = ContextVar("listener", default=None)
"""Told every event of the runs in this context: the command line's progress display. None: the flow run's log."""


class _Log(io.StringIO):
    """Lines of the progress display in the log of a flow run that nobody watches on a terminal."""

    def write(self, text: str) -> int:
        if text.strip():
            get_run_logger().info(text.rstrip())
        return len(text)


class Runtime:
    """One run's shared state. Prefect passes it through as it is: it is not data."""

    def __init__(self, config: RunConfig, suite: Suite, results: Path, ledger: Ledger | None) -> None:
        self.config = config
        self.suite = suite
        self.problems = {problem.id: problem for problem in suite.problems}
        self.ledger = ledger
        self.slots = asyncio.Semaphore(2 * config.concurrency)
        """Attempts under way: while some wait for the model, others are graded."""
        self.made: dict[tuple[str, AttemptKey], Attempt] = {}
        """What the run has attempted in this process, by the harness's fingerprint: a round looks again at most of what
        the one before has made, and a task run for each look would cost more than all else in it."""
        self.seconds: list[float] = []
        """Durations of the solver's calls that were made by this process."""
        self.solver: Solver
        self.simulated: SimulatedModel | None = None
        self._results = results
        self._stored: dict[str, Task[..., Any]] = {}
        self.listeners: list[Listener] = [listener.get() or Display(Console(file=_Log(), width=200, color_system=None))]
        self._stop: SelfHarnessError | None = None
        self._ends = time.monotonic() + 60 * config.max_minutes if config.max_minutes else math.inf

    def stored(self, task: Task[..., Any]) -> Task[..., Any]:
        """The task with its results kept beside the runs, where the next process finds them."""
        if task.name not in self._stored:  # with_options reads the task's source each time, some 10 ms
            self._stored[task.name] = task.with_options(result_storage=self._results, persist_result=True)
        return self._stored[task.name]

    @cached_property
    def traces(self) -> Traces:
        """What no edit may say: of all problems, since what it says of a held-out or test split one is a leak too."""
        return traces(self.suite.problems)

    @property
    def start(self) -> Start:
        """What the run was asked; only a run with a ledger has one."""
        assert self.ledger is not None
        return self.ledger.start

    @property
    def parts(self) -> Split:
        return self.start.split

    def emit(self, event: Event) -> None:
        """Into the ledger and to the listeners."""
        if self.ledger is not None:
            self.ledger.append(event)
        for told in self.listeners:
            told(event)

    def notice(self, text: str) -> None:
        self.emit(Notice(text=text))

    def stop(self, reason: SelfHarnessError) -> None:
        """No new call is made from now on; those in flight end and are kept."""
        self._stop = self._stop or reason

    def interrupt(self) -> None:
        """The user asks the run to stop. The calls in flight end, since they are paid for."""
        self.notice("Stopping: waiting for the calls in flight. Ctrl-C again ends at once.")
        self.stop(Interrupted("Stopped by the user."))

    def check(self) -> None:
        """Raises what stopped the run, if anything did."""
        if time.monotonic() > self._ends:
            minutes = self.config.max_minutes
            self.stop(BudgetExhausted(f"The run's {minutes:g} minutes are used up: --resume gives it as many again."))
        if self._stop is not None:
            raise self._stop

    def true_rate(self, harness: Harness, problems: list[Problem]) -> float | None:
        """Exact pass rate of the simulated model; None for a real one."""
        return self.simulated.true_pass_rate(problems, harness) if self.simulated else None


@asynccontextmanager
async def open_runtime(
    config: RunConfig, suite: Suite, ledger: Ledger | None = None, base_url: str = ""
) -> AsyncIterator[Runtime]:
    """Opens model, sandbox and stores. `config` is resolved; a ledger's earlier spending counts against the caps.

    base_url: address at which a resumed run finds the solver's API now, if not at that of the config.
    """
    cache = Path(config.out) / ".cache"
    runtime = Runtime(config, suite, (cache / "results").resolve(), ledger)
    spent = ledger.totals() if ledger else Totals()
    is_simulated = config.model == SIMULATED
    prices = prices_of(config)
    budget = Budget(config.max_calls, config.max_cost, prices.solver, spent.calls, spent.cost)
    first_answers = FirstAnswers(config)

    def on_step(request: Request, step: Literal["sent", "failed"]) -> None:
        most, price = request.worst_case, prices.of(request.role)
        cost = price.cost(most) if price else 0.0
        sent = CallSent(role=request.role, key=request.key, cost=cost, **most.model_dump())
        runtime.emit(sent if step == "sent" else CallFailed(key=request.key))

    def on_call(request: Request, reply: Reply, batch: bool = False) -> None:
        price = prices.of(request.role)
        runtime.emit(
            CallMade(
                role=request.role,
                key=request.key,
                model=reply.model,
                request_id=reply.request_id,
                input_tokens=reply.usage.input_tokens,
                output_tokens=reply.usage.output_tokens,
                cost=price.cost(reply.usage, batch) if price else 0.0,
                batch=batch,
                seconds=reply.seconds,
                simulated=reply.simulated,
            )
        )
        if request.role == "solver":
            runtime.seconds += [reply.seconds] if reply.seconds else []
            if trouble := first_answers.add(reply):
                runtime.stop(trouble)

    async with AsyncExitStack() as stack:
        sandbox = await stack.enter_async_context(
            open_sandbox(
                config.sandbox,
                simulated=is_simulated,
                concurrency=config.concurrency,
                on_notice=runtime.notice,
                runtime=config.sandbox_runtime,
                reuse=config.sandbox_reuse,
                dask_address=config.dask_address,
            )
        )
        if is_simulated:
            runtime.simulated = SimulatedModel((await _with_wrong_answers(runtime, sandbox)).problems)
        simulated = transport(runtime.simulated) if runtime.simulated else None
        models = await stack.enter_async_context(
            open_models(config, simulated, base_url, budget, _spent_on_edits(ledger), runtime.notice, on_step)
        )
        replies = Store(cache / "replies", Reply)
        batches = Batches(
            models["solver"],
            budget,
            replies,
            cache / "batches",
            on_call=partial(on_call, batch=True),
            check=runtime.check,
            on_notice=runtime.notice,
        )
        runtime.solver = Solver(
            config,
            _sources(config, runtime.simulated),
            Models(models, runtime.check, runtime.stop),
            sandbox,
            replies,
            Store(cache / "verdicts", Verdict, paid=False),
            on_call,
            batches if config.batch else None,
        )
        runtime.emit(Ready(sandbox=sandbox.label, simulated=is_simulated, price=prices.solver))
        try:
            with stoppable(runtime.interrupt):
                yield runtime
        finally:
            if not is_simulated:
                speed.save(config, runtime.seconds)


def _sources(config: RunConfig, simulated: SimulatedModel | None) -> dict[Role, str]:
    """What answers in each role, besides the model's name."""
    solver = simulated.identity if simulated else config.base_url
    engineer = config.engineer_base_url if has_engineer(config) else solver
    return {"solver": solver, "analyst": engineer, "engineer": engineer}


def _spent_on_edits(ledger: Ledger | None) -> float:
    """Dollars that analyst and engineer took in earlier parts of the run."""
    spent = ledger.log().bill.spent if ledger else {}
    return sum(part.cost for (_, role), part in spent.items() if role != "solver")


async def _with_wrong_answers(runtime: Runtime, sandbox: Sandbox) -> Suite:
    """The suite as the simulated model knows it: where a problem has no bugs, with mutants of its reference."""
    slots = asyncio.Semaphore(runtime.config.concurrency)

    async def grade(problem: Problem, code: str) -> Verdict:
        async with slots:
            return await grading.grade(sandbox, grading.Job(problem.id, problem, code), runtime.config)

    suite, made = await with_wrong_answers(runtime.suite, grade)
    if made:
        runtime.notice(
            f"{made} of {len(suite)} problems have no bugs/: the simulated model's wrong answers to them are mutants of "
            "the reference."
        )
    return suite
