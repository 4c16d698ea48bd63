"""Keeps the problems out of the harness: an edit must not carry what belongs to particular problems.

An edit that names a problem's columns, quotes a value of its tests or repeats its wording can raise the score without
making the model any better, on held-out and problems of the test split too. What all of programming shares is not a leak: the
language reference, the standard library, SQL's own words, small and round numbers, and plain English words that merely
happen to be somebody's variable. So a paraphrase in everyday words gets through, and so does a parameter called `text`.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Literal, NamedTuple

from self_harness.steps.words import ESCAPE, Words, general_stems, is_specific, stem, words_of
from self_harness.suite.problem import Problem

WINDOW = 6
"""So many words in a row are not repeated by chance, if one of them is no general word."""
GENERAL_WINDOW = 8
"""The same for general words alone: "in the order in which they" is in many a text."""
CALL = 4
"""So many words of a call of the tests make it one of theirs: `solution(3, 1, 2)`."""
SHARED = 3
"""What stands in the prompts or tests of so many problems is the suite's manner of speaking."""
TOPICAL = 2
"""So many rare words of one prompt in one sentence make it speak of that problem."""
SIGNS = 5
"""A value of so many characters, not all of them letters and digits, is told by its spelling alone: "**-**7"."""
SCRIPT_CHARS = 80
"""A longer string of the tests may be a program, an SQL script, with values of its own."""

_TOKEN = re.compile(
    r"""(?P<string>\"{3}.*?\"{3}|'{3}.*?'{3}|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')|\#[^\n]*"""
    r"""|(?P<number>(?<!\w)\d[\d_]*(?:\.\d+)?)|(?P<name>[^\W\d]\w*)""",
    re.S,
)
"""Strings, comments, numbers and names of Python; parsing it takes three times as long."""
_CODE = re.compile(r"```[^\n]*\n(.*?)```|`([^`\n]+)`", re.S)
_KINDS = "arguments?|columns?|fields?|functions?|parameters?|tables?|variables?"
_MARKED = re.compile(
    r"```[^\n]*\n(.*?)```|`([^`\n]+)`|\"([^\"\n]+)\"|(?<!\w)'([^'\n]+)'(?!\w)|\b(\w+)\(|\b(\w+)\.\w"
    rf"|\b(\w+)(?= (?:{_KINDS})\b)|\b(?:{_KINDS}|called|named) (\w+)",
    re.S,
)
"""What a text marks as code or quotes, also by a call, an attribute or by what it calls it."""
_CALLED = re.compile(r"\bsolution\(.+")
_SENTENCE = re.compile(r"[.!?;]\s+|\n")


class Texts:
    """The words of the prompts, with an index: which of them hold so many words in a row is looked up when it is asked."""

    def __init__(self) -> None:
        self._ids: list[str] = []
        self._texts: list[str] = []
        self._holders: dict[str, list[int]] = defaultdict(list)

    def add(self, problem: str, words: Words) -> None:
        for word in set(words):
            self._holders[word].append(len(self._ids))
        self._ids.append(problem)
        self._texts.append(f" {' '.join(words)} ")

    def rare(self) -> dict[str, frozenset[str]]:
        """Stem of a rare word -> ids of the problems that have it."""
        by_stem: dict[str, set[int]] = defaultdict(set)
        for word, holders in self._holders.items():
            by_stem[stem(word)].update(holders[:SHARED])
        return {
            root: frozenset(self._ids[index] for index in indices)
            for root, indices in by_stem.items()
            if len(indices) < SHARED and len(root) > 3 and root.isalpha() and root not in general_stems()
        }

    def find(self, row: Words) -> str | None:
        """The first problem that says this, if it is telling: `SHARED` problems say it with one voice."""
        if len(row) != GENERAL_WINDOW and not (len(row) == WINDOW and any(map(is_specific, row))):
            return None
        text, found = f" {' '.join(row)} ", []
        for index in min((self._holders.get(word, []) for word in row), key=len):
            if text in self._texts[index]:
                found.append(index)
                if len(found) == SHARED:
                    return None
        return f"in the text of {self._ids[found[0]]}" if found else None


class Traces(NamedTuple):
    """What to look for in an edit. The values say what it is and where it comes from."""

    anywhere: Mapping[Words, str]
    """Telling wherever it stands."""
    marked: Mapping[Words, str]
    """Ordinary words, telling only where they are marked as code or quoted."""
    topical: Mapping[str, frozenset[str]]
    """Stem of a rare word of the prompts -> ids of its problems."""
    texts: Texts

    def said(self, row: Words) -> str | None:
        """What the words are, if they are telling wherever they stand."""
        return self.anywhere.get(row) or self.texts.find(row)


NOTHING = Traces({}, {}, {}, Texts())


