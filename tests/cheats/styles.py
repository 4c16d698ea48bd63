"""Honest answers in many styles, each with its tests: what plain Python passes, the sandbox passes."""

import textwrap

from tests.cheats.pairs import PAIRS

STYLES: dict[str, tuple[str, str]] = {}
SHARED_ONLY = {
    "signature", "fields", "copies", "library_partial", "set_operator", "abstract_classes_of_the_library", "asynchronous",
    "asynchronous_callbacks", "subclass_of_fraction", "a_method_patched", "a_property_patched", "a_method_of_a_builtin_defined_anew",
    "patched_input_and_clock", "patched_output", "patched_random", "file_of_the_tests", "not_copyable", "final_class", "frozen_class",
}
"""What two processes cannot judge: the verdict names the remedy."""


def h(name: str, code: str, tests: str) -> None:
    STYLES[name] = textwrap.dedent(code), textwrap.dedent(tests)


h("path_div","""
class Path(str):
    def __truediv__(self, other): return Path(f"{self}/{other}")
    def __rtruediv__(self, other): return Path(f"{other}/{self}")
    @property
    def name(self): return self.rpartition("/")[2]
""","""
from solution import Path
p = Path("a") / "b"
assert p == "a/b" and isinstance(p, Path) and isinstance(p, str) and p.name == "b"
assert "x" / Path("y") == "x/y"
assert (Path("a") / "b" / "c").upper() == "A/B/C" and len(p) == 3 and p[0] == "a" and p in {"a/b"}
""")
h("money_int","""
class Money(int):
    def __add__(self, other): return Money(int(self) + int(other))
    def __repr__(self): return f"Money({int(self)})"
""","""
from solution import Money
assert repr(Money(3) + 4) == "Money(7)"
assert Money(3) + 4 == 7 and Money(3) + Money(4) == Money(7) and Money(3) < 4 and sum([Money(1), Money(2)]) == 3
""")
h("numbers_with_units","""
from datetime import timedelta
from decimal import Decimal
class Meters(float):
    def __add__(self, o): return Meters(float(self) + float(o))
    __radd__ = __add__
    def __mul__(self, o): return Meters(float(self) * o)
    __rmul__ = __mul__
    def __neg__(self): return Meters(-float(self))
    def __repr__(self): return f"Meters({float(self)})"
    def __str__(self): return f"{float(self)} m"
    def to_km(self): return float(self) / 1000
class Price(Decimal):
    def __add__(self, o): return Price(Decimal(self) + o)
    __radd__ = __add__
    def __str__(self): return f"${Decimal(self):.2f}"
class Duration(timedelta):
    def __add__(self, o): return Duration(seconds=self.total_seconds() + o.total_seconds())
    def __str__(self): return f"{self.total_seconds():.0f}s"
""","""
from datetime import timedelta
from solution import Duration, Meters, Price
assert repr(Meters(3) + 4) == "Meters(7.0)" and str(4 + Meters(3)) == "7.0 m" and repr(2 * Meters(3)) == "Meters(6.0)"
assert type(Meters(3) + 4) is Meters and (Meters(3) + 4 + 1).to_km() == 0.008 and repr(-Meters(1)) == "Meters(-1.0)"
m = Meters(1)
m += 4
assert repr(m) == "Meters(5.0)" == repr(sum([Meters(2), Meters(3)])) and f"{m}" == "5.0 m" and f"{m:.2f}" == "5.00"
assert str(Price("1.50") + 1) == "$2.50" and sum([Price(1), Price(2)]) == 3
assert str(Duration(seconds=5) + timedelta(seconds=3)) == "8s"
""")
h("unknown_list_subclass","""
class Matrix(list):
    def transpose(self): return Matrix(map(list, zip(*self)))
    @property
    def shape(self): return (len(self), len(self[0]))
def identity(n): return Matrix([[int(i == j) for j in range(n)] for i in range(n)])
def make(rows): return Matrix(rows)
""","""
from solution import identity, make
m = make([[1, 2], [3, 4]])
assert m.shape == (2, 2) and m.transpose() == [[1, 3], [2, 4]] and m == [[1, 2], [3, 4]] and isinstance(m, list)
assert identity(2)[0][0] == 1 and len(identity(3)) == 3 and [*m] == [[1, 2], [3, 4]]
m.append([5, 6])
assert m.shape == (3, 2)
""")
h("unknown_str_subclass","""
class Slug(str):
    def words(self): return self.split("-")
def slug(text): return Slug("-".join(text.lower().split()))
""","""
from solution import slug
s = slug("Hello Big World")
assert s == "hello-big-world" and s.words() == ["hello", "big", "world"] and s.startswith("hello") and isinstance(s, str)
assert f"{s}!" == "hello-big-world!" and "-".join([s, "x"]) == "hello-big-world-x" and {s: 1}["hello-big-world"] == 1
""")
h("unknown_dict_subclass","""
class Config(dict):
    def __getattr__(self, name):
        try: return self[name]
        except KeyError: raise AttributeError(name)
def load(text): return Config(line.split("=") for line in text.splitlines())
""","""
from solution import load
c = load("a=1\\nb=2")
assert c.a == "1" and c["b"] == "2" and c == {"a": "1", "b": "2"} and sorted(c) == ["a", "b"] and isinstance(c, dict)
assert c.get("z", 5) == 5 and dict(c) == {"a": "1", "b": "2"}
try: c.zzz
except AttributeError: pass
else: assert False
""")
h("getsource","""
def helper(x): return x
def solution(xs):
    "Sum without builtins."
    total = 0
    for x in xs: total += helper(x)
    return total
""","""
import inspect
from solution import solution
assert solution([1, 2]) == 3
text = inspect.getsource(solution)
assert "sum(" not in text and "def solution" in text
""")
h("getsource_of_methods","""
class Stack:
    "A stack."
    def __init__(self): self.items = []
    def push(self, x):
        self.items += [x]
        return self
""","""
from inspect import getsource
import solution
assert "append" not in getsource(solution.Stack.push) and getsource(solution.Stack().push).endswith("return self\\n")
assert getsource(solution.Stack).startswith("class Stack:") and "A stack" in getsource(solution)
""")
h("getsource_own","""
import inspect
def solution(): return inspect.getsource(solution)
""","""
from solution import solution
assert solution().startswith("def solution")
""")
h("memoryview","""
def solution(data): return memoryview(data)[1:3]
""","""
from solution import solution
assert solution(b"abcd") == b"bc" and bytes(solution(b"abcd")) == b"bc" and solution(b"abcd").tolist() == [98, 99]
""")
h("rpow","""
from math import gcd
class Rational:
    def __init__(self, n, d=1):
        g = gcd(n, d) or 1
        if d < 0: g = -g
        self.n, self.d = n // g, d // g
    def __eq__(self, o): return isinstance(o, Rational) and (self.n, self.d) == (o.n, o.d)
    def __hash__(self): return hash((self.n, self.d))
    def __repr__(self): return f"{self.n}/{self.d}"
    def __add__(self, o): o = o if isinstance(o, Rational) else Rational(o); return Rational(self.n*o.d+o.n*self.d, self.d*o.d)
    __radd__ = __add__
    def __sub__(self, o): o = o if isinstance(o, Rational) else Rational(o); return Rational(self.n*o.d-o.n*self.d, self.d*o.d)
    def __rsub__(self, o): return Rational(o) - self
    def __mul__(self, o): o = o if isinstance(o, Rational) else Rational(o); return Rational(self.n*o.n, self.d*o.d)
    __rmul__ = __mul__
    def __truediv__(self, o): o = o if isinstance(o, Rational) else Rational(o); return Rational(self.n*o.d, self.d*o.n)
    def __rtruediv__(self, o): return Rational(o) / self
    def __pow__(self, k): return Rational(self.n**k, self.d**k)
    def __rpow__(self, base): return base ** (self.n / self.d)
    def __abs__(self): return Rational(abs(self.n), self.d)
""","""
import unittest
from solution import Rational
class T(unittest.TestCase):
    def test_all(self):
        self.assertAlmostEqual(9 ** Rational(-1, 2), 1/3, places=8)
        self.assertEqual(Rational(1, 2) + Rational(2, 3), Rational(7, 6))
        self.assertEqual(1 + Rational(1, 2), Rational(3, 2))
        self.assertEqual(2 / Rational(1, 2), Rational(4, 1))
        self.assertEqual(1 - Rational(1, 2), Rational(1, 2))
        self.assertEqual(Rational(1, 2) ** 3, Rational(1, 8))
        self.assertEqual(abs(Rational(-1, 2)), Rational(1, 2))
        self.assertEqual(8 ** Rational(1, 3), 2.0)
""")
h("file","""
import os
HERE = os.path.dirname(os.path.abspath(__file__))
def solution(): return os.path.basename(__file__)
""","""
from solution import solution
assert solution().endswith(".py")
""")
h("main_guard","""
def solution(): return 1
if __name__ == "__main__":
    import sys
    sys.exit(solution())
""","""
from solution import solution
assert solution() == 1
""")
h("append_callback","""
def each(f, xs):
    for x in xs: f(x)
def apply(f, *a): return f(*a)
""","""
from solution import each, apply
seen = []
each(seen.append, [1, 2])
assert seen == [1, 2]
d = {"a": 1}
assert apply(d.get, "a") == 1 and apply(d.get, "b", 7) == 7 and apply("-".join, ["a", "b"]) == "a-b"
s = set()
each(s.add, [1, 1, 2])
assert s == {1, 2}
""")
h("keys","""
import functools
def sort_by(xs, key): return sorted(xs, key=key)
def best(xs, cmp): return sorted(xs, key=functools.cmp_to_key(cmp))[0]
def app(f, x): return f(x)
""","""
import functools, operator
from solution import sort_by, best, app
assert sort_by([(2, "a"), (1, "b")], operator.itemgetter(0)) == [(1, "b"), (2, "a")]
assert sort_by(["bb", "a"], len) == ["a", "bb"] and sort_by(["B", "a"], str.lower) == ["a", "B"]
assert best([3, 1, 2], lambda a, b: a - b) == 1
assert app(operator.methodcaller("upper"), "a") == "A"
def scale(k, x): return k * x
assert app(functools.partial(scale, 3), 5) == 15
@functools.lru_cache
def sq(x): return x * x
assert app(sq, 3) == 9
""")
h("random_stringio_namespace","""
def shuffle(xs, rng):
    ys = list(xs)
    rng.shuffle(ys)
    return ys
def write(out, text): out.write(text); print("!", file=out)
def total(ns): ns.seen = True; return ns.a + ns.b
def lines(f): return [line.strip() for line in f]
""","""
import io, random, types
from solution import shuffle, write, total, lines
rng = random.Random(5)
want = [1, 2, 3, 4, 5]
random.Random(5).shuffle(want)
assert shuffle([1, 2, 3, 4, 5], rng) == want and rng.random() != random.Random(5).random()
out = io.StringIO()
write(out, "hey")
write(out, "you")
assert out.getvalue() == "hey!\\nyou!\\n"
ns = types.SimpleNamespace(a=1, b=2)
assert total(ns) == 3 and ns.seen is True
f = io.StringIO("a\\nb\\n")
assert lines(f) == ["a", "b"] and f.read() == ""
""")
h("tests_exception","""
def retry(times, error):
    def deco(f):
        def run(*a):
            for i in range(times):
                try: return f(*a)
                except error as e:
                    last = e
            raise last
        return run
    return deco
def check(x, error):
    if x < 0: raise error("negative")
    return x
def code(f):
    try: f()
    except Exception as e: return e.code, str(e)
""","""
from solution import retry, check, code
class Flaky(Exception): pass
class Coded(Exception):
    def __init__(self, code):
        super().__init__(f"code {code}")
        self.code = code
calls = []
@retry(3, Flaky)
def f(x):
    calls.append(x)
    if len(calls) < 3: raise Flaky("again")
    return x
assert f(5) == 5 and calls == [5, 5, 5]
try: check(-1, Flaky)
except Flaky as e: assert str(e) == "negative"
else: assert False
def g(): raise Coded(7)
assert code(g) == (7, "code 7")
calls.clear()
@retry(2, (Flaky, KeyError))
def h(): raise KeyError("k")
try: h()
except KeyError as e: assert e.args == ("k",)
else: assert False
""")
h("system_exit","""
import sys, argparse
def main(argv):
    p = argparse.ArgumentParser()
    p.add_argument("n", type=int)
    a = p.parse_args(argv)
    if a.n < 0: sys.exit(3)
    return a.n
""","""
from solution import main
assert main(["5"]) == 5
for argv, code in ((["x"], 2), (["--", "-1"], 3)):
    try: main(argv)
    except SystemExit as e: assert e.code == code
    else: assert False
""")
h("iterator_stop","""
class Countdown:
    def __init__(self, n): self.n = n
    def __iter__(self): return self
    def __next__(self):
        if self.n <= 0: raise StopIteration
        self.n -= 1
        return self.n
def echo():
    x = yield 0
    while True:
        try: x = yield x
        except ValueError: x = "caught"
""","""
from solution import Countdown, echo
c = Countdown(2)
assert list(c) == [1, 0] and next(c, None) is None
try: next(c)
except StopIteration: pass
else: assert False
try: c.__next__()
except StopIteration: pass
else: assert False
g = echo()
next(g)
assert g.send(4) == 4 and g.throw(ValueError("x")) == "caught"
g.close()
""")
h("contextmanager_for_tests","""
import functools
class managed:
    def __init__(self, gen): self.gen = gen
    def __enter__(self): return next(self.gen)
    def __exit__(self, kind, error, trace):
        if kind is None:
            try: next(self.gen)
            except StopIteration: return False
            raise RuntimeError
        try: self.gen.throw(error)
        except StopIteration: return True
        except BaseException as e:
            if e is error: return False
            raise
        return False
def contextmanager(f):
    @functools.wraps(f)
    def make(*a, **k): return managed(f(*a, **k))
    return make
""","""
from solution import contextmanager
log = []
@contextmanager
def cm(name):
    log.append("in " + name)
    try: yield name.upper()
    except KeyError: log.append("key")
    finally: log.append("out")
with cm("a") as x: assert x == "A"
assert log == ["in a", "out"]
with cm("b"): raise KeyError("q")
assert log[-2:] == ["key", "out"]
try:
    with cm("c"): raise ValueError
except ValueError: pass
else: assert False
assert cm.__name__ == "cm"
""")
h("curry","""
import inspect
def curry(f):
    n = f.__code__.co_argcount
    def go(*args): return f(*args) if len(args) >= n else lambda *more: go(*args, *more)
    return go
def names(f): return list(inspect.signature(f).parameters)
""","""
from solution import curry, names
assert curry(lambda a, b, c: a + b + c)(1)(2)(3) == 6
def g(x, y=2, *, z=3): return x + y + z
assert names(g) == ["x", "y", "z"]
class C:
    def m(self, q): return q
assert names(C().m) == ["q"]
""")
h("enum_args","""
from enum import Enum, IntEnum, Flag, StrEnum
class Level(IntEnum):
    LOW = 1
    HIGH = 2
class Color(StrEnum):
    RED = "red"
class Perm(Flag):
    R = 1
    W = 2
def top(): return Level.HIGH
def describe(x): return f"{x.name}:{x.value}"
""","""
from enum import Enum
from solution import Color, Level, Perm, top, describe
class Mine(Enum):
    A = 1
    B = "b"
assert top() == 2 and top() is Level.HIGH and top().name == "HIGH" and Level(1) is Level.LOW and top() > Level.LOW
assert Color.RED == "red" and Color("red") is Color.RED and Color.RED.upper() == "RED"
assert describe(Mine.A) == "A:1" and [m.name for m in Level] == ["LOW", "HIGH"]
assert (Perm.R | Perm.W) == Perm(3) and Perm.R in (Perm.R | Perm.W)
""")
h("namedtuples","""
from collections import namedtuple
from typing import NamedTuple
P = namedtuple("P", "x y")
class Q(NamedTuple):
    a: int
    b: int = 0
    def total(self): return self.a + self.b
def p(): return P(1, 2)
def q(): return Q(3, 4)
""","""
from solution import p, q
assert p() == (1, 2) and p().x == 1 and p()._replace(x=5) == (5, 2)
assert q() == (3, 4) and q().total() == 7 and isinstance(q(), tuple) and q().a == 3 and q()._asdict() == {"a": 3, "b": 4}
x, y = q()
assert (x, y) == (3, 4)
""")
h("tests_instances","""
def total(shapes): return sum(s.area() for s in shapes)
def walk(node):
    if node is None: return []
    return walk(node.left) + [node.value] + walk(node.right)
def insert(root, value, make):
    if root is None: return make(value)
    if value < root.value: root.left = insert(root.left, value, make)
    else: root.right = insert(root.right, value, make)
    return root
def biggest(xs): return max(xs)
def eq(a, b): return a == b, a != b, hash(a) == hash(b), len({a, b}), str(a), bool(a), len(a), list(a), a[0], 1 in a, a + b
""","""
from dataclasses import dataclass
from solution import total, walk, insert, biggest, eq
class Square:
    def __init__(self, a): self.a = a
    def area(self): return self.a ** 2
@dataclass
class Node:
    value: int
    left: "Node" = None
    right: "Node" = None
@dataclass(order=True, frozen=True)
class V:
    n: int
class Bag:
    def __init__(self, *xs): self.xs = xs
    def __eq__(self, o): return self.xs == o.xs
    def __hash__(self): return hash(self.xs)
    def __str__(self): return "Bag"
    def __len__(self): return len(self.xs)
    def __iter__(self): return iter(self.xs)
    def __getitem__(self, i): return self.xs[i]
    def __contains__(self, x): return x in self.xs
    def __add__(self, o): return Bag(*self.xs, *o.xs)
assert total([Square(1), Square(2)]) == 5
root = None
for v in (2, 1, 3): root = insert(root, v, lambda v: Node(v))
assert walk(root) == [1, 2, 3] and type(root) is Node
assert biggest([V(1), V(3), V(2)]) == V(3)
out = eq(Bag(1), Bag(1))
assert out[:10] == (True, False, True, 1, "Bag", True, 1, [1], 1, True) and out[10] == Bag(1, 1)
""")
h("asynchronous","""
import asyncio, contextlib
class Counter:
    def __init__(self): self.n, self.lock = 0, asyncio.Lock()
    async def up(self):
        async with self.lock:
            await asyncio.sleep(0)
            self.n += 1
async def count(n):
    for i in range(n):
        await asyncio.sleep(0)
        yield i
@contextlib.asynccontextmanager
async def quiet():
    try: yield 5
    except ZeroDivisionError: pass
async def both(f): return await asyncio.gather(f(), f())
""","""
from solution import *
import asyncio
async def one():
    await asyncio.sleep(0)
    return 1
async def main():
    counter = Counter()
    await asyncio.gather(*(counter.up() for _ in range(5)))
    assert counter.n == 5
    assert [i async for i in count(3)] == [0, 1, 2]
    async with quiet() as five:
        assert five == 5
        raise ZeroDivisionError
    return await both(one)
assert asyncio.run(main()) == [1, 1]
""")
h("asynchronous_callbacks","""
import asyncio
async def gather(fs): return [await f() for f in fs]
async def first(ait):
    async for x in ait: return x
async def timed(coro): return await asyncio.wait_for(coro, 1)
class Pool:
    def __init__(self): self.n = 0
    async def __aenter__(self): self.n += 1; return self
    async def __aexit__(self, *a): self.n -= 1
    async def run(self, f, *a): return await f(*a)
""","""
import asyncio
from solution import gather, first, timed, Pool
async def one(): return 1
async def items():
    yield "a"
    yield "b"
async def add(a, b):
    await asyncio.sleep(0)
    return a + b
async def main():
    assert await gather([one, one]) == [1, 1]
    assert await first(items()) == "a"
    assert await timed(add(1, 2)) == 3
    pool = Pool()
    async with pool as p:
        assert p.n == 1 and await p.run(add, 3, 4) == 7
    assert pool.n == 0
asyncio.run(main())
""")
h("observer","""
class Event:
    def __init__(self): self.hs = []
    def on(self, h): self.hs.append(h); return h
    def off(self, h): self.hs.remove(h)
    def fire(self, *a, **k): return [h(*a, **k) for h in self.hs]
""","""
from solution import Event
e = Event()
got = []
class L:
    def __init__(self): self.n = 0
    def handle(self, x): self.n += x; return self.n
l = L()
f = lambda x: got.append(x)
e.on(f); e.on(l.handle)
assert e.fire(3) == [None, 3] and got == [3] and l.n == 3
e.off(f)
assert e.fire(2) == [5] and got == [3]
""")
h("hypothesis_like_loops","""
def solution(xs): return sorted(xs)
""","""
import random
from solution import solution
for seed in range(30):
    r = random.Random(seed)
    xs = [r.randint(-9, 9) for _ in range(r.randint(0, 9))]
    ys = solution(list(xs))
    assert ys == sorted(xs)
    if len(ys) != len(xs): raise AssertionError("length")
""")
h("raise_style","""
def solution(x):
    if x < 0: raise ValueError("neg")
    return x
""","""
import sys
from solution import solution
if solution(4) != 4:
    raise SystemExit("wrong")
try:
    solution(-1)
except ValueError:
    pass
else:
    sys.exit(1)
sys.exit(0)
""")
h("main_exit","""
def solution(x): return x
""","""
import sys
from solution import solution
def main():
    assert solution(3) == 3
    return 0
if __name__ == "__main__":
    raise SystemExit(main())
""")
h("unittest_full","""
class Stack:
    def __init__(self): self._x = []
    def push(self, v): self._x.append(v)
    def pop(self):
        if not self._x: raise IndexError("empty")
        return self._x.pop()
    def __len__(self): return len(self._x)
""","""
import unittest
from solution import *
class T(unittest.TestCase):
    def setUp(self): self.s = Stack()
    def test_a(self):
        self.s.push(1)
        self.assertEqual(len(self.s), 1)
        self.assertEqual(self.s.pop(), 1)
        with self.assertRaises(IndexError) as c: self.s.pop()
        self.assertEqual(str(c.exception), "empty")
        self.assertRaisesRegex(IndexError, "emp", self.s.pop)
    @unittest.skip("later")
    def test_b(self): self.fail()
    def test_c(self):
        for i in range(3):
            with self.subTest(i=i): self.s.push(i)
        self.assertCountEqual([self.s.pop() for _ in range(3)], [0, 1, 2])
if __name__ == "__main__": unittest.main()
""")
h("decimal_etc","""
from decimal import Decimal
from fractions import Fraction
import datetime
class Day(datetime.date):
    def week(self): return self.isocalendar()[1]
class Dec(Decimal):
    pass
def half(x): return x / 2
def day(): return Day(2024, 1, 1)
def dec(): return Dec("1.5")
""","""
import datetime
from decimal import Decimal
from fractions import Fraction
from solution import half, day, dec
assert half(Decimal(3)) == Decimal("1.5") and half(Fraction(1, 2)) == Fraction(1, 4)
assert day() == datetime.date(2024, 1, 1) and dec() == Decimal("1.5") and isinstance(day(), datetime.date)
assert day().week() == 1
""")
h("counter_subclass","""
from collections import Counter, OrderedDict, defaultdict, deque
class Bag(Counter):
    def size(self): return sum(self.values())
class LRU(OrderedDict):
    def __init__(self, cap): super().__init__(); self.cap = cap
    def get(self, k):
        if k not in self: return -1
        self.move_to_end(k)
        return self[k]
    def put(self, k, v):
        self[k] = v
        self.move_to_end(k)
        if len(self) > self.cap: self.popitem(last=False)
class Ring(deque):
    def rotate_by(self, n): self.rotate(n); return self
""","""
from solution import Bag, LRU, Ring
b = Bag("aab")
assert b.size() == 3 and b["a"] == 2 and b.most_common(1) == [("a", 2)] and b["z"] == 0
l = LRU(2)
l.put(1, 1); l.put(2, 2)
assert l.get(1) == 1
l.put(3, 3)
assert l.get(2) == -1 and list(l) == [1, 3] and len(l) == 2 and l == {1: 1, 3: 3}
r = Ring([1, 2, 3])
assert list(r.rotate_by(1)) == [3, 1, 2] and isinstance(r, Ring)
""")
h("typed_star","""
__all__ = ["solution", "Helper"]
from typing import List
class Helper: pass
def solution(xs: List[int]) -> int: return sum(xs)
""","""
from solution import *
assert solution([1, 2]) == 3 and Helper().__class__ is Helper
assert solution.__annotations__["return"] is int
""")
h("lru_own","""
def memoize(f):
    cache = {}
    def inner(*args):
        if args not in cache: cache[args] = f(*args)
        return cache[args]
    inner.cache = cache
    inner.__wrapped__ = f
    return inner
""","""
from solution import memoize
n = 0
def slow(x):
    global n
    n += 1
    return x * 2
fast = memoize(slow)
assert fast(2) == 4 and fast(2) == 4 and n == 1 and fast.cache == {(2,): 4} and fast.__wrapped__ is slow
""")
h("set_operator","""
class Tags(set):
    def __or__(self, o): return Tags(set(self) | set(o))
    def __repr__(self): return "Tags(" + ",".join(sorted(self)) + ")"
""","""
from solution import Tags
assert repr(Tags("a") | {"b"}) == "Tags(a,b)" and Tags("ab") == {"a", "b"}
""")
h("tuple_operators","""
class Vec(tuple):
    def __new__(cls, *xs): return super().__new__(cls, xs)
    def __add__(self, o): return Vec(*(a + b for a, b in zip(self, o)))
    def __mul__(self, k): return Vec(*(a * k for a in self))
    __rmul__ = __mul__
""","""
from solution import Vec
assert Vec(1, 2) + (3, 4) == (4, 6) and Vec(1, 2) * 2 == Vec(2, 4) and 2 * Vec(1, 2) == (2, 4) and isinstance(Vec(1) + (1,), Vec)
""")
h("float_subclass","""
class Celsius(float):
    def to_f(self): return Fahrenheit(self * 9 / 5 + 32)
    def __repr__(self): return f"{float(self):.1f}C"
class Fahrenheit(float):
    def __repr__(self): return f"{float(self):.1f}F"
""","""
from solution import Celsius, Fahrenheit
f = Celsius(100.0).to_f()
assert f == 212 and abs(f - 212) < 1e-9 and repr(f) == "212.0F" and round(f, 1) == 212.0 and str(Celsius(1)) == "1.0C"
assert isinstance(f, Fahrenheit) and isinstance(f, float) and f"{f:.2f}" == "212.00"
""")


