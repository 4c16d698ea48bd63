"""Mutants of queries are one fault each, and the bundled SQL problems have data that show them."""

import pytest

from sandbox.local import LocalSandbox
from self_harness.config import RunConfig
from self_harness.quality.check import check_suite
from self_harness.quality.mutants_sql import sql_mutants
from self_harness.suite.problem import BUNDLED, Suite, load_suite

SCHEMA = "CREATE TABLE t (id, a, b, c, d);"


def changes(query: str) -> set[str]:
    return {mutant.code for mutant in sql_mutants(query, 1000, "", SCHEMA)}


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("a < b", {"a <= b"}),
        ("a <= b", {"a < b"}),
        ("a > b", {"a >= b"}),
        ("a >= b", {"a > b"}),
        ("a = b", {"a <> b"}),
        ("a == b", {"a <> b"}),
        ("a != b", {"a = b"}),
        ("a <> b", {"a = b"}),
        ("a + b", {"a - b"}),
        ("-a", {"+a"}),
        ("a -> b", set()),
        ("a << b >> c", set()),
        ("a * b / c % d", {"a + b / c % d", "a * b * c % d", "a * b / c / d"}),
        ("*, (a) * b", {"*, (a) + b"}),
        ("a AND b or c", {"a OR b or c", "a AND b AND c"}),
        ("a BETWEEN b AND c AND d", {"a BETWEEN b AND c OR d"}),
        ("a is null", {"a IS NOT null"}),
        ("a IS\n  NOT 1", {"a IS   1", "a IS\n  NOT 2"}),
        ("NOT EXISTS (SELECT 1 FROM t)", {"EXISTS (SELECT 1 FROM t)"}),
        ("a in (b)", {"a NOT in (b)"}),
        ("a NOT IN (b)", {"a IN (b)"}),
        ("MIN(a), max(b)", {"MAX(a), max(b)", "MIN(a), MIN(b)"}),
        ("sum(a)", {"AVG(a)", "sum(DISTINCT a)"}),
        ("SUM(a) OVER ()", {"AVG(a) OVER ()"}),
        ("COUNT(t.id), COUNT(b)", {"COUNT(*), COUNT(b)", "COUNT(t.id), COUNT(*)", "COUNT(t.id), COUNT(DISTINCT b)"}),
        ("COUNT(DISTINCT a)", {"COUNT(*)", "COUNT(a)"}),
        ("DISTINCT a", {"a"}),
        ("a IS DISTINCT FROM b", {"a IS NOT DISTINCT FROM b"}),
        (
            "RANK() OVER (PARTITION BY b, c ORDER BY d DESC)",
            {
                "DENSE_RANK() OVER (PARTITION BY b, c ORDER BY d DESC)",
                "RANK() OVER ( ORDER BY d DESC)",
                "RANK() OVER (PARTITION BY b, c ORDER BY d)",
            },
        ),
        ("LAG(a) OVER (ORDER BY b DESC)", {"LEAD(a) OVER (ORDER BY b DESC)", "LAG(a) OVER (ORDER BY b)"}),
        ("MAX(a) OVER (ROWS UNBOUNDED PRECEDING)", {
            "MIN(a) OVER (ROWS UNBOUNDED PRECEDING)",
            "MAX(a) OVER (RANGE UNBOUNDED PRECEDING)",
        }),
        ("ROW_NUMBER() OVER (RANGE BETWEEN CURRENT ROW AND CURRENT ROW)", {
            "ROW_NUMBER() OVER (ROWS BETWEEN CURRENT ROW AND CURRENT ROW)",
        }),
        ("a * 9 || 0.7", {"a + 9 || 0.7", "a * 10 || 0.7"}),
        ("LOWER(TRIM(a))", {"(TRIM(a))", "LOWER((a))"}),
        ("TRIM(a, b)", set()),
        ("'a < 1', 'it''s = 2', \"b\", [c], `d` -- e = 6\n/* f\n<> 7 */ AS \"rows - 1\"", set()),
    ],
)  # fmt: skip
def test_what_is_changed(expression: str, expected: set[str]) -> None:
    assert changes(f"SELECT {expression} FROM t") == {f"SELECT {mutant} FROM t" for mutant in expected}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT * FROM t", set()),
        ("SELECT * FROM t LEFT JOIN t u", {"SELECT * FROM t JOIN t u"}),
        ("SELECT a FROM t GROUP BY 1", set()),  # there is no second column
        ("SELECT (SELECT a FROM t LIMIT 1) FROM t LIMIT 1", {"SELECT (SELECT a FROM t LIMIT 1) FROM t LIMIT 2"}),
        ("WITH u AS NOT MATERIALIZED (VALUES (NULL)) SELECT * FROM u", set()),
        (
            "SELECT a FROM t UNION SELECT b FROM t UNION ALL SELECT c FROM t",
            {
                "SELECT a FROM t UNION ALL SELECT b FROM t UNION ALL SELECT c FROM t",
                "SELECT a FROM t UNION SELECT b FROM t UNION SELECT c FROM t",
            },
        ),
        (
            "WITH RECURSIVE u AS (SELECT a FROM t UNION ALL SELECT * FROM u) SELECT a FROM u UNION SELECT b FROM t",
            {
                "WITH RECURSIVE u AS (SELECT a FROM t UNION ALL SELECT * FROM u) SELECT a FROM u UNION ALL SELECT b FROM t"
            },
        ),
        (
            "SELECT a FROM t ORDER BY abs(ifnull(a, b)) COLLATE NOCASE, c DESC, d\nLIMIT 1e1",
            {
                "SELECT a FROM t ORDER BY (ifnull(a, b)) COLLATE NOCASE, c DESC, d\nLIMIT 1e1",
                "SELECT a FROM t ORDER BY abs(ifnull(a, b)) COLLATE NOCASE DESC, c DESC, d\nLIMIT 1e1",
                "SELECT a FROM t ORDER BY abs(ifnull(a, b)) COLLATE NOCASE, c, d\nLIMIT 1e1",
                "SELECT a FROM t ORDER BY abs(ifnull(a, b)) COLLATE NOCASE, c DESC, d DESC\nLIMIT 1e1",
            },
        ),
        ("SELECT no_column = 1 FROM t", set()),
        ("SELECT a = 1 FROM t; SELECT a FROM t", set()),
    ],
)
def test_what_is_changed_in_a_query(query: str, expected: set[str]) -> None:
    assert changes(query) == expected


