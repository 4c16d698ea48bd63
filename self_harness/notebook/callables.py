"""Any callable as the model, any as the scorer."""

import asyncio
import inspect
from collections.abc import Awaitable, Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from types import TracebackType
from typing import Any

from self_harness.attempt import AttemptKey
from self_harness.errors import ConfigError
from self_harness.gate.prompt_formats import formatted_prompt
from self_harness.harness import Harness
from self_harness.suite.kinds.text import Text
from self_harness.suite.problem import Problem, Suite
from self_harness.suite.settings import Settings

Solver = Callable[[str, str], str] | Callable[[str, str], Awaitable[str]]
"""Answers: from a system prompt and what the model is to read, the text of its reply. What it raises ends the run."""
Scorer = Callable[[str, Any], float]
"""Scores an answer against what is expected, from 0 to 1; a truth value will do."""
Rows = Sequence[tuple[str, Any]]
"""What the model reads, and what is expected of the answer."""


def exact(answer: str, expected: Any) -> bool:
    """The answer is what is expected, blanks around it apart."""
    return answer.strip() == str(expected).strip()


class Callables:
    """Calls the user's functions, so many at once: each in a thread, and what is to be awaited in the event loop."""

    def __init__(
        self, rows: Rows, suite: Suite, solver: Solver, scorer: Scorer, stream: str, threads: ThreadPoolExecutor, slots: int
    ) -> None:  # fmt: skip
        self.stream = stream
        self.calls = 0
        self._expected = {problem.id: expected for problem, (_, expected) in zip(suite.problems, rows, strict=True)}
        self._prompts = {problem.id: problem.prompt for problem in suite.problems}
        self._solver, self._scorer = solver, scorer
        self._error: Exception | None = None
        self._trace: TracebackType | None = None
        self._threads, self._slots = threads, asyncio.Semaphore(slots)

    async def ask(self, model: Solver, system: str, user: str) -> str:
        async with self._slots:
            self.calls += 1
            reply = await self._call(model, system, user)
        if not isinstance(reply, str):
            raise self._end(ConfigError(f"The solver must return text, not {type(reply).__name__}."))
        return reply

    async def score(self, harness: Harness, key: AttemptKey) -> float:
        return (await self.attempt(harness, key))[1]

    async def attempt(self, harness: Harness, key: AttemptKey) -> tuple[str, float, str]:
        """The reply, its score from 0 to 1, and what is wrong with it."""
        reply = await self.ask(
            self._solver, formatted_prompt(harness, key.trial, self.stream), self._prompts[key.problem]
        )
        if (answer := Text().extract(reply)) is None:
            return reply, 0.0, "the reply is empty"
        expected = self._expected[key.problem]
        score = await self._call(self._scorer, answer, expected)
        if not 0 <= (value := float(score)) <= 1:
            raise self._end(ConfigError(f"A score lies from 0 to 1, not {value:g}."))
        return reply, value, f"score {value:.3g}: answer was {answer!r}, expected {expected!r}"

    async def _call(self, call: Callable[..., Any], *given: Any) -> Any:
        """What a function of the user returns. After one error nothing is called any more."""
        if self._error:
            raise _Ended
        try:
            made = await asyncio.get_running_loop().run_in_executor(self._threads, call, *given)
            return await made if inspect.isawaitable(made) else made
        except Exception as error:
            raise self._end(error) from None

    def _end(self, error: Exception) -> Exception:
        if not self._error:
            self._error, self._trace = error, error.__traceback__
        return _Ended()

    @contextmanager
    def told_once(self) -> Iterator[None]:
        """Raises the first error of a user's function, with the way to it and no more."""
        try:
            yield
        except Exception:
            if self._error:
                raise self._error.with_traceback(self._trace) from None
            raise


class _Ended(Exception):
    """An error ended the work; `told_once` raises it."""


def suite_of(rows: Rows) -> Suite:
    """Raises ConfigError for rows that are no pairs."""
    rows = list(rows)
    for number, row in enumerate(rows, 1):
        if not isinstance(row, (tuple, list)) or len(row) != 2 or not isinstance(row[0], str):
            raise ConfigError(f"Row {number} is {row!r:.80}: give a pair of a text and what is expected of the answer.")
    if not rows:
        raise ConfigError("There are no rows.")
    width = len(str(len(rows)))
    settings = Settings(answer="text")
    return Suite(
        name="rows",
        problems=tuple(
            Problem(id=f"row-{number:0{width}}", prompt=text, tests=f"expected = {expected!r}", settings=settings)
            for number, (text, expected) in enumerate(rows, 1)
        ),
    )
