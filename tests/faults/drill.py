"""What the parts of the drill share: a suite, a run that nothing happens to, and what must hold of all others."""

import os
import random
import shutil
import signal
import subprocess
from functools import cached_property
from pathlib import Path
from typing import Any

from self_harness.model.types import Reply
from self_harness.record.log import RunFolder
from self_harness.release.champion import ChampionStore
from self_harness.suite.problem import BUNDLED
from tests.conftest import COMMAND, environment, simulated_api
from tests.fake_api import FakeApi

MODEL = "claude-haiku-4-5"
CONCURRENCY = 4
ARGUMENTS = (
    "--model", MODEL, "--rounds", "2", "--attempts", "36", "--test-split", "0.2", "--concurrency", str(CONCURRENCY), "--force",
    "--champions", "champions",
)  # fmt: skip


class Drill:
    """folder: of its own. prefect: URL of the workflow server's API."""

    def __init__(self, folder: Path, prefect: str, dice: random.Random) -> None:
        self.folder, self.prefect, self.dice = folder, prefect, dice
        self.suite = folder / "suite"
        chosen = [
            p for p in sorted((BUNDLED / "contracts").iterdir()) if "timeout" not in (p / "problem.toml").read_text()
        ]
        for source in chosen[::5][:16]:
            shutil.copytree(source, self.suite / source.name)

    def api(self, delay: float = 0.05) -> FakeApi:
        return simulated_api(self.suite, delay=delay)

    def start(
        self, where: Path, api: FakeApi, *more: str, sandbox: str = "local", new: bool = False, **environ: str
    ) -> "subprocess.Popen[str]":
        """A run in this folder: that which is there goes on, unless a new one is wanted."""
        where.mkdir(parents=True, exist_ok=True)
        there = not new and list((where / "runs").glob("*/config.json"))
        what = ("--resume", "last") if there else ("--problems", str(self.suite), "--sandbox", sandbox, *ARGUMENTS)
        return subprocess.Popen(
            [*COMMAND, "run", *what, *more],
            cwd=where,
            env=environment(self.prefect, {"ANTHROPIC_BASE_URL": api.url, **environ}),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def finish(self, process: "subprocess.Popen[str]", *codes: int) -> str:
        said = process.communicate(timeout=600)[0]
        assert process.returncode in (codes or (0,)), said
        return said

    @cached_property
    def whole(self) -> tuple[RunFolder, set[str]]:
        """A run that nothing happens to, and the keys of its calls."""
        with self.api(delay=0) as api:
            self.finish(self.start(self.folder / "whole", api))
        assert set(api.answered_by_key.values()) == {1}
        return only_run(self.folder / "whole"), set(api.answered_by_key)

    def check(self, where: Path, api: FakeApi, lost: int = 0) -> RunFolder:
        """What holds of a run that has ended, whatever was done to it. lost: most calls that may have been in flight."""
        whole, keys = self.whole
        run = only_run(where)
        check_files(where)
        assert run.rounds() == whole.rounds(), "no attempt, verdict or decision is another one"
        assert run.harness() == whole.harness()
        assert set(api.answered_by_key) == keys, "nothing else is asked"
        log = run.log()
        again, unanswered = api.answered - len(keys), log.bill.unanswered.calls
        assert again <= unanswered <= lost, f"{again} calls were answered again, {unanswered} were in flight"
        assert api.answered <= log.totals.calls <= api.answered + unanswered, "all that may be paid for is counted"
        assert log.totals.seconds >= 0
        history = ChampionStore(str(where / "champions"), run.start.suite, MODEL).history()
        assert [entry.evidence.run for entry in history] == [run.path.name], "one decision on the champion"
        return run


def only_run(where: Path) -> RunFolder:
    (path,) = (where / "runs").glob("*/config.json")
    return RunFolder(path.parent)


def check_files(where: Path) -> None:
    """Everything that is on disk can be read: the ledger, the rounds, the replies."""
    for path in (where / "runs").glob("*/config.json"):
        run: Any = RunFolder(path.parent)
        run.log(), run.rounds(), run.harness()
    for path in (where / "runs" / ".cache" / "replies").glob("*/*.json"):
        Reply.model_validate_json(path.read_bytes())


def kill(process: "subprocess.Popen[str]") -> None:
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
