"""The model: one request in, one reply out, through the Anthropic SDK, whatever the network does in between.

The SDK is imported where it is used: that takes seconds, and most of the program runs without it.
"""

import asyncio
import hashlib
import json
import logging
import os
import random
import re
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Literal, Self
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from self_harness.errors import FatalModelError, ModelUnavailable

if TYPE_CHECKING:
    import anthropic
    import httpx2

    from self_harness.model.budget import Budget

_log = logging.getLogger(__name__)

Role = Literal["solver", "analyst", "engineer"]
TEMPERATURES: dict[Role, float] = {"solver": 0.2, "analyst": 0.3, "engineer": 0.7}
"""From the article."""
DEFAULT_MODEL = "claude-haiku-4-5-20251001"

ATTEMPTS = 6
MAX_WAIT = 60
"""Longest wait between two attempts, in units of `backoff`."""
FRAMING_TOKENS = 64
"""More than what the API adds to the text of a request with one message and no tools."""
API_VERSION = "2023-06-01"
"""The version that accepts a temperature, for models that take one."""
KEY_VERSION = 1
"""Part of every key: raise it when the same fields come to mean another call."""


class Usage(BaseModel):
    """Tokens of one call, or a bound on them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    input_tokens: int = Field(ge=0)
    """Including those written to and read from the prompt cache."""
    output_tokens: int = Field(ge=0)


class Request(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    role: Role
    system: str
    """May be empty."""
    user: str
    model: str
    max_tokens: int = 1024
    temperature: float
    trial: int = 0
    seed: int = 0

    @property
    def key(self) -> str:
        """64 hex digits over all fields: identical content, trial and seed are the same paid call."""
        return hashlib.sha256(json.dumps([KEY_VERSION, self.model_dump()], sort_keys=True).encode()).hexdigest()

    @property
    def worst_case(self) -> Usage:
        """A bound on what one call can use: no token is shorter than a byte of UTF-8."""
        text_bytes = len(self.system.encode()) + len(self.user.encode())
        return Usage(input_tokens=text_bytes + FRAMING_TOKENS, output_tokens=self.max_tokens)


class Reply(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str
    stop_reason: str
    """end_turn, max_tokens, refusal, ...: as the API says it."""
    usage: Usage
    model: str
    """The model that answered."""
    request_id: str
    """For the vendor's support; empty when the server sent none."""
    seconds: float
    """Duration of the attempt that was answered."""
    simulated: bool


