"""The JSON in a model's reply, however it is wrapped or broken."""

import json
import re
from typing import Any

from json_repair import repair_json

REPAIRED_CHARS = 20_000
"""Of a reply that is not JSON, as much is looked at: repairing takes time with the square of the length."""

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
