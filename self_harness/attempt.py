"""One answer of the model to one problem, and what the sandbox says of it."""

import re
import warnings
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict

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


_FENCE = re.compile(r"([ \t]*)(`{3,}+|~{3,}+)([^`]*)")
_PYTHON = re.compile(r"\W*(?:python3?|py)(?![\w-])", re.I)
_DEFINES = re.compile(r"^[ \t]*(?:(?:async[ \t]+)?def|class)[ \t]+solution\b|^solution[ \t]*=", re.M)
_BARE = re.compile(r"^(?:async[ \t]+)?def[ \t]+solution\b", re.M)
_CODE = re.compile(
    r"^(?:import \w|from [\w.]+ import |(?:async )?def \w"
    r"|class \w+[(:]|@\w|[A-Z_a-z]\w*(?:: ?\w[^\n=]*)? = )",
    re.M,
)
_PARSED_CHARS = 200_000
"""Bounds the time that is spent on cutting a program out of prose."""


class _Block(NamedTuple):
    text: str
    is_python: bool


def extract_code(reply: str) -> str | None:
    """The program in a reply, by the article's cascade: fenced python block, any fenced block, bare `def solution`.

    Of several blocks the last one that defines `solution` wins (models think aloud, then correct themselves); where
    nothing defines it, all python blocks in order, or else all blocks. None when there is nothing to run, which is
    itself evidence for mining.
    """
    text = reply.replace("\r\n", "\n").replace("\r", "\n")
    blocks = [block for block in _blocks(text) if block.text.strip()]
    blocks = [part for block in blocks for part in (_within(block) or [block])]
    python = [block.text for block in blocks if block.is_python]
    fenced = [block.text for block in blocks]
    for found in (python, fenced):
        if defining := [code for code in found if _DEFINES.search(code)]:
            return defining[-1]
    if _BARE.search(text):
        return _program(text)
    return "\n\n".join(python or fenced) or None


def _blocks(text: str) -> list[_Block]:
    """The fenced blocks by the rules of CommonMark, so that a longer fence, or one of the other kind, may hold others."""
    blocks = []
    opening: re.Match[str] | None = None
    inside: list[str] = []
    for line in text.split("\n"):
        if opening is None:
            opening, inside = _FENCE.fullmatch(line), []
        elif _closes(line, opening):
            blocks.append(_block(inside, opening))
            opening = None
        else:
            inside.append(line)
    if opening:
        unclosed = _block(inside, opening)
        blocks.append(unclosed._replace(text=_program(unclosed.text.rstrip().removesuffix(opening[2]))))
    return blocks


def _closes(line: str, opening: re.Match[str]) -> bool:
    indent, fence = opening[1], opening[2]
    closing = line.strip()
    # A fence that is indented further is part of the code: of a docstring, say.
    return len(closing) >= len(fence) and not closing.strip(fence[0]) and line.find(closing) <= len(indent) + 3


def _block(lines: list[str], opening: re.Match[str]) -> _Block:
    indent = opening[1]
    text = "\n".join(line.removeprefix(indent) for line in lines).strip("\n")
    return _Block(text, _PYTHON.match(opening[3]) is not None)


def _within(block: _Block) -> list[_Block]:
    """The blocks in a block that is no program itself, such as a whole answer in a ```markdown fence."""
    if _fault(block.text) is None:
        return []
    return [inner for inner in _blocks(block.text) if inner.text.strip()]


def _program(text: str) -> str:
    """The program in a text with prose before and after it: from where code begins to where it last parses, or the rest
    of the text where no such part defines `solution`."""
    starts = sorted({found.start() for found in (_CODE.search(text), _BARE.search(text)) if found})
    for start in starts:
        program = _longest_program(text[start:])
        if _DEFINES.search(program):
            return program
    return text[min(starts, default=0) :].strip("\n")


def _longest_program(text: str) -> str:
    """The first lines of a text, as many as parse; none where that takes too long to find out."""
    lines = text.rstrip().split("\n")
    parsed = 0
    while lines and parsed < _PARSED_CHARS:
        source = "\n".join(lines)
        fault = _fault(source)
        if fault is None:
            return source.rstrip()
        parsed += len(source)
        del lines[min(fault, len(lines)) - 1 :]
    return ""


def _fault(source: str) -> int | None:
    """The line of a program's first syntax error, counted from 1; None if it parses."""
    try:
        with warnings.catch_warnings(action="ignore"):
            compile(source, "answer", "exec", dont_inherit=True)
    except SyntaxError as error:
        return max(error.lineno or 1, 1)
    except (ValueError, RecursionError, MemoryError):  # a NUL byte, or nesting that is too deep for the parser
        return 1
    return None
