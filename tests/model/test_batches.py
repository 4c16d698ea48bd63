"""Batches over the real SDK and real HTTP; only the waits are shortened."""

import asyncio
import os
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, get_args

import pytest

from self_harness.errors import BudgetExhausted, FatalModelError, Interrupted, ModelUnavailable
from self_harness.model import batch_api
from self_harness.model.batches import Batches
from self_harness.model.budget import Budget
from self_harness.model.client import AnthropicModel
from self_harness.model.pending import Pending
from self_harness.model.prices import Price
from self_harness.model.store import Store
from self_harness.model.types import Reply, Request
from self_harness.record.events import CallMade
from self_harness.record.log import RunFolder
from self_harness.simulation.model import SimulatedModel
from self_harness.suite.problem import load_suite
from tests.conftest import COMMAND, Cli, environment
from tests.fake_api import Body, always
from tests.fake_batches import FakeBatchApi, Outcome
from tests.trials import nth

ROOT = Path(__file__).parents[2]
PRICE = Price(input=1, output=5)


def request(number: int = 0, **fields: Any) -> Request:
    given = {
        "role": "solver",
        "system": "Be brief.",
        "user": f"question {number}",
        "model": "m",
        "temperature": 0.2,
        "trial": nth(),
    }
    return Request.model_validate(given | fields)


def some(count: int, start: int = 0) -> dict[str, Request]:
    """By their keys in the store, which are not the requests' own."""
    return {request(number).key[::-1]: request(number) for number in range(start, start + count)}


def echo(body: Body, headers: Mapping[str, str]) -> str:
    """Line separators that are no newlines are part of what a model may say."""
    return f"{body['messages'][0]['content']}\u2028\x85 under {headers['idempotency-key']}"


def expected(asked: Request) -> str:
    return f"{asked.user}\u2028\x85 under {asked.key}"


class Bench:
    """One process's view of batches in a folder."""

    def __init__(self, model: AnthropicModel, budget: Budget, folder: Path) -> None:
        self.budget = budget
        self.calls: list[tuple[Request, Reply]] = []
        self.singles: list[Request] = []
        self.notices: list[str] = []
        self.stop: Exception | None = None
        self.folder = folder / "batches"
        self._model = model
        self._store = Store(folder / "replies", Reply)
        self._batches = Batches(
            model,
            budget,
            self._store,
            self.folder,
            on_call=lambda asked, reply: self.calls.append((asked, reply)),
            check=self._check,
            on_notice=self.notices.append,
            poll=0.01,
        )

    def _check(self) -> None:
        if self.stop:
            raise self.stop

    async def fetch(self, requests: Mapping[str, Request]) -> None:
        await self._batches.fetch(requests, self.ask)

    async def ask(self, asked: Request) -> Reply:
        async def call() -> Reply:
            self.singles.append(asked)
            return await self._model.complete(asked)

        return await self._store.fetch(asked.key[::-1], call)

    async def stored(self, requests: Mapping[str, Request]) -> dict[str, Reply]:
        async def missing() -> Reply:
            raise KeyError

        found = await asyncio.gather(*(self._store.fetch(key, missing) for key in requests), return_exceptions=True)
        return {key: reply for key, reply in zip(requests, found, strict=True) if isinstance(reply, Reply)}

    def pending(self) -> list[Pending]:
        return [Pending.model_validate_json(path.read_text()) for path in self.folder.glob("*.json")]


@asynccontextmanager
async def bench(api: FakeBatchApi, folder: Path, budget: Budget | None = None) -> AsyncIterator[Bench]:
    budget = budget or Budget()
    async with AnthropicModel(base_url=api.url, api_key="sk-test", backoff=0.005, budget=budget) as model:
        yield Bench(model, budget, folder)


async def until(condition: Callable[[], Any]) -> None:
    async with asyncio.timeout(20):
        while not condition():  # noqa: ASYNC110 - another thread or process makes it true
            await asyncio.sleep(0.005)


def wait_until(condition: Callable[[], Any]) -> None:
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline, "it never came to that"
        time.sleep(0.05)


