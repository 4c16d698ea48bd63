"""The loop: solve, mine, propose, gate, round after round. It makes no call itself and knows no workflow engine.

Whoever runs it brings the `Steps` (real ones call the model, simulated ones draw outcomes) and a `Gate`. Flows, the forecast
and the benchmarks all run this loop, so what they measure is what a user gets.
"""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, NamedTuple, Protocol, TypeVar

from self_harness.attempt import AttemptKey, keys
from self_harness.gate.decision import Best, Gate, GateRound, Proposal, Step, plainly
from self_harness.harness import Harness


class Attempted(Protocol):
    @property
    def passed(self) -> bool: ...


class Mined(Protocol):
    @property
    def patterns(self) -> Sequence[object]:
        """The failure patterns; none ends the run."""


class Proposed(Protocol):
    @property
    def proposals(self) -> Sequence[Proposal]: ...


A = TypeVar("A", bound=Attempted)
M = TypeVar("M", bound=Mined)
P = TypeVar("P", bound=Proposed)
P_co = TypeVar("P_co", bound=Proposed, covariant=True)


class Evaluation(NamedTuple, Generic[A]):
    """A harness with its attempts at all held-in and held-out problems."""

    harness: Harness
    attempts: Mapping[AttemptKey, A]

    @property
    def passed(self) -> dict[AttemptKey, bool]:
        return {key: made.passed for key, made in self.attempts.items()}


class Steps(Protocol[A, M, P_co]):
    """What the loop is made of."""

    async def evaluate(self, harness: Harness, wanted: Sequence[AttemptKey]) -> Mapping[AttemptKey, A]:
        """Makes all these attempts."""

    async def attempt(self, harness: Harness, key: AttemptKey) -> A:
        """Makes one attempt, which the gate asked for."""

    async def recall(self, made: Sequence[tuple[Harness, AttemptKey]]) -> Sequence[A]:
        """Attempts that were made before in this run."""

    async def mine(self, number: int, harness: Harness, examples: Sequence[A]) -> M:
        """Failure patterns. examples: held-in attempts, mostly under `harness`. number: of the round."""

    async def propose(self, number: int, before: Evaluation[A], mined: M, examples: Sequence[A]) -> P_co:
        """Edits against the patterns."""


class Round(NamedTuple, Generic[A, M, P]):
    """What happened in a round. Round 0 is the evaluation of the start."""

    number: int
    before: Evaluation[A]
    after: Evaluation[A]
    gated: GateRound
    mined: M | None = None
    proposed: P | None = None
    """None where no pattern was found."""


def patience(rounds: int) -> int:
    """Rounds in a row that found nothing after which a run of `rounds` rounds at most ends: three quarters of them. So a
    run that is continued with more rounds goes on."""
    return max(9, rounds * 3 // 4)


def found_nothing(before: str, after: str, best: Best | None) -> bool:
    """Whether a round accepted nothing, and knows no edit that would be worth a proof. before, after: fingerprints."""
    return after == before and (best is None or best.harness.fingerprint == after)


@dataclass
class Loop(Generic[A, M, P]):
    """A run. trials: attempts at each problem in an evaluation. step: makes a round, such as a workflow's subflow does."""

    steps: Steps[A, M, P]
    gate: Gate
    held_in: Sequence[str]
    held_out: Sequence[str]
    trials: int = 1
    step: Step = plainly
    ended: str = ""
    """Why the run ended, once it has."""
    nothing_to_learn: bool = False
    """Whether it ended because no failure is left that an instruction could prevent."""

    async def run(self, rounds: int, first: int = 0, in_vain: int = 0) -> AsyncIterator[Round[A, M, P]]:
        """Each round as it is complete, `rounds` after round 0 at most. first: the first that is not on record yet.
        in_vain: the number of rounds before it, in a row, that found nothing."""
        if first <= rounds:
            current = await self.evaluate()
        if not first:
            yield Round(0, current, current, GateRound(current.harness))
        for number in range(max(first, 1), rounds + 1):
            if all(current.attempts[key].passed for key in keys(self.held_in, self.trials)):
                self.ended = "every held-in attempt passes: there is nothing left to learn from"
                self.nothing_to_learn = True
                return
            if in_vain >= patience(rounds):
                self.ended = f"{in_vain} rounds in a row found nothing"
                return
            done = await self._round(number, current)
            yield done
            if done.proposed is None:
                self.ended = "no failure is of a kind that an instruction could prevent"
                self.nothing_to_learn = True
                return
            before, current = current, done.after
            is_vain = found_nothing(before.harness.fingerprint, current.harness.fingerprint, done.gated.best)
            in_vain = in_vain + 1 if is_vain else 0
        self.ended = f"{rounds} rounds were done"

    async def evaluate(self) -> Evaluation[A]:
        """Of the gate's harness."""
        harness = self.gate.harness
        return Evaluation(
            harness, await self.steps.evaluate(harness, keys([*self.held_in, *self.held_out], self.trials))
        )

    async def round(self, number: int, before: Evaluation[A]) -> Round[A, M, P]:
        """One round. before: the evaluation of the gate's harness."""
        self.gate.begin(number, before.passed)
        examples = await self.steps.recall(self.gate.examples())
        mined = await self.steps.mine(number, before.harness, examples)
        if not mined.patterns:
            return Round(number, before, before, self.gate.skip(), mined)
        proposed = await self.steps.propose(number, before, mined, examples)
        gated = await self.gate.decide(proposed.proposals, self._passes)
        return Round(number, before, await self.evaluate(), gated, mined, proposed)

    async def _round(self, number: int, before: Evaluation[A]) -> Round[A, M, P]:
        return await self.step("round", str(number), lambda: self.round(number, before))

    async def _passes(self, harness: Harness, key: AttemptKey) -> bool:
        return (await self.steps.attempt(harness, key)).passed
