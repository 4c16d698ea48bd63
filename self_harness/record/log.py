"""The ledger of a run, read in one pass."""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import reduce
from typing import Any, Literal, NamedTuple

from self_harness.attempt import Key
from self_harness.gate.prune import PruneRecord
from self_harness.harness import BlockName
from self_harness.record.ledger import RunFolder

RESAMPLING = "resampling"
"""Phase of a run that measures plain best of N for comparison."""


class Spent(NamedTuple):
    calls: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    cost: float = 0.0
    """Dollars."""

    @property
    def tokens(self) -> int:
        return self.input_tokens + self.output_tokens

    def plus(self, other: "Spent") -> "Spent":
        return Spent(
            self.calls + other.calls,
            self.input_tokens + other.input_tokens,
            self.output_tokens + other.output_tokens,
            self.cost + other.cost,
        )


class Tried(NamedTuple):
    """What became of one attempt."""

    status: str
    message: str

    @property
    def passed(self) -> bool:
        return self.status == "passed"


class Log(NamedTuple):
    """The ledger's events, sorted by what a report asks of them."""

    attempts: dict[str, dict[Key, Tried]]
    """By fingerprint of the harness."""
    spent: dict[tuple[str, str], Spent]
    """By part of the run ("start", "round 1", ..., "prune", "test split", "resampling") and role, in order of appearance."""
    state: Literal["under way", "stopped", "finished"]
    ended: Mapping[str, Any]
    """The event that ended the run; empty while it is under way."""
    ready: Mapping[str, Any]
    phase: Mapping[str, Any]
    """The newest one, with the number of attempts `done` in it."""
    notices: list[str]
    last: datetime | None
    """Time of the newest event."""
    rounds: dict[int, datetime]
    """When each round was complete."""
    pruned: dict[tuple[BlockName, str], PruneRecord]
    """What was examined since the last round, by block and line."""


def read(run: RunFolder) -> Log:
    attempts: dict[str, dict[Key, Tried]] = {}
    spent: dict[tuple[str, str], Spent] = {}
    ended: Mapping[str, Any] = {}
    ready: Mapping[str, Any] = {}
    phase: dict[str, Any] = {}
    notices: list[str] = []
    last = None
    rounds: dict[int, datetime] = {}
    pruned: dict[tuple[BlockName, str], PruneRecord] = {}
    for event in run.events():
        last = datetime.fromtimestamp(event["time"], UTC)
        match event["event"]:
            case "attempt":
                tried = Tried(event["status"], event["message"])
                attempts.setdefault(event["harness"], {})[event["problem"], event["trial"]] = tried
                phase["done"] = phase.get("done", 0) + 1
            case "call":
                where = _part(phase), event.get("role", "unknown")
                call = Spent(1, event["input_tokens"], event["output_tokens"], event["cost"])
                spent[where] = spent.get(where, Spent()).plus(call)
            case "phase":
                phase = dict(event)
            case "ready":
                ready = event
            case "notice":
                notices.append(event["text"])
            case "round":
                rounds.setdefault(event["record"]["round"], last)
                pruned.clear()
            case "prune":
                fields = {name: value for name, value in event.items() if name != "event"}
                record = PruneRecord.model_validate_json(json.dumps(fields))
                pruned.setdefault((record.block, record.line), record)
            case "opened":
                ended = {}
            case "finished" | "stopped":
                ended = event
    return Log(attempts, spent, ended.get("event", "under way"), ended, ready, phase, notices, last, rounds, pruned)


def _part(phase: Mapping[str, Any]) -> str:
    if phase.get("name") in ("prune", "test split", RESAMPLING):
        return str(phase["name"])
    return f"round {phase['round']}" if phase.get("round") else "start"


class Part(NamedTuple):
    """What a part of the run cost."""

    name: str
    by_role: dict[str, Spent]
    total: Spent
    so_far: Spent
    """With all parts before."""


def by_part(spent: Mapping[tuple[str, str], Spent]) -> list[Part]:
    grouped: dict[str, dict[str, Spent]] = {}
    for (part, role), its in spent.items():
        grouped.setdefault(part, {})[role] = its
    parts: list[Part] = []
    for name, roles in grouped.items():
        total = add_up(roles.values())
        parts.append(Part(name, roles, total, parts[-1].so_far.plus(total) if parts else total))
    return parts


def by_role(spent: Mapping[tuple[str, str], Spent]) -> dict[str, Spent]:
    roles = dict.fromkeys(role for _, role in spent)
    return {role: add_up(its for (_, its_role), its in spent.items() if its_role == role) for role in roles}


def add_up(spent: Iterable[Spent]) -> Spent:
    return reduce(Spent.plus, spent, Spent())
