"""One answer of the model to one problem, how answers are told apart, and what the sandbox says of them."""

from collections.abc import Sequence
from typing import Literal, NamedTuple, Protocol, Self

from pydantic import BaseModel, ConfigDict

Purpose = Literal[
    "evaluation",  # of a harness at whole splits
    "screening",
    "pair",
    "safety",  # a pair with the exact prompts
    "comparison",  # of two harnesses, by pairs
    "calibration",  # in many prompt formats; those with the harness's own prompt are evaluations
    "mining",
    "proposal",
    "resampling",  # proposals for the best-of-N comparison
]
"""What a reply is for."""


class Trial(NamedTuple):
    """Which draw from the model a reply is: requests that differ in their trial only are independent draws.

    Evaluations always have round 0: a harness that is evaluated again in a later round keeps its attempts.
    """

    purpose: Purpose
    round: int = 0
    """Round of the run."""
    number: int = 0
    """Of the draw, among those with the same purpose and round."""

    def __str__(self) -> str:
        return f"{self.purpose} {self.round}.{self.number}" if self.round else f"{self.purpose} {self.number}"


class AttemptKey(NamedTuple):
    """What the candidate's attempt and the incumbent's are paired by."""

    problem: str
    trial: Trial


Status = Literal[
    "passed",
    "failed",  # an assertion of the tests did not hold
    "error",  # the answer (or a test, because of it) raised an exception other than AssertionError
    "timeout",
    "out_of_memory",
    "output_limit",
    "tampering",  # the answer asked the tests' process for what no honest answer asks for
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
    """One trial of the model at one problem under one harness."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    problem: str
    harness: str
    """Fingerprint of the harness."""
    trial: Trial
    reply: str
    code: str | None
    verdict: Verdict

    @property
    def passed(self) -> bool:
        return self.verdict.passed


def keys(problems: Sequence[str], trials: int) -> list[AttemptKey]:
    """All attempts of an evaluation with so many trials at each problem."""
    return [AttemptKey(problem, Trial("evaluation", number=number)) for number in range(trials) for problem in problems]
