"""Requests of analyst and engineer about a real model's failures, and which of the answers the product can use."""

import random
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from bench._asking import read
from bench._recorder import REPLIES, VERDICTS, ask_of
from self_harness.attempt import Attempt, Trial, Verdict
from self_harness.harness import START, Edit
from self_harness.model.types import TEMPERATURES
from self_harness.steps import mine as mining
from self_harness.steps import propose as proposing
from self_harness.steps.prompts import fill
from self_harness.suite.problem import Problem

PATTERNS, EDITS = 5, 4
"""The product's defaults."""
FAILED, PASSED = (4, 8), 12
"""Failed problems in a sample, and passed ones: little enough for the context of the smallest model."""
MAX_TOKENS = {"analyst": 2048, "engineer": 2048, "advice": 256}
EARLIER = ("Good luck!", "Check the code again before you answer.")
"""Edits that were rejected before, in every second sample."""


class Sample(NamedTuple):
    """What a round of a run knows."""

    attempts: tuple[Attempt, ...]
    patterns: tuple[mining.Pattern, ...]
    """By signatures, the same for each version of the prompts."""
    earlier: tuple[proposing.EarlierEdit, ...]


def samples(folder: Path, problems: Mapping[str, Problem], count: int) -> list[Sample]:
    """Random ones of the attempts in a graded recording, under the start, each problem once."""
    replies = {ask_of(row): row for row in read(folder / REPLIES)}
    by_passed: dict[bool, dict[str, list[Attempt]]] = {True: {}, False: {}}
    for row in read(folder / VERDICTS):
        ask, verdict = ask_of(row), Verdict.model_validate(row["verdict"])
        if ask.prompt.startswith("start/"):
            reply = replies[ask]["reply"]
            attempt = Attempt(
                problem=ask.problem,
                harness=START.fingerprint,
                trial=Trial("evaluation"),
                reply=reply,
                code=problems[ask.problem].kind.extract(reply),
                verdict=verdict,
            )
            by_passed[verdict.passed].setdefault(ask.problem, []).append(attempt)
    rng = random.Random("proposals")
    return [_sample(rng, number, by_passed[False], by_passed[True]) for number in range(count)]


def _sample(
    rng: random.Random, number: int, failed: Mapping[str, Sequence[Attempt]], passed: Mapping[str, Sequence[Attempt]]
) -> Sample:
    chosen = rng.sample(sorted(failed), rng.randint(*FAILED))
    others = rng.sample(sorted(passed.keys() - set(chosen)), PASSED)
    attempts = [rng.choice(failed[problem]) for problem in chosen] + [rng.choice(passed[problem]) for problem in others]
    rng.shuffle(attempts)
    earlier = [
        proposing.EarlierEdit(
            round=1,
            edit=Edit(op="append", block="checklist", text=text),
            harness=START.fingerprint,
            outcome="rejected",
        )
        for text in (EARLIER if number % 2 else ())
    ]
    return Sample(tuple(attempts), mining.cluster(attempts, PATTERNS), tuple(earlier))


def requests(made: Sequence[Sample], version: str = "now") -> Iterator[dict[str, Any]]:
    """For `bench real ask`: of each sample one of the analyst, one of the engineer, and one for a sentence of advice."""
    for number, sample in enumerate(made):
        users = {
            "analyst": mining.request(START, sample.attempts, PATTERNS),
            "engineer": proposing.request(
                START,
                sample.patterns,
                sum(attempt.passed for attempt in sample.attempts),
                len(sample.attempts),
                sample.earlier,
                EDITS,
                sample.attempts,
            ),
            "advice": proposing.advice_request(sample.patterns[0]),
        }
        for purpose, user in users.items():
            yield {
                "id": f"{version} {purpose} {number}",
                "sample": number,
                "purpose": purpose,
                "version": version,
                "system": fill("analyst_system" if purpose == "analyst" else "engineer_system"),
                "messages": [{"role": "user", "content": user}],
                "max_tokens": MAX_TOKENS[purpose],
                "temperature": TEMPERATURES["analyst" if purpose == "analyst" else "engineer"],
            }
