"""`self-harness doctor`: is everything here that a run needs, and if not, what is to be done."""

import asyncio
import os
import shutil
from collections.abc import Iterator
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Literal, NamedTuple

from self_harness.attempt import Limits, Sandbox, Verdict
from self_harness.errors import SelfHarnessError
from self_harness.files import probe
from self_harness.suite.problem import find_suite, load_suite

DISK_GB = 1


class Check(NamedTuple):
    level: Literal["ok", "note", "bad"]
    """note: only the simulated model can work like this."""
    name: str
    text: str


def checks(problems: str, out: Path) -> Iterator[Check]:
    yield _key()
    yield from _docker()
    yield _prefect()
    yield _suite(problems)
    yield _disk(out)


def _key() -> Check:
    from self_harness.model.connection import check_credentials

    try:
        check_credentials()
    except SelfHarnessError as error:
        return Check("note", "key", f"{error} Until then `self-harness run` works with the simulated model.")
    return Check("ok", "key", "found" + (f", for {url}" if (url := os.environ.get("ANTHROPIC_BASE_URL")) else ""))


def _docker() -> Iterator[Check]:
    from sandbox.engine import engine_trouble
    from sandbox.image import base_image
    from sandbox.local import LocalSandbox
    from sandbox.pool import DockerSandbox

    if trouble := engine_trouble():
        yield Check("note", "docker", f"{trouble} Without it only the simulated model may run answers on this machine.")
        yield _graded(LocalSandbox(concurrency=1), "on this machine, not isolated")
        return
    yield Check("ok", "docker", "an engine answers")
    yield _graded(DockerSandbox(concurrency=1, on_notice=lambda text: None), f"in a container from {base_image()}")


def _graded(sandbox: AbstractAsyncContextManager[Sandbox], where: str) -> Check:
    async def verdict() -> Verdict:
        async with sandbox as opened:
            tests = "from solution import solution\nassert solution(2) == 4\n"
            return await opened.grade("def solution(x):\n    return 2 * x\n", tests, Limits())

    try:
        found = asyncio.run(verdict())
    except SelfHarnessError as error:
        return Check("bad", "sandbox", f"no answer can be graded: {error}")
    text = f"an answer was graded in {found.seconds:.2f} s ({found.status}), {where}"
    return Check("ok" if found.passed else "bad", "sandbox", text)


def _prefect() -> Check:
    from flows.preconditions import check_prefect_home, prefect_home
    from flows.server import require

    try:
        check_prefect_home()
        from prefect import __version__
        from prefect.settings import PREFECT_API_URL

        if url := PREFECT_API_URL.value():
            require(url)
    except SelfHarnessError as error:
        return Check("bad", "prefect", str(error))
    where = f"the server {url} answers" if url else f"each run starts a server; history in {prefect_home()}"
    return Check("ok", "prefect", f"{__version__}; {where}")


def _suite(problems: str) -> Check:
    try:
        suite = load_suite(find_suite(problems))
    except SelfHarnessError as error:
        return Check("bad", "suite", str(error))
    simulable = sum(bool(problem.solution and problem.bugs) for problem in suite.problems)
    return Check("ok", "suite", f"{suite.name}: {len(suite)} problems, {simulable} of them fit for the simulated model")


def _disk(out: Path) -> Check:
    try:
        probe(out)
    except SelfHarnessError as error:
        return Check("bad", "disk", f"{error} Choose another folder with --out.")
    there = next(path for path in (out.resolve(), *out.resolve().parents) if path.exists())
    free = shutil.disk_usage(there).free / 1e9
    if free < DISK_GB:
        return Check("bad", "disk", f"{free:.1f} GB free for {out}: make room")
    return Check("ok", "disk", f"a file was written and locked; {free:.1f} GB free for {out}")
