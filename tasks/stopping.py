"""How a run is asked to stop: by Ctrl-C or SIGTERM, once in order, twice at once.

In the main thread, Prefect answers SIGTERM by an exception in the midst of whatever is under way. So the command line runs its
flow in another thread; the main thread gets the signals and passes them on to what the flow has registered here.
"""

import asyncio
import os
import signal
import time
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from contextvars import ContextVar, copy_context
from pathlib import Path
from typing import Any

from self_harness.concurrency import apart

_flow: ContextVar["_Flow | None"] = ContextVar("flow", default=None)


class _Flow:
    """A flow in a thread of its own."""

    def __init__(self, work: Callable[[], Awaitable[Any]]) -> None:
        self._work = work
        self._started: Future[tuple[asyncio.AbstractEventLoop, asyncio.Task[Any]]] = Future()
        self.stop: Callable[[], None] | None = None
        """Asks it to end in order; None: it has not come so far, or was asked already."""

    async def __call__(self) -> Any:
        task = asyncio.ensure_future(self._work())
        self._started.set_result((asyncio.get_running_loop(), task))
        return await task

    def interrupt(self) -> None:
        self._started.add_done_callback(self._ask)

    def _ask(self, started: Future[tuple[asyncio.AbstractEventLoop, asyncio.Task[Any]]]) -> None:
        loop, task = started.result()
        stop, self.stop = self.stop or task.cancel, None
        with suppress(RuntimeError):  # its loop is closed: it has ended
            loop.call_soon_threadsafe(stop)


def run(work: Callable[[], Awaitable[Any]], on_term: Callable[[], None] = lambda: None) -> Any:
    """The result of a coroutine function that calls a flow. To be called in the main thread. on_term: called first when
    SIGTERM comes.

    Raises KeyboardInterrupt if the flow had to be cancelled, and what the flow raises.
    """
    flow = _Flow(work)
    context = copy_context()
    context.run(_flow.set, flow)

    def handle(sent: int, frame: object) -> None:
        if sent == signal.SIGTERM:
            on_term()
        flow.interrupt()

    before = {sent: signal.signal(sent, handle) for sent in (signal.SIGINT, signal.SIGTERM)}
    try:
        return apart(lambda: context.run(asyncio.run, flow()))
    except asyncio.CancelledError:
        raise KeyboardInterrupt from None
    finally:
        for sent, handler in before.items():
            signal.signal(sent, handler)


def end_children() -> None:
    """Asks the processes that this one started to end in order, and waits for them. (Ctrl-C reaches them by itself; SIGTERM
    comes from a supervisor, to this process alone.)"""
    listed = " ".join(children.read_text() for children in Path("/proc/self/task").glob("*/children"))
    children = [pid for pid in map(int, listed.split()) if os.getpgid(pid) == os.getpgrp()]  # without a Prefect server
    for pid in children:
        os.kill(pid, signal.SIGINT)
    while any(Path(f"/proc/{pid}").exists() for pid in children):
        time.sleep(0.1)


@contextmanager
def stoppable(stop: Callable[[], None]) -> Iterator[None]:
    """While the block lasts, the first signal calls `stop` in the event loop."""
    flow = _flow.get()
    if flow:
        flow.stop = stop
        try:
            yield
        finally:
            flow.stop = None
        return
    loop = asyncio.get_running_loop()

    def once() -> None:
        loop.remove_signal_handler(signal.SIGINT)
        stop()

    with suppress(ValueError, RuntimeError):  # a worker's thread
        loop.add_signal_handler(signal.SIGINT, once)
    try:
        yield
    finally:
        with suppress(ValueError, RuntimeError):
            loop.remove_signal_handler(signal.SIGINT)
