"""From failure patterns to candidate edits (article, stage 2; paper: audit record, earlier attempts).

The engineer is a model, by default the one whose harness it is. Every edit passes structural checks before anything is
spent on it: it is well-formed, an instruction, new, short enough and about no problem in particular.
"""

import difflib
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from self_harness.attempt import Attempt
from self_harness.errors import faults_of
from self_harness.harness import Edit, Harness, apply
from self_harness.steps import leaks as leaking
from self_harness.steps.echo import echo, no_instruction
from self_harness.steps.mine import Pattern
from self_harness.steps.novelty import EarlierEdit as EarlierEdit
from self_harness.steps.novelty import latest, plain, repeat
from self_harness.steps.prompts import fill
from self_harness.steps.replies import objects

MAX_CHARS = 600
"""Longest text of one edit."""
MAX_TOKENS = 1_000
"""Longest system prompt unless the settings say otherwise: every attempt pays for it."""
CHARS_PER_TOKEN = 4
"""Of English text, about."""


def longest(start: Harness, max_tokens: int) -> int:
    """Tokens that a run's system prompt may have: `max_tokens`, or half of that more than a long start has already."""
    return max(max_tokens, len(start.system_prompt) // CHARS_PER_TOKEN + max_tokens // 2)


class Dropped(BaseModel):
    """A proposal that failed a structural check."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    proposal: dict[str, Any]
    reason: str


def request(
    harness: Harness,
    patterns: Sequence[Pattern],
    passed: int,
    total: int,
    earlier: Sequence[EarlierEdit],
    proposals: int,
    attempts: Sequence[Attempt] = (),
    kinds: Mapping[str, str] = {},
    max_tokens: int = MAX_TOKENS,
) -> str:
    """The engineer's user message. `passed` of `total` held-in attempts, `attempts`, passed under the harness; `kinds` are
    those of the problems, by id."""
    failed = len({attempt.problem for attempt in attempts if not attempt.passed})
    history = "\n".join(f"- round {old.round}, {old.outcome}: {old.edit}" for old in earlier[-20:])
    proven = dict.fromkeys(
        old.edit.text.strip()
        for old in latest(earlier)
        if old.outcome == "accepted" and old.edit.text.strip() in getattr(harness, old.edit.block)
    )
    sections = {
        "These parts of it were tested and help:": "\n".join(f"- {text}" for text in proven),
        "What works, and must go on working:": "\n".join(f"- {line}" for line in passing(attempts, kinds)),
    }
    return fill(
        "engineer",
        harness="\n".join(f'<block name="{name}">\n{text}\n</block>' for name, text in harness.blocks().items()),
        passed=passed,
        total=total,
        preserve="\n\n".join(f"{title}\n{lines}" for title, lines in sections.items() if lines),
        patterns="\n\n".join(
            fill(
                "pattern",
                name=pattern.name,
                support=f"{pattern.support} of {failed}" if failed else pattern.support,
                description=pattern.description,
                example_error=pattern.example_error or "(none)",
            )
            for pattern in patterns
        ),
        history=f"Edits that were tried before, with what became of them:\n{history}" if history else "",
        proposals=proposals,
        max_chars=MAX_CHARS,
        room=max(max_tokens * CHARS_PER_TOKEN - len(harness.system_prompt), 0),
    )


def advice_request(pattern: Pattern) -> str:
    """A simpler user message, for a model that can't answer the other: one sentence against one pattern."""
    return fill(
        "advice",
        name=pattern.name,
        description=pattern.description,
        example_error=pattern.example_error or "(none)",
    )


SCHEMA = {
    "type": "object",
    "properties": {
        "edits": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "op": {"type": "string", "enum": ["append", "replace"]},
                    "block": {"type": "string", "enum": list(Harness.model_fields)},
                    **{
                        name: {"type": "string"} for name in ("text", "pattern", "rationale", "expected_effect", "risk")
                    },
                },
                "required": ["op", "block", "text", "pattern", "rationale", "expected_effect", "risk"],
                "additionalProperties": False,
            },
        }
    },
    "required": ["edits"],
    "additionalProperties": False,
}
"""Of an engineer's reply, for servers that can hold a model to one."""


_NEVER_SEEN = {
    "no_code_block": "Every reply holds a code block.",
    "error": "No answer ends in an exception that it should not raise.",
    "timeout": "Every answer is fast enough.",
}


def passing(attempts: Sequence[Attempt], kinds: Mapping[str, str]) -> list[str]:
    """What goes well in the attempts, in general words: pass counts by kind of problem, and mishaps that never occur."""
    made = Counter(kinds.get(attempt.problem, "") for attempt in attempts)
    passed = Counter(kinds.get(attempt.problem, "") for attempt in attempts if attempt.passed)
    seen = {attempt.verdict.status for attempt in attempts}
    return [
        f"Problems of the kind {kind}: {passed[kind]} of {made[kind]} attempts pass." for kind in sorted(passed) if kind
    ] + [line for status, line in _NEVER_SEEN.items() if attempts and status not in seen]


