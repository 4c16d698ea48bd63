"""The run folder: what a run was asked, everything that happened in it, and what came out.

runs/<run-id>/
    config.json         the settings, the split and the harness it started from
    ledger.jsonl        append-only: one event a line
    round_<t>.json      a RoundRecord; round 0 is the start
    harness_<t>.json    the harness after round t
    harness.json        the harness at the end
    provenance.json     where each of its lines comes from
    summary.md          the report for people
"""

import fcntl
import itertools
import json
import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from self_harness.config import RunConfig
from self_harness.errors import ConfigError
from self_harness.files import write_atomically
from self_harness.harness import Harness
from self_harness.record.records import RoundRecord, Totals, without
from self_harness.suite.problem import Split


class Start(BaseModel):
    """config.json"""

    model_config = ConfigDict(frozen=True, extra="forbid")

    run_id: str
    started: datetime
    config: RunConfig
    suite: str
    suite_digest: str
    split: Split
    harness: Harness
    e_value: float = Field(default=1.0, gt=0)
    """Of the sequential gate's e-process, as the nights before left it."""
    prompt_formats: bool = False
    """Whether its race is made in many prompt formats; older versions knew only one."""

    @model_validator(mode="before")
    @classmethod
    def _older(cls, given: Any) -> Any:
        return without(given, "dry")


class RunFolder:
    """A run's folder, open for reading."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self.start = Start.model_validate_json((path / "config.json").read_text("utf-8"))
        except FileNotFoundError:
            raise ConfigError(f"{path} is not a run folder: it has no config.json.") from None
        except ValidationError as error:
            raise ConfigError(f"{path}/config.json can't be read: {error}") from None

    def rounds(self) -> list[RoundRecord]:
        """The rounds that were completed, from 0 on."""
        records: list[RoundRecord] = []
        while (file := self.path / f"round_{len(records)}.json").is_file():
            records.append(RoundRecord.model_validate_json(file.read_text("utf-8")))
        return records

    def events(self) -> Iterator[dict[str, Any]]:
        """The ledger's events. A line torn by a kill is passed over."""
        ledger = self.path / "ledger.jsonl"
        if not ledger.is_file():
            return
        with ledger.open(encoding="utf-8", errors="replace") as lines:
            for line in lines:
                try:
                    yield json.loads(line)
                except json.JSONDecodeError:
                    continue

    def harness(self) -> Harness:
        """The final harness, or that of the last completed round, or the start."""
        if (final := self.path / "harness.json").is_file():
            return Harness.model_validate_json(final.read_text("utf-8"))
        rounds = self.rounds()
        return rounds[-1].harness if rounds else self.start.harness

    def e_value(self) -> float:
        """Of the sequential gate's e-process, now."""
        rounds = self.rounds()
        return rounds[-1].e_value if len(rounds) > 1 else self.start.e_value

    def totals(self) -> Totals:
        """Sums over the ledger."""
        calls = input_tokens = output_tokens = attempts = 0
        cost = seconds = opened = last = 0.0
        for event in self.events():
            match event["event"]:
                case "call":
                    calls += 1
                    input_tokens += event["input_tokens"]
                    output_tokens += event["output_tokens"]
                    cost += event["cost"]
                case "attempt":
                    attempts += 1
                case "opened":
                    seconds += last - opened
                    opened = event["time"]
            last = event["time"]
        return Totals(
            calls=calls,
            input_tokens=input_tokens,
            output_tokens=output_tokens,
            cost=cost,
            seconds=seconds + last - opened,
            attempts=attempts,
        )


class Ledger(RunFolder):
    """A run's folder, open for writing by one process at a time."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self._lock = (path / ".lock").open("w")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self._lock.close()
            raise ConfigError(f"Run {path.name} is being worked on by another process.") from None
        self._file = (path / "ledger.jsonl").open("ab+")
        if self._file.tell():
            self._file.seek(-1, os.SEEK_END)
            if self._file.read(1) != b"\n":
                self._file.write(b"\n")
        self.append("opened")

    @classmethod
    def create(cls, out: Path, start: Start) -> "Ledger":
        path = out / start.run_id
        write_atomically(path / "config.json", start.model_dump_json(indent=2))
        return cls(path)

    def append(self, event: str, **fields: Any) -> None:
        line = json.dumps({"event": event, "time": time.time(), **fields}, ensure_ascii=False)
        self._file.write(line.encode("utf-8", "backslashreplace") + b"\n")
        self._file.flush()

    def add_round(self, record: RoundRecord) -> None:
        (self.path / "harness.json").unlink(missing_ok=True)  # of an earlier end, if a finished run goes on
        write_atomically(self.path / f"harness_{record.round}.json", record.harness.model_dump_json(indent=2))
        write_atomically(self.path / f"round_{record.round}.json", record.model_dump_json(indent=2))

    def finish(self, harness: Harness) -> None:
        write_atomically(self.path / "harness.json", harness.model_dump_json(indent=2))

    def close(self) -> None:
        self._file.close()
        self._lock.close()


def new_run_id(out: Path, now: datetime | None = None) -> str:
    """Readable and unique in `out`: the date and time in UTC, and a number where that is taken. Its folder is created,
    so that no other process gets the same."""
    stamp = (now or datetime.now(UTC)).strftime("%Y-%m-%d-%H%M%S")
    out.mkdir(parents=True, exist_ok=True)
    run_id = stamp
    for number in itertools.count(2):
        try:
            (out / run_id).mkdir()
        except FileExistsError:
            run_id = f"{stamp}-{number}"
        else:
            break
    return run_id


def find_run(run: str, out: Path) -> Path:
    """The folder of a run: a path to it, its id below `out`, or "last"."""
    if run == "last":
        runs = sorted(path.parent for path in out.glob("*/config.json"))
        if not runs:
            raise ConfigError(f"There are no runs in {out}.")
        return runs[-1]
    for path in (Path(run), out / run):
        if (path / "config.json").is_file():
            return path
    known = ", ".join(sorted(path.parent.name for path in out.glob("*/config.json"))[-5:]) or "none"
    raise ConfigError(f"There is no run {run!r} in {out} (the newest: {known}).")
