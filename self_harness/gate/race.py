"""A round of the sequential gate: all edits race against the deployed harness, the *incumbent*.

1. *Screening attempts*: attempts under the incumbent with some of the edits, put in and left out at random, the more often
the better they
   look. From all of them together the effect of each edit is estimated (`effects`). That only chooses: an edit with hardly
   a chance of a gain is dropped, the others stay in the race, from round to round.
2. *Pairs*: as soon as the promising edits, together, gain something with a probability of 70 %, half of the attempts (all, if
   no other edit races) are pairs of the incumbent and the *candidate* with all of them, both fresh, at the same problem
   and time. A e-process bets on the candidate in each pair (`evidence.EProcess`): what has a right to go into service must
   make him rich. Problems are chosen where the difference should be largest, held-in and held-out, for the bets are fair
   at whatever problem. Screening attempts and pairs are made in many prompt formats, a pair in one, so that no luck of the
prompt format is proven
   (`prompt_format`).
3. When he is, those edits of the candidate that are likely to have a part in that, if together they gain something with a
   probability of 90 %, are *checked for safety*, word for word: in pairs at all problems alike, held-out ones included, a
loss of 15
   points must be ruled out, more pairs be won than lost, and held-out not be worse. That assumes nothing about what edits do.
   Those who pass go into service; else the weaker half is dropped, and the e-process begins anew.

The next attempts hang on the outcomes of those before alone, never on which came back first, so a resumed run repeats them.
"""

import math
import random
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from self_harness.attempt import AttemptKey, Purpose, Trial
from self_harness.gate.decision import Estimate, Evidence, Observation, Pair, Proposal
from self_harness.gate.safety import MIN_HELD_OUT_PAIRS, SafetyCheck
from self_harness.harness import Edit, Harness, merge
from self_harness.stats.e_process import EProcess, interval
from self_harness.stats.effects import Effects, Vector
from self_harness.steps.propose import CHARS_PER_TOKEN, MAX_TOKENS

LATEST = 60
"""Failures, the latest, that are shown to the analyst."""
BLOCK = 12
"""Attempts made at once."""
MIN_INCLUSION, MAX_INCLUSION = 0.15, 0.85
"""How often an edit takes part in an attempt of the screening attempts: as often as it has a chance to gain something,
within these."""
UNIFORM_SHARE = 0.3
"""Share of these attempts at problems drawn from all; the others are where edits are undecided."""
DROP_PROBABILITY = 0.1
"""Chance of a gain below which an edit is dropped, once it took part in three attempts at its target problems."""
CANDIDATE_PROBABILITY = 0.65
"""Chance of a gain from which an edit is part of the candidate."""
PAIR_PROBABILITY = 0.7
"""Chance of a gain of the candidate from which it is paired with the incumbent."""
ACCEPT_PROBABILITY_EDIT = 0.75
"""Chance of a gain from which an edit of a candidate that is proven goes into service; the others, which may just have ridden
along, stay in the race."""
ACCEPT_PROBABILITY_SET = 0.9
"""The same for all of these together."""
TARGETED_SHARE = 0.9
"""Share of the pairs at the problems where a difference is expected; the others anywhere."""


