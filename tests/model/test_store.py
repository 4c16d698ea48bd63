import asyncio
import fcntl
import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TextIO

import pytest

from self_harness.model import store as stores
from self_harness.model.store import Store
from self_harness.model.types import Reply, Usage

ROOT = Path(__file__).parents[2]
KEYS = [f"{number:02x}" * 32 for number in range(200)]

WORKER = """
import asyncio, os, sys
from pathlib import Path
from self_harness.model.store import Store
from self_harness.model.types import Reply, Usage

folder, log, seconds, keys = Path(sys.argv[1]), sys.argv[2], float(sys.argv[3]), sys.argv[4:]

def note(word, key):
    file = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(file, f"{word} {key}\\n".encode())
    os.close(file)

async def fetch(store, slots, key):
    async def call():
        note("call", key)
        await asyncio.sleep(seconds)
        usage = Usage(input_tokens=1, output_tokens=1)
        text = str(os.getpid())
        return Reply(
            text=text, stop_reason="end_turn", usage=usage, model="m", request_id="", seconds=0, simulated=False
        )
    async with slots:
        await store.fetch(key, call)
        note("fetched", key)

async def main():
    store, slots = Store(folder, Reply), asyncio.Semaphore(16)
    print("ready", flush=True)
    sys.stdin.readline()
    await asyncio.gather(*(fetch(store, slots, key) for key in keys))

asyncio.run(main())
"""


def worker(folder: Path, log: Path, seconds: float, keys: list[str]) -> subprocess.Popen[str]:
    """A process that is ready to fetch the keys once a line is written to it."""
    command = [sys.executable, "-c", WORKER, str(folder), str(log), str(seconds), *keys]
    process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    assert process.stdout.readline() == "ready\n"
    return process


def start(*processes: subprocess.Popen[str]) -> None:
    for process in processes:
        assert process.stdin
        process.stdin.write("\n")
        process.stdin.flush()


def finish(*processes: subprocess.Popen[str]) -> list[int]:
    for process in processes:
        process.communicate()
    return [process.returncode for process in processes]


def logged(log: Path, word: str) -> Counter[str]:
    lines = [line.split() for line in log.read_text().splitlines()]
    return Counter(key for found, key in lines if found == word)


def files(folder: Path, kind: str) -> list[Path]:
    return sorted(folder.glob(f"??/*.{kind}"))


async def until(condition: Callable[[], bool]) -> None:
    while not condition():  # noqa: ASYNC110 - another process makes it true
        await asyncio.sleep(0.005)


def reply(text: str = "hello") -> Reply:
    return Reply(
        text=text,
        stop_reason="end_turn",
        usage=Usage(input_tokens=3, output_tokens=4),
        model="m",
        request_id="req_1",
        seconds=0.5,
        simulated=False,
    )


def calling(text: str = "hello") -> Callable[[], Awaitable[Reply]]:
    async def call() -> Reply:
        return reply(text)

    return call


async def never() -> Reply:
    raise AssertionError("this was paid for already")


async def test_a_reply_is_called_for_once_and_survives_a_new_store(tmp_path: Path) -> None:
    assert await Store(tmp_path, Reply).fetch(KEYS[1], calling("grüße \u2028 \x00")) == reply("grüße \u2028 \x00")
    assert await Store(tmp_path, Reply).fetch(KEYS[1], never) == reply("grüße \u2028 \x00")
    assert await Store(tmp_path, Reply).fetch(KEYS[2], calling("other")) == reply("other")


async def test_one_file_an_entry_and_nothing_else_stays(tmp_path: Path) -> None:
    for key in KEYS[:20]:
        await Store(tmp_path, Reply).fetch(key, calling())
    assert files(tmp_path, "*") == sorted(tmp_path / key[:2] / f"{key}.json" for key in KEYS[:20])


