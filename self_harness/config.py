"""The settings of a run: one model; a file is overridden by the environment, the environment by flags."""

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from self_harness.errors import ConfigError
from self_harness.gate.decision import SAFETY_TRIALS, Gate
from self_harness.model.address import from_environment, normalised
from self_harness.model.prices import Price, listed, load_prices
from self_harness.steps.propose import MAX_TOKENS

DEFAULT_MODEL = "claude-haiku-4-5-20251001"
"""The article's model."""
SIMULATED = "simulated"

SandboxKind = Literal["auto", "docker", "local"]


class RunConfig(BaseModel):
    """Everything a run depends on. The numbers' defaults are the article's where it has one."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True, allow_inf_nan=False)

    problems: str = "contracts"
    """Folder of problem folders, or the name of a bundled suite."""
    model: str = ""
    """Model name; "simulated" for the offline model; empty: the article's model if there is a key, else simulated."""
    base_url: str = ""
    """Address of the Messages API, such as http://localhost:8080; empty: ANTHROPIC_BASE_URL, else the vendor's."""
    rounds: int = Field(default=12, ge=0)
    """Rounds at most (article: 5); the run ends earlier when every held-in attempt passes."""
    attempts: int = Field(default=60, ge=12, le=700)
    """Attempts by which the sequential gate tests the edits of a round; a round ends earlier if something is accepted."""
    proposals: int = Field(default=4, ge=1, le=32)
    """Edits asked for in a round."""
    trials: int = Field(default=1, ge=1, lt=SAFETY_TRIALS)
    """Attempts at each problem in an evaluation (article: 1, paper: 2)."""
    gate: Gate = "sequential"
    """Rule by which an edit is accepted: sequential (evidence that chance is ruled out), or strict (the paper's)."""
    alpha: float = Field(default=0.05, gt=0, lt=1)
    """Chance that the sequential gate ever accepts anything where nothing helps."""
    prune: int = Field(default=0, ge=0)
    """Accepted lines that are examined at the end of a run, and removed where that costs nothing."""
    split: float = Field(default=0.6, gt=0, lt=1)
    """Share of held-in problems among those outside the test split."""
    test_split: float = Field(default=0.0, ge=0, lt=1)
    """Share of problems kept for one measurement at the end of the run."""
    compare_resampling: bool = False
    """At the end the run spends as many model calls as its search took on plain resampling (best of N), and both are
    compared on the problems of the test split. A yardstick only: what resampling finds never goes into service."""
    seed: int = 42
    """Seeds the split and names the stream of attempts: another seed draws new answers."""
    night: int = Field(default=0, ge=0)
    """Draws new answers to the same split; counted on by itself where there is a champion."""
    champions: str | None = None
    """Folder or fsspec URL of the champions: the run starts from the champion and may replace it, if the test split
    supports that."""
    approve: bool = False
    """A person is asked before a harness goes into service."""
    approve_hours: float = Field(default=8.0, gt=0)
    """Hours that the question stays open; no answer is a no."""
    max_patterns: int = Field(default=5, ge=1)
    """Failure patterns at most, each round."""
    max_harness_tokens: int = Field(default=MAX_TOKENS, ge=1)
    """Longest system prompt, in tokens of about four characters: an edit that would make it longer is dropped."""
    max_tokens: int = Field(default=1024, ge=1)
    """Longest solver reply, in tokens. Analyst and engineer may use four times as many."""
    thinking_tokens: int | None = Field(default=None, ge=0)
    """Most tokens of thinking before a reply, besides max_tokens; 0 switches thinking off; by default the model decides."""
    call_timeout: float = Field(default=300.0, gt=0)
    """Seconds that a model call may take; a local model on a processor may need many minutes."""
    timeout: float = Field(default=10.0, gt=0)
    """Seconds that one answer may run."""
    sandbox: SandboxKind = "auto"
    """Where answers run: docker, or local (not isolated). auto: docker; only the simulated model may fall back."""
    sandbox_runtime: str | None = None
    """OCI runtime of the containers, such as gVisor's runsc; the engine's own if not given."""
    sandbox_reuse: int = Field(default=1, ge=1)
    """Answers that one container serves, each in a fresh process; 1: every container is thrown away after one answer."""
    concurrency: int = Field(default=16, ge=1)
    """Model calls in flight at once."""
    max_cost: float | None = Field(default=None, gt=0)
    """Dollars that the run may cost, the worst case of every call included."""
    max_calls: int | None = Field(default=None, ge=1)
    """Model calls that the run may make."""
    max_minutes: float | None = Field(default=None, gt=0)
    """Minutes that the run may take; a resumed run has as many again."""
    batch: bool = False
    """Whole evaluations go through the Message Batches API: at half the price, but most take up to an hour, some 24."""
    price: Price | None = None
    """Dollars per million tokens in and out ("1/5"), where the price table has no entry for the model or another one."""
    prices: Path | None = None
    """TOML file of prices that go before the built-in ones: input, output and batch under [models."name"]."""
    force: bool = False
    """Start although the forecast says that nothing can come of it."""
    harness: str | None = None
    """JSON file of the harness to start from; the article's start if not given."""
    out: str = "runs"
    """Folder of the run folders and of what was paid for."""

    @field_validator("base_url")
    @classmethod
    def _address(cls, value: str) -> str:
        return normalised(value)

    @field_validator("price", mode="before")
    @classmethod
    def _in_and_out(cls, value: Any) -> Any:
        if isinstance(value, str):
            input_, slash, output = value.partition("/")
            if not slash:
                raise ValueError("a price is dollars per million tokens in and out, such as 1/5")
            return {"input": input_, "output": output}
        return value


