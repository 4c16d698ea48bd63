"""From failed attempts to named failure patterns (article, stage 1; paper: signatures and ordering).

The same model that failed plays the analyst. Whatever it replies, mining ends with patterns: what can't be used of a
reply is dropped, and failures are clustered by signature where nothing is left.
"""

import ast
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from json_repair import repair_json
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from self_harness.attempt import Attempt
from self_harness.harness import Harness
from self_harness.prompts import fill

CODE_CHARS = 1_500
ERROR_CHARS = 800
EVIDENCE_CHARS = 60_000
"""Upper bound of all evidence in one request: about 15,000 tokens."""


class Signature(NamedTuple):
    """What two failures must agree on to be of one kind: the terminal cause that the verifier gives, and the abstract
    mechanism behind it (paper: phi, without the causal status, which only a model can judge)."""

    cause: str
    mechanism: str

    def __str__(self) -> str:
        return f"{self.cause}: {self.mechanism}" if self.mechanism else self.cause


class Pattern(BaseModel):
    """A cluster of failures with one root cause."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    name: str = Field(min_length=1, max_length=120)
    problems: tuple[str, ...]
    description: str = ""
    example_error: str = ""
    actionability: float = Field(default=1.0, ge=0.0, le=1.0)

    @property
    def support(self) -> int:
        return len(self.problems)

    @field_validator("problems", mode="before")
    @classmethod
    def _listed(cls, value: Any) -> Any:
        return [str(item) for item in value] if isinstance(value, list | tuple) else [str(value)]

    @field_validator("description", "example_error", mode="before")
    @classmethod
    def _text(cls, value: Any) -> Any:
        return "" if value is None else str(value)

    @field_validator("actionability", mode="before")
    @classmethod
    def _share(cls, value: Any) -> Any:
        try:
            return min(max(float(value), 0.0), 1.0)
        except (TypeError, ValueError):
            return 1.0


class Failure(NamedTuple):
    """The failed attempts at one problem; `example` is the first of them."""

    problem: str
    failed: int
    trials: int
    example: Attempt


def failures(attempts: Iterable[Attempt]) -> list[Failure]:
    """One entry for each problem with a failed attempt, in the order of the attempts."""
    by_problem: dict[str, list[Attempt]] = defaultdict(list)
    for attempt in attempts:
        by_problem[attempt.problem].append(attempt)
    found = []
    for problem, tried in by_problem.items():
        failed = [attempt for attempt in tried if not attempt.passed]
        if failed:
            found.append(Failure(problem, len(failed), len(tried), failed[0]))
    return found


_EXCEPTION = re.compile(r"^(?:[\w.]*\.)?(\w*(?:Error|Exception|Interrupt|Exit|Iteration|Warning))\b", re.M)
_SEEN_EXPECTED = re.compile(r"returned (?P<seen>.+), expected (?P<expected>.+)$", re.M)
_RAISES = re.compile(r"assert raises\((\w+)")
_EMPTY_CALL = re.compile(r"solution\((?:\[\]|\(\)|\{\}|''|\"\"|set\(\)|b'')[,)]")


def signature(attempt: Attempt) -> Signature:
    """The deterministic signature of a failed attempt, from its verdict alone."""
    verdict = attempt.verdict
    if verdict.status == "error":
        exception = _EXCEPTION.search(verdict.message)
        return Signature("exception", exception[1] if exception else "unknown")
    if verdict.status != "failed":
        return Signature(verdict.status, "")
    return Signature("wrong answer", _mechanism(verdict.message))


def _mechanism(message: str) -> str:
    if missing := _RAISES.search(message):
        return f"{missing[1]} not raised"
    found = _SEEN_EXPECTED.search(message)
    if _EMPTY_CALL.search(message):
        return "empty input"
    if not found:
        return "other"
    try:
        seen, expected = ast.literal_eval(found["seen"]), ast.literal_eval(found["expected"])
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return "other"
    if type(seen) is not type(expected):
        return f"{type(seen).__name__} instead of {type(expected).__name__}"
    if isinstance(seen, list | tuple) and sorted(map(repr, seen)) == sorted(map(repr, expected)):
        return "order"
    return f"wrong {type(expected).__name__}"


def cluster(attempts: Sequence[Attempt], max_patterns: int) -> tuple[Pattern, ...]:
    """Patterns by exact agreement of the signatures: what mining falls back to without a usable reply."""
    clusters: dict[Signature, list[Failure]] = defaultdict(list)
    for failure in failures(attempts):
        clusters[signature(failure.example)].append(failure)
    return _ordered(
        (
            Pattern(
                name=str(kind),
                problems=tuple(failure.problem for failure in members),
                description=f"Answers end in: {kind}.",
                example_error=_error(members[0].example, 200),
            )
            for kind, members in clusters.items()
        ),
        max_patterns,
    )


def request(harness: Harness, attempts: Sequence[Attempt], max_patterns: int) -> str:
    """The analyst's user message about the failures among the attempts."""
    found = failures(attempts)
    shown: list[str] = []
    size = 0
    for failure in found:
        text = fill(
            "failure",
            problem=failure.problem,
            failed=failure.failed,
            trials=failure.trials,
            error=_error(failure.example, ERROR_CHARS),
            code=_middle_cut(failure.example.code or failure.example.reply, CODE_CHARS),
        )
        size += len(text)
        if size > EVIDENCE_CHARS:
            shown.append(f"({len(found) - len(shown)} further failures are not shown.)")
            break
        shown.append(text)
    return fill(
        "analyst",
        count=len(found),
        system_prompt=harness.system_prompt,
        failures="\n\n".join(shown),
        max_patterns=max_patterns,
    )


