"""What words tell of a sentence: that it speaks of a weakness, that it advises against care, that it asks for a form."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

CONCRETE, VAGUE = 1.0, 0.4
"""Strength of a sentence that says what to do about a weakness, and of one that only touches it."""


class Cues(NamedTuple):
    """What tells a weakness.

    A cue is a list of regular expressions joined by " & ", each matched at the start of a word, in lower case; all of
    them must occur in one sentence, and those that begin with "!" must not. One matching cue is enough.
    """

    concrete: tuple[str, ...]
    hints: tuple[str, ...] = ()
    error: str = r"(?!)"
    """What the error text of such a failure often looks like."""


_FENCE = r"\b(?:code|fenced?|python)[ -]?blocks?\b|\bfence[sd]?\b|```|\bbackticks|\bno_code_block\b"
_REFUSES_FENCE = re.compile(
    r"(?:\bno|\bnot|n't|\bnever|\bwithout|\bavoid|\binstead of|\brather than|\bdrop|\bomit)"
    r"(?: (?:an?|any|the|use|using|put|it|code|in|into|markdown|fenced|python|```python|write)){0,4}"
    r" (?:code[ -]?blocks?|(?:code )?fences?|fencing)\b"
)
_AGAINST_CARE = re.compile(
    r"\bno need (?:to|for)\b"
    r"|\b(?:not necessary|unnecessary|not required|needn't|(?:don't|do not) need)\b(?: (?:to|for))?"
    r"|\b(?:don't|do not|never) (?:bother|worry|waste|spend|overthink|care)"
    r"|\b(?:skip|omit|leave out|drop|never mind|forget about)\b(?: \w+){0,3}? "
    r"(?:validation|checks?|checking|edge|corner|errors?|handling|cases?|guards?|tests?|exceptions?|situations?)\b"
    r"|\bignor\w+ (?:\w+ ){0,2}(?:edge|corner|rare|unusual|invalid|special|validation|checks|error)"
    r"|\bassum\w+\b.*\b(?:valid|well-?\s?formed|non-?empty|clean|correct|sane|small|short|unique|sorted|positive|plain"
    r"|simple|always|never|ascii)\b"
    r"|\b(?:inputs?|arguments?|callers?|data) (?:is|are|will be|can be) (?:always |already )?"
    r"(?:valid|well-?\s?formed|trusted|clean|correct|checked)"
    r"|\btrust (?:the |your |that |every )?(?:callers?|inputs?|arguments?|data)"
    r"|\b(?:short as possible|few(?:est)? lines|one-?liner|shortest|bare minimum|briefest)\b"
    r"|\b(?:happy path|(?:common|typical|main|usual|ordinary) cases? only|only (?:\w+ )?(?:common"
    r"|typical|main|usual|ordinary) case)"
    r"|\b(?:any order (?:is|will)|order (?:does not|doesn't) matter)"
)
_NEGATED = re.compile(r"(?:\bnever|\bnot|n't|\bwithout|\bavoid|\brather than|\binstead of)(?: \w+)? *$")
_ONLY_ANSWER = re.compile(
    r"\bonly (?:the|one|a|an|with|valid)?\b|\bnothing (?:else|but)\b|\bwithout (?:any )?(?:explanation|comment)"
    r"|\bno (?:explanation|prose|comment)|\bcode block\b|\bjust the (?:answer|label|json)"
)
_EXPLAIN = re.compile(r"\b(?:explain|explanation|reasoning|justif\w+|reasons?|step by step in your reply)\b")


def sentences(text: str) -> Iterator[str]:
    """The sentences of all lines but headings (`wording`), in lower case, with plain quotes and dashes."""
    plain = text.casefold().translate(_PLAIN).replace("e.g. ", "e.g., ").replace("i.e. ", "i.e., ")
    for line in plain.splitlines():
        if _HEADING.fullmatch(line):
            continue
        for sentence in re.split(r"(?<=[.!?;])\s+", line):
            if re.search(r"\w", sentence):
                yield sentence


_HEADING = re.compile(r"(?:#+ |</?|\[|\*\*)?(?:role|strategy|output format|checklist)(?:[:>\]]|\*\*)?")
_PLAIN = str.maketrans({"\u2018": "'", "\u2019": "'", "\u2013": "-", "\u2014": "-", "\u2212": "-", "\u2264": "<="})


def mentioned(sentence: str, cues: Mapping[str, Cues]) -> Mapping[str, float]:
    """Strength for each weakness that a sentence of `sentences` speaks of; vague for all if they are more than two."""
    found = {name: _strength(weakness, sentence) for name, weakness in cues.items()}
    cap = VAGUE if sum(strength == CONCRETE for strength in found.values()) > 2 else CONCRETE
    return {name: min(strength, cap) for name, strength in found.items() if strength}


def advises_against_care(sentence: str) -> bool:
    """Whether a sentence tells to leave something out, or to take it for granted."""
    return any(not _NEGATED.search(sentence[: match.start()]) for match in _AGAINST_CARE.finditer(sentence))


def mentions_fence(sentence: str) -> bool:
    return re.search(_FENCE, sentence) is not None


def refuses_fence(sentence: str) -> bool:
    return _REFUSES_FENCE.search(sentence) is not None


def mentions_only_answer(sentence: str) -> bool:
    """Whether a sentence asks for the answer and nothing else."""
    return _ONLY_ANSWER.search(sentence) is not None


def asks_for_explanation(sentence: str) -> bool:
    """Whether a sentence asks for an explanation in the reply."""
    negated = r"(?:\bno|\bnot|n't|\bnever|\bwithout|\bavoid|\binstead of)(?: \w+)? *$"
    return any(not re.search(negated, sentence[: found.start()]) for found in _EXPLAIN.finditer(sentence))


def _strength(weakness: Cues, sentence: str) -> float:
    if any(_matches(cue, sentence) for cue in weakness.concrete):
        return CONCRETE
    return VAGUE if any(_matches(cue, sentence) for cue in weakness.hints) else 0.0


def _matches(cue: str, sentence: str) -> bool:
    return all((stem.search(sentence) is not None) is wanted for stem, wanted in _compiled(cue))


@cache
def _compiled(cue: str) -> tuple[tuple[re.Pattern[str], bool], ...]:
    return tuple((re.compile(rf"(?<!\w)(?:{stem.lstrip('!')})"), not stem.startswith("!")) for stem in cue.split(" & "))
