"""Runs tests.py and says what came of it.

In the grader process `solution` is a module of stand-ins. What the other process says is data, never trusted: what can only
be foul play or the end of the answer's process ends this process at once, so that the tests cannot catch it.
"""

import ast
import builtins
import contextlib
import os
import re
import resource
import signal
import sys
from collections.abc import Iterable

from .codec import Decoder, as_number, as_text
from .evidence import message, show_arguments
from .granting import ENDINGS, Granting
from .handles import ERRORS, Origin, StandInErrorType, is_builtin_error, origin_of, titled
from .hints import Any, NoReturn
from .operations import content_of
from .processes import share_temporary_files
from .rules import is_same, snapshot
from .sources import show_sources
from .standins import Method, StandIn, StandInType, is_class, is_library, is_standin, new_instance, peer_of
from .testing import Run
from .wire import read_frame, write_frame

STATUSES = frozenset({"passed", "failed", "error", "timeout", "out_of_memory", "output_limit"})
_PROCESS_WIDE = re.compile(
    r"active_count|addaudithook|current_thread|\bgc\.|getrefcount|getsignal|random\.getstate|setrecursionlimit|setrlimit"
    r"|sys\.modules|threading\.enumerate|tracemalloc|weakref|/proc/"
)
"""What asks for the state of the answer's process, and would be told of ours."""
_REPLACED = re.compile(r"(?:^|del |setattr\()\s*(\w+)(?:\.(?!std(?:out|err)\b)\w+(?: = |$)|, [\"'])", re.MULTILINE)
"""An assignment to what a module has."""
_PREDICATES = {n for kind in (str, bytes, tuple, frozenset, float, int) for n in dir(kind) if n[0] != "_"}
"""The methods of plain values: who asks them of an object expects one."""


