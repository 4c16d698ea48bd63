"""Shrunk effects: nearer to the truth than the raw ones where the gate itself chose and stopped, and never an exaggeration."""

import asyncio
from random import Random
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from self_harness.evaluating import keys
from self_harness.gating import Evidence, Stage
from self_harness.harness import Harness
from self_harness.racing import gate_round
from self_harness.rehearsing import World
from self_harness.sequential import Rules
from self_harness.shrinking import shrunk, shrunk_claim

START = Harness()
counts = st.integers(0, 150)


def accepted(world: World, cures: tuple[float, float]) -> tuple[float, Evidence] | None:
    """A whole round of the gate on four edits, half of which cure such a share of their pattern's failures and half
    nothing: the true gain of what is accepted on the problems that it claims, and the evidence of its claim."""
    problems = list(world.rates)
    held_in = set(problems[: len(problems) * 3 // 5])
    failed = sorted(held_in & {key[0] for key, right in world.passed(START, keys(problems, 1)).items() if not right})
    tries = [world.propose(failed, world.rng.uniform(*cures) * (n % 2)) for n in range(4)]
    done = asyncio.run(gate_round(START, tries, problems, Rules(), 0, 1000, "", world.attempt, last=True))
    taken = [n for n, decision in enumerate(done.decisions) if decision.outcome == "accepted"]
    if not taken:
        return None
    claim = next(stage for stage in done.decisions[taken[0]].evidence if stage.stage == "claim")
    left = {problem: 1.0 for n in taken for problem in tries[n].claim}
    failing = {problem: 1 - world.rates[problem] for problem in left}
    for n in taken:
        cured, share = world.cured[tries[n].edit.text]
        left.update({problem: left[problem] * (1 - share) for problem in cured & left.keys()})
    return fmean(failing[problem] * (1 - left[problem]) for problem in left), claim


def test_what_the_gate_accepts_is_overstated_by_less_than_half_as_much() -> None:
    """Edits that cure little, much, and nearly all, of 30 and of 60 problems: how far the mean estimate is from the mean
    truth, and the single one from its own."""
    raw, corrected, errors = [], [], []
    for problems in (30, 60):
        for cures in ((0.1, 0.4), (0.3, 0.9), (0.7, 0.9)):
            rng = Random(f"{problems} {cures}")
            worlds = [
                World({f"p{n}": rng.betavariate(1.2, 0.8) for n in range(problems)}, 16, f"{problems} {cures} {n}")
                for n in range(60)
            ]
            found = [each for world in worlds if (each := accepted(world, cures))]
            assert len(found) >= 15
            gains = [(truth, claim.effect, shrunk_claim(claim) or 0.0) for truth, claim in found]
            raw.append(fmean(effect - truth for truth, effect, _ in gains))
            corrected.append(fmean(expected - truth for truth, _, expected in gains))
            errors += [(abs(effect - truth), abs(expected - truth)) for truth, effect, expected in gains]
    assert min(raw) > 0.03, "what got in looks better than it is, by several points, everywhere"
    assert fmean(map(abs, corrected)) < 0.5 * fmean(map(abs, raw))
    assert fmean(after for _, after in errors) < 0.9 * fmean(before for before, _ in errors), "and each single figure"


def test_so_is_what_the_strict_gate_accepts() -> None:
    """Sixty pairs, and whatever is ahead is taken. True gains of 0 to 10 points."""
    rng = Random(5)
    raw, corrected = [], []
    for gain in (0.0, 0.05, 0.1):
        for _ in range(1500):
            draws = [rng.random() for _ in range(60)]
            wins, losses = sum(draw < 0.2 + gain for draw in draws), sum(draw > 0.8 for draw in draws)
            if wins > losses:
                raw.append((wins - losses) / 60 - gain)
                corrected.append(shrunk(wins, losses, 60, stopped=False) - gain)
    assert abs(fmean(corrected)) < 0.5 * fmean(raw)


@given(counts, counts, counts, st.booleans())
def test_it_shrinks_towards_nothing_and_treats_gain_and_loss_alike(
    wins: int, losses: int, ties: int, stopped: bool
) -> None:
    pairs = wins + losses + ties
    found = shrunk(wins, losses, pairs, stopped)
    assert found == -shrunk(losses, wins, pairs, stopped)
    if pairs:
        effect = (wins - losses) / pairs
        assert 0 <= found * (1 if effect >= 0 else -1) <= abs(effect)
        assert abs(shrunk(wins, losses, pairs, True)) <= abs(shrunk(wins, losses, pairs, False))
        assert abs(found) < abs(effect) or not effect


def test_how_much() -> None:
    assert shrunk(5, 4, 30, stopped=False) == 0, "within its error"
    assert shrunk(0, 0, 0, stopped=True) == 0
    assert shrunk(24, 6, 60, stopped=True) == pytest.approx(0.3 * (1 - 3 * 60 * 0.4364 / 18**2), abs=1e-3)
    assert shrunk(240, 60, 600, stopped=True) > 0.97 * 0.3, "much evidence, little to shrink"


def stage(name: Stage, e_value: float) -> Evidence:
    return Evidence(
        stage=name, pairs=60, wins=24, losses=6, e_value=e_value, threshold=2.0, effect=0.3, low=0.1, high=0.5
    )


def test_only_a_claim_that_was_proven_is_shrunk() -> None:
    assert shrunk_claim(stage("claim", 2.0)) == shrunk(24, 6, 60, stopped=True)
    assert shrunk_claim(stage("claim", 1.9)) is None
    assert shrunk_claim(stage("heat", 3.0)) is None
    assert shrunk_claim(stage("safety", 3.0)) is None
