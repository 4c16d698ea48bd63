"""Suites of rows from inspect_ai's datasets (inspect.aisi.org.uk/datasets): JSON lines, JSON or CSV with the fields `input`
and `target`. What can't be expressed is said, row by row."""

import json
from pathlib import Path
from typing import Any, NamedTuple

from self_harness.errors import ConfigError
from self_harness.suite.tables import read_table

TESTS_ANY = """\
# One of several targets is enough.
from solution import answer

targets = expected if isinstance(expected, list) else [expected]
assert any({test} for target in targets), f"{{answer!r}}, expected one of {{targets!r}}"
"""
_ANY = {"exact": "answer == str(target).strip()", "contains": "str(target).strip() in answer"}
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Read(NamedTuple):
    rows: list[dict[str, Any]]
    notes: list[str]
    several: bool
    """Whether some row has several targets."""


def read_dataset(path: Path, input_: str = "input", target: str = "target") -> Read:
    """The rows of a dataset, from its fields of these names.

    Raises ConfigError where it can't be read, or where nothing of it can be expressed.
    """
    rows: list[dict[str, Any]] = []
    notes: list[str] = []
    for number, record in enumerate(read_table(path), 1):
        try:
            rows.append(_row(number, {**record, "input": record.get(input_), "target": record.get(target)}))
        except ValueError as error:
            notes.append(f"sample {number}: left out: {error}")
    if not rows:
        raise ConfigError("\n".join([f"{path}: nothing of it can be expressed.", *notes[:20]]))
    return Read(rows, notes, any(isinstance(row["expected"], list) for row in rows))


def any_of(scorer: str) -> str:
    """tests.py where a row may have several targets. Raises ConfigError for a scorer that knows one only."""
    if scorer not in _ANY:
        raise ConfigError(f"Some samples have several targets: take the scorer {' or '.join(_ANY)}, not {scorer}.")
    return TESTS_ANY.format(test=_ANY[scorer])


def _row(number: int, record: dict[str, Any]) -> dict[str, Any]:
    for field in ("files", "sandbox", "setup"):
        if record.get(field):
            raise ValueError(f"it needs {field}")
    prompt = _text(record.get("input"))
    choices = record.get("choices") or []
    if isinstance(choices, str):
        choices = json.loads(choices) if choices.startswith("[") else [part.strip() for part in choices.split(",")]
    if len(choices) > len(_LETTERS):
        raise ValueError("more choices than letters")
    if choices:
        prompt += "\n\n" + "\n".join(f"{letter}) {choice}" for letter, choice in zip(_LETTERS, choices, strict=False))
        prompt += "\n\nAnswer with the letter of the right choice."
    target = record.get("target")
    if isinstance(target, list):
        target = target[0] if len(target) == 1 else target
    if target is None or target in ("", []):
        raise ValueError("it has no target")
    first = target[0] if isinstance(target, list) else target
    return {"id": f"sample-{number:05}", "expected": target, "solution": first, "input": prompt}


def _text(given: Any) -> str:
    """What the model reads: a text, or messages, the system's first. Images and the like raise ValueError."""
    if isinstance(given, str) and given.lstrip().startswith('[{"'):
        given = json.loads(given)
    if isinstance(given, str) and given.strip():
        return given.strip()
    if not isinstance(given, list) or not given:
        raise ValueError("it has no input")
    texts = []
    for message in given:
        content = message.get("content") if isinstance(message, dict) else None
        if isinstance(content, list):
            parts = [
                part.get("text") if isinstance(part, dict) and part.get("type") == "text" else None for part in content
            ]
            content = None if None in parts else "\n".join(filter(None, parts))
        if not isinstance(content, str) or message.get("role") not in ("system", "user"):
            raise ValueError("its input is more than text of system and user")
        texts.append(content.strip())
    return "\n\n".join(texts)
