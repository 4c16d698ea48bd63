"""What does it take to load and split a big suite? Its problems are those of `contracts` over and over, each prompt with a
number."""

import resource
import sys
import tempfile
import time
from pathlib import Path

import typer

from self_harness.problem import find_suite, load_suite, split

app = typer.Typer(add_completion=False)


@app.command()
def main(problems: int = 10_000) -> None:
    """One line: seconds of the processor and of the clock, and the process's peak memory."""
    originals = load_suite(find_suite("contracts")).problems
    with tempfile.TemporaryDirectory() as name:
        for number in range(problems):
            original = originals[number % len(originals)]
            folder = Path(name) / f"problem-{number:06}"
            folder.mkdir()
            (folder / "prompt.md").write_text(f"{original.prompt}\n\nProblem {number}.", encoding="utf-8")
            (folder / "tests.py").write_text(original.tests, encoding="utf-8")
        clock, processor = time.perf_counter(), time.process_time()
        suite = load_suite(Path(name))
        split(suite, 0.6, 42, 0.1)
        clock, processor = time.perf_counter() - clock, time.process_time() - processor
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
    print(
        f"{len(suite)} problems, {sum(len(problem.tests) for problem in suite.problems) / len(suite):.0f} characters of tests "
        f"each: loaded and split in {processor:.1f} s of processor time, {clock:.1f} s by the clock, peak memory {peak:.0f} MB"
    )
