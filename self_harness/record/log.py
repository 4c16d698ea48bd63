"""A run's folder, read. Everybody who asks what a run did asks here; nobody else reads the ledger.

runs/<run-id>/
    config.json         the settings, the split and the harness that the run started from
    ledger.jsonl        append-only: one event a line
    round_<t>.json      a RoundRecord; round 0 is the start
    harness_<t>.json    the harness after round t
    harness.json        the harness at the end
    provenance.json     where each of its lines comes from
    summary.md          the report as text
    report.html         the report as a page
"""

from collections.abc import Iterator
from datetime import datetime
from os import SEEK_END
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from self_harness.attempt import AttemptKey
from self_harness.errors import ConfigError, faults_of
from self_harness.gate.compare import CompareRules, judge
from self_harness.harness import Harness
from self_harness.record.events import (
    EVENT,
    ApprovalGiven,
    AttemptMade,
    CallFailed,
    CallMade,
    CallSent,
    ChampionDecided,
    Compared,
    ComparedWithResampling,
    DriftChecked,
    Event,
    EvidenceLeft,
    Finished,
    ForecastMade,
    MeasuredOnTestSplit,
    Notice,
    Opened,
    PhaseBegun,
    Ready,
    RoundDone,
    Started,
    Stopped,
)
from self_harness.record.records import Comparison, RoundRecord, Start, Support, Totals
from self_harness.record.spending import Bill, add_up

COMPARISONS = "comparisons"
"""In the folder of the runs, that of the comparisons: each has a folder like a run's, without rounds."""

TAIL = 4096
"""Bytes in which a ledger's last event is looked for."""


class Log:
    """The ledger's events, sorted by what is asked of them. What an earlier process concluded (the run's end, the test
    split, the champion) does not count any more once a later one has opened the run again."""

    def __init__(self) -> None:
        self.attempts: dict[str, dict[AttemptKey, AttemptMade]] = {}
        """By fingerprint of the harness."""
        self.attempts_in: dict[str, set[tuple[str, AttemptKey]]] = {}
        """(fingerprint, key) of the attempts of each phase, by its name."""
        self.bill = Bill()
        self.forecast: ForecastMade | None = None
        self.ready: Ready | None = None
        self.started: Started | None = None
        self.phase: PhaseBegun | None = None
        """The newest one."""
        self.done = 0
        """Attempts in it so far."""
        self.notices: list[str] = []
        self.rounds: dict[int, datetime] = {}
        """When each round was complete."""
        self.left: EvidenceLeft | None = None
        """The furthest one."""
        self.drift: DriftChecked | None = None
        self.test_split: Support | None = None
        self.approval: ApprovalGiven | None = None
        self.champion: ChampionDecided | None = None
        self.comparison: Comparison | None = None
        self.compared = judge((), CompareRules())
        """Of the pairs so far, in a comparison of two harnesses."""
        self.ended: Finished | Stopped | None = None
        """None: the run is under way, or was killed."""
        self.last: datetime | None = None
        """Time of the newest event."""
        self.seconds = 0.0
        """Wall-clock time of all processes of the run."""
        self._looked_at = 0

    @property
    def state(self) -> Literal["under way", "stopped", "finished"]:
        return self.ended.event if self.ended else "under way"

    @property
    def totals(self) -> Totals:
        spent = add_up(self.bill.spent.values())
        return Totals(**spent._asdict(), seconds=self.seconds, attempts=self._looked_at)

    def take(self, event: Event) -> None:
        if self.last and not isinstance(event, Opened):
            self.seconds += max(0.0, (event.time - self.last).total_seconds())  # the clock may be set back
        self.last = event.time
        match event:
            case Opened():
                self.ended = self.test_split = self.approval = self.champion = self.comparison = self.phase = None
                self.done = 0
                self.bill.begin()
            case AttemptMade():
                self._take_attempt(event)
            case CallSent():
                self.bill.sent(event.key, _part(self.phase), event.role, event.spent)
            case CallFailed():
                self.bill.failed(event.key)
            case CallMade():
                self.bill.answered(event.key, _part(self.phase), event.role, event.spent)
            case PhaseBegun():
                self.phase, self.done = event, 0
            case RoundDone():
                self.rounds.setdefault(event.record.round, event.time)
            case EvidenceLeft():  # a resumed run begins its round once more
                self.left = max(
                    filter(None, (self.left, event)), key=lambda each: (each.round, each.made, -each.e_value)
                )
            case Notice():
                self.notices.append(event.text)
            case _:
                self._conclude(event)

    def _take_attempt(self, event: AttemptMade) -> None:
        self.attempts.setdefault(event.harness, {})[event.key] = event
        phase = self.phase.name if self.phase else ""
        self.attempts_in.setdefault(phase, set()).add((event.harness, event.key))
        self.done += 1
        self._looked_at += 1

    def _conclude(self, event: Event) -> None:
        match event:
            case ForecastMade():
                self.forecast = event
            case Ready():
                self.ready = event
            case Started():
                self.started = event
            case DriftChecked():
                self.drift = event
            case MeasuredOnTestSplit():
                self.test_split = event.result
            case ApprovalGiven():
                self.approval = event
            case ChampionDecided():
                self.champion = event
            case Compared():
                self.compared = event.result
            case ComparedWithResampling():
                self.comparison = event.result
            case Finished() | Stopped():
                self.ended = event


