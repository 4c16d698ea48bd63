"""What the answer's process may ask of the tests' process. The list is closed: any other request is tampering.

What the tests pass by identity gets a number, and by its type alone a kind. Exceptions, classes, modules, library objects
and objects of the answer get none: the answer can hand those back, and no more."""

import functools
import sys
import types

from .hints import Any
from .operations import OPERATORS, exiting
from .rules import RULES, memoized, name_of
from .standins import is_method, is_public

ALLOWED = {
    "function": ("call",),  # of tests.py, or bound to plain data (`seen.append`): passed in order to be called
    "iterator": ("next",),  # passed in order to be iterated
    "generator": ("next", "send", "throw", "close"),  # of tests.py, which may expect to be driven
    "instance": ("get", "set", "op", "call"),  # of a class of tests.py: its public side, as arguments have one
    "": (),  # everything else
}  # fmt: skip
_WRAPPERS = {types.MethodType: "__func__", functools.partial: "func", functools._lru_cache_wrapper: "__wrapped__"}
_NO_INSTANCES = frozenset({"unittest.case", "unittest.mock", "builtins.BaseException", "builtins.type"})


class Forbidden(Exception):
    """A request that no honest answer makes: its side of the channel refuses what is not allowed by itself."""


def kind_of(value: Any) -> str:
    kind = type(value)
    if kind is types.GeneratorType or is_function(value):
        return "function" if callable(value) else "generator"
    if hasattr(kind, "__next__") and kind.__module__ in ("builtins", "itertools", "_csv"):
        return "iterator"
    lineage = {word for base in kind.__mro__ for word in (base.__module__, name_of(base))}
    return "instance" if kind.__module__ == "__main__" and not lineage & _NO_INSTANCES else ""


def is_function(value: Any) -> bool:
    if isinstance(value, types.FunctionType) and value.__code__.co_filename != "tests.py":
        return is_function(vars(value).get("__wrapped__"))  # decorated by the library
    for kind, inner in _WRAPPERS.items():
        if isinstance(value, kind):
            return is_function(getattr(value, inner))
    if isinstance(value, types.BuiltinMethodType):
        return name_of(type(value.__self__)) in RULES
    mock = sys.modules.get("unittest.mock")  # one records the call, and does what the tests told it to do
    return isinstance(value, types.FunctionType) or bool(mock and isinstance(value, mock.CallableMixin))


@memoized
def operators(kind: type) -> list[str]:
    """The special methods that a class of the tests defines, and its texts."""
    own = {n for base in kind.__mro__ if base.__module__ == "__main__" for n, value in vars(base).items() if value}
    return [name for name in OPERATORS if name in own or name in ("__str__", "__repr__")]


def perform(kind: str, verb: str, target: Any, *rest: Any) -> Any:
    """Serve a request on an object of this kind."""
    if verb not in ALLOWED[kind]:
        raise Forbidden(f"{verb} of {kind or 'an object that allows nothing'}")
    name = rest[0] if rest and type(rest[0]) is str else ""  # what extends a text would answer as it likes
    match verb, rest:
        case "call", _ if kind == "instance" and "__call__" not in operators(type(target)):
            pass
        case "call", (args, kwargs) if type(args) is tuple and type(kwargs) is dict:
            return target(*args, **kwargs)
        case "throw", (type(),):  # it would be called
            pass
        case "next" | "send" | "throw" | "close", _ if len(rest) == (verb in ("send", "throw")):
            return next(target) if verb == "next" else getattr(target, verb)(*rest)
        case "get", (_,) if name and is_public(name):
            return getattr(target, name)
        case "set", (_, value) if name and is_public(name) and not is_method(type(target), name):
            return setattr(target, name, value)
        case "op", (_, *operands) if name in operators(type(target)):
            return getattr(type(target), name)(target, *(exiting(*operands) if name == "__exit__" else operands))
    raise Forbidden(f"{verb} {name}")
