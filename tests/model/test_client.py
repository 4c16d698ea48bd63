"""The client over the real SDK and real HTTP; only the wait before the second attempt is shortened."""

import asyncio
import json
import subprocess
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args

import httpx2
import pytest

from self_harness.errors import BudgetExhausted, FatalModelError, ModelUnavailable
from self_harness.model.budget import Budget
from self_harness.model.client import ATTEMPTS, AnthropicModel
from self_harness.model.connection import check_credentials
from self_harness.model.prices import Price
from self_harness.model.types import Reply, Request, Usage
from tests.fake_api import Body, FakeApi, Fault, Passing, Raw, always, first, share
from tests.trials import nth

ROOT = Path(__file__).parents[2]
VARIABLES = (
    "ANTHROPIC_API_KEY",
    "ANTHROPIC_AUTH_TOKEN",
    "ANTHROPIC_BASE_URL",
    "ANTHROPIC_PROFILE",
    "ANTHROPIC_CONFIG_DIR",
    "HTTP_PROXY",
    "HTTPS_PROXY",
    "ALL_PROXY",
    "NO_PROXY",
)


@pytest.fixture(autouse=True)
def no_credentials(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))


def request(user: str = "What is 6 * 7?", **fields: Any) -> Request:
    defaults: dict[str, Any] = {"role": "solver", "system": "Be brief.", "model": "claude-haiku-4-5"}
    return Request(user=user, **{"temperature": 0.2, "trial": nth(), **defaults, **fields})


def client(api: FakeApi, **options: Any) -> AnthropicModel:
    defaults: dict[str, Any] = {"base_url": api.url, "backoff": 0.005, "timeout": 10.0, "budget": Budget()}
    return AnthropicModel(**{**defaults, **options})


async def ask(api: FakeApi, asked: Request | None = None, **options: Any) -> Reply:
    async with client(api, **options) as model:
        return await model.complete(asked or request())


async def first_request(api: FakeApi) -> None:
    while api.requests == 0:  # noqa: ASYNC110 - the server's thread makes it true
        await asyncio.sleep(0.005)


# What is sent and what comes back


def test_importing_the_core_imports_no_sdk() -> None:
    program = (
        "import sys, self_harness.model.client, self_harness.model.budget, self_harness.model.store;"
        "print([name for name in ('anthropic', 'httpx2', 'prefect', 'docker') if name in sys.modules])"
    )
    assert subprocess.check_output([sys.executable, "-c", program], cwd=ROOT, text=True) == "[]\n"


async def test_the_request_on_the_wire() -> None:
    with FakeApi() as api:
        await ask(api, request(max_tokens=300, trial=nth(2)), api_key="sk-test")
    (sent,) = api.received
    assert sent.target == "/v1/messages"
    assert sent.body == {
        "model": "claude-haiku-4-5",
        "max_tokens": 300,
        "temperature": 0.2,
        "system": "Be brief.",
        "messages": [{"role": "user", "content": "What is 6 * 7?"}],
    }
    assert sent.headers["anthropic-version"] == "2023-06-01"
    assert sent.headers["authorization"] == "Bearer sk-test"
    assert sent.headers["x-api-key"] == "sk-test"
    assert sent.headers["idempotency-key"] == request(max_tokens=300, trial=nth(2)).key


async def test_an_empty_system_prompt_is_left_out() -> None:
    with FakeApi() as api:
        await ask(api, request(system=""))
    assert "system" not in api.received[0].body


