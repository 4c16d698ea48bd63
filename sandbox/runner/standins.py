"""Stand-ins: what one process holds instead of an object that lives in the other.

A stand-in has those special methods that the real object has, no more, so `callable`, `iter` and the abstract classes tell
the truth. In the grader (where `peer.trusting` is False) a plain value is never sent along in a comparison or in
arithmetic: it might be the expected one. There an answer's object is unequal to every plain value, unless its
class extends a builtin: then its plain content is fetched and the grader itself compares. Only of a class that the tests
name is arithmetic part of what they test, as in `Vector(1, 2) * 3`; then the outcome must be an object again.
"""

from __future__ import annotations

import operator
import types
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
    "ceil", "enter", "aenter", "aiter", "anext", "set", "delete", "set_name",
]  # fmt: skip
_TO_PLAIN = frozenset(
    f"__{name}__" for name in ("len", "bool", "format", "int", "float", "complex", "index", "neg", "pos", "abs", "invert",
                               "round", "trunc", "floor", "ceil")
)  # fmt: skip
METADATA = frozenset({"__name__", "__qualname__", "__doc__", "__module__", "__annotations__"})
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
        cls._sh_remote[0].know(cls)
        return cls._sh_remote[0].call(cls, args, kwargs)

    def __getattr__(cls, name: str) -> Any:
        value = cls._sh_remote[0].get(cls, name)
        if isinstance(value, StandInType):
            cls._sh_remote[0].call_it(value, name)
        return value

    def __setattr__(cls, name: str, value: Any) -> None:
        cls._sh_remote[0].request("set", cls, name, value)

    def __delattr__(cls, name: str) -> None:
        cls._sh_remote[0].request("del", cls, name)

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

    def __delattr__(self, name: str) -> None:
        peer_of(self).request("del", self, name)

    def __copy__(self) -> Any:
        return peer_of(self).request("copy", self, False)

    def __deepcopy__(self, memo: Any) -> Any:
        return peer_of(self).request("copy", self, True)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} object>"

    def __reduce_ex__(self, protocol: Any) -> Any:
        raise TypeError(f"an object of the other process ({type(self).__name__}) cannot be pickled")


def new_class(
    peer: Peer, number: int, name: str, methods: list[str], has_content: bool, bases: tuple[StandInType, ...] = ()
) -> Any:
    namespace: dict[str, Any] = {method: _METHODS[method] for method in methods if method in _METHODS}
    if "__hash__" not in namespace:
        namespace["__hash__"] = None if "unhashable" in methods else object.__hash__
    if "__call__" in methods:
        namespace["__doc__"] = property(lambda self: peer_of(self).get(self, "__doc__"))
        namespace["__signature__"] = property(lambda self: peer_of(self).signature(self))
    namespace |= {"__slots__": (), "__module__": "solution"}
    made = type.__new__(StandInType, name, bases or (StandIn,), namespace)
    type.__setattr__(made, "_sh_remote", (peer, number, has_content))
    return made


def new_instance(peer: Peer, number: int, kind: Any) -> Any:
    made = object.__new__(kind)
    object.__setattr__(made, "_sh_peer", peer)
    object.__setattr__(made, "_sh_number", number)
    return made


def describe(kind: type) -> list[str]:
    """The special methods that a class defines beyond those of `object`."""
    # A bound method is a descriptor, too, but one that stays as it is.
    methods = [
        n for n in _METHODS if _defined(kind, n) is not None and not (n == "__get__" and kind is types.MethodType)
    ]
    return [*methods, "unhashable"] if kind.__hash__ is None else methods


def _defined(kind: type, name: str) -> Any:
    owner = next((base for base in kind.__mro__ if name in vars(base)), object)
    return None if owner is object else vars(owner)[name]


def new_fields(remote: Any) -> dict[str, Any]:
    """The fields of a dataclass of the other process, as `dataclasses.fields`, `asdict` and `replace` want them."""
    import dataclasses

    fields = {}
    for name, field in remote.items():
        made: Any = dataclasses.field(init=field.init, repr=field.repr, compare=field.compare)
        made.name, made.type = name, field.type
        is_field = field._field_type.name == "_FIELD"
        made._field_type = dataclasses._FIELD if is_field else dataclasses._FIELD_CLASSVAR  # type: ignore[attr-defined]
        fields[name] = made
    return fields


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
        result = peer_of(self).request("op", name, self, *args)
        return _shown(result, self) if name in _TO_PLAIN and _is_shown(self) else result

    return method


