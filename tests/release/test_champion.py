"""The champion's history: appending, racing, going back; and an audit that sees every change."""

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import fsspec  # type: ignore[import-untyped]
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from self_harness.attempt import Status
from self_harness.config import RunConfig
from self_harness.errors import ConfigError
from self_harness.harness import Harness
from self_harness.record.events import AttemptMade
from self_harness.record.ledger import Ledger
from self_harness.record.records import RoundRecord, Score, Standing, Start
from self_harness.release.champion import ChampionStore, audit, by_problem, evidence_of, stores
from self_harness.release.entry_files import EntryFiles
from self_harness.release.history import Entry, Evidence, verify, write
from self_harness.release.test_split import supports
from self_harness.suite.problem import Split
from tests.trials import at, nth

A, B, C = (Harness(role=f"You are {name}.", strategy='Say "é\u2028" \\ twice.\r\n') for name in ("Ada", "Bob", "Cleo"))
TEST_SPLIT = supports({at("p"): False, at("q"): True}, {at("p"): True, at("q"): True})


@pytest.fixture(params=["local", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> ChampionStore:
    memory = fsspec.filesystem("memory")
    memory.store.clear()
    memory.pseudo_dirs[:] = [""]
    url = str(tmp_path / "cham[pi]ons*") if request.param == "local" else "memory://champions"
    return ChampionStore(url, "contracts", "claude-x")


def evidence(run: str = "", over: Harness | None = None) -> Evidence:
    expected = {"p": Score(passed=2, total=3)}
    return Evidence(run=run, over=over.fingerprint if over else "", test_split=TEST_SPLIT, expected=expected)


def current(store: ChampionStore) -> Entry:
    champion = store.current()
    assert champion is not None
    return champion


def filled(store: ChampionStore) -> ChampionStore:
    """A, B, refused C, C, back to B, B with a new record."""
    store.promote(A, "first", evidence("r1"))
    store.promote(B, "better", evidence("r2", over=A))
    store.refuse(C, "test split worse", evidence("r3", over=B))
    store.promote(C, "better", evidence("r4", over=B))
    store.rollback(reason="users complained")
    store.rebaseline(Evidence(run="r5", expected={"p": Score(passed=1, total=3)}), "the model changed")
    return store


def test_nothing_is_there_at_first(store: ChampionStore) -> None:
    assert (store.current(), store.history(), audit(store)) == (None, [], [])
    changes: list[Callable[[], object]] = [store.rollback, lambda: store.rebaseline(evidence(), "new model")]
    for change in changes:
        with pytest.raises(ConfigError, match="contracts has no champion with claude-x yet"):
            change()
    store.refuse(A, "no gain", evidence("r1"))
    assert store.current() is None, "a refusal deploys nothing"


def test_the_champion_is_what_the_last_setting_entry_says(store: ChampionStore) -> None:
    history = filled(store).history()
    events = ["promoted", "promoted", "refused", "promoted", "rolled_back", "rebaselined"]
    assert [entry.event for entry in history] == events
    assert [entry.sequence for entry in history] == [1, 2, 3, 4, 5, 6]
    assert [entry.harness for entry in history] == [A, B, C, C, B, B]
    assert [entry.origin for entry in history] == [1, 2, 0, 4, 2, 2]
    assert [entry.previous for entry in history] == ["", *(entry.hash for entry in history[:-1])]
    assert all(entry.time.tzinfo for entry in history)
    assert history[1].evidence == evidence("r2", over=A)
    assert current(store) == history[-1]
    assert current(store).evidence.expected == {"p": Score(passed=1, total=3)}
    assert audit(store) == []


def test_a_rollback_restores_byte_for_byte_and_goes_further_back_each_time(store: ChampionStore) -> None:
    store.promote(A, "", evidence("r1"))
    store.rebaseline(evidence("new record"), "measured anew")
    store.promote(B, "", evidence("r2"))
    store.promote(C, "", evidence("r3"))
    assert store.rollback().harness == B
    back = store.rollback()
    assert back.harness.system_prompt.encode() == A.system_prompt.encode()
    assert back.evidence.run == "new record", "the newest record of that harness comes back with it"
    assert back.reason == "back to entry 2"
    with pytest.raises(ConfigError, match="No other harness was deployed before"):
        store.rollback()
    assert store.rollback(to=4).harness == C
    with pytest.raises(ConfigError, match="entry 4 is the champion already"):
        store.rollback(to=4)
    store.refuse(B, "", evidence("r9"))
    for nothing in (8, 99, 0, -1):
        with pytest.raises(ConfigError, match=f"Entry {nothing} deployed no harness"):
            store.rollback(to=nothing)
    store.promote(B, "", evidence("r10"))
    assert store.rollback().harness == C, "what was deployed before, not what was promoted before"


def test_a_resumed_run_decides_once(store: ChampionStore) -> None:
    first = store.promote(A, "better", evidence("r1"))
    assert store.promote(A, "better", evidence("r1")) == first
    refusal = store.refuse(B, "worse", evidence("r2"))
    assert store.refuse(B, "worse", evidence("r2")) == refusal
    assert store.refuse(B, "worse", evidence("r3")).sequence == 3, "another run is another decision"
    promoted = store.promote(B, "a person knows better", evidence("r2"))
    assert (promoted.event, promoted.sequence) == ("promoted", 4)
    store.rollback()
    assert store.promote(B, "again", evidence("r2")) == promoted, (
        "what was rolled back stays so when its run is resumed"
    )
    assert current(store).harness == A
    assert store.promote(C, "went on for more rounds", evidence("r2")).sequence == 6
    assert store.promote(C, "by hand", Evidence()).sequence == 6, "deployed already"
    assert store.promote(B, "by hand", Evidence()).sequence == 7


def test_a_harness_compared_with_another_one_than_the_champion_is_refused(store: ChampionStore) -> None:
    """Two runs start from A; the slower one has no evidence against what the faster one deployed."""
    store.promote(A, "", evidence("r0"))
    faster = store.promote(B, "", evidence("faster", over=A))
    slower = store.promote(C, "", evidence("slower", over=A))
    assert (slower.event, slower.harness) == ("refused", C)
    assert A.fingerprint in slower.reason
    assert f"entry 2 made {B.fingerprint}" in slower.reason
    assert current(store) == faster
    assert store.promote(C, "", evidence("slower", over=A)) == slower
    store.promote(C, "", evidence("later", over=B))
    assert store.promote(B, "", evidence("faster", over=A)) == faster, "not refused anew when resumed"
    assert len(store.history()) == 4


def test_histories_are_kept_apart_by_suite_and_model(tmp_path: Path) -> None:
    names = [("s", "a/b"), ("s", "a-b"), ("s", ".."), ("..", "m"), ("ü %2F", "m"), ("s/a", "b")]
    url = str(tmp_path / "champions")
    for suite, model in names:
        ChampionStore(url, suite, model).promote(Harness(role=f"{suite} {model}"), "", Evidence())
    assert sorted((store.suite, store.model) for store in stores(url)) == sorted(names)
    assert all(current(store).harness.role == f"{store.suite} {store.model}" for store in stores(url))
    assert list(tmp_path.iterdir()) == [tmp_path / "champions"], "no name leaves the folder"
    assert stores(str(tmp_path / "nothing")) == []


RACER = """
import itertools, sys
from self_harness.release.champion import ChampionStore
from self_harness.release.history import Evidence
from self_harness.harness import Harness
url, name = sys.argv[1:]
store = ChampionStore(url, "s", "m")
print("ready", flush=True)
sys.stdin.readline()
for n in itertools.count():
    store.promote(Harness(role=f"{name} {n}"), "race", Evidence(run=f"{name} {n}"))
    turns = [entry.harness.role.split()[0] for entry in store.history()]
    if sum(one != other for one, other in itertools.pairwise(turns)) >= 6:
        break
print(n + 1)
"""


def test_two_processes_append_one_after_the_other(tmp_path: Path) -> None:
    """Both promote as fast as they can until their turns have changed six times, while this process reads: no entry is
    lost, and no reader sees half of one."""
    racers = {
        name: subprocess.Popen(
            [sys.executable, "-c", RACER, str(tmp_path), name], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for name in ("left", "right")
    }
    for racer in racers.values():
        assert racer.stdout is not None
        assert racer.stdout.readline() == "ready\n"
    for racer in racers.values():
        assert racer.stdin is not None
        racer.stdin.write("go\n")
        racer.stdin.flush()
    store = ChampionStore(str(tmp_path), "s", "m")
    lengths = []
    while any(racer.poll() is None for racer in racers.values()):
        lengths.append(len(store.history()))
    appended = {name: int(racer.communicate()[0]) for name, racer in racers.items()}
    assert lengths == sorted(lengths)
    roles = [entry.harness.role for entry in store.history()]
    assert sorted(roles) == sorted(f"{name} {n}" for name, count in appended.items() for n in range(count))
    files = sorted(path.name for path in Path(store.folder).iterdir())
    assert files == [f"{n:08}.json" for n in range(1, len(roles) + 1)], "nothing else is left"


def test_who_comes_second_decides_anew(store: ChampionStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another process appends between this one's look at the history and its own entry."""
    store.promote(A, "", evidence("r0"))
    create = EntryFiles.create

    def late(self: EntryFiles, sequence: int, data: bytes) -> None:
        monkeypatch.setattr(EntryFiles, "create", create)
        store.promote(B, "", evidence("other", over=A))
        create(self, sequence, data)

    monkeypatch.setattr(EntryFiles, "create", late)
    entry = store.promote(C, "", evidence("mine", over=A))
    assert (entry.event, entry.sequence) == ("refused", 3)
    assert [entry.harness for entry in store.history()] == [A, B, C]


def test_a_listing_that_lags_behind_is_said(store: ChampionStore, monkeypatch: pytest.MonkeyPatch) -> None:
    store.promote(A, "", Evidence())
    monkeypatch.setattr(store.files, "read", lambda: {})
    with pytest.raises(ConfigError, match=r"Entry 1 of .* exists, but is not listed"):
        store.promote(B, "", Evidence())


def test_what_a_killed_writer_leaves_is_no_entry(tmp_path: Path) -> None:
    store = filled(ChampionStore(str(tmp_path), "s", "m"))
    (Path(store.folder) / ".tmp1234").write_bytes(b"{")
    (Path(store.folder) / "notes.txt").write_text("mine")
    assert (len(store.history()), audit(store)) == (6, [])


def test_entries_are_read_only_files_of_readable_json(tmp_path: Path) -> None:
    store = filled(ChampionStore(str(tmp_path), "s", "m"))
    file = Path(store.folder) / "00000002.json"
    assert file.stat().st_mode & 0o777 == 0o444
    written = json.loads(file.read_text("utf-8"))
    assert written["harness"] == B.model_dump()
    assert "é" in file.read_text("utf-8")


@pytest.mark.parametrize(
    ("url", "said"),
    [("nonesuch://x", "Protocol not known: nonesuch"), ("s3://bucket/x", "s3fs")],
)
def test_a_place_that_can_not_hold_champions(url: str, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "s3fs", None)
    with pytest.raises(ConfigError, match=said):
        ChampionStore(url, "s", "m")


def test_a_history_that_can_not_be_read(tmp_path: Path) -> None:
    (tmp_path / "s").write_text("a file, not a folder")
    with pytest.raises(ConfigError, match="can't be read"):
        ChampionStore(str(tmp_path), "s", "m").current()


# Audit ----------------------------------------------------------------------------------------------------------------

Files = dict[int, bytes]


@pytest.fixture(scope="module")
def files() -> Files:
    return dict(filled(ChampionStore("memory://audited", "contracts", "claude-x")).files.read())


@pytest.fixture(scope="module")
def foreign() -> Files:
    """Of the same suite and model, kept elsewhere."""
    return dict(filled(ChampionStore("memory://elsewhere", "contracts", "claude-x")).files.read())


def faults(files: Files, noted: tuple[str, ...] = ()) -> list[tuple[int, str]]:
    return [(fault.entry, fault.kind) for fault in verify(files, "contracts", "claude-x", noted)[1]]


def rewritten(data: bytes, **changes: object) -> bytes:
    """An entry with other content and a hash that fits, as someone would forge it who knows how."""
    content = json.loads(data) | changes
    del content["hash"]
    return write(content)


def test_a_sound_history_has_no_faults(files: Files) -> None:
    assert faults(files) == []
    assert len(files) == 6


@pytest.mark.parametrize("number", range(1, 7))
def test_an_altered_entry_is_named_and_no_other(number: int, files: Files) -> None:
    altered = files[number].replace(b'"reason": "', b'"reason": "x')
    assert faults(files | {number: altered}) == [(number, "altered")]
    assert faults(files | {number: files[number] + b"\n"}) == [(number, "altered")]


@pytest.mark.parametrize("number", range(1, 6))
def test_a_missing_entry_is_named_and_no_other(number: int, files: Files) -> None:
    assert faults({n: data for n, data in files.items() if n != number}) == [(number, "missing")]


@pytest.mark.parametrize("number", range(1, 7))
def test_an_entry_of_another_history_is_named_and_no_other(number: int, files: Files, foreign: Files) -> None:
    """The fifth of six: neither it nor the sixth is vouched for, and it comes first."""
    assert faults(files | {number: foreign[number]}) == [(number, "foreign")]


@pytest.mark.parametrize(("number", "blamed"), [(1, 1), (2, 2), (3, 3), (4, 4), (5, 6)])
def test_a_rewritten_entry_whose_hash_fits_is_given_away_by_the_next(number: int, blamed: int, files: Files) -> None:
    """Of the last two, nothing shows which is the forged one: the audit names the later."""
    forged = rewritten(files[number], reason="I was always here")
    assert faults(files | {number: forged}) == [(blamed, "foreign")]


def test_the_end_can_be_forged_or_cut_off_only_if_no_hash_was_noted(files: Files) -> None:
    """What a chain can't show by itself."""
    noted = json.loads(files[6])["hash"]
    assert faults(files, (noted,)) == []
    cut = {n: files[n] for n in range(1, 6)}
    assert faults(cut) == []
    assert faults(cut, (noted,)) == [(6, "missing")]
    forged = files | {6: rewritten(files[6], reason="otherwise")}
    assert faults(forged) == []
    assert faults(forged, (noted,)) == [(7, "missing")]


def test_entries_in_another_order_or_under_another_number(files: Files) -> None:
    assert faults(files | {2: files[4], 4: files[2]}) == [(2, "reordered"), (4, "reordered")]
    assert faults(files | {7: files[3]}) == [(7, "reordered")]
    closed_up = {number: files[number + (number > 2)] for number in range(1, 6)}
    assert faults(closed_up) == [(3, "reordered"), (4, "reordered"), (5, "reordered")]
    assert faults(files | {9: rewritten(files[6], sequence=9)}) == [(7, "missing"), (8, "missing")]


def test_a_history_whose_beginning_was_cut_off(files: Files) -> None:
    """Renumbered, and with a hash that fits: it still says that there was an entry before."""
    assert faults({1: rewritten(files[2], sequence=1)}) == [(1, "foreign")]


def test_an_entry_of_another_suite_or_model(files: Files) -> None:
    found = verify(files, "contracts", "claude-y")[1]
    assert [fault.text for fault in found] == [f"entry {n} belongs to contracts with claude-x" for n in range(1, 7)]
    assert faults(files | {3: rewritten(files[3], suite="sql")}) == [(3, "foreign")]


def test_a_rewritten_harness_with_its_old_fingerprint(files: Files) -> None:
    (fault,) = verify(files | {6: rewritten(files[6], harness=A.model_dump())}, "contracts", "claude-x")[1]
    assert (fault.kind, fault.entry) == ("altered", 6)
    assert "not the fingerprint of its harness" in fault.text


@pytest.mark.parametrize(
    "junk", [b"", b"null", b"[]", b"{}", b"\xff", b'{"a": NaN}', b"[" * 100_000, b'{"a":"\\ud800"}']
)
def test_junk_is_an_altered_entry(junk: bytes, files: Files) -> None:
    assert faults(files | {2: junk}) == [(2, "altered")]


@settings(max_examples=150)
@given(data=st.data())
def test_no_change_of_any_byte_goes_unseen(data: st.DataObject, files: Files) -> None:
    number = data.draw(st.integers(1, 6))
    old = files[number]
    start = data.draw(st.integers(0, len(old)))
    end = data.draw(st.integers(start, min(start + 3, len(old))))
    new = old[:start] + data.draw(st.binary(max_size=3)) + old[end:]
    assert faults(files | {number: new}) == ([] if new == old else [(number, "altered")])


def test_evidence_with_a_foreign_field_or_a_worthless_e_process_is_no_entry(files: Files) -> None:
    known = json.loads(files[3])["evidence"]
    for change in ({"wet": 3}, {"factor": 0}):
        assert faults(files | {3: rewritten(files[3], evidence=known | change)}) == [(3, "altered")]


def test_nothing_is_served_from_or_added_to_an_unsound_history(store: ChampionStore) -> None:
    filled(store)
    raw = dict(store.files.read())
    path = f"{store.folder}/00000002.json"
    store.files._files.rm(path)
    store.files._files.pipe_file(path, raw[2].replace(b'"reason": "better"', b'"reason": "best"'))
    uses: list[Callable[[], object]] = [
        store.current, store.history, store.rollback, lambda: store.promote(C, "", Evidence()),
    ]  # fmt: skip
    for use in uses:
        with pytest.raises(
            ConfigError, match=r"not sound:\n  - entry 2 was altered: its content does not have its hash"
        ):
            use()
    assert [(fault.entry, fault.kind) for fault in audit(store)] == [(2, "altered")]


# A run's evidence -----------------------------------------------------------------------------------------------------


def a_run(
    out: Path, test_split: tuple[str, ...] = ("s1", "s2"), final: Harness = B, e_value: tuple[float, float] = (1.0, 1.0)
) -> Ledger:
    """Two trials of each problem; A passes nothing, the final harness every first trial. e-value: the e-process's before
    and after its round."""
    config = RunConfig(model="simulated", trials=2, out=str(out))
    split = Split(held_in=("p1", "p2"), held_out=("o1",), test_split=test_split)
    start = Start(
        run_id="r1",
        started=datetime.now(UTC),
        config=config,
        suite="contracts",
        suite_digest="d1",
        split=split,
        harness=A,
        e_value=e_value[0],
    )
    ledger = Ledger.create(out, start)
    standing = Standing(harness=A.fingerprint, held_in=Score(passed=0, total=4), held_out=Score(passed=0, total=2))
    for number, harness in enumerate((A, final)):
        ledger.add_round(
            RoundRecord(round=number, before=standing, after=standing, harness=harness, e_value=e_value[number])
        )
        for problem in (*split.held_in, *split.held_out, *split.test_split):
            for trial in range(2):
                status: Status = "passed" if number and trial == 0 else "failed"
                ledger.append(
                    AttemptMade(problem=problem, trial=nth(trial), harness=harness.fingerprint, status=status)
                )
    ledger.close()
    return ledger


def test_a_runs_evidence_is_its_test_split(tmp_path: Path) -> None:
    found = evidence_of(a_run(tmp_path))
    assert (found.run, found.simulated, found.over, found.suite_digest) == ("r1", True, A.fingerprint, "d1")
    assert found.test_split is not None
    assert (found.test_split.before, found.test_split.after) == (Score(passed=0, total=4), Score(passed=2, total=4))
    assert (found.test_split.gain, found.test_split.better) == (0.5, 2)
    half = Score(passed=1, total=2)
    assert found.expected == {"s1": half, "s2": half}, "held-in and held-out attempts chose the harness"


def test_a_run_without_a_whole_test_split_has_no_record(tmp_path: Path) -> None:
    found = evidence_of(a_run(tmp_path / "without_test_split", test_split=()))
    assert (found.test_split, found.expected) == (None, {})
    started = a_run(tmp_path / "stopped")
    lines = (started.path / "ledger.jsonl").read_bytes().splitlines(keepends=True)
    (started.path / "ledger.jsonl").write_bytes(b"".join(lines[:-1]))
    assert (evidence_of(started).test_split, evidence_of(started).expected) == (None, {})


def test_a_run_that_changed_nothing_compares_a_harness_with_itself(tmp_path: Path) -> None:
    found = evidence_of(a_run(tmp_path, final=A))
    assert found.test_split is not None
    assert (found.test_split.gain, found.test_split.supported) == (0.0, True)


@pytest.mark.parametrize(("final", "left"), [(A, (0.125, False)), (B, (1.0, True))])
def test_a_run_leaves_its_evidence_against_the_champion(
    tmp_path: Path, final: Harness, left: tuple[float, bool]
) -> None:
    found = evidence_of(a_run(tmp_path, final=final, e_value=(2.0, 0.25)))
    assert (found.factor, found.proved) == left


def test_attempts_as_a_record() -> None:
    outcomes = {at("p"): True, at("q"): False, at("p", 1): False}
    assert by_problem(outcomes) == {"p": Score(passed=1, total=2), "q": Score(passed=0, total=1)}


def test_the_module_is_light() -> None:
    code = "import sys, self_harness.release.champion; print(*{n.partition('.')[0] for n in sys.modules})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"prefect", "docker", "anthropic", "httpx2"} & set(done.stdout.split())
