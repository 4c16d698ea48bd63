"""A solver whose model answers by a function of the message."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, get_args

from self_harness.attempt import Trial
from self_harness.model.types import Request, Role, StopReason


class Asked:
    """`reply`: the text of the answer, or the reason why there is none."""

    def __init__(self, reply: Callable[[str], str]) -> None:
        self.reply = reply
        self.asked: list[Request] = []

    def request(self, role: Role, system: str, user: str, trial: Trial, json_schema: Any = None) -> Request:
        return Request(
            role=role, system=system, user=user, model="m", temperature=0, trial=trial, json_schema=json_schema
        )

    def request_key(self, request: Request) -> str:
        return request.key

    async def ask(self, request: Request) -> Any:
        self.asked.append(request)
        said = self.reply(request.user)
        is_reason = said in get_args(StopReason)
        return SimpleNamespace(text="" if is_reason else said, stop_reason=said if is_reason else "end_turn")
