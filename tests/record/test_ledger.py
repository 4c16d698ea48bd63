"""The run folder: atomic files, a ledger that survives kill -9, one writer, sums."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from self_harness.config import RunConfig
from self_harness.errors import ConfigError
from self_harness.files import write_atomically
from self_harness.gate.decision import Evidence, Observation
from self_harness.harness import START, Harness
from self_harness.record import ledger as module
from self_harness.record.ledger import Ledger, RunFolder, Start, find_run, new_run_id
from self_harness.record.records import RoundRecord, Score, Standing, Totals
from self_harness.suite.problem import Split

NOW = datetime(2026, 11, 22, 3, 4, 5, tzinfo=UTC)


def start(run_id: str = "run", e_value: float = 1.0) -> Start:
    return Start(
        run_id=run_id,
        started=NOW,
        config=RunConfig(model="simulated", max_cost=1.5),
        suite="suite",
        suite_digest="d",
        split=Split(held_in=("a", "b"), held_out=("c",)),
        harness=START,
        e_value=e_value,
    )


def record(number: int, harness: Harness = START) -> RoundRecord:
    score = Score(passed=1, total=2)
    standing = Standing(harness=harness.fingerprint, held_in=score, held_out=score)
    return RoundRecord(round=number, before=standing, after=standing, harness=harness)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    made = Ledger.create(tmp_path, start())
    yield made
    made.close()


# --- files ---------------------------------------------------------------------------------------------------------


def test_write_creates_folders_and_replaces(tmp_path: Path) -> None:
    file = tmp_path / "a" / "b.txt"
    write_atomically(file, "first, longer\n")
    write_atomically(file, "sécond\r\n")
    assert file.read_bytes() == "sécond\r\n".encode()
    assert os.listdir(file.parent) == ["b.txt"]
    assert file.stat().st_mode & 0o777 == 0o644


def test_half_a_surrogate_pair_stops_no_report(tmp_path: Path) -> None:
    write_atomically(tmp_path / "summary.md", "smile \ud83d")
    assert (tmp_path / "summary.md").read_text() == "smile \\ud83d"


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_failure_before_the_end_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    file = tmp_path / "file"
    write_atomically(file, "old")

    def fail(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(os, step, fail)
    with pytest.raises(OSError, match="no space"):
        write_atomically(file, "new")
    assert file.read_text() == "old"


WRITING = """
import itertools, sys
from pathlib import Path
from self_harness.files import write_atomically
for number in itertools.count():
    write_atomically(Path(sys.argv[1]), str(number % 10) * 2_000_000)
    print("written", flush=True)
