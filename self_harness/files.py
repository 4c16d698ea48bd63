"""Where the project's own files are, texts that people bring, and files that survive a crash."""

import codecs
import fcntl
import os
import tempfile
from pathlib import Path

from self_harness.errors import ConfigError

_INSTALLED = Path(__file__).parent / "_project"
PROJECT = _INSTALLED if _INSTALLED.is_dir() else Path(__file__).parents[1]
"""The folder of flows/, tasks/, sandbox/, problems/ and deploy/: in a wheel it is part of the package."""


def read_text(path: Path) -> str:
    """A text that somebody wrote, without its byte order mark. Raises ConfigError that says what to do."""
    return decoded(read_bytes(path), path)


def read_bytes(path: Path) -> bytes:
    """What is in a file. Raises ConfigError."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror}") from None


def decoded(data: bytes, path: Path) -> str:
    """The text of a file. Raises ConfigError that says what to do."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        charset = "UTF-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "WINDOWS-1252"
        command = f"iconv -f {charset} -t UTF-8 {path}"
        raise ConfigError(f"{path}: not UTF-8 (byte {error.start}). Save it as UTF-8; `{command}` may do it.") from None


def write_atomically(path: Path, text: str) -> None:
    """The file holds the old text or the new one, whatever happens."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
        file.write(text.encode("utf-8", "backslashreplace"))
        file.flush()
        os.fsync(file.fileno())
    os.chmod(file.name, 0o644)
    os.replace(file.name, path)


def probe(folder: Path) -> None:
    """Writes and locks a file in the folder, or in the nearest one above that exists. Raises ConfigError if it can't."""
    there = next(path for path in (folder.absolute(), *folder.absolute().parents) if path.exists())
    try:
        with tempfile.NamedTemporaryFile(dir=there, prefix=".self-harness-") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            file.write(bytes(4096))
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise ConfigError(f"Nothing can be kept in {folder}: {there}: {error.strerror}.") from error
