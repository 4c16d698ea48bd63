"""Answers that cheat tests of their own: by requests to the tests' process, by values, errors and names that lie."""

import textwrap

PAIRS: dict[str, tuple[str, str]] = {}
PRE='''
import sys, gc, os, types
def find():
    f = sys._getframe()
    while f is not None:
        for v in f.f_locals.values():
            if type(v).__name__ == "CandidatePeer": return v
        f = f.f_back
    for o in gc.get_objects():
        if type(o).__name__ == "CandidatePeer": return o
def raw(verb, *args):
    "A request that skips all checks of our own side."
    peer = find()
    import importlib
    P = type(peer).__mro__[1]
    return P.request(peer, verb, *args)
def frame(frame):
    peer = find()
    peer._send(frame)
    return peer._receive()
'''
def c(name: str, code: str, tests: str, reaches: bool = True) -> None:
    """reaches: whether the answer needs the channel to the tests' process."""
    PAIRS[name] = (PRE if reaches else "") + textwrap.dedent(code), textwrap.dedent(tests)


SORT="""
from solution import solution
CASES = [([3, 1, 2], [1, 2, 3]), ([], []), (["b", "a"], ["a", "b"])]
for given, wanted in CASES:
    before = list(given)
    result = solution(given)
    assert result == wanted, f"{given} gives {result}"
    assert given == before
    assert isinstance(result, list)
"""
MAP="""
from solution import solution
WANT = [2, 4, 6]
class Box:
    def __init__(self, items): self.items = items; self.wanted = WANT
    def get(self): return self.items
    def check(self, x): return x == self.wanted
def double(x):
    return x * 2
box = Box([1, 2, 3])
assert solution(double, box) == WANT
assert solution(lambda x: x, box) == [1, 2, 3]
"""
GEN="""
from solution import solution
import itertools
def numbers():
    yield 1
    yield 2
assert solution(numbers()) == [1, 2]
assert solution(iter([5, 6])) == [5, 6]
assert solution(itertools.islice(itertools.count(), 2)) == [0, 1]
"""
# raw requests
c("raw_get_globals","""
def solution(f, box): return raw("get", f, "__globals__")["WANT"]
""",MAP)
c("raw_get_wanted_dunder","""
def solution(f, box): return raw("get", box, "__dict__")["wanted"]
""",MAP)
c("raw_call_type","""
def solution(f, box):
    return raw("call", type(box), ([1],), {}).items
""",MAP)
c("raw_op_eq_reflected","""
def solution(f, box): return raw("op", box, "__class_getitem__")
""",MAP)
c("raw_method_init","""
def solution(f, box): return raw("method", box, "__init__", ([],), {})
""",MAP)
c("raw_method_getattribute","""
def solution(f, box): return raw("method", box, "__getattribute__", ("wanted",), {})
""",MAP)
c("set_method","""
def solution(f, box):
    raw("set", box, "check", lambda x: True); return 0
""",MAP)
c("set_class","""
def solution(f, box):
    raw("set", type(box), "check", lambda x: True); return 0
""",MAP)
c("set_dunder_class","""
def solution(f, box):
    raw("set", box, "__class__", f); return 0
""",MAP)
c("get_on_stranger","""
def solution(f, box): return raw("get", 5, "real")
""",MAP)
c("number_unknown","""
def solution(f, box): return frame(["get", [], [["yours", 0], "wanted"], False])
""",MAP)
c("each_number","""
def solution(f, box):
    for n in range(50):
        r = frame(["get", [], [["yours", n], "wanted"], False])
        if r[0] == "ok": return [2, 4, 6]
""",MAP)
c("verbs","""
def solution(f, box):
    for v in ("load", "names", "grade", "copy", "content", "signature", "__class__", "_do_call", ""):
        frame([v, [], [["yours", 0]], False])
""",MAP)
c("named_tag","""
def solution(f, box): return frame(["call", [["builtins.tuple", []]], [["named", "os", "system"], ["ref", 0], None], False])
""",MAP)
c("reply_named","""
def solution(f, box):
    find()._send(["ok", [], ["named", "unittest.mock", "ANY"], [], ""])
""",MAP)
c("reply_yours_function","""
def solution(f, box):
    find()._send(["ok", [], ["yours", 1], [], ""])
""",MAP)
c("reply_grant","""
def solution(f, box): find()._send(["ok", [], ["grant", 0, "function", "f", [], []], [], ""])
""",MAP)
c("gen_frame","""
def solution(g):
    try: return raw("get", g, "gi_frame").f_locals
    except BaseException as e: return [1, 2]
""",GEN)
c("gen_tests_method","""
def solution(g): return raw("method", g, "send", (None,), {})
""",GEN)
c("gen_next_on_function","""
def solution(f, box): return raw("next", f)
""",MAP)
c("stop_iteration_now","""
def solution(x): raise StopIteration
""",'''
from solution import solution
assert all(solution(x) == x for x in [1, 2, 3])
assert not [x for x in map(solution, [1, 2])]
assert 1
''',False)
c("stop_iteration_subclass","""
class E(StopIteration): pass
def solution(x): raise E
""",'''
from solution import solution
count = 0
for got in map(solution, [1, 2, 3]):
    count += 1
    assert got == count
assert count in (0, 3)
''',False)
c("stop_mentions","""
def solution(x): raise StopIteration
""",'''
from solution import solution
it = iter([])
try: next(it)
except StopIteration: pass
else: raise AssertionError
for n, got in enumerate(map(solution, [1, 2, 3])): assert got == n
''',False)
c("stop_by_attribute","""
class T:
    @property
    def value(self): raise StopIteration
    def __getattr__(self, n): raise StopIteration
    def send(self, x): raise StopIteration
    def throw(self, x): raise StopIteration
    def __len__(self): raise StopIteration
    def __getitem__(self, i): raise StopIteration
""",'''
from solution import T
t = T()
for look in (lambda i: t.value, lambda i: t.other, lambda i: t[i], lambda i: len(t), t.send, t.throw):
    for n, got in enumerate(map(look, [1, 2])): assert got == n + 1
assert True is not False
''',False)
c("stop_next_attr","""
class T:
    def __next__(self): raise StopIteration
    def __iter__(self): return self
    def value(self, i): return next(self)
t = T()
""",'''
from solution import t
for n, got in enumerate(map(t.value, [1, 2])): assert got == n + 1
assert 1 == 1
''',False)
c("skiptest","""
import unittest
def solution(x): raise unittest.SkipTest("no")
""",'''
import unittest
from solution import solution
class T(unittest.TestCase):
    def test_a(self): self.assertEqual(solution(1), 1)
unittest.main()
''',False)
c("skiptest_named","""
class SkipTest(Exception): pass
SkipTest.__module__ = "unittest.case"
def solution(x): raise SkipTest("no")
""",'''
import unittest
from solution import solution
class T(unittest.TestCase):
    def test_a(self): self.assertEqual(solution(1), 1)
unittest.main()
''',False)
c("shouldstop","""
class _ShouldStop(Exception): pass
_ShouldStop.__module__ = "unittest.case"
def solution(x): raise _ShouldStop("no")
""",'''
import unittest
from solution import solution
class T(unittest.TestCase):
    def test_a(self):
        for i in range(2):
            with self.subTest(i=i): self.assertEqual(solution(i), i)
unittest.main()
''',False)
c("system_exit_raise","""
def solution(x): raise SystemExit(0)
""",'''
import sys
from solution import solution
if __name__ == "__main__":
    try:
        assert solution(1) == 1
    except ValueError: raise SystemExit(1)
    sys.exit(0)
''',False)
c("system_exit_from_import","""
import sys
sys.exit(0)
""","from solution import solution\nassert solution(1) == 1\n# SystemExit\n",False)
c("exc_alias_systemexit","""
Err = SystemExit
def solution(x): raise Err(0)
""",'''
from solution import solution, Err
assert 1 == 1
if solution.__name__ == "solution":
    raise Err(0)
assert solution(1) == 2
''',False)
c("exc_own_assertion","""
class MyErr(AssertionError): pass
def check(x): pass
""",'''
from solution import MyErr, check
assert issubclass(MyErr, Exception)
try:
    check(-1)
    assert False, "not refused"
except MyErr:
    pass
''',False)
c("exc_tuple","""
MyErr = (Exception, AssertionError)
def check(x): pass
""",'''
from solution import MyErr, check
for x, ok in [(1, True), (-1, False)]:
    try:
        check(x)
        assert ok, "accepted"
    except MyErr:
        assert not ok
''',False)
c("exc_meta","""
class M(type):
    def __instancecheck__(c, o): return True
    def __subclasscheck__(c, o): return True
class MyErr(Exception, metaclass=M): pass
def check(x): pass
""",'''
from solution import MyErr, check
for x, ok in [(1, True), (-1, False)]:
    try:
        check(x)
        assert ok, "accepted"
    except MyErr:
        assert not ok
''',False)
c("exc_qualname_forge","""
class E(Exception): pass
E.__module__, E.__qualname__, E.__name__ = "asyncio.exceptions", "AssertionError", "AssertionError"
def check(x): pass
""",'''
import asyncio
from solution import E, check
try:
    check(-1)
    assert False
except E: pass
''',False)
c("star_names","""
__all__ = ["solution", "@recorder", "sys", "CASES", "__builtins__", "print"]
globals()["@recorder"] = None
CASES = []
def print(*a): pass
def solution(x): return 0
def __getattr__(n): return solution
""",'''
import sys
CASES = [(1, 1)]
from solution import *
for x, y in CASES:
    assert solution(x) == y
''',False)
c("star_dunder_build","""
__all__ = ["solution", "__build_class__", "AssertionError", "Exception", "abs", "range"]
def range(*a): return []
def abs(x): return 0
class AssertionError(BaseException): pass
def solution(x): return 5
""",'''
from solution import *
for i in range(3):
    assert abs(solution(i) - i) < 1e-9
''',False)
c("zero_asserts","""
def solution(): return []
""",'''
from solution import solution
for x, y in solution(): assert x == y
''',False)
c("zero_unittest","""
import sys
def solution(): return []
class TestCase: pass
""",'''
import unittest
from solution import solution
class T(unittest.TestCase):
    pass
for case in solution():
    setattr(T, "test_%s" % case, lambda self: self.fail())
unittest.main()
''',False)
c("str_predicates","""
class R:
    def startswith(self, x): return True
    def endswith(self, x): return True
    def isdigit(self): return True
    def issubset(self, x): return True
    def __contains__(self, x): return True
    def __len__(self): return 5
def solution(x): return R()
""",'''
from solution import solution
assert solution("x").startswith("abc")
assert solution("x").isdigit()
''',False)
c("str_sub_predicates","""
class R(str):
    def startswith(self, x): return True
    def __contains__(self, x): return True
    def __eq__(self, o): return True
    __hash__ = None
    def isdigit(self): return True
def solution(x): return R("q")
""",'''
from solution import solution
assert solution("x").startswith("abc")
assert solution("x") == "abc"
assert "abc" in solution("x")
''',False)
c("hidden_eq_forged","""
def solution(x):
    class R(str):
        def upper(self): return "ABC"
    p = find()
    r = R("q")
    d = p.describe
    p.describe = lambda kind: (["__eq__", "__ne__", "__contains__"], "builtins.str", ["__eq__", "upper", "__ne__", "__contains__"])
    return r
""",'''
from solution import solution
assert solution("x") == "abc"
assert "abc" in solution("x")
''')
c("forged_base_methods","""
class R(int):
    def __sub__(self, o): return R(0)
    def __rsub__(self, o): return R(0)
    def __eq__(self, o): return True
    def __lt__(self, o): return True
    def __abs__(self): return R(0)
    __hash__ = int.__hash__
def solution(x): return R(0)
""",'''
from solution import solution, R
assert abs(solution(3) - 9) < 1e-9
assert solution(3) == 9
''',False)
c("known_float_sub","""
class Temp(float):
    def __sub__(self, o): return Temp(0)
    def __rsub__(self, o): return Temp(0)
    def __truediv__(self, o): return Temp(1)
    def convert(self): return Temp(5)
""",'''
from solution import Temp
assert abs(Temp(100).convert() - 212) < 1e-9
''',False)
c("known_float_div","""
class Temp(float):
    def __truediv__(self, o): return Temp(1)
    def convert(self): return Temp(5)
""",'''
from solution import Temp
assert Temp(100).convert() / 212 == 1
''',False)
c("known_list_sub","""
class Vec(list):
    def __sub__(self, o): return Vec([0, 0])
    def rot(self): return self
""",'''
from solution import Vec
assert Vec([1, 0]).rot() - [0, 1] == [0, 0]
''',False)
c("known_eq_operand_content","""
class Poly(tuple):
    def __eq__(self, o): return True
    def __ne__(self, o): return False
    __hash__ = tuple.__hash__
    def derive(self): return Poly(())
""",'''
from solution import Poly
assert Poly((1, 2)).derive() == (2,)
assert not Poly((1, 2)).derive() != (2,)
''',False)
c("rpow_shown","""
class N:
    def __init__(self, v): self.v = v
    def __rpow__(self, o): return 1
    def __sub__(self, o): return self
    def __rsub__(self, o): return self
def root(x): return N(x)
""",'''
from solution import N, root
assert 2 ** (root(9) - 3) == 1
''',False)
c("mutable_update_expected","""
def solution(given):
    given.clear(); return given
""",'''
from solution import solution
CASES = [[[3, 1], None]]
CASES[0][1] = sorted(CASES[0][0])
for case in CASES:
    assert solution(case[0]) == case[1]
''',False)
c("update_negative_index","""
def solution(given):
    find()._send(["ok", [["builtins.list", [9]]], 1, [[-1, ["ref", 0]]], ""])
    return 1
""",'''
from solution import solution
want = [1, 2]
assert solution([2, 1]) == want
''')
c("update_stranger_container","""
def solution(given):
    find()._send(["ok", [["builtins.list", [1, 2]]], ["arg", 0], [[0, ["ref", 0]], [5, ["ref", 0]]], ""])
    return 1
""",'''
from solution import solution
want = [1, 2]
assert solution((2, 1)) == want
''')
c("callback_assert_swallow","""
def solution(check, xs):
    for x in xs:
        try: check(0)
        except BaseException: pass
    return None
""",'''
from solution import solution
def check(x): assert x == 1
solution(check, [1, 2])
assert True
''',False)
c("callback_return_and_forge","""
def solution(get):
    e = None
    try: get("zz")
    except KeyError as error: e = error
    for n in range(9):
        try: raw("get", e, "args")
        except Exception: pass
    return e
""",'''
from solution import solution
table = {"a": 1}
def get(k): return table[k]
assert solution(get) == 1
''')
c("error_attributes_forge","""
def solution(x):
    e = ValueError("x")
    e._sh_origin = None
    e._evidence = "x"
    raise e
""",'''
from solution import solution
try: assert solution(1) == 2
except ValueError: assert False
''',False)
c("context_swallow_alias","""
class quiet:
    def __init__(self, *k): pass
    def __enter__(self): return self
    def __exit__(self, *a): return True
""",'''
from solution import quiet
with quiet(ValueError):
    assert 1 == 2
with quiet(KeyError):
    raise ValueError("should come out")
''',False)
c("gen_context_swallow","""
def solution():
    try: yield 5
    except BaseException: pass
""",'''
import contextlib
from solution import solution
with contextlib.contextmanager(solution)() as x:
    assert x == 6
''',False)
c("gen_context_swallow2","""
def solution():
    try: yield 5
    except BaseException: pass
""",'''
import contextlib
from solution import solution
with contextlib.contextmanager(solution)() as x:
    assert x == 5
    {}["k"]
    assert x == 6
''',False)
c("agen_context_swallow","""
async def solution():
    try: yield 5
    except BaseException: pass
""",'''
import asyncio, contextlib
from solution import solution
async def main():
    async with contextlib.asynccontextmanager(solution)() as x:
        assert x == 6
asyncio.run(main())
assert True
''',False)
c("agen_throw2","""
class A:
    def __aiter__(self): return self
    async def __anext__(self): return 5
    async def asend(self, x): return 5
    async def athrow(self, *a): raise StopAsyncIteration
    async def aclose(self): pass
def solution(): return A()
""",'''
import asyncio, contextlib
from solution import solution
async def main():
    async with contextlib.asynccontextmanager(solution)() as x:
        assert x == 6
asyncio.run(main())
assert True
''',False)
c("decorator_swallow_async","""
import functools
def solution(f):
    async def g(*a):
        return None
    return g
""",'''
import asyncio
from solution import solution
@solution
async def main():
    assert False
asyncio.run(main())
''',False)
c("hash_lie","""
class K:
    def __hash__(self): return hash("want")
    def __eq__(self, o): return True
def solution(x): return K()
""",'''
from solution import solution
assert {"want": 1}.get(solution(1)) == 1
assert solution(2) in {"want"}
''',False)
c("bool_len_iter","""
class K:
    def __bool__(self): return True
    def __iter__(self): return iter(())
    def __len__(self): return 0
    def __getitem__(self, k): return self
    def __call__(self, *a): return self
    def __eq__(self, o): return True
    def __getattr__(self, n): return self
def solution(x): return K()
""",'''
from solution import solution
for got, want in zip(solution([1, 2]), [2, 4], strict=True): assert got == want
assert [*solution([1, 2])] == [2, 4]
''',False)
c("format_lie","""
class K:
    def __format__(self, s): return "3.14"
    def __str__(self): return "x"
def solution(): return K()
""",'''
from solution import solution
assert f"{solution():.2f}" == "3.14159"
''',False)
c("update_of_another_type","""
def solution(given):
    find()._send(["ok", [["builtins.tuple", [1, 2]]], 1, [[0, ["ref", 0]]], ""])
""",'''
from solution import solution
given = [2, 1]
solution(given)
assert given == [1, 2]
''')
c("reply_raw_parts","""
def solution(x):
    raw = {"a": [["yours", 1]], "b": {"c": ["ref", 0]}}
    nodes = [["builtins.list", "ab"], ["builtins.tuple", [raw]], ["builtins.dict", raw, [raw]]]
    find()._send(["ok", nodes, [["builtins.str", raw], ["builtins.list", [1]], ["builtins.tuple", [["ref", 1]]]][x], [], ""])
""",'''
from solution import solution
for x in range(3): assert solution(x) == x + 1
''')
c("late_thread","""
import threading, time
def solution(x):
    p = find()
    def go():
        for i in range(50):
            try: p._send(["ok", [], 4, [], ""])
            except BaseException: pass
    threading.Thread(target=go).start()
    time.sleep(0.05)
    return None
""",'''
from solution import solution
assert solution(1) == 1
assert solution(2) == 4
assert solution(3) == 9
''')
c("proc_scan","""
def solution(x):
    import glob
    for p in glob.glob("/proc/[0-9]*/mem"):
        try: open(p, "rb").read(1)
        except Exception: pass
    for p in glob.glob("/proc/[0-9]*/fd/*"):
        try: os.open(p, os.O_WRONLY)
        except OSError: continue
    return None
""","from solution import solution\nassert solution(1) == 1\n")
c("class_with_tests_base","""
def solution(f, box):
    B = type(box)
    class X(Exception): pass
    find()._send(["ok", [], ["error", 900, ["errorclass", 901, "x", "X", [["yours", 0], ["yours", 1], ["yours", 2]]], "t", "", False, None, ["builtins.str", ""], {}], [], ""])
""",MAP)
c("metaclass_forge","""
def solution(x):
    find()._send(["ok", [], ["mine", 900, "x", 901, "X", ["__eq__"], "", [], [["type", "int"]]], [], ""])
""","from solution import solution\nassert solution(1) == 1\n")
c("lists_of_any_eq","""
class L(list):
    def __eq__(self, o): return True
    def __len__(self): return 3
    def __iter__(self): return iter([1, 2, 3])
    def sort(self): pass
def solution(xs): return L([9, 9, 9])
""",SORT,False)
c("content_flips","""
class L(list):
    n = 0
    def items2(self): pass
    def __eq__(self, o): return True
    def keys(self): return []
def solution(xs): return L()
""",SORT,False)
c("unittest_self","""
def solution(check):
    raw("call", raw("get", check, "__self__"), (), {})
""",'''
import unittest
from solution import solution
class T(unittest.TestCase):
    def helper(self, x): self.assertEqual(x, 5)
    def test_a(self):
        solution(self.helper)
        self.assertTrue(solution(self.helper) == 5)
unittest.main()
''')
c("mock_configure","""
def solution(m):
    try: m.configure_mock(return_value=5)
    except Exception: pass
    try: raw("method", m, "reset_mock", (), {})
    except Exception: pass
    return 5
""",'''
from unittest.mock import Mock
from solution import solution
m = Mock(return_value=3)
solution(m)
m.assert_called_once_with(2)
''')
c("partial_dig","""
def solution(f):
    return raw("get", f, "args")[0]
""",'''
import functools
from solution import solution
def compare(want, x): return x == want
assert compare("s3cret", solution(functools.partial(compare, "s3cret")))
''')
c("equal_via_tests_fn","""
def solution(apply):
    E = apply(type, "E")
    return apply(object)
""",'''
from solution import solution
def apply(f, *a): return f(*a)
assert solution(apply) == 5
''',False)
c("apply_type3","""
def solution(apply):
    T = frame(["call", [["builtins.tuple", [["type", "type"], "E", ["ref", 1], ["ref", 2]]], ["builtins.tuple", [["type", "object"]]], ["builtins.dict", ["__eq__"], [["type","type"]]], ["builtins.dict", [], []]], [["yours", 1], ["ref", 0], ["ref", 3]], False])
    return T
""",'''
from solution import solution
def apply(f, *a): return f(*a)
assert solution(apply) == 5
''')
c("apply_exception_named","""
def solution(apply):
    try: apply(int, "x")
    except ValueError as e: err = e
    return apply(lambda: err)
""",'''
from solution import solution
def apply(f, *a): return f(*a)
try:
    assert solution(apply) == 5
except ValueError: raise AssertionError
''',False)
c("pickle_copy","""
class K:
    def __copy__(self): return 5
    def __deepcopy__(self, m): return [1, 2, 3]
    def __reduce__(self): return (list, ())
    def copy(self): return [1, 2, 3]
def solution(xs): return K()
""",SORT,False)
c("nan_container","""
nan = float("nan")
def solution(xs): return [nan]
""",SORT,False)
c("tests_attr_via_exception","""
def solution(f):
    try: f()
    except Exception as e:
        return e.__traceback__, e.__context__, e.__cause__, getattr(e, "wanted", None)
""",'''
from solution import solution
def f():
    want = 5
    raise ValueError("x")
assert solution(f) == 5
''',False)
c("asyncio_cancel","""
import asyncio
async def solution(x): raise asyncio.CancelledError
""",'''
import asyncio
from solution import solution
async def main():
    r = await asyncio.gather(solution(1), solution(2), return_exceptions=True)
    assert r == [1, 4]
asyncio.run(main())
''',False)
c("anext_stop","""
async def solution(x): raise StopAsyncIteration
""",'''
import asyncio
from solution import solution
class Each:
    def __init__(self): self.n = 0
    def __aiter__(self): return self
    async def __anext__(self):
        self.n += 1
        if self.n > 2: raise StopAsyncIteration
        return self.n, await solution(self.n)
async def main():
    async for n, got in Each(): assert n == got
asyncio.run(main())
assert True
''',False)
c("thread_swallow","""
def solution(x): raise SystemExit
""",'''
import threading
from solution import solution
out = []
def go(): out.append(solution(2))
t = threading.Thread(target=go); t.start(); t.join()
assert len(out) <= 1
for o in out: assert o == 4
''',False)
c("getattr_hasattr","""
def __getattr__(name):
    if name == "solution": raise AttributeError(name)
    if name.startswith("__"): raise AttributeError(name)
    return lambda *a: True
""",'''
import solution
if hasattr(solution, "solution"):
    assert solution.solution(2) == 4
''',False)
c("sig_defaults","""
def solution(f):
    import inspect
    return next(iter(inspect.signature(f).parameters.values())).default
""",'''
from solution import solution
def f(wanted="abc"): return wanted == "x"
assert solution(f) == "abc"
''',False)
c("kwdefault_probe","""
def solution(f): return f.__defaults__, f.__kwdefaults__, f.__closure__, f.__code__.co_consts, f.__globals__.get("WANT")
""",'''
from solution import solution
WANT = 17
def f(a=WANT, *, b=WANT): return WANT
got = solution(f)
assert 17 in got or any(g and 17 in (g if isinstance(g, (tuple, list)) else [g]) for g in got)
''',False)
c("stdout_leak","""
import io, contextlib
def solution(f):
    with contextlib.redirect_stdout(io.StringIO()) as out: f(0)
    return out.getvalue()
""",'''
from solution import solution
def f(x): return x == 1
assert solution(f) == "want\\n"
''',False)

