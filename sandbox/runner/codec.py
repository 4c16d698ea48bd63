"""Values as JSON, by a closed list of types: nothing that is decoded can run code.

None, bool, float, str and small ints stand for themselves; everything else is `[tag, ...]`. Containers live in a flat
table and are named by number (`["ref", n]`), so shared, cyclic and very deep values keep their shape and neither
side recurses. A reply may name containers of the request it answers (`["arg", n]`), which is how mutated arguments
and `solution(a) is a` survive. An instance of a subclass crosses as the value of its builtin base. Whatever has no
rule here is left to the caller's `export` and `resolve`.
"""

from __future__ import annotations

import collections
import functools
import sys
from collections.abc import Callable, Iterable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_PLAIN = frozenset({type(None), bool, float, str})
_SMALL = 1 << 63
_UNBUILT = object()


class BadFrame(Exception):
    """What arrived cannot be something that our own encoder wrote."""


class Rule:
    """How one type crosses: `take` gives its parts, `build` makes it from them.

    `spec` says for each part how it is written: i = items, v = a value, r = raw JSON (None, a number or a string).
    A mutable type has `fill(container, *parts)`; its `build` gets the raw parts and makes an empty one.
    """

    def __init__(
        self, spec: str, take: Callable[..., Any], build: Callable[..., Any], fill: Callable[..., Any] | None = None
    ) -> None:
        self.spec, self.take, self.build, self.fill = spec, take, build, fill


def _library(module: str, name: str) -> Callable[..., Any]:
    return lambda *parts: getattr(__import__(module), name)(*parts)


def _with_fold(name: str) -> Callable[..., Any]:
    return lambda fold, *parts: getattr(__import__("datetime"), name)(*parts, fold=fold)


def _zone(value: Any) -> Any:
    known = value.tzinfo is None or _name(type(value.tzinfo)) in _RULES
    return value.tzinfo if known else sys.modules["datetime"].timezone(value.utcoffset())


def _fill_mapping(container: Any, keys: list[Any], values: list[Any]) -> None:
    container.clear()
    for key, value in zip(keys, values, strict=True):
        container[key] = value


def _fill_defaultdict(container: Any, factory: Any, keys: list[Any], values: list[Any]) -> None:
    container.default_factory = factory
    _fill_mapping(container, keys, values)


def _fill_slice(container: Any, items: Any) -> None:
    container[:] = items.encode("latin-1") if isinstance(items, str) else items


def _fill_set(container: Any, items: list[Any]) -> None:
    container.clear()
    container.update(items)


def _fill_deque(container: Any, maxlen: int | None, items: list[Any]) -> None:
    container.clear()
    container.extend(items)


_named: dict[tuple[str, tuple[str, ...]], Any] = {}


def _namedtuple(name: str, fields: "list[str]", items: list[Any]) -> Any:
    key = name, tuple(fields)
    if key not in _named:
        _named[key] = collections.namedtuple(*key)  # type: ignore[misc]  # which refuses what is not an identifier
    return _named[key](*items)


def _members(base: Any, value: Any) -> Any:
    return (base.__iter__(value),)


def _mapping(base: Any, value: Any) -> Any:
    return base.keys(value), base.values(value)


