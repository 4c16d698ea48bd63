"""Kinds of answers: SQL beside Python, and a third kind that a package adds."""

import asyncio
from importlib.metadata import EntryPoint, EntryPoints
from pathlib import Path

import pytest

from sandbox import open_sandbox
from self_harness.attempt import Limits, Verdict
from self_harness.errors import SuiteError
from self_harness.harness import START
from self_harness.simulation.model import SimulatedModel
from self_harness.suite import kinds
from self_harness.suite.kinds import Python, Sql
from self_harness.suite.problem import Problem, load_problem, load_suite

REFERENCE = "SELECT city, COUNT(*) FROM visit GROUP BY city"


@pytest.fixture
def visits(tmp_path: Path) -> Path:
    folder = tmp_path / "suite" / "visits"
    (folder / "data").mkdir(parents=True)
    (folder / "bugs").mkdir()
    (folder / "prompt.md").write_text("Write one SQLite query that counts visits by city.\n")
    (folder / "schema.sql").write_text("CREATE TABLE visit (city TEXT, day TEXT);\n")
    (folder / "data" / "ordinary.sql").write_text(
        "INSERT INTO visit VALUES ('Rome', '1'), ('Oslo', '2'), ('Rome', '2');"
    )
    (folder / "data" / "no-city.sql").write_text("INSERT INTO visit VALUES (NULL, '1'), ('Bern', '1'), (NULL, '2');")
    (folder / "solution.sql").write_text(REFERENCE)
    (folder / "bugs" / "empty_input.sql").write_text("SELECT city, COUNT(city) FROM visit GROUP BY city")
    (folder / "problem.toml").write_text('answer = "sql"\n')
    return folder


def grade(problem: Problem, answer: str) -> Verdict:
    async def go() -> Verdict:
        async with open_sandbox("local", simulated=True, concurrency=1, on_notice=print) as sandbox:
            return await sandbox.grade(problem.kind.program(answer), problem.tests, Limits())

    return asyncio.run(go())


def test_an_sql_problem_is_graded_by_its_rows(visits: Path) -> None:
    problem = load_problem(visits)
    assert "CREATE TABLE visit" in problem.prompt
    assert REFERENCE not in problem.prompt
    rights = (
        REFERENCE, f"{REFERENCE};", f"{REFERENCE};;\n", f"{REFERENCE}; -- done;\n;", f"\ufeff{REFERENCE}",
        f"{REFERENCE} ORDER BY city DESC", f"{REFERENCE.lower()} -- done",
    )  # fmt: skip
    for right in rights:
        assert grade(problem, right).passed, right
    wrong = grade(problem, problem.bugs["empty_input"])
    assert wrong.status == "failed"
    assert "rows_on_no_city" in wrong.message
    assert "(None, 0)" in wrong.message, "the rows seen"
    assert "(None, 2)" in wrong.message, "and those expected"
    broken = grade(problem, "SELECT town FROM visit")
    assert broken.status == "error"
    assert "no such column: town" in broken.message
    assert grade(problem, f"{REFERENCE}; DROP TABLE visit").status == "error"


def test_rows_are_compared_in_order_only_where_the_problem_says_so(visits: Path) -> None:
    (visits / "problem.toml").write_text('answer = "sql"\nordered = true\n')
    (visits / "solution.sql").write_text(f"{REFERENCE} ORDER BY city DESC")
    problem = load_problem(visits)
    assert grade(problem, f"{REFERENCE} ORDER BY city DESC").passed
    assert grade(problem, f"{REFERENCE} ORDER BY city").status == "failed"


