"""What the answer's process may ask of the tests' process: a short list, and nothing that is not on it."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
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


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(FRAMES)
def test_random_requests_earn_nothing(frames: list[Any]) -> None:
    verdict = grade(PRE + ANSWER.format(frames=json.dumps(frames)), TESTS, timeout=3.0)
    assert verdict["status"] not in ("passed", "timeout"), verdict
    assert "s3cr3t-expected" not in verdict["stdout"]
    assert "Node.count" not in verdict["message"]


THINGS = {
    "f": "function", "[].append": "function", "mock": "function", "functools.partial(f, 5)": "function",
    "iter([1])": "iterator", "g()": "generator", "node": "instance",
    "Node": "", "Made": "", "lock": "", "threading": "", "open(os.devnull)": "",
}  # fmt: skip
"""What the tests may pass, and its kind."""
SERVED = {
    "function": {"call"}, "iterator": {"next"}, "generator": {"next", "send", "throw", "close"}, "": set(),
    "instance": {"get", "set", "del", "method", "op"},
}  # fmt: skip
HEAD = (
    TESTS.replace("from unittest.mock import Mock", "import os").split("lock, mock =")[0] + "lock = threading.Lock()\n"
)
NUMBERS = """
def number(thing):
    peer = find()
    if id(thing) in peer._yours: return peer._yours[id(thing)]
    if isinstance(thing, type): return vars(thing)["_sh_remote"][1] if "_sh_remote" in vars(thing) else thing._sh_origin.number
    return object.__getattribute__(thing, "_sh_number")
def solution(thing):
    reply = frame([VERB, [], [part if part != "thing" else ["yours", number(thing)] for part in ARGUMENTS], False, None])
    print(reply, flush=True)
"""
CLOSED_NAMES = st.sampled_from(
    ["_hidden", "__dict__", "__class__", "__init__", "__call__", "__next__", "__lt__", "__hash__"]
)


@settings(
    max_examples=50,
    phases=[Phase.generate],
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=True,
)
@given(
    st.sampled_from([*THINGS]),
    VERBS,
    CLOSED_NAMES,
    st.lists(st.sampled_from(["x", 1, None, ["type", "int"]]), max_size=2),
)
def test_a_request_that_is_not_on_the_list_is_always_tampering(
    thing: str, verb: str, name: str, rest: list[Any]
) -> None:
    kind = THINGS[thing]
    if kind != "instance" and verb in SERVED[kind]:
        verb = "get"
    arguments = [name, "thing", *rest] if verb == "op" else ["thing", name, *rest]
    answer = PRE + NUMBERS + f"VERB, ARGUMENTS = {verb!r}, {arguments!r}\n"
    tests = f"{HEAD}{'from unittest.mock import Mock; mock = Mock()' * (thing == 'mock')}\nassert solution({thing}) is None\n"
    verdict = grade(answer, tests, timeout=3.0)
    assert verdict["status"] == "tampering", (verdict, arguments)
