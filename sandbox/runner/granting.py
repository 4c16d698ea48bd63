"""What the tests' process hands to the answer's, and what it takes from it."""

import ast
import operator
import sys
import types
from collections.abc import Callable

from .allow_list import Forbidden, kind_of, operators, perform
from .codec import Decoder, Encoder
from .evidence import show_arguments
from .handles import ERRORS, TYPES, StandInErrorType
from .hints import Any
from .operations import content_of
from .peer import Peer
from .rules import is_same, snapshot
from .standins import (
    METADATA,
    Method,
    StandInType,
    is_class,
    is_library,
    is_standin,
    new_generator,
)

ENDINGS = ("StopIteration", "StopAsyncIteration", "GeneratorExit", "KeyboardInterrupt", "SystemExit")
_ANSWERS_OWN = (
    {name: type(name, (ERRORS[name],), {}) for name in ("AssertionError", "Exception", "BaseException")}
    | {name: type(name, (Exception,), {}) for name in ENDINGS}
    | {"type": type("type", (), {})}
)
"""These classes as the answer means them: under a name of its own, `except` would catch what the tests themselves raise, and
to raise them would end what the tests are about; by `type` a function of the tests that calls its argument would make classes."""
_PICKERS = (operator.itemgetter, operator.attrgetter, operator.methodcaller)
_ASYNCHRONOUS = (types.CoroutineType, types.AsyncGeneratorType)
_NAMED = (types.FunctionType, types.BuiltinFunctionType, types.MethodDescriptorType)
_PREDICATES = frozenset(
    name for kind in (str, bytes, tuple, frozenset, float, int) for name in dir(kind) if name[0] != "_"
)
"""The methods of plain values: who asks them of an object expects one."""


class Granting(Peer):
    """Each object of the tests that crosses gets a kind, which says what the answer may ask of it (allow_list.py)."""

    trusting = False
    makers = {"generator": new_generator}  # noqa: RUF012
    tampered: Any
    note: Callable[[str], None]
    refuse: Callable[[str], Any]

    def __init__(self, source: int, sink: int) -> None:
        super().__init__(source, sink)
        self._kinds: dict[int, str] = {}
        self._bound: dict[tuple[int, int, str], Any] = {}
        self._made: set[int] = set()
        self._times: dict[int, int] = {}
        """How often each was given: what was there before, no constructor can make again."""

    def perform(self, verb: str, *arguments: Any) -> Any:
        target, *rest = arguments or (None,)
        try:
            return perform(self._kinds.get(id(target), ""), verb, target, *rest)
        except Forbidden as error:
            self.tampered(str(error))

    def describe(self, kind: type) -> tuple[list[str], str, list[str]]:
        return operators(kind), "", []

    def _export_object(self, encoder: Encoder, value: Any, by_value: bool) -> Any:
        if by_value and not callable(value):
            return None
        if isinstance(value, Method):
            return ["bound", encoder.inline(value.__self__), value.__name__]
        if isinstance(value, _NAMED) and (reference := library_name(value)):
            return ["named", *reference]
        kind = kind_of(value)
        if isinstance(value, _PICKERS):  # the answer makes its own
            return ["picker", *map(encoder.inline, value.__reduce__())]
        if not kind and (
            callable(value) or isinstance(value, _ASYNCHRONOUS)
        ):  # such as `self.fail`, and `sys.exit` of the tests
            self.refuse(f"the answer cannot call {getattr(value, '__name__', type(value).__name__)} of the tests")
        if isinstance(value, (types.MethodType, types.BuiltinMethodType)):  # made anew each time that it is looked up
            key = id(value.__self__), id(getattr(value, "__func__", None)), value.__name__
            value = self._bound.setdefault(key, value)
        self._kinds[id(value)] = kind
        label = str(getattr(value, "__name__", type(value).__name__))
        about = [*map(encoder.inline, shape_of(value))] if kind == "function" else self._described(type(value))
        return ["object", self._number(value), kind, label, None, about]

    def _export_class(self, kind: type) -> list[Any]:
        is_known = id(kind) in self._yours or kind in TYPES.values() or kind in ERRORS.values()
        reference = None if is_known else library_name(kind)
        return ["named", *reference] if reference else super()._export_class(kind)

    def _resolve_type(self, decoder: Decoder, name: str) -> Any:
        return _ANSWERS_OWN.get(name) or super()._resolve_type(decoder, name)

    def _resolve(self, decoder: Decoder, tag: str, *parts: Any) -> Any:
        """Each value that is not plain leaves the decoder here."""
        value = super()._resolve(decoder, tag, *parts)
        is_theirs = tag != "yours" and is_class(value) and issubclass(value, BaseException)
        if is_theirs and value.__module__ != "solution":
            self.refuse(f"the answer's exception class {value.__name__} is not its own")
        if is_standin(value):  # handed over by the answer: it may stand where the tests expect a plain value
            self._made.discard(id(value))
            self._times[id(value)] = self._times.get(id(value), 0) + 1
        return value

    def attribute(self, value: Any) -> Any:
        if callable(value):
            self.refuse("a named tuple, a namespace or an exception of the answer has an attribute that can be called")
        return value


