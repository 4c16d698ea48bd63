"""Sending a batch once, whatever dies or is lost in between."""

import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from self_harness.errors import FatalModelError
from self_harness.model.batch_api import TRANSFER_SECONDS, BatchApi
from self_harness.model.pending import Pending, PendingFolder
from self_harness.model.types import Request

CLOCK_SKEW = 300.0
"""Seconds by which the API's clock and ours may differ."""


class BatchSender:
    """The arguments are those of `Batches`. One process at a time may call it."""

    def __init__(self, api: BatchApi, folder: Path, on_notice: Callable[[str], None]) -> None:
        self._api = api
        self._pending = PendingFolder(folder)
        self._on_notice = on_notice
        self._known: set[str] = set()

    async def under_way(self, left: Mapping[str, Request]) -> Pending | None:
        """A batch that was sent, maybe by a process that is dead, and holds some of these requests."""
        found = list(self._pending.all())
        self._known.update(id for pending in found for id in pending.ids)
        for pending in found:
            if left.keys().isdisjoint(pending.requests):
                continue
            if not pending.ids:
                pending = await self._api.retrying(partial(self._guess, pending))
                self._pending.write(pending)
            if pending.ids:
                self._on_notice(f"Batch {' or '.join(pending.ids)} is under way with {len(pending.requests)} requests.")
                return pending
            self._pending.remove(pending)
        return None

    async def send(self, requests: dict[str, Request]) -> Pending:
        """Raises FatalModelError when the API refuses the batch or has no batches."""
        import anthropic

        pending = Pending(requests=requests)
        times_sent = 0

        async def create() -> None:
            nonlocal pending, times_sent
            if times_sent:  # the API may have taken it all the same
                pending = await self._guess(pending)
            if not pending.ids:
                times_sent += 1
                pending = pending.model_copy(update={"sent": time.time()})
                self._pending.write(pending)
                batch = await self._api.create(requests.values(), pending.name)
                pending = pending.model_copy(update={"ids": (batch.id,)})

        try:
            await self._api.retrying(create, seconds=TRANSFER_SECONDS)
        except FatalModelError as error:
            if times_sent == 1:  # it was refused; after more, the next start looks for the batch
                self._pending.remove(pending)
            cause = error.__cause__
            if isinstance(cause, anthropic.APIStatusError) and cause.status_code in (404, 405):
                raise FatalModelError(
                    "This API has no Message Batches: go on with --resume and without --batch."
                ) from error
            raise
        self._pending.write(pending)
        self._known.update(pending.ids)
        self._on_notice(
            f"Batch {' or '.join(pending.ids)} is sent: {len(requests)} requests. Most end within an hour, all within 24."
        )
        return pending

    async def _guess(self, pending: Pending) -> Pending:
        """With the ids that it may have: of the batches of its size and time that are not known to be others."""
        ids = tuple(
            batch.id
            for batch in await self._api.recent()
            if -CLOCK_SKEW < batch.created_at.timestamp() - pending.sent < TRANSFER_SECONDS + CLOCK_SKEW
            and batch.request_counts.total == len(pending.requests)
            and batch.id not in self._known
        )
        self._known.update(ids)
        return pending.model_copy(update={"ids": ids, "guessed": bool(ids)})

    def forget(self, pending: Pending) -> None:
        """What has ended."""
        self._pending.remove(pending)