@pytest.mark.parametrize(
    ("reply", "query"),
    [
        ("Here:\n```sql\nSELECT 1\n```\nDone.", "SELECT 1"),
        ("```\nSELECT 2;\n```", "SELECT 2;"),
        ("```sql\nSELECT 1\n```\nBetter:\n```SQLite\nSELECT 3\n```", "SELECT 3"),
        (
            "The query is\n\nWITH a AS (SELECT 1)\nSELECT * FROM a;\n\nIt selects all.",
            "WITH a AS (SELECT 1)\nSELECT * FROM a;",
        ),
        ("I would join the tables.", None),
        ("~~~sql\nSELECT a FROM t\n~~~", "SELECT a FROM t"),
        ("> ```sqlite3\n> SELECT a\n>\n> FROM t\n> ```", "SELECT a\n\nFROM t"),
        ("- ```sql\n  SELECT a FROM t\n  ```", "SELECT a FROM t"),
        ("```sql\r\nSELECT a FROM t;;\r\n```", "SELECT a FROM t;;"),
        ("```sql\n-- all\n/* of it */ SELECT a FROM t\n```", "-- all\n/* of it */ SELECT a FROM t"),
        ("```sql\nSELECT a FROM t\n```\nFaster with\n```sql\nCREATE INDEX i ON t(a);\n```", "SELECT a FROM t"),
        ("```sql\nSELECT a FROM t\n```\n```sql\nEXPLAIN QUERY PLAN SELECT a FROM t;\n```", "SELECT a FROM t"),
        ("```sql\nVALUES (1)\n```\nwhere\n```sql\nCREATE TABLE t(a);\n```", "VALUES (1)"),
        ("```\nSELECT a FROM t\n```\nResult:\n```\na\n1\n```", "SELECT a FROM t"),
        ("```sql\nCREATE INDEX i ON t(a);\nSELECT a FROM t;\nDROP INDEX i;\n```", "SELECT a FROM t"),
        ("```sql\nSELECT a FROM t\n```\nwrong:\n```sql\nSELECT a, FROM t\n```", "SELECT a FROM t"),
        ("```markdown\nHere:\n```sql\nSELECT a FROM t\n```\n```", "SELECT a FROM t"),
        ('```python\nsolution = """\nSELECT a\nFROM t\n"""\n```', "SELECT a\nFROM t"),
        ("```sql\nSELECT a FROM t\n\nThis lists every a.", "SELECT a FROM t"),
        ("```sql\nSELECT a FROM t WHERE a &lt; 5\n```", "SELECT a FROM t WHERE a < 5"),
        ("```sql\nSELECT replace(a, '&amp;', '&') FROM t\n```", "SELECT replace(a, '&amp;', '&') FROM t"),
        ("<think>\n```sql\nSELECT 0\n```\n</think>\nSELECT a FROM t", "SELECT a FROM t"),
        ("With a window this is easy:\n\nSELECT a\n\nFROM t;\n\nDone.", "SELECT a\n\nFROM t;"),
        (
            "WITH b AS (\n  SELECT 1\n)\nSELECT *\nFROM b\n\nValues come once.",
            "WITH b AS (\n  SELECT 1\n)\nSELECT *\nFROM b",
        ),
        ("\ufeff```sql\n\ufeffSELECT a FROM t\n```", "SELECT a FROM t"),
        ("```sql\nSELECT a FRM t WHERE\n```", "SELECT a FRM t WHERE"),
    ],
)
def test_the_query_in_a_reply(reply: str, query: str | None) -> None:
    assert Sql().extract(reply) == query


def test_the_simulated_model_answers_in_sql(visits: Path) -> None:
    suite = load_suite(visits.parent)
    (problem,) = suite.problems
    model = SimulatedModel(suite.problems)
    body = {"system": problem.kind.start.system_prompt, "messages": [{"role": "user", "content": problem.prompt}]}
    replies = {model.answer(body, str(draw))["content"][0]["text"] for draw in range(200)}
    assert all("```sql\n" in reply for reply in replies)
    assert {Sql().extract(reply) for reply in replies} == {REFERENCE, problem.bugs["empty_input"]}


def test_what_is_missing_of_an_sql_problem_is_named(visits: Path) -> None:
    (visits / "schema.sql").unlink()
    (visits / "solution.sql").unlink()
    for data in (visits / "data").iterdir():
        data.unlink()
    with pytest.raises(SuiteError) as caught:
        load_problem(visits)
    assert caught.value.faults == [
        "visits/schema.sql: missing",
        "visits/data/ordinary.sql: missing",
        "visits/solution.sql: missing",
    ]


def test_kinds_are_not_mixed_in_a_suite_and_must_be_known(visits: Path) -> None:
    other = visits.parent / "words"
    other.mkdir()
    (other / "prompt.md").write_text("Write a function.")
    (other / "tests.py").write_text("from solution import solution\n")
    with pytest.raises(SuiteError, match="answers of one kind, this one python, sql"):
        load_suite(visits.parent)
    (other / "problem.toml").write_text('answer = "cobol"\n')
    with pytest.raises(SuiteError, match="there is no kind 'cobol' \\(known: python, sql, text\\)"):
        load_suite(visits.parent)


class Regex(Python):
    """A third kind: the answer is a regular expression; tests.py calls `solution(text)`."""

    suffix = ".txt"
    fence = "regex"
    start = START

    def program(self, answer: str) -> str:
        return f"import re\n\n\ndef solution(text):\n    return re.fullmatch({answer!r}, text) is not None\n"


REGEX = Regex()


def test_a_package_adds_a_kind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    point = EntryPoint("regex", "tests.suite.test_kinds:REGEX", "self_harness.kinds")
    monkeypatch.setattr(kinds, "entry_points", lambda group: EntryPoints([point]).select(group=group))
    kinds.kind_of.cache_clear()
    (tmp_path / "digits").mkdir()
    (tmp_path / "digits" / "prompt.md").write_text("Write a regular expression for one or more digits.")
    (tmp_path / "digits" / "tests.py").write_text(
        "from solution import solution\nassert solution('12')\nassert not solution('1a')\n"
    )
    (tmp_path / "digits" / "solution.txt").write_text("[0-9]+")
    (tmp_path / "digits" / "problem.toml").write_text('answer = "regex"\n')
    problem = load_problem(tmp_path / "digits")
    assert grade(problem, problem.solution or "").passed
    assert grade(problem, "[0-9]").status == "failed"
    kinds.kind_of.cache_clear()