WORKER = """
import asyncio, sys
from pathlib import Path
from tests.fake_batches import FakeBatchApi
from tests.model.test_batches import bench, some

class Api:
    url = sys.argv[1]

async def main():
    async with bench(Api, Path(sys.argv[2])) as here:
        print("ready", flush=True)
        sys.stdin.readline()
        await here.fetch(some(int(sys.argv[3]), int(sys.argv[4])))
        print(*(reply.request_id for _, reply in here.calls), flush=True)

asyncio.run(main())
"""


def worker(api: FakeBatchApi, folder: Path, count: int, start: int = 0) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WORKER, api.url, str(folder), str(count), str(start)]
    process = subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdin=-1, stdout=-1, text=True
    )
    assert process.stdout
    assert process.stdout.readline() == "ready\n"
    return process


def go(process: subprocess.Popen[str]) -> None:
    assert process.stdin
    process.stdin.write("\n")
    process.stdin.flush()


# The way it should go


async def test_one_call_and_one_batch_at_half_the_price(tmp_path: Path) -> None:
    budget, wanted = Budget(price=PRICE), some(30)
    with FakeBatchApi(echo) as api:
        async with bench(api, tmp_path, budget) as here:
            await here.fetch(wanted)
            replies = await here.stored(wanted)
            assert {key: reply.text for key, reply in replies.items()} == {k: expected(r) for k, r in wanted.items()}
            assert (len(here.singles), api.requests, [len(batch.requests) for batch in api.batches.values()]) == (
                1,
                1,
                [29],
            )
            full = sum(PRICE.cost(reply.usage) for reply in replies.values())
            alone = PRICE.cost(replies[here.singles[0].key[::-1]].usage)
            assert budget.calls == 30
            assert budget.cost == pytest.approx(alone + (full - alone) / 2)
            assert Counter(asked.key for asked, _ in here.calls) == Counter(
                b for b in api.batches["msgbatch_1"].custom_ids
            )
            assert {reply.request_id for _, reply in here.calls} == {"msgbatch_1"}
            assert here.pending() == []
            before = len(api.received)
            await here.fetch(wanted)
            assert len(api.received) == before
    assert set(api.paid_by_key.values()) == {1}


async def test_a_batched_request_is_sent_as_it_would_be_alone(tmp_path: Path) -> None:
    requests = [request(1), request(2), request(3, system="", max_tokens=9)]
    asked = {r.key[::-1]: r for r in requests}
    with FakeBatchApi() as api:
        async with bench(api, tmp_path) as here:
            await here.fetch(asked)
            for one in requests[1:]:
                await here._model.complete(one)
        items = {item["custom_id"]: item["params"] for item in api.batches["msgbatch_1"].requests}
        alone = {r.headers["idempotency-key"]: r.body for r in api.received if r.target == "/v1/messages"}
    assert items == {r.key: alone[r.key] for r in requests[1:]}
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{1,64}", custom_id) for custom_id in items)


async def test_a_temperature_that_the_first_call_shows_to_be_refused_is_left_out(tmp_path: Path) -> None:
    with FakeBatchApi(faults=always("temperature")) as api:
        async with bench(api, tmp_path) as here:
            await here.fetch(some(5))
    assert len(api.batches["msgbatch_1"].requests) == 4
    assert not any("temperature" in item["params"] for item in api.batches["msgbatch_1"].requests)


async def test_progress_is_told(tmp_path: Path) -> None:
    with FakeBatchApi(seconds=0.1) as api:
        async with bench(api, tmp_path) as here:
            await here.fetch(some(5))
    assert here.notices == [
        "Batch msgbatch_1 is sent: 4 requests. Most end within an hour, all within 24.",
        "Batch msgbatch_1: 4 processing, 0 succeeded, 0 errored.",
        "Batch msgbatch_1 has ended: 4 answered.",
    ]


async def test_a_batch_holds_no_more_than_the_api_takes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch_api, "MAX_REQUESTS", 4)
    wanted = some(7) | {"long": request(user="x" * 3000)} | some(3, 7)
    with FakeBatchApi() as api:
        async with bench(api, tmp_path) as here:
            monkeypatch.setattr(batch_api, "MAX_BYTES", 2500)
            await here.fetch(wanted)
            assert (await here.stored(wanted)).keys() == wanted.keys()
    assert [len(batch.requests) for batch in api.batches.values()] == [4, 2, 1, 3]
    assert set(api.paid_by_key.values()) == {1}


