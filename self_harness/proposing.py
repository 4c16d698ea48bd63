"""From failure patterns to candidate edits (article, stage 2; paper: audit record, earlier attempts).

The model plays the engineer of its own harness. Every edit passes structural checks before anything is spent on it.
"""

from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from self_harness.harness import Edit, Harness, apply
from self_harness.mining import Pattern, objects
from self_harness.prompts import fill

MAX_CHARS = 600
"""Longest text of one edit."""


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
) -> str:
    """The engineer's user message. `passed` of `total` held-in attempts passed under the harness."""
    history = "\n".join(f"- round {old.round}, {old.outcome}: {old.edit}" for old in earlier[-20:])
    return fill(
        "engineer",
        harness="\n".join(f'<block name="{name}">\n{text}\n</block>' for name, text in harness.blocks().items()),
        passed=passed,
        total=total,
        patterns="\n\n".join(
            fill(
                "pattern",
                name=pattern.name,
                support=pattern.support,
                description=pattern.description,
                example_error=pattern.example_error or "(none)",
            )
            for pattern in patterns
        ),
        history=f"Edits that were tried before, with what became of them:\n{history}" if history else "",
        proposals=proposals,
        max_chars=MAX_CHARS,
    )


def parse(
    reply: str, harness: Harness, earlier: Sequence[EarlierEdit], proposals: int
) -> tuple[tuple[Edit, ...], tuple[Dropped, ...]]:
    """The edits in an engineer's reply that pass the structural checks, at most `proposals`, and the rest with reasons."""
    edits: list[Edit] = []
    dropped: list[Dropped] = []
    for item in objects(reply):
        found = _read(item)
        reason = found if isinstance(found, str) else _fault(found, harness, edits, earlier, proposals)
        if reason:
            dropped.append(Dropped(proposal=item, reason=reason))
        elif isinstance(found, Edit):
            edits.append(found)
    return tuple(edits), tuple(dropped)


def _read(item: dict[str, Any]) -> Edit | str:
    texts = {name: text.strip() for name, text in item.items() if name in Edit.model_fields and isinstance(text, str)}
    for name in texts.keys() & {"op", "block"}:
        texts[name] = "_".join(texts[name].lower().replace("-", " ").split())
    try:
        return Edit.model_validate(texts)
    except ValidationError as error:
        return "; ".join(f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors())


def _fault(
    edit: Edit, harness: Harness, others: Sequence[Edit], earlier: Sequence[EarlierEdit], proposals: int
) -> str | None:
    if not edit.text:
        return "the text is empty"
    if len(edit.text) > MAX_CHARS:
        return f"the text has {len(edit.text)} characters, more than {MAX_CHARS}"
    if apply(harness, edit) == harness:
        return "it changes nothing"
    if edit.op == "append" and f" {_plain(edit.text)} " in f" {_plain(getattr(harness, edit.block))} ":
        return "the block says this already"
    if any((edit.op, edit.block, _plain(edit.text)) == (o.op, o.block, _plain(o.text)) for o in others):
        return "it repeats another proposal of this round"
    for old in earlier:
        if (
            old.edit.fingerprint == edit.fingerprint
            and old.harness == harness.fingerprint
            and old.outcome == "rejected"
        ):
            return f"the same edit of the same harness was rejected in round {old.round}"
    if len(others) >= proposals:
        return f"more than the {proposals} edits asked for"
    return None


def _plain(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in text.casefold()).split())
