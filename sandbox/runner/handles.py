"""What is not plain data: it stays where it is, and crosses as a number that the other side turns into a stand-in."""

import builtins
import contextlib
import sys

from .codec import BadFrame, Decoder, Encoder, as_number, as_text
from .hints import Any
from .operations import EXTENDED, new_class
from .rules import class_of
from .standins import StandIn, StandInType, is_class, is_library, is_method, is_public, is_standin, new_instance

ERRORS = {n: e for n, e in vars(builtins).items() if isinstance(e, type) and issubclass(e, BaseException)}
TYPES = {kind.__name__: kind for kind in (
    bool, bytearray, bytes, complex, dict, float, frozenset, int, list, object, range, set, slice, str, tuple, type,
    type(None), type(...),
)}  # fmt: skip
_NUMBERED = frozenset({"class", "object", "errorclass", "error"})
"""What stays where it is: of one kind for ever."""
METHOD = NotImplemented
"""What `get` gives for a bound method, which is then called by its name."""


class Origin:
    """Where an exception that came from the other process was raised, and what names it there."""

    def __init__(self, peer: Any, text: str, line: str = "") -> None:
        self.peer, self.text, self.line = peer, as_text(text), as_text(line)
        self.call = ""
        """The call of the tests that raised it."""

    def evidence(self, error: BaseException, during: str = "") -> list[str]:
        return [titled(error), self.line, self.call or during]


class Exports:
    """The objects that this side has handed over."""

    trusting: bool
    """Whether this is the answer's side, which may show values to the other process and do as it is told."""
    describe: Any
    refuse: Any
    _export_object: Any

    def __init__(self) -> None:
        self._exports: list[Any] = []
        self._numbers: dict[int, int] = {}
        self._standins: dict[int, tuple[str, Any]] = {}
        self._yours: dict[int, int] = {}
        """Number there of each, by its id."""
        self._labels: dict[int, str] = {}
        self._lines: dict[int, str] = {}
        """Which line of the answer raised an exception, by its id, where this side knows."""
        self._asked: list[Any] = []
        """What the functions and generators of the other side ask: kept, so that no id means another."""

    def label(self, standin: Any) -> str:
        """The name of a function, or of an object's class."""
        if is_standin(standin):
            return self._labels[self._yours[id(standin)]]
        return (standin if isinstance(standin, type) else type(standin)).__name__

    def _export(self, encoder: Encoder, value: Any, by_value: bool) -> Any:
        if isinstance(value, BaseException):
            return self._export_error(encoder, value)
        if isinstance(value, type) or id(value) in self._yours:
            return self._export_class(value)
        return self._export_object(encoder, value, by_value)

    def _export_error(self, encoder: Encoder, error: BaseException, is_raised: bool = True) -> Any:
        """What it came from crosses as well, but not what that came from."""
        if id(error) in self._yours:
            return ["yours", self._yours[id(error)]]
        is_shown = self.trusting and not error.__suppress_context__
        cause = error.__context__ if is_shown else error.__cause__
        chain = self._export_error(encoder, cause, False) if cause and is_raised else None
        args: Any = (text_of(error),) if type(error).__module__ == "decimal" else error.args  # else a list of classes
        if isinstance(error, OSError):
            args = OSError.__reduce__(error)[1]  # with the names of files
        line = self._lines.get(id(error), "")
        about = self._export_class(type(error)), text_of(error), line, error.__suppress_context__, chain
        seen = {n: value for n, value in vars(error).items() if is_public(n) and not isinstance(value, BaseException)}
        shown = {name: encoder.inline(value) for name, value in seen.items()}
        return ["error", self._number(error), *about, encoder.inline(args), shown]

    def _export_class(self, kind: type) -> list[Any]:
        if id(kind) in self._yours:
            return ["yours", self._yours[id(kind)]]
        if kind in TYPES.values() or is_builtin_error(kind):
            return ["type", kind.__name__]
        if issubclass(kind, BaseException):
            bases = [self._export_class(base) for base in kind.__bases__ if issubclass(base, BaseException)]
            return ["errorclass", self._number(kind), kind.__module__, kind.__name__, bases]
        return self._described(kind)

    def _described(self, kind: type) -> list[Any]:
        bases = [self._export_class(base) for base in kind.__bases__ if not is_library(base.__module__)]
        return ["class", self._number(kind), kind.__name__, *self.describe(kind), bases]

    def _number(self, value: Any) -> int:
        if id(value) not in self._numbers:
            self._numbers[id(value)] = len(self._exports)
            self._exports.append(value)
        return self._numbers[id(value)]


