"""report.html, read the way a browser does: what it says, that nothing in it can be turned against its reader, and that
it stands for runs in every state."""

import base64
import hashlib
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from self_harness.attempt import Status
from self_harness.cli.main import app
from self_harness.config import SIMULATED, RunConfig
from self_harness.gate.decision import EditRecord, Estimate, Evidence, GateDecision, Outcome
from self_harness.harness import START, Edit, Harness, apply
from self_harness.model.types import Role
from self_harness.record.events import AttemptMade, CallMade, Finished, Notice, Opened, PhaseBegun, Ready, Stopped
from self_harness.record.ledger import Ledger
from self_harness.record.lines import history
from self_harness.record.lives import lives
from self_harness.record.log import RunFolder
from self_harness.record.records import RoundRecord, Score, Standing, Start
from self_harness.report.html import html
from self_harness.report.markdown import outcome_line, write_summary
from self_harness.steps.mine import Pattern
from self_harness.steps.propose import Dropped
from self_harness.suite.problem import Split
from tests.html_tree import Element, Page
from tests.trials import nth


def page(run: RunFolder) -> Page:
    """The report, after the checks that hold for each."""
    text = html(run)
    read = Page(text)
    elements = read.root.all()
    ids = [element.attributes["id"] for element in elements if "id" in element.attributes]
    assert len(ids) == len(set(ids))
    for element in elements:
        assert not [name for name in element.attributes if name.startswith("on") or name in ("src", "action")]
        assert element.tag not in ("img", "iframe", "object", "embed", "link", "base", "form", "input")
        if "href" in element.attributes:
            assert element.attributes["href"].removeprefix("#") in ids
    script = read.root.one("script")
    (code,) = script.children
    assert isinstance(code, str)
    allowed = base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()
    policy = read.root.one("meta", http_equiv="Content-Security-Policy").attributes["content"]
    assert "default-src 'none'" in policy
    assert f"script-src 'sha256-{allowed}';" in policy
    assert not re.search(r"https?:", read.root.one("style").text + code), "nothing is fetched"
    return read


GOOD = Edit(
    op="append", block="checklist", text="Check empty inputs.\nCheck ties.", pattern="empty input",
    rationale="They fail.", expected_effect="They pass.", risk="Longer answers.",
)  # fmt: skip
BAD = Edit(op="replace", block="strategy", text="Be quick.", pattern="slow")
LATER = Edit(op="replace", block="checklist", text="Check everything.", pattern="all of it")
AFTER = apply(START, GOOD)
IN, OUT, TEST_SPLIT = ("a", "b", "c", "d"), ("e", "f"), ("s",)


def decision(outcome: Outcome, evaluated: int = 12, **more: Any) -> GateDecision:
    return GateDecision(outcome=outcome, reason="why", d_in=2, d_out=-1, evaluated=evaluated, total=12, **more)


def standing(harness: Harness, held_in: int, true_rate: float | None = None) -> Standing:
    return Standing(
        harness=harness.fingerprint,
        held_in=Score(passed=held_in, total=8),
        held_out=Score(passed=2, total=4),
        true_rate=true_rate,
    )


def zero(true_rate: float | None = None) -> RoundRecord:
    at_start = standing(START, 4, true_rate)
    return RoundRecord(round=0, before=at_start, after=at_start, harness=START)


def one(true_rate: float | None = None, **changes: Any) -> RoundRecord:
    record = RoundRecord(
        round=1,
        before=standing(START, 4, true_rate),
        after=standing(AFTER, 6, true_rate),
        harness=AFTER,
        patterns=(Pattern(name="empty input", problems=("a", "b"), description="The first is taken."),),
        mined_by="model",
        edits=(
            EditRecord(edit=BAD, decision=decision("rejected", 7), outcome="rejected"),
            EditRecord(edit=GOOD, decision=decision("accepted"), outcome="accepted"),
        ),
        dropped=(Dropped(proposal={"text": "Too much.", "why": [1, 2]}, reason="it changes nothing"),),
        merge="one edit was applied",
    )
    return record.model_copy(update=changes)


