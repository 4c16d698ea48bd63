import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from self_harness.attempt import Attempt, Verdict
from self_harness.harness import START, Edit, Harness, apply
from self_harness.simulation import texts
from self_harness.simulation.model import SimulatedModel
from self_harness.simulation.persona import Persona
from self_harness.simulation.weaknesses import BY_NAME, CODE, OUTPUT_FORMAT
from self_harness.steps import mine as mining
from self_harness.steps import propose as proposing
from self_harness.steps.mine import Pattern
from self_harness.steps.prompts import fill
from self_harness.steps.replies import objects
from self_harness.suite.problem import Problem
from tests.simulation.test_model import MODEL, NO_FENCE, PROBLEMS, body, text
from tests.trials import nth

QUIET = Persona(mislabel=0.0, malformed=0.0, ill_formed=0.0)


def failed(problem: Problem, code: str | None, error: str, reply: str = "") -> Attempt:
    verdict = Verdict(status="failed" if code else "no_code_block", message=error)
    return Attempt(problem=problem.id, harness="h", trial=nth(), reply=reply, code=code, verdict=verdict)


def analysis(model: SimulatedModel, attempts: list[Attempt], draw: str = "d", max_patterns: int = 8) -> str:
    user = mining.request(START, attempts, max_patterns)
    return text(model.answer(body(fill("analyst_system"), user), draw))


def proposal_request(
    patterns: list[Pattern],
    harness: Harness = START,
    proposals: int = 4,
    earlier: tuple[proposing.EarlierEdit, ...] = (),
) -> dict[str, Any]:
    return body(fill("engineer_system"), proposing.request(harness, patterns, 30, 50, earlier, proposals))


PATTERNS = [
    Pattern(name=BY_NAME[name].pattern, problems=("a", "b"), description=BY_NAME[name].description)
    for name in ("bool_is_int", "tie_order", "empty_input")
]


# Analyst


def test_the_analyst_finds_the_weakness_of_each_known_bug() -> None:
    model = SimulatedModel(PROBLEMS, 0, QUIET)
    for problem in PROBLEMS:
        for name, bug in problem.bugs.items():
            attempts = [failed(problem, bug.strip("\n"), "AssertionError: x")]
            (pattern,) = mining.parse(analysis(model, attempts), attempts, 8).patterns
            assert CODE.recognise(f"{pattern.name}\n{pattern.description}") == name
            assert pattern.problems == (problem.id,)


def test_the_analyst_recognises_code_that_was_cut_in_the_middle() -> None:
    long = "def solution(x):\n" + "".join(f"    value_{i} = x + {i}\n" for i in range(120)) + "    return {}\n"
    bugs = {name: long.format(end) for name, end in (("rounding", "value_1"), ("calendar", "value_2"))}
    problem = PROBLEMS[0].model_copy(update={"bugs": bugs})
    attempts = [failed(problem, bugs["calendar"].strip(), "AssertionError: x")]
    assert "[...]" in mining.request(START, attempts, 5)
    (pattern,) = mining.parse(analysis(SimulatedModel([problem], 0, QUIET), attempts), attempts, 5).patterns
    assert pattern.name == BY_NAME["calendar"].pattern


def test_the_analyst_reads_errors_where_it_does_not_know_the_code() -> None:
    model = SimulatedModel(PROBLEMS, 0, QUIET)
    attempts = [
        failed(PROBLEMS[0], "def solution(x): return x", "RecursionError: maximum recursion depth exceeded"),
        failed(PROBLEMS[1], None, "no code block and no `def solution` in the reply", reply="I would sort it."),
        failed(PROBLEMS[2], "def solution(x): return x", "assert solution(7) == 8: returned 7, expected 8"),
    ]
    patterns = mining.parse(analysis(model, attempts), attempts, 8).patterns
    assert {pattern.name: pattern.problems for pattern in patterns} == {
        BY_NAME["large_input"].pattern: (PROBLEMS[0].id,),
        OUTPUT_FORMAT.pattern: (PROBLEMS[1].id,),
    }


