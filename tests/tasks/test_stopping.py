"""A flow runs in a thread; signals that the main thread gets reach it."""

import asyncio
import os
import signal
from threading import current_thread, get_ident, main_thread

import pytest

from tasks import stopping


def test_result_errors_and_context() -> None:
    async def work() -> str:
        assert current_thread() is not main_thread()
        return "done"

    async def fail() -> None:
        raise ValueError("x")

    assert stopping.run(work) == "done"
    with pytest.raises(ValueError, match="x"):
        stopping.run(fail)


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_the_first_signal_asks_and_the_second_cancels(sent: signal.Signals) -> None:
    told = []

    async def work() -> str:
        asked = asyncio.Event()
        with stopping.stoppable(asked.set):
            os.kill(os.getpid(), sent)
            await asked.wait()
            told.append("asked")
            os.kill(os.getpid(), sent)
            await asyncio.sleep(60)
        return "never"

    with pytest.raises(KeyboardInterrupt):
        stopping.run(work)
    assert told == ["asked"]


def test_what_registers_nothing_is_cancelled_at_once() -> None:
    async def work() -> None:
        with stopping.stoppable(lambda: None):
            pass
        os.kill(os.getpid(), signal.SIGINT)
        await asyncio.sleep(60)

    with pytest.raises(KeyboardInterrupt):
        stopping.run(work)


def test_a_signal_that_wakes_nothing_is_noticed_at_once() -> None:
    """As one does that comes just before the main thread waits: another thread takes it here."""

    async def work() -> str:
        await asyncio.sleep(0.2)
        signal.pthread_kill(get_ident(), signal.SIGINT)
        await asyncio.sleep(5)
        return "never"

    with pytest.raises(KeyboardInterrupt):
        stopping.run(work)


def test_a_signal_as_the_flow_ends_is_too_late_and_no_error() -> None:
    async def work() -> str:
        return "done"

    flow = stopping._Flow(work)
    assert asyncio.run(flow()) == "done"
    flow.interrupt()


async def test_without_the_command_line_the_loop_gets_the_signal() -> None:
    asked = asyncio.Event()
    with stopping.stoppable(asked.set):
        os.kill(os.getpid(), signal.SIGINT)
        await asyncio.wait_for(asked.wait(), 5)
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
