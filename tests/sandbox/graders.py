"""Sandboxes of Dask workers in tests and benchmarks: without containers, or with nothing but a delay."""

import asyncio
from typing import NamedTuple, Self

from sandbox.local import LocalSandbox
from self_harness.attempt import Isolation, Limits, Verdict


class Local(NamedTuple):
    """Answers run in processes of the worker's machine."""

    def open(self, concurrency: int) -> LocalSandbox:
        return LocalSandbox(concurrency=concurrency)
