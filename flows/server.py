"""The Prefect server of a machine that has none: started on loopback for a run, shared by runs at the same time, and
stopped by the last of them. Its history stays in Prefect's own database for `self-harness ui`.

Prefect's in-process server would need nothing of this, but it drops most of the history of a run.
"""

import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from pydantic import BaseModel

from self_harness.errors import ConfigError, InfrastructureError
from self_harness.files import write_atomically

QUIET = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
    "PREFECT_LOGGING_LEVEL": "CRITICAL",
    "PREFECT_LOGGING_INTERNAL_LEVEL": "CRITICAL",
    "PREFECT_LOGGING_TO_API_WHEN_MISSING_FLOW": "ignore",
}
"""Our users see our progress, not Prefect's log. What the environment sets already stays as it is."""
FAST_RECORDING = {
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_BATCH_SIZE": "200",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_READ_BATCH_SIZE": "200",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_FLUSH_INTERVAL": "1",
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_BATCH_SIZE": "200",
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_READ_BATCH_SIZE": "200",
}
"""With the defaults the history lags a minute behind a thousand task runs."""
LEASES = {"PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE": "prefect.server.concurrency.lease_storage.filesystem"}
"""In memory, the default, the lease of a killed run dies with the server and its deployment's slot is taken for good."""
LOOPBACK = ("127.0.0.1", "localhost", "::1")
START_SECONDS = 180
DRAIN_SECONDS = 30


class _Server(BaseModel):
    pid: int
    url: str

    @property
    def api(self) -> str:
        return f"{self.url}/api"

    def healthy(self) -> bool:
        return _ask(urllib.request.Request(f"{self.api}/health")) is not None


def _ask(request: urllib.request.Request) -> bytes | None:
    """The body of the answer; None if there is none or it says that something went wrong."""
    try:
        with urllib.request.urlopen(request, timeout=5) as answer:
            return bytes(answer.read())
    except urllib.error.HTTPError as error:
        error.close()  # it holds the connection
    except (urllib.error.URLError, OSError):
        pass
    return None


@contextmanager
def server(on_notice: Callable[[str], None]) -> Iterator[str]:
    """The URL of the API that flows talk to while the block lasts: the one that Prefect is set up for, or our own.

    Raises InfrastructureError when our own does not start.
    """
    os.environ.update({name: value for name, value in QUIET.items() if name not in os.environ})
    reach_loopback_directly()
    from prefect.settings import PREFECT_API_URL, PREFECT_HOME, temporary_settings

    if configured := PREFECT_API_URL.value():
        require(configured)
        yield configured
        return
    folder = Path(PREFECT_HOME.value()) / "self-harness"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "users.lock").open("w") as users:
        with _only_one(folder):
            found = _find(folder)
            process = None if found else _start(folder, on_notice)
            running = found or _read(folder)
            fcntl.flock(users, fcntl.LOCK_SH)
        try:
            with temporary_settings({PREFECT_API_URL: running.api}):
                yield running.api
        finally:
            with _only_one(folder):
                fcntl.flock(users, fcntl.LOCK_UN)
                with suppress(BlockingIOError):  # another run is still using it
                    fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    _stop(folder, running)
                    if process:
                        process.wait()


def reach_loopback_directly() -> None:
    """A proxy of the environment does not stand between us, Prefect's client included, and a server on this machine."""
    excepted = os.environ.get("no_proxy") or os.environ.get("NO_PROXY") or ""
    if excepted != "*":
        hosts = dict.fromkeys([*filter(None, map(str.strip, excepted.split(","))), *LOOPBACK])
        os.environ["no_proxy"] = os.environ["NO_PROXY"] = ",".join(hosts)


