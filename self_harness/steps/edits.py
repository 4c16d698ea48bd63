"""A person's own edits, from a file: they are tested like the model's."""

import re
import tomllib
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from self_harness.errors import ConfigError, faults_of
from self_harness.files import read_text
from self_harness.harness import Edit

_MARK = re.compile(r"(?:[-*+\u2022]|\d{1,3}[.)])\s+")


def read_edits(path: Path) -> tuple[Edit, ...]:
    """The edits in a file: TOML with `[[edit]]` tables (text, and if you like op, block, rationale, pattern), where the
    name ends in .toml; else one edit a line, appended to the checklist. Blank lines and those that begin with # say
    nothing.

    Raises ConfigError.
    """
    text = read_text(path)
    items = _tables(path, text) if path.suffix == ".toml" else _lines(text)
    edits: list[Edit] = []
    for number, item in enumerate(items, 1):
        try:
            edits.append(Edit.model_validate({"op": "append", "block": "checklist", **item, "origin": "person"}))
        except ValidationError as error:
            raise ConfigError(f"{path}: edit {number}: {'; '.join(faults_of(error))}") from None
    if not edits:
        raise ConfigError(f"{path}: there are no edits in it.")
    return tuple(edits)


def _tables(path: Path, text: str) -> list[Any]:
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: not a TOML file: {error}") from None
    tables = found.get("edit", [])
    if found.keys() - {"edit"} or not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise ConfigError(f"{path}: holds other things than [[edit]] tables.")
    return tables


def _lines(text: str) -> list[dict[str, str]]:
    lines = [line.strip() for line in text.splitlines()]
    return [{"text": _MARK.sub("", line, count=1)} for line in lines if line and not line.startswith("#")]
