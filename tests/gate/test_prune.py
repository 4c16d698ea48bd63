"""Pruning on models whose true pass rates are known, and what is known of every line afterwards."""

import json
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from self_harness.config import SIMULATED, RunConfig
from self_harness.gate.decision import EditRecord, Estimate, Evidence, GateDecision
from self_harness.gate.prune import RULES, Examined, examine, without
from self_harness.harness import START, Edit, Harness, apply
from self_harness.record.events import LineExamined, RoundDone
from self_harness.record.ledger import Ledger
from self_harness.record.log import RunFolder
from self_harness.record.provenance import Source, Sources, keep, sources
from self_harness.record.records import RoundRecord, Score, Standing, Start
from self_harness.report.html import html
from self_harness.report.markdown import origins, summary
from self_harness.stats.shrinkage import bias_corrected
from self_harness.suite.problem import BUNDLED, Split
from tests.conftest import Cli
from tests.gate.race_models import CLAIM, MIXED, PROBLEMS, REST, Model
from tests.html_tree import Page

EASY = {problem: 0.15 + 0.7 * rate for problem, rate in MIXED.items()}
"""Of all kinds, with room for a line to help or to harm."""


async def look(effects: dict[str, dict[str, float]], seed: int) -> tuple[Examined, Model]:
    model = Model(EASY, effects, seed)
    harness = START.model_copy(update={"checklist": "first\nline\nlast"})
    return await examine(harness, "checklist", "line", CLAIM, PROBLEMS, 4, "s", model), model


async def outcomes(effects: dict[str, dict[str, float]], runs: int = 40) -> Counter[str]:
    return Counter([(await look(effects, seed))[0].outcome for seed in range(runs)])


async def test_a_line_without_effect_goes() -> None:
    found = await outcomes({})
    assert found["removed"] >= 0.6 * found.total()
    assert found["validated"] <= 0.05 * found.total()


@pytest.mark.parametrize("where", [CLAIM, REST], ids=["its target_problems", "all other problems"])
async def test_a_line_that_helps_by_20_points_stays(where: list[str]) -> None:
    found = await outcomes({"line": dict.fromkeys(where, 0.2)})
    assert found["removed"] <= 0.05 * found.total()
    assert found["validated"] >= 0.7 * found.total()


async def test_a_line_that_does_harm_goes() -> None:
    found = await outcomes({"line": dict.fromkeys(CLAIM, -0.3)}, runs=200)
    assert found["removed"] >= 0.7 * found.total()
    assert found["validated"] <= 0.025 * found.total(), "a fourth of the risk, on problems where it changes nothing"


async def test_what_is_removed_and_what_was_tried_for_it() -> None:
    looks = [await look({}, seed) for seed in range(5)]
    found, model = next(each for each in looks if each[0].outcome == "removed")
    assert found.harness.checklist == "first\nlast"
    assert [stage.pairs <= RULES.pairs for stage in found.evidence] == [True, True]
    with_it, without_it = "first\nline\nlast", "first\nlast"
    keys = {checklist: [key for made, key in model.calls if made == checklist] for checklist in (with_it, without_it)}
    assert sorted(keys[with_it]) == sorted(keys[without_it]), "pairs"
    assert {problem for problem, _ in keys[with_it]} == set(PROBLEMS)
    assert {(key.trial.purpose, key.trial.round) for key in keys[with_it]} == {("prune", 4)}
    kept, model = await look({"line": dict.fromkeys(CLAIM, 0.6)}, 0)
    assert kept.outcome == "validated"
    assert kept.harness.checklist == with_it
    assert {problem for _, (problem, _) in model.calls} == set(CLAIM), "the rest has nothing to add"
    assert kept.evidence[0].effect < 0, "the evidence is that of the harness without the line"


async def test_of_a_claim_only_problems_of_the_run_are_attempted() -> None:
    model = Model(EASY, {}, 0)
    harness = START.model_copy(update={"checklist": "line"})
    await examine(harness, "checklist", "line", [*CLAIM, "test_split"], PROBLEMS, 0, "s", model)
    assert {problem for _, (problem, _) in model.calls} <= set(PROBLEMS)


def test_without() -> None:
    harness = Harness(role="You.", checklist="a\nb\na b\n\nb")
    assert without(harness, "checklist", "b").checklist == "a\na b\n\nb"
    assert without(without(harness, "checklist", "b"), "checklist", "b").checklist == "a\na b"
    assert without(harness, "role", "You.") == harness.model_copy(update={"role": ""})
    with pytest.raises(ValueError, match="not in list"):
        without(harness, "strategy", "b")


# --- provenance ------------------------------------------------------------------------------------------------------

GOOD = Edit(op="append", block="checklist", text="Check ties.\nCheck | ends.", pattern="ties")
LATER = Edit(op="append", block="checklist", text="Be brief.", pattern="length")


def stage(name: Any, effect: float) -> Evidence:
    return Evidence(
        stage=name, pairs=20, wins=10, losses=2, e_value=2.5, threshold=2.1, effect=effect, low=effect - 0.2,
        high=effect + 0.2,
    )  # fmt: skip


