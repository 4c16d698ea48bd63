"""From an engineer's reply to edits, and what it is told."""

import json
from itertools import permutations
from types import SimpleNamespace
from typing import Any

import pytest

from self_harness.attempt import Attempt, Status, Trial, Verdict
from self_harness.config import RunConfig
from self_harness.gate.decision import Outcome
from self_harness.harness import START, Edit, Harness, apply
from self_harness.record.records import Score
from self_harness.simulation.texts import CODE
from self_harness.simulation.weaknesses import OUTPUT_FORMAT, WEAKNESSES
from self_harness.steps.leaks import traces
from self_harness.steps.mine import Pattern
from self_harness.steps.novelty import alike
from self_harness.steps.prompts import fill
from self_harness.steps.propose import (
    MAX_CHARS,
    Dropped,
    EarlierEdit,
    parse,
    passing,
    request,
    resolve_pattern,
)
from self_harness.suite.problem import Problem, Suite
from tasks.propose import propose
from tests.steps.asked import Asked
from tests.trials import nth

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


@pytest.mark.parametrize(
    "other",
    [
        {"text": "handle EMPTY inputs", "rationale": "Other."},
        {"block": "checklist"},
        {"text": "Always handle any input that is empty."},
    ],
)
def test_repeats_within_a_round(other: dict[str, Any]) -> None:
    edits, dropped = parse(json.dumps([ADD, ADD | other]), START, (), 4)
    assert [edit.text for edit in edits] == [ADD["text"]]
    assert dropped == (Dropped(proposal=ADD | other, reason="it repeats another proposal of this round"),)


def test_a_replacement_repeats_a_replacement_of_the_same_block_only() -> None:
    replacement = ADD | {"op": "replace", "text": "Handle all the empty inputs."}
    proposals = [ADD, replacement, replacement | {"block": "checklist"}, replacement | {"text": "Handle empty inputs"}]
    edits, dropped = parse(json.dumps(proposals), START, (), 4)
    assert [(edit.op, edit.block) for edit in edits] == [
        ("append", "strategy"),
        ("replace", "strategy"),
        ("replace", "checklist"),
    ]
    assert [item.proposal for item in dropped] == proposals[3:]


def test_no_more_than_asked_for_and_only_good_ones_count() -> None:
    proposals = [ADD | {"text": ""}, *(ADD | {"text": f"Rule {number}."} for number in range(4))]
    edits, dropped = parse(json.dumps(proposals), START, (), 2)
    assert [edit.text for edit in edits] == ["Rule 0.", "Rule 1."]
    assert [item.reason for item in dropped] == ["the text is empty"] + ["more than the 2 edits asked for"] * 2


OLD = Edit(op="append", block="strategy", text="Handle empty inputs.")


OTHER = apply(START, Edit(op="append", block="checklist", text="Check."))


@pytest.mark.parametrize("harness", [START, OTHER])
@pytest.mark.parametrize("text", ["Handle empty inputs.", "Always handle inputs that are empty!"])
def test_what_was_rejected_is_not_tried_again(harness: Harness, text: str) -> None:
    expected = "an edit that says the same was rejected in round 3: Handle empty inputs."
    assert reason(ADD | {"text": text}, harness, (earlier(OLD, number=3),)) == expected
    assert reason(ADD | {"op": "replace", "text": text}, harness, (earlier(OLD),)) == ""


def test_what_is_unresolved_waits_for_its_own_test() -> None:
    found = reason(ADD | {"text": "Handle any empty input."}, history=(earlier(OLD, outcome="unresolved"),))
    assert (
        found
        == "an edit that says the same waits to be tested further, left unresolved in round 1: Handle empty inputs."
    )


@pytest.mark.parametrize("outcome", ["accepted", "superseded", "dropped_by_merge"])
def test_the_last_outcome_counts(outcome: Outcome) -> None:
    first, last = earlier(OLD, outcome="unresolved"), earlier(OLD, outcome=outcome, number=2)
    assert reason(ADD, history=(last,)) == ""
    assert reason(ADD, history=(first, last)) == ""
    assert "rejected in round 3" in reason(ADD, history=(first, last, earlier(OLD, number=3)))


@pytest.mark.parametrize(
    "text",
    ["Do handle inputs which are empty.", "Check ties. Handle empty inputs", "Handle empty inputs;\ncheck the ties."],
)
def test_what_the_harness_says_in_other_words(text: str) -> None:
    harness = START.model_copy(update={"checklist": "Handle empty inputs first of all.\nCheck ties and duplicates."})
    assert reason(ADD | {"text": text}, harness) == "the harness says this already"
    assert reason(ADD | {"text": f"{text} Mind negative numbers."}, harness) == ""
    assert reason(ADD | {"op": "replace", "text": text}, harness) == ""


