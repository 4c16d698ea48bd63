"""Kinds of answers: everything that depends on what the model is asked to write.

A suite holds problems of one kind, named by `answer` in problem.toml: `python` (a module that defines `solution`),
`sql` (one query for SQLite) and `text` (any text) are built in. A package adds its own as an entry point of the group
`self_harness.kinds` that names an object with the members of `Kind`; docs/problems.md walks through one. Whatever the
kind, Python is graded, in the same sandbox: a kind says how an answer becomes a `solution` module and what tests it.
"""

from functools import cache
from importlib.metadata import entry_points

from self_harness.suite.kinds.kind import Kind
from self_harness.suite.kinds.python import Python
from self_harness.suite.kinds.sql import Sql
from self_harness.suite.kinds.text import Take, Text

__all__ = ["Kind", "Python", "Sql", "Text", "kind_of"]

_BUILT_IN: dict[str, Kind] = {"python": Python(), "sql": Sql(), "text": Text()}


@cache
def kind_of(name: str, take: Take = "whole") -> Kind:
    """The kind of a name; `take` is for text. Raises KeyError, with the names that are known, when there is no such
    kind."""
    if name == "text":
        return Text(take)
    if name in _BUILT_IN:
        return _BUILT_IN[name]
    added = {point.name: point for point in entry_points(group="self_harness.kinds")}
    if name not in added:
        raise KeyError(", ".join([*_BUILT_IN, *sorted(added)]))
    kind: Kind = added[name].load()
    return kind
