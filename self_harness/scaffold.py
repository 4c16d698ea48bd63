"""The files of a new problem: a small one that works, with comments that say what to put in its place."""

from string import Template

_PROMPT = """\
Write a Python function called `solution(readings)` for $name: it returns the largest step between neighbouring readings.

`readings` is a list of ints, which is not changed. The step between two neighbours is the absolute value of their
difference. Fewer than two readings give 0. Raise `TypeError` if a reading is not an int.

Example: `solution([3, 7, 5])` returns `4`.
"""

_TESTS = """\
# Plain assertions, one line each: the line that fails becomes the evidence for what the model does wrong.
# - 12 or more, most of them on unusual input. No assertion may test what prompt.md does not say.
# - What is expected is a literal, never computed from the argument: the answer may have changed that.
# - Deterministic: no clock, no randomness, no files, no network. Floats are compared with a tolerance.
# - Values cross between answer and tests by value: `==`, not `is`.
from solution import solution


def raises(error, *args, **kwargs):
    try:
        solution(*args, **kwargs)
    except error:
        return True
    except Exception:
        return False
    return False


assert solution([3, 7, 5]) == 4
assert solution([5, 3]) == 2
assert solution([-2, -9]) == 7
assert solution([4]) == 0
assert solution([]) == 0
assert raises(TypeError, [1, 2.5])
data = [3, 1, 2]
solution(data)
assert data == [3, 1, 2]
"""

_SOLUTION = """\
# The reference: a correct answer, which must pass tests.py. `self-harness problems check` also breaks it in small ways
# to see whether the tests notice. Without this file the problem works too, but can't be checked.


def solution(readings):
    for reading in readings:
        if not isinstance(reading, int):
            raise TypeError("readings must be ints")
    return max((abs(after - before) for before, after in zip(readings, readings[1:])), default=0)
"""

_BUG = """\
# A plausible wrong answer, which must fail tests.py. The file is named after the weakness that it shows; two to four of
# them, each with exactly one mistake, show that the tests tell apart what matters. Known names:
$weaknesses


def solution(readings):
    for reading in readings:
        if not isinstance(reading, int):
            raise TypeError("readings must be ints")
    return max(abs(after - before) for before, after in zip(readings, readings[1:]))
"""

_SETTINGS = """\
# All of this is optional.
#
# prompt.md is what the model sees, all of it. It says everything that tests.py tests: exceptions by name, types of
# results, order, what empty input gives. A careful reader could pass every test.

# For people, a word of your own: algorithm, contract, multistep, ...
kind = "algorithm"

# Seconds for the whole of tests.py; without it the run's own limit holds.
# timeout = 2.0

# "shared" runs tests and answer in one process, for tests that can't work across two.
# isolation = "separate"
"""


def problem_files(name: str, weaknesses: list[str]) -> dict[str, str]:
    """Text by file name of a problem that loads and passes its check, but for a warning of too few assertions."""
    listed = "\n".join(f"#   {weakness}" for weakness in weaknesses)
    return {
        "prompt.md": Template(_PROMPT).substitute(name=name),
        "tests.py": _TESTS,
        "solution.py": _SOLUTION,
        "bugs/empty_input.py": Template(_BUG).substitute(weaknesses=listed),
        "problem.toml": _SETTINGS,
    }
