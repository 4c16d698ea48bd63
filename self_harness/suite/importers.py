"""Suites from published files: HumanEval, MBPP, EvalPlus, and our own JSON lines.

A package adds a format by an entry point in the group `self_harness.suite.importers`: its name is the format's, its object an
`Importer`, for instance `functools.partial(read_records, convert=to_problem)`.
"""

import json
import os
import re
import tempfile
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from self_harness.errors import ConfigError, SuiteError, faults_of
from self_harness.suite import inspect_ai, promptfoo
from self_harness.suite.formats import CONVERTERS, Convert
from self_harness.suite.problem import Problem, load_suite
from self_harness.suite.rows import FIELD, FILE_NAME
from self_harness.suite.scorers import Scorer, find_scorer
from self_harness.suite.tables import read_table, read_zipped, rows_of, suite_files

GROUP = "self_harness.suite.importers"
Importer = Callable[[Path], Iterable[Problem]]
"""The problems in a file; raises ConfigError that says what is malformed."""

_SHOWN = 20
"""Faults that a message lists."""


def find_importer(name: str) -> Importer:
    """The importer of a format, ours or a package's. Raises ConfigError that names the known ones."""
    added = entry_points(group=GROUP)
    if name in CONVERTERS:
        return partial(read_records, convert=CONVERTERS[name])
    if name in added.names:
        importer: Importer = added[name].load()
        return importer
    raise ConfigError(f"There is no importer {name!r} (known: {', '.join([*CONVERTERS, *sorted(added.names)])}).")


class Imported(NamedTuple):
    problems: int
    notes: tuple[str, ...] = ()
    """What a person should know: rows left out, and what could not be expressed."""


def import_file(
    format_: str, path: Path, out: Path, limit: int | None = None, options: Mapping[str, Any] = {}
) -> Imported:
    """Makes a new suite folder of a file in one of the formats.

    options: of tables and texts: input, expected, prompt, scorer, pass_at, take.

    Raises:
        ConfigError: the file, an option or `out` can't be used.
        SuiteError: what was to be written could not be loaded again.
    """
    if format_ == "rows":
        return _import_rows(path, out, limit, options)
    known = {"inspect": {"input", "expected", "scorer", "pass_at", "take"}, "promptfoo": {"take"}}.get(format_, set())
    if strange := [f"--{name.replace('_', '-')}" for name in options if name not in known]:
        raise ConfigError(f"{', '.join(strange)}: not for `import {format_}`.")
    if format_ == "promptfoo":
        return _import_promptfoo(path, out, limit, options)
    if format_ == "inspect":
        return _import_inspect(path, out, limit, options)
    return Imported(write_suite(list(find_importer(format_)(path))[:limit], out))


def _import_rows(path: Path, out: Path, limit: int | None, options: Mapping[str, Any]) -> Imported:
    records = read_table(path)[:limit]
    if missing := [f"--{name} COLUMN" for name in ("input", "expected") if name not in options]:
        columns = ", ".join(dict.fromkeys(name for record in records[:100] for name in record))
        raise ConfigError(f"Which column? {' and '.join(missing)} (found: {columns}).")
    input_, expected = options["input"], options["expected"]
    scorer = find_scorer(options.get("scorer", "exact"))
    prompt = options.get("prompt", f"{{{input_}}}")
    if f"{{{input_}}}" not in prompt:
        raise ConfigError(f"The prompt does not say where the input goes: {{{input_}}}.")
    fields = [name for name in dict.fromkeys([input_, *FIELD.findall(prompt)]) if name in (input_, *records[0])]
    table = rows_of(records, fields, expected, scorer)
    settings = {name: options[name] for name in ("pass_at", "take") if name in options}
    files = suite_files(table.rows, prompt, scorer, settings)
    count = create_folder(out, files, lambda draft: len(load_suite(draft)))
    notes = []
    if table.repeats:
        notes.append(
            f"{table.repeats} rows left out: their input stands in an earlier row"
            + (f", which expects something else for {table.contradictions} of them" if table.contradictions else "")
        )
    if scorer.pass_at < 1 or "pass_at" in settings:
        least = settings.get("pass_at", scorer.pass_at)
        notes.append(f"An answer passes with a score of at least {least:g} (pass_at in {out / 'suite.toml'}).")
    return Imported(count, tuple(notes))


def _import_promptfoo(path: Path, out: Path, limit: int | None, options: Mapping[str, Any]) -> Imported:
    config = promptfoo.read_config(path)
    rows, notes = _distinct(config.rows[:limit], "prompt")
    files = suite_files(rows, "{prompt}", Scorer(promptfoo.TESTS), options)
    notes = [*config.notes, *notes]
    if config.system:
        files["harness.md"] = config.system.strip() + "\n"
        notes.append(
            f"The prompt's system message is in {out / 'harness.md'}: start with --harness {out / 'harness.md'}."
        )
    return Imported(create_folder(out, files, lambda draft: len(load_suite(draft))), tuple(notes))


