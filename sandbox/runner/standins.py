"""Stand-ins: what one process holds instead of an object that lives in the other.

A stand-in has those special methods that the real object has, no more, so `callable`, `iter` and the abstract classes tell
the truth. In the grader (where `peer.trusting` is False) a plain value is never sent along in a comparison or in
arithmetic: it might be the expected one. There an answer's object is unequal to every plain value, unless its
class extends a builtin: then its plain content is fetched and the grader itself compares.
"""

from __future__ import annotations

import operator
from collections.abc import Callable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Peer = Any  # peer.Peer, which imports us

_COMPARISONS = ("__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__")
_ARITHMETIC = [
    "add", "sub", "mul", "matmul", "truediv", "floordiv", "mod", "divmod", "pow", "lshift", "rshift", "and", "or", "xor",
    "iadd", "isub", "imul", "imatmul", "itruediv", "ifloordiv", "imod", "ipow", "ilshift", "irshift", "iand", "ior", "ixor",
]  # fmt: skip
_OTHERS = [
    "len", "iter", "next", "reversed", "getitem", "setitem", "delitem", "missing", "length_hint", "bool", "str", "repr",
    "format", "bytes", "fspath", "int", "float", "complex", "index", "neg", "pos", "abs", "invert", "round", "trunc", "floor",
    "ceil", "enter", "exit",
]  # fmt: skip
METADATA = frozenset({"__name__", "__qualname__", "__doc__", "__module__"})
STRANGER = object()
"""Crosses as a fresh object of the answer's process: only an object that equals everything equals it."""


def operate(name: str, *operands: Any) -> Any:
    """Perform the operation of a special method, with Python's own fallback to the reflected one."""
    if name not in _METHODS:
        raise TypeError(f"{name} is no operation")
    if name == "__divmod__":
        return divmod(operands[0], operands[1])
    if name in vars(operator) and name != "__call__":
        return getattr(operator, name)(*operands)
    return getattr(type(operands[0]), name)(*operands)


def is_standin(value: object) -> bool:
    return isinstance(type(value), StandInType)


def peer_of(standin: Any) -> Peer:
    return object.__getattribute__(standin, "_sh_peer")


class StandInType(type):
    """The class of stand-in classes: calling one creates the object in the other process."""

    _sh_remote: tuple[Peer, int, bool]
    """Peer, number there, and whether instances have a plain content."""

    def __new__(cls, name: str, bases: tuple[type, ...], namespace: dict[str, Any]) -> StandInType:
        if any("_sh_remote" in vars(base) for base in bases):
            raise TypeError(f"tests cannot extend the answer's {bases[0].__name__}: they need isolation = 'shared'")
        return super().__new__(cls, name, bases, namespace)

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        return cls._sh_remote[0].call(cls, args, kwargs)

    def __getattr__(cls, name: str) -> Any:
        return cls._sh_remote[0].get(cls, name)

    def __setattr__(cls, name: str, value: Any) -> None:
        cls._sh_remote[0].request("set", cls, name, value)

    def __iter__(cls) -> Any:
        return cls._sh_remote[0].request("op", "__iter__", cls)

    def __len__(cls) -> int:
        return cls._sh_remote[0].request("op", "__len__", cls)  # type: ignore[no-any-return]

    def __bool__(cls) -> bool:
        return True

    def __getitem__(cls, key: Any) -> Any:
        return cls._sh_remote[0].request("op", "__getitem__", cls, key)


class StandIn(metaclass=StandInType):
    __slots__ = ("_sh_number", "_sh_peer")

    def __getattr__(self, name: str) -> Any:
        return peer_of(self).get(self, name)

    def __setattr__(self, name: str, value: Any) -> None:
        peer_of(self).request("set", self, name, value)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} object>"

    def __reduce_ex__(self, protocol: Any) -> Any:
        raise TypeError(f"an object of the other process ({type(self).__name__}) cannot be copied")


def new_class(peer: Peer, number: int, name: str, methods: list[str], has_content: bool) -> Any:
    namespace: dict[str, Any] = {method: _METHODS[method] for method in methods if method in _METHODS}
    if "__hash__" not in namespace:
        namespace["__hash__"] = None if "unhashable" in methods else object.__hash__
    if "__call__" in methods:
        namespace["__doc__"] = property(lambda self: peer_of(self).get(self, "__doc__"))
    made = StandInType(name, (StandIn,), {**namespace, "__slots__": (), "__module__": "solution"})
    type.__setattr__(made, "_sh_remote", (peer, number, has_content))
    return made