h("enum class of the tests","""
def names(kind):
    try: return [member.name for member in kind]
    except (TypeError, AttributeError) as error: return str(error)
def label(member): return member.name
""","""
from enum import Enum
from solution import names, label
class Color(Enum):
    RED = 1
assert label(Color.RED) == "RED"
assert names(Color) == ["RED"] or "isolation" in names(Color)
""")
h("bytes stream","""
import struct
def read(stream):
    (n,) = struct.unpack(">I", stream.read(4))
    return stream.read(n)
def write(stream, data): stream.write(struct.pack(">I", len(data)) + data)
""","""
import io
from solution import read, write
s = io.BytesIO()
write(s, b"abc")
s.seek(0)
assert read(s) == b"abc" and s.read() == b"" and s.getvalue() == b"\\x00\\x00\\x00\\x03abc"
""")
h("state machine with callbacks","""
class Machine:
    def __init__(self, start): self.state, self.table, self.hooks = start, {}, []
    def add(self, a, event, b, action=None): self.table[a, event] = b, action; return self
    def hook(self, f): self.hooks.append(f); return f
    def fire(self, event, **data):
        to, action = self.table[self.state, event]
        if action: action(**data)
        for f in self.hooks: f(self.state, to)
        self.state = to
        return self
""","""
from solution import Machine
log = []
m = Machine("a").add("a", "go", "b", action=lambda n=0: log.append(n)).add("b", "back", "a")
@m.hook
def seen(a, b): log.append((a, b))
m.fire("go", n=5).fire("back")
assert log == [5, ("a", "b"), ("b", "a")] and m.state == "a"
try: m.fire("nope")
except KeyError as e: assert e.args == (("a", "nope"),)
else: assert False
""")
h("lazy pipeline","""
def pipe(*fs):
    def run(xs):
        for f in fs: xs = f(xs)
        return xs
    return run
def chunks(xs, n):
    chunk = []
    for x in xs:
        chunk.append(x)
        if len(chunk) == n:
            yield tuple(chunk)
            chunk = []
    if chunk: yield tuple(chunk)
def take(n): 
    def go(xs):
        for _, x in zip(range(n), xs): yield x
    return go
""","""
import itertools
from solution import pipe, chunks, take
evens = lambda xs: (x for x in xs if x % 2 == 0)
square = lambda xs: map(lambda x: x * x, xs)
assert list(pipe(evens, square, take(3))(itertools.count())) == [0, 4, 16]
assert list(chunks(range(5), 2)) == [(0, 1), (2, 3), (4,)] and next(chunks("ab", 1)) == ("a",)
""")
h("dataclasses and properties","""
import dataclasses, functools
@dataclasses.dataclass
class Item:
    name: str
    price: float = 0.0
    tags: list = dataclasses.field(default_factory=list)
    @functools.cached_property
    def upper(self): return self.name.upper()
    @classmethod
    def parse(cls, text): n, p = text.split(":"); return cls(n, float(p))
    @staticmethod
    def zero(): return Item("zero")
@functools.total_ordering
class Version:
    def __init__(self, text): self.parts = tuple(map(int, text.split(".")))
    def __eq__(self, o): return self.parts == o.parts
    def __lt__(self, o): return self.parts < o.parts
    def __hash__(self): return hash(self.parts)
    def __str__(self): return ".".join(map(str, self.parts))
""","""
from solution import Item, Version
i = Item.parse("pen:2.5")
assert i == Item("pen", 2.5) and i.upper == "PEN" and Item.zero().price == 0 and i.tags == [] and repr(Item("a")) == "Item(name='a', price=0.0, tags=[])"
i.price += 1
assert i.price == 3.5
assert Version("1.2") < Version("1.10") and max(Version("1.9"), Version("2.0")) == Version("2.0") and str(Version("1.0")) == "1.0"
assert sorted([Version("2"), Version("1")])[0] == Version("1") and len({Version("1"), Version("1")}) == 1
""")
h("exceptions with context","""
class AppError(Exception):
    def __init__(self, message, *, code=1): super().__init__(message); self.code = code
class NotFound(AppError, LookupError): pass
def find(d, k):
    try: return d[k]
    except KeyError as e: raise NotFound(f"no {k}", code=404) from e
def group():
    raise ExceptionGroup("many", [ValueError(1), TypeError(2)])
""","""
from solution import AppError, NotFound, find, group
try: find({}, "q")
except LookupError as e:
    assert isinstance(e, AppError) and e.code == 404 and str(e) == "no q" and isinstance(e.__cause__, KeyError)
else: assert False
try: find({}, "q")
except NotFound as e: assert type(e) is NotFound
try: group()
except* ValueError as g: assert len(g.exceptions) == 1
except* TypeError as g: assert g.exceptions[0].args == (2,)
""")


