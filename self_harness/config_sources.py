"""Where settings come from: defaults < TOML file < SELF_HARNESS_<NAME> in the environment < flags."""

import os
import tomllib
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, EnvSettingsSource, SettingsConfigDict

from self_harness.config import RunConfig
from self_harness.errors import ConfigError, in_words
from self_harness.files import read_text

PREFIX = "SELF_HARNESS_"
OTHER_VARIABLES = {
    "SELF_HARNESS_BASE_IMAGE": "Image that the sandbox image is built from; python:3.12-slim if not set.",
    "SELF_HARNESS_ENGINE_TIMEOUT": "Seconds that the Docker engine has for an answer; 20 if not set.",
    "SELF_HARNESS_HOME": "Root of the checkout as the worker sees it; read by deploy/prefect.yaml.",
    "SELF_HARNESS_TORTURE": "Number of answers in the sandbox's torture test; read by the tests only.",
}
"""Variables with the prefix that are no settings, and what reads them."""


class _Environment(RunConfig, BaseSettings):
    """Only names and types of the environment's variables."""

    model_config = SettingsConfigDict(env_prefix=PREFIX)


def load_config(file: Path | None, flags: Mapping[str, Any]) -> RunConfig:
    """Defaults < TOML file < environment < flags that are not None.

    Raises ConfigError with one line for each wrong setting, which names where it came from.
    """
    check_environment()
    found: list[tuple[Callable[[str], str], dict[str, Any]]] = [
        (lambda name: f"{file}: {name}", _read(file) if file else {}),
        (variable, EnvSettingsSource(_Environment)()),
        (flag, {name: value for name, value in flags.items() if value is not None}),
    ]
    values = {name: value for _, source in found for name, value in source.items()}
    try:
        return RunConfig.model_validate(values)
    except ValidationError as error:
        origin = {name: label(name) for label, source in found for name in source}
        raise ConfigError("\n".join(_sentence(fault, origin) for fault in error.errors())) from error


def variable(name: str) -> str:
    """The environment's variable of a setting."""
    return PREFIX + name.upper()


def flag(name: str) -> str:
    """The command line's flag of a setting."""
    return "--" + name.replace("_", "-")


def check_environment() -> None:
    """Raises ConfigError if a variable has our prefix but names neither a setting nor one of OTHER_VARIABLES."""
    known = [*map(variable, RunConfig.model_fields), *OTHER_VARIABLES]
    unknown = sorted(name for name in os.environ if name.startswith(PREFIX) and name not in known)
    if unknown:
        raise ConfigError("\n".join(f"{name}: no such variable; {_suggestion(name, known)}" for name in unknown))


def _read(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(read_text(file))
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{file}: not a TOML file: {error}") from error


def _sentence(fault: ErrorDetails, origin: Mapping[str, str]) -> str:
    name = str(fault["loc"][0])
    if fault["type"] == "extra_forbidden":
        return f"{origin[name]}: no such setting; {_suggestion(name, list(RunConfig.model_fields))}"
    sentence = in_words(fault)
    told = "" if sentence.startswith("must be ") else f", not {fault['input']!r}"
    return f"{origin[name]}: {sentence}{told}"


def _suggestion(name: str, known: list[str]) -> str:
    near = get_close_matches(name, known, n=1)
    return f"did you mean {near[0]}?" if near else f"known: {', '.join(sorted(known))}"
