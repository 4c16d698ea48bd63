"""Published formats become suites that load and whose tests tell right answers from wrong ones."""

import gzip
import json
import random
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from self_harness.errors import ConfigError, SuiteError
from self_harness.suite.importers import create_folder, find_importer, write_suite
from self_harness.suite.problem import Problem, Suite, load_suite

HUMANEVAL = Path(__file__).parents[3] / "shared" / "data" / "HumanEval.jsonl.gz"
Import = Callable[..., Suite]


@pytest.fixture
def imported(tmp_path: Path) -> Import:
    """The suite made of records in a format."""

    def run(format_: str, *records: Any, text: str | None = None) -> Suite:
        file = tmp_path / "records.jsonl"
        file.write_text("\n".join(map(json.dumps, records)) if text is None else text, "utf-8")
        write_suite(find_importer(format_)(file), tmp_path / "suite")
        return load_suite(tmp_path / "suite")

    return run


def passes(problem: Problem, answer: str) -> bool:
    """Runs the tests on an answer in this process; the sandbox is not what is tested here."""
    module = ModuleType("solution")
    exec(answer, module.__dict__)
    sys.modules["solution"] = module
    try:
        exec(compile(problem.tests, "tests.py", "exec"), {"__name__": "__main__"})
    except AssertionError:
        return False
    finally:
        del sys.modules["solution"]
    return True


HUMANEVAL_RECORD = {
    "task_id": "HumanEval/7",
    "prompt": 'import math\n\n\ndef half(x):\n    return x / 2\n\n\ndef unhalve(x: float) -> float:\n    """Undo half."""\n',
    "entry_point": "unhalve",
    "canonical_solution": "    return x * 2\n",
    "test": "METADATA = {}\n\n\ndef check(candidate):\n    assert candidate(half(3)) == math.floor(3.5)\n",
}


@pytest.mark.skipif(not HUMANEVAL.is_file(), reason=f"needs {HUMANEVAL.name} in shared/data beside the checkout")
def test_all_of_humaneval(tmp_path: Path) -> None:
    assert write_suite(find_importer("humaneval")(HUMANEVAL), tmp_path / "he") == 164
    suite = load_suite(tmp_path / "he")
    assert [problem.id for problem in suite.problems] == [f"humaneval-{number:03}" for number in range(164)]
    for problem in suite.problems:
        assert problem.solution
        random.seed(1)
        assert passes(problem, problem.solution), problem.id
    below_zero = suite["humaneval-003"]
    assert "def below_zero(" in below_zero.prompt
    assert "`below_zero`" in below_zero.prompt
    assert below_zero.tests.startswith("from solution import below_zero\n")
    assert "import List" not in below_zero.tests  # which only the reference needs
    assert not passes(below_zero, "def below_zero(operations):\n    return False\n")


def test_humaneval_tests_may_use_what_the_prompt_gives(imported: Import) -> None:
    problem = imported("humaneval", HUMANEVAL_RECORD)["humaneval-007"]
    assert passes(problem, "def unhalve(x):\n    return 2 * x\n")
    assert not passes(problem, "def unhalve(x):\n    return x\n")


MBPP_RECORD = {
    "task_id": 601,
    "text": "Write a function to find the pair with the largest sum.",
    "code": "import math\r\nclass Pair(object):\r\n\tdef __init__(self, a, b):\r\n\t\tself.a = a\r\n\t\tself.b = b\r\n"
    "def largest(pairs):\r\n\treturn max(p.a + p.b for p in pairs)\r\n",
    "test_list": [
        "assert largest([Pair(1, 2), Pair(0, 1)]) == OFFSET",
        "assert math.isclose(largest([Pair(2, 2)]), 4)",
    ],
    "test_setup_code": "OFFSET = 3",
    "challenge_test_list": [],
}


def test_mbpp(imported: Import) -> None:
    problem = imported("mbpp", MBPP_RECORD)["mbpp-601"]
    assert problem.tests.startswith("from solution import Pair, largest\n")
    assert problem.solution
    assert passes(problem, problem.solution)
    assert not passes(problem, problem.solution.replace("max", "min"))
    assert "largest sum" in problem.prompt
    assert "assert largest([Pair(1, 2), Pair(0, 1)]) == OFFSET" in problem.prompt


def test_sanitized_mbpp_is_one_array(imported: Import) -> None:
    record = {
        "source_file": "Benchmark Questions Verification V2.ipynb",
        "task_id": 2,
        "prompt": "Write a function to double.",
        "code": "def double(x):\n    return x * 2",
        "test_imports": ["import math"],
        "test_list": ["assert double(math.floor(1.5)) == 2"],
    }
    problem = imported("mbpp", text=json.dumps([record], indent=1))["mbpp-002"]
    assert passes(problem, "def double(x):\n    return x + x\n")
    assert not passes(problem, "def double(x):\n    return x\n")


