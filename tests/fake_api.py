"""A local server that speaks the Messages API over real HTTP, counts, and misbehaves on demand.

    with FakeApi(lambda body, headers: "the answer", faults=share(0.2)) as api:
        ...  # api.url, api.requests, api.answered

It runs in a thread with an event loop of its own, so the client may use its loop, threads or other processes.
"""

import asyncio
import json
import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any, Literal, NamedTuple, Self, get_args

Body = dict[str, Any]


class Raw(NamedTuple):
    """A whole response, as some server may send it."""

    body: bytes | str | dict[str, Any]
    status: int = 200
    headers: str = ""
    """Further header lines, each with its line end."""

    @property
    def content(self) -> bytes:
        text = json.dumps(self.body) if isinstance(self.body, dict) else self.body
        return text if isinstance(text, bytes) else text.encode()


Answer = Callable[[Body, Mapping[str, str]], "str | Body | Raw"]
"""Text of the answer, or fields that replace those of the default Message, or all of the response, from JSON body and
lower-case headers."""

Passing = Literal[
    "429", "500", "529", "html", "list", "not_a_message", "broken_json", "null_content", "cut_before", "cut_inside"
]
"""Quick faults after which the same request may succeed."""
Slow = Literal["hang", "drip"]
Fatal = Literal["400", "401", "402", "403", "404", "413", "credit", "spend_limit", "redirect"]
Fault = Passing | Slow | Fatal | Literal["temperature"]
Faults = Callable[[str, int], Fault | None]
"""The fault, if any, for the nth request (from 0) with an idempotency key; asked at its arrival."""

ERRORS: dict[str, tuple[int, str, str]] = {
    "400": (400, "invalid_request_error", "messages: at least one message is required"),
    "401": (401, "authentication_error", "invalid x-api-key"),
    "402": (402, "billing_error", "There is an issue with your billing."),
    "403": (403, "permission_error", "Your API key does not have permission to use the specified resource."),
    "404": (404, "not_found_error", "model: claude-nonesuch"),
    "413": (413, "request_too_large", "Request exceeds the maximum size"),
    "429": (429, "rate_limit_error", "Number of requests has exceeded your per-minute rate limit."),
    "500": (500, "api_error", "Internal server error"),
    "529": (529, "overloaded_error", "Overloaded"),
    "credit": (400, "invalid_request_error", "Your credit balance is too low to access the Anthropic API."),
    "spend_limit": (429, "rate_limit_error", "Your organization has reached its monthly API usage threshold."),
    "temperature": (400, "invalid_request_error", "`temperature` is deprecated for this model."),
}


def always(fault: Fault) -> Faults:
    return lambda key, nth: fault


def first(*faults: Fault) -> Faults:
    """The first requests with each key meet these faults, one after another; the next ones none."""
    return lambda key, nth: faults[nth] if nth < len(faults) else None


def share(probability: float, seed: int = 0, kinds: tuple[Fault, ...] = get_args(Passing)) -> Faults:
    """Each request meets, with this probability, one of the kinds; the same at every run, in any order."""

    def draw(key: str, nth: int) -> Fault | None:
        dice = random.Random(f"{seed}:{key}:{nth}")
        return dice.choice(kinds) if dice.random() < probability else None

    return draw


class Received(NamedTuple):
    at: float
    """time.monotonic() of its arrival."""
    target: str
    headers: dict[str, str]
    body: Body
    method: str


