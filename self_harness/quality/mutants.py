"""Mutants of a reference answer: small faults, one each, that good tests notice."""

import ast
import random
from collections.abc import Iterator
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict, Field

# fmt: off
_COMPARE: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}
_ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.Div: ast.FloorDiv, ast.FloorDiv: ast.Div, ast.Mod: ast.FloorDiv,
    ast.Pow: ast.Mult, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd, ast.LShift: ast.RShift, ast.RShift: ast.LShift,
}
# fmt: on
_ORDERING = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)
_OTHER_END = {"min": "max", "max": "min"}


class Mutant(BaseModel):
    """One fault in an answer. `before` and `after` are the changed line, formatted alike; `line` is that of the source."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    line: int
    before: str
    after: str
    code: str = Field(exclude=True, repr=False)
    """The whole program."""


class _Site(NamedTuple):
    parent: ast.AST
    field: str
    at: int | None
    """Position where the field is a list."""
    old: ast.AST
    new: ast.AST

    def put(self, node: ast.AST) -> None:
        if self.at is None:
            setattr(self.parent, self.field, node)
        else:
            getattr(self.parent, self.field)[self.at] = node


def mutants(code: str, limit: int, seed: str) -> list[Mutant]:
    """At most `limit` different mutants, drawn at random by `seed`; a larger limit adds to those of a smaller one.

    Left out is what looks equivalent: messages of exceptions, annotations, decorators, a tie in `if a > b: b = a`, None
    for False where only this module sees it.
    """
    tree = ast.parse(code)
    original = ast.unparse(tree)
    called = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    sites = list(_sites(tree, called, None))
    found: dict[str, Mutant] = {}
    for site in random.Random(seed).sample(sites, len(sites)):
        if len(found) == limit:
            break
        site.put(site.new)
        text = ast.unparse(tree)
        site.put(site.old)
        if text != original and text not in found:
            changed = zip(original.splitlines(), text.splitlines(), strict=True)
            before, after = next((old, new) for old, new in changed if old != new)
            line = getattr(site.old, "lineno", 0) or getattr(site.parent, "lineno", 0)
            found[text] = Mutant(line=line, before=before.strip(), after=after.strip(), code=text)
    return list(found.values())


def _sites(parent: ast.AST, called: set[str], function: str | None) -> Iterator[_Site]:
    if isinstance(parent, (ast.FunctionDef, ast.AsyncFunctionDef)):
        function = parent.name
    for field, value in ast.iter_fields(parent):
        if field in ("annotation", "returns", "decorator_list", "exc", "cause"):
            continue
        for at, node in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if not isinstance(node, ast.AST) or _is_tuning(node):
                continue
            is_tie = isinstance(node, ast.Compare) and _breaks_no_tie(parent, node)
            internal = isinstance(node, ast.Return) and function in called and _is_false(node.value)
            if not is_tie and not internal:
                yield from (_Site(parent, field, at, node, new) for new in _variants(node))
            yield from _sites(node, called, function)


def _is_tuning(node: ast.AST) -> bool:
    """Whether a statement only sets how far Python may go: the recursion limit, the precision of decimals."""
    match node:
        case ast.Expr(ast.Call(ast.Name(id="setrecursionlimit") | ast.Attribute(attr="setrecursionlimit"))):
            return True
        case ast.Assign([ast.Attribute(attr="prec")]):
            return True
    return False


def _breaks_no_tie(parent: ast.AST, test: ast.Compare) -> bool:
    """`if a > b: b = a` and `a if a > b else b` do the same with `>=`."""
    match parent:
        case ast.If(body=[ast.Assign(targets=[one], value=other)], orelse=[]) | ast.IfExp(body=one, orelse=other):
            # The context says whether a name is read or written.
            sides = {ast.unparse(test.left), ast.unparse(test.comparators[0])}
            return (
                isinstance(test.ops[0], _ORDERING)
                and len(test.ops) == 1
                and {ast.unparse(one), ast.unparse(other)} == sides
            )
    return False


def _is_false(node: ast.expr | None) -> bool:
    return isinstance(node, ast.Constant) and node.value is False


def _variants(node: ast.AST) -> Iterator[ast.AST]:
    """What may stand in a node's place. A node that is not changed itself is shared with the original."""
    match node:
        case ast.Compare(left, ops, comparators):
            for i, op in enumerate(ops):
                yield ast.Compare(left, [*ops[:i], _COMPARE[type(op)](), *ops[i + 1 :]], comparators)
        case ast.BoolOp(op, values):
            yield ast.BoolOp(ast.Or() if isinstance(op, ast.And) else ast.And(), values)
        case ast.UnaryOp(ast.Not() | ast.USub(), operand):
            yield operand
        case ast.Constant(bool() as truth):
            yield ast.Constant(not truth)
        case ast.Constant(int() | float() as number):
            yield from (_number(number + 1), _number(number - 1))
        case ast.BinOp(left, op, right) if type(op) in _ARITHMETIC:
            yield ast.BinOp(left, _ARITHMETIC[type(op)](), right)
        case ast.AugAssign(target, op, value) if type(op) in _ARITHMETIC:
            yield ast.AugAssign(target, _ARITHMETIC[type(op)](), value)
        case ast.Return(ast.expr() as value) if ast.unparse(value) != "None":
            yield ast.Return(ast.Constant(None))
        case ast.Slice(lower, upper, step):
            yield from _slices(lower, upper, step)
        case ast.Call():
            yield from _calls(node)
        case ast.Raise() | ast.Break() | ast.Continue() | ast.Expr(ast.Call()):
            yield ast.Pass()


def _number(value: float) -> ast.expr:
    return ast.Constant(value) if value >= 0 else ast.UnaryOp(ast.USub(), ast.Constant(-value))


def _slices(lower: ast.expr | None, upper: ast.expr | None, step: ast.expr | None) -> Iterator[ast.Slice]:
    if lower:
        yield ast.Slice(None, upper, step)
    if upper:
        yield ast.Slice(lower, None, step)
    if step:
        yield ast.Slice(lower, upper, None)
    one = ast.Constant(1)
    if lower and not isinstance(lower, ast.Constant):
        yield ast.Slice(ast.BinOp(lower, ast.Add(), one), upper, step)
    if upper and not isinstance(upper, ast.Constant):
        yield ast.Slice(lower, ast.BinOp(upper, ast.Add(), one), step)


def _calls(node: ast.Call) -> Iterator[ast.Call]:
    match node.func:
        case ast.Name(id="sorted" | "min" | "max") | ast.Attribute(attr="sort"):
            for dropped in node.keywords:
                if dropped.arg in ("key", "reverse"):
                    yield ast.Call(node.func, node.args, [kept for kept in node.keywords if kept is not dropped])
    if isinstance(node.func, ast.Name) and node.func.id in _OTHER_END:
        yield ast.Call(ast.Name(_OTHER_END[node.func.id], ast.Load()), node.args, node.keywords)
