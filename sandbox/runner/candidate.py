"""The process that holds the answer. Nothing here is trusted: the answer can change all of it."""

from __future__ import annotations

import contextlib
import os
import resource
import sys
import types

from .patching import replacing, share_temporary_files
from .peer import Peer
from .testing import Run, answer_line
from .wire import read_frame

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

OUT_OF_MEMORY = 77
"""Exit status of a candidate that has not even the memory to say so."""
_SPARE = 64 << 20  # lets us still report once the answer has used up its memory
_FILE_SIZE = 64 << 20
_PROCESSES = 64
_OUR_FRAMES = 12  # below the answer's, which are to have the room that they would have in a process of their own


class CandidatePeer(Peer):
    def __init__(self, source: int, sink: int, code: str) -> None:
        super().__init__(source, sink)
        self._code = code
        self._lines: dict[int, tuple[int, str] | None] = {}
        self._module = types.ModuleType("solution")
        self._failure: BaseException | None = None

    def load(self) -> None:
        sys.modules["solution"] = self._module
        sys.modules["__main__"] = types.ModuleType("__main__")
        try:
            exec(compile(self._code, "solution.py", "exec", dont_inherit=True), self._module.__dict__)
        except BaseException as error:
            self._failure = self.caught(error)

    def caught(self, error: BaseException) -> BaseException:
        if isinstance(error, MemoryError):
            hard = resource.getrlimit(resource.RLIMIT_AS)[1]
            resource.setrlimit(resource.RLIMIT_AS, (hard, hard))
        self._lines.setdefault(id(error), answer_line(error, self._code))
        return error.with_traceback(None)

    def surroundings(self, replacements: list[Any]) -> contextlib.AbstractContextManager[None]:
        return replacing([*map(tuple, replacements)]) if replacements else super().surroundings([])

    def where(self, error: BaseException) -> tuple[int, str] | None:
        return self._lines.get(id(error))

    def _send(self, frame: Any) -> None:
        for stream in (sys.stdout, sys.stderr, self.stdout):
            with contextlib.suppress(Exception):  # the answer may have closed or replaced it
                stream.flush()
        super()._send(frame)

    def _resolve_named(self, decoder: Any, module: str, name: str) -> Any:
        value = __import__(module, fromlist=[""])
        for part in name.split("."):
            value = getattr(value, part)
        return value

    def _do_load(self) -> Any:
        if self._failure:
            raise self._failure
        return self._module

    def _do_names(self) -> list[str]:
        public = getattr(self._module, "__all__", None)
        return [*public] if public is not None else [name for name in vars(self._module) if not name.startswith("_")]

    def _do_grade(self, tests: str) -> dict[str, Any]:
        """Isolation "shared": the tests run here, with the answer as a module like any other."""
        return Run(tests, None, self._code).outcome(self._do_load)


def run(job: int, source: int, sink: int, limit_processes: bool) -> None:
    task = read_frame(job)
    os.close(job)
    memory = task["memory_mb"] << 20
    seconds = int(task["timeout"]) + 2
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory + _SPARE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (_FILE_SIZE, _FILE_SIZE))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))  # should the supervisor be killed
    if limit_processes:  # counted per uid, so only where nobody shares ours
        resource.setrlimit(resource.RLIMIT_NPROC, (_PROCESSES, _PROCESSES))
    sys.setrecursionlimit(sys.getrecursionlimit() + _OUR_FRAMES)
    peer = CandidatePeer(source, sink, task["code"])
    share_temporary_files(task["code"])
    del task
    try:
        peer.load()
        while True:
            peer.wait()
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
