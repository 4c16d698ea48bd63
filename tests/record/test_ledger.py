"""The run folder: atomic files, a ledger that survives kill -9, one writer, sums."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pydantic import ValidationError

from self_harness.attempt import Trial
from self_harness.config import RunConfig
from self_harness.errors import ConfigError
from self_harness.files import write_atomically
from self_harness.gate.decision import Evidence, Observation, Pair
from self_harness.harness import START, Harness
from self_harness.record import ledger as module
from self_harness.record.events import AttemptMade, CallFailed, CallMade, CallSent, Event, Notice, Opened
from self_harness.record.ledger import Ledger, new_run_id
from self_harness.record.log import RunFolder, find_run
from self_harness.record.records import RoundRecord, Score, Standing, Start, Totals
from self_harness.record.spending import Spent
from self_harness.suite.problem import Split
from tests.trials import nth

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
        Observation(problem="a", trial=nth(), present=(), passed=False),
        Observation(problem="c", trial=Trial("screening", 1), present=(0, 3), passed=True),
        Pair(
            incumbent=Observation(problem="b", trial=Trial("pair", 1, 1), present=(), passed=False),
            candidate=Observation(problem="b", trial=Trial("pair", 1, 1), present=(0, 3), passed=True),
            stake=0.1 + 0.7,
        ),
    )
    evidence = Evidence(
        pairs=2, wins=1, losses=0, e_value=0.1 + 0.2, threshold=1.3, effect=0.5, low=-1 / 3, high=2 / 3,
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


def test_the_evidence_is_that_of_the_last_round_or_of_the_runs_before(tmp_path: Path) -> None:
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


def test_a_finished_run_that_goes_on_has_the_harness_of_its_newest_round(ledger: Ledger) -> None:
    ledger.add_round(record(0))
    ledger.finish(Harness(role="final"))
    assert ledger.harness().role == "final"
    ledger.add_round(record(1, Harness(role="better")))
    assert ledger.harness().role == "better"
    assert not (ledger.path / "harness.json").exists()
    ledger.finish(Harness(role="best"))
    assert ledger.harness().role == "best"


def test_what_is_no_run_folder(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"is not a run folder: it has no config\.json"):
        RunFolder(tmp_path)
    (tmp_path / "config.json").write_text('{"run_id": "x"}')
    with pytest.raises(ConfigError, match=r"config\.json can't be read: started: is missing"):
        RunFolder(tmp_path)


# --- events --------------------------------------------------------------------------------------------------------


def note(text: str) -> Notice:
    return Notice(text=text)


def said(run: RunFolder) -> list[str]:
    """The events, a notice by its text."""
    return [event.text if isinstance(event, Notice) else event.event for event in run.events()]


def test_an_event_is_read_as_it_was_written(ledger: Ledger) -> None:
    before = datetime.now(UTC)
    attempt = AttemptMade(
        problem="a", trial=nth(3), harness="h", status="timeout", message="über\nzwei Zeilen", reply="k"
    )
    ledger.append(attempt)
    ledger.append(note("half a pair \ud800"))
    opened, first, second = RunFolder(ledger.path).events()
    assert isinstance(opened, Opened)
    assert first == attempt
    assert before <= first.time <= datetime.now(UTC)
    assert isinstance(second, Notice)
    assert second.text == "half a pair \\ud800"


def test_an_event_is_on_disk_when_append_returns(ledger: Ledger) -> None:
    ledger.append(note("x"))
    lines = (ledger.path / "ledger.jsonl").read_bytes().splitlines(keepends=True)
    assert [json.loads(line)["event"] for line in lines] == ["opened", "notice"]
    assert lines[-1].endswith(b"\n")


@pytest.mark.parametrize("torn", [b'{"event": "call", "co', b'{"event": "n\xc3', b"\0\0\0\0", b"{"])
def test_a_line_torn_by_a_kill_costs_that_line_only(ledger: Ledger, torn: bytes) -> None:
    ledger.append(note("first"))
    ledger.close()
    with (ledger.path / "ledger.jsonl").open("ab") as file:
        file.write(torn)
    assert said(RunFolder(ledger.path)) == ["opened", "first"]
    again = Ledger(ledger.path)
    again.append(note("second"))
    again.close()
    assert said(RunFolder(ledger.path)) == ["opened", "first", "opened", "second"]


def test_a_whole_line_without_its_end_is_kept(ledger: Ledger) -> None:
    ledger.append(note("whole"))
    ledger.close()
    file = ledger.path / "ledger.jsonl"
    file.write_bytes(file.read_bytes().rstrip(b"\n"))
    again = Ledger(ledger.path)
    again.close()
    assert said(again) == ["opened", "whole"], "a process that has nothing to say leaves no trace"


def test_each_line_is_read_once_by_whoever_asks_again_and_again(ledger: Ledger) -> None:
    ledger.append(note("first"))
    reader, file = RunFolder(ledger.path), ledger.path / "ledger.jsonl"
    assert reader.log().notices == ledger.log().notices == ["first"]
    file.write_bytes(b"x" * (file.stat().st_size - 1) + b"\n")  # what was read is not looked at again
    ledger.append(note("second"))
    with file.open("ab") as torn:
        torn.write(b'{"event": "n')
    assert reader.log().notices == ["first", "second"]
    ledger.close()
    again = Ledger(ledger.path)
    again.append(note("third"))
    again.close()
    assert reader.log().notices == ledger.log().notices == ["first", "second", "third"]
    file.write_bytes(file.read_bytes() + b"y\n")
    with pytest.raises(ConfigError, match=r"ledger\.jsonl, line 5: this is no event"):  # after x, second, opened, third
        reader.log()


@pytest.mark.parametrize(
    "line", [b"", b"\0\0", b'{"event": "call", "co', b'{"event": "dance"}', b'{"event": "notice"}']
)
def test_any_other_line_that_is_no_event_is_named(ledger: Ledger, line: bytes) -> None:
    file = ledger.path / "ledger.jsonl"
    file.write_bytes(file.read_bytes() + line + b"\n" + note("x").model_dump_json().encode() + b"\n")
    with pytest.raises(ConfigError, match=r"ledger\.jsonl, line 2: this is no event of a run \("):
        ledger.totals()


@pytest.mark.parametrize("damage", [Path.unlink, lambda file: file.write_bytes(b"")])
def test_an_empty_ledger_of_a_run_that_did_something_is_no_run_for_nothing(
    ledger: Ledger, damage: Callable[[Path], None]
) -> None:
    damage(ledger.path / "ledger.jsonl")
    assert ledger.totals() == Totals(), "killed before its first event"
    ledger.add_round(record(0))
    with pytest.raises(ConfigError, match=r"ledger\.jsonl is empty or missing"):
        ledger.totals()


def test_totals_over_several_openings(ledger: Ledger) -> None:
    def at(seconds: float, event: Event) -> bytes:
        return event.model_copy(update={"time": NOW + timedelta(seconds=seconds)}).model_dump_json().encode() + b"\n"

    call = CallMade(role="solver", key="k", model="m", input_tokens=10, output_tokens=5, cost=0.25)
    attempt = AttemptMade(problem="a", trial=nth(), harness="h", status="passed")
    events: list[tuple[float, Event]] = [
        (100, Opened()), (101, call), (104, attempt),
        (1000, Opened()), (1001, call.model_copy(update={"input_tokens": 1})), (1002, attempt),
        (5000, Opened()),
        (6000, Opened()), (6000.5, attempt),
    ]  # fmt: skip
    (ledger.path / "ledger.jsonl").write_bytes(b"".join(at(*each) for each in events))
    assert ledger.totals() == Totals(
        calls=2, input_tokens=11, output_tokens=10, cost=0.5, seconds=4 + 2 + 0 + 0.5, attempts=3
    )


def test_a_clock_that_is_set_back_takes_no_time_away(ledger: Ledger) -> None:
    for minutes in (0, 1, -600, -599):
        ledger.append(note("x").model_copy(update={"time": NOW + timedelta(minutes=minutes)}))
    opened = (ledger.path / "ledger.jsonl").read_bytes().split(b"\n", 1)[0]
    assert b'"opened"' in opened
    (ledger.path / "ledger.jsonl").write_bytes((ledger.path / "ledger.jsonl").read_bytes().split(b"\n", 1)[1])
    assert ledger.totals().seconds == 120


def test_calls_of_which_nothing_more_is_known_count_with_their_worst_case(ledger: Ledger) -> None:
    def sent(key: str) -> CallSent:
        return CallSent(role="solver", key=key, input_tokens=100, output_tokens=50, cost=0.5)

    def made(key: str) -> CallMade:
        return CallMade(role="solver", key=key, model="m", input_tokens=10, output_tokens=5, cost=0.25)

    def spent() -> tuple[int, float, int, float]:
        log = ledger.log()
        return log.totals.calls, log.totals.cost, log.bill.unanswered.calls, log.bill.unanswered.cost

    ledger.append(sent("a"))
    assert spent() == (1, 0.5, 1, 0.5), "in flight"
    ledger.append(made("a"))
    assert spent() == (1, 0.25, 0, 0.0)
    ledger.append(sent("b"))
    ledger.append(CallFailed(key="b"))
    assert spent() == (1, 0.25, 0, 0.0), "no usable answer"
    for key in "cd":
        ledger.append(sent(key))
    ledger.append(Opened())  # after a kill
    for event in (sent("c"), made("c")):
        ledger.append(event)
    assert spent() == (4, 0.25 + 2 * 0.5 + 0.25, 2, 1.0), "c was asked again, and may be paid for twice"
    assert ledger.log().bill.spent == {("start", "solver"): Spent(4, 220, 110, 1.5)}


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
    again = Ledger(ledger.path)
    again.append(note("x"))
    again.close()
    assert said(again) == ["opened", "opened", "x"]


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
    for minutes, run_id in enumerate(("2026-11-22-030405-9", "2026-11-21-235959", "2026-11-22-030405-10")):
        begun = start(run_id).model_copy(update={"started": NOW + timedelta(minutes=minutes)})
        Ledger.create(tmp_path, begun).close()
    new_run_id(tmp_path)  # reserved, and nothing in it yet
    assert find_run("2026-11-21-235959", tmp_path) == tmp_path / "2026-11-21-235959"
    assert find_run(str(tmp_path / "2026-11-21-235959"), tmp_path / "elsewhere") == tmp_path / "2026-11-21-235959"
    assert find_run("last", tmp_path) == tmp_path / "2026-11-22-030405-10", "not the last by name"


def test_a_run_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"There are no runs in .*nowhere\."):
        find_run("last", tmp_path / "nowhere")
    with pytest.raises(ConfigError, match=r"There is no run 'x' in .* \(the newest: none\)\."):
        find_run("x", tmp_path)
    with pytest.raises(ConfigError, match=r"There is no file 'x.md', and no run of that name in "):
        find_run("x.md", tmp_path, "harness")
    for number in range(7):
        Ledger.create(tmp_path, start(f"run-{number}")).close()
    with pytest.raises(ConfigError, match=r"\(the newest: run-2, run-3, run-4, run-5, run-6\)\."):
        find_run("x", tmp_path)
