"""How the tests hand the answer what is no plain data: library functions by name, their own functions by their parameters."""

import functools
import operator
import sys
import types

from .hints import Any
from .standins import METADATA

NAMED = (types.FunctionType, types.BuiltinFunctionType, types.MethodDescriptorType)
MADE = (functools.partial, operator.itemgetter, operator.attrgetter, operator.methodcaller)
"""Callables of the library that the answer's process makes for itself, from the same parts."""


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


def parts_of(value: Any) -> tuple[Any, tuple[Any, ...], tuple[Any, ...]]:
    """What makes a callable of the library: its class, positional and named arguments."""
    if isinstance(value, functools.partial):
        return type(value), (value.func, *value.args), tuple(value.keywords.items())
    maker, args = value.__reduce__()[:2]
    return parts_of(maker) if isinstance(maker, functools.partial) else (maker, args, ())


def shape_of(value: Any) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    """What a function says of itself, and its parameters, but not their defaults: one may be what the tests expect."""
    is_bound = isinstance(value, types.MethodType)
    function: Any = value.__func__ if is_bound else value
    if not isinstance(function, types.FunctionType):
        return (), ((), 0, (), (), "args", "kwargs", False)
    code, names = function.__code__, function.__code__.co_varnames
    end = code.co_argcount + code.co_kwonlyargcount
    positional, keywords = names[: code.co_argcount], names[code.co_argcount : end]
    optional = *positional[len(positional) - len(function.__defaults__ or ()) :], *(function.__kwdefaults__ or ())
    star = names[end] if code.co_flags & 4 else ""
    double = names[end + bool(star)] if code.co_flags & 8 else ""
    slash = max(code.co_posonlyargcount - is_bound, 0)
    named = tuple((name, getattr(function, name)) for name in METADATA)
    return named, (positional[is_bound:], slash, keywords, optional, star, double, bool(code.co_flags & 0x80))
