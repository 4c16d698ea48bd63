"""The endpoints of Message Batches through the Anthropic SDK, with what is peculiar about them; no state, no policy."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterable, Mapping
from contextlib import suppress
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar, cast
from urllib.parse import quote

from pydantic import BaseModel, Field, ValidationError

from self_harness.errors import ModelUnavailable
from self_harness.model import answer
from self_harness.model.answer import Faulty, Unreadable
from self_harness.model.client import ATTEMPTS, AnthropicModel
from self_harness.model.fault import Fault
from self_harness.model.types import Reply, Request

if TYPE_CHECKING:
    import anthropic
    from anthropic.resources.messages import AsyncBatches
    from anthropic.types.message_create_params import MessageCreateParamsNonStreaming
    from anthropic.types.messages import batch_create_params

T = TypeVar("T")

MAX_REQUESTS = 100_000
MAX_BYTES = 200_000_000
"""In one batch; the API takes 256 MB."""
CALL_SECONDS = 60.0
TRANSFER_SECONDS = 600.0
"""For sending a batch, and for reading its results."""


class Counts(BaseModel):
    """Requests of a batch by what became of them; all are processing until the whole batch has ended."""

    processing: int
    succeeded: int
    errored: int
    canceled: int
    expired: int

    @property
    def total(self) -> int:
        return self.processing + self.succeeded + self.errored + self.canceled + self.expired

    def __str__(self) -> str:
        return f"{self.processing} processing, {self.succeeded} succeeded, {self.errored} errored"


class Batch(BaseModel):
    """What is needed of the API's MessageBatch. Validated, as the SDK takes any body for one."""

    id: str = Field(min_length=1)
    created_at: datetime
    processing_status: str
    """in_progress, canceling or ended."""
    request_counts: Counts


class _Page(BaseModel):
    data: list[Batch]


class _Outcome(BaseModel):
    message: dict[str, Any] | None = None
    """Of a request that succeeded; the others are errored, canceled or expired."""


class _Line(BaseModel):
    custom_id: str
    result: _Outcome


class BatchApi:
    """One request to the API for each method, through the client of `model`; `retrying` repeats it.

    backoff: seconds before the second attempt; doubles with every further one.
    """

    def __init__(self, model: AnthropicModel, backoff: float) -> None:
        self._model = model
        self._backoff = backoff

    @property
    def _client(self) -> "anthropic.AsyncAnthropic":
        return self._model.api.client

    @property
    def _batches(self) -> "AsyncBatches":
        return self._client.messages.batches

    async def create(self, requests: Iterable[Request], name: str) -> Batch:
        """`name` goes along as the idempotency key; the API does not promise to heed it."""
        response = await self._batches.with_raw_response.create(
            requests=[self._item(request) for request in requests],
            extra_headers={"Idempotency-Key": name},
            timeout=TRANSFER_SECONDS,
        )
        return Batch.model_validate_json(response.http_response.content)

    async def retrieve(self, id: str) -> Batch:
        response = await self._batches.with_raw_response.retrieve(id)
        return Batch.model_validate_json(response.http_response.content)

    async def recent(self) -> list[Batch]:
        """The thousand newest of the workspace."""
        response = await self._batches.with_raw_response.list(limit=1000)
        return _Page.model_validate_json(response.http_response.content).data

    async def cancel(self, id: str) -> None:
        await self._batches.cancel(id)

    async def results(self, id: str, requests: Iterable[Request]) -> dict[str, Reply]:
        """By the keys of these requests; those without a readable reply are left out."""
        import httpx2

        # By its documented path: the SDK's own `results` would send the key wherever the answer's results_url points to,
        # and end at the first broken line.
        path = f"/v1/messages/batches/{quote(id)}/results"
        response = await self._client.get(path, cast_to=httpx2.Response, options={"timeout": TRANSFER_SECONDS})
        asked = {request.key: request for request in requests}
        replies = {}
        for text in response.content.split(b"\n"):
            with suppress(ValidationError, Unreadable, Faulty):
                line = _Line.model_validate_json(text)
                request = asked.get(line.custom_id)
                if request and line.result.message:
                    found = answer.of_message(line.result.message, request.most_output_tokens)
                    replies[line.custom_id] = found.reply(request, request_id=id)
        return replies

    async def retrying(
        self, call: Callable[[], Awaitable[T]], seconds: float = CALL_SECONDS, attempts: int = ATTEMPTS
    ) -> T:
        """`call`, again while its trouble may pass; `seconds` bounds an attempt.

        Raises FatalModelError, caused by the API's error, when it can't pass; ModelUnavailable after the last attempt.
        """
        import anthropic

        for attempt in range(attempts):
            if attempt:
                await asyncio.sleep(self._backoff * 2 ** (attempt - 1))
            try:
                async with asyncio.timeout(seconds):
                    return await call()
            except anthropic.APIStatusError as error:
                fault = Fault.of(error)
                if fault.meaning != "passing":
                    raise fault.error from error
                trouble = f"status {error.status_code}"
            except (anthropic.APIConnectionError, TimeoutError):
                trouble = "no answer"
            except ValidationError:
                trouble = "an answer of another shape"
        raise ModelUnavailable(f"The API can't be asked about batches; the last trouble: {trouble}.")

    def fitting(self, requests: Mapping[str, Request]) -> dict[str, Request]:
        """The first of them, as many as one batch takes."""
        chosen: dict[str, Request] = {}
        size = 0
        for key, request in islice(requests.items(), MAX_REQUESTS):
            size += len(json.dumps(self._item(request))) + 1
            if chosen and size > MAX_BYTES:
                break
            chosen[key] = request
        return chosen

    def _item(self, request: Request) -> "batch_create_params.Request":
        """As a single call would be sent."""
        params: dict[str, Any] = {
            "model": request.model,
            "max_tokens": request.most_output_tokens,
            "messages": [{"role": "user", "content": request.user}],
            **self._model.api.optional.of(request),
        }
        if request.system:
            params["system"] = request.system
        return {"custom_id": request.key, "params": cast("MessageCreateParamsNonStreaming", params)}