_RULES = {
    "builtins.list": Rule("i", _members, lambda items: [], _fill_slice),
    "builtins.set": Rule("i", _members, lambda items: set(), _fill_set),
    "builtins.dict": Rule("ii", _mapping, lambda keys, values: {}, _fill_mapping),
    "builtins.bytearray": Rule("r", lambda b, v: (v.decode("latin-1"),), lambda text: bytearray(), _fill_slice),
    "collections.deque": Rule(
        "ri", lambda b, v: (v.maxlen, b.__iter__(v)), lambda maxlen, items: collections.deque((), maxlen), _fill_deque
    ),
    "collections.Counter": Rule("ii", _mapping, lambda keys, values: collections.Counter(), _fill_mapping),
    "collections.OrderedDict": Rule("ii", _mapping, lambda keys, values: collections.OrderedDict(), _fill_mapping),
    "collections.defaultdict": Rule(
        "vii",
        lambda b, v: (v.default_factory, *_mapping(b, v)),
        lambda factory, keys, values: collections.defaultdict(),
        _fill_defaultdict,
    ),
    "builtins.tuple": Rule("i", _members, tuple),
    "builtins.frozenset": Rule("i", _members, frozenset),
    "namedtuple": Rule("rii", lambda b, v: (type(v).__name__, type(v)._fields, tuple.__iter__(v)), _namedtuple),
    "builtins.int": Rule("r", lambda b, v: (hex(int.__index__(v)),), lambda text: int(text, 16)),
    "builtins.float": Rule("r", lambda b, v: (float.__float__(v),), float),
    "builtins.str": Rule("r", lambda b, v: (str.__str__(v),), str),
    "builtins.bytes": Rule("r", lambda b, v: (bytes.decode(v, "latin-1"),), lambda text: text.encode("latin-1")),
    "builtins.complex": Rule("rr", lambda b, v: (v.real, v.imag), complex),
    "builtins.range": Rule("vvv", lambda b, v: (v.start, v.stop, v.step), range),
    "builtins.slice": Rule("vvv", lambda b, v: (v.start, v.stop, v.step), slice),
    "builtins.ellipsis": Rule("", lambda b, v: (), lambda: ...),
    "builtins.NotImplementedType": Rule("", lambda b, v: (), lambda: NotImplemented),
    "builtins.dict_keys": Rule("i", lambda b, v: (v,), lambda items: dict.fromkeys(items).keys()),
    "builtins.dict_values": Rule("i", lambda b, v: (v,), lambda items: dict(enumerate(items)).values()),
    "builtins.dict_items": Rule("ii", lambda b, v: zip(*v) if v else ((), ()), lambda k, v: dict(zip(k, v)).items()),
    "decimal.Decimal": Rule("r", lambda b, v: (b.__str__(v),), _library("decimal", "Decimal")),
    "fractions.Fraction": Rule("vv", lambda b, v: (v.numerator, v.denominator), _library("fractions", "Fraction")),
    "datetime.date": Rule("rrr", lambda b, v: (v.year, v.month, v.day), _library("datetime", "date")),
    "datetime.datetime": Rule(
        "rrrrrrrrv",
        lambda b, v: (v.fold, v.year, v.month, v.day, v.hour, v.minute, v.second, v.microsecond, _zone(v)),
        _with_fold("datetime"),
    ),
    "datetime.time": Rule(
        "rrrrrv", lambda b, v: (v.fold, v.hour, v.minute, v.second, v.microsecond, _zone(v)), _with_fold("time")
    ),
    "datetime.timedelta": Rule(
        "rrr", lambda b, v: (v.days, v.seconds, v.microseconds), _library("datetime", "timedelta")
    ),
    "datetime.timezone": Rule("vi", lambda b, v: (v.__getinitargs__()[0], v.__getinitargs__()[1:]),
        lambda offset, name: __import__("datetime").timezone(offset, *name)),
    "zoneinfo.ZoneInfo": Rule("r", lambda b, v: (v.key,), _library("zoneinfo", "ZoneInfo")),
    "uuid.UUID": Rule("r", lambda b, v: (v.hex,), _library("uuid", "UUID")),
    "re.Pattern": Rule("vr", lambda b, v: (v.pattern, v.flags), _library("re", "compile")),
    "pathlib.PosixPath": Rule("r", lambda b, v: (str(v),), _library("pathlib", "PosixPath")),
    "pathlib.PurePosixPath": Rule("r", lambda b, v: (str(v),), _library("pathlib", "PurePosixPath")),
    "array.array": Rule("ri", lambda b, v: (v.typecode, v), _library("array", "array")),
}  # fmt: skip
_FROZEN = frozenset({"builtins.tuple", "builtins.frozenset", "namedtuple"})


def _name(kind: type) -> str:
    # Python 3.13 moved the classes of pathlib.
    return f"{kind.__module__.removesuffix('._local')}.{kind.__qualname__}"


@functools.cache
def base_of(kind: type) -> type | None:
    """The first class in the method resolution order that crosses by value."""
    return next((base for base in kind.__mro__ if _name(base) in _RULES), None)


def is_mutable(container: object) -> bool:
    return type(container) in _FILLED


_FILLED = {
    kind: _RULES[_name(kind)]
    for kind in (list, set, dict, bytearray, collections.deque, collections.Counter, collections.OrderedDict,
                 collections.defaultdict)
}  # fmt: skip


@functools.cache
def _tag(kind: type, base: type) -> tuple[str, bool]:
    """The tag for a class that extends (or is) `base`, and whether its instances go into the table."""
    tag = "namedtuple" if base is tuple and type(getattr(kind, "_fields", None)) is tuple else _name(base)
    return tag, tag in _FROZEN or base in _FILLED


