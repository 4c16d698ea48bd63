"""A model's reply as its parts: what follows the thoughts, and the fenced blocks in it."""

import re
from collections.abc import Callable
from typing import Literal, NamedTuple

Shape = Literal["whole", "open", "broken"]
"""Of a block's text up to a fence: complete, ended in the middle of a string, or wrong in another way."""

_INVISIBLE = re.compile(r"^[\ufeff\u200b\u2060]+", re.M)
_FULL_WIDTH = re.compile(r"^([ \t]*)(\uff40{3,})", re.M)
THOUGHTS_END = re.compile(
    r"</(?:think|thinking|thought|thoughts|reasoning)>|\[/THINK\]|<\|channel\|>final<\|message\|>|\u25c1/think\u25b7",
    re.I,
)
"""What ends a model's thoughts where the server does not take them out."""

_OPENING = re.compile(r"(?P<before>[^`~]*?)(?P<fence>`{3,}+|~{3,}+)(?P<info>[^`]*)")
_CONTAINERS = re.compile(r"[ \t]*(?:(?:>|[-*+\u2022]|\d{1,3}[.)]|\*\*)[ \t]*)*")
_LANGUAGE = re.compile(r"\W*([a-z][\w.+#-]*)?\W*", re.I)
_QUOTE = re.compile(r"[ \t]*>[ \t]?")
_CANDIDATES = 20
"""Places at most where a block is tried to end; bounds the time that a hostile reply takes."""


class Block(NamedTuple):
    text: str
    language: str
    """First word behind the fence in small letters; "" if there is none."""
    closed: bool = True


class _Opening(NamedTuple):
    fence: str
    info: str
    indent: str
    """As wide as all that stands before the fence."""
    quotes: int
    """Signs of a block quote before it."""


def clean(reply: str) -> str:
    """The reply with `\\n` as its only line end, and without byte order marks and other invisible starts of lines."""
    text = _INVISIBLE.sub("", reply.replace("\r\n", "\n").replace("\r", "\n"))
    return _FULL_WIDTH.sub(lambda match: match[1] + "`" * len(match[2]), text)


def after_thoughts(text: str) -> str:
    """What follows the last end of thoughts: all of the text where there is none."""
    ends = [match.end() for match in THOUGHTS_END.finditer(text)]
    return text[ends[-1] :] if ends else text


def blocks(text: str, shape: Callable[[str], Shape] = lambda text: "whole") -> list[Block]:
    """The fenced blocks that are not blank, by the rules of CommonMark and some licence that models need: a fence may
    follow prose, a list's marker or the signs of a quotation, and the closing one may end the last line of code.

    shape: says whether a text can be a whole block. Where it is "open", the next closing fence is tried, since the fence
    may stand in a docstring; where none makes it whole, the first one counts.
    """
    lines = text.split("\n")
    found: list[Block] = []
    at = 0
    while at < len(lines):
        opening = _opening(lines[at])
        at += 1
        if opening:
            block, at = _block(lines, at, opening, shape)
            found.append(block)
    return [block for block in found if block.text.strip()]


def dedented(text: str) -> str:
    """The text without the first line's indentation on any line that has it."""
    text = text.strip("\n")
    indent = text[: len(text) - len(text.lstrip(" \t"))]
    return "\n".join(line.removeprefix(indent) for line in text.split("\n")) if indent else text


def _opening(line: str) -> _Opening | None:
    match = _OPENING.fullmatch(line)
    if not match:
        return None
    before, info = match["before"], match["info"]
    if not _CONTAINERS.fullmatch(before):
        is_introduced = before.endswith((" ", "\t", "*", ":")) and _LANGUAGE.fullmatch(info)
        if not is_introduced or match["fence"][0] == "~":
            return None
        before = ""
    return _Opening(match["fence"], info, re.sub(r"\S", " ", before), before.count(">"))


def _block(lines: list[str], start: int, opening: _Opening, shape: Callable[[str], Shape]) -> tuple[Block, int]:
    """The block whose first line is `start`, and where the text goes on."""
    first: tuple[Block, int] | None = None
    tried = 0
    for at in range(start, len(lines)):
        line = _unquoted(lines[at], opening.quotes)
        if line is None:
            return first or (_made(lines[start:at], "", opening), at)
        end = _end(line, opening)
        if end is None or tried == _CANDIDATES:
            continue
        head, certain = end
        tried += 1
        block = _made(lines[start:at], head, opening)
        form = shape(block.text) if block.text.strip() else "whole" if certain else "broken"
        if form == "whole":
            return block, at + 1
        if certain:
            first = first or (block, at + 1)
            if form == "broken":
                return first
    return first or (_made(lines[start:], "", opening)._replace(closed=False), len(lines))


def _end(line: str, opening: _Opening) -> tuple[str, bool] | None:
    """What of a line belongs to the block that ends in it, and whether the line is a closing fence without doubt."""
    mark = opening.fence[0]
    text = line.strip(" \t*" if mark == "`" else " \t")
    rest = text.lstrip(mark)
    # A fence that is indented further is part of the code: of a docstring, say.
    if len(text) - len(rest) >= len(opening.fence) and line.find(text) <= len(opening.indent) + 3:
        if not rest:
            return "", True
        is_remark = rest.startswith("<") or (rest[0].isspace() and len(rest.split()) > 1 and "=" not in rest)
        return ("", False) if is_remark and mark not in rest else None
    head = line.rstrip().removesuffix(opening.fence)
    is_tail = head != line.rstrip() and head.strip() and mark not in head and "#" not in head
    return (head, False) if is_tail else None


def _unquoted(line: str, quotes: int) -> str | None:
    """The line without its signs of a block quote; None where the quotation has ended."""
    for _ in range(quotes):
        sign = _QUOTE.match(line)
        if not sign:
            return None
        line = line[sign.end() :]
    return line


def _made(lines: list[str], head: str, opening: _Opening) -> Block:
    inside = [_unquoted(line, opening.quotes) or "" for line in lines] + ([head] if head else [])
    indent = "" if opening.quotes else opening.indent
    language = _LANGUAGE.match(opening.info)
    return Block(
        dedented("\n".join(line.removeprefix(indent) for line in inside)),
        (language[1] or "").casefold() if language else "",
    )