def test_a_mutant_knows_its_line() -> None:
    query = "-- a < b\nSELECT 'x'\nFROM t\n\n  WHERE a\n   < b\n"
    (mutant,) = sql_mutants(query, 9, "", SCHEMA)
    assert (mutant.line, mutant.before, mutant.after) == (6, "< b", "<= b")
    assert mutant.code == query.replace("   < b", "   <= b")


def test_mutants_are_reproducible_and_a_larger_number_adds_to_a_smaller_one() -> None:
    query = "SELECT a + b, COUNT(c), SUM(d) FROM t WHERE a < 5 AND b > 6 GROUP BY 1"
    assert sql_mutants(query, 5, "a", SCHEMA) == sql_mutants(query, 9, "a", SCHEMA)[:5]
    assert sql_mutants(query, 5, "a", SCHEMA) != sql_mutants(query, 5, "b", SCHEMA)
    assert len(changes(query)) == len(sql_mutants(query, 1000, "", SCHEMA)) == 10


async def test_the_data_of_the_bundled_suite_notice_mutants() -> None:
    sample = load_suite(BUNDLED / "sql").problems[3::8]
    report = await check_suite(
        Suite(name="sample", problems=sample),
        RunConfig(sandbox="local"),
        count=12,
        repeat=1,
        sandbox=LocalSandbox(concurrency=4),
        on_progress=lambda done, total: None,
    )
    assert (len(sample), report.mutants) == (6, 65)
    assert report.killed >= 0.95 * report.mutants, [problem.survivors for problem in report.problems]
