"""The files of a new problem: a small one that works, with comments that say what to put in its place."""

from string import Template
from typing import Literal

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

_SQL_PROMPT = """\
Write one SQLite query for $name: it gives one row for every customer, with the columns name and total, the sum of the
amounts of the customer's orders. A customer without orders has the total 0. Rows come in ascending order of name; names
are unique.
"""

_SCHEMA = """\
-- The model sees this below prompt.md.
CREATE TABLE customer (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE purchase (id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL, amount INTEGER NOT NULL);
"""

_DATA = {
    "ordinary": """\
-- The query runs on each file in data/, in a fresh database, and must give the rows that solution.sql gives. Three or
-- more, each with other unusual rows, but none that prompt.md leaves open.
INSERT INTO customer VALUES (1, 'Ida'), (2, 'Bo');
INSERT INTO purchase VALUES (1, 1, 250), (2, 2, 100), (3, 1, 50);
""",
    "empty": """\
INSERT INTO customer VALUES (1, 'Ida');
""",
    "edges": """\
INSERT INTO customer VALUES (3, 'Cy'), (1, 'Ida'), (2, 'Bo');
INSERT INTO purchase VALUES (1, 3, 100), (2, 3, 100), (3, 3, -30), (4, 1, 0);
""",
}

_SQL_SOLUTION = """\
-- The reference, a correct answer: the expected rows are those that it gives.
SELECT name, COALESCE(SUM(amount), 0) AS total
FROM customer
LEFT JOIN purchase ON customer_id = customer.id
GROUP BY customer.id
ORDER BY name
"""

_SQL_BUG = """\
-- A plausible wrong answer, whose rows must differ on at least one data set. The file is named after the weakness that it
-- shows; two to four of them, each with exactly one mistake. Known names:
$weaknesses
SELECT name, SUM(amount) AS total
FROM customer
JOIN purchase ON customer_id = customer.id
GROUP BY customer.id
ORDER BY name
"""

_SQL_SETTINGS = """\
answer = "sql"

# Whether rows are compared in order; then prompt.md says which, and leaves no ties.
ordered = true

# For people, a word of your own: algorithm, contract, multistep, ...
kind = "algorithm"

# Seconds for all data sets together; without it the run's own limit holds.
# timeout = 2.0
"""


def problem_files(name: str, weaknesses: list[str], answer: Literal["python", "sql"]) -> dict[str, str]:
    """Text by file name of a problem that loads and passes its check, but for a warning that it has too few assertions."""
    mark = "--" if answer == "sql" else "#"
    listed = "\n".join(f"{mark}   {weakness}" for weakness in weaknesses)
    if answer == "sql":
        files = {
            "prompt.md": _SQL_PROMPT,
            "schema.sql": _SCHEMA,
            **{f"data/{data_set}.sql": rows for data_set, rows in _DATA.items()},
            "solution.sql": _SQL_SOLUTION,
            "bugs/empty_input.sql": _SQL_BUG,
            "problem.toml": _SQL_SETTINGS,
        }
    else:
        files = {
            "prompt.md": _PROMPT,
            "tests.py": _TESTS,
            "solution.py": _SOLUTION,
            "bugs/empty_input.py": _BUG,
            "problem.toml": _SETTINGS,
        }
    return {file: Template(text).safe_substitute(name=name, weaknesses=listed) for file, text in files.items()}