async def test_the_reply_joins_text_blocks_and_counts_all_tokens() -> None:
    blocks = [
        {"type": "thinking", "thinking": "hm", "signature": "x"},
        {"type": "text", "text": "forty"},
        {"type": "tool_use", "id": "t", "name": "n", "input": {}},
        {"type": "later_addition", "text": "not part of the answer"},
        {"type": "text", "text": "-two"},
    ]
    usage = {
        "input_tokens": 10,
        "cache_creation_input_tokens": 5,
        "cache_read_input_tokens": 3,
        "output_tokens": 7,
        "service_tier": "standard",
    }
    answer = {"content": blocks, "usage": usage, "stop_reason": "max_tokens", "model": "claude-haiku-4-5-20251001"}
    with FakeApi(lambda body, headers: answer, delay=0.05) as api:
        reply = await ask(api)
    assert reply.model_dump(exclude={"seconds"}) == {
        "text": "forty-two",
        "stop_reason": "max_tokens",
        "usage": {"input_tokens": 18, "output_tokens": 7},
        "model": "claude-haiku-4-5-20251001",
        "request_id": "req_fake_1",
        "simulated": False,
    }
    assert 0.05 <= reply.seconds < 60


async def test_a_refusal_without_content_is_a_reply() -> None:
    with FakeApi(lambda body, headers: {"content": [], "stop_reason": "refusal"}) as api:
        reply = await ask(api)
    assert (reply.text, reply.stop_reason, api.requests) == ("", "refusal", 1)


def test_the_key_depends_on_every_field_and_on_nothing_else() -> None:
    assert request().key == Request.model_validate_json(request().model_dump_json()).key
    changes: dict[str, Any] = {
        "role": "analyst",
        "system": "Be long.",
        "user": "?",
        "model": "m",
        "max_tokens": 9,
        "thinking_tokens": 9,
        "json_schema": {"type": "object"},
        "temperature": 0.3,
        "trial": nth(1),
        "stream": "another",
    }
    assert set(changes) == set(Request.model_fields)
    keys = {request().key, *(request().model_copy(update={name: value}).key for name, value in changes.items())}
    assert len(keys) == len(changes) + 1


async def test_an_in_process_transport_needs_no_key_and_is_labelled() -> None:
    def handler(sent: httpx2.Request) -> httpx2.Response:
        usage = {"input_tokens": 1, "output_tokens": 2}
        text = f"{json.loads(sent.content)['messages'][0]['content']} {sent.headers['idempotency-key'][:8]}"
        content = [{"type": "text", "text": text}]
        return httpx2.Response(200, json={"content": content, "stop_reason": "end_turn", "model": "s", "usage": usage})

    async with AnthropicModel(transport=httpx2.MockTransport(handler), simulated=True, budget=Budget()) as model:
        reply = await model.complete(request("hi"))
    assert (reply.text, reply.simulated) == (f"hi {request('hi').key[:8]}", True)


def test_a_second_event_loop_takes_a_second_client() -> None:
    with FakeApi() as api:
        for _ in range(2):
            assert asyncio.run(ask(api)).text == "pong"


# Attempts and waits


@pytest.mark.parametrize("fault", [*get_args(Passing), "hang", "drip"])
async def test_trouble_that_may_pass_is_tried_again(fault: Fault) -> None:
    budget = Budget(max_calls=1)
    timeout = 0.8 if fault in ("hang", "drip") else 10
    with FakeApi(faults=first(fault)) as api:
        reply = await ask(api, timeout=timeout, budget=budget)
    assert reply.text == "pong"
    assert (api.requests, api.answered, budget.calls) == (2, 1, 1)


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        ("401", "check the API key"),
        ("402", "check the billing"),
        ("403", "use a key that has this permission"),
        ("404", r"404: model: claude-nonesuch\): check the name of the model"),
        ("credit", "credit balance is too low .*: add credit"),
        ("spend_limit", "raise the spend limit"),
    ],
)
async def test_trouble_that_stays_is_fatal_at_once(fault: Fault, message: str) -> None:
    budget = Budget()
    sentence = rf"^The API refused the call .*{message}.*--resume\.$"
    with FakeApi(faults=always(fault)) as api, pytest.raises(FatalModelError, match=sentence) as caught:
        await ask(api, api_key="sk-secret", budget=budget)
    assert (api.requests, budget.calls) == (1, 0)
    assert "sk-secret" not in str(caught.value)
    assert "\n" not in str(caught.value)


