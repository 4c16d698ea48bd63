"""From failed attempts to named failure patterns (article, stage 1; paper: signatures and ordering).

The analyst is a model, by default the one that failed. Whatever it replies, mining ends with patterns: what can't be
used of a reply is dropped with a reason, and failures are clustered by signature where nothing is left.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from self_harness.attempt import Attempt
from self_harness.harness import Harness
from self_harness.steps.echo import echo
from self_harness.steps.prompts import fill
from self_harness.steps.replies import objects
from self_harness.steps.signatures import EXCEPTION, SEEN_EXPECTED, Signature, signature

HALVINGS = 3
"""How often a request of analyst or engineer is shortened when it does not fit the model's context."""
CODE_CHARS = 1_500
ERROR_CHARS = 800
EVIDENCE_CHARS = 60_000
"""Upper bound of all evidence in one request: about 15,000 tokens."""
SHORTEST_EXAMPLE = 0.15
"""Share of the above two lengths that is left of an example where a request has to be short."""


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


def request(
    harness: Harness, attempts: Sequence[Attempt], max_patterns: int, evidence_chars: int = EVIDENCE_CHARS
) -> str:
    """The analyst's user message about the failures among the attempts, with at most so many characters about them. The
    problems that failed least often are left out first."""
    found = sorted(failures(attempts), key=lambda failure: -failure.failed)
    share = min(1.0, max(SHORTEST_EXAMPLE, evidence_chars / EVIDENCE_CHARS))
    shown: list[str] = []
    size = 0
    for failure in found:
        text = fill(
            "failure",
            problem=failure.problem,
            failed=failure.failed,
            trials=failure.trials,
            error=_error(failure.example, int(ERROR_CHARS * share)),
            code=_middle_cut(failure.example.code or failure.example.reply, int(CODE_CHARS * share)),
        )
        size += len(text)
        if size > evidence_chars and shown:
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


SCHEMA = {
    "type": "object",
    "properties": {
        "patterns": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "name": {"type": "string"},
                    "problems": {"type": "array", "items": {"type": "string"}},
                    "description": {"type": "string"},
                    "example_error": {"type": "string"},
                    "actionability": {"type": "number"},
                },
                "required": ["name", "problems", "description", "example_error", "actionability"],
                "additionalProperties": False,
            },
        }
    },
    "required": ["patterns"],
    "additionalProperties": False,
}
"""Of an analyst's reply, for servers that can hold a model to one."""


class Parsed(NamedTuple):
    """What can be used of an analyst's reply."""

    patterns: tuple[Pattern, ...]
    """Ordered by support x actionability."""
    dropped: tuple[str, ...]
    """Why others were dropped, each with its name."""


def parse(reply: str, attempts: Sequence[Attempt], max_patterns: int) -> Parsed:
    """The patterns in an analyst's reply. Dropped are those that name no failed problem, that are copied from the request,
    or that name the same failures as one before. Unknown ids are ignored."""
    failed = {failure.problem for failure in failures(attempts)}
    patterns: list[Pattern] = []
    dropped: list[str] = []
    for item in objects(reply):
        if "problems" not in item and "task_ids" in item:
            item = {**item, "problems": item["task_ids"]}
        try:
            pattern = Pattern.model_validate(item)
        except ValidationError as error:
            dropped.append(f"an answer without {' and '.join(str(fault['loc'][0]) for fault in error.errors())}")
            continue
        known = tuple(dict.fromkeys(problem for problem in pattern.problems if problem in failed))
        if reason := _fault(pattern.name, known, patterns):
            dropped.append(f"{pattern.name!r}: {reason}")
        else:
            patterns.append(pattern.model_copy(update={"problems": known}))
    return Parsed(_ordered(patterns, max_patterns), tuple(dropped))


def _fault(name: str, problems: tuple[str, ...], others: Sequence[Pattern]) -> str | None:
    if not problems:
        return "it names no failed problem"
    if copied := echo(name, "analyst", "analyst_system"):
        return copied
    if len(problems) > 1 and any(set(problems) == set(other.problems) for other in others):
        return "it names the same failures as a pattern before it"
    return None


def _ordered(patterns: Iterable[Pattern], max_patterns: int) -> tuple[Pattern, ...]:
    addressable = [pattern for pattern in patterns if pattern.actionability > 0]
    return tuple(sorted(addressable, key=lambda p: (-p.support * p.actionability, p.name))[:max_patterns])


def _telling_line(attempt: Attempt) -> str:
    error = _error(attempt, 4_000)
    found = SEEN_EXPECTED.search(error) or EXCEPTION.search(error)
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