ALIKE_PAIRS = [
    (
        "Handle inputs with no elements before anything else.",
        "Before anything else, handle inputs that have no elements.",
    ),
    ("Never modify the arguments; work on a copy.", "Work on a copy and don't modify any argument."),
    ("Never compare floats with ==; use a tolerance.", "Use a tolerance instead of comparing floats with ==."),
    (
        "Raise exactly the exception class that the task states, and only in the cases it states.",
        "Raise exactly the exception class stated by the task, and only in the stated cases.",
    ),
    (
        "Reject bool explicitly whenever an argument must be an integer.",
        "Explicitly reject bool values whenever an argument has to be an integer.",
    ),
    (
        "Try negative numbers, and check the sign of each result.",
        "Check the sign of every result and try negative numbers.",
    ),
    ("Write clean, readable code.", "Write readable and clean code."),
    (
        "Round once, at the very end, never intermediate values.",
        "Never round intermediate values; round once at the very end.",
    ),
    (
        "Give each ranking its stated tie-break and try it on two items with the same score.",
        "Give every ranking the stated tie-break, and test it on two items with an equal score.",
    ),
]
UNLIKE_PAIRS = [
    ("Sort in place.", "Do not sort in place."),
    ("Return a list, not a tuple.", "Return a tuple, not a list."),
    ("Keep all lines of the text below 80 characters.", "Keep all lines of the text below 100 characters."),
    ("Check the first index of each slice.", "Check the last index of each slice."),
    ("Raise ValueError for bad values.", "Raise TypeError for bad types."),
    ("Return exactly the type that the task names.", "Return exactly the exception that the task names."),
    ("Handle empty strings first.", "Handle empty lists first."),
    ("", ""),
]


@pytest.mark.parametrize(("one", "other"), ALIKE_PAIRS)
def test_reworded_copies_are_alike(one: str, other: str) -> None:
    assert alike(one, other)
    assert alike(other, one)


@pytest.mark.parametrize(("one", "other"), UNLIKE_PAIRS)
def test_small_differences_that_matter(one: str, other: str) -> None:
    assert not alike(one, other)
    assert not alike(other, one)


def test_instructions_against_different_weaknesses_are_not_alike() -> None:
    said = [(weakness.name, text) for weakness in (*WEAKNESSES, OUTPUT_FORMAT) for text in weakness.instructions]
    said += [(text, text) for text in (*CODE.useless, *CODE.harmful, *CODE.formless, *CODE.bloat)]
    pairs = [(one, other) for one, other in permutations(said, 2) if one[0] != other[0]]
    assert len(pairs) > 5_000
    assert [(one, other) for (_, one), (_, other) in pairs if alike(one, other)] == []
    for _, text in said:
        harness = Harness(checklist="\n".join(other for _, other in said if other != text))
        proposal = json.dumps([{"op": "append", "block": "role", "text": text}])
        assert parse(proposal, harness, (), 4, max_tokens=10_000)[1] == ()


def test_the_system_prompt_stays_short_enough() -> None:
    harness = Harness(role="x" * 180, checklist="y" * 17)  # 199 characters with the blank line between them

    def dropped(change: dict[str, Any], tokens: int) -> str:
        _, faulty = parse(json.dumps([ADD | change]), harness, (), 4, max_tokens=tokens)
        return faulty[0].reason if faulty else ""

    add = {"block": "checklist", "text": "z" * 200}
    assert dropped(add, 99) == "the system prompt would have about 100 tokens, more than 99"
    assert dropped(add, 100) == ""
    assert dropped({"op": "replace", "block": "role", "text": "z" * 180}, 1) == ""
    assert dropped({"op": "replace", "block": "role", "text": "z" * 181}, 1) != ""


def test_what_belongs_to_a_problem_is_dropped_unless_the_harness_says_it() -> None:
    found = traces([Problem(id="p", prompt="Do it.", tests="assert solution(zebra_stripes=1) == 2")])
    edit = json.dumps([ADD | {"text": "Check zebra_stripes."}])
    edits, dropped = parse(edit, START, (), 4, traces=found)
    assert (edits, [item.reason for item in dropped]) == ((), ["'zebra_stripes' is a name of p"])
    edits, dropped = parse(edit, START.model_copy(update={"role": "You know zebra_stripes."}), (), 4, traces=found)
    assert (len(edits), dropped) == (1, ())


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


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        ("ties", "ties"),
        ("Ties!", "ties"),
        ("tie", "ties"),
        ("Does not handle empty input", "empty input"),
        ("something else", "empty input"),
        ("", "empty input"),
    ],
)
def test_each_edit_aims_at_one_of_the_patterns(named: str, expected: str) -> None:
    edit = Edit.model_validate(ADD | {"pattern": named})
    assert resolve_pattern(edit, PATTERNS).name == expected
    (parsed,), _ = parse(json.dumps([ADD | {"pattern": named}]), START, (), 4, PATTERNS)
    assert parsed == edit.model_copy(update={"pattern": expected})


