"""Weak and unfair tests are pointed out, and good ones are left in peace."""

import pytest

from self_harness.quality.assertions import count_assertions
from self_harness.quality.lint import lint
from self_harness.suite.problem import BUNDLED, Problem, load_suite

HEAD = "from solution import solution\n"


def findings(tests: str, prompt: str = "Return a list.") -> list[tuple[int | None, str]]:
    problem = Problem(id="p", prompt=prompt, tests=HEAD + tests)
    return [(f.line, f.text) for f in lint(problem) if "assertions" not in f.text]


@pytest.mark.parametrize(
    ("tests", "count"),
    [
        ("assert a\nassert b and c", 2),
        ("def check(x):\n    assert x\n    assert not x\ncheck(1)\ncheck(2)", 4),
        ("def check(x):\n    assert x\n    check(x)\ncheck(1)", 1),
        ("def unused():\n    assert 1", 0),
        ("for x in [1, 2, 3]:\n    assert x", 3),
        ("CASES = {1: 2, 3: 4}\nfor k, v in CASES.items():\n    assert k\nfor k in CASES:\n    assert k", 4),
        ("for i, (a, b) in enumerate(zip([1, 2], [3, 4])):\n    assert a\n    assert b", 4),
        ("for n in range(5):\n    assert n", 5),
        ("rows = list(rows)\nfor n in rows:\n    assert n", 12),
        ("import unittest\nclass T(unittest.TestCase):\n    def test_a(self):\n        self.assertEqual(1, 1)\n"
         "        with self.assertRaises(E):\n            f()\n    def helper(self):\n        self.fail()", 2),
    ],
)  # fmt: skip
def test_assertions_are_counted_as_a_run_meets_them(tests: str, count: int) -> None:
    assert count_assertions(tests) == count


def test_few_assertions() -> None:
    texts = [f.text for n in (11, 12) for f in lint(Problem(id="p", prompt="p", tests="assert f()\n" * n))]
    assert texts == ["only 11 assertions, 12 or more make a good problem"]


@pytest.mark.parametrize(
    "tests",
    [
        "data = [3, 1]\nassert solution(data) == sorted(data)",
        "data = [3, 1]\nassert solution(data) == data",
        "data = [3, 1]\nassert data == solution(data)",
        "data = {1: 2}\nresult = solution(data)\nassert len(result) == len(data)",
        "for data in [[1], [2]]:\n    assert solution(data) == data + [1]",
        "import copy\ndata = copy.deepcopy(BIG)\nassert solution(key=data) == [x for x in data]",
    ],
)
def test_expected_value_computed_from_what_was_passed(tests: str) -> None:
    ((line, text),) = findings(tests)
    assert line == tests.count("\n") + 2
    assert "computed from data" in text


@pytest.mark.parametrize(
    "tests",
    [
        "data = [3, 1]\nsolution(data)\nassert data == [3, 1]",
        "data = [3, 1]\nassert sorted(data) == solution(data)",
        "data = [3, 1]\nassert solution(list(data)) == sorted(data)",
        "data = [3, 1]\nresult = solution(data)\nassert result is not data and result[0] == 1",
        "data = [3, 1]\nassert solution(data) == solution(data) == [1, 3]",
        "for n in [1, 2]:\n    assert solution(n) == n * n",
        "text = 'ab'\nassert solution(text) == text.upper()",
    ],
)
def test_expected_values_that_the_answer_cannot_change(tests: str) -> None:
    assert findings(tests) == []


@pytest.mark.parametrize(
    ("tests", "what"),
    [
        ("import time\nassert solution(1) < time.time()", "time.time"),
        ("from time import perf_counter as clock\nassert clock() < solution(1)", "time.perf_counter"),
        ("from datetime import datetime\nassert solution(1) == datetime.now().year", "datetime.datetime.now"),
        ("import datetime as dt\nassert solution(1) == dt.date.today().year", "datetime.date.today"),
        ("import random\nx = random.randint(1, 9)\nassert solution(x)", "random.randint"),
        ("import uuid\nassert solution(uuid.uuid4())", "uuid.uuid4"),
        ("import os\nassert solution(os.environ['HOME'])", "os.environ"),
    ],
)
def test_volatile_tests(tests: str, what: str) -> None:
    assert [text for _, text in findings(tests)] == [f"{what} differs from run to run"]


def test_steady_use_of_the_same_modules() -> None:
    assert findings("import random\nrandom.seed(1)\nassert solution(random.random())") == []
    assert findings("import random\nrng = random.Random(1)\nassert solution(rng.random())") == []
    assert findings("from datetime import date, time\nassert solution(date(2024, 1, 1), time(1)) == 1") == []
    assert findings("import uuid\nassert solution(uuid.UUID(int=1)) == 1") == []


def test_identity() -> None:
    ((line, text),) = findings("a = [1]\nassert solution(a) is a")
    assert (line, "identity" in text) == (3, True)
    for allowed in ("is None", "is True", "is not a"):
        assert findings(f"a = [1]\nassert solution(a) {allowed}") == []
    assert findings("assert type(solution(1)) is list") == []


def test_floats_that_are_not_exact() -> None:
    ((_, text),) = findings("assert solution(3) == 0.1")
    assert "0.1" in text
    assert len(findings("assert [0.5, (0.7, 0.9)] == solution(3)")) == 2
    for sound in (
        "solution(3) == 0.5",
        "abs(solution(3) - 0.1) < 1e-9",
        "solution([0.1]) == [0.1]",
        "round(solution(1), 1) == 0.1",
    ):
        assert findings(f"assert {sound}") == []
    assert findings("assert solution(3) == 0.1", prompt="Return x, rounded to one decimal.") == []


RAISES = """\
def raises(error, *args):
    try:
        solution(*args)
    except error:
        return True
    except Exception:
        return False
"""


def test_errors_that_the_prompt_does_not_name() -> None:
    assert findings(RAISES + "assert raises(ValueError, 1)", prompt="Raise ValueError for 1.") == []
    ((line, text),) = findings(RAISES + "assert raises(KeyError, 1)", prompt="Raise ValueErrors; KeyErrorX too.")
    assert (line, text) == (9, "KeyError is tested, and the prompt does not name it")


def test_types_that_the_prompt_does_not_name() -> None:
    types = "assert type(solution(1)) is int\nassert isinstance(solution(2), (list, Decimal))"
    assert [text.split()[3] for _, text in findings(types, prompt="Return something.")] == ["int", "Decimal", "list"]
    assert findings(types, prompt="Return an integer, or else lists or a Decimal.") == []
    assert findings("assert type(solution(1)) == str", prompt="Return a string.") == []


def test_bugs_outside_the_taxonomy() -> None:
    bugs = {"empty_input": "x", "laziness": "x"}
    (found,) = lint(Problem(id="p", prompt="p", tests="assert f()\n" * 12, bugs=bugs))
    assert "bugs/laziness.py" in found.text
    assert "empty_input" in found.text.split("known:")[1]


def test_bundled_problems_have_no_findings() -> None:
    for folder in BUNDLED.iterdir():
        if folder.name == "contracts":
            assert {p.id: lint(p) for p in load_suite(folder).problems if lint(p)} == {}
