"""Checks of SQL problems: every bug's rows differ, and the reference's rows and their order are determined."""

from pathlib import Path

import pytest

from sandbox.local import LocalSandbox
from self_harness.config import RunConfig
from self_harness.quality.check import ProblemReport, check_suite
from self_harness.quality.lint_sql import ENOUGH, complaints
from self_harness.suite.problem import Suite, load_problem
from self_harness.suite.scaffold import problem_files

BY_COUNTRY = "SELECT country, SUM(people) FROM city GROUP BY country"


@pytest.fixture
def cities(tmp_path: Path) -> Path:
    files = {
        "prompt.md": "Write one SQLite query that gives each country with the people in its cities.",
        "schema.sql": "CREATE TABLE city (id INTEGER PRIMARY KEY, name TEXT, country TEXT, people INTEGER);",
        "data/ordinary.sql": "INSERT INTO city VALUES (1, 'Rome', 'it', 3), (2, 'Pisa', 'it', 1), (3, 'Oslo', 'no', 1);",
        "data/none.sql": "DELETE FROM city;",
        "data/twins.sql": "INSERT INTO city VALUES (1, 'Halle', 'de', 2), (2, 'Halle', 'de', 2);",
        "solution.sql": BY_COUNTRY,
        "bugs/duplicates.sql": BY_COUNTRY.replace("SUM(", "SUM(DISTINCT "),
        "problem.toml": 'answer = "sql"',
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


async def check(folder: Path, repeat: int = 1) -> ProblemReport:
    progress: list[tuple[int, int]] = []
    report = await check_suite(
        Suite(name="s", problems=(load_problem(folder),)),
        RunConfig(sandbox="local"),
        count=20,
        repeat=repeat,
        sandbox=LocalSandbox(concurrency=4),
        on_progress=lambda done, total: progress.append((done, total)),
    )
    assert progress[-1][0] == progress[-1][1] == len(progress)
    return report.problems[0]


async def warnings(folder: Path) -> list[str]:
    found = await check(folder)
    assert found.reference == "passed"
    assert not any(finding.breaks for finding in found.findings)
    return [finding.text for finding in found.findings]


async def test_a_sound_problem(cities: Path) -> None:
    found = await check(cities, repeat=2)
    assert (found.reference, found.assertions, found.findings) == ("passed", 3, ())
    assert (found.mutants, found.survivors) == (2, ())
    (bug,) = found.bugs
    assert (bug.weakness, bug.status, bug.line) == ("duplicates", "failed", None)
    assert "rows_on_twins" in bug.message


async def test_mutants_survive_weak_data(cities: Path) -> None:
    (cities / "data" / "twins.sql").unlink()
    (cities / "data" / "ordinary.sql").write_text("INSERT INTO city VALUES (1, 'Rome', 'it', 3), (2, 'Oslo', 'no', 3);")
    (cities / "solution.sql").write_text(f"-- all of them\n{BY_COUNTRY}\nHAVING COUNT(*) > 0")
    found = await check(cities)
    assert found.mutants == 4
    assert [mutant.line for mutant in found.survivors] == [2, 2, 3]
    assert {mutant.after for mutant in found.survivors} == {
        BY_COUNTRY.replace("SUM(", "AVG("),
        BY_COUNTRY.replace("SUM(", "SUM(DISTINCT "),
        "HAVING COUNT(*) >= 0",
    }


async def test_what_breaks_a_problem(cities: Path) -> None:
    (cities / "bugs" / "tie_order.sql").write_text(BY_COUNTRY + " ORDER BY country DESC")
    found = await check(cities)
    assert [(finding.text, finding.breaks) for finding in found.findings] == [
        ("bugs/tie_order.sql passes: no data set shows this weakness", True)
    ]
    (cities / "solution.sql").write_text("SELECT town FROM city")
    texts = [finding.text for finding in (await check(cities)).findings if finding.breaks]
    assert texts[0].startswith("the reference does not pass: error")
    assert "no such column: town" in texts[0]


async def test_too_few_data_sets_and_a_bug_that_does_not_run(cities: Path) -> None:
    (cities / "data" / "none.sql").unlink()
    (cities / "bugs" / "laziness.sql").write_text("SELECT town FROM city")
    broken, few, unknown = await warnings(cities)
    assert broken.startswith("bugs/laziness.sql is no query that runs: error")
    assert few == "only 2 data sets, 3 or more make a good problem"
    assert unknown.startswith("bugs/laziness.sql: not a weakness of the taxonomy")


@pytest.mark.parametrize(
    ("query", "ordered", "prompt", "expected"),
    [
        (f"{BY_COUNTRY} ORDER BY country", True, "Sorted by country.", ""),
        (f"{BY_COUNTRY} ORDER BY country", True, "Order the rows by country.", ""),
        (f"{BY_COUNTRY} ORDER BY country", True, "The rows are ordered by country.", ""),
        (f"{BY_COUNTRY} ORDER BY country", True, "In alphabetical order.", ""),
        (f"{BY_COUNTRY} ORDER BY country", True, "Countries of our orders.", "the prompt does not mention the order"),
        (BY_COUNTRY, True, "Sorted by country.", "the reference does not end in ORDER BY"),
        (f"{BY_COUNTRY} -- ORDER BY country", True, "Sorted by country.", "the reference does not end in ORDER BY"),
        (f"SELECT * FROM ({BY_COUNTRY} ORDER BY abs(1))", True, "Sorted.", "the reference does not end in ORDER BY"),
        (f"{BY_COUNTRY}\norder  by country;", False, "", "without ordered = true the order"),
        (f"SELECT * FROM ({BY_COUNTRY} ORDER BY country)", False, "", ""),
        (f"{BY_COUNTRY} ORDER BY country LIMIT 9", False, "", ""),
    ],
)
async def test_the_order_of_rows(cities: Path, query: str, ordered: bool, prompt: str, expected: str) -> None:
    (cities / "solution.sql").write_text(query)
    (cities / "prompt.md").write_text(f"Write one SQLite query. {prompt}")
    (cities / "problem.toml").write_text(f'answer = "sql"\nordered = {str(ordered).lower()}\n')
    found = list(complaints(load_problem(cities), ENOUGH))
    assert len(found) == bool(expected)
    assert expected in "".join(found)


@pytest.mark.parametrize(
    ("query", "ordered"),
    [
        ("SELECT name FROM city ORDER BY people", True),  # ties
        ("SELECT name FROM city LIMIT 1", False),
        ("SELECT group_concat(name) FROM city", False),
        ("SELECT name, ROW_NUMBER() OVER (ORDER BY people) FROM city", False),
        ("SELECT country, name FROM city GROUP BY country", False),
    ],
)
async def test_a_result_that_depends_on_how_rows_are_stored(cities: Path, query: str, ordered: bool) -> None:
    (cities / "solution.sql").write_text(query)
    (cities / "prompt.md").write_text("Write one SQLite query. Sorted by people.")
    (cities / "problem.toml").write_text(f'answer = "sql"\nordered = {str(ordered).lower()}\n')
    (text,) = await warnings(cities)
    assert text.startswith("the result depends on the order in which rows are stored: failed\nassert rows_on_ordinary")


async def test_a_determined_order(cities: Path) -> None:
    (cities / "solution.sql").write_text("SELECT name, people FROM city ORDER BY people DESC, name")
    (cities / "prompt.md").write_text("Write one SQLite query. Sorted by people.")
    (cities / "problem.toml").write_text('answer = "sql"\nordered = true\n')
    assert await warnings(cities) == []


async def test_the_scaffold_is_sound(tmp_path: Path) -> None:
    for name, text in problem_files("p", ["empty_input"], "sql").items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    assert await warnings(tmp_path) == []
