"""Grading answers that come from anywhere: a faulty line of a batch spoils no other, and the command says what it found."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from self_harness.evaluation.grading import BadLine, Job, read_batch
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


def read(text: str) -> list[Job]:
    jobs = read_batch(text.encode())
    assert all(isinstance(job, Job) for job in jobs), jobs
    return [job for job in jobs if isinstance(job, Job)]


def line(problem: object, code: str) -> str:
    return json.dumps({"problem": str(problem), "code": code}, ensure_ascii=False)


def test_jobs_keep_their_order_and_their_names(folder: Path) -> None:
    names = ["two", str(folder / "one"), "./one", "two"]
    jobs = read("\n".join(line(name, str(number)) for number, name in enumerate(names)) + "\n\n")
    assert [(job.name, job.problem.id, job.code) for job in jobs] == [
        ("two", "two", "0"), (str(folder / "one"), "one", "1"), ("./one", "one", "2"), ("two", "two", "3"),
    ]  # fmt: skip


def test_only_a_newline_ends_a_line(folder: Path) -> None:
    code = "SEPARATORS = '\u2028\u2029\x85'"
    text = line("one", code) + "\r\n" + line("two", "second")
    assert "\u2028" in text
    assert [job.code for job in read(text)] == [code, "second"]


def test_a_byte_order_mark_may_begin_a_line(folder: Path) -> None:
    lines = [f"\ufeff{line('one', RIGHT)}", "\ufeff", f"\ufeff{line('two', RIGHT)}"]
    assert [job.name for job in read("\n".join(lines))] == ["one", "two"]


def test_a_faulty_line_says_what_is_wrong_with_it(folder: Path) -> None:
    faulty = {
        b"{": "invalid JSON",
        b'{"problem": "one"}': "code",
        line("three", RIGHT).encode(): "three",
        line("x" * 5000, RIGHT).encode(): "File name too long",
        b'{"problem": "one", "code": 5}': "code",
        b'{"problem": "one", "code": "\xff"}': "invalid JSON",
    }
    found = read_batch(b"\n\n".join([line("one", RIGHT).encode(), *faulty]))
    assert isinstance(found[0], Job)
    for number, (bad, said) in enumerate(zip(found[1:], faulty.values(), strict=True)):
        assert isinstance(bad, BadLine)
        assert bad.fault.startswith(f"line {3 + 2 * number} of the batch: ")
        assert said in bad.fault


def self_harness(*arguments: object, given: str | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *map(str, arguments)],
        input=given,
        encoding="utf-8",
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
    suite = self_harness("grade", ".", "right.py", "--sandbox", "local")
    assert (suite.returncode, suite.stderr) == (2, ". is a suite: name one of its problems, such as one.\n")


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


def test_a_faulty_line_spoils_itself_only(folder: Path) -> None:
    lines = [line("one", RIGHT), "{", line("three", RIGHT), line("two", f"\ufeff{RIGHT}")]
    found = self_harness("grade", "--batch", "-", "--sandbox", "local", given="\ufeff" + "\n".join(lines))
    rows = [json.loads(row) for row in found.stdout.splitlines()]
    assert found.returncode == 2
    assert [(row["problem"], row["status"]) for row in rows] == [
        ("one", "passed"), (None, "error"), ("three", "error"), ("two", "passed"),
    ]  # fmt: skip
    assert rows[1]["message"].startswith("line 2 of the batch")


def test_an_answer_or_a_batch_but_not_both(folder: Path) -> None:
    assert self_harness("grade", "one", "right.py", "--batch", "-").returncode == 2


def test_control_characters_do_not_reach_the_terminal(folder: Path) -> None:
    code = "def solution(text):\n    raise ValueError('\\x1b[2J\\x9b1m\\x07\\u202e\\ud800')\n"
    Path("wrong.py").write_text(code)
    for found in (
        self_harness("grade", "one", "wrong.py", "--sandbox", "local"),
        self_harness("grade", "one", "wrong.py", "--sandbox", "local", "--json"),
        self_harness("grade", "--batch", "-", "--sandbox", "local", given=line("one", code)),
    ):
        assert "ValueError" in found.stdout, found.stderr
        assert set(found.stdout) & set("\x1b\x9b\x07\u202e") == set()
