"""What the answer's process may ask of the tests' process: a short list, and nothing that is not on it."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cheats import RUNNER, grade
from tests.cheats.pairs import CONSTANT, PAIRS, PRE

PROBLEMS = RUNNER.parents[1] / "problems" / "contracts"


@pytest.mark.parametrize("name", PAIRS)
def test_a_cheat_does_not_pass(name: str) -> None:
    verdict = grade(*PAIRS[name], timeout=3.0)
    assert verdict["status"] != "passed", verdict
    assert verdict["message"]


@pytest.mark.parametrize("name", [name for name in PAIRS if name.startswith(("raw_", "set_", "verbs", "makes_"))])
def test_a_forbidden_request_is_tampering(name: str) -> None:
    verdict = grade(*PAIRS[name])
    assert verdict["status"] == "tampering", verdict
    assert verdict["message"].startswith("the answer asked the tests' process for what is not allowed")


def test_one_answer_to_all_problems_passes_none() -> None:
    folders = sorted(path.parent for path in PROBLEMS.glob("*/tests.py"))
    verdicts = {folder.name: grade(CONSTANT, (folder / "tests.py").read_text())["status"] for folder in folders}
    assert len(verdicts) == 88
    assert set(verdicts.values()) == {"tampering"}


# --- random requests -----------------------------------------------------------------------------------------------

TESTS = """
import functools, threading
from unittest.mock import Mock
from solution import solution
SECRET = "s3cr3t-" + "expected"
class Made(Exception): pass
class Node:
    count = 0
    def __init__(self, value):
        Node.count += 1
        self.value, self._hidden = value, SECRET
    def __eq__(self, other): return self.value == other
    def check(self, x): return x == self._hidden
def f(x=SECRET): return x == SECRET
def g():
    yield 1
    raise Made("boom")
node = Node(1)
lock, mock = threading.Lock(), Mock(return_value=SECRET[:3])
things = [f, g, node, Node, lock, mock, Made, functools.partial(f, 5), iter([1]), g(), [].append, ValueError("v"), len, str]
result = solution(*things)
assert Node.count == 1
assert result == SECRET
"""
ANSWER = """
import json
FRAMES = json.loads({frames!r})
def solution(*things):
    heard = []
    for sent in FRAMES:
        reply = frame(sent)
        while reply[0] not in ("ok", "err", "large"): reply = frame(["ok", [], None, [], ""])
        heard.append(reply)
    print(json.dumps(heard), flush=True)
    return heard
"""
NAMES = st.sampled_from([
    "value", "check", "_hidden", "__dict__", "__class__", "__init__", "__globals__", "__call__", "__get__", "__eq__", "__next__",
    "__reduce_ex__", "__getattribute__", "__subclasses__", "gi_frame", "return_value", "args", "func", "acquire", "append", "mro",
])  # fmt: skip
OBJECTS = st.one_of(
    st.builds(lambda n: ["yours", n], st.integers(-2, 30)),
    st.builds(
        lambda name: ["type", name], st.sampled_from(["type", "object", "int", "SystemExit", "AssertionError", "str"])
    ),
    st.sampled_from(
        [None, 1, "x", ["mine", 90, "m", 91, "M", ["__eq__", "__call__"], "", [], []], ["stranger"], ["method"]]
    ),
    st.sampled_from(
        [["named", "os", "_exit"], ["bound", ["yours", 2], "check"], ["arg", 0], ["grant", 1, "function", "f"]]
    ),
)
ARGUMENTS = st.one_of(OBJECTS, NAMES, st.just(["ref", 0]), st.just(["ref", 1]))
VERBS = st.sampled_from([
    "call", "method", "get", "set", "del", "op", "next", "send", "throw", "close", "await", "anext", "copy", "content", "load",
    "grade", "signature", "names", "", "__init__",
])  # fmt: skip
TABLE = st.builds(
    lambda items: [["builtins.tuple", items], ["builtins.dict", [], []]],
    st.lists(st.one_of(OBJECTS, NAMES), max_size=3),
)
FRAMES = st.lists(
    st.builds(lambda *parts: [*parts, False, None], VERBS, TABLE, st.lists(ARGUMENTS, max_size=4)),
    min_size=1,
    max_size=4,
)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(FRAMES)
def test_random_requests_earn_nothing(frames: list[Any]) -> None:
    verdict = grade(PRE + ANSWER.format(frames=json.dumps(frames)), TESTS, timeout=3.0)
    assert verdict["status"] not in ("passed", "timeout"), verdict
    assert "s3cr3t-expected" not in verdict["stdout"]
    assert "Node.count" not in verdict["message"]


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(VERBS, st.lists(st.one_of(ARGUMENTS, st.just(["yours", 2])), max_size=3))
def test_a_request_for_a_lock_or_a_class_is_always_tampering(verb: str, rest: list[Any]) -> None:
    for number in (3, 4):
        arguments = [rest[0] if rest else "__eq__", ["yours", number]] if verb == "op" else [["yours", number], *rest]
        bad = any(type(part) is list and part[0] not in ("yours", "type", "mine", "method") for part in arguments)
        sent = [[verb, [], arguments, False, None]]
        tests = TESTS.replace("result = solution(*things)", "result = solution(f, g, node, Node, lock)")
        verdict = grade(PRE + ANSWER.format(frames=json.dumps(sent)), tests, timeout=3.0)
        assert verdict["status"] in ("tampering", "error") if bad else verdict["status"] != "passed", (sent, verdict)
