"""A model behind the Messages API: one request in, one reply out, whatever the network and the server do in between."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Literal, Self

from self_harness.errors import FatalModelError, ModelUnavailable, SelfHarnessError
from self_harness.model.address import connection_trouble, from_environment, normalised, tls_trouble
from self_harness.model.answer import Faulty, Unreadable
from self_harness.model.api import Api, Notices
from self_harness.model.budget import Budget
from self_harness.model.fault import Fault
from self_harness.model.pace import Pace
from self_harness.model.types import Reply, Request, StopReason, Usage

if TYPE_CHECKING:
    import httpx2

_log = logging.getLogger(__name__)

OnStep = Callable[[Request, Literal["sent", "failed"]], None]

ATTEMPTS = 6
TIMEOUTS = 3
"""Attempts at one request that may time out: the server may have worked for each of them."""
UNCLEAR_IN_A_ROW = 3
"""Requests declined for no known reason, with no answer between them, from which all are taken to be declined."""


class AnthropicModel:
    """A client of the Messages API: `async with AnthropicModel(budget=budget) as model`, one for each event loop.

    api_key: defaults to ANTHROPIC_API_KEY, then to what the SDK finds.
    base_url: address of the API; "": the vendor's, None: that of the environment.
    transport: takes the place of the network; no key is needed then.
    concurrency: most calls under way at once. A request that waits for its next attempt does not count.
    timeout: seconds for one attempt as a whole.
    backoff: seconds before the second attempt; doubles with every further one.
    on_step: told that a call is about to be sent (nothing is, if this raises), and that one has no usable answer.
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
        budget: Budget,
        on_notice: Callable[[str], None] = _log.warning,
        on_step: OnStep = lambda request, step: None,
    ) -> None:
        address = from_environment() if base_url is None else normalised(base_url)
        self.pace = Pace(concurrency, backoff, on_notice)
        self.api = Api(address, api_key, transport, simulated, self.pace, timeout, on_notice)
        self._simulated = simulated
        self._timeout = timeout
        self._budget = budget
        self._notices = Notices(on_notice)
        self._on_step = on_step
        self._unclear = UNCLEAR_IN_A_ROW - 1  # until anything is answered, the first one is enough
        self._fatal: FatalModelError | None = None

    async def __aenter__(self) -> Self:
        """Raises FatalModelError when a key is needed and there is none, ConfigError for an unusable proxy."""
        self.api.open()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.api.close()

    async def complete(self, request: Request) -> Reply:
        """The model's answer, as `Model.complete` describes it. Counts as one call however many attempts it takes."""
        async with self._budget.reserve(request.worst_case) as settle:
            with _followed(request, self._on_step) as before_sending:
                reply = await self._with_retries(request, before_sending)
            settle(reply.usage)
            return reply

    async def _with_retries(self, request: Request, before_sending: Callable[[], None]) -> Reply:
        import anthropic

        def check() -> None:
            if self._fatal:  # what no attempt of one request can mend, no other request need try
                raise self._fatal
            before_sending()

        trouble, redrawn, timeouts = "", False, 0
        for attempt in range(ATTEMPTS):
            retry_after, crowded = 0.0, False
            try:
                reply = await self.api.ask(request, int(redrawn), check)
                self._unclear = 0
                return reply
            except Faulty as error:
                fault, trouble = error.fault, str(error.fault)
                if fault.meaning == "passing":
                    retry_after, crowded = fault.retry_after, fault.is_crowded
                elif fault.meaning in ("refused", "unclear") and not redrawn:
                    redrawn = True
                    continue
                else:
                    return self._declined(request, fault)
            except Unreadable as error:
                trouble = str(error)
            except TimeoutError:
                timeouts += 1
                trouble = f"no complete answer within {self._timeout:g} s"
                if timeouts == TIMEOUTS:
                    raise self._end(_too_slow(self._timeout, self.pace.limit)) from None
            except anthropic.APIConnectionError as error:
                if tls := tls_trouble(error, self.api.address):
                    raise self._end(tls) from error
                trouble = connection_trouble(error, self.api.address)
                self._notices.once("connection", f"No answer: {trouble}. Trying again.")
            except anthropic.AnthropicError as error:
                raise FatalModelError(f"The call could not be made: {error}") from error  # a login that has expired
            if attempt + 1 < ATTEMPTS:
                await self.pace.back_off(attempt, retry_after, crowded)
        raise ModelUnavailable(f"The model did not answer in {ATTEMPTS} attempts; the last trouble: {trouble}.")

    def _declined(self, request: Request, fault: Fault) -> Reply:
        """The reply to a request that this server does not answer; raises what ends the run if it answers none."""
        self._unclear += fault.meaning == "unclear"
        if fault.meaning == "fatal" or self._simulated or self._unclear >= UNCLEAR_IN_A_ROW:
            raise self._end(fault.error)
        stop_reason: StopReason = "model_context_window_exceeded" if fault.meaning == "too_long" else "refusal"
        what = "does not fit the context of the server" if fault.meaning == "too_long" else "was refused"
        self._notices.once(fault.meaning, f"A request {what} ({fault}). Only that one counts as such; the run goes on.")
        return _unanswered(request, stop_reason, self._simulated)

    def _end(self, error: FatalModelError) -> FatalModelError:
        self._fatal = error
        return error


@contextmanager
def _followed(request: Request, on_step: OnStep) -> Iterator[Callable[[], None]]:
    """Tells of a call's steps. Yields what is to be called before each attempt."""
    is_sent = False

    def before_sending() -> None:
        nonlocal is_sent
        if not is_sent:
            on_step(request, "sent")
            is_sent = True

    try:
        yield before_sending
    except SelfHarnessError:
        if is_sent:
            on_step(request, "failed")
        raise


def _too_slow(timeout: float, limit: int) -> FatalModelError:
    return FatalModelError(
        f"The model gave no complete answer within {timeout:g} s in {TIMEOUTS} attempts, the last with at most {limit} "
        "calls at once: raise call_timeout or lower concurrency, and continue with --resume."
    )


def _unanswered(request: Request, stop_reason: StopReason, simulated: bool) -> Reply:
    return Reply(
        text="",
        stop_reason=stop_reason,
        usage=Usage(input_tokens=0, output_tokens=0),
        model=request.model,
        request_id="",
        seconds=0.0,
        simulated=simulated,
    )
