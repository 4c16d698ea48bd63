"""Simulated models for the search benchmark: what they answer is drawn, and their true pass rate is known exactly.

A world says how likely an attempt passes under a harness; whoever searches sees outcomes only. Rules are lines of the
harness; what a rule does is hidden in its name. All arms share the world's analyst and engineer.
"""

import math
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from statistics import NormalDist, fmean
from typing import NamedTuple

from self_harness.attempt import Trial
from self_harness.gate.prompt_formats import formatted_prompt
from self_harness.harness import Edit, Harness

HELD_IN, HELD_OUT = 30, 20
EVALUATION = Trial("evaluation")


class Pattern(NamedTuple):
    name: str
    problems: tuple[str, ...]


class Failure(NamedTuple):
    problem: str
    cause: str


@dataclass(frozen=True)
class Family:
    """What kind of model; numbers added to log-odds are called logit."""

    name: str
    weaknesses: int = 16
    slip: float = 0.09
    """Median chance over the weaknesses to slip on a problem that invites it."""
    spread: float = 1.6
    """Its standard deviation over the weaknesses, logit."""
    fix: tuple[float, float] = (0.6, 0.9)
    """Share of a weakness's slips that its rule removes."""
    lift: tuple[float, float] = (0.0, 0.0)
    """What a good rule adds everywhere, a harmful one takes, logit."""
    harm: float = 1.2
    """What a harmful rule adds to the slips of a quarter of the weaknesses, logit."""
    ruin: float = 0.0
    """Share of the harmful rules that lose a third of all answers, right or wrong."""
    bloat: float = 0.0
    """What every rule beyond the first four takes everywhere, logit."""
    clashes: float = 0.0
    """Share of the pairs of good rules that get in each other's way: both count half and all problems lose 0.3 logit."""
    drift: float = 0.0
    """Standard deviation of the model's drift, logit; it changes over some 60 calls."""
    good: float = 0.55
    useless: float = 0.25
    mislabel: float = 0.1
    """Chance that the analyst gives a cluster the name of another weakness."""
    by_prompt_format: bool = False
    """One request is always answered alike: luck hangs on the prompt format, and each other one draws it anew."""
    noise: bool = True
    """False: an attempt passes if and only if its probability is at least 1/2."""

    def world(self, seed: int) -> "World":
        return World(self, seed)


FAMILIES = (
    Family("one weakness, one rule"),
    Family("diffuse small effects", slip=0.05, fix=(0.0, 0.15), lift=(0.05, 0.3), harm=0.3),
    Family("interacting, harmful, bloat", bloat=0.08, clashes=0.15, good=0.45, useless=0.2),
    Family("noise correlated in time", drift=0.9),
    Family("one weakness, one rule; some harm is ruinous", ruin=0.4),
    Family("luck hangs on the prompt_format", by_prompt_format=True),
)


IN = tuple(f"in{i:02}" for i in range(HELD_IN))
OUT = tuple(f"out{i:02}" for i in range(HELD_OUT))
PROBLEMS = (*IN, *OUT)


class Truth:
    """How a model of a family slips: what no search can see."""

    def __init__(self, family: Family, seed: int) -> None:
        self.family = family
        self.seed = seed
        rng = random.Random(f"world {seed}")
        names = [f"w{i:02}" for i in range(family.weaknesses)]
        normal = NormalDist(_logit(family.slip), family.spread)
        rates = [normal.inv_cdf((i + 0.5) / len(names)) for i in range(len(names))]
        rng.shuffle(rates)
        self.slip = dict(zip(names, rates, strict=True))
        """Log-odds to slip, by weakness."""
        self._fix = {name: rng.uniform(*family.fix) for name in names}
        self._clash = {frozenset((a, b)) for a in names for b in names if a < b and rng.random() < family.clashes}
        self._invites = {
            problem: {name: rng.gauss(0, 0.8) for name in rng.sample(names, rng.choice((2, 3, 4)))}
            for problem in PROBLEMS
        }
        self._hard = {problem: rng.gauss(-2.0, 1.2) if family.lift[1] else -4.0 for problem in PROBLEMS}
        """Log-odds to fail for no reason that a rule names."""
        self._rates: dict[tuple[str, ...], dict[str, float]] = {}

    def chances(self, rules: tuple[str, ...], problem: str, drift: float) -> list[tuple[str, float]]:
        """(cause, chance) for each way to fail."""
        if rules not in self._rates:
            self._rates[rules] = self._effects(rules)
        effects = self._rates[rules]
        base = effects["everywhere"] + drift
        chances = []
        for name, extra in self._invites[problem].items():
            slip = _sigmoid(self.slip[name] + extra + base + effects.get(f"harm {name}", 0.0))
            chances.append((name, slip * (1 - effects.get(name, 0.0))))
        chances.append(("other", _sigmoid(self._hard[problem] + base)))
        if effects.get("ruin"):
            chances.append(("other", effects["ruin"]))
        return chances

    def _effects(self, rules: tuple[str, ...]) -> dict[str, float]:
        family = self.family
        effects = {"everywhere": family.bloat * max(0, len(rules) - 4)}
        good = {rule.split()[1] for rule in rules if rule.startswith("rule ")}
        for name in good:
            clashing = [other for other in good if frozenset((name, other)) in self._clash]
            effects[name] = self._fix[name] * (0.5 if clashing else 1.0)
            effects["everywhere"] += 0.15 * len(clashing) - self._lift(name)
        for rule in set(rules):
            if rule.startswith("harm "):
                hit, is_ruinous = _harm(self.seed, rule, len(self.slip), family.ruin)
                for name, is_hit in zip(self.slip, hit, strict=True):
                    if is_hit:
                        effects[f"harm {name}"] = effects.get(f"harm {name}", 0.0) + family.harm
                if is_ruinous:
                    effects["ruin"] = 1 / 3
                effects["everywhere"] += self._lift(rule)
        return effects

    def _lift(self, rule: str) -> float:
        return _lift(self.seed, rule, self.family.lift)