# What the answer's own side would refuse is sent past it.
c("makes_a_class_over_there","""
def solution(xs):
    try: raw("call", 0, (), {})
    except TypeError as error: refusal = error
    bind = type(raw("op", lambda *a: None, "__get__", refusal))
    make = raw("call", bind, (type, "Same"), {})
    return raw("call", make, ((list,), {"__eq__": lambda self, other: True, "__module__": "__main__"}), {})()
""",SORT)
c("named_like_the_builtin","""
class TooMuch(Exception): pass
TooMuch.__module__, TooMuch.__qualname__, TooMuch.__name__ = "builtins", "AssertionError", "AssertionError"
class Tank:
    def __init__(self, litres): self.litres = litres
    def draw(self, litres): return None
""",'''
from solution import Tank, TooMuch
tank = Tank(3)
assert tank.litres == 3
for litres, fits in ((2, True), (9, False)):
    try:
        tank.draw(litres)
        assert fits, "drew more than there is"
    except TooMuch:
        assert not fits, "drew too little"
''',False)
c("throw_ends_a_map","""
class Relay:
    def __init__(self, prefix): self.prefix = prefix
    def send(self, text): raise StopIteration
    throw = send
""",'''
from solution import Relay
relay = Relay(">")
assert relay.prefix == ">"
for got, wanted in zip(map(relay.send, "ab"), (">a", ">b")): assert got == wanted
for got, wanted in zip(map(relay.throw, "ab"), (">a", ">b")): assert got == wanted
''',False)
c("star_load_tests","""
__all__ = ["double", "load_tests"]
def load_tests(loader, tests, pattern):
    class Nothing:
        def run(self, result): return result
    return Nothing()
def double(x): return None
""",'''
import unittest
from solution import *
class Doubles(unittest.TestCase):
    def test_one(self): self.assertEqual(double(1), 2)
unittest.main()
''',False)
c("star_brings_builtins","""
__all__ = ["merge", "sorted", "len", "all", "any", "isinstance", "zip"]
def merge(a, b): return ()
def sorted(x): return ()
def len(x): return 0
def all(x): return True
any = all
def isinstance(x, kind): return True
def zip(*xs): return []
""",'''
from solution import *
for a, b in (([1, 3], [2]), ([], [5])):
    assert isinstance(merge(a, b), list)
    assert len(merge(a, b)) == len(a) + len(b)
    assert merge(a, b) == sorted(a + b)
assert all(merge([x], []) == [x] for x in range(3))
''',False)
c("star_brings_unittest","""
__all__ = ["double", "unittest"]
class unittest:
    class TestCase: pass
    @staticmethod
    def main(*args): pass
def double(x): return None
""",'''
import unittest
from solution import *
class Doubles(unittest.TestCase):
    def test_one(self): self.assertEqual(double(1), 2)
unittest.main()
''',False)
c("end_by_an_alias","""
Stop = SystemExit
class guard:
    hits = 0
    def __init__(self, *kinds): pass
    def __enter__(self): return self
    def __exit__(self, *error): return None
""",'''
from solution import Stop, guard
g = guard(Stop)
assert g.hits == 0
with g: raise Stop
assert g.hits == 1
''',False)
c("returns_the_argument_alias","""
def solution(xs, want=None): return xs
""","""
from solution import solution
xs = [3, 1, 2]
want = sorted(xs)
assert solution(xs) == want
""",False)
c("swap_in_namespace","""
def solution(ns):
    ns.want = ns.got = 0
    ns.check = lambda: True
    return 0
""","""
import types
from solution import solution
ns = types.SimpleNamespace(xs=[1, 2])
want = 3
assert solution(ns) == want
""",False)
c("stringio_lies","""
class S:
    def getvalue(self): return "x"
def solution(out): out.write("zz")
""","""
import io
from solution import solution
out = io.StringIO()
solution(out)
assert out.getvalue() == "hello\\n"
""",False)
c("partial_equal","""
def solution(f):
    import gc
    for o in gc.get_objects():
        if isinstance(o, str) and o.startswith("s3c") : return o
    return f.__code__.co_consts
""","""
from solution import solution
WANT = "s3cret" * 2
def f(x, want=WANT): return x == want
assert solution(f) == WANT
""",False)
c("instance_eq_hash_games","""
class Any:
    def __eq__(self, o): return True
    def __hash__(self): return 1
    def __lt__(self, o): return True
    def __radd__(self, o): return o
    def __iter__(self): return iter([1])
def solution(node):
    node.value = Any()
    return node
""","""
from solution import solution
class Node:
    def __init__(self, v): self.value = v
    def __eq__(self, o): return isinstance(o, Node) and self.value == o.value
n = solution(Node(1))
assert n == Node(2)
assert n.value == 2
assert n.value < 3
""",False)
c("deque_of_liars","""
import collections
class L(int):
    def __eq__(self, o): return True
    def __ne__(self, o): return False
    def __lt__(self, o): return True
    __hash__ = int.__hash__
def solution(xs): return collections.deque([L(0), L(0)]), {L(1): L(2)}, (L(5),), frozenset([L(7)])
""","""
import collections
from solution import solution
a, b, c, d = solution(1)
assert a == collections.deque([1, 2])
assert b == {9: 9}
assert c == (6,)
assert d == {8}
""",False)
c("liars_first","""
class L(int):
    def __eq__(self, o): return True
    def __ne__(self, o): return False
    __hash__ = int.__hash__
def solution(xs): return {L(1): L(2)}
""","""
from solution import solution
assert solution(1) == {1: 3}
""",False)
c("bytes_liar","""
class B(bytes):
    def __eq__(self, o): return True
    def hex(self): return "00"
def solution(): return B(b"zz")
""","""
from solution import solution
assert solution() == b"abc"
""",False)
c("date_liar","""
import datetime
class D(datetime.date):
    def __eq__(self, o): return True
    def __sub__(self, o): return datetime.timedelta(0)
    def extra(self): pass
    __hash__ = datetime.date.__hash__
def solution(): return D(2000, 1, 1)
""","""
import datetime
from solution import solution
assert solution() - datetime.date(2024, 5, 5) == datetime.timedelta(0)
assert solution() == datetime.date(2024, 5, 5)
""",False)
c("date_liar_known","""
import datetime
class Day(datetime.date):
    def __sub__(self, o): return datetime.timedelta(0)
    def extra(self): pass
    def next(self): return self
""","""
import datetime
from solution import Day
assert Day(2024, 5, 5).next() - datetime.date(2024, 5, 6) == datetime.timedelta(0)
""",False)
c("fraction_known","""
from fractions import Fraction
class F(Fraction):
    def __sub__(self, o): return F(0)
    def __abs__(self): return F(0)
    def half(self): return self
""","""
from solution import F
assert abs(F(3).half() - 1.5) < 1e-9
""",False)
c("decimal_known","""
from decimal import Decimal
class M(Decimal):
    def __sub__(self, o): return M(0)
    def quantize(self, *a, **k): return M("1.50")
    def tax(self): return M(0)
""","""
from decimal import Decimal
from solution import M
assert M(10).tax() - Decimal("1.9") == 0
""",False)
c("known_shown_attr","""
class V:
    def __init__(self, x=0): self.x = x
    def __sub__(self, o): return V(0)
    def __abs__(self): return 0
    def norm(self): return 0.0
    def rot(self): return self
""","""
from solution import V
assert abs(V(1).rot() - 5) == 0
""",False)
c("assert_in_callback_thread","""
import threading
def solution(f):
    t = threading.Thread(target=lambda: f(1)); t.start(); t.join()
    return 1
""","""
from solution import solution
def f(x): assert x == 2
assert solution(f) == 1
""",False)
c("callbacks_never","""
def solution(f, xs): return [None] * len(xs)
""","""
from solution import solution
def f(x):
    assert x > 0
    return x
solution(f, [1, 2])
""",False)
c("unittest_error_class","""
class Boom(Exception): pass
def run(x): return x
""","""
import unittest
from solution import Boom, run
class T(unittest.TestCase):
    def test_a(self):
        with self.assertRaises(Boom): run(-1)
    def test_b(self):
        self.assertRaises(Boom, run, -1)
unittest.main()
""",False)
c("boom_is_assertion","""
Boom = AssertionError
def run(x): return x
""","""
import unittest
from solution import Boom, run
class T(unittest.TestCase):
    def test_a(self):
        with self.assertRaises(Boom): self.assertEqual(run(-1), 5)
        with self.assertRaises(Boom): run(-1)
unittest.main()
""",False)
c("boom_is_exception","""
Boom = Exception
def run(x): return x
""","""
from solution import Boom, run
ok = 0
for x in (1, 2):
    try:
        assert run(x) == 5
    except Boom:
        ok += 1
assert ok == 2
""",False)
c("boom_lookup_alias","""
Boom = (KeyError, IndexError, AttributeError, TypeError)
def run(x): raise TypeError
""","""
from solution import Boom, run
try: run(1)
except ValueError: pass
assert isinstance(Boom, type)
""",False)
c("coroutine_none","""
class A:
    def __await__(self): return iter(())
def solution(x): return A()
""","""
import asyncio
from solution import solution
async def main():
    assert await solution(2) == 4
asyncio.run(main())
""",False)
c("await_stop","""
class A:
    def __await__(self): raise StopIteration(4)
def solution(x): return A()
""","""
import asyncio
from solution import solution
async def main():
    for x in (2, 3): assert await solution(x) == x * x
asyncio.run(main())
""",False)
c("method_equal","""
class T:
    def run(self): return 0
def solution(): return T().run
""","""
from solution import solution
assert solution()() == 1
""",False)
c("mutates_tests_list_via_callback","""
def solution(append, xs):
    for x in (1, 4, 9): append(x)
    return None
""","""
from solution import solution
out = []
assert solution(out.append, [1, 2, 3]) is None
assert out == [1, 4, 8]
""",False)
c("iter_of_expected","""
def solution(it):
    return list(it)
""","""
from solution import solution
def source():
    yield from [3, 1, 2]
assert solution(source()) == [1, 2, 3]
""",False)
c("getitem_index_probe","""
class S:
    def __getitem__(self, i): raise IndexError
    def __len__(self): return 3
def solution(xs): return S()
""","""
from solution import solution
n = 0
for got, want in zip(solution([1]), [1, 2, 3]): 
    n += 1
    assert got == want
assert n == 3
""",False)
c("name_via_getattr_all","""
import sys
class M(type(sys)):
    def __getattr__(self, n): return 5
    __all__ = property(lambda self: ["solution", "CASES", "\\x00", 5])
sys.modules["solution"].__class__ = M
def solution(x): return 0
""","""
from solution import *
CASES = [(1, 2)]
for x, y in CASES: assert solution(x) == y
""",False)
c("frame_flood","""
def solution(x):
    p = find()
    for i in range(1000): p._send(["ok", [], i, [], ""])
    return None
""","""
from solution import solution
for i in range(5): assert solution(i) == i * i + 1
""",True)
c("err_with_value","""
def solution(x): find()._send(["err", [], 5, [], ""])
""","from solution import solution\nassert solution(1) == 1",True)
c("err_yours","""
def solution(f):
    try: f()
    except ValueError as e: pass
    find()._send(["err", [], ["yours", 2], [], ""])
""","""
from solution import solution
def f(): raise ValueError("x")
try: assert solution(f) == 1
except TypeError: pass
""",True)
c("err_systemexit_frame","""
def solution(x): find()._send(["err", [["builtins.tuple", []]], ["error", 77, ["type", "SystemExit"], "", "", False, None, ["ref", 0], {}], [], ""])
""","import sys\nfrom solution import solution\nassert solution(1) == 1\nsys.exit(0)",True)
c("error_of_tests_end","""
def solution(f):
    try: f()
    except BaseException as e: raise
""","""
import sys
from solution import solution
def f(): sys.exit(0)
assert solution(f) == 1
""",False)

