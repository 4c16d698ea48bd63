"""What is not plain data: it stays where it is, and crosses as a number that the other side turns into a stand-in."""

import builtins
import sys
import types
from collections.abc import Callable

from .codec import BadFrame, Decoder, Encoder
from .hints import Any
from .operations import STRANGER, new_class
from .rules import base_of
from .standins import StandInType, is_standin, new_coroutine, new_generator, new_instance

Peer = Any  # peer.Peer, which extends Handles

ERRORS = {n: e for n, e in vars(builtins).items() if isinstance(e, type) and issubclass(e, BaseException)}
TYPES = {kind.__name__: kind for kind in (
    bool, bytearray, bytes, complex, dict, float, frozenset, int, list, object, range, set, slice, str, tuple, type,
    type(None), type(...),
)}  # fmt: skip
METHOD = object()
"""What `get` gives for a bound method: it is then called by its name."""


def attribute(owner: Any, name: str) -> Any:
    value = getattr(owner, name)
    is_bound = isinstance(value, (types.MethodType, types.BuiltinMethodType)) and value.__self__ is owner
    return METHOD if is_bound else value


class Origin:
    """Where an exception that came from the other process was raised, and what names it there."""

    def __init__(self, peer: Peer, number: int, text: str, where: tuple[int, str] | None) -> None:
        self.peer, self.number, self.text, self.where = peer, number, text, where
        self.call = ""
        """The call of the tests that raised it."""

    def evidence(self, error: BaseException, during: str = "") -> list[str]:
        line = f"answer line {self.where[0]}: {self.where[1]}" if self.where else ""
        call = f"in the call {self.call}" if self.call else during
        return [titled(error), line, call]


class Content:
    """Crosses as the plain value of an object whose class extends a builtin."""

    def __init__(self, of: Any) -> None:
        self.of = of


class Exports:
    """The objects that one side has handed over."""

    _export_object: Any
    describe: Any

    def __init__(self) -> None:
        self._exports: list[Any] = []
        self._numbers: dict[int, int] = {}
        self._standins: dict[int, Any] = {}
        self._yours: dict[int, int] = {}
        """Number there of what is no stand-in by its type: a function, a generator, a coroutine."""
        self._labels: dict[int, str] = {}

    def label(self, standin: Any) -> str:
        """The name of a function, or of an object's class."""
        if isinstance(standin, type):
            return standin.__name__
        return (
            self._labels[object.__getattribute__(standin, "_sh_number")]
            if is_standin(standin)
            else type(standin).__name__
        )

    def call_it(self, value: Any, name: str) -> None:
        """Give a stand-in the name by which the tests know it: a lambda has none, a decorated function another."""
        if is_standin(value):
            self._labels[object.__getattribute__(value, "_sh_number")] = name

    def is_inert(self, kind: type) -> bool:
        """Whether an exception of this class is made without running its class's code."""
        return False

    def where(self, error: BaseException) -> tuple[int, str] | None:
        """Number and text of the innermost line of the answer that raised it, where this side knows."""
        return None

    def _export(self, encoder: Encoder, value: Any, by_value: bool) -> Any:
        kind = type(value)
        if value is METHOD:
            return ["method"]
        if kind is types.TracebackType:  # the third argument of __exit__: its frames are nobody else's business
            return None
        if kind is Content:
            base = base_of(type(value.of))
            return encoder.plain(value.of, base) if base else ["builtins.NotImplementedType"]
        if value is STRANGER:
            return ["stranger"]
        if isinstance(kind, StandInType):
            return ["yours", object.__getattribute__(value, "_sh_number")]
        if id(value) in self._yours:
            return ["yours", self._yours[id(value)]]
        if isinstance(value, type):
            return self._export_class(value)
        if isinstance(value, BaseException):
            return self._export_error(encoder, value)
        return self._export_object(encoder, value, by_value)

    def _export_error(self, encoder: Encoder, error: BaseException) -> Any:
        if isinstance(origin := vars(error).get("_sh_origin"), Origin):
            return ["yours", origin.number]
        parts = encoder.inline(error.args), encoder.inline(error.__cause__)
        kind = self._export_class(type(error))
        return ["error", self._number(error), kind, text_of(error), self.where(error), *parts]

    def _export_class(self, kind: type) -> list[Any]:
        if isinstance(kind, StandInType):
            return ["yours", kind._sh_remote[1]]
        if isinstance(origin := vars(kind).get("_sh_origin"), Origin):
            return ["yours", origin.number]
        if kind in TYPES.values() or ERRORS.get(kind.__name__) is kind:
            return ["type", kind.__name__]
        if issubclass(kind, BaseException):
            bases = [self._export_class(base) for base in kind.__bases__ if issubclass(base, BaseException)]
            return ["errorclass", self._number(kind), kind.__module__, kind.__name__, bases]
        return ["class", *self._described(kind)]

    def _described(self, kind: type) -> list[Any]:
        bases = [self._export_class(base) for base in kind.__bases__ if not _is_library(base)]
        return [self._number(kind), kind.__name__, *self.describe(kind), bases]

    def _number(self, value: Any) -> int:
        if id(value) not in self._numbers:
            self._numbers[id(value)] = len(self._exports)
            self._exports.append(value)
        return self._numbers[id(value)]


