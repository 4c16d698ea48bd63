"""The strict gate: the rule of the article and the paper, and an evaluation that stops once the rule can decide.

A candidate is accepted if d_in >= 0 and d_out >= 0 and max(d_in, d_out) > 0, where d is the candidate's summed pass count
over all trials minus the incumbent's, on held-in and on held-out.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import NamedTuple

from self_harness.attempt import AttemptKey
from self_harness.concurrency import settle
from self_harness.gate.decision import (
    Decided,
    EditRecord,
    GateDecision,
    GateRound,
    Outcome,
    Proposal,
    Solve,
    Step,
    ignore,
    plainly,
)
from self_harness.gate.merge import merge
from self_harness.harness import Harness, apply

SolveKey = Callable[[AttemptKey], Awaitable[bool]]
"""A candidate's `Solve`."""


class StrictGate:
    """A `Gate`. Every proposal is tested alone against the harness, and the accepted ones are merged.

    held_in, held_out: the attempts of an evaluation. at_least: attempts made at once for each candidate. in_full: candidates
    are evaluated to the end, which decides the same with more attempts.
    """

    def __init__(
        self, start: Harness, held_in: Sequence[AttemptKey], held_out: Sequence[AttemptKey], at_least: int = 1,
        in_full: bool = False, step: Step = plainly, on_decision: Decided = ignore,
    ) -> None:  # fmt: skip
        self.harness = start
        self._held_in, self._held_out = held_in, held_out
        self._at_least, self._in_full = at_least, in_full
        self._step, self._on_decision = step, on_decision
        self._incumbent: Mapping[AttemptKey, bool] = {}

    def begin(self, number: int, evaluation: Mapping[AttemptKey, bool]) -> None:
        self._incumbent = evaluation

    def examples(self) -> list[tuple[Harness, AttemptKey]]:
        return [(self.harness, key) for key in self._held_in]

    def skip(self) -> GateRound:
        return GateRound(self.harness)

    async def decide(self, proposals: Sequence[Proposal], solve: Solve) -> GateRound:
        decisions = await settle(
            [
                self._test(f"edit {number}: {edit.op} {edit.block}", apply(self.harness, edit), solve)
                for number, (edit, _) in enumerate(proposals, 1)
            ]
        )
        edits = [
            EditRecord(edit=edit, target_problems=target_problems, decision=decision, outcome=decision.outcome)
            for (edit, target_problems), decision in zip(proposals, decisions, strict=True)
        ]
        done = await self._step(
            "merge", "", lambda: merge(self.harness, edits, lambda merged: self._test("merged harness", merged, solve))
        )
        self.harness = done.harness
        return done

    def replay(self, number: int, done: GateRound) -> None:
        self.harness = done.harness

    async def _test(self, label: str, candidate: Harness, solve: Solve) -> GateDecision:
        parts = self._held_in, self._held_out, self._incumbent

        def attempt(key: AttemptKey) -> Awaitable[bool]:
            return solve(candidate, key)

        async def test() -> GateDecision:
            if self._in_full:
                decision = await decide_in_full(*parts, attempt)
            else:
                decision = await decide(*parts, attempt, self._at_least)
            self._on_decision(label, candidate, decision)
            return decision

        return await self._step("gate", label, test)


class Side(NamedTuple):
    """How far a candidate is on one split, paired with the incumbent's outcomes there."""

    delta: int
    """Candidate's passes minus the incumbent's, on what both have."""
    can_gain: int
    """Attempts not yet seen that the incumbent failed: the most that delta can still rise by."""
    can_lose: int
    """Attempts not yet seen that the incumbent passed."""

    @property
    def unseen(self) -> int:
        return self.can_gain + self.can_lose

    @property
    def best(self) -> int:
        """The highest final delta that is still possible."""
        return self.delta + self.can_gain


def side(
    keys: Sequence[AttemptKey], incumbent: Mapping[AttemptKey, bool], candidate: Mapping[AttemptKey, bool]
) -> Side:
    """The state of one split's attempts `keys`; `incumbent` holds all of them, `candidate` those seen so far."""
    seen = [key for key in keys if key in candidate]
    unseen = [key for key in keys if key not in candidate]
    gains = sum(not incumbent[key] for key in unseen)
    return Side(sum(candidate[key] - incumbent[key] for key in seen), gains, len(unseen) - gains)


