"""The workflow server that `self-harness` starts where there is none."""

import json
import os
import sqlite3
import subprocess
import sys
import time
import urllib.request
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from flows.server import _ask, reach_loopback_directly
from tests.conftest import COMMAND, environment, prefect_home
from tests.fake_api import FakeApi

HOLD = """
import sys
from flows.server import server
with server(print) as api:
    print(api, flush=True)
    sys.stdin.read()
"""


def start(home: Path) -> subprocess.Popen[str]:
    environ = environment("", {"PREFECT_HOME": str(home)})
    del environ["PREFECT_API_URL"]
    return subprocess.Popen(
        [sys.executable, "-c", HOLD], env=environ, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )


def api_of(holder: subprocess.Popen[str]) -> str:
    assert holder.stdout
    return next(line.strip() for line in holder.stdout if line.startswith("http"))


def gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def test_runs_share_one_server_and_the_last_one_stops_it(prefect_api: str) -> None:
    """In the session's Prefect home, whose database exists. The session's own server counts as a user, too."""
    home = Path(os.environ["PREFECT_HOME"])
    with start(home) as one, start(home) as two:
        assert api_of(one) == api_of(two) == prefect_api
        one.communicate("")
        two.communicate("")
    assert not gone(json.loads((home / "self-harness" / "server.json").read_text())["pid"])


@pytest.mark.parametrize("kill", [False, True])
def test_a_server_outlives_a_killed_run_and_is_used_by_the_next(prefect_api: str, tmp_path: Path, kill: bool) -> None:
    with start(prefect_home(tmp_path)) as holder:
        api = api_of(holder)
        pid = json.loads((tmp_path / "self-harness" / "server.json").read_text())["pid"]
        if not kill:
            holder.communicate("")
            assert gone(pid)
            return
        holder.kill()
    assert not gone(pid)
    with start(tmp_path) as heir:
        assert api_of(heir) == api
        heir.communicate("")
    deadline = time.monotonic() + 10
    while not gone(pid) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert gone(pid)


def run_with(home: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    """A simulated run of no round."""
    environ = {**environment("", environ), "PREFECT_HOME": str(home)}
    if not environ["PREFECT_API_URL"]:
        del environ["PREFECT_API_URL"]
    command = [*COMMAND, "run", "--rounds", "0", "--force", "--out", str(home / "runs")]
    return subprocess.run(command, env=environ, capture_output=True, text=True, timeout=120)


def test_a_url_that_is_not_the_api_is_named_with_the_remedy(prefect_api: str, tmp_path: Path) -> None:
    done = run_with(tmp_path, PREFECT_API_URL=prefect_api.removesuffix("/api"))
    assert done.returncode == 2, done.stderr
    assert done.stderr.startswith("PREFECT_API_URL is ")
    assert "ends in /api" in done.stderr


def test_a_broken_profile_is_named_with_the_remedy(tmp_path: Path) -> None:
    (tmp_path / "profiles.toml").write_text("[profiles")
    done = run_with(tmp_path)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert str(tmp_path / "profiles.toml") in done.stderr
    assert "Repair the file" in done.stderr


def test_a_database_that_is_none_is_named_with_the_remedy(tmp_path: Path) -> None:
    (tmp_path / "prefect.db").write_text("no database" * 1000)
    done = run_with(tmp_path)
    assert done.returncode == 3
    assert len(done.stderr.splitlines()) == 1
    assert (
        f"{tmp_path / 'prefect.db'} is not a database: restore it, or name another folder with PREFECT_HOME."
        in done.stderr
    )


def test_a_newer_database_is_named_with_the_remedy(prefect_api: str, tmp_path: Path) -> None:
    home = prefect_home(tmp_path)
    with closing(sqlite3.connect(home / "prefect.db")) as database:
        database.execute("UPDATE alembic_version SET version_num = 'fromthefuture'")
        database.commit()
    done = run_with(home)
    assert done.returncode == 3
    assert f"{home / 'prefect.db'} was written by a newer Prefect" in done.stderr


def test_a_proxy_of_the_environment_is_not_asked_for_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither by our own requests to the workflow server nor by Prefect's client, which is httpx's."""
    with FakeApi() as proxy, FakeApi() as local:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy.url)
        monkeypatch.setenv("NO_PROXY", "intranet.example")
        monkeypatch.delenv("no_proxy", raising=False)
        reach_loopback_directly()
        assert os.environ["NO_PROXY"] == os.environ["no_proxy"] == "intranet.example,127.0.0.1,localhost,::1"
        assert _ask(urllib.request.Request(local.url, data=b'{"model": "m", "messages": []}')) is not None
        with httpx.Client() as client:
            assert client.post(local.url, json={"model": "m", "messages": []}).status_code == 200
        assert (proxy.requests, local.requests) == (0, 2)


@pytest.mark.parametrize(("given", "expected"), [("*", "*"), ("", "127.0.0.1,localhost,::1")])
def test_what_is_excepted_already_stays(given: str, expected: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", given)
    monkeypatch.setenv("no_proxy", given)
    reach_loopback_directly()
    reach_loopback_directly()
    assert os.environ["no_proxy"] == expected
