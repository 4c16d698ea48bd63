"""Stand-ins: what one process holds instead of an object that lives in the other.

A stand-in has those special methods that the real object has (operations.py), no more, so `callable`, `iter` and the abstract
classes tell the truth. An instance of an immutable builtin's subclass is one of a subclass here as well, so that all that the
answer's class does not define is Python's own.
"""

import contextlib
import itertools
import sys

from .hints import Any

METADATA = ("__name__", "__qualname__", "__doc__", "__module__", "__annotations__")
SHARED = 'it needs isolation = "shared"'


def is_standin(value: object) -> bool:
    return isinstance(type(value), StandInType)


def is_class(value: object) -> bool:
    """Whatever the value says of itself: an object of the answer that extends a builtin passes for one by `isinstance`."""
    return issubclass(type(value), type)


def is_public(name: str) -> bool:
    return not name.startswith("_")


def is_library(module: Any) -> bool:
    return str(module).partition(".")[0] in sys.stdlib_module_names


def is_method(kind: type, name: str) -> bool:
    """Whether an attribute of that name would hide what a class of the tests defines."""
    found = next((vars(base)[name] for base in kind.__mro__ if name in vars(base)), None)
    return callable(found) or (hasattr(type(found), "__get__") and not hasattr(type(found), "__set__"))


def peer_of(standin: Any) -> Any:
    return object.__getattribute__(standin, "_sh_peer")


def _get(self: Any, name: str) -> Any:
    return peer_of(self).get(self, name)


def _set(self: Any, name: str, value: Any) -> None:
    peer_of(self).request("set", self, name, value)


def _delete(self: Any, name: str) -> None:
    peer_of(self).request("del", self, name)


def forwarded(name: str) -> Any:
    return property(lambda self: _get(self, name))


def operation(name: str) -> Any:
    return lambda cls, *operands: peer_of(cls).request("op", cls, name, *operands)


# What a class has anyway would hide what is to be asked: these have no docstrings and no annotations of their own.


class StandInType(type):
    # The class of stand-in classes: calling one creates the object in the other process, if that is the answer's.
    # _sh_base: the builtin that it extends, or ""; _sh_own: what it defines anew of that one.
    __doc__, __annotations__ = map(forwarded, ("__doc__", "__annotations__"))
    __getattr__, __delattr__ = _get, _delete
    __iter__, __len__, __getitem__ = map(operation, ("__iter__", "__len__", "__getitem__"))

    def __new__(cls, name: str, bases: tuple[type, ...], namespace: dict[str, Any]) -> Any:
        for base in bases:
            if "_sh_peer" in vars(base):
                peer_of(base).refuse(f"{base.__name__} of the other process cannot be extended")
        return super().__new__(cls, name, bases, namespace)

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        if peer_of(cls).trusting:
            peer_of(cls).refuse(f"the answer cannot call {cls.__name__} of the tests")
        return peer_of(cls).make(cls, args, kwargs)

    def __setattr__(cls, name: str, value: Any) -> None:
        # What a method or property replaces could not be put back, for it crosses by its name.
        if callable(value) or hasattr(type(value), "__get__"):
            peer_of(cls).refuse(f"{name} of the answer's class {cls.__name__} is replaced")
        _set(cls, name, value)

    def __bool__(cls) -> bool:
        return True


class StandIn(metaclass=StandInType):
    __getattr__, __setattr__, __delattr__ = _get, _set, _delete

    def __reduce_ex__(self, protocol: Any) -> Any:
        peer_of(self).refuse(f"an object of the other process ({type(self).__name__}) cannot be copied or pickled")


class Method:  # a bound method of an object of the other process
    __doc__, __module__ = map(forwarded, ("__doc__", "__module__"))
    __getattr__ = _get

    def __init__(self, peer: Any, owner: Any, name: str) -> None:
        self._sh_peer, self.__self__, self.__name__ = peer, owner, name

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._sh_peer.call_method(self.__self__, self.__name__, args, kwargs)


def new_instance(peer: Any, kind: Any, content: Any = None) -> Any:
    """`content`: of the immutable builtin that the kind extends."""
    arguments = () if content is None else getattr(content, "__getnewargs__", lambda: content.__reduce__()[1])()
    made = kind.__new__(kind, *arguments)
    object.__setattr__(made, "_sh_peer", peer)
    return made


def new_generator(peer: Any, standin: Any) -> Any:
    """A real generator, so that `inspect` and `isinstance` see one."""
    step: tuple[Any, ...] = ("send", standin, None)
    while True:
        try:
            value = peer.request(*step)
        except StopIteration as stop:
            return stop.value
        try:
            step = "send", standin, (yield value)
        except GeneratorExit:
            if not peer.busy:  # the garbage collector may run us in the middle of a frame
                peer.request("close", standin)
            raise
        except Exception as error:
            step = "throw", standin, error


def new_iterator(peer: Any, standin: Any) -> Any:
    with contextlib.suppress(StopIteration):
        while True:
            yield peer.request("next", standin)


def new_function(peer: Any, standin: Any, named: Any, parameters: str) -> Any:
    """A real function with the parameters of one of the tests, whose defaults stay there: `...` stands for them."""

    def ask(given: dict[str, Any]) -> Any:
        code, names = namespace["made"].__code__, [*namespace["made"].__code__.co_varnames]
        double = given.pop(names.pop()) if code.co_flags & 8 else {}
        star = given.pop(names.pop()) if code.co_flags & 4 else ()
        present = itertools.takewhile(lambda value: value is not ..., map(given.pop, names[: code.co_argcount]))
        args = (*present, *star)
        return peer.request("call", standin, args, double | {n: v for n, v in given.items() if v is not ...})

    namespace: dict[str, Any] = {"_sh_ask": ask, "_sh_locals": locals}
    exec(f"def made{parameters}: return _sh_ask(_sh_locals())", namespace)
    for name, value in named:
        setattr(namespace["made"], name, value)
    return namespace["made"]


MAKERS: dict[str, Any] = {"function": new_function, "generator": new_generator, "iterator": new_iterator}
