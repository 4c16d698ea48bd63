"""What was paid for or computed, on disk before anybody uses it, and never paid for or computed again."""

import asyncio
import fcntl
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import BaseModel, ValidationError

Entry = TypeVar("Entry", bound=BaseModel)

POLL_SECONDS = 0.05
ROOM = 64 * 1024
"""Bytes that are on disk for an entry before it is paid for: more than the longest reply takes."""


class Store(Generic[Entry]):
    """One file an entry, `ab/<key>.json`. Any number of tasks, threads and processes may share the folder.

    paid: entries also outlive a power cut; what can be computed again need only outlive the process.
    """

    def __init__(self, folder: Path, kind: type[Entry], paid: bool = True) -> None:
        self._folder = folder
        self._kind = kind
        self._paid = paid

    async def fetch(
        self, key: str, call: Callable[[], Awaitable[Entry]], on_new: Callable[[Entry], None] = lambda entry: None
    ) -> Entry:
        """What is stored under `key`, else the result of `call`, which is on disk when this returns.

        Only one caller of a key is in `call` at a time; if it fails, the next one tries. Whatever `call` raises is passed
        on and nothing is stored. `on_new` is told of a result as soon as a kill can't lose it any more.
        """
        entry = self._path(key)
        if stored := self._read(entry):
            return stored
        entry.parent.mkdir(parents=True, exist_ok=True)
        async with locked(entry.with_suffix(".lock")):
            if stored := self._read(entry):
                return stored
            temporary = entry.with_suffix(".tmp")  # always the same: only the holder of the lock writes it
            if self._paid:
                temporary.write_bytes(bytes(ROOM))  # no call is made whose reply a full disk could not hold
            try:
                result = await call()
            except BaseException:
                temporary.unlink(missing_ok=True)
                raise
            # In this thread, well under a millisecond: there is no await at which a cancellation or a kill could lose it.
            _write(temporary, result)
            temporary.replace(entry)
            on_new(result)
        if self._paid:
            await asyncio.to_thread(_sync, entry)
        return result

    def get(self, key: str) -> Entry | None:
        """What is stored under `key`."""
        return self._read(self._path(key))

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / f"{key}.json"

    def _read(self, entry: Path) -> Entry | None:
        try:
            return self._kind.model_validate_json(entry.read_bytes())
        except (FileNotFoundError, ValidationError):
            return None


def _write(file: Path, result: BaseModel) -> None:
    """Into the room that was made for it."""
    with file.open("r+b" if file.exists() else "wb") as opened:
        opened.write(result.model_dump_json().encode())
        opened.truncate()


def _sync(entry: Path) -> None:
    """After the renaming, so that the name is on disk too. A file that a power cut has torn is read as none."""
    with entry.open("rb") as file:
        os.fsync(file.fileno())


@asynccontextmanager
async def locked(path: Path) -> AsyncIterator[None]:
    """Exclusive among tasks, threads and processes; the kernel frees it if the holder dies.

    The file is removed by its holder, so a waiter may lock a file that has lost its name while a third one already
    holds the new file of that name: only the lock on the file that `path` names counts.
    """
    while True:
        with path.open("a") as lock:
            if _try_lock(lock.fileno()) and _is_named(path, lock.fileno()):
                try:
                    yield
                finally:
                    os.unlink(path)
                return
        await asyncio.sleep(POLL_SECONDS)


def _try_lock(lock: int) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _is_named(path: Path, file: int) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(file))
    except FileNotFoundError:
        return False
