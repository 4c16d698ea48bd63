"""Search and proof together: which attempts come next within a run's budget, and what is handed over."""

from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict, Field

from self_harness.gate import proof, search
from self_harness.gate.decision import Allowance, Best, Observation, Pair
from self_harness.gate.proof import PairRequest, Proof
from self_harness.gate.search import AttemptRequest, SearchState
from self_harness.harness import Harness
from self_harness.stats.e_process import EProcess
from self_harness.steps.propose import MAX_TOKENS

BLOCK = 12
"""Attempts made at once, at least. The estimates are updated between two blocks."""


class Rules(BaseModel):
    """What the gate demands."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    alpha: float = Field(default=0.05, gt=0, lt=1)
    """Highest probability that anything is proven where nothing helps, over all rounds and all runs of a champion."""
    attempts: int = Field(default=60, ge=BLOCK)
    """Of a round."""
    rounds: int = Field(default=5, ge=0)
    """Of the run: `attempts` * `rounds` is what it has for search and proof."""
    max_tokens: int = Field(default=MAX_TOKENS, ge=1)
    """Longest system prompt. The weakest edits of a set that would make it longer are left out."""
    concurrency: int = Field(default=BLOCK, ge=1)
    """Calls that the model takes at once."""
    prove: bool = False
    """Prove the best harness first, before the search goes on."""

    @property
    def block(self) -> int:
        """Attempts made at once: as many as are in flight, or a multiple where that is few."""
        block = self.concurrency * -(-BLOCK // self.concurrency)
        return min(block, max(self.attempts // 2, BLOCK))

    def allowance(self, number: int) -> Allowance:
        """Of round `number`, from 1 on."""
        total = self.attempts * self.rounds
        return Allowance(total=total, left=total - self.attempts * (number - 1), block=self.block, prove=self.prove)


class Engine:
    """A run's search and its proofs. e_value: of the e-process, as earlier runs with the same start left it, at most 1."""

    def __init__(self, state: SearchState, rules: Rules, e_value: float = 1.0) -> None:
        self.state = state
        self.proof: Proof | None = None
        """Under way, or the last one."""
        self.evidence = EProcess(e_value)
        self.seen: list[Observation | Pair] = []
        """In this round."""
        self.allowance = rules.allowance(1)
        """Of this round."""
        self.has_proven = False
        """Whether a proof succeeded in this round."""
        self.alpha = rules.alpha
        self.first: tuple[int, ...] = ()
        """Edits that are to be proven before anything else."""
        self.failed: list[tuple[int, ...]] = []
        """Candidates whose proofs ended unsafe or vetoed: none is tried again."""
        self._rules = rules
        self.made = 0
        """Attempts of this round."""
        self._asked: tuple[int, ...] = ()
        """Edits that are to be proven before the search goes on."""

    @property
    def harness(self) -> Harness:
        """The proven one, which is the start until a proof succeeds."""
        return self.state.harness(self.state.incumbent)

    def begin(self, number: int, allowance: Allowance | None = None) -> None:
        """A new round, from 1 on. allowance: as it was when the round was first played, for a replay."""
        self.state.begin(number)
        self.allowance = allowance or self._rules.allowance(number)
        self.seen, self.made, self.has_proven = [], 0, False
        self._asked = self.best_edits if self.allowance.prove else self.first if number == 1 else ()

    def wanted(self) -> list[AttemptRequest] | list[PairRequest]:
        """The next attempts: of the proof that is under way or due, else screening. None: the round is over."""
        if self.made >= self._rules.attempts or (self.made and not self.state.searched()):
            return []
        if self._is_proof_due():
            self.proof = proof.begin(self.state, self._candidate, self.evidence, self.alpha, self._left)
        block = self.allowance.block
        if self.proof and self.proof.state == "open":
            return proof.pairs(self.state, self.proof, block // 2)
        return search.screen(self.state, min(block, self._rules.attempts - self.made))

    def take(self, block: Sequence[AttemptRequest] | Sequence[PairRequest], outcomes: Sequence[bool]) -> None:
        """How the attempts that were wanted went, in their order."""
        told = iter(outcomes)
        for each in block:
            if isinstance(each, AttemptRequest):
                self.see(each, next(told))
            else:
                assert self.proof
                passed = next(told), next(told)
                self.seen.append(_paired(each, *passed, proof.see(self.state, self.proof, each, *passed)))
        self.made += len(outcomes)
        if self.proof and self.proof.state == "open":
            proof.plan_bets(self.state, self.proof, self._left)
            if not self.proof.is_hopeless:
                return
            self.proof.given_up = True
        elif self.proof and self.proof.state == "proven" and self.proof.candidate != self.state.incumbent:
            self.state.incumbent, self.has_proven = self.proof.candidate, True
            self.evidence = EProcess()
        elif self.proof and self.proof.state in ("unsafe", "vetoed") and self.proof.candidate not in self.failed:
            self.failed.append(self.proof.candidate)
        search.update(self.state)

    def see(self, request: AttemptRequest, passed: bool) -> None:
        self.state.see(request, passed)
        self.seen.append(_observed(request, passed))

    def best(self) -> Best:
        """What the search would deploy, unproven: edits that are likely enough to gain something, idle lines left out."""
        chosen = self.best_edits
        mean, sd = self.state.effects.mean_rate(chosen)
        start, _ = self.state.effects.mean_rate(self.state.incumbent)
        low, high = max(mean - 1.96 * sd, 0.0), min(mean + 1.96 * sd, 1.0)
        need = proof.need(self.state, chosen, self.alpha, self.evidence.kept)
        return Best(
            harness=self.state.harness(chosen), rate=mean, low=low, high=high, gain=mean - start, edits=chosen, need=need
        )  # fmt: skip

    @property
    def best_edits(self) -> tuple[int, ...]:
        return search.handed_over(self.state)

    @property
    def _candidate(self) -> tuple[int, ...]:
        """What is asked for, unless one of its edits was dropped since, else what would be handed over."""
        asked = self._asked if set(self._asked) <= set(self.state.searched()) else ()
        return asked or self.best_edits

    @property
    def _left(self) -> int:
        return self.allowance.left - self.made

    def _is_proof_due(self) -> bool:
        """A candidate is tried until a proof of it fails; a proof that was given up may begin anew."""
        candidate = self._candidate
        if self.has_proven or candidate in self.failed or (self.proof and self.proof.state == "open"):
            return False
        if not self._asked and not proof.is_time(self.state, self._left, self.allowance.total):
            return False
        return proof.has_hope(self.state, candidate, self._left, self.alpha, self.evidence.kept)


def parts(each: AttemptRequest | PairRequest) -> tuple[AttemptRequest, ...]:
    """The attempts of which it consists."""
    return (each,) if isinstance(each, AttemptRequest) else (each.incumbent, each.candidate)


def _observed(request: AttemptRequest, passed: bool) -> Observation:
    return Observation(problem=request.problem, trial=request.key.trial, present=request.present, passed=passed)


def _paired(pair: PairRequest, incumbent: bool, candidate: bool, stake: float | None) -> Pair:
    return Pair(
        incumbent=_observed(pair.incumbent, incumbent), candidate=_observed(pair.candidate, candidate), stake=stake
    )  # fmt: skip
