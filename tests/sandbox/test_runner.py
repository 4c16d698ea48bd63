"""The runner inside the sandbox: what crosses between tests and answer, the verdicts, their evidence, and the real data."""

import json
import re
import struct
import subprocess
import sys
import textwrap
import time
from pathlib import Path
from typing import Any

import pytest

from tests.cheats import IS_ROOT, RUNNER, SUITES, grade, honest
from tests.sandbox import humaneval_agreement

PROBLEMS = Path(__file__).parents[2] / "problems" / "contracts"


def judge(code: str, tests: str, **options: Any) -> dict[str, Any]:
    return grade(textwrap.dedent(code), "from solution import *\n" + textwrap.dedent(tests), **options)


def passes(code: str, tests: str, **options: Any) -> None:
    verdict = judge(code, tests, **options)
    assert (verdict["status"], verdict["message"]) == ("passed", ""), verdict
    assert verdict["assertions"] > 0


def complaint(code: str, tests: str, status: str, **options: Any) -> str:
    verdict = judge(code, tests, **options)
    assert verdict["status"] == status, verdict
    return str(verdict["message"])


# --- what crosses --------------------------------------------------------------------------------------------------


def test_values_cross_unchanged() -> None:
    passes(
        "def solution(x): return x",
        """
        import array, datetime, decimal, fractions, math, pathlib, re, uuid, zoneinfo
        from collections import Counter, OrderedDict, defaultdict, deque
        utc = datetime.timezone.utc
        values = [
            None, True, 1, -5, 2**63, -(10**4000), 1.5, math.inf, 1j, "a\\ud800\\u00fc\\0", b"\\0\\xff", bytearray(b"ab"),
            [1, [2, "list"]], ["ref", 0], ["builtins.list", []], (1, (2,)), (), {1, 2}, frozenset({1, (2, 3)}),
            {"a": [1], (1, 2): None, 3: {}}, deque([1, 2], maxlen=3), Counter("aab"), OrderedDict([(1, 2), (0, 1)]),
            decimal.Decimal("1.10"), fractions.Fraction(1, 3), datetime.datetime(2020, 2, 29, 1, 2, 3, 4, utc, fold=1),
            datetime.datetime(2020, 1, 1), datetime.date(2020, 1, 1), datetime.time(1, 2, tzinfo=utc),
            datetime.timedelta(days=-1, microseconds=5), datetime.timezone(datetime.timedelta(hours=2), "x"), range(1, 9, 2),
            slice(1, None, 2), ..., uuid.UUID(int=5), re.compile("a+", re.I), pathlib.PurePosixPath("/a"),
            array.array("i", [1, 2]), [[1, "x"], None, 2.0], [True, 1], {}.keys(), {1: 2}.items(), int,
        ]
        for value in values:
            back = solution(value)
            assert type(back) is type(value), (value, back)
            assert back == value, (value, back)
        assert math.isnan(solution(math.nan)) and str(solution(-0.0)) == "-0.0"
        assert solution(deque([1], maxlen=3)).maxlen == 3
        assert solution(defaultdict(list, {1: [2]})) == {1: [2]}
        assert [*solution({2: 0, 1: 0})] == [2, 1] and [*solution({1: 7}.values())] == [7]
        """,
    )


def test_deep_cyclic_and_shared_values_keep_their_shape() -> None:
    passes(
        """
        def depth(x):
            found = 0
            while x:
                x, found = x[0], found + 1
            return found
        def cycle():
            a = [1]
            a.append(a)
            t = (a,)
            a.append(t)
            return a
        def same(x): return x
        """,
        """
        deep = ()
        for _ in range(3000): deep = [(deep,)]
        assert depth(deep) == 6000
        c = cycle()
        assert c[1] is c and c[2][0] is c
        rows = same([[0]] * 3)
        assert rows[0] is rows[2]
        """,
    )


