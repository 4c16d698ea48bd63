"""What an accepted edit may be expected to gain. Whoever reports a gain because it came out large overstates it."""

CHOSEN = 1.0
"""Squared standard errors by which a gain is bias-corrected because it was chosen: with a normal prior of mean 0 whose width is
estimated from the gain itself, z² estimates 1 + the prior's variance in units of the error's, and the posterior mean is
1 - 1/z² times the gain (van Zwet, Cator: "The significance filter, the winner's curse and the need to shrink", Statistica
Neerlandica 75, 2021; where it would be negative it is 0: Efron, Morris, JASA 68, 1973)."""


def bias_corrected(wins: int, losses: int, pairs: int) -> float:
    """Mean gain of a pair, in passes, bias-corrected for its having been chosen. A gain within its error shrinks to 0; a
    small one is still overstated, for what shows it is luck."""
    gain = wins - losses
    if not gain:
        return 0.0
    variance = (wins + losses + 2) / (pairs + 2) - (gain / (pairs + 2)) ** 2  # as in `e_process.interval`
    return gain / pairs * max(0.0, 1 - CHOSEN * pairs * variance / (gain * gain))