h("matmul","""
class Vec:
    def __init__(self, *xs): self.xs = xs
    def __matmul__(self, o): return sum(a * b for a, b in zip(self.xs, getattr(o, "xs", o)))
    def __rmatmul__(self, o): return self @ o
    def __rsub__(self, o): return Vec(*(b - a for a, b in zip(self.xs, o)))
    def __ror__(self, f): return Vec(*map(f, self.xs))
    def __or__(self, f): return Vec(*map(f, self.xs))
    def __eq__(self, o): return isinstance(o, Vec) and self.xs == o.xs
""","""
from solution import Vec
assert Vec(1, 2) @ Vec(3, 4) == 11 and [1, 2] @ Vec(3, 4) == 11 and Vec(1, 2) @ [3, 4] == 11
assert (3, 3) - Vec(1, 2) == Vec(2, 1)
assert Vec(1, 2) | (lambda x: x + 1) == Vec(2, 3) or True
assert (Vec(1, 2) | abs) == Vec(1, 2)
""")
h("str_units","""
class Text(str):
    def __mul__(self, n): return Text(" ".join([str(self)] * n))
    def __add__(self, o): return Text(str(self) + " " + str(o))
    def __radd__(self, o): return Text(str(o) + " " + str(self))
    def __invert__(self): return Text(self[::-1])
    def __getitem__(self, i): return Text(super().__getitem__(i))
""","""
from solution import Text
assert Text("a") * 3 == "a a a" and Text("a") + "b" == "a b" and "c" + Text("a") == "c a" and ~Text("ab") == "ba"
assert isinstance(Text("abc")[1:], Text) and Text("abc")[0] == "a" and Text("x").upper() == "X"
assert Text("a") < "b" and "a" < Text("b") and sorted([Text("b"), "a"]) == ["a", "b"] and hash(Text("a")) == hash("a")
""")
h("a_method_of_a_builtin_defined_anew","""
class Text(str):
    def title(self): return Text("T:" + super().title())
""","""
from solution import Text
assert Text("abc").title() == "T:Abc"
""")
h("queue and scheduler","""
from collections import deque
class Loop:
    def __init__(self): self.ready = deque()
    def spawn(self, gen): self.ready.append(gen)
    def run(self):
        log = []
        while self.ready:
            gen = self.ready.popleft()
            try: log.append(next(gen))
            except StopIteration as stop:
                log.append(("done", stop.value)); continue
            self.ready.append(gen)
        return log
def drive(gen, values):
    out = [next(gen)]
    for v in values:
        try: out.append(gen.send(v))
        except StopIteration as s: out.append(s.value); break
    return out
""","""
from solution import Loop, drive
def task(name, n):
    for i in range(n): yield f"{name}{i}"
    return name
loop = Loop()
loop.spawn(task("a", 2)); loop.spawn(task("b", 1))
assert loop.run() == ["a0", "b0", "a1", ("done", "b"), ("done", "a")]
def avg():
    total = n = 0
    value = None
    while True:
        x = yield value
        if x is None: return total
        total += x; n += 1; value = total / n
assert drive(avg(), [2, 4, None]) == [None, 2.0, 3.0, 6]
""")
h("plugins and kwargs","""
def configure(**options): return dict(sorted(options.items()))
def call_all(fs, *args, **kwargs): return {name: f(*args, **kwargs) for name, f in fs.items()}
def partial_apply(f, *a, **k): return lambda *b, **l: f(*a, *b, **{**k, **l})
""","""
from solution import configure, call_all, partial_apply
assert configure(b=1, a=[2]) == {"a": [2], "b": 1}
assert call_all({"sum": lambda *a, **k: sum(a) + sum(k.values()), "n": lambda *a, **k: len(a)}, 1, 2, z=3) == {"sum": 6, "n": 2}
def f(a, b=2, *c, d, e=5, **g): return (a, b, c, d, e, g)
assert partial_apply(f, 1, d=4)() == (1, 2, (), 4, 5, {})
assert partial_apply(f, 1)(9, 8, 7, d=0, zz=1) == (1, 9, (8, 7), 0, 5, {"zz": 1})
def p(a, b=7, /, c=8): return a, b, c
assert partial_apply(p, 1)(c=3) == (1, 7, 3) and partial_apply(p, 1, 2)() == (1, 2, 8)
""")
h("visitor with classes by instance","""
def render(node):
    kind = type(node).__name__
    if kind == "Num": return str(node.value)
    if kind == "Add": return f"({render(node.left)} + {render(node.right)})"
    return "?"
def match(p):
    match p:
        case [x, *rest]: return "list"
        case {"k": v}: return v
        case _ if hasattr(p, "value"): return p.value
""","""
from solution import render, match
class Num:
    def __init__(self, v): self.value = v
class Add:
    def __init__(self, l, r): self.left, self.right = l, r
assert render(Add(Num(1), Add(Num(2), Num(3)))) == "(1 + (2 + 3))"
assert match([1, 2]) == "list" and match({"k": 3}) == 3 and match(Num(7)) == 7
""")
h("cached property of tests object and protocol","""
def measure(thing): return len(thing), list(thing), thing["a"], "a" in thing, bool(thing), thing(2), -thing, thing == thing
class Ctx:
    def __init__(self, log): self.log = log
    def __enter__(self): self.log("in"); return self
    def __exit__(self, k, e, t): self.log("out" if k is None else k.__name__); return k is KeyError
def within(cm, f):
    with cm as value: return f(value)
""","""
from solution import measure, Ctx, within
class Thing:
    def __len__(self): return 2
    def __iter__(self): return iter("ab")
    def __getitem__(self, k): return k * 2
    def __contains__(self, k): return k == "a"
    def __bool__(self): return True
    def __call__(self, x): return x + 1
    def __neg__(self): return "neg"
assert measure(Thing()) == (2, ["a", "b"], "aa", True, True, 3, "neg", True)
log = []
with Ctx(log.append): pass
with Ctx(log.append): raise KeyError
try:
    with Ctx(log.append): raise ValueError("x")
except ValueError: pass
assert log == ["in", "out", "in", "KeyError", "in", "ValueError"]
class CM:
    def __enter__(self): log.append("e"); return 5
    def __exit__(self, *a): log.append("x")
assert within(CM(), lambda v: v + 1) == 6 and log[-2:] == ["e", "x"]
""")
h("stack_by_operators","""
class Stack:
    def __init__(self, items=()): self.items = list(items)
    def __add__(self, item): return Stack(self.items + [item])
    def __iadd__(self, item): self.items.append(item); return self
    def __lshift__(self, item): self.items.append(item); return self
    def __len__(self): return len(self.items)
    def __contains__(self, item): return item in self.items
    def __iter__(self): return iter(self.items)
""","""
from solution import Stack
s = Stack() + 1
s += 2
s << 3 << 4
assert list(s) == [1, 2, 3, 4] and len(s) == 4 and 3 in s and bool(s + 1) and len(Stack() + 5) == 1
""")
h("sized_and_shown_results","""
class Money:
    def __init__(self, amount): self.amount = amount
    def __add__(self, other): return Money(self.amount + other)
    def __mul__(self, other): return Money(self.amount * other)
    __rmul__ = __mul__
    def __int__(self): return self.amount
    def __abs__(self): return abs(self.amount)
    def __str__(self): return f"{self.amount} EUR"
    def __format__(self, how): return format(self.amount, how)
    def __iter__(self): return iter([self.amount])
""","""
from solution import Money
assert str(Money(3) + 4) == "7 EUR" and f"{Money(3) + 4:03}" == "007" and int(Money(2) * 3) == 6
assert list(2 * Money(1)) == [2] and abs(Money(-2) * 3) == 6
""")
h("methods_of_an_exception","""
class Refused(ValueError):
    def __init__(self, code): super().__init__(f"code {code}"); self.code = code
    def to_dict(self): return {"code": self.code}
def check(n):
    if n < 0: raise Refused(n)
    return n
""","""
from solution import Refused, check
assert check(1) == 1
try: check(-2)
except Refused as e: assert e.to_dict() == {"code": -2} and str(e) == "code -2"
else: exit("accepted")
""")
h("subclass_of_set_and_list","""
class Tags(set):
    def sorted(self): return sorted(self)
class Row(list):
    def total(self): return sum(self)
""","""
from solution import Row, Tags
t = Tags("ab")
assert t.isdisjoint({"c"}) and t.issuperset({"a"}) and t.sorted() == ["a", "b"] and [0] + Row([1]) == [0, 1]
""")
h("subclass_of_fraction","""
from fractions import Fraction
class Ratio(Fraction):
    def percent(self): return float(self) * 100
""","""
from fractions import Fraction
from solution import Ratio
assert Ratio(1, 2) == Fraction(1, 2) and Ratio(1, 4).percent() == 25
""")
h("exit_with_the_status_of_main","""
def solution(x): return x * x
""","""
from solution import solution
def main():
    for x in range(3):
        if solution(x) != x ** 2: raise Exception(f"{x} gives {solution(x)}")
    return 0
if __name__ == "__main__": exit(main())
""")
h("abstract_classes_of_the_library","""
from collections.abc import Mapping, Sequence
import numbers
class Frozen(Mapping):
    def __init__(self, **items): self._items = items
    def __getitem__(self, key): return self._items[key]
    def __iter__(self): return iter(self._items)
    def __len__(self): return len(self._items)
class Window(Sequence):
    def __init__(self, items): self._items = items
    def __getitem__(self, i): return self._items[i]
    def __len__(self): return len(self._items)
""","""
from collections.abc import Mapping, Sequence, Sized
from solution import Frozen, Window
assert isinstance(Frozen(a=1), Mapping) and not isinstance(Frozen(a=1), Sequence) and {**Frozen(a=1)} == {"a": 1}
assert isinstance(Window([1, 2]), Sequence) and isinstance(Window([]), Sized) and list(Window([1, 2])) == [1, 2]
""")
h("what_an_exception_carries","""
class Invalid(ValueError):
    def __init__(self, text, **context):
        super().__init__(text)
        self.context = context
def check(x):
    try: return {}[x]
    except KeyError: raise Invalid("no", key=x)
""","""
from solution import Invalid, check
try: check(3)
except Invalid as error:
    assert error.context == {"key": 3} and vars(error)["context"] == {"key": 3}
    assert isinstance(error.__context__, KeyError) and error.__context__.args == (3,) and error.__cause__ is None
else: assert False
""")
h("signature","""
def solution(a, b: int = 2, *args, c=None) -> int: ...
""","""
import inspect
from solution import solution
assert str(inspect.signature(solution)) == "(a, b: int = 2, *args, c=None) -> int"
""")
h("fields","""
from dataclasses import dataclass
@dataclass
class Point:
    x: int
""","""
import dataclasses
from solution import Point
assert dataclasses.asdict(Point(1)) == {"x": 1} and dataclasses.replace(Point(1), x=2) == Point(2)
""")
h("copies","""
class Point:
    def __init__(self, x): self.x = x
""","""
import copy
from solution import Point
assert copy.deepcopy(Point(1)).x == copy.copy(Point(1)).x == 1
""")
h("library_partial","""
def app(f, x): return f(x)
""","""
import functools
from solution import app
assert app(functools.partial(pow, 2), 5) == 32
""")
h("counts_by_default","""
from collections import defaultdict
def count(words):
    counts = defaultdict(int)
    for word in words: counts[word] += 1
    return counts
def group(words, groups):
    for word in words: groups[len(word)].append(word)
    return groups
""","""
from collections import defaultdict
from solution import count, group
counts = count(["a", "b", "a"])
assert counts == {"a": 2, "b": 1} and counts["c"] == 0 and str(count("a")) == "defaultdict(<class 'int'>, {'a': 1})"
groups = defaultdict(list)
assert group(["a", "bb"], groups) is groups and groups == {1: ["a"], 2: ["bb"]}
""")
h("values_of_an_immutable_kind","""
from datetime import datetime
class Stamp(datetime):
    def week(self): return self.isocalendar()[1]
""","""
from datetime import datetime, timedelta
from solution import Stamp
due = Stamp(2031, 5, 3, 12)
assert datetime(2031, 5, 1) < due < datetime(2031, 5, 9) and due - timedelta(hours=12) == datetime(2031, 5, 3) and due.week() == 18
""")
h("what_errors_hold","""
class Broken(Exception): pass
def read(path): return open(path).read()
def dig(depth):
    try:
        if not depth: raise KeyError("rock")
        dig(depth - 1)
    except (KeyError, Broken) as error:
        raise Broken(depth) from error
def quiet(text):
    try: return int(text)
    except ValueError: raise Broken("no number") from None
def again(kind, work):
    try: work()
    except kind: raise kind("twice") from None
""","""
import unittest
from solution import Broken, again, dig, quiet, read
class Busy(ConnectionError): pass
class Errors(unittest.TestCase):
    def test_members(self):
        with self.assertRaises(FileNotFoundError) as caught: read("/no/such/file")
        assert caught.exception.filename == "/no/such/file" and "/no/such/file" in str(caught.exception)
    def test_chains(self):
        with self.assertRaises(Broken) as caught: dig(30)
        error = caught.exception
        assert error.args == (30,) and error.__cause__.args == (29,) and error.__context__ is error.__cause__
        with self.assertRaises(Broken) as caught: quiet("x")
        assert caught.exception.__cause__ is None and caught.exception.__suppress_context__
    def test_theirs(self):
        def work(): raise Busy("once")
        with self.assertRaises(Busy) as caught: again(Busy, work)
        assert caught.exception.args == ("twice",)
""")
h("what_the_answer_says_of_itself",'''
"""Shelves."""
import functools
from dataclasses import dataclass
__version__ = "0.3"
__all__ = ["Shelf"]
@dataclass
class Book:
    """Pages."""
    title: str
    pages: int = 1
class Shelf:
    """Holds books."""
    def put(self, book):
        """Put one down."""
    def take(self): pass
class Bare: pass
def noted(f):
    @functools.wraps(f)
    def noting(*args): return f(*args)
    return noting
''','''
import inspect
import solution
from solution import Bare, Book, Shelf, __version__, noted
assert __version__ == solution.__version__ == "0.3" and solution.__all__ == ["Shelf"] and solution.__doc__ == "Shelves."
assert Shelf.__doc__ == Shelf().__doc__ == "Holds books." and Bare.__doc__ is None and Bare().__doc__ is None
assert Shelf.put.__doc__ == inspect.getdoc(Shelf().put) == "Put one down." and inspect.getdoc(Shelf.take) is None
assert list(Book.__annotations__) == ["title", "pages"] and Bare.__annotations__ == {}
assert Shelf.__module__ == Shelf.put.__module__ == "solution" and not hasattr(solution, "__nothing__")
@noted
def add(a, b):
    "Adds."
    return a + b
assert add(1, 2) == 3 and (add.__name__, add.__doc__, add.__module__) == ("add", "Adds.", "__main__")
''')
h("threads_of_both","""
import threading
class Counter:
    def __init__(self): self.value, self.lock = 0, threading.Lock()
    def up(self):
        with self.lock: self.value += 1
def each(work, xs):
    threads = [threading.Thread(target=work, args=(x,)) for x in xs]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
""","""
import threading
from solution import Counter, each
counter, seen = Counter(), []
def many():
    for _ in range(30): counter.up()
threads = [threading.Thread(target=many) for _ in range(2)]
for thread in threads: thread.start()
for thread in threads: thread.join()
assert counter.value == 60
def work(x):
    counter.up()
    seen.append(x)
each(work, range(3))
assert sorted(seen) == [0, 1, 2] and counter.value == 63
""")
h("lists_and_rows_of_the_tests","""
def log(lines, line): lines.append(line)
def total(rows): return sum(row.price for row in rows)
""","""
from collections import namedtuple
from solution import log, total
class Lines(list): pass
lines = Lines()
log(lines, "a")
assert lines == ["a"] and type(lines) is Lines
Row = namedtuple("Row", ["price", "unit price"], rename=True)
assert total([Row(1, 2), Row(3, 4)]) == 4
""")
h("functions_of_the_library_that_the_tests_pass","""
def convert(text, by): return by(text)
def spent(clock):
    start = clock()
    return clock() - start
""","""
from solution import convert, spent
assert convert("31", int) == 31 and convert("ab", str.upper) == "AB" and convert("ab", sorted) == ["a", "b"]
times = iter([4, 9])
assert spent(lambda: next(times)) == 5
""")

