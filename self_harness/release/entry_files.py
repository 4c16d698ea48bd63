"""The files of a champion's history, on a local disk or in an object store.

<url>/<suite>/<model>/00000001.json    one immutable file an entry
"""

import os
import re
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from fsspec.core import url_to_fs  # type: ignore[import-untyped]
from fsspec.implementations.local import LocalFileSystem  # type: ignore[import-untyped]

from self_harness.errors import ConfigError

FILE = re.compile(r"(?P<folder>.*)/(?P<sequence>\d{8})\.json")


class EntryFiles:
    """The folder of one suite and model."""

    def __init__(self, url: str, suite: str, model: str) -> None:
        self._files, root = _open(url)
        self.folder = f"{root}/{_slug(suite)}/{_slug(model)}"

    def read(self) -> Mapping[int, bytes]:
        """The files as they are, by sequence number. Raises ConfigError if they can't be read."""
        self._files.invalidate_cache()
        try:
            paths = self._files.ls(self.folder, detail=False)
            found = {int(match["sequence"]): path for path in paths if (match := FILE.fullmatch(path))}
            contents = self._files.cat_ranges(list(found.values()), None, None, on_error="raise")
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise ConfigError(f"The champion's history in {self.folder} can't be read: {error}") from None
        return dict(zip(found, contents, strict=True))

    def create(self, sequence: int, data: bytes) -> None:
        """A whole new file, or FileExistsError. Elsewhere than on a local disk as exclusive as fsspec's package makes it:
        those for S3, Google and Azure send a conditional write."""
        path = f"{self.folder}/{sequence:08}.json"
        if isinstance(self._files, LocalFileSystem):
            _create_locally(Path(path), data)
        else:
            self._files.pipe_file(path, data, mode="create")


def suites_and_models(url: str) -> list[tuple[str, str]]:
    """Of every history below the URL."""
    files, root = _open(url)
    files.invalidate_cache()
    folders = {match["folder"] for path in files.find(root) if (match := FILE.fullmatch(path))}
    parts = (folder.removeprefix(f"{root}/").split("/") for folder in sorted(folders))
    return [(unquote(part[0]), unquote(part[1])) for part in parts if len(part) == 2]


def _open(url: str) -> tuple[Any, str]:
    try:
        files, root = url_to_fs(url)
    except (ValueError, ImportError) as error:
        raise ConfigError(f"Champions can't be kept in {url}: {error}") from None
    return files, root.rstrip("/")


def _slug(name: str) -> str:
    """One folder's name, different for every name."""
    return re.sub(r"^\.", "%2E", quote(name, safe=""))


def _create_locally(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
        os.fchmod(file.fileno(), 0o444)
        os.link(file.name, path)  # unlike a rename it fails where the name is taken
