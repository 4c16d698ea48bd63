"""A family of models drawn from a recording of a real one: "recorded, real".

An attempt passes with a probability whose log-odds are a draw from the posterior of the mixed model (`_mixed`): where a prompt
was recorded at a problem, that is its recorded pass rate, shrunk. Each seed is another draw, and another sample of the problems.
So these are a real model's pass rates with their uncertainty, not its replies. Limits:

- The prompt formats that attempts are made in are the recorded ones, each as likely.
- What was not recorded has new effects with the spread of the recorded ones: wordings, that is sets of useless lines, and a
  prompt in a format. Combinations of other lines are sums of their effects, and an effect of the prompt. Lines that were
  recorded on the article's start alone have the same effects on others.
- Repeated attempts at one prompt are independent, as they are at the solver's temperature.
"""

import math
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from statistics import fmean

from bench._mixed import Level, Posterior, sample
from bench._prompts import FORMATS, LINES, STARTS, Purpose, named
from bench._table import read
from bench._worlds import EVALUATION, HELD_IN, HELD_OUT, Failure, Family, Pattern, World
from bench._worlds import FAMILIES as SIMULATED
from self_harness.attempt import Trial
from self_harness.gate.prompt_formats import VARIED
from self_harness.harness import Edit, Harness

NAME = "recorded, real"
HELD_IN_SHARE = HELD_IN / (HELD_IN + HELD_OUT)
CURE_SHARE = 0.25
NEW_SHARE = 0.5
"""Of new ones among the useless lines that the engineer proposes."""


@cache
def recorded_posterior() -> Posterior:
    """Of the committed recording, in half a minute. Neighbours are alike: for the standard deviations of interactions the draws
    count as 17 to 70."""
    return sample(read(), kept=300, every=10)


@dataclass(frozen=True)
class RecordedFamily(Family):
    """`good`, `useless` and the rest are shares of plausible, useless and harmful lines among the engineer's."""

    start: str = "start"
    size: int = HELD_IN + HELD_OUT
    """Problems of a suite, drawn from those recorded; at most."""
    cures: tuple[Edit, ...] = ()
    """Edits that the engineer draws from with a chance of `CURE_SHARE` each time."""
    luck: bool = True
    """Whether useless lines move a problem's pass rate; else they change nothing."""
    posterior: Posterior | None = field(default=None, repr=False)
    """None: of the committed recording."""

    def world(self, seed: int) -> "RecordedWorld":
        return RecordedWorld(self, seed)


RECORDED = RecordedFamily(NAME)
FAMILIES = (*SIMULATED, RECORDED)


