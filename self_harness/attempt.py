"""One answer of the model to one problem, and what the sandbox says of it."""

import re
from typing import Literal

from pydantic import BaseModel, ConfigDict

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


_PYTHON_FENCE = re.compile(r"^[ \t]*(`{3,}|~{3,})[ \t]*(?:python3?|py)\b[^\n]*\n(.*?)^[ \t]*\1[ \t]*$", re.S | re.M | re.I)
_ANY_FENCE = re.compile(r"^[ \t]*(`{3,}|~{3,})[^\n]*\n(.*?)^[ \t]*\1[ \t]*$", re.S | re.M)
_BARE = re.compile(r"^(?:(?:import|from)\s[^\n]*\n|@[^\n]*\n|\s*\n)*(?:async\s+)?def solution\b.*", re.S | re.M)


def extract_code(reply: str) -> str | None:
    """The program in a reply, by the article's cascade: fenced python block, any fenced block, bare `def solution`.

    Of several fenced blocks the last one that defines `solution` wins (models think aloud, then correct themselves);
    without any, all of them in order. None when there is nothing to run, which is itself evidence for mining.
    """
    for fence in (_PYTHON_FENCE, _ANY_FENCE):
        blocks = [match[2].strip("\n") for match in fence.finditer(reply)]
        blocks = [block for block in blocks if block.strip()]
        if blocks:
            defining = [block for block in blocks if re.search(r"^\s*(?:(?:async\s+)?def|class)\s+solution\b|^solution\s*=", block, re.M)]
            return defining[-1] if defining else "\n\n".join(blocks)
    bare = _BARE.search(reply)
    return bare[0].strip("\n") if bare else None