# Trouble


@pytest.mark.parametrize("outcome", [name for name in get_args(Outcome) if name != "succeeded"])
async def test_what_a_batch_leaves_open_is_left_to_single_calls(tmp_path: Path, outcome: Outcome) -> None:
    wanted = some(10)
    hit = {asked.key for asked in list(wanted.values())[3:6]}
    with FakeBatchApi(echo, outcome=lambda key, nth: outcome if key in hit else "succeeded") as api:
        async with bench(api, tmp_path) as here:
            await here.fetch(wanted)
            replies = await here.stored(wanted)
            assert {asked.key for key, asked in wanted.items() if key not in replies} == hit
            assert "Batch msgbatch_1 has ended: 6 answered, 3 not." in here.notices
            assert here.pending() == []
            for asked in wanted.values():
                assert (await here.ask(asked)).text == expected(asked)
    assert api.asked["create"] == 1
    assert {asked.key for asked in here.singles[1:]} == hit


async def test_trouble_that_may_pass_is_tried_again(tmp_path: Path) -> None:
    faults: Any = {
        "create": ["429", "500"],
        "retrieve": ["500", "html", "429", "lost"] + ["500"] * 10,
        "results": ["lost", "500"],
        "list": ["500"],
    }
    with FakeBatchApi(echo, batch_faults=faults) as api:
        async with bench(api, tmp_path) as here:
            await here.fetch(some(5))
            assert len(await here.stored(some(5))) == 5
    assert not any(faults.values())
    assert set(api.paid_by_key.values()) == {1}


async def test_an_answer_lost_on_the_way_does_not_send_the_batch_twice(tmp_path: Path) -> None:
    with FakeBatchApi(echo, seconds=0.05, batch_faults={"create": ["lost"]}) as api:
        async with bench(api, tmp_path) as here:
            await here.fetch(some(5))
            assert len(await here.stored(some(5))) == 5
    assert (api.asked["create"], api.asked["list"]) == (1, 1)
    assert set(api.paid_by_key.values()) == {1}


async def test_a_strangers_batch_of_the_same_size_is_neither_used_nor_cancelled(tmp_path: Path) -> None:
    with FakeBatchApi(echo, seconds=0.1) as api:
        async with bench(api, tmp_path / "stranger") as stranger, bench(api, tmp_path / "here") as here:
            other = asyncio.create_task(stranger.fetch(some(5, 100)))
            await until(lambda: api.batches)
            api.batch_faults = {"create": ["500"]}
            await here.fetch(some(5))
            assert len(await here.stored(some(5))) == 5
            await other
            assert len(await stranger.stored(some(5, 100))) == 5
    assert api.asked["cancel"] == 0
    assert len(api.batches) == 2
    assert set(api.paid_by_key.values()) == {1}


@pytest.mark.parametrize(
    ("fault", "says"), [("credit", "add credit"), ("401", "API key"), ("404", "name of the model")]
)
async def test_what_makes_any_call_fail_shows_before_a_batch_is_sent(tmp_path: Path, fault: Any, says: str) -> None:
    with FakeBatchApi(faults=always(fault)) as api:
        async with bench(api, tmp_path) as here:
            with pytest.raises(FatalModelError, match=says):
                await here.fetch(some(5))
    assert (api.requests, len(api.batches)) == (1, 0)


@pytest.mark.parametrize(
    ("fault", "says"), [("404", "no Message Batches.*without --batch"), ("401", "check the API key")]
)
async def test_a_refused_batch_is_fatal_and_leaves_nothing_behind(tmp_path: Path, fault: Any, says: str) -> None:
    with FakeBatchApi(batch_faults={"create": [fault]}) as api:
        async with bench(api, tmp_path) as here:
            with pytest.raises(FatalModelError, match=says):
                await here.fetch(some(5))
            assert here.pending() == []
            assert here.budget._reserved == []
    assert api.asked["create"] == 1


