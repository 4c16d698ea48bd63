"""Checks of whole suites, with real runs in the local sandbox."""

import pytest

from sandbox.local import LocalSandbox
from self_harness.config import RunConfig
from self_harness.quality.check import ProblemReport, SuiteReport, check_suite
from self_harness.suite.problem import Problem, Suite
from self_harness.suite.settings import Settings

REFERENCE = """\
def solution(numbers):
    total = 0
    for number in numbers:
        if number > 0:
            total += number
    return total
"""
STRONG = """\
from solution import solution

assert solution([]) == 0
assert solution([1]) == 1
assert solution([2, 3]) == 5
assert solution([1, -1]) == 1
assert solution(
    [0, 7]
) == 7
"""
FORGETS_NEGATIVES = "def solution(numbers):\n    return sum(numbers)\n"


def problem(**changes: object) -> Problem:
    fields = {"id": "positive-sum", "prompt": "p", "tests": STRONG, "solution": REFERENCE}
    return Problem.model_validate(fields | changes)


async def check(*problems: Problem, count: int = 0, repeat: int = 1) -> SuiteReport:
    progress: list[tuple[int, int]] = []
    report = await check_suite(
        Suite(name="s", problems=problems),
        RunConfig(sandbox="local"),
        count=count,
        repeat=repeat,
        sandbox=LocalSandbox(concurrency=4),
        on_progress=lambda done, total: progress.append((done, total)),
    )
    assert [done for done, _ in progress] == [*range(1, len(progress) + 1)]
    assert all(done <= total for done, total in progress)
    return report


async def check_one(tested: Problem, count: int = 0, repeat: int = 1) -> ProblemReport:
    (found,) = (await check(tested, count=count, repeat=repeat)).problems
    return found


def breaking(found: ProblemReport) -> list[str]:
    return [finding.text for finding in found.findings if finding.breaks]


async def test_a_sound_problem() -> None:
    bugs = {
        "negative_numbers": FORGETS_NEGATIVES,
        "empty_input": "def solution(numbers):\n    return sum(n for n in numbers if n > 0) if numbers[0] else 0\n",
        "off_by_one": REFERENCE.replace("in numbers", "in numbers[:1] + numbers[2:]").replace("> 0", "!= 0"),
    }
    found = await check_one(problem(bugs=bugs), count=100, repeat=2)
    assert found.reference == "passed"
    assert {bug.weakness: (bug.status, bug.line) for bug in found.bugs} == {
        "negative_numbers": ("failed", 6),
        "empty_input": ("error", 3),
        "off_by_one": ("failed", 5),
    }
    assert "expected 1" in found.bugs[0].message
    assert breaking(found) == []
    assert found.mutants >= 7
    assert {mutant.after for mutant in found.survivors} == {"if number >= 0:", "if number > -1:"}  # both add zeros
    assert [mutant.line for mutant in found.survivors] == [4, 4]


async def test_an_assertion_over_several_lines_is_found() -> None:
    bug = REFERENCE.replace("in numbers", "in numbers[:1]").replace(
        "total = 0", "total = 3 if numbers[1:] == [3] else 0"
    )
    (bug_report,) = (await check_one(problem(bugs={"off_by_one": bug}))).bugs
    assert (bug_report.status, bug_report.line) == ("failed", 7)


async def test_weak_tests_let_mutants_survive() -> None:
    weak = "from solution import solution\nassert solution([2, 3]) == 5\n"
    report = await check(problem(tests=weak), problem(id="strong"), count=100)
    weaker, stronger = report.problems
    survivors = {mutant.after for mutant in weaker.survivors}
    assert {"if number >= 0:", "if number > 1:", "if number > -1:"} <= survivors
    assert "return None" not in survivors
    assert report.mutants == weaker.mutants + stronger.mutants
    assert report.killed == report.mutants - len(weaker.survivors) - len(stronger.survivors)
    assert not report.breaks


async def test_what_breaks_a_problem() -> None:
    report = await check(
        problem(id="reference", solution=FORGETS_NEGATIVES),
        problem(id="bug", bugs={"negative_numbers": FORGETS_NEGATIVES, "empty_input": REFERENCE}),
        problem(id="sound", bugs={"negative_numbers": FORGETS_NEGATIVES}),
        count=3,
    )
    found = {one.id: breaking(one) for one in report.problems}
    assert report.breaks
    assert "assert solution([1, -1]) == 1" in found["reference"][0]
    assert report.problems[0].mutants == 0
    assert found["bug"] == ["bugs/empty_input.py passes: no assertion shows this weakness"]
    assert found["sound"] == []


async def test_answers_that_depend_on_the_hash_seed() -> None:
    # Passes, fails or raises with about equal chances in each process: 14 alike happen once in 1.6 million.
    unsteady = "def solution(numbers):\n    return 'ab'[{'a': 0, 'b': 1}.get(next(iter({'a', 'b', 'c'})), 2)]\n"
    tests = "from solution import solution\nassert solution([]) == 'a'\n"
    found = await check_one(problem(tests=tests, solution=unsteady, bugs={"return_type": unsteady}), repeat=14)
    texts = [text.split(",")[0] for text in breaking(found) if "deterministic" in text]
    assert texts == [f"{name}: not deterministic" for name in ("solution.py", "bugs/return_type.py")]
    steady = await check_one(problem(tests=tests.replace("'a'", "0")), repeat=4)
    assert breaking(steady) == []


async def test_slow_references_and_endless_mutants() -> None:
    sleepy = "import time\n\n\ndef solution(numbers):\n    time.sleep(0.4)\n    return 1\n"
    tests = "from solution import solution\nassert solution([]) == 1\n"
    slow = await check_one(problem(tests=tests, solution=sleepy, settings=Settings(timeout=1.5)))
    assert "of the 1.5 s allowed" in slow.findings[0].text
    assert slow.seconds >= 0.4

    counts_down = "def solution(numbers):\n    n = 3\n    while n > 0:\n        n -= 1\n    return 1\n"
    quick = await check_one(problem(tests=tests, solution=counts_down, settings=Settings(timeout=60)), count=100)
    assert not any("n += 1" in mutant.after for mutant in quick.survivors)
    assert not any("allowed" in finding.text for finding in quick.findings)


async def test_without_references_only_the_tests_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")  # nothing may be run
    found = await check_one(problem(solution=None))
    assert (found.reference, found.mutants, found.bugs) == (None, 0, ())
    assert "assertions" in found.findings[0].text


async def test_tests_that_need_one_process() -> None:
    tests = "from solution import Shape\n\n\nclass Square(Shape):\n    side = 2\n\n\nassert Square().area() == 4\n"
    reference = "class Shape:\n    def area(self):\n        return self.side**2\n"
    tested = problem(tests=tests, solution=reference)
    found = await check_one(tested)
    assert found.reference == "error"
    assert any('they need isolation = "shared"' in text for text in breaking(found))
    shared = tested.model_copy(update={"settings": Settings(isolation="shared")})
    assert (await check_one(shared)).reference == "passed"
    wrong = problem(tests="from solution import solution\n\nassert solution([]) == 1\n")
    assert not any("isolation" in text for text in breaking(await check_one(wrong)))
