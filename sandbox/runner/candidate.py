"""The process that holds the answer. Nothing here is trusted: the answer can change all of it."""

import contextlib
import functools
import os
import resource
import sys
import types
from collections.abc import Callable

from .codec import Decoder, Encoder
from .handles import METHOD, is_builtin_error
from .hints import Any, NoReturn
from .operations import describe, operate
from .peer import Peer
from .processes import share_temporary_files
from .rules import base_of, mutable, plain
from .standins import MAKERS, SHARED, is_public
from .testing import Run, answer_line
from .wire import read_frame

OUT_OF_MEMORY = 77
"""Exit status of a candidate that has not even the memory to say so."""
_SPARE = 64 << 20  # lets us still report once the answer has used up its memory
_FILE_SIZE = 64 << 20
_PROCESSES = 64


class CandidatePeer(Peer):
    """What the tests' process may ask for: everything. What we ask of it is what allow_list.py allows."""

    trusting = True
    makers = MAKERS
    describe = staticmethod(describe)

    def __init__(self, source: int, sink: int, code: str) -> None:
        super().__init__(source, sink)
        self._code = code
        self._module = types.ModuleType("solution")
        self._instances: set[int] = set()
        """Those of the tests' objects whose public side is open to us."""

    def load(self) -> types.ModuleType:
        sys.modules["solution"] = self._module
        sys.modules["__main__"] = types.ModuleType("__main__")
        self._module.__file__ = os.path.abspath("solution.py")
        vars(self._module)["__loader__"] = self  # where `inspect` finds the source
        exec(compile(self._code, "solution.py", "exec", dont_inherit=True), self._module.__dict__)
        return self._module

    def caught(self, error: BaseException) -> BaseException:
        if isinstance(error, MemoryError):
            hard = resource.getrlimit(resource.RLIMIT_AS)[1]
            resource.setrlimit(resource.RLIMIT_AS, (hard, hard))
        self._lines.setdefault(id(error), answer_line(error, self._code))  # only the first time it is raised
        return super().caught(error)

    def _send(self, frame: Any) -> None:
        for stream in (sys.stdout, sys.stderr, self._stdout):
            with contextlib.suppress(Exception):  # the answer may have closed or replaced it
                stream.flush()
        super()._send(frame)

    def refuse(self, text: str) -> NoReturn:
        raise TypeError(f"{text}: {SHARED}")

    def request(self, verb: str, *arguments: Any) -> Any:
        if verb in ("get", "set", "del", "op"):
            owner, name = arguments[:2]
            if id(owner) not in self._instances or not (verb == "op" or is_public(name)):
                raise AttributeError(f"{name!r} of an object of the tests is not open to the answer: {SHARED}")
        return super().request(verb, *arguments)

    def _export_object(self, encoder: Encoder, value: Any, by_value: bool) -> Any:
        kind = type(value)
        base = base_of(kind)
        content = plain(value) if base and not mutable(base) else None
        label = str((getattr(value, "__name__", None) if callable(value) else None) or kind.__name__)
        return ["object", self._number(value), kind.__name__, label, encoder.inline(content), self._described(kind)]

    def _resolve_named(self, decoder: Decoder, module: str, name: str) -> Any:
        return functools.reduce(getattr, name.split("."), __import__(module, fromlist=[""]))

    def _resolve_applied(self, decoder: Decoder, function: Any, args: Any) -> Any:
        return decoder.decode(function)(*decoder.decode(args))

    def _new_object(self, decoder: Decoder, number: int, kind: str, *parts: Any) -> Any:
        made = super()._new_object(decoder, number, kind, *parts)
        if kind == "instance":
            self._instances.add(id(made))
        return made

    def perform(self, verb: str, *arguments: Any) -> Any:
        return VERBS[verb](self, *arguments)

    def get_source(self, name: str) -> str:
        return self._code

    def names(self) -> list[str]:
        public = getattr(self._module, "__all__", None)
        if public is not None:
            return [*public]
        return [n for n, value in vars(self._module).items() if is_public(n) and not is_builtin_error(value)]

    def grade(self, tests: str) -> dict[str, Any]:
        """Isolation "shared": the tests run here, with the answer as a module like any other."""
        return Run(tests, None, self._code).outcome(self.load)


def _get(peer: CandidatePeer, owner: Any, name: str) -> Any:
    value = getattr(owner, name)
    is_asked = callable(value) and not (isinstance(value, type) and name[:1].isupper()) and name != "__wrapped__"
    return METHOD if is_asked and owner is not peer._module else value


VERBS: dict[str, Callable[..., Any]] = {
    "load": CandidatePeer.load, "names": CandidatePeer.names, "grade": CandidatePeer.grade,
    "get": _get,
    "call": lambda peer, function, args, kwargs: function(*args, **kwargs),
    "method": lambda peer, owner, name, args, kwargs: getattr(owner, name)(*args, **kwargs),
    "set": lambda peer, owner, name, value: setattr(owner, name, value),
    "del": lambda peer, owner, name: delattr(owner, name),
    "op": lambda peer, operand, name, *others: operate(name, operand, *others),
    "content": lambda peer, value: plain(value),
    "send": lambda peer, generator, value: generator.send(value),
    "throw": lambda peer, generator, error: generator.throw(error),
    "close": lambda peer, generator: generator.close(),
}  # fmt: skip
"""What the tests' process asks for."""


def run(job: int, source: int, sink: int) -> None:
    task = read_frame(job)
    os.close(job)
    memory = task["memory_mb"] << 20
    seconds = int(task["timeout"]) + 2
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory + _SPARE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (_FILE_SIZE, _FILE_SIZE))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))  # should the supervisor be killed
    if os.getuid() > 100_000:  # counted per uid, so only where nobody shares ours
        resource.setrlimit(resource.RLIMIT_NPROC, (_PROCESSES, _PROCESSES))
    peer = CandidatePeer(source, sink, task["code"])
    share_temporary_files(task["code"])
    del task
    try:
        while True:
            peer.wait()
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