def test_the_analyst_groups_orders_and_keeps_to_the_number_of_patterns() -> None:
    model = SimulatedModel(PROBLEMS, 0, QUIET)
    attempts = [
        failed(problem, problem.bugs[name], f"AssertionError: {problem.id}")
        for problem in PROBLEMS[:30]
        for name in sorted(problem.bugs)[:1]
    ]
    counts = Counter(sorted(problem.bugs)[0] for problem in PROBLEMS[:30])
    items = objects(analysis(model, attempts, max_patterns=3))
    assert len(items) == 3
    assert [len(item["problems"]) for item in items] == [count for _, count in counts.most_common(3)]
    assert items[0].keys() == {"name", "problems", "description", "example_error", "actionability"}
    assert items[0]["example_error"] in {f"AssertionError: {problem}" for problem in items[0]["problems"]}


def test_the_analyst_errs_as_often_as_its_persona_says() -> None:
    name, bug = next(iter(PROBLEMS[0].bugs.items()))
    attempts = [failed(PROBLEMS[0], bug, "x")]
    model = SimulatedModel(PROBLEMS, 0, Persona(mislabel=0.3, malformed=0.2))
    replies = [objects(analysis(model, attempts, draw=str(i))) for i in range(600)]
    named = [items[0]["name"] for items in replies if items and "name" in items[0]]
    assert 0.8 < len(named) / 600 < 0.93  # a cut-off reply may still hold the name
    assert 0.25 < sum(found != BY_NAME[name].pattern for found in named) / len(named) < 0.35


# Engineer


def proposals(model: SimulatedModel, request: dict[str, Any], draws: int) -> list[list[dict[str, str]]]:
    return [objects(text(model.answer(request, str(draw)))) for draw in range(draws)]


def kind(edit: dict[str, str]) -> str:
    if edit["text"] in (*texts.CODE.harmful, *texts.CODE.bloat, *texts.CODE.formless):
        return "harmful"
    return "useless" if edit["text"] in texts.CODE.useless else "good"


def test_the_engineer_proposes_a_mix_of_good_useless_and_harmful_edits() -> None:
    model = SimulatedModel(PROBLEMS, 0, QUIET)
    edits = [edit for reply in proposals(model, proposal_request(PATTERNS), 500) for edit in reply]
    assert len(edits) == 2000
    shares = {name: count / 2000 for name, count in Counter(map(kind, edits)).items()}
    assert shares == {
        "good": pytest.approx(0.55, abs=0.04),
        "useless": pytest.approx(0.25, abs=0.04),
        "harmful": pytest.approx(0.2, abs=0.04),
    }
    before = MODEL.true_pass_rate(PROBLEMS, START)
    for edit in edits[:200]:
        parsed, _ = proposing.parse(json.dumps([edit]), START, (), 1)
        change = MODEL.true_pass_rate(PROBLEMS, apply(START, parsed[0])) - before
        assert {"good": change > 0, "useless": change == 0, "harmful": change < 0}[kind(edit)]


def test_good_edits_aim_at_the_patterns_most_important_first_and_differ() -> None:
    model = SimulatedModel(PROBLEMS, 0, QUIET.model_copy(update={"good": 1.0, "useless": 0.0}))
    for reply in proposals(model, proposal_request(PATTERNS, proposals=6), 50):
        assert [edit["pattern"] for edit in reply] == [pattern.name for pattern in PATTERNS] * 2
        assert [CODE.recognise(edit["text"]) for edit in reply] == ["bool_is_int", "tie_order", "empty_input"] * 2
        assert len({edit["text"] for edit in reply}) == 6
        parsed, dropped = proposing.parse(json.dumps(reply), START, (), 6)
        assert (len(parsed), dropped) == (6, ())


