"""What tests may replace for the answer's process as well: its input, output, files and clocks."""

import builtins
import contextlib
import os
import sys
import time
import types
from collections.abc import Iterator

from .hints import Any

_PLACES: dict[str, tuple[Any, tuple[str, ...]]] = {
    "builtins": (builtins, ("input", "open", "print")),
    "sys": (sys, ("argv", "stdin")),
    "time": (time, ("monotonic", "perf_counter", "sleep", "time")),
}
_ORIGINALS = {(place, name): getattr(module, name) for place, (module, names) in _PLACES.items() for name in names}


def replaced() -> list[tuple[str, str, Any]]:
    """What the tests have put elsewhere than in `solution` (by `unittest.mock.patch("builtins.input")`, say)."""
    now = [(place, name, getattr(_PLACES[place][0], name)) for place, name in _ORIGINALS]
    return [(place, name, value) for place, name, value in now if value is not _ORIGINALS[place, name]]


@contextlib.contextmanager
def replacing(replacements: list[tuple[str, str, Any]]) -> Iterator[None]:
    """Do the same in this process, for the time of one call."""
    before = [(_PLACES[place][0], name, getattr(_PLACES[place][0], name)) for place, name, _ in replacements]
    for place, name, value in replacements:
        setattr(_PLACES[place][0], name, value)
    try:
        yield
    finally:
        for module, name, value in before:
            setattr(module, name, value)


def share_temporary_files(source: str) -> None:
    """Let the other process use what `source` makes with `tempfile`, which is for its own user alone by default."""
    if "tempfile" in source:
        import tempfile

        system: Any = types.ModuleType("os")
        vars(system).update(vars(os))
        system.open = lambda path, flags, mode=0o666: os.open(path, flags, 0o666)
        system.mkdir = lambda path, mode=0o777: os.mkdir(path, 0o777)
        tempfile._os = system  # type: ignore[attr-defined]
