"""Replies of real small models (tests/data): none breaks what reads replies, and what can't be used is told apart."""

import gzip
import json
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from bench._proposals import judge, kept
from self_harness.attempt import Attempt, Verdict
from self_harness.harness import START
from self_harness.steps.mine import Pattern
from self_harness.steps.mine import parse as parse_patterns
from self_harness.steps.propose import parse as parse_edits
from self_harness.steps.propose import parse_advice
from self_harness.steps.replies import objects
from self_harness.suite.kinds import kind_of
from tests.trials import nth

FILE = Path(__file__).parents[1] / "data" / "real_replies.jsonl.gz"


class Recorded(NamedTuple):
    model: str
    text: str
    stop_reason: str
    output_tokens: int


with gzip.open(FILE, "rt", encoding="utf-8") as lines:
    REPLIES = [Recorded(**json.loads(line)) for line in lines]
FAILED = [
    Attempt(problem=name, harness="h", trial=nth(), reply="", code="x", verdict=Verdict(status="failed", message="m"))
    for name in ("humaneval-037", "humaneval-065", "humaneval-142", "humaneval-163")
]
PATTERN = Pattern(name="Ignores empty input", problems=("humaneval-037",))


def of_role(key: str) -> list[Recorded]:
    """Replies whose JSON has objects with this key."""
    return [reply for reply in REPLIES if any(key in item for item in objects(reply.text))]


def test_nearly_every_answer_holds_a_program() -> None:
    kind = kind_of("python")
    others = of_role("op") + of_role("problems")
    answers = [reply for reply in REPLIES if reply.stop_reason == "end_turn" and reply not in others]
    programs = [code for reply in answers if (code := kind.extract(reply.text))]
    assert Counter(reply.model for reply in answers).most_common()[-1][1] >= 140
    assert sum("def " in program for program in programs) >= 0.97 * len(answers)
    assert not any("```" in program for program in programs)


def test_any_reply_may_come_in_any_role() -> None:
    for reply in REPLIES:
        patterns = parse_patterns(reply.text, FAILED, 5)
        edits, dropped = parse_edits(reply.text, START, (), 4)
        advice, faulty = parse_advice(reply.text, START, (), PATTERN)
        for found in (*patterns.patterns, *edits, *dropped, *advice, *faulty):
            found.model_dump_json()


def test_any_answer_to_analyst_or_engineer_is_read_and_few_can_be_used(capsys: pytest.CaptureFixture[str]) -> None:
    rows = kept()
    usable: dict[tuple[str, str, str], list[bool]] = defaultdict(list)
    for row in rows:
        judged = judge(row)
        usable[row["model"], row["version"], row["purpose"]].append(bool(judged.patterns or judged.edits))
    with capsys.disabled():
        for names, found in usable.items():
            print(f"{' '.join(names)}: {sum(found)} of {len(found)} replies have something usable")
    assert min(Counter(row["model"] for row in rows).values()) >= 190
    before, now = (
        sum(found) for names, found in usable.items() if names[0].startswith("qwen") and names[2] == "engineer"
    )
    assert now > 1.5 * before > 0


def test_what_the_small_model_said_as_analyst_and_engineer_was_made_of_the_requests_words(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """It passed every check once, and cost 60 attempts."""
    (analyst,), (engineer,) = of_role("problems"), of_role("op")
    asked: dict[str, list[Any]] = {"patterns": objects(analyst.text), "edits": objects(engineer.text)}
    patterns = parse_patterns(analyst.text, FAILED, 9)
    edits, dropped = parse_edits(engineer.text, START, (), 9)
    usable = {"patterns": len(patterns.patterns), "edits": len(edits)}
    with capsys.disabled():
        print(" ".join(f"usable {what}: {usable[what]} of {len(asked[what])}" for what in asked))
    assert usable == {"patterns": 0, "edits": 0}
    assert sum("it repeats the request" in reason for reason in patterns.dropped) >= 3
    assert sum("about the edit" in item.reason for item in dropped) >= 2


def test_what_the_smallest_model_said_instead_of_advice_is_no_edit() -> None:
    (said,) = (reply for reply in REPLIES if reply.text.startswith("Here's a rewritten version of the sentence"))
    edits, (dropped,) = parse_advice(said.text, START, (), PATTERN)
    assert (edits, "it describes" in dropped.reason) == ((), True)
