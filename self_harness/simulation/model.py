"""SimulatedModel: a seeded coder with known weaknesses that answers the Messages API in this process.

It knows what a request says and each problem's reference and bugs, nothing else. Every reply is a function of (body,
draw, seed), so concurrency and resuming change nothing; its true pass rate under any harness is computable. As a
solver it has, for each bug of a problem, a chance to slip that depends on the system prompt; analyst and engineer are
in `simulated_roles`.
"""

import hashlib
import json
import math
import random
from collections.abc import Iterable, Mapping
from statistics import NormalDist, fmean
from typing import Any, NamedTuple, Protocol

from pydantic import BaseModel, ConfigDict

from self_harness.errors import ConfigError
from self_harness.harness import Harness
from self_harness.simulation import texts
from self_harness.simulation.cues import sentences
from self_harness.simulation.roles import analyse, engineer
from self_harness.simulation.weaknesses import CODE, TEXT, taxonomy_of
from self_harness.steps.prompts import fill
from self_harness.suite.kinds import Kind

VERSION = "2"
"""Part of the identity: raise it when the same persona and seed come to answer otherwise."""


class Persona(BaseModel):
    """What kind of model is simulated.

    Shares and probabilities, except where a field says otherwise; "logit" is log-odds.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    slip: float = 0.065
    """Median over the weaknesses of the chance to slip, without any instruction, on a problem of medium difficulty."""
    slip_spread: float = 1.8
    """Standard deviation of that chance over the weaknesses, logit."""
    difficulty_spread: float = 0.6
    """Standard deviation over the problems, logit."""
    effect: tuple[float, float] = (0.7, 0.9)
    """Range of the share of slips that an instruction removes, for a weakness that instructions can fix."""
    stubborn: float = 0.2
    """Share of the weaknesses that words hardly fix."""
    stubborn_effect: tuple[float, float] = (0.1, 0.3)
    """The same range for those."""
    harm: float = 1.0
    """Added by advice that undermines a weakness, logit."""
    bloat_tokens: int = 250
    """Length of a system prompt that does no harm yet."""
    bloat: float = 0.3
    """Added for every further 100 tokens, logit."""
    crowd: int = 14
    """Number of sentences in a system prompt above which each counts less."""
    format_loss: float = 0.5
    """Reply without a code block, if the system prompt asks for none."""
    rescue: float = 0.3
    """Such a reply still holds the bare program."""
    mislabel: float = 0.1
    """The analyst takes one root cause for another, each."""
    malformed: float = 0.03
    """Reply of the analyst or engineer that is cut off or holds no JSON."""
    good: float = 0.55
    """Share of the engineer's edits that address a weakness."""
    useless: float = 0.25
    """Share of those that change nothing; the rest is harmful."""
    ill_formed: float = 0.03
    """Share of those that break a structural check."""


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