class Rules(BaseModel):
    """What the gate demands."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    alpha: float = Field(default=0.05, gt=0, lt=1)
    """Chance that anything is accepted where nothing helps, over all rounds and nights together."""
    attempts: int = Field(default=60, ge=BLOCK)
    """Attempts of a round, about; a safety check comes on top."""
    max_tokens: int = Field(default=MAX_TOKENS, ge=1)
    """Longest system prompt: of a set of edits that would make it longer the weakest are left out."""


@dataclass
class CandidateEdit:
    """An edit in the race."""

    edit: Edit
    target_problems: tuple[str, ...]
    state: Literal["racing", "deployed", "dropped"] = "racing"
    attempts: int = 0
    """In which it took part."""
    on_target: int = 0
    """Those among them at problems of its target problems."""
    failed: str = ""
    """How its safety check went, if that is why it was dropped."""


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


class Race:
    """The edits against the incumbent, round after round. It says which attempts it wants and is told how they went."""

    def __init__(
        self, start: Harness, held_in: Sequence[str], held_out: Sequence[str], rules: Rules, seed: str, e_value: float = 1.0
    ) -> None:  # fmt: skip
        """seed: of all draws. e-value: the e-process's, left by earlier nights with the same incumbent."""
        self.incumbent = start
        self.candidate_edits: list[CandidateEdit] = []
        self.seen: list[Observation | Pair] = []
        """Of the round."""
        self.e_process = EProcess(e_value)
        self.tested = False
        """Whether the round had pairs."""
        self._held_in, self._held_out = list(held_in), list(held_out)
        self._problems = [*held_in, *held_out]
        self._outside = MIN_HELD_OUT_PAIRS if held_out else 0
        self._number = {problem: number for number, problem in enumerate(self._problems)}
        self._effects = Effects(len(self._problems))
        self._rules = rules
        self._seed = seed
        self._rng = random.Random()
        self._candidate: tuple[int, ...] = ()
        """The promising edits that fit into the prompt together."""
        self.safety_check: SafetyCheck | None = None
        """Under way, or passed."""
        self._evaluated: dict[frozenset[int], set[AttemptKey]] = {}
        """Attempts that are part of an evaluation, by the edits present."""
        self._results: list[tuple[str, int]] = []
        """Pairs of this incumbent: problem, and the difference."""
        self._attempts: list[tuple[Harness, AttemptKey, bool]] = []
        """At held-in problems."""
        self._round = 0
        self._made = 0
        """Attempts asked for in the round."""
        self._path: list[tuple[int, float]] = []
        self._merged: dict[tuple[int, ...], Harness] = {}
        """The incumbent with some of the edits."""

    def begin(self, number: int) -> None:
        """A new round, from 1 on."""
        self._rng = random.Random(f"{self._seed} {number}")
        self._round, self._made = number, 0
        self.seen = []
        self.tested = False
        self.e_process.stake()

    def enter(self, tries: Sequence[Proposal]) -> list[int]:
        """New edits join; returns their numbers. One that was dropped before may come again."""
        known = {candidate_edit.edit.fingerprint: index for index, candidate_edit in enumerate(self.candidate_edits)}
        numbers = []
        for edit, target_problems in tries:
            if (index := known.get(edit.fingerprint)) is None:
                index = known[edit.fingerprint] = self._effects.enter(
                    self._number[problem] for problem in target_problems
                )
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
        if isinstance(seen, Observation):
            return
        if seen.odds is None:
            self._judge(seen)
        else:
            self._results.append((seen.candidate.problem, seen.difference))
            self.e_process.bet(seen.difference, seen.odds)
            self._path.append((len(self._results), self.e_process.log_e / math.log(10)))
            self.tested = True

    def _learn(self, seen: Observation) -> None:
        key = AttemptKey(seen.problem, seen.trial)
        self._effects.see(self._number[seen.problem], seen.present, seen.passed)
        if seen.trial.purpose == "evaluation":
            self._evaluated.setdefault(frozenset(seen.present), set()).add(key)
        if self._number[seen.problem] < len(self._held_in):
            racing = [index for index in seen.present if self.candidate_edits[index].state != "deployed"]
            self._attempts.append((self._with(racing), key, seen.passed))
        for index in seen.present:
            self.candidate_edits[index].attempts += 1
            self.candidate_edits[index].on_target += seen.problem in self.candidate_edits[index].target_problems

    def watch(self, evaluated: Mapping[AttemptKey, bool]) -> None:
        """Takes an evaluation of the incumbent into account: which attempts passed. Those of its safety check are known."""
        known = self._evaluated.get(frozenset(self.serving()), set()).copy()
        for key, passed in evaluated.items():
            if key not in known:
                self.see(Observation(problem=key.problem, trial=key.trial, present=self.serving(), passed=passed))

    def latest(self) -> list[tuple[Harness, AttemptKey]]:
        """The held-in attempts from which new edits are learned: those since the 60th failure from the end."""
        failed = [index for index, (_, _, passed) in enumerate(self._attempts) if not passed]
        start = failed[-LATEST] if len(failed) >= LATEST else 0
        return [(harness, key) for harness, key, _ in self._attempts[start:]]

    def wanted(self) -> list[AttemptRequest | PairRequest]:
        """The next attempts. It must be told of all of them, in order, before it is asked again; none: the round is over."""
        racing = self._racing()
        if self.safety_check:
            return [*self._safety_pairs(self.safety_check)]
        if self._made >= self._rules.attempts or (self._made and not racing):
            return []
        if not racing:  # so that there are new failures to learn from
            return [self._attempt(self._rng.choice(self._held_in), ()) for _ in range(BLOCK)]
        rates = self._rates()
        chances = {index: self._effects.gain([index], rates).chance for index in racing}
        promising = [index for index in racing if chances[index] > CANDIDATE_PROBABILITY]
        self._candidate = self._fitting(promising, chances)
        wanted: list[AttemptRequest | PairRequest] = []
        if self._candidate and self._effects.gain(self._candidate, rates).chance > PAIR_PROBABILITY:
            wanted = self._pairs(self._candidate, BLOCK // (4 if len(racing) > len(self._candidate) else 2))
        weights = [1e-9] * len(self._problems)
        for index, chance in chances.items():
            for problem in self.candidate_edits[index].target_problems:
                weights[self._number[problem]] += (
                    chance * (1 - chance) / len(self.candidate_edits[index].target_problems)
                )
        for _ in range(BLOCK - 2 * len(wanted)):
            drawn = [
                i
                for i, chance in chances.items()
                if self._rng.random() < min(max(chance, MIN_INCLUSION), MAX_INCLUSION)
            ]
            anywhere = self._rng.random() < UNIFORM_SHARE
            problem = self._rng.choice(self._problems) if anywhere else self._rng.choices(self._problems, weights)[0]
            wanted.append(self._attempt(problem, self._fitting(drawn, chances)))
        return wanted

    def settle(self) -> tuple[int, ...]:
        """After a block: drops edits, begins a safety check; returns the edits that may go into service now."""
        if self.safety_check:
            return self.safety_check.edits if self.safety_check.state == "passed" else ()
        rates = self._rates()
        for index in self._racing():
            candidate_edit = self.candidate_edits[index]
            if candidate_edit.on_target >= 3 and self._effects.gain([index], rates).chance < DROP_PROBABILITY:
                candidate_edit.state = "dropped"
        if self.e_process.log_e < -math.log(self._rules.alpha):
            return ()
        racing = [index for index in self._candidate if self.candidate_edits[index].state == "racing"]
        candidate = tuple(
            index for index in racing if self._effects.gain([index], rates).chance > ACCEPT_PROBABILITY_EDIT
        )
        if candidate and self._effects.gain(candidate, rates).chance > ACCEPT_PROBABILITY_SET:
            order = self._rng.sample(self._problems, len(self._problems))
            self.safety_check = SafetyCheck(candidate, order, self._outside)
        return ()

    def promote(self, candidate: Sequence[int]) -> None:
        """Puts edits into service: the next incumbent must be beaten by new evidence."""
        self.incumbent = self._with(candidate)
        for index in candidate:
            self.candidate_edits[index].state = "deployed"
        self.e_process = EProcess()
        self._results, self._path, self._candidate, self.safety_check = [], [], (), None
        self._merged = {}

    def _judge(self, pair: Pair) -> None:
        """Takes a pair of a safety check into account."""
        edits = tuple(index for index in pair.candidate.present if self.candidate_edits[index].state != "deployed")
        if any(self.candidate_edits[index].state == "dropped" for index in edits):
            return  # the check is decided: it failed
        self.safety_check = self.safety_check or SafetyCheck(edits, (), self._outside)
        self.safety_check.see(pair.candidate.problem in self._held_out, pair.difference)
        if self.safety_check.state == "failed":
            rates = self._rates()
            ranked = sorted(edits, key=lambda index: self._effects.gain([index], rates).chance)
            for index in ranked[: (len(ranked) + 1) // 2]:
                self.candidate_edits[index].state = "dropped"
                self.candidate_edits[index].failed = f"not safe, {self.safety_check}"
            self.e_process, self._candidate, self.safety_check = EProcess(), (), None

    def estimate(self, edits: Collection[int]) -> Estimate:
        """The gain of these edits over all problems, held-in and held-out."""
        found = self._effects.gain(edits, self._rates())
        low, high = found.interval
        return Estimate(mean=found.mean, low=low, high=high, chance=found.chance)

    def evidence(self) -> Evidence:
        """Of the pairs with this incumbent, without those of safety checks."""
        wins = sum(difference > 0 for _, difference in self._results)
        losses = sum(difference < 0 for _, difference in self._results)
        pairs = len(self._results)
        low, high = interval(wins, losses, pairs)
        return Evidence(
            stage="pairs", pairs=pairs, wins=wins, losses=losses, e_value=self.e_process.log_e / math.log(10),
            threshold=-math.log10(self._rules.alpha), effect=(wins - losses) / max(pairs, 1), low=low, high=high,
            path=tuple(self._path),
        )  # fmt: skip

    def differences(self) -> tuple[int, int]:
        """Wins less losses of the pairs with this incumbent, on held-in and on held-out."""
        out = sum(difference for problem, difference in self._results if problem in self._held_out)
        return sum(difference for _, difference in self._results) - out, out

    def _pairs(self, candidate: Sequence[int], count: int) -> list[AttemptRequest | PairRequest]:
        serving = self.serving()
        old = self._effects.rates(serving, drift=True)
        new = self._effects.rates([*serving, *candidate], drift=True)
        better = [max(float(difference), 0.0) for difference in new - old]
        aims = [gain**2 / (float(a * (1 - a)) + 0.01) + 1e-9 for gain, a in zip(better, (old + new) / 2, strict=True)]
        found: list[AttemptRequest | PairRequest] = []
        for _ in range(count):
            aimed = self._rng.random() < TARGETED_SHARE
            number = self._rng.choices(range(len(aims)), aims)[0] if aimed else self._rng.randrange(len(aims))
            win, loss = float(new[number] * (1 - old[number])), float(old[number] * (1 - new[number]))
            problem = self._problems[number]
            key = AttemptKey(problem, self._trial("pair", 2))
            odds = max(win / (win + loss), 0.5)
            found.append(PairRequest(self._request(key, ()), self._request(key, candidate), odds))
        return found

    def _safety_pairs(self, safety_check: SafetyCheck) -> list[PairRequest]:
        """Both harnesses as they are deployed, or would be: the candidate's attempts are the first of its evaluation, the
        incumbent's are fresh."""
        return [
            PairRequest(
                self._request(AttemptKey(key.problem, self._trial("safety", 2)), ()),
                self._request(key, safety_check.edits),
            )
            for key in safety_check.wanted(BLOCK // 2)
        ]

    def _attempt(self, problem: str, edits: Sequence[int]) -> AttemptRequest:
        return self._request(AttemptKey(problem, self._trial("screening", 1)), edits)

    def _request(self, key: AttemptKey, edits: Sequence[int]) -> AttemptRequest:
        return AttemptRequest(self._with(edits), key, (*self.serving(), *edits))

    def _trial(self, purpose: Purpose, attempts: int) -> Trial:
        """A fresh trial, which so many attempts are made with or beside."""
        self._made += attempts
        return Trial(purpose, self._round, self._made - attempts)

    def _racing(self) -> list[int]:
        """Of edits that replace the same block, only the first in the race."""
        taken = set()
        racing = []
        for index, candidate_edit in enumerate(self.candidate_edits):
            if candidate_edit.state == "racing" and not (
                candidate_edit.edit.op == "replace" and candidate_edit.edit.block in taken
            ):
                racing.append(index)
                if candidate_edit.edit.op == "replace":
                    taken.add(candidate_edit.edit.block)
        return racing

    def serving(self) -> tuple[int, ...]:
        """Numbers of the edits deployed."""
        return tuple(
            index for index, candidate_edit in enumerate(self.candidate_edits) if candidate_edit.state == "deployed"
        )

    def _rates(self) -> Vector:
        return self._effects.rates(self.serving())

    def _fitting(self, edits: Sequence[int], chances: dict[int, float]) -> tuple[int, ...]:
        """Of these, the most promising that leave the system prompt as short as it must be, in order of their numbers."""
        longest = self._rules.max_tokens * CHARS_PER_TOKEN
        if len(self._with(edits).system_prompt) <= longest:
            return tuple(sorted(edits))
        fitting: list[int] = []
        for index in sorted(edits, key=lambda index: -chances.get(index, 0.0)):
            if len(self._with([*fitting, index]).system_prompt) <= longest:
                fitting.append(index)
        return tuple(sorted(fitting))

    def _with(self, edits: Sequence[int]) -> Harness:
        key = tuple(sorted(edits))
        if key not in self._merged:
            merged = merge(self.incumbent, [(self.candidate_edits[index].edit, 0) for index in key])
            self._merged[key] = merged.harness
        return self._merged[key]
