"""Grades recorded replies as the product does; one line of JSON for each verdict, appended as soon as it is there."""

import ast
import asyncio
import hashlib
import json
import time
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from bench._asking import TOLD, drop_cut_line, read
from bench._recorder import REPLIES, VERDICTS, ask_of
from self_harness.attempt import Limits, Sandbox, Verdict
from self_harness.suite.problem import Problem

LIMITS = Limits(timeout=30.0)
"""Longer than the product's: the machine that grades may be busy."""


class Grader:
    """Grades the replies of a folder that have no verdict yet. Answers to a problem that differ in
    comments and layout alone are run once."""

    def __init__(self, folder: Path, problems: Mapping[str, Problem], on_progress: Callable[[str], None]) -> None:
        self._folder, self._problems, self._tell = folder, problems, on_progress
        self._known: dict[str, Verdict] = {}

    async def grade(self, sandbox: Sandbox, slots: int) -> None:
        """slots: answers at once."""
        file = self._folder / VERDICTS
        drop_cut_line(file)
        done = read(file)
        self._known = {row["code"]: Verdict.model_validate(row["verdict"]) for row in done if row["code"]}
        graded = {ask_of(row) for row in done}
        waiting = [row for row in read(self._folder / REPLIES) if ask_of(row) not in graded]
        left, told = len(waiting), time.monotonic()
        rows = iter(waiting)
        running: dict[str, asyncio.Task[Verdict]] = {}
        with file.open("a", encoding="utf-8", buffering=1) as stream:

            async def work() -> None:
                nonlocal left, told
                for row in rows:
                    key, verdict = await self._verdict(sandbox, row, running)
                    line = {**ask_of(row)._asdict(), "code": key, "verdict": verdict.model_dump(exclude_defaults=True)}
                    stream.write(json.dumps(line | {"tokens": row["tokens"]}, ensure_ascii=False) + "\n")
                    left -= 1
                    if time.monotonic() > told + TOLD:
                        told = time.monotonic()
                        self._tell(f"{len(waiting) - left} of {len(waiting)} graded, {len(self._known)} answers run")

            async with asyncio.TaskGroup() as group:
                for _ in range(slots):
                    group.create_task(work())
        self._tell(f"{len(waiting)} graded, {len(self._known)} different answers")

    async def _verdict(
        self, sandbox: Sandbox, row: dict[str, Any], running: dict[str, asyncio.Task[Verdict]]
    ) -> tuple[str, Verdict]:
        """(key of the answer, "" where nothing is to run; verdict)."""
        problem = self._problems[row["problem"]]
        code = problem.kind.extract(row["reply"])
        if row["stop_reason"] == "max_tokens":
            return "", Verdict(status="truncated")
        if code is None:
            return "", Verdict(status="no_code_block")
        key = hashlib.sha256(f"{problem.id}\0{_plain(code)}".encode("utf-8", "surrogatepass")).hexdigest()[:24]
        if key not in self._known:
            if key not in running:
                running[key] = asyncio.create_task(
                    sandbox.grade(problem.kind.program(code), problem.tests, LIMITS, problem.settings.isolation)
                )
            verdict = await running[key]
            short = {"message": verdict.message[:300], "stderr": verdict.stderr[-300:]}
            self._known[key] = verdict.model_copy(update=short)
        return key, self._known[key]


def _plain(code: str) -> str:
    """The program without comments, docstrings and layout, where it is one."""
    try:
        with warnings.catch_warnings(action="ignore"):
            tree = ast.parse(code)
    except (SyntaxError, ValueError, RecursionError):
        return code
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Module) and ast.get_docstring(node, False) is not None:
            del node.body[0]
    return ast.dump(tree)
