"""Answers that are Python modules."""

from pathlib import Path

from self_harness.harness import START
from self_harness.suite.kinds.extract import extract_code
from self_harness.suite.kinds.kind import Read


class Python:
    """prompt.md and tests.py: the article's format."""

    suffix = ".py"
    fence = "python"
    start = START

    def problem(self, folder: Path, read: Read, ordered: bool) -> tuple[str, str]:
        return read("prompt.md"), read("tests.py")

    def extract(self, reply: str) -> str | None:
        return extract_code(reply)

    def program(self, answer: str) -> str:
        return answer.removeprefix("\ufeff")
