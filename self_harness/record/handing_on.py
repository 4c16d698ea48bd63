"""What a run takes over from the one before: a search that proved nothing goes on, and begins with the proof of its best."""

from collections.abc import Sequence

from self_harness.config import RunConfig
from self_harness.gate.decision import Earlier, Known, Proposal
from self_harness.harness import Harness
from self_harness.record.log import RunFolder
from self_harness.suite.problem import Split

LATEST = 2000
"""Attempts, the latest, that are taken over."""


def earlier(
    candidates: Sequence[RunFolder], config: RunConfig, suite_digest: str, parts: Split, harness: Harness
) -> Earlier | None:
    """Of the newest run with this start, model, suite and split, if its best harness promises a gain. candidates: oldest first;
    runs whose attempts no later run draws again."""
    wanted = (config.gate, config.model, suite_digest, parts, harness, None)
    found = [
        run for run in candidates
        if (each := run.start)
        and (each.config.gate, each.config.model, each.suite_digest, each.split, each.harness, each.rival) == wanted
    ]  # fmt: skip
    return left_by(found[-1]) if found else None


def left_by(run: RunFolder) -> Earlier | None:
    """None where the run proved something or made no estimates, or its best harness is the start or promises no gain."""
    start, rounds = run.start, run.rounds()
    best = rounds[-1].best if rounds else None
    if not best or rounds[-1].harness != start.harness or best.harness == start.harness or best.gain <= 0:
        return None
    before = start.earlier or Earlier(run="", edits=(), best=(), seen=())
    records = [record for each in rounds for record in each.edits]
    tested = [Proposal(record.edit, record.target_problems) for record in records]
    outcomes = {record.edit.fingerprint: record.outcome for record in records}
    entered: dict[str, Proposal] = {}
    for proposal in (*start.lines, *before.edits, *tested):  # in the order in which the search numbers them
        entered.setdefault(proposal.edit.fingerprint, proposal)
    kept = [fingerprint for fingerprint in entered if outcomes.get(fingerprint) != "rejected"]
    numbers = {fingerprint: number for number, fingerprint in enumerate(kept)}

    def known(problem: str, present: list[str], passed: bool) -> Known:
        return Known(problem, tuple(numbers[each] for each in present if each in numbers), passed)

    failed = rounds[-1].failed
    names, names_before = list(entered), [each.edit.fingerprint for each in before.edits]
    seen = [
        known(problem, [names_before[each] for each in present], passed) for problem, present, passed in before.seen
    ]
    made = [attempt for record in rounds for each in record.seen for attempt in each.attempts]
    seen += [known(each.problem, [names[number] for number in each.present], each.passed) for each in made]

    def kept_numbers(edits: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(numbers[names[number]] for number in edits)

    return Earlier(
        run=start.run_id, edits=tuple(entered[each] for each in kept), seen=tuple(seen[-LATEST:]),
        best=() if best.edits in failed else kept_numbers(best.edits),
        failed=tuple(kept_numbers(edits) for edits in failed if all(names[number] in numbers for number in edits)),
    )  # fmt: skip