def require(api: str) -> None:
    """Raises InfrastructureError if the server does not answer, ConfigError if what answers is not Prefect's API."""
    try:
        with urllib.request.urlopen(f"{api}/health", timeout=10) as answer:
            healthy = answer.read(100).strip() == b"true"
    except urllib.error.HTTPError as error:
        error.close()
        healthy = error.code in (401, 403)  # whether it lets us in is for the client to find out
    except (urllib.error.URLError, OSError) as error:
        raise InfrastructureError(
            f"The Prefect server at {api} does not answer ({error}): start it, or unset PREFECT_API_URL."
        ) from None
    if not healthy:
        raise ConfigError(
            f"PREFECT_API_URL is {api}, which is not the API of a Prefect server: its address ends in /api, such as "
            "http://127.0.0.1:4200/api. Correct the variable or the profile (`prefect config view`)."
        )


@contextmanager
def _only_one(folder: Path) -> Iterator[None]:
    with (folder / "start.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _read(folder: Path) -> _Server:
    return _Server.model_validate_json((folder / "server.json").read_text())


def _find(folder: Path) -> _Server | None:
    with suppress(FileNotFoundError, ValueError):
        found = _read(folder)
        if found.healthy():
            return found
    return None


def _start(folder: Path, on_notice: Callable[[str], None]) -> subprocess.Popen[bytes]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    first = "" if list(folder.parent.glob("prefect.db")) else " (the first time takes up to half a minute)"
    on_notice(f"Starting the workflow server on 127.0.0.1:{port}{first}")
    url = f"http://127.0.0.1:{port}"
    log = folder / "server.log"
    with log.open("wb") as output:
        process = _spawn(port, url, output)
    started = _Server(pid=process.pid, url=url)
    write_atomically(folder / "server.json", started.model_dump_json())
    deadline = time.monotonic() + START_SECONDS
    while not started.healthy():
        if process.poll() is not None or time.monotonic() > deadline:
            process.kill()
            raise _not_started(folder.parent, log.read_text("utf-8", "replace").strip())
        time.sleep(0.1)
    return process


def _not_started(home: Path, log: str) -> InfrastructureError:
    database = home / "prefect.db"
    for sign, trouble in {
        "Can't locate revision": "was written by a newer Prefect: upgrade Prefect",
        "file is not a database": "is not a database: restore it",
        "malformed": "is damaged: restore it",
        "database or disk is full": "can't grow: make room",
        "readonly database": "can't be written: change its mode or owner",
    }.items():
        if sign in log:
            return InfrastructureError(f"{database} {trouble}, or name another folder with PREFECT_HOME.")
    tail = " | ".join(log.splitlines()[-3:])
    return InfrastructureError(f"The workflow server did not start; its log ends: {tail}")


def _spawn(port: int, url: str, output: IO[bytes]) -> subprocess.Popen[bytes]:
    environment = FAST_RECORDING | LEASES | dict(os.environ) | {"PREFECT_UI_API_URL": f"{url}/api"}
    return subprocess.Popen(
        [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)],
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=output,
        env=environment,
        start_new_session=True,  # Ctrl-C is for the run, which still needs the server then
    )


def _stop(folder: Path, running: _Server) -> None:
    _drain(running)
    with suppress(ProcessLookupError):
        os.kill(running.pid, signal.SIGTERM)
    deadline = time.monotonic() + 10
    while running.healthy() and time.monotonic() < deadline:
        time.sleep(0.1)
    (folder / "server.json").unlink(missing_ok=True)


def _drain(running: _Server) -> None:
    """Waits until the server has recorded what it was told: its count of task runs has come to rest."""
    deadline, before, since = time.monotonic() + DRAIN_SECONDS, b"", time.monotonic()
    while time.monotonic() < deadline and time.monotonic() - since < 2:
        count = urllib.request.Request(f"{running.api}/task_runs/count", data=b"{}", method="POST")
        count.add_header("Content-Type", "application/json")
        now = _ask(count)
        if now is not None and now != before:
            before, since = now, time.monotonic()
        time.sleep(0.25)
