"""One answer of the model to one problem, and what the sandbox says of it."""

from collections.abc import Sequence
from typing import Literal, Protocol, Self

from pydantic import BaseModel, ConfigDict

Key = tuple[str, int]
"""(problem id, trial): what a candidate's attempt and the incumbent's are paired by."""

Status = Literal[
    "passed",
    "failed",  # an assertion of the tests did not hold
    "error",  # the answer (or a test, because of it) raised an exception other than AssertionError
    "timeout",
    "out_of_memory",
    "output_limit",
    "no_code_block",  # nothing that could be run was found in the reply
    "truncated",  # the reply hit max_tokens before its code was complete
    "refused",  # the model declined to answer
]


class Limits(BaseModel):
    """What one answer may use."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    timeout: float = 10.0
    """Seconds of wall-clock time for the whole of tests.py."""
    memory_mb: int = 512
    output_kb: int = 64
    """KiB kept of each output stream; the tail is what is kept."""


class Verdict(BaseModel):
    """What the sandbox says of one answer. A failed program is a value; a broken sandbox raises SandboxError."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    status: Status
    message: str = ""
    """Evidence for people and for mining: the exception line, the failing assertion with the values seen and expected."""
    stderr: str = ""
    """The tail of the standard error stream."""
    seconds: float = 0.0
    sandbox: str = ""
    """Where it ran: "docker", "local (not isolated)", or "" when nothing had to run."""

    @property
    def passed(self) -> bool:
        return self.status == "passed"


Isolation = Literal["separate", "shared"]
"""Whether tests and answer run in processes of their own, or in one for problems that can't be graded otherwise."""


class Sandbox(Protocol):
    """Grades answers while its `async with` block is entered."""

    @property
    def label(self) -> str:
        """What a verdict's `sandbox` says: "docker", the same with how often a container is reused, or "local (not
        isolated)"."""

    @property
    def identity(self) -> str:
        """What a verdict depends on besides code, tests and limits: image, runtime and reuse, or runner and
        Python version."""

    async def __aenter__(self) -> Self: ...

    async def __aexit__(self, *exc_info: object) -> None: ...

    async def grade(self, code: str, tests: str, limits: Limits, isolation: Isolation = "separate") -> Verdict:
        """Run an answer against its tests. A failed answer is a value.

        Raises:
            SandboxError: the infrastructure failed and there is no verdict; the caller retries.
        """
        ...


class Attempt(BaseModel):
    """Trial number `trial` of the model at one problem under one harness."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    problem: str
    harness: str
    """Fingerprint of the harness."""
    trial: int
    reply: str
    code: str | None
    verdict: Verdict

    @property
    def passed(self) -> bool:
        return self.verdict.passed


def keys(problems: Sequence[str], trials: int) -> list[Key]:
    """All attempts of an evaluation."""
    return [(problem, trial) for trial in range(trials) for problem in problems]
