"""What a failing test shows: asserts are rewritten so that the values in them are still known when they fail."""

import ast
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
Notes = dict[Place, Any]
"""The values of the operands."""
_MIRRORED = {"==": "==", "!=": "!=", "is": "is", "is not": "is not", "<": ">", "<=": ">=", ">": "<", ">=": "<="}


class _Show(reprlib.Repr):
    """A bounded repr: sets and dicts sorted, objects of the answer only where `live`."""

    def __init__(self, live: bool) -> None:
        super().__init__()
        sizes = dict.fromkeys(("maxlist", "maxtuple", "maxset", "maxfrozenset", "maxdeque", "maxdict", "maxarray"), 40)
        vars(self).update(sizes, maxstring=200, maxother=200, maxlong=90, live=live)

    def repr1(self, x: Any, level: int) -> str:
        if isinstance(x, (type, types.FunctionType, types.BuiltinFunctionType)):
            return x.__name__
        if is_standin(x) and type(x).__name__ in ("function", "builtin_function_or_method"):
            return str(peer_of(x).label(x))
        try:
            if not is_standin(x):
                return super().repr1(x, level)
            shown = peer_of(x).last_words(x) if vars(self)["live"] else ""
        except Exception:  # a __repr__ of the tests or, in shared mode, of the answer
            shown = ""
        return shown or f"<{type(x).__name__} object>"


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
        around = [s for s in self._statements() if s.lineno <= line <= (s.end_lineno or 0)] if line else []
        if not around:
            return ""
        inner = min(around, key=lambda s: (s.end_lineno or s.lineno) - s.lineno)
        last = inner.lineno if hasattr(inner, "body") else inner.end_lineno
        return cut(" ".join(part.strip() for part in self._source.splitlines()[inner.lineno - 1 : last]), MAX_VALUE)

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

    def exit(self, status: Any = None) -> NoReturn:
        """`sys.exit` of the tests."""
        raise self.end(status)

    def value(self, statement: Place, place: Place, value: Any) -> Any:
        self._notes[statement][place] = value
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
        parts = test.values if isinstance(test, ast.BoolOp) else [test]
        parts = [part for part in parts if self._value(part) is not _MISSING]
        if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And):
            parts = parts[-1:]  # false is the last one looked at
        lines = [reason for part in parts for reason in self._reasons(part)]
        for node in ast.walk(test):
            is_unsaid = isinstance(node, ast.Name) and place_of(node) not in self._said
            value = self._names.get(ast.unparse(node), len) if is_unsaid else len
            if not (callable(value) or isinstance(value, types.ModuleType)):
                lines.append(f"where {ast.unparse(node)} = {show(value, live=True)}")
        return [*dict.fromkeys(lines)]

    def _reasons(self, part: ast.expr) -> list[str]:
        compared = [node for node in ast.walk(part) if isinstance(node, ast.Compare) and len(node.ops) == 1]
        if false := [node for node in compared if self._value(node) is False]:
            return [*map(self._compare, false)]
        if isinstance(part, ast.UnaryOp) and isinstance(part.op, ast.Not):
            return [f"{self._seen(part.operand)}, expected something false"]
        return [f"{self._seen(part)}, expected something true"]

    def _compare(self, node: ast.Compare) -> str:
        left, right = node.left, node.comparators[0]
        sign = ast.unparse(ast.Compare(ast.Name("x"), node.ops, [ast.Name("x")]))[2:-2]
        if sign in _MIRRORED and _has_call(right) and not _has_call(left):
            left, right, sign = right, left, _MIRRORED[sign]
        self._said.add(place_of(right))
        wanted = f"{sign} ".removeprefix("== ").removeprefix("is ") + show(self._value(right), live=True)
        return f"{self._seen(left)}, expected {wanted}"

    def _seen(self, node: ast.expr) -> str:
        self._said.add(place_of(node))
        verb = "returned" if isinstance(node, ast.Call) else "was"
        return f"{cut(ast.unparse(node), 200)} {verb} {show(self._value(node), live=True)}"

    def _value(self, node: ast.expr) -> Any:
        return node.value if isinstance(node, ast.Constant) else self._notes.get(place_of(node), _MISSING)


def _has_call(node: ast.AST) -> bool:
    return any(isinstance(inner, ast.Call) for inner in ast.walk(node))
