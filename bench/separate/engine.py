"""Search and proof together: which attempts come next within a run's budget, and what is handed over."""

from collections.abc import Sequence
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from bench.separate import proof, search
from bench.separate.betting import BettingMixture
from bench.separate.proof import PairRequest, Proof
from bench.separate.search import AttemptRequest, SearchState
from self_harness.gate.decision import Observation, Pair
from self_harness.harness import Harness
from self_harness.steps.propose import MAX_TOKENS

BLOCK = 12
"""Attempts made at once."""


class SeparateRules(BaseModel):
    """What the gate demands."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    alpha: float = Field(default=0.05, gt=0, lt=1)
    """Chance that anything is proven where nothing helps, over all rounds and runs together."""
    attempts: int = Field(default=60, ge=BLOCK)
    """Of a round."""
    rounds: int = Field(default=5, ge=0)
    """Of the run: `attempts` * `rounds` is what it has for search and proof."""
    max_tokens: int = Field(default=MAX_TOKENS, ge=1)
    """Longest system prompt: of a set of edits that would make it longer the weakest are left out."""


class Best(NamedTuple):
    """The harness that the search would deploy by its estimates; unproven."""

    harness: Harness
    rate: float
    """Estimated mean pass rate over held-in and held-out problems."""
    low: float
    high: float
    """95 % credible interval of the rate."""
    gain: float
    """Estimated gain over the run's harness."""


class Engine:
    """A run's search and its proofs. e_value: of the e-process, as earlier runs with the same start left it."""

    def __init__(self, state: SearchState, rules: SeparateRules, e_value: float = 1.0) -> None:
        self.state = state
        self.proof: Proof | None = None
        """Under way, or the last one."""
        self.evidence = BettingMixture(e_value)
        self.seen: list[Observation | Pair] = []
        """In this round."""
        self._rules = rules
        self._left = rules.attempts * rules.rounds
        self._made = 0

    @property
    def harness(self) -> Harness:
        """The proven one, which is the start until a proof succeeds."""
        return self.state.harness(self.state.incumbent)

    def begin(self, number: int) -> None:
        """A new round, from 1 on."""
        self.state.begin(number)
        self.seen, self._made = [], 0

    def wanted(self) -> list[AttemptRequest] | list[PairRequest]:
        """The next attempts: of the proof that is under way or due, else screening. None: the round is over."""
        if self._made >= self._rules.attempts or (self._made and not self.state.searched()):
            return []
        if self._is_proof_due():
            self.proof = proof.begin(self.state, self.state.working, self.evidence, self._rules.alpha)
        if self.proof and self.proof.state == "open":
            return proof.pairs(self.state, self.proof, BLOCK // 2)
        return search.screen(self.state, min(BLOCK, self._rules.attempts - self._made))

    def take(self, block: Sequence[AttemptRequest] | Sequence[PairRequest], outcomes: Sequence[bool]) -> None:
        """How the attempts that were wanted went, in their order."""
        told = iter(outcomes)
        for each in block:
            if isinstance(each, AttemptRequest):
                self.see(each, next(told))
            else:
                self._see_pair(each, next(told), next(told))
        self._made += len(outcomes)
        self._left -= len(outcomes)
        if self.proof and self.proof.state == "open":
            if not proof.is_hopeless(self.state, self.proof, self._left):
                return
            self.proof.given_up = True
        elif self.proof and self.proof.state == "proven" and self.proof.candidate != self.state.incumbent:
            self.state.incumbent = self.proof.candidate
            self.evidence = BettingMixture()
        search.update(self.state)

    def see(self, request: AttemptRequest, passed: bool) -> None:
        self.state.see(request, passed)
        self.seen.append(_observed(request, passed))

    def best(self) -> Best:
        """What the search would deploy, unproven: edits that are likely enough to gain something, idle lines left out."""
        chosen = search.best_set(self.state, search.HAND_OVER_PROBABILITY)
        mean, sd = self.state.effects.mean_rate(chosen)
        start, _ = self.state.effects.mean_rate(self.state.incumbent)
        low, high = max(mean - 1.96 * sd, 0.0), min(mean + 1.96 * sd, 1.0)
        return Best(self.state.harness(chosen), mean, low, high, mean - start)

    def _is_proof_due(self) -> bool:
        """A candidate is tried once."""
        rules, candidate = self._rules, self.state.working
        if self.proof and (self.proof.state == "open" or self.proof.candidate == candidate):
            return False
        total = rules.attempts * rules.rounds
        return proof.is_due(self.state, candidate, self._left, total, rules.alpha, self.evidence.e_value)

    def _see_pair(self, pair: PairRequest, incumbent: bool, candidate: bool) -> None:
        assert self.proof
        proof.see(self.state, self.proof, pair, incumbent, candidate)
        made = Pair(
            incumbent=_observed(pair.incumbent, incumbent), candidate=_observed(pair.candidate, candidate),
            odds=None if pair.stage == "exact" else pair.odds,
        )  # fmt: skip
        self.seen.append(made)


def parts(each: AttemptRequest | PairRequest) -> tuple[AttemptRequest, ...]:
    """The attempts of which it consists."""
    return (each,) if isinstance(each, AttemptRequest) else (each.incumbent, each.candidate)


def _observed(request: AttemptRequest, passed: bool) -> Observation:
    return Observation(problem=request.problem, trial=request.key.trial, present=request.present, passed=passed)
