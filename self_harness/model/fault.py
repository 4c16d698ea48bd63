"""What an error of the API means: for one request, for the account, or for the moment only."""

import json
import re
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Self
from urllib.parse import urljoin

from self_harness.errors import FatalModelError, OutOfCredit

if TYPE_CHECKING:
    import anthropic

Meaning = Literal["passing", "refused", "too_long", "unclear", "fatal"]
"""passing: the same request may succeed. refused, too_long: this request alone is declined. unclear: it is declined, for a
reason that may be this request or all. fatal: of the account, the model's name or the address."""

STATUS = {
    "invalid_request_error": 400,
    "authentication_error": 401,
    "billing_error": 402,
    "permission_error": 403,
    "not_found_error": 404,
    "request_too_large": 413,
    "rate_limit_error": 429,
    "timeout_error": 504,
    "overloaded_error": 529,
}
"""By the type of an error that comes without a status, inside a 200; any other is the server's own trouble, a 500."""
PASSING = {408, 409, 425, 429, 499}
FATAL = {401, 402, 403, 404}

_CREDIT = re.compile(r"credit balance|insufficient[_ ](quota|credit|funds)|exceeded your current quota", re.I)
_ACCOUNT = re.compile(
    r"(organi[sz]ation|account|workspace)\b.{0,30}\b(disabled|suspended)|api key (is )?(not valid|invalid)", re.I
)
_SPEND = re.compile(r"spend[_ ]limit|API usage limits", re.I)
_FILTER = re.compile(
    r"content[_ -]?(filter|management|polic|moderation)|moderation|flagged|safety (system|filter|polic)|usage polic|guardrail",
    re.I,
)
_TOO_LONG = re.compile(
    r"exceed_context|context_length_exceeded|(context|prompt|input|message)s?\b.{0,40}\btoo (long|large)"
    r"|(exceed|long|large|great|more|maximum|over)\w*\b.{0,60}\bcontext[ _-]?(size|length|window|limit)?"
    r"|context[ _-]?(size|length|window|limit)\b.{0,60}(exceed|overflow|too (long|large))|too many (input |prompt )?tokens",
    re.I | re.S,
)


class Fault(NamedTuple):
    """An error as the API told it."""

    status: int
    kind: str = ""
    """Type and codes, joined: "rate_limit_error enforced_spend_limit_reached"."""
    message: str = ""
    """The API's own words, or the beginning of whatever came instead, on one line."""
    retry_after: float = 0.0
    """Seconds; 0 when it said nothing of that."""
    target: str = ""
    """Where a redirect points to."""

    @classmethod
    def read(cls, status: int, content: bytes, headers: Any, url: str) -> Self:
        """From a response with an error status."""
        retry_after = headers.get("retry-after", "")
        target = urljoin(url, headers["location"]) if 300 <= status < 400 and "location" in headers else ""
        fault = cls.from_body(_json(content)) or cls(0, message=content.decode("utf-8", "replace"))
        return fault._replace(
            status=status,
            message=_line(fault.message) or "no message",
            retry_after=float(retry_after) if re.fullmatch(r"\d+(\.\d+)?", retry_after) else 0.0,
            target=target,
        )

    @classmethod
    def of(cls, error: "anthropic.APIStatusError") -> Self:
        return cls.read(error.status_code, error.response.content, error.response.headers, str(error.request.url))

    @classmethod
    def from_body(cls, body: Any) -> Self | None:
        """From the JSON of an answer, with the status that the error's type or code implies; None if it tells of none."""
        error = body.get("error") if isinstance(body, dict) else None
        if not error:
            return None
        if not isinstance(error, dict):
            return cls(500, message=_line(str(error)))
        details = error.get("details")
        codes = [error.get("type"), error.get("code"), details.get("error_code") if isinstance(details, dict) else None]
        numbers = [code for code in codes if isinstance(code, int) and 400 <= code < 600]
        status = numbers[0] if numbers else STATUS.get(str(error.get("type")), 500)
        return cls(status, " ".join(str(code) for code in codes if code), _line(str(error.get("message") or error)))

    @property
    def meaning(self) -> Meaning:
        said = f"{self.kind} {self.message}"
        if any(account.search(said) for account in (_CREDIT, _SPEND, _ACCOUNT)):
            return "fatal"
        if self.status not in (401, 402, 429):
            if _TOO_LONG.search(said):
                return "too_long"
            if _FILTER.search(said):
                return "refused"
        if self.status in PASSING or self.status >= 500:
            return "passing"
        if self.status == 413:
            return "too_long"
        return "fatal" if self.status in FATAL or self.status < 400 else "unclear"

    @property
    def is_crowded(self) -> bool:
        """Whether all calls have to wait, not only this one."""
        return self.status in (429, 529)

    @property
    def error(self) -> FatalModelError:
        """What ends the run, with the advice."""
        said = f"{self.kind} {self.message}"
        is_account = self.status == 402 or _CREDIT.search(said) or _SPEND.search(said)
        return OutOfCredit(self.advice) if is_account else FatalModelError(self.advice)

    @property
    def advice(self) -> str:
        """One sentence: what the API said and what to do."""
        said = f"{self.kind} {self.message}"
        if self.target:
            return (
                f"The API refused the call ({self.status}): it redirects to {self.target}, and a redirect is not followed, "
                "as that would take the key to another server. If that address is right, set ANTHROPIC_BASE_URL to it."
            )
        if _CREDIT.search(said):
            action = "add credit"
        elif _SPEND.search(said):
            action = "raise the spend limit, or wait until it is reset"
        else:
            action = {
                401: "check the API key",
                402: "check the billing of the account",
                403: "use a key that has this permission",
                404: "check the name of the model and the base URL",
            }.get(self.status, "the same request would fail again, so correct what the message names")
        return f"The API refused the call ({self}): {action}, and continue with --resume."

    def __str__(self) -> str:
        return f"{self.status}: {self.message}"


def _json(content: bytes) -> Any:
    try:
        return json.loads(content.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return None


def _line(text: str) -> str:
    return " ".join(text.split())[:300].rstrip(".")
