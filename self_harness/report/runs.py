"""All runs of a suite with a model, one after another: what each one found and what it cost."""

from datetime import datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from self_harness.config import SIMULATED
from self_harness.harness import diff
from self_harness.record.log import Log, RunFolder, runs
from self_harness.record.records import Score, Support
from self_harness.report.verdict import verdict


class Row(BaseModel):
    """A run. Scores are None until the start was measured."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    run: str
    started: datetime
    suite: str
    model: str
    simulated: bool
    outcome: str
    """promoted, not promoted, new harness, unchanged, stopped or under way."""
    held_in: tuple[Score, Score] | None
    """At the start and at the end."""
    held_out: tuple[Score, Score] | None
    true_rate: tuple[float, float] | None
    """Exact, over held-in and held-out; known for the simulated model only."""
    test_split: Support | None
    added: int
    """Lines that the run brought into the harness."""
    removed: int
    calls: int
    cost: float
    """Dollars."""
    drift: str
    """What the drift watch found; empty: no drift, or none was looked for."""
    verdict: str


def history(
    out: Path, suite: str | None = None, model: str | None = None, newest: int | None = None
) -> dict[tuple[str, str], list[Row]]:
    """The runs below `out` by suite and model, each list in the order of their starts. newest: so many of each at most."""
    found: dict[tuple[str, str], list[RunFolder]] = {}
    for run in runs(out):
        of = run.start.suite, run.start.config.model
        if suite in (None, of[0]) and model in (None, of[1]):
            found.setdefault(of, []).append(run)
    return {of: [_row(run) for run in its[-(newest or 0) :]] for of, its in found.items()}


def _row(run: RunFolder) -> Row:
    start, rounds, log, final = run.start, run.rounds(), run.log(), run.harness()
    changes = diff(start.harness, final).splitlines()
    first, last = (rounds[0].after, rounds[-1].after) if rounds else (None, None)
    return Row(
        run=start.run_id,
        started=start.started,
        suite=start.suite,
        model=start.config.model,
        simulated=start.config.model == SIMULATED,
        outcome=_outcome(log, is_changed=final != start.harness),
        held_in=(first.held_in, last.held_in) if first and last else None,
        held_out=(first.held_out, last.held_out) if first and last else None,
        true_rate=(first.true_rate, last.true_rate) if first and last and first.true_rate and last.true_rate else None,
        test_split=log.test_split,
        added=sum(line.startswith("+") for line in changes),
        removed=sum(line.startswith("-") for line in changes),
        calls=log.totals.calls,
        cost=log.totals.cost,
        drift=log.drift.text if log.drift and log.drift.changed else "",
        verdict=verdict(run, log),
    )


def _outcome(log: Log, is_changed: bool) -> str:
    if log.champion and is_changed:
        return "promoted" if log.champion.promoted else "not promoted"
    if log.state != "finished":
        return log.state
    return "new harness" if is_changed else "unchanged"
