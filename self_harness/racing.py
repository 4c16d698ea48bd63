"""A round of the sequential gate.

1. *Heats*: each new edit alone meets the incumbent on a few pairs, on the problems it claims to help, and if it is ahead
   there, on a few that it should leave alone. That only chooses which edits are worth testing.
2. *Claim*: the edits that are ahead become one candidate, which must prove on fresh pairs that it helps on the problems
   that they claim. One test for all of them needs a fraction of the pairs that a test of each would need, and what is
   tested is what will be in service: the merge is the hypothesis.
3. *Safety*: on all problems, held-in and held-out, a loss must be ruled out on fresh pairs, and the estimate must be a gain.

All candidates of a stage meet the same fresh attempts of the incumbent, made at the same time as theirs, so that a model
whose mood changes over the day favours nobody.
"""

import math
from collections.abc import Awaitable, Callable, Sequence
from typing import NamedTuple

from self_harness import merging
from self_harness.evaluating import settle
from self_harness.evidence import log_threshold
from self_harness.gating import Evidence, GateDecision, Key, Outcome
from self_harness.harness import Edit, Harness, apply
from self_harness.sequential import Contest, Rules

Solve = Callable[[Harness, Key], Awaitable[bool]]
"""Makes one attempt (or knows it) and says whether it passed."""


class Try(NamedTuple):
    """An edit with the held-in problems that it claims to help. `heat`: evidence of an earlier round, in which it was left
    unresolved; such an edit runs no second heat."""

    edit: Edit
    claim: tuple[str, ...]
    heat: Evidence | None = None


class Round(NamedTuple):
    harness: Harness
    decisions: tuple[GateDecision, ...]
    """One for each edit tried, in order."""
    superseded: tuple[Edit, ...]
    """Accepted, but another one replaced the same block."""
    tested: bool
    """Whether something had to prove its claim: such a round uses up a part of the error budget."""
    note: str


async def gate_round(
    incumbent: Harness, tries: Sequence[Try], problems: Sequence[str], rules: Rules, dry: int, first: int, seed: str,
    solve: Solve, last: bool = False,
) -> Round:  # fmt: skip
    """Both steps of a round, `run_heats` and `prove`."""
    heats = await run_heats(incumbent, tries, problems, rules, first, seed, solve)
    return await prove(incumbent, tries, heats, problems, rules, dry, first, seed, solve, last)


async def run_heats(
    incumbent: Harness, tries: Sequence[Try], problems: Sequence[str], rules: Rules, first: int, seed: str, solve: Solve
) -> tuple[Evidence, ...]:
    """The evidence of each edit's heat; that of an earlier round where there is one.

    An edit that comes out ahead is also tried on a few problems that no edit claims, where it may break what works: if it
    does, these losses count against it. problems: held-in and held-out. first: trial number from which attempts are
    fresh; a round uses fewer than 1000. seed: of the order of the pairs.
    """
    heats = [
        Contest("heat", each.claim, rules, math.log(rules.heat_odds), first, f"{seed} {each.edit.fingerprint}")
        for each in tries
    ]
    new = [(apply(incumbent, each.edit), heat) for each, heat in zip(tries, heats, strict=True) if each.heat is None]
    await play(incumbent, new, solve)
    claimed = {problem for each in tries for problem in each.claim}
    rest = [problem for problem in problems if problem not in claimed]
    scans = [
        (candidate, heat, Contest("scan", rest, rules, math.inf, first, seed))
        for candidate, heat in new
        if heat.gain >= rules.heat_gain
    ]
    await play(incumbent, [(candidate, scan) for candidate, _, scan in scans], solve)
    for _, heat, scan in scans:
        if scan.gain <= -rules.scan_loss:
            heat.losses += scan.losses
            heat.wins += scan.wins
            heat.ties += scan.ties
    return tuple(each.heat or heat.evidence() for each, heat in zip(tries, heats, strict=True))


