"""The state of the sequential gate: the edits that are tested, every attempt so far, and what follows from them.

Nothing is decided here. `screening`, `confirmation` and `safety` decide, each from this state alone, and `sequential` asks them.
"""

import random
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from self_harness.attempt import AttemptKey, Purpose, Trial
from self_harness.gate.decision import Estimate, Observation, Pair, Proposal
from self_harness.gate.proof import Proof
from self_harness.gate.safety import SafetyCheck, weaker_half
from self_harness.harness import Edit, Harness, merge
from self_harness.stats.effects import Effects
from self_harness.steps.propose import CHARS_PER_TOKEN, MAX_TOKENS

LATEST = 60
"""Number of the newest failures that are shown to the analyst."""
BLOCK = 12
"""Attempts made at once."""


class Rules(BaseModel):
    """What the gate demands."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    alpha: float = Field(default=0.05, gt=0, lt=1)
    """Probability that anything is accepted where nothing helps, over all rounds and all runs of a champion."""
    attempts: int = Field(default=60, ge=BLOCK)
    """Attempts of a round, about. A safety check comes on top."""
    max_tokens: int = Field(default=MAX_TOKENS, ge=1)
    """Longest system prompt. The weakest edits of a set that would make it longer are left out."""


@dataclass
class CandidateEdit:
    """An edit in the race."""

    edit: Edit
    target_problems: tuple[str, ...]
    state: Literal["racing", "deployed", "dropped"] = "racing"
    attempts: int = 0
    """Attempts under a harness with this edit."""
    on_target: int = 0
    """Those among them at its target problems."""
    failed: str = ""
    """How its safety check went, if it was dropped for that."""


class AttemptRequest(NamedTuple):
    """An attempt to make."""

    harness: Harness
    key: AttemptKey
    present: tuple[int, ...]
    """Numbers of the edits in the harness."""

    @property
    def attempts(self) -> "tuple[AttemptRequest, ...]":
        return (self,)

    def observed(self, passed: bool) -> Observation:
        return Observation(problem=self.key.problem, trial=self.key.trial, present=self.present, passed=passed)


class PairRequest(NamedTuple):
    """A pair of attempts to make."""

    incumbent: AttemptRequest
    candidate: AttemptRequest
    odds: float | None = None
    """See `Pair`."""

    @property
    def attempts(self) -> tuple[AttemptRequest, ...]:
        return self.incumbent, self.candidate

    def observed(self, incumbent: bool, candidate: bool) -> Pair:
        return Pair(
            incumbent=self.incumbent.observed(incumbent),
            candidate=self.candidate.observed(candidate),
            odds=self.odds,
        )


Request = AttemptRequest | PairRequest


class Race:
    """The edits against the deployed harness, the *incumbent*, round after round. Edits are known by their numbers.

    seed: of all draws. e_value: of the e-process, as earlier runs with the same incumbent left it.
    """

    def __init__(
        self, start: Harness, held_in: Sequence[str], held_out: Sequence[str], rules: Rules, seed: str, e_value: float = 1.0
    ) -> None:  # fmt: skip
        self.incumbent = start
        self.rules = rules
        self.held_in, self.held_out = list(held_in), list(held_out)
        self.problems = [*held_in, *held_out]
        self.number_of = {problem: number for number, problem in enumerate(self.problems)}
        self.candidate_edits: list[CandidateEdit] = []
        self.effects = Effects(len(self.problems))
        self.proof = Proof(rules.alpha, e_value)
        self.candidate: tuple[int, ...] = ()
        """The promising edits that fit into the prompt together, when that was last looked at."""
        self.safety_check: SafetyCheck | None = None
        """Under way, or passed."""
        self.seen: list[Observation | Pair] = []
        """Of the round."""
        self.rng = random.Random()
        self.made = 0
        """Attempts asked for in the round."""
        self._seed = seed
        self._round = 0
        self._evaluated: dict[frozenset[int], set[AttemptKey]] = {}
        """Attempts that are part of an evaluation, by the edits present."""
        self.examples: list[tuple[Harness, AttemptKey, bool]] = []
        """All attempts at held-in problems, and whether they passed."""
        self._merged: dict[tuple[int, ...], Harness] = {}
        """The incumbent with some of the edits."""

    def begin(self, number: int) -> None:
        """A new round, from 1 on."""
        self.rng = random.Random(f"{self._seed} {number}")
        self._round, self.made, self.seen = number, 0, []
        self.proof.e_process.stake()

    def enter(self, proposals: Sequence[Proposal]) -> list[int]:
        """New edits join; returns their numbers. One that was dropped before may come again."""
        known = {each.edit.fingerprint: index for index, each in enumerate(self.candidate_edits)}
        numbers = []
        for edit, target_problems in proposals:
            if (index := known.get(edit.fingerprint)) is None:
                index = known[edit.fingerprint] = self.effects.enter(self.number_of[each] for each in target_problems)
                self.candidate_edits.append(CandidateEdit(edit=edit, target_problems=target_problems))
            elif self.candidate_edits[index].state == "dropped":
                self.candidate_edits[index].state, self.candidate_edits[index].failed = "racing", ""
            numbers.append(index)
        return numbers

    def see(self, seen: Observation | Pair) -> None:
        """Takes an attempt or a pair into account; attempts may be any under the incumbent and some of the edits."""
        self.seen.append(seen)
        for attempt in seen.attempts:
            self._learn(attempt)
        if isinstance(seen, Pair) and seen.odds is not None:
            self.proof.see(seen)
        elif isinstance(seen, Pair):
            self._check_safety(seen)

    def _learn(self, seen: Observation) -> None:
        key = AttemptKey(seen.problem, seen.trial)
        self.effects.see(self.number_of[seen.problem], seen.present, seen.passed)
        if seen.trial.purpose == "evaluation":
            self._evaluated.setdefault(frozenset(seen.present), set()).add(key)
        if self.number_of[seen.problem] < len(self.held_in):
            racing = [index for index in seen.present if self.candidate_edits[index].state != "deployed"]
            self.examples.append((self.harness_with(racing), key, seen.passed))
        for index in seen.present:
            self.candidate_edits[index].attempts += 1
            self.candidate_edits[index].on_target += seen.problem in self.candidate_edits[index].target_problems

    def _check_safety(self, pair: Pair) -> None:
        edits = tuple(index for index in pair.candidate.present if self.candidate_edits[index].state != "deployed")
        if any(self.candidate_edits[index].state == "dropped" for index in edits):
            return  # the check has failed already; this pair was under way
        self.safety_check = self.safety_check or SafetyCheck(edits, (), bool(self.held_out))
        self.safety_check.see(pair.candidate.problem in self.held_out, pair.difference)
        if self.safety_check.state == "failed":
            for index in weaker_half(self.chances(edits)):
                self.candidate_edits[index].state = "dropped"
                self.candidate_edits[index].failed = f"not safe, {self.safety_check}"
            self.proof.start_anew()
            self.candidate, self.safety_check = (), None

    def watch(self, evaluation: Mapping[AttemptKey, bool]) -> None:
        """Takes an evaluation of the incumbent into account. Attempts that its safety check made are known already."""
        known = self._evaluated.get(frozenset(self.deployed), set()).copy()
        for key, passed in evaluation.items():
            if key not in known:
                self.see(Observation(problem=key.problem, trial=key.trial, present=self.deployed, passed=passed))

    def promote(self, edits: Sequence[int]) -> None:
        """Deploys edits. The next candidates must be proven against the new incumbent by new evidence."""
        self.incumbent = self.harness_with(edits)
        for index in edits:
            self.candidate_edits[index].state = "deployed"
        self.proof, self.candidate, self.safety_check = Proof(self.rules.alpha), (), None
        self._merged = {}

    @property
    def deployed(self) -> tuple[int, ...]:
        return tuple(index for index, each in enumerate(self.candidate_edits) if each.state == "deployed")

    @property
    def racing(self) -> list[int]:
        """Edits that may take part now. Of those that replace the same block, only the first one."""
        blocks, racing = set(), []
        for index, each in enumerate(self.candidate_edits):
            replaces = each.edit.op == "replace"
            if each.state == "racing" and not (replaces and each.edit.block in blocks):
                racing.append(index)
                blocks |= {each.edit.block} if replaces else set()
        return racing

    def chances(self, edits: Collection[int]) -> dict[int, float]:
        """Probability of each edit that it alone gains something over all problems."""
        rates = self.effects.rates(self.deployed)
        return {index: self.effects.gain([index], rates).chance for index in edits}

    def estimate(self, edits: Collection[int]) -> Estimate:
        """Gain of these edits over all problems, held-in and held-out."""
        found = self.effects.gain(edits, self.effects.rates(self.deployed))
        low, high = found.interval
        return Estimate(mean=found.mean, low=low, high=high, chance=found.chance)

    def harness_with(self, edits: Sequence[int]) -> Harness:
        """The incumbent with these edits."""
        key = tuple(sorted(edits))
        if key not in self._merged:
            merged = merge(self.incumbent, [(self.candidate_edits[index].edit, 0) for index in key])
            self._merged[key] = merged.harness
        return self._merged[key]

    def request(self, key: AttemptKey, edits: Sequence[int]) -> AttemptRequest:
        """An attempt under the incumbent with these edits."""
        return AttemptRequest(self.harness_with(edits), key, (*self.deployed, *edits))

    def trial(self, purpose: Purpose, attempts: int = 1) -> Trial:
        """A fresh trial, which so many attempts are made with or beside."""
        self.made += attempts
        return Trial(purpose, self._round, self.made - attempts)


def latest(race: Race) -> list[tuple[Harness, AttemptKey]]:
    """The held-in attempts from which new edits are learned: those since the 60th failure from the end."""
    failed = [index for index, (_, _, passed) in enumerate(race.examples) if not passed]
    start = failed[-LATEST] if len(failed) >= LATEST else 0
    return [(harness, key) for harness, key, _ in race.examples[start:]]


def fitting(race: Race, edits: Sequence[int], chances: Mapping[int, float]) -> tuple[int, ...]:
    """Of these edits, the most promising that leave the system prompt short enough, in order of their numbers."""
    longest = race.rules.max_tokens * CHARS_PER_TOKEN
    if len(race.harness_with(edits).system_prompt) <= longest:
        return tuple(sorted(edits))
    found: list[int] = []
    for index in sorted(edits, key=lambda index: -chances.get(index, 0.0)):
        if len(race.harness_with([*found, index]).system_prompt) <= longest:
            found.append(index)
    return tuple(sorted(found))
