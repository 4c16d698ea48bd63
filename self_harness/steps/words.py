"""Words of a text, and which of them belong to programming in general rather than to single problems."""

import builtins
import datetime
import decimal
import importlib
import re
from functools import cache
from pydoc_data.topics import topics

Words = tuple[str, ...]

_WORD = re.compile(r"\d+(?:\.\d+)*|[^\W\d]\w*")
ESCAPE = re.compile(r"\\[nrt]")
_GROUPING = re.compile(r"(?<=\d),(?=\d{3}\b)")
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
    return frozenset({name.casefold() for name in names}.union(*map(words_of, topics.values())))


def words_of(text: str) -> Words:
    return tuple(_WORD.findall(_GROUPING.sub("", ESCAPE.sub(" ", text)).casefold()))


@cache
def stem(word: str) -> str:
    """The word without its commonest endings, so that "rounded" and "rounds" are one."""
    for end in ("ies", "es", "ed", "ing", "s", "e", "y"):
        if word.endswith(end) and len(word) - len(end) >= 3:
            return word[: -len(end)]
    return word


@cache
def general_stems() -> frozenset[str]:
    return frozenset(map(stem, general()))


@cache
def is_specific(word: str) -> bool:
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