def new_instance(peer: Peer, number: int, kind: Any) -> Any:
    made = object.__new__(kind)
    object.__setattr__(made, "_sh_peer", peer)
    object.__setattr__(made, "_sh_number", number)
    return made


def describe(kind: type) -> list[str]:
    """The special methods that a class defines beyond those of `object`."""
    methods = [name for name in _METHODS if _defined(kind, name) is not None]
    return [*methods, "unhashable"] if kind.__hash__ is None else methods


def _defined(kind: type, name: str) -> Any:
    owner = next((base for base in kind.__mro__ if name in vars(base)), object)
    return None if owner is object else vars(owner)[name]


def new_generator(peer: Peer, standin: Any) -> Any:
    """A real generator, so that `inspect` and `isinstance` see one."""
    sent = None
    while True:
        try:
            value = peer.request("method", standin, "send", (sent,), {})
        except StopIteration as stop:
            return stop.value
        try:
            sent = yield value
        except GeneratorExit:
            if not peer.busy:  # the garbage collector may run us in the middle of a frame
                peer.request("method", standin, "close", (), {})
            raise


async def new_coroutine(peer: Peer, standin: Any) -> Any:
    return peer.request("await", standin)


# --- the special methods -------------------------------------------------------------------------------------------


def _plain_operation(name: str) -> Callable[..., Any]:
    def method(self: Any, *args: Any) -> Any:
        return peer_of(self).request("op", name, self, *args)

    return method


def _content(standin: Any) -> Any:
    """The plain content of an object whose class extends a builtin, else NotImplemented."""
    peer, _, has_content = type(standin)._sh_remote
    return peer.request("content", standin) if has_content else NotImplemented


def _binary(name: str, reflected: bool = False) -> Callable[..., Any]:
    def method(self: Any, other: Any) -> Any:
        peer = peer_of(self)
        if peer.trusting or is_standin(other):
            return peer.request("op", name, *((other, self) if reflected else (self, other)))
        if (content := _content(self)) is NotImplemented:
            return NotImplemented
        return operate(name, *((other, content) if reflected else (content, other)))

    return method


def _comparison(name: str) -> Callable[..., Any]:
    compare = _binary(name)

    def method(self: Any, other: Any) -> Any:
        peer = peer_of(self)
        if peer.trusting or not is_standin(other):
            return compare(self, other)
        if name in ("__eq__", "__ne__") and not (peer.knows(type(self)) or peer.knows(type(other))):
            # Of a class that the tests never named: nobody but the answer vouches for what it says.
            return NotImplemented
        result = compare(self, other)
        if type(result) is not bool:
            raise TypeError(f"comparing two {type(self).__name__} objects gave no bool")
        return result and not (name == "__eq__" and (_equals_everything(self) or _equals_everything(other)))

    return method


def _equals_everything(standin: Any) -> bool:
    try:
        return peer_of(standin).request("op", "__eq__", standin, STRANGER) is True
    except Exception:  # an __eq__ that takes its own kind for granted
        return False


def _contains(self: Any, item: Any) -> bool:
    peer = peer_of(self)
    if peer.trusting or is_standin(item):
        return peer.request("op", "__contains__", self, item)  # type: ignore[no-any-return]
    if (content := _content(self)) is not NotImplemented:
        return item in content
    if "__iter__" in vars(type(self)):
        return any(member is item or member == item for member in self)
    raise TypeError(f"'in' would show the value to the answer's {type(self).__name__}: it needs isolation = 'shared'")


def _call(self: Any, *args: Any, **kwargs: Any) -> Any:
    return peer_of(self).call(self, args, kwargs)


_METHODS: dict[str, Callable[..., Any]] = {
    **{f"__{name}__": _plain_operation(f"__{name}__") for name in (*_OTHERS, "hash")},
    **{f"__{name}__": _binary(f"__{name}__") for name in _ARITHMETIC},
    **{f"__r{name}__": _binary(f"__{name}__", reflected=True) for name in _ARITHMETIC if not name.startswith("i")},
    **{name: _comparison(name) for name in _COMPARISONS},
    "__contains__": _contains,
    "__call__": _call,
}
