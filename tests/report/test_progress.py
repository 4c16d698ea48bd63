"""What a run says while it works."""

import io
from datetime import UTC, datetime

from self_harness.cli.console import Console
from self_harness.record.events import ApprovalAsked
from self_harness.report.progress import Display


def test_a_run_that_waits_for_a_person_says_until_when_and_how_to_answer() -> None:
    console = Console(file=io.StringIO(), width=40)
    Display(console)(ApprovalAsked(until=datetime(2026, 11, 27, 4, tzinfo=UTC), command="self-harness approve run-7"))
    assert isinstance(console.file, io.StringIO)
    assert console.file.getvalue() == (
        "Waiting for a person until 2026-11-27 04:00 UTC: `self-harness approve run-7`, or Prefect's UI. "
        "No answer is a no.\n"
    )