def test_mutated_arguments_come_back_in_place() -> None:
    passes(
        """
        def change(a, b=None):
            a.append([0])
            a[0] = 9
            if b is not None: b["new"] = a
            return a
        def clear(x): x.clear()
        def inner(x): x[0][1].append(3)
        def same(x): return x
        """,
        """
        import collections
        a, b = [1, 2], {"k": 1}
        assert change(a, b=b) is a
        assert a == [9, 2, [0]] and b["new"] is a
        for full in ([1], {1}, {1: 2}, bytearray(b"a"), collections.deque([1]), collections.Counter("a"),
                     collections.OrderedDict(a=1), collections.defaultdict(int, {1: 2})):
            clear(full)
            assert not full, full
        nested = [({}, part := [])]
        inner(nested)
        assert part == [3]
        t = (1, [2])
        assert same(t) is t
        """,
    )


def test_exceptions_cross_by_type_message_and_attributes() -> None:
    passes(
        """
        class EmptyError(ValueError):
            def __init__(self, code, text):
                super().__init__(text)
                self.code = code
            def __str__(self): return f"empty: {self.args[0]}"
        class Both(EmptyError, KeyError): pass
        def solution(x):
            match x:
                case 0: raise ValueError("zero")
                case 1: raise EmptyError(7, "one")
                case 2: raise Both(8, "two")
                case 3: return {}["k"]
                case 4: raise OSError(2, "gone")
                case 5: assert False, "hm"
                case 6: return ValueError("v")
                case 7: b"\\xff".decode()
            return x()
        """,
        """
        def caught(error, *args):
            try: solution(*args)
            except error as found: return found
        assert str(caught(ValueError, 0)) == "zero"
        assert caught(ValueError, 1).code == 7 and str(caught(EmptyError, 1)) == "empty: one"
        assert isinstance(caught(EmptyError, 2), KeyError) and type(caught(Both, 2)) is Both
        assert issubclass(Both, EmptyError) and issubclass(EmptyError, ValueError)
        assert caught(KeyError, 3).args == ("k",)
        assert caught(FileNotFoundError, 4).errno == 2
        assert caught(AssertionError, 5)
        assert type(solution(6)) is ValueError
        assert caught(UnicodeDecodeError, 7).start == 0
        class Mine(Exception): pass
        mine = Mine("x")
        def boom(): raise mine
        assert caught(Mine, boom) is mine
        def missing(): return {}[3]
        assert caught(KeyError, missing).args == (3,)
        """,
    )


def test_generators_iterators_and_contexts_cross_lazily() -> None:
    passes(
        """
        import contextlib, itertools
        def count():
            for i in itertools.count(): yield i
        def echo():
            heard = None
            while heard != "stop": heard = yield heard
            return "bye"
        closed = []
        def closing():
            try: yield 1
            finally: closed.append(1)
        def is_closed(): return closed
        def take(it, n): return [next(it) for _ in range(n)]
        def mapped(f, xs): return map(f, xs)
        @contextlib.contextmanager
        def quiet():
            with contextlib.suppress(ZeroDivisionError): yield 5
        """,
        """
        import inspect, itertools
        assert list(itertools.islice(count(), 3)) == [0, 1, 2] and inspect.isgenerator(count())
        talk = echo()
        next(talk)
        assert talk.send(3) == 3
        try: talk.send("stop")
        except StopIteration as stop: assert stop.value == "bye"
        else: assert False
        one = closing()
        next(one)
        one.close()
        assert is_closed() == [1]
        mine = (x for x in range(10))
        assert take(mine, 3) == [0, 1, 2] and next(mine) == 3 and take(iter("ab"), 1) == ["a"]
        assert list(mapped(lambda x: x + 1, [1, 2])) == [2, 3] and list(mapped(str, [1])) == ["1"]
        with quiet() as five:
            assert five == 5
            raise ZeroDivisionError
        """,
    )


