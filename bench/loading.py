"""What does it take to load and split a big suite? Its problems are those of `contracts` over and over, each prompt with a
number."""

import resource
import sys
import tempfile
import time
from pathlib import Path

import typer

from self_harness.suite.problem import find_suite, load_suite, split

app = typer.Typer(add_completion=False)


@app.command()
def main(problems: int = 10_000) -> None:
    """One line: seconds by the clock, and the peak memory of the process and of the greatest of its helpers."""
    originals = load_suite(find_suite("contracts")).problems
    with tempfile.TemporaryDirectory() as name:
        for number in range(problems):
            original = originals[number % len(originals)]
            folder = Path(name) / f"problem-{number:06}"
            folder.mkdir()
            (folder / "prompt.md").write_text(f"{original.prompt}\n\nProblem {number}.", encoding="utf-8")
            (folder / "tests.py").write_text(original.tests, encoding="utf-8")
        start = time.perf_counter()
        suite = load_suite(Path(name))
        split(suite, 0.6, 42, 0.1)
        seconds = time.perf_counter() - start
    unit = 2**20 if sys.platform == "darwin" else 2**10
    peak, helper = (
        resource.getrusage(who).ru_maxrss / unit for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    characters = sum(len(problem.tests) for problem in suite.problems) / len(suite)
    print(
        f"{len(suite)} problems, {characters:.0f} characters of tests each: loaded and split in {seconds:.1f} s, "
        f"peak memory {peak:.0f} MB, of a helper {helper:.0f} MB"
    )
