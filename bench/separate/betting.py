"""The evidence of the proof: an e-process that bets with three degrees of trust in the estimates (`stats.e_process`)."""

TRUSTS: tuple[float, ...] = (0.35, 0.7, 1.0)
"""Shares of the expected advantage that are bet on, mixed evenly."""


class EProcess:
    """Evidence that some candidate is better than the incumbent: it bets on the candidate in each pair.

    If no candidate is better at the problems of its pairs, a pair whose outcomes differ is won with a probability of at most
    1/2. A bet with a share of 1/2 or more on winning pays 2 * share or 2 * (1 - share), at most 1 in the mean, whatever
    candidate, problem and share were chosen by what was seen before; so does a mixture of such bets.
    """

    def __init__(self, e_value: float = 1.0) -> None:
        self._parts = [e_value / len(TRUSTS)] * len(TRUSTS)

    @property
    def e_value(self) -> float:
        return sum(self._parts)

    def bet(self, difference: int, odds: float) -> None:
        """difference: 1 if the candidate passed alone, -1 if the incumbent did, else 0. odds: expected probability, at least
        1/2, that a pair whose outcomes differ is won."""
        if difference:
            shares = [0.5 + trust * (max(odds, 0.5) - 0.5) for trust in TRUSTS]
            factors = [2 * share if difference > 0 else 2 * (1 - share) for share in shares]
            self._parts = [part * factor for part, factor in zip(self._parts, factors, strict=True)]
