"""The special methods of stand-ins, and the classes that have them.

In the grader (where `peer.trusting` is False) a plain value is never sent along in a comparison: it might be the
expected one. There an answer's object is unequal to every plain value, unless its class extends a builtin: then the grader
itself compares the plain content. Only of a class that the tests name is arithmetic part of what they test, as in
`Vector(1, 2) * 3`; then the outcome must be an object again.
"""

import contextlib
import operator
import types
from collections.abc import Callable

from .codec import BadFrame
from .hints import Any
from .rules import RULES, base_of, class_of, memoized, name_of
from .standins import StandIn, StandInType, forwarded, is_public, is_standin, operation, peer_of

Peer = Any  # peer.Peer, which imports us

_COMPARISONS = ("__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__")
_IN_PLACE = [
    "add", "sub", "mul", "matmul", "truediv", "floordiv", "mod", "pow", "lshift", "rshift", "and", "or", "xor",
]  # fmt: skip
_ARITHMETIC = ["divmod", *_IN_PLACE, *(f"i{name}" for name in _IN_PLACE)]
_NUMERIC = [
    "bool", "int", "float", "complex", "index", "neg", "pos", "abs", "invert", "round", "trunc", "floor", "ceil",
]  # fmt: skip
_OTHERS = [
    "len", "format", "iter", "next", "reversed", "getitem", "setitem", "delitem", "missing", "length_hint", "str", "repr", "hash",
    "bytes", "fspath", "enter", "set", "delete", "set_name",
]  # fmt: skip
_DERIVING = frozenset({"__neg__", "__pos__", "__invert__", "__enter__"})
"""What gives an object of the tests' own making, if it was one that was asked."""
EXTENDED = frozenset({
    "builtins.int", "builtins.float", "builtins.complex", "builtins.str", "builtins.bytes", "builtins.tuple",
    "builtins.frozenset", "decimal.Decimal", "datetime.timedelta", "datetime.date", "datetime.datetime", "datetime.time",
})  # fmt: skip
"""The immutable builtins, whose subclasses have stand-ins that extend them, too."""
_NUMBERS = ("builtins.int", "builtins.float", "builtins.complex", "decimal.Decimal", "datetime.timedelta")
_SEQUENCES = ("builtins.list", "builtins.tuple", "builtins.str", "")
"""Classes that extend these, or nothing, may add and multiply as they like; others do as Python does."""
_ASYNCHRONOUS = frozenset({"__await__", "__aiter__", "__anext__", "__aenter__"})
_INPUTS = frozenset({"__rpow__", "__matmul__", "__rmatmul__", "__lshift__", "__rshift__", "__rlshift__", "__rrshift__"})
"""Operations whose plain operand is never what the tests expect: they may give a plain value."""
STRANGER = object()
"""An object that the answer knows nothing of: only one that equals everything equals it."""


def exiting(error: Any) -> tuple[Any, Any, Any]:
    """What a context manager is told: its frames are nobody's business."""
    return None if error is None else type(error), error, None


def operate(name: str, *operands: Any) -> Any:
    """Perform the operation of a special method, with Python's own fallback to the reflected one."""
    if name == "__divmod__":
        return divmod(operands[0], operands[1])
    if name == "__exit__":
        operands = operands[0], *exiting(operands[1])
    if name in vars(operator) and name != "__call__":
        return getattr(operator, name)(*operands)
    return getattr(type(operands[0]), name)(*operands)


