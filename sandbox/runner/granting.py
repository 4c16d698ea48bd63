"""What the tests' process hands to the answer's, what it takes from it, and what ends the tests at once."""

import operator
import re
import sys
import types
from collections.abc import Callable, Iterable

from .allow_list import Forbidden, kind_of, operators, perform
from .codec import Decoder, Encoder
from .evidence import MAX_VALUE, cut, show, show_arguments
from .handles import ERRORS, TYPES, origin_of, titled
from .hints import Any, NoReturn
from .peer import Peer
from .standins import METADATA, SHARED, Method, is_class, is_library, is_standin, new_generator
from .wire import TooLarge

ENDINGS = ("StopIteration", "StopAsyncIteration", "GeneratorExit", "KeyboardInterrupt", "SystemExit")
_ANSWERS_OWN = (
    {name: type(name, (ERRORS[name],), {}) for name in ("AssertionError", "Exception", "BaseException")}
    | {name: type(name, (Exception,), {}) for name in ENDINGS}
    | {"type": type("type", (), {})}
)
"""These classes as the answer means them: under a name of its own, `except` would catch what the tests themselves raise, and
to raise them would end what the tests are about; by `type` a function of the tests that calls its argument would make classes."""
_PICKERS = (operator.itemgetter, operator.attrgetter, operator.methodcaller)
_ASYNCHRONOUS = (types.CoroutineType, types.AsyncGeneratorType)
_NAMED = (types.FunctionType, types.BuiltinFunctionType, types.MethodDescriptorType)


class Judging(Peer):
    """The tests' side of the channel: whatever comes over it may be a lie, and some of it decides the verdict."""

    trusting = False
    end: Callable[[str, Iterable[str], Any], NoReturn]
    """Reports a verdict, and ends the process: status, evidence, the frame that runs."""

    def __init__(self, source: int, sink: int, tests: str) -> None:
        super().__init__(source, sink)
        self.tests = tests
        self.words = frozenset(re.findall(r"\w+", tests))
        self.doing: list[str] = []
        self.last = ""
        self.hint = ""
        """What two processes cannot judge, if the tests met any of it."""

    def abort(self, status: str, *lines: str) -> NoReturn:
        """The verdict is known: nothing of the tests runs any more."""
        self.end(status, lines, sys._getframe())

    def broken(self, error: Exception) -> NoReturn:
        if isinstance(error, TooLarge):
            self.abort("output_limit", "the answer returned a value that is too large to be graded", self.during())
        if isinstance(error, (EOFError, OSError)):
            self.abort("ended", self.during())
        self.abort("error", "the answer returned something that is no value", self.during())

    def during(self) -> str:
        return self.doing[-1] if self.doing else ""

    def note(self, text: str) -> None:
        self.hint = self.hint or f"{text}: {SHARED}"

    def refuse(self, text: str) -> NoReturn:
        """The tests ask for what two processes cannot judge; no error of theirs may pass for it."""
        self.abort("error", f"{text}: {SHARED}")

    def tampered(self, text: str) -> NoReturn:
        self.abort("tampering", f"the answer asked the tests' process for what is not allowed: {text}", self.during())

    def call(self, function: Any, args: Any, kwargs: Any) -> Any:
        text = f"{self.label(function)}({show_arguments(args, kwargs)})"
        return self.traced(text, super().call, function, args, kwargs)

    def traced(self, text: str, ask: Callable[..., Any], *arguments: Any) -> Any:
        """Every call leaves a trace for the evidence."""
        self.doing.append(f"in the call {text}")
        try:
            value = ask(*arguments)
        except Exception as error:
            if (origin := origin_of(error)) and not origin.call:
                origin.call = self.during()
            self.last = cut(f"{text} raised {titled(error)}", MAX_VALUE)
            raise
        finally:
            self.doing.pop()
        self.last = f"{text} returned {show(value)}"
        return value