async def test_a_redirect_does_not_take_the_key_to_another_server() -> None:
    with FakeApi() as other, FakeApi(faults=always("redirect")) as api:
        api.redirect_to = f"{other.url}/v1/messages"
        with pytest.raises(FatalModelError, match=rf"\(307\): it redirects to {other.url}/v1/messages"):
            await ask(api, api_key="sk-secret")
    assert other.requests == 0


@pytest.mark.parametrize(
    ("fault", "trouble"),
    [
        ("529", "529: Overloaded"),
        ("429", "429: Number of requests"),
        ("cut_inside", r"the connection to 127\.0\.0\.1:\d+ failed \(RemoteProtocolError\)"),
        ("html", "the answer is not JSON"),
    ],
)
async def test_six_failed_attempts_are_an_infrastructure_error(fault: Fault, trouble: str) -> None:
    budget = Budget()
    with FakeApi(faults=always(fault)) as api, pytest.raises(ModelUnavailable, match=rf"6 attempts.*{trouble}"):
        await ask(api, backoff=0.001, budget=budget)
    assert (api.requests, ATTEMPTS, budget.calls) == (6, 6, 0)


async def test_a_call_is_told_of_before_it_is_sent_and_when_it_failed() -> None:
    steps: list[str] = []

    def told(asked: Request, step: str) -> None:
        steps.append(f"{asked.user} {step}")

    with FakeApi(faults=first("500", "500")) as api:
        await ask(api, request("retried"), on_step=told)
    with FakeApi(faults=always("500")) as api:
        with pytest.raises(ModelUnavailable):
            await ask(api, request("down"), on_step=told)
        with pytest.raises(BudgetExhausted):
            await ask(api, request("too much"), on_step=told, budget=Budget(max_calls=0))
    with FakeApi(delay=5) as api:
        async with client(api, on_step=told) as model:
            under_way = asyncio.create_task(model.complete(request("ended")))
            await first_request(api)
            under_way.cancel()
            with pytest.raises(asyncio.CancelledError):
                await under_way
    assert steps == ["retried sent", "down sent", "down failed", "ended sent"]


async def test_what_can_not_be_recorded_is_not_sent() -> None:
    def full(asked: Request, step: str) -> None:
        raise OSError("No space left on device")

    with FakeApi() as api:
        with pytest.raises(OSError, match="No space left"):
            await ask(api, on_step=full)
        assert api.requests == 0


async def test_a_server_that_is_not_there() -> None:
    with FakeApi() as api:
        pass
    with pytest.raises(ModelUnavailable, match=r"127\.0\.0\.1:\d+ refuses connections"):
        await ask(api, backoff=0.001)


@pytest.mark.parametrize("fault", ["429", "529"])
async def test_retry_after_is_obeyed(fault: Fault) -> None:
    with FakeApi(faults=first(fault), retry_after=0.25) as api:
        await ask(api, backoff=0.005)
    assert api.received[1].at - api.received[0].at >= 0.25


async def test_retry_after_is_capped() -> None:
    with FakeApi(faults=first("429"), retry_after=3600) as api:
        async with asyncio.timeout(5):
            await ask(api, backoff=0.005)
    assert api.received[1].at - api.received[0].at >= 0.3  # 60 times the backoff


async def test_waits_double() -> None:
    with FakeApi(faults=first("500", "500", "500")) as api:
        await ask(api, backoff=0.05)
    times = [sent.at for sent in api.received]
    waits = [after - before for before, after in pairwise(times)]
    assert all(wait >= 0.05 * 2**number for number, wait in enumerate(waits))


async def test_after_a_rate_limit_everybody_waits() -> None:
    def only_first(key: str, nth: int) -> Fault | None:
        return "429" if key == request("first").key and nth == 0 else None

    with FakeApi(faults=only_first, retry_after=0.3) as api:
        async with client(api) as model:
            calls = [asyncio.create_task(model.complete(request("first")))]
            while not model.pace.not_before:  # noqa: ASYNC110 - until the client has read the 429
                await asyncio.sleep(0.005)
            calls += [asyncio.create_task(model.complete(request(f"later {number}"))) for number in range(20)]
            await asyncio.gather(*calls)
    assert api.requests == 22
    assert min(sent.at for sent in api.received[1:]) - api.received[0].at >= 0.3


