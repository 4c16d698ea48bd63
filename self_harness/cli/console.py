"""Where the commands write. Control characters in a text never reach the terminal as such: models make much of the text,
and an escape sequence in it could move the cursor, hide lines or set the clipboard."""

import json
import os
import re
import sys
from collections.abc import Iterable
from typing import Any

import rich.console
from rich.segment import Segment
from rich.table import Table

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""All but tab and new line; signs that reverse the direction of a text; and what UTF-8 can't encode."""

WIDE = 10_000
"""Columns."""


class Console(rich.console.Console):
    """Rich's console, which shows control characters of what it prints as `visible` does."""

    def render(
        self, renderable: rich.console.RenderableType, options: rich.console.ConsoleOptions | None = None
    ) -> Iterable[Segment]:
        for segment in super().render(renderable, options):
            yield segment if segment.control else segment._replace(text=visible(segment.text))

    def print_table(self, table: Table) -> None:
        """Prints a table, in full width where no terminal sets one: a pipe or a file gets whole ids, one row a line."""
        fits = self.is_terminal or "COLUMNS" in os.environ
        (self if fits else Console(file=self.file, width=WIDE)).print(table)


def visible(text: str) -> str:
    """The text with each control character as its escape in Python: `\\x1b`."""
    return _CONTROL.sub(lambda match: ascii(match[0])[1:-1], text)


def write(text: str) -> None:
    """Writes a text to standard output."""
    sys.stdout.write(visible(text))


def write_json(value: Any, indent: int | None = 2) -> None:
    """Writes a value to standard output as JSON that any terminal can show."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    sys.stdout.write(_CONTROL.sub(lambda match: f"\\u{ord(match[0]):04x}", text) + "\n")
    sys.stdout.flush()
