"""The deterministic signature of a failed attempt: its cause and mechanism as the verdict shows them."""

import ast
import re
from typing import NamedTuple

from self_harness.attempt import Attempt


class Signature(NamedTuple):
    """What two failures must agree on to be of one kind: the terminal cause that the verifier gives, and the abstract
    mechanism behind it (paper: phi, without the causal status, which only a model can judge)."""

    cause: str
    mechanism: str

    def __str__(self) -> str:
        return f"{self.cause}: {self.mechanism}" if self.mechanism else self.cause


# What the runner writes (sandbox/runner/evidence.py), and unittest's own wording.
EXCEPTION = re.compile(r"^(?:\w+\.)*([A-Z]\w*)(?:: .*)?$", re.M)
SEEN_EXPECTED = re.compile(
    r"^(?:(?P<name>\w+) was|.*? (?:returned|was)|AssertionError:) (?P<seen>.+)(?:, expected| !=) (?P<expected>.+)$",
    re.M,
)
_RAISES = re.compile(r"\bassert raises\(\(?([\w.]+)")
_EMPTY_CALL = re.compile(r"\bsolution\((?:\w+=)?(?:\[\]|\(\)|\{\}|''|\"\"|set\(\)|b'')[,)]")


def signature(attempt: Attempt) -> Signature:
    """The deterministic signature of a failed attempt, from its verdict alone."""
    verdict = attempt.verdict
    if verdict.status == "error":
        exception = EXCEPTION.search(verdict.message)
        return Signature("exception", exception[1] if exception else "unknown")
    if verdict.status != "failed":
        return Signature(verdict.status, "")
    return Signature("wrong answer", _mechanism(verdict.message))


def _mechanism(message: str) -> str:
    if missing := _RAISES.search(message):
        return f"{missing[1]} not raised"
    evidence = message.partition("\n")[2] or message  # the first line is the failing statement itself
    found = SEEN_EXPECTED.search(evidence)
    if found and found["name"] not in (None, "result") and f"solution({found['expected']}" in evidence:
        return "argument changed"
    if _EMPTY_CALL.search(evidence):
        return "empty input"
    if not found:
        return "other"
    if found["seen"].isidentifier() and found["expected"].isidentifier() and "type(" in message:
        return f"{found['seen']} instead of {found['expected']}"
    try:
        seen, expected = ast.literal_eval(found["seen"]), ast.literal_eval(found["expected"])
    except (ValueError, SyntaxError, MemoryError, RecursionError, SystemError):
        return "other"
    if type(seen) is not type(expected):
        return f"{type(seen).__name__} instead of {type(expected).__name__}"
    if isinstance(seen, list | tuple) and sorted(map(repr, seen)) == sorted(map(repr, expected)):
        return "order"
    return f"wrong {type(expected).__name__}"