async def test_calls_that_queue_for_a_slot_learn_of_a_rate_limit_too() -> None:
    with FakeApi(faults=lambda key, nth: "429" if api.requests == 0 else None, retry_after=0.3, delay=0.05) as api:
        async with client(api, concurrency=1) as model:
            await asyncio.gather(*(model.complete(request(f"{number}")) for number in range(3)))
    assert api.received[1].at - api.received[0].at >= 0.3


async def test_a_call_that_waits_for_its_next_attempt_takes_no_slot() -> None:
    def only_slow(key: str, nth: int) -> Fault | None:
        return "500" if key == request("slow").key and nth == 0 else None

    with FakeApi(faults=only_slow) as api:
        async with client(api, concurrency=1, backoff=10.0) as model:
            slow = asyncio.create_task(model.complete(request("slow")))
            await first_request(api)
            await asyncio.gather(*(model.complete(request(f"{number}")) for number in range(5)))
            assert not slow.done()
            slow.cancel()


async def test_concurrency_is_bounded_and_used() -> None:
    with FakeApi(delay=0.02) as api:
        async with client(api, concurrency=8) as model:
            await asyncio.gather(*(model.complete(request(f"{number}")) for number in range(64)))
    assert (api.peak, api.answered) == (8, 64)


async def test_a_storm_of_faults_loses_and_repeats_nothing() -> None:
    with FakeApi(lambda body, headers: body["messages"][0]["content"], faults=share(0.25, seed=1)) as api:
        async with client(api, concurrency=64) as model:
            replies = await asyncio.gather(*(model.complete(request(f"{number}")) for number in range(100)))
    assert [reply.text for reply in replies] == [str(number) for number in range(100)]
    assert set(api.answered_by_key.values()) == {1}
    assert api.requests > 115


# Temperature


