"""Text answers: what is taken out of a reply, suites of rows, and one tests.py for a whole suite."""

import asyncio
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from sandbox import open_sandbox
from self_harness.attempt import Limits, Verdict
from self_harness.errors import SuiteError
from self_harness.simulation.model import SimulatedModel
from self_harness.suite.kinds.text import Take, Text
from self_harness.suite.problem import Problem, find_suite, is_problem, load_problem, load_suite
from self_harness.suite.scorers import SCORERS, find_scorer, in_grades, score_of


@pytest.mark.parametrize(
    ("take", "reply", "answer"),
    [
        ("whole", "<think>\nsales?\n</think>\n\n billing \n", "billing"),
        ("whole", "\ufeffbilling\r\n", "billing"),
        ("whole", " \n", None),
        ("block", "So:\n```text\nbilling\n```\nor\n> ```\n> access\n> ```\nDone.", "access"),
        ("block", "billing", None),
        ("line", "It is about money.\n\nbilling\n", "billing"),
        ("line", "```\nbilling\n```", "billing"),
        ("line", "\n", None),
        ("json", '{"a": 1}', '{"a": 1}'),
        ("json", 'Here: {"a": 0}.\n```json\n{"a": [1, {"b": 2}]}\n```\nDone {x}.', '{"a": [1, {"b": 2}]}'),
        ("json", "42", "42"),
        ("json", "none", None),
        ("json", "[" * 5000, None),
    ],
)
def test_the_answer_in_a_reply(take: Take, reply: str, answer: str | None) -> None:
    assert Text(take).extract(reply) == answer


def grade(problem: Problem, *answers: str) -> list[Verdict]:
    async def go() -> list[Verdict]:
        async with open_sandbox("local", simulated=True, concurrency=1, on_notice=print) as sandbox:
            return [
                await sandbox.grade(problem.kind.program(answer), problem.tests, Limits(), problem.settings.isolation)
                for answer in answers
            ]

    return asyncio.run(go())


def statuses(problem: Problem, *answers: str) -> list[str]:
    return [verdict.status for verdict in grade(problem, *answers)]


def write(folder: Path, files: Mapping[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


def lines(*rows: Any) -> str:
    return "".join(json.dumps(row) + "\n" for row in rows)


EXACT = "from solution import answer\nassert answer == expected\n"
ROWS = lines(
    {"id": "b", "expected": "access", "bugs": {"negation": "billing"}, "text": "I can't sign in."},
    {"id": "a", "expected": "billing", "text": "Twice {charged}!"},
)


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    return write(
        tmp_path / "mail",
        {"rows.jsonl": "\ufeff" + ROWS, "tests.py": EXACT, "prompt.md": "billing or {other}?\n\n{text}\n",
         "suite.toml": 'kind = "mail"\n'},
    )  # fmt: skip


def test_rows_share_their_tests_and_their_prompt(rows: Path) -> None:
    suite = load_suite(rows)
    assert [problem.id for problem in suite.problems] == ["a", "b"]
    first, second = suite.problems
    assert first.prompt == "billing or {other}?\n\nTwice {charged}!"
    assert (first.solution, dict(second.bugs), first.settings.kind) == ("billing", {"negation": "billing"}, "mail")
    assert statuses(first, "billing", " billing\n", "Billing", "") == ["passed", "passed", "failed", "failed"]
    (wrong,) = grade(second, second.bugs["negation"])
    assert "answer was 'billing', expected 'access'" in wrong.message
    assert load_problem(rows / "b") == second
    assert not is_problem(rows)
    with pytest.raises(SuiteError, match="no such folder"):
        load_problem(rows / "c")


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("{", "line 3: Expecting"),
        ("[1]", "line 3: not an object"),
        ('{"id": "c", "text": "x"}', "line 3: has no expected"),
        ('{"id": "../c", "expected": 1, "text": "x"}', "is no name"),
        ('{"id": "c", "expected": NaN, "text": "x"}', "NaN is no JSON value"),
        ('{"id": "c", "expected": 1, "txt": "x"}', "has no field of prompt.md"),
        ('{"id": "c", "expected": 1, "text": "x", "bugs": ["y"]}', "bugs: not an object"),
        ('{"id": "A", "expected": 1, "text": "x"}', "the id a is that of 2 rows"),
        ('{"id": "c", "expected": 1, "text": "I can\'t sign in."}', "the same prompt as b"),
    ],
)
def test_a_faulty_row_is_named(rows: Path, line: str, fault: str) -> None:
    (rows / "rows.jsonl").write_text(f"{ROWS}{line}\n")
    with pytest.raises(SuiteError) as caught:
        load_suite(rows)
    assert fault in str(caught.value)


def test_the_expected_answer_is_not_shown(rows: Path) -> None:
    (rows / "prompt.md").write_text("{text} {expected}")
    with pytest.raises(SuiteError, match="shows expected to the model"):
        load_suite(rows)


