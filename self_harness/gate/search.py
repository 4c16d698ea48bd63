"""The search: which attempts to make next, which edits to keep, and what to hand over. Small pure deciders over one state.

Every attempt of the search is a *screening attempt*: it includes a random subset of the edits, so it is informative about all
of them at once (`effects`). The *working set* is what the posterior thinks best, and may change at any time, for nothing
that is used within a run needs a proof. The proof comes once and late (`proof`).

The next attempts depend on the outcomes of those before alone, never on which came back first, so a resumed run repeats them.
"""

import math
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Literal, NamedTuple

import numpy as np

from self_harness.attempt import AttemptKey, Purpose, Trial
from self_harness.gate.decision import Proposal
from self_harness.harness import Edit, Harness, with_edits, without
from self_harness.stats.effects import EffectPosterior, Gain
from self_harness.stats.prior import DEFAULT_PRIOR, Prior, Vector
from self_harness.steps.novelty import plain
from self_harness.steps.propose import CHARS_PER_TOKEN, MAX_TOKENS

KEEP_PROBABILITY = 0.5
"""Chance of a gain above which an edit is in the working set."""
HAND_OVER_PROBABILITY = 0.55
"""The same in the harness that is handed over."""
DROP_PROBABILITY = 0.1
"""Chance of a gain below which an edit is dropped, once it took part in `MIN_ON_TARGET` attempts at its target problems."""
MIN_ON_TARGET = 3
MIN_INCLUSION, MAX_INCLUSION = 0.15, 0.85
"""An edit without rivals takes part in a screening attempt with the probability that it gains something, within these limits."""
BROAD_SHARE = 1 / 3
"""A pattern that was seen at more than this share of the held-in problems is no single weakness ("wrong answer")."""
UNIFORM_SHARE = 0.2
"""Share of the screening attempts at problems drawn from all; the others are where edits are undecided."""
LATEST_FAILURES = 60
"""Failures, the latest, that are shown to the analyst."""


@dataclass
class CandidateEdit:
    """An edit in the search."""

    edit: Edit
    target_problems: tuple[str, ...]
    state: Literal["searched", "dropped"] = "searched"
    attempts: int = 0
    """In which it took part."""
    on_target: int = 0
    """Those among them at its target problems."""


class AttemptRequest(NamedTuple):
    """An attempt to make under the base harness with the edits `present`."""

    harness: Harness
    key: AttemptKey
    present: tuple[int, ...]

    @property
    def problem(self) -> str:
        return self.key.problem


class Failed(NamedTuple):
    request: AttemptRequest
    present: frozenset[int]


