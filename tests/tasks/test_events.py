"""Which events of a run are news for people, and the messages."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from self_harness.record.events import ApprovalAsked, ChampionDecided, DriftChecked, Event, Finished, Stopped
from self_harness.record.log import RunFolder
from self_harness.report.verdict import verdict
from tasks.events import News, news_of, sentence
from tests.tasks.test_artifacts import begin

DRIFT = DriftChecked(changed=True, text="the model changed", problems=9, before=0.5, after=0.1, p_value=0.001)
ASKED = ApprovalAsked(until=datetime(2026, 11, 27, 4, tzinfo=UTC), command="self-harness approve r")


@pytest.mark.parametrize(
    ("event", "news", "says"),
    [
        (ChampionDecided(promoted=True, reason="r", entry=1, hash="h"), "promoted", "{verdict}"),
        (ChampionDecided(promoted=False, reason="r", entry=1, hash="h"), "refused", "{verdict}"),
        (DRIFT, "drift", "Drift: the model changed"),
        (DRIFT.model_copy(update={"changed": False}), None, ""),
        (Stopped(path="r", reason="x", cause="cap"), "cap-reached", "{verdict}"),
        (Stopped(path="r", reason="x", cause="credit"), "out-of-credit", "{verdict}"),
        (Stopped(path="r", reason="x"), None, ""),
        (Finished(reason="all pass", harness="h", nothing_to_learn=True), "nothing-to-learn",
         "Nothing to learn (all pass). {verdict}"),
        (Finished(reason="12 rounds were done", harness="h"), None, ""),
        (ASKED, "approval-awaited",
         "{verdict} Waits for approval until 2026-11-27 04:00 UTC: self-harness approve r"),
    ],
)  # fmt: skip
def test_news(tmp_path: Path, event: Event, news: News | None, says: str) -> None:
    assert news_of(event) == news
    if news:
        ledger = begin(tmp_path)
        run = RunFolder(ledger.path)
        assert sentence(run, event) == says.format(verdict=verdict(run, run.log()))
