"""The parts of a request that not every model and server takes: they are left out where one says so."""

import re
from collections import defaultdict
from collections.abc import Callable
from typing import Any, Literal, get_args

from self_harness.model.fault import Fault
from self_harness.model.types import Request

Part = Literal["output_config", "thinking", "temperature"]
"""The one that a server is likeliest not to know comes first."""

_DECLINED = {
    "temperature": r"temperature.*(deprecated|not permitted|not supported)|support.*temperature",
    "thinking": r"thinking.*(deprecated|not permitted|not supported|not available)|support.*thinking|thinking\.type",
    "output_config": r"output_config|output_format|structured output|json_schema",
}
_UNKNOWN = (
    r"^[^a-z]*(unknown|unrecogni[sz]ed|unexpected|extra|unsupported) (field|parameter|key|argument|input|propert)"
)
"""Where a server does not name what it does not know."""
_NOTICES = {
    "temperature": "takes no temperature: from now on its requests go without one.",
    "thinking": "takes no thinking budget: from now on its requests go without one.",
    "output_config": "can't be held to a schema: from now on its answers are read as text.",
}


class OptionalParts:
    """What each model is sent beyond what every one takes."""

    def __init__(self, on_notice: Callable[[str], None]) -> None:
        self._on_notice = on_notice
        self._declined: defaultdict[str, set[Part]] = defaultdict(set)

    def of(self, request: Request) -> dict[str, Any]:
        """Fields of the request's body."""
        declined = self._declined[request.model]
        parts: dict[Part, Any] = {"temperature": request.temperature}
        if request.thinking_tokens and "thinking" not in declined:
            # A model that is told to think takes no temperature beside it.
            parts = {"thinking": {"type": "enabled", "budget_tokens": request.thinking_tokens}}
        elif request.thinking_tokens == 0:
            parts["thinking"] = {"type": "disabled"}
        if request.json_schema:
            parts["output_config"] = {"format": {"type": "json_schema", "schema": request.json_schema}}
        return {name: value for name, value in parts.items() if name not in declined}

    def declines(self, request: Request, sent: dict[str, Any], fault: Fault) -> bool:
        """Whether the fault says that the model does not take a part that was sent. It is left out from now on, and
        that is said once."""
        if fault.status not in (400, 422):
            return False
        for part in get_args(Part):
            if part in sent and re.search(f"{_DECLINED[part]}|{_UNKNOWN}", fault.message, re.I | re.S):
                if part not in self._declined[request.model]:
                    self._declined[request.model].add(part)
                    self._on_notice(f"{request.model} {_NOTICES[part]}")
                return True
        return False
