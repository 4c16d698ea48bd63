"""What a model costs: list prices, and the user's own table."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from self_harness.errors import ConfigError, faults_of
from self_harness.files import read_text
from self_harness.model.types import Usage


class Price(BaseModel):
    """Dollars per million tokens."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    input: float = Field(ge=0, allow_inf_nan=False)
    output: float = Field(ge=0, allow_inf_nan=False)
    batch: float = Field(default=0.5, ge=0, le=1)
    """Factor on both in a batch."""

    def cost(self, usage: Usage, batch: bool = False) -> float:
        """Dollars."""
        dollars = (usage.input_tokens * self.input + usage.output_tokens * self.output) / 1e6
        return dollars * self.batch if batch else dollars


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid")

    models: dict[str, Price]


PRICES: dict[str, Price] = {
    "claude-haiku-4-5": Price(input=1, output=5),
    "claude-haiku-5-5": Price(input=0.10, output=0.50),  # prompts up to 100,000 tokens
    "claude-sonnet-5-5": Price(input=2, output=10),
    "claude-opus-5": Price(input=5, output=25),
    "claude-opus-5-5": Price(input=4, output=20),
    "claude-fable-5-2": Price(input=8, output=40),
}
"""List prices of November 2026 by model name without its date."""


def price_of(model: str, override: Price | None = None, max_cost: float | None = None) -> Price | None:
    """The override, or the list price of the model, dated or not; None when there is neither.

    Raises ConfigError when a dollar cap is set and no price is known: the cap could not hold.
    """
    price = override or listed(model, PRICES)
    if price is None and max_cost is not None:
        raise ConfigError(
            f"max_cost can't hold because the price of {model!r} is not known: give it with --price IN/OUT, in "
            "dollars per million tokens, or leave max_cost out and cap the run with max_calls."
        )
    return price


def listed(model: str, table: Mapping[str, Price]) -> Price | None:
    """The price of the model under its own name, else under its name without the date."""
    # Only a date may follow a listed name: claude-opus-5-1 is not claude-opus-5 and may cost more.
    return table.get(model) or table.get(re.sub(r"[-@](\d{8}|latest)$", "", model))


def load_prices(path: Path) -> dict[str, Price]:
    """The user's own table: TOML with [models."name"], input and output (dollars per million tokens) and, where it is
    not 0.5, batch (factor). Raises ConfigError that names each fault."""
    try:
        return _Table.model_validate(tomllib.loads(read_text(path))).models
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: not a TOML file: {error}") from error
    except ValidationError as error:
        raise ConfigError("\n".join(f"{path}: {fault}" for fault in faults_of(error))) from error
