"""Imports go one way, and the core is light."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import self_harness

CORE = Path(self_harness.__file__).parent
ROOT = CORE.parent
PURE = (
    "errors", "harness", "problem", "attempt", "mining", "proposing", "gating", "merging", "evaluating", "records",
    "ledger", "config", "report", "prompts", "model", "budget", "store", "evidence", "effects", "contest", "racing",
    "race_rounds", "tryout", "pruning", "chain", "champion", "drift", "sealed", "exporting", "leaking",
    "preflight", "calibration",
    "provenance", "report_data", "html_report", "artifact_texts", "batches", "resampling", "shrinking",
)  # fmt: skip
HEAVY = {"prefect", "docker", "anthropic", "httpx", "httpx2"}
SHELLS = {"cli", "cli_options", "run_cli", "doctor", "approval_cli", "serve_cli"}
"""Modules that start the others: these may import them inside functions."""
GRADERS = {"grading", "checking"}
"""Modules that have answers run without a workflow: these may import the sandbox."""

IMPORTING = """
import importlib, sys
for name in sys.argv[1:]:
    importlib.import_module(name)
print(*{name.partition(".")[0] for name in sys.modules})
"""


def modules() -> list[Path]:
    return sorted(CORE.rglob("*.py"))


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imported(tree: ast.AST) -> Iterator[tuple[str, bool]]:
    """Top-level package of every import, and whether it is inside a function."""
    inside = {
        id(n) for f in ast.walk(tree) if isinstance(f, ast.FunctionDef | ast.AsyncFunctionDef) for n in ast.walk(f)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name.partition(".")[0], id(node) in inside
        elif isinstance(node, ast.ImportFrom):
            yield (node.module or "").partition(".")[0], id(node) in inside


def loaded_by(*names: str) -> set[str]:
    command = [sys.executable, "-W", "error", "-c", IMPORTING, *names]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_the_core_is_light_in_a_fresh_process() -> None:
    loaded = loaded_by("self_harness", *(f"self_harness.{name}" for name in PURE))
    assert "pydantic" in loaded
    assert loaded & HEAVY == set()
    assert loaded & {"flows", "tasks", "sandbox"} == set()


def test_the_check_sees_what_is_loaded() -> None:
    assert loaded_by("docker") & HEAVY == {"docker"}


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_no_module_of_the_core_imports_what_is_built_upon_it(path: Path) -> None:
    name = name_of(path).removeprefix("self_harness.")
    for package, in_function in imported(ast.parse(path.read_text())):
        if package in {"flows", "tasks", "sandbox", "tests", "bench"}:
            allowed = (in_function and name in SHELLS) or (name in GRADERS and package == "sandbox")
            assert allowed, f"{name} imports {package}"


@pytest.mark.parametrize("folder", ["sandbox", "tasks"])
def test_what_is_below_imports_nothing_above(folder: str) -> None:
    above = {"flows", "tests", "bench"} | ({"tasks"} if folder == "sandbox" else set())
    for path in sorted((ROOT / folder).rglob("*.py")):
        assert not above & {package for package, _ in imported(ast.parse(path.read_text()))}, path.name
