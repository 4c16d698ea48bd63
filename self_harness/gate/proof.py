"""The proof: one candidate, paired with the deployed harness (the *incumbent*).

The first pairs are at all problems alike. They count for safety and are bet on; once the candidate is safe, further pairs are
made where a difference is expected. The bets are planned so that the evidence is reached with the attempts that are left
(`stats.betting`). Both attempts of a pair are made in the same prompt format, drawn anew for each pair. The
last pairs use the exact prompts that would be deployed; they can only veto.

If the candidate is no better than the incumbent at the problems of its pairs, a pair whose outcomes differ is won with a
probability of at most 1/2, whatever problem and bet were chosen by what was seen before, so the evidence exceeds 1/alpha ever
with a probability of at most alpha (`stats.e_process`). All proofs against one incumbent share one e-process, so that many
candidates have no more chance than one. What a proof that fails has won is forfeited, what it has lost is not; so nothing is
proven by what another candidate won.
"""

import math
from bisect import bisect_left
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from itertools import accumulate
from typing import Literal, NamedTuple

import numpy as np

from self_harness.attempt import Purpose
from self_harness.gate.search import AttemptRequest, SearchState
from self_harness.stats import betting
from self_harness.stats.betting import Outlook, trusted
from self_harness.stats.e_process import EProcess, log_better, log_not_worse
from self_harness.stats.prior import Vector

RESERVE_SHARE, RESERVE_CALLS = 0.5, 210
"""The proof may begin when no more attempts are left than this share of the run's, and this number."""
DECIDED = 0.1
"""An edit is undecided while its chance of a gain is further than this from 0 and from 1."""
HOPE = 0.4
"""Prospect (`stats.betting`) from which a proof is begun; else the attempts are better spent on the search."""
GIVE_UP = 0.1
"""Prospect at which a proof is given up."""
PRICE = 0.2
"""Of all pairs that a proof may make, as a share of a success: the search could use the attempts."""
LENGTHS = (24, 36, 54, 80, 120, 180, 270)
"""Pairs of the proofs that are thought of where it is asked how many one needs."""
MARGIN, RISK = 0.15, 0.2
"""Loss of pass rate over all problems that must be ruled out, and the chance to miss it."""
MIN_HELD_OUT_PAIRS, MAX_HELD_OUT_LOSS_EVIDENCE = 8, 2.0
"""Minimum number of held-out pairs, and the evidence of a loss there that they must not reach."""
MAX_UNIFORM_PAIRS = 100
TYPICAL_UNIFORM_PAIRS = 24
"""Pairs at all problems alike that a safe candidate takes, for the prediction."""
TARGETED_SHARE = 0.9
"""Share of the later pairs at problems drawn in proportion to the squared expected growth of the evidence; the others
anywhere."""
MAX_ODDS = 0.95
EXACT_PAIRS = 4
"""Pairs with the exact prompts. The candidate is vetoed if it loses `VETO_LOSSES` more of them than it wins."""
VETO_LOSSES = 3

Stage = Literal["uniform", "held-out", "targeted", "exact"]


class PairRequest(NamedTuple):
    """A pair to make, both attempts with the same key. odds: what the bet counts on, at least 1/2: the probability that the
    candidate wins if one of the two does."""

    incumbent: AttemptRequest
    candidate: AttemptRequest
    stage: Stage
    odds: float


@dataclass
class Proof:
    """One candidate against the incumbent."""

    candidate: tuple[int, ...]
    evidence: EProcess
    alpha: float
    order: tuple[str, ...]
    """Of the problems of uniform pairs."""
    held_out_needed: int
    uniform: list[int] = field(default_factory=list)
    """The difference of each uniform pair: 1 won, -1 lost, 0 equal."""
    held_out: list[int] = field(default_factory=list)
    """Differences of the pairs at held-out problems, uniform ones and those drawn on purpose where held-out problems are few."""
    differences: list[int] = field(default_factory=list)
    """Of all pairs that were bet on."""
    problems: list[str] = field(default_factory=list)
    """Theirs."""
    exact: list[int] = field(default_factory=list)
    path: list[tuple[int, float]] = field(default_factory=list)
    """(pairs so far, decimal logarithm of the evidence) after each pair that was bet on."""
    given_up: bool = False
    price: float = 0.0
    """Of a pair, as a share of a success."""
    plan: list[Vector] = field(default_factory=lambda: [betting.END])
    """What evidence is worth with 0, 1, ... pairs left (`stats.betting`)."""

    @property
    def is_safe(self) -> bool:
        out_wins, out_losses, _ = _counts(self.held_out)
        return (
            self._is_safe_over_all
            and len(self.held_out) >= self.held_out_needed
            and log_better(out_losses, out_wins) < math.log(MAX_HELD_OUT_LOSS_EVIDENCE)
        )

    @property
    def lacks_held_out(self) -> bool:
        """Whether only held-out pairs are missing, which few held-out problems would take long to bring."""
        return self._is_safe_over_all and len(self.held_out) < self.held_out_needed

    @property
    def _is_safe_over_all(self) -> bool:
        wins, losses, ties = _counts(self.uniform)
        return wins > losses and log_not_worse(wins, losses, ties, MARGIN) > -math.log(RISK)

    @property
    def is_significant(self) -> bool:
        return self.evidence.e_value >= 1 / self.alpha

    @property
    def is_hopeless(self) -> bool:
        """Whether the planned pairs will hardly finish the proof."""
        return betting.prospect(self.alpha * self.evidence.e_value, self.plan[-1]) <= GIVE_UP

    @property
    def state(self) -> Literal["open", "proven", "unsafe", "vetoed", "given up"]:
        if self.given_up:
            return "given up"
        wins, losses, _ = _counts(self.uniform)
        if log_better(losses, wins) > math.log(4 / RISK) or (
            not self.is_safe and len(self.uniform) >= MAX_UNIFORM_PAIRS
        ):
            return "unsafe"
        if sum(self.exact) <= -VETO_LOSSES:
            return "vetoed"
        return "proven" if self.is_safe and self.is_significant and len(self.exact) >= EXACT_PAIRS else "open"


