"""Problems, suites and splits.

A suite is a folder of problem folders. A problem folder holds `prompt.md` and `tests.py` (the article's format) and may
hold `solution.py` (a reference answer), `bugs/<weakness>.py` (typical wrong answers) and `problem.toml`. Other kinds of
answers than Python have other files: see `kinds`.
"""

import hashlib
import os
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NamedTuple, Self

from pydantic import BaseModel, ConfigDict

from self_harness.errors import ConfigError, SuiteError
from self_harness.files import PROJECT
from self_harness.suite.kinds import Kind, kind_of
from self_harness.suite.rows import ROWS, is_rows, read_rows, tests_of
from self_harness.suite.settings import Settings, read_settings

BUNDLED = PROJECT / "problems"

MANY = 2000
"""Problems from which on it pays to read them in several processes: parsing tests takes most of the time."""


class Problem(BaseModel):
    """One benchmark item."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    prompt: str
    tests: str
    solution: str | None = None
    bugs: Mapping[str, str] = {}
    """Weakness -> a whole wrong answer."""
    settings: Settings = Settings()

    @property
    def kind(self) -> Kind:
        return kind_of(self.settings.answer, self.settings.take)

    @property
    def digest(self) -> str:
        """64 hex digits over what an attempt depends on: prompt, tests and settings."""
        text = "\0".join([self.prompt, self.tests, self.settings.model_dump_json()])
        return hashlib.sha256(text.encode()).hexdigest()


class Suite(BaseModel):
    """Problems by id, in the order of their ids."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    problems: tuple[Problem, ...]

    @property
    def digest(self) -> str:
        """64 hex digits over all that the problems' attempts depend on."""
        return hashlib.sha256("".join(p.id + p.digest for p in self.problems).encode()).hexdigest()

    def __len__(self) -> int:
        return len(self.problems)

    def __getitem__(self, problem_id: str) -> Problem:
        for problem in self.problems:
            if problem.id == problem_id:
                return problem
        raise KeyError(problem_id)


class Split(BaseModel):
    """Ids of a suite's problems by their use, each in the suite's order."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    held_in: tuple[str, ...]
    """Failures are mined here."""
    held_out: tuple[str, ...]
    """Seen by the gate only."""
    test_split: tuple[str, ...] = ()
    """Touched once, at the end of a run."""


def split(suite: Suite, held_in: float, seed: int, test_split: float = 0.0) -> Split:
    """A seeded, deterministic split. `test_split` is a share of the suite; `held_in` a share of the rest (article: 0.6).

    Raises ConfigError when a part that was asked for would be empty.
    """
    ids = [problem.id for problem in suite.problems]
    drawn = random.Random(f"split {seed}").sample(ids, len(ids))
    n_test = round(len(ids) * test_split)
    n_in = round((len(ids) - n_test) * held_in)
    parts = (drawn[n_test : n_test + n_in], drawn[n_test + n_in :], drawn[:n_test])
    if not parts[0] or not parts[1] or (test_split > 0 and not parts[2]):
        raise ConfigError(
            f"{suite.name} has {len(ids)} problem(s): too few for a split of {held_in:g} with {test_split:g} of the test split. "
            "Add problems or change --split / --test-split."
        )
    return Split(held_in=tuple(sorted(parts[0])), held_out=tuple(sorted(parts[1])), test_split=tuple(sorted(parts[2])))


def find_suite(name: str) -> Path:
    """The folder of a suite: a path, or the name of a bundled suite."""
    for folder in (Path(name), BUNDLED / name):
        if folder.is_dir():
            return folder
    if Path(name).is_file():
        command = f"self-harness problems import rows {name} --input COLUMN --expected COLUMN --out DIR"
        raise ConfigError(f"{name} is a file, and a suite is a folder: `{command}` makes one of a table.")
    bundled = ", ".join(sorted(folder.name for folder in BUNDLED.iterdir() if folder.is_dir()))
    raise ConfigError(f"There is no folder {name!r} and no bundled suite of that name (bundled: {bundled}).")


def is_problem(folder: Path) -> bool:
    """Whether a folder is that of one problem rather than a suite's, which may have a prompt.md and a tests.py too."""
    if is_rows(folder) or any(folder.glob("*/prompt.md")):
        return False
    return (folder / "prompt.md").is_file() or (folder / "tests.py").is_file()


def load_suite(path: Path) -> Suite:
    """Every problem below a folder of problem folders, or SuiteError that lists every fault of every malformed one.

    A folder with rows.jsonl has its problems there (`rows`). Otherwise, folders whose names start with "." or "_" are
    passed over, and suite.toml and tests.py of the suite count where a problem's folder has none of its own.
    """
    shared = _Shared.of(path)
    if shared.faults:
        raise SuiteError(path, list(shared.faults))
    if is_rows(path):
        loaded = _load_rows(path, shared)
    else:
        with os.scandir(path) as entries:
            names = sorted(entry.name for entry in entries if entry.is_dir() and not entry.name.startswith((".", "_")))
        if not names:
            raise SuiteError(
                path, ["no problem folders here: a suite is a folder of folders with prompt.md and tests.py"]
            )
        loaded = _load_all([path / name for name in names], shared)
    faults = [fault for found in loaded if isinstance(found, list) for fault in found]
    problems = [found for found in loaded if isinstance(found, Problem)]
    faults += _repeats(problems)
    if len(answers := {problem.settings.answer for problem in problems}) > 1:
        faults.append(f"a suite holds answers of one kind, this one {', '.join(sorted(answers))}")
    if faults:
        raise SuiteError(path, faults)
    return Suite(name=path.resolve().name, problems=tuple(problems))


