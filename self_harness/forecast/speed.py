"""How long calls of a model at an address took, as the runs in a folder measured it."""

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from self_harness.config import RunConfig
from self_harness.files import write_atomically

FILE = "speed.json"
FEWEST = 5
"""Calls from which a mean is kept."""


class Speed(BaseModel):
    """Mean duration of the solver's calls in the newest run."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    seconds: float = Field(gt=0)
    calls: int


class _Speeds(BaseModel):
    """By model and address."""

    found: dict[str, Speed] = {}


def load(config: RunConfig) -> Speed | None:
    """What was measured of the config's model at its address; None where nothing was."""
    return _read(config).found.get(_key(config))


def save(config: RunConfig, seconds: list[float]) -> None:
    """Keeps the mean of these durations, if there are enough of them."""
    if len(seconds) >= FEWEST:
        mean = Speed(seconds=sum(seconds) / len(seconds), calls=len(seconds))
        speeds = _Speeds(found={**_read(config).found, _key(config): mean})
        write_atomically(Path(config.out) / FILE, speeds.model_dump_json(indent=1))


def _read(config: RunConfig) -> _Speeds:
    try:
        return _Speeds.model_validate_json((Path(config.out) / FILE).read_bytes())
    except (FileNotFoundError, ValidationError):
        return _Speeds()


def _key(config: RunConfig) -> str:
    return " ".join(filter(None, [config.model, config.base_url]))
