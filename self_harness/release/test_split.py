"""What the test split says of a promotion: a small one can't prove a gain, but it may veto."""

from collections import Counter
from collections.abc import Mapping
from math import sqrt
from statistics import NormalDist

from self_harness.attempt import AttemptKey
from self_harness.record.records import Score, Support
from self_harness.release.drift import total

ALPHA = 0.05
"""Share of harmless promotions that are vetoed, at most. Fewer than five problems that differ never veto."""
CONFIDENCE = 0.95


def supports(before: Mapping[AttemptKey, bool], after: Mapping[AttemptKey, bool]) -> Support:
    """Whether the test split, attempted with both harnesses, lets a promotion pass.

    Veto: the exact one-sided permutation test on the problems' net changes, whose signs are as likely as not if nothing
    changed (Pitman, Suppl J R Stat Soc 4, 1937). With one attempt each it is McNemar's exact test on discordant pairs.
    Interval: Wald with two pseudo-problems (Agresti and Min, Stat Med 24, 2005, "Wald+2"). Both take the problem, not the
    attempt, as the unit, for attempts at one problem resemble each other; and the interval has a width even where no
    pair differs, which a bootstrap hasn't.

    Raises ValueError when the two don't hold the same attempts.
    """
    if before.keys() != after.keys():
        raise ValueError("the two harnesses were not tried on the same attempts of the test split")
    trials = Counter(problem for problem, _ in before)
    net = dict.fromkeys(trials, 0)
    for key in before:
        net[key[0]] += after[key] - before[key]
    flips = total({change: 0.5, -change: 0.5} for change in net.values() if change)
    seen = sum(net.values())
    p_worse = min(1.0, sum(chance for change, chance in flips.items() if change <= seen))
    changes = [net[problem] / trials[problem] for problem in trials]
    return Support(
        before=Score(passed=sum(before.values()), total=len(before)),
        after=Score(passed=sum(after.values()), total=len(after)),
        better=sum(change > 0 for change in changes),
        worse=sum(change < 0 for change in changes),
        gain=sum(changes) / max(len(changes), 1),
        interval=_interval(changes),
        p_worse=p_worse,
        supported=p_worse > ALPHA,
    )


def _interval(changes: list[float]) -> tuple[float, float]:
    count, change = len(changes) + 2, sum(changes)
    half = (
        NormalDist().inv_cdf((1 + CONFIDENCE) / 2) * sqrt(sum(c * c for c in changes) + 1 - change**2 / count) / count
    )
    return max(-1.0, change / count - half), min(1.0, change / count + half)