def load_problem(folder: Path) -> Problem:
    """One problem folder, or the row SUITE/ID of a suite with rows.jsonl, by its path or in a bundled suite; or SuiteError."""
    if folder.is_file():
        raise ConfigError(f"{folder} is a file: a problem is a folder with prompt.md and tests.py.")
    if not folder.exists() and (BUNDLED / folder).parent.is_dir():
        folder = BUNDLED / folder
    if folder.is_dir() and not is_problem(folder):
        one = load_suite(folder).problems[0].id
        raise ConfigError(f"{folder} is a suite: name one of its problems, such as {folder / one}.")
    if not folder.is_dir():
        if is_rows(folder.parent):
            suite = load_suite(folder.parent)
            if folder.name in (problem.id for problem in suite.problems):
                return suite[folder.name]
        raise SuiteError(folder, ["no such folder"])
    loaded = _load(folder, _Shared.of(folder.resolve().parent))
    if isinstance(loaded, list):
        raise SuiteError(folder, loaded)
    return loaded


class _Folder:
    """The files of a folder, read with their faults noted."""

    def __init__(self, folder: Path, name: str = "") -> None:
        self.folder = folder
        self.name = f"{name}/" if name else ""
        self.present = frozenset(os.listdir(folder))
        self.faults: list[str] = []

    def read(self, name: str, required: bool = True) -> str | None:
        if not required and name not in self.present:
            return None
        try:
            with open(f"{self.folder}/{name}", "rb", buffering=0) as file:  # a third of the time that text mode takes
                text = file.read().decode("utf-8-sig")  # a byte order mark is no part of the text
        except FileNotFoundError:
            return self.fault(name, "missing")
        except OSError as error:
            return self.fault(name, str(error.strerror))
        except UnicodeDecodeError as error:
            return self.fault(name, f"not UTF-8 (byte {error.start})")
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        if "\0" in text:
            return self.fault(name, "holds a NUL character")
        if not text.strip():
            return self.fault(name, "empty")
        if name.endswith(".py"):
            try:
                # Not ast.parse: CPython 3.11 counts its recursion for all threads together, and then finds it wrong.
                compile(text, name, "exec", dont_inherit=True)
            except SyntaxError as error:
                return self.fault(name, f"syntax error in line {error.lineno}: {error.msg}")
        return text

    def settings(self, name: str, base: Mapping[str, Any]) -> Mapping[str, Any]:
        said, faults = read_settings(self.read(name, required=False) or "", base)
        for what in faults:
            self.fault(name, what)
        return said

    def fault(self, name: str, what: str) -> str | None:
        """Notes a fault; None, for what could not be read."""
        self.faults.append(f"{self.name}{name}: {what}")
        return None


class _Shared(NamedTuple):
    """What a suite's folder says for all its problems."""

    settings: Mapping[str, Any] = {}
    tests: str | None = None
    faults: tuple[str, ...] = ()

    @classmethod
    def of(cls, path: Path) -> Self:
        files = _Folder(path)
        return cls(files.settings("suite.toml", {}), files.read("tests.py", required=False), tuple(files.faults))


def _load_rows(path: Path, shared: _Shared) -> list[Problem | list[str]]:
    files = _Folder(path)
    settings = Settings.model_validate({"answer": "text", **shared.settings})
    tests, template = files.read("tests.py") or "", files.read("prompt.md", required=False) or "{input}"
    text = files.read(ROWS) or ""
    if files.faults:
        return [files.faults]
    rows, faults = read_rows(text, template, tests, settings.pass_at)
    counts = Counter(row.id.casefold() for row in rows)
    faults += [f"{ROWS}: the id {name} is that of {count} rows" for name, count in counts.items() if count > 1]
    return [
        *([faults] if faults else []),
        *(Problem(**row._asdict(), settings=settings) for row in sorted(rows, key=lambda row: row.id)),
    ]


def _load_all(folders: Sequence[Path], shared: _Shared) -> list[Problem | list[str]]:
    names = Counter(folder.name.casefold() for folder in folders)
    twice = [
        [f"{folder.name}: duplicate id, differs from another by upper and lower case only"]
        for folder in folders
        if names[folder.name.casefold()] > 1
    ]
    load = partial(_load, shared=shared)
    if len(folders) < MANY:
        return [*map(load, folders), *twice]
    # Not forked: whoever loads a suite may have threads.
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        return [*pool.map(load, folders, chunksize=250), *twice]


def _load(folder: Path, shared: _Shared) -> Problem | list[str]:
    files = _Folder(folder, folder.name)
    settings = Settings.model_validate(files.settings("problem.toml", shared.settings))
    kind = kind_of(settings.answer, settings.take)
    solution = files.read(f"solution{kind.suffix}", required=False)

    def read(name: str) -> str:
        if name == "tests.py" and name not in files.present and shared.tests is not None:
            expected = (solution or "").strip()
            return tests_of(shared.tests, expected, {"expected": expected}, settings.pass_at)
        return files.read(name) or ""

    prompt, tests = kind.problem(folder, read, settings.ordered)
    bug_files = sorted((folder / "bugs").glob(f"*{kind.suffix}")) if "bugs" in files.present else []
    bugs = {path.stem: files.read(f"bugs/{path.name}") or "" for path in bug_files}
    if files.faults:
        return list(dict.fromkeys(files.faults))
    return Problem(id=folder.name, prompt=prompt.strip(), tests=tests, solution=solution, bugs=bugs, settings=settings)


def _repeats(problems: list[Problem]) -> list[str]:
    first: dict[str, str] = {}
    faults = []
    for problem in problems:
        if problem.prompt in first:
            faults.append(f"{problem.id}: duplicate, the same prompt as {first[problem.prompt]}")
        first.setdefault(problem.prompt, problem.id)
    return faults
