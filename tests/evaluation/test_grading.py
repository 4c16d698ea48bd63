"""Grading answers that come from anywhere: batches are read whole or not at all, and the command says what it found."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from self_harness.errors import ConfigError
from self_harness.evaluation.grading import read_batch
from tests.conftest import COMMAND

RIGHT = "def solution(text):\n    return len(text)\n"
WRONG = "def solution(text):\n    return 0\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which we are, with the problems `one` and `two`."""
    monkeypatch.chdir(tmp_path)
    for name, length in (("one", 1), ("two", 2)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "prompt.md").write_text(f"The length of a text, problem {name}.")
        (tmp_path / name / "tests.py").write_text(
            f"from solution import solution\nassert solution({'x' * length!r}) == {length}\n"
        )
    return tmp_path


def line(problem: object, code: str) -> str:
    return json.dumps({"problem": str(problem), "code": code}, ensure_ascii=False)


def test_jobs_keep_their_order_and_their_names(folder: Path) -> None:
    names = ["two", str(folder / "one"), "./one", "two"]
    jobs = read_batch("\n".join(line(name, str(number)) for number, name in enumerate(names)) + "\n\n")
    assert [(job.name, job.problem.id, job.code) for job in jobs] == [
        ("two", "two", "0"), (str(folder / "one"), "one", "1"), ("./one", "one", "2"), ("two", "two", "3"),
    ]  # fmt: skip


def test_only_a_newline_ends_a_line(folder: Path) -> None:
    code = "SEPARATORS = '\u2028\u2029\x85'"
    text = line("one", code) + "\r\n" + line("two", "second")
    assert "\u2028" in text
    assert [job.code for job in read_batch(text)] == [code, "second"]


def test_every_faulty_line_is_listed_and_nothing_else_is_read(folder: Path) -> None:
    lines = [line("one", RIGHT), "{", "", '{"problem": "one"}', line("three", RIGHT), '{"problem": "one", "code": 5}']
    with pytest.raises(ConfigError) as caught:
        read_batch("\n".join(lines))
    said = str(caught.value).splitlines()
    assert [text.split(":")[0] for text in said if text.startswith("line")] == ["line 2", "line 4", "line 5", "line 6"]
    faults = {text.split(":")[0]: text for text in said}
    assert "Invalid JSON" in faults["line 2"]
    assert "code" in faults["line 4"]
    assert "three" in faults["line 5"]
    assert "code" in faults["line 6"]


def self_harness(*arguments: object, given: str | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *map(str, arguments)],
        input=given,
        env={**os.environ, "COLUMNS": "200", "PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_one_answer(folder: Path) -> None:
    Path("right.py").write_text(RIGHT)
    Path("wrong.py").write_text(WRONG)
    right = self_harness("grade", "one", "right.py", "--sandbox", "local")
    assert (right.returncode, right.stdout.split()[0]) == (0, "passed")
    wrong = self_harness("grade", "one", "wrong.py", "--sandbox", "local", "--json")
    verdict = json.loads(wrong.stdout)
    assert (wrong.returncode, verdict["status"]) == (1, "failed")
    assert "assert solution('x') == 1" in verdict["message"]
    missing = self_harness("grade", "three", "right.py", "--sandbox", "local")
    assert (missing.returncode, missing.stdout) == (2, "")
    assert "three" in missing.stderr


def test_a_batch(folder: Path) -> None:
    slow = "import time\ntime.sleep(0.5)\n" + RIGHT
    Path("batch.jsonl").write_text("\n".join([line("two", slow), line(folder / "one", WRONG), line("two", "(")]))
    found = self_harness("grade", "--batch", "batch.jsonl", "--sandbox", "local")
    assert found.returncode == 0, found.stderr
    rows = [json.loads(row) for row in found.stdout.splitlines()]
    assert all(list(row) == ["problem", "status", "message", "seconds"] for row in rows)
    assert [(row["problem"], row["status"]) for row in rows] == [
        ("two", "passed"), (str(folder / "one"), "failed"), ("two", "error"),
    ]  # fmt: skip
    assert rows[0]["seconds"] >= 0.5
    assert "SyntaxError" in rows[2]["message"]


def test_nothing_of_a_malformed_batch_is_graded(folder: Path) -> None:
    found = self_harness("grade", "--batch", "-", "--sandbox", "local", given=line("one", RIGHT) + "\n{\n")
    assert (found.returncode, found.stdout) == (2, "")
    assert "line 2" in found.stderr
    both = self_harness("grade", "one", "right.py", "--batch", "-")
    assert both.returncode == 2