class RecordedWorld(World):
    """One model and one suite of the family."""

    family: RecordedFamily

    def __post_init__(self) -> None:
        posterior = self.family.posterior or recorded_posterior()
        self._levels, draws = posterior
        self._draw = draws[self.seed % len(draws)]
        self.rng = random.Random(f"recorded {self.seed}")
        levels = [level for level in self._levels["problem"] if isinstance(level, tuple)]
        names = sorted(problem for problem, start in levels if start == self.family.start)
        random.Random(f"split {self.seed}").shuffle(names)
        size = min(self.family.size, len(names))
        held_in = round(HELD_IN_SHARE * size)
        self.problems, self.other_problems = tuple(names[:size]), tuple(names[size:])
        self.held_in, self.held_out = self.problems[:held_in], self.problems[held_in:]
        known = (*self._levels["wording"], *self._levels["other line"])
        self._known = {_normal(str(name)): str(name) for name in known}
        self._rates: dict[tuple[str, int, str], float] = {}

    def attempt(self, harness: Harness, problem: str, trial: Trial = EVALUATION) -> Failure | None:
        """One call: None if it passes."""
        self.calls += 1
        rate = self._rate(self._name(harness), _format(trial), problem)
        passed = self.rng.random() < rate if self.family.noise else rate >= 0.5
        return None if passed else Failure(problem, "wrong")

    def analyse(self, failures: Iterable[Failure]) -> list[Pattern]:
        """One call: every failure is a wrong answer; a small model tells them no further apart."""
        self.calls += 1
        failed = sorted({failure.problem for failure in failures})
        return [Pattern("wrong answer", tuple(failed))] if failed else []

    def engineer(self, harness: Harness, patterns: Sequence[Pattern], count: int) -> list[Edit]:
        """One call: recorded lines and new useless ones at random; none that the harness has."""
        self.calls += 1
        edits: list[Edit] = []
        for _ in range(count if patterns else 0):
            edit = self._line()
            if edit.text not in harness.system_prompt and edit.text not in {each.text for each in edits}:
                edits.append(edit.model_copy(update={"pattern": patterns[0].name}))
        return edits

    def _line(self) -> Edit:
        share, family = self.rng.random(), self.family
        if family.cures and self.rng.random() < CURE_SHARE:
            return self.rng.choice(family.cures)
        kind: Purpose = (
            "plausible" if share < family.good else "useless" if share < family.good + family.useless else "harmful"
        )
        if kind == "useless" and self.rng.random() < NEW_SHARE:
            return Edit(op="append", block="checklist", text=f"Note {self.rng.randrange(10**6)}.")
        return LINES[self.rng.choice(named(kind))].edit

    def true_rate(self, harness: Harness) -> float:
        """Mean over problems and recorded prompt formats but word for word; searching arms must not call this."""
        return self.rate_on(harness, self.problems)

    def rate_on(self, harness: Harness, problems: Sequence[str]) -> float:
        """The same for given ones of the recorded problems."""
        return fmean(self.rate_in(harness, form, problems) for form in range(1, len(FORMATS) + 1))

    def rate_in(self, harness: Harness, form: int, problems: Sequence[str] = ()) -> float:
        """Mean true pass rate in one prompt format; 0 is word for word."""
        return fmean(self._rate(self._name(harness), form, problem) for problem in problems or self.problems)

    def _rate(self, name: str, form: int, problem: str) -> float:
        """Probability that an attempt passes."""
        key = name, form, problem
        if key not in self._rates:
            self._rates[key] = 1 / (1 + math.exp(-self._log_odds(*key)))
        return self._rates[key]

    def _log_odds(self, name: str, form: int, problem: str) -> float:
        start, *lines = name.split("+")
        total = self._draw.level + self._effect("start", start) + self._effect("problem", (problem, start))
        total += self._effect("format", (start, form)) + self._effect("problem x format", (problem, start, form))
        useless = "+".join([start, *filter(_is_useless, lines)])
        others = [line for line in lines if not _is_useless(line)]
        recorded = self._known.get(name)
        for line in [recorded] if recorded and others else map(self._one, others):
            total += self._effect("other line", line) + self._effect("problem x other line", (problem, line))
        if not others:
            total += self._wording(useless, problem)
        elif not recorded and useless != start:
            total += self._wording(useless, problem) - self._wording(start, problem)
        term = "problem x prompt of other lines" if others else "problem x prompt"
        return total + self._effect(term, (problem, f"{recorded or name}/{form}"))

    def _wording(self, name: str, problem: str) -> float:
        name = self._known.get(name, name)
        return self._effect("wording", name) + self._effect("problem x wording", (problem, name))

    def _one(self, line: str) -> str:
        """The recorded harness with this line alone, on this start or else the article's."""
        return self._known.get(f"{self.family.start}+{line}") or self._known.get(f"start+{line}", line)

    def _effect(self, term: str, level: Level) -> float:
        """The recorded one, or a new one, always the same in one world."""
        at = self._levels.get(term, {}).get(level)
        if at is not None:
            return float(self._draw.effects[term][at])
        return random.Random(f"{self.seed} {term} {level}").gauss(0, self._draw.sds.get(term, 0.0))

    def _name(self, harness: Harness) -> str:
        """Of a harness: its start and its lines, sorted; lines that were not recorded stand for themselves."""
        name = _name(self.family.start, harness)
        return name if self.family.luck else "+".join(part for part in name.split("+") if _has_effect(part))


@cache
def _name(start: str, harness: Harness) -> str:
    lines = []
    for block, text in harness.blocks().items():
        known = {line.text: name for name, line in LINES.items() if line.block == block}
        of_start = getattr(STARTS[start], block).splitlines()
        lines += [known.get(line, line) for line in text.splitlines() if line and line not in of_start]
    return "+".join([start, *sorted(lines)])


def _normal(name: str) -> str:
    """One name for a set of lines, whatever their order."""
    start, *lines = name.split("+")
    return "+".join([start, *sorted(lines)])


def _is_useless(line: str) -> bool:
    """Of a line's name, or of a new line."""
    return line not in LINES or LINES[line].purpose == "useless"


def _has_effect(part: str) -> bool:
    return part in STARTS or not _is_useless(part)


@cache
def _format(trial: Trial) -> int:
    """Number of the prompt format of an attempt."""
    if trial.purpose not in VARIED:
        return 0
    return random.Random(f"recorded format {trial}").randint(1, len(FORMATS))
