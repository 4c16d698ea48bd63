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
