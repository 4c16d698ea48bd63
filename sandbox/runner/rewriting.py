"""Rewrites the asserts of tests.py so that a recorder sees the calls and operands in them."""

import ast

from .hints import Any

RECORDER = "@recorder"
"""The global name of the recorder: none that a test could use."""
_MAGIC = frozenset({"super", "locals", "globals", "vars", "dir", "eval", "exec"})

_REFUSALS = frozenset({"AssertionError", "Exception", "SystemExit"})
_ENDS = frozenset({"self.fail", "sys.exit", "exit", "quit"})


class Rewriter(ast.NodeTransformer):
    def __init__(self, places: list[tuple[int, int]]) -> None:
        self._places = places

    def visit_Assert(self, node: ast.Assert) -> list[ast.stmt]:
        number, begin = self._begin(node)
        test = _Noter(number).note(node.test)
        reason = [node.msg] if node.msg else []
        failing = ast.Expr(_recorder("failing", ast.Constant(number)))
        failure = ast.Raise(_recorder("failure", *reason), None)
        check = ast.If(test, [ast.Expr(_recorder("hold"))], [failing, failure])
        return [ast.copy_location(statement, node) for statement in (begin, check)]

    def visit_Expr(self, node: ast.Expr) -> ast.stmt | list[ast.stmt]:
        call = node.value
        if (
            isinstance(call, ast.Call)
            and (end := ast.unparse(call.func)) in _ENDS
            and (end == "self.fail" or _is_reason(call))
        ):
            call.func, call.args = _recorder("told", call.func).func, [call.func, *call.args]
            return self._refusing(node)
        if not (
            isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr.startswith("assert")
        ):
            return node
        number, begin = self._begin(node)
        noter = _Noter(number)
        call.args = [noter.visit(argument) for argument in call.args]
        return [ast.copy_location(statement, node) for statement in (begin, node, ast.Expr(_recorder("hold")))]

    def visit_With(self, node: ast.With) -> ast.stmt | list[ast.stmt]:
        self.generic_visit(node)
        raising = any("assert" in ast.unparse(item.context_expr) for item in node.items)
        return [node, ast.copy_location(ast.Expr(_recorder("hold")), node)] if raising else node

    def visit_If(self, node: ast.If) -> ast.stmt:
        refuses = _refuses(node.body)
        if refuses and _looks_at_the_answer(node.test):
            node.body[-1].is_check = True  # type: ignore[attr-defined]
        self.generic_visit(node)
        if not node.orelse and refuses:
            node.orelse = [ast.copy_location(ast.Expr(_recorder("hold")), node)]
        return node

    def visit_Try(self, node: ast.Try) -> ast.stmt:
        refuses = _refuses(node.body) or _refuses(node.orelse)
        self.generic_visit(node)
        for handler in node.handlers if refuses else ():
            handler.body.insert(0, ast.copy_location(ast.Expr(_recorder("hold")), handler))
        return node

    def visit_Raise(self, node: ast.Raise) -> ast.stmt | list[ast.stmt]:
        name, error = _raised(node), node.exc
        if not error or name not in _REFUSALS:
            return node
        if name == "SystemExit":
            is_reason = isinstance(error, ast.Call) and _is_reason(error)
            node.exc = error = _recorder("end", *getattr(error, "args", ()))
            if not is_reason:
                return node
        node.exc = _recorder("refusal", error, ast.Constant(hasattr(node, "is_check")))
        return self._refusing(node)

    @staticmethod
    def _refusing(node: ast.stmt) -> list[ast.stmt]:
        """Let the refusal be known before its reason is made: the answer may have a say in that."""
        return [ast.copy_location(ast.Expr(_recorder("refusing_at", ast.Constant(node.lineno))), node), node]

    def _begin(self, node: ast.stmt) -> tuple[int, ast.stmt]:
        number_nodes(node)
        self._places.append((node.lineno, node.col_offset))
        number = len(self._places) - 1
        return number, ast.Expr(_recorder("begin", ast.Constant(number)))


def _is_reason(call: ast.Call) -> bool:
    """Whether the arguments are but a reason, and not the tests themselves, as in `sys.exit(main())`."""
    texts = (ast.JoinedStr, ast.BinOp)
    return all(
        isinstance(part, texts) or not any(isinstance(node, ast.Call) for node in ast.walk(part)) for part in call.args
    )


def _looks_at_the_answer(test: ast.expr) -> bool:
    return any(isinstance(node, (ast.Call, ast.NotEq)) for node in ast.walk(test))


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


def number_nodes(node: Any) -> Any:
    """Number the nodes inside: the same source gives the same numbers, which tie a value to its place."""
    for key, inner in enumerate(ast.walk(node)):
        inner.place = key  # type: ignore[attr-defined]
    return node


class _Noter(ast.NodeTransformer):
    """Wraps calls and operands in an assert's test."""

    def __init__(self, number: int) -> None:
        self._number = number

    def note(self, node: ast.expr) -> ast.expr:
        noted: ast.expr = self.visit(node)
        if isinstance(node, (ast.Constant, ast.Starred)) or noted is not node:
            return noted
        return self._wrap(node, noted)

    def _wrap(self, node: Any, inner: ast.expr) -> ast.expr:
        key = [ast.Constant(self._number), ast.Constant(node.place)]
        return ast.copy_location(_recorder("value", *key, inner), node)

    def visit_Call(self, node: ast.Call) -> ast.expr:
        self.generic_visit(node)
        if isinstance(node.func, ast.Name) and node.func.id in _MAGIC:
            return node
        key = [ast.Constant(self._number), ast.Constant(node.place)]  # type: ignore[attr-defined]
        return ast.copy_location(_recorder("call", *key, node.func, *node.args, keywords=node.keywords), node)

    def visit_Compare(self, node: ast.Compare) -> ast.expr:
        node.left = self.note(node.left)
        node.comparators = [self.note(operand) for operand in node.comparators]
        return self._wrap(node, node)

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.expr:
        node.values = [self.note(operand) for operand in node.values]
        return node

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.expr:
        node.operand = self.note(node.operand) if isinstance(node.op, ast.Not) else self.visit(node.operand)
        return node


def _recorder(method: str, *args: ast.expr, keywords: list[ast.keyword] | None = None) -> ast.Call:
    return ast.Call(ast.Attribute(ast.Name(RECORDER, ast.Load()), method, ast.Load()), [*args], keywords or [])