@pytest.fixture
def begin(tmp_path: Path) -> Iterator[Callable[..., Ledger]]:
    """Makes a run folder; keyword arguments are settings."""
    made: list[Ledger] = []

    def begin(suite: str = "mine", split: Split | None = None, **settings: Any) -> Ledger:
        start = Start(
            run_id=f"run-{len(made)}",
            started=datetime(2026, 11, 22, tzinfo=UTC),
            config=RunConfig(**{"model": SIMULATED, "trials": 2, "seed": 5, **settings}),
            suite=suite,
            suite_digest="d",
            split=split or Split(held_in=IN, held_out=OUT, test_split=TEST_SPLIT),
            harness=START,
        )
        made.append(Ledger.create(tmp_path, start))
        return made[-1]

    yield begin
    for ledger in made:
        ledger.close()


def attempt(ledger: Ledger, harness: Harness, problem: str, outcomes: str, message: str = "no") -> None:
    """One trial for each letter of `outcomes`: + passed, - failed."""
    for trial, outcome in enumerate(outcomes):
        status: Status = "passed" if outcome == "+" else "failed"
        of = harness.fingerprint
        ledger.append(AttemptMade(problem=problem, trial=nth(trial), harness=of, status=status, message=message))


def call(ledger: Ledger, role: Role, input_tokens: int, cost: float) -> None:
    ledger.append(CallMade(role=role, key="k", model="m", input_tokens=input_tokens, output_tokens=10, cost=cost))


def fill(ledger: Ledger) -> None:
    """A run of one round."""
    ledger.append(Ready(sandbox="docker", simulated=True))
    ledger.append(PhaseBegun(round=0, name="solve", total=12))
    for problem, before, after in [
        ("a", "--", "++"), ("b", "++", "+-"), ("c", "+-", "+-"), ("d", "--", "--"), ("e", "++", "++"), ("f", "-+", "++"),
    ]:  # fmt: skip
        attempt(ledger, START, problem, before, "before")
        attempt(ledger, AFTER, problem, after, f"after {problem}")
    call(ledger, "solver", 1000, 0.02)
    ledger.append(PhaseBegun(round=1, name="mine"))
    call(ledger, "analyst", 300, 0.01)
    ledger.append(PhaseBegun(round=1, name="gate", total=24))
    call(ledger, "solver", 500, 0.01)
    ledger.add_round(zero(0.4567))
    ledger.add_round(one(0.6789))


def rows(table: Element) -> list[list[str]]:
    return [[cell.text for cell in row.children if isinstance(cell, Element)] for row in table.all("tr")]


# --- every state -----------------------------------------------------------------------------------------------------


def test_a_run_in_every_state(begin: Callable[..., Ledger]) -> None:
    ledger = begin()
    (ledger.path / "ledger.jsonl").unlink()
    assert "Just started; nothing was tried yet." in page(ledger).root.one("header").text
    ledger = begin()
    ledger.append(PhaseBegun(round=0, name="solve", total=12))
    attempt(ledger, START, "a", "+-")
    shown = page(ledger)
    assert shown.root.one("h1").text == "Run run-1 under way"
    assert "round 0, solve, 2 of 12 attempts; last sign of life 20" in shown.root.one("header").text
    assert rows(shown.section("problems").one("table"))[1] == ["a", "1/2", "failed: no"]
    assert "not measured yet" in shown.section("rates").text
    ledger.add_round(zero())
    assert "No round is complete yet." in page(ledger).section("rounds").text
    ledger.append(Stopped(path="runs/run-1", reason="Out of credit."))
    shown = page(ledger)
    assert shown.root.one("h1").text == "Run run-1 stopped"
    said = shown.root.one("p", class_="verdict").text
    assert said.startswith("Simulated: Stopped: Out of credit. Nothing was proven")
    assert said.endswith("`self-harness run --resume run-1 --out " + str(ledger.path.parent) + "` goes on.")
    ledger.append(Opened())
    assert page(ledger).root.one("h1").text == "Run run-1 under way"
    ledger.append(Finished(reason="0 rounds were done", harness="h"))
    assert "Finished: 0 rounds were done." in page(ledger).root.one("header").text


