"""From failed attempts to patterns: evidence, signatures of what the candidate edit really says, and replies of every
quality."""

import asyncio
import json
import math
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.local import LocalSandbox
from self_harness.attempt import Attempt, Limits, Status, Verdict
from self_harness.harness import START, Harness
from self_harness.steps.mine import (
    CODE_CHARS,
    ERROR_CHARS,
    EVIDENCE_CHARS,
    Pattern,
    cluster,
    failures,
    parse,
    request,
)
from self_harness.steps.replies import objects
from self_harness.steps.signatures import signature as signature_of
from tests.trials import nth

CODE = "def solution(x):\n    return x"


def attempt(
    problem: str = "p",
    status: Status = "failed",
    message: str = "",
    trial: int = 0,
    code: str | None = CODE,
    stderr: str = "",
) -> Attempt:
    verdict = Verdict(status=status, message=message, stderr=stderr)
    reply = "" if code is None else f"```python\n{code}\n```"
    return Attempt(problem=problem, harness="h", trial=nth(trial), reply=reply, code=code, verdict=verdict)


def signature(status: Status, message: str) -> str:
    return str(signature_of(attempt(status=status, message=message)))


# --- signatures ----------------------------------------------------------------------------------------------------

RAISES = """
def raises(error, *args):
    try:
        solution(*args)
    except error:
        return True
    except Exception:
        return False
    return False
"""
UNITTEST = """
import unittest

class Tests(unittest.TestCase):
    def test(self):
        self.assertEqual(solution(3), [])

unittest.main()
"""
REAL = {
    "exception: IndexError": ("assert solution([3]) == 3", "return x[7]"),
    "exception: RecursionError": ("assert solution(1) == 1", "return solution(x)"),
    "exception: Odd": ("assert solution(1) == 1", "raise type('Odd', (Exception,), {})('gone')"),
    "exception: SyntaxError": ("assert solution(1) == 1", "return ("),
    "exception: SystemExit": ("assert solution(1) == 1", "raise SystemExit(0)"),
    "wrong answer: ValueError not raised": (f"{RAISES}assert raises(ValueError, [])", "return 1"),
    "wrong answer: TypeError not raised": (f"{RAISES}assert raises((TypeError, ValueError), 3)", "return 1"),
    "wrong answer: empty input": ("assert solution([]) == 0", "return None"),
    "wrong answer: NoneType instead of int": ("assert solution([1]) == 1 and solution('a') == 2", "return None"),
    "wrong answer: int instead of bool": ("assert solution([]) == 1\nassert solution(1) is True", "return 1"),
    "wrong answer: int instead of str": ("assert type(solution([1])) is str", "return 1"),
    "wrong answer: wrong int": ("assert solution(1) == 3", "return 2"),
    "wrong answer: wrong str": ("result = solution(1)\nassert result == 'ab'", "return 'AB'"),
    "wrong answer: order": ("assert solution([2, 1, 3]) == [1, 2, 3]", "return x"),
    "wrong answer: argument changed": ("data = [2, 1]\nsolution(data)\nassert data == [2, 1]", "x.sort()"),
    "wrong answer: int instead of list": (UNITTEST, "return 0"),
    "wrong answer: other": ("assert not solution(1)", "return 1"),
    "timeout": ("assert solution(1) == 1", "while True: pass"),
}


async def test_signatures_of_what_the_runner_really_says() -> None:
    sandbox = LocalSandbox(concurrency=2)

    async def found(tests: str, body: str) -> str:
        code = f"def solution(x):\n    {body}\n"
        verdict = await sandbox.grade(code, f"from solution import solution\n{tests}\n", Limits(timeout=1.0))
        return str(signature_of(attempt().model_copy(update={"verdict": verdict})))

    async with sandbox:
        assert await asyncio.gather(*(found(*case) for case in REAL.values())) == list(REAL)


