"""The simulated solver: for each bug of a problem it has a chance to slip, which depends on the system prompt."""

import math
import random
from collections.abc import Iterable, Mapping
from statistics import NormalDist
from typing import NamedTuple, Protocol

from self_harness.simulation import texts
from self_harness.simulation.cues import sentences
from self_harness.simulation.persona import Persona
from self_harness.simulation.weaknesses import Taxonomy
from self_harness.suite.kinds import Kind


class SimulatedProblem(Protocol):
    """What the simulated model knows of a problem; `bugs` maps a weakness to a wrong answer."""

    @property
    def id(self) -> str: ...
    @property
    def prompt(self) -> str: ...
    @property
    def solution(self) -> str | None: ...
    @property
    def bugs(self) -> Mapping[str, str]: ...
    @property
    def kind(self) -> Kind: ...


class _Known(NamedTuple):
    solution: str
    bugs: Mapping[str, str]
    """In the order in which slips are decided."""
    difficulty: float
    fence: str
    rescuable: bool


class _Reading(NamedTuple):
    """What a system prompt does to the solver."""

    strength: Mapping[str, float]
    undermined: frozenset[str]
    bloat: float
    in_form: bool


class Coder:
    """Knows each problem's reference and bugs. Its character is drawn from the seed."""

    def __init__(self, problems: Iterable[SimulatedProblem], seed: int, persona: Persona, taxonomy: Taxonomy) -> None:
        self.seed = seed
        self.persona = persona
        self.taxonomy = taxonomy
        self._known = {problem.id: self._learn(problem) for problem in problems}
        self.bugs = {name: known.bugs for name, known in self._known.items()}
        """Weakness -> wrong answer, for each problem's id."""
        self._rates, self._effects = self._character()
        self._readings: dict[str, _Reading] = {}
        self._slips: dict[tuple[str, str], tuple[tuple[str, float], ...]] = {}

    def solve(self, system: str, problem: str, rng: random.Random) -> str:
        """The reply to the prompt of the problem with this id."""
        known = self._known[problem]
        draws = [(name, rng.random() < chance) for name, chance in self._slip_chances(problem, system)]
        code = next((known.bugs[name] for name, slipped in draws if slipped), known.solution)
        if not self._reading(system).in_form and rng.random() < self.persona.format_loss:
            return self._bare(code) if rng.random() < self.persona.rescue else rng.choice(self.taxonomy.sayings.prose)
        if not known.fence:
            return code
        return f"{rng.choice(texts.BEFORE_CODE)}```{known.fence}\n{code}\n```{rng.choice(texts.AFTER_CODE)}"

    def pass_probability(self, problem: str, system_prompt: str) -> float:
        """The exact chance that an answer to the problem with this id is correct."""
        right = math.prod(1.0 - slip for _, slip in self._slip_chances(problem, system_prompt))
        if self._reading(system_prompt).in_form:
            return right
        rescued = self.persona.rescue if self._known[problem].rescuable else 0.0
        return right * (1.0 - self.persona.format_loss * (1.0 - rescued))

    def _character(self) -> tuple[dict[str, float], dict[str, float]]:
        """Base log-odds of a slip and effect of an instruction, for each weakness. The rates are the quantiles of one
        distribution, so that seeds differ in which weaknesses are strong rather than in how strong all are."""
        persona, count = self.persona, len(self.taxonomy.weaknesses)
        rng = random.Random(f"character {self.seed}")
        normal = NormalDist(_logit(persona.slip), persona.slip_spread)
        rates = [normal.inv_cdf((i + 0.5) / count) for i in range(count)]
        stubborn = round(persona.stubborn * count)
        effects = [rng.uniform(*(persona.stubborn_effect if i < stubborn else persona.effect)) for i in range(count)]
        rng.shuffle(rates)
        rng.shuffle(effects)
        names = self.taxonomy.by_name
        return dict(zip(names, rates, strict=True)), dict(zip(names, effects, strict=True))

    def _learn(self, problem: SimulatedProblem) -> _Known:
        rng = random.Random(f"problem {self.seed} {problem.id}")
        solution = (problem.solution or "").strip()
        names = sorted(problem.bugs)
        rng.shuffle(names)
        return _Known(
            solution=solution,
            bugs={name: problem.bugs[name].strip() for name in names},
            difficulty=rng.gauss(0.0, self.persona.difficulty_spread),
            fence=problem.kind.fence,
            rescuable=problem.kind.extract(self._bare(solution)) == solution,
        )

    def _bare(self, answer: str) -> str:
        return f"{self.taxonomy.sayings.bare}\n\n{answer}"

    def _reading(self, system: str) -> _Reading:
        if system not in self._readings:
            persona, count = self.persona, sum(1 for _ in sentences(system))
            focus = min(1.0, math.sqrt(persona.crowd / max(count, 1)))
            against = self.taxonomy.undermined(system)
            self._readings[system] = _Reading(
                strength={
                    name: strength * focus * (0.5 if name in against else 1.0)
                    for name, strength in self.taxonomy.addressed(system).items()
                },
                undermined=against,
                bloat=persona.bloat * max(0, tokens(system) - persona.bloat_tokens) / 100,
                in_form=self.taxonomy.asks_for_form(system),
            )
        return self._readings[system]

    def _slip_chances(self, problem: str, system: str) -> tuple[tuple[str, float], ...]:
        if (problem, system) not in self._slips:
            known, reading = self._known[problem], self._reading(system)
            self._slips[problem, system] = tuple(
                (
                    name,
                    _sigmoid(
                        self._rates[name]
                        + known.difficulty
                        + reading.bloat
                        + (self.persona.harm if name in reading.undermined else 0.0)
                    )
                    * (1.0 - self._effects[name] * reading.strength.get(name, 0.0)),
                )
                for name in known.bugs
            )
        return self._slips[problem, system]


def tokens(text: str) -> int:
    """Roughly: four characters a token."""
    return max(1, len(text) // 4)


def _logit(p: float) -> float:
    return math.log(p / (1.0 - p))


def _sigmoid(x: float) -> float:
    return 1.0 / (1.0 + math.exp(-x))
