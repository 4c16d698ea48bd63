"""Confirmation: is a set of edits better than the incumbent?

The *candidate* is the incumbent with all promising edits. Pairs of one attempt under each, both fresh, at the same problem and in
the same prompt format are what an e-process bets on (`proof`). The bets are fair at any problem, so problems are chosen where
the difference should be largest. When the threshold is reached, the edits that are likely to have caused it are proven.
"""

from collections.abc import Mapping, Sequence

from self_harness.attempt import AttemptKey
from self_harness.gate.race import BLOCK, PairRequest, Race, fitting

CANDIDATE_PROBABILITY = 0.65
"""Probability of a gain from which an edit is part of the candidate."""
PAIR_PROBABILITY = 0.7
"""Probability of a gain of the candidate from which it is paired with the incumbent."""
ACCEPT_PROBABILITY_EDIT = 0.75
"""Probability of a gain from which an edit of a proven candidate is accepted. The others, which may just have been there, stay
in the race."""
ACCEPT_PROBABILITY_SET = 0.9
"""Probability of a gain from which all these edits together are accepted."""
TARGETED_SHARE = 0.9
"""Share of the pairs at problems where a difference is expected. The others are at any problem."""


def candidate(race: Race, chances: Mapping[int, float]) -> tuple[int, ...]:
    """The promising edits that fit into the prompt together."""
    return fitting(race, [index for index, chance in chances.items() if chance > CANDIDATE_PROBABILITY], chances)


def is_promising(race: Race, edits: Sequence[int]) -> bool:
    """Whether the candidate with these edits is worth pairs."""
    return bool(edits) and race.estimate(edits).chance > PAIR_PROBABILITY


def pairs(race: Race, edits: Sequence[int], others: bool) -> list[PairRequest]:
    """The next pairs of the candidate: half of a block's attempts, or all where no other edit is in the race."""
    old = race.effects.rates(race.deployed, drift=True)
    new = race.effects.rates([*race.deployed, *edits], drift=True)
    better = [max(float(difference), 0.0) for difference in new - old]
    weights = [gain**2 / (float(a * (1 - a)) + 0.01) + 1e-9 for gain, a in zip(better, (old + new) / 2, strict=True)]
    found = []
    for _ in range(BLOCK // (4 if others else 2)):
        targeted = race.rng.random() < TARGETED_SHARE
        number = race.rng.choices(range(len(weights)), weights)[0] if targeted else race.rng.randrange(len(weights))
        win, loss = float(new[number] * (1 - old[number])), float(old[number] * (1 - new[number]))
        key = AttemptKey(race.problems[number], race.trial("pair", 2))
        found.append(PairRequest(race.request(key, ()), race.request(key, edits), max(win / (win + loss), 0.5)))
    return found


def proven(race: Race) -> tuple[int, ...]:
    """The edits of the candidate that are proven: none before the threshold is reached and a gain over all problems is
    likely."""
    if not race.proof.reached:
        return ()
    chances = race.chances([index for index in race.candidate if race.candidate_edits[index].state == "racing"])
    likely = tuple(index for index, chance in chances.items() if chance > ACCEPT_PROBABILITY_EDIT)
    return likely if likely and race.estimate(likely).chance > ACCEPT_PROBABILITY_SET else ()
