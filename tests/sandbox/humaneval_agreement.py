"""Does the isolated runner agree with a plain run, tests and answer in one process, on HumanEval and mutants of it?

`python -m tests.sandbox.humaneval_agreement [mutants per problem]` prints what it finds. The data: ../shared/data, next to the
checkout (github.com/openai/human-eval, MIT).
"""

import ast
import gzip
import json
import random
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from tests.cheats import grade

DATA = Path(__file__).parents[3] / "shared" / "data" / "HumanEval.jsonl.gz"
TIMEOUT = 3.0

# Each program in its own fork of one process; the answer is the module `solution` and the tests are __main__.
PLAIN = """
import json, os, signal, sys, types
for line in sys.stdin:
    code, tests, timeout = json.loads(line)
    if not (pid := os.fork()):
        status = 1
        try:
            for fd in (0, 1, 2):
                os.dup2(os.open(os.devnull, os.O_RDWR), fd)
            signal.setitimer(signal.ITIMER_REAL, timeout)
            sys.modules["solution"] = module = types.ModuleType("solution")
            exec(compile(code, "solution.py", "exec"), vars(module))
            sys.modules["__main__"] = main = types.ModuleType("__main__")
            exec(compile(tests, "tests.py", "exec"), vars(main))
            status = 0
        finally:
            os._exit(status)
    print(int(os.waitpid(pid, 0)[1] == 0), flush=True)
"""


@dataclass(frozen=True)
class Program:
    name: str
    code: str
    tests: str


@dataclass
class Agreement:
    passed: int = 0
    failed: int = 0
    disagreements: list[str] = field(default_factory=list)


def reference_answers() -> Iterator[Program]:
    """The canonical solutions, with the function named `solution` and what else the prompt defines left as it is."""
    with gzip.open(DATA, "rt") as file:
        for line in file:
            item = json.loads(line)
            entry = item["entry_point"]
            code = f"{item['prompt']}{item['canonical_solution']}\nsolution = {entry}\n"
            helpers = [
                node.name for node in ast.parse(code).body if isinstance(node, ast.FunctionDef) and node.name != entry
            ]
            names = ", ".join(["solution", *helpers])
            yield Program(item["task_id"], code, f"from solution import {names}\n{item['test']}\ncheck(solution)\n")


_SWAPS: dict[type, type] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.Add: ast.Sub, ast.Sub: ast.Add,
    ast.Mult: ast.Add, ast.Div: ast.FloorDiv, ast.FloorDiv: ast.Div, ast.Mod: ast.FloorDiv, ast.And: ast.Or,
    ast.Or: ast.And,
}  # fmt: skip


class _Mutation(ast.NodeTransformer):
    """Changes the nth constant, comparison or operator; `count` tells how many there are."""

    def __init__(self, target: int) -> None:
        self.target = target
        self.count = 0

    def generic_visit(self, node: ast.AST) -> ast.AST:
        super().generic_visit(node)
        mutable = type(node) in _SWAPS or (isinstance(node, ast.Constant) and isinstance(node.value, int | str))
        if not mutable:
            return node
        self.count += 1
        if self.count - 1 != self.target:
            return node
        if isinstance(node, ast.Constant):
            value = node.value
            changed = not value if isinstance(value, bool) else value + 1 if isinstance(value, int) else f"{value!s}x"
            return ast.copy_location(ast.Constant(changed), node)
        swapped: ast.AST = _SWAPS[type(node)]()
        return swapped


def mutants(program: Program, number: int) -> Iterator[Program]:
    """Up to `number` different mutants of a program, the same in every run."""
    counter = _Mutation(-1)
    counter.visit(ast.parse(program.code))
    targets = range(counter.count)
    for target in random.Random(program.name).sample(targets, min(number, len(targets))):
        tree = ast.fix_missing_locations(_Mutation(target).visit(ast.parse(program.code)))
        yield Program(f"{program.name} mutant {target}", ast.unparse(tree), program.tests)


def plain_verdicts(programs: list[Program]) -> list[bool]:
    jobs = "".join(json.dumps([p.code, p.tests, TIMEOUT]) + "\n" for p in programs)
    done = subprocess.run([sys.executable, "-I", "-c", PLAIN], input=jobs, capture_output=True, text=True, check=True)
    return [line == "1" for line in done.stdout.split()]


def compare(programs: list[Program], workers: int = 2) -> Agreement:
    agreement = Agreement()
    with ThreadPoolExecutor(workers) as pool:
        ours = list(pool.map(lambda program: grade(program.code, program.tests, timeout=TIMEOUT), programs))
    for program, plain, verdict in zip(programs, plain_verdicts(programs), ours, strict=True):
        agreement.passed += plain
        agreement.failed += not plain
        if plain != (verdict["status"] == "passed"):
            agreement.disagreements.append(f"{program.name}: plain {plain}, ours {verdict}")
    return agreement


def main() -> None:
    references = list(reference_answers())
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    for title, programs in (
        ("reference answers", references),
        ("mutants", [mutant for program in references for mutant in mutants(program, number)]),
    ):
        found = compare(programs)
        print(
            f"{len(programs)} {title}: {found.passed} pass, {found.failed} fail; {len(found.disagreements)} disagreements"
        )
        print(*found.disagreements, sep="\n")


if __name__ == "__main__":
    main()
