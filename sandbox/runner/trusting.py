"""Which objects of the answer have a say in what the tests ask of them: those that the tests made.

Any other may stand where the tests expect a plain value, and its class would answer as that value would.
"""

import ast
from collections.abc import Callable

from .evidence import show_arguments
from .granting import Granting
from .hints import Any
from .operations import content_of
from .rules import is_same, snapshot
from .standins import Method, StandInType, is_standin, number_of

_PREDICATES = frozenset(
    name for kind in (str, bytes, tuple, frozenset, float, int) for name in dir(kind) if name[0] != "_"
)
"""The methods of plain values: who asks them of an object expects one."""


def names_in(tests: str) -> set[str]:
    """The names that the tests import from `solution`, or use without binding them."""
    try:
        nodes = [*ast.walk(ast.parse(tests))]
    except (SyntaxError, ValueError, RecursionError):
        return set()
    bound = {node.name for node in nodes if isinstance(node, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef))}
    bound |= {node.id for node in nodes if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)}
    used = {node.id for node in nodes if isinstance(node, ast.Name)} - bound
    used |= {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    return used | {alias.name for node in nodes if isinstance(node, ast.ImportFrom) for alias in node.names}


class Trusting(Granting):
    """Knows what the tests made, and judges in its place what they did not make."""

    note: Callable[[str], None]
    refuse: Callable[[str], Any]
    _traced: Callable[..., Any]

    def __init__(self, source: int, sink: int, tests: str) -> None:
        super().__init__(source, sink)
        self.tests = tests
        self._names = names_in(tests)
        self._named: set[int] = set()

    def call_it(self, value: Any, name: str) -> None:
        """Give a stand-in the name by which the tests know it: a lambda has none, a decorated function another."""
        if is_standin(value):
            self._labels[number_of(value)] = name
        # A class by the name of a function, `solution` say, is none: the tests expect a plain value of it.
        if isinstance(value, StandInType) and name in self._names and name.lstrip("_")[:1].isupper():
            self._named.add(value._sh_remote[1])

    def knows(self, kind: Any) -> bool:
        """Whether the tests use a stand-in's class by its name: what its instances say of each other is then their subject."""
        return kind._sh_remote[1] in self._named

    def made_by_tests(self, standin: Any) -> bool:
        """Whether the tests called a class by its name and got this object, or computed it from such ones.

        Not once a call, an attribute or an item has given it: it may then stand where they expect a plain value.
        """
        return number_of(standin) in self._made

    def make(self, kind: Any, args: Any, kwargs: Any) -> Any:
        made = self.call(kind, args, kwargs)
        return self.mark(made) if self.knows(kind) else made

    def mark(self, made: Any) -> Any:
        if is_standin(made):
            self._made.add(number_of(made))
        return made

    def call_method(self, owner: Any, name: str, args: Any, kwargs: Any) -> Any:
        text = f"{self.label(owner)}.{name}({show_arguments(args, kwargs)})"
        kind = owner if isinstance(owner, StandInType) else type(owner)
        is_judged = not self.knows(kind) if kind is owner else is_standin(owner) and not self.made_by_tests(owner)
        if not is_judged:
            return self._traced(text, super().call_method, owner, name, args, kwargs)
        content = NotImplemented if kind is owner else content_of(owner)
        if hasattr(type(content), name) and content is not NotImplemented:
            before = snapshot(content)
            value = getattr(content, name)(*args, **kwargs)
            if before is None or is_same(before, snapshot(content)):
                return value
        if content is NotImplemented and name in _PREDICATES:
            self.refuse(f"{name}() is asked of the answer's {kind.__name__}, which the tests did not make")
        value = self._traced(text, super().call_method, owner, name, args, kwargs)
        if args and type(value) is bool and not self.knows(kind):
            self.refuse(
                f"{name}() of the answer's {kind.__name__}, which the tests do not name, judges a value of theirs"
            )
        return value

    def get(self, owner: Any, name: str) -> Any:
        if name in ("__signature__", "__dataclass_fields__"):
            self.note(f"{name} of the answer's {self.label(owner)} does not cross")
            raise AttributeError(name)
        value = super().get(owner, name)
        kind = owner if isinstance(owner, StandInType) else type(owner)
        is_judged = isinstance(kind, StandInType) and not self.knows(kind)
        is_callable = is_standin(value) and callable(value)
        return Method(self, owner, name) if is_judged and is_callable else value
