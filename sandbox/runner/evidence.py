"""What a failing test shows: asserts are rewritten so that the values in them are still known when they fail."""

import ast
import contextlib
import operator
import re
import reprlib
import sys
import types

from .hints import Any, NoReturn
from .rewriting import Rewriter, negated, place_of
from .standins import is_standin, peer_of

MAX_MESSAGE = 1500
MAX_VALUE = 400
_MIRRORED = {"==": "==", "!=": "!=", "is": "is", "is not": "is not", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
Place = tuple[int, ...]
Places = tuple[Place, Place]
"""Of an assert, and of something in it."""
_OPERATORS: dict[str, Any] = {
    "Eq": operator.eq, "NotEq": operator.ne, "Lt": operator.lt, "LtE": operator.le, "Gt": operator.gt, "GtE": operator.ge,
    "Is": operator.is_, "IsNot": operator.is_not, "In": lambda x, y: x in y, "NotIn": lambda x, y: x not in y,
    "True": operator.truth, "Not": operator.not_,
}  # fmt: skip


class _Show(reprlib.Repr):
    """A bounded repr: sets and dicts sorted, objects of the answer only where `live`."""

    def __init__(self, live: bool) -> None:
        super().__init__()
        sizes = dict.fromkeys(("maxlist", "maxtuple", "maxset", "maxfrozenset", "maxdeque", "maxdict", "maxarray"), 40)
        vars(self).update(sizes, maxstring=200, maxother=200, maxlong=90, live=live)

    def repr1(self, x: Any, level: int) -> str:
        with contextlib.suppress(Exception):  # a __repr__ may raise one
            if is_standin(x) and type(x).__name__ in ("function", "builtin_function_or_method"):
                return str(peer_of(x).label(x))
            if isinstance(x, (type, types.FunctionType, types.BuiltinFunctionType)):
                return x.__name__
            if not is_standin(x):
                return super().repr1(x, level)
            if vars(self)["live"]:
                return " ".join(repr(x).split())
        return f"<{type(x).__name__} object>"


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
        self._source = source
        self._false: dict[Places, tuple[Any, ...]] = {}
        """What is false so far in the asserts."""

    def compile(self) -> types.CodeType:
        tree = Rewriter().visit(ast.parse(self._source, "tests.py"))
        return compile(ast.fix_missing_locations(tree), "tests.py", "exec", dont_inherit=True)

    def statement(self, line: int) -> str:
        """The source of the innermost statement at a line; of a compound one, its first line."""
        nodes: list[Any] = [*ast.walk(ast.parse(self._source))] if line else []
        around = [s for s in nodes if isinstance(s, ast.stmt) and s.lineno <= line <= (s.end_lineno or 0)]
        if not around:
            return ""
        inner = min(around, key=lambda s: (s.end_lineno or s.lineno) - s.lineno)
        last = inner.lineno if hasattr(inner, "body") else inner.end_lineno
        return cut(" ".join(part.strip() for part in self._source.splitlines()[inner.lineno - 1 : last]), MAX_VALUE)

    # --- called by the rewritten tests -----------------------------------------------------------------------------

    def hold(self, *done: Any) -> None:
        self.held += 1
        self._false.clear()

    def end(self, *status: Any) -> SystemExit:
        """What the tests raise to end themselves. No other SystemExit is their end."""
        self.ending = SystemExit(*status)
        return self.ending

    def exit(self, status: Any = None) -> NoReturn:
        """`sys.exit` of the tests."""
        raise self.end(status)

    def check(self, places: Places, name: str, *values: Any) -> Any:
        holds = _OPERATORS[name](*values)
        self._false.pop(places, None)
        if holds is False:
            self._false[places] = values
        return holds

    def failure(self, statement: Place, reason: Any) -> AssertionError:
        """`reason`: makes the arguments."""
        lines = [self.statement(statement[0])]
        with contextlib.suppress(Exception):  # the answer may have a say in the evidence, but none in the failure
            lines += self._evidence(statement, sys._getframe(1))
        error: Any = self.told(AssertionError, reason)
        lines += [f"message: {cut(str(reason), MAX_VALUE)}" for reason in error.args]
        error._evidence = message(*lines)
        return error  # type: ignore[no-any-return]

    def _evidence(self, statement: Place, frame: types.FrameType) -> dict[str, None]:
        nodes: dict[Place, Any] = {
            place_of(node): node for node in ast.walk(ast.parse(self._source)) if hasattr(node, "lineno")
        }
        false = {place: values for (around, place), values in self._false.items() if around == statement}
        places = [place for place, values in false.items() if len(values) == 2] or false
        lines = [_why_false(nodes[place], *false[place]) for place in sorted(places)]
        test = nodes[statement].test
        inner = [n for n in ast.walk(test) if not isinstance(n, (ast.Compare, ast.BoolOp, ast.UnaryOp))]
        for node in [n for part in inner for n in ast.iter_child_nodes(part) if isinstance(n, ast.Name)]:
            value = {**frame.f_globals, **frame.f_locals}.get(node.id, len)
            if not callable(value) and (is_standin(value) or not isinstance(value, types.ModuleType)):
                lines.append(f"where {node.id} = {show(value, live=True)}")
        return dict.fromkeys(lines)

    def told(self, function: Any, reason: Any) -> Any:
        """What the tests refuse with. The answer may have a say in the reason, but none in the refusal."""
        try:
            args, kwargs = reason()
        except BaseException:
            args, kwargs = ["making the reason raised an exception"], {}
        return function(*args, **kwargs)

    def refusal(self, kind: Any, reason: Any) -> Any:
        """What the tests raise because of what the answer gave: the answer may not swallow it."""
        error = self.told(kind, reason)
        error._sh_check = True
        return error


def _why_false(node: Any, *values: Any) -> str:
    """What was seen and what was expected, of a comparison or of something that was to be true or false."""
    if len(values) == 2:
        (seen, value), (other, wanted) = zip((node.left, *node.comparators), values, strict=True)
        sign = ast.unparse(ast.Compare(ast.Name("x"), node.ops, [ast.Name("x")]))[2:-2]
        if sign in _MIRRORED and isinstance(other, ast.Call) and not isinstance(seen, ast.Call):
            seen, value, wanted, sign = other, wanted, value, _MIRRORED[sign]
        expected = f"{sign} ".removeprefix("== ").removeprefix("is ") + show(wanted, live=True)
    else:
        seen, (value,), expected = negated(node) or node, values, f"something {not negated(node)}".lower()
    verb = "returned" if isinstance(seen, ast.Call) else "was"
    return f"{cut(ast.unparse(seen), 200)} {verb} {show(value, live=True)}, expected {expected}"