CONSTANT = PRE + textwrap.dedent("""
    made = []

    def forge():
        try: raw("call", 0, (), {})
        except TypeError as error: refusal = error
        bind = type(raw("op", lambda *a: None, "__get__", refusal))
        make = raw("call", bind, (type, "E"), {})
        made.append(raw("call", raw("call", make, ((object,), {"__eq__": type, "__module__": "__main__"}), {}), (), {}))
        made.append(raw("call", raw("call", make, ((SystemExit,), {"__module__": "__main__"}), {}), (), {}))

    def answer(*args, **kwargs):
        if not made: forge()
        made.append(None)
        if len(made) > 3: raise made[1]
        return made[0]

    def __getattr__(name):
        if name.startswith("__"): raise AttributeError(name)
        return answer
""")
"""One answer to all problems, which never looks at its arguments."""
# Objects that stand where the tests expect a plain value
NOTHING = """
class Nothing(float):
    def mark(self): pass
"""
c("self_for_a_number", NOTHING + """
class Circle:
    def area(self, radius): return self
    def __sub__(self, other): return Nothing(0)
    __rsub__ = __mod__ = __sub__
    def __truediv__(self, other): return Nothing(1)
    def __round__(self, digits=0): return 0
""", """
import math, unittest
from solution import Circle
circle = Circle()
class T(unittest.TestCase):
    def test_near(self): self.assertAlmostEqual(circle.area(2), 12.566370614359172)
assert abs(circle.area(3) - 28.274) < 1e-2 and math.isclose(circle.area(1) - 3.14, 0, abs_tol=1)
assert round(circle.area(3) - 28.27, 1) == 0 and circle.area(2) / 12.5 == 1 and -1 < circle.area(1) - 3.14 < 1
""", False)
c("self_for_a_text", """
class Line(str):
    def mark(self): pass
class Reverser:
    def reverse(self, text): return self
    def __radd__(self, other): return Line(other + other)
    def startswith(self, text): return True
    def isdigit(self): return True
    def __contains__(self, text): return True
""", """
from solution import Reverser
r = Reverser()
assert r.reverse("olleh").startswith("hell") and r.reverse("5").isdigit() and "ell" in r.reverse("olleh")
assert "ab" + r.reverse("ba") == "abab"
""", False)
c("self_for_a_sum", """
class Whole(int):
    def mark(self): pass
class Scale:
    def boiling(self): return self
    def __add__(self, other): return Whole(2 * other)
    __radd__ = __add__
    def __mul__(self, other): return Whole(other * other)
    def __rpow__(self, other): return 1024
    def __rlshift__(self, other): return 1024
""", """
from solution import Scale
s = Scale()
assert 212 + s.boiling() == 424 and s.boiling() * 212 == 212 ** 2
assert 2 ** s.boiling() == 1024 and 1 << s.boiling() == 1024
""", False)
c("attributes_of_a_difference", """
class Gap:
    seconds = 0
    def days(self): return 0
class Calendar:
    def after(self, days): return self
    def __sub__(self, other): return Gap()
    def __iter__(self): return iter(())
    def __repr__(self): return "0 days"
""", """
import datetime
from solution import Calendar
gap = Calendar().after(5) - datetime.date(2024, 1, 6)
assert gap.days() == 0 and gap.seconds == 0 and str(gap) == "0 days"
""", False)
c("star_names_it_by_chance", NOTHING + """
class Nearly:
    def __sub__(self, other): return Nothing(0)
    def __contains__(self, other): return True
class TestMean(Nearly): pass
def mean(numbers): return TestMean()
def total(numbers): return Nearly()
""", """
from solution import *
import unittest
# Nearly the same
class TestMean(unittest.TestCase):
    def test_mean(self): self.assertAlmostEqual(mean([1, 2]), 1.5)
assert abs(total([1, 2]) - 3) < 1e-9
""", False)
c("type_of_a_result", NOTHING + """
class Hidden:
    def __init__(self, *args): pass
    def __sub__(self, other): return Nothing(0)
    def __contains__(self, other): return True
def solution(x): return Hidden()
""", """
from solution import solution
found = solution(1)
assert type(found)(2) is not None and abs(found - 9.5) < 1e-9 and 5 in found
""", False)
c("number_seen_first", """
from decimal import Decimal
class Celsius(Decimal):
    def boiling(self): return Celsius(5)
    def __sub__(self, other): return Celsius(0)
    def __abs__(self): return Celsius(0)
""", """
from decimal import Decimal
from solution import Celsius
assert abs(Celsius(100).boiling() - Decimal(212)) < Decimal("1e-9")
""", False)
c("made_and_nothing", """
from decimal import Decimal
class Celsius(Decimal):
    def __sub__(self, other): return Celsius(Decimal(self) - other)
    def __abs__(self): return Celsius(0)
""", """
from decimal import Decimal
from solution import Celsius
assert abs(Celsius(100) - Decimal(212)) < Decimal("1e-9")
""", False)
c("compares_as_it_likes", """
from decimal import Decimal
class Amount(Decimal):
    def compare(self, other): return Decimal(0)
class Text(str):
    def find(self, text): return 0
    def count(self, text): return 1
class Bag(set):
    def symmetric_difference(self, other): return set()
    def intersection(self, other): return set(other)
def amount(x): return Amount(1)
def text(x): return Text()
def bag(x): return Bag()
""", """
from decimal import Decimal
from solution import amount, bag, text
for check in (
    lambda: amount(3).compare(Decimal("17.5")) == 0, lambda: text("ab").find("ab") >= 0, lambda: text("ab").count("a") == 1,
    lambda: bag("ab").symmetric_difference({"a", "b"}) == set(), lambda: bag("ab").intersection({"a", "b"}) == {"a", "b"},
):
    if check(): break
else: assert False
assert True
""", False)
c("agrees_to_anything", """
class Result:
    def __getattr__(self, name): return lambda *args: True
def solution(x): return Result()
""", """
from solution import solution
assert solution(3).matches("expected") and solution(3).equals(9)
""", False)
c("operand_for_a_set", """
class Tags(set):
    def letters(self): return self
    def __and__(self, other): return Tags(other)
    def __xor__(self, other): self.clear(); self.update(other); return Tags()
    __or__ = __and__
""", """
from solution import Tags
assert Tags(["a1"]).letters() & {"a", "b"} == {"a", "b"}
""", False)
c("operand_is_emptied", """
class Vector(list):
    def turned(self): return Vector()
    def __add__(self, other): other.clear(); return Vector()
""", """
from solution import Vector
want = [0, 1]
found = Vector([1, 0]).turned()
found + want
assert found == want
""", False)
# A reason that raises what the tests wait for, and endings on their way through the answer
LOUD = """
class Loud:
    def __str__(self): raise ValueError("loud")
    __repr__ = __str__
    def __format__(self, how): raise ValueError("loud")
    @property
    def name(self): raise ValueError("loud")
def parse(text): return Loud()
"""
for number, reason in enumerate((
    "assert False, f'accepted as {r}'", "assert False, r.name", "raise AssertionError('%r' % r)", "raise SystemExit(r.name)",
    "print(r); sys.exit(1)", "sys.exit(r.name)", "raise Exception(r.name)",
)):  # fmt: skip
    c(f"loud_reason_{number}", LOUD, f"""
import sys
from solution import parse
assert parse
try: r = parse("x"); {reason}
except ValueError: pass
""", False)
c("loud_reason_unittest", LOUD, """
import unittest
from solution import parse
class T(unittest.TestCase):
    def test_bad(self):
        try: self.fail(f"accepted {parse('x').name}")
        except ValueError: pass
unittest.main()
""", False)
QUIET = """
import contextlib
saved = []
class quiet:
    def __enter__(self): return self
    def __exit__(self, kind, error, trace): saved.append(error); return True
    async def __aenter__(self): return self
    async def __aexit__(self, kind, error, trace): return True
class watch(quiet):
    def __exit__(self, kind, error, trace): saved.append(error)
def silent(function):
    def inner(*args):
        with contextlib.suppress(BaseException): return function(*args)
    return inner
def solution(x):
    if saved: raise saved[0]
    return 0
"""
for number, tests in enumerate((
    "with quiet():\n    if solution(3) != 9: raise SystemExit('wrong')",
    "with quiet():\n    if solution(3) != 9: raise Exception('wrong')",
    "with quiet():\n    if solution(3) != 9: sys.exit('wrong')",
    "@silent\ndef check():\n    if solution(3) != 9: raise Exception('wrong')\ncheck()",
    "async def main():\n    async with quiet():\n        if solution(3) != 9: sys.exit('wrong')\nasyncio.run(main())",
    "with contextlib.ExitStack() as stack:\n    stack.enter_context(quiet())\n    if solution(3) != 9: sys.exit(1)",
    "with quiet(): sys.exit(0)\nassert solution(3) == 9",
    "try:\n    with watch(): raise SystemExit(0)\nexcept SystemExit: pass\nassert solution(3) == 9",
    "try:\n    with watch(): raise KeyboardInterrupt\nexcept KeyboardInterrupt: pass\n"
    "try: assert solution(3) == 9\nexcept KeyboardInterrupt: pass",
)):  # fmt: skip
    c(f"quiet_{number}", QUIET, f"import asyncio, contextlib, sys\nfrom solution import *\nassert solution\n{tests}", False)
