"""Servers as they are: what each quirk of a server or gateway leads to, over real HTTP.

A quirk is a function from the count of requests so far (from 0) to what the server sends.
"""

import asyncio
import gzip
import json
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

from self_harness.errors import FatalModelError, ModelUnavailable, SelfHarnessError
from self_harness.model.budget import Budget
from self_harness.model.client import AnthropicModel
from self_harness.model.prices import Price
from self_harness.model.types import Reply, Request, StopReason
from tests.fake_api import FakeApi, Raw
from tests.trials import nth

PONG = {"type": "text", "text": "pong"}
ASKED = Request(
    trial=nth(), role="solver", system="Be brief.", user="ping?", model="local", max_tokens=300, temperature=0.2
)
WORST = ASKED.worst_case

Quirk = Callable[[int], Raw]


def message(*left_out: str, **changed: Any) -> Quirk:
    """A Message without some of its fields and with others changed."""
    whole: dict[str, Any] = {
        "id": "msg_1", "type": "message", "role": "assistant", "model": "served", "content": [PONG],
        "stop_reason": "end_turn", "stop_sequence": None, "usage": {"input_tokens": 10, "output_tokens": 20},
    }  # fmt: skip
    body = {name: value for name, value in (whole | changed).items() if name not in left_out}
    return lambda nth: Raw(body)


def error(status: int, text: str, kind: str = "invalid_request_error", **more: Any) -> Quirk:
    return lambda nth: Raw({"type": "error", "error": {"type": kind, "message": text, **more}}, status)


def at_first(quirk: Quirk, times: int = 1) -> Quirk:
    return lambda nth: quirk(nth) if nth < times else message()(nth)


def body(content: bytes | str | dict[str, Any], headers: str = "", status: int = 200) -> Quirk:
    return lambda nth: Raw(content, status, headers)


def stream(*events: dict[str, Any], begin: str = "") -> Quirk:
    """A stream of events although JSON was asked for."""
    lines = "".join(f"event: {event['type']}\ndata: {json.dumps(event)}\n\n" for event in events)
    return body(begin + lines, "content-type: text/event-stream\r\n")


START = {
    "type": "message_start",
    "message": {"model": "served", "content": [], "stop_reason": None, "usage": {"input_tokens": 10, "output_tokens": 1}},
}  # fmt: skip
DELTAS = [
    {"type": "content_block_start", "index": 0, "content_block": {"type": "thinking", "thinking": "hm"}},
    {"type": "content_block_delta", "index": 0, "delta": {"type": "thinking_delta", "thinking": "hm"}},
    {"type": "content_block_start", "index": 1, "content_block": {"type": "text", "text": ""}},
    {"type": "content_block_delta", "index": 1, "delta": {"type": "text_delta", "text": "po"}},
    {"type": "content_block_delta", "index": 1, "delta": {"type": "text_delta", "text": "ng"}},
    {"type": "content_block_stop", "index": 1},
]
END = {"type": "message_delta", "delta": {"stop_reason": "max_tokens"}, "usage": {"output_tokens": 20}}
STOP = {"type": "message_stop"}


class Good(NamedTuple):
    """What a reply must be."""

    text: str = "pong"
    stop_reason: StopReason = "end_turn"
    usage: tuple[int, int] = (10, 20)
    model: str = "served"
    requests: int = 1
    notice: str = ""
    """What the user is told."""