class Handles(Exports):
    """And the stand-ins for those of the other side."""

    makers: dict[str, Any]
    """What stands for objects of these kinds; any other is of a stand-in's class."""

    def _resolve(self, decoder: Decoder, tag: str, *parts: Any) -> Any:
        if tag not in _NUMBERED:
            return getattr(self, f"_resolve_{tag}")(decoder, *parts)
        number, *about = parts
        known, made = self._standins.get(as_number(number), (tag, None))
        if known != tag:
            raise BadFrame("a number of another kind")
        if made is None:
            made = getattr(self, f"_new_{tag}")(decoder, number, *about)
            self._standins[number] = tag, made
            self._yours[id(made)] = number
        return made

    def _resolve_attribute(self, decoder: Decoder, data: Any) -> Any:
        """What a namespace, a named tuple or an exception has as an attribute."""
        value = decoder.decode(data)
        if callable(value) and not self.trusting:
            self.refuse("a named tuple, a namespace or an exception of the answer has an attribute that can be called")
        return value

    def _class(self, decoder: Decoder, data: Any) -> Any:
        """The class of an object or an exception, or one that it extends: no value."""
        return Handles._resolve(self, decoder, *data) if type(data) is list else data

    def _resolve_yours(self, decoder: Decoder, number: int) -> Any:
        return self._exports[as_number(number)]

    def _resolve_type(self, decoder: Decoder, name: str) -> Any:
        return TYPES.get(name) or ERRORS[name]

    def _new_class(self, decoder: Decoder, number: int, name: str, *described: Any) -> Any:
        *_, base, _, bases = described
        parents = tuple(self._class(decoder, parent) for parent in bases)
        if not all(isinstance(parent, StandInType) for parent in parents):
            raise BadFrame("a class that extends something else")
        if {parent._sh_base for parent in parents} & EXTENDED - {base}:
            raise BadFrame("a class that extends no builtin of its parents")
        return new_class(self, as_text(name), parents, *described[:-1])

    def _new_object(self, decoder: Decoder, number: int, kind: Any, label: str, content: Any, about: list[Any]) -> Any:
        """`content`: of what extends an immutable builtin, sent once; `about`: its class, or what its maker needs."""
        self._labels[number] = as_text(label)
        if make := self.makers.get(kind):
            more = map(decoder.decode, about) if kind == "function" else ()
            self._asked.append(standin := new_instance(self, StandIn))
            self._yours[id(standin)] = number
            return make(self, standin, *more)
        kind = self._class(decoder, about)
        base = kind._sh_base
        given = decoder.decode(content) if base in EXTENDED else None
        if base in EXTENDED and type(given) is not class_of(base):
            raise BadFrame("content of another type")
        return new_instance(self, kind, given)

    def _new_errorclass(self, decoder: Decoder, number: int, module: str, name: str, bases: list[Any]) -> Any:
        parents = tuple(self._class(decoder, base) for base in bases)
        if not all(is_class(parent) and issubclass(parent, BaseException) for parent in parents):
            raise BadFrame("an exception that extends something else")
        if any(type(parent.__init_subclass__) is not type(object.__init_subclass__) for parent in parents):
            self.refuse(f"{as_text(name)} extends an exception of the tests that has __init_subclass__")
        namespace = {"_sh_origin": Origin(self, name), "__module__": "solution", **ERROR_METHODS}
        return _library_error(module, name) or StandInErrorType(name, parents, namespace)

    def _new_error(self, decoder: Decoder, number: int, kind: Any, text: str, line: str, *parts: Any) -> Any:
        is_quiet, chain, args = map(decoder.decode, parts[:3])
        made = new_error(self._class(decoder, kind), args)
        made.__cause__, made.__context__, made.__suppress_context__ = chain if is_quiet else None, chain, is_quiet
        seen = {n: data for n, data in parts[3].items() if is_public(n) and not is_method(type(made), n)}
        made.__dict__.update({name: self._resolve_attribute(decoder, data) for name, data in seen.items()})
        made._sh_origin = Origin(self, text, line)
        return made


def origin_of(error: BaseException) -> Origin | None:
    """Where it came from the answer; its class is never asked."""
    return vars(error).get("_sh_origin")


def is_builtin_error(value: Any) -> bool:
    return is_class(value) and ERRORS.get(value.__name__) is value


def _library_error(module: str, name: str) -> Any:
    """An exception of the standard library, which `except` must find. Those of unittest say how a test ended, and builtins
    do not cross by name."""
    found: Any = vars(sys.modules[module]).get(name) if is_library(module) and module in sys.modules else None
    is_safe = module.partition(".")[0] != "unittest" and not is_builtin_error(found)
    return found if is_safe and is_class(found) and issubclass(found, Exception) else None


class StandInErrorType(type):
    """The class of stand-ins for classes of exceptions, which are real exceptions so that they can be raised."""

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        origin: Origin | None = vars(cls).get("_sh_origin")  # none where it is extended
        if origin is None or origin.peer.trusting:
            return super().__call__(*args, **kwargs)
        made = origin.peer.call(cls, args, kwargs)
        return made if isinstance(made, cls) else origin.peer.refuse(f"{cls.__name__} makes something else")

    def __getattr__(cls, name: str) -> Any:
        if not is_public(name) or "_sh_origin" not in vars(cls):
            raise AttributeError(name)
        return vars(cls)["_sh_origin"].peer.get(cls, name)


def text_of(error: BaseException) -> str:
    with contextlib.suppress(BaseException):  # its __str__ is the answer's
        return str.__str__(str(error))
    return ""


def titled(error: BaseException) -> str:
    return f"{type(error).__name__}: {text_of(error)}".removesuffix(": ")


def new_error(kind: Any, args: Any) -> Any:
    """Made by the builtin that it extends: no code of the tests runs as theirs comes back."""
    if not (is_class(kind) and issubclass(kind, BaseException)):
        raise BadFrame("no class of exceptions")
    builtin: Any = next(filter(is_builtin_error, kind.__mro__))
    made = builtin.__new__(kind, *args)
    with contextlib.suppress(TypeError):  # a constructor that wants more than `args`
        builtin.__init__(made, *args)
    return made


def _error_text(self: Any) -> str:
    origin = self.__dict__.get("_sh_origin")
    return origin.text if origin else Exception.__str__(self)


def _error_attribute(self: Any, name: str) -> Any:
    if name.startswith(("__", "_sh_")) or "_sh_origin" not in self.__dict__:
        raise AttributeError(name)
    return self._sh_origin.peer.get(self, name)


ERROR_METHODS = {"__str__": _error_text, "__getattr__": _error_attribute}