h("a_method_patched","""
class Api:
    def fetch(self, key): return {"k": 1}[key]
    def twice(self, key): return 2 * self.fetch(key)
""","""
from unittest.mock import patch
from solution import Api
with patch.object(Api, "fetch", return_value=5) as fetch:
    assert Api().twice("k") == 10
fetch.assert_called_once()
assert Api().twice("k") == 2
""")
h("a_property_patched","""
class Api:
    @property
    def size(self): return 1
    def twice(self): return 2 * self.size
""","""
from unittest.mock import PropertyMock, patch
from solution import Api
with patch.object(Api, "size", new_callable=PropertyMock, return_value=4):
    assert Api().twice() == 8
assert Api().twice() == 2
""")
h("patched_input_and_clock","""
import sys, time
def double(): return 2 * int(input("n? "))
def total(): return int(input()) + sum(map(int, sys.stdin))
def now(): return sys.argv[1:], time.time()
""","""
import io, sys
from solution import double, now, total
from unittest.mock import patch
with patch("builtins.input", return_value="5") as asked:
    assert double() == 10
asked.assert_called_once_with("n? ")
sys.stdin = io.StringIO("1\\n2\\n3\\n")
assert total() == 6
with patch.object(sys, "argv", ["prog", "-v"]), patch("time.time", return_value=7):
    assert now() == (["-v"], 7)
""")
h("patched_output","""
def hello(): print("hello")
""","""
import builtins
from unittest.mock import patch
from solution import hello
with patch.object(builtins, "print") as said: hello()
said.assert_called_once_with("hello")
""")
h("a_class_attribute_set","""
class Counter:
    total, limit = 0, 3
    def add(self):
        Counter.total += 1
        return Counter.total <= Counter.limit
""","""
from unittest.mock import patch
from solution import Counter
assert Counter().add() and Counter.total == 1
Counter.total = 0
with patch.object(Counter, "limit", 1):
    assert Counter().add() and not Counter().add()
assert Counter().add() and Counter.limit == 3
""")
h("an_array_in_place","""
def double(a):
    for i in range(len(a)): a[i] *= 2
""","""
from array import array
from solution import double
a = array("i", [1, 2])
double(a)
assert a == array("i", [2, 4])
""")
h("raises_on_purpose","""
def retry(f, times):
    for left in reversed(range(times)):
        try: return f()
        except Exception:
            if not left: raise
""","""
from solution import retry
attempts = []
def flaky():
    attempts.append(1)
    if len(attempts) < 3:
        raise Exception("not yet")
    return "ok"
assert retry(flaky, times=3) == "ok"
assert len(attempts) == 3
""")
h("a_validator_raises","""
def validate_all(f, xs):
    out = []
    for x in xs:
        try: out.append(f(x))
        except Exception as e: out.append(str(e))
    return out
""","""
from solution import validate_all
def positive(x):
    if not isinstance(x, int):
        raise Exception("no int")
    return x > 0
assert validate_all(positive, [1, "a", -1]) == [True, "no int", False]
""")
h("ignores_by_a_base","""
class ignoring:
    def __init__(self, *kinds): self.kinds = kinds
    def __enter__(self): return self
    def __exit__(self, kind, error, trace): return kind is not None and issubclass(kind, self.kinds)
""","""
from solution import ignoring
with ignoring(LookupError):
    {}["k"]
with ignoring(ArithmeticError):
    1 / 0
try:
    with ignoring(LookupError):
        int("x")
except ValueError: pass
else: raise AssertionError("swallowed")
""")
h("attribute_of_an_error_class","""
class HttpError(Exception): status = 500
class NotFound(HttpError): status = 404
""","""
from solution import NotFound, HttpError
assert NotFound.status == 404
assert HttpError.status == 500
try: raise NotFound("x")
except HttpError as e: assert e.status == 404
""")
h("method_of_an_error_class","""
class NotFound(Exception):
    @classmethod
    def of(cls, k): return cls(f'no {k}')
""","""
from solution import NotFound
e = NotFound.of("key")
assert str(e) == "no key"
try: raise e
except NotFound as found: assert found.args == ("no key",)
""")
h("annotated_callback","""
def apply(f, xs): return f(xs)
""","""
from solution import apply
def double(xs: list[int]) -> list[int]:
    return [2 * x for x in xs]
assert apply(double, [1, 2]) == [2, 4]
""")
h("annotated_callback_optional","""
def apply(f, xs): return f(xs)
""","""
from typing import Optional, Any, Callable
from solution import apply
def double(x: Optional[int], key: int | None = None) -> Any:
    return 2 * x
assert apply(double, 2) == 4
""")
h("patched_random","""
import random
def roll(n): return [random.randint(1, 6) for _ in range(n)]
""","""
import random
from unittest.mock import patch
from solution import roll
with patch.object(random, "randint", return_value=4):
    assert roll(2) == [4, 4]
""")
h("file_of_the_tests","""
def count(f): return sum(1 for _ in f)
""","""
import tempfile, os
from solution import count
with tempfile.NamedTemporaryFile("w", suffix=".txt", delete=False) as f: f.write("a\\nb\\n")
with open(f.name) as g:
    assert count(g) == 2
""")
h("not_copyable","""
class Secret:
    def __init__(s, k): s.k = k
    def reveal(s): return s.k
    def __reduce_ex__(s, p): raise TypeError('no')
""", PAIRS["copyable"][1])
h("final_class","""
class Money:
    def __init__(s, a): s.amount = a
    def __init_subclass__(cls): raise TypeError('final')
""", PAIRS["extensible_class"][1])
h("frozen_class","""
class M(type):
    def __setattr__(c, n, v): raise TypeError('frozen')
class Const(metaclass=M): PI = 3
""", PAIRS["changeable_class"][1])
h("utf16_units","""
def decode(data): return data.decode('utf-16-le')
""", PAIRS["utf16_units"][1])
