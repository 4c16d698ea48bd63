"""`self-harness champion ...`, `self-harness champion audit` and `self-harness export champion` as users call them."""

import json
from collections.abc import Callable
from pathlib import Path

import fsspec  # type: ignore[import-untyped]
import pytest

from self_harness import __version__
from self_harness.cli import main as cli
from self_harness.gate.decision import Best
from self_harness.harness import Harness
from self_harness.release.champion import ChampionStore
from self_harness.release.history import Evidence
from self_harness.report.markdown import summary
from self_harness.report.verdict import verdict
from tests.release.test_champion import A, B, C, a_run, evidence, filled

Command = Callable[..., tuple[int, str, str]]


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """Runs `self-harness ARGS` in an empty folder: exit code, standard output, standard error."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("self_harness.cli.champion.out.width", 200)

    def run(*args: object) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["self-harness", *map(str, args)])
        try:
            cli.main()
            code = 0
        except SystemExit as exit_:
            code = int(exit_.code or 0)
        return code, *capsys.readouterr()

    return run


@pytest.fixture
def store(tmp_path: Path) -> ChampionStore:
    return ChampionStore(str(tmp_path / "champions"), "contracts", "claude-x")


def test_the_only_champion_is_shown_without_asking(command: Command, store: ChampionStore) -> None:
    store.promote(A, "first", evidence("r1"))
    store.promote(B, "far [better]", evidence("r2"))
    code, said, _ = command("champion", "show")
    assert code == 0
    lines = said.splitlines()
    assert lines[0] == f"contracts with claude-x: harness {B.fingerprint}"
    assert lines[1].startswith("entry 2, promoted 20")
    assert lines[1].endswith("UTC: far [better]")
    assert lines[2] == "run r2"
    assert lines[3].startswith("test split 50.0% (1/2) -> 100.0% (2/2), gain +50.0% [")
    assert lines[4] == "expected pass rate 66.7% (2/3) on 1 problems"
    assert "[role]\nYou are Bob." in said
    code, said, _ = command("champion", "show", "--json")
    assert (code, json.loads(said)) == (0, store.history()[-1].model_dump(mode="json"))


def test_history(command: Command, store: ChampionStore) -> None:
    filled(store)
    code, said, _ = command("champion", "history")
    rows = said.splitlines()
    assert code == 0
    assert [row.split()[0] for row in rows[::2]] == ["1", "2", "3", "4", "5", "6"]
    assert rows[4].endswith(f"  refused: harness {C.fingerprint}, run r3, version 0.1.0")
    assert rows[5].strip() == "test split worse"
    code, said, _ = command("champion", "history", "--json")
    assert json.loads(said) == [entry.model_dump(mode="json") for entry in store.history()]


def test_none_or_several(command: Command, store: ChampionStore, tmp_path: Path) -> None:
    code, _, said = command("champion", "show")
    assert (code, said) == (2, "There is no champion in champions.\n")
    store.promote(A, "", Evidence())
    other = ChampionStore(str(tmp_path / "champions"), "contracts", "claude-y")
    other.promote(B, "", Evidence())
    ChampionStore(str(tmp_path / "champions"), "sql", "claude-x").refuse(C, "", Evidence())
    code, _, said = command("champion", "show")
    assert code == 2
    assert said.splitlines()[1:] == [
        "  --problems contracts --model claude-x",
        "  --problems contracts --model claude-y",
        "  --problems sql --model claude-x",
    ]
    for choice, harness in ((("--model", "claude-y"), B), (("--problems", "./contracts/", "--model", "claude-x"), A)):
        assert json.loads(command("champion", "show", "--json", *choice)[1])["fingerprint"] == harness.fingerprint
    code, _, said = command("champion", "show", "--problems", "sql")
    assert (code, said) == (2, "sql has no champion with claude-x yet: every harness was refused.\n")
    code, _, said = command("champion", "history", "--problems", "sql", "--model", "claude-y")
    assert (code, said) == (2, "There is no champion of sql with claude-y in champions.\n")


def test_another_place_by_flag_or_environment(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    fsspec.filesystem("memory").store.clear()
    ChampionStore("memory://team", "contracts", "claude-x").promote(A, "", Evidence())
    assert command("champion", "show", "--champions", "memory://team")[0] == 0
    assert command("champion", "show")[0] == 2
    monkeypatch.setenv("SELF_HARNESS_CHAMPIONS", "memory://team")
    assert command("champion", "show")[0] == 0
    assert command("champion", "show", "--champions", "nonesuch://team")[::2] == (
        2,
        "Champions can't be kept in nonesuch://team: Protocol not known: nonesuch\n",
    )


def test_promote_a_run_and_take_it_back(command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run = a_run(tmp_path / "runs")
    monkeypatch.setenv("SUDO_USER", "ann")
    code, said, _ = command("champion", "promote", "last", "--reason", "looks good")
    assert code == 0
    assert said.splitlines()[0] == verdict(run, run.log())
    assert f"\ncontracts with simulated (simulated): harness {B.fingerprint}\nentry 1, promoted " in said
    assert " UTC by ann: looks good\n" in said
    store = ChampionStore(str(tmp_path / "champions"), "contracts", "simulated")
    (entry,) = store.history()
    assert (entry.reason, entry.evidence.run, entry.evidence.test_split is not None) == ("looks good", "r1", True)
    assert (entry.by, entry.version) == ("ann", __version__)
    assert command("champion", "promote", "r1")[0] == 0
    assert len(store.history()) == 1

    (tmp_path / "mine.json").write_text(C.model_dump_json())
    code, said, _ = command("champion", "promote", "mine.json", "--json")
    assert (code, json.loads(said)["harness"]) == (0, C.model_dump())
    code, _, said = command("champion", "promote", "r1")
    assert (code, "rollback --to 1" in said) == (2, True)
    assert len(store.history()) == 2
    code, said, _ = command("champion", "rollback", "--to", "1", "--json")
    assert (code, json.loads(said)["harness"], json.loads(said)["event"]) == (0, B.model_dump(), "rolled_back")
    code, _, said = command("champion", "rollback")
    assert code == 2
    assert said.startswith("No other harness was deployed before")


def test_a_person_may_promote_the_best_harness_and_the_chain_says_that_it_was_unproven(
    command: Command, tmp_path: Path
) -> None:
    ledger = a_run(tmp_path / "runs")
    code, _, said = command("champion", "promote", "last", "--best")
    assert (code, "has no best harness" in said) == (2, True)
    best = Best(harness=C, rate=0.62, low=0.55, high=0.7, gain=0.12, edits=(0,), need=200)
    ledger.add_round(ledger.rounds()[-1].model_copy(update={"round": len(ledger.rounds()), "best": best}))
    ledger.finish(B)
    code, said, _ = command("champion", "promote", "last", "--best")
    assert (code, f"harness {C.fingerprint}" in said) == (0, True)
    text = "unproven, estimated pass rate 62 % (55 to 70), +12 points"
    assert text in said.splitlines()
    (entry,) = ChampionStore(str(tmp_path / "champions"), "contracts", "simulated").history()
    assert (entry.harness, entry.evidence.unproven, entry.evidence.run) == (C, text, "r1")
    assert entry.evidence.test_split is None, "the test split measured the final harness, not this one"
    assert not entry.evidence.expected
    shown = summary(ledger)
    assert "## The best harness, by estimate" in shown
    assert "`self-harness champion promote r1 --best" in shown
    assert f"+{C.role}" in shown


@pytest.mark.parametrize(
    ("need", "options", "says"),
    [
        (400, (), "would take about 400 attempts, and --rounds 4 has 240: give --rounds 7 or more. A person may deploy it"),
        (None, (), "has no hope. A person may deploy it"),
        (100, ("--max-calls", "90"), "would take about 100 attempts, and --max-calls 90 leaves 90"),
    ],
)  # fmt: skip
def test_a_proof_that_would_take_more_than_it_may_is_refused(
    command: Command, tmp_path: Path, need: int | None, options: tuple[str, ...], says: str
) -> None:
    ledger = a_run(tmp_path / "runs")
    best = Best(harness=C, rate=0.62, low=0.55, high=0.7, gain=0.12, edits=(0,), need=need)
    ledger.add_round(ledger.rounds()[-1].model_copy(update={"round": len(ledger.rounds()), "best": best}))
    code, _, said = command("prove", "r1", *options)
    assert (code, says in " ".join(said.split())) == (2, True)
    assert ledger.rounds()[-1].best == best
    shown = command("show", "r1")[1]
    assert ("`self-harness prove r1" in shown) == (need is not None), (
        "no command is advised that would be refused for ever"
    )
    assert ("has no hope" in shown) == (need is None)


def test_a_person_may_promote_a_run_that_was_compared_with_another_champion(command: Command, tmp_path: Path) -> None:
    store = ChampionStore(str(tmp_path / "champions"), "contracts", "simulated")
    store.promote(C, "", Evidence())
    a_run(tmp_path / "runs")
    assert command("champion", "promote", "r1")[0] == 0
    assert [entry.event for entry in store.history()] == ["promoted", "promoted"]


def test_promote_a_file(command: Command, tmp_path: Path) -> None:
    (tmp_path / "mine.json").write_text(A.model_dump_json())
    code, _, said = command("champion", "promote", "mine.json")
    assert (code, said) == (2, "There is no champion in champions.\n")
    assert command("champion", "promote", "mine.json", "--problems", "contracts", "--model", "m/1")[0] == 0
    entry = ChampionStore("champions", "contracts", "m/1").current()
    assert entry is not None
    assert (entry.harness, entry.reason) == (A, "promoted by hand")
    code, _, said = command("champion", "promote", "nonesuch.json")
    assert (code, "There is no file 'nonesuch.json', and no run of that name" in said) == (2, True)


def test_audit(command: Command, store: ChampionStore, tmp_path: Path) -> None:
    assert command("champion", "audit")[0] == 2, "an audit of nothing is not a success"
    filled(store)
    ChampionStore(str(tmp_path / "champions"), "contracts", "claude-y").promote(A, "", Evidence())
    newest = store.history()[-1].hash
    code, said, _ = command("champion", "audit")
    assert code == 0
    assert said.splitlines()[0] == (f"contracts with claude-x: sound, 6 entries are as written; newest hash {newest}")

    folder = Path(store.folder)
    (folder / "00000006.json").unlink()
    assert command("champion", "audit")[0] == 0
    code, said, _ = command("champion", "audit", "--model", "claude-x", "--noted", newest)
    assert code == 1
    assert "NOT SOUND" in said
    assert f"none has the hash {newest}" in said

    (folder / "00000002.json").unlink()
    (folder / "00000003.json").chmod(0o644)
    (folder / "00000003.json").write_text("{}")
    code, said, _ = command("champion", "audit", "--json")
    first, second = json.loads(said)
    assert code == 1
    assert [(fault["entry"], fault["kind"]) for fault in first["faults"]] == [(2, "missing"), (3, "altered")]
    assert (first["suite"], first["model"], first["entries"]) == ("contracts", "claude-x", 3)
    assert (second["model"], second["entries"], second["faults"]) == ("claude-y", 1, [])
    code, _, said = command("champion", "show", "--model", "claude-x")
    assert code == 2
    assert "is not sound:\n  - entry 2 is missing\n  - entry 3 was altered" in said


def test_export_champion(command: Command, store: ChampionStore, tmp_path: Path) -> None:
    store.promote(A, "", Evidence())
    store.promote(Harness(role="Say ''' and \"\"\"."), "", Evidence())
    assert command("export", "champion")[1] == "Say ''' and \"\"\".\n"
    assert json.loads(command("export", "champion", "--format", "json")[1])["role"] == "Say ''' and \"\"\"."
    code, said, _ = command("export", "champion", "--format", "python", "--problems", "contracts")
    assert (code, "champion of contracts, entry 2, for claude-x" in said) == (0, True)
    assert 'model="claude-x"' in said or "model='claude-x'" in said
    a_run(tmp_path / "runs")
    code, said, _ = command("export", "last", "--format", "agents")
    assert code == 0
    assert B.system_prompt.splitlines()[0] in said
    assert "run r1; optimised with the simulated model" in said
    (tmp_path / "mine.json").write_text(C.model_dump_json())
    assert command("export", "mine.json", "--format", "text")[1].startswith("You are Cleo.")
    assert command("export", "champion", "--model", "nonesuch")[0] == 2
