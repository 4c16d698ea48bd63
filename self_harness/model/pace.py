"""How many calls are under way at once, and how long a failed one waits: fewer calls when they time out, none for a while when
the API is crowded."""

import asyncio
import random
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

TIMEOUTS_IN_A_ROW = 2
"""Calls that time out, with no answer between them, from which the server is taken to be too slow; one may be bad luck."""
SLOWER, CEILING = 0.25, 0.75
"""Then so much of the concurrency is left, and it may grow to so much again."""
ANSWERS_TO_GROW = 4
"""Answers for each call under way until one more may be."""
MAX_WAIT = 60
"""Longest wait between two attempts, in units of `backoff`."""


class Pace:
    """Slots for calls, `limit` of them. backoff: seconds before the second attempt at a call; doubles with every further one."""

    def __init__(self, limit: int, backoff: float, on_notice: Callable[[str], None]) -> None:
        self.limit = limit
        self._most = limit
        self._backoff = backoff
        self._on_notice = on_notice
        self._under_way = 0
        self._freed = asyncio.Event()
        self._timeouts = 0
        self._answers = 0
        self._slowed_at = 0.0
        self.not_before = 0.0
        """time.monotonic() until which no call starts."""

    @asynccontextmanager
    async def slot(self) -> AsyncIterator[None]:
        """Waits for its turn."""
        while True:
            if self._under_way >= self.limit:
                self._freed.clear()
                await self._freed.wait()
            elif (wait := self.not_before - time.monotonic()) > 0:
                await asyncio.sleep(wait + random.random() * self._backoff)
            else:
                break
        self._under_way += 1
        try:
            yield
        finally:
            self._under_way -= 1
            self._freed.set()

    async def back_off(self, attempt: int, retry_after: float, crowded: bool) -> None:
        """Waits after attempt number `attempt`, from 0 on. retry_after: seconds that the API asked for. crowded: everybody
        waits, or the other calls run into the same wall."""
        wait = max(self._backoff * 2**attempt, retry_after)
        seconds = min(wait, MAX_WAIT * self._backoff) * (1 + random.random() / 2)
        if crowded:
            self.not_before = max(self.not_before, time.monotonic() + seconds)
        else:
            await asyncio.sleep(seconds)

    def answered(self) -> None:
        self._timeouts = 0
        self._answers += 1
        if self.limit < self._most and self._answers >= ANSWERS_TO_GROW * self.limit:
            self._answers = 0
            self.limit += 1
            self._freed.set()

    def timed_out(self, began: float) -> None:
        """A call that began then (time.monotonic()) was given up."""
        self._timeouts += 1
        # Calls that were under way together time out together: they count once.
        if self._timeouts < TIMEOUTS_IN_A_ROW or self.limit == 1 or began < self._slowed_at:
            return
        before = self.limit
        self.limit, self._most = max(1, int(before * SLOWER)), max(1, int(before * CEILING))
        self._slowed_at, self._timeouts, self._answers = time.monotonic(), 0, 0
        self._on_notice(f"Calls time out with {before} under way at once: from now on at most {self.limit} are.")