@pytest.mark.parametrize(
    ("status", "message", "expected"),
    [
        (
            "error",
            "json.decoder.JSONDecodeError: Expecting value\nanswer line 3: json.loads(x)",
            "exception: JSONDecodeError",
        ),
        ("error", "Traceback (most recent call last):\n  File x\nKeyError: 'a'", "exception: KeyError"),
        ("error", "StopIteration\nanswer line 2: next(x)", "exception: StopIteration"),
        ("error", "", "exception: unknown"),
        ("failed", "", "wrong answer: other"),
        ("failed", "assert solution('') == 1", "wrong answer: empty input"),
        ("failed", "assert f('') and f(1)\nsolution(1) returned 1, expected 2", "wrong answer: wrong int"),
        (
            "failed",
            "assert solution('') or solution(1) == 2\nsolution(1) returned 1, expected 2",
            "wrong answer: wrong int",
        ),
        ("failed", "assert f\nsolution(x={}, y=1) returned 2, expected 1", "wrong answer: empty input"),
        ("failed", "assert f\nsolution({'a': 1}) returned {'a': 2}, expected {'a': 1}", "wrong answer: wrong dict"),
        (
            "failed",
            "assert f\nresult was [1], expected [2]\nlast call: solution([2]) returned [1]",
            "wrong answer: wrong list",
        ),
        (
            "failed",
            "assert f\nsolution(1) returned [3, 2, ...], expected (3, 2)",
            "wrong answer: list instead of tuple",
        ),
        ("failed", "assert f\nsolution(1) returned <object>, expected nan", "wrong answer: other"),
        ("failed", "assert f\nsolution('x, expected y') returned 1, expected 2", "wrong answer: wrong int"),
        ("failed", "assert f\nsolution(1) returned " + "[" * 5000 + ", expected 1", "wrong answer: other"),
        ("no_code_block", "no code block in the reply", "no_code_block"),
        ("truncated", "the reply was cut off", "truncated"),
        ("refused", "", "refused"),
        ("out_of_memory", "MemoryError\nanswer line 2", "out_of_memory"),
        ("output_limit", "", "output_limit"),
    ],
)
def test_signature(status: Status, message: str, expected: str) -> None:
    assert signature(status, message) == expected


# --- clusters ------------------------------------------------------------------------------------------------------


def test_failures_are_counted_by_problem_and_passed_attempts_left_out() -> None:
    attempts = [
        attempt("a", "passed"), attempt("a", "failed", "second", 1), attempt("a", "error", "third", 2),
        attempt("b", "passed"), attempt("c", "timeout"),
    ]  # fmt: skip
    found = failures(attempts)
    assert [(failure.problem, failure.failed, failure.trials) for failure in found] == [("a", 2, 3), ("c", 1, 1)]
    assert found[0].example.verdict.message == "second"


def test_clusters_agree_exactly_in_their_signature_and_the_largest_comes_first() -> None:
    attempts = [
        attempt("a", "timeout", "timed out after 10 s"),
        attempt(
            "b", "error", "IndexError: list index out of range\nanswer line 7: return xs[0]\nin the call solution([])"
        ),
        attempt("c", "failed", "assert solution([]) == 0\nsolution([]) returned None, expected 0"),
        attempt("d", "error", "IndexError: pop from empty list\nanswer line 2: xs.pop()"),
        attempt("e", "error", "KeyError: 'a'\nanswer line 2: d['a']"),
        attempt("f", "passed"),
    ]
    patterns = cluster(attempts, 5)
    assert [(pattern.name, pattern.problems) for pattern in patterns] == [
        ("exception: IndexError", ("b", "d")),
        ("exception: KeyError", ("e",)),
        ("timeout", ("a",)),
        ("wrong answer: empty input", ("c",)),
    ]
    assert [pattern.example_error for pattern in patterns] == [
        "IndexError: list index out of range",
        "KeyError: 'a'",
        "timed out after 10 s",
        "solution([]) returned None, expected 0",
    ]
    assert cluster(attempts, 2) == patterns[:2]
    assert cluster([attempt("f", "passed")], 5) == ()


def test_an_example_is_short_and_keeps_both_ends() -> None:
    (pattern,) = cluster([attempt(message=f"f\nsolution({'[' * 900}) returned 1, expected 2")], 5)
    assert pattern.example_error.startswith("solution([[[")
    assert pattern.example_error.endswith("returned 1, expected 2")
    assert len(pattern.example_error) < 220


# --- the request ---------------------------------------------------------------------------------------------------


def test_request_shows_each_failed_problem_once_with_its_error_and_code() -> None:
    attempts = [
        attempt("a", "failed", "assert solution($x) == 1"),
        attempt("a", "failed", "another message", 1),
        attempt("b", "passed", code="def solution(x):\n    return 'passed'"),
        attempt("c", "no_code_block", code=None).model_copy(update={"reply": "I'd rather not."}),
    ]
    text = request(Harness(role="Role $name."), attempts, 3)
    assert "failed on 2 task(s)" in text
    assert "<system_prompt>\nRole $name.\n</system_prompt>" in text
    assert (
        f'<failure id="a" failed="2 of 2">\n<error>\nassert solution($x) == 1\n</error>\n<code>\n{CODE}\n</code>'
        in text
    )
    assert (
        '<failure id="c" failed="1 of 1">\n<error>\nno_code_block\n</error>\n<code>\nI\'d rather not.\n</code>' in text
    )
    assert "another message" not in text
    assert 'id="b"' not in text
    assert "'passed'" not in text
    assert "at most 3 patterns" in text


