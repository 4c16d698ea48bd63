"""Wrong answers for suites without bugs/: mutants that the tests notice."""

from self_harness.attempt import Verdict
from self_harness.quality.wrong_answers import BUGS, with_wrong_answers
from self_harness.simulation.model import SimulatedModel
from self_harness.simulation.weaknesses import CODE, TEXT
from self_harness.suite.problem import Problem, Suite, find_suite, load_suite
from self_harness.suite.settings import Settings


def without_bugs(name: str, count: int = 4) -> Suite:
    suite = load_suite(find_suite(name))
    problems = tuple(problem.model_copy(update={"bugs": {}}) for problem in suite.problems[:count])
    return suite.model_copy(update={"problems": problems})


async def test_every_kind_gets_wrong_answers_of_its_taxonomy() -> None:
    async def grade(problem: Problem, code: str) -> Verdict:
        assert code.strip() != (problem.solution or "").strip()
        return Verdict(status="failed")

    for name, taxonomy in (("contracts", CODE), ("sql", CODE), ("tickets", TEXT), ("bookings", TEXT)):
        bare = without_bugs(name)
        suite, made = await with_wrong_answers(bare, grade)
        assert made == len(bare)
        for problem in suite.problems:
            assert len(problem.bugs) == BUGS
            assert problem.bugs.keys() <= taxonomy.by_name.keys()
        assert await with_wrong_answers(bare, grade) == (suite, made), "a resumed run gets the same ones"
        assert SimulatedModel(suite.problems).true_pass_rate(suite.problems, suite.problems[0].kind.start) < 1


async def test_what_the_tests_do_not_notice_is_no_wrong_answer() -> None:
    async def grade(problem: Problem, code: str) -> Verdict:
        return Verdict(status="failed" if code == "billing" else "passed" if code == "sales" else "timeout")

    rows = tuple(
        Problem(id=f"row-{n}", prompt=str(n), tests="", solution=label, settings=Settings(answer="text"))
        for n, label in enumerate(("billing", "sales", "access"))
    )
    suite, made = await with_wrong_answers(Suite(name="s", problems=rows), grade)
    assert [list(problem.bugs.values()) for problem in suite.problems] == [[], ["billing"], ["billing"]]
    assert made == 2


async def test_bugs_that_are_there_stay() -> None:
    async def grade(problem: Problem, code: str) -> Verdict:
        raise AssertionError("nothing to grade")

    suite = load_suite(find_suite("tickets"))
    assert await with_wrong_answers(suite, grade) == (suite, 0)
