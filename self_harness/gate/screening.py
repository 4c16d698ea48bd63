"""Screening: which edits are worth testing further?

Each screening attempt includes a random subset of the edits, so every attempt is informative about several of them (a factorial
design). An edit is included the more often, the likelier it helps. Screening only chooses; it proves nothing.
"""

import random
from collections.abc import Mapping

from self_harness.attempt import AttemptKey
from self_harness.gate.race import BLOCK, AttemptRequest, Race, fitting

MIN_INCLUSION, MAX_INCLUSION = 0.15, 0.85
"""Bounds of the share of attempts that an edit takes part in. Between them the share is its probability of a gain."""
UNIFORM_SHARE = 0.3
"""Share of the attempts at problems drawn evenly from all. The others are where edits are undecided."""
DROP_PROBABILITY = 0.1
"""An edit whose probability of a gain is lower is dropped."""
MIN_ON_TARGET = 3
"""Attempts at its target problems that an edit has at least, before it is dropped."""


def explore(race: Race) -> list[AttemptRequest]:
    """Attempts under the incumbent alone, where there is no edit: they find new failures to learn from."""
    return [_attempt(race, race.rng.choice(race.held_in), ()) for _ in range(BLOCK)]


def attempts(race: Race, chances: Mapping[int, float], count: int) -> list[AttemptRequest]:
    """The next screening attempts. chances: of a gain, of the edits that take part."""
    weights = problem_weights(race, chances)
    found = []
    for _ in range(count):
        edits = included(race.rng, chances)
        anywhere = race.rng.random() < UNIFORM_SHARE
        problem = race.rng.choice(race.problems) if anywhere else race.rng.choices(race.problems, weights)[0]
        found.append(_attempt(race, problem, fitting(race, edits, chances)))
    return found


def included(rng: random.Random, chances: Mapping[int, float]) -> list[int]:
    """A random subset of the edits."""
    return [index for index, chance in chances.items() if rng.random() < min(max(chance, MIN_INCLUSION), MAX_INCLUSION)]


def problem_weights(race: Race, chances: Mapping[int, float]) -> list[float]:
    """How much is to be learned at each problem: the doubt about the edits that target it."""
    weights = [1e-9] * len(race.problems)
    for index, chance in chances.items():
        targets = race.candidate_edits[index].target_problems
        for problem in targets:
            weights[race.number_of[problem]] += chance * (1 - chance) / len(targets)
    return weights


def hopeless(race: Race) -> list[int]:
    """The edits to drop."""
    tried = [index for index in race.racing if race.candidate_edits[index].on_target >= MIN_ON_TARGET]
    return [index for index, chance in race.chances(tried).items() if chance < DROP_PROBABILITY]


def _attempt(race: Race, problem: str, edits: tuple[int, ...]) -> AttemptRequest:
    return race.request(AttemptKey(problem, race.trial("screening")), edits)
