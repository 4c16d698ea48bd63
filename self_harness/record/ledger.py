"""A run's folder, written: whole files appear at once, and the ledger grows line by line."""

import fcntl
import itertools
import shutil
from datetime import UTC, datetime
from pathlib import Path

from pydantic import ValidationError

from self_harness.errors import ConfigError
from self_harness.files import write_atomically
from self_harness.harness import Harness
from self_harness.record.events import EVENT, Event, Opened
from self_harness.record.log import RunFolder
from self_harness.record.records import RoundRecord, Start


class Ledger(RunFolder):
    """A run's folder, open for writing by one process at a time. A process that writes no event leaves no trace.

    Raises ConfigError where another process writes it.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self._lock = (path / ".lock").open("w")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self._lock.close()
            raise ConfigError(f"Run {path.name} is being worked on by another process.") from None
        self._file = (path / "ledger.jsonl").open("ab")
        self._mend()
        self._is_opened = False

    @classmethod
    def create(cls, out: Path, start: Start) -> "Ledger":
        path = out / start.run_id
        write_atomically(path / "config.json", start.model_dump_json(indent=2))
        made = cls(path)
        made.append(Opened())
        return made

    def append(self, event: Event) -> None:
        """The event is on its way to the disk when this returns: a kill of this process does not lose it."""
        if not self._is_opened and not isinstance(event, Opened):
            self.append(Opened())
        self._is_opened = True
        self._file.write(event.model_dump_json().encode() + b"\n")
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

    def discard(self) -> None:
        """Removes the folder, of a run that could not begin."""
        self.close()
        shutil.rmtree(self.path)

    def _mend(self) -> None:
        """After a kill: a last line without its end gets one if it is whole, and is cut off if it was torn."""
        written = (self.path / "ledger.jsonl").read_bytes()
        whole = written.rfind(b"\n") + 1
        if last := written[whole:]:
            try:
                EVENT.validate_json(last)
            except ValidationError:
                self._file.truncate(whole)
            else:
                self._file.write(b"\n")


def is_busy(path: Path) -> bool:
    """Whether a process writes this run."""
    with (path / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


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
