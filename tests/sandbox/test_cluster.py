"""Grading on a Dask cluster: real schedulers and workers."""

import asyncio
import os
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from importlib import import_module
from pathlib import Path
from typing import Any

import docker
import pytest

from sandbox import open_sandbox
from sandbox.cluster import DaskSandbox
from sandbox.cluster_checks import PACKAGES, check_network, checked, compared, same_versions
from sandbox.cluster_worker import About, Containers, runner
from sandbox.engine import engine_trouble
from self_harness.attempt import Limits
from self_harness.errors import ConfigError, SandboxError
from tests.sandbox.dask_cluster import Cluster, Local, kill

TESTS = "from solution import solution\nassert solution(2) == 4\n"
RIGHT, WRONG = "def solution(x): return 2 * x", "def solution(x): return 3 * x"
SLOW = "import time\ntime.sleep(0.2)\n"

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")


async def test_a_worker_is_killed_and_all_verdicts_are_right() -> None:
    heard: list[str] = []
    async with DaskSandbox("", Local(), concurrency=2, on_notice=heard.append) as sandbox:
        assert heard == ["Answers are graded by 2 Dask workers with 2 threads in all."]
        workers = list((await sandbox._client.run(os.getpid)).values())
        graded = 0

        async def grade(code: str) -> str:
            nonlocal graded
            status = (await sandbox.grade(SLOW + code, TESTS, Limits())).status
            graded += 1
            if graded == 4:
                os.kill(workers[0], signal.SIGKILL)
            return status

        assert await asyncio.gather(*map(grade, [RIGHT, WRONG] * 8)) == ["passed", "failed"] * 8
        assert sandbox.label == "local (not isolated)"
        assert sandbox.identity.startswith("local-")
        sandbox.identity = "another image"
        with pytest.raises(SandboxError, match=r"came later grades by local-.*, the others by another image"):
            await sandbox.grade(RIGHT, TESTS, Limits())


async def test_a_cluster_loses_all_workers_and_its_scheduler_and_comes_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sandbox.cluster.LOOKING", 0.5)
    monkeypatch.setattr("sandbox.cluster.CONNECTING", 6)
    monkeypatch.setenv("DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES", "0")  # 3, if not set
    with Cluster(tmp_path) as cluster:
        cluster.start_worker()
        async with DaskSandbox(cluster.address, Local(), concurrency=2, on_notice=print) as sandbox:
            assert (await sandbox.grade(RIGHT, TESTS, Limits())).passed
            async with DaskSandbox(cluster.address, Deadly(), concurrency=2, on_notice=print) as deadly:
                with pytest.raises(SandboxError, match="one after another with this answer"):
                    await deadly.grade(RIGHT, TESTS, Limits())
            with pytest.raises(SandboxError, match=r"no workers any more: start some \(dask worker"):
                await sandbox.grade(RIGHT, TESTS, Limits())

            under_way = asyncio.create_task(sandbox.grade(RIGHT, TESTS, Limits()))
            await asyncio.sleep(0.2)
            kill(cluster.scheduler)
            with pytest.raises(SandboxError, match="scheduler is gone"):
                await under_way

            cluster.start_scheduler()
            cluster.start_worker()
            assert await _in_the_end(sandbox) == "failed"


async def _in_the_end(sandbox: DaskSandbox) -> str:
    """What a task's retries get."""
    deadline = time.monotonic() + 30
    while True:
        try:
            return (await sandbox.grade(WRONG, TESTS, Limits())).status
        except SandboxError:
            assert time.monotonic() < deadline
            await asyncio.sleep(0.5)


class Deadly(Local):
    def open(self, concurrency: int) -> Any:
        sandbox: Any = super().open(concurrency)
        sandbox.grade = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
        return sandbox


async def test_a_worker_that_can_not_grade_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "only_here.py").write_text("from tests.sandbox.dask_cluster import Local\nclass Mine(Local): pass\n")
    monkeypatch.syspath_prepend(tmp_path)
    mine = import_module("only_here").Mine()
    with Cluster(tmp_path) as cluster:
        cluster.start_worker(DOCKER_HOST=f"unix://{tmp_path}/none.sock")
        with pytest.raises(ConfigError, match=r"worker tcp://\S+ can't run this program .*--preload self_harness.cli"):
            async with DaskSandbox(cluster.address, mine, concurrency=2, on_notice=print):
                pass
        with pytest.raises(SandboxError, match=r"Dask worker tcp://\S+: can't use Docker"):
            async with DaskSandbox(cluster.address, Containers(), concurrency=2, on_notice=print):
                pass
        kill(cluster.workers.pop())
        monkeypatch.setattr("sandbox.cluster.CONNECTING", 1)
        with pytest.raises(ConfigError, match="scheduler has no workers"):
            async with DaskSandbox(cluster.address, Local(), concurrency=2, on_notice=print):
                pass


