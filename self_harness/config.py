"""The settings of a run: their names, types, defaults and texts, once.

The command line, the flows' parameters and docs/settings.md are generated from the fields below. A field's docstring is
its help text; a class is one section of the help, titled by its docstring.

`config_sources` reads them from a file, the environment and flags.
"""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from self_harness.errors import ConfigError
from self_harness.gate.decision import GateName
from self_harness.model.address import from_environment, normalised
from self_harness.model.prices import Price, listed, load_prices
from self_harness.model.types import Role
from self_harness.steps.propose import MAX_TOKENS

DEFAULT_MODEL = "claude-haiku-4-5-20251001"
"""The article's model."""
SIMULATED = "simulated"

SandboxKind = Literal["auto", "docker", "dask", "local"]


class _Settings(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True, allow_inf_nan=False)


class ModelSettings(_Settings):
    """Problems and model"""

    problems: str = "contracts"
    """Folder of problem folders, or the name of a bundled suite (bookings, contracts, sql, tickets)."""
    model: str = Field(
        default="",
        description=f'Model name, or "{SIMULATED}" for the offline model. If not given: {DEFAULT_MODEL} where there is an '
        f"API key or a base URL, otherwise {SIMULATED}.",
    )
    base_url: str = ""
    """Address of the Messages API, with its scheme. If not given: ANTHROPIC_BASE_URL, otherwise the vendor's
    address."""
    seed: int = 42
    """Seed of the split and of the attempts: another seed makes another split and new answers."""
    max_tokens: int = Field(default=1024, ge=1)
    """Maximum length of an answer in tokens. Analyst and engineer may use four times as many."""
    thinking_tokens: int | None = Field(default=None, ge=0)
    """Maximum length of the thinking before an answer in tokens, besides max_tokens; 0 switches thinking off. If not given:
    the model decides."""
    call_timeout: float = Field(default=300.0, gt=0)
    """Maximum duration of a model call in seconds. A local model without an accelerator may need many minutes."""

    @field_validator("base_url")
    @classmethod
    def _address(cls, value: str) -> str:
        return normalised(value)


class EngineerSettings(_Settings):
    """Analyst and engineer"""

    engineer_model: str = ""
    """Name of the model that finds the failure patterns and proposes the edits. If not given: the same model (the article's
    method)."""
    engineer_base_url: str = ""
    """Address of that model. If not given: the same address. Its own key, where it needs one, is read from
    ANTHROPIC_ENGINEER_API_KEY."""

    @field_validator("engineer_base_url")
    @classmethod
    def _engineer_address(cls, value: str) -> str:
        return normalised(value)


class SearchSettings(_Settings):
    """Search"""

    rounds: int = Field(default=12, ge=0)
    """Maximum number of rounds. The run ends earlier when every held-in attempt passes."""
    proposals: int = Field(default=4, ge=0, le=32)
    """Number of edits that the engineer is asked for in a round (0: only your own). The sequential gate's first round asks for
    twice as many."""
    attempts: int = Field(default=60, ge=12)
    """Number of attempts of a round, with which the sequential gate searches among the edits and proves the best of them."""
    trials: int = Field(default=1, ge=1)
    """Number of attempts at each problem in an evaluation."""
    max_patterns: int = Field(default=5, ge=1)
    """Maximum number of failure patterns that edits are proposed for in a round."""
    max_harness_tokens: int = Field(default=MAX_TOKENS, ge=1)
    """Maximum length of the system prompt, in tokens of about four characters. An edit that would exceed it is dropped. A
    long start may grow by half of it."""
    edits: str | None = None
    """File of your own edits (TOML, or one a line): tested in the first round with the model's."""
    harness: str | None = None
    """File of the harness to start from: JSON, plain text or Markdown. If not given: the champion, otherwise the suite's own."""
    force: bool = False
    """Start even if the forecast says that the run can't prove anything."""


class GateSettings(_Settings):
    """Gate"""

    gate: GateName = "sequential"
    """Rule that accepts an edit. "sequential" demands statistical evidence from paired attempts; "strict" is the paper's
    rule, which compares two evaluations."""
    alpha: float = Field(default=0.05, gt=0, lt=1)
    """Maximum probability that the sequential gate ever accepts anything where no edit helps at any problem."""
    forecast: bool = True
    """Say first what the gate can find in this run, and what the run costs, by simulations that take some seconds."""
    prove: bool = False
    """Prove the best harness so far first, before the search goes on. Use it with --resume (the command `prove` does that)."""


class SplitSettings(_Settings):
    """Splits"""

    split: float = Field(default=0.6, gt=0, lt=1)
    """Share of held-in problems among those outside the test split."""
    test_split: float = Field(default=0.0, ge=0, lt=1)
    """Share of problems in the test split, which is used once, at the end of the run."""
    compare_resampling: bool = False
    """Also spend the search's number of model calls on plain resampling (best of N), and compare both on the problems of
    the test split. For comparison only: what resampling finds is never deployed."""


class ChampionSettings(_Settings):
    """Champion"""

    champions: str | None = None
    """Folder or fsspec URL of the champions. The run starts from the champion, and replaces it if the test split supports
    that."""
    approve: bool = False
    """Ask a person before a harness replaces the champion."""
    approve_hours: float = Field(default=8.0, gt=0)
    """Hours for which the question stays open. No answer means no."""
    run_number: int = Field(default=0, ge=0)
    """Number of the run among runs with the same seed: another number draws new answers with the same split. With a
    champion the length of its history is added."""