PLUS_RECORD = {
    "task_id": "HumanEval/4",
    "prompt": 'def shares(xs):\n    """Shares of the sum, halved again and again (recursive) below one."""\n',
    "entry_point": "shares",
    "canonical_solution": "    if sum(xs) < 1:\n        return [x / 1 for x in xs]\n    return shares([x / 3 for x in xs])\n",
    "base_input": [[[0.1, 0.2]]],
    "plus_input": [[[3, 4]], [[1e3]]],
    "contract": "assert xs\n",
    "atol": 0,
}


def test_evalplus_takes_what_is_expected_from_the_reference(imported: Import) -> None:
    problem = imported("evalplus", PLUS_RECORD)["humaneval-004"]
    right = "def shares(xs):\n    while sum(xs) >= 1:\n        xs = [x * (1 / 3) for x in xs]\n    return xs\n"
    assert passes(problem, right)
    assert not passes(problem, right.replace("return xs", "return [x + 1e-3 for x in xs]"))
    assert not passes(problem, right.replace("return xs", "return xs + xs"))
    only_base = right.replace("    while", "    if 3 in xs: return [0.5]\n    while")
    assert not passes(problem, only_base)
    greedy = right.replace("    while", "    given, xs = xs, list(xs)\n    given.clear()\n    while")
    assert passes(problem, greedy)


def test_evalplus_accepts_any_root_where_many_are_right(imported: Import) -> None:
    record = PLUS_RECORD | {
        "task_id": "HumanEval/32",
        "prompt": "def poly(xs, x):\n    return sum(c * x**i for i, c in enumerate(xs))\n\n\ndef find_zero(xs):\n",
        "entry_point": "find_zero",
        "canonical_solution": "    return 1.0\n",
        "base_input": [[[-1, 0, 1]]],
        "plus_input": [],
        "atol": 1e-4,
    }
    problem = imported("evalplus", record)["humaneval-032"]
    assert passes(problem, "def find_zero(xs):\n    return -1.0\n")
    assert not passes(problem, "def find_zero(xs):\n    return 0.0\n")


NUMPY_TEST = """\
import numpy as np

def is_floats(x) -> bool:
    if isinstance(x, float):
        return True
    if isinstance(x, np.ndarray):
        return x.dtype == np.float64
    return False

def assertion(out, exp, atol):
    if atol == 0 and is_floats(exp):
        atol = 1e-6
    if out != exp and atol != 0:
        np.testing.assert_allclose(out, exp, rtol=1e-07, atol=atol)
    else:
        assert out == exp
"""


def test_evalplus_with_tests_that_use_numpy(imported: Import) -> None:
    humaneval = HUMANEVAL_RECORD | {
        "test": NUMPY_TEST
        + "\ndef check(candidate):\n    assertion(candidate(0.15), 0.3, 0)\n    assertion(candidate(2), 4, 0)\n"
    }
    mbpp = MBPP_RECORD | {
        "code": "def thrice(x):\n    return x * 3",
        "test_list": ["assert thrice(1) == 3"],
        "test": NUMPY_TEST + "\nassertion(thrice(0.1), 0.3, 0)\n",
    }
    suite = imported("evalplus", humaneval, mbpp)
    assert passes(suite["humaneval-007"], "def unhalve(x):\n    return x + x\n")
    assert not passes(suite["humaneval-007"], "def unhalve(x):\n    return x + x + 1e-4\n")
    assert passes(suite["mbpp-601"], "def thrice(x):\n    return x + x + x\n")
    assert not passes(suite["mbpp-601"], "def thrice(x):\n    return 0.31\n")


def test_own_format(imported: Import) -> None:
    record = {
        "id": "double-it",
        "prompt": "Write solution(x)\u2028that doubles.",
        "tests": "from solution import solution\nassert solution(2) == 4",
        "solution": "def solution(x):\n    return 2 * x",
        "bugs": {"off_by_one": "def solution(x):\n    return 2 * x + 1"},
        "settings": {"kind": 'a "kind" \U0001f600', "timeout": 2.5},
    }
    bare = {"id": "bare", "prompt": "p", "tests": "assert True"}
    text = json.dumps(record, ensure_ascii=False) + "\n\n" + json.dumps(bare) + "\n"
    suite = imported("jsonl", text=text)
    written = Problem.model_validate(record).model_copy(
        update={name: f"{record[name]}\n" for name in ("tests", "solution")}
        | {"bugs": {"off_by_one": "def solution(x):\n    return 2 * x + 1\n"}}
    )
    assert suite["double-it"] == written
    assert suite["bare"].solution is None


