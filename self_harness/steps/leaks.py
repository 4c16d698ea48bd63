"""Keeps the problems out of the harness: an edit must not carry what belongs to particular problems.

An edit that names a problem's columns, quotes a value of its tests or repeats its wording can raise the score without
making the model any better, on held-out and problems of the test split too. What all of programming shares is not a leak: the
language reference, the standard library, SQL's own words, small and round numbers, and plain English words that merely
happen to be somebody's variable. So a paraphrase in everyday words gets through, and so does a parameter called `text`.
"""

import builtins
import datetime
import decimal
import importlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import chain
from pydoc_data.topics import topics
from typing import Literal, NamedTuple

from self_harness.suite.problem import Problem

Words = tuple[str, ...]

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

_WORD = re.compile(r"\d+(?:\.\d+)*|[^\W\d]\w*")
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
_ESCAPE = re.compile(r"\\[nrt]")
_GROUPING = re.compile(r"(?<=\d),(?=\d{3}\b)")
_CALLED = re.compile(r"\bsolution\(.+")
_SENTENCE = re.compile(r"[.!?;]\s+|\n")

_MODULES = """
    bisect calendar collections copy dataclasses enum fractions functools heapq itertools json math operator random re
    sqlite3 statistics string textwrap time typing unicodedata zoneinfo
"""
_TYPES = (str, bytes, int, float, list, tuple, dict, set, Exception, datetime.datetime, datetime.timedelta, decimal)
_MORE = """
    answer answers day days expected half hour hours leap minute minutes month months raises reply result results seconds task
    tasks week weeks year years
    solution ascii utf unicode iso utc gmt yyyy mm dd hh ss pep8 python3 abc foo bar baz csv json html xml url sql sqlite sqlite3
    abort add after all alter and as asc autoincrement avg before begin between blob by cascade case cast ceil changes check
    coalesce collate commit conflict constraint count create cross current current_date current_time current_timestamp date
    datetime default deferrable delete dense_rank desc distinct drop else end escape except exists explain filter first
    first_value floor following foreign from full glob group group_concat groups having ifnull iif in index indexed inner
    insert instr integer intersect interval into is isnull join json_each julianday key lag last last_value lateral lead left
    length like limit lower ltrim match materialized max min natural no nocase not nothing notnull nth_value ntile null nullif
    nulls numeric offset on or order outer over partition percent_rank pragma preceding primary query range rank real
    recursive references regexp replace restrict returning right rollback round row row_number rowid rows rtrim schema select
    set sign strftime string_agg substr substring sum table temp temporary text ties time total trim typeof unbounded union
    unique unixepoch update upper using vacuum values varchar view virtual when where window with without
"""


@cache
def general() -> frozenset[str]:
    """Words of programming in general, in small letters."""
    names = {*dir(builtins), *_MORE.split()}
    for module in _MODULES.split():
        names |= {module, *dir(importlib.import_module(module))}
    for kind in _TYPES:
        names |= set(dir(kind))
    return frozenset({name.casefold() for name in names}.union(*map(_words, topics.values())))


class Traces(NamedTuple):
    """What to look for in an edit. The values say what it is and where it comes from."""

    anywhere: Mapping[Words, str]
    """Telling wherever it stands."""
    marked: Mapping[Words, str]
    """Ordinary words, telling only where they are marked as code or quoted."""
    topical: Mapping[str, frozenset[str]]
    """Stem of a rare word of the prompts -> ids of its problems."""


NOTHING = Traces({}, {}, {})


