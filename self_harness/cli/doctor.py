"""`self-harness doctor`: is everything here that a run needs, and if not, what is to be done."""

import asyncio
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, NamedTuple

from self_harness.attempt import Limits, Verdict
from self_harness.errors import SelfHarnessError
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
    from sandbox.image import base_image
    from sandbox.pool import engine_trouble

    if trouble := engine_trouble():
        yield Check("note", "docker", f"{trouble} Without it only the simulated model may run answers on this machine.")
        return
    yield Check("ok", "docker", "an engine answers")
    try:
        verdict, label = asyncio.run(_graded())
    except SelfHarnessError as error:
        yield Check("bad", "sandbox", f"no answer can be graded: {error}")
        return
    level: Literal["ok", "bad"] = "ok" if verdict.passed else "bad"
    text = f"an answer was graded in {verdict.seconds:.2f} s ({verdict.status}), in {label} from {base_image()}"
    yield Check(level, "sandbox", text)


async def _graded() -> tuple[Verdict, str]:
    """The verdict on a right answer, from a container, and what the image is called."""
    from sandbox.pool import DockerSandbox

    async with DockerSandbox(concurrency=1, on_notice=lambda text: None) as sandbox:
        tests = "from solution import solution\nassert solution(2) == 4\n"
        return await sandbox.grade("def solution(x):\n    return 2 * x\n", tests, Limits()), sandbox.image


def _prefect() -> Check:
    from prefect import __version__
    from prefect.settings import PREFECT_API_URL, PREFECT_HOME

    where = PREFECT_API_URL.value()
    text = (
        f"server {where}" if where else f"no server is set up: each run starts one, history in {PREFECT_HOME.value()}"
    )
    return Check("ok", "prefect", f"{__version__}; {text}")


def _suite(problems: str) -> Check:
    try:
        suite = load_suite(find_suite(problems))
    except SelfHarnessError as error:
        return Check("bad", "suite", str(error))
    simulable = sum(bool(problem.solution and problem.bugs) for problem in suite.problems)
    return Check("ok", "suite", f"{suite.name}: {len(suite)} problems, {simulable} of them fit for the simulated model")


def _disk(out: Path) -> Check:
    there = next(path for path in (out.resolve(), *out.resolve().parents) if path.exists())
    if not os.access(there, os.W_OK):
        return Check("bad", "disk", f"{there} can't be written: choose another folder with --out")
    free = shutil.disk_usage(there).free / 1e9
    level: Literal["ok", "bad"] = "ok" if free >= DISK_GB else "bad"
    return Check(level, "disk", f"{free:.1f} GB free for {out}" + ("" if level == "ok" else ": make room"))