class FakeApi:
    """Context manager around the server. `delay`: seconds before an answer; `retry_after`: header of 429 and 529."""

    def __init__(
        self,
        answer: Answer = lambda body, headers: "pong",
        delay: float = 0.0,
        faults: Faults = lambda key, nth: None,
        retry_after: float | None = 0.0,
    ) -> None:
        self.url = ""
        self.received: list[Received] = []
        self.requests_by_key: Counter[str] = Counter()
        self.answered_by_key: Counter[str] = Counter()
        """Answers sent as a whole."""
        self.under_way = 0
        self.peak = 0
        """Most requests that were under way at once."""
        self.redirect_to = ""
        self._answer = answer
        self._delay = delay
        self._faults = faults
        self._retry_after = retry_after
        self._started = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), name="fake-api", daemon=True)

    @property
    def requests(self) -> int:
        return self.requests_by_key.total()

    @property
    def answered(self) -> int:
        return self.answered_by_key.total()

    def __enter__(self) -> Self:
        self._thread.start()
        if not self._started.wait(10):
            raise RuntimeError("the fake API did not start")
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._stop = asyncio.Event()
        server = await asyncio.start_server(self._connection, "127.0.0.1", 0, backlog=512)
        self.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        self._started.set()
        await self._stop.wait()
        server.close()  # open connections end with the loop, which cancels their tasks

    async def _connection(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
                headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:])}
                body = json.loads(await reader.readexactly(int(headers.get("content-length", 0))) or "{}")
                self.under_way += 1
                self.peak = max(self.peak, self.under_way)
                try:
                    await self._respond(
                        writer, Received(time.monotonic(), head[0].split()[1], headers, body, head[0].split()[0])
                    )
                finally:
                    self.under_way -= 1
        except (asyncio.IncompleteReadError, ConnectionError):
            pass  # the client has gone
        finally:
            writer.close()

    async def _respond(self, writer: asyncio.StreamWriter, request: Received) -> None:
        key = request.headers.get("idempotency-key", "")
        fault = self._faults(key, self.requests_by_key[key])
        self.requests_by_key[key] += 1
        self.received.append(request)
        if fault == "temperature" and "temperature" not in request.body:
            fault = None
        await asyncio.sleep(self._delay)

        answer = self._answer(request.body, request.headers)
        raw = answer if isinstance(answer, Raw) else Raw(self._message(request, answer))
        message = raw.content
        if fault is None:
            writer.write(self._head(raw.status, len(message), raw.headers) + message)
            await writer.drain()
            self.answered_by_key[key] += raw.status == 200
        elif fault in ("cut_before", "cut_inside"):
            if fault == "cut_inside":
                writer.write(self._head(200, len(message)) + message[: len(message) // 2])
                await writer.drain()
            raise ConnectionAbortedError
        elif fault == "hang":
            await self._stop.wait()
        elif fault == "drip":
            writer.write(self._head(200, 1_000_000))
            while not self._stop.is_set():
                writer.write(b" ")
                await writer.drain()
                await asyncio.sleep(0.02)
        else:
            status, content, extra = self._faulty(fault)
            writer.write(self._head(status, len(content), extra) + content)
            await writer.drain()

    def _head(self, status: int, length: int, extra: str = "") -> bytes:
        kind = "" if "content-type" in extra else "content-type: application/json\r\n"
        request_id = f"request-id: req_fake_{len(self.received)}\r\n"
        return f"HTTP/1.1 {status} -\r\ncontent-length: {length}\r\n{kind}{request_id}{extra}\r\n".encode()

    def _message(self, request: Received, answer: str | Body) -> Body:
        text = answer if isinstance(answer, str) else ""
        prompt = f"{request.body.get('system', '')}{request.body['messages']}"
        return {
            "id": f"msg_fake_{len(self.received)}",
            "type": "message",
            "role": "assistant",
            "model": request.body["model"],
            "content": [{"type": "text", "text": text}],
            "stop_reason": "end_turn",
            "stop_sequence": None,
            "usage": {"input_tokens": len(prompt) // 4, "output_tokens": len(text) // 4 + 1},
            **(answer if isinstance(answer, dict) else {}),
        }

    def _faulty(self, fault: str) -> tuple[int, bytes, str]:
        """Status, body and further header lines."""
        match fault:
            case "html":
                return 200, b"<html><body>Please log in to the Wi-Fi.</body></html>", "content-type: text/html\r\n"
            case "list":
                return 200, b"[]", ""
            case "not_a_message":
                return 200, b'{"ok": true}', ""
            case "broken_json":
                return 200, b'{"type": "message", "content": [{"type"', ""
            case "null_content":
                usage = {"input_tokens": 1, "output_tokens": 1}
                message = {"type": "message", "content": None, "stop_reason": "end_turn", "model": "m", "usage": usage}
                return 200, json.dumps(message).encode(), ""
            case "redirect":
                return 307, b"", f"location: {self.redirect_to}\r\n"
        status, kind, text = ERRORS[fault]
        error: Body = {"type": kind, "message": text}
        if fault == "spend_limit":
            error["details"] = {"error_code": "enforced_spend_limit_reached"}
        waits = fault in ("429", "529") and self._retry_after is not None
        extra = f"retry-after: {self._retry_after:g}\r\n" if waits else ""
        return status, json.dumps({"type": "error", "error": error}).encode(), extra
