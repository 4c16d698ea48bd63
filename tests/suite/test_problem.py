"""Loading suites, all their faults, and splits."""

import copy
import pickle
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from self_harness.errors import ConfigError, SuiteError
from self_harness.suite.problem import BUNDLED, Problem, Suite, find_suite, load_problem, load_suite, split
from self_harness.suite.settings import Settings

TESTS = "from solution import solution\nassert solution(1) == 2\n"


def write(folder: Path, **files: str | bytes) -> Path:
    """A problem folder; `prompt` and `tests` are added where they are not given."""
    names = {"prompt": "prompt.md", "tests": "tests.py", "solution": "solution.py", "settings": "problem.toml"}
    folder.mkdir(parents=True)
    for name, content in ({"prompt": f"Write {folder.name}.", "tests": TESTS} | files).items():
        data = content if isinstance(content, bytes) else content.encode()
        (folder / names[name]).write_bytes(data)
    return folder


def faults(path: Path) -> list[str]:
    with pytest.raises(SuiteError) as caught:
        load_suite(path)
    return caught.value.faults


def test_a_problem_with_everything(tmp_path: Path) -> None:
    folder = write(
        tmp_path / "add-one",
        prompt="\n# Add one\n",
        solution="def solution(x):\n    return x + 1\n",
        settings='kind = "contract"\ntimeout = 2.5\nisolation = "shared"\n',
    )
    (folder / "bugs").mkdir()
    (folder / "bugs" / "off_by_one.py").write_text("def solution(x):\n    return x\n")
    (folder / "notes.txt").write_text("not read")
    assert load_problem(folder) == Problem(
        id="add-one",
        prompt="# Add one",
        tests=TESTS,
        solution="def solution(x):\n    return x + 1\n",
        bugs={"off_by_one": "def solution(x):\n    return x\n"},
        settings=Settings(kind="contract", timeout=2.5, isolation="shared"),
    )


def test_the_two_files_of_the_articles_format_are_enough(tmp_path: Path) -> None:
    problem = load_problem(write(tmp_path / "p"))
    assert problem == Problem(id="p", prompt="Write p.", tests=TESTS)
    assert (problem.solution, problem.bugs, problem.settings) == (None, {}, Settings())


def test_a_problem_can_be_copied_pickled_and_written(tmp_path: Path) -> None:
    problem = Problem(id="p", prompt="x", tests=TESTS, bugs={"a": "b"})
    assert copy.deepcopy(problem) == problem
    assert pickle.loads(pickle.dumps(problem)) == problem
    assert Problem.model_validate_json(problem.model_dump_json()) == problem


@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["plain", "byte order mark"])
def test_files_written_on_windows(tmp_path: Path, mark: str) -> None:
    windows = write(
        tmp_path / "w" / "p",
        prompt=f"{mark}Write p.\r\n\r\nIt is easy.\r\n",
        tests=mark + TESTS.replace("\n", "\r\n"),
        settings=f"{mark}timeout = 3\r\n",
    )
    unix = write(tmp_path / "u" / "p", prompt="Write p.\n\nIt is easy.\n", tests=TESTS, settings="timeout = 3\n")
    assert load_problem(windows) == load_problem(unix)
    assert load_problem(windows).prompt == "Write p.\n\nIt is easy."
    assert load_problem(windows).digest == load_problem(unix).digest


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("prompt.md", None, "p/prompt.md: missing"),
        ("tests.py", None, "p/tests.py: missing"),
        ("prompt.md", b" \n\t\n", "p/prompt.md: empty"),
        ("prompt.md", b"\xef\xbb\xbf", "p/prompt.md: empty"),
        ("tests.py", b"", "p/tests.py: empty"),
        ("prompt.md", b"Stra\xdfe", "p/prompt.md: not UTF-8 (byte 4)"),
        ("tests.py", b"x = '\xff'", "p/tests.py: not UTF-8 (byte 5)"),
        ("tests.py", b"a = 1\nassert (\n", "p/tests.py: syntax error in line 2: '(' was never closed"),
        ("tests.py", b"if True:\nx = 1", "p/tests.py: syntax error in line 2: expected an indented block"),
        ("tests.py", b"a = 1\nreturn a", "p/tests.py: syntax error in line 2: 'return' outside function"),
        ("tests.py", b"break", "p/tests.py: syntax error in line 1: 'break' outside loop"),
        ("tests.py", b"def f(x, x): pass", "p/tests.py: syntax error in line 1: duplicate argument 'x'"),
        ("tests.py", b"assert await f()", "p/tests.py: syntax error in line 1: 'await' outside function"),
        ("tests.py", b"a = 1\nassert (yield)", "p/tests.py: syntax error in line 2: 'yield' outside function"),
        ("prompt.md", b"a\0b", "p/prompt.md: holds a NUL character"),
        ("tests.py", b"x = 1\0", "p/tests.py: holds a NUL character"),
        ("solution.py", b"def solution(x)\n", "p/solution.py: syntax error in line 1: expected ':'"),
        ("solution.py", b"\n", "p/solution.py: empty"),
        ("bugs/odd.py", b"return return", "p/bugs/odd.py: syntax error in line 1: invalid syntax"),
        ("bugs/odd.py", b"\xff", "p/bugs/odd.py: not UTF-8 (byte 0)"),
        ("problem.toml", b"kind = ", "p/problem.toml: Invalid value"),
        ("problem.toml", b"timeout = -1", "p/problem.toml: timeout: must be more than 0, not -1"),
        ("problem.toml", b"timeout = inf", "p/problem.toml: timeout: must be a finite number, not inf"),
        ("problem.toml", b"[time]\nout = 1", "p/problem.toml: time: there is no such name here"),
        (
            "problem.toml",
            b"isolation = 'none'",
            "p/problem.toml: isolation: must be 'separate' or 'shared', not 'none'",
        ),
    ],
)
def test_what_is_wrong_is_said_exactly(tmp_path: Path, name: str, content: bytes | None, expected: str) -> None:
    folder = write(tmp_path / "suite" / "p")
    write(tmp_path / "suite" / "sound")
    (folder / name).parent.mkdir(exist_ok=True)
    if content is None:
        (folder / name).unlink()
    else:
        (folder / name).write_bytes(content)
    (fault,) = faults(tmp_path / "suite")
    assert fault.startswith(expected)
    with pytest.raises(SuiteError) as caught:
        load_problem(folder)
    assert caught.value.faults == [fault]
    load_problem(tmp_path / "suite" / "sound")


