"""Scorers of text answers: each is the tests.py of a suite of rows, written out, so that it can be read and changed."""

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Literal, NamedTuple

from self_harness.attempt import Verdict
from self_harness.errors import ConfigError
from self_harness.files import read_text
from self_harness.suite.kinds.text import Take
from self_harness.suite.problem import Problem

ScorerName = Literal["exact", "number", "json", "regex", "contains", "f1"]


class Scorer(NamedTuple):
    tests: str
    take: Take = "whole"
    pass_at: float = 1.0
    parse: Callable[[str], object] = str
    """Raises ValueError where something can't be expected of an answer."""
    is_reference: bool = True
    """Whether what is expected is itself an answer that passes."""


def _number(text: str) -> None:
    if not re.search(r"\d", text):
        raise ValueError("holds no number")


def _pattern(text: str) -> re.Pattern[str]:
    try:
        return re.compile(text)
    except re.error as error:
        raise ValueError(f"no regular expression: {error}") from None


_EXACT = """\
# The answer is what is expected, blanks around it apart.
from solution import answer

wanted = str(expected).strip()
assert answer == wanted
"""
_NUMBER = """\
# The last number of the answer is the expected one.
import math
import re

from solution import answer


def number(text):
    found = re.findall(r"-?(?:\\d[\\d,]*(?:\\.\\d+)?|\\.\\d+)(?:[eE][-+]?\\d+)?", str(text).replace("\\u2212", "-"))
    return float(found[-1].replace(",", "")) if found else math.nan


assert math.isclose(number(answer), number(expected), rel_tol=1e-9, abs_tol=1e-9), f"{answer!r}, expected {expected!r}"
"""
_JSON = """\
# The answer is the expected JSON value; the order of an object's fields does not matter.
import json

from solution import answer

wanted = json.loads(expected) if isinstance(expected, str) else expected
found = json.loads(answer)
assert found == wanted
"""
_REGEX = """\
# What is expected is a regular expression, which the answer matches somewhere.
import re

from solution import answer

assert re.search(expected, answer), f"{expected!r} does not match {answer!r}"
"""
_CONTAINS = """\
# The answer holds what is expected.
from solution import answer

wanted = str(expected).strip()
assert wanted in answer, f"{answer!r} does not hold {wanted!r}"
"""
_F1 = """\
# Words that the answer and what is expected share: harmonic mean of precision and recall, from 0 to 1. `pass_at` of
# suite.toml says from which score on an answer passes.
import re
from collections import Counter

from solution import answer


def words(text):
    return Counter(re.findall(r"\\w+", str(text).casefold()))


def f1(one, other):
    shared = (words(one) & words(other)).total()
    return 2 * shared / max(words(one).total() + words(other).total(), 1)


score = f1(answer, expected)
assert score >= pass_at, f"score {score:.3f} of {answer!r}, expected {expected!r}"
"""
_OWN = """

from solution import answer  # noqa: E402

score = float(score(answer, expected))
assert score >= pass_at, f"score {score:.3f} of {answer!r}, expected {expected!r}"
"""

SCORERS: Mapping[str, Scorer] = {
    "exact": Scorer(_EXACT),
    "number": Scorer(_NUMBER, parse=_number),
    "json": Scorer(_JSON, take="json", parse=json.loads),
    "regex": Scorer(_REGEX, parse=_pattern, is_reference=False),
    "contains": Scorer(_CONTAINS),
    "f1": Scorer(_F1, pass_at=0.5),
}


def find_scorer(name: str) -> Scorer:
    """A built-in scorer, or one in a Python file: a function `score(answer, expected)` from 0 to 1 (or a truth value), or
    assertions about `answer`. Raises ConfigError."""
    if name in SCORERS:
        return SCORERS[name]
    if not name.endswith(".py"):
        raise ConfigError(f"There is no scorer {name!r} (known: {', '.join(SCORERS)}, or a file that ends in .py).")
    code = read_text(Path(name))
    try:
        compile(code, name, "exec", dont_inherit=True)
    except (SyntaxError, ValueError) as error:
        raise ConfigError(f"{name}: {error}") from None
    if re.search(r"^def score\(", code, re.M):
        return Scorer(code.rstrip("\n") + _OWN)
    if not re.search(r"^from solution import answer\b", code, re.M):
        raise ConfigError(f"{name}: neither defines score(answer, expected) nor says `from solution import answer`.")
    return Scorer(code)


_GRADES = "assert score >= pass_at"
_PASS_AT = re.compile(r"^pass_at = .*$", re.M)
_SCORE = re.compile(r"^score was ([\d.e+-]+), expected >= ", re.M)


def in_grades(problem: Problem) -> Problem:
    """The problem with a threshold that no answer reaches, so that every verdict says the answer's score; the problem as it
    is where its tests compute none."""
    if _GRADES not in problem.tests:
        return problem
    return problem.model_copy(update={"tests": _PASS_AT.sub("pass_at = 2", problem.tests, count=1)})


def score_of(verdict: Verdict) -> float:
    """From 0 to 1: of an answer to a problem `in_grades` its score, else whether it passed."""
    found = _SCORE.search(verdict.message)
    return min(max(float(found[1]), 0.0), 1.0) if found else float(verdict.passed)
