"""What the user sees while a run works: a live display on a terminal, plain lines elsewhere."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.text import Text

from self_harness.record.events import (
    ApprovalAsked,
    AttemptMade,
    CallMade,
    Event,
    ForecastMade,
    Notice,
    PhaseBegun,
    Ready,
    RoundDone,
    Started,
    Stopped,
)
from self_harness.record.records import RoundRecord
from self_harness.report.markdown import outcome_line
from self_harness.report.verdict import resume_command

PLAIN_STEP = 100
"""Without a terminal, one line for so many attempts."""


class Display:
    """Turns the events of a run into lines, with a bar for the phase under way if there is a terminal."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._bar: Progress | None = None
        self._task: TaskID | None = None
        self._attempts: Counter[str] = Counter()
        self._calls = 0
        self._cost = 0.0
        self._simulated = False

    def __enter__(self) -> Self:
        if self._console.is_terminal:
            self._bar = Progress(
                SpinnerColumn(),
                TextColumn("{task.description}"),
                BarColumn(bar_width=30),
                MofNCompleteColumn(),
                TimeElapsedColumn(),
                TextColumn("{task.fields[spent]}", style="dim"),
                console=self._console,
                transient=True,
            )
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar:
            self._bar.stop()

    def __call__(self, event: Event) -> None:
        match event:
            case Notice() | ForecastMade():
                self.line(event.text, "dim")
            case Ready():
                self._ready(event)
            case Started():
                self._started(event)
            case PhaseBegun():
                self._phase(event)
            case AttemptMade():
                self._attempt(event)
            case CallMade():
                self._calls += 1
                self._cost += event.cost
            case RoundDone():
                for text, style in _lines(event.record):
                    self.line(text, style)
            case ApprovalAsked():
                self.line(
                    f"Waiting for a person until {event.until:%Y-%m-%d %H:%M} UTC: `{event.command}`, or Prefect's UI. "
                    "No answer is a no.", "bold yellow",
                )  # fmt: skip
            case Stopped():
                command = resume_command(Path(event.path))
                self.line(f"Stopped. What was paid for is kept: `{command}` goes on.", "bold")

    def forecasting(self, done: int, total: int) -> None:
        """How many of the forecast's simulations are done."""
        if self._bar:
            if self._task is None:
                self._task = self._bar.add_task("Forecast", spent="")
            self._bar.update(self._task, completed=done, total=total)

    def line(self, text: str, style: str = "") -> None:
        self._console.print(Text(text, style=style), soft_wrap=True)

    def _ready(self, event: Ready) -> None:
        self._simulated = event.simulated
        if self._simulated:
            self.line(
                "SIMULATED model: the numbers below show how the loop works, not what a real model does.", "bold yellow"
            )
        self.line(f"Answers run in: {event.sandbox}", "dim")

    def _started(self, event: Started) -> None:
        again = f", continuing after round {event.done}" if event.done else ""
        self.line(
            f"Run {event.run_id}: {event.model}, {event.held_in} problems held in, {event.held_out} held out, "
            f"{event.rounds} rounds at most{again}",
            "bold",
        )

    def _phase(self, event: PhaseBegun) -> None:
        self._attempts.clear()
        title = f"Round {event.round}: {event.name}" if event.name != "compare" else "Pairs"
        if event.name == "propose":
            self.line(f"{title}; patterns: {', '.join(event.patterns)}", "dim")
        elif event.name == "gate":
            self.line(f"{title} {len(event.edits)} edits", "dim")
            for number, edit in enumerate(event.edits, 1):
                self.line(f"  {number}. {edit}", "dim")
        elif not self._bar:
            self.line(title)
        if self._bar:
            if self._task is not None:
                self._bar.remove_task(self._task)
            self._task = self._bar.add_task(title, total=event.total, spent=self._spent())

    def _attempt(self, event: AttemptMade) -> None:
        self._attempts[event.status] += 1
        done = self._attempts.total()
        if self._bar and self._task is not None:
            self._bar.update(self._task, completed=done, spent=self._spent())
        elif done % PLAIN_STEP == 0:
            self.line(f"  {done} attempts, {self._attempts['passed']} passed; {self._spent()}")

    def _spent(self) -> str:
        dollars = "" if self._simulated else f", ${self._cost:.3f}"
        return f"{self._calls} new calls{dollars}"


def _lines(record: RoundRecord) -> Iterator[tuple[str, str]]:
    """A round as lines, each with its style."""
    for tried in record.edits:
        good = tried.outcome == "accepted"
        yield f"  {'+' if good else '-'} {tried.edit}", "green" if good else ""
        yield f"    {outcome_line(tried)}", "dim"
    for dropped in record.dropped:
        yield f"  - dropped: {dropped.reason}", "dim"
    accepted = [tried for tried in record.edits if tried.decision.outcome == "accepted"]
    if record.merge and (record.best or len(accepted) > 1):
        yield f"  {record.merge}", "dim"
    if record.best:
        yield f"  the best harness: {record.best}", "dim"
    after = record.after
    true_rate = f"   true {after.true_rate:.1%} (simulated)" if after.true_rate is not None else ""
    name = f"Round {record.round}" if record.round else "Start"
    yield f"{name:9}held-in {after.held_in}   held-out {after.held_out}{true_rate}", "bold cyan"
