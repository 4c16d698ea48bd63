"""Accepted edits of one round into one harness (article, "The Merge Step").

The article applies edits best first, so that of two `replace` edits of a block the *worse* one has the last word. Here
the better one wins and the other is recorded as superseded.
"""

from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict

from self_harness.harness import Edit, Harness, apply


class Superseded(BaseModel):
    """An accepted edit that another one displaced."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    edit: Edit
    by: Edit


class Merge(BaseModel):
    """The merged harness, the edits in it in the order in which they were applied, and those displaced."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    harness: Harness
    applied: tuple[Edit, ...] = ()
    superseded: tuple[Superseded, ...] = ()


def merge(harness: Harness, accepted: Sequence[tuple[Edit, int]]) -> Merge:
    """All accepted edits with their gain (d_in + d_out), the greatest first; ties keep the order given. An edit that
    occurs twice is applied once.

    The replacement of a block goes before the lines appended to it, whatever their gains, so that no line is lost.
    """
    ranked: dict[str, Edit] = {}
    for edit, _ in sorted(accepted, key=lambda pair: -pair[1]):
        ranked.setdefault(edit.fingerprint, edit)
    replacing: dict[str, Edit] = {}
    superseded = []
    for edit in ranked.values():
        if edit.op == "replace" and edit.block in replacing:
            superseded.append(Superseded(edit=edit, by=replacing[edit.block]))
        elif edit.op == "replace":
            replacing[edit.block] = edit
    applied = (*replacing.values(), *(edit for edit in ranked.values() if edit.op == "append"))
    merged = harness
    for edit in applied:
        merged = apply(merged, edit)
    return Merge(harness=merged, applied=applied, superseded=tuple(superseded))
