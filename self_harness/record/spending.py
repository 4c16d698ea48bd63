"""What a run spent, by part of the run and by role of the model."""

from collections.abc import Iterable, Mapping
from functools import reduce
from typing import NamedTuple


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


Spending = Mapping[tuple[str, str], Spent]
"""By part of the run ("start", "round 1", ..., "test split", "resampling") and role, in order of appearance."""


class Bill:
    """What the calls of a run cost, each entered before it is sent. One of which nothing more is known (it is in flight, or
    was when the process was killed) may be paid for: it counts with the most that it can cost."""

    def __init__(self) -> None:
        self._answered: dict[tuple[str, str], Spent] = {}
        self._in_flight: dict[str, tuple[tuple[str, str], Spent]] = {}
        self._lost = Spent()

    def sent(self, key: str, part: str, role: str, most: Spent) -> None:
        self._in_flight[key] = (part, role), most

    def failed(self, key: str) -> None:
        """It counts as not made."""
        self._in_flight.pop(key, None)

    def answered(self, key: str, part: str, role: str, used: Spent) -> None:
        self._in_flight.pop(key, None)
        self._answered[part, role] = self._answered.get((part, role), Spent()).plus(used)

    def begin(self) -> None:
        """Another process goes on with the run: what was in flight is lost."""
        self._lost, self._answered = self.unanswered, dict(self.spent)
        self._in_flight.clear()

    @property
    def spent(self) -> Spending:
        spent = dict(self._answered)
        for where, most in self._in_flight.values():
            spent[where] = spent.get(where, Spent()).plus(most)
        return spent

    @property
    def unanswered(self) -> Spent:
        """What of it is calls of which nothing more is known."""
        return add_up([self._lost, *(most for _, most in self._in_flight.values())])


class Part(NamedTuple):
    """What a part of the run cost."""

    name: str
    by_role: dict[str, Spent]
    total: Spent
    so_far: Spent
    """With all parts before."""


def by_part(spent: Spending) -> list[Part]:
    grouped: dict[str, dict[str, Spent]] = {}
    for (part, role), its in spent.items():
        grouped.setdefault(part, {})[role] = its
    parts: list[Part] = []
    for name, roles in grouped.items():
        total = add_up(roles.values())
        parts.append(Part(name, roles, total, parts[-1].so_far.plus(total) if parts else total))
    return parts


def by_role(spent: Spending) -> dict[str, Spent]:
    roles = dict.fromkeys(role for _, role in spent)
    return {role: add_up(its for (_, its_role), its in spent.items() if its_role == role) for role in roles}


def add_up(spent: Iterable[Spent]) -> Spent:
    return reduce(Spent.plus, spent, Spent())
