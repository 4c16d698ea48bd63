"""The parts of the drill. Each returns what it did, and raises AssertionError where something was lost."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from self_harness.record.log import RunFolder
from self_harness.release.champion import ChampionStore
from tests.fake_api import FakeApi
from tests.faults.drill import CONCURRENCY, MODEL, Drill, check_files, kill

KILLS_OF_A_RUN = 13
START, LATER = 4.0, 0.4
"""Seconds."""
VERDICTS = Path(".cache", "verdicts")
DISKS = 10
MOST_IN_FLIGHT = 2 * CONCURRENCY


def kills(drill: Drill, count: int) -> str:
    """kill -9 at random moments: a fifth of them while the process starts, the others shortly after a random number of
    answered calls, a tenth of these after the last one. Verdicts are known from the second run on."""
    whole, keys = drill.whole
    done = runs = in_flight = 0
    while done < count:
        where, runs, its = drill.folder / f"run {runs}", runs + 1, 0
        if runs > 1:
            shutil.copytree(whole.path.parent / VERDICTS, where / "runs" / VERDICTS)
        number = min(KILLS_OF_A_RUN, count - done)
        moments = sorted(drill.dice.uniform(0, 1.1 * len(keys)) for _ in range(number))
        with drill.api(delay=0.2) as api:
            process = drill.start(where, api)
            for answered in moments:
                starts = drill.dice.random() < 0.2
                later = drill.dice.uniform(0, START if starts else LATER)
                if _ends_before(process, api, 0 if starts else min(answered, len(keys)), later):
                    break
                kill(process)
                its += 1
                check_files(where)
                process = drill.start(where, api)
            drill.finish(process)
            time.sleep(0.3)
            run = drill.check(where, api, lost=its * MOST_IN_FLIGHT)
        done += its
        in_flight += run.log().bill.unanswered.calls
    return f"{done} kills of {runs} runs, {in_flight} calls in flight, all accounted for"


def _ends_before(process: "subprocess.Popen[str]", api: FakeApi, answered: float, later: float) -> bool:
    """Whether the process ends earlier than so many seconds after so many calls were answered, by all processes of the run."""
    while process.poll() is None and len(api.answered_by_key) < answered:
        time.sleep(0.01)
    with suppress(subprocess.TimeoutExpired):
        process.wait(later)
    return process.poll() is not None


@contextmanager
def small_disk(folder: Path, kilobytes: int) -> Iterator[Callable[[], object]]:
    """A file system of this size at the folder; yields what makes it large."""
    folder.mkdir(parents=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", folder], check=True)
    try:
        yield lambda: subprocess.check_call(["mount", "-o", "remount,size=256m", folder])
    finally:
        subprocess.run(["umount", folder], check=True)


def disk(drill: Drill, count: int) -> str:
    """The disk is full, at sizes from nothing to what a run takes."""
    whole, _ = drill.whole
    takes = (
        sum(4096 * -(-path.stat().st_size // 4096) for path in whole.path.parent.rglob("*") if path.is_file()) // 1024
    )
    full = 0
    for number in range(DISKS):
        where = drill.folder / f"disk {number}"
        with small_disk(where, max(8, takes * number // DISKS)) as enlarge, drill.api(delay=0) as api:
            process = drill.start(where, api)
            said = drill.finish(process, 0, 2, 3)
            full += process.returncode != 0
            assert process.returncode == 0 or "Traceback" not in said, said
            enlarge()
            check_files(where)
            if process.returncode:
                drill.finish(drill.start(where, api))
            drill.check(where, api)
    return f"{DISKS} disks of up to {takes} KiB, {full} of them too small"


CLOCK = r"""
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/time.h>
#include <time.h>
static long offset(void) {
    long seconds = 0;
    FILE *file = fopen(getenv("CLOCK_OFFSET"), "r");
    if (file) { if (fscanf(file, "%ld", &seconds) != 1) seconds = 0; fclose(file); }
    return seconds;
}
int clock_gettime(clockid_t id, struct timespec *found) {
    static int (*real)(clockid_t, struct timespec *);
    if (!real) real = dlsym(RTLD_NEXT, "clock_gettime");
    int result = real(id, found);
    if (id == CLOCK_REALTIME) found->tv_sec += offset();
    return result;
}
time_t time(time_t *found) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (found) *found = now.tv_sec;
    return now.tv_sec;
}
"""


def clock(drill: Drill, count: int) -> str:
    """The clock jumps three days ahead and six back."""
    drill.folder.joinpath("clock.c").write_text(CLOCK)
    library, offset = drill.folder / "clock.so", drill.folder / "offset"
    subprocess.run(["gcc", "-shared", "-fPIC", "-o", library, drill.folder / "clock.c", "-ldl"], check=True)
    where = drill.folder / "run"
    with drill.api() as api:
        process = drill.start(where, api, LD_PRELOAD=str(library), CLOCK_OFFSET=str(offset))
        for answered, days in ((10, 3), (30, -3)):
            while api.answered < answered and process.poll() is None:
                time.sleep(0.01)
            offset.write_text(str(days * 86400))
        drill.finish(process)
        run = drill.check(where, api)
    times = [event.time for event in run.events()]
    assert (max(times) - min(times)).days >= 5, "the clock did jump"
    return f"two jumps in one run, {len(times)} events"


def champion(drill: Drill, count: int) -> str:
    """Two runs at once on one champion and one store of replies."""
    where = drill.folder / "both"
    with drill.api() as api:
        for process in [drill.start(where, api, "--seed", seed, new=True) for seed in "12"]:
            drill.finish(process)
        assert set(api.answered_by_key.values()) == {1}
    check_files(where)
    runs = [RunFolder(path.parent) for path in (where / "runs").glob("*/config.json")]
    history = ChampionStore(str(where / "champions"), runs[0].start.suite, MODEL).history()
    assert sorted(entry.evidence.run for entry in history) == sorted(run.path.name for run in runs)
    return f"2 runs, history: {', '.join(entry.event for entry in history)}"


def dask(drill: Drill, count: int) -> str:
    """A worker of the run's own Dask cluster is killed in the midst."""
    where = drill.folder / "run"
    assert drill.whole
    with drill.api() as api:
        process = drill.start(where, api, sandbox="dask")
        while api.answered < 10 and process.poll() is None:
            time.sleep(0.01)
        workers = _workers(process.pid)
        os.kill(drill.dice.choice(workers), signal.SIGKILL)
        drill.finish(process)
        drill.check(where, api)
    return f"one of {len(workers)} workers killed"


def _workers(session: int) -> list[int]:
    """Processes of the session that are workers of a local Dask cluster."""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        with suppress(FileNotFoundError, ProcessLookupError):
            if os.getsid(int(path.name)) == session and b"spawn_main" in (path / "cmdline").read_bytes():
                found.append(int(path.name))
    return found


PARTS: dict[str, Callable[[Drill, int], str]] = {
    "kills": kills, "disk": disk, "clock": clock, "champion": champion, "dask": dask,
}  # fmt: skip
