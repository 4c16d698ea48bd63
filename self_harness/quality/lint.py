"""What can be said against a problem without running anything: weak tests, and tests of what the prompt does not say."""

import ast
import builtins
import re
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

from pydantic import BaseModel, ConfigDict

from self_harness.quality.assertions import ENOUGH, count_assertions
from self_harness.quality.lint_sql import complaints
from self_harness.simulation.weaknesses import CODE, TEXT
from self_harness.suite.problem import Problem

Line = tuple[int, str]


class Finding(BaseModel):
    """Something to mend in a problem."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str
    line: int | None = None
    """Line of tests.py."""
    breaks: bool = False
    """Whether the problem can't be used like this; otherwise it is a warning."""


def lint(problem: Problem) -> list[Finding]:
    """The warnings on a problem's tests and bugs; those on tests.py in the order of its lines."""
    count = count_assertions(problem.tests)
    if problem.settings.answer == "sql":
        found = [Finding(text=text) for text in complaints(problem, count)]
    elif problem.settings.answer == "text":
        found = []  # one assertion may say all that there is to say about a label
    else:
        found = (
            [Finding(text=f"only {count} assertions, {ENOUGH} or more make a good problem")] if count < ENOUGH else []
        )
        found += _lint_tests(ast.parse(problem.tests), problem.prompt)
    known = (TEXT if problem.settings.answer == "text" else CODE).by_name
    for bug in problem.bugs:
        if bug not in known:
            file = f"bugs/{bug}{problem.kind.suffix}"
            found.append(Finding(text=f"{file}: not a weakness of the taxonomy (known: {', '.join(known)})"))
    return found


def _lint_tests(tree: ast.Module, prompt: str) -> list[Finding]:
    rules: list[Callable[[ast.Module, str], Iterator[Line]]] = [
        _aliased, _volatile, _identity, _inexact, _unnamed_errors, _unnamed_types,
    ]  # fmt: skip
    lines = {line for rule in rules for line in rule(tree, prompt)}
    return [Finding(text=text, line=line) for line, text in sorted(lines)]


# --- rules: each yields (line of tests.py, what is wrong) ----------------------------------------------------------

_MUTABLE_CALLS = {
    "list",
    "dict",
    "set",
    "bytearray",
    "deque",
    "Counter",
    "defaultdict",
    "OrderedDict",
    "copy",
    "deepcopy",
}
_MUTABLE = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp)


def _aliased(tree: ast.Module, _: str) -> Iterator[Line]:
    """`assert solution(data) == sorted(data)`: an answer that changes `data` changes what is expected of it."""
    answers = _imported(tree)
    mutable: set[str] = set()
    results: dict[str, set[str]] = {}

    def passed(node: ast.AST) -> set[str]:
        """Names of mutable arguments of the calls to the answer that a value comes from."""
        direct = {
            inner.id
            for call in ast.walk(node)
            if isinstance(call, ast.Call) and _root(call.func) in answers
            for argument in [*call.args, *[keyword.value for keyword in call.keywords]]
            for inner in _outside_calls(argument)  # `solution(list(data))` gets a copy
            if isinstance(inner, ast.Name)
        }
        return (direct & mutable).union(*(results.get(name, set()) for name in _names(node, answers)))

    ordered = [node for node in ast.walk(tree) if isinstance(node, (ast.Assign, ast.For, ast.Assert))]
    for node in sorted(ordered, key=lambda node: node.lineno):
        match node:
            case ast.Assign([ast.Name(name)], value):
                results[name] = passed(value)
                (mutable.add if _is_mutable(value) else mutable.discard)(name)
            case ast.For(ast.Name(name), ast.List(elts) | ast.Tuple(elts)) if any(map(_is_mutable, elts)):
                mutable.add(name)
            case ast.Assert(test):
                for left, op, right in _comparisons(test):
                    if isinstance(op, (ast.Is, ast.IsNot)):
                        continue
                    used = passed(left) & _names(right, answers)
                    # On the left, an expression is computed before the call; the bare name is the argument itself.
                    used |= passed(right) & (_names(left, answers) if isinstance(left, ast.Name) else set())
                    if used:
                        names = ", ".join(sorted(used))
                        yield (
                            node.lineno,
                            f"what is expected is computed from {names} after it was passed to the answer",
                        )


_VOLATILE = re.compile(
    r"time\.|datetime\.(datetime\.)?(now|utcnow|today)\b|datetime\.date\.today\b|random\.|secrets\.|uuid\.uuid[14]\b|os\.(environ|getenv)"
)


def _volatile(tree: ast.Module, _: str) -> Iterator[Line]:
    modules: dict[str, str] = {}
    for node in ast.walk(tree):
        match node:
            case ast.Import(names):
                modules |= {(alias.asname or alias.name).split(".")[0]: alias.name for alias in names}
            case ast.ImportFrom(str() as module, names):
                modules |= {alias.asname or alias.name: f"{module}.{alias.name}" for alias in names}
    uses: dict[ast.AST, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, (ast.Name, ast.Attribute)) and _root(node) in modules:
            uses[node] = modules[_root(node)] + ast.unparse(node).removeprefix(_root(node))
    seeded = any(
        isinstance(node, ast.Call) and node.args and re.fullmatch(r"random\.(seed|Random)", uses.get(node.func, ""))
        for node in ast.walk(tree)
    )
    for used, path in uses.items():
        if _VOLATILE.match(path) and not (seeded and path.startswith("random.")):
            yield getattr(used, "lineno", 0), f"{path} differs from run to run"


