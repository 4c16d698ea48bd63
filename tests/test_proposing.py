"""From an engineer's reply to edits, and what it is told."""

import json
from typing import Any

import pytest

from self_harness.gating import Outcome
from self_harness.harness import START, Edit, Harness, apply
from self_harness.mining import Pattern
from self_harness.prompts import fill
from self_harness.proposing import MAX_CHARS, Dropped, EarlierEdit, parse, request

ADD = {"op": "append", "block": "strategy", "text": "Handle empty inputs.", "rationale": "They fail."}


def earlier(edit: Edit, harness: Harness = START, outcome: str = "rejected", number: int = 1) -> EarlierEdit:
    return EarlierEdit(round=number, edit=edit, harness=harness.fingerprint, outcome=outcome)


def reason(proposal: dict[str, Any], harness: Harness = START, history: tuple[EarlierEdit, ...] = ()) -> str:
    """Why the only proposal was dropped; "" if it was taken."""
    edits, dropped = parse(json.dumps([proposal]), harness, history, proposals=4)
    assert len(edits) + len(dropped) == 1
    assert all(item.proposal == proposal for item in dropped)
    return dropped[0].reason if dropped else ""


def test_a_whole_edit_with_its_audit_record() -> None:
    full = ADD | {"pattern": "empty input", "expected_effect": "Fewer errors.", "risk": "None."}
    (edit,), dropped = parse(json.dumps([full]), START, (), 4)
    assert edit == Edit.model_validate(full)
    assert dropped == ()


@pytest.mark.parametrize(
    "change",
    [
        {"op": " Append "},
        {"op": "APPEND", "block": "Strategy"},
        {"text": "  Handle empty inputs.\n"},
        {"confidence": 0.9, "notes": {"deep": ["er"]}},
        {"rationale": "They fail.", "risk": None},
    ],
)
def test_reading_is_tolerant(change: dict[str, Any]) -> None:
    edits, dropped = parse(json.dumps([ADD | change]), START, (), 4)
    assert edits == (Edit.model_validate(ADD),)
    assert dropped == ()


@pytest.mark.parametrize("block", ["output format", "Output-Format", "output_format", "OUTPUT FORMAT"])
def test_a_block_may_be_written_with_spaces(block: str) -> None:
    (edit,), _ = parse(json.dumps([ADD | {"block": block}]), START, (), 4)
    assert edit.block == "output_format"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"text": " \n"}, "the text is empty"),
        ({"text": "x" * (MAX_CHARS + 1)}, f"the text has {MAX_CHARS + 1} characters, more than {MAX_CHARS}"),
        ({"op": "replace", "block": "role", "text": f" {START.role}\n"}, "it changes nothing"),
        ({"block": "role", "text": "you are a CAREFUL python programmer"}, "the block says this already"),
        ({"block": "role", "text": "A careful - Python programmer!"}, "the block says this already"),
        ({"op": "delete"}, "op: Input should be 'append' or 'replace'"),
        ({"block": "footer"}, "block: Input should be 'role', 'strategy', 'output_format' or 'checklist'"),
        ({"text": None}, "text: Field required"),
        ({"text": ["one", "two"]}, "text: Field required"),
        ({"op": 1, "block": None}, "op: Field required; block: Field required"),
    ],
)
def test_structural_checks(change: dict[str, Any], expected: str) -> None:
    assert reason(ADD | change) == expected


@pytest.mark.parametrize(
    "change",
    [
        {"text": "x" * MAX_CHARS},
        {"block": "role", "text": "You are a careful Python programmer who tests."},
        {"block": "role", "text": "a careful Python program"},
        {"op": "replace", "block": "role", "text": "a careful Python programmer"},
    ],
    ids=["longest", "longer than the block", "part of a word", "replaced by a part"],
)
def test_what_the_checks_let_pass(change: dict[str, Any]) -> None:
    assert reason(ADD | change) == ""


def test_repeats_within_a_round() -> None:
    proposals = [ADD, ADD | {"text": "handle EMPTY inputs", "rationale": "Other."}, ADD | {"block": "checklist"}]
    edits, dropped = parse(json.dumps(proposals), START, (), 4)
    assert [edit.block for edit in edits] == ["strategy", "checklist"]
    assert dropped == (Dropped(proposal=proposals[1], reason="it repeats another proposal of this round"),)