"""


def test_kill_9_while_writing_leaves_a_whole_file(tmp_path: Path) -> None:
    file = tmp_path / "file"
    with subprocess.Popen([sys.executable, "-c", WRITING, str(file)], stdout=subprocess.PIPE) as process:
        assert process.stdout
        process.stdout.readline()
        time.sleep(random.Random(1).random() / 10)
        process.kill()
    text = file.read_text()
    assert len(text) == 2_000_000
    assert len(set(text)) == 1


# --- the run folder ------------------------------------------------------------------------------------------------


def test_a_new_run_can_be_read_back(ledger: Ledger, tmp_path: Path) -> None:
    folder = RunFolder(tmp_path / "run")
    assert folder.start == start() == ledger.start
    assert folder.rounds() == []
    assert folder.harness() == START


def test_rounds_up_to_the_first_gap(ledger: Ledger) -> None:
    better = Harness(role="better")
    for number, harness in ((0, START), (1, better), (3, START)):
        ledger.add_round(record(number, harness))
    folder = RunFolder(ledger.path)
    assert folder.rounds() == [record(0), record(1, better)]
    assert folder.harness() == better
    assert Harness.model_validate_json((ledger.path / "harness_1.json").read_text()) == better


def test_a_round_counts_only_when_its_harness_is_there(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    written = []

    def note(path: Path, text: str) -> None:
        written.append(path.name)

    monkeypatch.setattr(module, "write_atomically", note)
    ledger.add_round(record(2))
    assert written == ["harness_2.json", "round_2.json"]


def test_a_race_can_be_read_back(ledger: Ledger) -> None:
    """To the last bit: a resumed run plays it again."""
    seen = (
        Observation(problem="a", trial=0, present=(), passed=False),
        Observation(problem="c", trial=1000, present=(0, 3), passed=True),
        Observation(problem="b", trial=1001, present=(), passed=False),
        Observation(problem="b", trial=1002, present=(0, 3), passed=True, odds=0.1 + 0.7),
    )
    evidence = Evidence(
        stage="pairs", pairs=2, wins=1, losses=0, e_value=0.1 + 0.2, threshold=1.3, effect=0.5, low=-1 / 3, high=2 / 3,
        path=((1, 0.0), (2, 0.1 + 0.2)),
    )  # fmt: skip
    raced = record(1).model_copy(update={"seen": seen, "e_value": 0.1 + 0.2, "evidence": evidence})
    ledger.add_round(record(0))
    ledger.add_round(raced)
    (_, found) = RunFolder(ledger.path).rounds()
    assert found == raced
    assert (found.seen, found.e_value, found.evidence) == (seen, 0.1 + 0.2, evidence)
    with pytest.raises(ValidationError, match="winnings"):
        RoundRecord.model_validate(raced.model_dump() | {"winnings": 1.0})


def test_the_wealth_is_that_of_the_last_round_or_of_the_nights_before(tmp_path: Path) -> None:
    ledger = Ledger.create(tmp_path, start(e_value=3.25))
    ledger.close()
    folder = RunFolder(ledger.path)
    assert folder.start.e_value == folder.e_value() == 3.25
    ledger.add_round(record(0))
    assert folder.e_value() == 3.25, "no round has been played yet"
    for number, e_value in ((1, 0.5), (2, 7.0)):
        ledger.add_round(record(number).model_copy(update={"e_value": e_value}))
        assert folder.e_value() == e_value
    with pytest.raises(ValidationError, match="e_value"):
        Start.model_validate(start().model_dump() | {"e_value": 0.0})


def test_finish_leaves_the_harness_to_use(ledger: Ledger) -> None:
    ledger.finish(Harness(role="final"))
    assert Harness.model_validate_json((ledger.path / "harness.json").read_text()).role == "final"


def test_what_is_no_run_folder(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"is not a run folder: it has no config\.json"):
        RunFolder(tmp_path)
    (tmp_path / "config.json").write_text('{"run_id": "x"}')
    with pytest.raises(ConfigError, match=r"config\.json can't be read: .*\nstarted"):
        RunFolder(tmp_path)


# --- events --------------------------------------------------------------------------------------------------------


def test_events_in_order_with_time_and_any_text(ledger: Ledger) -> None:
    before = time.time()
    ledger.append("note", text="über\nzwei Zeilen", odd="\ud800", number=3)
    first, second = RunFolder(ledger.path).events()
    assert first["event"] == "opened"
    assert before <= second.pop("time") <= time.time()
    assert second == {"event": "note", "text": "über\nzwei Zeilen", "odd": "\ud800", "number": 3}


def test_an_event_is_on_disk_when_append_returns(ledger: Ledger) -> None:
    ledger.append("note")
    lines = (ledger.path / "ledger.jsonl").read_bytes().splitlines(keepends=True)
    assert [json.loads(line)["event"] for line in lines] == ["opened", "note"]
    assert lines[-1].endswith(b"\n")


@pytest.mark.parametrize("torn", [b'{"event": "call", "co', b'{"event": "n\xc3', b"\0\0\0\0", b"{"])
def test_a_line_torn_by_a_kill_costs_that_line_only(ledger: Ledger, torn: bytes) -> None:
    ledger.append("first")
    ledger.close()
    with (ledger.path / "ledger.jsonl").open("ab") as file:
        file.write(torn)
    assert [event["event"] for event in RunFolder(ledger.path).events()] == ["opened", "first"]
    again = Ledger(ledger.path)
    again.append("second")
    again.close()
    assert [event["event"] for event in RunFolder(ledger.path).events()] == ["opened", "first", "opened", "second"]


def test_a_whole_line_without_its_end_is_kept(ledger: Ledger) -> None:
    ledger.close()
    with (ledger.path / "ledger.jsonl").open("ab") as file:
        file.write(b'{"event": "whole", "time": 1.0}')
    again = Ledger(ledger.path)
    again.close()
    assert [event["event"] for event in again.events()] == ["opened", "whole", "opened"]


def test_without_a_ledger_there_are_no_events(ledger: Ledger) -> None:
    ledger.close()
    (ledger.path / "ledger.jsonl").unlink()
    assert list(RunFolder(ledger.path).events()) == []
    assert RunFolder(ledger.path).totals() == Totals()


def test_totals_over_several_openings(ledger: Ledger) -> None:
    call: dict[str, Any] = {"event": "call", "input_tokens": 10, "output_tokens": 5, "cost": 0.25}
    events: list[dict[str, Any]] = [
        {"event": "opened", "time": 100}, call | {"time": 101}, {"event": "attempt", "time": 104},
        {"event": "opened", "time": 1000}, call | {"time": 1001, "input_tokens": 1}, {"event": "attempt", "time": 1002},
        {"event": "opened", "time": 5000},
        {"event": "opened", "time": 6000}, {"event": "attempt", "time": 6000.5},
    ]  # fmt: skip
    (ledger.path / "ledger.jsonl").write_text("".join(json.dumps(event) + "\n" for event in events))
    assert ledger.totals() == Totals(
        calls=2, input_tokens=11, output_tokens=10, cost=0.5, seconds=4 + 2 + 0 + 0.5, attempts=3
    )


# --- one writer ----------------------------------------------------------------------------------------------------

HOLDING = """
import sys
from pathlib import Path
from self_harness.record.ledger import Ledger
ledger = Ledger(Path(sys.argv[1]))
print("open", flush=True)
sys.stdin.read()
"""


def test_two_processes_can_not_write_one_run_and_kill_9_frees_it(ledger: Ledger) -> None:
    ledger.close()
    with subprocess.Popen(
        [sys.executable, "-c", HOLDING, str(ledger.path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == b"open\n"
        before = list(RunFolder(ledger.path).events())
        with pytest.raises(ConfigError, match="Run run is being worked on by another process"):
            Ledger(ledger.path)
        assert list(RunFolder(ledger.path).events()) == before, "reading is always possible, and nothing was written"
        process.send_signal(signal.SIGKILL)
        process.wait()
    Ledger(ledger.path).close()


def test_a_closed_run_can_be_opened_again(ledger: Ledger) -> None:
    with pytest.raises(ConfigError, match="another process"):
        Ledger(ledger.path)
    ledger.close()
    Ledger(ledger.path).close()
    assert len((ledger.path / "ledger.jsonl").read_bytes().splitlines()) == 2, "whole lines need no empty one between"


# --- finding runs --------------------------------------------------------------------------------------------------


def test_run_ids_are_readable_and_unique_for_everybody_at_once(tmp_path: Path) -> None:
    out = tmp_path / "deep" / "runs"
    assert new_run_id(out, NOW) == "2026-11-22-030405"
    assert new_run_id(out, NOW) == "2026-11-22-030405-2"
    with ThreadPoolExecutor(8) as pool:
        ids = list(pool.map(lambda _: new_run_id(out, NOW), range(40)))
    assert len(set(ids)) == 40
    assert all((out / run_id).is_dir() for run_id in ids)
    assert new_run_id(out) > new_run_id(out, NOW)


def test_a_run_is_found_by_id_by_path_or_as_the_last(tmp_path: Path) -> None:
    for run_id in ("2026-11-22-030405", "2026-11-21-235959", "2026-11-22-030405-2"):
        Ledger.create(tmp_path, start(run_id)).close()
    new_run_id(tmp_path)  # reserved, and nothing in it yet
    assert find_run("2026-11-21-235959", tmp_path) == tmp_path / "2026-11-21-235959"
    assert find_run(str(tmp_path / "2026-11-21-235959"), tmp_path / "elsewhere") == tmp_path / "2026-11-21-235959"
    assert find_run("last", tmp_path) == tmp_path / "2026-11-22-030405-2"


def test_a_run_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"There are no runs in .*nowhere\."):
        find_run("last", tmp_path / "nowhere")
    with pytest.raises(ConfigError, match=r"There is no run 'x' in .* \(the newest: none\)\."):
        find_run("x", tmp_path)
    for number in range(7):
        Ledger.create(tmp_path, start(f"run-{number}")).close()
    with pytest.raises(ConfigError, match=r"\(the newest: run-2, run-3, run-4, run-5, run-6\)\."):
        find_run("x", tmp_path)


def test_runs_of_older_versions_are_read(ledger: Ledger) -> None:
    """They counted `dry` rounds and whether a round had `tested` something."""
    ledger.add_round(record(0))
    for name, field, value in (("config.json", "dry", 3), ("round_0.json", "tested", True)):
        path = ledger.path / name
        path.write_text(json.dumps(json.loads(path.read_text()) | {field: value}))
    folder = RunFolder(ledger.path)
    assert folder.start.e_value == 1.0
    assert folder.rounds() == [record(0)]
