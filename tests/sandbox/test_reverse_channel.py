"""What the answer's process may ask of the tests' process: a short list, and nothing that is not on it."""

import json
import random
from concurrent.futures import ThreadPoolExecutor
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
    if name.startswith(("raw_", "set_", "verbs", "makes_")):
        assert verdict["status"] == "tampering", verdict
        assert verdict["message"].startswith("the answer asked the tests' process for what is not allowed")


def test_one_answer_to_many_problems_passes_none() -> None:
    folders = sorted(path.parent for path in PROBLEMS.glob("*/tests.py"))[::4]
    verdicts = {folder.name: grade(CONSTANT, (folder / "tests.py").read_text())["status"] for folder in folders}
    assert len(verdicts) == 22
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
SERVED: dict[str, set[str]] = {
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
    arguments = [["yours", number(thing)] if part == "thing" else part for part in ARGUMENTS]
    print(frame([VERB, [["builtins.tuple", []], ["builtins.dict", [], []]], arguments, False, None]), flush=True)
"""
ARGUMENTS_OF: dict[str, list[Any]] = {
    "call": ["thing", ["ref", 0], ["ref", 1]], "method": ["thing", "NAME", ["ref", 0], ["ref", 1]], "get": ["thing", "NAME"],
    "del": ["thing", "NAME"], "set": ["thing", "NAME", 1], "op": ["NAME", "thing", 1], "next": ["thing"], "send": ["thing", None],
    "throw": ["thing", "thing"], "close": ["thing"], "await": ["thing"], "anext": ["thing"], "copy": ["thing"],
}  # fmt: skip
CLOSED = ["_hidden", "__dict__", "__class__", "__init__", "__lt__", "__hash__", "check"]
"""Names that are closed even of an instance: `check` may be called, but not replaced."""


def forbidden() -> list[tuple[str, str, str]]:
    """A thing of each kind with each request that is not served for it, well-formed."""
    things = {kind: [thing for thing, its in THINGS.items() if its == kind] for kind in SERVED}
    pairs = [(kind, verb) for kind in SERVED for verb in ARGUMENTS_OF if verb not in SERVED[kind]]
    dice = random.Random(13)
    found = [(dice.choice(things[kind]), verb, dice.choice(["args", "__eq__", *CLOSED])) for kind, verb in pairs]
    found += [(thing, verb, "__str__") for thing in things[""] for verb in ("call", "get", "op", "method")]
    closed = [("set", "check"), ("op", "__lt__"), *((verb, "_hidden") for verb in ("get", "set", "del", "method"))]
    return found + [("node", verb, name) for verb, name in closed]


def test_a_request_that_is_not_on_the_list_is_always_tampering() -> None:
    def status(request: tuple[str, str, str]) -> str:
        thing, verb, name = request
        arguments = [name if part == "NAME" else part for part in ARGUMENTS_OF[verb]]
        mock = "from unittest.mock import Mock; mock = Mock()\n" if thing == "mock" else ""
        answer = PRE + NUMBERS + f"VERB, ARGUMENTS = {verb!r}, {arguments!r}\n"
        return str(grade(answer, f"{HEAD}{mock}assert solution({thing}) is None\n")["status"])

    requests = forbidden()
    with ThreadPoolExecutor(2) as pool:
        statuses = dict(zip(requests, pool.map(status, requests), strict=True))
    assert {request: status for request, status in statuses.items() if status != "tampering"} == {}