def test_folders_may_share_their_tests_too(tmp_path: Path) -> None:
    suite = write(
        tmp_path / "suite",
        {"suite.toml": 'answer = "text"\ntake = "line"\n', "tests.py": EXACT, "one/prompt.md": "1 + 1?",
         "one/solution.txt": "2\n", "two/prompt.md": "Any text?", "two/tests.py": "from solution import answer\nassert answer\n",
         "two/problem.toml": "timeout = 2\n"},
    )  # fmt: skip
    one, two = load_suite(suite).problems
    assert statuses(one, "2", "3") == ["passed", "failed"]
    assert statuses(two, "x", "") == ["passed", "failed"]
    assert (two.settings.timeout, two.settings.take, one.kind.extract("So:\n2")) == (2, "line", "2")
    assert load_problem(suite / "one") == one
    assert is_problem(suite / "one")
    assert not is_problem(suite)
    (suite / "suite.toml").write_text("answr = 1\n")
    with pytest.raises(SuiteError, match=r"suite\.toml: answr"):
        load_suite(suite)


GRADED = {
    "exact": ("x", ["x", " x "], ["y", "x y"]),
    "number": ("1,200", ["It is 1200.", "12, no: 1200.0"], ["1200 or 12", "none", "-1200"]),
    "json": ('{"a": 1, "b": [2]}', ['{"b": [2], "a": 1}'], ['{"a": 1}', "a"]),
    "regex": (r"^\d{3}$", ["123"], ["12", "a"]),
    "contains": ("Rome", ["It is Rome."], ["It is rome."]),
    "f1": ("the red fox", ["red fox", "The fox, red!"], ["a dog", "the"]),
}


@pytest.mark.parametrize("name", SCORERS)
def test_what_a_scorer_accepts(name: str, tmp_path: Path) -> None:
    expected, right, wrong = GRADED[name]
    scorer = SCORERS[name]
    toml = f'answer = "text"\ntake = "{scorer.take}"\npass_at = {scorer.pass_at + (0.01 if name == "f1" else 0)}\n'
    row = lines({"id": "a", "expected": expected, "input": "?"})
    (problem,) = load_suite(
        write(tmp_path / "s", {"suite.toml": toml, "rows.jsonl": row, "tests.py": scorer.tests})
    ).problems
    assert statuses(problem, *right) == ["passed"] * len(right)
    assert set(statuses(problem, *wrong)) <= {"failed", "error"}


def test_a_scorer_of_ones_own_gives_a_score_that_is_kept_in_the_message(tmp_path: Path) -> None:
    file = tmp_path / "half.py"
    file.write_text("def score(answer, expected):\n    return len(set(answer) & set(expected)) / len(set(expected))\n")
    scorer = find_scorer(str(file))
    files = {"suite.toml": "pass_at = 0.5\n", "rows.jsonl": lines({"id": "a", "expected": "abcd", "input": "?"})}
    (problem,) = load_suite(write(tmp_path / "s", {**files, "tests.py": scorer.tests})).problems
    passed, failed = grade(problem, "abx", "axy")
    assert passed.passed
    assert "score 0.250 of 'axy', expected 'abcd'" in failed.message


@pytest.mark.parametrize("name", ["tickets", "bookings"])
def test_the_bundled_suites_of_rows(name: str) -> None:
    suite = load_suite(find_suite(name))
    assert len(suite) >= 40
    for problem in suite.problems:
        assert problem.solution is not None
        assert problem.solution not in problem.bugs.values()
        assert problem.kind.extract(problem.solution) == problem.solution
    model = SimulatedModel(suite.problems)
    start = suite.problems[0].kind.start
    rate = model.true_pass_rate(suite.problems, start)
    weaknesses = {weakness for problem in suite.problems for weakness in problem.bugs}
    better = model.true_pass_rate(
        suite.problems,
        start.model_copy(
            update={"checklist": "\n".join(model.taxonomy.by_name[name].instructions[0] for name in sorted(weaknesses))}
        ),
    )
    assert 0.4 < rate < 0.9
    assert better > rate + 0.05


def test_scores_of_a_comparison(tmp_path: Path) -> None:
    """The verdict on an answer to a problem `in_grades` says its score, whether it would have passed or not."""
    own = tmp_path / "own.py"
    own.write_text("def score(answer, expected):\n    return bool(answer) and len(answer) / 4\n")
    wanted = lines({"id": "a", "expected": "the city of Paris", "input": "?"})
    for name, answers in {
        "f1": {"a town of Paris": 0.5, "Rome": 0.0, "the city of Paris": 1.0},
        str(own): {"x": 0.25, "xxxxxxx": 1.0},
        "exact": {"the city of Paris": 1.0, "Paris": 0.0},
    }.items():
        files = {"suite.toml": 'answer = "text"\n', "rows.jsonl": wanted, "tests.py": find_scorer(name).tests}
        (problem,) = load_suite(write(tmp_path / Path(name).stem, files)).problems
        verdicts = grade(in_grades(problem), *answers)
        assert [score_of(verdict) for verdict in verdicts] == pytest.approx(list(answers.values()))
        assert [verdict.passed for verdict in verdicts] == [
            name == "exact" and score == 1 for score in answers.values()
        ]
    assert score_of(Verdict(status="timeout")) == 0
