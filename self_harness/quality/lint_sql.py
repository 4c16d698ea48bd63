"""What can be said against an SQL problem: too little data, and results whose order nobody fixed."""

import re
from collections.abc import Iterator

from self_harness.suite.problem import Problem

ENOUGH = 3
"""Data sets that a problem should have."""

REVERSED = '''

def _setup_in_reverse(setup):
    database = sqlite3.connect(":memory:")
    database.executescript(setup)
    tables = database.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite~_%' ESCAPE '~'")
    return setup + ";".join(
        f"""; ALTER TABLE "{name}" RENAME TO "{name} as stored";
        CREATE VIEW "{name}" AS SELECT * FROM "{name} as stored" ORDER BY rowid DESC LIMIT -1"""  # LIMIT keeps the order
        for (name,) in tables
    )


_solution = solution


def solution(setup):
    return _solution(_setup_in_reverse(setup))
'''
"""Appended to the program of a query: it reads every table from its last row to its first."""

_SAYS_ORDER = re.compile(
    r"\b(sort(ed|s)?|order(ed|s)?( \w+){0,3} by|in( \w+)* order|order of|ascending|descending|alphabetical(ly)?|first)\b",
    re.I,
)
_UNREAD = re.compile(r"'(?:[^']|'')*'|\"[^\"]*\"|--[^\n]*|/\*.*?\*/", re.S)


def complaints(problem: Problem, data_sets: int) -> Iterator[str]:
    """The warnings on a problem, without running anything."""
    if data_sets < ENOUGH:
        yield f"only {data_sets} data sets, {ENOUGH} or more make a good problem"
    outermost = _outermost(problem.solution or "")
    sorts = re.search(r"\border\s+by\b", outermost, re.I)
    if problem.settings.ordered:
        if not sorts:
            yield "ordered = true, and the reference does not end in ORDER BY"
        if not _SAYS_ORDER.search(problem.prompt.partition("\n\nThe schema:\n")[0]):
            yield "ordered = true, and the prompt does not mention the order of the rows"
    elif sorts and not re.search(r"\blimit\b", outermost, re.I):
        yield "the reference ends in ORDER BY, and without ordered = true the order of the rows is not compared"


def _outermost(query: str) -> str:
    """A query without comments, quoted text, and all that stands in parentheses."""
    text = _UNREAD.sub(" ", query)
    while (shorter := re.sub(r"\([^()]*\)", " ", text)) != text:
        text = shorter
    return text
