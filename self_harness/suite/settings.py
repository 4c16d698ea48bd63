"""What `problem.toml` and `suite.toml` may say."""

import tomllib
from collections.abc import Mapping
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from self_harness.errors import faults_of
from self_harness.suite.kinds import kind_of
from self_harness.suite.kinds.text import Take


class Settings(BaseModel):
    """Settings of one problem. `suite.toml` says the same for all problems of a suite that don't say otherwise."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    answer: str = "python"
    """What the model is to write: a name that `kinds.kind_of` knows."""
    take: Take = "whole"
    """For text: which part of the reply is the answer."""
    pass_at: float = Field(default=1.0, ge=0, le=1)
    """For tests.py of a whole suite that computes a score from 0 to 1: the least score that passes."""
    kind: str = ""
    """For people: for instance algorithm, contract, multistep."""
    ordered: bool = False
    """For sql: the rows must come in the reference's order."""
    timeout: float | None = Field(default=None, gt=0)
    """Seconds for the whole of tests.py, where the run's own limit does not fit."""
    isolation: Literal["separate", "shared"] = "separate"
    """`shared` runs tests and answer in one process, for tests that can't work otherwise; the verdict says so."""


def read_settings(text: str, base: Mapping[str, Any] = {}) -> tuple[dict[str, Any], list[str]]:
    """What a TOML file says on top of what the suite says, and the faults in it."""
    try:
        said = {**base, **tomllib.loads(text)}
        settings = Settings.model_validate(said)
        kind_of(settings.answer)
    except tomllib.TOMLDecodeError as error:
        return {}, [str(error)]
    except KeyError as error:
        return {}, [f"answer: there is no kind {settings.answer!r} (known: {error.args[0]})"]
    except ValidationError as error:
        return {}, faults_of(error)
    return said, []
