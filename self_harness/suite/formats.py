"""Formats in which benchmarks are published: one function each, from a record to a problem."""

import ast
import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from pydantic import AliasChoices, BaseModel, ConfigDict, Field

from self_harness.suite.problem import Problem
from self_harness.suite.settings import Settings

Convert = Callable[[dict[str, Any]], Problem]
"""Makes a problem of one record of a file, or raises ValueError that says why not."""


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class _HumanEval(_Record):
    """github.com/openai/human-eval"""

    task_id: str
    prompt: str
    entry_point: str
    canonical_solution: str
    test: str

    @property
    def reference(self) -> str:
        return self.prompt + self.canonical_solution

    def problem(self, tests: str, kind: str) -> Problem:
        prompt = _COMPLETE.format(stub=self.prompt.strip(), name=self.entry_point)
        settings = Settings(kind=kind)
        return Problem(
            id=_problem_id(self.task_id),
            prompt=prompt,
            tests=tests,
            solution=self.reference,
            settings=settings,
        )


class _Plus(_HumanEval):
    """HumanEval+ as EvalPlus releases it: inputs only, what is expected comes from the reference."""

    test: str = ""
    base_input: list[list[Any]]
    plus_input: list[list[Any]]
    atol: float = 0


class _Mbpp(_Record):
    """github.com/google-research/google-research/tree/master/mbpp, full, sanitized, or MBPP+ with its `test`"""

    task_id: int
    text: str = Field(validation_alias=AliasChoices("text", "prompt"))
    code: str
    test_list: list[str]
    test_imports: list[str] = []
    test_setup_code: str = ""
    test: str = ""


_COMPLETE = """\
Complete this Python function:

```python
{stub}
```

Answer with the whole program in one fenced ```python block: the complete function under its name `{name}`, and the \
imports and other functions above that it needs.
"""
_WRITE = """\
{text}

Your code should pass these tests:

```python
{tests}
```

Answer with the whole program in one fenced ```python block.
"""


def _humaneval(record: dict[str, Any], kind: str = "humaneval") -> Problem:
    given = _HumanEval.model_validate(record)
    body = ast.parse(given.reference).body
    if given.entry_point not in _bound(body):
        raise ValueError(f"entry_point: {given.entry_point} is not in the reference")
    start = next(at for at, node in enumerate(body) if given.entry_point in _bound([node]))
    above = body[:start] if _bound(body[:start]) & _used(given.test) else []
    tests = [
        f"from solution import {given.entry_point}",
        *(ast.unparse(node) for node in above),  # the tests may use what the prompt gives
        given.test,
        f"check({given.entry_point})",
    ]
    return given.problem("\n\n".join(part.strip("\n") for part in tests), kind)


def _mbpp(record: dict[str, Any], kind: str = "mbpp") -> Problem:
    given = _Mbpp.model_validate(record)
    shown = "\n".join([*given.test_imports, given.test_setup_code, *given.test_list]).strip()
    tests = given.test or shown
    body = ast.parse(given.code).body
    imports = [node for node in body if isinstance(node, (ast.Import, ast.ImportFrom))]
    used = _used(tests)
    names = (_bound(body) - _bound(imports)) & used
    if not names:
        raise ValueError("the tests use nothing that the code defines")
    above = [ast.unparse(node) for node in imports if _bound([node]) & used]
    return Problem(
        id=_problem_id(f"mbpp/{given.task_id}"),
        prompt=_WRITE.format(text=given.text.strip(), tests=shown),
        tests="\n".join([f"from solution import {', '.join(sorted(names))}", *above, "", tests]),
        solution=given.code,
        settings=Settings(kind=kind),
    )


def _evalplus(record: dict[str, Any]) -> Problem:
    if "base_input" not in record:  # the form with a `test` field
        test = re.sub(r"^import numpy as np$", _NUMPY, str(record.get("test", "")), flags=re.M)
        return (_mbpp if "test_list" in record else _humaneval)(record | {"test": test}, "evalplus")
    given = _Plus.model_validate(record)
    if given.task_id.startswith("Mbpp/"):
        raise ValueError("its JSON inputs have lost their tuples and sets: take the MBPP+ file with a `test` field")
    name = given.entry_point
    call = "candidate(*copy.deepcopy(inputs))"
    agreement = f"agrees({call}, {name}(*inputs), {given.atol!r})"
    if name == "find_zero":  # has many right answers
        agreement = f"abs(poly(*inputs, {call})) <= {given.atol!r}"
    inputs = json.dumps([*given.base_input, *given.plus_input])
    tests = _DIFFERENTIAL.format(
        reference=given.reference, name=name, inputs=inputs, agreement=agreement, agrees=_AGREES
    )
    return given.problem(tests, "evalplus")


_AGREES = """\
def agrees(seen, expected, atol):
    if isinstance(expected, float) and isinstance(seen, (int, float)):
        return seen == expected or math.isclose(seen, expected, rel_tol=1e-7, abs_tol=atol or 1e-6)
    if isinstance(expected, (list, tuple)) and type(seen) is type(expected):
        return len(seen) == len(expected) and all(map(agrees, seen, expected, [atol] * len(seen)))
    return seen == expected
"""
"""EvalPlus compares like this: floats with a tolerance, everything else exactly."""

_DIFFERENTIAL = """\
{reference}

import copy
import json
import math

from solution import {name} as candidate


{agrees}

for inputs in json.loads({inputs!r}):
    assert {agreement}
"""

_NUMPY = f"""\
import math


{_AGREES}

class np:  # all that these tests use of it; the sandbox has the standard library only
    ndarray = ()

    def allclose(seen, expected, rtol=1e-7, atol=0):
        return agrees(seen, expected, atol)

    class testing:
        def assert_allclose(seen, expected, rtol=1e-7, atol=0):
            assert agrees(seen, expected, atol)
"""


def _problem_id(task: str) -> str:
    """HumanEval/7 -> humaneval-007, so that ids sort as the numbers do."""
    return re.sub(r"\d+$", lambda number: number[0].zfill(3), re.sub(r"\W+", "-", task.lower()))


def _bound(body: Iterable[ast.stmt]) -> set[str]:
    """Names that statements of a module define."""
    names: set[str] = set()
    for node in body:
        match node:
            case ast.FunctionDef(name) | ast.AsyncFunctionDef(name) | ast.ClassDef(name):
                names.add(name)
            case ast.Import(aliases) | ast.ImportFrom(names=aliases):
                names |= {(alias.asname or alias.name).split(".")[0] for alias in aliases}
            case ast.Assign(targets):
                names |= {target.id for target in targets if isinstance(target, ast.Name)}
    return names


def _used(code: str) -> set[str]:
    return {node.id for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Name)}


CONVERTERS: Mapping[str, Convert] = {
    "humaneval": _humaneval,
    "mbpp": _mbpp,
    "evalplus": _evalplus,
    "jsonl": Problem.model_validate,
}