def new_class(
    peer: Peer, name: str, parents: tuple[Any, ...], methods: list[str], base: str, own: list[str],
) -> Any:  # fmt: skip
    """`base`: the builtin that it extends, or ""; `own`: what it defines anew of that one's attributes."""
    extended: Any = class_of(base) if base in EXTENDED else None
    if base and not (extended or RULES[base].fill):
        peer.refuse(f"the answer's {name} extends {base}")
    if _ASYNCHRONOUS & {*methods}:  # one would wait until the other is done, and nobody would see it
        peer.refuse(f"the answer's {name} is asynchronous")
    table = _ASKED if peer.trusting else _METHODS
    namespace: dict[str, Any] = {name: table[name] for name in methods if name in table}
    own_hash: Any = namespace.setdefault("__hash__", None if "unhashable" in methods else object.__hash__)
    if extended:  # what judges the content is Python's own
        for hidden in {name for name in own if is_public(name)} & peer.words:
            peer.refuse(f"the answer's {name} defines {hidden} of {base} anew")
        hashes = own_hash if "__hash__" in methods else extended.__hash__
        namespace["__hash__"] = lambda self: (hashes if self._sh_peer.knows(type(self)) else extended.__hash__)(self)
        if not any(issubclass(parent, extended) for parent in parents):
            parents = (*(parents or (StandIn,)), extended)
    elif base.startswith("builtins."):
        # `isinstance` asks for it where the class itself is none. A library class in Python would trust what it says.
        namespace["__class__"] = property(lambda self: class_of(base))
    if base == "builtins.list":
        namespace.setdefault("__radd__", _METHODS["__radd__"])
    module = forwarded("__module__") if name == "function" else "solution"
    namespace |= {"__module__": module, "__dict__": forwarded("__dict__"), "__doc__": forwarded("__doc__")}
    namespace |= {"_sh_peer": peer, "_sh_base": base, "_sh_own": frozenset(own)}
    return type.__new__(StandInType, name, parents or (StandIn,), namespace)


@memoized
def describe(kind: type) -> tuple[list[str], str, list[str]]:
    """The special methods of a class, the builtin that it extends, and what it defines anew of that one's."""
    base = base_of(kind)
    names = (*_METHODS, *filter(is_public, dir(base))) if base else ()
    own = [name for name in names if _owner(kind, name) not in base.__mro__]
    is_extended = base and name_of(base) in EXTENDED
    found = own if is_extended else [n for n in (*_METHODS, *_ASYNCHRONOUS) if _owner(kind, n) is not object]
    return (found if getattr(kind, "__hash__", None) else [*found, "unhashable"]), name_of(base) if base else "", own


def _owner(kind: type, name: str) -> type:
    owner = next((base for base in kind.__mro__ if name in vars(base)), object)
    return object if vars(owner).get(name) is None else owner


def content_of(standin: Any) -> Any:
    """The plain content of an object whose class extends a mutable builtin, else NotImplemented."""
    peer, base = peer_of(standin), type(standin)._sh_base
    if not base or base in EXTENDED:
        return NotImplemented
    content = peer.request("content", standin)
    return content if type(content) is class_of(base) else peer.broken(BadFrame("content of another type"))


def _by_content(name: str, self: Any, *args: Any, is_reflected: bool = False, is_shown: bool = False) -> Any:
    """Python's own outcome for the plain content, whatever the answer's class may define.

    Where the arguments may be shown to it, a class of numbers is asked as well: its own number may look otherwise, but not
    count otherwise.
    """
    peer, base, own = peer_of(self), type(self)._sh_base, type(self)._sh_own
    own_name = f"__r{name[2:]}" if is_reflected else name
    native: Any = NotImplemented
    with contextlib.suppress(AttributeError, TypeError):
        if base in EXTENDED:
            extended = next(kind for kind in type(self).__mro__ if not isinstance(kind, StandInType))
            native = getattr(extended, own_name)(self, *args)
        elif (content := content_of(self)) is not NotImplemented:
            native = operate(name, *((*args, content) if is_reflected else (content, *args)))
    if is_shown and base in _NUMBERS and native is not NotImplemented and peer.made_by_tests(self):
        first, *others = (*args, self) if is_reflected else (self, *args)
        result = peer.request("op", first, name, *others)
        if is_standin(result) and type(result)._sh_base == base and result == native:
            return peer.mark(result, self)
    if base in ("", *EXTENDED) or own_name in own:
        peer.note(f"the answer's {type(self).__name__} has no say in {own_name}")
    return native


