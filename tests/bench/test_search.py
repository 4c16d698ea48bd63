"""The searches that `bench search` compares, on one *simulated* model and with small budgets."""

import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import fmean

import pytest
from typer.testing import CliRunner

from bench import _search_tables, search
from bench._arms import FIRST_PROPOSALS, PROPOSALS, Search
from bench._gepa import gepa
from bench._product import product
from bench._worlds import EVALUATION, FAMILIES, Failure, Pattern, World
from bench.search import ARMS, FAIR, PRODUCT
from self_harness.attempt import Trial
from self_harness.harness import START, Edit, Harness

CALLS = 240
ROUND_OF_ALL = 160
"""More than an arm overdraws: the rest of an evaluation on all problems, or of a candidate's."""


@pytest.mark.parametrize("arm", ARMS)
def test_each_arm_spends_its_calls_and_says_what_it_stands_by(arm: str) -> None:
    world = World(FAMILIES[0], 5000)
    found: Search = ARMS[arm](world, CALLS)
    assert CALLS <= world.calls <= CALLS + 6 * ROUND_OF_ALL
    assert found.at(0).harness == START
    assert [step.calls for step in found.steps] == sorted(step.calls for step in found.steps)
    assert 0 <= found.at(CALLS).reported <= 1


def test_the_product_stays_within_its_calls_and_hands_over_two_harnesses() -> None:
    gains, proven = list[float](), 0
    for seed in range(5000, 5008):
        world = World(FAMILIES[0], seed)
        found = product(world, CALLS)
        assert CALLS - 4 <= world.calls <= CALLS
        assert found.best.low < found.best.rate < found.best.high
        gains.append(world.true_rate(found.best.harness) - world.true_rate(START))
        proven += found.proven != START
    assert fmean(gains) > 0.05
    assert proven <= 2, "so few calls prove hardly anything"


class Watched(World):
    """Notes what the analyst and the engineer are asked for."""

    def __init__(self, seed: int) -> None:
        super().__init__(FAMILIES[0], seed)
        self.asked: list[int] = []
        self.patterns: list[int] = []
        self.failures: list[int] = []
        self.attempts = 0

    def attempt(self, harness: Harness, problem: str, trial: Trial = EVALUATION) -> Failure | None:
        self.attempts += 1
        return super().attempt(harness, problem, trial)

    def analyse(self, failures: Iterable[Failure]) -> list[Pattern]:
        failures = list(failures)
        found = super().analyse(failures)
        self.failures.append(len(failures))
        self.patterns.append(len(found))
        return found

    def engineer(self, harness: Harness, patterns: Sequence[Pattern], count: int) -> list[Edit]:
        self.asked.append(count)
        return super().engineer(harness, patterns, count)


def test_fair_gepa_proposes_as_many_edits_as_the_product() -> None:
    world = Watched(5000)
    gepa(world, 600)
    assert world.asked[0] == FIRST_PROPOSALS
    assert set(world.asked[1:]) == {PROPOSALS}
    assert max(world.failures) <= 8, "a minibatch"
    assert max(world.patterns) > 1, "all patterns of the minibatch, not one"
    assert world.calls == world.attempts + len(world.asked), "a reflection is one call"


def test_the_unfair_gepa_is_kept_to_one_edit() -> None:
    world = Watched(5000)
    gepa(world, 400, minibatch=3, single=True)
    assert set(world.asked) == {1}
    assert max(world.failures) <= 3


def test_the_table_says_what_was_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (search, _search_tables):
        monkeypatch.setattr(module, "BUDGETS", (120, CALLS))
    arms = [*list(FAIR)[:1], "best of N", PRODUCT]
    rows = [row for arm in arms for row in search._measure((arm, 0, "as it is", 5000))]
    assert [row.arm for row in rows] == ["GEPA", "best of N", "best", "proven"]
    bar, best, proven = (rows[number].rates[1] for number in (0, 2, 3))
    shown = f"bar after {CALLS} calls: GEPA, {bar:.3f}; best {best - bar:+.3f}, proven {proven - bar:+.3f}"
    assert shown in list(_search_tables.goals(rows, list(FAIR)))
    assert f"best over GEPA: {rows[2].rates[0] - rows[0].rates[0]:.3f} (0.000)" in "\n".join(
        _search_tables.summary(rows)
    )
    assert any(line.startswith("| best of N | ") for line in _search_tables.by_family(rows))


def test_a_null_run_is_reported() -> None:
    rows = search._measure((PRODUCT, 0, "all edits do nothing", 8000))
    line, _ = _search_tables.null_runs(rows)
    assert line.endswith(f"{int(rows[1].proven[0])} of 1 runs proved something")
    assert rows[0].rates[0] <= rows[0].start + 1e-9


def test_a_run_that_was_broken_off_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = ["search", "--seeds", "1", "--arms", "best of N", "--variants", "as it is", "--workers", "1", "--out"]
    monkeypatch.setattr(search, "find_spec", lambda name: None)  # draws nothing
    monkeypatch.setattr(search, "FAMILIES", FAMILIES)  # without the one that takes a sampler's time
    monkeypatch.setattr(search, "recorded_posterior", lambda: None)
    run = CliRunner().invoke(search.app, [*asked[1:], str(tmp_path)])
    rows = (tmp_path / "search.csv").read_text().splitlines()
    assert len(rows) == len(FAMILIES), run.output
    (tmp_path / "search.csv").write_text("\n".join(rows[:-1]) + "\n")
    made: list[object] = []
    monkeypatch.setattr(search, "_append", lambda path, found: made.extend(found))
    again = CliRunner().invoke(search.app, [*asked[1:], str(tmp_path)])
    assert len(made) == 1, "the one that was missing"
    assert again.output.splitlines()[1:] == run.output.splitlines()[1:]


def test_a_bare_machine_can_run_the_benchmarks() -> None:
    unwanted = "{'prefect', 'docker', 'anthropic', 'gepa', 'matplotlib'}"
    code = f"import sys, bench.search, bench.gate; print(*{unwanted} & {{*sys.modules}})"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "\n"
