"""The harness: the text around the model, in four named blocks, and the edits that change it (article, "What
'Harness' Actually Means")."""

import codecs
import difflib
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from self_harness.errors import ConfigError

BlockName = Literal["role", "strategy", "output_format", "checklist"]
BLOCKS: tuple[BlockName, ...] = ("role", "strategy", "output_format", "checklist")


class Harness(BaseModel):
    """Four blocks of text; the non-empty ones, in this order, joined by blank lines, are the system prompt."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    role: str = ""
    strategy: str = ""
    output_format: str = ""
    checklist: str = ""

    @property
    def system_prompt(self) -> str:
        return "\n\n".join(text for text in self.blocks().values() if text)

    @property
    def fingerprint(self) -> str:
        """12 hex digits that identify the blocks."""
        return hashlib.sha256(json.dumps(self.blocks()).encode()).hexdigest()[:12]

    def blocks(self) -> dict[BlockName, str]:
        return {name: getattr(self, name) for name in BLOCKS}

    def render(self) -> str:
        """All four blocks with their names, as people read them."""
        return "\n\n".join(f"[{name}]\n{text or '(empty)'}" for name, text in self.blocks().items())


def load(path: Path) -> Harness:
    """A harness from its JSON snapshot; ConfigError says what is wrong with the file."""
    try:
        return Harness.model_validate_json(path.read_bytes().removeprefix(codecs.BOM_UTF8))
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror}") from None
    except ValidationError as error:
        faults = "; ".join(f"{'.'.join(map(str, fault['loc'])) or 'file'}: {fault['msg']}" for fault in error.errors())
        raise ConfigError(f"{path} is not a harness: {faults}") from None


START = Harness(
    role="You are a careful Python programmer.",
    output_format="Return ONLY a fenced ```python code block.",
)
"""The article's starting harness."""


class Edit(BaseModel):
    """One small change of one block, with the audit record that the paper asks for."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    op: Literal["append", "replace"]
    block: BlockName
    text: str
    rationale: str = ""
    pattern: str = ""
    """Name of the failure pattern that the edit targets."""
    expected_effect: str = ""
    risk: str = ""

    @property
    def fingerprint(self) -> str:
        """12 hex digits that identify what the edit does; rationale and audit record don't count."""
        return hashlib.sha256(json.dumps([self.op, self.block, self.text.strip()]).encode()).hexdigest()[:12]

    def __str__(self) -> str:
        return f"{self.op} {self.block}: {self.text.strip()}"


def apply(harness: Harness, edit: Edit) -> Harness:
    """The harness with the edit applied; the given one is not changed."""
    text = edit.text.strip()
    existing = getattr(harness, edit.block).strip()
    if edit.op == "append" and existing:
        text = f"{existing}\n{text}"
    return harness.model_copy(update={edit.block: text})


def diff(old: Harness, new: Harness) -> str:
    """Unified diff by block; empty when the two are equal."""
    parts = []
    for name in BLOCKS:
        before, after = getattr(old, name).splitlines(), getattr(new, name).splitlines()
        lines = list(difflib.unified_diff(before, after, n=2, lineterm=""))[2:]
        if lines:
            parts.append("\n".join([f"[{name}]", *(line for line in lines if not line.startswith("@@"))]))
    return "\n\n".join(parts)


# --- merging (article, "The Merge Step") ----------------------------------------------------------------------------


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
