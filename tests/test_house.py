"""The core is light: it imports no workflow engine, no container client and no model client. (The order of the rooms is a
contract of import-linter in pyproject.toml, which `.ci/run` checks.)"""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import self_harness

CORE = Path(self_harness.__file__).parent
ROOT = CORE.parent
HEAVY = {"prefect", "docker", "anthropic", "httpx", "httpx2", "distributed"}

IMPORTING = """
import importlib, sys
for name in sys.argv[1:]:
    importlib.import_module(name)
print(*{name.partition(".")[0] for name in sys.modules})
"""


def modules() -> list[str]:
    """Every module of the core but the command line, which starts all else."""
    paths = [path.relative_to(ROOT) for path in sorted(CORE.rglob("*.py"))]
    names = [".".join(path.with_suffix("").parts).removesuffix(".__init__") for path in paths]
    return [name for name in names if not name.startswith("self_harness.cli")]


def loaded_by(*names: str) -> set[str]:
    command = [sys.executable, "-W", "error", "-c", IMPORTING, *names]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_the_core_is_light_in_a_fresh_process() -> None:
    loaded = loaded_by(*modules())
    assert "pydantic" in loaded
    assert loaded & HEAVY == set()
    assert loaded & {"flows", "tasks"} == set()


def test_the_check_sees_what_is_loaded() -> None:
    assert loaded_by("docker") & HEAVY == {"docker"}


def test_the_first_screen_names_what_is_there() -> None:
    for name in ("Problem", "Attempt", "Verdict", "Pattern", "Edit", "Decision", "Harness", "Model", "Sandbox", "Gate"):
        assert f"    {name} " in str(self_harness.__doc__)
        assert isinstance(getattr(self_harness, name), type)
    assert self_harness.Decision.__name__ == "GateDecision"
    with pytest.raises(AttributeError, match="has no attribute 'Wealth'"):
        getattr(self_harness, "Wealth")  # noqa: B009


def test_the_package_alone_imports_nothing() -> None:
    assert loaded_by("self_harness") & {"pydantic", "numpy"} == set()


def test_files_and_classes_are_short() -> None:
    """At most 300 lines in a file and 120 in a class, outside tests and problems."""
    long: list[str] = []
    for room in ("self_harness", "flows", "tasks", "sandbox", "bench"):
        for path in sorted((ROOT / room).rglob("*.py")):
            text = path.read_text("utf-8")
            if text.count("\n") > 300:
                long.append(str(path.relative_to(ROOT)))
            classes = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.ClassDef)]
            too_long = [each.name for each in classes if (each.end_lineno or 0) - each.lineno >= 120]
            long += [f"{path.relative_to(ROOT)}: {name}" for name in too_long]
    assert long == []
