"""The artifacts of a run: their texts, and that publishing them shows in the server and can't hurt the run."""

import asyncio
import json
import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt
from prefect import flow, get_client
from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterKey

from self_harness.config import SIMULATED, RunConfig
from self_harness.gate.decision import EditRecord, Estimate, Evidence, GateDecision
from self_harness.harness import START, Edit, apply
from self_harness.record.events import AttemptMade, Finished, Notice, PhaseBegun, Stopped
from self_harness.record.ledger import Ledger
from self_harness.record.log import RunFolder
from self_harness.record.records import RoundRecord, Score, Standing, Start
from self_harness.record.spending import Spent
from self_harness.release.history import Entry
from self_harness.release.history import Evidence as Record
from self_harness.report.artifacts import (
    artifact_key,
    changes,
    cost,
    decisions,
    key,
    label,
    rates_headline,
    rates_table,
)
from self_harness.report.verdict import verdict
from self_harness.suite.problem import Split
from tasks import artifacts
from tasks.artifacts import Progress, following, publish, publish_end
from tests.conftest import environment
from tests.trials import nth

ROOT = Path(__file__).parents[2]

EDIT = Edit(
    op="append", block="checklist", text="Check `ties`.\n```\n</details>", pattern="![x](http://example.org/a.png)",
    rationale=r"\<img src=x> \\<b> [link](http://example.org) \[y](z)",
)  # fmt: skip
EVIDENCE = Evidence(pairs=30, wins=19, losses=2, e_value=3.8, threshold=2.301, effect=0.567, low=0.255, high=0.879)
ESTIMATE = Estimate(mean=0.0521, low=0.0111, high=0.0931, chance=0.99)


def record(number: int, passed: int) -> RoundRecord:
    harness = apply(START, EDIT) if number else START
    standing = Standing(
        harness=harness.fingerprint,
        held_in=Score(passed=passed, total=8),
        held_out=Score(passed=2, total=4),
        true_rate=0.5,
    )
    decision = GateDecision(outcome="accepted", reason="why", d_in=2, d_out=0, evaluated=12, total=12,
                            gate="sequential", evidence=EVIDENCE, estimate=ESTIMATE)  # fmt: skip
    edits = (EditRecord(edit=EDIT, decision=decision, outcome="accepted"),) if number else ()
    return RoundRecord(
        round=number,
        before=standing,
        after=standing,
        harness=harness,
        edits=edits,
        evidence=EVIDENCE if number else None,
    )


ROUNDS = [record(0, 4), record(1, 6)]
CHAMPION = Entry(
    sequence=7, time=datetime(2026, 11, 22, tzinfo=UTC), event="promoted", suite="mine", model="m", harness=START,
    fingerprint=START.fingerprint, origin=7, reason="r", by="ann", version="1", evidence=Record(), previous="", hash="h",
)  # fmt: skip
ATTEMPT = AttemptMade(problem="a", trial=nth(), harness="h", status="passed")


def begin(folder: Path, run_id: str = "2026-11-22-Night_1", model: str = SIMULATED) -> Ledger:
    """A run's folder; rounds can still be added."""
    ledger = Ledger.create(
        folder,
        Start(
            run_id=run_id,
            started=datetime(2026, 11, 22, tzinfo=UTC),
            config=RunConfig(model=model),
            suite="mine",
            suite_digest="d",
            split=Split(held_in=("a",), held_out=("b",)),
            harness=START,
        ),
    )
    ledger.close()
    return ledger


# --- texts -----------------------------------------------------------------------------------------------------------


def test_keys_are_of_the_form_that_the_server_takes() -> None:
    assert key("2026-11-22-Night_1 ", "approval") == "2026-11-22-night-1-approval"


def test_an_artifact_is_of_a_suite_and_a_model(tmp_path: Path) -> None:
    assert artifact_key(begin(tmp_path, model="Qwen/Qwen2.5").start, "champion") == "champion-mine-qwen-qwen2-5"