def traces(problems: Iterable[Problem]) -> Traces:
    """What of the problems must not get into a harness; held-out and those of the test split belong to them.

    Where answers are text, lines that stand in `SHARED` prompts or tests are no trace: a label guide, the tests of a suite
    of rows, a label that many rows expect.
    """
    problems = [problem.model_copy(update=own) for problem, own in _without_shared_lines(problems)]
    found: dict[Literal["anywhere", "marked"], dict[Words, str]] = {"anywhere": {}, "marked": {}}
    count: Counter[Words] = Counter()
    first: dict[Words, str] = {}
    topical: dict[str, set[str]] = defaultdict(set)
    for problem in problems:
        names, values = _tokens(problem.tests)
        names_of_it = {problem.id, problem.id.replace("_", "-"), problem.id.replace("-", "_")}
        calls = _CALLED.findall(problem.tests)
        for what, texts in (("the id", names_of_it), ("a name", names | _shown(problem)), ("a value", values)):
            for text in texts:
                words = _words(text)
                if place := _telling(words, text, what):
                    found[place].setdefault(words, f"{what} of {problem.id}")
                elif what == "a value" and len(text) >= SIGNS and not re.fullmatch(r"[\w\s]+", text):
                    found["marked"].setdefault((text,), f"{what} of {problem.id}")
        prompt = _words(problem.prompt)
        windows = {
            *_specific_rows(prompt),
            *_rows(prompt, GENERAL_WINDOW),
            *(words[:size] for words in map(_words, calls) for size in range(CALL, min(len(words), WINDOW) + 1)),
        }
        count.update(windows)
        where = f"in the text of {problem.id}"
        for row in windows:
            first.setdefault(row, where)
        for root in set(map(stem, prompt)):
            if len(ids := topical[root]) < SHARED:
                ids.add(problem.id)
    for row, where in first.items():
        if count[row] < SHARED:
            found["anywhere"].setdefault(row, where)
    rare = {
        root: frozenset(ids)
        for root, ids in topical.items()
        if len(ids) < SHARED and len(root) > 3 and root.isalpha() and root not in _stems()
    }
    return Traces(found["anywhere"], found["marked"], rare)


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
    places = [(text, traces.anywhere)]
    places += [(next(filter(None, marked.groups())), traces.marked) for marked in _MARKED.finditer(text)]
    for part, found in places:
        for row in sorted({(part,), *_all_rows(part)} - old, key=lambda row: (-len(row), row)):
            if row in found:
                return f"{' '.join(row)!r} is {found[row]}"
    said = set(map(stem, _words(known)))
    for sentence in _SENTENCE.split(text):
        shared: dict[str, dict[str, str]] = defaultdict(dict)
        for word in _words(sentence):
            for problem_id in () if stem(word) in said else traces.topical.get(stem(word), ()):
                shared[problem_id].setdefault(stem(word), word)
        for problem_id, rare in sorted(shared.items()):
            if len(rare) >= TOPICAL:
                return f"{', '.join(rare.values())!r} speaks of {problem_id} alone"
    return None


def _words(text: str) -> Words:
    return tuple(_WORD.findall(_GROUPING.sub("", _ESCAPE.sub(" ", text)).casefold()))


def _rows(words: Words, size: int) -> Iterator[Words]:
    return zip(*(words[at:] for at in range(size)), strict=False)


def _specific_rows(words: Words) -> Iterator[Words]:
    """Rows of `WINDOW` words, one of them no general word."""
    since = WINDOW  # words since the last specific one
    for end, word in enumerate(words, 1):
        since = 0 if _specific(word) else since + 1
        if end >= WINDOW and since < WINDOW:
            yield words[end - WINDOW : end]


def _all_rows(text: str) -> set[Words]:
    words = _words(text)
    return {row for size in (*range(1, WINDOW + 1), GENERAL_WINDOW) for row in _rows(words, size)}


@cache
def stem(word: str) -> str:
    """The word without its commonest endings, so that "rounded" and "rounds" are one."""
    for end in ("ies", "es", "ed", "ing", "s", "e", "y"):
        if word.endswith(end) and len(word) - len(end) >= 3:
            return word[: -len(end)]
    return word


@cache
def _stems() -> frozenset[str]:
    return frozenset(map(stem, general()))


@cache
def _specific(word: str) -> bool:
    """Whether the word belongs to problems rather than to programming."""
    if word[0].isdecimal():
        return not _is_plain(word)
    return len(word) > 2 and word not in general()


_CALENDAR = {360, 365, 366, 1440, 1900, 1970, 2100, 3600, 8601, 86400}


def _is_plain(number: str) -> bool:
    """Below 100, round (one digit and zeros), next to a power of two, of the calendar, or a half below 10."""
    whole, _, rest = number.partition(".")
    if rest:
        return len(number.replace(".", "").strip("0")) < 2 or (len(whole) == 1 and rest == "5")
    if len(number) > 40:
        return False
    value = int(number)
    is_binary = any(near > 0 and near & (near - 1) == 0 for near in (value - 1, value, value + 1))
    return value < 100 or len(number.rstrip("0")) < 2 or is_binary or value in _CALENDAR


def _telling(words: Words, text: str, what: str) -> Literal["anywhere", "marked"] | None:
    """Where the words give a problem away, if at all."""
    if not words or len(words) > WINDOW:  # a longer text has windows of its own
        return None
    is_specific = any(map(_specific, words))
    if len(words) == 1:
        is_word = text.isalpha() and text[1:] in (text[1:].lower(), text[1:].upper())
        return None if not is_specific else "marked" if is_word else "anywhere"
    if what == "the id" and (is_specific or len(words) > 2):
        return "anywhere"
    if is_specific and (len(words) > 2 or any(map(str.isdecimal, text))):
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
    text = _ESCAPE.sub(" ", problem.prompt)
    shown = " ".join(block or span for block, span in _CODE.findall(text))
    return {*re.findall(r"[^\W\d]\w+", shown), *re.findall(r"[^\W\d_]\w*_\w+", f"{text}\n{problem.solution}")}