def test_functions_cross_both_ways() -> None:
    passes(
        """
        import functools
        def apply(f, *args, **kwargs): return f(*args, **kwargs)
        def compose(*fs): return lambda x: functools.reduce(lambda value, f: f(value), fs, x)
        def memo(f):
            cache = {}
            @functools.wraps(f)
            def wrapped(*args):
                if args not in cache: cache[args] = f(*args)
                return cache[args]
            wrapped.cache = cache
            return wrapped
        @functools.lru_cache
        def cached(x): return x
        def make():
            n = 0
            def up():
                nonlocal n
                n += 1
                return n
            return up
        class Memo(dict):
            def __call__(self, x): return self[x]
            def __missing__(self, x): return x + 1
        successor = Memo()
        """,
        """
        import math, operator
        assert apply(lambda a, b: a + b, 1, b=2) == 3 and compose(str, len)(123) == 3
        calls = []
        @memo
        def fib(n):
            "doc"
            calls.append(n)
            return n if n < 2 else fib(n - 1) + fib(n - 2)
        assert fib(150) == 9969216677189303386214405760200 and len(calls) == len(fib.cache) == 151
        assert (fib.__name__, fib.__doc__) == ("fib", "doc")
        cached(2); cached(2)
        assert cached.cache_info().hits == 1
        up = make()
        assert (up(), up()) == (1, 2) and callable(up) and callable(make)
        seen = []
        apply(seen.append, 5)
        assert seen == [5] and apply(operator.add, 1, 2) == 3 and apply(math.sqrt, 4) == 2 and apply(str.upper, "a") == "A"
        assert successor(1) == 2
        """,
    )


def test_classes_of_the_answer() -> None:
    passes(
        """
        import collections, dataclasses, enum, typing
        class Stack:
            LIMIT = 3
            def __init__(self, *items): self.items = list(items)
            def push(self, item): self.items.append(item); return self
            def __len__(self): return len(self.items)
            def __iter__(self): return iter(self.items)
            def __getitem__(self, i): return self.items[i]
            def __repr__(self): return f"Stack({self.items})"
            @property
            def top(self): return self.items[-1]
            @classmethod
            def of(cls, *items): return cls(*items)
            @staticmethod
            def two(): return 2
        @dataclasses.dataclass(frozen=True, order=True)
        class Point:
            x: int
            y: int = 0
            def __add__(self, other): return Point(self.x + other.x, self.y + other.y)
        class Color(enum.Enum):
            RED = 1
            BLUE = 2
        class Level(enum.IntEnum):
            LOW = 1
        class Pair(typing.NamedTuple):
            a: int
            b: int = 2
        class LRU(collections.OrderedDict):
            def peek(self, key): return self[key]
        def point(x): return Point(x, x)
        def pair(): return Pair(1)
        def color(x): return Color(x)
        def level(): return Level.LOW
        def is_point(p): return isinstance(p, Point)
        def hidden(): return collections.namedtuple("Hidden", "p q")(1, 2)
        """,
        """
        s = Stack(1, 2)
        assert s.push(3) is s and len(s) == 3 and list(s) == [1, 2, 3] and s[0] == 1 and 2 in s and 5 not in s
        assert repr(s) == "Stack([1, 2, 3])" and s.top == 3 and Stack.of(1).items == [1] and Stack.two() == 2
        assert isinstance(s, Stack) and type(s) is Stack and type(s).__name__ == "Stack" and Stack.LIMIT == 3
        assert s and not Stack()
        s.items = [9]
        assert s.top == 9
        p = Point(1, 2)
        assert p == Point(1, 2) != Point(2, 1) and p < Point(2, 0) and p + Point(1, 1) == Point(2, 3)
        assert len({Point(1, 1), Point(1, 1)}) == 1 and point(3) == Point(3, 3) and point(3).x == 3 and is_point(p)
        try: p.x = 3
        except AttributeError: pass
        else: assert False
        assert Color.RED is color(1) and [c.value for c in Color] == [1, 2] and Color["BLUE"].name == "BLUE"
        assert Color(2) is Color.BLUE and level() == 1
        assert pair() == Pair(1, 2) == (1, 2) and pair().a == 1 and isinstance(pair(), Pair) and [*pair()] == [1, 2]
        assert hidden().p == 1 and hidden() == (1, 2) and hidden()._asdict() == {"p": 1, "q": 2}
        cache = LRU()
        cache["a"] = 1
        assert cache.peek("a") == 1 and "a" in cache and "b" not in cache and cache == {"a": 1} and list(cache) == ["a"]
        """,
    )