def _import_inspect(path: Path, out: Path, limit: int | None, options: Mapping[str, Any]) -> Imported:
    data = inspect_ai.read_dataset(path, options.get("input", "input"), options.get("expected", "target"))
    name = options.get("scorer", "exact")
    scorer = find_scorer(name)
    if data.several:
        scorer = scorer._replace(tests=inspect_ai.any_of(name))
    settings = {name: options[name] for name in ("pass_at", "take") if name in options}
    rows, notes = _distinct(data.rows[:limit], "input")
    files = suite_files(rows, "{input}", scorer, settings)
    return Imported(create_folder(out, files, lambda draft: len(load_suite(draft))), (*data.notes, *notes))


def _distinct(rows: list[dict[str, Any]], field: str) -> tuple[list[dict[str, Any]], list[str]]:
    """The first row of each input, and what is left out."""
    first = {row[field]: row["id"] for row in reversed(rows)}
    left_out = [
        f"{row['id']}: left out: the same as {first[row[field]]}" for row in rows if first[row[field]] != row["id"]
    ]
    return [row for row in rows if first[row[field]] == row["id"]], left_out


def write_suite(problems: Iterable[Problem], out: Path) -> int:
    """Writes a new suite folder, whole or not at all, and returns how many problems it holds.

    Raises:
        ConfigError: `out` exists or can't be written.
        SuiteError: what was to be written could not be loaded again.
    """
    files = {f"{problem.id}/{name}": text for problem in problems for name, text in _files(problem).items()}
    return create_folder(out, files, lambda draft: len(load_suite(draft)))


def create_folder(target: Path, files: Mapping[str, str], check: Callable[[Path], int] = lambda draft: 0) -> int:
    """Makes the folder with these files by their relative paths, after `check` has seen a draft of it; what that returns.

    Raises ConfigError when `target` exists or can't be written.
    """
    if target.exists():
        raise ConfigError(f"{target} exists already: choose another name, or remove it first.")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".", dir=target.parent) as scratch:
            draft = Path(scratch) / target.name
            for name, text in files.items():
                (draft / name).parent.mkdir(parents=True, exist_ok=True)
                (draft / name).write_text(text, "utf-8")
            checked = check(draft)
            os.rename(draft, target)
            return checked
    except SuiteError as error:
        raise SuiteError(target, error.faults) from None
    except OSError as error:
        raise ConfigError(f"{target} can't be written: {error.strerror}") from error


def read_records(path: Path, convert: Convert) -> list[Problem]:
    """The problems in a file of JSON lines, or of one JSON array, which may be gzipped.

    convert: makes a problem of one record, or raises ValueError that says why not.

    Raises ConfigError that names each malformed record by its line.
    """
    records, unit = _records(path)
    problems: list[Problem] = []
    faults: list[str] = []
    places: dict[str, str] = {}
    for number, record in records:
        place = f"{unit} {number}"
        try:
            value = json.loads(record) if isinstance(record, str) else record
            if not isinstance(value, dict):
                raise ValueError("not an object")
            problem = convert(value)
            _check(problem)
        except ValidationError as error:
            faults.append(f"{place}: {'; '.join(faults_of(error))}")
        except (ValueError, SyntaxError) as error:
            faults.append(f"{place}: {error}")
        else:
            if problem.id.casefold() in places:
                faults.append(f"{place}: the id {problem.id} is that of {places[problem.id.casefold()]}")
            places.setdefault(problem.id.casefold(), place)
            problems.append(problem)
    if faults:
        more = [f"... and {len(faults) - _SHOWN} more"] if len(faults) > _SHOWN else []
        lines = "".join(f"\n  {fault}" for fault in faults[:_SHOWN] + more)
        raise ConfigError(f"{path}: {len(faults)} record(s) can't be imported, so none was:{lines}")
    if not problems:
        raise ConfigError(f"{path}: there are no records in it.")
    return problems


def _records(path: Path) -> tuple[list[tuple[int, Any]], str]:
    """Numbered records, and what the numbers count. Lines are not parsed yet."""
    try:
        text = read_zipped(path)
        if text.lstrip().startswith("["):
            return list(enumerate(json.loads(text), 1)), "item"
    except ValueError as error:
        raise ConfigError(f"{path}: not a file of JSON lines: {error}") from error
    # Only \n ends a line: a JSON string may hold what else `splitlines` takes for one.
    return [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()], "line"


def _check(problem: Problem) -> None:
    for name in (problem.id, *problem.bugs):
        if not re.fullmatch(FILE_NAME, name):
            raise ValueError(f"{name!r} can't be the name of a file")
    for name, text in _files(problem).items():
        text.encode()
        if name.endswith(".py"):
            try:
                compile(text, name, "exec", dont_inherit=True)
            except SyntaxError as error:
                raise ValueError(f"{name}: syntax error in line {error.lineno}: {error.msg}") from error


def _files(problem: Problem) -> dict[str, str]:
    """The files of a problem's folder, as the loader expects them."""
    settings = problem.settings.model_dump(exclude_defaults=True)
    files = {
        "prompt.md": problem.prompt,
        "tests.py": problem.tests,
        "solution.py": problem.solution or "",
        **{f"bugs/{name}.py": code for name, code in problem.bugs.items()},
        "problem.toml": "\n".join(
            f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in settings.items()
        ),
    }
    texts = {name: text.replace("\r\n", "\n").strip("\n") for name, text in files.items()}
    return {name: text + "\n" for name, text in texts.items() if text or name in ("prompt.md", "tests.py")}
