"""What a kind of answers must say."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from self_harness.harness import Harness

Read = Callable[[str], str]
"""The text of a file of the problem's folder; a missing or unreadable one is noted as a fault and gives ""."""


class Kind(Protocol):
    suffix: str
    """Of `solution<suffix>` and `bugs/<weakness><suffix>`."""
    fence: str
    """Language of the code block that an answer stands in."""
    start: Harness
    """What a run starts from unless told otherwise."""

    def problem(self, folder: Path, read: Read, ordered: bool) -> tuple[str, str]:
        """Prompt and tests.py of a problem's folder."""
        ...

    def extract(self, reply: str) -> str | None:
        """The answer in a model's reply; None when there is none."""
        ...

    def program(self, answer: str) -> str:
        """The `solution` module that tests.py imports."""
        ...
