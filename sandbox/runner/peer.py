"""One end of the channel between grader and candidate: requests, replies, and callbacks nested in them.

A request is `[verb, nodes, arguments, capture]`, its reply `["ok" | "err", nodes, value, updates, printed]`: `updates` are
the new contents of mutable arguments, `printed` is what the call wrote where the asker had redirected sys.stdout.
"""

import _thread
import contextlib
import io
import sys
from collections.abc import Iterator

from .codec import BadFrame, Decoder, Encoder
from .handles import METHOD, Handles
from .hints import Any, NoReturn
from .rules import is_same, plain, snapshot
from .standins import Method
from .wire import MAX_FRAME, read_frame, write_frame

_OUR_FRAMES = 40  # at most, for one call that crosses
_DEEPEST = 15_000  # before the stack of the process overflows


class Peer(Handles):
    perform: Any
    """Does what the other side asks for."""

    def __init__(self, source: int, sink: int) -> None:
        super().__init__()
        self._source, self._sink = source, sink
        self._lock = _thread.RLock()
        self._stdout = sys.stdout
        self.busy = False

    def broken(self, error: Exception) -> NoReturn:
        """The channel gave what no honest other side sends."""
        raise error

    def _send(self, frame: Any) -> None:
        self._do(write_frame, self._sink, frame)

    def _receive(self) -> Any:
        frame = self._do(read_frame, self._source, 1 << 32 if self.trusting else MAX_FRAME)
        return frame if type(frame) is list and frame else self.broken(BadFrame("no frame"))

    def _do(self, function: Any, *arguments: Any) -> Any:
        self.busy = True
        try:
            return function(*arguments)
        except Exception as error:
            self.broken(error)
        finally:
            self.busy = False

    # --- asking ----------------------------------------------------------------------------------------------------

    def request(self, verb: str, *arguments: Any) -> Any:
        with self._lock, _deeper():
            encoder = Encoder(self._export)
            data = [encoder.encode(argument) for argument in arguments]
            self._send([verb, encoder.nodes, data, sys.stdout is not self._stdout])
            while (frame := self._receive())[0] not in ("ok", "err"):
                self.serve(frame)
            try:
                _, nodes, value, updates, printed = frame
                decoder = Decoder(nodes, self._resolve, encoder.containers)
                result = decoder.decode(value)
                for number, content in updates if verb in ("call", "method") else ():
                    decoder.update(encoder.containers[number], content)
            except Exception as error:
                self.broken(error)
            if printed:
                sys.stdout.write(str(printed))
            if frame[0] == "ok":
                return result
            if not issubclass(type(result), BaseException):
                self.broken(BadFrame("an error that is none"))
            raise self.received(result, verb, arguments)

    def call(self, function: Any, args: Any, kwargs: Any) -> Any:
        return self.request("call", function, args, kwargs)

    def call_method(self, owner: Any, name: str, args: Any, kwargs: Any) -> Any:
        return self.request("method", owner, name, args, kwargs)

    def get(self, owner: Any, name: str) -> Any:
        value = self.request("get", owner, name)
        return Method(self, owner, name) if value is METHOD else value

    def received(self, error: BaseException, verb: str, arguments: tuple[Any, ...]) -> BaseException:
        """An exception that a request ended with, about to be raised."""
        return error

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
        before = [snapshot(container) for container in decoder.containers]
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed) if capture else contextlib.nullcontext():
            try:
                status, value = "ok", self.perform(verb, *arguments)
            except BaseException as error:
                status, value = "err", self.caught(error)
        with self._lock:
            try:
                self._send(_reply(self._export, status, value, decoder.containers, before, printed.getvalue()))
            except Exception as error:  # a value that lies about itself cannot cross
                self._send(_reply(self._export, "err", self.caught(error), [], [], printed.getvalue()))

    def caught(self, error: BaseException) -> BaseException:
        """An exception that is about to be sent."""
        return BaseException.with_traceback(error, None)


def _reply(export: Any, status: str, value: Any, arguments: list[Any], before: list[Any], printed: str) -> Any:
    encoder = Encoder(export, arguments)
    data = encoder.encode(value)
    updates = [
        [number, encoder.encode(plain(container))]
        for number, (container, old) in enumerate(zip(arguments, before, strict=True))
        if old is not None and not is_same(old, snapshot(container))
    ]
    return [status, encoder.nodes, data, updates, printed]


@contextlib.contextmanager
def _deeper() -> Iterator[None]:
    """Room for our own frames between those of tests and answer, which would not be there in one process."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(min(before + _OUR_FRAMES, max(before, _DEEPEST)))
    try:
        yield
    finally:
        sys.setrecursionlimit(before)