def test_rates() -> None:
    assert rates_table(ROUNDS) == [
        {"round": "start", "held-in": "50.0% (4/8)", "held-in, 95 %": "22% to 78%", "held-out": "50.0% (2/4)",
         "held-out, 95 %": "15% to 85%", "true (simulated)": "50.0%", "edits accepted": "", "harness": START.fingerprint},
        {"round": "1", "held-in": "75.0% (6/8)", "held-in, 95 %": "41% to 93%", "held-out": "50.0% (2/4)",
         "held-out, 95 %": "15% to 85%", "true (simulated)": "50.0%", "edits accepted": "1 of 1",
         "harness": apply(START, EDIT).fingerprint},
    ]  # fmt: skip
    assert rates_headline(ROUNDS[:1]) == "held-in 50.0% (4/8), held-out 50.0% (2/4) at the start"
    assert rates_headline(ROUNDS) == "held-in 50.0% -> 75.0%, held-out 50.0% -> 50.0% after round 1"


def test_harness_and_decisions_survive_what_a_model_wrote(tmp_path: Path) -> None:
    headline, text = changes(begin(tmp_path), ROUNDS)
    assert headline == "3 new lines after round 1"
    blocks = [token.content for token in MarkdownIt().parse(text) if token.type == "fence"]
    assert blocks[0] == blocks[1] == "[checklist]\n+Check `ties`.\n+```\n+</details>\n"
    headline, text = decisions(ROUNDS[1])
    assert headline == "round 1: 1 of 1 edits accepted"
    stage = ("19 won and 2 lost of 30 pairs, evidence 6,310 (200 needed), difference +56.7 points at the problems of "
             "these pairs (+25.5 to +87.9)")  # fmt: skip
    assert f"Evidence: {stage}." in text.splitlines()
    assert "Evidence" not in decisions(ROUNDS[1].model_copy(update={"evidence": None}))[1]
    kinds = {child.type for token in MarkdownIt().parse(text) for child in token.children or ()}
    assert not kinds & {"html_inline", "image", "link_open"}
    shown = "".join(child.content for token in MarkdownIt().parse(text) for child in token.children or ())
    assert r"\<img src=x> \\<b> [link](http" in shown


def test_cost_by_part_and_role() -> None:
    headline, text = cost({
        ("start", "solver"): Spent(70, 7000, 700, 0.25),
        ("round 1", "analyst"): Spent(1, 10, 5, 0.5),
        ("round 1", "solver"): Spent(9, 90, 45, 0.125),
    })  # fmt: skip
    assert headline == "80 model calls, 7,850 tokens, $0.8750"
    lines = text.splitlines()
    assert "| round 1 | 10 | 100 | 50 | 0.6250 |" in lines
    assert "| all | 80 | 7,100 | 750 | 0.8750 |" in lines
    assert "| solver | 79 | 7,090 | 745 | 0.3750 |" in lines
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    assert [token.type for token in tokens].count("table_open") == 2


def test_simulated_is_said_on_every_card(tmp_path: Path) -> None:
    run = begin(tmp_path)
    assert label(run, "x") == label(run, "Simulated: x") == "SIMULATED: x"
    assert label(begin(tmp_path, "other", "claude-haiku-4-5"), "x") == "x"


def test_progress_counts_the_attempts_of_a_phase() -> None:
    progress = Progress()
    assert progress.state == (0.0, "starting")
    progress(PhaseBegun(name="solve", total=4))
    progress(ATTEMPT)
    progress(Notice(text="x"))
    assert progress.state == (25.0, "round 0: solve, 1 of 4 attempts")
    progress(PhaseBegun(round=1, name="mine"))
    assert progress.state == (0.0, "round 1: mine")
    progress(PhaseBegun(round=1, name="gate", total=1))
    for _ in range(2):
        progress(ATTEMPT)
    assert progress.state == (100.0, "round 1: gate, 2 of 1 attempts")
    progress(Stopped(path="runs/r", reason="x"))
    assert progress.state == (0.0, "stopped")
    progress(Finished(reason="x", harness="h"))
    assert progress.state == (100.0, "finished")


# --- publishing: in a process of its own, as Prefect leaves sockets open -----------------------------------------------