def _content(standin: Any) -> Any:
    """The plain content of an object whose class extends a builtin, else NotImplemented."""
    peer, _, has_content = type(standin)._sh_remote
    return peer.request("content", standin) if has_content else NotImplemented


def _binary(name: str, reflected: bool = False) -> Callable[..., Any]:
    def method(self: Any, other: Any) -> Any:
        peer = peer_of(self)
        operands = (other, self) if reflected else (self, other)
        if peer.trusting:
            return peer.request("op", name, *operands)
        if is_standin(other):
            result = peer.request("op", name, *operands)
            shown = name not in _COMPARISONS and (_is_shown(self) or _is_shown(other))
            return _shown(result, self) if shown else result
        if (content := _content(self)) is not NotImplemented:
            return operate(name, *((other, content) if reflected else (content, other)))
        if name in _COMPARISONS or not peer.knows(type(self)):
            return NotImplemented
        return _shown(peer.request("op", name, *operands), self)

    return method


def _is_shown(standin: Any) -> bool:
    """Whether an operand went into this object that may be what the tests expect, as in `abs(account.balance - 15)`."""
    return object.__getattribute__(standin, "_sh_number") in peer_of(standin).shown


def _shown(result: Any, operand: Any) -> Any:
    if not is_standin(result):
        kind = type(operand).__name__
        raise TypeError(f"arithmetic would show the value to the answer's {kind}: it needs isolation = 'shared'")
    peer_of(operand).shown.add(object.__getattribute__(result, "_sh_number"))
    return result


def _comparison(name: str) -> Callable[..., Any]:
    compare = _binary(name)

    def method(self: Any, other: Any) -> Any:
        peer = peer_of(self)
        if peer.trusting or not is_standin(other):
            return compare(self, other)
        if not (peer.knows(type(self)) or peer.knows(type(other))):
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
    if peer.trusting or is_standin(item) or peer.knows(type(self)):
        return peer.request("op", "__contains__", self, item)  # type: ignore[no-any-return]
    if (content := _content(self)) is not NotImplemented:
        return item in content
    if "__iter__" in vars(type(self)):
        return any(member is item or member == item for member in self)
    raise TypeError(f"'in' would show the value to the answer's {type(self).__name__}: it needs isolation = 'shared'")


def _call(self: Any, *args: Any, **kwargs: Any) -> Any:
    return peer_of(self).call(self, args, kwargs)


def _get(self: Any, owner: Any, kind: Any = None) -> Any:
    if "__call__" not in vars(type(self)):
        return peer_of(self).request("op", "__get__", self, owner, kind)
    return self if owner is None else types.MethodType(self, owner)


def _exit(self: Any, kind: Any, error: Any, trace: Any) -> Any:
    peer_of(self).leaving(error)
    return peer_of(self).left(error, peer_of(self).request("op", "__exit__", self, kind, error, trace))


async def _aexit(self: Any, kind: Any, error: Any, trace: Any) -> Any:
    peer_of(self).leaving(error)
    return peer_of(self).left(error, await peer_of(self).request("op", "__aexit__", self, kind, error, trace))


def _await(self: Any) -> Any:
    return new_coroutine(peer_of(self), self).__await__()


_METHODS: dict[str, Callable[..., Any]] = {
    **{f"__{name}__": _plain_operation(f"__{name}__") for name in (*_OTHERS, "hash")},
    **{f"__{name}__": _binary(f"__{name}__") for name in _ARITHMETIC},
    **{f"__r{name}__": _binary(f"__{name}__", reflected=True) for name in _ARITHMETIC if not name.startswith("i")},
    **{name: _comparison(name) for name in _COMPARISONS},
    "__contains__": _contains,
    "__call__": _call,
    "__get__": _get,
    "__exit__": _exit,
    "__aexit__": _aexit,
    "__await__": _await,
}
