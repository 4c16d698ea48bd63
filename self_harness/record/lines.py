"""The lines of a harness as they grew: by which edit of which round each one came in."""

import difflib
import math
from collections.abc import Sequence
from typing import NamedTuple

from self_harness.gate.decision import EditRecord
from self_harness.harness import BLOCKS, BlockName, Harness
from self_harness.record.records import RoundRecord


def tokens(text: str) -> int:
    """About: four characters a token. What a tokenizer would say isn't known offline."""
    return math.ceil(len(text) / 4)


class Line(NamedTuple):
    """A line of the harness and where it came from."""

    text: str
    round: int
    """0: the start."""
    edit: int | None = None
    """Number of the round's edit (1, 2, ...), if one edit explains the line."""

    @property
    def tokens(self) -> int:
        return tokens(self.text)


Lines = dict[BlockName, list[Line]]


def history(start: Harness, rounds: Sequence[RoundRecord], final: Harness) -> list[Lines]:
    """The harness at the start, after each round from 1 on, and at the end, every line with its origin."""
    lines: Lines = {name: [Line(text, 0) for text in start.blocks()[name].splitlines()] for name in BLOCKS}
    grown = [lines]
    steps = [(record.round, record.harness, record.edits) for record in rounds if record.round]
    for number, harness, edits in [*steps, (len(rounds), final, ())]:
        lines = {name: _grown(lines[name], number, name, harness.blocks()[name], edits) for name in BLOCKS}
        grown.append(lines)
    return grown


def _grown(old: list[Line], number: int, block: BlockName, text: str, edits: Sequence[EditRecord]) -> list[Line]:
    new: list[Line] = []
    texts = text.splitlines()
    matcher = difflib.SequenceMatcher(None, [line.text for line in old], texts, autojunk=False)
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        if kind == "equal":
            new += old[start:end]
        else:
            new += [Line(line, number, _author(line, block, edits)) for line in texts[new_start:new_end]]
    return new


def _author(line: str, block: BlockName, edits: Sequence[EditRecord]) -> int | None:
    for index, tried in enumerate(edits, 1):
        if tried.outcome == "accepted" and tried.edit.block == block and line in tried.edit.text.strip().splitlines():
            return index
    return None
