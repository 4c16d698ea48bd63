"""Caps on calls and dollars that hold at any concurrency: the worst case of a call is reserved before it is sent."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from pydantic import BaseModel, ConfigDict, Field

from self_harness.errors import BudgetExhausted, ConfigError
from self_harness.model import Usage


class Price(BaseModel):
    """Dollars per million tokens."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    input: float = Field(ge=0, allow_inf_nan=False)
    output: float = Field(ge=0, allow_inf_nan=False)

    def cost(self, usage: Usage) -> float:
        """Dollars."""
        return (usage.input_tokens * self.input + usage.output_tokens * self.output) / 1e6


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
    # Only a date may follow a listed name: claude-opus-5-1 is not claude-opus-5 and may cost more.
    price = override or PRICES.get(re.sub(r"[-@](\d{8}|latest)$", "", model))
    if price is None and max_cost is not None:
        raise ConfigError(
            f"max_cost can't hold because the price of {model!r} is not known: give it with --price IN/OUT, in "
            "dollars per million tokens, or leave max_cost out and cap the run with max_calls."
        )
    return price


class Budget:
    """What a run may spend. `calls` and `cost` (dollars) are what it has spent, earlier parts of it included.

    A call without a usable answer is not counted: what the API bills for an answer lost on the way can't be seen here.
    """

    def __init__(
        self,
        max_calls: int | None = None,
        max_cost: float | None = None,
        price: Price | None = None,
        calls: int = 0,
        cost: float = 0.0,
    ) -> None:
        self.max_calls = max_calls
        self.max_cost = max_cost
        self.price = price
        self.calls = calls
        self.cost = cost
        self._reserved: list[float] = []
        self._turn = asyncio.Lock()
        self._released = asyncio.Event()

    @asynccontextmanager
    async def reserve(self, worst_case: Usage) -> AsyncIterator[Callable[[Usage], None]]:
        """Hold the worst case of one call, and yield `settle`, to be called with what it really used.

        Leaving without `settle` gives the reservation back. Waits, first come, first served, while the caps have no
        room only because of calls in flight; raises BudgetExhausted when the call can't fit even without those.
        """
        dollars = self._dollars(worst_case)
        async with self._turn:
            while not self._fits(dollars):
                self._released.clear()
                await self._released.wait()
            self._reserved.append(dollars)
        try:
            yield self._settle
        finally:
            self._reserved.remove(dollars)
            self._released.set()

    def _settle(self, usage: Usage) -> None:
        self.calls += 1
        self.cost += self._dollars(usage)

    def _dollars(self, usage: Usage) -> float:
        return self.price.cost(usage) if self.price else 0.0

    def _fits(self, dollars: float) -> bool:
        calls_left = float("inf") if self.max_calls is None else self.max_calls - self.calls
        dollars_left = float("inf") if self.max_cost is None else self.max_cost - self.cost
        if calls_left < 1:
            raise BudgetExhausted(
                f"The budget of {self.max_calls} calls is spent (${self.cost:.2f}): "
                "raise max_calls and continue with --resume."
            )
        if dollars_left < dollars:
            raise BudgetExhausted(
                f"The next call could cost ${dollars:.4f}, but of the budget of ${self.max_cost:.2f} "
                f"${self.cost:.4f} are spent ({self.calls} calls): raise max_cost and continue with --resume."
            )
        return calls_left >= len(self._reserved) + 1 and dollars_left >= sum(self._reserved) + dollars