async def each_round(run: Ledger) -> None:
    progress = Progress()

    @flow
    async def work() -> None:
        async with following(progress, run, every=0.01):
            for made in ROUNDS:
                progress(PhaseBegun(round=made.round, name="solve", total=2))
                await asyncio.sleep(0.3)
                run.add_round(made)
                await publish(run)
            progress(Finished(reason="x", harness="h"))
            await publish_end(run, CHAMPION)

    await work()


async def refused(run: Ledger) -> None:
    async def refuse(*_: Any, **__: Any) -> Any:
        raise RuntimeError("422: no")

    async def hang(*_: Any, **__: Any) -> Any:
        await asyncio.sleep(60)

    vars(artifacts).update(acreate_markdown_artifact=refuse, acreate_progress_artifact=hang, PATIENCE=0.5)
    for made in ROUNDS:
        run.add_round(made)

    @flow
    async def work() -> None:
        async with following(Progress(), run):
            await publish(run)
            await publish_end(run, None)

    await work()


async def scenario(name: str, folder: str) -> None:
    """Prints the artifacts of two runs of one suite with one model: (kind, description, data), in the order in which they
    were made. The model's name is the scenario's."""
    suite_and_model = f"-mine-{key(name)}"
    for run_id in ("night-1", "night-2") if name == "each-round" else ("night-1",):
        run = begin(Path(folder), run_id, name)
        await {"each-round": each_round, "refused": refused}[name](run)
    async with get_client() as client:
        like = ArtifactFilterKey(like_=f"%{suite_and_model}")
        found = await client.read_artifacts(artifact_filter=ArtifactFilter(key=like))
    found.sort(key=lambda artifact: str(artifact.created))
    print(json.dumps([(str(its.key).removesuffix(suite_and_model), its.description, its.data) for its in found]))


def play(name: str, folder: Path, api: str) -> tuple[list[tuple[str, str, Any]], str]:
    """What a scenario printed, and its log."""
    code = f"import asyncio; from tests.tasks.test_artifacts import scenario; asyncio.run(scenario({name!r}, {str(folder)!r}))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=environment(api, {"PREFECT_LOGGING_LEVEL": "INFO"}),
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return [tuple(artifact) for artifact in json.loads(done.stdout.splitlines()[-1])], done.stderr


def test_each_round_and_each_night_makes_a_version_of_a_thing(tmp_path: Path, prefect_api: str) -> None:
    made, _ = play("each-round", tmp_path, prefect_api)
    kinds = Counter(kind for kind, _, _ in made)
    of_rounds, of_a_round, of_nights = (
        ("rates", "cost"),
        ("harness", "gate", "progress"),
        ("verdict", "report", "nights"),
    )
    assert kinds == dict.fromkeys(of_rounds, 4) | dict.fromkeys([*of_a_round, *of_nights, "champion"], 2)
    newest = {kind: (description, data) for kind, description, data in made}
    assert newest["rates"][0] == rates_headline(ROUNDS)
    assert json.loads(newest["rates"][1]) == rates_table(ROUNDS)
    assert "19 won and 2 lost" in newest["gate"][1]
    assert newest["progress"] == ("finished", 100.0)
    run = RunFolder(tmp_path / "night-2")
    assert newest["verdict"][0] == verdict(run, run.log())
    assert newest["report"][1].startswith(f"{verdict(run, run.log())}\n\n# Run night-2")
    assert newest["nights"][0] == "2 runs, 0 promoted; last: under way"
    assert newest["nights"][1].index("| night-2 |") < newest["nights"][1].index("| night-1 |"), "the newest first"
    assert "`▅▅`" in newest["nights"][1]
    assert newest["champion"][0] == f"{CHAMPION.fingerprint}, entry 7"
    assert "by ann" in newest["champion"][1]
    assert "You are" in newest["champion"][1]
    assert not any("file:/" in str(data) for _, _, data in made)


def test_a_failure_to_publish_is_no_failure_of_the_run(tmp_path: Path, prefect_api: str) -> None:
    made, log = play("refused", tmp_path, prefect_api)
    assert [kind for kind, _, _ in made] == ["rates"]
    assert log.count("An artifact could not be published: RuntimeError('422: no')") == 6
    assert "An artifact could not be published: TimeoutError()" in log
    assert "Finished in state Completed()" in log
