"""The benchmark of size measures what it says it does, and deploy/sizing.md says what it found."""

from pathlib import Path

import pytest

from bench._big_run import write
from bench._blocks import HELD_IN, HELD_OUT, run
from bench._dask import Throughput
from bench._gate_cost import gate_cost
from bench._record import recorded
from bench._sizing import SECONDS, need, table
from bench.scale import Cost, Workflow
from self_harness.config import RunConfig
from self_harness.record.log import RunFolder


def test_a_made_up_run_is_one_that_reports_can_read(tmp_path: Path) -> None:
    log = RunFolder(write(tmp_path, problems=20, attempts=100)).log()
    assert (log.totals.attempts, log.totals.calls, log.state) == (100, 100, "finished")
    assert not log.bill.unanswered.calls
    found = recorded(20, 100)
    assert (found.problems, found.attempts) == (20, 100)
    assert 5 < found.page_kb < 100


def test_rates_and_shares() -> None:
    assert Throughput("x", workers=2, answers=80, seconds=20).rate == 4
    assert Workflow(attempts=10, plain=Cost(99, 9), engine=Cost(99, 10)).share == 1 - 0.9


def test_the_table_of_sizes_is_that_of_its_arithmetic() -> None:
    text = (Path(__file__).parents[2] / "deploy" / "sizing.md").read_text("utf-8")
    assert "\n".join(table()) in text, "python -m bench scale sizing"


def test_runs_on_a_virtual_clock_take_what_the_arithmetic_says_and_end_alike_however_long_calls_take() -> None:
    config = RunConfig()
    quick, slow = (run(config, config.concurrency, seconds, "1") for seconds in (0.2, SECONDS))
    assert slow.minutes == pytest.approx(need(HELD_IN + HELD_OUT, 1, config.concurrency).minutes, rel=0.2)
    assert slow.minutes > 10 * quick.minutes
    assert slow[1:] == quick[1:]
    assert slow.best > 0


def test_the_memory_of_the_gate_grows_with_the_problems_at_most() -> None:
    small, large = gate_cost(50, attempts=48), gate_cost(2000, attempts=48)
    assert large.peak_mb < 40 * small.peak_mb
    assert 0 < small.gated < 0.1
