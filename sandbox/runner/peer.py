"""One end of the channel between grader and candidate: requests, replies, and callbacks nested in them.

A request is `[verb, nodes, arguments, capture]`, its reply `["ok" | "err", nodes, value, updates, printed]`: `updates`
are the new contents of mutable arguments, `printed` is what the call wrote where the asker had redirected sys.stdout.
"""

from __future__ import annotations

import _thread
import builtins
import contextlib
import io
import operator
import sys
import types

from .codec import BadFrame, Decoder, Encoder, base_of, is_mutable
from .standins import STRANGER, StandInType, describe, new_class, new_coroutine, new_generator, new_instance, operate
from .wire import TooLarge, read_frame, write_frame

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, NoReturn

ERRORS = {n: e for n, e in vars(builtins).items() if isinstance(e, type) and issubclass(e, BaseException)}
TYPES = {kind.__name__: kind for kind in (
    bool, bytearray, bytes, complex, dict, float, frozenset, int, list, object, range, set, slice, str, tuple, type,
    type(None), type(...),
)}  # fmt: skip
_OUR_FRAMES = 40
_DEEPEST = 15_000
METHOD = object()
"""What `get` gives for a bound method: it is then called by its name."""


class Origin:
    """Where an exception that came from the other process was raised, and what names it there."""

    def __init__(self, peer: Peer, number: int, text: str, where: "tuple[int, str] | None") -> None:
        self.peer, self.number, self.text, self.where = peer, number, text, where
        self.call = ""
        """The call of the tests that raised it."""

    def evidence(self, error: BaseException, during: str = "") -> list[str]:
        line = f"answer line {self.where[0]}: {self.where[1]}" if self.where else ""
        call = f"in the call {self.call}" if self.call else during
        return [titled(error), line, call]


