"""Nights in a row on the real command line: the champion is found, replaced on evidence only, and can be taken back."""

import json
import re
import shutil
from pathlib import Path

import pytest

from self_harness.champion import ChampionStore
from self_harness.ledger import RunFolder
from self_harness.problem import BUNDLED
from tests.conftest import Cli

NIGHTS = 3


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    """Forty bundled problems that are graded in no time."""
    chosen = [p for p in sorted((BUNDLED / "contracts").iterdir()) if "timeout" not in (p / "problem.toml").read_text()]
    for source in chosen[:40]:
        shutil.copytree(source, tmp_path / "suite" / source.name)
    return tmp_path / "suite"


def night(cli: Cli, suite: Path, *args: object) -> RunFolder:
    done = cli(
        "run", "--problems", suite, "--model", "simulated", "--sandbox", "local", "--champions", "champions", "--sealed", 0.25,
        "--rounds", 2, "--json", *args,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return RunFolder(Path(json.loads(done.stdout)["path"]))


def test_three_nights_then_a_rollback_and_an_audit(
    cli: Cli, suite: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    store = ChampionStore("champions", "suite", "simulated")
    runs = [night(cli, suite) for _ in range(NIGHTS)]
    history = store.history()
    assert [entry.evidence.run for entry in history] == [run.start.run_id for run in runs], "one decision a night"
    assert any(entry.event == "promoted" for entry in history)

    standing = runs[0].start.harness
    for run, entry in zip(runs, history, strict=True):
        assert run.start.harness == standing, "each night starts from the champion"
        before, after = run.rounds()[0].before.true_rate, run.rounds()[-1].after.true_rate
        assert before is not None
        assert after is not None
        if entry.event == "promoted":
            assert after > before, "the true (simulated) pass rate never falls"
            assert entry.harness == run.harness()
            standing = entry.harness
        else:
            assert entry.reason
    assert len({run.start.config.night for run in runs}) == NIGHTS, "each night draws new answers"

    again = cli("run", "--resume", runs[-1].start.run_id)
    assert again.returncode == 0, again.stderr
    assert store.history() == history, "a run decides once"

    assert cli("audit").returncode == 0
    champion = history[-1] if history[-1].event == "promoted" else next(e for e in history if e.event == "promoted")
    other = runs[0].start.harness
    (tmp_path / "other.json").write_text(other.model_dump_json())
    assert cli("champion", "promote", "other.json", "--reason", "by hand").returncode == 0
    assert cli("champion", "rollback").returncode == 0
    current = store.current()
    assert current is not None
    assert current.harness.model_dump_json() == champion.harness.model_dump_json()

    file = sorted((tmp_path / "champions").rglob("*.json"))[0]
    file.write_bytes(re.sub(rb'("reason": ?")', rb"\1not ", file.read_bytes(), count=1))
    altered = cli("audit")
    assert altered.returncode == 1
    assert "altered" in altered.stdout + altered.stderr
