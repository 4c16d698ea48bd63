import asyncio

import pytest

from self_harness.errors import BudgetExhausted, ConfigError
from self_harness.model.budget import Budget
from self_harness.model.prices import PRICES, Price, price_of
from self_harness.model.types import Usage

MILLION = Price(input=1, output=5)


def tokens(input_tokens: int, output_tokens: int = 0) -> Usage:
    return Usage(input_tokens=input_tokens, output_tokens=output_tokens)


def test_price_counts_input_and_output() -> None:
    assert MILLION.cost(tokens(1_000_000, 2_000_000)) == 11


@pytest.mark.parametrize(
    ("model", "listed"),
    [
        ("claude-haiku-4-5", "claude-haiku-4-5"),
        ("claude-haiku-4-5-20251001", "claude-haiku-4-5"),
        ("claude-opus-5", "claude-opus-5"),
        ("claude-opus-5-5-20261101", "claude-opus-5-5"),
        ("claude-sonnet-5-5-latest", "claude-sonnet-5-5"),
        ("claude-opus-5-1", None),
        ("llama3.2", None),
    ],
)
def test_price_is_found_by_name_with_or_without_date(model: str, listed: str | None) -> None:
    assert price_of(model) == (PRICES[listed] if listed else None)


def test_an_unknown_price_can_not_hold_a_dollar_cap() -> None:
    with pytest.raises(ConfigError, match=r"price of 'llama3\.2' is not known: give it with --price IN/OUT"):
        price_of("llama3.2", max_cost=1.0)
    assert price_of("llama3.2", MILLION, max_cost=1.0) == MILLION
    assert price_of("claude-opus-5", MILLION) == MILLION


async def test_a_settled_call_counts_and_a_failed_one_does_not() -> None:
    budget = Budget(max_calls=2, max_cost=1.0, price=MILLION, calls=1, cost=0.5)
    with pytest.raises(ZeroDivisionError):
        async with budget.reserve(tokens(400_000)):
            raise ZeroDivisionError
    assert (budget.calls, budget.cost) == (1, 0.5)
    async with budget.reserve(tokens(400_000)) as settle:
        settle(tokens(100_000, 10_000))
    assert budget.calls == 2
    assert budget.cost == pytest.approx(0.65)


async def test_exhaustion_says_which_cap_what_was_spent_and_how_to_continue() -> None:
    with pytest.raises(BudgetExhausted, match=r"budget of 3 calls is spent \(\$1\.50\).*raise max_calls.*--resume"):
        async with Budget(max_calls=3, calls=3, cost=1.5).reserve(tokens(1)):
            pass
    with pytest.raises(BudgetExhausted, match=r"\$0\.7500.*of \$2\.00 \$1\.5000 are spent \(3 calls\).*--resume"):
        async with Budget(max_cost=2, price=MILLION, calls=3, cost=1.5).reserve(tokens(750_000)):
            pass


async def test_the_last_dollar_can_be_spent() -> None:
    budget = Budget(max_cost=1.0, price=MILLION)
    for _ in range(2):
        async with budget.reserve(tokens(500_000)) as settle:
            settle(tokens(500_000))
    assert budget.cost == 1.0


async def test_a_call_waits_for_those_in_flight_and_gets_what_they_leave() -> None:
    budget = Budget(max_cost=1.0, price=MILLION)
    order = []

    async def call(name: str, worst: int, used: int, seconds: float) -> None:
        async with budget.reserve(tokens(worst)) as settle:
            order.append(f"{name} sent")
            await asyncio.sleep(seconds)
            settle(tokens(used))
        order.append(f"{name} settled")

    await asyncio.gather(call("a", 900_000, 100_000, 0.02), call("b", 800_000, 700_000, 0.01), call("c", 100_000, 0, 0))
    assert order == ["a sent", "a settled", "b sent", "c sent", "c settled", "b settled"]
    assert budget.cost == pytest.approx(0.8)


async def test_a_waiting_call_learns_that_nothing_is_left() -> None:
    budget = Budget(max_cost=1.0, price=MILLION)

    async def call(used: int) -> None:
        async with budget.reserve(tokens(600_000)) as settle:
            await asyncio.sleep(0.01)
            settle(tokens(used))

    results = await asyncio.gather(call(600_000), call(1), return_exceptions=True)
    assert results[0] is None
    assert isinstance(results[1], BudgetExhausted)


async def test_caps_hold_at_any_concurrency_and_are_used_up() -> None:
    budget = Budget(max_calls=50, max_cost=1.0, price=MILLION)
    highest = 0.0

    async def call(number: int) -> None:
        nonlocal highest
        async with budget.reserve(tokens(40_000)) as settle:
            highest = max(highest, budget.cost + 0.04)
            await asyncio.sleep(0.001 * (number % 3))
            if number % 4:
                settle(tokens(20_000 + number % 7 * 1000))

    results = await asyncio.gather(*(call(number) for number in range(200)), return_exceptions=True)
    assert budget.cost <= 1.0
    assert highest <= 1.0
    assert budget.calls <= 50
    assert budget.cost > 1.0 - 0.04
    assert {type(result) for result in results} == {type(None), BudgetExhausted}


async def test_calls_in_flight_count_against_max_calls() -> None:
    budget = Budget(max_calls=3)
    in_flight = peak = 0

    async def call() -> None:
        nonlocal in_flight, peak
        async with budget.reserve(tokens(1)) as settle:
            in_flight += 1
            peak = max(peak, in_flight)
            await asyncio.sleep(0.001)
            in_flight -= 1
            settle(tokens(1))

    results = await asyncio.gather(*(call() for _ in range(20)), return_exceptions=True)
    assert (budget.calls, peak, budget.cost) == (3, 3, 0.0)
    assert results.count(None) == 3


async def test_a_cancelled_waiter_leaves_the_queue() -> None:
    budget = Budget(max_calls=1)
    async with budget.reserve(tokens(1)):
        waiting = [asyncio.create_task(budget.reserve(tokens(1)).__aenter__()) for _ in range(2)]
        await asyncio.sleep(0)
        waiting[0].cancel()
    await asyncio.wait_for(waiting[1], 1)
    assert waiting[0].cancelled()
