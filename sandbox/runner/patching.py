"""What tests may replace for the answer's process as well: its input, output, files and clocks."""

import builtins
import os
import sys
import time
import types

from .hints import Any

_PLACES = [
    *((builtins, name) for name in ("input", "open", "print")),
    *((sys, name) for name in ("argv", "stdin")),
    *((time, name) for name in ("monotonic", "perf_counter", "sleep", "time")),
]
_ORIGINALS = [getattr(*place) for place in _PLACES]
_REPLACED: list[int] = []


def replaced() -> dict[int, Any]:
    """What the tests have put elsewhere than in `solution` (by `unittest.mock.patch("builtins.input")`, say)."""
    now = [getattr(*place) for place in _PLACES]
    return {number: value for number, value in enumerate(now) if value is not _ORIGINALS[number]}


def replace(replacements: dict[int, Any]) -> None:
    """Do the same in this process, until the next request says otherwise."""
    for number in {*_REPLACED, *replacements}:
        setattr(*_PLACES[number], replacements.get(number, _ORIGINALS[number]))
    _REPLACED[:] = replacements


def share_temporary_files(source: str) -> None:
    """Let the other process use what `source` makes with `tempfile`, which is for its own user alone by default."""
    if "tempfile" in source:
        import tempfile

        shared = {
            "open": lambda path, flags, mode: os.open(path, flags, 0o666), "mkdir": lambda path, mode: os.mkdir(path, 0o777),
        }  # fmt: skip
        tempfile._os = types.SimpleNamespace(**vars(os) | shared)  # type: ignore[attr-defined]
