"""`inspect.getsource` of the answer in the tests' process: by its text, which is known before it runs."""

import ast
import sys

from .hints import Any
from .standins import Method, StandInType, is_standin


def show_sources(peer: Any, code: str) -> None:
    inspect: Any = __import__("inspect")  # 10 ms that few tests need
    native = inspect.getsource

    def getsource(thing: Any) -> Any:
        is_class = isinstance(thing, StandInType)
        if not (is_class or isinstance(thing, Method) or is_standin(thing)):
            return native(thing)
        if thing is sys.modules["solution"]:
            return code
        # As Python does it: a class by its name, a function by the line where its code says that it begins.
        place = thing.__name__ if is_class else (thing.__code__.co_filename, thing.__code__.co_firstlineno)
        kinds = ast.ClassDef if is_class else (ast.FunctionDef, ast.AsyncFunctionDef)
        nodes: list[Any] = [node for node in ast.walk(ast.parse(code)) if isinstance(node, kinds)]
        found = [node for node in nodes if place == (node.name if is_class else ("solution.py", node.lineno))]
        if len(found) != 1 or found[0].decorator_list:
            peer.refuse(f"{thing.__name__} is not defined in one place, undecorated")
        return f"{ast.get_source_segment(code, found[0], padded=True)}\n"

    inspect.getsource = getsource