@dataclass
class SearchState:
    """What the search knows. Edits are known by their numbers, in the order in which they entered the run.

    lines: edits that the start has already. They are in the search like new ones, so the working set may leave them out.
    """

    start: Harness
    held_in: tuple[str, ...]
    held_out: tuple[str, ...]
    seed: str
    prior: Prior = DEFAULT_PRIOR
    max_tokens: int = MAX_TOKENS
    lines: tuple[Proposal, ...] = ()
    incumbent: tuple[int, ...] = ()
    """Edits of the deployed harness."""
    edits: list[CandidateEdit] = field(default_factory=list)
    working: tuple[int, ...] = ()
    failures: list[Failed] = field(default_factory=list)
    """At held-in problems, the latest last."""
    round: int = 0
    asked: int = 0
    """Attempts asked for, which numbers them."""

    def __post_init__(self) -> None:
        self.problems = (*self.held_in, *self.held_out)
        self.number = {problem: number for number, problem in enumerate(self.problems)}
        self.effects = EffectPosterior(len(self.problems), self.prior)
        self.rng = random.Random()
        self._merged: dict[tuple[int, ...], Harness] = {}
        self._known: dict[str, int] = {}
        self._gains: dict[int, Gain] = {}
        self._gains_at = -1, self.working
        self._base = without(self.start, [each.edit for each in self.lines])
        self.incumbent = self.working = tuple(self.enter(self.lines))

    def begin(self, number: int) -> None:
        """A new round, from 1 on; its draws depend on seed and number alone."""
        self.round, self.asked = number, 0
        self.rng = random.Random(f"{self.seed} {number}")

    def searched(self) -> list[int]:
        """Edits in the search; of those that replace the same block, only the first."""
        taken: set[str] = set()
        found = []
        for index, candidate in enumerate(self.edits):
            if candidate.state == "searched" and candidate.edit.block not in taken:
                found.append(index)
                if candidate.edit.op == "replace":
                    taken.add(candidate.edit.block)
        return found

    def enter(self, proposals: Sequence[Proposal]) -> list[int]:
        """New edits join; returns their numbers. One that was dropped may come again."""
        numbers = []
        for edit, target_problems in proposals:
            targets = _widened(self, edit.pattern, target_problems)
            index = self._known.get(edit.fingerprint)
            if index is None:
                index = self._known[edit.fingerprint] = self.effects.enter(self.number[each] for each in targets)
                self.edits.append(CandidateEdit(edit, targets))
            elif self.edits[index].state == "dropped":
                self.effects.restore(index)
                self.edits[index] = CandidateEdit(edit, self.edits[index].target_problems)
            numbers.append(index)
        return numbers

    def request(self, problem: str, present: Sequence[int], purpose: Purpose = "screening") -> AttemptRequest:
        self.asked += 1
        key = AttemptKey(problem, Trial(purpose, self.round, self.asked))
        return AttemptRequest(self.harness(present), key, tuple(present))

    def see(self, request: AttemptRequest, passed: bool) -> None:
        """How an attempt went, in the order in which they were asked for."""
        self.learn(request.problem, request.present, passed)
        if not passed and self.number[request.problem] < len(self.held_in):
            self.failures.append(Failed(request, frozenset(request.present)))

    def learn(self, problem: str, edits: Sequence[int], passed: bool) -> None:
        number = self.number[problem]
        present = [index for index in edits if self.edits[index].state == "searched"]
        self.effects.see(number, present, passed)
        for index in present:
            self.edits[index].attempts += 1
            self.edits[index].on_target += self.effects.is_target(index, number)

    def gains(self) -> dict[int, Gain]:
        """What each edit in the search gains alone, where pass rates are those of the working set."""
        if self._gains_at != (self.effects.version, self.working):
            found = self.effects.gains(self.effects.rates(self.working))
            self._gains = {index: found[index] for index in self.searched()}
            self._gains_at = self.effects.version, self.working
        return self._gains

    def rates(self, present: Sequence[int], drift: bool = False) -> Vector:
        return self.effects.rates(present, drift)

    def fitting(self, edits: Sequence[int], gains: dict[int, Gain]) -> tuple[int, ...]:
        """Of these, the most promising that keep the system prompt short enough, in order of their numbers."""
        longest = self.max_tokens * CHARS_PER_TOKEN
        if len(self.harness(edits).system_prompt) <= longest:
            return tuple(sorted(edits))
        fitting: list[int] = []
        for index in sorted(edits, key=lambda index: -gains[index].chance):
            if len(self.harness([*fitting, index]).system_prompt) <= longest:
                fitting.append(index)
        return tuple(sorted(fitting))

    def harness(self, edits: Sequence[int]) -> Harness:
        key = tuple(sorted(edits))
        if key not in self._merged:
            self._merged[key] = with_edits(self._base, [self.edits[index].edit for index in key])
        return self._merged[key]


def _widened(state: SearchState, pattern: str, problems: tuple[str, ...]) -> tuple[str, ...]:
    """All problems at which the pattern was seen in this run; the earlier edits that target it target these from now on."""
    against = [
        index for index, each in enumerate(state.edits) if plain(pattern) and plain(each.edit.pattern) == plain(pattern)
    ]
    targets = tuple(
        dict.fromkeys([problem for index in against for problem in state.edits[index].target_problems] + [*problems])
    )
    for index in against:
        state.edits[index].target_problems = targets
        state.effects.aim(index, (state.number[problem] for problem in targets))
    return targets


def rivals(state: SearchState) -> list[list[int]]:
    """The edits in the search, by the failure pattern that they target. Two cures of one failure hide each other's effect, so at
    most one of a pattern takes part in an attempt or is kept. An edit that names no pattern, or a broad one, has no rival."""
    groups: dict[str, list[int]] = {}
    for index in state.searched():
        candidate = state.edits[index]
        is_broad = len(candidate.target_problems) > BROAD_SHARE * len(state.held_in)
        pattern = "" if is_broad else plain(candidate.edit.pattern)
        groups.setdefault(pattern or f"#{index}", []).append(index)
    return list(groups.values())