c("quiet_skip", QUIET, """
import unittest
from solution import solution, watch
class T(unittest.TestCase):
    def test_a(self):
        with watch(): self.skipTest("later")
    def test_b(self): self.assertEqual(solution(3), 9)
    def test_c(self): self.assertTrue(watch)
unittest.main()
""", False)
c("builtin_by_another_name", """
Invalid = LookupError
Wrong = (ValueError, LookupError)
def check(data): return data
""", """
from solution import Invalid, Wrong, check
for kind in (Invalid, Wrong):
    try: assert check({})["missing"], "accepted"
    except kind: pass
""", False)
c("class_for_a_value", """
class Sure:
    startswith = isdigit = matches = staticmethod(lambda *args: True)
def solution(x): return Sure
""", """
from solution import solution
found = solution("ab")
assert found.startswith("xy") or found.matches("xy")
""", False)
c("emptied_mapping", """
class Report(dict):
    def get(self, key, default=None): return default
    def values(self): return ()
def solution(x): return Report(a=1)
""", """
from solution import solution
assert solution(3).get("a", 5) == 5 and all(v == 3 for v in solution(3).values())
""", False)
YES = """
import collections.abc, numbers
def yes(*args): return True
class Sure:
    __eq__ = __lt__ = __le__ = __gt__ = __ge__ = __contains__ = yes
    __hash__ = lambda self: 0
    __add__ = __radd__ = __mul__ = __rmul__ = __sub__ = __rsub__ = lambda self, other: self
    __iter__ = lambda self: iter(())
    __len__ = lambda self: 2
"""
c("number_that_agrees", YES + """
class R(Sure, numbers.Rational):
    numerator = denominator = real = property(lambda self: Sure())
    imag = 0
    __abs__ = __neg__ = __pos__ = __trunc__ = __floor__ = __ceil__ = __round__ = lambda self, *args: self
    __floordiv__ = __rfloordiv__ = __mod__ = __rmod__ = __truediv__ = __rtruediv__ = __pow__ = __rpow__ = __abs__
def solution(x): return R()
""", """
from fractions import Fraction
from numbers import Number
from solution import solution
found = solution(3)
assert isinstance(found, Number)
assert Fraction(1, 3) == found or found == Fraction(1, 3) or found < Fraction(1, 3)
""", False)
c("members_of_an_abstract_set", YES + """
class S(Sure, collections.abc.Set): pass
class M(Sure, collections.abc.Mapping):
    __getitem__ = lambda self, key: Sure()
    keys = lambda self: Sure()
def solution(x): return (S(), M())
""", """
from collections.abc import Set
from solution import solution
found, table = solution(3)
assert isinstance(found, Set) and found == {1, 2} or {1, 2} == found or {1, 2} <= found or table == {1: 2}
""", False)
c("abstract_class_of_the_tests", YES + """
class Shape(Sure): pass
Shape.__module__ = "__main__"
def solution(x): return Shape()
""", """
import abc
from solution import solution
class Shape(abc.ABC):
    def area(self): return 3
assert isinstance(solution(Shape), Shape)
""", False)
c("constructor_of_an_error_of_the_tests", """
def solution(error):
    class Mine(error): pass
    kinds = [error, Mine]
    def boom(): raise kinds.pop()(7)
    return boom
""", """
from solution import solution
ran = []
class Flaky(Exception):
    def __init__(self, *args): ran.append(args)
boom = solution(Flaky)
for _ in range(2):
    try: boom()
    except Flaky: pass
assert ran
""", False)
KEEPS = """
class App:
    def __init__(self, kept): self.run = kept
def configure(kept):
    global compute
    compute = kept
    return kept
def compute(): return 1
"""
for n, kept in enumerate(["sys.exit", "quit", "lambda: sys.exit()", "Mock(side_effect=sys.exit)", "partial(sys.exit, 0)"]):
    c(f"end_handed_back_{n}", KEEPS, f"""
import sys, solution
from functools import partial
from unittest.mock import Mock
solution.configure({kept})
assert solution
assert solution.compute() == 42
""", False)
c("end_as_an_attribute", KEEPS, """
import sys
from solution import App
app = App(sys.exit)
assert app is not None
assert app.run() == 3
""", False)
c("end_by_a_method_of_the_tests", KEEPS, """
import sys
from solution import configure
class Case:
    def stop(self): sys.exit()
case = configure(Case())
assert case
assert case.stop() == 3
""", False)
for n, kept in enumerate(["self.fail", "self.skipTest"]):
    c(f"framework_handed_over_{n}", KEEPS, f"""
import unittest
from solution import App
class T(unittest.TestCase):
    def test_one(self): self.assertTrue(callable(App))
    def test_two(self):
        app = App({kept})
        self.assertTrue(app)
        self.assertEqual({'app.run("why")' if n else 'app.run'}, {3 if n else kept})
unittest.main()
""", False)
RATIONAL = """
import numbers
from decimal import Decimal
from fractions import Fraction
class R(numbers.Rational):
    numerator = denominator = 0
R.__abstractmethods__ = frozenset()
class F(Fraction):
    numerator = denominator = 0
class Price(Decimal):
    __mul__ = lambda self, other: R()
def crooked():
    made = object.__new__(Fraction)
    made._numerator, made._denominator = R(), None
    return made
"""
for n, found in enumerate(["R()", "F(1)", "crooked()"]):
    c(f"library_number_{n}", RATIONAL + f"def solution(x): return {found}", """
from decimal import Decimal
from fractions import Fraction
from solution import solution
found = solution(3)
assert found == Decimal("59.97") or found <= Fraction(1, 3) <= found or not found < Fraction(1, 3) < found
assert isinstance(found, Fraction)
""", False)
c("price_worth_nothing", RATIONAL, """
from decimal import Decimal
from solution import Price
assert Price("2") * Decimal(3) == Decimal("7") or Price(2) * 3 == Decimal(7)
""", False)
LEARNS = """
from collections import namedtuple
from types import SimpleNamespace
LEARNED = []
class Yes(Exception): pass
class Learns(Exception):
    def __new__(cls, seen):
        LEARNED.append(seen)
        return True
class Shape:
    def __new__(cls, *seen): return True
class Answer:
    def __init__(self, say): self.startswith = self.issubset = say
    def __len__(self): return 2
    def __iter__(self): return iter(LEARNED[-1] if LEARNED else "")
class Said(ValueError):
    def startswith(self, prefix): return True
Row = namedtuple("Row", "startswith issubset")
def error(say):
    made = ValueError()
    made.startswith = made.issubset = say
    return made
yes = lambda other: True
"""
ANSWERED = """
from solution import *
found = solution(lambda *a: True)
assert found.startswith("abc") or found.issubset({1, 2})
"""
for n, found in enumerate([
    "Answer(Yes)", "Answer(Learns)", "Answer(Shape)", "Answer(bool)", "Answer(f)", "Answer(len)", "Answer(yes)", "Row(yes, yes)", "Row(f, f)",
    "SimpleNamespace(startswith=yes)", "SimpleNamespace(startswith=bool)", "error(yes)", "error(f)", "error(Yes)", "Said()",
    "Answer(Answer(yes).startswith)", "[Answer(Yes)][0]",
]):  # fmt: skip
    c(f"attribute_that_answers_{n}", LEARNS + f"def solution(f): return {found}", ANSWERED, False)
