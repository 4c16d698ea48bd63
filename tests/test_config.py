"""Where settings come from and what is said of wrong ones."""

import re
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError
from typer.main import get_command

from self_harness.cli.main import app
from self_harness.config import DEFAULT_MODEL, SIMULATED, RunConfig, load_config, resolve
from self_harness.errors import ConfigError
from self_harness.gate.race import Rules


def complaint(file: Path | None = None, flags: dict[str, Any] | None = None, **environ: str) -> str:
    with pytest.raises(ConfigError) as caught:
        load_config(file, flags or {}, environ)
    assert caught.value.exit_code == 2
    return str(caught.value)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "run.toml"
    path.write_text('rounds = 1\nproposals = 1\ntrials = 1\nmodel = "from-file"\n')
    return path


def test_file_then_environment_then_flags(file: Path) -> None:
    environ = {"SELF_HARNESS_PROPOSALS": "2", "SELF_HARNESS_TRIALS": "2", "ROUNDS": "9", "SELF_HARNESS_UNKNOWN": "x"}
    config = load_config(file, {"trials": 3, "model": None}, environ)
    assert (config.rounds, config.proposals, config.trials, config.model) == (1, 2, 3, "from-file")
    assert config.model_copy(update={"rounds": 0}) == RunConfig(rounds=0, proposals=2, trials=3, model="from-file")


def test_without_anything_the_defaults() -> None:
    assert load_config(None, {}, {}) == RunConfig()


def test_the_articles_numbers() -> None:
    config = RunConfig()
    assert (config.split, config.seed, config.timeout, config.max_patterns, config.proposals) == (0.6, 42, 10, 5, 4)
    assert config.max_tokens == 1024


def test_the_help_tells_the_defaults() -> None:
    commands = get_command(app).commands  # type: ignore[attr-defined]
    shown = {
        option.name.rstrip("_"): match[1].strip("\\")
        for option in commands["run"].params
        if option.name != "model" and (match := re.search(r"\[(.+)\]$", option.help or ""))
    }
    assert {"rounds", "proposals", "gate", "split", "trials", "seed", "problems", "out"} <= shown.keys()
    default = RunConfig().model_dump()
    assert shown == {name: str(default[name]).removesuffix(".0") for name in shown}


def test_attempts_of_a_round(file: Path) -> None:
    assert RunConfig().attempts == Rules().attempts
    assert load_config(None, {}, {"SELF_HARNESS_ATTEMPTS": "48"}).attempts == 48
    file.write_text("attempts = 60\n")
    assert load_config(file, {}, {}).attempts == 60
    assert load_config(file, {"attempts": 12}, {}).attempts == 12
    most = load_config(file, {"attempts": 700}, {}).attempts
    assert Rules(attempts=most).attempts == 700, "what may be set, the gate can do"


def test_a_flag_that_says_zero_counts(file: Path) -> None:
    assert load_config(file, {"rounds": 0}, {}).rounds == 0


def test_text_of_the_environment_is_read_as_what_the_setting_is() -> None:
    environ = {"SELF_HARNESS_SPLIT": "0.5", "SELF_HARNESS_MAX_COST": "1.5", "SELF_HARNESS_PRICE": "1/5"}
    config = load_config(None, {}, environ)
    assert (config.split, config.max_cost) == (0.5, 1.5)
    assert config.price is not None
    assert (config.price.input, config.price.output) == (1, 5)


def test_wrong_settings_are_named_with_their_source(file: Path) -> None:
    file.write_text("rounds = -1\n")
    said = complaint(file, {"max_cost": 0, "gate": "loose"}, SELF_HARNESS_TRIALS="many")
    expected = [
        "--gate: gate: Input should be 'strict'",
        "--max-cost: max_cost: Input should be greater than 0",
        "SELF_HARNESS_TRIALS: trials: Input should be a valid integer, unable to parse string as an integer",
        f"{file}: rounds: Input should be greater than or equal to 0",
    ]
    for line, start in zip(sorted(said.splitlines()), sorted(expected), strict=True):
        assert line.startswith(start)


