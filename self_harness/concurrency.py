"""Awaiting several calls of which some may fail."""

import asyncio
import time
from collections.abc import Awaitable, Coroutine, Sequence
from concurrent.futures import Future
from threading import Thread
from typing import Any, TypeVar

T = TypeVar("T")


def in_thread(work: Coroutine[Any, Any, T]) -> T:
    """The result of a coroutine, also where this thread has an event loop of its own, as in a notebook. Ctrl-C cancels it."""
    started: Future[tuple[asyncio.AbstractEventLoop, asyncio.Task[T]]] = Future()
    outcome: Future[T] = Future()
    ended = False

    async def main() -> T:
        task = asyncio.ensure_future(work)
        started.set_result((asyncio.get_running_loop(), task))
        return await task

    def run() -> None:
        nonlocal ended
        try:
            outcome.set_result(asyncio.run(main()))
        except BaseException as error:
            outcome.set_exception(error)
        ended = True

    def cancel(begun: Future[tuple[asyncio.AbstractEventLoop, asyncio.Task[T]]]) -> None:
        loop, task = begun.result()
        loop.call_soon_threadsafe(task.cancel)

    def wait() -> None:  # on no lock: Ctrl-C just before it would not be noticed, or leave it taken
        while not ended:
            time.sleep(0.01)

    try:
        Thread(target=run).start()
        wait()
    except KeyboardInterrupt:  # perhaps before the work has begun
        started.add_done_callback(cancel)
        wait()
        raise
    return outcome.result()


async def settle(calls: Sequence[Awaitable[T]]) -> list[T]:
    """Like `asyncio.gather`, but when one call fails the others are still waited for, so that what they paid for is
    kept; then the first error is raised."""
    results = await asyncio.gather(*calls, return_exceptions=True)
    for result in results:
        if isinstance(result, BaseException):
            raise result
    return [result for result in results if not isinstance(result, BaseException)]