def _plain_operation(name: str) -> Callable[..., Any]:
    def method(self: Any, *args: Any) -> Any:
        peer, base = peer_of(self), type(self)._sh_base
        is_counted = base in _NUMBERS and (name == "__format__" or name[2:-2] in _NUMERIC)
        native = _by_content(name, self, *args, is_shown=True) if is_counted else NotImplemented
        if native is not NotImplemented:
            return native
        is_deriving = name in _DERIVING and peer.made_by_tests(self)
        result = peer.request("op", self, name, *args)
        return peer.mark(result, self) if is_deriving else result

    return method


def _binary(name: str, is_reflected: bool = False) -> Callable[..., Any]:
    own_name = f"__r{name[2:]}" if is_reflected else name

    def method(self: Any, other: Any) -> Any:
        peer, base, own = peer_of(self), type(self)._sh_base, type(self)._sh_own
        is_plain, is_ours = not is_standin(other), peer.made_by_tests(self)
        is_own = own_name in own if base == "builtins.list" else base in _SEQUENCES
        if is_plain and not (is_own and is_ours):
            return _by_content(name, self, other, is_reflected=is_reflected, is_shown=True)
        is_ours = is_ours and (is_plain or peer.made_by_tests(other))
        result = peer.request("op", other, name, self) if is_reflected else peer.request("op", self, name, other)
        is_alike = is_standin(result) and type(result)._sh_base == base
        if is_plain and not is_alike and (own_name not in _INPUTS or base):
            peer.refuse(f"arithmetic of {type(self).__name__} with a plain value gave no object of its kind")
        return peer.mark(result, self) if is_ours else result

    return method


def _comparison(name: str) -> Callable[..., Any]:
    def method(self: Any, other: Any) -> Any:
        peer = peer_of(self)
        if not is_standin(other) or not (peer.knows(type(self)) or peer.knows(type(other))):
            # Nobody but the answer vouches for what a class says that the tests never named.
            return _by_content(name, self, other)
        result = peer.request("op", self, name, other)
        if type(result) is not bool:
            peer.refuse(f"comparing two {type(self).__name__} objects gave no bool")
        return result and not (name == "__eq__" and (_equals_everything(self) or _equals_everything(other)))

    return method


def _equals_everything(standin: Any) -> bool:
    try:
        return peer_of(standin).request("op", standin, "__eq__", STRANGER) is True
    except Exception:  # an __eq__ that takes its own kind for granted
        return False


def _contains(self: Any, item: Any) -> Any:
    if is_standin(item) or peer_of(self).made_by_tests(self):
        return peer_of(self).request("op", self, "__contains__", item)
    if (native := _by_content("__contains__", self, item)) is not NotImplemented:
        return native
    return peer_of(self).refuse(f"'in' would show the value to the answer's {type(self).__name__}")


def _get(self: Any, owner: Any, kind: Any = None) -> Any:
    if "__call__" not in vars(type(self)):
        return peer_of(self).request("op", self, "__get__", owner, kind)
    return self if owner is None else types.MethodType(self, owner)


_METHODS: dict[str, Callable[..., Any]] = {
    **{f"__{name}__": _plain_operation(f"__{name}__") for name in (*_OTHERS, *_NUMERIC)},
    **{f"__{name}__": _binary(f"__{name}__") for name in _ARITHMETIC},
    **{f"__r{name}__": _binary(f"__{name}__", is_reflected=True) for name in _ARITHMETIC if name[0] != "i"},
    **{name: _comparison(name) for name in _COMPARISONS},
    "__contains__": _contains,
    "__call__": lambda self, *args, **kwargs: peer_of(self).call(self, args, kwargs),
    "__get__": _get,
    "__exit__": lambda self, kind, error, trace: peer_of(self).request("op", self, "__exit__", error),
}
_ASKED = {name: operation(name) for name in _METHODS} | {name: _METHODS[name] for name in ("__call__", "__exit__")}
"""Those of the tests' objects in the answer's process, which has nothing to judge."""
OPERATORS = frozenset(_METHODS) - {"__get__", "__set__", "__delete__", "__set_name__"}
"""What an operation of the answer on an object of the tests may be: not the protocol of descriptors."""
