"""Drift watch: does the same harness on the same problems still pass as often as it was recorded to?

If not, the model behind the name has changed (or the sandbox, or the problems), and no edit is to be praised or blamed
for the difference.
"""

from collections.abc import Iterable, Mapping
from math import comb

from pydantic import BaseModel, ConfigDict

from self_harness.record.records import Score

ALPHA = 0.01
"""Probability of a false alarm, at most, for each comparison."""

Distribution = Mapping[int, float]
"""Probability of each value of an integer."""


class Drift(BaseModel):
    """What a comparison of the champion's record with fresh attempts found."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    problems: int
    """Problems that were measured both times; the others say nothing."""
    before: float
    """Mean over these problems of the recorded pass rate."""
    after: float
    """The same of the fresh attempts."""
    p_value: float

    @property
    def changed(self) -> bool:
        return self.p_value <= ALPHA

    def __str__(self) -> str:
        if not self.problems:
            return "no problem was measured both times, so a change of the model can't be seen"
        rates = f"pass rate {self.before:.1%} -> {self.after:.1%} on {self.problems} problems, p = {self.p_value:.2g}"
        if not self.changed:
            return f"no sign that the model changed: {rates}"
        return f"the model changed: {rates}. The harness is the same, so no edit is to blame."


def drift(record: Mapping[str, Score], fresh: Mapping[str, Score]) -> Drift:
    """Compares attempts of one harness at two times, by problem id, however many each has.

    Both sides must be measurements that nothing was chosen by: the attempts that won a promotion are better than chance
    would repeat. Fresh attempts are of another seed, else they come from the store and differ in nothing.

    The exact conditional test of a common odds ratio of 1 in several 2x2 tables, one a problem (Mantel and Haenszel, J
    Natl Cancer Inst 22, 1959; exact by convolution, Mehta, Patel and Gray, JASA 80, 1985), two-sided by doubling the
    smaller tail: at most ALPHA false alarms whatever the problems' own pass rates and however few the attempts. With one
    attempt each it is McNemar's exact test. Gains and losses that cancel out in all are not seen.
    """
    pairs = [
        (record[problem], fresh[problem])
        for problem in sorted(record.keys() & fresh.keys())
        if record[problem].total and fresh[problem].total
    ]
    passes = total(_given_margins(old, new) for old, new in pairs)
    seen = sum(new.passed for _, new in pairs)
    tail = min(
        sum(chance for count, chance in passes.items() if count <= seen),
        sum(chance for count, chance in passes.items() if count >= seen),
    )
    return Drift(
        problems=len(pairs),
        before=sum(old.rate for old, _ in pairs) / max(len(pairs), 1),
        after=sum(new.rate for _, new in pairs) / max(len(pairs), 1),
        p_value=min(1.0, 2 * tail),
    )


def _given_margins(old: Score, new: Score) -> Distribution:
    """Fresh passes if all the passes had fallen on the attempts of both times by chance: hypergeometric."""
    passed, ways = old.passed + new.passed, comb(old.total + new.total, old.passed + new.passed)
    possible = range(max(0, passed - old.total), min(new.total, passed) + 1)
    return {count: comb(new.total, count) * comb(old.total, passed - count) / ways for count in possible}


def total(parts: Iterable[Distribution]) -> Distribution:
    """Distribution of the sum of independent integers, by convolution."""
    sums = {0: 1.0}
    for part in parts:
        longer: dict[int, float] = {}
        for so_far, chance in sums.items():
            for value, probability in part.items():
                longer[so_far + value] = longer.get(so_far + value, 0.0) + chance * probability
        sums = longer
    return sums