def accepted(edit: Edit) -> EditRecord:
    decision = GateDecision(
        outcome="accepted", reason="proven", d_in=8, d_out=0, evaluated=40, total=40, gate="sequential",
        evidence=(stage("pairs", 0.4),), estimate=Estimate(mean=0.05, low=0.01, high=0.09, chance=0.99),
    )  # fmt: skip
    return EditRecord(edit=edit, target_problems=("a", "b"), decision=decision, outcome="accepted")


def standing(harness: Harness) -> Standing:
    return Standing(harness=harness.fingerprint, held_in=Score(passed=2, total=4), held_out=Score(passed=1, total=2))


def record(number: int, before: Harness, after: Harness, *edits: EditRecord) -> RoundRecord:
    return RoundRecord(round=number, before=standing(before), after=standing(after), harness=after, edits=edits)


Begin = Callable[[str, Harness], Ledger]


@pytest.fixture
def begin(tmp_path: Path) -> Iterator[Begin]:
    made: list[Ledger] = []

    def begin(run_id: str, harness: Harness) -> Ledger:
        start = Start(
            run_id=run_id, started=datetime(2026, 11, 20 + int(run_id[-1]), tzinfo=UTC),
            config=RunConfig(model=SIMULATED), suite="mine",
            suite_digest="d", split=Split(held_in=tuple("abcd"), held_out=tuple("ef"), test_split=()), harness=harness,
        )  # fmt: skip
        made.append(Ledger.create(tmp_path, start))
        return made[-1]

    yield begin
    for ledger in made:
        ledger.close()


def add(ledger: Ledger, of: RoundRecord) -> None:
    ledger.add_round(of)
    ledger.append(RoundDone(record=of))


def first_night(begin: Begin) -> tuple[Ledger, Harness]:
    ledger = begin("night-1", START)
    final = apply(START, GOOD)
    add(ledger, record(0, START, START))
    add(ledger, record(1, START, final, accepted(GOOD), accepted(LATER).model_copy(update={"outcome": "superseded"})))
    return ledger, final


def prune(ledger: Ledger, line: str, outcome: Any, before: Harness) -> Harness:
    after = without(before, "checklist", line) if outcome == "removed" else before
    worse = stage("safety", -0.3).model_copy(update={"wins": 2, "losses": 10})
    made = LineExamined(
        block="checklist", line=line, run="night-1", edit="1.1", outcome=outcome, evidence=(worse,),
        before=before.fingerprint, after=after.fingerprint,
    )  # fmt: skip
    ledger.append(made)
    return after


def by_line(run: RunFolder) -> dict[str, Source]:
    return {source.text: source for source in sources(run, run.harness(), run.log())}


def test_every_line_has_its_source(begin: Begin) -> None:
    ledger, _ = first_night(begin)
    found = by_line(ledger)
    assert list(found) == [
        "You are a careful Python programmer.", "Return ONLY a fenced ```python code block.", "Check ties.", "Check | ends.",
    ]  # fmt: skip
    start, ties = found["You are a careful Python programmer."], found["Check ties."]
    assert (start.run, start.edit, start.effect, start.validated, start.tokens) == ("", "", None, None, 9)
    assert (ties.run, ties.edit, ties.pattern, ties.target_problems, ties.tokens) == (
        "night-1",
        "1.1",
        "ties",
        ("a", "b"),
        3,
    )
    assert (start.gain, ties.gain) == (None, (0.05, 0.01, 0.09)), "of this edit alone"
    assert ties.effect == pytest.approx((0.4, 0.2, 0.6))
    assert ties.bias_corrected == bias_corrected(10, 2, 20, stopped=False)
    assert "+40 (+20 to +60), bias-corrected +34, with 1 other(s)" in origins([ties])
    assert (ties.evidence, ties.together) == (2.5, 2)
    assert ties.validated is not None
    assert abs((datetime.now(UTC) - ties.validated).total_seconds()) < 60, "the time of the round, not of the start"
    assert (ties.validated_run, ties.validated_model) == ("night-1", SIMULATED)


def test_the_next_night_knows_what_the_last_one_knew(begin: Begin) -> None:
    earlier, final = first_night(begin)
    keep(earlier, final)
    earlier.finish(final)
    known = by_line(earlier)
    ledger = begin("night-2", final)
    add(ledger, record(0, final, final))
    assert by_line(ledger) == known
    kept = prune(ledger, "Check ties.", "validated", final)
    found = by_line(ledger)["Check ties."]
    assert (found.edit, found.pattern, found.run) == ("1.1", "ties", "night-1")
    assert (found.validated_run, found.together) == ("night-2", 1)
    assert found.effect == pytest.approx((0.3, 0.1, 0.5)), "of the line, not of the harness without it"
    assert found.bias_corrected == bias_corrected(10, 2, 20, stopped=True)
    assert found.validated == found.examined != known["Check ties."].validated
    assert by_line(ledger)["Check | ends."] == known["Check | ends."]
    keep(ledger, kept)
    ledger.finish(kept)
    assert by_line(begin("night-3", kept))["Check ties."] == found
    assert by_line(begin("night-0", kept))["Check ties."].edit == "", "it was before"
    assert by_line(begin("night-4", apply(START, LATER)))["Be brief."].edit == "", "another harness"


