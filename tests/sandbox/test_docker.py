"""The Docker side of the sandbox, in real containers: hardening seen from inside, disposal, what breaks under it."""

import asyncio
import io
import os
import sys
import time
import uuid
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

import docker
import pytest
import pytest_asyncio
from docker.models.containers import Container

from sandbox import open_sandbox, protocol
from sandbox.containers import OVERHEAD_MB, host, owner, reap
from sandbox.engine import engine_trouble
from sandbox.image import base_image, ensure_image
from sandbox.pool import DockerSandbox
from self_harness.attempt import Limits
from self_harness.cli.clean import _images
from self_harness.errors import ConfigError, SandboxError

pytestmark = [pytest.mark.docker, pytest.mark.asyncio(loop_scope="module")]

T = TypeVar("T")
ROOT = Path(__file__).parents[2]
TESTS = "from solution import solution\nassert solution(1) == 2\n"
RIGHT = "def solution(x):\n    return x + 1\n"
HANGS = "import time\ndef solution(x):\n    open('/tmp/busy', 'w').close()\n    time.sleep(60)\n"
IS_BUSY = ["python3", "-c", "import os, sys; sys.exit(not os.path.exists('/tmp/busy'))"]


@pytest.fixture(scope="module")
def engine() -> Iterator[docker.DockerClient]:
    trouble = engine_trouble()
    if trouble:
        if os.environ.get("CI") == "true":
            pytest.fail(f"CI must have a Docker engine: {trouble}")
        pytest.skip(trouble)
    client = docker.from_env()
    yield client
    client.close()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def sandbox(
    engine: docker.DockerClient, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[DockerSandbox]:
    """With a proxy in the user's Docker configuration, which the client would copy into containers."""
    config = tmp_path_factory.mktemp("docker")
    (config / "config.json").write_text('{"proxies": {"default": {"httpProxy": "http://user:password@proxy"}}}')
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("DOCKER_CONFIG", str(config))
        async with DockerSandbox(concurrency=2, on_notice=print) as opened:
            yield opened


def containers(engine: docker.DockerClient, pool: str) -> dict[str | None, Container]:
    ours = engine.containers.list(all=True, filters={"label": f"self-harness.pool={pool}"}, ignore_removed=True)
    return {container.id: container for container in ours}


async def until(found: Callable[[], T | None], seconds: float = 15) -> T:
    """What `found` gives once it is true."""
    deadline = time.monotonic() + seconds
    while not (value := await asyncio.to_thread(found)):
        assert time.monotonic() < deadline, "waited in vain"
        await asyncio.sleep(0.05)
    return value


def running(engine: docker.DockerClient, pool: str) -> Container | None:
    return next((c for c in containers(engine, pool).values() if c.status == "running"), None)


def full(engine: docker.DockerClient, sandbox: DockerSandbox) -> dict[str | None, Container] | None:
    """All of its containers, once each has called for a job: one that only runs may still be starting."""
    found = containers(engine, sandbox.pool)
    return found if len(found) == sandbox.waiting == sandbox.size else None


def busy(engine: docker.DockerClient, pool: str) -> Container | None:
    """The container in which HANGS is at work."""
    alive = [c for c in containers(engine, pool).values() if c.status == "running"]
    return next(filter(is_busy, alive), None)


def is_busy(container: Container) -> bool:
    """Whether HANGS is at work in it; no where it ended since it was listed."""
    with suppress(docker.errors.APIError):
        return bool(container.exec_run(IS_BUSY)[0] == 0)
    return False


PROBES = {
    "network: only loopback": ("print(*sorted(os.listdir('/sys/class/net')))", "lo"),
    "network: nothing is reachable": (
        "import socket\ntry: socket.create_connection(('192.0.2.1', 80), 2)\nexcept OSError as e: print(e.strerror)",
        "Network is unreachable",
    ),
    "file system is read-only": (
        "for path in '/x', '/runner/x', '/usr/x', '/etc/passwd', '/sys/x', '/proc/sys/kernel/core_pattern':\n"
        "    try: open(path, 'w'); print('wrote', path)\n"
        "    except OSError as e: print(e.errno in (errno.EROFS, errno.EPERM, errno.EACCES))",
        "\n".join(["True"] * 6),
    ),
    "capabilities: KILL, SETGID, SETUID": (
        "print(status('CapBnd'), status('CapEff'))",
        "00000000000000e0 00000000000000e0",
    ),
    "no new privileges": ("print(status('NoNewPrivs'))", "1"),
    "system calls are filtered": ("print(status('Seccomp'))", "2"),
    "nothing of the host's environment": (
        "print([name for name in os.environ if 'PROXY' in name.upper() or 'PYTEST' in name])",
        "[]",
    ),
    "processes": (
        "import time\nchildren = []\n"
        "try:\n    while len(children) < 100:\n        pid = os.fork()\n"
        "        pid or time.sleep(9)\n        children.append(pid)\n"
        "except OSError as e: print(e.errno == errno.EAGAIN, 50 < len(children) < 64)\n"
        "for pid in children: os.kill(pid, 9), os.wait()",
        "True True",
    ),
    "one core": (
        "if os.path.exists('/sys/fs/cgroup/cpu.max'): quota, period = open('/sys/fs/cgroup/cpu.max').read().split()\n"
        "else: quota, period = (open(f'/sys/fs/cgroup/cpu/cpu.cfs_{n}_us').read() for n in ('quota', 'period'))\n"
        "print(int(quota) / int(period))",
        "1.0",
    ),
    "an answer can write to /tmp and message queues only": (
        "os.setgroups([]); os.setresgid(9, 9, 9); os.setresuid(9, 9, 9)\nfound = set()\n"
        "for path, folders, _ in os.walk('/'):\n    if path in ('/proc', '/sys'): folders.clear()\n"
        "    if os.access(path, os.W_OK): found.add(path)\nprint(found - {'/dev/mqueue'})",
        "{'/tmp'}",
    ),
    "/tmp is small": (
        "try: open('/tmp/big', 'wb').write(bytes(20 * 2**20))\nexcept OSError as e: print(e.errno == errno.ENOSPC)\n"
        "print(os.stat('/tmp/big').st_size <= 16 * 2**20)\nos.unlink('/tmp/big')",
        "True\nTrue",
    ),
    "/tmp holds few files": ("print(os.statvfs('/tmp').f_files <= 4096)", "True"),
    "/tmp runs nothing": (
        "import shutil\nshutil.copy(sys.executable, '/tmp/python')\nos.chmod('/tmp/python', 0o755)\n"
        "try: os.execv('/tmp/python', ['python', '-c', 'print(1)'])\nexcept PermissionError: print('refused')\n"
        "os.unlink('/tmp/python')",
        "refused",
    ),
    "/tmp: no devices, no setuid": (
        "options = next(line.split()[3].split(',') for line in open('/proc/mounts') if line.split()[1] == '/tmp')\n"
        "print({'noexec', 'nosuid', 'nodev'} <= set(options))",
        "True",
    ),
    "open files and core dumps": (
        "import resource\nprint(resource.getrlimit(resource.RLIMIT_NOFILE), resource.getrlimit(resource.RLIMIT_CORE))",
        "(256, 256) (0, 0)",
    ),
    "no shared memory": ("print(os.path.exists('/dev/shm'))", "False"),
    "the kernel's secrets are masked": (
        "print([open(path).read() for path in ('/proc/keys', '/proc/timer_list')], os.listdir('/sys/firmware'))",
        "['', ''] []",
    ),
}
PRELUDE = """
import errno, os, sys
def status(name): return next(line.split()[1] for line in open("/proc/self/status") if line.startswith(name))
"""


@pytest.mark.parametrize("name", PROBES)
async def test_hardening_seen_from_inside(name: str, sandbox: DockerSandbox, engine: docker.DockerClient) -> None:
    """As root in a container of the pool, which is more than an answer ever is."""
    code, expected = PROBES[name]
    inside = await until(lambda: running(engine, sandbox.pool))
    _, output = await asyncio.to_thread(inside.exec_run, ["python3", "-c", PRELUDE + code])
    assert isinstance(output, bytes)
    assert output.decode().strip() == expected


async def test_memory_is_limited(engine: docker.DockerClient) -> None:
    async with DockerSandbox(concurrency=1, on_notice=print) as own:  # the kernel may kill more than the culprit
        inside = await until(lambda: running(engine, own.pool))
        fits, *_ = await asyncio.to_thread(inside.exec_run, ["python3", "-c", "bytearray(400 * 2**20)"])
        killed, *_ = await asyncio.to_thread(inside.exec_run, ["python3", "-c", "bytearray(600 * 2**20)"])
    assert (fits, killed) == (0, 137)


async def test_what_an_engine_without_bridge_or_log_would_hide(
    sandbox: DockerSandbox, engine: docker.DockerClient
) -> None:
    container = await until(lambda: running(engine, sandbox.pool))
    assert container.attrs["HostConfig"]["NetworkMode"] == "none"
    assert container.attrs["HostConfig"]["LogConfig"]["Type"] == "none"


async def test_verdicts(sandbox: DockerSandbox) -> None:
    right = await sandbox.grade(RIGHT, TESTS, Limits())
    wrong = await sandbox.grade("def solution(x):\n    return x\n", TESTS, Limits())
    hangs = await sandbox.grade(HANGS, TESTS, Limits(timeout=0.5))
    assert [v.status for v in (right, wrong, hangs)] == ["passed", "failed", "timeout"]
    assert right.sandbox == "docker"
    assert 0.5 <= hangs.seconds < 3


async def test_tests_and_answer_may_replace_each_others_files(sandbox: DockerSandbox) -> None:
    code = "import os\ndef move(old, new): os.replace(old, new)\ndef note(path): open(path, 'w').close()\n"
    tests = """
import os, tempfile
from solution import move, note
note("a.txt")
with tempfile.NamedTemporaryFile("w", delete=False) as old: old.write("old")
move("a.txt", old.name)
assert open(old.name).read() == "" and not os.path.exists("a.txt")
os.remove(old.name)
"""
    verdict = await sandbox.grade(code, tests, Limits())
    assert verdict.passed, verdict


CHILDREN = """
import os, time
def solution(x):
    for _ in range(3):
        if not os.fork():
            memory = bytearray(100 << 20)
            for i in range(0, len(memory), 4096):
                memory[i] = 1
            time.sleep(1)
            os._exit(0)
    return x + sum(os.wait()[1] == 0 for _ in range(3))
"""


async def test_a_child_that_is_killed_for_memory_is_told(sandbox: DockerSandbox) -> None:
    tests = "from solution import solution\nassert solution(1) == 4\n"
    killed = await sandbox.grade(CHILDREN, tests, Limits(memory_mb=160))
    assert killed.status == "out_of_memory", killed
    assert killed.message.startswith("the answer was killed for the memory that it used")
    assert (await sandbox.grade(CHILDREN, tests, Limits())).passed


async def test_a_job_may_have_more_memory(sandbox: DockerSandbox, engine: docker.DockerClient) -> None:
    grading = asyncio.create_task(sandbox.grade(HANGS, TESTS, Limits(timeout=60, memory_mb=1024)))
    host_config = (await until(lambda: busy(engine, sandbox.pool))).attrs["HostConfig"]
    grading.cancel()
    assert host_config["Memory"] == host_config["MemorySwap"] == (1024 + OVERHEAD_MB) * 2**20


async def test_nothing_survives_an_answer(sandbox: DockerSandbox, engine: docker.DockerClient) -> None:
    leaves = "def solution(x):\n    open('/tmp/left', 'w').close()\n    return 2\n"
    finds = "import os\ndef solution(x):\n    return 3 if os.path.exists('/tmp/left') else 2\n"
    before = set(containers(engine, sandbox.pool))
    verdicts = [await sandbox.grade(code, TESTS, Limits()) for code in (leaves, finds) * 4]
    assert all(v.passed for v in verdicts), verdicts
    await until(lambda: before.isdisjoint(containers(engine, sandbox.pool)))


async def test_a_container_killed_from_outside_is_no_verdict(
    sandbox: DockerSandbox, engine: docker.DockerClient
) -> None:
    grading = asyncio.create_task(sandbox.grade(HANGS, TESTS, Limits(timeout=60)))
    (await until(lambda: busy(engine, sandbox.pool))).kill()
    with pytest.raises(SandboxError, match="ended without a verdict"):
        await grading
    assert (await sandbox.grade(RIGHT, TESTS, Limits())).passed


async def test_idle_containers_killed_from_outside_cost_one_retry(
    sandbox: DockerSandbox, engine: docker.DockerClient
) -> None:
    for idle in (await until(lambda: full(engine, sandbox))).values():
        idle.remove(force=True)
    with pytest.raises(SandboxError):
        await sandbox.grade(RIGHT, TESTS, Limits())
    assert (await sandbox.grade(RIGHT, TESTS, Limits())).passed


async def test_a_frozen_container_cannot_hang_a_run(
    sandbox: DockerSandbox, engine: docker.DockerClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(protocol, "GRACE", 0.2)
    frozen = await until(lambda: full(engine, sandbox))
    for container in frozen.values():
        container.pause()
    async with asyncio.timeout(10):
        with pytest.raises(SandboxError, match=r"lost container .* does not answer"):
            await sandbox.grade(RIGHT, TESTS, Limits(timeout=0.5))
    await until(lambda: len(frozen.keys() & containers(engine, sandbox.pool)) == sandbox.size - 1)
    for still in frozen.keys() & containers(engine, sandbox.pool):
        frozen[still].unpause()
    await until(lambda: frozen.keys().isdisjoint(containers(engine, sandbox.pool)))


async def test_a_cancelled_job_ends_its_container(sandbox: DockerSandbox, engine: docker.DockerClient) -> None:
    grading = asyncio.create_task(sandbox.grade(HANGS, TESTS, Limits(timeout=60)))
    cancelled = await until(lambda: busy(engine, sandbox.pool))
    grading.cancel()
    await until(lambda: cancelled.id not in containers(engine, sandbox.pool))
    assert (await sandbox.grade(RIGHT, TESTS, Limits())).passed


async def test_no_file_descriptor_is_left(sandbox: DockerSandbox) -> None:
    await sandbox.grade(RIGHT, TESTS, Limits())
    before = len(os.listdir("/proc/self/fd"))
    for _ in range(8):
        await sandbox.grade(RIGHT, TESTS, Limits())
    assert len(os.listdir("/proc/self/fd")) <= before + 4  # connections to the engine, one a thread


async def test_two_sandboxes_and_what_they_leave(sandbox: DockerSandbox, engine: docker.DockerClient) -> None:
    async with DockerSandbox(concurrency=2, on_notice=print) as other:
        verdicts = await asyncio.gather(*(s.grade(RIGHT, TESTS, Limits()) for s in (sandbox, other) * 4))
        assert all(v.passed for v in verdicts)
    assert not containers(engine, other.pool)
    assert containers(engine, sandbox.pool)
    assert (await sandbox.grade(RIGHT, TESTS, Limits())).passed


LONG_RUN = """
import asyncio
from tests.sandbox.test_docker import *
async def main():
    async with DockerSandbox(concurrency=1, on_notice=print) as sandbox:
        print(sandbox.pool, flush=True)
        await sandbox.grade(HANGS, TESTS, Limits(timeout=60))
asyncio.run(main())
"""


async def python(code: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(sys.executable, "-c", code, cwd=ROOT, stdout=asyncio.subprocess.PIPE)


async def test_leftovers_of_a_killed_run_are_reaped_and_those_of_a_living_one_are_not(
    engine: docker.DockerClient,
) -> None:
    run = await python(LONG_RUN)
    assert run.stdout
    pool = (await run.stdout.readline()).decode().strip()
    left = await until(lambda: busy(engine, pool))
    async with DockerSandbox(concurrency=1, on_notice=print):
        assert left.id in containers(engine, pool)
    run.kill()
    await run.wait()
    await until(lambda: [*containers(engine, pool)] == [left.id])  # the idle ones end by themselves
    async with DockerSandbox(concurrency=1, on_notice=print):
        assert not containers(engine, pool)


@pytest.mark.parametrize(
    ("of", "is_reaped"),
    [
        (f"{host()}/1/0", True),  # this process id belongs to another process now
        (owner(1), False),
        ("elsewhere/boot/pid:[1]/1/0", False),
    ],
)
async def test_only_containers_of_dead_processes_of_this_host_are_reaped(
    of: str, is_reaped: bool, sandbox: DockerSandbox, engine: docker.DockerClient
) -> None:
    left = engine.api.create_container(sandbox.image, labels={"self-harness.owner": of})["Id"]
    reap(engine)
    exists = bool(engine.containers.list(all=True, filters={"id": left}))
    if exists:
        engine.api.remove_container(left)
    assert exists is not is_reaped


@pytest.fixture(scope="module")
def own_base(engine: docker.DockerClient) -> Iterator[str]:
    """A base image that nobody else uses, so that its sandbox image may come and go."""
    base, tag = base_image(), f"self-harness-test-base:{uuid.uuid4().hex[:12]}"
    ensure_image(engine, print)
    container = engine.api.create_container(base, ["python3"], labels={"self-harness-test": tag})
    repository, version = tag.split(":")
    engine.api.commit(container, repository, version, changes=f"LABEL self-harness-test={tag}")
    engine.api.remove_container(container)
    yield tag
    for image in engine.images.list(filters={"label": f"self-harness-test={tag}"}):
        engine.images.remove(str(image.id), force=True)


async def test_two_processes_build_the_image_at_once_and_it_may_be_removed_under_them(
    engine: docker.DockerClient, own_base: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SELF_HARNESS_BASE_IMAGE", own_base)
    build = "import docker, sandbox.image\nprint(sandbox.image.ensure_image(docker.from_env(), lambda text: None))"
    builders = [await python(build) for _ in range(2)]
    tags = {(await builder.communicate())[0].decode().strip() for builder in builders}
    notices: list[str] = []
    async with DockerSandbox(concurrency=1, on_notice=notices.append) as sandbox:
        assert tags == {sandbox.image}
        assert (await sandbox.grade(RIGHT, TESTS, Limits())).passed
        assert notices == []
        engine.images.remove(sandbox.image, force=True)
        for _ in range(4):
            assert (await sandbox.grade(RIGHT, TESTS, Limits())).passed
        assert len(notices) == 1


async def test_a_base_that_cannot_be_pulled_is_a_clear_error(
    engine: docker.DockerClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SELF_HARNESS_BASE_IMAGE", "localhost:1/nobody/nothing:latest")
    with pytest.raises(SandboxError, match="can't pull the base image localhost:1/nobody/nothing:latest"):
        async with DockerSandbox(concurrency=1, on_notice=print):
            pass


async def test_only_the_simulated_model_needs_no_image(
    engine: docker.DockerClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SELF_HARNESS_BASE_IMAGE", "localhost:1/nobody/nothing:latest")
    notices: list[str] = []
    async with open_sandbox("auto", simulated=True, concurrency=1, on_notice=notices.append) as sandbox:
        assert (await sandbox.grade(RIGHT, TESTS, Limits())).sandbox == "local (not isolated)"
    assert not notices, "nothing is pulled for it"
    for refusing in (
        open_sandbox("docker", simulated=True, concurrency=1, on_notice=print),
        open_sandbox("auto", simulated=False, concurrency=1, on_notice=print),
    ):
        with pytest.raises(SandboxError, match="--sandbox local"):
            await refusing.__aenter__()


async def test_auto_is_docker_for_a_real_model_and_local_for_the_simulated_one(engine: docker.DockerClient) -> None:
    for simulated, label in ((False, "docker"), (True, "local (not isolated)")):
        async with open_sandbox("auto", simulated=simulated, concurrency=1, on_notice=print) as sandbox:
            assert sandbox.label == label


LEAVES = """
import ctypes, os, sys, time
os.environ["LEFT"] = "1"
if not os.fork():
    os.setsid()
    if not os.fork():
        time.sleep(60)
    os._exit(0)
libc = ctypes.CDLL(None)
left = [libc.shmget(1, 4096, 0o1666), libc.msgget(1, 0o1666), libc.semget(1, 1, 0o1666)]
try:
    open("/dev/mqueue/left", "w")
except OSError:
    left.append(-1)
def solution(x):
    print(os.uname().nodename, file=sys.stderr)
    return 2 if left == [-1] * 4 else left
"""
FINDS = """
import gc, os, sys
def solution(x):
    print(os.uname().nodename, file=sys.stderr)
    # init, the supervisor, the grader and this one
    processes = [name for name in os.listdir("/proc") if name.isdecimal()]
    texts = [text for found in gc.get_objects() for text in gc.get_referents(found) if isinstance(text, str)]
    secrets = [text for text in texts if "SEC" + os.fsdecode(b"RET") in text]
    found = os.listdir("/tmp"), dict(os.environ), secrets
    return 2 if found == ([], {}, []) and len(processes) == 4 else (found, processes)
"""


async def test_a_reused_container_keeps_nothing_of_an_answer(engine: docker.DockerClient) -> None:
    async with DockerSandbox(concurrency=1, on_notice=print, reuse=100) as sandbox:
        await until(lambda: full(engine, sandbox))
        # In turns: the containers of the pool serve one after another.
        order = [code for _ in range(2) for code in (LEAVES, FINDS) for _ in range(sandbox.size)]
        verdicts = [await sandbox.grade(code, f"{TESTS}# SECRET\n", Limits()) for code in order]
        assert [v.message for v in verdicts if not v.passed] == []
        hosts = [v.stderr for v in verdicts]
        assert hosts == hosts[: sandbox.size] * 4  # so each was found clean, and none had to be replaced
        files = LEAVES.replace("os.environ", "os.makedirs('/tmp/a/b')\nopen('/tmp/a/b/file', 'w').close()\nos.environ")
        left, *found = [await sandbox.grade(code, f"{TESTS}# SECRET\n", Limits()) for code in (files, *[FINDS] * 5)]
        assert [v.message for v in (left, *found) if not v.passed] == []
        assert left.stderr not in [v.stderr for v in found], "what was left cost the container"
        assert verdicts[0].sandbox == sandbox.label == "docker (container reused up to 100 times)"
        assert sandbox.identity == f"{sandbox.image} reuse=100"


async def test_a_container_is_reused_as_often_as_was_said(engine: docker.DockerClient) -> None:
    code = "import os, sys\ndef solution(x):\n    print(os.uname().nodename, file=sys.stderr)\n    return 2\n"
    async with DockerSandbox(concurrency=2, on_notice=print, reuse=3) as sandbox:
        verdicts = await asyncio.gather(*(sandbox.grade(code, TESTS, Limits()) for _ in range(20)))
    served = Counter(verdict.stderr for verdict in verdicts)
    assert max(served.values()) == 3
    assert len(served) <= 20 // 3 + 2 * 2
    assert not containers(engine, sandbox.pool)


async def test_a_reused_container_survives_what_an_answer_does(engine: docker.DockerClient) -> None:
    async with DockerSandbox(concurrency=2, on_notice=print, reuse=50) as sandbox:
        bomb = "import os\nwhile True:\n    try: os.fork()\n    except OSError: pass\n"
        big = "x = []\nwhile True: x.append(bytearray(1 << 24))\n"
        locked = "import os\nos.makedirs('/tmp/a/b')\nos.chmod('/tmp/a', 0)\ndef solution(x): return 2\n"
        attacks = [(bomb, Limits(timeout=1)), (big, Limits(memory_mb=128)), (locked, Limits()), (FINDS, Limits())] * 4
        verdicts = await asyncio.gather(*(sandbox.grade(code, TESTS, limits) for code, limits in attacks))
    assert [v.status for v in verdicts] == ["timeout", "out_of_memory", "passed", "passed"] * 4


async def test_a_runtime_is_passed_on(engine: docker.DockerClient) -> None:
    name = min(name for name in engine.info()["Runtimes"] if "runc" in name)
    async with DockerSandbox(concurrency=1, on_notice=print, runtime=name) as sandbox:
        assert (await sandbox.grade(RIGHT, TESTS, Limits())).passed
        assert sandbox.identity == f"{sandbox.image} runtime={name}"
        container = await until(lambda: running(engine, sandbox.pool))
        assert container.attrs["HostConfig"]["Runtime"] == name


async def test_an_unknown_runtime_is_a_clear_error(engine: docker.DockerClient) -> None:
    with pytest.raises(ConfigError, match=r"no runtime 'nonesuch'; `docker info` offers: .*runc"):
        async with open_sandbox("docker", simulated=False, concurrency=1, on_notice=print, runtime="nonesuch"):
            pass


async def test_the_benchmark_works(engine: docker.DockerClient) -> None:
    command = [sys.executable, "-m", "bench", "sandbox", "--quick"]
    bench = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=asyncio.subprocess.PIPE)
    output = (await bench.communicate())[0].decode()
    assert bench.returncode == 0
    assert "reused: best throughput" in output


async def test_an_answer_gives_way_to_its_supervisor(sandbox: DockerSandbox) -> None:
    """Or a fork bomb would hold up the verdict on itself."""
    code = "import os\ndef solution(x):\n    return os.nice(0)\n"
    verdict = await sandbox.grade(code, "from solution import solution\nassert solution(1) == 19\n", Limits())
    assert verdict.passed, verdict


async def test_clean_removes_old_images_but_the_newest(
    engine: docker.DockerClient, capsys: pytest.CaptureFixture[str]
) -> None:
    """Images of its own: others of this machine may be in use."""
    name, soon = f"self-harness-test-{uuid.uuid4().hex[:8]}", datetime.now(UTC) + timedelta(minutes=1)

    def tags() -> list[str]:
        return sorted(tag.partition(":")[2] for image in engine.images.list(name) for tag in image.tags)

    try:
        for tag in ("old", "older", "new"):
            engine.images.build(
                fileobj=io.BytesIO(f"FROM {base_image()}\nLABEL test={tag}-{name}\n".encode()), tag=f"{name}:{tag}"
            )
        _images(soon - timedelta(days=1), False, repository=name)
        assert tags() == ["new", "old", "older"], "none is old enough"
        _images(soon, True, repository=name)
        assert tags() == ["new", "old", "older"], "a dry run"
        _images(soon, False, repository=name)
        assert tags() == ["new"]
    finally:
        for tag in tags():
            engine.images.remove(f"{name}:{tag}")
    assert [line.split(",")[0] for line in capsys.readouterr().out.splitlines()] == ["  0 images", *["  2 images"] * 2]
