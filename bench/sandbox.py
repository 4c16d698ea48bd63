"""What does a verdict cost? Every way to run an answer side by side, on a small answer that passes.

All arms take turns within one run, so that whatever else the machine does hits them alike:
  engine floor    create, start, wait for and remove a container of the sandbox's image that does nothing
  cold            a container made for the answer, then removed
  warm            the default: a container that waited, used once; its successor's start counts in the throughput
  reused          a container that serves one answer after another, cleaned in between
  local           the candidate edit in a process of this machine, not isolated
  subprocess      `python tests.py` beside solution.py in a temporary folder: no isolation, and easily fooled
"""

import asyncio
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Annotated, NamedTuple

import docker
import typer

from sandbox.containers import HARDENING, remove_all, start
from sandbox.local import LocalSandbox
from sandbox.pool import DockerSandbox
from sandbox.protocol import Exchange
from self_harness.attempt import Limits, Sandbox

app = typer.Typer(add_completion=False)

CODE = "def solution(xs):\n    return sorted(set(xs))\n"
TESTS = "from solution import solution\nassert solution([3, 1, 3]) == [1, 3]\nassert solution([]) == []\n"
WORKERS = (1, 2, 4)
REUSE = 50
FAST = 4
"""Arms that start no container get so many times the answers: theirs take a tenth of the time."""


class Arm(NamedTuple):
    name: str
    run: Callable[[], Awaitable[object]]
    """Runs one answer."""
    settle: Callable[[], Awaitable[object]]
    """Waits until everything that its answers caused is done: containers removed, successors started."""
    starts_containers: bool


@app.command()
def main(
    paced: Annotated[int, typer.Option(help="Answers of each arm for its latency, one at a time.")] = 24,
    answers: Annotated[int, typer.Option(help="Answers of each arm in a block of throughput.")] = 10,
    blocks: Annotated[int, typer.Option(help="Blocks of each arm and number of workers.")] = 3,
    pause: Annotated[float, typer.Option(help="Seconds between paced answers.")] = 0.3,
    quick: Annotated[
        bool, typer.Option("--quick", help="Show that it works, in seconds; the figures mean little.")
    ] = False,
) -> None:
    """Latency and throughput of the sandbox, and what they are compared with."""
    if quick:
        paced, answers, blocks, pause = 3, 2, 1, 0.0
    asyncio.run(_measure(paced, answers, blocks, pause))


async def _measure(paced: int, answers: int, blocks: int, pause: float) -> None:
    began = time.monotonic()
    latencies: dict[str, list[float]] = defaultdict(list)
    seconds: dict[tuple[str, int], float] = defaultdict(float)
    count: dict[str, int] = defaultdict(int)
    async with AsyncExitStack() as stack:
        arms = await _arms(stack)
        for arm in arms:  # once unmeasured: connections, file caches
            await arm.run()
            await arm.settle()
        for _ in range(paced):
            for arm in arms:
                await asyncio.sleep(pause)
                latencies[arm.name].append(await _timed(arm.run))
                await arm.settle()
        for _ in range(blocks):
            for workers in WORKERS:
                for arm in arms:
                    number = answers if arm.starts_containers else answers * FAST
                    seconds[arm.name, workers] += await _timed(lambda: _block(arm, number, workers))  # noqa: B023
                    count[arm.name] += number
    rate = {(name, workers): count[name] / len(WORKERS) / took for (name, workers), took in seconds.items()}
    print(f"{paced} paced answers, {blocks} blocks of {answers} (x{FAST} for arms without containers of their own),")
    print(f"all arms in turns, {time.monotonic() - began:.0f} s in all; load average {os.getloadavg()[0]:.1f}\n")
    _print(latencies, rate)


async def _block(arm: Arm, answers: int, workers: int) -> None:
    left = iter(range(answers))

    async def work() -> None:
        for _ in left:
            await arm.run()

    await asyncio.gather(*(work() for _ in range(workers)))
    await arm.settle()