def test_what_is_unclear_was_looked_at_but_not_validated(begin: Begin) -> None:
    ledger, final = first_night(begin)
    before = by_line(ledger)["Check ties."]
    prune(ledger, "Check ties.", "unclear", final)
    after = by_line(ledger)["Check ties."]
    assert after.examined is not None
    assert after.examined > (before.examined or after.examined)
    assert after.model_copy(update={"examined": before.examined}) == before


def test_a_run_that_goes_on_forgets_how_it_was_pruned(begin: Begin) -> None:
    ledger, final = first_night(begin)
    ledger.finish(prune(ledger, "Check ties.", "removed", final))
    assert "Check ties." not in by_line(ledger)
    first = ledger.log().pruned["checklist", "Check ties."]
    prune(ledger, "Check ties.", "removed", final)
    assert ledger.log().pruned["checklist", "Check ties."] == first, "said again after a resume, it is no news"
    add(ledger, record(2, final, final))
    assert ledger.harness() == final
    assert not ledger.log().pruned


def test_reports_show_lines_and_what_became_of_them(begin: Begin) -> None:
    ledger, final = first_night(begin)
    after = prune(ledger, "Check ties.", "removed", final)
    prune(ledger, "Check | ends.", "validated", after)
    ledger.finish(after)
    text = summary(ledger)
    assert (
        "- checklist: Check ties.\n  - **removed: without it nothing is lost** (on its target problems 10 lost and 2 won"
        in text
    )
    rows = [line for line in text.splitlines() if line.startswith("| checklist")]
    (row,) = rows
    cells = [cell.strip() for cell in row.strip("|").split("|")]
    assert cells[:4] == ["checklist", "Check &#124; ends.", "~4", "edit 1.1, run night-1"]
    assert cells[4:7] == ["ties", "+5.0 (+1.0 to +9.0)", "+30 (+10 to +50), bias-corrected +21"]
    assert cells[8] == f"{datetime.now(UTC):%Y-%m-%d}, simulated"
    page = Page(html(ledger))
    assert [cell.text for cell in page.root.one(id="pruned").all("th")[3:]] == ["Check ties.", "Check | ends."]
    assert page.root.one(id="edit-1.1").one("ol").text.endswith("pruned in part")
    (line,) = [item.text for item in page.section("harness").all("li") if "ends" in item.text]
    assert "last shown to help" in line


def test_setting() -> None:
    assert RunConfig().prune == 0
    with pytest.raises(ValidationError):
        RunConfig(prune=-1)


SETTLED = (
    "check-payload-contract", "cut-fixed-width-fields", "daily-totals-at-offset", "reorder-pack-count",
    "sum-timesheet-balances",
)  # fmt: skip
"""Problems that the simulated model nearly always passes or nearly always fails, so that few pairs say enough."""


def test_the_flow_prunes_a_line_of_an_earlier_run(cli: Cli, tmp_path: Path) -> None:
    """A line that the simulated model doesn't heed; a run resumed after its end does nothing again."""
    suite = tmp_path / "suite"
    for problem in SETTLED:
        shutil.copytree(BUNDLED / "contracts" / problem, suite / problem)
    harness = START.model_copy(update={"checklist": "Enjoy the work."})
    source = Source(block="checklist", text="Enjoy the work.", run="r", edit="1.1", target_problems=SETTLED[:3])
    start = Start(
        run_id="2000-01-01-000000", started=datetime(2000, 1, 1, tzinfo=UTC), config=RunConfig(model=SIMULATED),
        suite="suite", suite_digest="d", split=Split(held_in=SETTLED, held_out=()), harness=START,
    )  # fmt: skip
    first = Ledger.create(tmp_path / "runs", start)
    first.close()
    earlier = first.path
    (earlier / "provenance.json").write_bytes(Sources.dump_json((source,)))
    (earlier / "harness.json").write_text(harness.model_dump_json(indent=2))
    begun = ("run", "--problems", suite, "--sandbox", "local", "--rounds", 0, "--harness", earlier / "harness.json")
    done = cli(*begun, "--json", environ={"SELF_HARNESS_PRUNE": "1"})
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)
    run = RunFolder(Path(tmp_path / result["path"]))
    (made,) = run.log().pruned.values()
    assert made.line == "Enjoy the work."
    assert made.outcome == "removed"
    assert result["harness"]["checklist"] == "" == run.harness().checklist
    assert {source.text for source in by_line(run).values()} == {START.role, START.output_format}
    again = cli("run", "--resume", run.path.name, "--json")
    assert again.returncode == 0, again.stderr
    repeated = json.loads(again.stdout)
    assert repeated["harness"] == result["harness"]
    assert repeated["totals"]["calls"] == result["totals"]["calls"]
