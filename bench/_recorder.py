"""Records what a real model answers: one line of JSON for each attempt, appended as soon as it is graded.

Replies are cut where the model, its function complete, goes on to examples of use (`STOP`), which saves time. The product
does not cut, so that an answer whose own examples fail counts as failed there and may pass here.
"""

import asyncio
import hashlib
import itertools
import json
import os
import platform
import time
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

import httpx2

from bench._prompts import Unit, system_prompt
from self_harness.attempt import Limits, Sandbox, Verdict
from self_harness.model.connection import API_VERSION
from self_harness.model.types import TEMPERATURES
from self_harness.suite.problem import Problem

STOP = ("\n```\n", "\n# Example", "\n# Test", "\nprint(", "\nif __name__", "\nassert ")
MAX_TOKENS = 320
LOADING = 503
"""The status of a llama.cpp server that is still loading its model."""
CALL_SECONDS = 3000.0
LIMITS = Limits(timeout=30.0)
"""Longer than the product's: the machine that records is busy."""


Key = tuple[str, str, int]
"""Prompt, problem, trial."""


class Recorder:
    """Asks and grades what is not in the file yet, until the time is up.

    servers: addresses of Messages endpoints that serve the same model; `slots` requests go to each at once.
    known: prompt, problem and trial of attempts that need no recording.
    """

    def __init__(
        self,
        file: Path,
        problems: Sequence[Problem],
        servers: Sequence[str],
        slots: int,
        sandbox: Sandbox,
        known: Collection[Key] = (),
    ) -> None:
        self._known = frozenset(known)
        self._file = file
        self._problems = problems
        self._servers = servers
        self._slots = slots
        self._sandbox = sandbox
        self._verdicts: dict[str, Verdict] = {}
        self._grading = asyncio.Semaphore(1)
        self._stopped = False

    def stop(self) -> None:
        """No further request begins; those under way are finished and recorded."""
        self._stopped = True

    async def record(self, units: Sequence[Unit], minutes: float) -> None:
        _drop_cut_line(self._file)
        waiting = iter(units)
        end = time.monotonic() + 60 * minutes
        async with httpx2.AsyncClient(timeout=CALL_SECONDS, trust_env=False) as client:

            async def work(server: str) -> None:
                for unit in waiting:
                    for trial in unit.trials:
                        if time.monotonic() < end and not self._stopped and not self._recorded(unit, trial):
                            await self._one(client, server, unit.prompt, self._problems[unit.problem], trial)

            servers = itertools.chain.from_iterable([server] * self._slots for server in self._servers)
            async with asyncio.TaskGroup() as group:
                for server in servers:
                    group.create_task(work(server))

    def _recorded(self, unit: Unit, trial: int) -> bool:
        """By this recorder or another one of the same file."""
        key = (unit.prompt, self._problems[unit.problem].id, trial)
        return key in self._known or any(
            (row["prompt"], row["problem"], row["trial"]) == key for row in read(self._file)
        )

    async def _one(self, client: httpx2.AsyncClient, server: str, prompt: str, problem: Problem, trial: int) -> None:
        start = time.monotonic()
        body = {
            "model": "local",
            "max_tokens": MAX_TOKENS,
            "temperature": TEMPERATURES["solver"],
            "stop_sequences": STOP,
            "system": system_prompt(prompt),
            "messages": [{"role": "user", "content": problem.prompt}],
        }
        headers = {"anthropic-version": API_VERSION, "x-api-key": "not-needed"}
        url = f"{server.rstrip('/')}/v1/messages"
        response = await client.post(url, json=body, headers=headers)
        if response.status_code == LOADING:
            await asyncio.sleep(5)
            return await self._one(client, server, prompt, problem, trial)
        response.raise_for_status()
        reply = response.json()
        seconds = time.monotonic() - start
        text = "".join(block["text"] for block in reply["content"] if block["type"] == "text")
        verdict = await self._grade(problem, text, reply["stop_reason"])
        row = {
            "prompt": prompt,
            "problem": problem.id,
            "trial": trial,
            "status": verdict.status,
            "message": verdict.message[:300],
            "cut": reply.get("stop_sequence"),
            "tokens": reply["usage"]["output_tokens"],
            "seconds": round(seconds, 1),
            "at": round(time.time()),
            "model": Path(reply["model"]).name,
            "sandbox": verdict.sandbox,
            "reply": text,
        }
        with self._file.open("a", encoding="utf-8") as file:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")

    async def _grade(self, problem: Problem, text: str, stop_reason: str) -> Verdict:
        code = problem.kind.extract(text)
        if stop_reason == "max_tokens":
            return Verdict(status="truncated")
        if code is None:
            return Verdict(status="no_code_block")
        key = hashlib.sha256(f"{problem.id}\0{code}".encode("utf-8", "surrogatepass")).hexdigest()
        async with self._grading:
            if key not in self._verdicts:
                self._verdicts[key] = await self._sandbox.grade(
                    problem.kind.program(code), problem.tests, LIMITS, problem.settings.isolation
                )
            return self._verdicts[key]


def describe(server: str) -> dict[str, str]:
    """Model, quantisation, server and hardware, as far as a llama.cpp server on this machine says."""
    response = httpx2.get(f"{server.rstrip('/')}/props", trust_env=False)
    props = response.json() if response.status_code == 200 else {}
    cpu = Path("/proc/cpuinfo")
    lines = cpu.read_text("utf-8").splitlines() if cpu.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return {
        "model": Path(props.get("model_path", "unknown")).name,
        "quantisation": props.get("model_ftype", "unknown"),
        "server": f"llama.cpp {props['build_info']}" if "build_info" in props else "unknown",
        "hardware": f"{names[0] if names else platform.processor()}, {os.cpu_count()} cores, no accelerator",
    }


def read(file: Path) -> list[dict[str, Any]]:
    """The rows recorded so far. A last line that is not complete is left out."""
    lines = file.read_text("utf-8").split("\n")[:-1] if file.exists() else []
    return [json.loads(line) for line in lines]


def _drop_cut_line(file: Path) -> None:
    """What a killed recorder left of its last line would spoil the next one."""
    if file.exists():
        data = file.read_bytes()
        os.truncate(file, data.rfind(b"\n") + 1)
