"""Caps on calls and dollars that hold at any concurrency: the worst case of a call is reserved before it is sent."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from itertools import accumulate

from self_harness.errors import BudgetExhausted
from self_harness.model.prices import Price
from self_harness.model.types import Usage


class Budget:
    """What a run may spend. `calls` and `cost` (dollars) are what it has spent, earlier parts of it included.

    A call without a usable answer is not counted: what the API bills for an answer lost on the way can't be seen here.

    within: the budget of the whole run, where this one is of one model in it: its caps hold too, at this one's price.
    cap: name of the setting that is max_cost here.
    """

    def __init__(
        self,
        max_calls: int | None = None,
        max_cost: float | None = None,
        price: Price | None = None,
        calls: int = 0,
        cost: float = 0.0,
        within: "Budget | None" = None,
        cap: str = "max_cost",
    ) -> None:
        self.max_calls = max_calls
        self.max_cost = max_cost
        self.price = price
        self.calls = calls
        self.cost = cost
        self._within = within
        self._cap = cap
        self._reserved: list[tuple[int, float]] = []
        """Calls and dollars of each reservation."""
        self._turn = asyncio.Lock()
        self._released = asyncio.Event()

    @asynccontextmanager
    async def reserve(self, worst_case: Usage) -> AsyncIterator[Callable[[Usage], None]]:
        """Hold the worst case of one call, and yield `settle`, to be called with what it really used.

        Leaving without `settle` gives the reservation back. Waits, first come, first served, while the caps have no
        room only because of calls in flight; raises BudgetExhausted when the call can't fit even without those.
        """
        async with self._held([self._dollars(worst_case)]):
            yield self._settle

    @asynccontextmanager
    async def reserve_batch(
        self, worst_cases: Sequence[Usage], sent: bool = False
    ) -> AsyncIterator[tuple[int, Callable[[Usage], None]]]:
        """Hold the worst cases of the first calls of a batch, as many as there is room for: yields how many these are,
        and `settle`, to be called with what each call used. Waits and raises as `reserve` does for the first of them.

        sent: all of them are held, whatever the caps say: an earlier process has sent the batch.
        """
        dollars = [self._dollars(worst_case, batch=True) for worst_case in worst_cases]
        async with self._held(dollars, sent) as admitted:
            yield admitted, lambda usage: self._settle(usage, batch=True)

    @asynccontextmanager
    async def _held(self, dollars: Sequence[float], sent: bool = False) -> AsyncIterator[int]:
        async with self._turn:
            while not (admitted := len(dollars) if sent else self._room(dollars)):
                self._released.clear()
                await self._released.wait()
            reservation = admitted, sum(dollars[:admitted])
            self._reserved.append(reservation)
        try:
            if self._within:
                async with self._within._held(dollars[:admitted], sent) as admitted:
                    yield admitted
            else:
                yield admitted
        finally:
            self._reserved.remove(reservation)
            self._released.set()

    def _settle(self, usage: Usage, batch: bool = False) -> None:
        self._count(self._dollars(usage, batch))

    def _count(self, dollars: float) -> None:
        self.calls += 1
        self.cost += dollars
        if self._within:
            self._within._count(dollars)

    def _dollars(self, usage: Usage, batch: bool = False) -> float:
        return self.price.cost(usage, batch) if self.price else 0.0

    def _room(self, dollars: Sequence[float]) -> int:
        """How many of these calls, from the first on, have room beside those in flight."""
        calls_left = float("inf") if self.max_calls is None else self.max_calls - self.calls
        dollars_left = float("inf") if self.max_cost is None else self.max_cost - self.cost
        if calls_left < 1:
            raise BudgetExhausted(
                f"The budget of {self.max_calls} calls is spent (${self.cost:.2f}): "
                "raise max_calls and continue with --resume."
            )
        if dollars_left < dollars[0]:
            raise BudgetExhausted(
                f"The next call could cost ${dollars[0]:.4f}, but of the budget of ${self.max_cost:.2f} "
                f"${self.cost:.4f} are spent ({self.calls} calls): raise {self._cap} and continue with --resume."
            )
        calls_left -= sum(calls for calls, _ in self._reserved)
        totals = accumulate(dollars, initial=sum(held for _, held in self._reserved))
        return sum(n <= calls_left and total <= dollars_left for n, total in enumerate(totals) if n)