def test_a_folder_in_place_of_a_file(tmp_path: Path) -> None:
    folder = write(tmp_path / "suite" / "p")
    (folder / "tests.py").unlink()
    (folder / "tests.py").mkdir()
    assert faults(tmp_path / "suite") == ["p/tests.py: Is a directory"]


def test_all_faults_of_all_problems_are_listed_at_once(tmp_path: Path) -> None:
    suite = tmp_path / "suite"
    write(suite / "a", prompt="", tests="(", settings="colour = 1\ntimeout = 0")
    write(suite / "b")
    (suite / "c").mkdir()
    with pytest.raises(SuiteError) as caught:
        load_suite(suite)
    assert sorted(caught.value.faults) == [
        "a/problem.toml: colour: there is no such name here",
        "a/problem.toml: timeout: must be more than 0, not 0",
        "a/prompt.md: empty",
        "a/tests.py: syntax error in line 1: '(' was never closed",
        "c/prompt.md: missing",
        "c/tests.py: missing",
    ]
    first, *others = str(caught.value).splitlines()
    assert first == f"{suite}: 6 problem(s) can't be loaded:"
    assert others == [f"  - {fault}" for fault in caught.value.faults]
    assert isinstance(caught.value, ConfigError)
    assert caught.value.exit_code == 2


def test_duplicates(tmp_path: Path) -> None:
    for name, prompt in (("add", "Same."), ("Add", "Other."), ("sum", "\nSame. \n"), ("third", "Same.")):
        write(tmp_path / name, prompt=prompt)
    assert faults(tmp_path) == [
        "Add: duplicate id, differs from another by upper and lower case only",
        "add: duplicate id, differs from another by upper and lower case only",
        "sum: duplicate, the same prompt as add",
        "third: duplicate, the same prompt as add",
    ]


def test_no_problem_folders(tmp_path: Path) -> None:
    (tmp_path / "prompt.md").write_text("A file, not a folder.")
    for passed_over in (".git", "__pycache__", "_drafts"):
        (tmp_path / passed_over).mkdir()
    assert faults(tmp_path) == ["no problem folders here: a suite is a folder of folders with prompt.md and tests.py"]
    with pytest.raises(SuiteError, match="no such folder"):
        load_problem(tmp_path / "gone")


def test_a_suite_in_the_order_of_its_ids(tmp_path: Path) -> None:
    for name in ("b", "a", "C", "a-1"):
        write(tmp_path / "mine" / name)
    suite = load_suite(tmp_path / "mine")
    assert suite.name == "mine"
    assert [problem.id for problem in suite.problems] == ["C", "a", "a-1", "b"]
    assert len(suite) == 4
    assert suite["a-1"].prompt == "Write a-1."
    with pytest.raises(KeyError, match="gone"):
        suite["gone"]


def test_digest_is_of_what_an_attempt_depends_on() -> None:
    base = Problem(id="p", prompt="x", tests=TESTS)
    assert base.digest == base.model_copy(update={"solution": "s", "bugs": {"a": "b"}}).digest
    others: list[dict[str, object]] = [{"prompt": "y"}, {"tests": TESTS + "\n"}, {"settings": Settings(timeout=3)}]
    digests = {base.digest, *(base.model_copy(update=change).digest for change in others)}
    assert len(digests) == 4
    assert all(len(digest) == 64 for digest in digests)


