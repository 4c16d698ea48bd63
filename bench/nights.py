"""Thirty nights in a row, the days between them left out: does the deployed harness ever get worse, and does anything grow?

Each night is the real command line on a real Prefect server. A local fake of the Messages API answers as the *simulated*
model does, so the true pass rate of every harness can be computed. One night is killed with `kill -9` and continued. From
one night on the model behind the name is a weaker one. After each night all that is on record becomes a day older, and once
a week `self-harness clean` removes what is too old.
"""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import typer

from self_harness.harness import START, Harness
from self_harness.record.cleaning import size
from self_harness.record.log import runs
from self_harness.release.champion import ChampionStore
from self_harness.report.runs import Row, history
from self_harness.simulation.model import SimulatedModel
from self_harness.simulation.persona import Persona
from self_harness.suite.problem import BUNDLED, Suite, load_suite
from tests.fake_api import FakeApi

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
MODEL = "simulated-over-http"
COMMAND = [sys.executable, "-c", "from self_harness.cli.main import main; main()"]
DAY = timedelta(days=1)
WEAKER = Persona(slip=0.4)


class Model:
    """The simulated model behind the fake API; it can be changed for a weaker one."""

    def __init__(self, suite: Suite) -> None:
        self.suite = suite
        self.now = SimulatedModel(suite.problems)

    def answer(self, body: dict[str, Any], headers: Any) -> dict[str, Any]:
        return self.now.answer(body, headers["idempotency-key"])

    def weaken(self) -> None:
        self.now = SimulatedModel(self.suite.problems, persona=WEAKER)

    def truth(self, harness: Harness) -> float:
        return self.now.true_pass_rate(list(self.suite.problems), harness)


class Place(NamedTuple):
    """Where the nights happen."""

    folder: Path
    environ: dict[str, str]

    @property
    def out(self) -> Path:
        return self.folder / "runs"

    @property
    def database(self) -> Path:
        return self.folder / "prefect" / "prefect.db"

    def command(self, *args: object) -> list[str]:
        return [*COMMAND, *map(str, args)]

    def call(self, *args: object) -> None:
        done = subprocess.run(self.command(*args), cwd=self.folder, env=self.environ, capture_output=True, text=True)
        if done.returncode:
            raise SystemExit(f"{args}: {done.stdout}{done.stderr}")


@app.command()
def main(
    nights: int = 30,
    problems: Annotated[int, typer.Option(help="Problems of the bundled suite.")] = 32,
    rounds: int = 3,
    attempts: Annotated[int, typer.Option(help="Attempts of a round: with too few of them no proof is begun.")] = 160,
    keep: Annotated[int, typer.Option(help="Days that are kept.")] = 7,
    killed: Annotated[int, typer.Option(help="Night that is killed and continued.")] = 6,
    drift: Annotated[int, typer.Option(help="Night from which on the model is a weaker one.")] = 20,
    folder: Annotated[Path | None, typer.Option(help="Where all is left to be looked at. [nowhere]")] = None,
) -> None:
    """One line a night, then what was found; exit code 1 if the champion was ever worse than the start."""
    with tempfile.TemporaryDirectory() as temporary:
        where = (folder or Path(temporary)).absolute()
        for source in sorted((BUNDLED / "contracts").iterdir())[:problems]:
            shutil.copytree(source, where / "contracts" / source.name)
        model = Model(load_suite(where / "contracts"))
        with FakeApi(model.answer) as api, prefect(where, api.url) as place:
            print(
                f"{'night':5} {'true %: start champion':>24} {'runs MB':>8} {'replies MB':>10} {'database MB':>11} seconds"
            )
            told = [
                _night(place, model, night, (rounds, attempts), keep, night == killed, night == drift)
                for night in range(1, nights + 1)
            ]
        _conclude(place, told, keep)


class Told(NamedTuple):
    """A night, when it was over."""

    row: Row
    start: float
    """True pass rate of the harness of the first night, under the model of this night."""
    champion: float
    megabytes: float
    """Of run folders, stores and database."""
    resumed: bool


