"""Taking the program out of a model's reply."""

import ast
import textwrap
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from self_harness.attempt import Attempt, Verdict
from self_harness.suite.kinds import kind_of
from self_harness.suite.kinds.extract import extract_code
from tests.trials import nth

CODE = "def solution(x):\n    return x + 1"
OTHER = "def solution(x):\n    return x - 1"
HELPER = "import math\n\ndef helper(x):\n    return math.sqrt(x)\n\ndef solution(x):\n    return helper(x)"
DOCUMENTED = 'def solution(x):\n    """Adds one.\n\n    ```\n    solution(1)\n    ```\n    """\n    return x + 1'


def fence(code: str, mark: str = "```", info: str = "python") -> str:
    return f"{mark}{info}\n{code}\n{mark}"


@pytest.mark.parametrize(
    "reply",
    [
        fence(CODE),
        fence(CODE, info="Python"),
        fence(CODE, info="py"),
        fence(CODE, info="python3"),
        fence(CODE, info=" python title=solution.py"),
        fence(CODE, info="{python}"),
        fence(CODE, info=""),
        fence(CODE, info="text"),
        fence(CODE, "~~~"),
        fence(CODE, "````"),
        f"Here you are:\n\n{fence(CODE)}\n\nIt adds one. Isn't it nice?",
        fence(CODE).replace("\n", "\r\n"),
        f"Sure.\r\n{CODE}\r\n".replace("\n", "\r\n").replace("\r\r", "\r"),
        "1. Like this:\n\n" + textwrap.indent(fence(CODE), "   ") + "\n\n2. Done.",
        CODE,
        f"\n\n{CODE}\n\n",
    ],
)
def test_one_program_however_it_is_wrapped(reply: str) -> None:
    assert extract_code(reply) == CODE


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        (f"{fence(OTHER, info='')}\n{fence(CODE)}", CODE),
        (f"{fence(CODE)}\n{fence(OTHER, info='')}", CODE),
        (f"{fence('print(1)')}\n{fence(CODE, info='')}", CODE),
    ],
    ids=["python last", "python first", "python without solution"],
)
def test_a_python_block_goes_before_any_other_if_it_defines_solution(reply: str, expected: str) -> None:
    assert extract_code(reply) == expected


def test_the_last_definition_wins() -> None:
    assert (
        extract_code(f"First:\n{fence(OTHER)}\nNo, wait:\n{fence(CODE)}\nUse:\n{fence('print(solution(1))')}") == CODE
    )


def test_blocks_without_a_definition_are_joined() -> None:
    assert extract_code(f"{fence('a = 1')}\nand\n{fence('b = 2')}\n{fence('$ ls', info='sh')}") == "a = 1\n\nb = 2"
    assert extract_code(f"{fence('a', info='')}\n{fence('b', info='txt')}") == "a\n\nb"


def test_a_definition_outside_goes_before_blocks_without_one() -> None:
    assert extract_code(f"{CODE}\n\nUse it like this:\n{fence('solution(1)')}") == CODE


@pytest.mark.parametrize(
    "definition",
    ["async def solution(x):\n    return x", "class solution:\n    pass", "solution = lambda x: x", "solution=int"],
)
def test_what_counts_as_a_definition(definition: str) -> None:
    assert extract_code(f"{fence(definition)}\n{fence('y = solution')}") == definition


@pytest.mark.parametrize(
    "reply",
    [
        fence(fence(CODE), "````", "markdown"),
        fence(fence(CODE), "~~~", "markdown"),
        fence(f"Here:\n\n{fence(CODE)}\n\nDone.", "````", ""),
        fence(fence(CODE), info="markdown"),
        f"```python\nde solution(x)\nNo, again:\n{fence(CODE)}\n```",
    ],
    ids=["backticks", "tildes", "with prose", "of equal length", "unclosed draft"],
)
def test_fences_within_fences(reply: str) -> None:
    assert extract_code(reply) == CODE


@pytest.mark.parametrize("mark", ["```", "````", "~~~"])
def test_a_fence_in_a_docstring_is_code(mark: str) -> None:
    assert extract_code(f"{fence(DOCUMENTED, mark)}\nDone.") == DOCUMENTED


def test_an_example_in_a_docstring_is_not_the_answer() -> None:
    code = DOCUMENTED.replace("```\n    solution(1)", f"```python\n{textwrap.indent(OTHER, '    ')}")
    assert "x - 1" in code
    assert extract_code(fence(code)) == code


def test_a_block_between_tildes() -> None:
    assert extract_code("Here:\n~~~python\nsolution = max\n~~~\nDone.") == "solution = max"


