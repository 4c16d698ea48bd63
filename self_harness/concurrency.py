"""Awaiting several calls of which some may fail, and work in a thread of its own."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from concurrent.futures import Future
from threading import Thread
from typing import Any, TypeVar

T = TypeVar("T")


def apart(function: Callable[[], T], on_interrupt: Callable[[], None] = lambda: None) -> T:
    """The result of a function in a thread of its own. Ctrl-C calls `on_interrupt`, and is raised once the function has ended.

    This thread waits on no lock: a signal that came just before it would go unnoticed, or leave the lock taken.
    """
    outcome: Future[T] = Future()
    ended = False

    def run() -> None:
        nonlocal ended
        try:
            outcome.set_result(function())
        except BaseException as error:
            outcome.set_exception(error)
        ended = True

    def wait() -> None:
        while not ended:
            time.sleep(0.01)

    try:
        Thread(target=run).start()
        wait()
    except KeyboardInterrupt:
        on_interrupt()
        wait()
        raise
    return outcome.result()


def in_thread(work: Coroutine[Any, Any, T]) -> T:
    """The result of a coroutine, also where this thread has an event loop of its own, as in a notebook. Ctrl-C cancels it."""
    started: Future[tuple[asyncio.AbstractEventLoop, asyncio.Task[T]]] = Future()

    async def main() -> T:
        task = asyncio.ensure_future(work)
        started.set_result((asyncio.get_running_loop(), task))
        return await task

    def cancel(begun: Future[tuple[asyncio.AbstractEventLoop, asyncio.Task[T]]]) -> None:
        loop, task = begun.result()
        loop.call_soon_threadsafe(task.cancel)

    return apart(lambda: asyncio.run(main()), lambda: started.add_done_callback(cancel))  # perhaps it has not begun


async def settle(calls: Sequence[Awaitable[T]]) -> list[T]:
    """Like `asyncio.gather`, but when one call fails the others are still waited for, so that what they paid for is
    kept; then the first error is raised."""
    results = await asyncio.gather(*calls, return_exceptions=True)
    for result in results:
        if isinstance(result, BaseException):
            raise result
    return [result for result in results if not isinstance(result, BaseException)]