def parse(reply: str, attempts: Sequence[Attempt], max_patterns: int) -> tuple[Pattern, ...]:
    """The patterns in an analyst's reply, ordered by support x actionability; () when nothing of it can be used.

    Patterns that name no failed problem are dropped; unknown ids are ignored.
    """
    failed = {failure.problem for failure in failures(attempts)}
    patterns = []
    for item in objects(reply):
        if "problems" not in item and "task_ids" in item:
            item = {**item, "problems": item["task_ids"]}
        try:
            pattern = Pattern.model_validate(item)
        except ValidationError:
            continue
        known = tuple(dict.fromkeys(problem for problem in pattern.problems if problem in failed))
        if known:
            patterns.append(pattern.model_copy(update={"problems": known}))
    return _ordered(patterns, max_patterns)


def objects(reply: str) -> list[dict[str, Any]]:
    """The JSON objects of a model's reply, however it is wrapped or broken: prose around it, fences, trailing commas, a
    truncated end, an object around the array."""
    start = min((at for at in (reply.find("["), reply.find("{")) if at >= 0), default=-1)
    if start < 0:
        return []
    value: Any = repair_json(reply[start:], return_objects=True)
    while isinstance(value, dict):
        lists = (item for item in value.values() if isinstance(item, list))
        inner = next((items for items in lists if any(isinstance(item, dict) for item in items)), None)
        if inner is None:
            return [value]
        value = inner
    if not isinstance(value, list):
        return []
    flat = [inner for item in value for inner in (item if isinstance(item, list) else [item])]
    return [item for item in flat if isinstance(item, dict)]


def _ordered(patterns: Iterable[Pattern], max_patterns: int) -> tuple[Pattern, ...]:
    addressable = [pattern for pattern in patterns if pattern.actionability > 0]
    return tuple(sorted(addressable, key=lambda p: (-p.support * p.actionability, p.name))[:max_patterns])


def _error(attempt: Attempt, chars: int) -> str:
    verdict = attempt.verdict
    return _middle_cut(verdict.message or verdict.stderr[-chars:] or verdict.status, chars)


def _middle_cut(text: str, chars: int) -> str:
    """At most `chars` characters: the head and, because the last lines of an error matter most, twice as much tail."""
    if len(text) <= chars:
        return text
    head = chars // 3
    return f"{text[:head]}\n[...]\n{text[-(chars - head):]}"
