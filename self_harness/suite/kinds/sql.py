"""Answers that are one query for SQLite."""

import html
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from self_harness.harness import Harness
from self_harness.suite.kinds.blocks import after_thoughts, blocks, clean
from self_harness.suite.kinds.kind import Read

_TRIES = 100
"""Lengths at most that are tried to find where a query without a fence ends."""
_TOKEN = re.compile(
    r"""'(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`|\[[^\]]*\]|(?P<comment>--[^\n]*|/\*.*?(?:\*/|\Z))|(?P<end>;)|.""", re.S
)
_QUERY = re.compile(r"\s*(?:SELECT|WITH|VALUES)\b", re.I)
_LINE = re.compile(r"""(?:^[ \t>]*|["']{1,3})(?P<query>(?:SELECT|WITH|VALUES)\b)""", re.M | re.I)
_NO_QUERY = re.compile(r"syntax error|incomplete input|unrecognized token|one statement at a time|circular reference")


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
        reference = _alone(read("solution.sql"))
        tests = [_TESTS.format(schema=schema, reference=reference, ordered=ordered)]
        tests += [_ASSERT.format(name=re.sub(r"\W", "_", name), data=data) for name, data in sets.items()]
        return f"{read('prompt.md').strip()}{_SCHEMA_BELOW}{schema.strip()}\n```", "".join(tests)

    def extract(self, reply: str) -> str | None:
        """The last query in a fenced block, else the last one in the text, else what is most like a query."""
        text = after_thoughts(clean(reply))
        fenced = [block.text.strip() for block in blocks(text)]
        fenced = [inner for block in fenced for inner in ([part.text.strip() for part in blocks(block)] or [block])]
        if query := next(filter(None, map(_query_of, reversed(fenced))), None):
            return query
        if bare := list(_bare_queries("\n\n".join(fenced))) or list(_bare_queries(text)):
            return bare[-1]
        rough = [block for block in fenced if _QUERY.match(_without_comments(block))] or fenced
        started = _LINE.search(text)
        return rough[-1] if rough else text[started.start("query") :].strip() if started else None

    def program(self, answer: str) -> str:
        return _PROGRAM.format(query=_alone(answer.removeprefix("\ufeff")))


def schema_in(prompt: str) -> str:
    """The schema that stands below the prompt of an SQL problem."""
    return prompt.rpartition(_SCHEMA_BELOW)[2].removesuffix("```")


def _alone(script: str) -> str:
    """A script's only statement without the semicolons after it; the script itself where it has more of them."""
    statements = _statements(script)
    return statements[0] if len(statements) == 1 else script


def _query_of(text: str) -> str | None:
    """The text if it is one query, perhaps escaped for HTML, else the last query among its statements."""
    for whole in (text, html.unescape(text)):
        if len(_statements(whole)) == 1 and _is_query(whole):
            return whole
    return next(filter(_is_query, reversed(_statements(text))), None)


def _statements(script: str) -> list[str]:
    """The statements of a script, without the semicolons between them."""
    parts, start, is_empty = [], 0, True
    for token in _TOKEN.finditer(script):
        if token["end"]:
            parts += [] if is_empty else [script[start : token.start()].strip()]
            start, is_empty = token.end(), True
        elif not token["comment"] and not token[0].isspace():
            is_empty = False
    return parts if is_empty else [*parts, script[start:].strip()]


def _is_query(statement: str) -> bool:
    """Whether a statement reads rows and SQLite can parse it; what it names need not exist.

    The authorizer ends the work after the syntax: a short query of nested parts takes exponential time to resolve."""
    if not _QUERY.match(_without_comments(statement)):
        return False
    with closing(sqlite3.connect(":memory:")) as database:
        database.set_authorizer(lambda *_: sqlite3.SQLITE_DENY)
        try:
            database.execute(f"EXPLAIN {_alone(statement)}")
        except (sqlite3.Error, sqlite3.Warning, ValueError) as error:
            return not _NO_QUERY.search(str(error)) and not isinstance(error, ValueError)
    return True


def _without_comments(statement: str) -> str:
    return "".join(" " if token["comment"] else token[0] for token in _TOKEN.finditer(statement))


def _bare_queries(text: str) -> Iterator[str]:
    """The queries between prose: each begins a line, or a string, and is as long as SQLite can parse."""
    tries = _TRIES
    at = 0
    while tries and (match := _LINE.search(text, at)):
        start = at = match.start("query")
        at += 1
        statement = text[start:]
        end = next((token.end() for token in _TOKEN.finditer(statement) if token["end"]), len(statement))
        lines = statement[:end].split("\n")
        while lines and tries:
            tries -= 1
            query = "\n".join(lines).strip()
            if _is_query(query):
                yield query
                at = start + len(query)
                break
            lines.pop()


_SCHEMA_BELOW = "\n\nThe schema:\n\n```sql\n"

_PROGRAM = """import sqlite3

QUERY = {query!r}


def solution(setup):
    database = sqlite3.connect(":memory:")
    database.executescript(setup)
    return database.execute(QUERY).fetchall()
"""

_TESTS = """import sqlite3

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

_ASSERT = """
data = {data!r}
rows_on_{name}, expected_rows = arranged(solution(SCHEMA + data)), arranged(expected(data))
assert rows_on_{name} == expected_rows
"""
