"""The sequential gate, the default. All edits race against the deployed harness, the *incumbent*, from round to round:

1. `screening`: attempts with random subsets of the edits show which of them are promising. Hopeless ones are dropped.
2. `confirmation`: pairs of the incumbent and the *candidate*, with all promising edits, prove that they help.
3. `safety`: pairs at all problems alike show that what is proven does no great harm. If so it is deployed; else the weaker half
   of it is dropped and the evidence starts anew.

`next_attempts` and `settle` ask these deciders in turn and are the place to swap one. The next attempts depend on the outcomes of
those before alone, never on which came back first, so a resumed run repeats them.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import takewhile
from typing import NamedTuple

from self_harness.attempt import AttemptKey
from self_harness.concurrency import settle as settle_calls
from self_harness.gate import confirmation, screening
from self_harness.gate.decision import (
    Decided,
    EditRecord,
    Evidence,
    GateDecision,
    GateRound,
    Observation,
    Outcome,
    Pair,
    Proposal,
    Solve,
    Step,
    ignore,
    plainly,
)
from self_harness.gate.race import BLOCK, PairRequest, Race, Request, Rules, latest
from self_harness.gate.safety import SafetyCheck
from self_harness.harness import Harness


class Played(NamedTuple):
    """Numbers of edits in the race."""

    new: list[int]
    """Those that the round proposed."""
    raced: list[int]
    """Those of earlier rounds that were still in the race."""
    accepted: tuple[int, ...]


Wanted = Callable[[Race], list[Request]]
"""The next attempts of a round; none ends it. The race must be told of all of them, in order, before it is asked again."""


def next_attempts(race: Race) -> list[Request]:
    """What the gate makes next: the pairs of a safety check if one is under way, else pairs and screening attempts."""
    if race.safety_check:
        return [*safety_pairs(race, race.safety_check)]
    racing = race.racing
    if race.made >= race.rules.attempts or (race.made and not racing):
        return []
    if not racing:
        return [*screening.explore(race)]
    chances = race.chances(racing)
    race.candidate = confirmation.candidate(race, chances)
    pairs: list[PairRequest] = []
    if confirmation.is_promising(race, race.candidate):
        pairs = confirmation.pairs(race, race.candidate, others=len(racing) > len(race.candidate))
    return [*pairs, *screening.attempts(race, chances, BLOCK - 2 * len(pairs))]


def settle(race: Race) -> tuple[int, ...]:
    """After a block of attempts: drops edits, begins a safety check; returns the edits that are accepted now."""
    if race.safety_check:
        return race.safety_check.edits if race.safety_check.state == "passed" else ()
    for index in screening.hopeless(race):
        race.candidate_edits[index].state = "dropped"
    if proven := confirmation.proven(race):
        order = race.rng.sample(race.problems, len(race.problems))
        race.safety_check = SafetyCheck(proven, order, bool(race.held_out))
    return ()


def safety_pairs(race: Race, check: SafetyCheck) -> list[PairRequest]:
    """The candidate's attempts are the first of its evaluation, so that they are paid for once. The incumbent's are fresh."""
    return [
        PairRequest(race.request(AttemptKey(key.problem, race.trial("safety", 2)), ()), race.request(key, check.edits))
        for key in check.wanted(BLOCK // 2)
    ]


async def play(race: Race, proposals: Sequence[Proposal], solve: Solve, wanted: Wanted = next_attempts) -> Played:
    """The round that was begun: until something is accepted, or for as many attempts as it may take."""
    new = race.enter(proposals)
    raced = [
        index
        for index, candidate_edit in enumerate(race.candidate_edits)
        if candidate_edit.state == "racing" and index not in new
    ]
    accepted: tuple[int, ...] = ()
    while not accepted and (block := wanted(race)):
        for seen in await _made(block, solve):
            race.see(seen)
        accepted = settle(race)
    return Played(new, raced, accepted)


class SequentialGate:
    """A `Gate`. seed: of all draws. e_value: of the e-process, as earlier runs with the same start left it. wanted: what decides
    on the next attempts.
    """

    def __init__(
        self, start: Harness, held_in: Sequence[str], held_out: Sequence[str], rules: Rules, seed: str, e_value: float = 1.0,
        step: Step = plainly, on_decision: Decided = ignore, wanted: Wanted = next_attempts,
    ) -> None:  # fmt: skip
        self.race = Race(start, held_in, held_out, rules, seed, e_value)
        self._evaluated: Harness | None = None
        self._step = step
        self._on_decision = on_decision
        self._wanted = wanted

    @property
    def harness(self) -> Harness:
        return self.race.incumbent

    def begin(self, number: int, evaluation: Mapping[AttemptKey, bool]) -> None:
        self.race.begin(number)
        if self.race.incumbent != self._evaluated:
            self._evaluated = self.race.incumbent
            self.race.watch(evaluation)

    def examples(self) -> list[tuple[Harness, AttemptKey]]:
        return latest(self.race)

    def skip(self) -> GateRound:
        race = self.race
        return GateRound(race.incumbent, seen=tuple(race.seen), e_value=race.proof.e_process.e_value)

    async def decide(self, proposals: Sequence[Proposal], solve: Solve) -> GateRound:
        label = f"{len(proposals)} new edits join the race"
        played = await self._step("gate", label, lambda: play(self.race, proposals, solve, self._wanted))
        return await self._step("merge", "", lambda: self._conclude(played))

    async def _conclude(self, played: Played) -> GateRound:
        done = conclude(self.race, played)
        for record in done.edits:
            self._on_decision(str(record.edit), done.harness, record.decision)
        return done

    def replay(self, number: int, done: GateRound) -> None:
        self._evaluated = self.race.incumbent
        replay(self.race, number, done)


async def _made(block: Sequence[Request], solve: Solve) -> list[Observation | Pair]:
    """All attempts of the block, at once."""
    outcomes = iter(await settle_calls([solve(part.harness, part.key) for each in block for part in each.attempts]))
    return [each.observed(*[next(outcomes) for _ in each.attempts]) for each in block]


def replay(race: Race, number: int, done: GateRound) -> None:
    """Brings the race to where it was after a round that is on record."""
    race.begin(number)
    evaluated = len(list(takewhile(_is_of_evaluation, done.seen)))
    for each in done.seen[:evaluated]:
        race.see(each)
    numbers = race.enter([Proposal(record.edit, record.target_problems) for record in done.edits])
    for each in done.seen[evaluated:]:
        race.see(each)
    outcomes = dict(zip(numbers, [record.decision.outcome for record in done.edits], strict=True))
    for index, outcome in outcomes.items():
        if outcome == "rejected":
            race.candidate_edits[index].state = "dropped"
    if accepted := [index for index, outcome in outcomes.items() if outcome == "accepted"]:
        race.promote(sorted(accepted))


def _is_of_evaluation(seen: Observation | Pair) -> bool:
    return isinstance(seen, Observation) and seen.trial.purpose == "evaluation"


def conclude(race: Race, played: Played) -> GateRound:
    """The decisions of a round, put into effect."""
    accepted = played.accepted
    tested = any(isinstance(seen, Pair) and seen.odds is not None for seen in race.seen)
    evidence = race.proof.evidence() if tested or accepted else None
    entered = [
        index
        for index in dict.fromkeys(played.new)
        if index in accepted or race.candidate_edits[index].state != "deployed"
    ]
    dropped = [i for i in played.raced if i in accepted or race.candidate_edits[i].state == "dropped"]
    edits = tuple(_record(race, index, accepted, evidence) for index in [*entered, *dropped])
    waiting = sum(edit.state == "racing" for edit in race.candidate_edits) - len(accepted)
    note = f"{_note(accepted, evidence)}; {waiting} edits stay in the race"
    if accepted:
        race.promote(accepted)
    return GateRound(race.incumbent, edits, note, tuple(race.seen), evidence, race.proof.e_process.e_value)


def _record(race: Race, index: int, accepted: Sequence[int], evidence: Evidence | None) -> EditRecord:
    edit, estimate = race.candidate_edits[index], race.estimate([index])
    d_in, d_out = race.proof.differences(race.held_out) if index in accepted else (0, 0)
    stages: tuple[Evidence, ...] = ()
    outcome: Outcome = "rejected" if edit.state == "dropped" else "unresolved"
    if index in accepted and evidence and race.safety_check:
        outcome, stages = "accepted", (evidence, race.safety_check.evidence())
        reason = f"{_together(accepted)} proven, {_counts(evidence)}; checked for safety, {race.safety_check}"
    else:
        why = edit.failed or "hardly a chance of a gain" if outcome == "rejected" else "stays in the race"
        reason = f"{why}, {estimate}"
    decision = GateDecision(
        outcome=outcome, reason=reason, d_in=d_in, d_out=d_out, evaluated=edit.attempts, total=edit.attempts,
        gate="sequential", evidence=stages, estimate=estimate,
    )  # fmt: skip
    return EditRecord(edit=edit.edit, target_problems=edit.target_problems, decision=decision, outcome=outcome)


def _note(accepted: Sequence[int], evidence: Evidence | None) -> str:
    if accepted and evidence:
        return f"{_together(accepted)} proven ({_counts(evidence)})"
    if not evidence:
        return "nothing was promising enough to be paired with the deployed harness"
    reached = evidence.e_value >= evidence.threshold
    why = "a gain over all problems is not likely enough yet" if reached else "not proven yet"
    e_value = f"evidence {10**evidence.e_value:.3g} of {10**evidence.threshold:.3g}"
    return f"the most promising edits together: {why} ({_counts(evidence)}, {e_value})"


def _together(accepted: Sequence[int]) -> str:
    return f"{len(accepted)} edits together" if len(accepted) > 1 else "one edit"


def _counts(evidence: Evidence) -> str:
    return f"{evidence.wins} won, {evidence.losses} lost of {evidence.pairs} pairs"