def strict(held_in: Side, held_out: Side) -> tuple[Outcome, str] | None:
    """The paper's decision, or None while it is still open.

    A rejection is given as soon as no outcome of the unseen attempts could change it, so deciding early gives exactly
    the decisions of a full evaluation. An acceptance always waits for all attempts: its deltas order the merge.
    """
    for name, part in (("held-in", held_in), ("held-out", held_out)):
        if part.best < 0:
            return "rejected", f"{name} gets worse by at least {-part.best}"
    if max(held_in.best, held_out.best) <= 0:
        return "rejected", "no split can improve"
    if held_in.unseen or held_out.unseen:
        return None
    return "accepted", f"held-in {held_in.delta:+d}, held-out {held_out.delta:+d}"


def needed(held_in: Side, held_out: Side) -> int:
    """The fewest further attempts after which `strict` could possibly decide (0 if it can now).

    Fewer outcomes than this can't decide whatever they are, so that many attempts may run at once without one of them
    being wasted. To get below zero a split must first lose all it could still gain and its lead, plus one; a proof that
    nothing improves needs both splits to lose what they could gain and their leads.
    """
    if strict(held_in, held_out):
        return 0
    parts = (held_in, held_out)
    ways = [part.best + 1 for part in parts if part.unseen > part.best]
    if all(part.unseen >= part.best for part in parts):
        ways.append(sum(max(part.best, 0) for part in parts))
    return min(ways, default=sum(part.unseen for part in parts))


def order(keys: Sequence[AttemptKey], incumbent: Mapping[AttemptKey, bool]) -> list[AttemptKey]:
    """The order that decides soonest: attempts the incumbent failed come first, for where none of these improves, no
    attempt that it passed needs to be made at all."""
    return sorted(keys, key=lambda key: incumbent[key])


async def decide(
    held_in: Sequence[AttemptKey],
    held_out: Sequence[AttemptKey],
    incumbent: Mapping[AttemptKey, bool],
    solve: SolveKey,
    at_least: int = 1,
) -> GateDecision:
    """Evaluates a candidate until `strict` can decide; the decision is that of a full evaluation.

    Outcomes are taken in the fixed order of the attempts, not as they come: so what is attempted and what is decided
    depends on the outcomes alone, and a resumed run repeats both. As many attempts run at once as are needed for a
    decision in any case, and never fewer than `at_least`: more of them make an early rejection waste up to
    `at_least` - 1 attempts, fewer make it slower.
    """
    seen: dict[AttemptKey, bool] = {}
    waiting = deque(order([*held_in, *held_out], incumbent))
    total = len(waiting)
    running: deque[tuple[AttemptKey, asyncio.Future[bool]]] = deque()
    try:
        while True:
            sides = side(held_in, incumbent, seen), side(held_out, incumbent, seen)
            if decision := strict(*sides):
                break
            while waiting and len(running) < max(needed(*sides), at_least):
                key = waiting.popleft()
                running.append((key, asyncio.ensure_future(solve(key))))
            key, attempt = running[0]
            await asyncio.wait([attempt])  # and not `await attempt`: who cancels us must not cancel what is paid for
            running.popleft()
            seen[key] = attempt.result()
    finally:
        await asyncio.gather(*(attempt for _, attempt in running), return_exceptions=True)
    return _decision(decision, sides, len(seen), total)


async def decide_in_full(
    held_in: Sequence[AttemptKey], held_out: Sequence[AttemptKey], incumbent: Mapping[AttemptKey, bool], solve: SolveKey
) -> GateDecision:
    """The same decision after all attempts, one after another."""
    seen = {key: await solve(key) for key in (*held_in, *held_out)}
    sides = side(held_in, incumbent, seen), side(held_out, incumbent, seen)
    decision = strict(*sides)
    assert decision is not None
    return _decision(decision, sides, len(seen), len(seen))


def _decision(decided: tuple[Outcome, str], sides: tuple[Side, Side], evaluated: int, total: int) -> GateDecision:
    d_in, d_out = (part.delta for part in sides)
    return GateDecision(outcome=decided[0], reason=decided[1], d_in=d_in, d_out=d_out, evaluated=evaluated, total=total)
