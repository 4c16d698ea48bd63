"""Shared by the tests: a Prefect home of their own, one workflow server, small suites, the command line as users run it."""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from self_harness.simulation.model import SimulatedModel
from self_harness.suite.problem import BUNDLED, load_suite
from tests.fake_api import FakeApi

# Prefect reads it when it is first imported.
_home = tempfile.TemporaryDirectory(prefix="self-harness-prefect-", ignore_cleanup_errors=True)
os.environ["PREFECT_HOME"] = _home.name
for name in ("ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN", "ANTHROPIC_BASE_URL", "PREFECT_API_URL"):
    os.environ.pop(name, None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """With `pytest -n` a file's tests run in one process, and all that keep the Docker engine busy in the same one: it
    answers slowly when two processes create and kill containers."""
    docker = {item.path for item in items if item.get_closest_marker("docker")}
    for item in items:
        group = "docker" if item.path in docker or item.path.parent.name == "sandbox" else str(item.path)
        item.add_marker(pytest.mark.xdist_group(group))


Cli = Callable[..., subprocess.CompletedProcess[str]]
COMMAND = [sys.executable, "-c", "from self_harness.cli.main import main; main()"]


@pytest.fixture(scope="session")
def prefect_api() -> Iterator[str]:
    """URL of the API of a workflow server that lasts for the session."""
    from flows.server import server

    with server(print) as api:
        with (
            closing(sqlite3.connect(Path(_home.name, "prefect.db"))) as fresh,
            closing(sqlite3.connect(Path(_home.name, "fresh.db"))) as copy,
        ):
            fresh.backup(copy)
        yield api


def prefect_home(folder: Path) -> Path:
    """The folder as a Prefect home whose database has its tables, which a first start takes 15 s to make. Needs the
    session's server."""
    shutil.copy(Path(_home.name, "fresh.db"), folder / "prefect.db")
    return folder


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    """Ten bundled problems that are graded in no time."""
    chosen = [p for p in sorted((BUNDLED / "contracts").iterdir()) if "timeout" not in (p / "problem.toml").read_text()]
    for source in chosen[::6][:10]:
        shutil.copytree(source, tmp_path / "suite" / source.name)
    return tmp_path / "suite"


@pytest.fixture
def cli(tmp_path: Path, prefect_api: str) -> Cli:
    """Runs `self-harness ARGS` in an empty folder, with `environ` added to an environment without keys."""

    def run(*args: object, environ: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*COMMAND, *map(str, args)],
            cwd=tmp_path,
            env=environment(prefect_api, environ),
            capture_output=True,
            text=True,
            timeout=300,
        )

    return run


def environment(prefect_api: str, more: Mapping[str, str] | None = None) -> dict[str, str]:
    return {**os.environ, "PREFECT_API_URL": prefect_api, "COLUMNS": "200", **(more or {})}


def simulated_api(suite: Path, **options: Any) -> FakeApi:
    """A local server that answers over real HTTP as the simulated model does."""
    model = SimulatedModel(load_suite(suite).problems)
    return FakeApi(lambda body, headers: model.answer(body, headers["idempotency-key"]), **options)
