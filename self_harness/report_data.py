"""What the reports show, worked out from a run folder; no markup here."""

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import reduce
from typing import Any, Literal, NamedTuple

from self_harness.gating import Key
from self_harness.harness import BlockName
from self_harness.ledger import RunFolder
from self_harness.pruning import PruneRecord
from self_harness.records import Score
from self_harness.resampling import PHASE

Z = 1.959964
"""Normal quantile of a two-sided 95 % interval."""


def wilson(score: Score) -> tuple[float, float]:
    """95 % interval of a pass rate (Wilson, JASA 22, 1927); (0, 1) where nothing was tried."""
    n = score.total
    if not n:
        return 0.0, 1.0
    middle = (score.rate + Z * Z / (2 * n)) / (1 + Z * Z / n)
    half = Z / (1 + Z * Z / n) * math.sqrt(score.rate * (1 - score.rate) / n + Z * Z / (4 * n * n))
    return max(0.0, middle - half), min(1.0, middle + half)


def factor(evidence: float) -> str:
    """Evidence, a decimal logarithm, as the factor by which a bet was multiplied."""
    return f"{10**evidence:,.3g}" if evidence < 3 else f"{10**evidence:,.0f}" if evidence < 6 else f"10^{evidence:.1f}"


# --- the ledger in one pass ------------------------------------------------------------------------------------------


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
    """By part of the run ("start", "round 1", ..., "prune", "sealed test", "resampling") and role, in order of appearance."""
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
    if phase.get("name") in ("prune", "sealed test", PHASE):
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


# --- problems over the rounds ----------------------------------------------------------------------------------------


class Cell(NamedTuple):
    """A problem under one harness: passed attempts of all."""

    passed: int
    total: int
    flip: Literal["", "up", "down"] = ""
    """Against the harness before."""

    @property
    def state(self) -> Literal["pass", "fail", "part", "none"]:
        if not self.total:
            return "none"
        return "pass" if self.passed == self.total else "part" if self.passed else "fail"


class Row(NamedTuple):
    problem: str
    cells: tuple[Cell, ...]
    failure: str
    """The newest failure under these harnesses."""

    @property
    def group(self) -> Literal["got worse", "improved", "wavered", "never passed", "sometimes passed", "always passed"]:
        rates = [cell.passed / cell.total for cell in self.cells if cell.total]
        if len(set(rates)) > 1:
            return "got worse" if rates[-1] < rates[0] else "improved" if rates[-1] > rates[0] else "wavered"
        return "always passed" if min(rates, default=1) == 1 else "sometimes passed" if any(rates) else "never passed"


GROUPS = ("got worse", "improved", "wavered", "never passed", "sometimes passed", "always passed")


def grid(problems: Sequence[str], harnesses: Sequence[str], attempts: Mapping[str, Mapping[Key, Tried]]) -> list[Row]:
    """A row for each problem that was tried, those that need a look first; a cell for each fingerprint."""
    by_problem = [_by_problem(attempts.get(harness, {})) for harness in harnesses]
    rows = []
    for problem in problems:
        cells: list[Cell] = []
        failure = ""
        for tried in by_problem:
            trials = tried.get(problem, [])
            cell = Cell(sum(trial.passed for trial in trials), len(trials))
            earlier = next((past for past in reversed(cells) if past.total), cell)
            change = cell.passed * earlier.total - earlier.passed * cell.total
            cells.append(cell._replace(flip="up" if change > 0 else "down" if change < 0 else ""))
            failure = next((f"{trial.status}: {trial.message}" for trial in trials if not trial.passed), failure)
        if any(cell.total for cell in cells):
            rows.append(Row(problem, tuple(cells), failure))
    return sorted(rows, key=lambda row: (GROUPS.index(row.group), row.problem))


def _by_problem(attempts: Mapping[Key, Tried]) -> dict[str, list[Tried]]:
    found: dict[str, list[Tried]] = {}
    for (problem, _), tried in sorted(attempts.items()):
        found.setdefault(problem, []).append(tried)
    return found