def _part(phase: PhaseBegun | None) -> str:
    if phase and phase.name in ("test split", "resampling"):
        return phase.name
    return f"round {phase.round}" if phase and phase.round else "start"


class RunFolder:
    """A run's folder, open for reading. Raises ConfigError for a folder that is none."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._log, self._read = Log(), 0
        try:
            self.start = Start.model_validate_json((path / "config.json").read_text("utf-8"))
        except FileNotFoundError:
            raise ConfigError(f"{path} is not a run folder: it has no config.json.") from None
        except ValidationError as error:
            raise ConfigError(f"{path}/config.json can't be read: {'; '.join(faults_of(error))}") from None

    def rounds(self) -> list[RoundRecord]:
        """The rounds that were completed, from 0 on."""
        records: list[RoundRecord] = []
        while (file := self.path / f"round_{len(records)}.json").is_file():
            records.append(RoundRecord.model_validate_json(file.read_text("utf-8")))
        return records

    def events(self) -> Iterator[Event]:
        """The ledger's events. A last line that was torn by a kill is passed over.

        Raises ConfigError for any other line that is no event, and for an empty ledger of a run that did something.
        """
        return (event for event, _ in self._events(0))

    def log(self) -> Log:
        """What the events say. Each is read once: a later call adds those written since to the same Log."""
        for event, position in self._events(self._read):
            self._log.take(event)
            self._read = position
        return self._log

    def _events(self, position: int) -> Iterator[tuple[Event, int]]:
        """From this byte of the ledger on, each with the position of the next."""
        file = self.path / "ledger.jsonl"
        if not file.is_file() or not file.stat().st_size:
            if (self.path / "round_0.json").is_file():
                raise ConfigError(f"{file} is empty or missing: what the run did and spent is not known any more.")
            return
        with file.open("rb") as lines:
            lines.seek(position)
            for line in lines:
                if not line.endswith(b"\n"):
                    return
                try:
                    event = EVENT.validate_json(line)
                except ValidationError as error:
                    number, fault = 1 + file.read_bytes()[:position].count(b"\n"), faults_of(error)[0]
                    raise ConfigError(f"{file}, line {number}: this is no event of a run ({fault}).") from None
                position += len(line)
                yield event, position

    def totals(self) -> Totals:
        return self.log().totals

    @property
    def is_finished(self) -> bool:
        """Whether its end is the last that it wrote; without reading the whole ledger."""
        with (self.path / "ledger.jsonl").open("rb") as file:
            file.seek(-min(file.seek(0, SEEK_END), TAIL), SEEK_END)
            return b'"event":"finished"' in file.read().strip().rpartition(b"\n")[2]

    @property
    def is_in_round(self) -> bool:
        """Whether it is in the midst of a round, or was broken off there, after some pairs."""
        left = self.log().left
        return left is not None and left.round >= len(self.rounds())

    def harness(self) -> Harness:
        """The final harness, or that of the last completed round, or the start."""
        if (final := self.path / "harness.json").is_file():
            return Harness.model_validate_json(final.read_text("utf-8"))
        rounds = self.rounds()
        return rounds[-1].harness if rounds else self.start.harness

    def e_value(self) -> float:
        """Evidence of the sequential gate's e-process, now; in the midst of a round, what is left if it is broken off."""
        rounds, left = self.rounds(), self.log().left
        if left and self.is_in_round:
            return left.e_value
        return rounds[-1].e_value if len(rounds) > 1 else self.start.e_value


def runs(out: Path) -> list[RunFolder]:
    """The runs below `out`, by the time at which they were started."""
    found = [RunFolder(path.parent) for path in out.glob("*/config.json")]
    return sorted(found, key=lambda run: (run.start.started, run.path.name))


def find_run(run: str, out: Path, wanted: Literal["run", "comparison", "harness"] = "run") -> Path:
    """The folder of a run: a path to it, its id below `out`, or "last" for the one that was started last.

    wanted: what the user was asked for; a harness may be a file as well.
    """
    for path in (Path(run), out / run):
        if (path / "config.json").is_file():
            return path
    found = runs(out)
    if run != "last":
        known = ", ".join(each.path.name for each in found[-5:]) or "none"
        missing = f"file {run!r}, and no run of that name" if wanted == "harness" else f"{wanted} {run!r}"
        raise ConfigError(f"There is no {missing} in {out} (the newest: {known}).")
    if not found:
        raise ConfigError(f"There are no {'comparison' if wanted == 'comparison' else 'run'}s in {out}.")
    return found[-1].path