@pytest.mark.parametrize("model", [SIMULATED, "claude-haiku-4-5"])
def test_simulated_is_said_exactly_when_it_is(begin: Callable[..., Ledger], model: str) -> None:
    ledger = begin(model=model)
    simulated = model == SIMULATED
    for record in (zero(0.5 if simulated else None), one(0.6 if simulated else None)):
        shown = page(ledger)
        assert bool(shown.root.all(class_="simulated")) == simulated
        assert ("Simulated" in shown.root.one("title").text) == simulated
        assert shown.root.one("nav").text.startswith("simulated") == simulated
        ledger.add_round(record)
    assert ("true (simulated)" in page(ledger).section("rates").text) == simulated


# --- what it says ----------------------------------------------------------------------------------------------------


def test_pass_rates_with_intervals(begin: Callable[..., Ledger]) -> None:
    ledger = begin()
    fill(ledger)
    rates = page(ledger).section("rates")
    assert rows(rates.one("table"))[1:] == [
        ["start", "50.0% 4/8 [22%, 78%]", "50.0% 2/4 [15%, 85%]", "45.7%", "", START.fingerprint],
        ["1", "75.0% 6/8 [41%, 93%]", "50.0% 2/4 [15%, 85%]", "67.9%", "1 of 2", AFTER.fingerprint],
    ]
    tips = [marker.attributes["data-tip"] for marker in rates.all("circle")]
    assert "held-in, after round 1: 75.0% (6/8), 95 % interval 41% to 93%" in tips
    assert "true rate (simulated), at the start: 45.7%" in tips
    assert len(tips) == 6
    assert len(rates.all("line", class_="interval")) == 4, "the true rate has none"


def test_problems_with_what_flipped_first(begin: Callable[..., Ledger]) -> None:
    ledger = begin()
    fill(ledger)
    attempt(ledger, START, "s", "--")
    attempt(ledger, AFTER, "s", "++----")  # of two trials: the others were made for the gate
    section = page(ledger).section("problems")
    assert [heading.text for heading in section.all("h3")] == ["held-in", "held-out", "test split"]
    fell, rose = "fell, perhaps by chance", "rose, perhaps by chance"
    assert [summary.text for summary in section.all("summary")] == [
        f"1 {fell}", f"1 {rose}", "1 never passed", "1 sometimes passed", f"1 {rose}", "1 always passed", f"1 {rose}",
    ]  # fmt: skip
    tables = [rows(table) for table in section.all("table")]
    assert tables[0] == [["problem", "start", "1", "newest failure"], ["b", "2/2", "1/2 ▼", "failed: after b"]]
    assert tables[1][1] == ["a", "0/2", "2/2 ▲", "failed: before"]
    assert tables[6] == [["problem", "start", "end", "newest failure"], ["s", "0/2", "2/2 ▲", "failed: no"]]
    assert [cell.attributes["class"] for cell in section.all("table")[0].all("td", class_="cell")] == [
        "cell pass", "cell part",
    ]  # fmt: skip


def test_every_line_of_the_harness_has_its_origin(begin: Callable[..., Ledger]) -> None:
    ledger = begin()
    fill(ledger)
    section = page(ledger).section("harness")
    lines = [[child.text for child in item.all("span") if child.attributes["class"] in ("said", "origin")]
             for item in section.all("li")]  # fmt: skip
    assert lines[0] == ["You are a careful Python programmer.", "start ≈ 9 tokens"]
    effect = "+16.7 [−16.1, +44.7] bias-corrected +0.0"
    assert lines[2] == ["Check empty inputs.", f"edit 1.2, accepted in round 1, against empty input{effect} ≈ 5 tokens"]
    assert [line[1][:8] for line in lines[2:]] == ["edit 1.2", "edit 1.2"]