def names_in(tests: str) -> set[str]:
    """The names that the tests import from `solution`, or use without binding them."""
    nodes = [*ast.walk(ast.parse(tests))]
    bound = {node.name for node in nodes if isinstance(node, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef))}
    bound |= {node.id for node in nodes if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)}
    used = {node.id for node in nodes if isinstance(node, ast.Name)} - bound
    used |= {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    return used | {alias.name for node in nodes if isinstance(node, ast.ImportFrom) for alias in node.names}


def watch_patches(peer: Any) -> None:
    """What `patch` replaces in the library is not replaced for the answer, whose calls the tests would not see."""
    import unittest.mock  # 50 ms that few tests need

    patch: Any = vars(unittest.mock)["_patch"]
    native = patch.get_original

    def get_original(self: Any) -> Any:
        owner = getattr(self.target, "__module__", None) or getattr(self.target, "__name__", "")
        if not is_standin(self.target) and is_library(owner) and self.attribute not in ("stdout", "stderr"):
            peer.refuse(f"{self.attribute} of {owner} is not replaced for the answer")
        return native(self)

    patch.get_original = get_original


class Trusting(Granting):
    """Knows which objects of the answer have a say in what the tests ask of them: those that the tests made.

    Any other may stand where the tests expect a plain value, and its class would answer as that value would.
    """

    names: set[str]

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
            return self.traced(text, super().call_method, owner, name, args, kwargs)
        content = content_of(owner) if is_standin(owner) else NotImplemented
        if hasattr(type(content), name) and content is not NotImplemented:
            before = snapshot(content)
            value = getattr(content, name)(*args, **kwargs)
            if before is None or is_same(before, snapshot(content)):
                return value
        if content is NotImplemented and name in _PREDICATES:
            self.refuse(f"{name}() is asked of the answer's {kind.__name__}, which the tests did not make")
        value = self.traced(text, super().call_method, owner, name, args, kwargs)
        if args and type(value) is bool and not self.knows(kind):
            self.refuse(f"{name}() of the answer's {kind.__name__}, unnamed by the tests, judges a value of theirs")
        return value

    def get(self, owner: Any, name: str) -> Any:
        if name in ("__signature__", "__dataclass_fields__"):
            self.note(f"{name} of the answer's {self.label(owner)} does not cross")
            raise AttributeError(name)
        value = super().get(owner, name)
        is_class = name[:1].isupper() and isinstance(value, (StandInType, StandInErrorType))
        if callable(value) and not (is_class or isinstance(value, Method) or name == "__wrapped__"):
            self.refuse(f"the answer's attribute {name} is a value that can be called")
        if isinstance(owner, StandInType) and isinstance(value, StandInType):
            self.call_it(value, name)
        return value


class GraderPeer(Trusting):
    """What the answer may neither swallow nor pass for something else."""

    def load(self) -> None:
        """Make `solution` the answer's module."""
        self.names = names_in(self.tests)
        if re.search(r"[iI]s[iI]nstance\(.*\b((Mutable)?(Mapping|Sequence|Set)|Number|Real|Integral)\b", self.tests):
            self.note("an abstract class of the library knows nothing of the answer's objects")
        if "patch" in self.words:
            watch_patches(self)
        for name in filter(is_library, _REPLACED.findall(self.tests)):
            if re.search(rf"^\s*import .*\b{name}\b", self.tests, re.MULTILINE):
                self.refuse(f"what the tests replace in {name} is not replaced for the answer")
        if found := _PROCESS_WIDE.search(self.tests):
            self.refuse(f"{found[0]} is about one process")
        self.doing.append("while the answer was imported")
        module = self.request("load")
        self.doing.pop()
        sys.modules["solution"] = solution = new_instance(self, Solution)
        self._yours[id(solution)] = self._yours[id(module)]

    def request(self, verb: str, *arguments: Any) -> Any:
        is_exit = verb == "op" and arguments[1] == "__exit__"
        error = arguments[-1] if is_exit or verb == "throw" else None
        if error is None:
            return super().request(verb, *arguments)
        self.leaving(error)
        value = super().request(verb, *arguments)
        is_swallowed = verb == "throw" or bool(value)
        if is_swallowed:
            self.swallowed(error)
        return is_swallowed if is_exit else value

    def swallowed(self, error: BaseException) -> None:
        """A context manager of the answer may swallow only an exception that the tests raise on purpose."""
        kind = type(error)
        named = {base.__name__ for base in kind.__mro__ if base is kind or base not in Exception.__mro__}
        if not (kind in self._named if origin_of(error) else named & self.words):
            self.abort("error", titled(error), "was swallowed by the answer's context manager")

    def perform(self, verb: str, *arguments: Any) -> Any:
        if len(sys._current_frames()) > 1:  # in one process they would not wait until the answer returns
            self.refuse("the answer calls the tests while these run threads")
        return super().perform(verb, *arguments)

    def leaving(self, error: BaseException) -> None:
        """Whether the tests failed or ended, and the answer is about to hear of it: it may swallow neither."""
        is_check = isinstance(error, (AssertionError, SystemExit)) or "_sh_check" in vars(error)
        if is_check and not origin_of(error):
            self.abort("failed", *(vars(error).get("_evidence") or titled(error)).split("\n"))

    def caught(self, error: BaseException) -> BaseException:
        self.leaving(error)
        if not isinstance(error, Exception):
            self.abort("error", f"{type(error).__name__} in a function of the tests that the answer called")
        return super().caught(error)

    def received(self, error: BaseException, verb: str, arguments: tuple[Any, ...]) -> BaseException:
        ends = not isinstance(error, Exception) or any("unittest" in c.__module__ for c in type(error).__mro__)
        if ends and not origin_of(error):
            self.abort("error", f"the answer raised the tests' own {titled(error)}", self.during())
        if verb == "op" and arguments[1] in ("__str__", "__repr__", "__format__") and not any(arguments[2:]):
            # In the reason of a failure it would pass for the exception that the tests wait for.
            self.abort("error", titled(error), f"in {arguments[1]} of the answer's object")
        if verb == "throw" and isinstance(error, StopIteration):
            self.swallowed(arguments[1])
        is_step = verb in ("send", "throw") or (verb == "op" and arguments[1] == "__next__")
        if isinstance(error, (StopIteration, StopAsyncIteration)) and not is_step:
            # It would end an iteration of the tests, `all(map(check, CASES))` say, and nobody would notice.
            made = RuntimeError(f"the answer raised {titled(error)}")
            made._sh_origin = Origin(self, str(made))  # type: ignore[attr-defined]
            return made
        return error

    def _new_error(self, decoder: Decoder, number: int, kind: Any, *parts: Any) -> Any:
        if type(kind) is list and kind[0] == "type" and kind[1] in ENDINGS:
            kind = ERRORS[kind[1]]  # only as a class it is the answer's own
        error: Any = super()._new_error(decoder, number, kind, *parts)
        out_of_memory = isinstance(error, MemoryError)
        may_end = isinstance(error, Exception) or (isinstance(error, SystemExit) and "SystemExit" in self.tests)
        if out_of_memory or not may_end:
            self.abort("out_of_memory" if out_of_memory else "error", *error._sh_origin.evidence(error, self.during()))
        return error


class Solution(StandIn):  # what `import solution` finds in the grader
    __doc__ = property(lambda self: peer_of(self).request("get", self, "__doc__"))

    def __getattr__(self, name: str) -> Any:
        peer = peer_of(self)
        is_named = name in peer.names
        if name == "__all__" and (not is_named or "*" in peer.names):
            # `import *` brings what the tests speak of, and replaces nothing.
            taken = {*vars(builtins), *vars(sys.modules["__main__"]), "load_tests"}
            return [n for n in peer.request("names") if n in peer.tests and n not in taken and n[:2] != "__"]
        if name.startswith("__") and not is_named:
            raise AttributeError(name)
        value = peer.request("get", self, name)
        if is_builtin_error(value):  # `except` would find what the tests raise themselves
            peer.refuse(f"the answer's {name} is Python's own {value.__name__}")
        peer.call_it(value, name)
        return value


def run(job: int, source: int, sink: int, report: int) -> None:
    """The whole life of the grader process."""
    task = read_frame(job)
    os.close(job)
    memory = task["memory_mb"] << 20
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    share_temporary_files(task["tests"])
    peer = GraderPeer(source, sink, task["tests"])
    if "getsource" in task["tests"]:
        show_sources(peer, task["code"])
    tests = Run(task["tests"], peer, task["code"])

    def end(status: str, lines: Iterable[str], frame: Any) -> NoReturn:
        with contextlib.suppress(ValueError):  # in a thread of the tests
            signal.signal(signal.SIGALRM, signal.SIG_IGN)
        while frame and frame.f_code.co_filename != "tests.py":
            frame = frame.f_back
        evidence = dict.fromkeys([*lines, tests.recorder.statement(frame.f_lineno if frame else 0), peer.hint])
        write_frame(report, {"status": status, "message": message(*evidence), "assertions": tests.recorder.held})
        os._exit(0)

    peer.end = end
    # The supervisor's time is up, or the answer's process is gone: say what was going on.
    signal.signal(signal.SIGALRM, lambda _, frame: end("ended", [peer.during()], frame))
    outcome = shared_outcome(peer, task["tests"]) if task["isolation"] == "shared" else tests.outcome(peer.load)
    signal.signal(signal.SIGALRM, signal.SIG_IGN)
    write_frame(report, outcome)


def shared_outcome(peer: GraderPeer, tests: str) -> Any:
    try:
        outcome = peer.request("grade", tests)
        if set(outcome) == {"status", "message", "assertions"} and outcome["status"] in STATUSES:
            return {
                **outcome,
                "message": message(as_text(outcome["message"])),
                "assertions": as_number(outcome["assertions"]),
            }
    except BaseException as error:
        peer.abort("error", titled(error))
    peer.abort("error", "the answer tampered with the report of the tests")
