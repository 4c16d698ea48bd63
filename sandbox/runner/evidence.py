"""What a failing test shows: asserts are rewritten so that the values in them are still known when they fail."""

import ast
import builtins
import itertools
import re
import reprlib
import sys
import types

from .hints import Any, NoReturn
from .rewriting import Rewriter, place_of
from .standins import is_standin, peer_of

MAX_MESSAGE = 1500
MAX_VALUE = 400
_MISSING = object()
Place = tuple[int, ...]
Notes = dict[Place, tuple[str, Any]]
"""Of each call its arguments and what it returned; of other operands their value."""
_EXPECTED = {
    ast.Eq: "expected {}", ast.Is: "expected {}", ast.NotEq: "expected anything but {}",
    ast.IsNot: "expected anything but {}", ast.In: "expected a member of {}", ast.NotIn: "expected no member of {}",
    ast.Lt: "expected < {}", ast.LtE: "expected <= {}", ast.Gt: "expected > {}", ast.GtE: "expected >= {}",
}  # fmt: skip
_MIRRORED = {ast.Eq: ast.Eq, ast.NotEq: ast.NotEq, ast.Is: ast.Is, ast.IsNot: ast.IsNot,
             ast.Lt: ast.Gt, ast.LtE: ast.GtE, ast.Gt: ast.Lt, ast.GtE: ast.LtE}  # fmt: skip


class _Show(reprlib.Repr):
    """A bounded repr: sets sorted, dicts in their own order, objects of the answer only where `live`."""

    def __init__(self, live: bool) -> None:
        super().__init__()
        self.maxlist = self.maxtuple = self.maxset = self.maxfrozenset = self.maxdeque = self.maxdict = (
            self.maxarray
        ) = 40
        self.maxstring = self.maxother = 200
        self.live = live

    def repr1(self, x: Any, level: int) -> str:
        if isinstance(x, type):
            return x.__name__
        if is_standin(x):
            return self._of_the_answer(x)
        if isinstance(x, types.GeneratorType):
            return "<generator>"
        if isinstance(x, (types.FunctionType, types.BuiltinFunctionType)):
            return x.__name__
        try:
            return super().repr1(x, level)
        except Exception:  # a __repr__ of the tests or, in shared mode, of the answer
            return f"<{type(x).__name__} object>"

    def _of_the_answer(self, x: Any) -> str:
        if "__call__" in vars(type(x)) and type(x).__name__ in ("function", "builtin_function_or_method"):
            return str(peer_of(x).label(x))
        said: str = peer_of(x).last_words(x) if self.live else ""
        return said or f"<{type(x).__name__} object>"

    def repr_int(self, x: int, level: int) -> str:
        return repr(x) if x.bit_length() < 300 else f"<an int of {x.bit_length()} bits>"

    def repr_dict(self, x: dict[Any, Any], level: int) -> str:
        shown = [
            f"{self.repr1(k, level - 1)}: {self.repr1(x[k], level - 1)}" for k in itertools.islice(x, self.maxdict)
        ]
        return "{" + ", ".join(shown + ["..."] * (len(x) > self.maxdict)) + "}"


def show(value: Any, live: bool = False) -> str:
    return cut(_stable(_Show(live).repr(value)), MAX_VALUE)


def show_arguments(args: tuple[Any, ...], kwargs: dict[str, Any]) -> str:
    return cut(", ".join([*map(show, args), *(f"{name}={show(value)}" for name, value in kwargs.items())]), MAX_VALUE)


def cut(text: str, size: int) -> str:
    return text if len(text) <= size else f"{text[: size * 2 // 3]} ... {text[-(size // 3) :]}"


def message(*lines: str) -> str:
    """The evidence, bounded."""
    text = _stable("\n".join(line for line in lines if line))
    return cut(text.encode("utf-8", "replace").decode(), MAX_MESSAGE)


def _stable(text: str) -> str:
    """Without addresses, which differ from run to run."""
    return re.sub(r" at 0x[0-9a-fA-F]+| id='\d+'", "", text)