def test_classes_of_the_tests() -> None:
    passes(
        """
        def total(head):
            found = 0
            while head: found, head = found + head.value, head.next
            return found
        def reverse(head):
            done = None
            while head: head.next, done, head = done, head, head.next
            return done
        def is_node(value, cls): return isinstance(value, cls)
        def speak(animal): return animal.speak() + str(animal)
        """,
        """
        class Node:
            def __init__(self, value, next=None): self.value, self.next = value, next
        class Animal:
            def speak(self): return "x"
            def __str__(self): return "A"
        a = Node(1, Node(2, Node(3)))
        assert total(a) == 6
        last = reverse(a)
        assert last.value == 3 and last.next.next is a
        assert is_node(a, Node) and not is_node(5, Node)
        assert speak(Animal()) == "xA"
        """,
    )


def test_other_styles_of_tests() -> None:
    code = "def solution(x):\n    print('said', x)\n    return x * 2\n"
    passes(code, "import solution as s\nassert s.solution(1) == 2 and not hasattr(s, 'other')")
    passes(code, "def check(candidate):\n    assert candidate(1) == 2, 'why'\ncheck(solution)")
    passes(code, "import sys\nassert __name__ == '__main__' and solution(1) == 2\nsys.exit(0)")
    passes(
        code,
        """
        import contextlib, io
        with contextlib.redirect_stdout(io.StringIO()) as heard: solution(3)
        assert heard.getvalue() == "said 3\\n"
        """,
    )


def test_code_runs_as_it_is_written() -> None:
    passes(
        "def solution(x: int) -> str: ...\nhere = __name__",
        """
        def mine(x: int) -> str: ...
        assert solution.__annotations__ == mine.__annotations__ == {"x": int, "return": str}
        assert here == "solution"
        """,
    )


@pytest.mark.parametrize(
    "ending", ["unittest.main()", "", "if __name__ == '__main__':\n    unittest.main(verbosity=2)"]
)
def test_unittest_with_and_without_main(ending: str) -> None:
    tests = f"""
import unittest
class Doubles(unittest.TestCase):
    def setUp(self): self.k = 2
    def test_value(self):
        self.assertEqual(solution(self.k), 4)
    def test_error(self):
        with self.assertRaises(TypeError): solution()
        for i in range(3):
            with self.subTest(i=i): self.assertEqual(solution(i), 2 * i)
{ending}
"""
    good = judge("def solution(x): return 2 * x", tests)
    assert (good["status"], good["assertions"]) == ("passed", 5)
    assert complaint("def solution(x): return 2 * x if x < 2 else 0", tests, "failed").split("\n") == [
        "with self.subTest(i=i): self.assertEqual(solution(i), 2 * i)",
        "AssertionError: 0 != 4",
        "last call: solution(2) returned 0",
    ]


@pytest.mark.parametrize("suite", SUITES)
@pytest.mark.parametrize("isolation", ["separate", "shared"])
def test_honest_answers_pass(suite: str, isolation: str) -> None:
    verdict = grade(*honest(suite), isolation=isolation)
    if suite == "sessions" and isolation == "separate":
        assert "is asynchronous: it needs isolation" in verdict["message"]
    else:
        assert (verdict["status"], verdict["message"], verdict["isolation"]) == ("passed", "", isolation)


def test_shared_isolation_is_one_process() -> None:
    tests = "import os\nassert pid() == os.getpid()"
    passes("import os\ndef pid(): return os.getpid()", tests, isolation="shared")
    assert "returned" in complaint("import os\ndef pid(): return os.getpid()", tests, "failed")


# --- evidence ------------------------------------------------------------------------------------------------------

