"""What the answer's process may ask of the tests' process: a short list, and nothing that is not on it."""

import random
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sandbox.runner.codec import Encoder
from sandbox.runner.granting import Granting
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


@pytest.mark.parametrize("said", ["None", "7", "'x' * (3 << 20)"])
def test_no_report_of_an_answer_breaks_the_supervisor(said: str) -> None:
    report = '["builtins.dict", ["status", "message", "assertions"], ["failed", SAID, 1]]'.replace("SAID", said)
    code = f'{PRE}\ndef solution(): find()._send(["ok", [{report}], ["ref", 0], [], ""])'
    verdict = grade(code, "from solution import solution\nassert solution() == 4", isolation="shared", timeout=3.0)
    assert verdict["status"] in ("failed", "error")
    assert len(verdict["message"]) < 4000


def test_one_answer_to_many_problems_passes_none() -> None:
    folders = sorted(path.parent for path in PROBLEMS.glob("*/tests.py"))[::4]
    verdicts = {folder.name: grade(CONSTANT, (folder / "tests.py").read_text())["status"] for folder in folders}
    assert len(verdicts) == 22
    assert set(verdicts.values()) == {"tampering"}


# --- what is on the list, said once more -----------------------------------------------------------------------------

HEAD = """
import functools, io, itertools, operator, os, random, sys, threading, types
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
lock = threading.Lock()
"""
KINDS = {
    "function": ["f", "lambda *args: 1", "functools.partial(f, 5)", "functools.cache(f)", "node.check", "[].append", "mock"],
    "iterator": ["iter([1])", "itertools.count()", "enumerate('ab')"],
    "generator": ["g()"],
    "instance": ["node"],
    "": ["Node", "Made", "Made(1)", "ValueError('v')", "lock", "threading", "sys.__stderr__", "type", "object()",
         "lock.acquire", "sys.exit", "sys._getframe()", "f.__code__", "mock.call_args_list", "types.MappingProxyType({})"],
}  # fmt: skip
"""What the tests may pass, by its kind."""
THINGS = {thing: kind for kind, things in KINDS.items() for thing in things}
SERVED = {"function": {"call"}, "iterator": {"next"}, "generator": {"next", "send", "throw", "close"}}
ARGUMENTS_OF: dict[str, list[str]] = {
    "call": ["thing", "()", "{}"], "method": ["thing", "NAME", "()", "{}"], "get": ["thing", "NAME"], "del": ["thing", "NAME"],
    "set": ["thing", "NAME", "1"], "op": ["thing", "NAME", "1"], "next": ["thing"], "send": ["thing", "None"],
    "throw": ["thing", "Made(2)"], "close": ["thing"], "await": ["thing"], "anext": ["thing"], "copy": ["thing"],
    "content": ["thing"], "load": [], "names": [], "grade": ["NAME"],
}  # fmt: skip
"""Well-formed requests."""
NAMES = [
    "value", "check", "new", "args", "_hidden", "__dict__", "__class__", "__init__", "__globals__", "__eq__", "__lt__", "__str__",
]  # fmt: skip
AIMED = st.one_of(
    st.tuples(st.sampled_from([*KINDS]).flatmap(lambda k: st.sampled_from(KINDS[k])), st.sampled_from([*ARGUMENTS_OF])),
    st.tuples(st.just("node"), st.sampled_from(["get", "set", "del", "op"])),
    st.tuples(st.sampled_from(KINDS[""]), st.sampled_from(["call", "get", "op"])),
)
"""A thing and a verb; more often where the name decides, and where nothing is served."""


def is_served(thing: str, verb: str, name: str) -> bool:
    if THINGS[thing] != "instance":
        return verb in SERVED.get(THINGS[thing], ())
    public = {"get": name[0] != "_", "set": name[0] != "_" and name != "check"}
    return public.get(verb, False) or (verb == "op" and name in ("__eq__", "__str__", "__repr__"))


class Tampered(Exception):
    pass


