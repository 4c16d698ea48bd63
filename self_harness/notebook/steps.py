"""The steps of the loop, with callables."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from self_harness.attempt import Attempt, AttemptKey, Verdict
from self_harness.concurrency import settle
from self_harness.gate.decision import Proposal
from self_harness.harness import Harness
from self_harness.loop import Evaluation, Round
from self_harness.notebook.callables import Callables, Solver
from self_harness.steps import leaks, mine, propose
from self_harness.steps.prompts import fill
from self_harness.suite.problem import Suite

PATTERNS = 5
"""Failure patterns at most that edits are proposed for in a round."""


class Mined(NamedTuple):
    patterns: tuple[mine.Pattern, ...]


class Proposed(NamedTuple):
    proposals: tuple[Proposal, ...]
    dropped: tuple[propose.Dropped, ...]


class CallableSteps:
    """The loop's `Steps`. `add` tells it of each round."""

    def __init__(
        self, callables: Callables, engineer: Solver, suite: Suite, pass_at: float, proposals: int, max_tokens: int
    ) -> None:  # fmt: skip
        self._callables, self._engineer = callables, engineer
        self._pass_at, self._proposals, self._max_tokens = pass_at, proposals, max_tokens
        self._traces = leaks.traces(suite.problems)
        self._made: dict[tuple[str, AttemptKey], Attempt] = {}
        self._earlier: list[propose.EarlierEdit] = []

    def add(self, done: Round[Attempt, Mined, Proposed]) -> None:
        before = done.before.harness.fingerprint
        self._earlier += [
            propose.EarlierEdit(round=done.number, edit=tried.edit, harness=before, outcome=tried.outcome)
            for tried in done.gated.edits
        ]

    async def evaluate(self, harness: Harness, wanted: Sequence[AttemptKey]) -> Mapping[AttemptKey, Attempt]:
        return dict(zip(wanted, await settle([self.attempt(harness, key) for key in wanted]), strict=True))

    async def attempt(self, harness: Harness, key: AttemptKey) -> Attempt:
        known = harness.fingerprint, key
        if known not in self._made:
            reply, score, message = await self._callables.attempt(harness, key)
            is_passed = score >= self._pass_at
            verdict = Verdict(status="passed" if is_passed else "failed", message="" if is_passed else message)
            self._made[known] = Attempt(
                problem=key.problem, harness=known[0], trial=key.trial, reply=reply, code=reply, verdict=verdict
            )
        return self._made[known]

    async def recall(self, made: Sequence[tuple[Harness, AttemptKey]]) -> Sequence[Attempt]:
        return [await self.attempt(*each) for each in made]

    async def mine(self, number: int, harness: Harness, examples: Sequence[Attempt]) -> Mined:
        request = mine.request(harness, examples, PATTERNS)
        reply = await self._callables.ask(self._engineer, fill("analyst_system"), request)
        found = mine.parse(reply, examples, PATTERNS)
        return Mined(found.patterns or mine.cluster(examples, PATTERNS))

    async def propose(
        self, number: int, before: Evaluation[Attempt], mined: Mined, examples: Sequence[Attempt]
    ) -> Proposed:
        harness, patterns = before.harness, mined.patterns
        passed = sum(before.passed.values())
        request = propose.request(
            harness, patterns, passed, len(before.passed), self._earlier, self._proposals, examples,
            max_tokens=self._max_tokens,
        )  # fmt: skip
        reply = await self._callables.ask(self._engineer, fill("engineer_system"), request)
        edits, dropped = propose.parse(
            reply, harness, self._earlier, self._proposals, patterns, self._traces, self._max_tokens
        )
        proposals = [Proposal(edit, propose.resolve_pattern(edit, patterns).problems) for edit in edits]
        return Proposed(tuple(proposals), dropped)
