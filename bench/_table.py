"""The committed table of a recording: one row for each attempt, without the replies, and what recorded it beside it."""

import csv
import gzip
import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

DATA = Path(__file__).parent / "data"
NAME = "qwen2.5-coder-0.5b-q4_k_m"


class Row(NamedTuple):
    """One attempt."""

    harness: str
    """Names in `_prompts`: the start and its lines, joined with "+"."""
    format: int
    """Number of the prompt format; 0: word for word."""
    problem: str
    trial: int
    status: str
    """Of the verdict."""
    tokens: int
    """In the reply."""

    @property
    def passed(self) -> bool:
        return self.status == "passed"

    @property
    def start(self) -> str:
        return self.harness.partition("+")[0]

    @property
    def prompt(self) -> str:
        return f"{self.harness}/{self.format}"


def row_of(graded: dict[str, Any]) -> Row:
    """The row of a graded line."""
    name, _, number = graded["prompt"].partition("/")
    return Row(name, int(number), graded["problem"], graded["trial"], graded["verdict"]["status"], graded["tokens"])


def write(rows: Sequence[Row], about: dict[str, Any], folder: Path = DATA, name: str = NAME) -> None:
    """The table as CSV, gzipped so that equal rows give equal bytes, and its sidecar."""
    folder.mkdir(parents=True, exist_ok=True)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(Row._fields)
    writer.writerows(rows)
    (folder / f"{name}.csv.gz").write_bytes(gzip.compress(text.getvalue().encode(), mtime=0))
    (folder / f"{name}.json").write_text(json.dumps(about, indent=2, ensure_ascii=False) + "\n", "utf-8")


def read(folder: Path = DATA, name: str = NAME) -> list[Row]:
    """The rows of a committed table; none where there is no such table."""
    if not (folder / f"{name}.csv.gz").exists():
        return []
    text = gzip.decompress((folder / f"{name}.csv.gz").read_bytes()).decode()
    return [
        Row(
            each["harness"],
            int(each["format"]),
            each["problem"],
            int(each["trial"]),
            each["status"],
            int(each["tokens"]),
        )
        for each in csv.DictReader(io.StringIO(text))
    ]