def test_lives_of_edits_that_stay_and_that_go() -> None:
    accepted, alone = decision("accepted"), apply(AFTER, LATER)
    kept = EditRecord(edit=BAD, decision=accepted, outcome="accepted")
    first = one(harness=apply(AFTER, BAD), edits=(kept, one().edits[1]))
    second = one(
        round=2,
        harness=apply(first.harness, LATER),
        edits=(
            EditRecord(edit=LATER, decision=accepted, outcome="accepted"),
            EditRecord(edit=GOOD, decision=accepted, outcome="dropped_by_merge"),
        ),
    )
    rounds = [zero(), first, second]
    grown = history(START, rounds, second.harness)
    assert [(line.text, line.round, line.edit) for line in grown[1]["checklist"]] == [
        ("Check empty inputs.", 1, 2), ("Check ties.", 1, 2),
    ]  # fmt: skip
    assert [(line.text, line.round, line.edit) for line in grown[3]["checklist"]] == [("Check everything.", 2, 1)]
    found = {life.name: life for life in lives(START, rounds, grown, {})}
    assert [(life.gone, life.deployed) for life in found.values()] == [
        (None, True), (2, False), (None, True),
    ]  # fmt: skip
    assert found["1.2"].steps == [
        "proposed in round 1", "gated: 12 of 12 attempts", "accepted", "merged", "proposed in round 2",
        "gated: 12 of 12 attempts", "accepted", "dropped by merge", "gone since round 2",
    ], "one edit is one life, through all rounds"  # fmt: skip
    pruned = history(START, rounds, alone)
    assert [life.gone for life in lives(START, rounds, pruned, {})] == [2, 2, None], "by what came after the rounds"


def test_edits_with_their_evidence(begin: Callable[..., Ledger]) -> None:
    ledger = begin()
    fill(ledger)
    attempt(ledger, apply(START, BAD), "a", "+-")
    section = page(ledger).section("edits")
    rejected, accepted = section.one(id="edit-1.1"), section.one(id="edit-1.2")
    assert rejected.one("ol").text == "proposed in round 1gated: 7 of 12 attemptsrejected"
    assert rejected.one("td", data_name="effect").text == "decided early"
    assert accepted.one("td", data_name="held-out").text == "−1"
    facts = dict(zip((dt.text for dt in accepted.all("dt")), (dd.text for dd in accepted.all("dd")), strict=True))
    assert facts == {
        "text": "Check empty inputs. Check ties.", "against": "empty input", "rationale": "They fail.",
        "expected effect": "They pass.", "risk": "Longer answers.", "gate": "accepted by the strict rule: why",
        "won": "a trial 0, a trial 1, f trial 0", "lost": "b trial 1",
        "pairs": "12 attempts were made under both harnesses",
    }  # fmt: skip
    assert "a trial 0" in rejected.text
    dropped = rows(section.all("table")[-1])
    assert dropped[1][0] == "1"
    assert dropped[1][1] == "Too much. textToo much.why[1, 2]"
    assert dropped[1][2] == "it changes nothing"