class Recorder:
    """Holds the tests' source, counts assertions, and remembers the values of the assertion that runs."""

    def __init__(self, source: str) -> None:
        self.held = 0
        self.ending: SystemExit | None = None
        self.refusing: list[str] = []
        """Evidence of the failures whose reason is being made."""
        self._source = source
        self._notes: dict[Place, Notes] = {}

    def compile(self) -> types.CodeType:
        tree = Rewriter().visit(ast.parse(self._source, "tests.py"))
        return compile(ast.fix_missing_locations(tree), "tests.py", "exec", dont_inherit=True)

    def statement(self, line: int) -> str:
        """The source of the innermost statement at a line; of a compound one, its first line."""
        around = [s for s in self._statements() if s.lineno <= line <= (s.end_lineno or s.lineno)]
        if not around:
            return ""
        inner = min(around, key=lambda s: (s.end_lineno or s.lineno) - s.lineno)
        last = inner.lineno if hasattr(inner, "body") else inner.end_lineno
        return cut(" ".join(part.strip() for part in self._source.splitlines()[inner.lineno - 1 : last]), MAX_VALUE)

    def calls(self, line: int) -> list[str]:
        """The calls recorded so far in the assertion at a line, with what they returned."""
        found = [
            s for s in self._statements() if s.lineno <= line <= (s.end_lineno or 0) and place_of(s) in self._notes
        ]
        return _Explainer(self._notes[place_of(found[0])], {}).calls(found[0]) if found else []

    def _statements(self) -> list[Any]:
        # Parsed anew, and only for evidence: the rewriting changes its tree in place.
        return [node for node in ast.walk(ast.parse(self._source)) if isinstance(node, ast.stmt)]

    # --- called by the rewritten tests -----------------------------------------------------------------------------

    def begin(self, statement: Place) -> None:
        self._notes[statement] = {}

    def hold(self, *done: Any) -> None:
        self.held += 1

    def end(self, *status: Any) -> SystemExit:
        """What the tests raise to end themselves. No other SystemExit is their end."""
        self.ending = SystemExit(*status)
        return self.ending

    def leave(self, status: Any = None) -> NoReturn:
        """`sys.exit` of the tests."""
        raise self.end(status)

    def value(self, statement: Place, place: Place, value: Any) -> Any:
        self._notes[statement][place] = "", value
        return value

    def call(self, statement: Place, place: Place, function: Any, /, *args: Any, **kwargs: Any) -> Any:
        text = show_arguments(args, kwargs)
        self._notes[statement][place] = text, _MISSING
        value = function(*args, **kwargs)
        self._notes[statement][place] = text, value
        return value

    def failing(self, statement: Place) -> None:
        frame = sys._getframe(1)
        node = next(s for s in self._statements() if place_of(s) == statement)
        lines = _Explainer(self._notes[statement], {**frame.f_globals, **frame.f_locals}).explain(node.test)
        self.refusing.append(message(self.statement(node.lineno), *lines))

    def failure(self, failing: None, *reason: Any) -> AssertionError:
        error = AssertionError(*reason)
        said = [f"message: {cut(str(reason[0]), MAX_VALUE)}"] if reason else []
        error._evidence = message(self.refusing.pop(), *said)  # type: ignore[attr-defined]
        return error

    def at(self, line: int) -> None:
        self.refusing.append(self.statement(line))

    def told(self, at: None, function: Any, /, *args: Any, **kwargs: Any) -> Any:
        """What the tests refuse with, once its reason is made."""
        self.refusing.pop()
        return function(*args, **kwargs)

    def refusal(self, at: None, kind: Any, /, *args: Any) -> Any:
        """What the tests raise because of what the answer gave: the answer may not swallow it."""
        error = self.told(at, kind, *args)
        error._sh_check = True
        return error