class Side(Granting):
    """The tests' end of the channel, as it is when the answer has been given things."""

    def __init__(self, mocking: bool) -> None:
        super().__init__(-1, -1, "")
        mock = "from unittest.mock import Mock; mock = Mock()" if mocking else ""
        self.names: dict[str, Any] = {"__name__": "__main__"}
        exec(compile(f"{HEAD}{mock}", "tests.py", "exec"), self.names)

    def give(self, thing: str) -> Any:
        made = eval(compile(thing, "tests.py", "eval"), self.names)
        Encoder(self._export).encode([made])
        return made

    def tampered(self, text: str) -> Any:
        raise Tampered(text)

    refuse = tampered


@settings(max_examples=600, deadline=None, derandomize=True)
@given(AIMED, st.sampled_from(NAMES))
def test_only_what_is_on_the_list_is_served(aimed: tuple[str, str], name: str) -> None:
    thing, verb = aimed
    tests = Side("mock" in thing)
    refused, value = False, None
    try:
        made = tests.give(thing)
        named = tests.names | {"thing": made, "NAME": name}
        value = tests.perform(verb, *(eval(part, named) for part in ARGUMENTS_OF[verb]))
    except Tampered:
        refused = True
    except Exception as error:  # what was asked for raised it
        value = error
    assert refused is not is_served(thing, verb, name), (thing, verb, name, value)
    assert "s3cr3t" not in str(value)
    assert tests.names["Node"].count == 1


# --- over the channel ------------------------------------------------------------------------------------------------

NUMBERS = """
def number(thing): return find()._yours[id(thing)]
WIRE = {"()": ["ref", 0], "{}": ["ref", 1], "1": 1, "None": None}
def solution(*things):
    heard = []
    for which, verb, name, parts in REQUESTS:
        me = ["yours", number(things[which])]
        given = [me if part in ("thing", "Made(2)") else name if part == "NAME" else WIRE[part] for part in parts]
        reply = frame([verb, [["builtins.tuple", []], ["builtins.dict", [], []]], given, False])
        heard.append(reply)
        print(reply, flush=True)
    return heard
"""
CROSSING = ["f", "node.check", "[].append", "iter([1])", "g()", "node", "Node", "Made", "Made(1)", "lock", "threading"]
REQUESTS = st.tuples(st.integers(0, len(CROSSING) - 1), st.sampled_from([*ARGUMENTS_OF]), st.sampled_from(NAMES))


def verdict_on(requests: list[tuple[int, str, str]]) -> dict[str, Any]:
    sent = [(which, verb, name, ARGUMENTS_OF[verb]) for which, verb, name in requests]
    tests = f"from solution import solution\n{HEAD}assert solution({', '.join(CROSSING)}) == SECRET\nassert Node.count == 1\n"
    return grade(f"{PRE}{NUMBERS}REQUESTS = {sent!r}\n", tests, timeout=3.0)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(st.lists(REQUESTS, min_size=1, max_size=6))
def test_random_requests_earn_nothing(requests: list[tuple[int, str, str]]) -> None:
    verdict = verdict_on(requests)
    is_honest = all(is_served(CROSSING[which], verb, name) for which, verb, name in requests)
    assert verdict["status"] in (("failed", "error") if is_honest else ("tampering",)), verdict
    assert "s3cr3t" not in verdict["stdout"]


def test_a_request_that_is_not_on_the_list_is_always_tampering() -> None:
    """Each kind with each request that is not served for it."""
    first = {THINGS[thing]: number for number, thing in reversed([*enumerate(CROSSING)])}
    dice = random.Random(13)
    pairs = [(which, verb, dice.choice(NAMES)) for which in first.values() for verb in ARGUMENTS_OF]
    requests = [pair for pair in pairs if not is_served(CROSSING[pair[0]], *pair[1:])]
    assert len(requests) > 70
    with ThreadPoolExecutor(2) as pool:
        statuses = [verdict["status"] for verdict in pool.map(lambda request: verdict_on([request]), requests)]
    assert [request for request, status in zip(requests, statuses, strict=True) if status != "tampering"] == []