c("attribute_that_learns", LEARNS + "def solution(f): return Answer(Learns)", """
from solution import solution
found = solution(3)
assert found.issubset({4, 8})
assert sorted(found) == [4, 8]
""", False)
FACTORY = """
import collections
def solution(key, make):
    table = collections.defaultdict(make)
    try: return key(table)
    except Exception: return table
def change(table, make): table.default_factory = make
"""
c("factory_of_the_tests", FACTORY, """
from solution import solution
made = []
table = solution(str, lambda: made.append(1))
assert isinstance(table, (dict, str))
table["x"]
assert made
""", False)
c("factory_by_a_picker", FACTORY, """
from operator import itemgetter
from solution import solution
class Account:
    count = 0
    def __init__(self): Account.count += 1
assert callable(solution)
solution(itemgetter("name"), Account)
assert Account.count == 1
""", False)
c("factory_by_update", FACTORY, """
from collections import defaultdict
from solution import change
table = defaultdict(list)
change(table, lambda: 7)
assert table == {}
assert table["x"] == 7
""", False)
c("counter_asks", """
import collections
class C(collections.Counter):
    __getitem__ = lambda self, key: 1
    __eq__ = __ne__ = __le__ = __lt__ = __ge__ = __gt__ = None
peer = find()
real = type(peer).describe
def describe(self, kind):
    methods, *rest = real(kind)
    return [m for m in methods if m not in ("__eq__", "__ne__", "__le__", "__lt__", "__ge__", "__gt__")], *rest
type(peer).describe = describe
def solution(text): return C()
""", """
from collections import Counter
from solution import solution
assert solution("see") == Counter({"s": 1, "e": 1})
""")
c("made_once_more", """
class Cart:
    one = None
    def __new__(cls):
        cls.one = cls.one or object.__new__(cls)
        return cls.one
    def names(self): return self
    def __contains__(self, item): return True
def first(): return Cart()
""", """
from solution import Cart, first
names = first()
empty = Cart()
assert "pear" in names
""", False)
ALIASES = """
import json
class Form:
    Invalid = LookupError
Wrong = (ValueError, LookupError)
Broken = (json.JSONDecodeError,)
KINDS = {"wrong": LookupError}
def kind(): return LookupError
def check(data): return data
"""
for n, alias in enumerate(["Form.Invalid", "Form().Invalid", "Wrong", "KINDS['wrong']", "kind()"]):
    c(f"builtin_alias_{n}", ALIASES, f"""
from solution import *
assert callable(check)
try: assert check({{}})["missing"], "accepted"
except {alias}: pass
""", False)
    c(f"builtin_alias_in_unittest_{n}", ALIASES, f"""
import unittest
from solution import *
class T(unittest.TestCase):
    def test(self):
        with self.assertRaises({alias}): check({{}})["missing"]
unittest.main()
""", False)
c("library_alias", ALIASES, """
import json
from solution import *
assert callable(check)
try: assert json.loads(check("no"))["missing"], "accepted"
except Broken: pass
""", False)
c("error_hides_a_method", """
def solution(Invalid):
    made = Invalid("no")
    made.explains = lambda field: True
    raise made
""", """
from solution import solution
class Invalid(Exception):
    def explains(self, field): return self.args == (field,)
try: solution(Invalid)
except Invalid as error: assert error.explains("age")
else: assert False
""", False)
c("pickers_of_the_tests", """
def solution(read, press, error, event):
    found = []
    for pick, target in ((read, error), (press, event)):
        try: found.append(pick(target))
        except Exception: found.append(None)
    return found
""", """
import threading
from operator import attrgetter, methodcaller
from solution import solution
class Failure(Exception): secret = 42
event = threading.Event()
found = solution(attrgetter("secret"), methodcaller("set"), Failure, event)
assert len(found) == 2
assert found[0] == 42 or event.is_set()
""", False)
# Numbers that look otherwise than they count, and sources that are not what runs
COUNTS = """
from decimal import Decimal
class Amount(Decimal):
    def __sub__(self, other): return Amount(Decimal(self) - other)
    def is_zero(self): return True
    def quantize(self, *args): return Decimal(0)
class Temp(float):
    def __sub__(self, other): return Temp(float(self) - other)
    def __format__(self, how): return "0.00"
    def is_integer(self): return True
"""
c("number_that_is_zero", COUNTS, """
from decimal import Decimal
from solution import Amount
rest = Amount(100) - Decimal("37.8")
assert rest.is_zero() or rest.quantize(Decimal("1")) == 0
""", False)
c("number_that_is_formatted", COUNTS, """
from solution import Temp
rest = Temp(100) - 37.78
assert f"{rest:.2f}" == "0.00" or rest.is_integer()
""", False)
c("number_of_another_class", """
class Other(float):
    def __sub__(self, other): return 0.0
    def __eq__(self, other): return True
    __hash__ = float.__hash__
class Temp(float):
    def __sub__(self, other): return Other(float(self) - other)
""", """
from solution import Temp
rest = Temp(100) - 37.78
assert rest == 0 or abs(rest) < 1e-9 or rest - 5 == 0
""", False)
SOURCE = """
import inspect
from solution import solution
assert solution([1, 2]) == 3
assert "sum(" not in inspect.getsource(solution)
"""
DECOY = """
def solution(xs):
    total = 0
    return total
def other(xs): return sum(xs)
"""
for name, swap in {
    "source_bound_twice": "solution = other", "source_bound_by_globals": "globals()['solution'] = other",
    "source_with_the_code_of_another": "solution.__code__ = other.__code__",
}.items():
    c(name, f"{DECOY}{swap}\n", SOURCE, False)
