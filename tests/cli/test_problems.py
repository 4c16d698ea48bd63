"""`self-harness problems ...` as users call it."""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sandbox.local import LocalSandbox
from self_harness.attempt import Status
from self_harness.cli import main as cli
from self_harness.config import RunConfig
from self_harness.forecast.rates import last_rates
from self_harness.harness import START, Edit, Harness, apply
from self_harness.quality.check import check_suite
from self_harness.record.events import AttemptMade
from self_harness.record.ledger import Ledger
from self_harness.record.records import RoundRecord, Score, Standing, Start
from self_harness.suite.problem import BUNDLED, Split, Suite, load_problem, load_suite
from tests.trials import nth

Command = Callable[..., tuple[int, str, str]]


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """Runs `self-harness problems ARGS` in an empty folder: exit code, standard output, standard error."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("self_harness.cli.problems.out.width", 200)

    def run(*args: object) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["self-harness", "problems", *map(str, args)])
        try:
            cli.main()
            code = 0
        except SystemExit as exit_:
            code = int(exit_.code or 0)
        return code, *capsys.readouterr()

    return run


def test_new_scaffolds_a_problem_that_passes_its_check(command: Command, tmp_path: Path) -> None:
    code, said, _ = command("new", "merge-intervals", "--dir", "mine")
    assert code == 0
    folder = tmp_path / "mine" / "merge-intervals"
    files = {str(path.relative_to(tmp_path)) for path in folder.rglob("*") if path.is_file()}
    assert files == set(said.splitlines()[:-1])
    assert set(load_problem(folder).bugs) == {"empty_input"}
    assert command("new", "other", "--dir", "mine")[0] == 0
    assert len(load_suite(tmp_path / "mine")) == 2

    code, said, _ = command("check", "mine", "--sandbox", "local", "--mutants", 100, "--json")
    report = json.loads(said)
    assert code == 0
    assert report["mutants"] == report["killed"] > 10
    assert [[finding["text"].split()[0] for finding in p["findings"]] for p in report["problems"]] == [
        ["only"],
        ["only"],
    ]
    assert {bug["weakness"]: bug["status"] for bug in report["problems"][0]["bugs"]} == {"empty_input": "error"}


def test_new_scaffolds_an_sql_problem_that_passes_its_check(command: Command, tmp_path: Path) -> None:
    assert command("new", "totals", "--dir", "mine", "--answer", "sql")[0] == 0
    code, said, _ = command("check", "mine/totals", "--sandbox", "local", "--json")
    report = json.loads(said)
    (problem,) = report["problems"]
    assert (code, report["mutants"], problem["findings"]) == (0, 6, [])
    assert (problem["reference"], problem["assertions"]) == ("passed", 3)
    assert [(bug["weakness"], bug["status"]) for bug in problem["bugs"]] == [("empty_input", "failed")]

    code, said, _ = command("list", "mine")
    assert code == 0
    assert re.split(r"\s{2,}", said.splitlines()[1].strip()) == [
        "totals", "algorithm", "3", "empty_input", "not measured",
    ]  # fmt: skip


@pytest.mark.parametrize("suite", sorted(path.name for path in BUNDLED.iterdir() if path.is_dir()))
def test_the_bundled_suites_are_sound(command: Command, suite: str) -> None:
    code, said, _ = command("check", suite, "--sandbox", "local", "--mutants", 0, "--repeat", 1)
    assert code == 0, said


async def test_the_tests_of_the_bundled_suite_notice_mutants() -> None:
    sample = load_suite(BUNDLED / "contracts").problems[7::15]
    report = await check_suite(
        Suite(name="sample", problems=sample),
        RunConfig(sandbox="local"),
        count=12,
        repeat=1,
        sandbox=LocalSandbox(concurrency=4),
        on_progress=lambda done, total: None,
    )
    assert (len(sample), report.mutants) == (6, 71)
    assert report.killed >= 0.95 * report.mutants, [problem.survivors for problem in report.problems]


def test_new_overwrites_nothing_and_refuses_impossible_names(command: Command, tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    code, _, said = command("new", "taken")
    assert (code, "exists already" in said) == (2, True)
    for name in ("../up", ".hidden", "_private", "a/b", ""):
        code, _, said = command("new", name)
        assert (code, "can't be a problem's id" in said) == (2, True)
    assert [path.name for path in tmp_path.iterdir()] == ["taken"]


def test_check_says_what_breaks_and_what_survives(command: Command, tmp_path: Path) -> None:
    command("new", "steps", "--dir", "mine")
    folder = tmp_path / "mine" / "steps"
    (folder / "bugs" / "rounding.py").write_text((folder / "solution.py").read_text())
    (folder / "bugs" / "laziness.py").write_text("def solution(readings):\n    return 0\n")
    tests = (folder / "tests.py").read_text()
    code, said, _ = command("check", "mine", "--sandbox", "local", "--mutants", 100)
    assert code == 1
    assert "BREAKS  bugs/rounding.py passes" in said
    assert "warning bugs/laziness.py: not a weakness of the taxonomy" in said
    assert "bugs fail 2/3" in said
    assert "1 finding that breaks a problem, 2 warnings" in said

    (folder / "bugs" / "rounding.py").unlink()
    (folder / "tests.py").write_text(tests.replace("assert raises(TypeError, [1, 2.5])\n", ""))
    code, said, _ = command("check", folder, "--sandbox", "local", "--mutants", 100)
    assert code == 0
    assert "survived solution.py:8\n    - raise TypeError('readings must be ints')\n    + pass" in said
    assert "bugs/empty_input.py: error at tests.py:22\n    ValueError" in said


def test_check_without_references_says_what_is_missing(command: Command, tmp_path: Path) -> None:
    for name in ("a", "b"):
        command("new", name, "--dir", "mine")
        (tmp_path / "mine" / name / "bugs" / "empty_input.py").unlink()
        (tmp_path / "mine" / name / "solution.py").unlink()
    code, said, _ = command("check", "mine")
    assert code == 0
    assert "2 of 2 without solution.py: only the tests were read, nothing was run" in said
    assert "2 of 2 without bugs/" in said


def test_check_of_a_malformed_suite(command: Command, tmp_path: Path) -> None:
    command("new", "a", "--dir", "mine")
    (tmp_path / "mine" / "a" / "tests.py").write_text("assert (")
    (tmp_path / "mine" / "b").mkdir()
    code, _, said = command("check", "mine")
    assert code == 2
    assert "a/tests.py: syntax error in line 1" in said
    assert "b/prompt.md: missing" in said
    assert command("check", "nowhere")[0] == 2


def test_import(command: Command, tmp_path: Path) -> None:
    records = [{"id": f"p{number}", "prompt": f"prompt {number}", "tests": "assert True"} for number in range(5)]
    (tmp_path / "file.jsonl").write_text("\n".join(map(json.dumps, records)))
    code, said, _ = command("import", "jsonl", "file.jsonl", "--out", "suite", "--limit", 3)
    assert (code, said.splitlines()[0]) == (0, "3 problems in suite")
    assert [problem.id for problem in load_suite(tmp_path / "suite").problems] == ["p0", "p1", "p2"]
    code, _, said = command("import", "jsonl", "file.jsonl", "--out", "suite")
    assert (code, "exists already" in said) == (2, True)
    code, _, said = command("import", "nonesuch", "file.jsonl", "--out", "other")
    assert (code, "known: humaneval, mbpp, evalplus, jsonl" in said) == (2, True)
    code, _, said = command("import", "humaneval", "file.jsonl", "--out", "other")
    assert (code, "line 1: task_id: is missing" in said) == (2, True)
    assert not (tmp_path / "other").exists()


def standing() -> Standing:
    return Standing(harness="h", held_in=Score(passed=0, total=1), held_out=Score(passed=0, total=1))


def record_run(
    runs: Path,
    run_id: str,
    model: str,
    rounds: list[Harness],
    attempts: list[tuple[Harness, str, int, Status]],
    suite: str,
) -> None:
    split = Split(held_in=("a", "b"), held_out=("c",))
    config = RunConfig(model=model)
    start = Start(
        run_id=run_id,
        started=datetime.now(UTC),
        config=config,
        suite=suite,
        suite_digest="",
        split=split,
        harness=START,
    )
    ledger = Ledger.create(runs, start)
    for number, harness in enumerate(rounds):
        ledger.add_round(RoundRecord(round=number, before=standing(), after=standing(), harness=harness))
    for harness, problem, trial, status in attempts:
        ledger.append(AttemptMade(problem=problem, trial=nth(trial), harness=harness.fingerprint, status=status))
    ledger.close()


@pytest.fixture
def measured(command: Command, tmp_path: Path) -> Path:
    """Runs of a suite with the problems a, b, c and d."""
    for name in "abcd":
        command("new", name, "--dir", "mine")
    better, rejected = (
        apply(START, Edit(op="append", block="checklist", text=text, pattern="", rationale="")) for text in ("x", "y")
    )
    runs = tmp_path / "runs"
    first: list[tuple[Harness, str, int, Status]] = [
        (START, "a", 0, "failed"),
        (START, "b", 0, "passed"),
        (START, "c", 0, "timeout"),
    ]
    record_run(runs, "2026-01-01-000000", "real-model", [START], first, "mine")
    second: list[tuple[Harness, str, int, Status]] = [
        (START, "a", 0, "failed"), (START, "a", 1, "failed"), (better, "a", 0, "passed"), (better, "a", 1, "error"),
        (better, "a", 0, "passed"), (rejected, "a", 0, "passed"), (START, "b", 0, "failed"), (rejected, "c", 0, "passed"),
    ]  # fmt: skip
    record_run(runs, "2026-01-02-000000", "simulated", [START, better], second, "mine")
    record_run(runs, "2026-01-03-000000", "simulated", [START], [(START, "a", 0, "passed")], "another")
    return runs


def test_last_rates_are_those_of_the_newest_harness_in_service(measured: Path, tmp_path: Path) -> None:
    rates = last_rates(load_suite(tmp_path / "mine"), measured)
    assert {problem: (rate.passed, rate.total, rate.simulated, rate.run[:10]) for problem, rate in rates.items()} == {
        "a": (1, 2, True, "2026-01-02"),  # under the harness after round 1, a repeated trial counted once
        "b": (0, 1, True, "2026-01-02"),  # not tried under it: under the start
        "c": (0, 1, False, "2026-01-01"),  # the newer run tried it under a rejected edit only
    }


def test_list(command: Command, measured: Path) -> None:
    code, said, _ = command("list", "mine", "--out", measured)
    assert code == 0
    rows = {line.split()[0]: re.split(r"\s{2,}", line.strip()) for line in said.splitlines()[1:5]}
    assert rows["a"] == ["a", "algorithm", "7", "empty_input", "50% of 2 (simulated)"]
    assert rows["c"][-1] == "0% of 1"
    assert rows["d"][-1] == "not measured"
    assert "kinds: algorithm 4" in said
    assert "weaknesses: empty_input 4" in said

    code, said, _ = command("list", "mine", "--out", measured, "--json")
    listed = json.loads(said)
    assert listed["problems"][1]["rate"] == {"passed": 0, "total": 1, "simulated": True, "run": "2026-01-02-000000"}
    assert listed["problems"][3]["rate"] is None
    assert (listed["kinds"], listed["weaknesses"]) == ({"algorithm": 4}, {"empty_input": 4})


def test_list_of_the_bundled_suite_without_runs(command: Command) -> None:
    code, said, _ = command("list")
    assert code == 0
    assert said.count("not measured") == len(load_suite(BUNDLED / "contracts"))
