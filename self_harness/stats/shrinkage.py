"""What an accepted edit may be expected to gain. Whoever reports a gain because it came out large overstates it."""

CHOSEN = 1.0
"""Squared standard errors by which a gain is bias-corrected because it was chosen: with a normal prior of mean 0 whose
width is
estimated from the gain itself, z² estimates 1 + the prior's variance in units of the error's, and the posterior mean is
1 - 1/z² times the gain (van Zwet, Cator: "The significance filter, the winner's curse and the need to shrink", Statistica
Neerlandica 75, 2021; where it would be negative it is 0: Efron, Morris, JASA 68, 1973)."""
STOPPED = 2.0
"""The same because the test ended where it was won, near a fixed z. Observation from the end, c * sqrt(n) is a line that
rises
by c / (2 * sqrt(n)) a pair; a random walk's time to a line is inverse Gaussian, whose mean reciprocal exceeds the
reciprocal of the mean by 1 / intercept²: a bias of 2/z² of the gain (Whitehead: "On the bias of maximum likelihood
estimation following a sequential test", Biometrika 73, 1986)."""


def bias_corrected(wins: int, losses: int, pairs: int, stopped: bool) -> float:
    """Mean gain of a pair, in passes, bias-corrected for its having been chosen and, if `stopped`, for a test that ended
    with its
    success. A gain within its error shrinks to 0; a small one is still overstated, for what shows it is luck."""
    gain = wins - losses
    if not gain:
        return 0.0
    variance = (wins + losses + 2) / (pairs + 2) - (gain / (pairs + 2)) ** 2  # as in `evidence.interval`
    z2 = gain * gain / (pairs * variance)
    return gain / pairs * max(0.0, 1 - (CHOSEN + STOPPED * stopped) / z2)
