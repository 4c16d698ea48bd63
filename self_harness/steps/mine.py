"""From failed attempts to named failure patterns (article, stage 1; paper: signatures and ordering).

The same model that failed plays the analyst. Whatever it replies, mining ends with patterns: what can't be used of a
reply is dropped, and failures are clustered by signature where nothing is left.
"""

import ast
import json
import math
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from json_repair import repair_json
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from self_harness.attempt import Attempt
from self_harness.harness import Harness
from self_harness.steps.prompts import fill

CODE_CHARS = 1_500
ERROR_CHARS = 800
EVIDENCE_CHARS = 60_000
"""Upper bound of all evidence in one request: about 15,000 tokens."""
REPAIRED_CHARS = 20_000
"""Of a reply that is not JSON, as much is looked at: repairing takes time with the square of the length."""


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

    @field_validator("name", mode="before")
    @classmethod
    def _one_line(cls, value: Any) -> Any:
        return " ".join(value.split())[:120] if isinstance(value, str) else value

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
            share = float(value)
        except (TypeError, ValueError, OverflowError):
            return 1.0
        return 1.0 if math.isnan(share) else min(max(share, 0.0), 1.0)


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


# What the runner writes (sandbox/runner/evidence.py), and unittest's own wording.
_EXCEPTION = re.compile(r"^(?:\w+\.)*([A-Z]\w*)(?:: .*)?$", re.M)
_SEEN_EXPECTED = re.compile(
    r"^(?:(?P<name>\w+) was|.*? (?:returned|was)|AssertionError:) (?P<seen>.+)(?:, expected| !=) (?P<expected>.+)$",
    re.M,
)
_RAISES = re.compile(r"\bassert raises\(\(?([\w.]+)")
_EMPTY_CALL = re.compile(r"\bsolution\((?:\w+=)?(?:\[\]|\(\)|\{\}|''|\"\"|set\(\)|b'')[,)]")


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
    evidence = message.partition("\n")[2] or message  # the first line is the failing statement itself
    found = _SEEN_EXPECTED.search(evidence)
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
                example_error=_telling_line(members[0].example),
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


_JSON = re.compile(r"[\[{]\s*[\[{\"']")
"""Where JSON of objects begins; "[1]" or "{x}" in the prose before it is none."""


def objects(reply: str) -> list[dict[str, Any]]:
    """The JSON objects of a model's reply, however it is wrapped or broken: prose around it, fences, trailing commas, a
    truncated end, an object around the array, one object a line. Their values are texts, numbers and lists of these;
    what is nested deeper becomes None."""
    start = _JSON.search(reply)
    if not start:
        return []
    try:
        value = _read(reply[start.start() :])
    except (ValueError, RecursionError):
        return []
    while isinstance(value, dict):
        lists = (item for item in value.values() if isinstance(item, list))
        inner = next((items for items in lists if any(isinstance(item, dict) for item in items)), None)
        value = [value] if inner is None else inner
    if not isinstance(value, list):
        return []
    flat = [inner for item in value for inner in (item if isinstance(item, list) else [item])]
    return [{_scalar(name): _flat(inner) for name, inner in item.items()} for item in flat if isinstance(item, dict)]


def _read(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        # Without the commas, the repair would keep the last object only.
        broken = re.sub(r"\}[ \t]*\n\s*\{", "},\n{", text[:REPAIRED_CHARS])
        if broken.count("{") > max(50, len(broken) / 20):
            raise  # "{{{{..." would keep the repair busy for minutes
        return repair_json(broken, return_objects=True)


def _flat(value: Any) -> Any:
    return [_scalar(item) for item in value] if isinstance(value, list) else _scalar(value)


def _scalar(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()  # half a surrogate pair can't be written to any file
    return value if isinstance(value, int | float) else None


def _ordered(patterns: Iterable[Pattern], max_patterns: int) -> tuple[Pattern, ...]:
    addressable = [pattern for pattern in patterns if pattern.actionability > 0]
    return tuple(sorted(addressable, key=lambda p: (-p.support * p.actionability, p.name))[:max_patterns])


def _telling_line(attempt: Attempt) -> str:
    error = _error(attempt, 4_000)
    found = _SEEN_EXPECTED.search(error) or _EXCEPTION.search(error)
    return _middle_cut(found[0] if found else error, 200)


def _error(attempt: Attempt, chars: int) -> str:
    verdict = attempt.verdict
    return _middle_cut(verdict.message or verdict.stderr[-chars:] or verdict.status, chars)


def _middle_cut(text: str, chars: int) -> str:
    """At most `chars` characters: the head and, because the last lines of an error matter most, twice as much tail."""
    if len(text) <= chars:
        return text
    head = chars // 3
    return f"{text[:head]}\n[...]\n{text[-(chars - head) :]}"
