"""The harness: the text around the model, in four named blocks, and the edits that change it (article, "What
'Harness' Actually Means")."""

import difflib
import hashlib
import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from self_harness.errors import ConfigError, faults_of
from self_harness.files import read_text

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
    """A harness from its JSON snapshot, or from a system prompt in plain text or Markdown (`from_text`).

    Raises ConfigError that says what is wrong with the file.
    """
    try:
        text = read_text(path)
        is_json = path.suffix == ".json" or text.lstrip().startswith("{")
        harness = Harness.model_validate_json(text) if is_json else from_text(text)
        if not harness.system_prompt.strip():
            raise ConfigError(f"{path}: there is no text in it.")
        return harness
    except ValidationError as error:
        raise ConfigError(f"{path} is not a harness: {'; '.join(faults_of(error))}") from None


_SECTIONS: dict[BlockName, str] = {
    "role": r"role|persona|identity|who you are|about you",
    "output_format": r"(?:output|answer|response|reply)(?: format)?|format",
    "checklist": r"checklist|checks?|rules?|constraints?|guidelines|(?:do|don't|do not)s?|before you answer",
}
_HEADING = re.compile(r"#{1,6}[ \t]+(.+?)[ \t#:]*")


def from_text(text: str) -> Harness:
    """The harness of a system prompt that somebody has written.

    Markdown: a section whose heading is a block's name, or one much like it (Rules, Output), becomes that block, without
    the heading; other sections go into the strategy, with theirs. Without such headings the first paragraph is the role
    and the rest the strategy, so that the system prompt stays the same text.
    """
    sections: list[tuple[str, list[str]]] = [("", [])]
    is_code = False
    for line in text.strip().splitlines():
        is_code ^= line.lstrip().startswith("```")
        heading = None if is_code else _HEADING.fullmatch(line)
        sections.append((line, [])) if heading else sections[-1][1].append(line)
    found: dict[BlockName, list[str]] = {name: [] for name in BLOCKS}
    for title, lines in sections:
        body, block = "\n".join(lines).strip("\n"), _block_of(title)
        if title or body:
            found[block or ("strategy" if title else "role")].append(body if block or not title else f"{title}\n{body}")
    blocks = {name: "\n\n".join(part.strip("\n") for part in parts if part.strip()) for name, parts in found.items()}
    if all(not title for title, _ in sections):
        role, _, strategy = blocks["role"].partition("\n\n")
        blocks |= {"role": role, "strategy": strategy.strip("\n")}
    return Harness.model_validate(blocks)


def _block_of(title: str) -> BlockName | None:
    heading = _HEADING.fullmatch(title)
    words = heading[1].casefold().replace("_", " ").strip() if heading else ""
    if words in ("strategy", "approach", "instructions"):
        return "strategy"
    return next((name for name, pattern in _SECTIONS.items() if re.fullmatch(pattern, words)), None)


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
    origin: Literal["model", "person"] = "model"

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


def with_edits(base: Harness, edits: Sequence[Edit]) -> Harness:
    """The base with all these edits: replacements of blocks first, then the lines appended to them, in the order given."""
    blocks: dict[BlockName, list[str]] = {}
    for edit in sorted(edits, key=lambda edit: edit.op == "append"):
        old = blocks.setdefault(edit.block, [getattr(base, edit.block).strip()])
        if edit.op == "replace":
            old.clear()
        old.append(edit.text.strip())
    return base.model_copy(update={name: "\n".join(filter(None, texts)) for name, texts in blocks.items()})


def without(harness: Harness, appended: Sequence[Edit]) -> Harness:
    """The harness before these edits were appended to it. ValueError if it does not end with them."""
    base = harness
    for edit in reversed(appended):
        text: str = getattr(base, edit.block)
        if edit.op != "append" or not f"\n{text}".endswith(f"\n{edit.text.strip()}"):
            raise ValueError(f"{edit} is not the last of its block")
        base = base.model_copy(update={edit.block: text[: -len(edit.text.strip())].rstrip("\n")})
    return base


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