def test_a_fence_of_the_other_kind_does_not_close() -> None:
    code = 'def solution(x):\n    return """\n~~~\n"""'
    assert extract_code(fence(code)) == code


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        (f"```python\n{CODE}", CODE),
        (f"```python\n{CODE}\n\nThis adds one.\nIt's simple.", CODE),
        (f"```\nHere is it:\n{HELPER}\n", HELPER),
        (f"```python\nLIMIT = 7\n{CODE}", f"LIMIT = 7\n{CODE}"),
        (f"```python\n{CODE}```", CODE),
        (f"{CODE}\n```\nThat is all.", CODE),
        (f"```python\n{CODE}\n``", CODE),
        ("```python\nimport re\n\ndef solution(x):\n    return (x +", "import re\n\ndef solution(x):\n    return (x +"),
        ("```python\nimport re\n", "import re"),
        ("```python", None),
    ],
)
def test_unclosed_fence(reply: str, expected: str | None) -> None:
    assert extract_code(reply) == expected


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        (f"Here is the answer:\n\n{CODE}\n\nIt adds one.", CODE),
        (f"{CODE}\nIt's O(1).\nIt doesn't fail.\n\n- (unclosed", CODE),
        (f"{HELPER}\n\nExplanation: it takes the root.", HELPER),
        (f"From this follows:\nimport the list first.\n\n{CODE}\nDone.", CODE),
        (f"@cache\n{CODE}", f"@cache\n{CODE}"),
        (f"BASE: int = 3\n{CODE}\n\nWhy: as said.", f"BASE: int = 3\n{CODE}"),
        ("Look:\nasync def solution(x):\n    return x\nok?", "async def solution(x):\n    return x"),
        ("def solution(x):\n    return (x +", "def solution(x):\n    return (x +"),
        ("def solution(x)\n    return x", "def solution(x)\n    return x"),
    ],
)
def test_bare_definition(reply: str, expected: str) -> None:
    assert extract_code(reply) == expected


@pytest.mark.parametrize(
    "reply",
    [
        "",
        " \n\n",
        "I can't do that.",
        "The function `solution` would def solution be easy.",
        "```\n```",
        "```python\n\n```",
        "Use def solution(x) inside.",
    ],
)
def test_nothing_to_run(reply: str) -> None:
    assert extract_code(reply) is None


def test_an_odd_escape_is_no_syntax_error() -> None:
    code = "def solution(x):\n    return x.split('\\d')"
    assert extract_code(f"{code}\nDone, isn't it?") == code


pieces = st.sampled_from(
    ["```", "```python\n", "~~~", "````", "\n", "\r\n", " ", "def solution(x):\n", "    return 1\n", "It's", "import re\n",
     '"""', "(", "\\", "\0", "\t", "class A:", "\ud800", "é", "#", "@", "x = 1\n"]
)  # fmt: skip


@settings(deadline=None, max_examples=60)
@given(st.lists(pieces, max_size=30).map("".join) | st.text(max_size=60))
def test_any_text_gives_code_or_none(reply: str) -> None:
    code = extract_code(reply)
    assert code is None or code.strip()


@settings(deadline=None, max_examples=60)
@given(
    st.sampled_from([CODE, OTHER, HELPER, DOCUMENTED]),
    st.lists(st.sampled_from(["", "It is so.", "Isn't it?", "- a bound"])),
)
def test_a_bare_program_survives_prose_after_it(code: str, prose: list[str]) -> None:
    found = extract_code("\n".join([code, *prose]))
    assert found is not None
    assert ast.dump(ast.parse(found)) == ast.dump(ast.parse(code))


MEGABYTE = 1_000_000
HOSTILE = {
    "backticks": "`",
    "fences": "```\n",
    "python fences": "```python\n",
    "alternating fences": "```\n~~~\n",
    "almost fences": "``` `\n",
    "empty lines": "\n",
    "spaces": " ",
    "definitions": "def solution(x):\n",
    "half definitions": "def solution\n",
    "decorators": "@a\n",
    "open quotes": "def solution(x):\n    return 1\nIt's\n",
    "annotations": "a: b",
    "indented lines": "    a = 1\n",
    "dots": "from .",
    "brackets": "def solution(x): return [(",
}


@pytest.mark.parametrize(
    "around",
    ["{}", "```python\nx = 1\n{}\ny = 2\n```", "def solution(x):\n  try:\n{}"],
    ids=["bare", "fenced", "open try"],
)
@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE.keys())
def test_time_is_linear(unit: str, around: str) -> None:
    """Twenty times the text may take a hundred times as long, never the four hundred of a quadratic search."""
    extract_code(unit * 100)

    def seconds(size: int) -> float:
        reply = around.replace("{}", (unit * (size // len(unit) + 1))[:size])
        start = time.process_time()
        extract_code(reply)
        return time.process_time() - start

    assert seconds(60_000) < 100 * seconds(3_000) + 0.3


def test_a_program_between_two_million_backticks() -> None:
    assert extract_code("`" * MEGABYTE + f"\n{fence(CODE)}\n" + "`" * MEGABYTE) is not None


def test_only_passed_passes() -> None:
    def attempt(verdict: Verdict) -> Attempt:
        return Attempt(problem="p", harness="h", trial=nth(), reply="", code=None, verdict=verdict)

    assert attempt(Verdict(status="passed")).passed
    for status in (
        "failed",
        "error",
        "timeout",
        "out_of_memory",
        "output_limit",
        "no_code_block",
        "truncated",
        "refused",
    ):
        assert not attempt(Verdict.model_validate({"status": status})).passed


def test_a_reply_cannot_hold_up_the_program_that_reads_it() -> None:
    """What SQLite or a pattern would take exponential or quadratic time for is read at once."""
    parts = ["t0 AS (SELECT 1 AS a)"] + [f"t{n} AS (SELECT x.a FROM t{n - 1} x, t{n - 1} y)" for n in range(1, 60)]
    query = f"WITH {', '.join(parts)} SELECT a FROM t59"
    began = time.process_time()
    assert kind_of("sql").extract(f"```sql\n{query}\n```") == query
    assert kind_of("sql").extract("```sql\nSELECT 1\n```\n" * 3000) == "SELECT 1"
    for kind in ("sql", "python"):
        kind_of(kind).extract("<pre " * 50_000)
    assert time.process_time() - began < 5
