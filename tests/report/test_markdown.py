"""summary.md of a small run made by hand, read the way a Markdown viewer does."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt

from self_harness.config import SIMULATED, RunConfig
from self_harness.gate.decision import EditRecord, GateDecision, Outcome
from self_harness.harness import START, Edit, Harness, apply
from self_harness.record.events import (
    CallMade,
    ComparedWithResampling,
    Event,
    Finished,
    MeasuredOnTestSplit,
    Opened,
    Ready,
    Stopped,
)
from self_harness.record.ledger import Ledger
from self_harness.record.log import RunFolder
from self_harness.record.records import Comparison, Resampled, RoundRecord, Score, Standing, Start
from self_harness.release.test_split import supports
from self_harness.report.markdown import EASY_ADVICE, outcome_line, summary, write_summary
from self_harness.steps.mine import Pattern
from self_harness.steps.propose import Dropped
from self_harness.suite.problem import Split
from tests.trials import at

GOOD = Edit(op="append", block="checklist", text="Check empty inputs.", pattern="empty input", rationale="They fail.")
BAD = Edit(op="replace", block="strategy", text="Be quick.")
AFTER = apply(START, GOOD)


def decision(outcome: Outcome, reason: str, d_in: int, d_out: int, evaluated: int = 20) -> GateDecision:
    return GateDecision(outcome=outcome, reason=reason, d_in=d_in, d_out=d_out, evaluated=evaluated, total=20)


def standing(harness: Harness, held_in: int, held_out: int, true_rate: float | None = None) -> Standing:
    return Standing(
        harness=harness.fingerprint,
        held_in=Score(passed=held_in, total=12),
        held_out=Score(passed=held_out, total=8),
        true_rate=true_rate,
    )


BEFORE_RATE, AFTER_RATE = 0.4567, 0.6789
EDITS = (
    EditRecord(edit=GOOD, decision=decision("accepted", "held-in +2, held-out +1", 2, 1), outcome="accepted"),
    EditRecord(edit=BAD, decision=decision("rejected", "no split can improve", -1, 0, 7), outcome="rejected"),
    EditRecord(edit=BAD, decision=decision("rejected", "held-out gets worse by at least 3", 4, -3), outcome="rejected"),
    EditRecord(edit=BAD, decision=decision("accepted", "held-in +1, held-out +0", 1, 0), outcome="dropped_by_merge"),
)


def round_one(simulated: bool, **changes: Any) -> RoundRecord:
    record = RoundRecord(
        round=1,
        before=standing(START, 6, 4, BEFORE_RATE if simulated else None),
        after=standing(AFTER, 8, 5, AFTER_RATE if simulated else None),
        harness=AFTER,
        patterns=(Pattern(name="empty input", problems=("a", "b"), description="The first element is taken."),),
        mined_by="model",
        edits=EDITS,
        dropped=(Dropped(proposal={"text": "Too much."}, reason="it changes nothing"),),
        merge="one edit was applied",
    )
    return record.model_copy(update=changes)


@pytest.fixture
def ledger(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Ledger]:
    model: str = getattr(request, "param", SIMULATED)
    made = Ledger.create(
        tmp_path,
        Start(
            run_id="run-7",
            started=datetime(2026, 11, 22, tzinfo=UTC),
            config=RunConfig(model=model, trials=2, seed=5),
            suite="mine",
            suite_digest="d",
            split=Split(held_in=tuple("abcdef"), held_out=tuple("ghij"), test_split=("k",)),
            harness=START,
        ),
    )
    yield made
    made.close()


def fill(ledger: Ledger, record: RoundRecord) -> None:
    ledger.append(Ready(sandbox="docker", simulated=True))
    for _ in range(3):
        ledger.append(CallMade(role="solver", key="k", model="m", input_tokens=1_000, output_tokens=200, cost=0.002))
    ledger.add_round(RoundRecord(round=0, before=record.before, after=record.before, harness=START))
    ledger.add_round(record)


def table(text: str, nth: int = 1) -> list[list[str]]:
    """The cells of one of the two tables, as a viewer of Markdown sees them."""
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    starts = [index for index, token in enumerate(tokens) if token.type == "table_open"]
    assert len(starts) == 2
    ends = [index for index, token in enumerate(tokens) if token.type == "table_close"]
    rows: list[list[str]] = []
    for before, token in pairwise(tokens[starts[nth] : ends[nth]]):
        if token.type == "tr_open":
            rows.append([])
        elif before.type in ("th_open", "td_open"):
            rows[-1].append(token.content)
    return rows


def headings(text: str) -> list[str]:
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    return [token.content for before, token in pairwise(tokens) if before.type == "heading_open"]


HEADINGS = [
    "Run run-7", "The harness now", "Where each line comes from", "What changed since the start", "Pass rates", "Round 1",
]  # fmt: skip


def test_pass_rates(ledger: Ledger) -> None:
    fill(ledger, round_one(simulated=True))
    assert table(summary(ledger)) == [
        ["round", "held-in", "held-out", "true rate (simulated)", "edits accepted", "harness"],
        ["0", "50.0% (6/12)", "50.0% (4/8)", "45.7%", "(start)", f"`{START.fingerprint}`"],
        ["1", "66.7% (8/12)", "62.5% (5/8)", "67.9%", "1 of 4", f"`{AFTER.fingerprint}`"],
    ]


def test_every_edit_with_what_became_of_it_and_why(ledger: Ledger) -> None:
    fill(ledger, round_one(simulated=True))
    text = summary(ledger)
    for line in (
        "- **accepted (held-in +2, held-out +1)**",
        "  - append `checklist`: Check empty inputs.",
        "  - against: empty input. They fail.",
        "- **rejected after 7 of 20 attempts: no split can improve**",
        "- **rejected (held-in +4, held-out -3): held-out gets worse by at least 3**",
        "- **dropped by merge (held-in +1, held-out +0)**",
        "  - replace `strategy`: Be quick.",
        "- Too much.: it changes nothing",
        "- empty input (2): The first element is taken.",
        "Failure patterns (by the model):",
        "Merge: one edit was applied.",
    ):
        assert line in text.splitlines()
    assert headings(text) == HEADINGS


def test_spending_suite_and_settings(ledger: Ledger) -> None:
    fill(ledger, round_one(simulated=True))
    text = summary(ledger)
    assert "- spent: 3 model calls, 3,000 tokens in, 600 out, $0.0060, " in text
    assert (
        "- suite: mine, 6 problems held in, 4 held out, 1 in the test split; 2 trial(s) each, seed 5"
        in text.splitlines()
    )
    assert "- sandbox: docker" in text.splitlines()
    assert "- gate: sequential" in text.splitlines()


@pytest.mark.parametrize(
    ("ledger", "simulated"), [(SIMULATED, True), ("claude-haiku-4-5-20251001", False)], indirect=["ledger"]
)
def test_says_simulated_exactly_when_it_is(ledger: Ledger, simulated: bool) -> None:
    assert ("simulated" in summary(ledger).casefold()) == simulated, "from the first moment on"
    fill(ledger, round_one(simulated))
    text = summary(ledger)
    assert ("simulated" in text.casefold()) == simulated
    assert ("**Simulated**" in text) == simulated
    assert len(table(text)[0]) == len(table(text)[2]) == (6 if simulated else 5)


STOPPED = Stopped(path="runs/run-7", reason="Out of\ncredit.")


@pytest.mark.parametrize(
    ("events", "state"),
    [
        ([], "under way"),
        ([STOPPED],
         "stopped: Out of credit."),
        ([STOPPED, Opened()], "under way"),
        ([STOPPED, Opened(), Finished(reason="3 rounds were done", harness="h")],
         "finished, 3 rounds were done"),
    ],
)  # fmt: skip
def test_state(ledger: Ledger, events: list[Event], state: str) -> None:
    for event in events:
        ledger.append(event)
    assert f"- state: {state}" in summary(ledger).splitlines()


def test_the_test_split(ledger: Ledger) -> None:
    fill(ledger, round_one(simulated=True))
    assert "Test split" not in summary(ledger)
    before = {at("k", trial): trial == 0 for trial in range(4)}
    ledger.append(MeasuredOnTestSplit(result=supports(before, {key: key.trial.number > 0 for key in before})))
    line = next(line for line in summary(ledger).splitlines() if line.startswith("Test split "))
    assert line.startswith("Test split 25.0% (1/4) -> 75.0% (3/4), gain +50.0% [")
    assert line.endswith("problems that pass more often: 1, less often: 0. Nothing was chosen by these problems.")


def test_comparison_with_resampling(ledger: Ledger) -> None:
    fill(ledger, round_one(simulated=True))
    before = {at("k"): False, at("k", 1): True}
    found = Comparison(
        simulated=True, search_calls=90, test_split=supports(before, dict.fromkeys(before, True)),
        resampled=Resampled(harness=AFTER, observed=Score(passed=9, total=20), tried=5, calls=88),
    )  # fmt: skip
    ledger.append(ComparedWithResampling(result=found))
    assert str(found) in summary(ledger).split("\n\n")


def test_advice_when_everything_passes(ledger: Ledger) -> None:
    fill(ledger, round_one(simulated=True))
    assert EASY_ADVICE not in summary(ledger)
    ledger.add_round(round_one(simulated=True, round=2, after=standing(AFTER, 12, 5, AFTER_RATE)))
    assert EASY_ADVICE in summary(ledger)


def test_harness_and_diff(ledger: Ledger) -> None:
    fill(ledger, round_one(simulated=True))
    tokens = MarkdownIt("commonmark").parse(summary(ledger))
    blocks = [(token.info, token.content) for token in tokens if token.type == "fence"]
    assert blocks == [("text", AFTER.render() + "\n"), ("diff", "[checklist]\n+Check empty inputs.\n")]


def test_nothing_changed_no_diff(ledger: Ledger) -> None:
    fill(ledger, round_one(simulated=True, harness=START))
    assert "What changed" not in summary(ledger)


HOSTILE = "a | b\n\n# Heading\n| c | d |\n|---|---|\n- item\n```\n<!-- <script>\n</details>"


def test_what_a_model_wrote_breaks_nothing(ledger: Ledger) -> None:
    edit = Edit(op="append", block="checklist", text=HOSTILE, pattern=HOSTILE, rationale=HOSTILE)
    tried = EditRecord(edit=edit, decision=decision("accepted", "held-in +2, held-out +1", 2, 1), outcome="accepted")
    record = round_one(
        simulated=True,
        harness=apply(START, edit),
        patterns=(Pattern(name=HOSTILE[:80], problems=("a",), description=HOSTILE),),
        edits=(tried, tried),
        dropped=(Dropped(proposal={"text": HOSTILE}, reason=HOSTILE), Dropped(proposal={"op": HOSTILE}, reason="x")),
    )
    fill(ledger, record)
    text = summary(ledger)
    assert headings(text) == HEADINGS
    assert len(table(text)) == 3
    assert {len(row) for row in table(text, 0)} == {9}, "no text of a model makes cells of its own"
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    assert [token.info for token in tokens if token.type == "fence"] == ["text", "diff"]
    inline = [child.type for token in tokens if token.type == "inline" for child in token.children or ()]
    assert "html_inline" not in inline
    assert not [token for token in tokens if token.type == "html_block"]
    assert HOSTILE.splitlines()[-1] in next(token.content for token in tokens if token.info == "text")


def test_fallback_and_nothing_to_address(ledger: Ledger) -> None:
    fill(ledger, round_one(simulated=True, mined_by="signatures"))
    assert "Failure patterns (by signature, the model's reply could not be used):" in summary(ledger)
    ledger.add_round(round_one(simulated=True, patterns=(), edits=(), dropped=(), merge=""))
    text = summary(ledger)
    assert "No pattern that an instruction could address." in text
    assert "Edits:" not in text
    assert "never reached" not in text


def test_outcome_line_of_an_accepted_edit_needs_no_reason() -> None:
    assert outcome_line(EDITS[0]) == "accepted (held-in +2, held-out +1)"
    superseded = EDITS[0].model_copy(update={"outcome": "superseded"})
    assert outcome_line(superseded).startswith("superseded (held-in +2, held-out +1)")


def test_summary_is_written_into_the_folder(ledger: Ledger) -> None:
    fill(ledger, round_one(simulated=True))
    write_summary(ledger)
    written = (ledger.path / "summary.md").read_text()
    assert written == summary(RunFolder(ledger.path))