def test_edits_carry_all_fields_and_a_few_break_the_structural_checks() -> None:
    replies = proposals(SimulatedModel(PROBLEMS, 0, Persona(malformed=0.0)), proposal_request(PATTERNS), 400)
    dropped = 0
    for reply in replies:
        for edit in reply:
            assert edit.keys() == {"op", "block", "text", "pattern", "rationale", "expected_effect", "risk"}
            assert all(edit.values())
        dropped += len(proposing.parse(json.dumps(reply), START, (), 4)[1])
    assert 0.015 < dropped / 1600 < 0.05


def test_the_engineer_repeats_neither_the_harness_nor_earlier_edits_while_it_has_something_else_to_say() -> None:
    said = BY_NAME["bool_is_int"].instructions
    model = SimulatedModel(PROBLEMS, 0, QUIET.model_copy(update={"good": 1.0, "useless": 0.0}))
    harness = START.model_copy(update={"checklist": "\n".join(said[:2])})
    tried = proposing.EarlierEdit(
        round=1,
        edit=Edit(op="append", block="checklist", text=said[2]),
        harness="h",
        outcome="rejected",
    )
    once = proposals(model, proposal_request(PATTERNS[:1], harness, 1, (tried,)), 40)
    assert {reply[0]["text"] for reply in once} == {said[3]}
    twice = proposals(model, proposal_request(PATTERNS[:1], harness, 2, (tried,)), 40)
    assert {edit["text"] for reply in twice for edit in reply} == {said[2], said[3]}


def test_the_engineer_restores_a_lost_output_format() -> None:
    pattern = Pattern(name=OUTPUT_FORMAT.pattern, problems=("a",), description=OUTPUT_FORMAT.description)
    model = SimulatedModel(PROBLEMS, 0, QUIET.model_copy(update={"good": 1.0, "useless": 0.0}))
    lost = MODEL.true_pass_rate(PROBLEMS, NO_FENCE)
    for (edit,) in proposals(model, proposal_request([pattern], NO_FENCE, 1), 20):
        assert edit["block"] == "output_format"
        parsed, _ = proposing.parse(json.dumps([edit]), NO_FENCE, (), 1)
        assert MODEL.true_pass_rate(PROBLEMS, apply(NO_FENCE, parsed[0])) > lost + 0.1


def test_some_edits_drop_earlier_lines() -> None:
    harness = START.model_copy(update={"checklist": "Never modify the arguments; work on a copy."})
    replies = proposals(SimulatedModel(PROBLEMS, 0, QUIET), proposal_request(PATTERNS, harness), 200)
    edits = [edit for reply in replies for edit in reply]
    losing = [edit for edit in edits if (edit["op"], edit["block"]) == ("replace", "checklist")]
    assert 0.01 < len(losing) / len(edits) < 0.08


def test_all_roles_survive_the_parsers_in_every_wrapping() -> None:
    attempts = [failed(PROBLEMS[0], next(iter(PROBLEMS[0].bugs.values())), "x")]
    model = SimulatedModel(PROBLEMS, 0, Persona(malformed=0.5))
    forms: Counter[str] = Counter()
    ask: list[Callable[[str], str]] = [
        lambda draw: analysis(model, attempts, draw),
        lambda draw: text(model.answer(proposal_request(PATTERNS), draw)),
    ]
    for draw in range(200):
        for role in ask:
            reply = role(str(draw))
            mining.parse(reply, attempts, 5)
            proposing.parse(reply, START, (), 4)
            forms[re.sub(r"\W.*", "", reply.strip()[:9], flags=re.S) or reply.strip()[:1]] += 1
    assert {"[", "`", "Here", "I", "Happy"} <= forms.keys()


def test_the_texts_fit_into_an_edit() -> None:
    said = (*texts.CODE.useless, *texts.CODE.harmful, *texts.CODE.formless, *texts.CODE.bloat)
    assert max(map(len, said)) <= proposing.MAX_CHARS
    assert len({hashlib.sha256(line.encode()).digest() for line in said}) == len(said)
