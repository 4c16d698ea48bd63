"""Where settings come from and what is said of wrong ones."""

from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from self_harness.config import DEFAULT_MODEL, SIMULATED, RunConfig, resolve
from self_harness.config_sources import OTHER_VARIABLES, load_config
from self_harness.errors import ConfigError
from self_harness.gate.engine import Rules


def complaint(file: Path | None = None, flags: dict[str, Any] | None = None) -> str:
    with pytest.raises(ConfigError) as caught:
        load_config(file, flags or {})
    assert caught.value.exit_code == 2
    return str(caught.value)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "run.toml"
    path.write_text('rounds = 1\nproposals = 1\ntrials = 1\nmodel = "from-file"\n')
    return path


def test_file_then_environment_then_flags(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"SELF_HARNESS_PROPOSALS": "2", "SELF_HARNESS_TRIALS": "2", "ROUNDS": "9"}.items():
        monkeypatch.setenv(name, value)
    config = load_config(file, {"trials": 3, "model": None})
    assert (config.rounds, config.proposals, config.trials, config.model) == (1, 2, 3, "from-file")
    assert config.model_copy(update={"rounds": 0}) == RunConfig(rounds=0, proposals=2, trials=3, model="from-file")
    assert config.model_fields_set == {"rounds", "proposals", "trials", "model"}


def test_without_anything_the_defaults() -> None:
    assert load_config(None, {}) == RunConfig()


def test_the_articles_numbers() -> None:
    config = RunConfig()
    assert (config.split, config.seed, config.timeout, config.max_patterns, config.proposals) == (0.6, 42, 10, 5, 4)
    assert config.max_tokens == 1024


def test_attempts_of_a_round(file: Path) -> None:
    assert RunConfig().attempts == Rules().attempts
    file.write_text("attempts = 60\n")
    assert load_config(file, {}).attempts == 60
    assert load_config(file, {"attempts": 12}).attempts == 12


def test_a_flag_that_says_zero_counts(file: Path) -> None:
    assert load_config(file, {"rounds": 0}).rounds == 0


def test_text_of_the_environment_is_read_as_what_the_setting_is(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"SPLIT": "0.5", "MAX_COST": "1.5", "PRICE": "1/5", "BATCH": "true"}.items():
        monkeypatch.setenv(f"SELF_HARNESS_{name}", value)
    config = load_config(None, {})
    assert (config.split, config.max_cost, config.batch) == (0.5, 1.5, True)
    assert config.price is not None
    assert (config.price.input, config.price.output) == (1, 5)


def test_wrong_settings_are_named_with_their_source(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.write_text("rounds = -1\n")
    monkeypatch.setenv("SELF_HARNESS_TRIALS", "many")
    assert sorted(complaint(file, {"max_cost": 0, "gate": "loose"}).splitlines()) == sorted(
        [
            "--gate: must be 'strict' or 'sequential', not 'loose'",
            "--max-cost: must be more than 0, not 0",
            "SELF_HARNESS_TRIALS: must be a whole number, not 'many'",
            f"{file}: rounds: must be at least 0, not -1",
        ]
    )


def test_the_source_is_the_one_that_counts(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.write_text("rounds = -1\n")
    monkeypatch.setenv("SELF_HARNESS_ROUNDS", "-2")
    assert complaint(file, {"rounds": -3}).startswith("--rounds: ")
    assert complaint(file).startswith("SELF_HARNESS_ROUNDS: ")


def test_unknown_keys_are_refused_and_the_nearest_is_named(file: Path) -> None:
    file.write_text("roundz = 3\nq = 1\n[sandbox]\nkind = 1\n")
    unlike, near, wrong = sorted(complaint(file).splitlines())
    assert near == f"{file}: roundz: no such setting; did you mean rounds?"
    assert unlike == f"{file}: q: no such setting; known: {', '.join(sorted(RunConfig.model_fields))}"
    assert wrong.startswith(f"{file}: sandbox: must be")


def test_unknown_variables_are_refused_like_unknown_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in OTHER_VARIABLES:
        monkeypatch.setenv(name, "1")
    assert load_config(None, {}) == RunConfig()
    monkeypatch.setenv("SELF_HARNESS_MAXCOST", "5")
    assert complaint() == "SELF_HARNESS_MAXCOST: no such variable; did you mean SELF_HARNESS_MAX_COST?"


@pytest.mark.parametrize("content", [b"rounds = ", b"rounds = 1\nrounds = 2"])
def test_a_file_that_is_not_toml(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    assert complaint(file).startswith(f"{file}: not a TOML file: ")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert complaint(tmp_path / "gone.toml") == f"{tmp_path / 'gone.toml'}: No such file or directory"
    assert complaint(tmp_path) == f"{tmp_path}: Is a directory"


@pytest.mark.parametrize(
    ("name", "value"),
    [("split", 0), ("split", 1), ("test_split", 1), ("trials", 0), ("timeout", "inf"), ("max_cost", "nan"), ("price", "1"),
     ("price", "1/-2"), ("sandbox", "vm"), ("concurrency", 0), ("proposals", -1), ("attempts", 11)],
)  # fmt: skip
def test_impossible_values(name: str, value: object) -> None:
    assert complaint(flags={name: value}).startswith(f"--{name.replace('_', '-')}: ")


def test_a_config_survives_being_written() -> None:
    config = load_config(None, {"max_cost": 2.5, "price": "0.1/0.5", "test_split": 0.2, "harness": "h.json"})
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