USED: dict[str, tuple[Quirk, Good]] = {
    # the reply lacks something, or has more than it needs
    "as documented": (message(), Good()),
    "no usage": (message("usage"), Good(usage=(WORST.input_tokens, 300), notice="how many tokens")),
    "usage null": (message(usage=None), Good(usage=(WORST.input_tokens, 300), notice="how many tokens")),
    "usage empty": (message(usage={}), Good(usage=(WORST.input_tokens, 300), notice="how many tokens")),
    "usage a text": (message(usage="10"), Good(usage=(WORST.input_tokens, 300), notice="how many tokens")),
    "usage negative": (
        message(usage={"input_tokens": -1, "output_tokens": 20}),
        Good(usage=(WORST.input_tokens, 20), notice="how many tokens"),
    ),
    "input tokens null": (
        message(usage={"input_tokens": None, "output_tokens": 3}),
        Good(usage=(WORST.input_tokens, 3), notice="how many tokens"),
    ),
    "tokens with a point": (message(usage={"input_tokens": 10.0, "output_tokens": 20.0}), Good()),
    "more in usage": (
        message(usage={"input_tokens": 1, "output_tokens": 3, "cache_read_input_tokens": None, "iterations": []}),
        Good(usage=(1, 3)),
    ),
    "stop_reason null": (message(stop_reason=None), Good()),
    "no stop_reason": (message("stop_reason"), Good()),
    "no stop_reason, all tokens used": (
        message("stop_reason", usage={"input_tokens": 10, "output_tokens": 300}),
        Good(stop_reason="max_tokens", usage=(10, 300)),
    ),
    "stop": (message(stop_reason="stop"), Good()),
    "stop_sequence": (message(stop_reason="stop_sequence"), Good()),
    "length": (message(stop_reason="length"), Good(stop_reason="max_tokens")),
    "content_filter": (message(stop_reason="content_filter", content=[]), Good("", "refusal")),
    "refusal with content null": (message(stop_reason="refusal", content=None), Good("", "refusal")),
    "tool_use": (
        message(stop_reason="tool_use", content=[PONG, {"type": "tool_use", "id": "x", "name": "f", "input": {}}]),
        Good(),
    ),
    "no model": (message("model"), Good(model="local")),
    "model null": (message(model=None), Good(model="local")),
    "no id, type, role": (message("id", "type", "role"), Good()),
    "content a text": (message(content="pong"), Good()),
    "content a list of texts": (message(content=["po", "ng"]), Good()),
    "content empty": (message(content=[]), Good("")),
    "a block without type": (message(content=[{"text": "pong"}]), Good()),
    "thinking with text null": (message(content=[{"type": "thinking", "thinking": "hm", "text": None}, PONG]), Good()),
    "an unknown block": (message(content=[{"type": "compaction", "text": ["x"]}, None, 3, PONG]), Good()),
    "thinking only": (message(content=[{"type": "thinking", "thinking": "pong"}]), Good("")),
    "thinking cut off": (
        message(stop_reason="max_tokens", content=[{"type": "thinking", "thinking": "hm"}]),
        Good("", "max_tokens"),
    ),
    "<think>": (message(content="<think>\npang?\nno...\n</think>\n\npong"), Good()),
    "<thinking>": (message(content="<thinking>pang?</thinking>pong"), Good()),
    "<think> without its end": (message(content="<think>\npang", stop_reason="length"), Good("", "max_tokens")),
    "</think> alone": (message(content="pang?\nno...\n</think>\n\npong"), Good()),
    "</think> within the text": (message(content="say '</think>' and pong"), Good("say '</think>' and pong")),
    "NUL in the text": (message(content="pong\0"), Good("pong\0")),
    "half an emoji": (message(content="pong \ud83d"), Good("pong ?")),
    "not UTF-8": (body(json.dumps(message()(0).body).encode().replace(b"pong", b"p\xffng")), Good("p\ufffdng")),
    "a byte order mark": (body(b"\xef\xbb\xbf" + message()(0).content), Good()),
    "gzip": (body(gzip.compress(message()(0).content, mtime=0), "content-encoding: gzip\r\n"), Good()),
    "text/plain": (body(message()(0).content, "content-type: text/plain\r\n"), Good()),
    "error null": (message(error=None), Good()),
    # a stream
    "a stream": (stream(START, *DELTAS, END, STOP), Good(stop_reason="max_tokens")),
    "a stream after comments": (stream(START, *DELTAS, END, STOP, begin=": ping\n\n"), Good(stop_reason="max_tokens")),
    "a stream without its end": (stream(START, *DELTAS), Good(usage=(10, 1))),
    "a stream of text only": (
        stream(*DELTAS),
        Good(usage=(WORST.input_tokens, 300), model="local", notice="how many tokens"),
    ),
    # one request is declined
    "filter": (error(400, "Output blocked by content filtering policy"), Good("", "refusal", (0, 0), "local", 2, "refused")),
    "filter once": (at_first(error(400, "Output blocked by content filtering policy")), Good(requests=2)),
    "filter 403": (
        error(403, "Your input was flagged by moderation", "permission_error"),
        Good("", "refusal", (0, 0), "local", 2, "refused"),
    ),
    "filter in a 200": (
        body({"error": {"code": "content_filter", "message": "The response was filtered"}}),
        Good("", "refusal", (0, 0), "local", 2, "refused"),
    ),
    "an unclear 400 once": (at_first(error(400, "error 400")), Good(requests=2)),
}  # fmt: skip
TOO_LONG = {
    "400 by Anthropic": error(400, "prompt is too long: 210000 tokens > 200000 maximum"),
    "400 with max_tokens": error(400, "input length and `max_tokens` exceed context limit: 190000 + 20000 > 200000"),
    "400 by llama.cpp": body(
        {"error": {"code": 400, "message": "the request exceeds the available context size, try increasing it",
                   "type": "exceed_context_size_error", "n_prompt_tokens": 5000, "n_ctx": 4096}}, status=400),
    "400 with its numbers": error(
        400, "request (9120 tokens) exceeds the available context size (8192 tokens), try increasing it",
        "exceed_context_size_error"),
    "400 by vLLM": error(400, "This model's maximum context length is 4096 tokens. However, you requested 5000 tokens."),
    "400 by LM Studio": error(400, "The number of tokens to keep from the initial prompt is greater than the context length."),
    "413": error(413, "Request exceeds the maximum size", "request_too_large"),
    "413 without JSON": body("<html>413 Request Entity Too Large</html>", "content-type: text/html\r\n", 413),
    "500": error(500, "Context size has been exceeded.", "server_error"),
    "in a 200": body({"error": {"type": "exceed_context_size_error", "message": "too many tokens"}}),
}  # fmt: skip
USED |= {
    f"too long, {name}": (quirk, Good("", "model_context_window_exceeded", (0, 0), "local", 1, "does not fit"))
    for name, quirk in TOO_LONG.items()
}
PASSES = {
    **{f"{code} once": at_first(error(code, f"error {code}", "api_error")) for code in (408, 409, 425, 429, 499, 500, 502, 529)},
    "503 while it loads": at_first(error(503, "Loading model", "unavailable_error", code=503), 3),
    "overloaded in a 200": at_first(error(200, "Overloaded", "overloaded_error")),
    "an error that is a text": at_first(body({"error": "busy"})),
    "an error in the stream": at_first(
        stream(START, {"type": "error", "error": {"type": "overloaded_error", "message": "Overloaded"}})
    ),
    "content null": at_first(message(content=None)),
    "no content": at_first(message("content")),
    "not JSON": at_first(body("<html>Please log in</html>", "content-type: text/html\r\n")),
    "cut JSON": at_first(body('{"content": [{"type"')),
    "nested too deeply": at_first(body("[" * 100_000)),
    "null": at_first(body("null")),
    "nothing": at_first(body("")),
}  # fmt: skip
USED |= {name: (quirk, Good(requests=4 if name.startswith("503") else 2)) for name, quirk in PASSES.items()}