def test_no_more_than_asked_for_and_only_good_ones_count() -> None:
    proposals = [ADD | {"text": ""}, *(ADD | {"text": f"Rule {number}."} for number in range(4))]
    edits, dropped = parse(json.dumps(proposals), START, (), 2)
    assert [edit.text for edit in edits] == ["Rule 0.", "Rule 1."]
    assert [item.reason for item in dropped] == ["the text is empty"] + ["more than the 2 edits asked for"] * 2


OLD = Edit(op="append", block="strategy", text="Handle empty inputs.")


def test_what_was_rejected_on_this_harness_is_not_tried_again() -> None:
    expected = "the same edit of the same harness was rejected in round 3"
    assert reason(ADD, history=(earlier(OLD, number=3),)) == expected


@pytest.mark.parametrize("outcome", ["unresolved", "superseded", "dropped_by_merge"])
def test_what_was_not_rejected_may_be_tried_again(outcome: Outcome) -> None:
    assert reason(ADD, history=(earlier(OLD, outcome=outcome),)) == ""


def test_another_harness_or_another_edit_is_another_matter() -> None:
    changed = apply(START, Edit(op="append", block="checklist", text="Check."))
    assert reason(ADD, changed, (earlier(OLD),)) == ""
    assert reason(ADD | {"op": "replace"}, history=(earlier(OLD),)) == ""


@pytest.mark.parametrize(
    "reply",
    ["", "No idea.", "[]", "{}", "[", "[null, 1, [2]]", "[" * 100_000, '{"op":' * 50_000, '{"' * 20_000, "{" * 50_000],
)
def test_a_useless_reply_gives_no_edits(reply: str) -> None:
    assert parse(reply, START, (), 4)[0] == ()


def test_whatever_is_dropped_can_be_recorded() -> None:
    reply = '[{"op": "\\ud800", "x": {"deep": ' + "[" * 300 + "]" * 300 + '}, "n": NaN, "block": 1' + "0" * 400 + "}]"
    edits, (dropped,) = parse(reply, START, (), 4)
    assert edits == ()
    assert Dropped.model_validate_json(dropped.model_dump_json()).reason == dropped.reason


def test_half_a_surrogate_pair_in_an_edit_can_be_recorded() -> None:
    (edit,), _ = parse('[{"op": "append", "block": "role", "text": "Smile \\ud83d"}]', START, (), 4)
    assert edit.model_validate_json(edit.model_dump_json()).text == "Smile ?"


def test_thousands_of_proposals() -> None:
    reply = json.dumps([ADD | {"text": f"Rule {number}."} for number in range(2_000)])
    edits, dropped = parse(reply, START, (), 4)
    assert (len(edits), len(dropped)) == (4, 1_996)


PATTERNS = [
    Pattern(name="empty input", problems=("a", "b"), description="Empty lists $fail.", example_error="IndexError: x"),
    Pattern(name="ties", problems=("c",)),
]


def test_request_says_everything_once() -> None:
    harness = Harness(role="Role ${text}.", checklist="Check $this.")
    text = request(harness, PATTERNS, passed=7, total=12, earlier=(), proposals=3)
    for part in (
        '<block name="role">\nRole ${text}.\n</block>\n<block name="strategy">\n\n</block>',
        '<block name="checklist">\nCheck $this.\n</block>',
        "passes 7 of 12 attempts",
        '<pattern name="empty input" failures="2">\nEmpty lists $fail.\nexample: IndexError: x\n</pattern>',
        "example: (none)",
        "Propose 3 edits",
        f"at most {MAX_CHARS} characters",
    ):
        assert text.count(part) == 1, part
    assert text.index("empty input") < text.index("ties")
    assert "tried before" not in text


def test_request_tells_of_the_last_twenty_earlier_edits() -> None:
    history = [
        earlier(Edit(op="append", block="role", text=f"Rule {number}."), number=number, outcome="accepted")
        for number in range(1, 26)
    ]
    text = request(START, PATTERNS, 1, 2, history, 4)
    assert "- round 25, accepted: append role: Rule 25." in text
    assert "Rule 6." in text
    assert "Rule 5." not in text


def test_a_prompt_without_one_of_its_values_is_an_error() -> None:
    with pytest.raises(KeyError, match="name"):
        fill("pattern", support=1)
