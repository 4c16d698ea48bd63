"""The sequential gate's stages: which pairs of attempts to make next, and what those made so far say.

Nothing is called here: a `Contest` says which pairs it wants and is told how they went.
"""

import math
import random
from collections import deque
from collections.abc import Sequence
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from self_harness.evidence import interval, log_better, log_not_worse
from self_harness.gating import Evidence, Key, Stage

BLOCK = 6
"""Pairs asked for at once; after each block the contest may stop."""


class Rules(BaseModel):
    """What the sequential gate demands. The defaults were chosen by `python -m bench search`, where results hardly
    depend on them."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    alpha: float = Field(default=0.05, gt=0, lt=1)
    """Chance that anything is accepted where nothing helps, over all rounds and nights together."""
    heat_pairs: int = Field(default=12, ge=1)
    """Most pairs in a heat, by which it is chosen which edits are tested together."""
    heat_gain: int = Field(default=1, ge=0)
    """Pairs by which an edit must be ahead after its heat."""
    heat_odds: float = Field(default=3, gt=1)
    """Evidence at which an edit is ahead without further pairs."""
    scan_pairs: int = Field(default=6, ge=0)
    """Pairs by which it is seen whether an edit that is ahead breaks what works."""
    scan_loss: int = Field(default=2, ge=1)
    """Pairs by which such an edit is behind after them."""
    together: int = Field(default=2, ge=1)
    """Edits that are waited for, one round at most, before they are tested, all as one."""
    at_most: int = Field(default=10, ge=1)
    """Most edits tested together."""
    claim_pairs: int = Field(default=250, ge=1, le=300)
    """Most pairs on the claim."""
    margin: float = Field(default=0.15, gt=0, lt=1)
    """Loss of pass rate over all problems that must be ruled out."""
    risk: float = Field(default=0.2, gt=0, lt=1)
    """Chance to miss such a loss."""
    safety_pairs: int = Field(default=100, ge=1, le=300)
    """Most pairs on all problems."""


State = Literal["open", "proven", "harmful", "futile", "spent"]
"""proven: what the stage asks for is shown. futile: there is hardly a chance left within the pairs allowed."""


class Contest:
    """One stage of a candidate against the incumbent on `problems`.

    threshold: log evidence at which the stage is proven. first: trial number from which attempts are fresh, i.e. nothing
    was chosen by them. seed: of the order of the problems.
    """

    def __init__(
        self, stage: Stage, problems: Sequence[str], rules: Rules, threshold: float, first: int, seed: str
    ) -> None:
        self.stage = stage
        self.problems = list(problems)
        self.threshold = threshold
        self.most = {
            "heat": rules.heat_pairs,
            "scan": rules.scan_pairs,
            "claim": rules.claim_pairs,
            "safety": rules.safety_pairs,
        }[stage]
        self.wins = self.losses = self.ties = 0
        self.extended = False
        """Goes on although it is proven, while pairs are left."""
        self._rules = rules
        self._first = first
        self._rng = random.Random(f"{seed} {stage}")
        self._made = dict.fromkeys(self.problems, 0)
        self._discordant = dict.fromkeys(self.problems, 0)
        self._asked: deque[str] = deque()
        self._path: list[tuple[int, float]] = []

    @property
    def pairs(self) -> int:
        return self.wins + self.losses + self.ties

    @property
    def gain(self) -> int:
        return self.wins - self.losses

    @property
    def effect(self) -> float:
        """Mean difference of a pair so far. On the claim, pairs are most of all of problems where there is a difference."""
        return self.gain / self.pairs if self.pairs else 0.0

    @property
    def log_e(self) -> float:
        if self.stage == "safety":
            return log_not_worse(self.wins, self.losses, self.ties, self._rules.margin)
        return log_better(self.wins, self.losses)

    @property
    def state(self) -> State:
        if self.log_e >= self.threshold and not self.extended:
            return "proven"
        if log_better(self.losses, self.wins) >= math.log(4 / self._rules.risk):
            return "harmful"
        left = self.most - self.pairs
        if left <= 0 or not self.problems:
            return "proven" if self.extended else "spent"
        if self.pairs and self.stage == "heat" and self.gain + left / 4 <= 0:
            return "futile"
        if self.pairs and self.stage == "claim" and self._hoped(left) < self.threshold:
            return "futile"
        return "open"

    def wanted(self) -> list[Key]:
        """The next pairs, none if the stage is over. It must be told of all of them before it is asked again."""
        if self.state != "open":
            return []
        keys = []
        for _ in range(min(BLOCK, self.most - self.pairs)):
            problem = min(self.problems, key=self._turn)
            keys.append((problem, self._first + self._made[problem]))
            self._made[problem] += 1
            self._asked.append(problem)
        return keys

    def see(self, incumbent: bool, candidate: bool) -> None:
        """How the next of the pairs that were asked for went."""
        self._discordant[self._asked.popleft()] += incumbent != candidate
        self.wins += candidate and not incumbent
        self.losses += incumbent and not candidate
        self.ties += incumbent == candidate
        self._path.append((self.pairs, self.log_e / math.log(10)))

    def evidence(self) -> Evidence:
        low, high = interval(self.wins, self.losses, self.pairs)
        return Evidence(
            stage=self.stage, pairs=self.pairs, wins=self.wins, losses=self.losses, e_value=self.log_e / math.log(10),
            threshold=self.threshold / math.log(10), effect=self.effect, low=low, high=high, path=tuple(self._path),
        )  # fmt: skip

    def _turn(self, problem: str) -> float:
        """The lowest is next. On the claim, problems whose pairs come out even are asked less and less: they say nothing,
        and evidence stays valid whatever problem is chosen next."""
        made = self._made[problem] + self._rng.random()
        return made if self.stage in ("scan", "safety") else made * (made + 2) / (self._discordant[problem] + 1)

    def _hoped(self, left: int) -> float:
        """Log evidence at the end if the candidate goes on a good deal better than so far: as if five more pairs had been
        won."""
        n = self.pairs + 5
        won = (self.wins + 5) / n
        return log_better(self.wins + round(left * won), self.losses + round(left * self.losses / n))