@dataclass
class World:
    """One model and one suite of a family."""

    family: Family
    seed: int
    calls: int = 0
    _drift: float = 0.0

    def __post_init__(self) -> None:
        self._truth = Truth(self.family, self.seed)
        self.held_in, self.held_out, self.problems = IN, OUT, PROBLEMS
        self.rng = random.Random(f"play {self.seed}")

    # What a search may call.

    def attempt(self, harness: Harness, problem: str, trial: Trial = EVALUATION) -> Failure | None:
        """One call: None if it passes."""
        self._tick()
        chances = self._truth.chances(_rules(harness), problem, self._drift)
        if not self.family.noise:
            if math.prod(1 - chance for _, chance in chances) >= 0.5:
                return None
            return Failure(problem, max(chances, key=lambda each: each[1])[0])
        luck = self.rng
        if self.family.by_prompt_format:
            luck = random.Random(f"luck {self.seed} {problem} {formatted_prompt(harness, trial)}")
        for cause, chance in chances:
            if luck.random() < chance:
                return Failure(problem, cause)
        return None

    def analyse(self, failures: Iterable[Failure]) -> list[Pattern]:
        """One call: failures by cause, some under a wrong name; the greatest first, at most five."""
        self._tick()
        groups: dict[str, set[str]] = {}
        for failure in failures:
            cause = failure.cause
            if cause == "other":
                cause = self.rng.choice(list(self._truth.slip))
            groups.setdefault(cause, set()).add(failure.problem)
        named: dict[str, set[str]] = {}
        for cause, members in groups.items():
            if self.rng.random() < self.family.mislabel:
                cause = self.rng.choice([name for name in self._truth.slip if name != cause])
            named.setdefault(cause, set()).update(members)
        patterns = [Pattern(cause, tuple(sorted(members))) for cause, members in named.items()]
        return sorted(patterns, key=lambda pattern: (-len(pattern.problems), pattern.name))[:5]

    def engineer(self, harness: Harness, patterns: Sequence[Pattern], count: int) -> list[Edit]:
        """One call: rules against the patterns in turn, the good ones not in the harness yet."""
        self._tick()
        edits: list[Edit] = []
        present = set(_rules(harness))
        for i in range(count if patterns else 0):
            pattern = patterns[i % len(patterns)]
            draw = self.rng.random()
            if draw < self.family.good:
                text = f"rule {pattern.name}"
            elif draw < self.family.good + self.family.useless:
                text = f"noop {self.rng.randrange(10**6)}"
            else:
                text = f"harm {self.rng.randrange(10**6)}"
            if text not in present and text not in {edit.text for edit in edits}:
                edits.append(Edit(op="append", block="checklist", text=text, pattern=pattern.name))
        return edits

    def true_rate(self, harness: Harness) -> float:
        """Mean over all problems, drifts and prompt formats; searching arms must not call this."""
        rules = _rules(harness)
        drifts = [0.0] if not self.family.drift else [self.family.drift * z for z in (-1.28, -0.52, 0.0, 0.52, 1.28)]
        rates = []
        for problem in self.problems:
            for drift in drifts:
                right = math.prod(1 - chance for _, chance in self._truth.chances(rules, problem, drift))
                rates.append(right if self.family.noise else float(right >= 0.5))
        return fmean(rates)

    def _tick(self) -> None:
        self.calls += 1
        if self.family.drift:
            keep = math.exp(-1 / 60)
            self._drift = keep * self._drift + self.rng.gauss(0, self.family.drift * math.sqrt(1 - keep * keep))


@lru_cache(maxsize=100_000)
def _harm(seed: int, rule: str, weaknesses: int, ruin: float) -> tuple[tuple[bool, ...], bool]:
    """The weaknesses that a harmful rule makes worse, and whether it is ruinous."""
    rng = random.Random(f"{seed} {rule}")
    return tuple(rng.random() < 0.25 for _ in range(weaknesses)), rng.random() < ruin


@lru_cache(maxsize=100_000)
def _lift(seed: int, rule: str, lift: tuple[float, float]) -> float:
    return random.Random(f"{seed} lift {rule}").uniform(*lift)


def _rules(harness: Harness) -> tuple[str, ...]:
    return tuple(line for line in harness.checklist.splitlines() if line)


def _logit(p: float) -> float:
    return math.log(p / (1.0 - p))


def _sigmoid(x: float) -> float:
    return 1.0 / (1.0 + math.exp(-x))
