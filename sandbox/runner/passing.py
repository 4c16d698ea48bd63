"""How the tests hand the answer what is no plain data: library functions by name, their own functions by their parameters."""

import functools
import operator
import sys
import types

from .hints import Any
from .standins import METADATA, is_library

NAMED = (types.FunctionType, types.BuiltinFunctionType, types.MethodDescriptorType)
MADE = (functools.partial, operator.itemgetter, operator.attrgetter, operator.methodcaller)
"""Callables of the library that the answer's process makes for itself, from the same parts."""


def library_name(value: Any) -> tuple[str, str] | None:
    """Module and name of a class or function of the standard library: it crosses as itself."""
    owner = value.__objclass__ if isinstance(value, types.MethodDescriptorType) else value
    module, name = getattr(owner, "__module__", None), value.__qualname__
    found: Any = sys.modules.get(module) if type(module) is str and is_library(module) else None
    for part in name.split("."):
        found = getattr(found, part, None)
    return (str(module), name) if found is value else None


def parts_of(value: Any) -> tuple[Any, tuple[Any, ...], tuple[Any, ...]]:
    """What makes a callable of the library: its class, positional and named arguments."""
    if isinstance(value, functools.partial):
        return type(value), (value.func, *value.args), tuple(value.keywords.items())
    return (*value.__reduce__()[:2], ())


def shape_of(value: Any) -> tuple[Any, ...]:
    """What a function says of itself, and its parameters, but not their defaults: one may be what the tests expect."""
    is_bound = isinstance(value, types.MethodType)
    function: Any = value.__func__ if is_bound else value
    if not isinstance(function, types.FunctionType):
        return (), "*args, **kwargs", (), "args", "kwargs", False
    code, names = function.__code__, [*function.__code__.co_varnames]
    first, last = code.co_argcount, code.co_argcount + code.co_kwonlyargcount
    optional = {*names[first - len(function.__defaults__ or ()) : first], *(function.__kwdefaults__ or ())}
    star = names[last] if code.co_flags & 4 else ""
    double = names[last + bool(star)] if code.co_flags & 8 else ""
    shown = [name + "=..." * (name in optional) for name in names[:last]]
    shown[first:first] = [f"*{star}"] * (star != "" or last > first)
    if code.co_posonlyargcount > is_bound:
        shown.insert(code.co_posonlyargcount, "/")
    parameters = ", ".join([*shown[is_bound:], *([f"**{double}"] if double else [])])
    named = tuple((name, getattr(function, name)) for name in METADATA)
    return named, parameters, tuple(names[is_bound:first]), star, double, bool(code.co_flags & 0x80)
