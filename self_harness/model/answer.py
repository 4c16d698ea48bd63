"""Reading an answer of the Messages API, whatever it lacks: the text is what is needed.

Not by the SDK's own parsing: that takes any body for a Message, and the type errors turn up much later.
"""

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from self_harness.model.fault import Fault
from self_harness.model.types import Reply, Request, StopReason, Usage

_STOP_REASONS: dict[str, StopReason] = {
    "max_tokens": "max_tokens",
    "length": "max_tokens",
    "max_length": "max_tokens",
    "limit": "max_tokens",
    "refusal": "refusal",
    "content_filter": "refusal",
    "safety": "refusal",
    "model_context_window_exceeded": "model_context_window_exceeded",
}
"""Every other one, and none at all, says that the text is complete: end_turn, stop, stop_sequence, tool_use, ..."""

_OPENED = re.compile(r"\s*<(think|thinking|thought)>(.*?(</\1>|$))", re.S | re.I)
_CLOSED_ONLY = re.compile(r"(?:(?!<think).)*?</(think|thinking|thought)>[ \t]*\n", re.S | re.I)
"""Where the chat template, and not the model, wrote the opening tag."""


class Unreadable(Exception):
    """The body is no answer; says what it is or what it lacks. The same request may get a better one."""


class Faulty(Exception):
    """The body tells of an error, in spite of its status."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(str(fault))
        self.fault = fault


class Answer(NamedTuple):
    """What a Message says. `model` is "", and token counts are None, where it does not say."""

    text: str
    """Without thinking."""
    stop_reason: StopReason
    input_tokens: int | None
    output_tokens: int | None
    model: str

    def reply(self, request: Request, request_id: str, seconds: float = 0.0, simulated: bool = False) -> Reply:
        """As the reply to this request. Tokens that are not told are those of its worst case."""
        bound = request.worst_case
        usage = Usage(
            input_tokens=bound.input_tokens if self.input_tokens is None else self.input_tokens,
            output_tokens=bound.output_tokens if self.output_tokens is None else self.output_tokens,
        )
        return Reply(
            text=self.text,
            stop_reason=self.stop_reason,
            usage=usage,
            model=self.model or request.model,
            request_id=request_id,
            seconds=seconds,
            simulated=simulated,
        )


def read(content: bytes, max_tokens: int) -> Answer:
    """The answer in the body of a response with status 200, JSON or a stream of events.

    max_tokens: what the request allowed; tells a cut-off text where the answer gives no reason.
    Raises Faulty for an error, Unreadable for anything else.
    """
    text = content.decode("utf-8", "replace").lstrip("\ufeff \r\n\t")
    return of_message(_streamed(text) if re.match(r"(event|data|id|retry)?:", text) else _parsed(text), max_tokens)


def of_message(message: Any, max_tokens: int) -> Answer:
    """The same for a Message that is parsed already."""
    if not isinstance(message, dict):
        raise Unreadable(f"the answer is no Message but {_kind(message)}")
    if fault := Fault.from_body(message):
        raise Faulty(fault)
    usage = message.get("usage")
    counts = usage if isinstance(usage, dict) else {}
    input_tokens, output_tokens = _input_tokens(counts), _count(counts.get("output_tokens"))
    stop_reason = _stop_reason(message.get("stop_reason"), output_tokens, max_tokens)
    said = _clean(_text(message.get("content")))
    if said is None:
        if stop_reason == "end_turn":
            raise Unreadable("the answer lacks the field content")
        said = ""
    model = message.get("model")
    name = _clean(model if isinstance(model, str) else "")
    return Answer(without_thinking(said), stop_reason, input_tokens, output_tokens, name or "")


def without_thinking(text: str) -> str:
    """The text without the thinking that some models write into it; a text that ends within its thinking is empty."""
    if opened := _OPENED.match(text):
        return text[opened.end() :].lstrip()
    if closed := _CLOSED_ONLY.match(text + "\n"):
        return text[closed.end() :].lstrip()
    return text


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except RecursionError:
        raise Unreadable("the answer is nested too deeply") from None
    except ValueError:
        raise Unreadable(f"the answer is not JSON: {' '.join(text.split())[:80]!r}") from None


def _streamed(text: str) -> dict[str, Any]:
    """The Message that a stream of events builds up."""
    message: dict[str, Any] = {}
    parts: list[str] = []
    for event in _events(text):
        if event.get("error"):
            return event
        begun = event.get("message")
        if isinstance(begun, dict):
            message |= begun
            parts.append(_text(begun.get("content")) or "")
        block, delta = event.get("content_block"), event.get("delta")
        parts.append(_text([block]) or "")
        if isinstance(delta, dict):
            parts.append(delta["text"] if isinstance(delta.get("text"), str) else "")
            message |= {name: delta[name] for name in ("stop_reason",) if delta.get(name)}
        if isinstance(event.get("usage"), dict):
            before = message.get("usage")
            message["usage"] = (before if isinstance(before, dict) else {}) | event["usage"]
    content = "".join(parts)
    if not content and not message.get("stop_reason"):
        raise Unreadable("the answer is a stream that ends before any text")
    return message | {"content": content}


def _events(text: str) -> Iterator[dict[str, Any]]:
    for line in text.splitlines():
        data = line.removeprefix("data:").strip()
        if line.startswith("data:") and data and data != "[DONE]":
            event = _parsed(data)
            if isinstance(event, dict):
                yield event


def _text(content: Any) -> str | None:
    """The text of the blocks; None where there is neither a list of blocks nor a text."""
    if isinstance(content, list):
        return "".join(
            block if isinstance(block, str) else block["text"]
            for block in content
            if isinstance(block, str)
            or (isinstance(block, dict) and block.get("type", "text") == "text" and isinstance(block.get("text"), str))
        )
    return content if isinstance(content, str) else None


def _clean(text: str | None) -> str | None:
    """Without halves of surrogate pairs, which can't be written to any file."""
    return text and text.encode("utf-8", "replace").decode()


def _stop_reason(told: Any, output_tokens: int | None, max_tokens: int) -> StopReason:
    if not isinstance(told, str) or not told:
        return "max_tokens" if output_tokens is not None and output_tokens >= max_tokens else "end_turn"
    return _STOP_REASONS.get(told.lower(), "end_turn")


def _input_tokens(usage: dict[str, Any]) -> int | None:
    told = _count(usage.get("input_tokens"))
    if told is None:
        return None
    cached = (usage.get(f"cache_{what}_input_tokens") for what in ("creation", "read"))
    return told + sum(_count(count) or 0 for count in cached)


def _count(value: Any) -> int | None:
    is_count = isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < 1e12
    return int(value) if is_count else None


def _kind(value: Any) -> str:
    return {list: "a list", str: "a text", type(None): "null", bool: "true or false"}.get(type(value), "a number")