def need(state: SearchState, candidate: tuple[int, ...], alpha: float, e_value: float) -> int | None:
    """Attempts with which a proof of the candidate has hope, about; None: more than `LENGTHS` has."""
    outlooks, x = _outlooks(state, candidate), alpha * e_value
    number = bisect_left(LENGTHS, True, key=lambda pairs: _has_hope(outlooks, pairs, x))
    return 2 * (LENGTHS[number] + EXACT_PAIRS) if number < len(LENGTHS) else None


def is_time(state: SearchState, left: int, total: int) -> bool:
    """Whether the reserve is reached, or no edit is undecided. left, total: attempts of the run."""
    undecided = any(DECIDED < gain.chance < 1 - DECIDED for gain in state.gains().values())
    return not undecided or left <= min(RESERVE_SHARE * total, RESERVE_CALLS)


def has_hope(state: SearchState, candidate: tuple[int, ...], left: int, alpha: float, e_value: float) -> bool:
    """Whether there is something to prove, and what is left of the run is probably enough."""
    if not candidate or candidate == state.incumbent:
        return False
    return _has_hope(_outlooks(state, candidate), _affordable(left), alpha * e_value)


def begin(state: SearchState, candidate: tuple[int, ...], evidence: EProcess, alpha: float, left: int) -> Proof:
    """A proof of the candidate; the evidence goes on from earlier proofs against the incumbent. left: attempts of the run."""
    evidence.begin()
    order = tuple(state.rng.sample(state.problems, len(state.problems)))
    proof = Proof(candidate, evidence, alpha, order, MIN_HELD_OUT_PAIRS if state.held_out else 0)
    proof.price = PRICE / max(_affordable(left), 1)
    plan_bets(state, proof, left)
    return proof


def plan_bets(state: SearchState, proof: Proof, left: int) -> None:
    """Plans the bets, for the pairs that can be made with the attempts that are left besides the exact pairs."""
    uniform = 0 if proof.is_safe else max(TYPICAL_UNIFORM_PAIRS - len(proof.uniform), 0)
    proof.plan = _plan(_outlooks(state, proof.candidate), _affordable(left), uniform, proof.price)