ANSWER = """
def solution(x):
    if type(x) is str:
        raise KeyError(x)
    return x if x < 3 else x + 1
"""
EVIDENCE = [
    ("assert solution(3) == 3", "solution(3) returned 4, expected 3"),
    ("assert 3 == solution(3)", "solution(3) returned 4, expected 3"),
    ("assert 4 > solution(3)", "solution(3) returned 4, expected < 4"),
    ("assert solution(1) is None", "solution(1) returned 1, expected None"),
    ("assert solution(2) in [1, 4]", "solution(2) returned 2, expected in [1, 4]"),
    ("assert not solution(1)", "solution(1) returned 1, expected something false"),
    ("assert solution(0)", "solution(0) returned 0, expected something true"),
    (
        "assert solution(1) == (solution(0) == 1)",
        "solution(1) returned 1, expected False\nsolution(0) returned 0, expected 1",
    ),
    ("assert solution(1) != 1", "solution(1) returned 1, expected != 1"),
    (
        "assert 1 <= solution(3) < 3",
        "1 <= solution(3) < 3 was False, expected something true",
    ),
    ("assert solution(1) == 1 and solution(2) == 4", "solution(2) returned 2, expected 4"),
    (
        "assert solution(1) == 2 or solution(2) == 3",
        "solution(1) returned 1, expected 2\nsolution(2) returned 2, expected 3",
    ),
    (
        "assert isinstance(solution(1), str)",
        "isinstance(solution(1), str) returned False, expected something true",
    ),
    ("assert abs(solution(1) - 0.5) < 1e-6", "abs(solution(1) - 0.5) returned 0.5, expected < 1e-06"),
    (
        "assert all(solution(i) == i for i in range(9))",
        "solution(i) returned 4, expected 3",
    ),
]


@pytest.mark.parametrize(("tests", "expected"), EVIDENCE)
@pytest.mark.parametrize("isolation", ["separate", "shared"])
def test_evidence_of_an_assert(tests: str, expected: str, isolation: str) -> None:
    said = complaint(ANSWER, tests, "failed", isolation=isolation)
    assert said.partition("\nlast call: ")[0] == f"{tests}\n{expected}"


@pytest.mark.parametrize(
    ("tests", "status", "expected"),
    [
        (
            "wanted = [1, 2]\nfound = [solution(3)]\nassert found == wanted",
            "failed",
            "assert found == wanted\nfound was [4], expected [1, 2]\nlast call: solution(3) returned 4",
        ),
        (
            "def raises(error, *args):\n    try: solution(*args)\n    except error: return True\n"
            "    except Exception: return False\n"
            "assert raises(ValueError, 'a')",
            "failed",
            "assert raises(ValueError, 'a')\nraises(ValueError, 'a') returned False, expected something true\n"
            "last call: solution('a') raised KeyError: 'a'",
        ),
        (
            "def check(f):\n    for n, wanted in [(1, 1), (3, 9)]:\n        assert f(n) == wanted, n\ncheck(solution)",
            "failed",
            "assert f(n) == wanted, n\nf(n) returned 4, expected 9\nwhere n = 3\nmessage: 3\nlast call: solution(3) returned 4",
        ),
        (
            "assert (\n    solution('a')\n    == 1\n)",
            "error",
            "KeyError: 'a'\nanswer line 4: raise KeyError(x)\nin the call solution('a')\nassert ( solution('a') == 1 )",
        ),
        (
            "assert solution(1)['x'] == 1",
            "error",
            "TypeError: 'int' object is not subscriptable\ntests line 2: assert solution(1)['x'] == 1\n"
            "last call: solution(1) returned 1",
        ),
        ("raise AssertionError('no')", "failed", "raise AssertionError('no')\nAssertionError: no"),
        ("import sys\nsys.exit(3)", "failed", "tests.py exited with 3\nsys.exit(3)"),
        ("assert (", "error", "tests.py does not compile: '(' was never closed (tests.py, line 2)"),
    ],
)
def test_evidence_of_other_endings(tests: str, status: str, expected: str) -> None:
    assert complaint(ANSWER, tests, status) == expected


def test_evidence_of_an_answer_that_does_not_load() -> None:
    message = complaint("import math\ndef solution(x) return x", "assert solution(1) == 1", "error")
    assert message == "SyntaxError: expected ':' (solution.py, line 2)\nanswer line 2: def solution(x) return x"
    message = complaint("table = {}\nfirst = table['a']", "assert first == 1", "error")
    assert message == "KeyError: 'a'\nanswer line 2: first = table['a']"
    assert "cannot import name 'other'" in complaint("x = 1", "from solution import other", "error")