def _identity(tree: ast.Module, _: str) -> Iterator[Line]:
    for node in _asserts(tree):
        for left, op, right in _comparisons(node.test):
            if isinstance(op, ast.Is) and not (_is_singleton(left) or _is_singleton(right)):
                yield node.lineno, "`is` compares identity: values cross between answer and tests by value, use =="


def _inexact(tree: ast.Module, prompt: str) -> Iterator[Line]:
    if re.search(r"\bround", prompt):
        return  # then the nearest float is what the prompt determines
    for node in _asserts(tree):
        for left, op, right in _comparisons(node.test):
            if not isinstance(op, (ast.Eq, ast.NotEq)) or {_root_of_call(left), _root_of_call(right)} & {"round"}:
                continue
            outside = _floats(_outside_calls(left)) | _floats(_outside_calls(right))
            calls = [call for call in ast.walk(node) if isinstance(call, ast.Call)]
            passed = _floats(leaf for call in calls for inner in ast.iter_child_nodes(call) for leaf in ast.walk(inner))
            for value in outside - passed:
                if Decimal(repr(value)) != Decimal(value):
                    yield node.lineno, f"== with {value!r}, which no float is exactly: compare with a tolerance"


def _unnamed_errors(tree: ast.Module, prompt: str) -> Iterator[Line]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id not in ("Exception", "BaseException", "AssertionError"):
            kind = getattr(builtins, node.id, None)
            if isinstance(kind, type) and issubclass(kind, BaseException) and not re.search(rf"\b{node.id}\b", prompt):
                yield node.lineno, f"{node.id} is tested, and the prompt does not name it"


_WORDS = {
    "int": "int|integer|whole number", "str": "str|string|text", "dict": "dict|dictionary|dictionaries|mapping",
    "bool": "bool|boolean|True|False", "tuple": "tuple|pair|triple", "float": "float|floating",
}  # fmt: skip


def _unnamed_types(tree: ast.Module, prompt: str) -> Iterator[Line]:
    for node in _asserts(tree):
        for inner in ast.walk(node.test):
            match inner:
                case ast.Compare(
                    ast.Call(ast.Name("type")), [ast.Is() | ast.Eq()], [ast.Name() | ast.Attribute() as kind]
                ):
                    kinds: list[ast.expr] = [kind]
                case ast.Call(ast.Name("isinstance"), [_, kind]):
                    kinds = kind.elts if isinstance(kind, ast.Tuple) else [kind]
                case _:
                    continue
            for kind in kinds:
                name = ast.unparse(kind).rpartition(".")[2]
                if not re.search(rf"\b({_WORDS.get(name, re.escape(name))})(e?s)?\b", prompt, re.I):
                    yield node.lineno, f"the result's type {name} is tested, and the prompt does not name it"


# --- reading syntax trees ------------------------------------------------------------------------------------------


def _asserts(tree: ast.AST) -> Iterator[ast.Assert]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Assert))


def _comparisons(test: ast.AST) -> Iterator[tuple[ast.expr, ast.cmpop, ast.expr]]:
    for node in ast.walk(test):
        if isinstance(node, ast.Compare):
            yield from zip([node.left, *node.comparators], node.ops, node.comparators, strict=False)


def _imported(tree: ast.AST) -> set[str]:
    """Names by which the tests call the answer."""
    names = set()
    for node in ast.walk(tree):
        match node:
            case ast.ImportFrom("solution", aliases):
                names |= {alias.asname or alias.name for alias in aliases}
            case ast.Import([ast.alias("solution", asname)]):
                names.add(asname or "solution")
    return names


def _root(node: ast.AST) -> str:
    """The first name of `a.b.c`."""
    while isinstance(node, ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def _root_of_call(node: ast.expr) -> str:
    return _root(node.func) if isinstance(node, ast.Call) else ""


def _names(node: ast.AST, answers: set[str]) -> set[str]:
    """Names used in an expression outside of the calls to the answer."""
    if isinstance(node, ast.Call) and _root(node.func) in answers:
        return set()
    own = {node.id} if isinstance(node, ast.Name) else set()
    return own.union(*(_names(inner, answers) for inner in ast.iter_child_nodes(node)))


def _outside_calls(node: ast.AST) -> Iterator[ast.AST]:
    if not isinstance(node, ast.Call):
        yield node
        for inner in ast.iter_child_nodes(node):
            yield from _outside_calls(inner)


def _floats(nodes: Iterable[ast.AST]) -> set[float]:
    return {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, float)}


def _is_mutable(node: ast.expr) -> bool:
    if isinstance(node, ast.Call):
        return ast.unparse(node.func).rpartition(".")[2] in _MUTABLE_CALLS
    return isinstance(node, _MUTABLE)


def _is_singleton(node: ast.expr) -> bool:
    """None, True, False, ..., and what is compared with a class."""
    match node:
        case ast.Constant(value):
            return value is None or value is ... or isinstance(value, bool)
        case ast.Call(ast.Name("type")) | ast.Attribute(attr="__class__"):
            return True
    return False
