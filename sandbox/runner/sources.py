"""`inspect.getsource` of the answer in the tests' process: by its text, which is known before it runs."""

import ast
import sys

from .hints import Any
from .standins import Method, StandInType, is_standin


def show_sources(peer: Any, code: str) -> None:
    inspect: Any = __import__("inspect")  # 10 ms that few tests need
    native = inspect.getsource

    def getsource(thing: Any) -> Any:
        if not (isinstance(thing, (Method, StandInType)) or is_standin(thing)):
            return native(thing)
        path = _path(peer, thing)
        found = find(ast.parse(code), path)
        is_function = isinstance(found, (ast.FunctionDef, ast.AsyncFunctionDef))
        place = is_function and (thing.__code__.co_filename, thing.__code__.co_firstlineno)
        if not found or (is_function and place != ("solution.py", found.lineno)):
            peer.refuse(f"{'.'.join(path)} is not defined in one place, undecorated")
        return f"{ast.get_source_segment(code, found, padded=True)}\n" if path else code

    inspect.getsource = getsource


def _path(peer: Any, thing: Any) -> list[str]:
    """The names that lead to a function, class or method; none to the module."""
    if isinstance(thing, Method):
        owner = thing.__self__
        return [*_path(peer, owner if isinstance(owner, StandInType) else type(owner)), thing.__name__]
    return [] if thing is sys.modules["solution"] else [peer.label(thing)]


def find(scope: Any, path: list[str]) -> Any:
    """The only definition at this path; None where there is none, or another statement binds the name as well."""
    for name in path:
        bound = [node for node in ast.walk(scope) if node is not scope and name in _bound(node)]
        if len(bound) != 1 or bound[0] not in scope.body or getattr(bound[0], "decorator_list", path):
            return None
        scope = bound[0]
    return scope


def _bound(node: Any) -> set[Any]:
    is_loaded = isinstance(getattr(node, "ctx", None), ast.Load)
    return {vars(node).get(field) for field in ("name", "asname", "id", "attr")[: 2 if is_loaded else 4]}
