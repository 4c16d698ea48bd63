"""Safety: does a proven candidate harm anything?

Pairs at all problems alike, held-out ones included, with the prompts as they are deployed or would be, must show that the
candidate does no great harm (a non-inferiority test). That assumes nothing about what edits do.
"""

import math
from collections.abc import Mapping, Sequence
from typing import Literal

from self_harness.attempt import AttemptKey, Trial
from self_harness.gate.decision import Evidence
from self_harness.stats.e_process import interval, log_better, log_not_worse

MARGIN, RISK = 0.15, 0.2
"""Loss of pass rate over all problems that must be ruled out, and the probability of missing it."""
MIN_HELD_OUT_PAIRS = 8
"""Minimum number of held-out pairs."""
MAX_HELD_OUT_LOSS_EVIDENCE = 2.0
"""Evidence (e-value) of a loss on held-out at which the check does not pass."""
MAX_SAFETY_PAIRS = 100
"""Maximum number of pairs."""


def weaker_half(chances: Mapping[int, float]) -> list[int]:
    """The edits to drop when they failed the check together: those with the lower probabilities of a gain, one at least."""
    ranked = sorted(chances, key=lambda index: chances[index])
    return ranked[: (len(ranked) + 1) // 2]


class SafetyCheck:
    """Of the candidate with these edits. order: of the problems. held_out: whether any of them is a held-out one."""

    def __init__(self, edits: tuple[int, ...], order: Sequence[str], held_out: bool) -> None:
        self.edits = edits
        self._outside = MIN_HELD_OUT_PAIRS if held_out else 0
        """Pairs on held-out that are missing yet."""
        self._order = order
        self._asked = 0
        self._wins = self._losses = self._ties = self._wins_out = self._losses_out = 0

    @property
    def state(self) -> Literal["open", "passed", "failed"]:
        pairs = self._wins + self._losses + self._ties
        is_safe = log_not_worse(self._wins, self._losses, self._ties, MARGIN) > -math.log(RISK)
        is_safe_out = log_better(self._losses_out, self._wins_out) < math.log(MAX_HELD_OUT_LOSS_EVIDENCE)
        if is_safe and is_safe_out and self._outside <= 0 and self._wins > self._losses:
            return "passed"
        is_harmful = log_better(self._losses, self._wins) > math.log(4 / RISK)
        return "failed" if is_harmful or pairs >= MAX_SAFETY_PAIRS else "open"

    def wanted(self, count: int) -> list[AttemptKey]:
        """The candidate's next attempts, those of its evaluation."""
        numbers = range(self._asked, self._asked + count)
        self._asked += count
        size = len(self._order)
        return [AttemptKey(self._order[n % size], Trial("evaluation", number=n // size)) for n in numbers]

    def see(self, is_held_out: bool, difference: int) -> None:
        """A pair: won by the candidate (1), lost (-1) or neither (0)."""
        self._wins += difference > 0
        self._losses += difference < 0
        self._ties += difference == 0
        self._outside -= is_held_out
        self._wins_out += is_held_out and difference > 0
        self._losses_out += is_held_out and difference < 0

    def evidence(self) -> Evidence:
        pairs = self._wins + self._losses + self._ties
        low, high = interval(self._wins, self._losses, pairs)
        return Evidence(
            stage="safety", pairs=pairs, wins=self._wins, losses=self._losses,
            e_value=log_not_worse(self._wins, self._losses, self._ties, MARGIN) / math.log(10),
            threshold=-math.log10(RISK), effect=(self._wins - self._losses) / max(pairs, 1), low=low, high=high,
        )  # fmt: skip

    def __str__(self) -> str:
        return (
            f"{self._wins} won, {self._losses} lost of {self._wins + self._losses + self._ties} pairs at all problems"
        )