async def test_a_batch_that_can_not_be_sent_is_no_ones_answer(tmp_path: Path) -> None:
    with FakeBatchApi(batch_faults={"create": ["500"] * 6}) as api:
        async with bench(api, tmp_path) as here:
            with pytest.raises(ModelUnavailable, match="status 500"):
                await here.fetch(some(5))
            await here.fetch(some(5))
            assert len(await here.stored(some(5))) == 5
    assert len(api.batches) == 1


# The end of a run


async def test_a_run_that_is_stopped_cancels_its_batch_and_keeps_what_was_answered(tmp_path: Path) -> None:
    with FakeBatchApi(echo, seconds=60, at_cancel=3) as api:
        async with bench(api, tmp_path, Budget(price=PRICE)) as here:
            fetching = asyncio.create_task(here.fetch(some(10)))
            await until(lambda: api.asked["retrieve"])
            here.stop = Interrupted("Stopped by the user.")
            with pytest.raises(Interrupted):
                await asyncio.wait_for(fetching, 5)
            assert len(await here.stored(some(10))) == 1 + 3
            assert (here.budget.calls, len(here.calls), here.pending()) == (4, 3, [])
    assert (api.asked["cancel"], len(api.batches)) == (1, 1)


async def test_a_cancelled_task_cancels_its_batch_and_the_next_start_gets_the_rest(tmp_path: Path) -> None:
    """What a cancelled batch has left open is sent as a batch again: nobody chose single calls."""
    with FakeBatchApi(echo, seconds=60, at_cancel=3) as api:
        async with bench(api, tmp_path) as here:
            fetching = asyncio.create_task(here.fetch(some(10)))
            await until(lambda: api.asked["retrieve"])
            fetching.cancel()
            with pytest.raises(asyncio.CancelledError):
                await fetching
            assert [pending.ids for pending in here.pending()] == [("msgbatch_1",)]
        assert api.asked["cancel"] == 1
        api.seconds = 0
        async with bench(api, tmp_path) as here:
            await here.fetch(some(10))
            assert len(await here.stored(some(10))) == 10
    assert [len(batch.requests) for batch in api.batches.values()] == [9, 5]
    assert set(api.paid_by_key.values()) == {1}


async def test_a_cancelled_batch_that_does_not_end_is_left_to_the_next_start(tmp_path: Path) -> None:
    with FakeBatchApi(echo, seconds=60, batch_faults={"cancel": ["500"]}) as api:
        async with bench(api, tmp_path) as here:
            fetching = asyncio.create_task(here.fetch(some(5)))
            await until(lambda: api.asked["retrieve"])
            here.stop = BudgetExhausted("The time is up.")
            with pytest.raises(BudgetExhausted):
                await asyncio.wait_for(fetching, 5)
            assert any("could not be cancelled" in notice for notice in here.notices)
        api.end_all()
        async with bench(api, tmp_path) as here:
            await here.fetch(some(5))
            assert len(await here.stored(some(5))) == 5
    assert len(api.batches) == 1
    assert set(api.paid_by_key.values()) == {1}


async def test_the_cap_on_calls_is_used_up_and_holds(tmp_path: Path) -> None:
    budget = Budget(max_calls=12)
    with FakeBatchApi() as api:
        async with bench(api, tmp_path, budget) as here:
            with pytest.raises(BudgetExhausted, match="budget of 12 calls is spent"):
                await here.fetch(some(30))
            assert len(await here.stored(some(30))) == 12
    assert (budget.calls, api.paid_by_key.total()) == (12, 12)
    assert [len(batch.requests) for batch in api.batches.values()] == [11]


async def test_a_batch_is_split_where_the_cap_on_dollars_has_no_room_for_its_worst_case(tmp_path: Path) -> None:
    worst = PRICE.cost(request(10).worst_case)
    spent: dict[str, Any] = {"usage": {"input_tokens": 50, "output_tokens": 512}}
    budget = Budget(max_cost=11 * worst, price=PRICE)
    with FakeBatchApi(lambda body, headers: spent) as api:
        async with bench(api, tmp_path, budget) as here:
            with pytest.raises(BudgetExhausted, match="raise max_cost"):
                await here.fetch(some(60))
    sizes = [len(batch.requests) for batch in api.batches.values()]
    assert sizes[0] == 20
    assert len(sizes) > 1
    assert api.paid_by_key.total() == 1 + sum(sizes) == budget.calls
    assert 10.5 * worst < budget.cost <= 11 * worst