@contextmanager
def prefect(folder: Path, model_url: str) -> Iterator[Place]:
    """A Prefect server of its own; all commands use it."""
    os.environ["PREFECT_HOME"] = str(folder / "prefect")
    os.environ["PREFECT_SERVER_SERVICES_DB_VACUUM_LOOP_SECONDS"] = "60"  # an hour: it removes events after seven days
    from flows.server import server

    with server(print) as api:
        environ = os.environ | {"PREFECT_API_URL": api, "ANTHROPIC_BASE_URL": model_url}
        yield Place(folder, environ)


def _night(
    place: Place, model: Model, night: int, size_of_run: tuple[int, int], keep: int, is_killed: bool, is_drift: bool
) -> Told:
    rounds, attempts = size_of_run
    begun = time.monotonic()
    if is_drift:
        model.weaken()
    run = ["run", "--problems", "contracts", "--model", MODEL, "--champions", "champions", "--test-split", 0.25,
           "--rounds", rounds, "--attempts", attempts, "--trials", 2, "--sandbox", "local", "--price", "0/0",
           "--force"]  # fmt: skip
    store = ChampionStore(str(place.folder / "champions"), "contracts", MODEL)
    before = store.current()
    if is_killed:
        _kill_midway(place, run)
        run = ["run", "--resume", "last"]
    place.call(*run)
    newest = runs(place.out)[-1]
    assert newest.start.harness == (before.harness if before else START), "each night starts from the champion"
    champion = store.current()
    row = history(place.out, newest=1)["contracts", MODEL][0]
    _age(place)
    if not night % keep:
        place.call("clean", "--keep", f"{keep}d")
    parts = [size(place.out) - (cache := size(place.out / ".cache")), cache, size(place.database)]
    told = Told(
        row, model.truth(START), model.truth(champion.harness if champion else START), sum(parts) / 1e6, is_killed
    )
    sizes = f"{parts[0] / 1e6:8.1f} {parts[1] / 1e6:10.1f} {parts[2] / 1e6:11.1f}"
    print(f"{night:5} {100 * told.start:15.1f} {100 * told.champion:8.1f} {sizes} {time.monotonic() - begun:7.0f}  "
          f"{'killed and continued. ' if is_killed else ''}{'Drift: ' + row.drift + ' ' if row.drift else ''}{row.verdict}",
          flush=True)  # fmt: skip
    return told


def _kill_midway(place: Place, run: list[Any]) -> None:
    """Once a round is under way."""
    process = subprocess.Popen(
        place.command(*run), cwd=place.folder, env=place.environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    known = {each.path for each in runs(place.out)}
    while not any(each.log().phase and each.rounds() for each in runs(place.out) if each.path not in known):
        time.sleep(0.1)
    process.send_signal(signal.SIGKILL)
    process.wait()


def _age(place: Place) -> None:
    """A day passes: for the files, and for Prefect's flow runs and events."""
    for file in place.out.rglob("*"):
        at = file.stat().st_mtime - DAY.total_seconds()
        os.utime(file, (at, at))
    with closing(sqlite3.connect(place.database, timeout=60)) as database, database:
        for table, column in (("flow_run", "end_time"), ("events", "occurred"), ("event_resources", "occurred")):
            database.execute(f"UPDATE {table} SET {column} = strftime('%Y-%m-%d %H:%M:%f000', {column}, '-1 day')")


def _conclude(place: Place, told: list[Told], keep: int) -> None:
    worse = [night for night, each in enumerate(told, 1) if each.champion < each.start]
    promoted = sum(each.row.outcome == "promoted" for each in told)
    drifted = [night for night, each in enumerate(told, 1) if each.row.drift]
    first, last = told[: 2 * keep], told[2 * keep :]
    print(f"\n{len(told)} simulated nights: {promoted} promoted; drift was told in nights {drifted}; the champion was "
          f"truly worse than the start in nights {worse or 'none'}")  # fmt: skip
    if last:
        print(f"most on disk until night {2 * keep}: {max(each.megabytes for each in first):.1f} MB; after it: "
              f"{max(each.megabytes for each in last):.1f} MB")  # fmt: skip
    place.call("champion", "audit")
    raise typer.Exit(1 if worse else 0)