class Peer:
    trusting = True
    """Whether values may be shown to the other process for a comparison."""

    def __init__(self, source: int, sink: int) -> None:
        self._source, self._sink = source, sink
        self._lock = _thread.RLock()
        self._exports: list[Any] = []
        self._numbers: dict[int, int] = {}
        self._standins: dict[int, Any] = {}
        self._named: set[int] = set()
        self.labels: dict[int, str] = {}
        self.stdout = sys.stdout
        self.busy = False

    # --- asking ----------------------------------------------------------------------------------------------------

    def request(self, verb: str, *arguments: Any) -> Any:
        with self._lock, _Deeper():
            encoder = Encoder(self._export)
            data = [encoder.encode(argument) for argument in arguments]
            self._send([verb, encoder.nodes, data, sys.stdout is not self.stdout])
            while (frame := self._receive())[0] not in ("ok", "err", "large"):
                self.serve(frame)
            if frame[0] == "large":
                self.broken(TooLarge())
            try:
                _, nodes, value, updates, printed = frame
                decoder = Decoder(nodes, self._resolve, encoder.containers)
                result = decoder.decode(value)
                for number, parts in updates:
                    decoder.update(encoder.containers[number], parts)
            except Exception as error:
                self.broken(error)
            if printed:
                sys.stdout.write(str(printed))
            if frame[0] == "ok":
                return result
            if not isinstance(result, BaseException):
                self.broken(BadFrame("an error that is none"))
            raise self.received(result, verb, arguments)

    def call(self, function: Any, args: Any, kwargs: Any) -> Any:
        return self.request("call", function, args, kwargs)

    def call_method(self, owner: Any, name: str, args: Any, kwargs: Any) -> Any:
        return self.request("method", owner, name, args, kwargs)

    def get(self, owner: Any, name: str) -> Any:
        value = self.request("get", owner, name)
        if value is METHOD:
            return lambda *args, **kwargs: self.call_method(owner, name, args, kwargs)
        return value

    def knows(self, kind: StandInType) -> bool:
        """Whether the class itself, not just an instance, was ever handed over."""
        return kind._sh_remote[1] in self._named

    # --- answering -------------------------------------------------------------------------------------------------

    def wait(self) -> None:
        """Serve the next request. Between requests no other thread may send."""
        with self._lock:
            frame = self._receive()
        self.serve(frame)

    def serve(self, frame: Any) -> None:
        try:
            verb, nodes, data, capture = frame
            decoder = Decoder(nodes, self._resolve)
            arguments = [decoder.decode(argument) for argument in data]
        except Exception as error:
            self.broken(error)
        before = [_parts_of(container) for container in decoder.containers]
        stdout = sys.stdout
        if capture:
            sys.stdout = io.StringIO()
        try:
            status, value = "ok", self.perform(verb, *arguments)
        except BaseException as error:
            status, value = "err", self.caught(error)
        printed = sys.stdout.getvalue() if capture and isinstance(sys.stdout, io.StringIO) else ""
        if capture:
            sys.stdout = stdout
        with self._lock:
            try:
                self._send(self._reply(status, value, decoder.containers, before, printed))
            except TooLarge:
                self._send(["large"])
            except Exception as error:  # a value that lies about itself cannot cross
                self._send(self._reply("err", self.caught(error), [], [], printed))

    def _reply(self, status: str, value: Any, arguments: list[Any], before: list[Any], printed: str) -> Any:
        encoder = Encoder(self._export, arguments)
        data = encoder.encode(value)
        updates = []
        for number, (container, old) in enumerate(zip(arguments, before)):
            if is_mutable(container) and not _same(old, _parts_of(container)):
                updates.append([number, encoder.content(container)])
        return [status, encoder.nodes, data, updates, printed]

    def perform(self, verb: str, *arguments: Any) -> Any:
        return getattr(self, f"_do_{verb}")(*arguments)

    def received(self, error: BaseException, verb: str, arguments: tuple[Any, ...]) -> BaseException:
        """An exception that a request ended with, about to be raised."""
        return error

    def caught(self, error: BaseException) -> BaseException:
        """An exception that is about to be sent."""
        return error

    def where(self, error: BaseException) -> list[Any] | None:
        """Line number and text of the innermost line of the answer, where this side knows it."""
        return None

    def broken(self, error: Exception) -> NoReturn:
        """The channel gave what no honest other side sends."""
        raise error

    def _do_call(self, function: Any, args: Any, kwargs: Any) -> Any:
        return function(*args, **kwargs)

    def _do_method(self, owner: Any, name: str, args: Any, kwargs: Any) -> Any:
        return getattr(owner, name)(*args, **kwargs)

    def _do_get(self, owner: Any, name: str) -> Any:
        value = getattr(owner, name)
        bound = isinstance(value, (types.MethodType, types.BuiltinMethodType)) and value.__self__ is owner
        return METHOD if bound else value

    def _do_set(self, owner: Any, name: str, value: Any) -> None:
        setattr(owner, name, value)

    def _do_op(self, name: str, *operands: Any) -> Any:
        return operate(name, *operands)

    def _do_content(self, value: Any) -> _Content:
        return _Content(value)

    # --- what is not plain data ------------------------------------------------------------------------------------

    def _export(self, encoder: Encoder, value: Any, by_value: bool) -> Any:
        kind = type(value)
        if value is METHOD:
            return ["method"]
        if kind is types.TracebackType:  # the third argument of __exit__: its frames are nobody else's business
            return None
        if kind is _Content:
            return encoder.plain(value.of, base_of(type(value.of)))
        if value is STRANGER:
            return ["stranger"]
        if isinstance(kind, StandInType):
            return ["yours", object.__getattribute__(value, "_sh_number")]
        if isinstance(value, type):
            return self._export_class(value)
        if isinstance(value, BaseException):
            if isinstance(origin := getattr(value, "_sh_origin", None), Origin):
                return ["yours", origin.number]
            args = encoder.inline(value.args)
            return ["error", self._number(value), self._export_class(kind), text_of(value), self.where(value), args]
        if by_value and id(kind) not in self._numbers and not callable(value):
            return None
        self.check(value)
        if kind in (types.GeneratorType, types.CoroutineType):
            return [kind.__name__, self._number(value)]
        label = getattr(value, "__name__", None) if callable(value) else None
        return ["mine", self._number(value), str(label or kind.__name__), *self._described(kind)]

    def check(self, value: Any) -> None:
        """Raise TypeError for what must not be handed over."""

    def _export_class(self, kind: type) -> list[Any]:
        if isinstance(kind, StandInType):
            return ["yours", kind._sh_remote[1]]
        if isinstance(origin := vars(kind).get("_sh_origin"), Origin):
            return ["yours", origin.number]
        if kind in TYPES.values() or ERRORS.get(kind.__name__) is kind:
            return ["type", kind.__name__]
        if issubclass(kind, BaseException):
            bases = [self._export_class(base) for base in kind.__bases__ if issubclass(base, BaseException)]
            return ["errorclass", self._number(kind), kind.__name__, bases]
        return ["class", *self._described(kind)]

    def _described(self, kind: type) -> list[Any]:
        return [self._number(kind), kind.__name__, describe(kind), base_of(kind) is not None]

    def _number(self, value: Any) -> int:
        if id(value) not in self._numbers:
            self._numbers[id(value)] = len(self._exports)
            self._exports.append(value)
        return self._numbers[id(value)]

    def exported(self, value: Any) -> bool:
        return id(value) in self._numbers

    def _resolve(self, decoder: Decoder, tag: str, *parts: Any) -> Any:
        return getattr(self, f"_resolve_{tag}")(decoder, *parts)

    def _resolve_method(self, decoder: Decoder) -> Any:
        return METHOD

    def _resolve_stranger(self, decoder: Decoder) -> Any:
        return object()

    def _resolve_yours(self, decoder: Decoder, number: int) -> Any:
        return self._exports[as_number(number)]

    def _resolve_type(self, decoder: Decoder, name: str) -> Any:
        return TYPES.get(name) or ERRORS[name]

    def _resolve_class(self, decoder: Decoder, number: int, *description: Any) -> Any:
        self._named.add(number)
        return self._class(number, *description)

    def _resolve_mine(self, decoder: Decoder, number: int, label: str, *kind: Any) -> Any:
        if number not in self._standins:
            self.labels[number] = as_text(label)
            self._standins[as_number(number)] = new_instance(self, number, self._class(*kind))
        return self._standins[number]

    def _resolve_generator(self, decoder: Decoder, number: int) -> Any:
        if number not in self._standins:
            kind = new_class(self, number, "generator", [], False)
            self._standins[as_number(number)] = new_generator(self, new_instance(self, number, kind))
        return self._standins[number]

    def _resolve_coroutine(self, decoder: Decoder, number: int) -> Any:
        kind = new_class(self, as_number(number), "coroutine", [], False)
        return new_coroutine(self, new_instance(self, number, kind))

    def _class(self, number: int, name: str, methods: list[str], has_content: bool) -> Any:
        if number not in self._standins:
            self._standins[as_number(number)] = new_class(self, number, as_text(name), methods, has_content)
        return self._standins[number]

    def _resolve_errorclass(self, decoder: Decoder, number: int, name: str, bases: list[Any]) -> Any:
        if number not in self._standins:
            origin = Origin(self, as_number(number), name, None)
            namespace = {"_sh_origin": origin, "__module__": "solution", **ERROR_METHODS}
            self._standins[number] = type(as_text(name), tuple(map(decoder.decode, bases)), namespace)
        return self._standins[number]

    def _resolve_error(
        self, decoder: Decoder, number: int, kind: Any, text: str, where: list[Any] | None, args: Any
    ) -> Any:
        if number not in self._standins:
            made = new_error(decoder.decode(kind), decoder.decode(args), as_text(text))
            line = (as_number(where[0]), as_text(where[1])) if where else None
            made._sh_origin = Origin(self, as_number(number), text, line)
            self._standins[number] = made
        return self._standins[number]

    # --- the channel -----------------------------------------------------------------------------------------------

    def _send(self, frame: Any) -> None:
        self.busy = True
        try:
            write_frame(self._sink, frame)
        except OSError as error:
            self.broken(error)
        finally:
            self.busy = False

    def _receive(self) -> Any:
        self.busy = True
        try:
            frame = read_frame(self._source)
            if type(frame) is not list or not frame:
                raise BadFrame("no frame")
            return frame
        except Exception as error:
            self.broken(error)
        finally:
            self.busy = False


