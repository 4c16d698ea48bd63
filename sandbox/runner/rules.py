"""How values of each type cross: the closed list of types, and what their values are made of and from."""

import collections
import functools
import io
import operator
import sys
import types
from collections.abc import Callable

from .hints import Any


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
    known = value.tzinfo is None or name_of(type(value.tzinfo)) in RULES
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


def _fill_namespace(container: Any, keys: list[Any], values: list[Any]) -> None:
    _fill_mapping(vars(container), keys, values)


def _text(base: Any, value: Any) -> Any:
    return (None, None, True) if value.closed else (value.getvalue(), value.tell(), False)


def _fill_text(container: Any, text: str | bytes, place: int, is_closed: bool) -> None:
    if is_closed:
        container.close()
    else:
        container.__setstate__((text, place, None) if isinstance(text, bytes) else (text, "", place, None))


_named: dict[tuple[str, tuple[str, ...]], Any] = {}


def _namedtuple(name: str, fields: list[str], items: list[Any]) -> Any:
    key = name, tuple(fields)
    if key not in _named:
        _named[key] = collections.namedtuple(*key)  # which refuses what is not an identifier
    return _named[key](*items)


def _members(base: Any, value: Any) -> Any:
    return (base.__iter__(value),)


def _mapping(base: Any, value: Any) -> Any:
    return base.keys(value), base.values(value)


RULES = {
    "builtins.list": Rule("i", _members, lambda items: [], _fill_slice),
    "builtins.set": Rule("i", _members, lambda items: set(), _fill_set),
    "builtins.dict": Rule("ii", _mapping, lambda keys, values: {}, _fill_mapping),
    "builtins.bytearray": Rule("r", lambda b, v: (v.decode("latin-1"),), lambda text: bytearray(), _fill_slice),
    "collections.deque": Rule(
        "ri", lambda b, v: (v.maxlen, b.__iter__(v)), lambda maxlen, items: collections.deque(maxlen=maxlen), _fill_deque
    ),
    "collections.Counter": Rule("ii", _mapping, lambda keys, values: collections.Counter(), _fill_mapping),
    "collections.OrderedDict": Rule("ii", _mapping, lambda keys, values: collections.OrderedDict(), _fill_mapping),
    "collections.defaultdict": Rule(
        "vii",
        lambda b, v: (v.default_factory, *_mapping(b, v)),
        lambda factory, keys, values: collections.defaultdict(),
        _fill_defaultdict,
    ),
    "types.SimpleNamespace": Rule(
        "ii", lambda b, v: _mapping(dict, vars(v)), lambda keys, values: types.SimpleNamespace(), _fill_namespace
    ),
    "_io.StringIO": Rule("rrr", _text, lambda *parts: io.StringIO(newline=""), _fill_text),
    "_io.BytesIO": Rule("vrr", _text, lambda *parts: io.BytesIO(), _fill_text),
    "random.Random": Rule(
        "v", lambda b, v: (v.getstate(),), lambda state: _library("random", "Random")(), lambda c, state: c.setstate(state)
    ),
    "builtins.tuple": Rule("i", _members, tuple),
    "builtins.frozenset": Rule("i", _members, frozenset),
    "namedtuple": Rule("rii", lambda b, v: (type(v).__name__, type(v)._fields, tuple.__iter__(v)), _namedtuple),
    "builtins.int": Rule("r", lambda b, v: (hex(int.__index__(v)),), lambda text: int(text, 16)),
    "builtins.float": Rule("r", lambda b, v: (float.__float__(v),), float),
    "builtins.str": Rule("r", lambda b, v: (str.__str__(v),), str),
    "builtins.bytes": Rule("r", lambda b, v: (bytes.decode(v, "latin-1"),), lambda text: text.encode("latin-1")),
    "builtins.memoryview": Rule(
        "r", lambda b, v: (v.tobytes().decode("latin-1"),), lambda text: memoryview(text.encode("latin-1"))
    ),
    "builtins.complex": Rule("rr", lambda b, v: (v.real, v.imag), complex),
    "builtins.range": Rule("vvv", lambda b, v: (v.start, v.stop, v.step), range),
    "builtins.slice": Rule("vvv", lambda b, v: (v.start, v.stop, v.step), slice),
    "builtins.ellipsis": Rule("", lambda b, v: (), lambda: ...),
    "builtins.NotImplementedType": Rule("", lambda b, v: (), lambda: NotImplemented),
    "builtins.dict_keys": Rule("i", lambda b, v: (v,), lambda items: dict.fromkeys(items).keys()),
    "builtins.dict_values": Rule("i", lambda b, v: (v,), lambda items: dict(enumerate(items)).values()),
    "builtins.dict_items": Rule(
        "ii", lambda b, v: zip(*v, strict=True) if v else ((), ()), lambda k, v: dict(zip(k, v, strict=True)).items()
    ),
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
FROZEN = frozenset({"builtins.tuple", "builtins.frozenset", "namedtuple"})


def name_of(kind: type) -> str:
    # Python 3.13 moved the classes of pathlib.
    return f"{kind.__module__.removesuffix('._local')}.{kind.__qualname__}"


def _base_of(kind: type) -> type | None:
    return next((base for base in kind.__mro__ if name_of(base) in RULES), None)


base_of: Callable[[type], type | None] = functools.cache(_base_of)
"""The first class in the method resolution order that crosses by value."""


def _mutable(kind: type) -> Rule | None:
    rule = RULES.get(name_of(kind))
    return rule if rule and rule.fill else None


mutable: Callable[[type], Rule | None] = functools.cache(_mutable)
"""The rule of a class whose instances can change."""


def snapshot(container: Any) -> list[Any] | None:
    """A shallow copy that tells whether the container is changed later; None where it cannot be."""
    kind = type(container)
    if not (rule := mutable(kind)):
        return None
    return [[*part] if how == "i" else part for how, part in zip(rule.spec, rule.take(kind, container), strict=True)]


def is_same(old: list[Any], new: Any) -> bool:
    return all(
        len(a) == len(b) and all(map(operator.is_, a, b)) if type(a) is list else a == b
        for a, b in zip(old, new, strict=True)
    )
