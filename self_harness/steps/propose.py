"""From failure patterns to candidate edits (article, stage 2; paper: audit record, earlier attempts).

The model plays the engineer of its own harness. Every edit passes structural checks before anything is spent on it: it
is well-formed, new, short enough and about no problem in particular.
"""

import difflib
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from self_harness.attempt import Attempt
from self_harness.harness import Edit, Harness, apply
from self_harness.steps import leaks as leaking
from self_harness.steps.mine import Pattern, objects
from self_harness.steps.prompts import fill

MAX_CHARS = 600
"""Longest text of one edit."""
MAX_TOKENS = 1_000
"""Longest system prompt unless the settings say otherwise: every attempt pays for it."""
CHARS_PER_TOKEN = 4
"""Of English text, about."""
ALIKE = 0.76
"""Share of content words (Dice coefficient) from which one text is a reworded copy of another."""
COVERED = 0.85
"""Share of an instruction's content words in a sentence that says it already."""


class EarlierEdit(BaseModel):
    """What the proposer and the checks know of an edit of an earlier round."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    round: int
    edit: Edit
    harness: str
    """Fingerprint of the harness that it was tried on."""
    outcome: str
    """accepted, rejected, unresolved, superseded or dropped_by_merge. Not the reason: that of an early rejection depends
    on which attempts came back first, and the next request must be the same when a run is resumed."""


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
        for old in _latest(earlier)
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
    by_name = {_plain(pattern.name): pattern for pattern in reversed(patterns)}
    closest = difflib.get_close_matches(_plain(edit.pattern), by_name, n=1)
    return by_name[closest[0]] if closest else patterns[0]


def parse(
    reply: str,
    harness: Harness,
    earlier: Sequence[EarlierEdit],
    proposals: int,
    patterns: Sequence[Pattern] = (),
    traces: leaking.Traces = leaking.NOTHING,
    max_tokens: int = MAX_TOKENS,
) -> tuple[tuple[Edit, ...], tuple[Dropped, ...]]:
    """The edits in an engineer's reply that pass the structural checks, at most `proposals`, and the rest with reasons.

    Each edit's `pattern` becomes the name of one of the patterns, if there are any. `traces`: what of the problems must
    not get in. `max_tokens`: of the system prompt.
    """
    edits: list[Edit] = []
    dropped: list[Dropped] = []
    for item in objects(reply):
        found = _read(item)
        if isinstance(found, str):
            reason: str | None = found
        else:
            reason = (
                _fault(found, harness, max_tokens)
                or _repeat(found, harness, edits, earlier)
                or leaking.leak(found.text, traces, known=harness.system_prompt)
                or (f"more than the {proposals} edits asked for" if len(edits) >= proposals else None)
            )
        if reason:
            dropped.append(Dropped(proposal=item, reason=reason))
        elif isinstance(found, Edit):
            name = resolve_pattern(found, patterns).name if patterns else found.pattern
            edits.append(found.model_copy(update={"pattern": name}))
    return tuple(edits), tuple(dropped)


def _read(item: dict[str, Any]) -> Edit | str:
    texts = {name: text.strip() for name, text in item.items() if name in Edit.model_fields and isinstance(text, str)}
    for name in texts.keys() & {"op", "block"}:
        texts[name] = "_".join(texts[name].lower().replace("-", " ").split())
    try:
        return Edit.model_validate(texts)
    except ValidationError as error:
        return "; ".join(f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors())


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


def _repeat(edit: Edit, harness: Harness, others: Sequence[Edit], earlier: Sequence[EarlierEdit]) -> str | None:
    if edit.op == "append":
        if f" {_plain(edit.text)} " in f" {_plain(getattr(harness, edit.block))} ":
            return "the block says this already"
        said = _sentences(harness.system_prompt)
        if all(any(_covers(old, new) for old in said) for new in _sentences(edit.text)):
            return "the harness says this already"
    if any(_alike(edit, other) for other in others):
        return "it repeats another proposal of this round"
    for old in _latest(earlier):
        if old.outcome in _TRIED and _alike(edit, old.edit):
            return f"{_TRIED[old.outcome]} in round {old.round}: {old.edit.text}"
    return None


_TRIED = {
    "rejected": "an edit that says the same was rejected",
    "unresolved": "an edit that says the same waits to be tested further, left unresolved",
}


def _latest(earlier: Sequence[EarlierEdit]) -> list[EarlierEdit]:
    """The last outcome of each edit."""
    return list({old.edit.fingerprint: old for old in earlier}.values())


def _alike(one: Edit, other: Edit) -> bool:
    """Whether they do the same. Where a line is added makes no difference; what a replacement removes does."""
    return (
        one.op == other.op
        and (one.op == "append" or one.block == other.block)
        and (_plain(one.text) == _plain(other.text) or alike(one.text, other.text))
    )


def alike(one: str, other: str) -> bool:
    """Whether one text is a reworded copy of the other: most content words and all numbers are the same, and so is what
    is negated."""
    words, others = _content(one), _content(other)
    return 2 * len(words & others) >= ALIKE * (len(words) + len(others)) > 0 and _numbers(words) == _numbers(others)


def _covers(old: str, new: str) -> bool:
    words, others = _content(new), _content(old)
    return len(words & others) >= COVERED * len(words) > 0 and _numbers(words) <= _numbers(others)


_FILLERS = """
    a an and any are as at be been but by can do does each every for from has have if in into is it its may must of on or per
    please should so such sure take that the their them then there these they this those to up was were what when where
    whether which while who will with you your always also ensure make before after answer task tasks code solution
"""
_NEGATIONS = "not no never none neither nor without cannot avoid instead"


@lru_cache(4096)
def _content(text: str) -> frozenset[str]:
    """The stems of the words that carry meaning; one after a negation is another one than without it."""
    fillers, negations = _FILLERS.split(), _NEGATIONS.split()
    found: set[str] = set()
    sign = ""
    for word in re.findall(r"[^\W_]+|[<>=%/+*]+", re.sub(r"n['’]t\b", " not", text.casefold())):
        if word in negations:
            sign = "not "
        elif word not in fillers:
            found.add(sign + leaking.stem(word))
            sign = ""
    return frozenset(found)


def _numbers(words: frozenset[str]) -> set[str]:
    return {word for word in words if any(map(str.isdecimal, word))}


def _sentences(text: str) -> list[str]:
    return [part for part in re.split(r"[.!?;:]\s+|\n+", text) if part.strip()]


def _plain(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in text.casefold()).split())
