"""Mutants of a reference query: what `mutating` is for Python, word by word instead of on a syntax tree."""

import random
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing

from self_harness.quality.mutants import Mutant

# No ROW_NUMBER -> RANK: rows that are numbered in a determined order don't tie.
_FUNCTIONS = {
    "MIN": "MAX",
    "MAX": "MIN",
    "SUM": "AVG",
    "AVG": "SUM",
    "RANK": "DENSE_RANK",
    "DENSE_RANK": "RANK",
    "LAG": "LEAD",
    "LEAD": "LAG",
    "FIRST_VALUE": "LAST_VALUE",
    "LAST_VALUE": "FIRST_VALUE",
}
_RULES = {rf"\b{name}(?= *\()": other for name, other in _FUNCTIONS.items()} | {
    r"<=": "<",
    r">=": ">",
    r"(?<!<)<(?![<=>])": "<=",
    r"(?<![<>-])>(?![>=])": ">=",
    r"<>|!=": "=",
    r"(?<![<>=!])==?": "<>",
    r"\+": "-",
    r"-(?!>)": "+",
    r"(?<=[\w)]) *\*(?<!SELECT \*)(?= *[\w(])": " +",
    r"/": "*",
    r"%": "/",
    r"\bAND\b": "OR",
    r"\bOR\b": "AND",
    r"\bIS\b(?! +NOT\b)": "IS NOT",
    r"\b(IS +)?NOT\b(?! +MATERIALIZED\b) *": r"\1",
    r"(?<!\bNOT )\b(IN|LIKE|GLOB|EXISTS)\b": r"NOT \1",
    r"\bCOUNT\([^()*]+\)": "COUNT(*)",
    # Ids repeat only where a join repeats them.
    r"\b(COUNT|SUM)\((?!DISTINCT\b|\*|(?:\w+\.)?id\))": r"\1(DISTINCT ",
    r"\bDISTINCT +(?!FROM\b)": "",
    r"\bLEFT +(?:OUTER +)?JOIN\b": "JOIN",
    r"\bUNION\b(?! +ALL\b)": "UNION ALL",
    r"\bUNION +ALL\b": "UNION",
    r" +DESC\b": "",
    r"\bROWS(?= +(?:BETWEEN|UNBOUNDED|CURRENT|\d))": "RANGE",
    r"\bRANGE(?= +(?:BETWEEN|UNBOUNDED|CURRENT|\d))": "ROWS",
    r"\bPARTITION +BY +[^()]+?(?= +ORDER\b| *\))": "",
    r"\b(?:LOWER|UPPER|TRIM|ABS)(?=\()": "",
}
"""What is replaced, by what. In the text that is searched, all white space is blanks and quoted text is `'___'`."""

# Parentheses up to two deep.
_NESTED = r"(?:[^()]|\((?:[^()]|\([^()]*\))*\))"
_ORDER_BY = rf"\bORDER +BY +({_NESTED}+?)(?= *(?:\)|;|\Z| (?:LIMIT|ROWS|RANGE|GROUPS)\b))"
_TERM = rf"(?:(?!,){_NESTED})+"
# EXISTS (SELECT 1 FROM ...) and (SELECT ... LIMIT 1) mean the same with any other number.
_NUMBER = r"(?<![\w.])(?!(?<=SELECT )\d+ +FROM\b)(?!(?<=LIMIT )\d+ *\))\d+(?![\w.])"

_QUOTED = r"'(?:[^']|'')*'|\"[^\"]*\"|`[^`]*`|\[[^\]]*\]"
_COMMENT = r"--[^\n]*|/\*.*?\*/"


def sql_mutants(query: str, limit: int, seed: str, schema: str) -> list[Mutant]:
    """Like `mutating.mutants`, of one query for SQLite; only those that are queries to a database with this schema."""
    sites = list(_sites(_readable(query)))
    found: list[Mutant] = []
    for start, end, new in random.Random(seed).sample(sites, len(sites)):
        if len(found) == limit:
            break
        code = query[:start] + new + query[end:]
        if _is_query(code, schema):
            at = query.count("\n", 0, start)
            before, after = query.split("\n")[at], code.split("\n")[at]
            found.append(Mutant(line=at + 1, before=before.strip(), after=after.strip(), code=code))
    return found


def _is_query(code: str, schema: str) -> bool:
    with closing(sqlite3.connect(":memory:")) as database:
        try:
            database.executescript(schema)
            database.execute(f"EXPLAIN {code}")
        except (sqlite3.Error, sqlite3.Warning):
            return False
    return True


def _readable(query: str) -> str:
    """The query, position by position, without what only looks like something to change."""
    text = re.sub(
        f"({_QUOTED})|{_COMMENT}",
        lambda match: f"'{'_' * (len(match[0]) - 2)}'" if match[1] else " " * len(match[0]),
        query,
        flags=re.S,
    )
    text = re.sub(r"\s", " ", text)
    text = re.sub(r"(\bBETWEEN\b.*?\b)AND\b", r"\1   ", text, flags=re.I)
    if re.search(r"\bRECURSIVE\b", text, re.I):
        # Most recursions give no row twice, and then UNION does the same.
        text = re.sub(r"\bUNION +ALL\b", lambda match: " " * len(match[0]), text, flags=re.I)
    return text


def _sites(text: str) -> Iterator[tuple[int, int, str]]:
    """Start and end of what is replaced, and what replaces it."""
    for pattern, new in _RULES.items():
        for match in re.finditer(pattern, text, re.I):
            yield match.start(), match.end(), match.expand(new)
    for match in re.finditer(_NUMBER, text, re.I):
        yield match.start(), match.end(), str(int(match[0]) + 1)
    for match in re.finditer(_ORDER_BY, text, re.I):
        for term in re.finditer(_TERM, match[1]):
            if not re.search(r"\b(?:ASC|DESC|FIRST|LAST) *\Z", term[0], re.I):
                end = match.start(1) + term.start() + len(term[0].rstrip())
                yield end, end, " DESC"