def test_evidence_is_bounded_and_stable() -> None:
    tests = "assert solution() == [0] * 300 + [{'k': 'v' * 999}]"
    code = "class C: pass\ndef solution(): return [0] * 299 + [C, {'k': 'v' * 999}]"
    message = complaint(code, tests, "failed")
    assert len(message) <= 1600
    message = complaint("class C: pass\ndef solution(): return [C(), C]", "assert solution() == [object()]", "failed")
    assert message.split("\n")[1] == "solution() returned [<solution.C object>, C], expected [<object object>]"
    assert complaint("def solution(): return {*'badc'}", "assert solution() == 1", "failed").endswith(
        "returned {'a', 'b', 'c', 'd'}, expected 1"
    )


def test_a_call_is_told_by_the_name_that_the_tests_use() -> None:
    message = complaint("solution = lambda n: 1 // n", "assert solution(0) == 1", "error")
    assert message.split("\n")[2] == "in the call solution(0)"


def test_assertions_held_are_counted() -> None:
    assert judge(ANSWER, "for i in range(3):\n    assert solution(i) == i\nassert solution(3) == 3")["assertions"] == 3


def test_a_plain_value_is_never_shown_for_a_comparison() -> None:
    spy = """
    heard = []
    class Spy:
        def __getattr__(self, name): heard.append(name); raise AttributeError(name)
        def __sub__(self, other): heard.append(other); return 0
        __eq__ = __lt__ = __contains__ = __radd__ = __sub__
        __hash__ = None
    spy = Spy()
    def solution(): return spy
    def listen(): return heard
    """
    tests = """
    import operator
    for wanted in (41, "secret", [1], (2,), {3: 4}):
        for compare in (operator.eq, operator.lt, operator.sub, operator.add):
            for operands in ((solution(), wanted), (wanted, solution())):
                try: compare(*operands)
                except TypeError: pass
    assert listen() == []
    """
    passes(spy, tests)
    assert "'in' would show the value" in complaint(
        spy, "try: 41 in solution()\nexcept TypeError: assert True", "error"
    )


def test_tests_may_go_on_after_a_failed_assertion() -> None:
    code = """
    import time
    class Thing:
        def __repr__(self): return "Thing()"
    def slow():
        time.sleep(0.5)
        return 1
    """
    tests = """
    try:
        assert Thing() == 1
    except AssertionError: pass
    assert slow() == 1
    """
    passes(code, tests)
    assert "Thing() returned Thing(), expected 1" in complaint(code, "assert Thing() == 1", "failed")


def test_an_object_that_equals_everything_equals_nothing() -> None:
    lie = "class Any:\n    def __eq__(self, other): return True\n"
    assert complaint(lie, "assert Any() == Any()", "failed")
    passes("class Some:\n    def __eq__(self, other): return isinstance(other, Some)\n", "assert Some() == Some()")
    passes("class Odd:\n    def __eq__(self, other): return other.x == 1\n    x = 1\n", "assert Odd() == Odd()")


@pytest.mark.parametrize(
    "reach",
    ["f.__globals__", "f.__code__", "f.__closure__", "f.__getattribute__('__globals__')",
     "g.gi_frame", "o.__dict__", "o.method.__self__", "o.method.__func__", "o.__class__.__init__.__globals__",
     "f.__builtins__", "vars(o)['hidden']"],
)  # fmt: skip
def test_objects_of_the_tests_show_no_more_than_their_public_side(reach: str) -> None:
    tests = """
    SECRET = 912345
    def f(): return 1
    class O:
        hidden = 3
        def __init__(self): self.seen = 2
        def method(self): return SECRET
    found = reach(f, (i for i in [SECRET]), O())
    assert "912345" not in found and "SECRET" not in found, found
    """
    code = f"""
    def reach(f, g, o):
        assert o.seen == 2 and f() == 1
        try: value = {reach}
        except (AttributeError, TypeError, KeyError): return "refused"
        return repr(value.f_globals if type(value).__name__ == "frame" else [getattr(value, "co_consts", 0), value])
    """
    passes(code, tests)


