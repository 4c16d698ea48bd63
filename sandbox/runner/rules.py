"""How values of each type cross: the closed list of types, and what their values are made of and from."""

import collections
import functools
import io
import operator
import types
from collections.abc import Callable

from .hints import Any

memoized: Callable[[Callable[..., Any]], Callable[..., Any]] = functools.cache


Rule = collections.namedtuple("Rule", "spec take build fill", defaults=[None])
"""How one type crosses: `take(base, value)` gives its parts, `build(*parts)` makes it from them.

`spec` says for each part how it is written: i = items, a = attributes, v = a value, r = raw JSON (None, a number, a string).
A mutable type has `fill(container, *parts)`; its `build` gets the raw parts and makes an empty one.
"""


def class_of(name: str) -> Any:
    module, _, kind = name.rpartition(".")
    return getattr(__import__(module), kind)


def _library(name: str) -> Callable[..., Any]:
    return lambda *parts: class_of(name)(*map(_plain, parts))


def _plain(part: Any) -> Any:
    """No stand-in, which would answer the constructor as it likes."""
    if part is None or name_of(type(part)) in RULES:
        return part
    raise TypeError("a part that is no plain value")


def _made_of(attributes: str) -> Callable[..., Any]:
    """By the base's own descriptors: a class that extends it may say something else each time."""
    return lambda base, value: [getattr(base, name).__get__(value) for name in attributes.split()]


def _fill_mapping(container: Any, keys: list[Any], values: list[Any]) -> None:
    container.clear()
    container.update(dict(zip(keys, values, strict=True)))


def _fill_slice(container: Any, items: Any) -> None:
    container[:] = items.encode("latin-1") if isinstance(items, str) else items


def _fill_by(add: str) -> Callable[..., Any]:
    def fill(container: Any, *parts: Any) -> None:
        container.clear()
        getattr(container, add)(parts[-1])

    return fill


def _text(base: Any, value: Any) -> Any:
    return value.getvalue(), value.tell()


def _fill_text(container: Any, text: str | bytes, place: int) -> None:
    container.__setstate__((text, place, None) if isinstance(text, bytes) else (text, "", place, None))


_namedtuple = memoized(functools.partial(collections.namedtuple, rename=True))


def _members(base: Any, value: Any) -> Any:
    return (base.__iter__(value),)


def _mapping(base: Any, value: Any) -> Any:
    return base.keys(value), base.values(value)


def _bytes(base: Any, value: Any) -> Any:
    return (bytes(memoryview(value)).decode("latin-1"),)


_array = _library("array.array")
_FACTORIES = {kind.__name__: kind for kind in (bool, dict, float, int, list, set, str, tuple)}
"""Of a `defaultdict`, by name; any other stays where it is."""

