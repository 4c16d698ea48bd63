"""What is recorded of a real model, as questions; importing this needs neither the product's engine nor its SDK."""

import gzip
import json
import random
from collections.abc import Collection
from functools import cache
from pathlib import Path
from typing import Any

from bench._asking import Question, read
from bench._prompts import Ask, plan, system_prompt
from self_harness.model.types import TEMPERATURES
from self_harness.suite.formats import CONVERTERS
from self_harness.suite.problem import Problem

MAX_TOKENS = 1024
"""Of a reply: the product's default."""
REPLIES, VERDICTS = "replies.jsonl", "verdicts.jsonl"


def problems_of(file: Path) -> dict[str, Problem]:
    """All of HumanEval, by id, in an order drawn at random. No outcome had a part in the choice: there is none."""
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        problems = [CONVERTERS["humaneval"](json.loads(line)) for line in lines]
    random.Random("bench real").shuffle(problems)
    return {problem.id: problem for problem in problems}


def questions(problems: dict[str, Problem], known: Collection[Ask]) -> list[Question]:
    """The plan's attempts that are not known yet."""
    prompts = cache(system_prompt)
    return [
        Question(
            ask._asdict(),
            prompts(ask.prompt),
            [{"role": "user", "content": problems[ask.problem].prompt}],
            MAX_TOKENS,
            TEMPERATURES["solver"],
        )
        for ask in plan(list(problems))
        if ask not in known
    ]


def recorded(folder: Path) -> set[Ask]:
    """The attempts whose replies a folder has."""
    return {ask_of(row) for row in read(folder / REPLIES)}


def ask_of(row: dict[str, Any]) -> Ask:
    return Ask(row["prompt"], row["problem"], row["trial"])