def test_the_source_is_the_one_that_counts(file: Path) -> None:
    file.write_text("rounds = -1\n")
    assert complaint(file, {"rounds": -3}, SELF_HARNESS_ROUNDS="-2").startswith("--rounds: ")
    assert complaint(file, SELF_HARNESS_ROUNDS="-2").startswith("SELF_HARNESS_ROUNDS: ")


def test_unknown_keys_are_refused_and_the_known_ones_named(file: Path) -> None:
    file.write_text("roundz = 3\n[sandbox]\nkind = 1\n")
    first, second = sorted(complaint(file).splitlines())
    assert first.startswith(f"{file}: roundz: Extra inputs are not permitted (known: ")
    assert "rounds" in first
    assert second.startswith(f"{file}: sandbox: Input should be")
    assert "known:" not in second


@pytest.mark.parametrize("content", [b"rounds = ", b"\xff\xfe", b"rounds = 1\nrounds = 2"])
def test_a_file_that_is_not_toml(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    assert complaint(file).startswith(f"{file}: not a TOML file: ")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert complaint(tmp_path / "gone.toml") == f"{tmp_path / 'gone.toml'}: No such file or directory"
    assert complaint(tmp_path) == f"{tmp_path}: Is a directory"


@pytest.mark.parametrize(
    ("name", "value"),
    [("split", 0), ("split", 1), ("test_split", 1), ("trials", 0), ("timeout", "inf"), ("max_cost", "nan"), ("price", "1"),
     ("price", "1/-2"), ("sandbox", "vm"), ("concurrency", 0), ("proposals", 0), ("attempts", 11), ("attempts", 701)],
)  # fmt: skip
def test_impossible_values(name: str, value: object) -> None:
    assert complaint(flags={name: value}).startswith(f"--{name.replace('_', '-')}: {name}")


def test_a_config_survives_being_written() -> None:
    config = load_config(None, {"max_cost": 2.5, "price": "0.1/0.5", "test_split": 0.2, "harness": "h.json"}, {})
    assert RunConfig.model_validate_json(config.model_dump_json()) == config


def test_settings_can_not_be_changed_later() -> None:
    config = RunConfig()
    with pytest.raises(ValidationError):
        config.rounds = 7


@pytest.mark.parametrize(
    ("config", "environ", "model", "base_url"),
    [
        ({}, {}, SIMULATED, ""),
        ({}, {"ANTHROPIC_API_KEY": ""}, SIMULATED, ""),
        ({}, {"ANTHROPIC_API_KEY": "k"}, DEFAULT_MODEL, ""),
        ({}, {"ANTHROPIC_AUTH_TOKEN": "t"}, DEFAULT_MODEL, ""),
        ({}, {"ANTHROPIC_BASE_URL": "http://a"}, DEFAULT_MODEL, "http://a"),
        ({"base_url": "http://b"}, {"ANTHROPIC_BASE_URL": "http://a"}, DEFAULT_MODEL, "http://b"),
        ({"model": "mine"}, {}, "mine", ""),
        ({"model": "mine"}, {"ANTHROPIC_BASE_URL": "http://a"}, "mine", "http://a"),
        ({"model": SIMULATED}, {"ANTHROPIC_API_KEY": "k", "ANTHROPIC_BASE_URL": "http://a"}, SIMULATED, ""),
    ],
)
def test_resolve(config: dict[str, str], environ: dict[str, str], model: str, base_url: str) -> None:
    given = RunConfig.model_validate({"rounds": 9} | config)
    resolved = resolve(given, environ)
    assert (resolved.model, resolved.base_url, resolved.rounds) == (model, base_url, 9)
    assert resolve(resolved, environ) == resolved