def library_name(value: Any) -> tuple[str, str] | None:
    """Module and name of a class or function of the standard library: it crosses as itself."""
    owner = value.__objclass__ if isinstance(value, types.MethodDescriptorType) else value
    module, name = getattr(owner, "__module__", None), value.__qualname__
    found: Any = sys.modules.get(module) if type(module) is str and is_library(module) else None
    for part in name.split("."):
        found = getattr(found, part, None)
    return (str(module), name) if found == value else None


def shape_of(value: Any) -> tuple[Any, ...]:
    """What a function says of itself, and its parameters, but not their defaults: one may be what the tests expect."""
    function: Any = getattr(value, "__func__", value)
    if not isinstance(function, types.FunctionType):
        return (), "(*args, **kwargs)"
    import inspect  # 10 ms that few tests need

    signature, empty = inspect.signature(value, follow_wrapped=False), inspect.Parameter.empty
    shown = [
        p.replace(default=empty if p.default is empty else ..., annotation=empty) for p in signature.parameters.values()
    ]
    named = tuple((name, getattr(function, name)) for name in METADATA)
    return named, str(inspect.Signature(shown)).replace("Ellipsis", "...")


def names_in(tests: str) -> set[str]:
    """The names that the tests import from `solution`, or use without binding them."""
    nodes = [*ast.walk(ast.parse(tests))]
    bound = {node.name for node in nodes if isinstance(node, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef))}
    bound |= {node.id for node in nodes if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)}
    used = {node.id for node in nodes if isinstance(node, ast.Name)} - bound
    used |= {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    return used | {alias.name for node in nodes if isinstance(node, ast.ImportFrom) for alias in node.names}


class Trusting(Granting):
    """Knows which objects of the answer have a say in what the tests ask of them: those that the tests made.

    Any other may stand where the tests expect a plain value, and its class would answer as that value would.
    """

    _traced: Callable[..., Any]

    def __init__(self, source: int, sink: int, tests: str) -> None:
        super().__init__(source, sink)
        self.tests = tests
        self.names: set[str] = set()
        self._named: set[type] = set()

    def call_it(self, value: Any, name: str) -> None:
        """Give a stand-in the name by which the tests know it: a lambda has none, a decorated function another."""
        if is_standin(value):
            self._labels[self._yours[id(value)]] = name
        # A class by the name of a function, `solution` say, is none: the tests expect a plain value of it.
        if is_class(value) and name in self.names and name.lstrip("_")[:1].isupper():
            self._named.add(value)

    def knows(self, kind: Any) -> bool:
        """Whether the tests use a stand-in's class by its name: what its instances say of each other is then their subject."""
        return isinstance(kind, StandInType) and kind in self._named

    def made_by_tests(self, standin: Any) -> bool:
        """Whether the tests called a class by its name and got this object, or computed it from such ones.

        Not once a call, an attribute or an item has given it: it may then stand where they expect a plain value.
        """
        return id(standin) in self._made

    def make(self, kind: Any, args: Any, kwargs: Any) -> Any:
        made = self.call(kind, args, kwargs)
        return self.mark(made) if self.knows(kind) else made

    def mark(self, made: Any, itself: Any = None) -> Any:
        """`itself`: what made it, if that was made by the tests: it may give itself."""
        if is_standin(made) and (made is itself or self._times[id(made)] == 1):
            self._made.add(id(made))
        return made

    def call_method(self, owner: Any, name: str, args: Any, kwargs: Any) -> Any:
        text = f"{self.label(owner)}.{name}({show_arguments(args, kwargs)})"
        kind = owner if isinstance(owner, StandInType) else type(owner)
        if self.knows(kind) if kind is owner else is_standin(owner) and self.made_by_tests(owner):
            return self._traced(text, super().call_method, owner, name, args, kwargs)
        content = content_of(owner) if is_standin(owner) else NotImplemented
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
        is_class = name[:1].isupper() and isinstance(value, (StandInType, StandInErrorType))
        if callable(value) and not (is_class or isinstance(value, Method) or name == "__wrapped__"):
            self.refuse(f"the answer's attribute {name} is a value that can be called")
        return value
