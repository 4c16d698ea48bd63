"""The Python program in a reply of the model."""

import ast
import html
import json
import re
from collections.abc import Callable
from typing import NamedTuple

from self_harness.suite.kinds.blocks import THOUGHTS_END, Block, after_thoughts, blocks, clean, dedented
from self_harness.suite.kinds.syntax import Parser, bound, needed

_LANGUAGES = re.compile(r"(?:i?python(?:[\d.]*|-repl)|py3?|pycon)")
_DEFINES = re.compile(
    r"^[ \t]*(?:(?:async[ \t]+)?def|class)[ \t]+solution\b|^solution[ \t]*=(?!=)|^class Solution\b", re.M
)
_BARE = re.compile(r"^(?:(?:async[ \t]+)?def[ \t]+solution\b|class Solution\b|solution = lambda\b)", re.M)
_FUNCTION = re.compile(r"^(?:async[ \t]+)?def[ \t]+\w+\(", re.M)
_INDENTED = re.compile(r"^((?:[ \t]*>)*[ \t]*)(?:(?:async[ \t]+)?def[ \t]+solution\b|class Solution\b)", re.M)
_CODE = re.compile(
    r"^(?:import \w|from [\w.]+ import |(?:async )?def \w"
    r"|class \w+[(:]|@\w|[A-Z_a-z]\w*(?:: ?\w[^\n=]*)? = )",
    re.M,
)
_TAGS = re.compile(r"</?(?:pre|code|answer|solution|python|response|output)\b[^<>\n]*>|\[/?(?:python|code)\]", re.I)
_INLINE = re.compile(r"(?<!`)(`{1,3}+)(?:python\b|py\b)?[ \t]*([^`\n]+)\1", re.I)
_PARSED_CHARS = 400_000
"""Bounds the time that is spent on one reply."""


class _Candidate(NamedTuple):
    text: str
    tree: ast.Module | None
    """None where the text does not parse."""
    is_python: bool

    @property
    def defines(self) -> bool:
        return _defines(self.tree) if self.tree else _DEFINES.search(self.text) is not None


def extract_code(reply: str) -> str | None:
    """The program in a reply, by the article's cascade: fenced python block, any fenced block, bare `def solution`.

    Of several blocks the last whole one that defines `solution` wins (models think aloud, then correct themselves), with
    the imports and helpers of other blocks that it needs. Where nothing defines `solution`, the reply is read once more
    without HTML or JSON around it; then all python blocks count in order, or else all blocks. None when there is nothing
    to run, which is itself evidence for mining.
    """
    text = clean(reply)
    parser = Parser(_PARSED_CHARS)
    if THOUGHTS_END.search(text):
        whole = _program_in(text, parser)
        if whole and _is_defined(whole, parser) and THOUGHTS_END.search(whole):
            return whole  # the program itself speaks of such a mark
        text = after_thoughts(text)
    found = _program_in(text, parser)
    if found is None or not _is_defined(found, parser):
        for other in (_unwrapped(text), _from_json(text), _inline(text)):
            if other and other != text and (again := _program_in(other, parser)) and _is_defined(again, parser):
                return again
    return found


def _program_in(text: str, parser: Parser) -> str | None:
    candidates = [_candidate(block, parser) for block in blocks(text, parser.shape)]
    candidates = [part for one in candidates for part in (_within(one, parser) or [one])]
    if defining := [at for at, one in enumerate(candidates) if one.defines]:
        best = max(defining, key=lambda at: (_is_whole(candidates[at].tree), candidates[at].is_python, at))
        return _completed(candidates[best], candidates, best, parser)
    bare = text if _BARE.search(text) else None if candidates else _unindented(text)
    if bare is None and not candidates and _FUNCTION.search(text):
        return _functions(text, parser)
    if bare:
        program = _program(bare, parser)
        alone = _Candidate(program, parser.tree(program), True)
        return _completed(alone, [*candidates, alone], len(candidates), parser)
    python = [one for one in candidates if one.is_python] or candidates
    return "\n\n".join(one.text for one in ([one for one in python if one.tree] or python)) or None


# --- candidates ----------------------------------------------------------------------------------------------------


def _candidate(block: Block, parser: Parser) -> _Candidate:
    text = block.text if block.closed else _program(block.text.rstrip().removesuffix("`" * 3), parser)
    tree = parser.tree(text)
    for mend in () if tree else _MENDS:
        mended = mend(text)
        if mended != text and (tree := parser.tree(mended)):
            text = mended
            break
    return _Candidate(text, tree, _LANGUAGES.fullmatch(block.language) is not None)


def _within(candidate: _Candidate, parser: Parser) -> list[_Candidate]:
    """The blocks in a block that is no program itself, such as a whole answer in a ```markdown fence."""
    if candidate.tree:
        return []
    return [_candidate(block, parser) for block in blocks(candidate.text, parser.shape)]


def _defines(tree: ast.Module) -> bool:
    return "solution" in bound(tree.body) or _method(tree) is not None


def _is_defined(program: str, parser: Parser) -> bool:
    tree = parser.tree(program)
    return tree is not None and _defines(tree)


