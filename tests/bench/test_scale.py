"""The benchmark of size measures what it says it does."""

from pathlib import Path

from bench._big_run import write
from bench._dask import Throughput
from bench.scale import Cost, Workflow, recorded
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
