"""Unusual but honest: what tests and answers may do with each other across two processes."""

import textwrap

import pytest

from tests.cheats import grade
from tests.cheats.styles import SHARED_ONLY
from tests.cheats.styles import STYLES as MORE

STYLES = {
    "inheritance": (
        """
        import abc
        class Shape(abc.ABC):
            @abc.abstractmethod
            def area(self): ...
        class Circle(Shape):
            def __init__(self, r): self.r = r
            def area(self): return 3 * self.r
        def make(): return type("Big", (Circle,), {})(2)
        """,
        """
        assert isinstance(make(), Circle) and isinstance(Circle(1), Shape) and issubclass(Circle, Shape)
        assert not issubclass(Shape, Circle) and make().area() == 6
        """,
    ),
    "arithmetic with numbers": (
        """
        class Vector:
            def __init__(self, x, y): self.x, self.y = x, y
            def __mul__(self, k): return Vector(self.x * k, self.y * k)
            __rmul__ = __mul__
            def __neg__(self): return self * -1
            def __abs__(self): return (self.x ** 2 + self.y ** 2) ** 0.5
            def __eq__(self, other): return isinstance(other, Vector) and (self.x, self.y) == (other.x, other.y)
            def __repr__(self): return f"Vector({self.x}, {self.y})"
        """,
        """
        assert Vector(1, 2) * 3 == Vector(3, 6) == 3 * Vector(1, 2) != Vector(1, 2)
        assert (Vector(1, 2) * 3).x == 3 and repr(-(Vector(1, 2) * 2)) == "Vector(-2, -4)" and abs(Vector(3, 4)) == 5
        """,
    ),
    "a reason that awaits": (
        """
        def plus(x): return x + 1
        """,
        """
        import asyncio
        async def two(): return 2
        async def main():
            assert plus(1) == 2, f"not {await two()}"
            if plus(1) != await two(): raise AssertionError(await two())
        asyncio.run(main())
        """,
    ),
    "membership by rule": (
        """
        class Interval:
            def __init__(self, a, b): self.a, self.b = a, b
            def __contains__(self, x): return self.a <= x <= self.b
        class Headers(dict):
            def __contains__(self, key): return super().__contains__(key.lower())
        """,
        """
        assert 3 in Interval(1, 5) and 7 not in Interval(1, 5)
        assert "A" in Headers(a=1)
        """,
    ),
    "files": (
        """
        import os, tempfile
        def copy(source, target):
            with open(source) as text, open(target, "w") as copied: copied.write(text.read())
        def make():
            number, path = tempfile.mkstemp()
            os.write(number, b"made")
            return path
        """,
        """
        import pathlib, tempfile
        with tempfile.NamedTemporaryFile("w") as source, tempfile.TemporaryDirectory() as folder:
            source.write("text")
            source.flush()
            target = pathlib.Path(folder) / "copy"
            copy(source.name, target)
            assert target.read_text() == "text"
        assert open(make()).read() == "made"
        """,
    ),
    "errors of the library": (
        """
        import decimal, json
        def load(text): return json.loads(text)
        def divide(): return decimal.Decimal(1) / 0
        def guarded(manager):
            with manager: raise KeyError("x")
        """,
        """
        import decimal, json
        class Manager:
            def __enter__(self): ...
            def __exit__(self, kind, error, trace): return kind is KeyError and str(error) == "'x'"
        guarded(Manager())
        cases = ((lambda: load("{"), json.JSONDecodeError), (divide, decimal.DivisionByZero), (divide, ZeroDivisionError))
        for function, expected in cases:
            try: function()
            except expected as error: assert error.args
            else: assert False
        """,
    ),
    "patched names of the answer": (
        """
        import sys, time
        def helper(): return 1
        def solution():
            time.sleep(0)
            return helper()
        def total(): return int(input("n? ")) + sum(map(int, sys.stdin))
        """,
        """
        import io
        import solution as module
        from unittest.mock import patch
        typed = io.StringIO("1\\n2\\n")
        with patch("solution.input", return_value="5", create=True) as asked, patch("solution.sys.stdin", typed):
            assert module.total() == 8
        asked.assert_called_once_with("n? ")
        with patch("solution.helper", return_value=7) as mocked, patch("solution.time.sleep") as slept:
            assert module.solution() == 7
        mocked.assert_called_once_with()
        slept.assert_called_once_with(0)
        with patch.object(module, "helper", lambda: 9):
            assert module.solution() == 9
        assert module.solution() == module.helper() == 1
        """,
    ),
    "signatures": (
        """
        import functools, inspect
        def solution(a, b: int = 2, *args, c=None) -> int: "Doc."
        def curry(f):
            missing = len(inspect.signature(f).parameters)
            return lambda *args: f(*args) if len(args) >= missing else functools.partial(curry(f), *args)
        def hints(f): return f.__annotations__
        """,
        """
        assert solution.__doc__ == "Doc."
        assert curry(lambda a, b: a + b)(1)(2) == 3
        def f(x: int): ...
        assert hints(f) == {"x": int}
        """,
    ),
    "exceptions": (
        """
        import dataclasses, json
        class AppError(Exception):
            def __init__(self, code=3):
                super().__init__(f"code {code}")
                self.code = code
        @dataclasses.dataclass(frozen=True)
        class Frozen: x: int = 1
        def parse(text): return json.loads(text)
        def wraps():
            try: 1 / 0
            except ZeroDivisionError as error: raise AppError(5) from error
        def code_of(f):
            try: f()
            except AppError as error: return error.code
        def theirs(kind): raise kind("k")
        """,
        """
        import dataclasses, json
        def caught(kind, f, *args):
            try: f(*args)
            except kind as error: return error
        assert type(caught(json.JSONDecodeError, parse, "{")) is json.JSONDecodeError
        assert caught(dataclasses.FrozenInstanceError, setattr, Frozen(), "x", 2)
        assert isinstance(caught(AppError, wraps).__cause__, ZeroDivisionError)
        assert AppError(4).code == 4 and str(AppError(4)) == "code 4"
        def bare(): raise AppError
        def nine(): raise AppError(9)
        assert (code_of(bare), code_of(nine)) == (3, 9)
        class Mine(Exception): pass
        assert type(caught(Mine, theirs, Mine)) is Mine
        """,
    ),
    "a decorator for methods": (
        """
        import functools
        def twice(f):
            @functools.wraps(f)
            def wrapped(self, x): return f(self, f(self, x))
            return wrapped
        """,
        """
        class Adder:
            def __init__(self, n): self.n = n
            @twice
            def add(self, x): return x + self.n
        assert Adder(3).add(1) == 7 and Adder.add.__name__ == "add"
        """,
    ),
    "attributes come and go": (
        """
        class Thing:
            def __init__(self): self.kept, self.gone = 1, 2
        def rename(node): node.name, node.size = "new", node.size + 1
        """,
        """
        thing = Thing()
        del thing.gone
        assert not hasattr(thing, "gone") and vars(thing) == {"kept": 1}
        class Node:
            name = "old"
            def __init__(self): self._size = 1
            @property
            def size(self): return self._size
            @size.setter
            def size(self, value): self._size = value
        node = Node()
        rename(node)
        assert (node.name, node.size) == ("new", 2)
        """,
    ),
}


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("isolation", ["separate", "shared"])
def test_an_honest_answer_passes(style: str, isolation: str) -> None:
    code, tests = map(textwrap.dedent, STYLES[style])
    verdict = grade(code, f"from solution import *\n{tests}", isolation=isolation)
    assert (verdict["status"], verdict["message"]) == ("passed", ""), verdict
    assert verdict["assertions"] > 0


