"""What tests may replace for the answer's process as well: its input, output, files and clocks."""

import builtins
import contextlib
import os
import sys
import time
import types
from collections.abc import Iterator

from .hints import Any

_PLACES = [
    *((builtins, name) for name in ("input", "open", "print")),
    *((sys, name) for name in ("argv", "stdin")),
    *((time, name) for name in ("monotonic", "perf_counter", "sleep", "time")),
]
_ORIGINALS = [getattr(*place) for place in _PLACES]


def replaced() -> dict[int, Any]:
    """What the tests have put elsewhere than in `solution` (by `unittest.mock.patch("builtins.input")`, say)."""
    now = [getattr(*place) for place in _PLACES]
    return {number: value for number, value in enumerate(now) if value is not _ORIGINALS[number]}


@contextlib.contextmanager
def replacing(replacements: dict[int, Any]) -> Iterator[None]:
    """Do the same in this process, for the time of one call."""
    before = {number: getattr(*_PLACES[number]) for number in replacements}
    for number, value in replacements.items():
        setattr(*_PLACES[number], value)
    try:
        yield
    finally:
        for number, value in before.items():
            setattr(*_PLACES[number], value)


def share_temporary_files(source: str) -> None:
    """Let the other process use what `source` makes with `tempfile`, which is for its own user alone by default."""
    if "tempfile" in source:
        import tempfile

        system: Any = types.ModuleType("os")
        vars(system).update(vars(os))
        system.open = lambda path, flags, mode=0o666: os.open(path, flags, 0o666)
        system.mkdir = lambda path, mode=0o777: os.mkdir(path, 0o777)
        tempfile._os = system  # type: ignore[attr-defined]
