"""Kinds of answers: everything that depends on what the model is asked to write.

A suite holds problems of one kind, named by `answer` in problem.toml: `python` (a module that defines `solution`) and
`sql` (one query for SQLite) are built in. A package adds its own as an entry point of the group `self_harness.kinds` that
names an object with the members of `Kind`; CONTRIBUTING.md walks through one. Whatever the kind, it is Python that
is graded, in the same sandbox: a kind says how an answer becomes a `solution` module and what tests it.
"""

import re
from collections.abc import Callable
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path
from typing import Protocol

from self_harness.attempt import extract_code
from self_harness.harness import START, Harness

Read = Callable[[str], str]
"""The text of a file of the problem's folder; a missing or unreadable one is noted as a fault and gives ""."""


class Kind(Protocol):
    suffix: str
    """Of `solution<suffix>` and `bugs/<weakness><suffix>`."""
    fence: str
    """Language of the code block that an answer stands in."""
    start: Harness
    """What a run starts from unless told otherwise."""

    def problem(self, folder: Path, read: Read, ordered: bool) -> tuple[str, str]:
        """Prompt and tests.py of a problem's folder."""
        ...

    def extract(self, reply: str) -> str | None:
        """The answer in a model's reply; None when there is none."""
        ...

    def program(self, answer: str) -> str:
        """The `solution` module that tests.py imports."""
        ...


class Python:
    """prompt.md and tests.py: the article's format."""

    suffix = ".py"
    fence = "python"
    start = START

    def problem(self, folder: Path, read: Read, ordered: bool) -> tuple[str, str]:
        return read("prompt.md"), read("tests.py")

    def extract(self, reply: str) -> str | None:
        return extract_code(reply)

    def program(self, answer: str) -> str:
        return answer


class Sql:
    """prompt.md, schema.sql and data/*.sql: on each data set, the query must give the rows that solution.sql gives.

    Rows are compared in order only if problem.toml says `ordered = true`. The answer's process builds the database from
    schema and data; the reference and its rows stay in the grader.
    """

    suffix = ".sql"
    fence = "sql"
    start = Harness(
        role="You are a careful SQL programmer.",
        output_format="Return ONLY a fenced ```sql code block with one SQLite query.",
    )

    def problem(self, folder: Path, read: Read, ordered: bool) -> tuple[str, str]:
        schema = read("schema.sql")
        sets = {path.stem: read(f"data/{path.name}") for path in sorted((folder / "data").glob("*.sql"))}
        if not sets:
            read("data/ordinary.sql")
        tests = [_SQL_TESTS.format(schema=schema, reference=read("solution.sql"), ordered=ordered)]
        tests += [_SQL_ASSERT.format(name=re.sub(r"\W", "_", name), data=data) for name, data in sets.items()]
        return f"{read('prompt.md').strip()}{_SCHEMA_BELOW}{schema.strip()}\n```", "".join(tests)

    def extract(self, reply: str) -> str | None:
        for fence in (r"```[ \t]*sql(?:ite)?[ \t]*\n(.*?)```", r"```[^\n]*\n(.*?)```"):
            if blocks := [match[1].strip() for match in re.finditer(fence, reply, re.S | re.I) if match[1].strip()]:
                return blocks[-1]
        bare = re.search(r"^[ \t]*(?:SELECT|WITH)\b.*?(?:;|\n[ \t]*\n|\Z)", reply, re.S | re.M | re.I)
        return bare[0].strip() if bare else None

    def program(self, answer: str) -> str:
        return _SQL_PROGRAM.format(query=re.sub(r"[;\s]+\Z", "", answer))  # `;;` would be a second statement to SQLite


def schema_in(prompt: str) -> str:
    """The schema that stands below the prompt of an SQL problem."""
    return prompt.rpartition(_SCHEMA_BELOW)[2].removesuffix("```")


_SCHEMA_BELOW = "\n\nThe schema:\n\n```sql\n"

_SQL_PROGRAM = """import sqlite3

QUERY = {query!r}


def solution(setup):
    database = sqlite3.connect(":memory:")
    database.executescript(setup)
    return database.execute(QUERY).fetchall()
"""

_SQL_TESTS = """import sqlite3

from solution import solution

SCHEMA = {schema!r}
REFERENCE = {reference!r}
ORDERED = {ordered!r}


def by_value(row):
    return [(value is not None, isinstance(value, (str, bytes)), value) for value in row]


def arranged(rows):
    return rows if ORDERED else sorted(rows, key=by_value)


def expected(data):
    database = sqlite3.connect(":memory:")
    database.executescript(SCHEMA + data)
    return database.execute(REFERENCE).fetchall()

"""

_SQL_ASSERT = """
data = {data!r}
rows_on_{name}, expected_rows = arranged(solution(SCHEMA + data)), arranged(expected(data))
assert rows_on_{name} == expected_rows
"""

_BUILT_IN: dict[str, Kind] = {"python": Python(), "sql": Sql()}


@cache
def kind_of(name: str) -> Kind:
    """Raises KeyError, with the names that are known, when there is no such kind."""
    if name in _BUILT_IN:
        return _BUILT_IN[name]
    added = {point.name: point for point in entry_points(group="self_harness.kinds")}
    if name not in added:
        raise KeyError(", ".join([*_BUILT_IN, *sorted(added)]))
    kind: Kind = added[name].load()
    return kind
