"""Rewrites the asserts of tests.py so that a recorder sees the calls and operands in them."""

import ast
import builtins

from .hints import Any

RECORDER = "@recorder"
"""The global name of the recorder: none that a test could use."""
_REFUSALS = frozenset({"AssertionError", "Exception", "SystemExit"})
_WAITS = (ast.Await, ast.Yield, ast.YieldFrom)
_ENDS = frozenset({"self.fail", "sys.exit", "exit", "quit"})


def place_of(node: Any) -> tuple[int, ...]:
    return node.lineno, node.col_offset, node.end_lineno, node.end_col_offset


def _recorder(method: str, *args: Any) -> ast.Call:
    values = [arg if isinstance(arg, ast.expr) else ast.Constant(arg) for arg in args]
    return ast.Call(ast.Attribute(ast.Name(RECORDER, ast.Load()), method, ast.Load()), values, [])


def _hold(node: ast.stmt, *first: ast.expr) -> ast.stmt:
    return ast.copy_location(ast.Expr(_recorder("hold", *first)), node)


class Rewriter(ast.NodeTransformer):
    def visit_Assert(self, node: ast.Assert) -> ast.stmt:
        place = place_of(node)
        failure = ast.Raise(_recorder("failure", place, _reason([node.msg] if node.msg else [], [])))
        return ast.copy_location(ast.If(_Noter(place).note(node.test), [_hold(node)], [failure]), node)

    def visit_Expr(self, node: ast.Expr) -> ast.stmt:
        call = node.value
        name = ast.unparse(call.func) if isinstance(call, ast.Call) else ""
        if name in _ENDS and (name == "self.fail" or not _runs(call)):
            node.value = _told("told", call)
        return _hold(node, call) if name.rpartition(".")[2].startswith("assert") and "." in name else node

    def visit_With(self, node: ast.With) -> Any:
        return self._counted(node, any("assert" in ast.unparse(item.context_expr) for item in node.items))

    def visit_If(self, node: ast.If) -> Any:
        refuses = _refuses(node.body)
        calls = [ast.unparse(inner.func) for inner in ast.walk(node.test) if isinstance(inner, ast.Call)]
        # Their functions may raise on purpose, where `len(tried) < 3` say: that is no look at what the answer gave.
        if refuses and ({*calls} - {*vars(builtins)} or "!=" in ast.unparse(node.test)):
            node.body[-1].is_check = True  # type: ignore[attr-defined]
        return self._counted(node, refuses and not node.orelse)

    def visit_Try(self, node: ast.Try) -> Any:
        return self._counted(node, _refuses(node.body) or _refuses(node.orelse))

    def _counted(self, node: ast.stmt, is_check: bool) -> Any:
        self.generic_visit(node)
        return [_hold(node), node] if is_check else node

    def visit_Raise(self, node: ast.Raise) -> ast.stmt:
        name, error = _raised(node), node.exc
        if error is None or name not in _REFUSALS:
            return node
        call = error if isinstance(error, ast.Call) else ast.Call(error, [], [])
        if name == "SystemExit":
            call.func = _recorder("end").func
        if name != "SystemExit" or not _runs(call):
            call = _told("refusal" if hasattr(node, "is_check") else "told", call)
        node.exc = call
        return node


def _told(method: str, call: Any) -> ast.Call:
    return _recorder(method, call.func, _reason(call.args, call.keywords))


def _reason(args: list[ast.expr], keywords: list[ast.keyword]) -> ast.expr:
    """What makes the arguments of a refusal, once it is known: the answer may have a say in them. Without those that await."""
    if any(isinstance(part, _WAITS) for arg in (*args, *keywords) for part in ast.walk(arg)):
        args, keywords = [], []
    made: Any = ast.parse("lambda: (lambda *args, **kwargs: (args, kwargs))()", mode="eval").body
    made.body.args, made.body.keywords = args, keywords
    return made  # type: ignore[no-any-return]


def _runs(call: Any) -> bool:
    """Whether the argument is no reason, but the tests themselves, as in `sys.exit(main())`."""
    return any(isinstance(part, (ast.Call, *_WAITS)) for part in call.args)


def _raised(node: ast.Raise) -> str:
    error = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
    return error.id if isinstance(error, ast.Name) else ""


def _refuses(body: list[ast.stmt]) -> bool:
    """Whether to come to the end of these statements is a failure: an assertion in other words."""
    last = body[-1] if body else None
    if isinstance(last, ast.Raise):
        return _raised(last) in _REFUSALS
    if isinstance(last, ast.Expr):
        return ast.unparse(last).startswith(("sys.exit(", "self.fail("))
    return isinstance(last, ast.Assert) and isinstance(last.test, ast.Constant)


class _Noter(ast.NodeTransformer):
    """Lets the recorder make the comparisons in an assert, and see what else is to be true or false."""

    def __init__(self, statement: tuple[int, ...]) -> None:
        self._statement = statement

    def note(self, node: ast.expr) -> ast.expr:
        if isinstance(node, ast.BoolOp):
            node.values = [*map(self.note, node.values)]
        if isinstance(node, (ast.BoolOp, ast.Constant)):
            return node
        if isinstance(node, ast.Compare) and len(node.ops) == 1:
            return self.visit_Compare(node)
        part = negated(node) or node
        return self._recorded(node, "True" if part is node else "Not", self.generic_visit(part))

    def visit_Compare(self, node: ast.Compare) -> ast.expr:
        self.generic_visit(node)
        if len(node.ops) > 1:
            return node
        return self._recorded(node, type(node.ops[0]).__name__, node.left, *node.comparators)

    def _recorded(self, node: ast.expr, *arguments: Any) -> ast.expr:
        return ast.copy_location(_recorder("check", (self._statement, place_of(node)), *arguments), node)


def negated(node: ast.expr) -> ast.expr | None:
    return node.operand if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not) else None
