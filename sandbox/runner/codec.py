"""Values as JSON, by a closed list of types: nothing that is decoded can run code.

None, bool, float, str and small ints stand for themselves; everything else is `[tag, ...]`. Containers live in a flat
table and are named by number (`["ref", n]`), so shared, cyclic and very deep values keep their shape and neither
side recurses. A reply may name containers of the request it answers (`["arg", n]`), which is how mutated arguments
and `solution(a) is a` survive. An instance of a subclass crosses as the value of its builtin base. Whatever has no
rule here is left to the caller's `export` and `resolve`.
"""

from collections.abc import Callable, Iterable

from .hints import Any
from .rules import FROZEN, RULES, Rule, base_of, memoized, mutable, name_of

_PLAIN = frozenset({type(None), bool, float, str})
_SMALL = 1 << 63


class BadFrame(Exception):
    """What arrived cannot be something that our own encoder wrote."""


class _Unbuilt(Exception):
    """Stands for a container whose parts are not there yet."""


@memoized
def _tag(kind: Any) -> tuple[Any, str, bool]:
    """The base of a class that crosses by value, the tag for it, and whether its instances go into the table."""
    base = base_of(kind)
    if base is None:
        return None, "", False
    tag = "namedtuple" if base is tuple and type(getattr(kind, "_fields", None)) is tuple else name_of(base)
    return base, tag, tag in FROZEN or mutable(base) is not None


class Encoder:
    """Encodes the values of one message; `nodes` is the table of its containers.

    `export(encoder, value, by_value)` encodes what is not plain data, or returns None to let it cross as its builtin
    base (only where by_value says that it can). `arguments` are the containers of the request that a reply may name.
    """

    def __init__(self, export: Callable[["Encoder", Any, bool], Any], arguments: Iterable[Any] = ()) -> None:
        self._export = export
        self._names = {id(container): ["arg", number] for number, container in enumerate(arguments)}
        self.containers: list[Any] = []
        self.nodes: list[Any] = []

    def encode(self, value: Any) -> Any:
        data = self.inline(value)
        while len(self.nodes) < len(self.containers):
            self.nodes.append(self._node(self.containers[len(self.nodes)]))
        return data

    def _node(self, value: Any) -> list[Any]:
        base, tag, _ = _tag(type(value))
        parts = zip(RULES[tag].spec, RULES[tag].take(base, value), strict=True)
        write: dict[str, Any] = {"i": self._items, "a": self._items, "v": self.inline, "r": lambda part: part}
        return [tag, *(write[how](part) for how, part in parts)]

    def _items(self, values: Iterable[Any]) -> list[Any]:
        items = [*values]
        kinds = set(map(type, items))
        if kinds <= _PLAIN or (kinds == {int} and min(items) > -_SMALL and max(items) < _SMALL):
            return items
        return [self.inline(item) for item in items]

    def inline(self, value: Any) -> Any:
        kind = type(value)
        if kind in _PLAIN or (kind is int and -_SMALL < value < _SMALL):
            return value
        if (name := self._names.get(id(value))) is not None:
            return name
        base, _, is_numbered = _tag(kind)
        if base is not kind:
            exported = self._export(self, value, base is not None)
            if exported is not None or base is None:
                return exported
        if not is_numbered:
            return self._node(value)
        self._names[id(value)] = name = ["ref", len(self.containers)]
        self.containers.append(value)
        return name


class Decoder:
    """Decodes the values of one message, given its table. `resolve(decoder, tag, *parts)` decodes what `export` encoded.

    Raises BadFrame, or whatever a constructor raises when the parts make no sense: the caller treats both alike.
    """

    def __init__(self, nodes: list[Any], resolve: Callable[..., Any], arguments: list[Any] | None = None) -> None:
        self._resolve = resolve
        self._arguments = arguments or []
        made = [(RULES[tag], parts) for tag, *parts in nodes]
        self.containers = [rule.build(*parts) if rule.fill else _Unbuilt for rule, parts in made]
        # What is frozen needs its parts first, which are mostly behind it; no recursion, for ((((...)))) may be deep.
        frozen = [number for number, (rule, _) in enumerate(made) if not rule.fill]
        while waiting := frozen:
            frozen = []
            for number in reversed(waiting):
                try:
                    self.containers[number] = self._built(*made[number])
                except _Unbuilt:
                    frozen.append(number)
            if len(frozen) == len(waiting):
                raise BadFrame("a cycle through something immutable")
        for container, (rule, parts) in zip(self.containers, made, strict=True):
            if rule.fill:
                rule.fill(container, *self._parts(rule, parts))

    def decode(self, data: Any) -> Any:
        if type(data) is not list:
            return data
        tag, *parts = data
        if tag == "ref":
            if (container := self.containers[as_number(*parts)]) is _Unbuilt:
                raise _Unbuilt
            return container
        if tag == "arg":
            return self._arguments[as_number(*parts)]
        return self._built(RULES[tag], parts) if tag in RULES else self._resolve(self, tag, *parts)

    def update(self, container: Any, data: Any) -> None:
        """Give a mutable argument the content that the other side says it has now."""
        base, now = base_of(type(container)), self.decode(data)
        rule = mutable(base)
        if not rule or type(now) is not base:
            raise BadFrame("an update of what cannot change")
        rule.fill(container, *rule.take(base, now))

    def items(self, data: Any) -> list[Any]:
        return [self.decode(item) for item in data] if list in map(type, data) else data

    def _parts(self, rule: Rule, parts: list[Any]) -> list[Any]:
        decode: dict[str, Any] = {"i": self.items, "a": self._attributes, "v": self.decode, "r": lambda part: part}
        return [decode[how](part) for how, part in zip(rule.spec, parts, strict=True)]

    def _built(self, rule: Rule, parts: list[Any]) -> Any:
        return rule.build(*self._parts(rule, parts))

    def _attributes(self, data: Any) -> list[Any]:
        return [self._resolve(self, "attribute", item) for item in data]


def as_number(number: Any) -> int:
    if type(number) is not int or number < 0:
        raise BadFrame("a number")
    return number


def as_text(text: Any) -> str:
    if type(text) is not str:
        raise BadFrame("a text")
    return text
