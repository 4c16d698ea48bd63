"""Would plain resampling have done as well? A yardstick for a run's search, with as many model calls.

Best of N: single edits against the failures of the starting harness, each measured once over held-in and held-out, and the
highest observed rate wins. No gate, no rounds, no memory; proposals and their checks are those of the search. What it finds
is never deployed.
"""

from collections.abc import Awaitable, Callable, Sequence

from self_harness.concurrency import settle
from self_harness.harness import Harness
from self_harness.record.log import RunFolder
from self_harness.record.records import Resampled, Score

Propose = Callable[[int], Awaitable[Sequence[Harness]]]
"""The harnesses of the engineer's reply to the request with this number, from 1 on."""
Measure = Callable[[Harness], Awaitable[Score]]


def search_calls(run: RunFolder) -> int:
    """Model calls that the search of a run rests on: attempts at held-in and held-out problems, analyses, proposals.

    Each counts once, whether this run paid for it or found it in the store: so a run that is resumed or repeated gives
    its yardstick as much.
    """
    searched = {*run.start.split.held_in, *run.start.split.held_out}
    phases = run.log().attempts_in
    made = {each for phase, attempts in phases.items() if phase != "resampling" for each in attempts}
    attempts = sum(problem in searched for _, (problem, _) in made)
    return attempts + sum(1 + bool(record.patterns) for record in run.rounds()[1:])


def requests_at_most(calls: int, each: int) -> int:
    """Requests to the engineer: as many as would do if each reply held one new harness; no more are made if it repeats
    itself. The first measurement and analysis are the start's. Arguments as for `best_of_n`."""
    return max(0, calls // (each + 1) - 1)


async def best_of_n(start: Harness, calls: int, each: int, propose: Propose, measure: Measure) -> Resampled:
    """calls: all that may be used, the analysis of the start's failures included. each: those that a measurement takes."""
    measured = {start: await measure(start)}
    used = each + 1
    for number in range(1, requests_at_most(calls, each) + 1):
        if used + 1 + each > calls:
            break
        used += 1
        proposed = [harness for harness in dict.fromkeys(await propose(number)) if harness not in measured]
        new = proposed[: (calls - used) // each]
        measured |= zip(new, await settle([measure(harness) for harness in new]), strict=True)
        used += each * len(new)
    best = max(measured, key=lambda harness: measured[harness].passed)  # the earliest of equals
    return Resampled(harness=best, observed=measured[best], tried=len(measured), calls=used)