class _Explainer:
    """Says in words why the test of an assert is false, given the values noted while it ran."""

    def __init__(self, notes: Notes, names: dict[str, Any]) -> None:
        self._notes, self._names = notes, names
        self._said: set[Place] = set()

    def explain(self, test: ast.expr) -> list[str]:
        failing = test
        while isinstance(failing, ast.BoolOp) and isinstance(failing.op, ast.And):  # false is the last one looked at
            failing = [operand for operand in failing.values if self._value(operand) is not _MISSING][-1]
        lines = self._reasons(failing)
        inner = [node for node in ast.walk(test) if isinstance(node, ast.Compare) and node is not test]
        lines += [reason for node in inner if self._value(node) is False for reason in self._compare(node)]
        lines += [f"where {call}" for call in self.calls(failing)]
        calls = [node for node in ast.walk(test) if isinstance(node, ast.Call) and place_of(node) in self._notes]
        shown = {
            place_of(inner) for call in calls for inner in ast.walk(call) if isinstance(inner, ast.expr)
        } | self._said
        names = [node.id for node in ast.walk(test) if isinstance(node, ast.Name) and place_of(node) not in shown]
        plain = [(name, self._names[name]) for name in names if name in self._names]
        lines += [f"where {name} = {show(value, live=True)}" for name, value in plain if not _is_code(value)]
        return [*dict.fromkeys(lines)]

    def calls(self, node: ast.AST) -> list[str]:
        calls = [inner for inner in ast.walk(node) if isinstance(inner, ast.Call) and not _is_builtin(inner.func)]
        unsaid = [call for call in calls if self._value(call) is not _MISSING and place_of(call) not in self._said]
        return [*dict.fromkeys(map(self._seen, unsaid))]

    def _reasons(self, node: ast.expr) -> list[str]:
        if isinstance(node, ast.BoolOp):
            noted = [operand for operand in node.values if self._value(operand) is not _MISSING]
            return [reason for operand in noted for reason in self._reasons(operand)]
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            return [f"{self._seen(node.operand)}, expected something false"]
        if isinstance(node, ast.Compare):
            return self._compare(node)
        return [] if self._value(node) is _MISSING else [f"{self._seen(node)}, expected something true"]

    def _compare(self, node: ast.Compare) -> list[str]:
        left, right, kind = node.left, node.comparators[0], type(node.ops[0])
        if len(node.ops) > 1:
            noted = [operand for operand in (left, *node.comparators) if place_of(operand) in self._notes]
            return [", ".join(map(self._seen, noted))]
        if kind in _MIRRORED and _has_call(right) and not _has_call(left):
            left, right, kind = right, left, _MIRRORED[kind]
        seen, expected = self._value(left), self._value(right)
        if seen is _MISSING or expected is _MISSING:
            return []
        self._said.add(place_of(right))
        first = _first_difference(seen, expected) if kind is ast.Eq else ""
        return [f"{self._seen(left)}, {_EXPECTED[kind].format(show(expected, live=True))}", first]

    def _seen(self, node: ast.expr) -> str:
        self._said.add(place_of(node))
        subject = f"{cut(ast.unparse(node), 100)} was"
        if isinstance(node, ast.Call):
            subject = f"{cut(ast.unparse(node.func), 100)}({self._notes[place_of(node)][0]}) returned"
        return f"{subject} {show(self._value(node), live=True)}"

    def _value(self, node: ast.expr) -> Any:
        if isinstance(node, ast.Constant):
            return node.value
        if isinstance(node, ast.Name) and place_of(node) not in self._notes:
            return self._names.get(node.id, _MISSING)
        return self._notes.get(place_of(node), ("", _MISSING))[1]


def _is_builtin(function: ast.expr) -> bool:
    return isinstance(function, ast.Name) and hasattr(builtins, function.id)


def _has_call(node: ast.AST) -> bool:
    return any(isinstance(inner, ast.Call) for inner in ast.walk(node))


def _is_code(value: Any) -> bool:
    return callable(value) or isinstance(value, types.ModuleType)


def _first_difference(seen: Any, expected: Any) -> str:
    """Where two long sequences part: what the cut values may not show."""
    if type(seen) is not type(expected) or type(seen) not in (list, tuple, str):
        return ""
    if max(len(seen), len(expected)) <= 40 and max(len(show(seen)), len(show(expected))) < MAX_VALUE // 2:
        return ""
    pairs = enumerate(zip(seen, expected, strict=False))
    index = next((i for i, (a, b) in pairs if show(a) != show(b)), min(len(seen), len(expected)))
    here, there = (show(side[index]) if index < len(side) else "nothing" for side in (seen, expected))
    return f"first difference at index {index}: {here}, expected {there} (lengths {len(seen)} and {len(expected)})"
