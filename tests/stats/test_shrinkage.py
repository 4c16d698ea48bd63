"""BiasCorrected effects: nearer to the truth than the raw ones where the gate itself chose and stopped, and never an
exaggeration."""

import asyncio
from random import Random
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from self_harness.attempt import keys
from self_harness.forecast.power import World
from self_harness.gate.decision import Evidence, Pair, Stage
from self_harness.gate.race import Race, Rules
from self_harness.harness import Harness
from self_harness.record.lives import bias_corrected_pairs
from self_harness.stats.shrinkage import CHOSEN, STOPPED, bias_corrected
from tests.gate.race_models import run_round

START = Harness()
counts = st.integers(0, 150)


def rate(world: World, harness: Harness, problem: str) -> float:
    """What the harness truly passes there."""
    failing = 1 - world.rates[problem]
    for cured, share in map(world.cured.__getitem__, harness.checklist.splitlines()):
        failing *= 1 - share * (problem in cured)
    return 1 - failing


def proven(world: World, cures: tuple[float, float]) -> tuple[float, Evidence] | None:
    """Up to three rounds of the gate on four edits, half of which cure such a share of their pattern's failures and half
    nothing: the evidence by which something is accepted, and the mean true difference of the very pairs it is of."""
    problems = list(world.rates)
    held_in = problems[: len(problems) * 3 // 5]
    evaluated = world.passed(START, keys(problems, 1))
    failed = sorted({key.problem for key, right in evaluated.items() if not right} & set(held_in))
    race = Race(START, held_in, problems[len(held_in) :], Rules(), "seed")
    tries = [world.propose(failed, world.rng.uniform(*cures) * (n % 2)) for n in range(4)]
    truths = []
    for number in (1, 2, 3):
        race.begin(number)
        if number == 1:
            race.watch(evaluated)
        done = asyncio.run(run_round(race, tries if number == 1 else [], world.attempt))
        for pair in race.seen:
            if isinstance(pair, Pair) and pair.odds is not None:
                candidate = Harness(
                    checklist="\n".join(race.candidate_edits[index].edit.text for index in pair.candidate.present)
                )
                truths.append(
                    rate(world, candidate, pair.candidate.problem) - rate(world, START, pair.candidate.problem)
                )
        if done.harness != START and done.evidence:
            assert done.evidence.pairs == len(truths)
            return fmean(truths), done.evidence
    return None


def test_what_the_gate_accepts_is_overstated_by_less_than_half_as_much() -> None:
    """Edits that cure much, and nearly all, of 30 and of 60 problems: how far the mean estimate is from the mean truth, and
    the single one from its own, which it must not be further from by more than a little."""
    gains = []
    for problems in (30, 60):
        for cures in ((0.3, 0.9), (0.7, 0.9)):
            rng = Random(f"{problems} {cures}")
            for n in range(60):
                world = World({f"p{n}": rng.betavariate(1.2, 0.8) for n in range(problems)}, 16, f"{cures} {n}")
                if found := proven(world, cures):
                    gains.append((found[0], found[1].effect, bias_corrected_pairs(found[1]) or 0.0))
    assert len(gains) >= 80
    raw = fmean(effect - truth for truth, effect, _ in gains)
    assert raw > 0.02, "what got in looks better than it is, by several points"
    assert abs(fmean(expected - truth for truth, _, expected in gains)) < 0.5 * raw
    before, after = (fmean(abs(each[n] - each[0]) for each in gains) for n in (1, 2))
    assert after < 1.05 * before


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
                corrected.append(bias_corrected(wins, losses, 60, stopped=False) - gain)
    assert abs(fmean(corrected)) < 0.5 * fmean(raw)


@given(counts, counts, counts, st.booleans())
def test_it_shrinks_towards_nothing_and_treats_gain_and_loss_alike(
    wins: int, losses: int, ties: int, stopped: bool
) -> None:
    pairs = wins + losses + ties
    found = bias_corrected(wins, losses, pairs, stopped)
    assert found == -bias_corrected(losses, wins, pairs, stopped)
    if pairs:
        effect = (wins - losses) / pairs
        assert 0 <= found * (1 if effect >= 0 else -1) <= abs(effect)
        assert abs(bias_corrected(wins, losses, pairs, True)) <= abs(bias_corrected(wins, losses, pairs, False))
        assert abs(found) < abs(effect) or not effect


def test_how_much() -> None:
    assert bias_corrected(5, 4, 30, stopped=False) == 0, "within its error"
    assert bias_corrected(0, 0, 0, stopped=True) == 0
    for stopped, errors in ((False, CHOSEN), (True, CHOSEN + STOPPED)):
        assert bias_corrected(24, 6, 60, stopped) == pytest.approx(0.3 * (1 - errors * 60 * 0.4364 / 18**2), abs=1e-3)
    assert bias_corrected(240, 60, 600, stopped=True) > 0.97 * 0.3, "much evidence, little to shrink"


def stage(name: Stage, e_value: float) -> Evidence:
    return Evidence(
        stage=name, pairs=60, wins=24, losses=6, e_value=e_value, threshold=2.0, effect=0.3, low=0.1, high=0.5
    )


def test_only_pairs_that_proved_something_are_shrunk() -> None:
    assert bias_corrected_pairs(stage("pairs", 2.0)) == bias_corrected(24, 6, 60, stopped=False)
    assert bias_corrected_pairs(stage("pairs", 1.9)) is None
    assert bias_corrected_pairs(stage("safety", 3.0)) is None
