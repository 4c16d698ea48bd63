"""Whether a proposed edit is new: the harness does not say it yet, and no earlier edit that was rejected did."""

import re
from collections.abc import Sequence
from functools import lru_cache

from pydantic import BaseModel, ConfigDict

from self_harness.harness import Edit, Harness
from self_harness.steps.words import stem

ALIKE = 0.76
"""Share of content words (Dice coefficient) from which one text is a reworded copy of another."""
COVERED = 0.85
"""Share of an instruction's content words in a sentence that says it already."""


class EarlierEdit(BaseModel):
    """What the proposer and the checks know of an edit of an earlier round."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    round: int
    edit: Edit
    harness: str
    """Fingerprint of the harness that it was tried on."""
    outcome: str
    """accepted, rejected, unresolved, superseded or dropped_by_merge. Not the reason: that of an early rejection depends
    on which attempts came back first, and the next request must be the same when a run is resumed."""


def repeat(edit: Edit, harness: Harness, others: Sequence[Edit], earlier: Sequence[EarlierEdit]) -> str | None:
    if edit.op == "append":
        if f" {plain(edit.text)} " in f" {plain(getattr(harness, edit.block))} ":
            return "the block says this already"
        said = sentences(harness.system_prompt)
        if all(any(_covers(old, new) for old in said) for new in sentences(edit.text)):
            return "the harness says this already"
    if any(_alike(edit, other) for other in others):
        return "it repeats another proposal of this round"
    for old in latest(earlier):
        if old.outcome in _TRIED and _alike(edit, old.edit):
            return f"{_TRIED[old.outcome]} in round {old.round}: {old.edit.text}"
    return None


_TRIED = {
    "rejected": "an edit that says the same was rejected",
    "unresolved": "an edit that says the same waits to be tested further, left unresolved",
}


def latest(earlier: Sequence[EarlierEdit]) -> list[EarlierEdit]:
    """The last outcome of each edit."""
    return list({old.edit.fingerprint: old for old in earlier}.values())


def _alike(one: Edit, other: Edit) -> bool:
    """Whether they do the same. Where a line is added makes no difference; what a replacement removes does."""
    return (
        one.op == other.op
        and (one.op == "append" or one.block == other.block)
        and (plain(one.text) == plain(other.text) or alike(one.text, other.text))
    )


def alike(one: str, other: str) -> bool:
    """Whether one text is a reworded copy of the other: most content words and all numbers are the same, and so is what
    is negated."""
    words, others = content(one), content(other)
    return 2 * len(words & others) >= ALIKE * (len(words) + len(others)) > 0 and _numbers(words) == _numbers(others)


def _covers(old: str, new: str) -> bool:
    words, others = content(new), content(old)
    return len(words & others) >= COVERED * len(words) > 0 and _numbers(words) <= _numbers(others)


_FILLERS = """
    a an and any are as at be been but by can do does each every for from has have if in into is it its may must of on or per
    please should so such sure take that the their them then there these they this those to up was were what when where
    whether which while who will with you your always also ensure make before after answer task tasks code solution
"""
_NEGATIONS = "not no never none neither nor without cannot avoid instead"


@lru_cache(4096)
def content(text: str) -> frozenset[str]:
    """The stems of the words that carry meaning; one after a negation is another one than without it."""
    fillers, negations = _FILLERS.split(), _NEGATIONS.split()
    found: set[str] = set()
    sign = ""
    for word in re.findall(r"[^\W_]+|[<>=%/+*]+", re.sub(r"n['’]t\b", " not", text.casefold())):
        if word in negations:
            sign = "not "
        elif word not in fillers:
            found.add(sign + stem(word))
            sign = ""
    return frozenset(found)


def _numbers(words: frozenset[str]) -> set[str]:
    return {word for word in words if any(map(str.isdecimal, word))}


def sentences(text: str) -> list[str]:
    return [part for part in re.split(r"[.!?;:]\s+|\n+", text) if part.strip()]


def plain(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in text.casefold()).split())
