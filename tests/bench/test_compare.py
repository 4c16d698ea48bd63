"""The benchmark of `compare` knows the truth, and the fixed test that it compares with."""

import pytest

from bench.compare import KINDS, Job, World, _measure, mcnemar_power


@pytest.mark.parametrize("kind", KINDS)
def test_the_effect_of_a_world_is_exact(kind: str) -> None:
    assert World(kind, 0.0, 1).effect == pytest.approx(0, abs=1e-9)
    assert World(kind, 0.1, 1).effect == pytest.approx(0.1, abs=1e-6)


def test_the_power_of_the_fixed_test() -> None:
    """Five discordant pairs, all won: 1/32 is the only way to reject."""
    assert mcnemar_power(5, 1.0 - 1e-12, 0.5) == pytest.approx(1 / 32)
    assert mcnemar_power(5, 1.0 - 1e-12, 0.9) == pytest.approx(0.9**5)
    assert mcnemar_power(300, 0.36, 0.5) <= 0.05
    assert mcnemar_power(300, 0.36, 0.64) == pytest.approx(0.88, abs=0.03)


def test_compare_finds_what_is_there() -> None:
    found = _measure(Job("graded", 0.2, 200, 20))
    assert found.better >= 0.9
    assert found.pairs < 100
    assert _measure(Job("graded", -0.05, 200, 20)).not_better >= 0.9