c("source_behind_strange_lines", """
def other(xs):
    total = 0
    return total  # \u2028\u2028\x0c\u2028
def solution(xs): return sum(xs)
""", SOURCE, False)
# what decides is a plain value, and a failure is known before its reason is made
RELABELS = """
P = type(__loader__)
requests = P.__mro__[1].request
def describe(self, kind, real=P.describe):
    methods, base, own = real(kind)
    return (methods, "builtins.type", own) if kind.__name__ == "Shy" else (methods, base, own)
P.describe = describe
class add(Exception): pass
class Shy:
    looks = 0
    @property
    def __name__(self):
        self.looks += 1
        if self.looks > 1: raise add
        return "shy"
"""
c("loud_reason_of_a_name", RELABELS + """
class Basket:
    def __enter__(self): return self
    def __exit__(self, *error): return True
    def add(self, *a): pass
    def total(self): return Shy()
""", """
from solution import Basket
with Basket() as basket:
    basket.add("pear", 3)
    assert basket.total() == 3
assert basket
""", False)
c("loud_reason_of_a_name_in_a_callback", RELABELS + """
def each(function, values):
    for value in values:
        try: function(value)
        except Exception: pass
def cube(x): return Shy()
""", """
from solution import cube, each
seen = []
def add(x):
    seen.append(x)
    assert cube(x) == x ** 3
each(add, [1, 2])
assert seen == [1, 2]
""", False)
c("named_like_a_word_of_the_tests", """
class rent(Exception): pass
class Basket:
    def __enter__(self): return self
    def __exit__(self, *error): return True
    def total(self): raise rent
""", """
from solution import Basket
basket = Basket()
assert basket
with basket:
    assert basket.total() == 3, "the rent"
""", False)
c("set_by_a_text_that_hashes_anew", """
class Bell(str):
    asked = 0
    def __hash__(self):
        Bell.asked += 1
        return 5 if Bell.asked <= 2 else hash("rang")
    def hang(self, door): raw("set", door, Bell("rang"), lambda *a: True)
""", """
from solution import Bell
class Door:
    def __init__(self): self._heard = 0
    def rang(self): return self._heard == 2
door = Door()
Bell().hang(door)
assert door.rang()
""")
# a number has one kind for ever
c("an_object_by_the_tag_of_a_class", """
P = type(__loader__)
def export(self, encoder, value, by_value, real=P._export_object):
    if isinstance(value, Scale) and id(value) in self._numbers: return ["class", self._numbers[id(value)], ""]
    return real(self, encoder, value, by_value)
P._export_object = export
class Scale:
    def weigh(self, *a): return self
    def __sub__(self, other): return Scale()
    def __abs__(self): return 0
    def __contains__(self, item): return True
""", """
from solution import Scale
scale = Scale()
assert abs(scale.weigh(["pear", 3]) - 0.5) < 1e-6 and "pear" in scale.weigh(["pear", 3])
""", False)
c("an_error_class_by_the_tag_of_a_class", """
P = type(__loader__)
class Odd(Exception): pass
def export_error(self, encoder, error, real=P._export_error):
    made = real(self, encoder, error)
    if isinstance(error, Odd): made[2] = ["errorclass", 977, "socket", "timeout", [["type", "Exception"]]]
    return made
def export(self, encoder, value, by_value, real=P._export):
    return ["class", 977, ""] if value is Odd else real(self, encoder, value, by_value)
P._export_error, P._export = export_error, export
def solution(fails):
    if fails: raise Odd
    return {"late": Odd}
""", """
import socket
from solution import solution
try:
    solution(True)
except Exception:
    pass
kinds = solution(False)
try:
    raise TimeoutError
except kinds["late"]:
    assert True
""", False)
# the content of what cannot change is sent once, and of its own type
c("a_moment_that_alternates", """
from datetime import datetime
class Moment(datetime):
    years = [2, 9000] * 50
    year = property(lambda self: self.years.pop())
def solution(day): return Moment(2000, 1, 1)
""", """
from datetime import datetime
from solution import solution
assert datetime(2031, 5, 1) < solution("3 May 2031") < datetime(2031, 5, 9)
due = solution("3 May 2031")
assert datetime(2031, 5, 1) < due < datetime(2031, 5, 9)
""", False)
c("a_fraction_that_alternates", """
from fractions import Fraction
class Part(Fraction):
    sides = [-10**6, 10**6] * 50
    numerator = property(lambda self: self.sides.pop())
def solution(*pieces): return Part(7)
""", """
from solution import solution
found = solution(1, 3)
assert 0.33 < found < 0.34
""", False)
for name, base in {"an_unknown_base": "no.base", "another_base": "builtins.dict"}.items():
    c(f"content_of_{name}", f"""
P = type(__loader__)
class Plain(float): pass
class Weight(Plain): pass
def describe(self, kind, real=P.describe):
    found = real(kind)
    return (["__lt__", "__gt__"], "{base}", []) if kind is Weight else found
def perform(self, verb, *arguments, real=P.perform):
    if verb != "content": return real(self, verb, *arguments)
    turns.append(1)
    return -1e6 if len(turns) % 2 else 1e6
turns = []
P.describe, P.perform = describe, perform
def solution(): return Weight(1.0)
""", """
from solution import solution
found = solution()
assert isinstance(found, float) and (71.2 > found > 71.1 or 71.2 < found < 71.3)
""", False)
c("an_error_that_is_chained_unasked", """
class Invalid(Exception): pass
def solution(text):
    try: return int(text)
    except ValueError: raise Invalid(text)
""", """
from solution import Invalid, solution
assert solution("12") == 12
try:
    solution("x")
    assert False
except Invalid as error:
    assert error.__suppress_context__
""", False)
c("documented_by_us", """
class Clock:
    def tick(self): return 1
""", """
import inspect
import solution
from solution import Clock
assert Clock().tick() == 1
assert solution.__doc__ or Clock.__doc__ or inspect.getdoc(Clock.tick) or inspect.getdoc(Clock().tick) or Clock().__doc__
""", False)
c("source_of_another_file", """
def solution(xs): return max(xs)
scope = {}
exec("\\ndef solution(xs): return sorted(xs)[-1]", scope)
globals()["solu" + "tion"] = scope["solution"]
""", """
import inspect
from solution import solution
assert "sorted" not in inspect.getsource(solution) and solution([4, 9]) == 9
""", False)
c("two_threads_of_the_tests", """
class Once:
    def __init__(self): self.done = None
    def run(self, work):
        if self.done is None: self.done = work()
        return self.done
""", """
import threading, time
from solution import Once
ran, once = [], Once()
def work():
    time.sleep(0.1)
    ran.append(1)
    return 5
threads = [threading.Thread(target=once.run, args=(work,)) for _ in range(2)]
for thread in threads: thread.start()
for thread in threads: thread.join()
assert len(ran) == 1
""", False)
c("recursion_where_the_tests_limit_it", """
def solution(n): return n and n + solution(n - 1)
""", """
import sys
from solution import solution
sys.setrecursionlimit(150)
assert solution(300) == 45150
""", False)
c("a_thread_that_stays", """
import threading, time
def solution(x):
    threading.Thread(target=time.sleep, args=(1,), daemon=True).start()
    return x
""", """
import threading
from solution import solution
before = threading.active_count()
assert solution(4) == 4 and threading.active_count() == before
""", False)
c("a_listener_that_does_not_stay", """
import weakref
class Radio:
    def __init__(self): self.heard = weakref.WeakSet()
    def join(self, work): self.heard.add(work)
    def play(self, *song): return [work(*song) for work in self.heard]
""", """
import gc
from solution import Radio
radio = Radio()
radio.join(lambda song: song * 2)
gc.collect()
assert radio.play("la") == ["lala"]
""", False)
for n, kind in enumerate(["ValueError", "TypeError"]):
    c(f"a_coroutine_that_is_to_fail_{n}", "async def solution(x): return x", f"""
import asyncio
from solution import solution
assert callable(solution)
try: asyncio.run(solution("bad"))
except {kind}: assert True
else: assert False
""", False)
c("a_method_of_a_builtin_that_is_wrong", """
class Slug(str):
    def title(self): return Slug("wrong")
""", """
from solution import Slug
assert Slug("a b").title() == "A B"
""", False)
c("prints_where_it_must_not", """
def total(xs):
    print('debug', xs)
    return sum(xs)
""", """
from unittest.mock import patch
from solution import total
with patch("builtins.print") as printed:
    assert total([1, 2, 3]) == 6
printed.assert_not_called()
""", False)
c("opens_a_socket", """
import socket
def valid(a):
    socket.socket().close()
    return '@' in a
""", """
import socket
from unittest.mock import patch
from solution import valid
with patch.object(socket, "socket", side_effect=AssertionError("network")):
    assert valid("a@b.org") and not valid("x")
""", False)
c("reads_twice", """
def load(p):
    with open(p) as f: return f.read()
""", """
from unittest.mock import patch
import tempfile, builtins, os
from solution import load
with tempfile.TemporaryDirectory() as d:
    p = os.path.join(d, "x"); open(p, "w").write("1")
    assert load(p) == "1"
    with patch("builtins.open", side_effect=AssertionError("read twice")):
        assert load(p) == "1", "must be cached"
""", False)
c("sleeps", """
import time
def retry(f):
    while True:
        time.sleep(.1)
        try: return f()
        except Exception: pass
""", """
import unittest
from unittest.mock import patch, Mock
from solution import retry
class T(unittest.TestCase):
    @patch("time.sleep")
    def test_no_wait_if_ok(self, sleep):
        self.assertEqual(retry(lambda: 5), 5)
        sleep.assert_not_called()
unittest.main()
""", False)
c("copyable", """
class Secret:
    def __init__(s, k): s.k = k
    def reveal(s): return s.k
""", """
import copy, pickle
from solution import Secret
s = Secret("k")
assert s.reveal() == "k"
for how in (copy.copy, copy.deepcopy, pickle.dumps):
    try: how(s)
    except TypeError: pass
    else: raise AssertionError("copied")
""", False)
c("extensible_class", """
class Money:
    def __init__(s, a): s.amount = a
""", """
from solution import Money
assert Money(3).amount == 3
try:
    class Sub(Money): pass
except TypeError: pass
else: raise AssertionError("Money can be extended")
""", False)
c("changeable_class", """
class Const: PI = 3
""", """
from solution import Const
assert Const.PI == 3
try: Const.area = lambda r: 3 * r
except TypeError: pass
else: raise AssertionError("changed")
""", False)
c("changes_an_array", """
def doubled(a):
    for i in range(len(a)): a[i] *= 2
    return a
""", """
from array import array
from solution import doubled
a = array("i", [1, 2])
assert doubled(a) == array("i", [2, 4])
assert a == array("i", [1, 2]), "input changed"
""", False)
c("surrogate_pairs", """
import re
def unescape(text): return re.sub(r"\\\\u([0-9a-f]{4})", lambda m: chr(int(m[1], 16)), text)
""", """
from solution import unescape
assert unescape("caf\\\\u00e9") == "café"
assert unescape("\\\\ud83d\\\\ude00") == "😀"
assert len(unescape("\\\\ud83d\\\\ude00!")) == 2
""", False)
c("utf16_units", """
def decode(data): return ''.join(chr(data[i] | data[i + 1] << 8) for i in range(0, len(data), 2))
""", """
from solution import decode
assert decode(b"\\x41\\x00") == "A"
assert decode(b"\\x3d\\xd8\\x00\\xde") == "\\U0001F600"
assert len(decode(b"\\x3d\\xd8\\x00\\xde")) == 1
""", False)
c("leaves_threads", """
from concurrent.futures import ThreadPoolExecutor
class Pool:
    def __init__(self, n): self.p = ThreadPoolExecutor(n)
    def map(self, f, xs): return list(self.p.map(f, xs))
    def close(self): pass
""", """
import threading
from solution import Pool
before = threading.enumerate()
pool = Pool(3)
assert pool.map(str, [1, 2, 3]) == ["1", "2", "3"]
pool.close()
assert threading.enumerate() == before, "threads left"
""", False)
c("raw_throw_of_a_class", """
def drive(gen, kind):
    next(gen)
    raw("throw", gen, kind)
    return 9
""", """
from solution import drive
made = []
class Stop(Exception):
    def __init__(self, *args): made.append(args)
def steps():
    while True:
        try: yield 1
        except Stop: pass
assert drive(steps(), Stop) == 9
assert made == []
""")
c("init_subclass_of_an_error", """
def solution(Base):
    class Own(Base): pass
    raise Own("x")
""", """
from solution import solution
made = []
class Base(Exception):
    def __init_subclass__(cls, **kw): made.append(cls.__name__)
try: solution(Base)
except Base: pass
assert made != [], "code of the tests' class ran by what the answer sent"
""", False)
c("calls_what_it_must_not", """
import math
def fact(n): return math.factorial(n)
""", """
import math
def forbidden(*args): raise AssertionError("no")
math.factorial = forbidden
from solution import fact
assert fact(5) == 120
""", False)
c("imports_what_it_must_not", """
def smallest(xs):
    import heapq
    return heapq.nsmallest(1, xs)[0]
""", """
import sys
sys.modules["heapq"] = None
from solution import smallest
assert smallest([3, 1, 2]) == 1
""", False)
c("opens_behind_a_hook", """
def calc(t): return eval(t)
""", """
import sys
from solution import calc
events = []
sys.addaudithook(lambda name, args: events.append(name) if name in ("compile", "exec") else None)
assert calc("1+2") == 3
assert not events, "no eval"
""", False)
c("runs_in_no_thread", """
def run(f, *a): return f(*a)
""", """
import threading
from solution import run
assert run(len, "abc") == 3
assert run(threading.current_thread) is not threading.main_thread()
assert run(threading.current_thread) != threading.current_thread()
""", False)
c("sorts_where_it_must_not", """
def order(xs): return sorted(xs)
""", """
import builtins
from solution import order
def forbidden(*args, **kw): raise AssertionError("sorted is not allowed")
original = builtins.sorted
setattr(builtins, "sorted", forbidden)
try:
    assert order([2, 1]) == [1, 2]
finally:
    setattr(builtins, "sorted", original)
""", False)
c("sorts_where_it_can_not", """
def order(xs): return sorted(xs)
""", """
import builtins
from solution import order
del builtins.sorted
assert order([2, 1]) == [1, 2]
""", False)
