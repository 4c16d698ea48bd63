"""Message Batches: many calls at half the price, answered within a day, mostly within an hour.

What a batch holds is on disk before it is sent, and its id before it is waited for: after a death at any moment the next
process goes on with it. Its replies go into the store of the single calls, under the same keys.
"""

import asyncio
import hashlib
import time
from collections.abc import Awaitable, Callable, Mapping
from contextlib import AsyncExitStack, suppress
from functools import partial
from itertools import islice
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from self_harness.errors import FatalModelError, ModelUnavailable, SelfHarnessError
from self_harness.files import write_atomically
from self_harness.model.batch_api import TRANSFER_SECONDS, Batch, BatchApi
from self_harness.model.budget import Budget
from self_harness.model.client import AnthropicModel
from self_harness.model.store import Store, locked
from self_harness.model.types import Reply, Request, Usage

Settle = Callable[[Usage], None]

CANCEL_SECONDS = 10.0
CLOCK_SKEW = 300.0
"""Seconds by which the API's clock and ours may differ."""
LONGEST_POLL = 12
"""Longest wait between two looks at a batch, in units of `poll`, like the three below."""
REPORT_EVERY = 120
GRACE = 12
"""How long a cancelled batch is waited for."""
PATIENCE = 720
"""How long the API may be out of reach while a batch is under way."""


class Pending(BaseModel):
    """A batch that was sent, or was about to be."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    requests: dict[str, Request]
    """By their keys in the store of replies."""
    sent: float = 0.0
    """Unix time just before it was sent."""
    ids: tuple[str, ...] = ()
    """Its id; empty until the API has told it."""
    guessed: bool = False
    """The id was lost with the API's answer: `ids` are all batches of that size and time. Replies are known by their
    custom ids, so a stranger's batch costs time only; but it must not be cancelled."""

    @property
    def name(self) -> str:
        return hashlib.sha256("".join(sorted(self.requests)).encode()).hexdigest()[:32]


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
        self._on_call = on_call
        self._check = check
        self._on_notice = on_notice
        self._poll = poll
        self._lock = folder / "sending.lock"
        self._known: set[str] = set()
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
                    pending = await self._under_way(left)
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
                    pending = pending or await self._send(dict(islice(chosen.items(), admitted)))
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

    async def _under_way(self, left: Mapping[str, Request]) -> Pending | None:
        """A batch that was sent, maybe by a process that is dead, and holds some of these requests."""
        files: dict[Path, Pending] = {}
        for path in self._folder.glob("*.json"):
            with suppress(ValidationError):  # of another version of this program, for which requests were other ones
                files[path] = Pending.model_validate_json(path.read_bytes())
        self._known.update(id for pending in files.values() for id in pending.ids)
        for path, pending in files.items():
            if left.keys().isdisjoint(pending.requests):
                continue
            if not pending.ids:
                pending = await self._api.retrying(partial(self._guess, pending))
                self._write(pending)
            if pending.ids:
                self._on_notice(f"Batch {' or '.join(pending.ids)} is under way with {len(pending.requests)} requests.")
                return pending
            path.unlink()
        return None

    async def _send(self, requests: dict[str, Request]) -> Pending:
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
                self._write(pending)
                batch = await self._api.create(requests.values(), pending.name)
                pending = pending.model_copy(update={"ids": (batch.id,)})

        try:
            await self._api.retrying(create, seconds=TRANSFER_SECONDS)
        except FatalModelError as error:
            if times_sent == 1:  # it was refused; after more, the next start looks for the batch
                self._path(pending).unlink()
            cause = error.__cause__
            if isinstance(cause, anthropic.APIStatusError) and cause.status_code in (404, 405):
                raise FatalModelError(
                    "This API has no Message Batches: go on with --resume and without --batch."
                ) from error
            raise
        self._write(pending)
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

    async def _collect(self, pending: Pending, is_ours: bool, settle: Settle) -> None:
        """Waits for the batch, stores its replies, forgets it; then raises what ended the run meanwhile, if anything."""
        import anthropic

        stopped: SelfHarnessError | None = None
        for id in pending.ids:
            try:
                stopped = await self._ended(id, is_ours)
                await self._store(id, pending, settle)
            except FatalModelError as error:
                if not isinstance(error.__cause__, anthropic.NotFoundError):
                    raise
                self._on_notice(f"Batch {id} is no longer there.")
        async with locked(self._lock):
            self._path(pending).unlink(missing_ok=True)
        if stopped:
            raise stopped

    async def _ended(self, id: str, is_ours: bool) -> SelfHarnessError | None:
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

    def _path(self, pending: Pending) -> Path:
        return self._folder / f"{pending.name}.json"

    def _write(self, pending: Pending) -> None:
        write_atomically(self._path(pending), pending.model_dump_json())


class _Missing(Exception):
    """The store has no reply."""
