"""Batches that were sent, or were about to be: what is on disk of them, so that a death at any moment loses none."""

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from self_harness.files import write_atomically
from self_harness.model.types import Request


class Pending(BaseModel):
    """A batch that was sent, or was about to be."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    requests: dict[str, Request]
    """By their keys in the store of replies."""
    sent: float = 0.0
    """Unix time just before it was sent."""
    ids: tuple[str, ...] = ()
    """Its id; empty until the API has told it."""
    guessed: bool = False
    """The id was lost with the API's answer: `ids` are all batches of that size and time. Replies are known by their
    custom ids, so a stranger's batch costs time only; but it must not be cancelled."""

    @property
    def name(self) -> str:
        return hashlib.sha256("".join(sorted(self.requests)).encode()).hexdigest()[:32]


class PendingFolder:
    """The files of the batches under way, one each."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def all(self) -> Iterator[Pending]:
        for path in self._folder.glob("*.json"):
            with suppress(ValidationError):  # of another version of this program, for which requests were other ones
                yield Pending.model_validate_json(path.read_bytes())

    def write(self, pending: Pending) -> None:
        write_atomically(self._path(pending), pending.model_dump_json())

    def remove(self, pending: Pending) -> None:
        self._path(pending).unlink(missing_ok=True)

    def _path(self, pending: Pending) -> Path:
        return self._folder / f"{pending.name}.json"
