"""What of old runs and stores may be removed."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from self_harness.record.cleaning import old_entries, old_runs, size
from self_harness.record.ledger import Ledger
from self_harness.record.provenance import keep
from tests.report.test_runs import BETTER, FINISHED, night

NOW = datetime.now(UTC)
BEFORE = NOW - timedelta(days=30)


def aged(path: Path, days: float) -> None:
    at = (NOW - timedelta(days=days)).timestamp()
    os.utime(path, (at, at))


def finished(ledger: Ledger) -> None:
    keep(ledger, ledger.rounds()[-1].harness)
    ledger.finish(ledger.rounds()[-1].harness)


def test_old_runs_go_but_for_the_newest_and_those_with_the_provenance_of_one_that_stays(tmp_path: Path) -> None:
    nights = [
        night(tmp_path, 1, FINISHED),
        night(tmp_path, 2, FINISHED, final=BETTER),  # where night 4, which stays, has its lines from
        night(tmp_path, 3, FINISHED, model="other", begun=BETTER, final=BETTER),  # the only one with its model
        night(tmp_path, 4, FINISHED, begun=BETTER, final=BETTER),
    ]
    for ledger, days in zip(nights, (40, 40, 40, 20), strict=True):
        finished(ledger)
        aged(ledger.path / "ledger.jsonl", days)
    assert [run.path for run in old_runs(tmp_path, BEFORE)] == [nights[0].path]
    assert old_runs(tmp_path, BEFORE - timedelta(days=20)) == []


def test_of_the_stores_what_was_written_long_ago(tmp_path: Path) -> None:
    for name, days in {"replies/ab/abc.json": 40, "verdicts/cd/cde.json": 20, "results/x": 31}.items():
        file = tmp_path / ".cache" / name
        file.parent.mkdir(parents=True)
        file.write_text("12345")
        aged(file, days)
    found = sorted(str(path.relative_to(tmp_path / ".cache")) for path in old_entries(tmp_path, BEFORE))
    assert found == ["replies/ab/abc.json", "results/x"]
    assert size(tmp_path) == 15