def _is_whole(tree: ast.Module | None) -> bool:
    """Whether a program parses and its `solution` is more than a stub."""
    if tree is None:
        return False
    return not any(
        isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        and node.name == "solution"
        and all(isinstance(inner, ast.Pass) or _is_constant(inner) for inner in node.body)
        for node in tree.body
    )


def _is_constant(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _method(tree: ast.Module) -> str | None:
    """The method of a `class Solution` that stands for the answer: `solution`, or the only public one."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and node.name == "Solution":
            methods = [inner.name for inner in node.body if isinstance(inner, (ast.FunctionDef, ast.AsyncFunctionDef))]
            public = [name for name in methods if not name.startswith("_")]
            return "solution" if "solution" in public else public[0] if len(public) == 1 else None
    return None


def _completed(chosen: _Candidate, candidates: list[_Candidate], at: int, parser: Parser) -> str:
    """The program with what it needs of the other blocks, and with `solution` where it is the method of a class."""
    text = chosen.text
    if chosen.tree is None:
        return text
    sources = [(one.text, one.tree or ast.Module([], [])) for one in candidates]
    if before := needed(chosen.tree, sources, at):
        future = re.findall(r"^from __future__ import .*$", text, re.M)
        text = "\n\n".join([*future, *before, text])
        if future:
            rest = text.split("\n")
            text = "\n".join(line for n, line in enumerate(rest) if n < 2 * len(future) - 1 or line not in future)
    if "solution" not in bound(chosen.tree.body) and (method := _method(chosen.tree)):
        text += f"\n\n\nsolution = Solution().{method}"
    return text


# --- programs between prose ----------------------------------------------------------------------------------------


def _program(text: str, parser: Parser) -> str:
    """The program in a text with prose before and after it: from where code begins to where it last parses, or the rest
    of the text where no such part defines `solution`."""
    starts = sorted({found.start() for found in (_CODE.search(text), _BARE.search(text)) if found})
    for start in starts:
        program = _longest_program(text[start:], parser)
        if _DEFINES.search(program):
            return program
    return text[min(starts, default=0) :].strip("\n")


def _functions(text: str, parser: Parser) -> str | None:
    """The program in a text without fences whose functions have other names than `solution`."""
    start = _CODE.search(text)
    program = _longest_program(text[start.start() :], parser) if start else ""
    return program if _FUNCTION.search(program) else None


def _longest_program(text: str, parser: Parser) -> str:
    """The first lines of a text, as many as parse; none where that takes too long to find out."""
    lines = text.rstrip().split("\n")
    while lines and parser.left > 0:
        source = "\n".join(lines)
        fault = parser.fault(source)
        if fault is None:
            return source.rstrip()
        del lines[min(fault.line, len(lines)) - 1 :]
    return ""


def _unindented(text: str) -> str | None:
    """A text in which `solution` is defined behind an indentation or the signs of a quotation, without these."""
    found = _INDENTED.search(text)
    if not found:
        return None
    if ">" in found[1]:
        return re.sub(rf"^(?:[ \t]*>[ \t]?){{1,{found[1].count('>')}}}", "", text, flags=re.M)
    return "\n".join(line.removeprefix(found[1]) for line in text.split("\n"))


# --- other clothes -------------------------------------------------------------------------------------------------


def _without_marks(pattern: str) -> Callable[[str], str]:
    """Takes a mark off each line of a text, if each line that is not blank has it."""
    mark = re.compile(pattern)

    def mend(text: str) -> str:
        lines = text.split("\n")
        if not all(mark.match(line) for line in lines if line.strip()):
            return text
        return dedented("\n".join(mark.sub("", line, count=1) for line in lines))

    return mend


def _without_prompts(text: str) -> str:
    """What was typed in a session of the interpreter."""
    typed = [line[4:] for line in text.split("\n") if line.startswith((">>> ", "... ")) or line in (">>>", "...")]
    return "\n".join(typed) or text


_MENDS: tuple[Callable[[str], str], ...] = (
    lambda text: re.sub(r"^[ \t\u00a0\u3000]+", lambda indent: " " * len(indent[0]), text, flags=re.M),
    html.unescape,
    _without_prompts,
    _without_marks(r"(?:[ \t]*>)+ ?"),
    _without_marks(r"\+"),
    _without_marks(r"[ \t]*\d+[:.|]? ?"),
)
"""What makes a program of a block that is none; the first one that does is taken."""


def _unwrapped(text: str) -> str:
    """The text without HTML tags around code, and with the characters that HTML escapes."""
    return html.unescape(_TAGS.sub("\n", text))


def _from_json(text: str) -> str | None:
    """The last text in a JSON object that could define `solution`; the object may stand in a block."""
    for source in (text, *(block.text for block in blocks(text))):
        if source.lstrip().startswith("{"):
            try:
                value = json.loads(source)
            except (ValueError, RecursionError):
                continue
            if texts := [part for part in value.values() if isinstance(part, str) and _DEFINES.search(part)]:
                return texts[-1]
    return None


def _inline(text: str) -> str | None:
    """The last program of one line between backticks."""
    spans = [match[2].strip() for match in _INLINE.finditer(text) if _DEFINES.search(match[2].strip())]
    return spans[-1] if spans else None
