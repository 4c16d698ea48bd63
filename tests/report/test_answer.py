"""What the model answered: taken from the ledger and the store of replies, before and after, for people and programs."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from self_harness.attempt import Status, Trial
from self_harness.cli.main import app
from self_harness.config import RunConfig
from self_harness.errors import ConfigError
from self_harness.harness import START, Edit, Harness, apply
from self_harness.model.store import Store
from self_harness.model.types import Reply, Usage
from self_harness.record.events import AttemptMade
from self_harness.record.ledger import Ledger
from self_harness.record.records import RoundRecord, Score, Standing, Start
from self_harness.report.answer import answers
from self_harness.report.html import html
from self_harness.suite.problem import load_suite, split
from tests.html_tree import Page

BETTER = apply(START, Edit(op="append", block="checklist", text="Check ties."))
BEST = apply(BETTER, Edit(op="append", block="checklist", text="Check ends."))


def standing(harness: Harness) -> Standing:
    return Standing(harness=harness.fingerprint, held_in=Score(passed=1, total=2), held_out=Score(passed=1, total=2))


@pytest.fixture
def run(suite: Path, tmp_path: Path) -> Iterator[Ledger]:
    """Two rounds, the first of which changes nothing."""
    loaded = load_suite(suite)
    start = Start(
        run_id="run-1", started=datetime(2026, 11, 22, tzinfo=UTC), suite=loaded.name, suite_digest=loaded.digest,
        config=RunConfig(problems=str(suite), model="simulated"), split=split(loaded, 0.6, 42), harness=START,
    )  # fmt: skip
    ledger = Ledger.create(tmp_path / "runs", start)
    for number, harness in enumerate((START, START, BEST)):
        before = standing(START)
        ledger.add_round(RoundRecord(round=number, before=before, after=standing(harness), harness=harness))
    yield ledger
    ledger.close()


async def attempt(run: Ledger, harness: Harness, reply: str, status: Status, message: str = "", trial: int = 0) -> str:
    """At the first problem; its id."""
    key = f"{harness.fingerprint}{trial}"
    made = Reply(text=reply, stop_reason="end_turn", usage=Usage(input_tokens=1, output_tokens=1), model="m",
                 request_id="", seconds=1, simulated=True)  # fmt: skip

    async def call() -> Reply:
        return made

    await Store(run.path.parent / ".cache" / "replies", Reply).fetch(key, call)
    problem = run.start.split.held_in[0]
    run.append(
        AttemptMade(
            problem=problem,
            trial=Trial("evaluation", number=trial),
            harness=harness.fingerprint,
            status=status,
            message=message,
            reply=key,
        )
    )
    return problem


async def test_before_and_after(run: Ledger) -> None:
    await attempt(run, START, "Here:\n```python\nwrong()\n```", "failed", "assert solution(0) == 1")
    problem = await attempt(run, BEST, "I can't.", "no_code_block")
    found = answers(run, problem)
    assert (found.problem.id, found.trial) == (problem, 0)
    before, after = found.answers
    assert (before.when, before.harness, before.verdict) == ("at the start", START, "failed: assert solution(0) == 1")
    assert before.code is not None
    assert before.code.strip() == "wrong()"
    assert (after.when, after.harness, after.verdict) == ("at the end", BEST, "no_code_block")
    assert (after.reply, after.code) == ("I can't.", None)
    assert [one.when for one in answers(run, problem, 2).answers] == ["before round 2", "after round 2"]
    assert [one.when for one in answers(run, problem, 1).answers] == ["before round 1"], "it changed nothing"


async def test_the_page_shows_them(run: Ledger) -> None:
    await attempt(run, START, "<script>wrong()</script>", "failed", "assert 0 == 1")
    problem = await attempt(run, BEST, "right()", "passed")
    shown = Page(html(run)).section("problems")
    assert shown.one("a", href=f"#answer-{problem}").text == problem
    given = shown.one(id=f"answer-{problem}")
    assert given.one("summary").text == f"{problem}: failed at the start, passed at the end"
    assert [pre.text for pre in given.all("pre")] == ["assert 0 == 1", "<script>wrong()</script>", "right()"]


async def test_a_reply_that_was_cleaned_away_leaves_the_verdict(run: Ledger) -> None:
    problem = await attempt(run, START, "x", "timeout")
    for file in (run.path.parent / ".cache").rglob("*.json"):
        file.unlink()
    (one,) = answers(run, problem).answers
    assert (one.verdict, one.reply, one.code) == ("timeout", None, None)


async def test_what_can_not_be_shown(run: Ledger, suite: Path) -> None:
    problem = await attempt(run, START, "x", "passed")
    for wrong, words in (((problem, 3), "2 complete rounds"), (("nope",), "no problem 'nope'"),
                         ((problem, None, 1), f"no attempt 1 at {problem}")):  # fmt: skip
        with pytest.raises(ConfigError, match=words):
            answers(run, *wrong)
    (suite / problem / "tests.py").write_text("assert False\n")
    with pytest.raises(ConfigError, match="not any more those of run run-1"):
        answers(run, problem)


async def test_the_command(run: Ledger) -> None:
    await attempt(run, START, "```python\nwrong()\n```", "failed", "assert [x](y) == [/red]")
    problem = await attempt(run, BEST, "```python\nright()\n```", "passed")
    args = ["answer", "last", problem, "--out", str(run.path.parent)]
    said = CliRunner().invoke(app, args, env={"COLUMNS": "80"}).output
    assert "SIMULATED" in said
    assert "assert [x](y) == [/red]" in said, "no text of a model is markup"
    assert said.index("at the start") < said.index("wrong()") < said.index("at the end") < said.index("right()")
    found = json.loads(CliRunner().invoke(app, [*args, "--json"]).output)
    assert [one["status"] for one in found["answers"]] == ["failed", "passed"]
    assert found["answers"][1]["harness"] == BEST.model_dump()
    assert found["simulated"] is True
