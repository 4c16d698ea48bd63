"""What a failing test shows: asserts are rewritten so that the values in them are still known when they fail."""

import ast
import operator
import re
import reprlib
import sys
import types

from .hints import Any, NoReturn
from .rewriting import Rewriter
from .standins import is_standin, peer_of

MAX_MESSAGE = 1500
MAX_VALUE = 400
_MIRRORED = {"==": "==", "!=": "!=", "is": "is", "is not": "is not", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
Place = tuple[int, int]
Places = tuple[Place, Place]
"""Of an assert, and of something in it."""
_SIGNS: dict[str, Any] = {
    "==": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
    "is": operator.is_, "is not": operator.is_not, "in": lambda x, y: x in y, "not in": lambda x, y: x not in y,
}  # fmt: skip


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
        self._false: dict[Place, dict[Place, tuple[Any, ...]]] = {}
        """What is false so far in each assert."""

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

    def begin(self, statement: Place) -> None:
        self._false[statement] = {}

    def hold(self, *done: Any) -> None:
        self.held += 1

    def end(self, *status: Any) -> SystemExit:
        """What the tests raise to end themselves. No other SystemExit is their end."""
        self.ending = SystemExit(*status)
        return self.ending

    def exit(self, status: Any = None) -> NoReturn:
        """`sys.exit` of the tests."""
        raise self.end(status)

    def compare(self, places: Places, text: str, other: str, sign: str, left: Any, right: Any) -> Any:
        holds = _SIGNS[sign](left, right)
        if sign in _MIRRORED and other.endswith(" returned") and not text.endswith(" returned"):
            text, left, right, sign = other, right, left, _MIRRORED[sign]
        return self._noted(places, holds, text, left, f"{sign} ".removeprefix("== ").removeprefix("is "), right)

    def truth(self, places: Places, text: str, wanted: bool, value: Any) -> Any:
        return self._noted(places, bool(value) is wanted, text, value, f"something {wanted}".lower())

    def _noted(self, places: Places, holds: Any, *note: Any) -> Any:
        statement, place = places
        self._false[statement].pop(place, None)
        if holds is False:
            self._false[statement][place] = note
        return holds

    def failing(self, statement: Place, names: tuple[str, ...]) -> None:
        noted = [note for _, note in sorted(self._false[statement].items(), key=lambda item: item[0])]
        lines = [
            f"{cut(text, 200)} {show(seen, live=True)}, expected {relation}{''.join(show(w, live=True) for w in wanted)}"
            for text, seen, relation, *wanted in [note for note in noted if len(note) == 4] or noted
        ]
        frame = sys._getframe(1)
        known = [(name, {**frame.f_globals, **frame.f_locals}.get(name, len)) for name in names]
        lines += [
            f"where {name} = {show(value, live=True)}"
            for name, value in known
            if not (callable(value) or isinstance(value, types.ModuleType))
        ]
        self.refusing.append(message(self.statement(statement[0]), *lines))

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
