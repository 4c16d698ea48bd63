"""Asks a Messages endpoint many things at once; one line of JSON for each reply, appended as soon as it is there."""

import asyncio
import json
import os
import platform
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import httpx2

API_VERSION = "2023-06-01"
CALL_SECONDS = 3000.0
TRIES = 4
"""Of a request; then it is left to the next recording."""
PAUSE = 2.0
"""Seconds before a request is tried again, as while the server loads its model."""
TOLD = 10.0
"""Seconds between two lines on the progress."""


class Question(NamedTuple):
    labels: dict[str, Any]
    """What identifies it, written beside the reply."""
    system: str
    messages: list[dict[str, str]]
    max_tokens: int
    temperature: float


class Asker:
    """Asks what it is given until the time is up.

    servers: addresses of endpoints that serve the same model; `slots` requests go to each at once.
    """

    def __init__(
        self, file: Path, servers: Sequence[str], slots: int, on_progress: Callable[[str], None], pause: float = PAUSE
    ) -> None:
        self._file, self._servers, self._slots, self._tell, self._pause = file, servers, slots, on_progress, pause
        self._stopped = False
        self._replies = self._tokens = self._failed = 0

    def stop(self) -> None:
        """No further request begins; those under way are finished and recorded."""
        self._stopped = True

    async def ask(self, questions: Sequence[Question], minutes: float) -> None:
        """In the order given. No request begins after so many minutes."""
        waiting = iter(questions)
        start = time.monotonic()
        end = start + 60 * minutes
        connections = self._slots * len(self._servers)
        limits = httpx2.Limits(max_connections=connections, max_keepalive_connections=connections)
        drop_cut_line(self._file)
        with self._file.open("a", encoding="utf-8", buffering=1) as file:
            async with httpx2.AsyncClient(timeout=CALL_SECONDS, trust_env=False, limits=limits) as client:

                async def work(url: str) -> None:
                    while not self._stopped and time.monotonic() < end and (question := next(waiting, None)):
                        if row := await self._one(client, url, question):
                            file.write(json.dumps(row, ensure_ascii=False) + "\n")

                urls = [f"{server.rstrip('/')}/v1/messages" for server in self._servers]
                progress = asyncio.create_task(self._progress(len(questions), start))
                async with asyncio.TaskGroup() as group:
                    for url in urls * self._slots:
                        group.create_task(work(url))
                progress.cancel()
        self._say(len(questions), start)

    async def _one(self, client: httpx2.AsyncClient, url: str, question: Question) -> dict[str, Any] | None:
        """The line of a reply; None if there was none in all tries."""
        body = {
            "model": "local",
            "max_tokens": question.max_tokens,
            "temperature": question.temperature,
            "messages": question.messages,
        } | ({"system": question.system} if question.system else {})
        headers = {"anthropic-version": API_VERSION, "x-api-key": "not-needed"}
        start = time.monotonic()
        for _ in range(TRIES):
            try:
                response = await client.post(url, json=body, headers=headers)
            except httpx2.TransportError as error:
                self._tell(f"{type(error).__name__} {error}")
            else:
                if response.status_code == 200:
                    return self._row(question, response.json(), time.monotonic() - start)
                self._tell(f"status {response.status_code}: {response.text[:200]}")
            await asyncio.sleep(self._pause)
        self._failed += 1
        return None

    def _row(self, question: Question, reply: dict[str, Any], seconds: float) -> dict[str, Any]:
        self._replies += 1
        self._tokens += reply["usage"]["output_tokens"]
        return {
            **question.labels,
            "stop_reason": reply["stop_reason"],
            "tokens": reply["usage"]["output_tokens"],
            "seconds": round(seconds, 1),
            "at": round(time.time()),
            "model": Path(reply["model"]).name,
            "reply": "".join(block["text"] for block in reply["content"] if block["type"] == "text"),
        }

    async def _progress(self, total: int, start: float) -> None:
        while True:
            await asyncio.sleep(TOLD)
            self._say(total, start)

    def _say(self, total: int, start: float) -> None:
        seconds = max(time.monotonic() - start, 1e-9)
        self._tell(
            f"{self._replies} of {total} replies, {self._failed} without one, {seconds:.0f} s, "
            f"{self._replies / seconds:.1f} replies/s, {self._tokens / seconds:.0f} tokens/s"
        )


def describe(server: str) -> dict[str, str]:
    """Model, quantisation, server and hardware, as far as the server's /props says; hardware else is this machine's."""
    response = httpx2.get(f"{server.rstrip('/')}/props", trust_env=False)
    props = response.json() if response.status_code == 200 else {}
    return {
        "model": Path(props.get("model_path", "unknown")).name,
        "quantisation": props.get("model_ftype", "unknown"),
        "server": props.get("server") or (f"llama.cpp {props['build_info']}" if "build_info" in props else "unknown"),
        "hardware": props.get("hardware") or _this_machine(),
    }


def _this_machine() -> str:
    cpu = Path("/proc/cpuinfo")
    lines = cpu.read_text("utf-8").splitlines() if cpu.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return f"{names[0] if names else platform.processor()}, {os.cpu_count()} cores, no accelerator"


def read(file: Path) -> list[dict[str, Any]]:
    """The lines so far. A last line that is not complete is left out."""
    lines = file.read_text("utf-8").split("\n")[:-1] if file.exists() else []
    return [json.loads(line) for line in lines]


def drop_cut_line(file: Path) -> None:
    """What a kill left of the last line would spoil the next one."""
    if file.exists():
        with file.open("rb+") as stream:
            data = stream.read()
            stream.truncate(data.rfind(b"\n") + 1)