def screen(state: SearchState, count: int) -> list[AttemptRequest]:
    """The next screening attempts. It must be told of all of them, in order, before it is asked again."""
    gains, rng = state.gains(), state.rng
    if not gains:  # so that there are failures to learn from
        return [state.request(rng.choice(state.held_in), ()) for _ in range(count)]
    weights, groups = list(accumulate(_informative(state, gains))), rivals(state)
    requests = []
    for _ in range(count):
        drawn = [index for group in groups if (index := _drawn(rng, group, gains)) is not None]
        anywhere = rng.random() < UNIFORM_SHARE
        problem = rng.choice(state.problems) if anywhere else rng.choices(state.problems, cum_weights=weights)[0]
        requests.append(state.request(problem, state.fitting(drawn, gains)))
    return requests


def _drawn(rng: random.Random, group: Sequence[int], gains: Mapping[int, Gain]) -> int | None:
    """Which edit of rivals takes part in an attempt, by the odds that it gains something; None where none does."""
    chances = [min(max(gains[index].chance, MIN_INCLUSION), MAX_INCLUSION) for index in group]
    none = max(math.prod(1 - chance for chance in chances), 1 - MAX_INCLUSION)
    return None if rng.random() < none else rng.choices(group, [chance / (1 - chance) for chance in chances])[0]


def _informative(state: SearchState, gains: dict[int, Gain]) -> list[float]:
    """Weights of the problems: the value of knowing an edit better, at its target problems, by the variance of an outcome."""
    rates = state.rates(state.working)
    weights = np.full(len(state.problems), 1e-9)
    for index, gain in gains.items():
        targets = [state.number[problem] for problem in state.edits[index].target_problems]
        weights[targets] += gain.value / max(len(targets), 1)
    return list(weights * rates * (1 - rates))


def update(state: SearchState) -> None:
    """After each block: learns the shares of the kinds, drops hopeless edits, and chooses the working set."""
    state.effects.learn_shares()
    for index, gain in state.gains().items():
        hopeless = state.edits[index].on_target >= MIN_ON_TARGET and gain.chance < DROP_PROBABILITY
        if hopeless and index not in state.incumbent:
            state.edits[index].state = "dropped"
            state.effects.drop(index)
            state.working = tuple(each for each in state.working if each != index)
    for _ in range(2):  # what an edit gains depends on the others
        before, state.working = state.working, best_set(state, KEEP_PROBABILITY)
        if state.working == before:
            break


def best_set(state: SearchState, probability: float, tried: bool = False) -> tuple[int, ...]:
    """The edits that gain something with more than this probability, of rivals the one that gains most. tried: only those that
    took part in an attempt where they are aimed at, or are deployed."""

    def may(index: int) -> bool:
        is_tried = state.edits[index].on_target > 0 or index in state.incumbent
        return gains[index].chance > probability and (is_tried or not tried)

    gains = state.gains()
    likely = ([index for index in group if may(index)] for group in rivals(state))
    return state.fitting([max(group, key=lambda index: gains[index].mean) for group in likely if group], gains)


def handed_over(state: SearchState) -> tuple[int, ...]:
    """What is deployed by the estimates. An edit that was never tried where it is aimed at is left out, whatever edits do on
    average: the first proposals are better than the last."""
    return best_set(state, HAND_OVER_PROBABILITY, tried=True)


def informative_failures(state: SearchState) -> list[AttemptRequest]:
    """The failures from which new edits are learned: those that the working set should have prevented, for all its edits that
    target the problem took part, and no edit did that was dropped since. All, if there are none of these."""

    def is_informative(failed: Failed) -> bool:
        number = state.number[failed.request.problem]
        missing = any(
            index not in failed.present and state.effects.is_target(index, number) for index in state.working
        )  # fmt: skip
        return not missing and all(state.edits[index].state == "searched" for index in failed.present)

    found = [failed for failed in state.failures if is_informative(failed)] or state.failures
    return [failed.request for failed in found[-LATEST_FAILURES:]]


def promising(state: SearchState) -> tuple[int, ...]:
    """What the engineer is told is in the harness: edits that are likelier to gain something than not."""
    return best_set(state, KEEP_PROBABILITY)
