"""What runs leave behind and nobody needs any more after some time: run folders and stored replies, verdicts and results."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from self_harness.record.log import RunFolder, runs
from self_harness.record.provenance import ancestor


def old_runs(out: Path, before: datetime) -> list[RunFolder]:
    """The runs below `out` that nothing was written to since then, in the order of their starts.

    Not among them: the newest run of each suite with each model, and runs that a later one, which stays, took the provenance
    of its lines from."""
    found = runs(out)
    newest = {(run.start.suite, run.start.config.model): run.path for run in found}
    staying = {run.path for run in found if _touched(run.path / "ledger.jsonl") >= before} | set(newest.values())
    needed = {
        earlier.path
        for run in found
        if run.path in staying and (earlier := ancestor(run.start.harness, run.start.started, found))
    }
    return [run for run in found if run.path not in staying | needed]


def old_entries(out: Path, before: datetime) -> Iterator[Path]:
    """Files of the stores below `out` that were written before then. A resumed or repeated run pays anew for what is gone."""
    for folder, _, names in os.walk(out / ".cache"):
        yield from (path for name in names if _touched(path := Path(folder, name)) < before)


def size(path: Path) -> int:
    """Bytes of a file, or of all files in a folder."""
    files = [path] if path.is_file() else [each for each in path.rglob("*") if each.is_file()]
    return sum(each.stat().st_size for each in files)


def _touched(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)
