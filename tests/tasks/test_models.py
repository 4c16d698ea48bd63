"""Two models in one run: one that solves, one that finds patterns and proposes."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from self_harness.config import RunConfig, resolve
from self_harness.config_sources import load_config
from self_harness.errors import BudgetExhausted, ConfigError, FatalModelError
from self_harness.evaluation.pricing import has_engineer, prices_of
from self_harness.model.prices import Price
from self_harness.model.types import Role
from self_harness.record.events import CallMade, Event
from self_harness.record.ledger import Ledger
from self_harness.record.records import Start
from self_harness.suite.problem import load_suite
from tasks.models import check_models
from tasks.runtime import listener, open_runtime
from tests.fake_api import FakeApi
from tests.trials import nth

CHEAP, DEAR = Price(input=1, output=1), Price(input=100, output=100)


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN", "ANTHROPIC_BASE_URL", "ANTHROPIC_ENGINEER_API_KEY"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
async def events() -> AsyncIterator[list[Event]]:
    told: list[Event] = []
    token = listener.set(told.append)
    yield told
    listener.reset(token)


def two(solver: FakeApi, engineer: FakeApi, folder: Path, **more: Any) -> RunConfig:
    given = {
        "model": "small", "base_url": solver.url, "price": CHEAP, "engineer_model": "large",
        "engineer_base_url": engineer.url, "engineer_price": DEAR, "sandbox": "local", "out": str(folder),
    }  # fmt: skip
    return resolve(RunConfig.model_validate(given | more), {})


async def test_each_role_asks_its_model_at_its_address_for_its_price(
    suite: Path, tmp_path: Path, events: list[Event]
) -> None:
    with FakeApi() as small, FakeApi() as large:
        async with open_runtime(two(small, large, tmp_path), load_suite(suite)) as runtime:
            roles: tuple[Role, ...] = ("solver", "analyst", "engineer")
            for role in roles:
                await runtime.solver.ask(runtime.solver.request(role, "s", "u", nth()))
        assert [sent.body["model"] for sent in small.received] == ["small"]
        assert [sent.body["model"] for sent in large.received] == ["large", "large"]
    calls = [event for event in events if isinstance(event, CallMade)]
    tokens = [call.input_tokens + call.output_tokens for call in calls]
    assert [call.model for call in calls] == ["small", "large", "large"]
    assert [call.cost for call in calls] == pytest.approx(
        [tokens[0] / 1e6, 100 * tokens[1] / 1e6, 100 * tokens[2] / 1e6]
    )


async def test_the_cache_key_knows_both_models(suite: Path, tmp_path: Path, events: list[Event]) -> None:
    """Another engineer's replies are other ones; the solver's stay."""
    with FakeApi() as small, FakeApi() as large, FakeApi() as larger:
        for engineer, name in ((large, "large"), (large, "larger"), (larger, "larger"), (larger, "larger")):
            config = two(small, engineer, tmp_path, engineer_model=name)
            async with open_runtime(config, load_suite(suite)) as runtime:
                for role in ("solver", "engineer"):
                    await runtime.solver.ask(runtime.solver.request(role, "s", "u", nth()))
        assert (small.requests, large.requests, larger.requests) == (1, 2, 1)


async def test_the_engineers_cap_holds_over_a_restart_and_the_run_s_cap_holds_for_both(
    suite: Path, tmp_path: Path, events: list[Event]
) -> None:
    problems = load_suite(suite)
    usage = {"usage": {"input_tokens": 0, "output_tokens": 4096}}
    with FakeApi() as small, FakeApi(lambda body, headers: usage) as large:
        config = two(small, large, tmp_path, engineer_max_cost=1.0, max_cost=10.0)
        start = Start.model_validate(
            {"run_id": "r", "started": "2026-11-26T00:00:00Z", "config": config, "suite": "s", "suite_digest": "d",
             "split": {"held_in": (), "held_out": (), "test_split": ()}, "harness": {}}
        )  # fmt: skip
        ledger = Ledger.create(tmp_path, start)

        async def ask(ledger: Ledger, *roles: Role) -> None:
            async with open_runtime(config, problems, ledger) as runtime:
                for number, role in enumerate(roles):
                    await runtime.solver.ask(
                        runtime.solver.request(role, "s", f"{len(large.received)} {number}", nth())
                    )

        await ask(ledger, "engineer", "analyst")  # 41 cents each
        ledger.close()
        ledger = Ledger(ledger.path)
        with pytest.raises(BudgetExhausted, match=r"of the budget of \$1\.00 .* raise engineer_max_cost"):
            await ask(ledger, "solver", "engineer")
        await ask(ledger, "solver")
        assert ledger.totals().cost == pytest.approx(2 * 0.4096, abs=0.01)
        ledger.close()
        assert large.requests == 2


async def test_max_calls_counts_both(suite: Path, tmp_path: Path, events: list[Event]) -> None:
    with FakeApi() as small, FakeApi() as large:
        async with open_runtime(two(small, large, tmp_path, max_calls=2), load_suite(suite)) as runtime:
            await runtime.solver.ask(runtime.solver.request("solver", "s", "u", nth()))
            await runtime.solver.ask(runtime.solver.request("engineer", "s", "u", nth()))
            with pytest.raises(BudgetExhausted, match="budget of 2 calls"):
                await runtime.solver.ask(runtime.solver.request("analyst", "s", "u", nth()))


@pytest.mark.parametrize(
    ("given", "environ", "engineer", "expected"),
    [
        ({"model": "m"}, {}, ("m", ""), False),
        ({"model": "m", "base_url": "http://a/v1"}, {}, ("m", "http://a"), False),
        ({"model": "m", "base_url": "http://a", "engineer_model": "n"}, {}, ("n", "http://a"), True),
        ({"model": "m", "engineer_base_url": "http://b/"}, {}, ("m", "http://b"), True),
        ({"model": "simulated"}, {"ANTHROPIC_BASE_URL": "http://a"}, ("simulated", ""), False),
        ({"model": "simulated", "engineer_model": "n"}, {"ANTHROPIC_BASE_URL": "http://a"}, ("n", "http://a"), True),
    ],
)
def test_one_model_is_the_default(
    given: dict[str, Any], environ: dict[str, str], engineer: tuple[str, str], expected: bool
) -> None:
    config = resolve(RunConfig(**given), environ)
    assert (config.engineer_model, config.engineer_base_url) == engineer
    assert has_engineer(config) == expected


def test_a_simulated_engineer_works_for_a_simulated_solver_only() -> None:
    with pytest.raises(ConfigError, match="engineer_model can't be simulated"):
        resolve(RunConfig(model="m", engineer_model="simulated"), {})


def test_prices(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = tmp_path / "prices.toml"
    table.write_text('[models."large"]\ninput = 3\noutput = 4\n')
    monkeypatch.setenv("SELF_HARNESS_PRICES", str(table))
    config = load_config(None, {"model": "m", "price": "1/2", "engineer_model": "large", "max_cost": 1})
    prices = prices_of(resolve(config, {}))
    assert (prices.of("solver"), prices.of("analyst")) == (Price(input=1, output=2), Price(input=3, output=4))
    same = prices_of(resolve(RunConfig(model="m", price=CHEAP), {}))
    assert same.engineer == CHEAP
    unknown = resolve(RunConfig(model="m", price=CHEAP, engineer_model="n", engineer_max_cost=1), {})
    with pytest.raises(ConfigError, match="the price of 'n' is not known"):
        prices_of(unknown)


def test_the_solvers_key_goes_to_no_third_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-solver")
    config = resolve(RunConfig(model="m", engineer_model="n", engineer_base_url="https://gateway.example.test"), {})
    with pytest.raises(
        FatalModelError, match=r"no API key for https://gateway\.example\.test: set ANTHROPIC_ENGINEER_API_KEY"
    ):
        check_models(config)
    monkeypatch.setenv("ANTHROPIC_ENGINEER_API_KEY", "sk-engineer")
    check_models(config)


async def test_the_engineer_is_asked_with_its_own_key(
    suite: Path, tmp_path: Path, events: list[Event], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-solver")
    monkeypatch.setenv("ANTHROPIC_ENGINEER_API_KEY", "sk-engineer")
    with FakeApi() as small, FakeApi() as large:
        async with open_runtime(two(small, large, tmp_path), load_suite(suite)) as runtime:
            await runtime.solver.ask(runtime.solver.request("solver", "s", "u", nth()))
            await runtime.solver.ask(runtime.solver.request("engineer", "s", "u", nth()))
        keys = [api.received[0].headers["x-api-key"] for api in (small, large)]
    assert keys == ["sk-solver", "sk-engineer"]