def _affordable(left: int) -> int:
    """Pairs that can be made with so many attempts, besides the exact ones."""
    return min(max(left // 2 - EXACT_PAIRS, 0), LENGTHS[-1])


def _has_hope(outlooks: tuple[Outlook, Outlook], pairs: int, x: float) -> bool:
    plan = _plan(outlooks, pairs, TYPICAL_UNIFORM_PAIRS, PRICE / max(pairs, 1))
    return betting.prospect(x, plan[-1]) >= HOPE


def _plan(outlooks: tuple[Outlook, Outlook], pairs: int, first: int, price: float) -> list[Vector]:
    """What evidence is worth with 0, 1, ... `pairs` pairs left, the first of which, so many, are uniform."""
    (uniform, targeted), first = outlooks, min(first, pairs)
    later = betting.values(targeted, pairs - first, price)
    return later + betting.values(uniform, first, price, later[-1])[1:]


def pairs(state: SearchState, proof: Proof, count: int) -> list[PairRequest]:
    """The next pairs, none if the proof is over. It must be told of all of them before it is asked again."""
    if proof.state != "open":
        return []
    if proof.is_safe and proof.is_significant:
        problems = [state.rng.choice(state.problems) for _ in range(min(count, EXACT_PAIRS - len(proof.exact)))]
        return [_pair(state, proof, problem, "exact", 0.5) for problem in problems]
    count = min(count, max(len(proof.plan) - 1, 1))
    wins, losses, weights = _expected(state, proof.candidate)
    odds = trusted(np.minimum(wins / (wins + losses), MAX_ODDS))
    if proof.is_safe:
        stage: Stage = "targeted"
        cumulated = list(accumulate(weights))
        problems = [
            state.rng.choices(state.problems, cum_weights=cumulated)[0]
            if state.rng.random() < TARGETED_SHARE else state.rng.choice(state.problems)
            for _ in range(count)
        ]  # fmt: skip
    elif proof.lacks_held_out:
        stage = "held-out"
        problems = [state.rng.choice(state.held_out) for _ in range(count)]
    else:
        stage, first = "uniform", len(proof.uniform)
        problems = [proof.order[number % len(proof.order)] for number in range(first, first + count)]
    return [_pair(state, proof, problem, stage, float(odds[state.number[problem]])) for problem in problems]


def see(state: SearchState, proof: Proof, pair: PairRequest, incumbent: bool, candidate: bool) -> float | None:
    """How a pair went; returns what was bet on it, None of an exact pair."""
    state.see(pair.incumbent, incumbent)
    state.see(pair.candidate, candidate)
    difference = int(candidate) - int(incumbent)
    if pair.stage == "exact":
        proof.exact.append(difference)
        return None
    stake = _bet(proof, pair, difference)
    proof.differences.append(difference)
    proof.problems.append(pair.candidate.problem)
    proof.path.append((len(proof.differences), math.log10(proof.evidence.e_value)))
    if pair.stage == "uniform":
        proof.uniform.append(difference)
    if pair.stage != "targeted" and pair.candidate.problem in state.held_out:
        proof.held_out.append(difference)
    return stake


def kept_after(proof: Proof, pairs: Sequence[PairRequest], outcomes: Sequence[Sequence[bool | None]]) -> float:
    """The e-value that other candidates go on from if the proof is broken off among these pairs. outcomes: whether incumbent and
    candidate passed; None: not known.

    Pairs count in their order, up to the first that is not complete. Of the others whatever is known counts against the
    candidate, as someone may have seen it and broken off for that: each that may be lost counts as lost, and none as won.
    """
    played, complete = replace(proof, evidence=copy(proof.evidence), plan=[*proof.plan]), True
    for pair, (incumbent, candidate) in zip(pairs, outcomes, strict=True):
        complete = complete and incumbent is not None and candidate is not None
        if incumbent is candidate is None:
            continue
        at_worst = bool(candidate) - (incumbent is not False)
        _bet(played, pair, at_worst if complete else min(at_worst, 0))
    return played.evidence.kept


def _bet(proof: Proof, pair: PairRequest, difference: int) -> float:
    """Bets on a pair, and is told how it went. Returns the share of the evidence that was bet."""
    if len(proof.plan) > 1:
        proof.plan.pop()
    stake = betting.stake(proof.alpha * proof.evidence.e_value, pair.odds, proof.plan[-1])
    proof.evidence.bet(difference, stake)
    return stake


def _pair(state: SearchState, proof: Proof, problem: str, stage: Stage, odds: float) -> PairRequest:
    purpose: Purpose = "safety" if stage == "exact" else "pair"
    incumbent = state.request(problem, state.incumbent, purpose)
    candidate = state.request(problem, proof.candidate, purpose)._replace(key=incumbent.key)
    return PairRequest(incumbent, candidate, stage, odds)


def _expected(state: SearchState, candidate: tuple[int, ...]) -> tuple[Vector, Vector, Vector]:
    """For each problem the probabilities that a pair there is won and that it is lost, and the weight of the problem in targeted
    pairs: the square of the growth of the evidence, if a bet were to make it grow fastest."""
    old, new = state.rates(state.incumbent, True), state.rates(candidate, True)
    wins, losses = new * (1 - old), old * (1 - new)
    share = trusted(wins / (wins + losses))
    growth = wins * np.log(2 * share) + losses * np.log(2 * (1 - share))
    weights = np.maximum(growth, 0) ** 2 + 1e-9
    return wins, losses, weights / weights.sum()


def _outlooks(state: SearchState, candidate: tuple[int, ...]) -> tuple[Outlook, Outlook]:
    """Of a pair at all problems alike, and of a targeted one."""
    wins, losses, weights = _expected(state, candidate)
    alike = np.full(len(wins), 1 / len(wins))
    shares = np.array([alike, TARGETED_SHARE * weights + (1 - TARGETED_SHARE) * alike])
    won, lost = shares @ wins, shares @ losses
    uniform, targeted = map(Outlook, won + lost, trusted(won / (won + lost)))
    return uniform, targeted


def _counts(differences: list[int]) -> tuple[int, int, int]:
    return differences.count(1), differences.count(-1), differences.count(0)