async def test_the_reply_is_on_disk_before_fetch_returns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The whole content under its name, then fsync: of the name too, and a kill during it loses nothing."""
    steps: list[tuple[str, int]] = []
    fsync, replace = os.fsync, Path.replace

    def recording_fsync(file: int) -> None:
        assert files(tmp_path, "json") != []
        fsync(file)
        steps.append(("fsync", os.fstat(file).st_size))

    def recording_replace(path: Path, target: Path) -> Path:
        steps.append(("replace", path.stat().st_size))
        return replace(path, target)

    monkeypatch.setattr(os, "fsync", recording_fsync)
    monkeypatch.setattr(Path, "replace", recording_replace)
    await Store(tmp_path, Reply).fetch(KEYS[0], calling())
    size = len(reply().model_dump_json())
    assert steps == [("replace", size), ("fsync", size)]
    await Store(tmp_path, Reply, paid=False).fetch(KEYS[1], calling())
    assert steps[2:] == [("replace", size)], "what can be computed again is not worth the wait"


async def test_a_slow_disk_holds_up_nobody_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who is cancelled while the disk works has lost nothing, and everybody else goes on."""
    working, done = threading.Event(), threading.Event()

    def slow(file: int) -> None:
        working.set()
        assert done.wait(10), "the event loop is blocked"

    monkeypatch.setattr(os, "fsync", slow)
    fetching = asyncio.create_task(Store(tmp_path, Reply).fetch(KEYS[0], calling()))
    await until(working.is_set)
    assert not fetching.done()
    fetching.cancel()
    await asyncio.wait([fetching])
    assert fetching.cancelled()
    assert await Store(tmp_path, Reply).fetch(KEYS[0], never) == reply()
    assert files(tmp_path, "lock") == []
    done.set()


@pytest.mark.parametrize("torn", ["", "{", reply().model_dump_json()[:-2], "[]", "null", '{"text": "x"}', "\x00" * 300])
async def test_a_torn_entry_is_a_miss_and_is_mended(tmp_path: Path, torn: str) -> None:
    await Store(tmp_path, Reply).fetch(KEYS[0], calling())
    (entry,) = files(tmp_path, "json")
    entry.write_text(torn)
    assert await Store(tmp_path, Reply).fetch(KEYS[0], calling("again")) == reply("again")
    assert await Store(tmp_path, Reply).fetch(KEYS[0], never) == reply("again")


async def test_entries_that_are_not_text_are_a_miss(tmp_path: Path) -> None:
    await Store(tmp_path, Reply).fetch(KEYS[0], calling())
    files(tmp_path, "json")[0].write_bytes(b"\xff\xfe\x80")
    assert await Store(tmp_path, Reply).fetch(KEYS[0], calling("again")) == reply("again")


async def test_callers_of_one_key_share_one_call(tmp_path: Path) -> None:
    store, calls = Store(tmp_path, Reply), 0

    async def call() -> Reply:
        nonlocal calls
        calls += 1
        await asyncio.sleep(0.01)
        return reply()

    results = await asyncio.gather(*(store.fetch(KEYS[0], call) for _ in range(30)))
    assert calls == 1
    assert results == [reply()] * 30


async def test_different_keys_do_not_wait_for_each_other(tmp_path: Path) -> None:
    """Two hundred calls that can only end together."""
    store, together = Store(tmp_path, Reply), asyncio.Barrier(200)

    async def call() -> Reply:
        await together.wait()
        return reply()

    async with asyncio.timeout(10):
        await asyncio.gather(*(store.fetch(key, call) for key in KEYS))


async def test_a_failed_or_cancelled_call_stores_nothing_and_the_next_caller_tries(tmp_path: Path) -> None:
    store = Store(tmp_path, Reply)

    async def fail() -> Reply:
        raise ZeroDivisionError

    async def hang() -> Reply:
        await asyncio.sleep(60)
        return reply()

    with pytest.raises(ZeroDivisionError):
        await store.fetch(KEYS[0], fail)
    hanging = asyncio.create_task(store.fetch(KEYS[0], hang))
    await asyncio.sleep(0.01)
    waiting = asyncio.create_task(store.fetch(KEYS[0], calling("second")))
    await asyncio.sleep(0.01)
    hanging.cancel()
    assert await waiting == reply("second")
    assert files(tmp_path, "lock") == []


