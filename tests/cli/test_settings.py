"""Flags, help and the page of settings, all of which are made of RunConfig."""

import os
import re
import subprocess
from pathlib import Path

import pytest

from self_harness.cli.settings_page import PAGE, page
from self_harness.config import DEFAULT_MODEL, SECTIONS, RunConfig
from tests.conftest import COMMAND

ROOT = Path(__file__).parents[2]
COMMANDS = ("run", "evaluate", "calibrate", "grade", "doctor")


def self_harness(*args: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """In a terminal of 80 columns."""
    environ = {**os.environ, "COLUMNS": "80", **environ}
    return subprocess.run([*COMMAND, *args], env=environ, capture_output=True, text=True, timeout=60)


@pytest.fixture(scope="module")
def run_help() -> str:
    return self_harness("run", "--help").stdout


def described(help_: str, flag: str) -> str:
    """What the help says of a flag, without line breaks."""
    found = re.search(rf"^  {flag} .*(?:\n    .*)*", help_, re.MULTILINE)
    assert found, f"{flag} is not in the help"
    return " ".join(found[0].split())


@pytest.mark.parametrize("name", RunConfig.model_fields)
def test_every_setting_has_a_flag_its_docstring_and_its_default_in_the_help(run_help: str, name: str) -> None:
    field = RunConfig.model_fields[name]
    said = described(run_help, f"--{name.replace('_', '-')}")
    assert field.description
    assert " ".join(field.description.split()) in said
    if field.default not in (None, "", False):
        assert f"[{field.default:g}]" in said if isinstance(field.default, float) else f"[{field.default}]" in said
    if field.annotation is bool:
        assert f"/ --no-{name.replace('_', '-')} " in said


def test_the_help_names_the_model(run_help: str) -> None:
    assert DEFAULT_MODEL in described(run_help, "--model")
    assert "strict|sequential" in described(run_help, "--gate")


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_fits_a_small_terminal(command: str) -> None:
    """80 columns, and no section longer than 24 lines."""
    said = self_harness(command, "--help").stdout
    assert max(map(len, said.splitlines())) <= 80
    assert max(len(section.splitlines()) for section in said.split("\n\n")) <= 24
    assert len(self_harness("--help").stdout.splitlines()) <= 24


def test_sections_come_in_the_order_of_the_settings(run_help: str) -> None:
    titles = re.findall(r"^(\S.*):$", run_help, re.MULTILINE)
    assert titles == ["Options", *(section.__doc__ for section in SECTIONS)]


def test_wrong_flags_get_one_sentence_and_exit_code_2() -> None:
    done = self_harness("run", "--rounds", "-1", "--gate", "loose", "--max-cost", "x")
    assert done.returncode == 2
    assert sorted(done.stderr.splitlines()) == [
        "--gate: must be 'strict' or 'sequential', not 'loose'",
        "--max-cost: must be a number, not 'x'",
        "--rounds: must be at least 0, not '-1'",
    ]
    done = self_harness("compare", "a", "b", "--margin", "2")
    assert (done.returncode, done.stderr) == (2, "--margin: must be at most 0.999, not '2'\n"), "no setting, same words"
    done = self_harness("run", "--max-cots", "1")
    assert done.returncode == 2
    assert "--max-cost" in done.stderr


@pytest.mark.parametrize("command", [("show",), ("run", "--rounds", "0"), ("champion", "show")])
def test_an_unknown_variable_is_refused_by_every_command(command: tuple[str, ...]) -> None:
    done = self_harness(*command, SELF_HARNESS_ROUNDZ="1")
    assert done.returncode == 2
    assert done.stderr == "SELF_HARNESS_ROUNDZ: no such variable; did you mean SELF_HARNESS_ROUNDS?\n"


def test_a_switch_that_the_environment_turned_on_is_turned_off_by_its_flag(tmp_path: Path) -> None:
    """The simulated model takes no batches."""
    args = ("run", "--rounds", "0", "--sandbox", "local", "--out", str(tmp_path), "--problems", "nonesuch")
    assert "batch" in self_harness(*args, SELF_HARNESS_BATCH="1").stderr
    assert "nonesuch" in self_harness(*args, "--no-batch", SELF_HARNESS_BATCH="1").stderr


def test_the_page_of_settings_is_up_to_date() -> None:
    stale = "run `python -m self_harness.cli.settings_page` in the project's root"
    assert (ROOT / PAGE).read_text("utf-8") == page(), stale
