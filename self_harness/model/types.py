"""What is asked of a model and what it answers, and the protocol of whatever answers."""

import hashlib
import json
from typing import Any, Literal, Protocol

from pydantic import BaseModel, ConfigDict, Field

from self_harness.attempt import Trial

Role = Literal["solver", "analyst", "engineer"]
TEMPERATURES: dict[Role, float] = {"solver": 0.2, "analyst": 0.3, "engineer": 0.7}
"""From the article."""
StopReason = Literal["end_turn", "max_tokens", "refusal", "model_context_window_exceeded"]
"""Why the text ends: it is complete, cut off at max_tokens, declined, or it did not fit the model's context."""

FRAMING_TOKENS = 64
"""More than what the API adds to the text of a request with one message and no tools."""
KEY_VERSION = 2
"""Part of every key: raise it when the same fields come to mean another call."""


class Usage(BaseModel):
    """Tokens of one call, or a bound on them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    input_tokens: int = Field(ge=0)
    """Including those written to and read from the prompt cache."""
    output_tokens: int = Field(ge=0)


class Request(BaseModel):
    """One call of a model: everything that its answer depends on."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    role: Role
    system: str
    """May be empty."""
    user: str
    model: str
    max_tokens: int = 1024
    """Longest answer, thinking not included."""
    thinking_tokens: int | None = None
    """Most tokens of thinking before the answer; 0 switches thinking off, None leaves it to the model."""
    temperature: float
    json_schema: dict[str, Any] | None = None
    """Schema of the answer, for servers that can hold a model to one; others are asked without it."""
    trial: Trial
    stream: str = ""
    """Names the run's series of draws; another stream has other draws in every trial."""

    @property
    def key(self) -> str:
        """64 hex digits over all fields: identical content, trial and stream are the same paid call."""
        return hashlib.sha256(json.dumps([KEY_VERSION, self.model_dump()], sort_keys=True).encode()).hexdigest()

    @property
    def worst_case(self) -> Usage:
        """A bound on what one call can use: no token is shorter than a byte of UTF-8."""
        schema = json.dumps(self.json_schema) if self.json_schema else ""
        text_bytes = sum(len(text.encode("utf-8", "surrogatepass")) for text in (self.system, self.user, schema))
        return Usage(input_tokens=text_bytes + FRAMING_TOKENS, output_tokens=self.most_output_tokens)

    @property
    def most_output_tokens(self) -> int:
        """Longest answer, thinking included: what the API calls max_tokens."""
        return self.max_tokens + (self.thinking_tokens or 0)


class Reply(BaseModel):
    """The answer to one request. A request that the server declined is a reply too: with no text and no tokens."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str
    """Without the model's thinking."""
    stop_reason: StopReason
    usage: Usage
    model: str
    """The model that answered."""
    request_id: str
    """For the vendor's support; empty when the server sent none."""
    seconds: float
    """Duration of the attempt that was answered."""
    simulated: bool


class Model(Protocol):
    """Whatever answers requests."""

    async def complete(self, request: Request) -> Reply:
        """The model's answer.

        Raises:
            BudgetExhausted: a cap leaves no room for the call; nothing was sent.
            FatalModelError: no request can succeed: key, credit, model name, address.
            ModelUnavailable: no answer in spite of retries; it may succeed later.
        """
        ...