async def test_a_lock_on_a_file_without_a_name_does_not_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between our open and our lock the holder removes the file, and a third one locks a new file of that name."""
    lock = tmp_path / KEYS[0][:2] / f"{KEYS[0]}.lock"
    flock = fcntl.flock
    third: list[TextIO] = []

    def interrupted(file: int, operation: int) -> None:
        if not third:
            lock.unlink()
            third.append(lock.open("w"))
            flock(third[0], fcntl.LOCK_EX)
        flock(file, operation)

    monkeypatch.setattr(fcntl, "flock", interrupted)
    monkeypatch.setattr(stores, "POLL_SECONDS", 0.001)
    fetching = asyncio.create_task(Store(tmp_path, Reply).fetch(KEYS[0], calling()))
    await asyncio.sleep(0.05)
    assert not fetching.done()
    assert lock.exists()
    lock.unlink()
    third[0].close()
    assert await fetching == reply()


async def test_waiting_for_another_process_leaves_the_event_loop_free(tmp_path: Path) -> None:
    process = worker(tmp_path / "store", tmp_path / "log", 1.0, [KEYS[0]])
    start(process)
    await until(lambda: files(tmp_path / "store", "lock") != [])
    fetching = asyncio.create_task(Store(tmp_path / "store", Reply).fetch(KEYS[0], never))
    gaps, last = [], time.monotonic()
    while not fetching.done():
        await asyncio.sleep(0.005)
        gaps.append(time.monotonic() - last)
        last = time.monotonic()
    assert (await fetching).text == str(process.pid)
    assert finish(process) == [0]
    assert max(gaps) < 0.7


def test_two_processes_make_one_call_a_key(tmp_path: Path) -> None:
    """40 requests over 20 keys, in opposite orders, in two processes at once."""
    keys = KEYS[:20]
    store, log = tmp_path / "store", tmp_path / "log"
    processes = worker(store, log, 0.05, keys), worker(store, log, 0.05, keys[::-1])
    start(*processes)
    assert finish(*processes) == [0, 0]
    assert logged(log, "call") == Counter(keys)
    assert logged(log, "fetched") == Counter(keys + keys)
    assert files(store, "lock") == files(store, "tmp") == []


def test_kill_9_repeats_no_answered_call(tmp_path: Path) -> None:
    """A new process calls again only for what was in flight, and isn't held up by the locks of the dead one."""
    keys, store, log = KEYS[:100], tmp_path / "store", tmp_path / "log"
    victim = worker(store, log, 0.03, keys)
    start(victim)
    while not log.exists() or logged(log, "fetched").total() < 40:
        time.sleep(0.002)
    victim.send_signal(signal.SIGKILL)
    assert finish(victim) == [-signal.SIGKILL]
    on_disk = {path.stem for path in files(store, "json")}
    answered, called = set(logged(log, "fetched")), set(logged(log, "call"))
    assert 40 <= len(answered) <= len(on_disk) < 100
    assert answered <= on_disk
    assert len(called - on_disk) <= 16

    log.unlink()
    second = worker(store, log, 0.0, keys)
    start(second)
    assert finish(second) == [0]
    assert logged(log, "call") == Counter(set(keys) - on_disk)
    assert len(files(store, "json")) == 100
    assert files(store, "tmp") == []
    assert {
        path.stem for path in files(store, "lock")
    } <= on_disk  # killed between the entry and the removal of its lock


FULL = """
import asyncio, resource, sys
from pathlib import Path
from self_harness.model.store import Store
from self_harness.model.types import Reply

async def call():
    print("called")

resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
asyncio.run(Store(Path(sys.argv[1]), Reply).fetch("abcd", call))
"""


def test_nothing_is_paid_for_that_could_not_be_kept(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", FULL, str(tmp_path)], cwd=ROOT, capture_output=True, text=True)
    assert done.stdout == ""
    assert done.stderr.splitlines()[-1].startswith("OSError: [Errno 27]")
    assert not list(tmp_path.glob("*/*.json"))
    assert not list(tmp_path.glob("*/*.lock"))