def test_the_evidence_keeps_the_exception_line() -> None:
    traceback = "Traceback (most recent call last):\n" + '  File "solution.py", line 1, in solution\n' * 200
    ends = [
        attempt("message", "error", traceback + "ValueError: the line that matters"),
        attempt("stderr", "error", stderr=traceback + "KeyError: the line of stderr"),
        attempt("head", "error", "TypeError: the first line\n" + "answer line 1: x\n" * 200),
    ]
    text = request(START, ends, 5)
    for line in ("ValueError: the line that matters", "KeyError: the line of stderr", "TypeError: the first line"):
        assert line in text
    assert len(text) < 3 * ERROR_CHARS + 4_000


def test_long_code_is_cut_in_the_middle() -> None:
    code = "# head\n" + "x = 1\n" * 2_000 + "# tail"
    text = request(START, [attempt(code=code)], 5)
    assert "# head" in text
    assert "# tail" in text
    assert "\n[...]\n" in text
    assert len(text) < CODE_CHARS + 3_000


def test_the_evidence_of_a_thousand_failures_is_bounded() -> None:
    attempts = [attempt(f"problem-{index}", message="m" * ERROR_CHARS, code="c" * CODE_CHARS) for index in range(1_000)]
    text = request(START, attempts, 5)
    assert EVIDENCE_CHARS * 0.9 < len(text) < EVIDENCE_CHARS + 4_000
    shown = text.count("<failure id=")
    assert f"({1_000 - shown} further failures are not shown.)" in text
    assert "failed on 1000 task(s)" in text


# --- replies -------------------------------------------------------------------------------------------------------

FAILED = [attempt("a"), attempt("b"), attempt("c"), attempt("d", "passed")]
ITEM: dict[str, Any] = {
    "name": "Ignores empty input",
    "problems": ["a", "b"],
    "description": "It takes the first element.",
    "example_error": "IndexError: list index out of range",
    "actionability": 0.9,
}
EXPECTED = Pattern.model_validate(ITEM)


def parsed(reply: str) -> tuple[Pattern, ...]:
    return parse(reply, FAILED, 5).patterns


def test_the_example_itself() -> None:
    assert parsed(json.dumps([ITEM])) == (EXPECTED,)
    assert EXPECTED.support == 2


ARRAY = json.dumps([ITEM], indent=2)


@pytest.mark.parametrize(
    "reply",
    [
        f"Here is what I found:\n\n{ARRAY}\n\nI hope that helps [really].",
        f"```json\n{ARRAY}\n```",
        f"As said in [1] and {{2}}:\n```\n{ARRAY}\n```",
        ARRAY.replace("0.9\n", "0.9,\n").replace("}\n]", "},\n]"),
        ARRAY[:-1],
        ARRAY[:-4],
        ARRAY.replace("\n", "\r\n"),
        ARRAY.replace('"', "'"),
        "// my patterns\n" + ARRAY,
        json.dumps({"patterns": [ITEM]}),
        json.dumps({"note": "x", "tags": ["y"], "patterns": [ITEM]}),
        json.dumps(ITEM),
        json.dumps([[ITEM]]),
        json.dumps([None, 1, "text", ITEM, []]),
        json.dumps([{"name": "of nobody", "problems": []}, ITEM, {"name": "", "problems": ["c"]}, {"problems": ["c"]}]),
        json.dumps([{"name": 3, "problems": ["c"]}, ITEM | {"confidence": {"deep": [1]}}]),
    ],
)  # fmt: skip
def test_a_malformed_reply_is_read_all_the_same(reply: str) -> None:
    assert parsed(reply) == (EXPECTED,)


def test_one_object_a_line() -> None:
    items = [ITEM | {"name": name, "problems": [name]} for name in "abc"]
    assert [pattern.name for pattern in parsed("\n".join(map(json.dumps, items)))] == ["a", "b", "c"]