class _Content:
    """Crosses as the plain value of an object whose class extends a builtin."""

    def __init__(self, of: Any) -> None:
        self.of = of


class _Deeper:
    """Room for our own frames between those of tests and answer, which would not be there in one process."""

    def __enter__(self) -> None:
        self._before = sys.getrecursionlimit()
        if self._before > _DEEPEST:
            raise RecursionError("calls between tests and answer are nested too deeply")
        sys.setrecursionlimit(self._before + _OUR_FRAMES)

    def __exit__(self, *error: object) -> None:
        if sys.getrecursionlimit() == self._before + _OUR_FRAMES:  # else the code in between set its own
            with contextlib.suppress(RecursionError):
                sys.setrecursionlimit(self._before)


def text_of(error: BaseException) -> str:
    try:
        return str.__str__(str(error))
    except BaseException:  # noqa: BLE001  # its __str__ is the answer's
        return ""


def titled(error: BaseException) -> str:
    return f"{type(error).__name__}: {text_of(error)}".removesuffix(": ")


def new_error(kind: Any, args: Any, text: str) -> BaseException:
    if not (isinstance(kind, type) and issubclass(kind, BaseException)):
        raise BadFrame("no class of exceptions")
    try:
        return kind(*args)
    except Exception:  # noqa: BLE001  # a constructor that wants more than `args`
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


def _parts_of(container: Any) -> list[Any]:
    """A shallow copy that tells whether the container was changed."""
    if isinstance(container, dict):
        return [*container.keys(), *container.values()]
    return [bytes(container)] if isinstance(container, bytearray) else [*container]


def _same(old: list[Any], new: list[Any]) -> bool:
    if len(old) == 1 and type(old[0]) is bytes:
        return old == new
    return len(old) == len(new) and all(map(operator.is_, old, new))