RULES = {
    "builtins.list": Rule("i", _members, lambda items: [], _fill_slice),
    "builtins.set": Rule("i", _members, lambda items: set(), _fill_by("update")),
    "builtins.dict": Rule("ii", _mapping, lambda *parts: {}, _fill_mapping),
    "builtins.bytearray": Rule("r", _bytes, lambda text: bytearray(), _fill_slice),
    "collections.deque": Rule("ri", lambda b, v: (b.maxlen.__get__(v), b.__iter__(v)),
        lambda maxlen, items: collections.deque(maxlen=maxlen), _fill_by("extend")),
    "collections.Counter": Rule("ii", _mapping, lambda *parts: collections.Counter(), _fill_mapping),
    "collections.OrderedDict": Rule("ii", _mapping, lambda *parts: collections.OrderedDict(), _fill_mapping),
    "collections.defaultdict": Rule("rii", lambda b, v: (getattr(v.default_factory, "__name__", None), *_mapping(b, v)),
        lambda name, *parts: collections.defaultdict(_FACTORIES.get(name)), lambda made, _, *parts: _fill_mapping(made, *parts)),
    "types.SimpleNamespace": Rule("ia", lambda b, v: _mapping(dict, vars(v)), lambda *parts: types.SimpleNamespace(),
        lambda space, *parts: _fill_mapping(vars(space), *parts)),
    "_io.StringIO": Rule("rr", _text, lambda *parts: io.StringIO(newline=""), _fill_text),
    "_io.BytesIO": Rule("vr", _text, lambda *parts: io.BytesIO(), _fill_text),
    "random.Random": Rule("v", lambda b, v: (v.getstate(),), lambda state: _library("random.Random")(),
        lambda random, state: random.setstate(state)),
    "builtins.tuple": Rule("i", _members, tuple),
    "builtins.frozenset": Rule("i", _members, frozenset),
    "namedtuple": Rule("ria", lambda b, v: (type(v).__name__, type(v)._fields, tuple.__iter__(v)),
        lambda name, fields, items: _namedtuple(name, tuple(fields))(*items)),
    "builtins.int": Rule("r", lambda b, v: (hex(int.__index__(v)),), lambda text: int(text, 16)),
    "builtins.float": Rule("r", lambda b, v: (float.__float__(v),), float),
    "builtins.str": Rule("r", lambda b, v: (str.__str__(v),), str),
    "builtins.bytes": Rule("r", lambda b, v: (bytes.decode(v, "latin-1"),), lambda text: text.encode("latin-1")),
    "builtins.memoryview": Rule("r", _bytes, lambda text: memoryview(text.encode("latin-1"))),
    "builtins.complex": Rule("rr", _made_of("real imag"), complex),
    "builtins.range": Rule("vvv", _made_of("start stop step"), range),
    "builtins.slice": Rule("vvv", _made_of("start stop step"), slice),
    "builtins.ellipsis": Rule("", _made_of(""), lambda: ...),
    "builtins.NotImplementedType": Rule("", _made_of(""), lambda: NotImplemented),
    "builtins.dict_keys": Rule("i", lambda b, v: (v,), lambda items: dict.fromkeys(items).keys()),
    "builtins.dict_values": Rule("i", lambda b, v: (v,), lambda items: dict(enumerate(items)).values()),
    "builtins.dict_items": Rule("i", lambda b, v: (v,), lambda pairs: dict(pairs).items()),
    "decimal.Decimal": Rule("r", lambda b, v: (b.__str__(v),), _library("decimal.Decimal")),
    "fractions.Fraction": Rule("vv", _made_of("_numerator _denominator"), _library("fractions.Fraction")),
    "datetime.date": Rule("rrr", _made_of("year month day"), _library("datetime.date")),
    "datetime.datetime": Rule("rrrrrrrrv",
        _made_of("fold year month day hour minute second microsecond tzinfo"),
        lambda fold, *parts: _library("datetime.datetime")(*parts).replace(fold=fold)),
    "datetime.time": Rule("rrrrrv", _made_of("fold hour minute second microsecond tzinfo"),
        lambda fold, *parts: _library("datetime.time")(*parts).replace(fold=fold)),
    "datetime.timedelta": Rule("rrr", _made_of("days seconds microseconds"), _library("datetime.timedelta")),
    "datetime.timezone": Rule("v", lambda b, v: (v.__getinitargs__(),), lambda parts: _library("datetime.timezone")(*parts)),
    "zoneinfo.ZoneInfo": Rule("r", _made_of("key"), _library("zoneinfo.ZoneInfo")),
    "uuid.UUID": Rule("r", _made_of("hex"), _library("uuid.UUID")),
    "re.Pattern": Rule("vr", _made_of("pattern flags"), _library("re.compile")),
    "pathlib.PosixPath": Rule("r", lambda b, v: (b.__str__(v),), _library("pathlib.PosixPath")),
    "pathlib.PurePosixPath": Rule("r", lambda b, v: (b.__str__(v),), _library("pathlib.PurePosixPath")),
    "array.array": Rule("ri", lambda b, v: (b.typecode.__get__(v), [*b.__iter__(v)]),
        lambda code, items: _array(code), lambda made, *parts: _fill_slice(made, _array(*parts))),
}  # fmt: skip
FROZEN = frozenset({"builtins.tuple", "builtins.frozenset", "namedtuple"})


def name_of(kind: type) -> str:
    # Python 3.13 moved the classes of pathlib.
    return f"{str(kind.__module__).removesuffix('._local')}.{kind.__qualname__}"


@memoized
def base_of(kind: type) -> Any:
    """The first class in the method resolution order that crosses by value, if any."""
    return next((base for base in kind.__mro__ if name_of(base) in RULES), None)


def plain(value: Any) -> Any:
    """The content of a value whose class extends one that crosses by value."""
    base = base_of(type(value))
    rule = RULES[name_of(base)]
    parts = [*rule.take(base, value)]
    made = rule.build(*parts)
    if rule.fill:
        rule.fill(made, *parts)
    return made


@memoized
def mutable(kind: type) -> Rule | None:
    """The rule of a class whose instances can change."""
    rule = RULES.get(name_of(kind))
    return rule if rule and rule.fill else None


def snapshot(container: Any) -> list[Any] | None:
    """A shallow copy that tells whether the container is changed later; None where it cannot be."""
    kind = type(container)
    if not (rule := mutable(kind)):
        return None
    return [[*part] if how in "ia" else part for how, part in zip(rule.spec, rule.take(kind, container), strict=True)]


def is_same(old: list[Any], new: Any) -> bool:
    return all(
        len(a) == len(b) and all(map(operator.is_, a, b)) if type(a) is list else a == b
        for a, b in zip(old, new, strict=True)
    )
