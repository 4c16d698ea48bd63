"""How many assertions a problem's tests make."""

import ast

ENOUGH = 12
"""Assertions that a problem should have."""


def count_assertions(tests: str) -> int:
    """Assertions that a run of the tests reaches, helpers counted at each call and loops once for each item.

    A loop over what is not a literal counts as `ENOUGH` rounds: better silent than wrong.
    """
    tree = ast.parse(tests)
    helpers = {node.name: node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    tables = {
        node.targets[0].id: node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }

    def length(node: ast.expr) -> int:
        match node:
            case ast.List(elts) | ast.Tuple(elts) | ast.Set(elts) | ast.Dict(keys=elts):
                return len(elts)
            case ast.Name(name) if isinstance(tables.get(name), (ast.List, ast.Tuple, ast.Set, ast.Dict)):
                return length(tables[name])
            case ast.Call(ast.Attribute(inner, "items" | "keys" | "values")):
                return length(inner)
            case ast.Call(ast.Name("enumerate" | "reversed" | "sorted" | "list" | "zip"), [inner, *_]):
                return length(inner)
            case ast.Call(ast.Name("range"), [ast.Constant(int() as stop)]):
                return stop
        return ENOUGH

    def weigh(node: ast.AST, calling: frozenset[str] = frozenset()) -> int:
        match node:
            case ast.Assert() | ast.Call(ast.Attribute(attr="fail")):
                return 1
            case ast.Call(ast.Attribute(attr=name)) if name.startswith("assert"):
                return 1
            case ast.Call(ast.Name(name)) if name in helpers and name not in calling:
                return sum(weigh(inner, calling | {name}) for inner in helpers[name].body)
            case ast.For(_, iterable, body):
                return length(iterable) * sum(weigh(inner, calling) for inner in body)
            case ast.ClassDef(body=body):
                methods = [node for node in body if isinstance(node, ast.FunctionDef) and node.name.startswith("test")]
                return sum(weigh(inner, calling) for method in methods for inner in method.body)
            case ast.FunctionDef() | ast.Lambda():
                return 0
        return sum(weigh(inner, calling) for inner in ast.iter_child_nodes(node))

    return weigh(tree)