async def prove(
    incumbent: Harness, tries: Sequence[Try], heats: Sequence[Evidence], problems: Sequence[str], rules: Rules, dry: int,
    first: int, seed: str, solve: Solve, last: bool = False,
) -> Round:  # fmt: skip
    """Claim and safety of the edits that are ahead after their heats.

    problems: held-in and held-out. dry: rounds that tested something since the last acceptance, those of earlier nights
    included. last: no edit is left waiting for company; nor is one that waited a round already.
    """
    ahead = [i for i in range(len(tries)) if heats[i].wins - heats[i].losses >= rules.heat_gain]
    ahead = sorted(ahead, key=lambda i: heats[i].losses - heats[i].wins)[: rules.at_most]
    waited = any(tries[i].heat for i in ahead)
    if len(ahead) < (1 if last or waited else rules.together):
        waiting = f"{len(ahead)} edits wait to be tested together with others" if ahead else "no edit came out ahead"
        return Round(
            incumbent, _decisions(heats, ahead, "waits to be tested together with others", ()), (), False, waiting
        )

    merged = merging.merge(incumbent, [(tries[i].edit, heats[i].wins - heats[i].losses) for i in ahead])
    claimed = sorted({problem for i in ahead for problem in tries[i].claim})
    seed = f"{seed} {merged.harness.fingerprint}"
    claim = Contest("claim", claimed, rules, log_threshold(rules.alpha, dry), first + 300, seed)
    await play(incumbent, [(merged.harness, claim)], solve)
    if claim.state != "proven":
        kept = ahead[: len(ahead) // 2] if claim.state != "harmful" else []
        reason = f"together, {_said(claim)}"
        return Round(incumbent, _decisions(heats, kept, reason, (claim,), ahead), (), True, reason)
    safety = Contest("safety", problems, rules, math.log(1 / rules.risk), first + 600, seed)
    await play(incumbent, [(merged.harness, safety)], solve, until=lambda: safety.gain > 0)
    if not (safety.state == "proven" and safety.gain > 0):
        kept = ahead[: len(ahead) // 2]
        reason = f"together, the claim was proven, but over all problems {_said(safety)}"
        return Round(incumbent, _decisions(heats, kept, reason, (claim, safety), ahead), (), True, reason)
    counts = "; ".join(f"{contest.stage} {_counts(contest)}" for contest in (claim, safety))
    note = f"{len(merged.applied)} edits were proven together ({counts})" if len(ahead) > 1 else f"proven ({counts})"
    superseded = tuple(item.edit for item in merged.superseded)
    return Round(
        merged.harness, _decisions(heats, ahead, note, (claim, safety), ahead, "accepted"), superseded, True, note
    )


async def play(
    incumbent: Harness,
    contests: Sequence[tuple[Harness, Contest]],
    solve: Solve,
    until: Callable[[], bool] = lambda: True,
) -> None:
    """Plays contests to their ends, a block of pairs each in turn; what is proven goes on while `until` is not met."""
    while True:
        for _, contest in contests:
            contest.extended = (contest.extended or contest.state == "proven") and not until()
        rounds = [(candidate, contest, contest.wanted()) for candidate, contest in contests]
        pairs = [(candidate, key) for candidate, _, keys in rounds for key in keys]
        attempts = list(dict.fromkeys([*((incumbent, key) for _, key in pairs), *pairs]))
        if not attempts:
            return
        passed = dict(zip(attempts, await settle([solve(*each) for each in attempts]), strict=True))
        for candidate, contest, keys in rounds:
            for key in keys:
                contest.see(passed[incumbent, key], passed[candidate, key])


def _decisions(
    heats: Sequence[Evidence], kept: Sequence[int], reason: str, stages: Sequence[Contest], tested: Sequence[int] = (),
    outcome: Outcome = "unresolved",
) -> tuple[GateDecision, ...]:  # fmt: skip
    """kept: the edits that get `outcome`; the others are rejected. tested: those that went through `stages`."""
    found = []
    for i, heat in enumerate(heats):
        went = [contest.evidence() for contest in stages] if i in tested else []
        first = went[0] if went else heat
        evidence = [*([heat] if heat.pairs else []), *went]
        ahead = f"heat: {heat.wins} won, {heat.losses} lost of {heat.pairs} pairs"
        found.append(
            GateDecision(
                outcome=outcome if i in kept else "rejected",
                reason=reason if i in kept or i in tested else f"not ahead, {ahead}",
                d_in=first.wins - first.losses,
                d_out=went[1].wins - went[1].losses if len(went) > 1 else 0,
                evaluated=sum(each.pairs for each in evidence),
                total=sum(each.pairs for each in evidence),
                gate="sequential",
                evidence=tuple(evidence),
            )
        )
    return tuple(found)


def _said(contest: Contest) -> str:
    words = {
        "harmful": "they do harm", "futile": "there is hardly a chance left to prove it", "spent": "it was not decided",
        "open": "it was not decided", "proven": "the gain was not greater than the loss",
    }  # fmt: skip
    return f"{words[contest.state]} ({_counts(contest)})"


def _counts(contest: Contest) -> str:
    return f"{contest.wins} won, {contest.losses} lost of {contest.pairs} pairs"
