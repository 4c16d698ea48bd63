"""What the answer may reach of the objects that the tests hand it: their public side, and nothing that judges it."""

from __future__ import annotations

import sys
import types

from .standins import METADATA

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_SEND_ONLY = frozenset({"send", "throw", "close"})
_UNSAFE = (
    types.FunctionType,
    types.MethodType,
    types.BuiltinFunctionType,
    types.CoroutineType,
    types.AsyncGeneratorType,
)
NAMED = (types.FunctionType, types.BuiltinFunctionType, types.MethodDescriptorType)
NEVER = (types.ModuleType, types.FrameType, types.CodeType)
_OPEN_MODULES = frozenset(
    {"io", "_io", "random", "_random", "types", "unittest.mock", "threading", "_thread", "queue", "_queue"}
)
"""Whose objects show their public attributes to the answer, as those of classes that the tests define do."""


def of_the_tests(kind: type) -> bool:
    return kind.__module__ == "__main__" and "unittest.case" not in {base.__module__ for base in kind.__mro__}


def library_name(value: Any) -> tuple[str, str] | None:
    """Module and name of a class or function of the standard library: it crosses as itself."""
    owner = value.__objclass__ if isinstance(value, types.MethodDescriptorType) else value
    module, name = getattr(owner, "__module__", None), value.__qualname__
    if type(module) is not str or module.partition(".")[0] not in sys.stdlib_module_names:
        return None
    found: Any = sys.modules.get(module)
    for part in name.split("."):
        found = getattr(found, part, None)
    return (module, name) if found is value else None


def is_open(verb: str, target: Any, name: Any) -> bool:
    if type(name) is not str:
        return False
    if isinstance(target, types.GeneratorType):
        return verb == "method" and name in _SEND_ONLY
    if verb == "get" and name in METADATA:
        return True
    if name.startswith("_") or isinstance(target, (*_UNSAFE, *NEVER)):
        return False
    kind = target if isinstance(target, type) else type(target)
    if kind.__module__ == "unittest.mock" and hasattr(kind, name):
        return False  # assert_called_with and its like are for the tests
    if verb == "set" and (kind is target or _is_method(kind, name)):
        return False
    return of_the_tests(kind) or (kind is not target and kind.__module__ in _OPEN_MODULES)


def _is_method(kind: type, name: str) -> bool:
    """Whether an attribute of that name would hide what the class of the tests defines."""
    found = next((vars(base)[name] for base in kind.__mro__ if name in vars(base)), None)
    return callable(found) or (hasattr(type(found), "__get__") and not hasattr(type(found), "__set__"))