def test_an_edit_is_one_row_and_nothing_is_said_of_what_was_not_measured(begin: Callable[..., Ledger]) -> None:
    ledger = begin(gate="sequential")
    alone = Estimate(mean=0.042, low=-0.011, high=0.095, chance=0.94)

    def tried(edit: Edit, outcome: Outcome, attempts: int) -> EditRecord:
        gated = GateDecision(outcome=outcome, reason="why", d_in=0, d_out=0, evaluated=attempts, total=attempts,
                             gate="sequential", estimate=alone)  # fmt: skip
        return EditRecord(edit=edit, decision=gated, outcome=outcome)

    ledger.add_round(zero())
    ledger.add_round(one(edits=(tried(BAD, "unresolved", 0), tried(GOOD, "unresolved", 9)), harness=START))
    ledger.add_round(one(round=2, edits=(tried(LATER, "unresolved", 5), tried(GOOD, "rejected", 30)), harness=START))
    section = page(ledger).section("edits")
    table = [[cell.text for cell in row.all("td")] for row in section.all("tbody")[0].all("tr", class_="rejected")]
    assert [row.attributes["id"] for row in section.all("tbody")[0].all("tr") if "id" in row.attributes] == [
        "edit-1.1", "edit-1.2", "edit-2.1",
    ]  # fmt: skip
    assert [cells[1:] for cells in table] == [["rejected", "", "", "alone +4.2 [−1.1, +9.5]"]]
    assert section.one(id="edit-1.2").one("ol").text == (
        "entered in round 1open after 9 attemptsrejected in round 2 after 30 attempts"
    )
    assert section.one(id="edit-1.1").one("td", data_name="effect").text == "in no attempt"
    assert outcome_line(tried(BAD, "unresolved", 0)) == "unresolved: in no attempt yet"


def sequential(path: tuple[tuple[int, float], ...], threshold: float = 2.0) -> Evidence:
    return Evidence(pairs=path[-1][0], wins=9, losses=1, e_value=path[-1][1], threshold=threshold,
                    effect=0.25, low=-0.1, high=0.6, path=path)  # fmt: skip


def test_evidence_paths(begin: Callable[..., Ledger]) -> None:
    ledger = begin(gate="sequential")
    ledger.add_round(zero())
    assert "The gate has seen no pair yet." in page(ledger).section("evidence").text
    path = tuple((pair, pair / 1000) for pair in range(1, 3001))
    alone = Estimate(mean=0.042, low=-0.011, high=0.095, chance=0.94)
    proven = decision("accepted", gate="sequential", evidence=sequential(path), estimate=alone)
    open_ = decision("unresolved", gate="sequential", estimate=alone)
    tried = (
        EditRecord(edit=GOOD, decision=proven, outcome="accepted"),
        EditRecord(edit=BAD, decision=open_, outcome="unresolved"),
    )
    unproven = standing(START, 4)
    ledger.add_round(one(edits=(), harness=START, after=unproven, evidence=sequential(path[:100])))
    ledger.add_round(one(round=2, edits=tried, evidence=sequential(path)))
    later = standing(AFTER, 6)
    ledger.add_round(one(round=3, edits=(), before=later, after=later, evidence=sequential(((9, -0.5),))))
    ledger.add_round(one(round=4, edits=(), before=later, after=later))
    shown = page(ledger)
    (chart,) = shown.section("evidence").all("svg")
    assert len(chart.all("line", class_="threshold")) == 1
    names = [label.text for label in chart.all("text", class_="name")]
    assert names == ["that at the start", "that after round 2"], "a line for each deployed harness, not for each round"
    long, short = (line.attributes["points"].split() for line in chart.all("polyline"))
    assert 100 < len(long) <= 152
    assert len(short) == 3
    assert long[0] == short[0], "no pair, and nothing won or lost"
    tips = [marker.attributes["data-tip"] for marker in chart.all("circle")]
    assert "that at the start" in tips[0]
    assert tips[0].endswith("evidence 1,000 after 3000 pairs, 100 are needed; 9 won, 1 lost")
    assert tips[1].endswith("evidence 0.316 after 9 pairs, 100 are needed; 9 won, 1 lost")
    markers = [(marker.attributes["cx"], marker.attributes["cy"]) for marker in chart.all("circle")]
    assert markers == [tuple(long[-1].split(",")), tuple(short[-1].split(","))]
    edits = shown.section("edits")
    assert "alone +4.2 [−1.1, +9.5] pairs of the set +25.0 [−10.0, +60.0]" in edits.one(id="edit-2.1").text
    assert "alone +4.2 [−1.1, +9.5]" in edits.one(id="edit-2.2").text
    assert "pairs" not in edits.one(id="edit-2.2").text, "of what was not accepted nothing is claimed"
    assert "entered in round 2open after 12 attempts" in edits.one(id="edit-2.2").one("ol").text
    ledger = begin(gate="strict")
    fill(ledger)
    assert "strict rule" in page(ledger).section("evidence").text


