"""Answers that are text: a label, a number, a sentence, a JSON value."""

import json
from pathlib import Path
from typing import Literal

from self_harness.harness import Harness
from self_harness.suite.kinds.blocks import after_thoughts, blocks, clean
from self_harness.suite.kinds.kind import Read

Take = Literal["whole", "block", "line", "json"]
"""The part of a reply that is the answer: all of it, the last fenced block, the last line, the last JSON value."""

_FORMAT: dict[Take, str] = {
    "whole": "Return ONLY the answer, without any explanation.",
    "block": "Return the answer in a fenced ```text code block.",
    "line": "End with a line that holds the answer and nothing else.",
    "json": "Return ONLY one JSON value.",
}
_STARTS = 200
"""Places at most where a JSON value is looked for."""


class Text:
    """prompt.md, and tests.py that asserts on the answer: `from solution import answer`, a string."""

    suffix = ".txt"

    def __init__(self, take: Take = "whole") -> None:
        self.take = take
        self.fence = "text" if take == "block" else ""
        self.start = Harness(role="You are a careful assistant.", output_format=_FORMAT[take])

    def problem(self, folder: Path, read: Read, ordered: bool) -> tuple[str, str]:
        return read("prompt.md"), read("tests.py")

    def extract(self, reply: str) -> str | None:
        text = after_thoughts(clean(reply)).strip()
        match self.take:
            case "whole":
                return text or None
            case "block":
                fenced = blocks(text)
                return fenced[-1].text.strip() if fenced else None
            case "line":
                lines = [line.strip() for line in text.split("\n") if line.strip(" \t`~")]
                return lines[-1] if lines else None
            case "json":
                return _last_json(text)

    def program(self, answer: str) -> str:
        text = answer.removeprefix("\ufeff").strip()
        return f"answer = {text!r}\n"


def _last_json(text: str) -> str | None:
    """The text if it is a JSON value, else the last object or array in it."""
    decoder = json.JSONDecoder()
    try:
        decoder.decode(text)
        return text
    except (ValueError, RecursionError):
        pass
    found, at = None, 0
    for _ in range(_STARTS):
        starts = [start for start in (text.find("{", at), text.find("[", at)) if start >= 0]
        if not starts:
            break
        at = min(starts)
        try:
            _, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            at += 1
        else:
            found, at = text[at:end], end
    return found