class SimulatedModel:
    """Raises ConfigError when a problem has no solution or no bugs of the taxonomy."""

    def __init__(self, problems: Iterable[SimulatedProblem], seed: int = 0, persona: Persona | None = None) -> None:
        self.seed = seed
        self.persona = persona or Persona()
        problems = tuple(problems)
        taxonomy = taxonomy_of(name for problem in problems for name in problem.bugs) or CODE
        known = taxonomy.by_name.keys()
        unusable = [p.id for p in problems if not p.solution or not p.bugs or not p.bugs.keys() <= known]
        if unusable:
            raise ConfigError(
                "The simulated model can only work on problems with solution.py and bugs/<weakness>.py of the known "
                f"weaknesses ({', '.join([*CODE.by_name, *TEXT.by_name])}); use a real model for others. "
                f"Not usable: {', '.join(unusable)}."
            )
        self.taxonomy = taxonomy
        self._known = {problem.id: self._learn(problem) for problem in problems}
        self._by_prompt = {problem.prompt.strip(): problem.id for problem in problems}
        self._rates, self._effects = self._character()
        self._readings: dict[str, _Reading] = {}
        self._slips: dict[tuple[str, str], tuple[tuple[str, float], ...]] = {}
        content = json.dumps([[p.id, p.prompt, p.solution, dict(p.bugs)] for p in problems])
        stamp = f"{VERSION}\0{seed}\0{self.persona.model_dump_json()}\0{content}"
        self.identity = f"simulated-{hashlib.sha256(stamp.encode()).hexdigest()[:12]}"
        """Names everything that a reply depends on besides the request."""

    def answer(self, body: Mapping[str, Any], draw: str) -> dict[str, Any]:
        """The Message (as JSON) that answers the body of a POST /v1/messages. `draw` is the request's Idempotency-Key.

        Raises ConfigError for a solver request about an unknown problem.
        """
        system, user = _text(body.get("system", "")), _text(body["messages"][-1]["content"])
        stamp = f"{self.seed}\0{draw}\0{system}\0{user}"
        rng = random.Random(stamp)
        if system == _ANALYST:
            bugs = {name: known.bugs for name, known in self._known.items()}
            text = analyse(user, bugs, self.persona, rng, self.taxonomy)
        elif system == _ENGINEER:
            text = engineer(user, self.persona, rng, self.taxonomy)
        else:
            text = self._solve(system, self._problem(user), rng)
        return {
            "id": f"msg_simulated_{hashlib.sha256(stamp.encode('utf-8', 'surrogatepass')).hexdigest()[:24]}",
            "type": "message",
            "role": "assistant",
            "model": "simulated",
            "content": [{"type": "text", "text": text}],
            "stop_reason": "end_turn",
            "stop_sequence": None,
            "usage": {"input_tokens": _tokens(system) + _tokens(user), "output_tokens": _tokens(text)},
        }

    def pass_probability(self, problem: SimulatedProblem, system_prompt: str) -> float:
        """The exact chance that an answer under the system prompt is correct."""
        right = math.prod(1.0 - slip for _, slip in self._slip_chances(problem.id, system_prompt))
        if self._reading(system_prompt).in_form:
            return right
        rescued = self.persona.rescue if self._known[problem.id].rescuable else 0.0
        return right * (1.0 - self.persona.format_loss * (1.0 - rescued))

    def true_pass_rate(self, problems: Iterable[SimulatedProblem], harness: Harness) -> float:
        """Mean of the pass probabilities over the problems."""
        return fmean(self.pass_probability(problem, harness.system_prompt) for problem in problems)

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

    def _problem(self, user: str) -> str:
        """Id of the problem whose prompt the user message is, or contains."""
        if user.strip() not in self._by_prompt:
            inside = [prompt for prompt in self._by_prompt if prompt in user]
            if not inside:
                raise ConfigError(
                    "The simulated model was asked about a problem that it does not know. It can only work on problems "
                    "of its suite that have solution.py and bugs/; use a real model for others."
                )
            self._by_prompt[user.strip()] = self._by_prompt[max(inside, key=len)]
        return self._by_prompt[user.strip()]

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
                bloat=persona.bloat * max(0, _tokens(system) - persona.bloat_tokens) / 100,
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

    def _solve(self, system: str, problem: str, rng: random.Random) -> str:
        known = self._known[problem]
        draws = [(name, rng.random() < chance) for name, chance in self._slip_chances(problem, system)]
        code = next((known.bugs[name] for name, slipped in draws if slipped), known.solution)
        if not self._reading(system).in_form and rng.random() < self.persona.format_loss:
            return self._bare(code) if rng.random() < self.persona.rescue else rng.choice(self.taxonomy.sayings.prose)
        if not known.fence:
            return code
        return f"{rng.choice(texts.BEFORE_CODE)}```{known.fence}\n{code}\n```{rng.choice(texts.AFTER_CODE)}"


_ANALYST, _ENGINEER = fill("analyst_system"), fill("engineer_system")


def _text(content: str | list[dict[str, Any]]) -> str:
    if isinstance(content, str):
        return content
    return "\n".join(block["text"] for block in content if block["type"] == "text")


def _tokens(text: str) -> int:
    """Roughly: four characters a token."""
    return max(1, len(text) // 4)


def _logit(p: float) -> float:
    return math.log(p / (1.0 - p))


def _sigmoid(x: float) -> float:
    return 1.0 / (1.0 + math.exp(-x))