class AnthropicModel:
    """A client of the Messages API: `async with AnthropicModel(budget=budget) as model`, one for each event loop.

    api_key, base_url: default to ANTHROPIC_API_KEY and ANTHROPIC_BASE_URL, then to what the SDK finds.
    transport: takes the place of the network; no key is needed then.
    concurrency: attempts under way at once. A request that waits for its next attempt takes no slot.
    timeout: seconds for one attempt as a whole.
    backoff: seconds before the second attempt; doubles with every further one.
    """

    def __init__(
        self,
        *,
        api_key: str | None = None,
        base_url: str | None = None,
        transport: "httpx2.AsyncBaseTransport | None" = None,
        simulated: bool = False,
        concurrency: int = 16,
        timeout: float = 120.0,
        backoff: float = 1.0,
        budget: "Budget",
        on_notice: Callable[[str], None] = _log.warning,
    ) -> None:
        self._base_url = _resolve_base_url(base_url)
        self._api_key = _resolve_api_key(api_key)
        self._transport = transport
        self._simulated = simulated
        self._concurrency = concurrency
        self._timeout = timeout
        self._backoff = backoff
        self._budget = budget
        self._on_notice = on_notice
        self._slots = asyncio.Semaphore(concurrency)
        self._not_before = 0.0
        self.without_temperature: set[str] = set()
        self._fatal: FatalModelError | None = None
        self.client: anthropic.AsyncAnthropic

    async def __aenter__(self) -> Self:
        """Raises FatalModelError when a key is needed and there is none."""
        if self._transport is None:
            check_credentials(self._base_url, self._api_key)
        import anthropic
        import httpx2

        local = self._transport is not None or _is_loopback(self._base_url)
        key = self._api_key or ("not-needed" if local else None)
        http_client = httpx2.AsyncClient(
            transport=self._transport,
            trust_env=not local,  # a proxy from the environment can't reach this machine's loopback
            follow_redirects=False,  # a redirect would take the X-Api-Key header to another host
            timeout=self._timeout,
            limits=httpx2.Limits(max_connections=self._concurrency, max_keepalive_connections=self._concurrency),
        )
        self.client = anthropic.AsyncAnthropic(
            api_key=key,
            base_url=self._base_url,
            max_retries=0,  # the SDK would wait an hour if told so, and retry a spend limit in vain
            timeout=self._timeout,
            http_client=http_client,
            # The SDK sends the key as a bearer token, some proxies read only the other header.
            default_headers={"anthropic-version": API_VERSION, **({"X-Api-Key": key} if key else {})},
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.client.close()

    async def complete(self, request: Request) -> Reply:
        """The model's answer, as soon as there is one.

        Raises BudgetExhausted before anything is sent, FatalModelError when no attempt can ever succeed, and
        ModelUnavailable when all attempts failed. Counts as one call however many attempts it takes.
        """
        async with self._budget.reserve(request.worst_case) as settle:
            reply = await self._with_retries(request)
            settle(reply.usage)
            return reply

    async def _with_retries(self, request: Request) -> Reply:
        import anthropic

        for attempt in range(1, ATTEMPTS + 1):
            asked_wait = 0.0
            crowded = False
            try:
                return await self._attempt(request)
            except anthropic.APIStatusError as error:
                if not may_pass(error):
                    self._fatal = FatalModelError(advice(error))
                    raise self._fatal from error
                asked_wait = _seconds(error.response.headers.get("retry-after", ""))
                crowded = error.status_code in (429, 529)
                trouble = f"{error.status_code}: {_message(error)}"
            except anthropic.APIConnectionError as error:
                # Only the kind of the cause: its text may quote the headers, and so the key.
                trouble = f"the connection failed ({type(error.__cause__).__name__})"
            except anthropic.AnthropicError as error:
                raise FatalModelError(f"The call could not be made: {error}") from error  # a login that has expired
            except TimeoutError:
                trouble = f"no complete answer within {self._timeout:g} s"
            except ValidationError:
                trouble = "the answer was not a Message"
            if attempt < ATTEMPTS:
                wait = min(max(asked_wait, self._backoff * 2 ** (attempt - 1)), MAX_WAIT * self._backoff)
                wait *= 1 + random.random() / 2
                if crowded:  # everybody waits, or the other calls run into the same wall
                    self._not_before = max(self._not_before, time.monotonic() + wait)
                else:
                    await asyncio.sleep(wait)
        raise ModelUnavailable(f"The model did not answer in {ATTEMPTS} attempts; the last trouble: {trouble}.")

    async def _attempt(self, request: Request) -> Reply:
        """One attempt, or two when the first shows that the model no longer takes a temperature."""
        import anthropic

        if request.model not in self.without_temperature:
            try:
                return await self._send(request, {"temperature": request.temperature})
            except anthropic.BadRequestError as error:
                if not _refuses_temperature(error):
                    raise
            if request.model not in self.without_temperature:
                self.without_temperature.add(request.model)
                self._on_notice(f"{request.model} takes no temperature: from now on its requests go without one.")
        return await self._send(request, {})

    async def _send(self, request: Request, extra_body: dict[str, float]) -> Reply:
        import anthropic

        async with self._slot(), asyncio.timeout(self._timeout):
            if self._fatal:  # what no attempt of one request can mend, no other request need try
                raise self._fatal
            start = time.monotonic()
            response = await self.client.messages.with_raw_response.create(
                model=request.model,
                max_tokens=request.max_tokens,
                system=request.system or anthropic.omit,
                messages=[{"role": "user", "content": request.user}],
                extra_body=extra_body,
                extra_headers={"Idempotency-Key": request.key},
            )
            seconds = time.monotonic() - start
        # Not the SDK's own parsing: it takes any body for a Message, and its type errors turn up much later.
        message = Message.model_validate_json(response.http_response.content)
        return Reply(
            text="".join(block.text for block in message.content if block.type == "text"),
            stop_reason=message.stop_reason,
            usage=message.usage.total,
            model=message.model,
            request_id=response.request_id or "",
            seconds=seconds,
            simulated=self._simulated,
        )

    @asynccontextmanager
    async def _slot(self) -> AsyncIterator[None]:
        while True:
            async with self._slots:
                wait = self._not_before - time.monotonic()
                if wait <= 0:
                    yield
                    return
            await asyncio.sleep(wait + random.random() * self._backoff)


def check_credentials(base_url: str | None = None, api_key: str | None = None) -> None:
    """Raises FatalModelError when the API needs a key and none can be found; quick when there is one."""
    base_url = _resolve_base_url(base_url)
    if _resolve_api_key(api_key) or os.environ.get("ANTHROPIC_AUTH_TOKEN") or _is_loopback(base_url):
        return
    import anthropic

    try:
        with anthropic.Anthropic(base_url=base_url) as client:
            if client.credentials:
                return
    except anthropic.CredentialsError as error:
        raise FatalModelError(f"The API credentials can't be used: {error}") from error
    raise FatalModelError(
        "There is no API key: set ANTHROPIC_API_KEY, or ANTHROPIC_BASE_URL to a model server on this machine."
    )


class _Block(BaseModel):
    type: str
    text: str = ""


class _MessageUsage(BaseModel):
    input_tokens: int
    output_tokens: int
    cache_creation_input_tokens: int | None = None
    cache_read_input_tokens: int | None = None

    @property
    def total(self) -> Usage:
        cached = (self.cache_creation_input_tokens or 0) + (self.cache_read_input_tokens or 0)
        return Usage(input_tokens=self.input_tokens + cached, output_tokens=self.output_tokens)


class Message(BaseModel):
    """What a Reply needs of the API's Message."""

    content: list[_Block]
    stop_reason: str
    model: str
    usage: _MessageUsage


def _resolve_base_url(base_url: str | None) -> str | None:
    url = base_url or os.environ.get("ANTHROPIC_BASE_URL") or None
    return url and url.rstrip("/").removesuffix("/v1")


def _resolve_api_key(api_key: str | None) -> str | None:
    return (api_key or os.environ.get("ANTHROPIC_API_KEY") or "").strip() or None


def _is_loopback(base_url: str | None) -> bool:
    host = urlsplit(base_url or "").hostname or ""
    return host in ("localhost", "::1") or re.fullmatch(r"127(\.\d+){3}", host) is not None


def may_pass(error: "anthropic.APIStatusError") -> bool:
    if error.status_code == 429:
        return not (error.error_code or "").endswith("_spend_limit_reached")
    return error.status_code >= 500


def _refuses_temperature(error: "anthropic.BadRequestError") -> bool:
    pattern = r"temperature.*(deprecated|not permitted|not supported)|support.*temperature"
    return re.search(pattern, _message(error)) is not None


def advice(error: "anthropic.APIStatusError") -> str:
    """One sentence: what the API said and what to do."""
    message = _message(error)
    if "credit balance" in message:
        action = "add credit"
    elif "spend_limit" in (error.error_code or "") or "API usage limits" in message:
        action = "raise the spend limit, or wait until it is reset"
    else:
        action = {
            401: "check the API key",
            402: "check the billing of the account",
            403: "use a key that has this permission",
            404: "check the name of the model and the base URL",
        }.get(error.status_code, "the same request would fail again, so correct what the message names")
    return f"The API refused the call ({error.status_code}: {message}): {action}, and continue with --resume."


def _message(error: "anthropic.APIStatusError") -> str:
    """The API's own words, or the beginning of whatever came instead, on one line."""
    return " ".join(str(error.api_message or error.message).split())[:300].rstrip(".")


def _seconds(retry_after: str) -> float:
    """Of a retry-after header; 0 when there is none or it holds a date."""
    return float(retry_after) if re.fullmatch(r"\d+(\.\d+)?", retry_after) else 0.0
