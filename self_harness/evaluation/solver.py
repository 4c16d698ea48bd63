"""One attempt: ask the model, take the code out of its reply, have it graded."""

import hashlib
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any, Literal, Protocol

from self_harness.attempt import Attempt, Limits, Trial, Verdict
from self_harness.config import RunConfig
from self_harness.gate.prompt_formats import formatted_prompt
from self_harness.harness import Harness
from self_harness.model.batches import Batches
from self_harness.model.store import Store
from self_harness.model.types import TEMPERATURES, Model, Reply, Request, Role
from self_harness.suite.problem import Problem

VERSION = "1"
"""Part of every key: raise it when a stored result comes to mean something else."""


def stream(config: RunConfig) -> str:
    """Names the run's series of draws. Runs with the same seed and another `run_number` share no draw."""
    return f"seed {config.seed}, night {config.run_number}"  # a salt: another text would be other draws


class Sandbox(Protocol):
    @property
    def identity(self) -> str: ...

    async def grade(
        self, code: str, tests: str, limits: Limits, isolation: Literal["separate", "shared"] = "separate"
    ) -> Verdict: ...


class Solver:
    """Asks the model and grades its answers; what was paid for or graded before is taken from the stores.

    sources: what answers in each role, besides the model's name: the API's address, or the simulated model's identity.
    on_call: told of every reply that was not in the store, once it is there.
    batches: fetch the replies of whole evaluations.
    """

    def __init__(
        self,
        config: RunConfig,
        sources: Mapping[Role, str],
        model: Model,
        sandbox: Sandbox,
        replies: Store[Reply],
        verdicts: Store[Verdict],
        on_call: Callable[[Request, Reply], None],
        batches: Batches | None = None,
    ) -> None:
        self._config = config
        self._stream = stream(config)
        self._sources = sources
        self._model = model
        self._sandbox = sandbox
        self._replies = replies
        self._verdicts = verdicts
        self._on_call = on_call
        self._batches = batches

    def request(
        self, role: Role, system: str, user: str, trial: Trial, json_schema: dict[str, Any] | None = None
    ) -> Request:
        return Request(
            role=role,
            system=system,
            user=user,
            model=self._config.model_of(role),
            max_tokens=self._config.max_tokens * (1 if role == "solver" else 4),
            thinking_tokens=self._config.thinking_tokens,
            temperature=TEMPERATURES[role],
            json_schema=json_schema,
            trial=trial,
            stream=self._stream,
        )

    def request_key(self, request: Request) -> str:
        return digest(VERSION, self._sources[request.role], request.key)

    async def ask(self, request: Request) -> Reply:
        """The model's reply: a stored one, or a new one that is on disk before anybody is told of it."""
        return await self._replies.fetch(
            self.request_key(request),
            lambda: self._model.complete(request),
            on_new=lambda reply: self._on_call(request, reply),
        )

    async def prefetch(self, harness: Harness, attempts: Iterable[tuple[Problem, Trial]]) -> None:
        """Brings the replies for these problems and trials into the store, in batches if the run has them."""
        if self._batches:
            requests = [self._solver_request(harness, problem, trial) for problem, trial in attempts]
            await self._batches.fetch({self.request_key(request): request for request in requests}, self.ask)

    def reply_key(self, harness: Harness, problem: Problem, trial: Trial) -> str:
        """Of an attempt's reply in the store of replies."""
        return self.request_key(self._solver_request(harness, problem, trial))

    def attempt_key(self, harness: Harness, problem: Problem, trial: Trial) -> str:
        """What an attempt depends on: never the run or the harness's number, so equal work is done once."""
        return digest(
            self.reply_key(harness, problem, trial),
            problem.tests,
            self._limits(problem).model_dump_json(),
            problem.settings.isolation,
            self._sandbox.identity,
        )

    async def attempt(self, harness: Harness, problem: Problem, trial: Trial) -> Attempt:
        """Raises ModelUnavailable or SandboxError for trouble that is not the answer's fault."""
        reply = await self.ask(self._solver_request(harness, problem, trial))
        code = problem.kind.extract(reply.text)
        if reply.stop_reason == "refusal":
            verdict = Verdict(status="refused", message="the model declined to answer")
        elif reply.stop_reason == "max_tokens":
            verdict = Verdict(status="truncated", message="the reply was cut off: it is longer than max_tokens")
        elif reply.stop_reason == "model_context_window_exceeded":
            verdict = Verdict(status="truncated", message="prompt and reply do not fit the model's context")
        elif code is None:
            verdict = Verdict(status="no_code_block", message="no code block in the reply, and no bare program")
        else:
            verdict = await self.grade(code, problem)
        return Attempt(
            problem=problem.id,
            harness=harness.fingerprint,
            trial=trial,
            reply=reply.text,
            code=code,
            verdict=verdict,
        )

    async def grade(self, code: str, problem: Problem) -> Verdict:
        """The verdict on an answer; identical answers are run once."""
        limits, isolation = self._limits(problem), problem.settings.isolation
        program = problem.kind.program(code)
        key = digest(VERSION, program, problem.tests, limits.model_dump_json(), isolation, self._sandbox.identity)

        def run() -> Awaitable[Verdict]:
            return self._sandbox.grade(program, problem.tests, limits, isolation)

        return await self._verdicts.fetch(key, run)

    def _solver_request(self, harness: Harness, problem: Problem, trial: Trial) -> Request:
        return self.request("solver", formatted_prompt(harness, trial, self._stream), problem.prompt, trial)

    def _limits(self, problem: Problem) -> Limits:
        return Limits(timeout=problem.settings.timeout or self._config.timeout)


def digest(*parts: str) -> str:
    """64 hex digits; no two different tuples of parts share the hashed text."""
    return hashlib.sha256("".join(f"{len(part)}:{part}" for part in parts).encode("utf-8", "surrogatepass")).hexdigest()
