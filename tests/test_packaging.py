"""A built wheel, installed where there is no checkout, and where others have packages of the same names as ours."""

import json
import os
import site
import subprocess
import sys
from pathlib import Path

import pytest

from self_harness.suite.problem import BUNDLED
from tests.conftest import environment

ROOT = Path(__file__).parents[1]
GENERIC = ("flows", "tasks", "sandbox", "problems", "deploy", "bench", "tests")
HOSTILE = "raise ImportError('this is not the package of Self-Harness')\n"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a virtual environment's programs. The wheel is installed there; our dependencies are found where they
    are, but without the checkout, which only a .pth file in their folder names."""
    folder = tmp_path_factory.mktemp("installed")
    pip = [sys.executable, "-m", "pip", "-q"]
    subprocess.run([*pip, "wheel", "--no-deps", "--no-build-isolation", "-w", str(folder), str(ROOT)], check=True)
    (wheel,) = folder.glob("*.whl")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder / "venv"], check=True)
    python = str(folder / "venv" / "bin" / "python")
    subprocess.run([*pip, "--python", python, "install", "--no-deps", "--no-compile", str(wheel)], check=True)
    (packages,) = (folder / "venv" / "lib").glob("python*/site-packages")
    (packages / "dependencies.pth").write_text("\n".join(site.getsitepackages()))
    for name in GENERIC:  # other distributions
        assert not (packages / name).exists(), "nothing of ours has a generic name"
        (packages / name).mkdir()
        (packages / name / "__init__.py").write_text(HOSTILE)
    return folder / "venv" / "bin"


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """A user's folder, with modules that are called as ours are."""
    for name in GENERIC:
        (tmp_path / f"{name}.py").write_text(HOSTILE)
    return tmp_path


def in_(folder: Path, api: str, *command: object) -> subprocess.CompletedProcess[str]:
    environ = environment(api, {"PYTHONPATH": str(folder)})
    return subprocess.run(list(map(str, command)), cwd=folder, env=environ, capture_output=True, text=True, timeout=120)


def test_an_installed_wheel_does_all(installed: Path, elsewhere: Path, suite: Path, prefect_api: str) -> None:
    def self_harness(*args: object) -> subprocess.CompletedProcess[str]:
        return in_(elsewhere, prefect_api, installed / "self-harness", *args)

    done = self_harness("doctor")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "contracts: 88 problems" in done.stdout

    done = self_harness(
        "run", "--problems", suite, "--rounds", 1, "--sandbox", "local", "--attempts", 12, "--force", "--json"
    )
    assert done.returncode == 0, done.stdout + done.stderr
    result = json.loads(done.stdout)
    assert (result["state"], result["simulated"], len(result["rounds"])) == ("finished", True, 2)
    assert "<style>" in (Path(elsewhere, result["path"]) / "report.html").read_text()

    problem = BUNDLED / "sql" / sorted(os.listdir(BUNDLED / "sql"))[0]
    done = self_harness("grade", problem, problem / "solution.sql", "--sandbox", "local")
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.startswith("passed\n")


def test_deployments_find_our_flows_and_no_file_is_left_out(installed: Path, elsewhere: Path) -> None:
    """As a worker imports them. The checkout is not on the path."""
    program = """
import sys
import self_harness
from self_harness.cli.deployed import optimize
from self_harness.files import PROJECT
import flows.deployments, sandbox.image, tasks
print(PROJECT, *(module.__file__ for module in (self_harness, flows, sandbox, tasks)), *sys.path, sep="\\n")
"""
    done = in_(elsewhere, "", installed / "python", "-c", program)
    assert done.returncode == 0, done.stderr
    project, *rest = done.stdout.splitlines()
    assert str(ROOT) not in rest
    assert all(each.startswith(str(installed.parent)) for each in rest[:4])
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, check=True, capture_output=True, text=True).stdout.split(
        "\n"
    )
    package = Path(project).parent
    for name in filter(None, tracked):
        if name.startswith("self_harness/"):
            assert (package.parent / name).is_file(), name
        elif name.split("/")[0] in ("flows", "tasks", "sandbox", "problems"):
            assert (package / "_project" / name).is_file(), name