def load_config(file: Path | None, flags: Mapping[str, Any], environ: Mapping[str, str] = os.environ) -> RunConfig:
    """Defaults < TOML file < SELF_HARNESS_<NAME> in the environment < flags that are not None.

    Raises ConfigError that names each wrong setting and where it came from.
    """
    values: dict[str, Any] = {}
    source: dict[str, str] = {}

    def take(found: Mapping[str, Any], where: str) -> None:
        values.update(found)
        source.update(dict.fromkeys(found, where))

    if file is not None:
        try:
            take(tomllib.loads(file.read_text("utf-8")), str(file))
        except OSError as error:
            raise ConfigError(f"{file}: {error.strerror}") from error
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise ConfigError(f"{file}: not a TOML file: {error}") from error
    named = {name: f"SELF_HARNESS_{name.upper()}" for name in RunConfig.model_fields}
    for name, variable in named.items():
        if variable in environ:
            take({name: environ[variable]}, variable)
    for name, value in flags.items():
        if value is not None:
            take({name: value}, f"--{name.replace('_', '-')}")
    try:
        return RunConfig.model_validate(values)
    except ValidationError as error:
        faults = []
        for fault in error.errors():
            name = str(fault["loc"][0])
            known = "" if name in RunConfig.model_fields else f" (known: {', '.join(sorted(RunConfig.model_fields))})"
            faults.append(f"{source.get(name, 'settings')}: {name}: {fault['msg']}{known}")
        raise ConfigError("\n".join(faults)) from error


def resolve(config: RunConfig, environ: Mapping[str, str] = os.environ) -> RunConfig:
    """The config with the model, the address and the price that a run started now uses: the simulated model where there
    is neither a key nor an address. Raises ConfigError for a faulty address or price table, for batches without an API,
    and for a comparison without a test split."""
    base_url = config.base_url or from_environment(environ)
    has_api = base_url or environ.get("ANTHROPIC_API_KEY") or environ.get("ANTHROPIC_AUTH_TOKEN")
    model = config.model or (DEFAULT_MODEL if has_api else SIMULATED)
    table = load_prices(config.prices) if config.prices else {}
    if config.batch and model == SIMULATED:
        raise ConfigError("The simulated model takes no batches and costs nothing: leave batch out, or name a model.")
    if fault := nothing_to_compare_on(config):
        raise ConfigError(fault)
    return config.model_copy(
        update={
            "model": model,
            "base_url": "" if model == SIMULATED else base_url,
            "price": config.price or listed(model, table),
        }
    )


def nothing_to_compare_on(config: RunConfig) -> str | None:
    """What is wrong where plain resampling is to be compared with, but there is no test split."""
    if config.compare_resampling and not config.test_split:
        return (
            "The search and plain resampling are compared on the test split, which this run does not have: "
            "set test_split, such as --test-split 0.2."
        )
    return None