ENDS: dict[str, tuple[Quirk, type[SelfHarnessError], str, int]] = {
    # of the account, the model's name or the address: at once
    "401": (error(401, "invalid x-api-key", "authentication_error"), FatalModelError, "check the API key", 1),
    "402": (error(402, "billing", "billing_error"), FatalModelError, "check the billing", 1),
    "403": (error(403, "no permission", "permission_error"), FatalModelError, "key that has this permission", 1),
    "404": (error(404, "model: nonesuch", "not_found_error"), FatalModelError, "check the name of the model", 1),
    "404 without JSON": (body("Not Found", status=404), FatalModelError, "404: Not Found", 1),
    "401 in a 200": (error(200, "bad key", "authentication_error"), FatalModelError, "check the API key", 1),
    "credit": (error(400, "Your credit balance is too low"), FatalModelError, "add credit", 1),
    "quota": (error(429, "You exceeded your current quota", "insufficient_quota"), FatalModelError, "add credit", 1),
    "spend limit": (
        error(429, "monthly threshold", "rate_limit_error", details={"error_code": "enforced_spend_limit_reached"}),
        FatalModelError, "raise the spend limit", 1,
    ),
    "disabled": (error(400, "This organization has been disabled."), FatalModelError, "has been disabled", 1),
    # every request is declined: after a second look
    "400 for all": (error(400, "max_tokens: 4096 > 2048"), FatalModelError, "max_tokens: 4096 > 2048", 2),
    "405 for all": (error(405, "error 405"), FatalModelError, "405: error 405", 2),
    "422 for all": (error(422, "field required"), FatalModelError, "422: field required", 2),
    # nothing usable, ever
    "500 for ever": (error(500, "error 500", "api_error"), ModelUnavailable, "500: error 500", 6),
    "overloaded for ever": (error(200, "Overloaded", "overloaded_error"), ModelUnavailable, "529: Overloaded", 6),
    "no content": (message("content"), ModelUnavailable, "lacks the field content", 6),
    "content null": (message(content=None), ModelUnavailable, "lacks the field content", 6),
    "not a Message": (body({"ok": True}), ModelUnavailable, "lacks the field content", 6),
    "a list": (body("[]"), ModelUnavailable, "no Message but a list", 6),
    "a page": (body("<html>log in</html>"), ModelUnavailable, "not JSON: '<html>log in", 6),
    "a stream that breaks off": (stream(START), ModelUnavailable, "ends before any text", 6),
}  # fmt: skip