async def _arms(stack: AsyncExitStack) -> list[Arm]:
    warm = await stack.enter_async_context(DockerSandbox(concurrency=max(WORKERS), on_notice=print))
    reused = await stack.enter_async_context(DockerSandbox(concurrency=max(WORKERS), on_notice=print, reuse=REUSE))
    local = LocalSandbox(concurrency=max(WORKERS))
    client = docker.from_env(max_pool_size=32)
    stack.callback(client.close)
    cold_pool = f"{warm.pool}-cold"

    def empty() -> None:
        created = client.api.create_container(
            warm.image, host_config=client.api.create_host_config(**HARDENING | {"auto_remove": False}),
            entrypoint=["python3", "-I", "-S", "-c", ""],  # the one program that every base has
        )  # fmt: skip
        client.api.start(created)
        client.api.wait(created)
        client.api.remove_container(created)

    def cold() -> None:
        container = start(client, warm.image, cold_pool, None, 1)
        assert container.converse(Exchange(CODE, TESTS, Limits(), "separate", "cold"), Limits().memory_mb).passed
        container.close()

    def cold_is_gone() -> None:
        remove_all(client, cold_pool, patience=20)

    def settled(sandbox: DockerSandbox) -> None:
        ours = {"label": f"self-harness.pool={sandbox.pool}"}
        while sandbox.waiting < sandbox.size or len(client.api.containers(all=True, filters=ours)) > sandbox.size:
            time.sleep(0.02)

    return [
        Arm("engine floor", lambda: asyncio.to_thread(empty), _nothing, True),
        Arm("cold", lambda: asyncio.to_thread(cold), lambda: asyncio.to_thread(cold_is_gone), True),
        Arm("warm", lambda: _grade(warm), lambda: asyncio.to_thread(settled, warm), True),
        Arm("reused", lambda: _grade(reused), lambda: asyncio.to_thread(settled, reused), False),
        Arm("local", lambda: _grade(local), _nothing, False),
        Arm("subprocess", lambda: asyncio.to_thread(_subprocess), _nothing, False),
    ]


async def _nothing() -> None:
    pass


async def _grade(sandbox: Sandbox) -> None:
    verdict = await sandbox.grade(CODE, TESTS, Limits())
    assert verdict.passed, verdict


def _subprocess() -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "solution.py").write_text(CODE)
        Path(folder, "tests.py").write_text(TESTS)
        subprocess.run([sys.executable, "tests.py"], cwd=folder, check=True)


async def _timed(run: Callable[[], Awaitable[object]]) -> float:
    start = time.perf_counter()
    await run()
    return time.perf_counter() - start


def _print(latencies: dict[str, list[float]], rate: dict[tuple[str, int], float]) -> None:
    """The table, and which goals are met."""
    p50 = {name: statistics.median(taken) for name, taken in latencies.items()}
    best = {name: max(rate[name, workers] for workers in WORKERS) for name in latencies}
    titles = "".join(f"{f'{workers} at once':>12}" for workers in WORKERS)
    print(f"{'':14}{'p50 ms':>8}{'p95 ms':>8}{titles}{'best /s':>10}{'/ floor':>9}{'/ subprocess':>14}")
    for name, taken in latencies.items():
        p95 = statistics.quantiles(taken, n=20, method="inclusive")[-1]
        rates = "".join(f"{rate[name, workers]:10.1f}/s" for workers in WORKERS)
        ratios = f"{best[name] / best['engine floor']:9.2f}{best[name] / best['subprocess']:14.2f}"
        print(f"{name:14}{p50[name] * 1000:8.0f}{p95 * 1000:8.0f}{rates}{best[name]:10.1f}{ratios}")
    print()
    for goal, met in {
        f"warm: paced verdict p50 {p50['warm'] * 1000:.1f} ms <= 25 ms": p50["warm"] <= 0.025,
        f"warm: best throughput {best['warm'] / best['engine floor']:.2f} >= 0.65 of the floor's": best["warm"]
        >= 0.65 * best["engine floor"],
        f"reused: best throughput {best['reused'] / best['subprocess']:.2f} >= 1.2 of a subprocess's": best["reused"]
        >= 1.2 * best["subprocess"],
    }.items():
        print(f"{'met' if met else 'NOT MET':8}{goal}")