def traces(problems: Iterable[Problem]) -> Traces:
    """What of the problems must not get into a harness; held-out and those of the test split belong to them.

    Where answers are text, lines that stand in `SHARED` prompts or tests are no trace: a label guide, the tests of a suite
    of rows, a label that many rows expect.
    """
    problems = [problem.model_copy(update=own) for problem, own in _without_shared_lines(problems)]
    found: dict[Literal["anywhere", "marked"], dict[Words, str]] = {"anywhere": {}, "marked": {}}
    texts = Texts()
    calls: dict[Words, dict[str, None]] = defaultdict(dict)
    for problem in problems:
        names, values = _tokens(problem.tests)
        names_of_it = {problem.id, problem.id.replace("_", "-"), problem.id.replace("-", "_")}
        for what, these in (("the id", names_of_it), ("a name", names | _shown(problem)), ("a value", values)):
            for text in these:
                words = words_of(text)
                if place := _telling(words, text, what):
                    found[place].setdefault(words, f"{what} of {problem.id}")
                elif what == "a value" and len(text) >= SIGNS and not re.fullmatch(r"[\w\s]+", text):
                    found["marked"].setdefault((text,), f"{what} of {problem.id}")
        prompt = words_of(problem.prompt)
        texts.add(problem.id, prompt)
        for call in map(words_of, _CALLED.findall(problem.tests)):
            for size in range(CALL, min(len(call), WINDOW) + 1):
                calls[call[:size]][problem.id] = None
    for row, ids in calls.items():
        if len(ids) < SHARED:
            found["anywhere"].setdefault(row, f"in the text of {next(iter(ids))}")
    return Traces(found["anywhere"], found["marked"], texts.rare(), texts)


def _without_shared_lines(problems: Iterable[Problem]) -> Iterator[tuple[Problem, dict[str, str]]]:
    problems = tuple(problems)
    count: dict[str, Counter[str]] = {field: Counter() for field in ("prompt", "tests")}
    for problem in problems:
        for field, lines in count.items():
            lines.update(set(getattr(problem, field).split("\n")))
    for problem in problems:
        yield (
            problem,
            {
                field: "\n".join(line for line in getattr(problem, field).split("\n") if lines[line] < SHARED)
                for field, lines in count.items()
                if problem.settings.answer == "text"
            },
        )


def leak(text: str, traces: Traces, known: str = "") -> str | None:
    """Why the text can't go into a harness, with the offending words; None when it can.

    What `known`, the harness as it is, says already is no leak.
    """
    old = _all_rows(known)
    places: list[tuple[str, Callable[[Words], str | None]]] = [(text, traces.said)]
    places += [(next(filter(None, marked.groups())), traces.marked.get) for marked in _MARKED.finditer(text)]
    for part, look_up in places:
        for row in sorted({(part,), *_all_rows(part)} - old, key=lambda row: (-len(row), row)):
            if where := look_up(row):
                return f"{' '.join(row)!r} is {where}"
    said = set(map(stem, words_of(known)))
    for sentence in _SENTENCE.split(text):
        shared: dict[str, dict[str, str]] = defaultdict(dict)
        for word in words_of(sentence):
            for problem_id in () if stem(word) in said else traces.topical.get(stem(word), ()):
                shared[problem_id].setdefault(stem(word), word)
        for problem_id, rare in sorted(shared.items()):
            if len(rare) >= TOPICAL:
                return f"{', '.join(rare.values())!r} speaks of {problem_id} alone"
    return None


def _rows(words: Words, size: int) -> Iterator[Words]:
    return zip(*(words[at:] for at in range(size)), strict=False)


def _all_rows(text: str) -> set[Words]:
    words = words_of(text)
    return {row for size in (*range(1, WINDOW + 1), GENERAL_WINDOW) for row in _rows(words, size)}


def _telling(words: Words, text: str, what: str) -> Literal["anywhere", "marked"] | None:
    """Where the words give a problem away, if at all."""
    if not words or len(words) > WINDOW:  # a longer text has windows of its own
        return None
    telling = any(map(is_specific, words))
    if len(words) == 1:
        is_word = text.isalpha() and text[1:] in (text[1:].lower(), text[1:].upper())
        return None if not telling else "marked" if is_word else "anywhere"
    if what == "the id" and (telling or len(words) > 2):
        return "anywhere"
    if telling and (len(words) > 2 or any(map(str.isdecimal, text))):
        return "anywhere"
    return "marked" if any(len(word) > 2 for word in words) else None


def _tokens(tests: str) -> tuple[set[str], set[str]]:
    """The names, and the strings and numbers, of the tests."""
    names, values = set(), set()
    for token in _TOKEN.finditer(tests):
        if token["name"]:
            names.add(token["name"])
        elif token["number"]:
            values.add(token["number"].replace("_", ""))
        elif token["string"]:
            string = token["string"].strip("\"'")
            values.add(string)
            if len(string) > SCRIPT_CHARS:
                values.update(re.findall(r"'([^'\n]+)'", string))
                values.update(re.findall(r"(?<![\w'.-])\d+(?:\.\d+)?(?![\w'-])", string))
    return names, values


def _shown(problem: Problem) -> set[str]:
    """The names that the prompt shows as code, a table's columns for instance, and those anywhere that are no words."""
    text = ESCAPE.sub(" ", problem.prompt)
    shown = " ".join(block or span for block, span in _CODE.findall(text))
    return {*re.findall(r"[^\W\d]\w+", shown), *re.findall(r"[^\W\d_]\w*_\w+", f"{text}\n{problem.solution}")}
