"""Answers that are none: words of the request, or a text that tells the coding model nothing to do.

A small model repeats what it is asked, or writes about the edit where it should write the edit.
"""

import re
from functools import cache

from self_harness.steps.novelty import sentences
from self_harness.steps.prompts import fixed

RUN = 4
"""So many words in a row that the request has too are not the model's own."""
FEWEST = 3
"""Shorter texts happen to be in many a request."""
COPIED = 0.6
"""Share of such words from which a text is a copy."""

_ABOUT_THE_EDIT = re.compile(
    r"\b(role|strategy|output[ _]?format|checklist) block\b|\bthe harness\b|\bsystem prompt\b"
    r"|\b(add|append|insert|include|provide|propose|give|write|replace)\w* (\w+ ){0,3}(instruction|guideline|edit)s?\b"
    r"|\b(prevent|avoid|address|fix|reduce|eliminate|handle)\w* (the|this|these|each|every|all|such) (failure )?patterns?\b"
    r"|\b(actionability|expected_effect|example_error)\b"
    r"|\b(append|replace) (role|strategy|output_format|checklist):|\b\d+ of \d+ attempts pass\b",
    re.I,
)
_FAILS = "do(?:es)? not|doesn't|don't|did not|fail(?:s|ed)?|lacks?|forgets?|ignores?|misse[sd]|assumes?"
_DESCRIBES = re.compile(
    r"^(?:(?:the|this|these|a|an|its|their) )?(?:\w+ )?(?:"
    r"(?:models?|failures?|patterns?|errors?|edits?|changes?|programmers?|coders?) "
    r"(?:is|are|was|were|ha[sd]|have|will|would|can|could|can't|cannot|uses?|returns?|raises?|treats?|occurs?|happens?|"
    rf"{_FAILS})"
    rf"|(?:code|functions?|solutions?|tests?) (?:{_FAILS}))\b"
    r"|^(?:does not|doesn't|did not|fails? to|failed to|failure to|forgets?|ignores|misses|lacks|assumes)\b",
    re.I,
)
_ERROR_LINE = re.compile(r"(?:\w+\.)*[A-Z]\w*(?:Error|Exception|Warning): ")
_INSTRUCTS = re.compile(
    r"\b(must|should|shall|has to|have to|always|never|only|you|your|make sure|ensure|be sure)\b", re.I
)


def echo(text: str, *prompts: str, said: tuple[str, ...] = ()) -> str | None:
    """Why the text is a copy of the fixed words of these prompts, or of what they are filled with, `said`; None if it is not."""
    words = _words(text)
    if not words:
        return "it says nothing"
    if len(words) < FEWEST:
        return None
    size = min(RUN, len(words))
    known = _runs(prompts, said, size)
    copied: set[int] = set()
    for at in range(len(words) - size + 1):
        if words[at : at + size] in known:
            copied.update(range(at, at + size))
    return "it repeats the request" if len(copied) >= COPIED * len(words) else None


def no_instruction(text: str) -> str | None:
    """Why the text, of an edit, tells the coding model nothing to do; None if it does."""
    if found := _ABOUT_THE_EDIT.search(text):
        return f"it is about the edit, not for the coding model: {found[0]!r}"
    clauses = sentences(text)
    describing = [_DESCRIBES.match(clause.strip(" -*\t")) and not _INSTRUCTS.search(clause) for clause in clauses]
    if _ERROR_LINE.match(text) or all(describing):
        return "it describes, and tells the coding model nothing to do"
    return None


def _words(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\w+", text.casefold()))


@cache
def _runs(prompts: tuple[str, ...], said: tuple[str, ...], size: int) -> frozenset[tuple[str, ...]]:
    """All runs of so many words within the prompts' fixed parts and what is said in them."""
    parts = [_words(part) for part in (*fixed(*prompts), *said)]
    return frozenset(words[at : at + size] for words in parts for at in range(len(words) - size + 1))
