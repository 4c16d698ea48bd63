"""What the tests' process hands to the answer's, and what it takes from it."""

import types

from .allowed import Forbidden, is_public, kind_of, operators, perform
from .codec import Decoder, Encoder
from .handles import ERRORS, METHOD, TYPES, as_number, as_text
from .hints import Any
from .passing import MADE, NAMED, library_name, parts_of, shape_of
from .peer import Peer
from .standins import Method, new_instance

ENDINGS = ("StopIteration", "StopAsyncIteration", "GeneratorExit", "KeyboardInterrupt", "SystemExit")
_ANSWERS_OWN = (
    {name: type(name, (ERRORS[name],), {}) for name in ("AssertionError", "Exception", "BaseException")}
    | {name: type(name, (Exception,), {}) for name in ENDINGS}
    | {"type": type("type", (), {})}
)
"""These classes as the answer means them: under a name of its own, `except` would catch what the tests themselves raise, and
to raise them would end what the tests are about; by `type` a function of the tests that calls its argument would make classes."""


def own_error(kind: Any) -> Any:
    """A builtin exception as the answer means it."""
    if kind.__name__ not in _ANSWERS_OWN:
        parents = [own_error(base) for base in kind.__bases__ if base is not object]
        _ANSWERS_OWN[kind.__name__] = type(kind.__name__, (kind, *parents), {"__module__": "builtins"})
    return _ANSWERS_OWN[kind.__name__]


class Granting(Peer):
    """Each object of the tests that crosses gets a kind, which says what the answer may ask of it (allowed.py)."""

    trusting = False
    tampered: Any

    def __init__(self, source: int, sink: int) -> None:
        super().__init__(source, sink)
        self._kinds: dict[int, str] = {}
        self._bound: dict[tuple[int, int, str], Any] = {}
        self._made: set[int] = set()

    def perform(self, verb: str, *arguments: Any) -> Any:
        if verb == "op":
            arguments = *arguments[1:2], *arguments[:1], *arguments[2:]
        target, *rest = arguments or (None,)
        kind = self._kinds.get(id(target), "")
        try:
            value = perform(kind, self.run, verb, target, *rest)
        except Forbidden as error:
            self.tampered(str(error))
        is_bound = verb == "get" and kind_of(value) == "function" and getattr(value, "__self__", None) is target
        return METHOD if is_bound else value

    def describe(self, kind: type) -> tuple[list[str], str, list[str]]:
        return operators(kind), "", []

    def _export(self, encoder: Encoder, value: Any, by_value: bool) -> Any:
        if isinstance(value, type) and value.__module__ == "__main__":
            self._kinds.setdefault(id(value), "")
        return super()._export(encoder, value, by_value)

    def _export_object(self, encoder: Encoder, value: Any, by_value: bool) -> Any:
        if by_value and not callable(value):
            return None
        if isinstance(value, Method):
            return ["bound", encoder.inline(value.__self__), value.__name__]
        if isinstance(value, NAMED) and (reference := library_name(value)):
            return ["named", *reference]
        if type(value) in MADE and (kind := kind_of(value)) != "function":
            return ["made", *map(encoder.inline, parts_of(value))]
        if isinstance(value, (types.MethodType, types.BuiltinMethodType)):  # made anew each time that it is looked up
            key = id(value.__self__), id(getattr(value, "__func__", None)), value.__name__
            value = self._bound.setdefault(key, value)
        kind = kind_of(value)
        self._kinds[id(value)] = kind
        label = str(getattr(value, "__name__", type(value).__name__))
        details = map(encoder.inline, shape_of(value)) if kind == "function" else self._described(type(value))
        return ["grant", self._number(value), kind, label, *details]

    def _export_error(self, encoder: Encoder, error: BaseException) -> Any:
        exported = super()._export_error(encoder, error)
        seen = tuple((name, value) for name, value in vars(error).items() if is_public(name))
        return [*exported, encoder.inline(seen)] if exported[0] == "error" else exported

    def is_inert(self, kind: type) -> bool:
        return kind.__module__ == "__main__" and id(kind) not in self._kinds

    def _export_class(self, kind: type) -> list[Any]:
        if kind in _ANSWERS_OWN.values():
            return ["type", kind.__name__]
        reference = None if kind in TYPES.values() or kind in ERRORS.values() else library_name(kind)
        return ["named", *reference] if reference else super()._export_class(kind)

    def _resolve_type(self, decoder: Decoder, name: str) -> Any:
        return _ANSWERS_OWN.get(name) or super()._resolve_type(decoder, name)

    def _resolve_mine(
        self, decoder: Decoder, number: int, label: str, *kind: Any, content: tuple[Any, ...] = ()
    ) -> Any:
        if number not in self._standins:
            self._labels[number] = as_text(label)
            self._standins[as_number(number)] = new_instance(
                self, number, self._resolve_class(decoder, *kind), *content
            )
        self._made.discard(number)  # handed over by the answer: it may stand where the tests expect a plain value
        return self._standins[number]

    def _resolve_extended(self, decoder: Decoder, number: int, label: str, content: Any, *kind: Any) -> Any:
        return self._resolve_mine(decoder, number, label, *kind, content=decoder.decode(content))