class CostSettings(_Settings):
    """Cost"""

    max_cost: float | None = Field(default=None, gt=0)
    """Maximum cost of the run in dollars, counting the worst case of every call in flight."""
    max_calls: int | None = Field(default=None, ge=1)
    """Maximum number of model calls of the run."""
    max_minutes: float | None = Field(default=None, gt=0)
    """Maximum duration of the run in minutes. It starts anew when a run is resumed."""
    batch: bool = False
    """Send whole evaluations through the Message Batches API: half the price, but most batches take up to an hour, some
    24 hours."""
    price: Price | None = None
    """Price in dollars per million tokens in and out, such as "1/5". If not given: the price table's."""
    engineer_price: Price | None = None
    """Price of engineer_model in the same form. If not given: the price table's."""
    engineer_max_cost: float | None = Field(default=None, gt=0)
    """Maximum cost of engineer_model in dollars, as a part of max_cost."""
    prices: Path | None = None
    """TOML file of prices that override the built-in ones: input, output and batch under [models."name"]."""

    @field_validator("price", "engineer_price", mode="before")
    @classmethod
    def _in_and_out(cls, value: Any) -> Any:
        if isinstance(value, str):
            input_, slash, output = value.partition("/")
            if not slash:
                raise ValueError("a price is dollars per million tokens in and out, such as 1/5")
            return {"input": input_, "output": output}
        return value


class ExecutionSettings(_Settings):
    """Execution"""

    sandbox: SandboxKind = "auto"
    """Where answers run: "docker", "dask" (containers on the workers of a Dask cluster), or "local" (not isolated). "auto" is
    local for the simulated model, whose answers come with the suite, and docker for any other."""
    dask_address: str = ""
    """Address of the Dask scheduler, such as tls://scheduler:8786. If not given: a cluster on this machine."""
    sandbox_runtime: str | None = None
    """OCI runtime of the containers, such as gVisor's runsc. If not given: the engine's default."""
    sandbox_reuse: int = Field(default=1, ge=1)
    """Number of answers that a container runs, each in a fresh process."""
    timeout: float = Field(default=10.0, gt=0)
    """Maximum duration of one answer in seconds."""
    concurrency: int = Field(default=16, ge=1)
    """Number of model calls in flight at once."""
    out: str = "runs"
    """Folder of the run folders and of the stored replies and verdicts."""


class RunConfig(
    ExecutionSettings,
    CostSettings,
    ChampionSettings,
    SplitSettings,
    GateSettings,
    SearchSettings,
    EngineerSettings,
    ModelSettings,
):
    """All settings of a run. The defaults are the article's numbers where it gives them."""

    def model_of(self, role: Role) -> str:
        """Name of the model that plays the role."""
        return self.model if role == "solver" else self.engineer_model or self.model

    def proposals_in(self, round_: int) -> int:
        """Number of edits that the engineer is asked for in that round, from 1 on."""
        return self.proposals * (2 if self.gate == "sequential" and round_ == 1 else 1)

    @property
    def models(self) -> str:
        """Names of the models, for people."""
        engineer = self.model_of("engineer")
        return self.model if engineer == self.model else f"{self.model}; analyst and engineer: {engineer}"


SECTIONS: tuple[type[_Settings], ...] = tuple(reversed(RunConfig.__bases__))
"""The sections in the order of the help and of the fields."""


def resolve(config: RunConfig, environ: Mapping[str, str] = os.environ) -> RunConfig:
    """The config with the models, addresses and prices that a run started now uses: the simulated model where there
    is neither a key nor an address. Raises ConfigError for a faulty address or price table, for batches without an API,
    and for a comparison without a test split."""
    base_url = config.base_url or from_environment(environ)
    has_api = base_url or environ.get("ANTHROPIC_API_KEY") or environ.get("ANTHROPIC_AUTH_TOKEN")
    model = config.model or (DEFAULT_MODEL if has_api else SIMULATED)
    engineer = config.engineer_model or model
    table = load_prices(config.prices) if config.prices else {}
    if config.batch and model == SIMULATED:
        raise ConfigError("The simulated model takes no batches and costs nothing: leave batch out, or name a model.")
    if engineer == SIMULATED != model:
        raise ConfigError(
            "engineer_model can't be simulated where the solver is a real model: name one, or leave it out."
        )
    if fault := nothing_to_compare_on(config):
        raise ConfigError(fault)
    same_price = config.price if engineer == model else None
    return config.model_copy(
        update={
            "model": model,
            "base_url": "" if model == SIMULATED else base_url,
            "price": config.price or listed(model, table),
            "engineer_model": engineer,
            "engineer_base_url": "" if engineer == SIMULATED else config.engineer_base_url or base_url,
            "engineer_price": config.engineer_price or same_price or listed(engineer, table),
        }
    )


def nothing_to_compare_on(config: RunConfig) -> str | None:
    """What is wrong if resampling is to be compared, but there is no test split."""
    if config.compare_resampling and not config.test_split:
        return (
            "The search and plain resampling are compared on the test split, which this run does not have: "
            "set test_split, such as --test-split 0.2."
        )
    return None
