"""Message Batches: many calls at half the price, answered within a day, mostly within an hour.

What a batch holds is on disk before it is sent, and its id before it is waited for: after a death at any moment the next
process goes on with it. Its replies go into the store of the single calls, under the same keys.
"""

from collections.abc import Awaitable, Callable, Mapping
from contextlib import AsyncExitStack
from itertools import islice
from pathlib import Path

from self_harness.errors import FatalModelError, SelfHarnessError
from self_harness.model.batch_api import TRANSFER_SECONDS, BatchApi
from self_harness.model.batch_sender import BatchSender
from self_harness.model.batch_watch import BatchWatch
from self_harness.model.budget import Budget
from self_harness.model.client import AnthropicModel
from self_harness.model.pending import Pending
from self_harness.model.store import Store, locked
from self_harness.model.types import Reply, Request, Usage

Settle = Callable[[Usage], None]


class Batches:
    """Has requests answered in batches, one process at a time for each request.

    folder: of the batches under way, shared like the store `replies`.
    on_call: told of every reply that was not in the store.
    check: raises what ends the run, if anything does.
    poll: seconds before the first look at a batch; the waits then grow.
    """

    def __init__(
        self,
        model: AnthropicModel,
        budget: Budget,
        replies: Store[Reply],
        folder: Path,
        on_call: Callable[[Request, Reply], None],
        check: Callable[[], None],
        on_notice: Callable[[str], None],
        poll: float = 5.0,
    ) -> None:
        self._api = BatchApi(model, backoff=poll)
        self._budget = budget
        self._replies = replies
        self._folder = folder
        self._sender = BatchSender(self._api, folder, on_notice)
        self._on_call = on_call
        self._check = check
        self._on_notice = on_notice
        self._watch = BatchWatch(self._api, check, on_notice, poll)
        self._lock = folder / "sending.lock"
        self._has_answered = False

    async def fetch(self, requests: Mapping[str, Request], ask: Callable[[Request], Awaitable[Reply]]) -> None:
        """Brings the replies, by their keys in the store, into the store; `ask` is the way of a single call.

        What a batch leaves without a reply (errored, expired, cancelled, unreadable) is left to single calls. Raises
        BudgetExhausted when the next call can't fit, after the batches that did; FatalModelError and ModelUnavailable
        as single calls do; and what `check` raises, after the batch under way was cancelled and its replies were kept.
        """
        left = dict(requests)
        self._folder.mkdir(parents=True, exist_ok=True)
        while left:
            self._check()
            async with AsyncExitStack() as reservation:
                async with locked(self._lock):
                    left = {key: request for key, request in left.items() if not await self._is_stored(key)}
                    if not left:
                        return
                    pending = await self._sender.under_way(left)
                    if not pending and not self._has_answered:
                        # Shows in seconds what a batch tells at its end only: no credit, a wrong model name, ...
                        await ask(next(iter(left.values())))
                        self._has_answered = True
                        continue
                    chosen = pending.requests if pending else self._api.fitting(left)
                    worst_cases = [request.worst_case for request in chosen.values()]
                    admitted, settle = await reservation.enter_async_context(
                        self._budget.reserve_batch(worst_cases, sent=pending is not None)
                    )
                    is_ours = pending is None
                    pending = pending or await self._sender.send(dict(islice(chosen.items(), admitted)))
                    is_ours = is_ours and not pending.guessed
                await self._collect(pending, is_ours, settle)
            if is_ours:
                left = {key: request for key, request in left.items() if key not in pending.requests}

    async def _is_stored(self, key: str) -> bool:
        """Waits for another process that is making this call."""

        async def call() -> Reply:
            raise _Missing

        try:
            await self._replies.fetch(key, call)
        except _Missing:
            return False
        return True

    async def _collect(self, pending: Pending, is_ours: bool, settle: Settle) -> None:
        """Waits for the batch, stores its replies, forgets it; then raises what ended the run meanwhile, if anything."""
        import anthropic

        stopped: SelfHarnessError | None = None
        for id in pending.ids:
            try:
                stopped = await self._watch.ended(id, is_ours)
                await self._store(id, pending, settle)
            except FatalModelError as error:
                if not isinstance(error.__cause__, anthropic.NotFoundError):
                    raise
                self._on_notice(f"Batch {id} is no longer there.")
        async with locked(self._lock):
            self._sender.forget(pending)
        if stopped:
            raise stopped

    async def _store(self, id: str, pending: Pending, settle: Settle) -> None:
        replies = await self._api.retrying(
            lambda: self._api.results(id, pending.requests.values()), seconds=TRANSFER_SECONDS
        )
        answered = {key: request for key, request in pending.requests.items() if request.key in replies}
        for key, request in answered.items():
            await self._keep(key, request, replies[request.key], settle)
        rest = len(pending.requests) - len(answered)
        self._on_notice(f"Batch {id} has ended: {len(answered)} answered" + (f", {rest} not." if rest else "."))

    async def _keep(self, key: str, request: Request, reply: Reply, settle: Settle) -> None:
        async def pay() -> Reply:
            settle(reply.usage)
            self._on_call(request, reply)
            return reply

        await self._replies.fetch(key, pay)


class _Missing(Exception):
    """The store has no reply."""
