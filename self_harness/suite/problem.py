"""Problems, suites and splits.

A suite is a folder of problem folders. A problem folder holds `prompt.md` and `tests.py` (the article's format) and may
hold `solution.py` (a reference answer), `bugs/<weakness>.py` (typical wrong answers) and `problem.toml`. Other kinds of
answers than Python have other files: see `kinds`.
"""

import hashlib
import os
import random
import tomllib
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from self_harness.errors import ConfigError, SuiteError
from self_harness.files import PROJECT
from self_harness.suite.kinds import Kind, Python, kind_of

BUNDLED = PROJECT / "problems"

MANY = 2000
"""Problems from which on it pays to read them in several processes: parsing tests takes most of the time."""


class Settings(BaseModel):
    """What `problem.toml` may say."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    answer: str = "python"
    """What the model is to write: a name that `kinds.kind_of` knows."""
    kind: str = ""
    """For people: for instance algorithm, contract, multistep."""
    ordered: bool = False
    """For sql: the rows must come in the reference's order."""
    timeout: float | None = Field(default=None, gt=0)
    """Seconds for the whole of tests.py, where the run's own limit does not fit."""
    isolation: Literal["separate", "shared"] = "separate"
    """`shared` runs tests and answer in one process, for tests that can't work otherwise; the verdict says so."""


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
        return kind_of(self.settings.answer)

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
    n_sealed = round(len(ids) * test_split)
    n_in = round((len(ids) - n_sealed) * held_in)
    parts = (drawn[n_sealed : n_sealed + n_in], drawn[n_sealed + n_in :], drawn[:n_sealed])
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
    bundled = ", ".join(sorted(folder.name for folder in BUNDLED.iterdir() if folder.is_dir()))
    raise ConfigError(f"There is no folder {name!r} and no bundled suite of that name (bundled: {bundled}).")


def load_suite(path: Path) -> Suite:
    """Every problem below a folder of problem folders, or SuiteError that lists every fault of every malformed one.

    Folders whose names start with "." or "_" are passed over.
    """
    with os.scandir(path) as entries:
        names = sorted(entry.name for entry in entries if entry.is_dir() and not entry.name.startswith((".", "_")))
    if not names:
        raise SuiteError(path, ["no problem folders here: a suite is a folder of folders with prompt.md and tests.py"])
    problems, faults = [], []
    seen: dict[str, str] = {}
    for name, loaded in zip(names, _load_all([path / name for name in names]), strict=True):
        if isinstance(loaded, list):
            faults += loaded
            continue
        key = name.casefold()
        if key in seen:
            faults.append(f"{name}: duplicate id, differs from {seen[key]} by upper and lower case only")
        seen[key] = name
        problems.append(loaded)
    faults += _repeats(problems)
    if len(answers := {problem.settings.answer for problem in problems}) > 1:
        faults.append(f"a suite holds answers of one kind, this one {', '.join(sorted(answers))}")
    if faults:
        raise SuiteError(path, faults)
    return Suite(name=path.resolve().name, problems=tuple(problems))


def load_problem(folder: Path) -> Problem:
    """One problem folder, or SuiteError."""
    if not folder.is_dir():
        raise SuiteError(folder, ["no such folder"])
    loaded = _load(folder)
    if isinstance(loaded, list):
        raise SuiteError(folder, loaded)
    return loaded


def _load_all(folders: Sequence[Path]) -> list[Problem | list[str]]:
    if len(folders) < MANY:
        return [_load(folder) for folder in folders]
    # Not forked: whoever loads a suite may have threads.
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        return list(pool.map(_load, folders, chunksize=250))


def _load(folder: Path) -> Problem | list[str]:
    faults: list[str] = []
    present = frozenset(os.listdir(folder))

    def read(name: str, required: bool = True) -> str | None:
        if not required and name not in present:
            return None
        try:
            with open(f"{folder}/{name}", "rb", buffering=0) as file:  # a third of the time that text mode takes
                text = file.read().decode("utf-8-sig")  # a byte order mark is no part of the text
        except FileNotFoundError:
            return fault(name, "missing")
        except OSError as error:
            return fault(name, str(error.strerror))
        except UnicodeDecodeError as error:
            return fault(name, f"not UTF-8 (byte {error.start})")
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        if "\0" in text:
            return fault(name, "holds a NUL character")
        if not text.strip():
            return fault(name, "empty")
        if name.endswith(".py"):
            try:
                # Not ast.parse: CPython 3.11 counts its recursion for all threads together, and then finds it wrong.
                compile(text, name, "exec", dont_inherit=True)
            except SyntaxError as error:
                return fault(name, f"syntax error in line {error.lineno}: {error.msg}")
        return text

    def fault(name: str, what: str) -> str | None:
        faults.append(f"{folder.name}/{name}: {what}")
        return None

    settings = Settings()
    kind: Kind = Python()
    if text := read("problem.toml", required=False):
        try:
            settings = Settings.model_validate(tomllib.loads(text))
            kind = kind_of(settings.answer)
        except tomllib.TOMLDecodeError as error:
            fault("problem.toml", str(error))
        except KeyError as error:
            fault("problem.toml", f"answer: there is no kind {settings.answer!r} (known: {error.args[0]})")
        except ValidationError as error:
            for wrong in error.errors():
                fault("problem.toml", f"{'.'.join(map(str, wrong['loc']))}: {wrong['msg']}")
    prompt, tests = kind.problem(folder, lambda name: read(name) or "", settings.ordered)
    solution = read(f"solution{kind.suffix}", required=False)
    bug_files = sorted((folder / "bugs").glob(f"*{kind.suffix}")) if "bugs" in present else []
    bugs = {path.stem: read(f"bugs/{path.name}") or "" for path in bug_files}
    if faults:
        return list(dict.fromkeys(faults))
    return Problem(id=folder.name, prompt=prompt.strip(), tests=tests, solution=solution, bugs=bugs, settings=settings)


def _repeats(problems: list[Problem]) -> list[str]:
    first: dict[str, str] = {}
    faults = []
    for problem in problems:
        if problem.prompt in first:
            faults.append(f"{problem.id}: duplicate, the same prompt as {first[problem.prompt]}")
        first.setdefault(problem.prompt, problem.id)
    return faults
