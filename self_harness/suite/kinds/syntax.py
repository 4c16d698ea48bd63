"""Python source as evidence: whether it parses, what it defines, and which names it takes from elsewhere."""

import ast
import builtins
import warnings
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from self_harness.suite.kinds.blocks import Shape

_BUILTINS = frozenset(dir(builtins)) | {"__file__", "__name__"}
_COMPOUND = (ast.If, ast.Try, ast.With, ast.For, ast.While)


class Fault(NamedTuple):
    line: int
    """Of the first syntax error, counted from 1."""
    in_string: bool
    """Whether the source ends in a string of several lines."""


class Parser:
    """Parses while its allowance lasts: what a hostile reply costs is bounded.

    chars: how much source is parsed at most; what comes afterwards counts as faulty.
    """

    def __init__(self, chars: int) -> None:
        self.left = chars
        self._faults: dict[str, Fault | None] = {}
        self._trees: dict[str, ast.Module | None] = {}

    def fault(self, source: str) -> Fault | None:
        """The first syntax error; None if the source is a program."""
        if source not in self._faults:
            if self.left <= 0:
                return Fault(1, False)
            self.left -= len(source)
            self._faults[source] = _fault(source)
        return self._faults[source]

    def shape(self, source: str) -> Shape:
        fault = self.fault(source)
        return "whole" if fault is None else "open" if fault.in_string else "broken"

    def tree(self, source: str) -> ast.Module | None:
        if source not in self._trees:
            self._trees[source] = None if self.fault(source) else _tree(source)
        return self._trees[source]


def _fault(source: str) -> Fault | None:
    try:
        with warnings.catch_warnings(action="ignore"):
            # Not ast.parse: CPython 3.11 counts its recursion for all threads together, and then finds it wrong.
            compile(source, "answer", "exec", dont_inherit=True)
    except SyntaxError as error:
        return Fault(max(error.lineno or 1, 1), "unterminated triple-quoted" in str(error.msg))
    except (ValueError, RecursionError, MemoryError):  # a NUL byte, or nesting that is too deep for the parser
        return Fault(1, False)
    return None


def _tree(source: str) -> ast.Module | None:
    try:
        with warnings.catch_warnings(action="ignore"):
            return ast.parse(source)
    except (RecursionError, MemoryError, SystemError):
        return None


def bound(statements: Iterable[ast.stmt]) -> set[str]:
    """Names that module-level statements define; what comes out of the module `solution` is a use of the answer."""
    names: set[str] = set()
    for node in statements:
        match node:
            case ast.FunctionDef(name) | ast.AsyncFunctionDef(name) | ast.ClassDef(name):
                names.add(name)
            case ast.ImportFrom("solution"):
                pass
            case ast.Import(aliases) | ast.ImportFrom(names=aliases):
                names |= {(alias.asname or alias.name).split(".")[0] for alias in aliases}
            case ast.Assign() | ast.AnnAssign(value=ast.expr()) | ast.AugAssign():
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                names |= {
                    inner.id
                    for target in targets
                    for inner in ast.walk(target)
                    if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Store)
                }
            case _ if isinstance(node, _COMPOUND):
                names |= bound(_inner(node))
    return names


def unbound(tree: ast.AST) -> set[str]:
    """Names that a program reads and nowhere defines, builtins apart."""
    read: set[str] = set()
    defined: set[str] = set(_BUILTINS)
    for node in ast.walk(tree):
        match node:
            case ast.Name(name, ast.Load()):
                read.add(name)
            case ast.Name(name) | ast.arg(name):
                defined.add(name)
            case ast.FunctionDef(name) | ast.AsyncFunctionDef(name) | ast.ClassDef(name):
                defined.add(name)
            case ast.alias(name, other):
                defined.add((other or name).split(".")[0])
            case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
                defined.add(name)
    return read - defined


def needed(program: ast.AST, sources: list[tuple[str, ast.Module]], at: int) -> list[str]:
    """The statements of other programs that define what this one, which stands at index `at` of the sources, reads and
    does not define: their sources, in order. The nearest definition before it counts, else the first one after it."""
    nearest = [*reversed(sources[:at]), *sources[at + 1 :]]
    if not nearest:
        return []
    places = {id(tree): number for number, (_, tree) in enumerate(sources)}
    found: dict[tuple[int, int], str] = {}
    todo = unbound(program)
    done: set[str] = set()
    while todo:
        done |= todo
        following: set[str] = set()
        for name in todo:
            for text, tree in nearest:
                if definition := _definition(name, tree):
                    found[places[id(tree)], definition.lineno] = _source(text, definition)
                    following |= unbound(definition)
                    break
        todo = following - done
    return [found[place] for place in sorted(found)]


def _definition(name: str, tree: ast.Module) -> ast.stmt | None:
    """The last statement that defines a name, or imports everything from somewhere; never a definition of the answer."""
    for node in reversed(tree.body):
        names = bound([node])
        if name in names and "solution" not in names and not isinstance(node, (ast.For, ast.While)):
            return node
    return next((node for node in tree.body if isinstance(node, ast.ImportFrom) and "*" in bound([node])), None)


def _inner(node: ast.stmt) -> Iterator[ast.stmt]:
    for field in ("body", "orelse", "finalbody"):
        yield from getattr(node, field, [])
    for handler in getattr(node, "handlers", []):
        yield from handler.body


def _source(text: str, node: ast.stmt) -> str:
    decorators = getattr(node, "decorator_list", [])
    first = min([node.lineno, *(decorator.lineno for decorator in decorators)])
    return "\n".join(text.split("\n")[first - 1 : node.end_lineno])