def resolve_pattern(edit: Edit, patterns: Sequence[Pattern]) -> Pattern:
    """The pattern that the edit aims at: the one it names, else the one of the most similar name, else the first."""
    by_name = {plain(pattern.name): pattern for pattern in reversed(patterns)}
    closest = difflib.get_close_matches(plain(edit.pattern), by_name, n=1)
    return by_name[closest[0]] if closest else patterns[0]


def parse(
    reply: str,
    harness: Harness,
    earlier: Sequence[EarlierEdit],
    proposals: int,
    patterns: Sequence[Pattern] = (),
    traces: leaking.Traces = leaking.NOTHING,
    max_tokens: int = MAX_TOKENS,
    others: Sequence[Edit] = (),
) -> tuple[tuple[Edit, ...], tuple[Dropped, ...]]:
    """The edits in an engineer's reply that pass the structural checks, at most `proposals`, and the rest with reasons.

    Each edit's `pattern` becomes the name of one of the patterns, if there are any. `traces`: what of the problems must
    not get in. `max_tokens`: of the system prompt. `others`: edits of this round, which none of these must repeat.
    """
    return _checked(objects(reply), harness, earlier, proposals, patterns, traces, max_tokens, others)


def admit(
    own: Sequence[Edit],
    harness: Harness,
    earlier: Sequence[EarlierEdit],
    patterns: Sequence[Pattern] = (),
    traces: leaking.Traces = leaking.NOTHING,
    max_tokens: int = MAX_TOKENS,
) -> tuple[tuple[Edit, ...], tuple[Dropped, ...]]:
    """The same for a person's edits."""
    items = [edit.model_dump(exclude={"origin"}) for edit in own]
    edits, dropped = _checked(items, harness, earlier, len(own), patterns, traces, max_tokens, ())
    marked = [item.model_copy(update={"proposal": {**item.proposal, "origin": "person"}}) for item in dropped]
    return tuple(edit.model_copy(update={"origin": "person"}) for edit in edits), tuple(marked)


def parse_advice(
    reply: str,
    harness: Harness,
    earlier: Sequence[EarlierEdit],
    pattern: Pattern,
    traces: leaking.Traces = leaking.NOTHING,
    max_tokens: int = MAX_TOKENS,
    others: Sequence[Edit] = (),
) -> tuple[tuple[Edit, ...], tuple[Dropped, ...]]:
    """The same for the answer to the request for one sentence of advice against one pattern: a line of the checklist.

    others: edits of this round, which it must not repeat.
    """
    items = objects(reply)
    if not items:
        lines = (line.strip() for line in reply.splitlines())
        line = next((line for line in lines if line.strip("`*#\"'") and not line.endswith(":")), "")
        text = line.strip().strip("`*\"'").removeprefix("- ").strip()
        items = [{"op": "append", "block": "checklist", "text": text}]
    named = [{**item, "pattern": pattern.name} for item in items]
    return _checked(named, harness, earlier, 1, [pattern], traces, max_tokens, others)


def _checked(
    items: Sequence[dict[str, Any]],
    harness: Harness,
    earlier: Sequence[EarlierEdit],
    proposals: int,
    patterns: Sequence[Pattern],
    traces: leaking.Traces,
    max_tokens: int,
    others: Sequence[Edit],
) -> tuple[tuple[Edit, ...], tuple[Dropped, ...]]:
    edits: list[Edit] = []
    dropped: list[Dropped] = []
    for item in items:
        found = _read(item)
        if isinstance(found, str):
            reason: str | None = found
        else:
            reason = (
                _fault(found, harness, max_tokens)
                or echo(found.text, "engineer", "engineer_system", "advice", said=tuple(_NEVER_SEEN.values()))
                or no_instruction(found.text)
                or repeat(found, harness, [*others, *edits], earlier)
                or leaking.leak(found.text, traces, known=harness.system_prompt)
                or (f"more than the {proposals} edits asked for" if len(edits) >= proposals else None)
            )
        if reason:
            dropped.append(Dropped(proposal=item, reason=reason))
        elif isinstance(found, Edit):
            name = resolve_pattern(found, patterns).name if patterns else found.pattern
            edits.append(found.model_copy(update={"pattern": name}))
    return tuple(edits), tuple(dropped)


_TEXTS = Edit.model_fields.keys() - {"origin"}


def _read(item: dict[str, Any]) -> Edit | str:
    texts = {name: text.strip() for name, text in item.items() if name in _TEXTS and isinstance(text, str)}
    for name in texts.keys() & {"op", "block"}:
        texts[name] = "_".join(texts[name].lower().replace("-", " ").split())
    try:
        return Edit.model_validate(texts)
    except ValidationError as error:
        return "; ".join(faults_of(error))


def _fault(edit: Edit, harness: Harness, max_tokens: int) -> str | None:
    if not edit.text:
        return "the text is empty"
    if len(edit.text) > MAX_CHARS:
        return f"the text has {len(edit.text)} characters, more than {MAX_CHARS}"
    changed = apply(harness, edit)
    if changed == harness:
        return "it changes nothing"
    length = len(changed.system_prompt)
    if length > max(max_tokens * CHARS_PER_TOKEN, len(harness.system_prompt)):
        return f"the system prompt would have about {length // CHARS_PER_TOKEN} tokens, more than {max_tokens}"
    return None