@pytest.mark.parametrize("style", MORE)
@pytest.mark.parametrize("isolation", ["separate", "shared"])
def test_another_honest_answer_passes(style: str, isolation: str) -> None:
    code, tests = MORE[style]
    verdict = grade(code, tests, isolation=isolation)
    if style in SHARED_ONLY and isolation == "separate":
        assert verdict["status"] in ("failed", "error"), verdict
        assert 'it needs isolation = "shared"' in verdict["message"]
    else:
        assert (verdict["status"], verdict["message"]) == ("passed", ""), verdict


PLAIN_PYTHON_PASSES = {
    "`class Path(str)` with `/`": "path_div",
    "a class that extends an int, with a plain operand": "money_int",
    "the same of a float, a Decimal and a timedelta": "numbers_with_units",
    "a returned instance of a str's subclass whose class the tests do not import": "unknown_str_subclass",
    "the same of a list": "unknown_list_subclass",
    "the same of a dict": "unknown_dict_subclass",
    "`inspect.getsource` of a function": "getsource",
    "`inspect.getsource` of a class, its methods and the module": "getsource_of_methods",
    "`inspect.getsource` by the answer": "getsource_own",
    "`memoryview == bytes`": "memoryview",
    "reflected operators": "rpow",
    "`__file__`": "file",
}


def test_what_was_found_failing_passes_in_two_processes() -> None:
    """Each of these is graded above, in both isolations."""
    assert set(PLAIN_PYTHON_PASSES.values()) <= set(MORE) - SHARED_ONLY


def test_a_pass_takes_an_assertion_that_was_reached() -> None:
    tests = "from solution import solution\nfor x in solution():\n    assert x == 1\n"
    verdict = grade("def solution(): return []\n", tests)
    assert (verdict["status"], verdict["message"]) == ("failed", "not one assertion of the tests was reached")
    assert grade("def solution(): return [1]\n", tests)["status"] == "passed"
    refused = "try:\n    solution()\n    assert False\nexcept ValueError: pass\n"
    verdict = grade("def solution(): raise ValueError\n", f"from solution import solution\n{refused}")
    assert verdict["status"] == "passed"


@pytest.mark.parametrize(
    "look",
    ["abs(answer - 2)", "(answer - 2) ** 2", "round(answer - 2)", "float(answer - 2)", "(answer - 2) * (answer - 2)",
     "bool(answer - 2)", "f'{answer - 2:.1f}'", "abs(-(answer - 2))"],
)  # fmt: skip
def test_what_went_into_arithmetic_does_not_come_out_as_a_number(look: str) -> None:
    code = """
class Thing:
    def zero(self, *args): return 0
    def same(self, *args): return self
    __abs__ = __round__ = __pow__ = __mul__ = zero
    def __bool__(self): return False
    def __float__(self): return 0.0
    def __format__(self, spec): return "0.0"
    __sub__ = __neg__ = same
def solution(): return Thing()
"""
    tests = f"from solution import Thing, solution\nanswer = solution()\nassert {look} in (0, '0.0')\n"
    verdict = grade(code, tests)
    assert verdict["status"] == "error", verdict
    assert 'it needs isolation = "shared"' in verdict["message"]
