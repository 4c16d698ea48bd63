"""A family of models drawn from a recording of a real one: "recorded, real".

An attempt under a harness that holds recorded edits passes with a probability whose log-odds are a draw from the posterior
of the mixed model (`_mixed`): each seed is another model that agrees with the record, and how much a prompt moves a problem
is drawn too, by its likelihood. So this is a real model's pass rates with their uncertainty, not its replies. Its limits:

- Combinations that were not recorded are sums of their edits' effects in log-odds, plus the interaction of the prompt.
- Edits that were not recorded are useless lines: no effect on average, and on each problem the spread of recorded ones.
- Prompt formats that were not recorded are drawn with the spread of recorded ones.
- Repeated attempts at one prompt are independent, as they are at the solver's temperature.
- While no line is recorded, what a useless line does to a problem is an assumption, named `Luck`: that it is dealt anew
  in each prompt format, with the spread of the formats, or that it stays the same in all of them.
"""

import math
import random
from collections.abc import Iterable, Sequence
from functools import cache
from statistics import fmean
from typing import Literal

import numpy as np

from bench._mixed import Fit, draw, fits
from bench._prompts import FORMATS, LINES, system_prompt
from bench._table import read
from bench._worlds import EVALUATION, Failure, Pattern
from self_harness.attempt import Trial
from self_harness.gate.prompt_formats import formatted_prompt
from self_harness.harness import START, Edit, Harness

NAME = "recorded, real"
HELD_IN_SHARE = 0.6
RATE_FORMATS = 12
"""Prompt formats over which a true rate is a mean, word for word not among them."""
RECORDED_SHARE = 0.7
"""Of recorded lines among those that the engineer proposes, where any are recorded; the others are new and useless."""
Luck = Literal["anew", "stays"]


Fits = Sequence[tuple[Fit, float]]


@cache
def recorded_fits() -> Fits:
    """The mixed models of the committed recording, without the control's attempts, and their weights."""
    return fits([row for row in read() if row.harness != "prose"])


class RecordedWorld:
    """One model of the family; what a search may call is that of `World`."""

    def __init__(self, seed: int, luck: Luck = "anew", weighed: Fits | None = None) -> None:
        models, weights = zip(*(weighed or recorded_fits()), strict=True)
        fitted: Fit = random.Random(f"fit {seed}").choices(models, weights)[0]
        self.seed = seed
        self.luck = luck
        self.calls = 0
        self.rng = random.Random(f"recorded {seed}")
        self._made, self._sds = fitted.design, fitted.sds
        self._spread = math.hypot(*(fitted.sds[term] for term in ("problem x format", "problem x prompt")))
        """Of what a prompt format does to a problem, log-odds."""
        self._effects = draw(fitted, np.random.default_rng(seed))
        self._prompts = {_normal(name): i for i, name in enumerate(sorted(set(self._made.prompt)))}
        names = list(self._made.problems)
        random.Random(f"split {seed}").shuffle(names)
        held_in = round(HELD_IN_SHARE * len(names))
        self.held_in, self.held_out = tuple(names[:held_in]), tuple(names[held_in:])
        self.problems = (*self.held_in, *self.held_out)
        self._rates: dict[tuple[str, str, str], float] = {}

    def attempt(self, harness: Harness, problem: str, trial: Trial = EVALUATION) -> Failure | None:
        """One call: None if it passes."""
        self.calls += 1
        if self.rng.random() < self.rate(harness, problem, trial):
            return None
        return Failure(problem, "wrong")

    def analyse(self, failures: Iterable[Failure]) -> list[Pattern]:
        """One call: every failure is a wrong answer; a small model tells them no further apart."""
        self.calls += 1
        failed = sorted({failure.problem for failure in failures})
        return [Pattern("wrong answer", tuple(failed))] if failed else []

    def engineer(self, harness: Harness, patterns: Sequence[Pattern], count: int) -> list[Edit]:
        """One call: recorded lines at random, and new ones that are useless; none that the harness has."""
        self.calls += 1
        edits: list[Edit] = []
        for _ in range(count if patterns else 0):
            edit = Edit(op="append", block="checklist", text=f"Note {self.rng.randrange(10**6)}.")
            if self._made.edits and self.rng.random() < RECORDED_SHARE:
                edit = LINES[self.rng.choice(self._made.edits)].edit
            if edit.text not in harness.system_prompt and edit.text not in {each.text for each in edits}:
                edits.append(edit.model_copy(update={"pattern": patterns[0].name}))
        return edits

    def true_rate(self, harness: Harness) -> float:
        """Mean over problems and prompt formats; searching arms must not call this."""
        trials = [Trial("calibration", number=number) for number in range(RATE_FORMATS)]
        return fmean(self.rate(harness, problem, trial) for problem in self.problems for trial in trials)

    def rate(self, harness: Harness, problem: str, trial: Trial) -> float:
        """Probability that an attempt passes."""
        key = (_joined(_present(harness)), _format(trial), problem)
        if key not in self._rates:
            self._rates[key] = 1 / (1 + math.exp(-self._log_odds(*key)))
        return self._rates[key]

    def _log_odds(self, edits: str, form: str, problem: str) -> float:
        at = self._made.problems.index(problem)
        effects = self._effects
        total = float(effects["level"][0] + effects["problem"][at])
        for name in edits.split("+") if edits != "start" else ():
            if name in self._made.edits:
                edit = self._made.edits.index(name)
                total += float(effects["edit"][edit] + effects["problem x edit"][at, edit])
            elif self.luck == "stays":
                total += math.sqrt(2) * self._new(self._spread, "line", name, problem)
            else:
                total += self._new(self._sds["problem x edit"], "edit", name, problem)
        if form.isdecimal() and int(form) < effects["format"].shape[0]:
            total += float(effects["format"][int(form)] + effects["problem x format"][at, int(form)])
        else:
            total += self._new(self._sds["format"], "format", form)
            total += self._new(self._sds["problem x format"], "format", form, problem)
        prompt = f"start/{form}" if self.luck == "stays" else f"{edits}/{form}"
        if prompt in self._prompts:
            return total + float(effects["problem x prompt"][at, self._prompts[prompt]])
        return total + self._new(self._sds["problem x prompt"], "prompt", prompt, problem)

    def _new(self, spread: float, *key: str) -> float:
        """The effect of a level that was not recorded, always the same in one world."""
        return random.Random(f"{self.seed} {key}").gauss(0, spread)


def _joined(edits: Iterable[str]) -> str:
    """One name for a set of edits, whatever their order."""
    return "+".join(sorted(edits)) or "start"


def _normal(prompt: str) -> str:
    edits, _, number = prompt.partition("/")
    return f"{_joined(edits.split('+'))}/{number}"


def _present(harness: Harness) -> list[str]:
    """Names of the recorded edits in a harness; lines that were not recorded stand for themselves."""
    found = []
    for block, text in harness.blocks().items():
        known = {line.text: name for name, line in LINES.items() if line.block == block}
        if text != getattr(START, block):
            found += [known.get(line, line) for line in text.splitlines() if line and line != getattr(START, block)]
    return found


@cache
def _format(trial: Trial) -> str:
    """Number of the recorded prompt format, or the text of the start in it."""
    text = formatted_prompt(START, trial)
    known = {system_prompt(f"start/{number}"): str(number) for number in range(len(FORMATS) + 1)}
    return known.get(text, text)