def test_all_malformed_lines_are_named_and_nothing_is_written(imported: Import, tmp_path: Path) -> None:
    good = {"id": "one", "prompt": "p1", "tests": "assert True"}
    lines = [
        json.dumps(good),
        "{",
        json.dumps(good | {"id": "ONE", "prompt": "p2"}),
        json.dumps({"id": "two"}),
        json.dumps(good | {"id": "../three"}),
        json.dumps(good | {"id": "four", "tests": "assert ("}),
        json.dumps(good | {"id": "five", "bugs": {"a/b": "x"}}),
        json.dumps(good | {"id": "six", "prompt": "\ud800"}),
        json.dumps(good | {"id": "seven", "solutions": "typo"}),
        "[]",
    ]
    with pytest.raises(ConfigError) as error:
        imported("jsonl", text="\n".join(lines))
    said = str(error.value).splitlines()
    assert "9 record(s)" in said[0]
    for number, line in enumerate(said[1:], 2):
        assert line.startswith(f"  line {number}: ")
    for number, what in {
        3: "that of line 1",
        4: "tests: is missing",
        5: "../three",
        6: "line 1",
        9: "solutions",
    }.items():
        assert what in said[number - 1]
    assert [path.name for path in tmp_path.iterdir()] == ["records.jsonl"]


@pytest.mark.parametrize(
    ("format_", "record", "what"),
    [
        (
            "humaneval",
            {name: text for name, text in HUMANEVAL_RECORD.items() if name != "test"},
            "test: is missing",
        ),
        ("humaneval", HUMANEVAL_RECORD | {"entry_point": "other"}, "other is not in the reference"),
        ("mbpp", MBPP_RECORD | {"test_list": ["assert True"], "test_setup_code": ""}, "nothing that the code defines"),
        ("evalplus", PLUS_RECORD | {"task_id": "Mbpp/2"}, "lost their tuples"),
    ],
)
def test_records_that_make_no_problem(imported: Import, format_: str, record: dict[str, Any], what: str) -> None:
    with pytest.raises(ConfigError, match=f"line 1: .*{what}"):
        imported(format_, record)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "no records"),
        (b"[1,", "not a file of JSON lines"),
        (b"\xff\xfe", "not UTF-8 .*iconv -f UTF-16"),
        (gzip.compress(b'{"id": 1}', mtime=0)[:12], "can't be unpacked"),
    ],
)
def test_files_that_hold_no_records(data: bytes, what: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(data)
    with pytest.raises(ConfigError, match=what):
        find_importer("jsonl")(tmp_path / "file")
    with pytest.raises(ConfigError, match="No such file"):
        find_importer("jsonl")(tmp_path / "missing")


def test_gzip_is_recognised_by_content(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(gzip.compress(json.dumps(HUMANEVAL_RECORD).encode()))
    assert [problem.id for problem in find_importer("humaneval")(tmp_path / "file")] == ["humaneval-007"]


def test_what_would_not_load_is_not_written(imported: Import, tmp_path: Path) -> None:
    twins = [{"id": name, "prompt": "the same", "tests": "assert True"} for name in ("a", "b")]
    with pytest.raises(SuiteError, match="duplicate"):
        imported("jsonl", *twins)
    assert [path.name for path in tmp_path.iterdir()] == ["records.jsonl"]


def test_existing_folders_are_refused_and_interrupted_ones_leave_nothing(tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    with pytest.raises(ConfigError, match="exists already"):
        create_folder(tmp_path / "taken", {"a": "b"})

    def interrupt(draft: Path) -> int:
        assert (draft / "sub" / "a").read_text() == "b"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        create_folder(tmp_path / "new", {"sub/a": "b"}, interrupt)
    assert [path.name for path in tmp_path.iterdir()] == ["taken"]
    (tmp_path / "file").write_text("")
    with pytest.raises(ConfigError, match="can't be written"):
        create_folder(tmp_path / "file" / "new", {"a": "b"})


def test_a_package_adds_a_format(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "added_format.py").write_text(
        "from self_harness.suite.problem import Problem\n"
        "def read(path):\n"
        "    return [Problem(id=name, prompt=name, tests='assert True') for name in path.read_text().split()]\n"
    )
    metadata = tmp_path / "added_format-1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: added-format\nVersion: 1.0\n")
    (metadata / "entry_points.txt").write_text("[self_harness.suite.importers]\nwords = added_format:read\n")
    (tmp_path / "file.txt").write_text("alpha beta")
    with pytest.raises(ConfigError, match=r"humaneval, mbpp, evalplus, jsonl\)"):
        find_importer("words")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert write_suite(find_importer("words")(tmp_path / "file.txt"), tmp_path / "out") == 2
    assert load_suite(tmp_path / "out")["beta"].prompt == "beta"