# Other processes, dead and alive


@pytest.mark.parametrize("when", ["pending", "before its id is known"])
async def test_kill_9_while_a_batch_is_under_way_pays_nothing_twice(tmp_path: Path, when: str) -> None:
    faults: Any = {} if when == "pending" else {"create": ["hang"]}
    with FakeBatchApi(echo, seconds=60, batch_faults=faults) as api:
        victim = worker(api, tmp_path, 20)
        go(victim)
        await until(lambda: api.asked["retrieve"] if when == "pending" else api.batches)
        victim.send_signal(signal.SIGKILL)
        victim.communicate()
        async with bench(api, tmp_path, Budget(max_calls=1, calls=1)) as here:
            assert [bool(pending.ids) for pending in here.pending()] == [when == "pending"]
            api.batches["msgbatch_1"].ends = time.monotonic() + 0.1
            await here.fetch(some(20))
            replies = await here.stored(some(20))
            assert {key: reply.text for key, reply in replies.items()} == {k: expected(r) for k, r in some(20).items()}
            assert (here.singles, len(here.calls), here.budget.calls, here.pending()) == ([], 19, 20, [])
    assert api.asked["create"] == 1
    assert set(api.paid_by_key.values()) == {1}


async def test_kill_9_before_the_batch_has_reached_the_api_sends_it_anew(tmp_path: Path) -> None:
    with FakeBatchApi(echo) as api:
        async with bench(api, tmp_path) as here:
            here.folder.mkdir(parents=True)
            dead = Pending(requests=some(5), sent=time.time())
            (here.folder / f"{dead.name}.json").write_text(dead.model_dump_json())
            (here.folder / "other.json").write_text('{"of": "another version"}')
            await here.fetch(some(5))
            assert len(await here.stored(some(5))) == 5
    assert (len(api.batches), api.asked["list"]) == (1, 1)
    assert set(api.paid_by_key.values()) == {1}


async def test_a_batch_that_is_gone_is_made_anew(tmp_path: Path) -> None:
    with FakeBatchApi(echo) as api:
        async with bench(api, tmp_path) as here:
            here.folder.mkdir(parents=True)
            gone = Pending(requests=some(5), sent=1.0, ids=("msgbatch_gone",))
            (here.folder / f"{gone.name}.json").write_text(gone.model_dump_json())
            await here.fetch(some(5))
            assert len(await here.stored(some(5))) == 5
            assert here.pending() == []
    assert set(api.paid_by_key.values()) == {1}


async def test_processes_with_overlapping_work_share_what_is_under_way(tmp_path: Path) -> None:
    """Requests 0 to 19 in one, 10 to 29 in the other."""
    with FakeBatchApi(echo, seconds=0.3) as api:
        processes = worker(api, tmp_path, 20), worker(api, tmp_path, 20, 10)
        for process in processes:
            go(process)
        told = [(await asyncio.to_thread(process.communicate))[0].split() for process in processes]
        assert [process.returncode for process in processes] == [0, 0]
        async with bench(api, tmp_path) as here:
            assert len(await here.stored(some(30))) == 30
            assert here.pending() == []
    assert sum(map(len, told)) == sum(len(batch.requests) for batch in api.batches.values())
    assert set(api.paid_by_key.values()) == {1}


async def test_who_waits_for_anothers_batch_does_not_cancel_it(tmp_path: Path) -> None:
    with FakeBatchApi(echo, seconds=60) as api:
        async with bench(api, tmp_path) as owner, bench(api, tmp_path) as other:
            first_fetch = asyncio.create_task(owner.fetch(some(5)))
            await until(lambda: api.asked["retrieve"])
            second_fetch = asyncio.create_task(other.fetch(some(5)))
            await until(lambda: other.notices)
            other.stop = Interrupted("Stopped by the user.")
            with pytest.raises(Interrupted):
                await asyncio.wait_for(second_fetch, 5)
            api.end_all()
            await first_fetch
            assert len(await owner.stored(some(5))) == 5
    assert (api.asked["cancel"], len(api.batches)) == (0, 1)


