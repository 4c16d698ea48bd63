"""Frames between processes: a 4-byte big-endian length, then UTF-8 JSON."""

import json
import os

from .hints import Any

MAX_FRAME = 16 << 20
"""Bytes. One value of an answer that needs more than this is refused."""


class TooLarge(Exception):
    """A frame is larger than its reader takes."""


def _read_exactly(fd: int, size: int) -> bytes:
    data = b""
    while len(data) < size:
        chunk = os.read(fd, min(size - len(data), 1 << 20))
        if not chunk:
            raise EOFError
        data = data + chunk if data else chunk
    return data


def read_frame(fd: int, most: int = MAX_FRAME) -> Any:
    """The next frame. Raises EOFError at the end, TooLarge, or ValueError for what is not JSON."""
    size = int.from_bytes(_read_exactly(fd, 4), "big")
    if size > most:
        raise TooLarge
    return json.loads(_read_exactly(fd, size))


def write_frame(fd: int, frame: Any) -> None:
    payload = json.dumps(frame, separators=(",", ":"), ensure_ascii=False).encode("utf-8", "surrogatepass")
    data = memoryview(len(payload).to_bytes(4, "big") + payload)
    while data:
        data = data[os.write(fd, data) :]
