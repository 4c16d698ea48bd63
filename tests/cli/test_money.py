"""What a run may take besides calls and dollars, and what it is reckoned to cost."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from self_harness.config import RunConfig, resolve
from self_harness.config_sources import load_config
from self_harness.errors import BudgetExhausted, ConfigError
from self_harness.model.budget import Budget
from self_harness.model.prices import PRICES, Price, load_prices, price_of
from self_harness.model.types import Usage
from self_harness.suite.problem import load_suite
from tasks.runtime import listener, open_runtime
from tests.conftest import Cli, simulated_api
from tests.trials import nth

TABLE = """
[models."claude-haiku-4-5"]
input = 2
output = 7

[models."claude-opus-5-20260101"]
input = 1
output = 1

[models."llama3.2"]
input = 0.5
output = 0.5
batch = 1
"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "prices.toml"
    path.write_text(TABLE)
    return path


@pytest.mark.parametrize(
    ("model", "price"),
    [
        ("claude-haiku-4-5", Price(input=2, output=7)),
        ("claude-haiku-4-5-20251001", Price(input=2, output=7)),
        ("claude-opus-5-20260101", Price(input=1, output=1)),
        ("llama3.2", Price(input=0.5, output=0.5, batch=1)),
        ("claude-opus-5", None),
        ("gpt", None),
    ],
)
def test_the_users_table_goes_before_the_built_in_one(table: Path, model: str, price: Price | None) -> None:
    assert resolve(RunConfig(model=model, prices=table), {}).price == price


def test_a_price_given_alone_goes_before_the_table(table: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SELF_HARNESS_PRICES", str(table))
    config = load_config(None, {"model": "llama3.2", "price": "3/4"})
    assert resolve(config, {}).price == Price(input=3, output=4)
    assert RunConfig.model_validate_json(config.model_dump_json()) == config


def test_a_model_that_only_the_table_knows_can_have_a_cap(table: Path) -> None:
    config = resolve(RunConfig(model="llama3.2", prices=table, max_cost=1), {})
    assert price_of(config.model, config.price, config.max_cost) == load_prices(table)["llama3.2"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("[models", "not a TOML file"),
        ("", "models: is missing"),
        ("[models.m]\ninput = 1", "models.m.output: is missing"),
        ("[models.m]\ninput = -1\noutput = 2", "models.m.input: must be at least 0, not -1"),
        ("[models.m]\ninput = inf\noutput = 2", "models.m.input: must be a finite number, not inf"),
        ("[models.m]\ninput = 1\noutput = 2\ncached = 1", "models.m.cached: there is no such name here"),
        ("[models.m]\ninput = 1\noutput = 2\nbatch = 50", "models.m.batch: must be at most 1, not 50"),
        ("[model.m]\ninput = 1\noutput = 2", "model: there is no such name here"),
    ],
)
def test_a_faulty_table_is_refused(tmp_path: Path, content: str, says: str) -> None:
    path = tmp_path / "prices.toml"
    path.write_text(content)
    with pytest.raises(ConfigError) as caught:
        resolve(RunConfig(prices=path), {})
    assert f"{path}: {says}" in str(caught.value)


def test_a_table_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"gone\.toml: No such file or directory"):
        load_prices(tmp_path / "gone.toml")


def test_every_listed_price_is_halved_in_a_batch() -> None:
    usage = Usage(input_tokens=1_000_000, output_tokens=1_000_000)
    for price in PRICES.values():
        assert price.cost(usage, batch=True) == pytest.approx((price.input + price.output) / 2)


async def test_a_batch_holds_its_worst_case_until_it_is_left() -> None:
    """Four calls of $0.50 each in a batch: beside $0.25 in flight three have room; then nothing has."""
    worst, little = Usage(input_tokens=1_000_000, output_tokens=0), Usage(input_tokens=250_000, output_tokens=0)
    capped = Budget(max_cost=2, price=Price(input=1, output=1))
    async with capped.reserve(little):
        async with capped.reserve_batch([worst] * 4) as (admitted, settle):
            assert admitted == 3
            waiting = asyncio.create_task(capped.reserve_batch([worst] * 4).__aenter__())
            await asyncio.sleep(0.01)
            assert not waiting.done()
            settle(worst)
        assert (await asyncio.wait_for(waiting, 1))[0] == 2
    assert (capped.calls, capped.cost) == (1, 0.5)


async def test_a_batch_that_was_sent_is_held_whatever_the_caps_say() -> None:
    worst = Usage(input_tokens=1_000_000, output_tokens=0)
    spent = Budget(max_calls=1, calls=1, max_cost=1, cost=1, price=Price(input=1, output=1))
    async with spent.reserve_batch([worst] * 4, sent=True) as (admitted, settle):
        settle(worst)
    assert (admitted, spent.calls, spent.cost) == (4, 2, 1.5)


def test_the_table_decides_what_a_run_costs(cli: Cli, suite: Path, table: Path, tmp_path: Path) -> None:
    with simulated_api(suite) as api:
        done = cli(
            "run", "--problems", suite, "--sandbox", "local", "--rounds", 0, "--json", "--model", "llama3.2",
            "--prices", table, "--max-cost", 1, environ={"ANTHROPIC_BASE_URL": api.url},
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
    totals = json.loads(done.stdout)["totals"]
    assert totals["cost"] == pytest.approx((totals["input_tokens"] + totals["output_tokens"]) * 0.5 / 1e6)


# Time


@pytest.mark.parametrize("value", [0, -1, "inf", "nan"])
def test_an_allowance_of_minutes_is_positive_and_ends(value: Any) -> None:
    with pytest.raises(ConfigError, match="--max-minutes: "):
        load_config(None, {"max_minutes": value})


async def test_no_call_is_made_once_the_minutes_are_used_up_until_the_next_start(suite: Path, tmp_path: Path) -> None:
    listener.set(lambda event: None)
    config = RunConfig(model="simulated", sandbox="local", out=str(tmp_path), max_minutes=1)
    async with open_runtime(config, load_suite(suite)) as runtime:
        asked = runtime.solver.request("solver", "", runtime.suite.problems[0].prompt, nth())
        runtime._ends -= 60
        with pytest.raises(BudgetExhausted, match=r"The run's 1 minutes are used up: --resume"):
            await runtime.solver.ask(asked)
    async with open_runtime(config, load_suite(suite)) as runtime:
        assert (await runtime.solver.ask(asked)).simulated


def test_a_run_ends_in_order_when_its_minutes_are_used_up(cli: Cli, suite: Path) -> None:
    with simulated_api(suite) as api:
        done = cli(
            "run", "--problems", suite, "--sandbox", "local", "--max-minutes", 0.0001, environ={"ANTHROPIC_BASE_URL": api.url}
        )  # fmt: skip
        assert api.requests == 0
    assert done.returncode == 0, done.stderr
    assert "0.0001 minutes are used up" in done.stdout
    assert "--resume" in done.stdout
