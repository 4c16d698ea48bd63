"""Is harness B better than harness A? Decided by fresh pairs, as few as the answer needs.

For each pair a problem is drawn at random, with replacement, and both harnesses attempt it in the same prompt format. A score
lies from 0 to 1; passed and failed are 1 and 0. So the differences of the pairs are independent, their mean is the *effect*:
the mean over the suite's problems of what B scores more than A. Two e-processes bet on it, one against "at most 0", one against
"at least the margin". Each may be looked at after every pair, and errs with a probability of at most alpha.

Drawing each problem once before any comes again would make the differences depend on each other, and then an e-process that is
looked at in between promises nothing. It would gain nothing either: what an e-process grows by depends on each pair alone.
"""

import random
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict

from self_harness.attempt import AttemptKey, Trial
from self_harness.concurrency import settle
from self_harness.harness import Harness
from self_harness.stats.bounded_mean import confidence_sequence

BLOCK = 8
"""Pairs made at once. They are looked at together, so that a comparison with a higher cap goes the same way."""
MARGIN = 0.1
PAIRS = 500

Answer = Literal["better", "not better", "undecided"]


class Contestant(NamedTuple):
    harness: Harness
    name: str
    """For people."""


class Scores(NamedTuple):
    """Of a pair's attempts, from 0 to 1."""

    a: float
    b: float


class CompareRules(NamedTuple):
    alpha: float = 0.05
    """Largest probability of a wrong "better", and of a wrong "not better"."""
    margin: float = MARGIN
    """The smallest effect that is worth finding, a share."""
    pairs: int = PAIRS
    """At most."""


class CompareResult(BaseModel):
    """What the pairs so far say of B against A. Scores and effect are means of a pair."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    answer: Answer
    """better: the effect is above 0; not better: it is below the margin; undecided: neither is shown yet."""
    pairs: int
    won: int
    """Pairs in which B scored more."""
    lost: int
    a: float
    b: float
    effect: float
    low: float
    high: float
    """Confidence sequence of the effect: each bound holds at all times with a probability of 1 - alpha."""
    alpha: float
    margin: float

    def __str__(self) -> str:
        found = {
            "better": "B is better than A",
            "not better": f"B is not better than A by more than {100 * self.margin:g} points",
            "undecided": "Undecided",
        }[self.answer]
        if not self.pairs:
            return f"{found}: no pair was made."
        return (
            f"{found}: {100 * self.effect:+.1f} points ({100 * self.low:+.1f} to {100 * self.high:+.1f}) after {self.pairs:,} "
            f"pairs. A {self.a:.1%}, B {self.b:.1%}; pairs won by B: {self.won}, lost: {self.lost}."
        )


def draw(problems: Sequence[str], seed: str, number: int, pairs: int) -> list[AttemptKey]:
    """What the pairs are made of; of more pairs these are the first. number: of the comparison, so that its trials are fresh."""
    rng = random.Random(f"compare {seed} {number}")
    return [AttemptKey(rng.choice(problems), Trial("comparison", number, pair)) for pair in range(pairs)]


def judge(made: Sequence[Scores], rules: CompareRules) -> CompareResult:
    """What the pairs say, in the order in which they were made."""
    differences = [scores.b - scores.a for scores in made]
    low, high = confidence_sequence(Counter(differences), rules.alpha)
    answer: Answer = "better" if low > 0 else "not better" if high < rules.margin else "undecided"
    number = max(len(made), 1)
    return CompareResult(
        answer=answer, pairs=len(made), won=sum(d > 0 for d in differences), lost=sum(d < 0 for d in differences),
        a=sum(scores.a for scores in made) / number, b=sum(scores.b for scores in made) / number,
        effect=sum(differences) / number, low=low, high=high, alpha=rules.alpha, margin=rules.margin,
    )  # fmt: skip


async def compare(
    keys: Sequence[AttemptKey], pair: Callable[[AttemptKey], Awaitable[Scores]], rules: CompareRules
) -> AsyncIterator[CompareResult]:
    """The result after each whole block of pairs, until there is an answer or the keys are used up."""
    made: list[Scores] = []
    for at in range(0, len(keys) - BLOCK + 1, BLOCK):
        made += await settle([pair(key) for key in keys[at : at + BLOCK]])
        result = judge(made, rules)
        yield result
        if result.answer != "undecided":
            return
