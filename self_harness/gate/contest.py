"""A contest of two harnesses by pairs of attempts: which pairs to make next, and what those made so far say.

Nothing is called here but by `play`: a `Contest` says which pairs it wants and is told how they went.
"""

import math
import random
from collections.abc import Awaitable, Callable, Sequence
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from self_harness.attempt import AttemptKey, Trial
from self_harness.concurrency import settle
from self_harness.gate.decision import Evidence
from self_harness.harness import Harness
from self_harness.stats.e_process import interval, log_better, log_not_worse

BLOCK = 6
"""Pairs asked for at once; after each block the contest may stop."""


class Margin(BaseModel):
    """What a contest is to show."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    margin: float = Field(default=0.15, gt=0, lt=1)
    """Loss of pass rate that must be ruled out."""
    risk: float = Field(default=0.2, gt=0, lt=1)
    """Chance to miss such a loss."""
    pairs: int = Field(default=100, ge=1, le=300)
    """Most pairs."""


State = Literal["open", "proven", "harmful", "spent"]
"""proven: a loss of the margin is ruled out. harmful: there is a loss."""


class Contest:
    """A candidate against the incumbent on `problems`, each as often as any other.

    number: of the contest in the run, so that its attempts are fresh. seed: of the order of the problems.
    """

    def __init__(self, problems: Sequence[str], margin: Margin, number: int, seed: str) -> None:
        self.problems = list(problems)
        self.wins = self.losses = self.ties = 0
        self._margin = margin
        self._number = number
        self._rng = random.Random(seed)
        self._made = dict.fromkeys(self.problems, 0)
        self._path: list[tuple[int, float]] = []

    @property
    def pairs(self) -> int:
        return self.wins + self.losses + self.ties

    @property
    def log_e(self) -> float:
        return log_not_worse(self.wins, self.losses, self.ties, self._margin.margin)

    @property
    def state(self) -> State:
        if self.log_e >= -math.log(self._margin.risk):
            return "proven"
        if log_better(self.losses, self.wins) >= math.log(4 / self._margin.risk):
            return "harmful"
        return "open" if self.problems and self.pairs < self._margin.pairs else "spent"

    def wanted(self) -> list[AttemptKey]:
        """The next pairs, none if the contest is over. It must be told of all of them before it is asked again."""
        if self.state != "open":
            return []
        keys = []
        for _ in range(min(BLOCK, self._margin.pairs - self.pairs)):
            problem = min(self.problems, key=lambda each: self._made[each] + self._rng.random())
            keys.append(AttemptKey(problem, Trial("prune", self._number, self._made[problem])))
            self._made[problem] += 1
        return keys

    def see(self, incumbent: bool, candidate: bool) -> None:
        """How the next of the pairs that were asked for went."""
        self.wins += candidate and not incumbent
        self.losses += incumbent and not candidate
        self.ties += incumbent == candidate
        self._path.append((self.pairs, self.log_e / math.log(10)))

    def evidence(self) -> Evidence:
        low, high = interval(self.wins, self.losses, self.pairs)
        return Evidence(
            stage="safety", pairs=self.pairs, wins=self.wins, losses=self.losses, e_value=self.log_e / math.log(10),
            threshold=-math.log10(self._margin.risk), effect=(self.wins - self.losses) / max(self.pairs, 1),
            low=low, high=high, path=tuple(self._path),
        )  # fmt: skip


async def play(
    incumbent: Harness, candidate: Harness, contest: Contest, solve: Callable[[Harness, AttemptKey], Awaitable[bool]]
) -> None:
    """Plays a contest to its end."""
    while keys := contest.wanted():
        passed = await settle([solve(harness, key) for key in keys for harness in (incumbent, candidate)])
        for old, new in zip(passed[::2], passed[1::2], strict=True):
            contest.see(old, new)