class Granting(Judging):
    """Each object of the tests that crosses gets a kind, which says what the answer may ask of it (allow_list.py)."""

    makers = {"generator": new_generator}  # noqa: RUF012

    def __init__(self, source: int, sink: int, tests: str) -> None:
        super().__init__(source, sink, tests)
        self._kinds: dict[int, str] = {}
        self._bound: dict[tuple[int, int, str], Any] = {}
        self._made: set[int] = set()
        self._times: dict[int, int] = {}
        """How often each was given: what was there before, no constructor can make again."""
        self._named: set[type] = set()

    def perform(self, verb: str, *arguments: Any) -> Any:
        target, *rest = arguments or (None,)
        try:
            return perform(self._kinds.get(id(target), ""), verb, target, *rest)
        except Forbidden as error:
            self.tampered(str(error))

    def describe(self, kind: type) -> tuple[list[str], str, list[str]]:
        return operators(kind), "", []

    def _export_object(self, encoder: Encoder, value: Any, by_value: bool) -> Any:
        if by_value and not callable(value):
            return None
        if isinstance(value, Method):
            return ["applied", encoder.inline(getattr), encoder.inline((value.__self__, value.__name__))]
        if isinstance(value, _NAMED) and (reference := library_name(value)):
            return ["named", *reference]
        kind = kind_of(value)
        if isinstance(value, _PICKERS):  # the answer makes its own
            return ["applied", *map(encoder.inline, value.__reduce__())]
        if not kind and (callable(value) or isinstance(value, _ASYNCHRONOUS)):  # `self.fail`, `sys.exit` of the tests
            self.refuse(f"the answer cannot call {getattr(value, '__name__', type(value).__name__)} of the tests")
        if isinstance(value, (types.MethodType, types.BuiltinMethodType)):  # made anew each time that it is looked up
            key = id(value.__self__), id(getattr(value, "__func__", None)), value.__name__
            value = self._bound.setdefault(key, value)
        if not kind:
            self.note(f"the answer can ask nothing of a {type(value).__name__} of the tests, only hand it back")
        self._kinds[id(value)] = kind
        label = str(getattr(value, "__name__", type(value).__name__))
        about = [*map(encoder.inline, shape_of(value))] if kind == "function" else self._described(type(value))
        return ["object", self._number(value), kind, label, None, about]

    def _export_class(self, kind: type) -> list[Any]:
        is_known = id(kind) in self._yours or kind in TYPES.values() or kind in ERRORS.values()
        reference = None if is_known else library_name(kind)
        return ["named", *reference] if reference else super()._export_class(kind)

    def _resolve_type(self, decoder: Decoder, name: str) -> Any:
        return _ANSWERS_OWN.get(name) or super()._resolve_type(decoder, name)

    def _resolve(self, decoder: Decoder, tag: str, *parts: Any) -> Any:
        """Each value that is not plain leaves the decoder here."""
        value = super()._resolve(decoder, tag, *parts)
        is_theirs = tag != "yours" and is_class(value) and issubclass(value, BaseException)
        if is_theirs and value.__module__ != "solution":
            self.refuse(f"the answer's exception class {value.__name__} is not its own")
        if is_standin(value):  # handed over by the answer: it may stand where the tests expect a plain value
            self._made.discard(id(value))
            self._times[id(value)] = self._times.get(id(value), 0) + 1
        return value


def library_name(value: Any) -> tuple[str, str] | None:
    """Module and name of a class or function of the standard library: it crosses as itself."""
    owner = value.__objclass__ if isinstance(value, types.MethodDescriptorType) else value
    module, name = getattr(owner, "__module__", None), value.__qualname__
    found: Any = sys.modules.get(module) if type(module) is str and is_library(module) else None
    for part in name.split("."):
        found = getattr(found, part, None)
    return (str(module), name) if found == value else None


def shape_of(value: Any) -> tuple[Any, ...]:
    """What a function says of itself, and its parameters, but not their defaults: one may be what the tests expect."""
    function: Any = getattr(value, "__func__", value)
    if not isinstance(function, types.FunctionType):
        return (), "(*args, **kwargs)"
    import inspect  # 10 ms that few tests need

    signature, empty = inspect.signature(value, follow_wrapped=False), inspect.Parameter.empty
    shown = [
        p.replace(default=empty if p.default is empty else ..., annotation=empty) for p in signature.parameters.values()
    ]
    hints = {name: kind for name, kind in function.__annotations__.items() if isinstance(kind, (type, str, type(None)))}
    named = {name: getattr(function, name) for name in METADATA} | {"__annotations__": hints}
    return tuple(named.items()), str(inspect.Signature(shown)).replace("Ellipsis", "...")
