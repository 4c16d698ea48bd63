"""Shared by the tests of the sandbox."""

import gc
from collections.abc import Generator
from typing import Any

import pytest


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, Any, Any]:
    """Report a failure without the collector. Pytest parses the source of a failed test. If a socket of docker-py is collected
    in the middle of it, the traceback of its complaint is parsed, too, and CPython before 3.11.9 says
    "AST constructor recursion depth mismatch" (github.com/python/cpython/issues/106905) instead of what failed."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()
