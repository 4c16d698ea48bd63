"""`inspect.getsource` of the answer, in a process that holds no function of it."""

from __future__ import annotations

import ast

from .standins import Method, is_standin

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_INDIRECT = frozenset({"globals", "exec", "eval", "vars", "setattr", "modules", "__dict__", "__code__", "__getattr__"})
"""Names by which an answer could replace what it defines."""


def show_sources(code: str) -> None:
    import inspect

    original = inspect.getsource

    def getsource(value: Any) -> str:
        if getattr(value, "__name__", "") == "solution" and inspect.ismodule(value):
            return code
        if is_standin(value) or type(value) is Method:
            return _definition(code, str(getattr(value, "__name__", "")))
        return original(value)

    inspect.getsource = getsource


def _definition(code: str, name: str) -> str:
    """The text of what is defined once by this name and never replaced; else all of it, which the answer cannot choose."""
    tree = ast.parse(code)
    words = {getattr(node, key, "") for node in ast.walk(tree) for key in ("id", "attr", "name", "asname")}
    found = [node for node in tree.body if isinstance(node, _DEFINITIONS) and node.name == name]
    stored = [n for n in ast.walk(tree) if isinstance(n, ast.Name) and n.id == name and isinstance(n.ctx, ast.Store)]
    if len(found) != 1 or stored or _INDIRECT & words:
        return code
    first = min([found[0].lineno, *(node.lineno for node in found[0].decorator_list)])
    return "".join(code.splitlines(keepends=True)[first - 1 : found[0].end_lineno])
