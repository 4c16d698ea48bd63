"""A run that could not begin is not left "under way"."""

from datetime import UTC, datetime
from pathlib import Path

from flows.optimize import _refuse
from self_harness.config import RunConfig
from self_harness.errors import SandboxError
from self_harness.harness import START
from self_harness.record.events import Finished, Notice, Started
from self_harness.record.ledger import Ledger
from self_harness.record.log import RunFolder
from self_harness.record.records import Start
from self_harness.suite.problem import Split

GONE = SandboxError("The engine is gone.")


def begin(out: Path) -> Ledger:
    start = Start(
        run_id="run-1", started=datetime.now(UTC), config=RunConfig(model="simulated"), suite="mine", suite_digest="d",
        split=Split(held_in=("a",), held_out=("b",)), harness=START,
    )  # fmt: skip
    return Ledger.create(out, start)


def test_a_new_run_that_could_not_begin_leaves_nothing(tmp_path: Path) -> None:
    ledger = begin(tmp_path)
    ledger.append(Notice(text="Building the image."))
    _refuse(ledger, GONE)
    assert list(tmp_path.iterdir()) == []


def test_a_run_that_could_not_go_on_says_so(tmp_path: Path) -> None:
    ledger = begin(tmp_path)
    path = str(ledger.path)
    ledger.append(Started(run_id="run-1", path=path, model="simulated", rounds=2, done=0, held_in=1, held_out=1))
    ledger.close()
    ledger = Ledger(ledger.path)
    ledger.append(Notice(text="Building the image."))
    _refuse(ledger, GONE)
    run = RunFolder(tmp_path / "run-1")
    assert run.log().state == "stopped"
    assert (run.path / "summary.md").read_text().startswith("Simulated: Stopped: The engine is gone.")


def test_a_finished_run_that_could_not_go_on_stays_as_it_was(tmp_path: Path) -> None:
    ledger = begin(tmp_path)
    path = str(ledger.path)
    ledger.append(Started(run_id="run-1", path=path, model="simulated", rounds=2, done=0, held_in=1, held_out=1))
    ledger.append(Finished(reason="x", harness="h"))
    ledger.close()
    before = (ledger.path / "ledger.jsonl").read_bytes()
    _refuse(Ledger(ledger.path), GONE)
    assert (ledger.path / "ledger.jsonl").read_bytes() == before
