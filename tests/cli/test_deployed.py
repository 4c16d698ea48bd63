"""What a deployment's parameters become: tests/deploy runs them on a server with a worker."""

import inspect
from typing import Any

import pytest
from prefect import flow

from self_harness.cli import deployed
from self_harness.config import RunConfig
from self_harness.errors import ConfigError


@flow
async def probe(config: RunConfig, resume: str | None = None) -> Any:
    """Returns what it was called with."""
    return config, resume


async def test_parameters_are_settings_and_those_of_the_flow() -> None:
    made = deployed.deployed(probe)
    config, resume = await made.fn(model="simulated", rounds=3, max_cost=5, trials=1, resume="r1")
    assert (config, resume) == (RunConfig(model="simulated", rounds=3, max_cost=5), "r1")
    assert config.model_fields_set == {"model", "rounds", "max_cost"}, "a default need not have been given"
    assert list(inspect.signature(made.fn).parameters)[-2:] == ["resume", "key_block"]
    with pytest.raises(ValueError, match="rounds"):
        await made.fn(model="simulated", rounds=-1)


async def test_a_real_model_without_a_cap_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    made = deployed.deployed(probe)
    assert (await made.fn())[0] == RunConfig()
    assert (await made.fn(model="claude-x", max_calls=9))[0].max_calls == 9
    for settings in (
        {"model": "claude-x"},
        {"base_url": "http://127.0.0.1:9"},
        {"model": "claude-x", "max_minutes": 5},
    ):
        with pytest.raises(ConfigError, match="needs a cap"):
            await made.fn(**settings)
    monkeypatch.setenv("ANTHROPIC_API_KEY", "k")
    with pytest.raises(ConfigError, match="needs a cap"):
        await deployed.optimize.fn()
