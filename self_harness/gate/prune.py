"""Pruning: an accepted line is removed if the harness is as good without it.

Edits are accepted together, so a useless line can hitchhike, and a line that helped an earlier model may not help this one. The
gate's test answers that with roles swapped: the harness without the line is the candidate, the harness with it the incumbent.
After every block of pairs one contest asks both questions: is a loss without the line ruled out, or is it shown? The line's
target problems have a contest of their own, since a useful line helps there; among all problems its loss would be too small.
"""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from self_harness.gate.contest import Contest, Margin, play
from self_harness.gate.decision import Evidence, Solve
from self_harness.harness import BlockName, Harness

RULES = Margin(margin=0.15, risk=0.1, pairs=200)
"""A loss of 15 points or more, on the target problems or elsewhere, is missed with a chance of at most 10 %; one of 20
points or
more, of less than 5 %."""

Outcome = Literal["validated", "removed", "unclear"]
"""validated: without the line the harness is worse. unclear: neither is shown; the line stays."""


class Examined(NamedTuple):
    """What the pairs said of one line. The evidence is that of the harness *without* the line."""

    outcome: Outcome
    harness: Harness
    """From here on."""
    evidence: tuple[Evidence, ...]


def without(harness: Harness, block: BlockName, line: str) -> Harness:
    """The harness less the first such line of the block. ValueError if there is none."""
    lines = getattr(harness, block).splitlines()
    lines.remove(line)
    return harness.model_copy(update={block: "\n".join(lines).strip()})


async def examine(
    harness: Harness, block: BlockName, line: str, target_problems: Sequence[str], problems: Sequence[str], number: int,
    seed: str, solve: Solve, rules: Margin = RULES,
) -> Examined:  # fmt: skip
    """Whether the line is worth its place: first on its target problems, then on all other problems.

    problems: held-in and held-out. number: of the line among all examined in the run, so that its attempts are fresh. seed:
    of the order of the pairs.
    """
    shorter = without(harness, block, line)
    claimed = set(target_problems)
    evidence: list[Evidence] = []
    for part in ([id_ for id_ in problems if id_ in claimed], [id_ for id_ in problems if id_ not in claimed]):
        if part:
            contest = Contest(part, rules, number, f"{seed} {shorter.fingerprint}")
            await play(harness, shorter, contest, solve)
            evidence.append(contest.evidence())
            if contest.state != "proven":
                outcome: Outcome = "validated" if contest.state == "harmful" else "unclear"
                return Examined(outcome, harness, tuple(evidence))
    return Examined("removed", shorter, tuple(evidence))