# --- limits and processes ------------------------------------------------------------------------------------------


def test_output_is_kept_from_its_end() -> None:
    code = "import sys\ndef solution():\n    print('a' * 5000 + 'end')\n    sys.stderr.write('warned')\n"
    verdict = judge(code, "assert solution() == 1", output_kb=1)
    assert len(verdict["stdout"]) == 1024
    assert verdict["stdout"].endswith("aend\n")
    assert verdict["stderr"] == "warned"


def test_the_timeout_names_the_call_that_ran() -> None:
    code = "def solution(n):\n    while n: pass\n    return n\n"
    verdict = judge(code, "assert solution(0) == 0\nassert solution(1) == 1", timeout=0.5)
    assert (verdict["status"], verdict["assertions"]) == ("timeout", 1)
    assert verdict["message"] == "timed out after 0.5 s\nin the call solution(1)\nassert solution(1) == 1"
    assert 0.5 <= verdict["seconds"] < 1.5
    message = complaint("def solution(n): return n", "while solution(1): pass", "timeout", timeout=0.5)
    assert "while solution(1): pass" in message
    assert "while the answer was imported" in complaint("while True: pass", "assert True", "timeout", timeout=0.5)


@pytest.mark.parametrize("isolation", ["separate", "shared"])
def test_memory_is_limited(isolation: str) -> None:
    code = "def solution(n):\n    return len(bytearray(n << 20))\n"
    tests = "assert solution(40) == 40 << 20\nassert solution(300) == 300 << 20"
    verdict = judge(code, tests, memory_mb=200, isolation=isolation)
    assert (verdict["status"], verdict["assertions"]) == ("out_of_memory", 1) or isolation == "shared", verdict
    assert verdict["message"].startswith("MemoryError\nanswer line 2: return len(bytearray(n << 20))")
    assert judge(code, tests, memory_mb=600, isolation=isolation)["status"] == "passed"


def test_the_end_of_the_answers_process_is_told() -> None:
    assert complaint("import os\ndef solution(): os._exit(3)", "solution()", "error").split("\n") == [
        "the answer ended its own process with exit status 3",
        "in the call solution()",
        "solution()",
    ]
    code = "import ctypes\ndef solution(): ctypes.string_at(0)"
    assert complaint(code, "solution()", "error").startswith("the answer's process was killed by SIGSEGV")
    code = "import os\ndef solution(): os.closerange(3, 99); import time; time.sleep(9)"
    assert complaint(code, "solution()", "error").startswith("the answer closed its channel to the tests")


def test_nothing_is_left_behind() -> None:
    code = """
    import os, subprocess, sys, time
    def solution():
        for session in (False, True):
            subprocess.Popen(["sleep", "7531"], start_new_session=session)
        if not os.fork():
            os.setsid()
            if not os.fork():
                os.execvp("sleep", ["sleep", "7531"])
            os._exit(0)
        time.sleep(0.2)
        return 1
    """
    passes(code, "assert solution() == 1")
    assert not [line for line in command_lines() if "7531" in line]


def command_lines() -> list[str]:
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            found.append(path.read_text().replace("\0", " "))
        except OSError:
            continue
    return found


def test_processes_have_their_own_uids_and_no_secrets() -> None:
    if not IS_ROOT:
        pytest.skip("only root can switch uids")
    code = """
    import os
    def look():
        with open("/proc/self/status") as file: status = dict(line.split(":", 1) for line in file)
        return {"uid": os.getresuid(), "gid": os.getresgid(), "groups": os.getgroups(), "caps": status["CapEff"],
                "parent": os.stat(f"/proc/{os.getppid()}").st_uid, "fds": len(os.listdir("/proc/self/fd")),
                "env": dict(os.environ)}
    def memory(pid):
        with open(f"/proc/{pid}/mem", "rb"): return True
    """
    tests = """
    import os
    found = look()
    assert found["parent"] == 0 and found["uid"] != os.getresuid() and len(set(found["uid"])) == 1 and 0 not in found["uid"]
    assert found["gid"] == found["uid"] and 0 not in os.getresuid()
    assert found["groups"] == [] and found["env"] == {} and found["fds"] == 6
    assert int(found["caps"], 16) & ~(1 << 2) == 0
    for pid in (os.getpid(), os.getppid()):
        try: memory(pid)
        except PermissionError: pass
        else: assert False
    """
    passes(code, tests)