def test_a_truncated_reply_keeps_what_is_whole() -> None:
    text = json.dumps([ITEM, ITEM | {"name": "second", "problems": ["c"]}])
    assert parsed(text[: text.index("second") + 3])[0] == EXPECTED


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"problems": ["a", "zzz", "a", "b", "d"]}, {"problems": ("a", "b")}),
        ({"problems": "a"}, {"problems": ("a",)}),
        ({"description": None, "example_error": 7}, {"description": "", "example_error": "7"}),
        ({"actionability": "0.5"}, {"actionability": 0.5}),
        ({"actionability": None}, {"actionability": 1.0}),
        ({"actionability": "high"}, {"actionability": 1.0}),
        ({"actionability": math.nan}, {"actionability": 1.0}),
        ({"actionability": [1]}, {"actionability": 1.0}),
        ({"actionability": 10**400}, {"actionability": 1.0}),
        ({"actionability": 17}, {"actionability": 1.0}),
        ({"name": " two\n lines "}, {"name": "two lines"}),
        ({"name": "n" * 500}, {"name": "n" * 120}),
        ({"name": "half \ud83d"}, {"name": "half ?"}),
    ],
)
def test_wrong_values_are_mended(change: dict[str, Any], expected: dict[str, Any]) -> None:
    (pattern,) = parsed(json.dumps([ITEM | change]))
    assert pattern == EXPECTED.model_copy(update=expected)
    assert Pattern.model_validate_json(pattern.model_dump_json()) == pattern


def test_the_articles_key() -> None:
    item = {name: value for name, value in ITEM.items() if name != "problems"} | {"task_ids": ["b"]}
    assert parsed(json.dumps([item]))[0].problems == ("b",)


@pytest.mark.parametrize(
    "reply",
    [
        "", "I see no pattern.", "[]", "{}", "null", "[1, 2]", "[[]]", "]", "}{", '{"a": []}', "[{}]",
        json.dumps([ITEM | {"problems": ["unknown"]}]),
        json.dumps([ITEM | {"problems": ["d"]}]),
        json.dumps([ITEM | {"problems": None}]),
        json.dumps([ITEM | {"actionability": 0}]),
        json.dumps([ITEM | {"actionability": -3}]),
    ],
)  # fmt: skip
def test_nothing_to_use(reply: str) -> None:
    assert parsed(reply) == ()


def test_patterns_are_ordered_by_support_times_actionability() -> None:
    rows = [("few", ["a"], 0.9), ("many", ["a", "b", "c"], 0.2), ("best", ["a", "b"], 0.8), ("also few", ["b"], 0.9)]
    reply = json.dumps([ITEM | {"name": n, "problems": p, "actionability": a} for n, p, a in rows])
    assert [pattern.name for pattern in parse(reply, FAILED, 9).patterns] == ["best", "also few", "few", "many"]
    assert [pattern.name for pattern in parse(reply, FAILED, 2).patterns] == ["best", "also few"]


def test_thousands_of_elements() -> None:
    reply = json.dumps([ITEM | {"name": f"pattern {index}", "problems": ["a"]} for index in range(5_000)])
    assert len(parse(reply, FAILED, 9_999).patterns) == 5_000
    assert len(parsed(reply)) == 5


HOSTILE = [
    "[",
    "{",
    '{"',
    '[{"',
    '{"a":',
    '["\\"',
    '[{"name": "',
    '":',
    "'",
    "}\n{",
    "[{}",
    "{\n",
    "[\n \n",
    "\\u",
    "[1,",
    '[{"name": "' + "x" * 30,
]


@pytest.mark.parametrize("unit", HOSTILE)
def test_deep_and_endless_replies_neither_raise_nor_take_long(unit: str) -> None:
    start = time.process_time()
    for reply in (unit * 20, "[" + unit * 100_000):
        objects(reply)
    assert time.process_time() - start < 8


@settings(deadline=None, max_examples=80)
@given(
    st.lists(
        st.sampled_from(
            ["[", "]", "{", "}", '"', "'", ":", ",", "\\", "\n", "```", " ", '"name"', '"problems"', '"a"', "NaN", "null",
             "1e999", "\\ud800", "\ud800", "-", "true", "/*", "#", "word"]
        )
    ).map("".join)
)  # fmt: skip
def test_any_text_is_read_and_what_is_read_can_be_recorded(reply: str) -> None:
    for pattern in parsed(reply):
        pattern.model_dump_json()
    for item in objects(reply):
        json.dumps(item, ensure_ascii=False).encode()