@pytest.mark.parametrize(
    "text", ["temperature: Extra inputs are not permitted", "`temperature` is deprecated for this model."]
)
async def test_a_model_without_temperature_is_asked_without_and_once_said_so(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(fake_errors(), "temperature", (400, "invalid_request_error", text))
    notices: list[str] = []
    with FakeApi(faults=always("temperature")) as api:
        async with client(api, on_notice=notices.append) as model:
            await asyncio.gather(*(model.complete(request(f"{number}")) for number in range(5)))
            before = api.requests
            await model.complete(request("later"))
    assert api.requests == before + 1
    assert "temperature" not in api.received[-1].body
    assert (len(notices), api.answered) == (1, 6)


SCHEMA = {"type": "object", "properties": {}}


def declines(part: str, text: str) -> Callable[[Body, Any], str | Raw]:
    """A server that answers requests without this part only."""
    body = {"type": "error", "error": {"type": "invalid_request_error", "message": text}}
    return lambda sent, headers: Raw(body, 400) if part in sent else "pong"


@pytest.mark.parametrize(
    ("part", "text", "fields", "left"),
    [
        (
            "output_config",
            "output_config.format: not supported by this model",
            {"json_schema": SCHEMA},
            {"temperature"},
        ),
        ("output_config", "Unknown field", {"json_schema": SCHEMA}, {"temperature"}),
        ("thinking", "thinking is not supported by this model", {"thinking_tokens": 2000}, {"temperature"}),
        ("thinking", "thinking.type: Input should be 'adaptive'", {"thinking_tokens": 0}, {"temperature"}),
    ],
)
async def test_a_part_that_a_server_does_not_take_is_left_out_and_that_is_said_once(
    part: str, text: str, fields: dict[str, Any], left: set[str]
) -> None:
    notices: list[str] = []
    with FakeApi(declines(part, text)) as api:
        async with client(api, on_notice=notices.append) as model:
            for user in ("one", "two"):
                assert (await model.complete(request(user, **fields))).text == "pong"
    assert [part in sent.body for sent in api.received] == [True, False, False]
    assert len(notices) == 1
    assert left <= api.received[-1].body.keys()


async def test_schema_and_thinking_on_the_wire() -> None:
    with FakeApi() as api:
        await ask(api, request(json_schema=SCHEMA, thinking_tokens=2000, max_tokens=300))
        await ask(api, request(thinking_tokens=0))
    thinking, off = (sent.body for sent in api.received)
    assert thinking["output_config"] == {"format": {"type": "json_schema", "schema": SCHEMA}}
    assert thinking["thinking"] == {"type": "enabled", "budget_tokens": 2000}
    assert thinking["max_tokens"] == 2300, "the answer has its room beside the thinking"
    assert "temperature" not in thinking, "the API takes none beside thinking"
    assert (off["thinking"], off["temperature"]) == ({"type": "disabled"}, 0.2)
    assert request(thinking_tokens=2000, max_tokens=300).worst_case.output_tokens == 2300


async def test_other_models_keep_their_temperature() -> None:
    def newer_only(key: str, nth: int) -> Fault | None:
        return "temperature" if key == request(model="claude-opus-5-5").key else None

    with FakeApi(faults=newer_only) as api:
        async with client(api, on_notice=lambda text: None) as model:
            await model.complete(request(model="claude-opus-5-5"))
            await model.complete(request())
    assert ["temperature" in sent.body for sent in api.received] == [True, False, True]


async def test_a_wrong_temperature_is_not_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "temperature: Input should be less than or equal to 1"
    monkeypatch.setitem(fake_errors(), "temperature", (400, "invalid_request_error", text))
    with FakeApi(faults=always("temperature")) as api, pytest.raises(FatalModelError, match="less than or equal to 1"):
        await ask(api, request(temperature=3.0))


def fake_errors() -> dict[str, tuple[int, str, str]]:
    from tests import fake_api

    return fake_api.ERRORS


# Credentials, addresses, proxies


async def test_without_a_key_nothing_is_sent_and_the_sentence_says_what_to_do() -> None:
    with pytest.raises(FatalModelError, match="There is no API key: set ANTHROPIC_API_KEY"):
        async with AnthropicModel(budget=Budget()):
            pass
    with pytest.raises(FatalModelError):
        check_credentials("https://127.0.0.1.example.com")
    with pytest.raises(FatalModelError):
        check_credentials(api_key="  ")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ANTHROPIC_API_KEY", "sk-test"),
        ("ANTHROPIC_AUTH_TOKEN", "token"),
        ("ANTHROPIC_BASE_URL", "http://localhost:11434"),
        ("ANTHROPIC_BASE_URL", "http://127.0.0.2:8080/v1"),
        ("ANTHROPIC_BASE_URL", "http://[::1]:8080"),
    ],
)
def test_each_of_these_is_enough_to_start(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(FatalModelError):
        check_credentials()
    monkeypatch.setenv(name, value)
    check_credentials()


async def test_a_profile_is_enough_to_start(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    authentication = {"type": "oidc_federation", "federation_rule_id": "r", "organization_id": "o"}
    monkeypatch.setenv("ANTHROPIC_CONFIG_DIR", str(tmp_path))
    monkeypatch.setenv("ANTHROPIC_PROFILE", "work")
    with pytest.raises(FatalModelError, match="Config file not found"):
        check_credentials()
    (tmp_path / "configs").mkdir()
    (tmp_path / "configs" / "work.json").write_text(json.dumps({"authentication": authentication}))
    check_credentials()
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    with FakeApi() as api, pytest.raises(FatalModelError, match=r"^The call could not be made: config file"):
        await ask(api, base_url=None)  # which is found incomplete at the first call only


async def test_a_token_from_the_environment_goes_out_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANTHROPIC_API_KEY", "")
    monkeypatch.setenv("ANTHROPIC_AUTH_TOKEN", "token")
    with FakeApi() as api:
        monkeypatch.setenv("HTTP_PROXY", api.url)
        await ask(api, base_url="http://api.example.test")
    assert api.received[0].headers["authorization"] == "Bearer token"
    assert "x-api-key" not in api.received[0].headers


async def test_loopback_gets_a_placeholder_and_no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    with FakeApi() as api:
        await ask(api)
    assert api.received[0].headers["x-api-key"] == "not-needed"


async def test_other_hosts_are_reached_through_the_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    with FakeApi() as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy.url)
        await ask(proxy, base_url="http://api.example.test", api_key="sk-test\n")
    assert proxy.received[0].target == "http://api.example.test/v1/messages"
    assert proxy.received[0].headers["x-api-key"] == "sk-test"


@pytest.mark.parametrize("suffix", ["", "/", "/v1", "/v1/"])
async def test_the_base_url_of_the_environment_with_or_without_v1(suffix: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with FakeApi() as api:
        monkeypatch.setenv("ANTHROPIC_BASE_URL", api.url + suffix)
        await ask(api, base_url=None)
    assert api.received[0].target == "/v1/messages"


# Budget


async def test_max_calls_holds_under_concurrency() -> None:
    budget = Budget(max_calls=5)
    with FakeApi(delay=0.01) as api:
        async with client(api, budget=budget) as model:
            calls = [model.complete(request(f"{number}")) for number in range(20)]
            results = await asyncio.gather(*calls, return_exceptions=True)
    assert (api.requests, budget.calls) == (5, 5)
    assert sum(isinstance(result, Reply) for result in results) == 5
    assert sum(isinstance(result, BudgetExhausted) for result in results) == 15


async def test_max_cost_holds_when_every_answer_is_as_dear_as_it_can_be() -> None:
    price = Price(input=1, output=5)
    worst = price.cost(request().worst_case)
    budget = Budget(max_cost=10.5 * worst, price=price)
    dear = {"usage": request().worst_case.model_dump()}
    with FakeApi(lambda body, headers: dear, delay=0.01) as api:
        async with client(api, budget=budget) as model:
            calls = [model.complete(request(trial=nth(number))) for number in range(30)]
            results = await asyncio.gather(*calls, return_exceptions=True)
    assert api.answered == 10
    assert budget.cost == pytest.approx(10 * worst)
    assert sum(isinstance(result, BudgetExhausted) for result in results) == 20


def test_the_worst_case_bounds_tokens_by_bytes() -> None:
    asked = request("ü" * 100, system="é" * 50, max_tokens=77)
    assert asked.worst_case == Usage(input_tokens=200 + 100 + 64, output_tokens=77)


async def test_a_cancelled_call_gives_slot_and_reservation_back() -> None:
    budget = Budget(max_calls=1)
    with FakeApi(faults=lambda key, nth: "hang" if nth == 0 else None) as api:
        async with client(api, concurrency=1, budget=budget) as model:
            call = asyncio.create_task(model.complete(request()))
            await first_request(api)
            call.cancel()
            assert (await model.complete(request())).text == "pong"


# The fake itself


def test_faults_of_a_share_are_the_same_at_every_run() -> None:
    keys = [f"key {number}" for number in range(1000)]
    drawn = [share(0.2, seed=3)(key, 0) for key in keys]
    assert drawn == [share(0.2, seed=3)(key, 0) for key in keys]
    assert 150 < sum(fault is not None for fault in drawn) < 250
    assert {fault for fault in drawn if fault} == set(get_args(Passing))
    assert drawn != [share(0.2, seed=4)(key, 0) for key in keys]


async def test_the_fake_is_no_bottleneck_at_64_calls() -> None:
    with FakeApi(delay=0.3) as api:
        async with client(api, concurrency=64) as model:
            await asyncio.gather(*(model.complete(request(f"{number}")) for number in range(128)))
    assert api.peak > 48
    assert api.answered == 128