def raw(stdin: bytes) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(
        [sys.executable, "-I", "-S", str(RUNNER)], input=stdin, capture_output=True, timeout=20, env={}
    )


@pytest.mark.parametrize("stdin", [b"", b"\0\0", struct.pack(">I", 900) + b"{}"])
def test_the_end_of_input_before_a_job_is_silent(stdin: bytes) -> None:
    done = raw(stdin)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_the_reply_is_one_frame() -> None:
    job = {"nonce": "éa", "code": "solution = len", "tests": "from solution import solution\nassert solution('ab') == 2",
           "timeout": 5, "memory_mb": 256, "output_kb": 64, "isolation": "separate"}  # fmt: skip
    payload = json.dumps(job).encode()
    done = raw(struct.pack(">I", len(payload)) + payload)
    reply = json.loads(done.stdout[4:])
    assert struct.pack(">I", len(done.stdout) - 4) == done.stdout[:4]
    assert reply.pop("seconds") < 5
    assert reply == {"nonce": "éa", "status": "passed", "isolation": "separate", "message": "", "stdout": "", "stderr": "",
                     "assertions": 1}  # fmt: skip


def test_it_ends_by_sigterm_with_its_children() -> None:
    process = subprocess.Popen([sys.executable, "-I", "-S", str(RUNNER)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    try:
        patience = time.monotonic() + 10
        while len(children := child_pids(process.pid)) < 2:
            assert time.monotonic() < patience
            time.sleep(0.01)
        process.terminate()
        assert process.wait(5) == 143
        patience = time.monotonic() + 5
        while [pid for pid in children if is_alive(pid)]:  # they are killed, and take a moment to go
            assert time.monotonic() < patience
            time.sleep(0.01)
    finally:
        process.kill()
        process.communicate()


def is_alive(pid: int) -> bool:
    """Whether it runs; a dead one stays in /proc until whoever adopted it reaps it."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except FileNotFoundError:
        return False


def child_pids(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


# --- real data -----------------------------------------------------------------------------------------------------


@pytest.mark.skipif(not humaneval_agreement.DATA.exists(), reason="HumanEval is not beside this checkout")
def test_humaneval_agrees_with_one_process() -> None:
    references = list(humaneval_agreement.reference_answers())
    found = humaneval_agreement.compare(references)
    assert (found.passed, found.failed, found.disagreements) == (163, 1, [])
    some = [mutant for program in references[::4] for mutant in humaneval_agreement.mutants(program, 1)]
    found = humaneval_agreement.compare(some)
    assert found.disagreements == []
    assert found.passed + found.failed == len(some) >= 35
    assert found.failed > found.passed


@pytest.mark.skipif(not PROBLEMS.exists(), reason="no bundled problems yet")
def test_bundled_problems() -> None:
    folders = sorted(path.parent for path in PROBLEMS.glob("*/tests.py"))
    for folder in folders[::5]:
        tests = (folder / "tests.py").read_text()
        timeout = re.search(r"^timeout = ([\d.]+)", (folder / "problem.toml").read_text(), re.M)
        limits = {"timeout": float(timeout[1]) if timeout else 10.0}
        verdict = grade((folder / "solution.py").read_text(), tests, **limits)
        assert verdict["status"] == "passed", (folder, verdict)
        for bug in sorted((folder / "bugs").glob("*.py"))[:1]:
            verdict = grade(bug.read_text(), tests, **limits)
            assert verdict["status"] != "passed", bug
            assert "\n" in verdict["message"], (bug, verdict)
