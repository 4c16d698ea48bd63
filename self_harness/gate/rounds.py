"""Rounds of the race: played, replayed from their records, and what was decided in them."""

from collections.abc import Sequence
from itertools import takewhile
from typing import NamedTuple

from self_harness.concurrency import settle
from self_harness.gate.decision import Evidence, GateDecision, Observation, Outcome, Pair
from self_harness.gate.race import AttemptRequest, PairRequest, Proposal, Race, Solve
from self_harness.harness import Harness


class Round(NamedTuple):
    harness: Harness
    tries: tuple[Proposal, ...]
    """Those that are new, and older ones that were decided."""
    decisions: tuple[GateDecision, ...]
    evidence: Evidence | None
    """Of the pairs made so far with the deployed harness at its beginning, if the round made any."""
    note: str


async def run_round(race: Race, tries: Sequence[Proposal], solve: Solve) -> Round:
    """The round that was begun: until something goes into service, or for as many attempts as it may take."""
    new = race.enter(tries)
    raced = [
        index
        for index, candidate_edit in enumerate(race.candidate_edits)
        if candidate_edit.state == "racing" and index not in new
    ]
    accepted: tuple[int, ...] = ()
    while not accepted and (block := race.wanted()):
        for seen in await _made(block, solve):
            race.see(seen)
        accepted = race.settle()
    return _conclude(race, new, raced, accepted)


async def _made(block: Sequence[AttemptRequest | PairRequest], solve: Solve) -> list[Observation | Pair]:
    """All attempts of the block, at once."""
    outcomes = iter(await settle([solve(part.harness, part.key) for each in block for part in each.attempts]))
    return [each.observed(*[next(outcomes) for _ in each.attempts]) for each in block]


def replay(
    race: Race, number: int, tries: Sequence[Proposal], seen: Sequence[Observation | Pair], outcomes: Sequence[Outcome]
) -> None:
    """Brings the race to where it was after a round that is on record. outcomes: of the tries."""
    race.begin(number)
    evaluated = len(list(takewhile(_is_of_evaluation, seen)))
    for each in seen[:evaluated]:
        race.see(each)
    numbers = race.enter(tries)
    for each in seen[evaluated:]:
        race.see(each)
    for index, outcome in zip(numbers, outcomes, strict=True):
        if outcome == "rejected":
            race.candidate_edits[index].state = "dropped"
    if accepted := [index for index, outcome in zip(numbers, outcomes, strict=True) if outcome == "accepted"]:
        race.promote(sorted(accepted))


def _is_of_evaluation(seen: Observation | Pair) -> bool:
    return isinstance(seen, Observation) and seen.trial.purpose == "evaluation"


def _conclude(race: Race, new: Sequence[int], raced: Sequence[int], accepted: Sequence[int]) -> Round:
    """The decisions on the edits, and what follows from them. raced: those of earlier rounds."""
    evidence = race.evidence() if race.tested or accepted else None
    stages = [evidence] if evidence else []
    if race.safety_check:
        stages.append(race.safety_check.evidence())
    counts = f"{evidence.wins} won, {evidence.losses} lost of {evidence.pairs} pairs" if evidence else ""
    together = f"{len(accepted)} edits together" if len(accepted) > 1 else "one edit"
    d_in, d_out = race.differences()
    entered = [
        index for index in dict.fromkeys(new) if index in accepted or race.candidate_edits[index].state != "deployed"
    ]
    decided = [
        *entered,
        *(index for index in raced if index in accepted or race.candidate_edits[index].state == "dropped"),
    ]
    decisions = []
    for index in decided:
        candidate_edit, estimate = race.candidate_edits[index], race.estimate([index])
        outcome: Outcome = "rejected" if candidate_edit.state == "dropped" else "unresolved"
        why = candidate_edit.failed or "hardly a chance of a gain" if outcome == "rejected" else "stays in the race"
        reason = f"{why}, {estimate}"
        if is_in := index in accepted:
            outcome, reason = "accepted", f"{together} proven, {counts}; checked for safety, {race.safety_check}"
        decisions.append(
            GateDecision(
                outcome=outcome,
                reason=reason,
                d_in=d_in if is_in else 0,
                d_out=d_out if is_in else 0,
                evaluated=candidate_edit.attempts,
                total=candidate_edit.attempts,
                gate="sequential",
                evidence=tuple(stages) if is_in else (),
                estimate=estimate,
            )
        )
    waiting = sum(candidate_edit.state == "racing" for candidate_edit in race.candidate_edits) - len(accepted)
    if accepted:
        note = f"{together} proven ({counts})"
        race.promote(accepted)
    elif evidence:
        e_value = f"evidence {10**evidence.e_value:.3g} of {10**evidence.threshold:.3g}"
        is_rich = evidence.e_value >= evidence.threshold
        why = "a gain over all problems is not likely enough yet" if is_rich else "not proven yet"
        note = f"the most promising edits together: {why} ({counts}, {e_value})"
    else:
        note = "nothing was promising enough to be paired with the deployed harness"
    tries = tuple(
        Proposal(race.candidate_edits[index].edit, race.candidate_edits[index].target_problems) for index in decided
    )
    return Round(race.incumbent, tries, tuple(decisions), evidence, f"{note}; {waiting} edits stay in the race")
