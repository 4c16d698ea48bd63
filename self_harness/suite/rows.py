"""Rows instead of folders: a suite in one file of JSON lines, with one tests.py for all rows.

    suite.toml    answer = "text", and what else holds for all rows
    rows.jsonl    {"id": "1", "expected": "billing", "bugs": {"negation": "sales"}, "text": "I was charged twice."}
    prompt.md     what the model reads, with {text} for the row's text; `{input}` alone where there is no such file
    tests.py      one for all rows: finds `expected`, `row` (all fields but id and bugs) and `pass_at`

`id` and `expected` are needed. The reference is what is expected, as text, unless the row has a `solution` (null: none).
"""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

ROWS = "rows.jsonl"
RESERVED = ("id", "expected", "bugs", "solution")
FIELD = re.compile(r"\{([^\W\d][\w .-]*)\}")
"""A field's place in a prompt."""
FILE_NAME = r"[^\W_][\w.-]*"
"""Ids and names of bugs: folders that begin with . or _ are passed over when a suite is loaded."""


class Row(NamedTuple):
    id: str
    prompt: str
    tests: str
    solution: str | None
    bugs: dict[str, str]


def is_rows(folder: Path) -> bool:
    return (folder / ROWS).is_file()


def read_rows(text: str, template: str, tests: str, pass_at: float) -> tuple[list[Row], list[str]]:
    """The rows of a file, and the faults of those that are none.

    template: of the prompt, with {field} for a field of the row; braces around what is no field stay as they are.
    tests: of all rows, without the lines that say what is expected.
    """
    rows, faults = [], []
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                rows.append(_row(json.loads(line, parse_constant=_refuse), template, tests, pass_at))
            except (ValueError, RecursionError) as error:
                faults.append(f"{ROWS}: line {number}: {error}")
    return rows, faults


def tests_of(tests: str, expected: Any, row: Mapping[str, Any], pass_at: float) -> str:
    """The tests of one row: what is expected of it, before the tests of all rows."""
    return f"expected = {expected!r}\nrow = {dict(row)!r}\npass_at = {pass_at!r}\n\n{tests}"


def as_text(value: Any) -> str:
    """A field as the model reads it."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _row(value: Any, template: str, tests: str, pass_at: float) -> Row:
    if not isinstance(value, dict):
        raise ValueError("not an object")
    if missing := [name for name in ("id", "expected") if name not in value]:
        raise ValueError(f"has no {' and no '.join(missing)}")
    if not isinstance(value["id"], str) or not re.fullmatch(FILE_NAME, value["id"]):
        raise ValueError(f"id: {value['id']!r} is no name: letters, digits, hyphens and dots")
    bugs = value.get("bugs", {})
    if not isinstance(bugs, dict) or not all(re.fullmatch(FILE_NAME, name) for name in bugs):
        raise ValueError("bugs: not an object of wrong answers by the weakness that they show")
    fields = {name: field for name, field in value.items() if name not in RESERVED}
    if unknown := {name for name in FIELD.findall(template) if name in RESERVED}:
        raise ValueError(f"prompt.md shows {', '.join(sorted(unknown))} to the model")
    if "\0" in (prompt := FIELD.sub(lambda match: as_text(fields.get(match[1], match[0])), template)):
        raise ValueError("holds a NUL character")
    if not any(name in fields for name in FIELD.findall(template)):
        raise ValueError(f"has no field of prompt.md ({', '.join(FIELD.findall(template)) or 'which names none'})")
    solution = value.get("solution", value["expected"])
    return Row(
        id=value["id"],
        prompt=prompt.strip(),
        tests=tests_of(tests, value["expected"], {**fields, "expected": value["expected"]}, pass_at),
        solution=None if solution is None else as_text(solution),
        bugs={name: as_text(answer) for name, answer in bugs.items()},
    )


def _refuse(constant: str) -> Any:
    raise ValueError(f"{constant} is no JSON value")
