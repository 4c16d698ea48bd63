"""One attempt at one request: a Reply, or an exception that says what came instead."""

import asyncio
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from self_harness.model import answer
from self_harness.model.answer import Faulty
from self_harness.model.connection import check_credentials, connect, resolve_api_key
from self_harness.model.fault import Fault
from self_harness.model.optional import OptionalParts
from self_harness.model.pace import Pace
from self_harness.model.types import Reply, Request

if TYPE_CHECKING:
    import anthropic
    import httpx2


class Notices:
    """Tells the user each kind of news once."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        self._tell = tell
        self._said: set[str] = set()

    def once(self, kind: str, text: str) -> None:
        if kind not in self._said:
            self._said.add(kind)
            self._tell(text)


class Api:
    """The Messages API at one address, open between `open` and `close`. The arguments are those of AnthropicModel."""

    client: "anthropic.AsyncAnthropic"

    def __init__(
        self,
        address: str,
        api_key: str | None,
        transport: "httpx2.AsyncBaseTransport | None",
        simulated: bool,
        pace: Pace,
        timeout: float,
        on_notice: Callable[[str], None],
    ) -> None:
        self.address = address
        self.optional = OptionalParts(on_notice)
        self._api_key = resolve_api_key(api_key)
        self._transport = transport
        self._simulated = simulated
        self._pace = pace
        self._timeout = timeout
        self._notices = Notices(on_notice)

    def open(self) -> None:
        """Raises FatalModelError when a key is needed and there is none, ConfigError for an unusable proxy."""
        if self._transport is None:
            check_credentials(self.address, self._api_key)
        self.client = connect(self.address, self._api_key, self._transport, self._pace.limit, self._timeout)

    async def close(self) -> None:
        await self.client.close()

    async def ask(self, request: Request, draw: int, check: Callable[[], None]) -> Reply:
        """One attempt, and another one for each optional part that turns out not to be taken.

        draw: 0, or 1 for a second draw of the same request. check: called before anything is sent; may raise.

        Raises:
            Faulty: the API told of an error.
            Unreadable: it answered something else.
            TimeoutError: there was no complete answer in time.
            anthropic.AnthropicError: there was no connection.
        """
        while True:
            parts = self.optional.of(request)
            try:
                return await self._send(request, parts, draw, check)
            except Faulty as error:
                if not self.optional.declines(request, parts, error.fault):
                    raise

    async def _send(self, request: Request, parts: dict[str, Any], draw: int, check: Callable[[], None]) -> Reply:
        import anthropic

        async with self._pace.slot():
            check()
            start = time.monotonic()
            try:
                async with asyncio.timeout(self._timeout):
                    response = await self.client.messages.with_raw_response.create(
                        model=request.model,
                        max_tokens=request.most_output_tokens,
                        system=request.system or anthropic.omit,
                        messages=[{"role": "user", "content": request.user}],
                        extra_body=parts,
                        # A server that heeds the key would answer a second draw as the first.
                        extra_headers={"Idempotency-Key": request.key + ("-again" if draw else "")},
                    )
            except TimeoutError:
                self._pace.timed_out(start)
                raise
            except anthropic.APIStatusError as error:
                raise Faulty(Fault.of(error)) from error
            seconds = time.monotonic() - start
        found = answer.read(response.http_response.content, request.most_output_tokens)
        self._pace.answered()
        if found.input_tokens is None or found.output_tokens is None:
            self._notices.once(
                "usage", "The server does not say how many tokens it used: the most that a call can use is charged."
            )
        return found.reply(request, response.request_id or "", seconds, self._simulated)