def test_spending_by_part_and_role(begin: Callable[..., Ledger]) -> None:
    ledger = begin(model="claude-haiku-4-5")
    assert "No model call" in page(ledger).section("spending").text
    fill(ledger)
    ledger.append(PhaseBegun(round=1, name="test split"))
    call(ledger, "solver", 50, 0.005)
    by_part, by_role = page(ledger).section("spending").all("table")
    assert rows(by_part)[1:] == [
        ["start", "", "1", "1,000", "10", "$0.0200", "1", "1,010", "$0.0200"],
        ["round 1", "", "2", "800", "20", "$0.0200", "3", "1,830", "$0.0400"],
        ["test split", "", "1", "50", "10", "$0.0050", "4", "1,890", "$0.0450"],
    ]
    widths = [[bar.attributes["style"] for bar in row.all("span")] for row in by_part.all("tr")[1:]]
    assert widths == [["width:100.00%"], ["width:50.00%", "width:50.00%"], ["width:25.00%"]]
    assert rows(by_role)[1:] == [
        ["solver", "3", "1,550", "30", "$0.0350"],
        ["analyst", "1", "300", "10", "$0.0100"],
        ["all", "4", "1,850", "40", "$0.0450"],
    ]


def test_settings_and_what_was_set(begin: Callable[..., Ledger]) -> None:
    settings = page(begin(max_cost=1.5)).section("settings")
    bold = {row.one("th").text: row.one("b").text for row in settings.all("tr") if row.all("b")}
    assert bold == {"model": SIMULATED, "trials": "2", "seed": "5", "max_cost": "1.5"}


# --- what others wrote -----------------------------------------------------------------------------------------------

HOSTILE = (
    "</pre></script></style></title><script>alert(1)</script><img src=x onerror=alert(2)>"
    "\"' onmouseover='alert(3)' hostile=\"{{ 7*7 }}{% raw %}&lt;b&gt;]]><!-- javascript:alert(4) \u202e\x00"
)


def test_nothing_that_others_wrote_is_markup(begin: Callable[..., Ledger]) -> None:
    edit = Edit(op="append", block="checklist", text=HOSTILE, rationale=HOSTILE, pattern=HOSTILE,
                expected_effect=HOSTILE, risk=HOSTILE)  # fmt: skip
    gated = decision("accepted", gate="sequential", evidence=sequential(((1, 0.1),)))
    tried = EditRecord(edit=edit, decision=gated.model_copy(update={"reason": HOSTILE}), outcome="accepted")
    ledger = begin(suite=HOSTILE, split=Split(held_in=(HOSTILE,), held_out=OUT), model=HOSTILE)
    ledger.append(Ready(sandbox=HOSTILE, simulated=False))
    ledger.append(PhaseBegun(round=1, name="gate", patterns=(HOSTILE,), edits=(HOSTILE,)))
    ledger.append(Notice(text=f"{HOSTILE}\ud83d"))
    call(ledger, "solver", 1, 0.0)
    for harness in (START, apply(START, edit)):
        attempt(ledger, harness, HOSTILE, "-", HOSTILE)
    page(ledger)
    ledger.add_round(zero())
    ledger.add_round(
        one(
            harness=apply(START, edit),
            patterns=(
                Pattern(name=HOSTILE[:100], problems=(HOSTILE,), description=HOSTILE[:300], example_error=HOSTILE),
            ),
            edits=(tried,),
            dropped=(
                Dropped(proposal={"text": HOSTILE}, reason=HOSTILE),
                Dropped(proposal={HOSTILE: {"x": [HOSTILE]}}, reason="x"),
            ),
            merge=HOSTILE,
        )
    )
    ledger.append(Stopped(path="runs/run-1", reason=HOSTILE))
    shown = page(ledger)
    assert not [element for element in shown.root.all() if "hostile" in element.attributes]
    seen = " ".join(HOSTILE.split())
    for name in ("problems", "harness", "edits", "rounds", "settings"):
        assert seen[:100] in shown.section(name).text, name
    (pre, *_) = shown.section("edits").all("pre")
    assert pre.children == [HOSTILE], "no character of it is lost"
    write_summary(ledger)
    Page((ledger.path / "report.html").read_text("utf-8"))