class Handles(Exports):
    """And the stand-ins for those of the other side."""

    def _resolve(self, decoder: Decoder, tag: str, *parts: Any) -> Any:
        return getattr(self, f"_resolve_{tag}")(decoder, *parts)

    def _resolve_method(self, decoder: Decoder) -> Any:
        return METHOD

    def _resolve_yours(self, decoder: Decoder, number: int) -> Any:
        return self._exports[as_number(number)]

    def _resolve_type(self, decoder: Decoder, name: str) -> Any:
        return TYPES.get(name) or ERRORS[name]

    def _resolve_class(
        self, decoder: Decoder, number: int, name: str, methods: Any, base: str, hidden: Any, bases: Any
    ) -> Any:
        if number not in self._standins:
            parents = tuple(map(decoder.decode, bases))
            if not all(isinstance(parent, StandInType) for parent in parents):
                raise BadFrame("a class that extends something else")
            made = new_class(self, as_number(number), as_text(name), methods, base, [*map(as_text, hidden)], parents)
            self._standins[number] = made
        return self._standins[number]

    def _handle(self, number: int) -> Any:
        return new_instance(self, as_number(number), new_class(self, number, "handle", [], "", []))

    def _stand_for(self, number: int, made: Any) -> None:
        """Remember what stands for an object without being a stand-in by its type."""
        self._yours[id(made)] = as_number(number)
        self._standins[number] = made

    def _resolve_generator(self, decoder: Decoder, number: int, make: Callable[..., Any] = new_generator) -> Any:
        if number not in self._standins:
            self._stand_for(number, make(self, self._handle(number)))
        return self._standins[number]

    def _resolve_coroutine(self, decoder: Decoder, number: int) -> Any:
        return self._resolve_generator(decoder, number, new_coroutine)

    def _resolve_errorclass(self, decoder: Decoder, number: int, module: str, name: str, bases: list[Any]) -> Any:
        if number not in self._standins:
            origin = Origin(self, as_number(number), name, None)
            namespace = {"_sh_origin": origin, "__module__": "solution", **ERROR_METHODS}
            parents = tuple(map(decoder.decode, bases))
            if not all(isinstance(parent, type) and issubclass(parent, BaseException) for parent in parents):
                raise BadFrame("an exception that extends something else")
            found = _library_error(module, name) or StandInErrorType(as_text(name), parents, namespace)
            self._standins[number] = found
        return self._standins[number]

    def _resolve_error(
        self, decoder: Decoder, number: int, kind: Any, text: str, where: list[Any] | None, args: Any, cause: Any
    ) -> Any:
        if number not in self._standins:
            known = decoder.decode(kind)
            made = new_error(known, decoder.decode(args), as_text(text), self.is_inert(known))
            made.__cause__ = decoder.decode(cause)
            line = (as_number(where[0]), as_text(where[1])) if where else None
            made._sh_origin = Origin(self, as_number(number), text, line)  # type: ignore[attr-defined]
            self._standins[number] = made
        return self._standins[number]


def _is_library(kind: type) -> bool:
    return str(kind.__module__).partition(".")[0] in sys.stdlib_module_names


def _library_error(module: Any, name: Any) -> Any:
    """An exception of the standard library, which `except` must find. Those of unittest say how a test ended, and builtins
    do not cross by name."""
    if type(module) is not str or module.partition(".")[0] not in sys.stdlib_module_names - {"unittest", "builtins"}:
        return None
    found = vars(sys.modules[module]).get(name) if module in sys.modules else None
    return found if isinstance(found, type) and issubclass(found, Exception) else None


class StandInErrorType(type):
    """The class of stand-ins for classes of exceptions, which are real exceptions so that they can be raised."""

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        origin: Origin | None = vars(cls).get("_sh_origin")  # none where it is extended
        if origin is None or origin.peer.trusting:
            return super().__call__(*args, **kwargs)
        return origin.peer.call(cls, args, kwargs)


def text_of(error: BaseException) -> str:
    try:
        return str.__str__(str(error))
    except BaseException:  # its __str__ is the answer's
        return ""


def titled(error: BaseException) -> str:
    return f"{type(error).__name__}: {text_of(error)}".removesuffix(": ")


def new_error(kind: Any, args: Any, text: str, inert: bool) -> BaseException:
    """inert: run no code of its class."""
    if not (isinstance(kind, type) and issubclass(kind, BaseException)):
        raise BadFrame("no class of exceptions")
    if inert:
        return BaseException.__new__(kind, *args)
    try:
        return type.__call__(kind, *args)  # type: ignore[no-any-return]
    except Exception:  # a constructor that wants more than `args`
        made = kind.__new__(kind)
        made.args = (text,)
        return made


def _error_text(self: Any) -> str:
    origin = self.__dict__.get("_sh_origin")
    return origin.text if origin else Exception.__str__(self)


def _error_attribute(self: Any, name: str) -> Any:
    if name.startswith("__") or "_sh_origin" not in self.__dict__:
        raise AttributeError(name)
    return self._sh_origin.peer.get(self, name)


ERROR_METHODS = {"__str__": _error_text, "__getattr__": _error_attribute}


def as_number(number: Any) -> int:
    if type(number) is not int or number < 0:
        raise BadFrame("a number")
    return number


def as_text(text: Any) -> str:
    if type(text) is not str:
        raise BadFrame("a text")
    return text
