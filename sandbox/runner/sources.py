"""`inspect.getsource` of the answer in the tests' process: by its text, which is known before it runs."""

import ast

from .hints import Any
from .standins import Method, StandInType, is_standin, number_of


def show_sources(peer: Any, code: str) -> None:
    import inspect  # 10 ms that few tests need

    native = inspect.getsource

    def getsource(thing: Any) -> str:
        if not (isinstance(thing, (Method, StandInType)) or is_standin(thing)):
            return native(thing)
        text = source_of(code, _path(peer, thing))
        return text or peer.refuse(f"the answer does not define {peer.label(thing)} in one place, undecorated")  # type: ignore[no-any-return]

    inspect.getsource = getsource


def _path(peer: Any, thing: Any) -> list[str]:
    """The names that lead to a module, class, function or method of the answer, as the tests came to it."""
    if isinstance(thing, Method):
        owner = thing.__self__
        return [*_path(peer, owner if isinstance(owner, StandInType) else type(owner)), thing.__name__]
    number = thing._sh_remote[1] if isinstance(thing, StandInType) else number_of(thing)
    return [] if thing is peer.module else [peer.called.get(number, "")]


def source_of(code: str, path: list[str]) -> str:
    """The text of the only definition at this path; "" where there is none, or another statement binds the name."""
    scope: Any = ast.parse(code)
    for name in path:
        bound = [node for node in ast.walk(scope) if node is not scope and name in _names(node)]
        if len(bound) != 1 or bound[0] not in scope.body or getattr(bound[0], "decorator_list", name):
            return ""
        scope = bound[0]
    first, last = (scope.lineno - 1, scope.end_lineno) if path else (0, None)
    return "".join(code.splitlines(keepends=True)[first:last])


def _names(node: Any) -> set[Any]:
    is_loaded = isinstance(getattr(node, "ctx", None), ast.Load)
    return {getattr(node, field, None) for field in ("name", "asname", *(() if is_loaded else ("id", "attr")))}