class Encoder:
    """Encodes the values of one message; `nodes` is the table of its containers.

    `export(encoder, value, by_value)` encodes what is not plain data, or returns None to let it cross as its builtin
    base (only where by_value says that it can). `arguments` are the containers of the request that a reply may name.
    """

    def __init__(self, export: Callable[[Encoder, Any, bool], Any], arguments: Iterable[Any] = ()) -> None:
        self._export = export
        self._names = {id(container): ["arg", number] for number, container in enumerate(arguments)}
        self._todo: list[tuple[int, str, type]] = []
        self.containers: list[Any] = []
        self.nodes: list[Any] = []

    def encode(self, value: Any) -> Any:
        data = self.inline(value)
        self._finish()
        return data

    def content(self, container: Any) -> Any:
        """The parts of a mutable container, for an update in place."""
        parts = self._parts(container, _FILLED[type(container)], type(container))
        self._finish()
        return parts

    def _finish(self) -> None:
        while self._todo:
            number, tag, base = self._todo.pop()
            self.nodes[number] = [tag, *self._parts(self.containers[number], _RULES[tag], base)]

    def _parts(self, value: Any, rule: Rule, base: type) -> list[Any]:
        parts = zip(rule.spec, rule.take(base, value), strict=True)
        return [self._items(part) if how == "i" else self.inline(part) if how == "v" else part for how, part in parts]

    def _items(self, values: Iterable[Any]) -> list[Any]:
        items = [*values]
        kinds = set(map(type, items))
        if kinds <= _PLAIN or (kinds == {int} and -_SMALL < min(items) and max(items) < _SMALL):
            return items
        return [self.inline(item) for item in items]

    def inline(self, value: Any) -> Any:
        kind = type(value)
        if kind in _PLAIN or (kind is int and -_SMALL < value < _SMALL):
            return value
        if (name := self._names.get(id(value))) is not None:
            return name
        base = base_of(kind)
        if base is not kind or base is None:
            exported = self._export(self, value, base is not None)
            if exported is not None or base is None:
                return exported
        return self.plain(value, base)

    def plain(self, value: Any, base: type) -> Any:
        """A value by the rule of its builtin base."""
        tag, numbered = _tag(type(value), base)
        if not numbered:
            return [tag, *self._parts(value, _RULES[tag], base)]
        self._names[id(value)] = name = ["ref", len(self.containers)]
        self.containers.append(value)
        self.nodes.append(None)
        self._todo.append((len(self.nodes) - 1, tag, base))
        return name


class Decoder:
    """Decodes the values of one message, given its table. `resolve(decoder, tag, *parts)` decodes what `export` encoded.

    Raises BadFrame, or whatever a constructor raises when the parts make no sense: the caller treats both alike.
    """

    def __init__(self, nodes: list[Any], resolve: Callable[..., Any], arguments: list[Any] | None = None) -> None:
        self._resolve = resolve
        self._arguments = arguments or []
        rules = [self._rule(node) for node in nodes]
        self.containers = [rule.build(*node[1:]) if rule.fill else _UNBUILT for node, rule in zip(nodes, rules)]
        for number, rule in enumerate(rules):
            if not rule.fill:
                self._build_frozen(number, nodes, rules)
        for container, node, rule in zip(self.containers, nodes, rules):
            if rule.fill:
                rule.fill(container, *self._parts(rule, node[1:]))

    def decode(self, data: Any) -> Any:
        if type(data) is not list:
            if type(data) is dict:
                raise BadFrame("an object")
            return data
        tag, *parts = data
        if tag == "ref":
            return self.containers[_number(*parts)]
        if tag == "arg":
            return self._arguments[_number(*parts)]
        if tag in _RULES:
            rule = self._rule(data)
            if rule.fill or tag in _FROZEN:
                raise BadFrame("a container outside the table")
            return rule.build(*self._parts(rule, parts))
        return self._resolve(self, tag, *parts)

    def update(self, container: Any, parts: list[Any]) -> None:
        """Give a mutable argument the content that the other side says it has now."""
        rule = _FILLED[type(container)]
        assert rule.fill
        rule.fill(container, *self._parts(rule, parts))

    def items(self, data: Any) -> list[Any]:
        kinds = set(map(type, data))
        if type(data) is not list or dict in kinds:
            raise BadFrame("items")
        return [self.decode(item) for item in data] if list in kinds else data

    def _rule(self, node: list[Any]) -> Rule:
        rule = _RULES[node[0]]
        if len(node) != len(rule.spec) + 1:
            raise BadFrame("parts")
        return rule

    def _parts(self, rule: Rule, parts: list[Any]) -> list[Any]:
        pairs = zip(rule.spec, parts, strict=True)
        return [self.items(part) if how == "i" else self.decode(part) if how == "v" else _raw(part) for how, part in pairs]

    def _build_frozen(self, number: int, nodes: list[Any], rules: list[Rule]) -> None:
        # What is frozen needs its parts first; an explicit stack, because ((((...)))) may be deeper than Python's.
        path = [number]
        open_nodes = set()
        while path:
            number = path[-1]
            if self.containers[number] is not _UNBUILT:
                path.pop()
                continue
            parts = nodes[number][-1]
            inner = [_number(*item[1:]) for item in parts if type(item) is list and item[0] == "ref"]
            missing = [child for child in inner if self.containers[child] is _UNBUILT]
            if not missing:
                self.containers[number] = rules[number].build(*self._parts(rules[number], nodes[number][1:]))
            elif number in open_nodes:
                raise BadFrame("a cycle through something immutable")
            open_nodes.add(number)
            path.extend(missing)


def _number(number: Any) -> int:
    if type(number) is not int or number < 0:
        raise BadFrame("a number")
    return number


def _raw(part: Any) -> Any:
    if type(part) in (list, dict):
        raise BadFrame("a nested part")
    return part