def test_digest_of_a_suite_is_of_all_its_problems() -> None:
    first, second = Problem(id="a", prompt="x", tests=TESTS), Problem(id="b", prompt="y", tests=TESTS)
    suites = [
        Suite(name="s", problems=problems)
        for problems in ((first, second), (first,), (first, second.model_copy(update={"prompt": "z"})))
    ]
    assert len({suite.digest for suite in suites}) == 3
    assert suites[0].digest == suites[0].model_copy(update={"name": "t"}).digest


def test_find_suite(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine").mkdir()
    assert find_suite("mine") == Path("mine")
    assert find_suite(str(tmp_path / "mine")) == tmp_path / "mine"
    assert find_suite("contracts") == BUNDLED / "contracts"
    with pytest.raises(ConfigError, match=r"no folder 'gone' and no bundled suite of that name \(bundled: .*contracts"):
        find_suite("gone")


def suite_of(size: int) -> Suite:
    problems = (Problem(id=f"p{index:04}", prompt=f"{index}", tests=TESTS) for index in range(size))
    return Suite(name="made", problems=tuple(problems))


@settings(deadline=None, max_examples=60)
@given(st.integers(5, 80), st.floats(0.3, 0.7), st.sampled_from([0.0, 0.2, 0.3]), st.integers(0, 99))
def test_splits_are_disjoint_complete_deterministic_and_of_the_right_size(
    size: int, held_in: float, test_split: float, seed: int
) -> None:
    suite = suite_of(size)
    parts = split(suite, held_in, seed, test_split)
    everything = [*parts.held_in, *parts.held_out, *parts.test_split]
    assert len(everything) == len(set(everything))
    assert sorted(everything) == [problem.id for problem in suite.problems]
    assert parts == split(suite, held_in, seed, test_split)
    assert abs(len(parts.test_split) - test_split * size) <= 0.5
    assert abs(len(parts.held_in) - held_in * (size - len(parts.test_split))) <= 0.5
    for part in (parts.held_in, parts.held_out, parts.test_split):
        assert list(part) == sorted(part)


def test_a_split_is_the_same_on_every_machine_and_python() -> None:
    parts = split(suite_of(10), 0.6, 42, 0.2)
    assert parts.held_in == ("p0001", "p0002", "p0005", "p0006", "p0009")
    assert parts.held_out == ("p0000", "p0007", "p0008")
    assert parts.test_split == ("p0003", "p0004")


def test_seeds_draw_different_splits_and_every_problem_gets_everywhere() -> None:
    suite = suite_of(10)
    splits = [split(suite, 0.6, seed) for seed in range(50)]
    assert len(set(splits)) > 40
    assert {problem for parts in splits for problem in parts.held_out} == {problem.id for problem in suite.problems}
    assert all(parts.test_split == () for parts in splits)


@pytest.mark.parametrize(
    ("size", "held_in", "test_split"),
    [(1, 0.6, 0.0), (2, 0.9, 0.0), (3, 0.1, 0.0), (4, 0.6, 0.1), (2, 0.6, 0.5), (0, 0.6, 0.0)],
)
def test_too_few_problems(size: int, held_in: float, test_split: float) -> None:
    with pytest.raises(ConfigError) as caught:
        split(suite_of(size), held_in, 42, test_split)
    assert str(caught.value) == (
        f"made has {size} problem(s): too few for a split of {held_in:g} with {test_split:g} of the test split. "
        "Add problems or change --split / --test-split."
    )


def test_the_smallest_suites_that_can_be_split() -> None:
    assert [len(part) for part in split(suite_of(2), 0.6, 42).model_dump().values()] == [1, 1, 0]
    assert [len(part) for part in split(suite_of(3), 0.6, 42, 0.3).model_dump().values()] == [1, 1, 1]


def test_loading_a_thousand_problems_is_quick(tmp_path: Path) -> None:
    """About 0.4 s of processor time; several times that is allowed. `python -m bench loading` measures."""
    for index in range(1_000):
        write(tmp_path / f"problem-{index:04}", tests=TESTS * 10)
    start = time.process_time()
    suite = load_suite(tmp_path)
    split(suite, 0.6, 42, 0.1)
    assert len(suite) == 1_000
    assert time.process_time() - start < 2


def test_several_processes_find_what_one_finds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for index in range(4):
        write(tmp_path / f"problem-{index}", tests=TESTS.replace("assert", f"assert {index} >= 0 and"))
    alone = load_suite(tmp_path)
    monkeypatch.setattr("self_harness.suite.problem.MANY", 4)
    assert load_suite(tmp_path) == alone
    (tmp_path / "problem-2" / "tests.py").write_text("assert (")
    with pytest.raises(SuiteError, match=r"problem-2/tests\.py: syntax error in line 1"):
        load_suite(tmp_path)
