"""Mutants are one fault each, reproducible, and not such that no test could notice."""

import pytest

from self_harness.quality.mutants import mutants
from self_harness.suite.problem import BUNDLED, load_suite


def changes(code: str) -> set[str]:
    return {mutant.after for mutant in mutants(code, 1000, "")}


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("x = a < b", {"x = a <= b"}),
        ("x = a >= b > c", {"x = a > b > c", "x = a >= b >= c"}),
        ("x = a == b", {"x = a != b"}),
        ("x = a in b", {"x = a not in b"}),
        ("x = a is None", {"x = a is not None"}),
        ("x = a and b", {"x = a or b"}),
        ("x = not a", {"x = a"}),
        ("x = -a", {"x = a"}),
        ("x = True", {"x = False"}),
        ("x = 0", {"x = 1", "x = -1"}),
        ("x = f(2.5)", {"x = f(3.5)", "x = f(1.5)"}),
        ("x = a // b", {"x = a / b"}),
        ("x -= a", {"x += a"}),
        ("x = a[b:c:d]", {"x = a[:c:d]", "x = a[b::d]", "x = a[b:c]", "x = a[b + 1:c:d]", "x = a[b:c + 1:d]"}),
        ("x = a[1:]", {"x = a[:]", "x = a[2:]", "x = a[0:]"}),
        (
            "x = sorted(a, key=b, reverse=True)",
            {"x = sorted(a, reverse=True)", "x = sorted(a, key=b)", "x = sorted(a, key=b, reverse=False)"},
        ),
        ("a.sort(key=b)", {"a.sort()", "pass"}),
        ("x = min(a, key=b)", {"x = max(a, key=b)", "x = min(a)"}),
        ("def f():\n    return a", {"return None"}),
        ("if a:\n    raise ValueError('3 of 4' % 5)", {"pass"}),
        ("for a in b:\n    break", {"pass"}),
        ("while a:\n    continue", {"pass"}),
        ("a.append(b)", {"pass"}),
    ],
)
def test_what_is_changed(code: str, expected: set[str]) -> None:
    assert changes(code) == expected


@pytest.mark.parametrize(
    "code",
    [
        "if a > b:\n    b = a",
        "x = a if a <= b else b",
        "@cache(maxsize=128)\ndef f(a: Literal[1]) -> Literal[2]:\n    pass",
        "sys.setrecursionlimit(10000)",
        "getcontext().prec = 50",
        "def f():\n    'text'\n    return None",
    ],
)
def test_what_looks_equivalent_is_left_out(code: str) -> None:
    assert changes(code) == set()


def test_the_same_pattern_is_changed_where_it_matters() -> None:
    assert changes("def helper(a):\n    return False\nif helper(a):\n    x = a") == {"return True"}
    assert changes("if a > b:\n    b = c") == {"if a >= b:"}
    assert changes("def solution(a):\n    return False") == {"return None", "return True"}


def test_mutants_are_reproducible_and_a_larger_number_adds_to_a_smaller_one() -> None:
    code = load_suite(BUNDLED / "contracts").problems[0].solution
    assert code
    assert mutants(code, 5, "a") == mutants(code, 20, "a")[:5]
    assert mutants(code, 5, "a") != mutants(code, 5, "b")
    assert len({mutant.code for mutant in mutants(code, 1000, "a")}) == len(mutants(code, 1000, "b"))


def test_a_mutant_knows_its_line() -> None:
    code = "# a comment\n\n\ndef solution(a):\n    return (a +\n            b)  # two lines\n"
    (minus,) = (mutant for mutant in mutants(code, 9, "") if "-" in mutant.after)
    assert (minus.line, minus.before, minus.after) == (5, "return a + b", "return a - b")
    namespace = {"b": 1}
    exec(minus.code, namespace)
    assert namespace["solution"](3) == 2  # type: ignore[operator]


def test_every_mutant_of_the_bundled_references_compiles() -> None:
    for problem in load_suite(BUNDLED / "contracts").problems[::8]:
        for mutant in mutants(problem.solution or "", 1000, ""):
            compile(mutant.code, problem.id, "exec")
