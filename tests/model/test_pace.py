"""Slow servers: fewer calls at once when they time out, and never the same answer paid for again and again."""

import asyncio
import json
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from self_harness.errors import FatalModelError
from self_harness.model.budget import Budget
from self_harness.model.client import TIMEOUTS, AnthropicModel
from self_harness.model.pace import Pace
from self_harness.model.types import Request
from tests.fake_api import FakeApi, always, first
from tests.trials import nth


class Slow:
    """A server that answers at once while it has at most `capacity` requests, and keeps the others waiting for ever."""

    def __init__(self, capacity: int) -> None:
        self.capacity = capacity
        self.url = ""
        self.asked: Counter[str] = Counter()
        self._under_way = 0

    @asynccontextmanager
    async def open(self) -> AsyncIterator["Slow"]:
        async with await asyncio.start_server(self._serve, "127.0.0.1", 0) as server:
            self.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
            yield self

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := (await reader.readuntil(b"\r\n\r\n")).decode().lower():
                length = int(head.partition("content-length: ")[2].partition("\r\n")[0])
                self.asked[json.loads(await reader.readexactly(length))["messages"][0]["content"]] += 1
                self._under_way += 1
                gone = asyncio.create_task(reader.read(1))
                await asyncio.wait([gone], timeout=0.02 if self._under_way <= self.capacity else 60)
                self._under_way -= 1
                if gone.done():
                    return
                gone.cancel()
                await asyncio.wait([gone])
                body = b'{"content": "pong"}'
                writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: %d\r\n\r\n%s" % (len(body), body))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()


def asked(text: str) -> Request:
    return Request(trial=nth(), role="solver", system="", user=text, model="local", temperature=0.2)


async def test_a_server_that_is_too_slow_for_so_many_calls_gets_fewer_and_answers_all() -> None:
    notices: list[str] = []
    async with (
        Slow(capacity=4).open() as server,
        AnthropicModel(
            base_url=server.url, concurrency=16, timeout=0.7, backoff=0.001, budget=Budget(), on_notice=notices.append
        ) as model,
    ):
        texts = [f"question {number}" for number in range(60)]
        replies = await asyncio.gather(*(model.complete(asked(text)) for text in texts))
        assert {reply.text for reply in replies} == {"pong"}
        assert max(server.asked.values()) <= TIMEOUTS
        assert sum(server.asked.values()) < 2 * len(texts)
        assert 1 <= model.pace.limit <= 12
    assert any("16 under way at once: from now on at most 4" in notice for notice in notices)


async def test_a_call_that_times_out_three_times_ends_the_run_with_the_remedy() -> None:
    budget = Budget()
    with FakeApi(faults=always("hang")) as api:
        async with AnthropicModel(base_url=api.url, timeout=0.2, backoff=0.001, budget=budget) as model:
            with pytest.raises(FatalModelError, match=r"within 0\.2 s in 3 attempts.*raise call_timeout or lower conc"):
                await model.complete(asked("question"))
            with pytest.raises(FatalModelError):
                await model.complete(asked("another"))
    assert (api.requests, budget.calls) == (TIMEOUTS, 0)


async def test_one_call_that_hangs_slows_nobody_down() -> None:
    with FakeApi(faults=first("hang")) as api:
        async with AnthropicModel(base_url=api.url, timeout=0.5, backoff=0.001, budget=Budget()) as model:
            assert (await model.complete(asked("question"))).text == "pong"
            assert model.pace.limit == 16


def test_calls_that_were_under_way_together_count_once() -> None:
    pace = Pace(16, 0.0, lambda text: None)
    began = time.monotonic()
    for _ in range(16):
        pace.timed_out(began)
    assert pace.limit == 4
    pace.timed_out(time.monotonic())
    pace.timed_out(time.monotonic())
    assert pace.limit == 1


def test_the_pace_recovers_but_not_to_where_calls_timed_out() -> None:
    pace = Pace(16, 0.0, lambda text: None)
    pace.timed_out(time.monotonic())
    pace.timed_out(time.monotonic())
    for _ in range(1_000):
        pace.answered()
    assert pace.limit == 12


async def test_fewer_slots_hold_at_once() -> None:
    pace = Pace(3, 0.0, lambda text: None)
    async with pace.slot(), pace.slot():
        pace.timed_out(time.monotonic())
        pace.timed_out(time.monotonic())
        assert pace.limit == 1
        third = asyncio.create_task(pace.slot().__aenter__())
        await asyncio.sleep(0.01)
        assert not third.done()
    await asyncio.wait_for(third, 1)
