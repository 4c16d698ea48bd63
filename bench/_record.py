"""What a run folder of any size costs: written, read, reported on."""

import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from bench._big_run import write
from self_harness.record.log import RunFolder
from self_harness.report.html import html


class Record(NamedTuple):
    problems: int
    attempts: int
    written: float
    read: float
    page: float
    """Seconds of processor time, like the two before."""
    page_kb: float
    peak_mb: float


def recorded(problems: int, attempts: int) -> Record:
    def timed(call: Callable[[], object]) -> tuple[float, object]:
        began = time.process_time()
        found = call()
        return time.process_time() - began, found

    with tempfile.TemporaryDirectory() as folder:
        written, path = timed(lambda: write(Path(folder), problems, attempts))
        run = RunFolder(Path(str(path)))
        read, _ = timed(run.log)
        page, text = timed(lambda: html(run))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Record(problems, attempts, written, read, page, len(str(text)) / 1024, peak)