def test_of_two_patterns_with_one_name_the_more_important_is_meant() -> None:
    twice = [PATTERNS[0], PATTERNS[0].model_copy(update={"problems": ("c",)})]
    assert resolve_pattern(Edit.model_validate(ADD | {"pattern": "empty input"}), twice) is twice[0]


def made(problem: str, status: Status, trial: int = 0) -> Attempt:
    return Attempt(problem=problem, harness="h", trial=nth(trial), reply="", code="", verdict=Verdict(status=status))


ATTEMPTS = [made("a", "failed"), made("a", "passed", 1), made("b", "error"), made("c", "failed"), made("d", "passed")]
KINDS = {"a": "contract", "b": "algorithm", "c": "contract", "d": ""}


def test_what_works_is_said_in_general_words() -> None:
    assert passing(ATTEMPTS, KINDS) == [
        "Problems of the kind contract: 1 of 3 attempts pass.",
        "Every reply holds a code block.",
        "Every answer is fast enough.",
    ]
    assert passing([made("a", "no_code_block"), made("b", "timeout")], KINDS) == [
        "No answer ends in an exception that it should not raise."
    ]
    assert passing([], {}) == []


def test_request_tells_what_to_preserve_and_how_much_room_is_left() -> None:
    kept = Edit(op="append", block="checklist", text="Check ties.")
    harness = apply(Harness(role="You code."), kept)
    history = (
        earlier(kept, outcome="unresolved"),
        earlier(kept, outcome="accepted", number=2),
        earlier(OLD, outcome="accepted"),
        earlier(kept.model_copy(update={"block": "role", "text": "You code."})),
    )
    text = request(harness, PATTERNS, 2, 5, history, 4, ATTEMPTS, KINDS, max_tokens=10)
    assert "These parts of it were tested and help:\n- Check ties.\n\nWhat works" in text
    assert "\n- Every reply holds a code block.\n" in text
    assert '<pattern name="empty input" failures="2 of 3">' in text
    assert len(harness.system_prompt) == 22
    assert "may grow by 18 characters" in text
    assert "may grow by 0 characters" in request(harness, PATTERNS, 2, 5, (), 4, max_tokens=5)
    assert "tested and help" not in request(START, PATTERNS, 2, 5, history, 4)


def test_request_does_not_depend_on_the_order_in_which_attempts_came_back() -> None:
    asked = [request(START, PATTERNS, 2, 5, (), 4, made, KINDS) for made in (ATTEMPTS, ATTEMPTS[::-1])]
    assert asked[0] == asked[1]


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


async def test_the_task_checks_edits_against_every_problem_and_the_settings() -> None:
    texts = ["Mind zebra_stripes.", "z" * 100, "Check ties."]
    solver = Asked(lambda user: json.dumps([ADD | {"text": text, "pattern": "tie"} for text in texts]))
    suite = Suite(name="s", problems=(Problem(id="p", prompt="Do it.", tests="assert solution(zebra_stripes=1) == 2"),))
    found = traces(suite.problems)
    runtime: Any = SimpleNamespace(config=RunConfig(max_harness_tokens=30), suite=suite, solver=solver, traces=found)
    given = {
        "runtime": runtime, "trial": Trial("proposal", 1), "harness": START, "patterns": tuple(PATTERNS),
            "score": Score(passed=2, total=5),
        "earlier": [], "attempts": ATTEMPTS,
    }  # fmt: skip
    proposed = await propose.fn(**given)
    assert [(edit.text, edit.pattern) for edit, _ in proposed.proposals] == [("Check ties.", "ties")]
    assert [item.reason for item in proposed.dropped] == [
        "'zebra_stripes' is a name of p",
        "the system prompt would have about 45 tokens, more than 30",
    ]
    assert "passes 2 of 5 attempts" in solver.asked[0].user
    assert "Every answer is fast enough." in solver.asked[0].user
    assert f"may grow by {120 - len(START.system_prompt)} characters" in solver.asked[0].user
    others: list[dict[str, Any]] = [
        {},
        {"runtime": SimpleNamespace(**vars(runtime) | {"suite": suite.model_copy(update={"problems": ()})})},
        {"earlier": [earlier(OLD)] * 21},
        {"earlier": [earlier(OLD, outcome="unresolved"), *[earlier(OLD)] * 20]},
    ]
    assert propose.cache_key_fn is not None
    assert len({propose.cache_key_fn(None, given | other) for other in others}) == 4  # type: ignore[arg-type]