# --- size, files, command --------------------------------------------------------------------------------------------


def test_a_large_run_stays_below_a_megabyte(begin: Callable[..., Ledger]) -> None:
    problems = tuple(f"problem-with-a-long-name-{number}" for number in range(1000))
    ledger = begin(split=Split(held_in=problems[:600], held_out=problems[600:]), gate="sequential")
    ledger.add_round(zero())
    harness = START
    path = tuple((pair, pair / 100) for pair in range(1, 151))
    contest = decision("rejected", gate="sequential", evidence=sequential(path))
    for number in range(1, 6):
        harness = apply(harness, Edit(op="append", block="checklist", text=f"Rule {number}."))
        for index, problem in enumerate(problems):
            attempt(ledger, harness, problem, "+" if (index * number) % 3 else "-", "assertion failed " * 29)
        edits = tuple(EditRecord(edit=GOOD, decision=contest, outcome="rejected") for _ in range(4))
        after = standing(harness, 5)
        ledger.add_round(one(round=number, harness=harness, after=after, edits=edits, evidence=sequential(path)))
    page(ledger)
    assert len(html(ledger).encode()) < 1_000_000


def test_more_than_a_few_problems_that_always_pass_are_only_named(begin: Callable[..., Ledger]) -> None:
    names = tuple(f"p{number}" for number in range(50))
    ledger = begin(split=Split(held_in=names, held_out=OUT))
    for name in names:
        attempt(ledger, START, name, "+")
    section = page(ledger).section("problems")
    assert not section.all("table")
    assert len(section.all("code")) == 50


def test_both_reports_are_written_and_the_command_names_the_page(begin: Callable[..., Ledger]) -> None:
    ledger = begin()
    write_summary(ledger)
    written = ledger.path / "report.html"
    assert (ledger.path / "summary.md").is_file()
    assert written.read_text() == html(RunFolder(ledger.path))
    written.unlink()
    done = CliRunner().invoke(app, ["show", str(ledger.path), "--html"])
    assert done.output.strip() == str(written)
    assert written.read_text() == html(RunFolder(ledger.path))


def test_no_call_is_lost_on_the_way_to_the_page(begin: Callable[..., Ledger]) -> None:
    ledger = begin()
    fill(ledger)
    log = RunFolder(ledger.path).log()
    assert sum(its.calls for its in log.bill.spent.values()) == ledger.totals().calls == 3
    assert sum(its.cost for its in log.bill.spent.values()) == pytest.approx(ledger.totals().cost)


def test_the_page_of_a_run_with_thousands_of_problems_is_a_page(begin: Callable[..., Ledger]) -> None:
    names = [f"problem_{number:04}" for number in range(3000)]
    ledger = begin(split=Split(held_in=tuple(names), held_out=()), trials=1)
    for number, name in enumerate(names):
        attempt(ledger, START, name, "+" if number % 3 else "-", "x" * 200)
    page = html(ledger)
    assert len(page) < 250_000
    assert "And 900 more, which" in page
    assert "and 1,500 more</p>" in page
