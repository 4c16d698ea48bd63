"""Tables of labelled rows: CSV, JSON lines or Parquet, made into a suite of rows."""

import csv
import gzip
import io
import json
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from self_harness.errors import ConfigError
from self_harness.files import decoded, read_bytes
from self_harness.suite.rows import FIELD, RESERVED, ROWS, as_text
from self_harness.suite.scorers import Scorer

Record = dict[str, Any]
ENDINGS = (".csv", ".tsv", ".jsonl", ".json", ".parquet")


class Table(NamedTuple):
    rows: list[Record]
    repeats: int
    """Rows left out because another one has the same input."""
    contradictions: int
    """Those of them that expect something else."""


def read_table(path: Path) -> list[Record]:
    """The records of a file by its ending: csv, tsv, jsonl, json or parquet, the texts among them perhaps gzipped.

    Raises ConfigError.
    """
    suffix = path.with_suffix("").suffix if path.suffix == ".gz" else path.suffix
    if suffix not in ENDINGS:
        known = f"{', '.join(ENDINGS[:-1])} or {ENDINGS[-1]}"
        raise ConfigError(f"{path}: a table's name ends in {known}. Of a spreadsheet, save the sheet as CSV in UTF-8.")
    if suffix == ".parquet":
        return _parquet(path)
    text = read_zipped(path)
    try:
        records = list(_csv(text) if suffix in (".csv", ".tsv") else _json(text))
    except ValueError as error:
        raise ConfigError(f"{path}: {error}") from None
    if not records:
        raise ConfigError(f"{path}: there are no rows in it.")
    return records


def read_zipped(path: Path) -> str:
    """The text of a file that may be gzipped. Raises ConfigError."""
    data = read_bytes(path)
    if data.startswith(b"PK\x03\x04"):
        raise ConfigError(
            f"{path}: an Excel file or an archive, no text. Of a spreadsheet, save the sheet as CSV in UTF-8."
        )
    try:
        return decoded(gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data, path)
    except (OSError, EOFError, zlib.error) as error:
        raise ConfigError(f"{path}: can't be unpacked: {error}") from None


def rows_of(records: Sequence[Record], fields: Sequence[str], expected: str, scorer: Scorer) -> Table:
    """Rows of a suite with these columns as fields; the number of a record, counted from 1, is the row's id.

    Raises ConfigError that names a missing column, and the records in which one is empty or no scorer can use it.
    """
    known = list(dict.fromkeys(name for record in records[:100] for name in record))
    for name in (*fields, expected):
        if name not in known:
            raise ConfigError(f"There is no column {name!r} (found: {', '.join(known)}).")
    if strange := [name for name in fields if not FIELD.fullmatch(f"{{{name}}}")]:
        raise ConfigError(
            f"Letters, digits, blanks, hyphens and dots make a column's name, not {', '.join(strange)}: rename it."
        )
    if clash := [name for name in fields if name in RESERVED]:
        raise ConfigError(f"A column of the prompt can't be called {', '.join(clash)}: rename it.")
    empty = [
        n for n, record in enumerate(records, 1) if any(_is_empty(record.get(name)) for name in (*fields, expected))
    ]
    if empty:
        shown = ", ".join(map(str, empty[:10])) + (" ..." if len(empty) > 10 else "")
        raise ConfigError(f"{len(empty)} row(s) have no value in a column that is needed: {shown}.")
    for number, record in enumerate(records, 1):
        try:
            scorer.parse(as_text(record[expected]))
        except ValueError as error:
            raise ConfigError(f"Row {number} can't be scored: {expected} is {record[expected]!r}: {error}") from None
    width = len(str(len(records)))
    seen: dict[str, Any] = {}
    rows, repeats, contradictions = [], 0, 0
    for number, record in enumerate(records, 1):
        key = json.dumps([record[name] for name in fields], default=str)
        if key in seen:
            repeats += 1
            contradictions += seen[key] != record[expected]
            continue
        seen[key] = record[expected]
        row = {"id": f"row-{number:0{width}}", "expected": record[expected], **{name: record[name] for name in fields}}
        rows.append(row if scorer.is_reference else {**row, "solution": None})
    return Table(rows, repeats, contradictions)


def suite_files(
    rows: Sequence[Record], prompt: str, scorer: Scorer, settings: Mapping[str, Any] = {}
) -> dict[str, str]:
    """The files of a suite of rows, by name. `settings` go before those of the scorer."""
    said = {"answer": "text", "take": scorer.take, "pass_at": scorer.pass_at, **settings}
    default = {"take": "whole", "pass_at": 1.0}
    lines = [f"{name} = {json.dumps(value)}" for name, value in said.items() if default.get(name) != value]
    return {
        "suite.toml": "\n".join(lines) + "\n",
        "prompt.md": prompt.strip("\n") + "\n",
        "tests.py": scorer.tests,
        ROWS: "".join(json.dumps(row, ensure_ascii=False, default=str) + "\n" for row in rows),
    }


def _csv(text: str) -> Iterator[Record]:
    """The rows; the first line, which names the columns, shows what stands between two values."""
    csv.field_size_limit(2**27)
    header = text.split("\n", 1)[0]
    delimiter = "\t" if "\t" in header else max(",;", key=header.count)
    name = {"\t": "tab", ",": "comma", ";": "semicolon"}[delimiter]
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        columns = list(reader.fieldnames or ())
        if twice := [column for column, count in Counter(filter(None, columns)).items() if count > 1]:
            raise ValueError(f"there are two columns {twice[0]!r}: rename one of them")
        for record in reader:
            if None in record:
                found = len(columns) + len(record[None])
                raise ValueError(
                    f"line {reader.line_num}: {found} values for {len(columns)} columns, with a {name} between two values. "
                    f"A value that holds a {name} must stand in double quotes"
                )
            yield record
    except csv.Error as error:
        raise ValueError(
            f"line {reader.line_num}: {error}. A value in double quotes must end with one, and a double quote in it is doubled"
        ) from None


def _json(text: str) -> Iterator[Record]:
    is_array = text.lstrip().startswith("[")
    lines = enumerate(json.loads(text) if is_array else text.split("\n"), 1)
    for number, line in lines:
        if is_array or line.strip():
            try:
                record = line if is_array else json.loads(line.removeprefix("\ufeff"))
            except json.JSONDecodeError as error:
                raise ValueError(f"line {number}: not JSON: {error.msg} (column {error.colno})") from None
            if not isinstance(record, dict):
                raise ValueError(f"line {number}: not an object")
            yield record


def _parquet(path: Path) -> list[Record]:
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError:
        raise ConfigError(f"{path}: Parquet needs pyarrow: pip install pyarrow") from None
    try:
        records: list[Record] = parquet.read_table(path).to_pylist()
    except (pyarrow.ArrowException, OSError) as error:
        raise ConfigError(f"{path}: {error}") from None
    return records


def _is_empty(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())