async def answered(quirk: Quirk, notices: list[str], budget: Budget) -> tuple[Reply, FakeApi]:
    with FakeApi(lambda body, headers: quirk(api.requests - 1)) as api:
        async with AnthropicModel(base_url=api.url, budget=budget, backoff=0.001, on_notice=notices.append) as model:
            return await model.complete(ASKED), api


@pytest.mark.parametrize("name", USED)
async def test_what_a_server_sends_is_used(name: str) -> None:
    quirk, good = USED[name]
    notices: list[str] = []
    budget = Budget()
    reply, api = await answered(quirk, notices, budget)
    found = (reply.text, reply.stop_reason, (reply.usage.input_tokens, reply.usage.output_tokens), reply.model)
    assert found == good[:4]
    assert (api.requests, budget.calls) == (good.requests, 1)
    assert notices == [] if not good.notice else good.notice in "".join(notices)
    assert Reply.model_validate_json(reply.model_dump_json()) == reply, "it can be stored"


@pytest.mark.parametrize("name", ENDS)
async def test_what_ends_the_run_says_why(name: str) -> None:
    quirk, kind, says, requests = ENDS[name]
    budget, seen = Budget(), 0

    def counted(nth: int) -> Raw:
        nonlocal seen
        seen += 1
        return quirk(nth)

    with pytest.raises(kind, match=says) as caught:
        await answered(counted, [], budget)
    assert (seen, budget.calls) == (requests, 0)
    assert "\n" not in str(caught.value)


async def test_an_unclear_refusal_is_of_one_request_where_others_are_answered() -> None:
    """And of all of them where three in a row are refused."""
    notices: list[str] = []

    def answer(sent: dict[str, Any], headers: Any) -> Any:
        odd = "odd" in sent["messages"][0]["content"]
        return error(400, "something about this one")(0) if odd else "pong"

    with FakeApi(answer) as api:
        async with AnthropicModel(base_url=api.url, budget=Budget(), backoff=0.001, on_notice=notices.append) as model:
            for number in range(3):
                assert (await model.complete(ASKED)).text == "pong"
                odd = await model.complete(ASKED.model_copy(update={"user": f"odd {number}"}))
                assert (odd.text, odd.stop_reason) == ("", "refusal")
            assert len(notices) == 1
            more = [model.complete(ASKED.model_copy(update={"user": f"odd again {number}"})) for number in range(3)]
            with pytest.raises(FatalModelError, match="something about this one"):
                await asyncio.gather(*more)


async def test_a_second_draw_is_not_taken_for_the_first_by_a_server_that_heeds_the_key() -> None:
    def answer(sent: dict[str, Any], headers: Any) -> Any:
        return error(400, "content filter")(0) if headers["idempotency-key"] == ASKED.key else "pong"

    with FakeApi(answer) as api:
        async with AnthropicModel(base_url=api.url, budget=Budget(), backoff=0.001) as model:
            assert (await model.complete(ASKED)).text == "pong"


async def test_a_declined_request_costs_no_tokens_and_usage_unknown_costs_the_worst_case() -> None:
    price = Price(input=1, output=5)
    budget = Budget(price=price)
    await answered(message("usage"), [], budget)
    assert budget.cost == pytest.approx(price.cost(WORST))
    before = budget.cost
    await answered(error(413, "Request exceeds the maximum size"), [], budget)
    assert budget.cost == before
