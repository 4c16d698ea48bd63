"""What models make reaches the terminal without control characters, however it is printed."""

import io

import pytest
from rich.markdown import Markdown
from rich.table import Table
from rich.text import Text

from self_harness.cli.console import Console, visible

HOSTILE = "a\x1b]52;c;eA==\x07b\x9b31mc\u202ed\x00e\x7f\ud800f"


def test_every_kind_of_renderable_is_shown_without_control_characters() -> None:
    table = Table("head\x1b[2J")
    table.add_row(HOSTILE)
    file = io.StringIO()
    console = Console(file=file, force_terminal=True, width=200)
    for renderable in (HOSTILE, Text(HOSTILE), table, Markdown(f"# {HOSTILE}\n\n`{HOSTILE}`")):
        console.print(renderable)
    console.print(HOSTILE, style="bold red", markup=False, highlight=False, soft_wrap=True)
    found = file.getvalue()
    assert "\\x1b" in found
    assert "\x1b[1;31m" in found, "the console's own styles are kept"
    assert "\x1b]" not in found
    assert "\x1b[2J" not in found
    assert set(found) & set("\x07\x9b\u202e\x00\x7f\ud800") == set()


def test_a_table_in_a_pipe_is_not_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    file = io.StringIO()
    table = Table("one", "other", box=None)
    table.add_row("x" * 100, "y" * 100)
    Console(file=file).print_table(table)
    assert file.getvalue().splitlines()[1].split() == ["x" * 100, "y" * 100]


def test_what_is_visible_stays_as_it_is() -> None:
    text = "def f():\n\treturn 'é ü — 漢字 🙂'\n"
    assert visible(text) == text
    assert visible("\r\x1b[0m") == "\\r\\x1b[0m"