# The whole program


def simulated(suite: Path, **options: Any) -> FakeBatchApi:
    model = SimulatedModel(load_suite(suite).problems)
    return FakeBatchApi(lambda body, headers: model.answer(body, headers["idempotency-key"]), **options)


def command(suite: Path, api: FakeBatchApi, *more: object) -> tuple[list[str], dict[str, str]]:
    args = ["run", "--problems", suite, "--sandbox", "local", "--rounds", 0, "--price", "1/5", *more]
    return [str(arg) for arg in args], {"ANTHROPIC_BASE_URL": api.url}


def run_folder(folder: Path) -> RunFolder:
    (path,) = (folder / "runs").glob("*/config.json")
    return RunFolder(path.parent)


def test_a_run_with_batches_finds_what_one_without_finds_at_half_the_price(
    cli: Cli, suite: Path, tmp_path: Path
) -> None:
    found: dict[str, RunFolder] = {}
    for name in ("--no-batch", "--batch"):
        with simulated(suite) as api:
            args, environ = command(suite, api, "--out", tmp_path / name / "runs", name)
            done = cli(*args, environ=environ)
            assert done.returncode == 0, done.stdout + done.stderr
        found[name] = run_folder(tmp_path / name)
        assert [len(batch.requests) for batch in api.batches.values()] == ([9] if name == "--batch" else [])
        assert api.paid_by_key.total() == len(api.paid_by_key) == 10
    assert found["--batch"].rounds() == found["--no-batch"].rounds()
    calls = {name: [e for e in folder.events() if isinstance(e, CallMade)] for name, folder in found.items()}
    assert [call.batch for call in calls["--batch"]] == [False] + [True] * 9
    alone = {call.key: call.cost for call in calls["--no-batch"]}
    for call in calls["--batch"]:
        assert call.cost == pytest.approx(alone[call.key] * (0.5 if call.batch else 1))


def test_kill_9_of_a_run_whose_batch_is_under_way(cli: Cli, suite: Path, tmp_path: Path, prefect_api: str) -> None:
    with simulated(suite, seconds=300) as api:
        args, environ = command(suite, api, "--batch")
        process = subprocess.Popen([*COMMAND, *args], cwd=tmp_path, env=environment(prefect_api, environ), stdout=-3)
        wait_until(lambda: api.asked["retrieve"])
        process.kill()
        process.wait()
        api.end_all()
        folder = run_folder(tmp_path)
        done = cli("run", "--resume", folder.path.name, environ=environ)
        assert done.returncode == 0, done.stdout + done.stderr
    assert len(folder.rounds()) == 1
    assert folder.totals().calls == 10
    assert api.asked["create"] == 1
    assert set(api.paid_by_key.values()) == {1}


def test_ctrl_c_cancels_the_batch_of_a_run(suite: Path, tmp_path: Path, prefect_api: str) -> None:
    with simulated(suite, seconds=300, at_cancel=2) as api:
        args, environ = command(suite, api, "--batch")
        process = subprocess.Popen(
            [*COMMAND, *args], cwd=tmp_path, env=environment(prefect_api, environ), stdout=-1, stderr=-1, text=True
        )
        wait_until(lambda: api.asked["retrieve"])
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert process.returncode == 130, out + err
    assert "--resume" in out + err
    assert "Traceback" not in out + err
    assert api.asked["cancel"] == 1
    assert run_folder(tmp_path).totals().calls == 3 == api.paid_by_key.total()


def test_the_simulated_model_takes_no_batches(cli: Cli, suite: Path, tmp_path: Path) -> None:
    done = cli("run", "--problems", suite, "--sandbox", "local", "--batch")
    assert done.returncode == 2
    assert "simulated model takes no batches" in done.stderr
    assert not (tmp_path / "runs").exists()
