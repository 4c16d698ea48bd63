"""Waiting for the end of a batch, in spite of an API that is out of reach and of a run that ends."""

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress

from self_harness.errors import ModelUnavailable, SelfHarnessError
from self_harness.model.batch_api import Batch, BatchApi

CANCEL_SECONDS = 10.0
LONGEST_POLL = 12
"""Longest wait between two looks at a batch, in units of `poll`, like the three below."""
REPORT_EVERY = 120
GRACE = 12
"""How long a cancelled batch is waited for."""
PATIENCE = 720
"""How long the API may be out of reach while a batch is under way."""


class BatchWatch:
    """The arguments are those of `Batches`."""

    def __init__(self, api: BatchApi, check: Callable[[], None], on_notice: Callable[[str], None], poll: float) -> None:
        self._api = api
        self._check = check
        self._on_notice = on_notice
        self._poll = poll

    async def ended(self, id: str, is_ours: bool) -> SelfHarnessError | None:
        """Waits for the end of the batch. When something ends the run, a batch of ours is cancelled, and the reason is
        returned as soon as the batch has ended for it; it is raised when that takes too long."""
        stopped: SelfHarnessError | None = None
        told, wait = "", self._poll
        heard = told_at = give_up = time.monotonic()
        try:
            while True:
                now = time.monotonic()
                if batch := await self._look(id):
                    if batch.processing_status == "ended":
                        return stopped
                    heard = now
                    if (counts := str(batch.request_counts)) != told or now > told_at + REPORT_EVERY * self._poll:
                        told, told_at = counts, now
                        self._on_notice(f"Batch {id}: {counts}.")
                elif now > heard + PATIENCE * self._poll:
                    raise ModelUnavailable(f"The API is out of reach while batch {id} is under way.")
                if stopped:
                    if now > give_up:
                        raise stopped
                    await asyncio.sleep(self._poll)
                elif stopped := await self._pause(wait):
                    if not is_ours:
                        self._on_notice(f"Batch {id} goes on: the next start gets its replies.")
                        raise stopped
                    await self._cancel(id)
                    give_up = time.monotonic() + GRACE * self._poll
                wait = min(wait * 1.5, LONGEST_POLL * self._poll)
        except asyncio.CancelledError:
            if is_ours and not stopped:
                await self._cancel(id)
            raise

    async def _look(self, id: str) -> Batch | None:
        """None while the API is out of reach."""
        with suppress(ModelUnavailable):
            return await self._api.retrying(lambda: self._api.retrieve(id), attempts=1)
        return None

    async def _pause(self, seconds: float) -> SelfHarnessError | None:
        """Ends early when something ends the run, and returns that."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            try:
                self._check()
            except SelfHarnessError as stopped:
                return stopped
            await asyncio.sleep(min(left, 0.5))
        return None

    async def _cancel(self, id: str) -> None:
        try:
            await self._api.retrying(lambda: self._api.cancel(id), seconds=CANCEL_SECONDS, attempts=1)
        except SelfHarnessError as error:  # what is told in the end is what ended the run
            self._on_notice(f"Batch {id} could not be cancelled ({error}): the next start gets its replies.")
        else:
            self._on_notice(f"Batch {id} is cancelled; what it has answered is paid for and kept.")
