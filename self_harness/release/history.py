"""The entries of a champion's history and the chain they form. Pure; `champion` keeps them.

An entry is a JSON object, written in one way only, that holds the hash of the entry before and of itself. So every
change shows that was not made by appending, except that the newest entries were removed: for that, note a hash elsewhere.
"""

import hashlib
import json
import math
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import from_json

from self_harness.harness import Harness
from self_harness.record.records import Score, Support

Event = Literal["promoted", "rolled_back", "rebaselined", "refused"]


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Evidence(_Record):
    """What an entry rests on."""

    run: str = ""
    """Id of the run that decided; empty: a person did, with a harness from a file."""
    simulated: bool = False
    unproven: str = ""
    """What the search said of a harness that a person promoted by its estimate alone."""
    over: str = ""
    """Fingerprint of the harness that this one was compared with."""
    suite_digest: str = ""
    """The problems as they were; a record of other problems is no record."""
    factor: float = Field(default=1.0, gt=0)
    """What the run has multiplied the gate's evidence against `over` by so far."""
    proved: bool = False
    """Whether the run proved a harness better than `over`: the evidence against `over` then begins anew."""
    test_split: Support | None = None
    expected: dict[str, Score] = {}
    """How often the harness passed, by problem id: only attempts by which nothing was chosen. `drift` compares with it."""


class Entry(_Record):
    """One event in the history of a champion."""

    sequence: int
    """From 1."""
    time: datetime
    event: Event
    suite: str
    model: str
    harness: Harness
    """Deployed from this entry on, or refused by it."""
    fingerprint: str
    origin: int
    """Entry that first deployed this harness; 0 if this one refuses it."""
    reason: str
    by: str
    """Name of the person who decided; empty: the run did."""
    version: str
    """Of Self-Harness."""
    evidence: Evidence
    previous: str
    """Hash of the entry before; empty in the first."""
    hash: str
    """SHA-256 of all the other fields, as they are written."""

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.fingerprint != self.harness.fingerprint:
            raise ValueError(f"{self.fingerprint} is not the fingerprint of its harness")
        return self


class Fault(_Record):
    """Something in a history that appending can't have brought about."""

    entry: int
    """Sequence number; one more than there are where it is not known which one is missing."""
    kind: Literal["missing", "altered", "reordered", "foreign"]
    text: str


def champion_of(history: list[Entry]) -> Entry | None:
    """The newest entry that deployed a harness."""
    return next((entry for entry in reversed(history) if entry.event != "refused"), None)


def evidence_against(history: list[Entry], harness: Harness) -> float:
    """What the gate's e-process against a harness begins with: the product of what the runs that started from it multiplied
    it by, since one of them proved something. So no run forgets what another lost, whatever was deployed in between."""
    factors: dict[str, float] = {}
    for entry in history:
        found = entry.evidence
        if entry.event in ("promoted", "refused") and found.over == harness.fingerprint:
            if found.proved:
                factors.clear()
            else:
                factors[found.run] = found.factor
    return math.prod(factors.values())


def write(content: Mapping[str, Any]) -> bytes:
    """An entry's file, from all its fields but the hash."""
    return _render({**content, "hash": _hash(content)})


def parse(data: bytes) -> Entry:
    """An entry from its file. ValueError if it is none, or not byte for byte what was written."""
    content = from_json(data)
    entry = Entry.model_validate(content)
    if _hash({name: value for name, value in content.items() if name != "hash"}) != entry.hash:
        raise ValueError("its content does not have its hash")
    if _render(content) != data:
        raise ValueError("it is not in the form in which entries are written")
    return entry


def verify(
    files: Mapping[int, bytes], suite: str, model: str, noted: Collection[str] = ()
) -> tuple[list[Entry], list[Fault]]:
    """The entries that are sound by themselves, and all faults of the chain, by sequence number.

    noted: hashes of entries that are known to have been there.
    """
    sound: dict[int, Entry] = {}
    faults: list[Fault] = []

    def fault(entry: int, kind: Literal["missing", "altered", "reordered", "foreign"], text: str) -> None:
        faults.append(Fault(entry=entry, kind=kind, text=f"entry {entry} {text}"))

    last = max(files, default=0)
    for number in range(1, last + 1):
        if number not in files:
            fault(number, "missing", "is missing")
            continue
        try:
            entry = parse(files[number])
        except ValueError as error:
            fault(number, "altered", f"was altered: {' '.join(str(error).split())}")
            continue
        if (entry.suite, entry.model) != (suite, model):
            fault(number, "foreign", f"belongs to {entry.suite} with {entry.model}")
        elif entry.sequence != number:
            fault(number, "reordered", f"was entry {entry.sequence} when it was written")
        else:
            sound[number] = entry
    for number in _out_of_place(sound):
        fault(
            number, "foreign", f"does not belong between entries {number - 1} and {number + 1}: it was put there later"
        )
    hashes = {entry.hash for entry in sound.values()}
    for lost in sorted(set(noted) - hashes):
        fault(last + 1, "missing", f"or an earlier one is missing: none has the hash {lost} that was noted")
    return list(sound.values()), sorted(faults, key=lambda found: found.entry)


def _out_of_place(sound: Mapping[int, Entry]) -> list[int]:
    """Entries, sound by themselves, whose neighbours were written beside another one.

    A broken link is blamed on the earlier of its two entries if a third one vouches for the later, else on the later.
    """
    broken = {
        number
        for number, entry in sound.items()
        if (number == 1 and entry.previous) or (number - 1 in sound and entry.previous != sound[number - 1].hash)
    }
    blamed: list[int] = []
    for number in sorted(broken):
        vouched = number + 1 in sound and number + 1 not in broken
        suspect = number - 1 if vouched and number > 1 else number
        if suspect not in blamed and number - 1 not in blamed:
            blamed.append(suspect)
    return blamed


def _render(content: Mapping[str, Any]) -> bytes:
    return json.dumps(content, ensure_ascii=False, allow_nan=False, indent=2).encode() + b"\n"


def _hash(content: Mapping[str, Any]) -> str:
    return hashlib.sha256(_render(content)).hexdigest()
