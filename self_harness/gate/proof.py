"""The pairs of candidates with one incumbent, and the evidence in them."""

import math
from collections.abc import Collection

from self_harness.gate.decision import Evidence, Pair
from self_harness.stats.e_process import EProcess, interval


class Proof:
    """An e-process bets on the candidate in each pair. Its evidence starts at `e_value`; at 1/alpha something is proven."""

    def __init__(self, alpha: float, e_value: float = 1.0) -> None:
        self.e_process = EProcess(e_value)
        self._alpha = alpha
        self._results: list[tuple[str, int]] = []
        """Of each pair the problem, and the difference."""
        self._path: list[tuple[int, float]] = []

    def see(self, pair: Pair) -> None:
        """A pair with odds."""
        assert pair.odds is not None
        self._results.append((pair.candidate.problem, pair.difference))
        self.e_process.bet(pair.difference, pair.odds)
        self._path.append((len(self._results), self.e_process.log_e / math.log(10)))

    @property
    def reached(self) -> bool:
        return self.e_process.log_e >= -math.log(self._alpha)

    def start_anew(self) -> None:
        """What was proven is not safe: its evidence is void."""
        self.e_process = EProcess()

    def evidence(self) -> Evidence:
        """Of all pairs, those of safety checks not included."""
        wins = sum(difference > 0 for _, difference in self._results)
        losses = sum(difference < 0 for _, difference in self._results)
        pairs = len(self._results)
        low, high = interval(wins, losses, pairs)
        return Evidence(
            stage="pairs", pairs=pairs, wins=wins, losses=losses, e_value=self.e_process.log_e / math.log(10),
            threshold=-math.log10(self._alpha), effect=(wins - losses) / max(pairs, 1), low=low, high=high,
            path=tuple(self._path),
        )  # fmt: skip

    def differences(self, held_out: Collection[str]) -> tuple[int, int]:
        """Wins less losses, on held-in and on held-out."""
        out = sum(difference for problem, difference in self._results if problem in held_out)
        return sum(difference for _, difference in self._results) - out, out
