"""The fake API with the endpoints of Message Batches.

    with FakeBatchApi(lambda body, headers: "the answer") as api:
        ...  # api.batches, api.paid_by_key

A batch ends `seconds` after it was sent. Answers are made, and paid for, when it ends; the answer function sees the custom
id as the idempotency key, as if the request had been sent alone.
"""

import asyncio
import json
import random
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from tests.fake_api import Body, FakeApi, Raw, Received

Outcome = Literal["succeeded", "errored", "expired", "canceled", "missing", "malformed", "shapeless"]
"""missing: no line at all; malformed: not JSON; shapeless: a message without content."""
Endpoint = Literal["create", "retrieve", "list", "cancel", "results"]
BatchFault = Literal["429", "500", "401", "404", "html", "lost", "hang"]
"""lost: it is done, but the connection breaks before the answer; hang: it is done, but no answer ever comes."""


class FakeBatch:
    def __init__(self, number: int, requests: list[Body], seconds: float, outcomes: dict[str, Outcome]) -> None:
        self.id = f"msgbatch_{number}"
        self.requests = requests
        self.created = datetime.now(UTC)
        self.ends = time.monotonic() + seconds
        self.cancelled = False
        self.outcomes = outcomes
        self.lines: list[bytes] | None = None
        """The results, once it has ended."""

    @property
    def custom_ids(self) -> list[str]:
        return [item["custom_id"] for item in self.requests]


class FakeBatchApi(FakeApi):
    """outcome: of the nth request (from 0) with a custom id in a batch. at_cancel: requests that are answered all the
    same when a batch is cancelled. faults of an endpoint are met by its first requests, one after another."""

    def __init__(
        self,
        *args: Any,
        seconds: float = 0.0,
        outcome: Callable[[str, int], Outcome] = lambda key, nth: "succeeded",
        at_cancel: int = 0,
        batch_faults: dict[Endpoint, list[BatchFault]] | None = None,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.seconds = seconds
        self.batches: dict[str, FakeBatch] = {}
        self.asked: Counter[Endpoint] = Counter()
        self.paid_in_batches: Counter[str] = Counter()
        self.batch_faults: dict[Endpoint, list[BatchFault]] = batch_faults or {}
        self._outcome = outcome
        self._at_cancel = at_cancel
        self._seen: Counter[str] = Counter()

    @property
    def paid_by_key(self) -> Counter[str]:
        """Answers by request key, alone or in a batch."""
        return self.answered_by_key + self.paid_in_batches

    def end_all(self) -> None:
        for batch in self.batches.values():
            batch.ends = 0.0

    async def _respond(self, writer: asyncio.StreamWriter, request: Received) -> None:
        path = request.target.partition("?")[0].removeprefix("/v1/messages/batches")
        if path == request.target:
            return await super()._respond(writer, request)
        self.received.append(request)
        _, id, action = (*path.split("/"), "", "")[:3]
        endpoint = _endpoint(request.method, id, action)
        self.asked[endpoint] += 1
        faults = self.batch_faults.get(endpoint, [])
        fault = faults.pop(0) if faults else None
        status, content, extra = 200, b"", ""
        if fault in (None, "lost", "hang"):
            if id and id not in self.batches:
                status, content, extra = self._faulty("404")
            else:
                content = self._done(endpoint, id, request.body)
            if fault == "lost":
                raise ConnectionAbortedError
            if fault == "hang":
                await self._stop.wait()
        else:
            status, content, extra = self._faulty(fault)
        writer.write(self._head(status, len(content), extra) + content)
        await writer.drain()

    def _done(self, endpoint: Endpoint, id: str, body: Body) -> bytes:
        match endpoint:
            case "create":
                return json.dumps(self._shape(self._create(body["requests"]))).encode()
            case "list":
                newest = [self._shape(batch) for batch in reversed(self.batches.values())]
                return json.dumps({"data": newest, "has_more": False, "first_id": None, "last_id": None}).encode()
            case "results":
                self._advance(self.batches[id])
                return b"\n".join(self.batches[id].lines or []) + b"\n"
            case "cancel":
                batch = self.batches[id]
                batch.cancelled, batch.ends = True, time.monotonic() + 0.05
        return json.dumps(self._shape(self.batches[id])).encode()

    def _create(self, requests: list[Body]) -> FakeBatch:
        outcomes: dict[str, Outcome] = {}
        for item in requests:
            key = item["custom_id"]
            outcomes[key] = self._outcome(key, self._seen[key])
            self._seen[key] += 1
        assert len(outcomes) == len(requests), "custom ids are unique within a batch"
        batch = FakeBatch(len(self.batches) + 1, requests, self.seconds, outcomes)
        self.batches[batch.id] = batch
        return batch

    def _advance(self, batch: FakeBatch) -> None:
        if batch.lines is not None or time.monotonic() < batch.ends:
            return
        if batch.cancelled:
            batch.outcomes.update(dict.fromkeys(batch.custom_ids[self._at_cancel :], "canceled"))
        batch.lines = [line for item in batch.requests for line in self._line(item, batch.outcomes[item["custom_id"]])]
        random.Random(batch.id).shuffle(batch.lines)

    def _line(self, item: Body, outcome: Outcome) -> list[bytes]:
        key = item["custom_id"]
        result: Body = {"type": outcome}
        if outcome in ("succeeded", "malformed", "shapeless"):
            self.paid_in_batches[key] += 1
            request = Received(0, "", {"idempotency-key": key}, item["params"], "POST")
            answer = self._answer(request.body, request.headers)
            assert not isinstance(answer, Raw)
            message = self._message(request, answer)
            if outcome == "shapeless":
                del message["content"]
            result = {"type": "succeeded", "message": message}
        elif outcome == "errored":
            error = {"type": "invalid_request_error", "message": "something about this request"}
            result["error"] = {"type": "error", "error": error}
        # Raw line separators are legal inside JSON strings: only a newline ends a line.
        line = json.dumps({"custom_id": key, "result": result}, ensure_ascii=False).encode()
        return {"missing": [], "malformed": [line[: len(line) // 2]]}.get(outcome, [line])

    def _shape(self, batch: FakeBatch) -> Body:
        self._advance(batch)
        ended = batch.lines is not None
        counts: Counter[str] = (
            Counter(batch.outcomes.values()) if ended else Counter({"processing": len(batch.requests)})
        )
        return {
            "id": batch.id,
            "type": "message_batch",
            "processing_status": "ended" if ended else "canceling" if batch.cancelled else "in_progress",
            "request_counts": {
                name: counts[name] for name in ("processing", "succeeded", "errored", "canceled", "expired")
            },
            "created_at": batch.created.isoformat(),
            "expires_at": (batch.created + timedelta(days=1)).isoformat(),
            "ended_at": None,
            "cancel_initiated_at": None,
            "archived_at": None,
            "results_url": "http://elsewhere.invalid/results" if ended else None,
        }


def _endpoint(method: str, id: str, action: str) -> Endpoint:
    if not id:
        return "create" if method == "POST" else "list"
    return "cancel" if action == "cancel" else "results" if action == "results" else "retrieve"
