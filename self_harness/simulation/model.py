"""SimulatedModel: a seeded coder with known weaknesses that answers the Messages API in this process.

It knows what a request says and each problem's reference and bugs, nothing else. Every reply is a function of (body,
draw, seed), so concurrency and resuming change nothing; its true pass rate under any harness is computable. As a
solver it has, for each bug of a problem, a chance to slip that depends on the system prompt (coder.py). Analyst and
engineer are in roles.py.
"""

import hashlib
import json
import random
from collections.abc import Iterable, Mapping
from statistics import fmean
from typing import Any

from self_harness.errors import ConfigError
from self_harness.harness import Harness
from self_harness.simulation.coder import Coder, SimulatedProblem, tokens
from self_harness.simulation.persona import Persona
from self_harness.simulation.roles import analyse, engineer
from self_harness.simulation.weaknesses import CODE, TEXT, taxonomy_of
from self_harness.steps.prompts import fill

VERSION = "2"
"""Part of the identity: raise it when the same persona and seed come to answer otherwise."""


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
        self._coder = Coder(problems, seed, self.persona, taxonomy)
        self._by_prompt = {problem.prompt.strip(): problem.id for problem in problems}
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
            text = analyse(user, self._coder.bugs, self.persona, rng, self.taxonomy)
        elif system == _ENGINEER:
            text = engineer(user, self.persona, rng, self.taxonomy)
        else:
            text = self._coder.solve(system, self._problem(user), rng)
        return {
            "id": f"msg_simulated_{hashlib.sha256(stamp.encode('utf-8', 'surrogatepass')).hexdigest()[:24]}",
            "type": "message",
            "role": "assistant",
            "model": "simulated",
            "content": [{"type": "text", "text": text}],
            "stop_reason": "end_turn",
            "stop_sequence": None,
            "usage": {"input_tokens": tokens(system) + tokens(user), "output_tokens": tokens(text)},
        }

    def pass_probability(self, problem: SimulatedProblem, system_prompt: str) -> float:
        """The exact chance that an answer under the system prompt is correct."""
        return self._coder.pass_probability(problem.id, system_prompt)

    def true_pass_rate(self, problems: Iterable[SimulatedProblem], harness: Harness) -> float:
        """Mean of the pass probabilities over the problems."""
        return fmean(self.pass_probability(problem, harness.system_prompt) for problem in problems)

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


_ANALYST, _ENGINEER = fill("analyst_system"), fill("engineer_system")


def _text(content: str | list[dict[str, Any]]) -> str:
    if isinstance(content, str):
        return content
    return "\n".join(block["text"] for block in content if block["type"] == "text")