async def test_no_scheduler(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sandbox.cluster.CONNECTING", 1)
    with pytest.raises(ConfigError, match=r"No Dask scheduler answers at tcp://127\.0\.0\.1:1"):
        async with DaskSandbox("tcp://127.0.0.1:1", Local(), concurrency=2, on_notice=print):
            pass


@pytest.mark.parametrize("address", ["tcp://grader:8786", "tls://[::1]:8786", "tls://10.0.0.7:1", ""])
def test_addresses_of_schedulers(address: str) -> None:
    assert checked(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "grader:8786", "tcp://grader", "tcp://grader:x", "tcp://grader:0", "tcp://:8786", "inproc://1/2", "ws://grader:1",
        "http://grader:8786", "tcp://me:secret@grader:8786", "tcp://grader:8786/", "tcp://grader:8786?x=1",
        "tcp://grader:99999", "/tmp/scheduler.json", "tcp://a:1,tcp://b:2", " tcp://grader:8786", "tcp://gra\tder:8786",
    ],
)  # fmt: skip
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(ConfigError, match=r"is no address of a Dask scheduler: tcp://HOST:PORT, or tls://HOST:PORT"):
        open_sandbox("dask", simulated=False, concurrency=1, on_notice=print, dask_address=address)


def test_an_address_is_for_the_dask_sandbox_only() -> None:
    with pytest.raises(ConfigError, match="of use to --sandbox dask only"):
        open_sandbox("docker", simulated=False, concurrency=1, on_notice=print, dask_address="tcp://grader:8786")


async def test_without_encryption_only_private_networks_will_do() -> None:
    for address in ("tcp://127.0.0.1:8786", "tcp://10.1.2.3:8786", "tls://8.8.8.8:8786", "tcp://[fd00::1]:8786"):
        await check_network(address)
    with pytest.raises(ConfigError, match="public network without encryption"):
        await check_network("tcp://8.8.8.8:8786")
    with pytest.raises(ConfigError, match=r"tcp://nowhere\.invalid:8786: "):
        await check_network("tcp://nowhere.invalid:8786")


def test_versions_that_differ_are_named() -> None:
    def told(**versions: str | None) -> dict[str, Any]:
        return {"packages": {"python": "3.11.7.final.0", **dict.fromkeys(PACKAGES, "1.0"), **versions}}

    same_versions(
        {"client": told(), "scheduler": told(python="3.11.2.final.0"), "workers": {"tcp://a:1": told(numpy="9")}}
    )
    with pytest.raises(ConfigError, match=r"here dask 1.0; at the scheduler dask 2.0$"):
        same_versions({"client": told(), "scheduler": told(dask="2.0"), "workers": {}})
    with pytest.raises(ConfigError, match=r"here Python 3.11; at tcp://a:1 Python 3.12$"):
        same_versions({"client": told(), "scheduler": told(), "workers": {"tcp://a:1": told(python="3.12.1.final.0")}})
    with pytest.raises(ConfigError, match=r"at tcp://a:1 self-harness not installed$"):
        same_versions({"client": told(), "scheduler": told(), "workers": {"tcp://a:1": told(**{"self-harness": None})}})


class Told:
    """A cluster as its client sees it. workers: what each says of itself."""

    def __init__(self, **workers: About) -> None:
        self.workers = workers

    async def get_versions(self, packages: list[str]) -> dict[str, Any]:
        same = {"packages": {"python": "3.11.7"}}
        return {"client": same, "scheduler": same, "workers": dict.fromkeys(self.workers, same)}

    async def run_on_scheduler(self, call: Any) -> Any:
        return call()

    async def run(self, call: Any, opener: Any, on_error: str) -> dict[str, About]:
        return self.workers


async def test_workers_that_grade_differently_are_refused() -> None:
    one = About(runner(), "docker", "image 1", 2)
    same: Any = Told(a=one, b=one)
    assert await compared(same, Local()) == [one, one]
    for differs, said in (
        (one._replace(identity="image 2"), "grade differently"),
        (one._replace(runner="x"), "of the grader"),
    ):
        mixed: Any = Told(a=one, b=differs)
        with pytest.raises(ConfigError, match=said):
            await compared(mixed, Local())


def test_without_the_package_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sandbox.cluster.find_spec", lambda name: None)
    with pytest.raises(ConfigError, match=r"pip install 'self-harness\[dask\]'"):
        open_sandbox("dask", simulated=False, concurrency=1, on_notice=print)


@pytest.fixture
def dashboard_port_taken() -> Iterator[None]:
    """Dask's default, by this test or by somebody else on this machine."""
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        with suppress(OSError):
            taken.bind(("127.0.0.1", 8787))
            taken.listen()
        yield


@pytest.mark.docker
async def test_containers_of_a_local_cluster(dashboard_port_taken: None) -> None:
    if trouble := engine_trouble():
        pytest.fail(trouble) if os.environ.get("CI") == "true" else pytest.skip(trouble)
    async with open_sandbox("dask", simulated=False, concurrency=1, on_notice=print) as sandbox:
        assert isinstance(sandbox, DaskSandbox)
        (worker,) = (await sandbox._client.run(os.getpid)).values()
        verdicts = [await sandbox.grade(code, TESTS, Limits()) for code in (RIGHT, WRONG, RIGHT)]
        assert [verdict.status for verdict in verdicts] == ["passed", "failed", "passed"]
        assert {verdict.sandbox for verdict in verdicts} == {sandbox.label} == {"docker"}
        assert sandbox.identity.startswith("self-harness-sandbox:")
        assert containers_of(worker)
    deadline = time.monotonic() + 10
    while containers_of(worker):
        assert time.monotonic() < deadline
        await asyncio.sleep(0.1)


def containers_of(worker: int) -> list[str]:
    """Names of the containers that this process has started."""
    with closing(docker.from_env()) as client:
        found = client.api.containers(all=True, filters={"label": "self-harness.owner"})
    return [each["Names"][0] for each in found if each["Labels"]["self-harness.owner"].split("/")[-2] == str(worker)]
