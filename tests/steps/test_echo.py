"""What a small model answers where it has no answer: words of the request, and texts that instruct nobody."""

import json
from typing import Any

import pytest

from self_harness.attempt import Attempt, Verdict
from self_harness.harness import START
from self_harness.simulation.texts import CODE
from self_harness.simulation.weaknesses import OUTPUT_FORMAT, WEAKNESSES
from self_harness.steps.echo import echo, no_instruction
from self_harness.steps.mine import parse as parse_patterns
from self_harness.steps.mine import request as analyst_request
from self_harness.steps.propose import parse, parse_advice
from self_harness.steps.propose import request as engineer_request
from tests.steps.test_propose import ADD, PATTERNS
from tests.trials import nth

SIMULATED = [text for weakness in (*WEAKNESSES, OUTPUT_FORMAT) for text in weakness.instructions]
SIMULATED += [*CODE.useless, *CODE.harmful, *CODE.formless, *CODE.bloat]
INSTRUCTIONS = [
    *SIMULATED,
    "Return ONLY a fenced ```python code block.",
    "Put the whole answer into one code block.",
    "Provide a single code block with the function.",
    "The reply is one Python code block.",
    "You are a careful Python programmer.",
    "The function must return a new list.",
    "Tests call the function with empty input: handle it first.",
    "Inputs may be empty; check them before use.",
    "Errors: raise ValueError with a message.",
    "Follow the pattern of the examples exactly.",
    "Model each state as an enum.",
    "Use only the standard library.",
    "Before you answer, run the examples of the description in your head.",
    "Open the file once.",
    "Think step by step.",
    "Never a bare except.",
]


@pytest.mark.parametrize("text", INSTRUCTIONS)
def test_an_instruction_is_one(text: str) -> None:
    assert no_instruction(text) is None
    assert echo(text, "engineer", "engineer_system", "advice") is None


@pytest.mark.parametrize(
    "text",
    [
        "Add instructions to the strategy block to prevent the pattern.",
        "Append a line to the checklist block.",
        "Add a new instruction that handles empty input.",
        "This edit will prevent the pattern.",
        "Prevent this failure pattern.",
        "Improve the system prompt.",
        "The model does not handle empty input.",
        "The code fails on empty lists.",
        "Does not check the input.",
        "Fails to return a list.",
        "The model returns None. The function does not sort.",
        "IndexError: list index out of range",
        "The pattern is about missing checks.",
    ],
)
def test_what_instructs_nobody_is_dropped(text: str) -> None:
    assert no_instruction(text)
    edits, (dropped,) = parse(json.dumps([ADD | {"text": text}]), START, (), 4)
    assert edits == ()
    assert dropped.reason


@pytest.mark.parametrize(
    "text",
    [
        "one sentence, why it should help",
        "the line to add, or the whole new text of the block",
        "Aims at one of the patterns above and tells the coding model what to do in any task",
        "You make small, general changes that remove a recurring kind of mistake",
        "Open every file in a with statement.",
        "- has at most 600 characters. The system prompt may grow by 50 characters",
        "...",
        "Every reply holds a code block.",
        "Problems of the kind humaneval: 50 of 98 attempts pass.",
        "append checklist: Good luck!",
    ],
)
def test_words_of_the_engineers_request_are_no_edit(text: str) -> None:
    edits, (dropped,) = parse(json.dumps([ADD | {"text": text}]), START, (), 4)
    assert edits == ()
    assert dropped.reason in ("it repeats the request", "it says nothing") or "about the edit" in dropped.reason


FAILED = [
    Attempt(problem=name, harness="h", trial=nth(), reply="", code="x", verdict=Verdict(status="failed", message="m"))
    for name in ("a", "b", "c")
]


def pattern(name: str, *problems: str) -> dict[str, Any]:
    return {"name": name, "problems": problems or ("a",), "description": "d", "example_error": "e"}


@pytest.mark.parametrize(
    "name",
    [
        "Never a description of one task",
        "never a description of one task.",
        "A habit that would show up in other tasks",
        "at most 8 words of your own",
        "the ids of the failures that show the pattern",
        "Leaves files open",
        "root causes that several failures share",
    ],
)
def test_sentences_of_the_analysts_request_are_no_patterns(name: str) -> None:
    good = pattern("Ignores empty input", "b")
    found = parse_patterns(json.dumps([pattern(name), good]), FAILED, 5)
    assert [each.name for each in found.patterns] == ["Ignores empty input"]
    assert found.dropped == (f"{name!r}: it repeats the request",)


@pytest.mark.parametrize(
    "name", ["Does not handle an empty input", "timeout", "Wrong tie-break", "Sorts the failures of one task twice"]
)
def test_other_names_are_patterns(name: str) -> None:
    assert [each.name for each in parse_patterns(json.dumps([pattern(name)]), FAILED, 5).patterns] == [name]


def test_of_patterns_with_the_same_failures_the_first_stays() -> None:
    items = [pattern("one thing", "a", "b"), pattern("another", "b", "a"), pattern("third", "a"), pattern("last", "a")]
    found = parse_patterns(json.dumps(items), FAILED, 5)
    assert [each.name for each in found.patterns] == ["one thing", "last", "third"]
    assert found.dropped == ("'another': it names the same failures as a pattern before it",)


def test_the_requests_hold_no_placeholder_and_the_example_is_json() -> None:
    for text in (analyst_request(START, FAILED, 5), engineer_request(START, PATTERNS[1:], 1, 3, (), 4)):
        assert "$" not in text
        example = text[text.rindex("would look like this:") + len("would look like this:") :]
        assert json.loads(" ".join(example.split()))


@pytest.mark.parametrize(
    "reply",
    [
        "Check for empty input first.",
        '"Check for empty input first."',
        "\n**Check for empty input first.**\n\nThis helps because...",
        "- Check for empty input first.",
        "`Check for empty input first.`",
        json.dumps([ADD | {"block": "checklist", "text": "Check for empty input first."}]),
    ],
)
def test_advice_becomes_a_line_of_the_checklist(reply: str) -> None:
    (edit,), dropped = parse_advice(reply, START, (), PATTERNS[0])
    assert (edit.op, edit.block, edit.text, edit.pattern, dropped) == (
        "append", "checklist", "Check for empty input first.", "empty input", (),
    )  # fmt: skip


@pytest.mark.parametrize(
    "reply", ["", "```", "Set a timer whenever you put bread into the oven.", "The model does not check."]
)
def test_advice_that_is_none_is_dropped_with_a_reason(reply: str) -> None:
    edits, (dropped,) = parse_advice(reply, START, (), PATTERNS[0])
    assert edits == ()
    assert dropped.reason
