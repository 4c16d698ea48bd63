"""Requests of analyst and engineer about a real model's failures, and which of the answers the product can use."""

import gzip
import json
import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from bench._asking import read
from bench._recorder import REPLIES, VERDICTS, ask_of
from self_harness.attempt import Attempt, Trial, Verdict
from self_harness.harness import START, Edit
from self_harness.model.types import TEMPERATURES
from self_harness.stats.intervals import wilson
from self_harness.steps import leaks as leaking
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


KEPT = Path(__file__).parent / "data" / "proposals.jsonl.gz"


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
    return Sample(tuple(attempts), mining.cluster(attempts, PATTERNS), _earlier(number))


def _earlier(number: int) -> tuple[proposing.EarlierEdit, ...]:
    return tuple(
        proposing.EarlierEdit(
            round=1,
            edit=Edit(op="append", block="checklist", text=text),
            harness=START.fingerprint,
            outcome="rejected",
        )
        for text in (EARLIER if number % 2 else ())
    )


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


class Judged(NamedTuple):
    """A reply, as today's checks see it."""

    patterns: tuple[mining.Pattern, ...]
    edits: tuple[Edit, ...]
    dropped: tuple[str, ...]
    """Reasons."""


def pack(replies: Sequence[Mapping[str, Any]], made: Sequence[Sample]) -> list[dict[str, Any]]:
    """The replies with what the checks need to know of their samples."""
    fields = ("version", "purpose", "sample", "stop_reason", "tokens", "reply")
    packed = []
    for row in replies:
        sample = made[row["sample"]]
        context = {
            "failed": [attempt.problem for attempt in sample.attempts if not attempt.passed],
            "patterns": [pattern.model_dump() for pattern in sample.patterns],
        }
        packed.append({name: row[name] for name in fields} | {"model": row["model"].removesuffix(".gguf")} | context)
    return sorted(packed, key=lambda row: (row["model"], row["version"], row["purpose"], row["sample"]))


def write(packed: Sequence[Mapping[str, Any]], file: Path = KEPT) -> None:
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in packed)
    file.write_bytes(gzip.compress(lines.encode(), mtime=0))


def kept(file: Path = KEPT) -> list[dict[str, Any]]:
    """The committed replies."""
    return [json.loads(line) for line in gzip.decompress(file.read_bytes()).decode().split("\n") if line]


def judge(row: Mapping[str, Any], traces: leaking.Traces = leaking.NOTHING) -> Judged:
    """By all checks of the product."""
    if row["purpose"] == "analyst":
        failed = [
            Attempt(
                problem=problem,
                harness=START.fingerprint,
                trial=Trial("evaluation"),
                reply="",
                code="",
                verdict=Verdict(status="failed"),
            )
            for problem in row["failed"]
        ]
        parsed = mining.parse(row["reply"], failed, PATTERNS)
        return Judged(parsed.patterns, (), parsed.dropped)
    patterns = [mining.Pattern.model_validate(pattern) for pattern in row["patterns"]]
    earlier = _earlier(row["sample"])
    if row["purpose"] == "engineer":
        edits, dropped = proposing.parse(row["reply"], START, earlier, EDITS, patterns, traces)
    else:
        edits, dropped = proposing.parse_advice(row["reply"], START, earlier, patterns[0], traces)
    return Judged((), edits, tuple(item.reason for item in dropped))


def report(rows: Sequence[Mapping[str, Any]], traces: leaking.Traces) -> Iterator[str]:
    """A table: of the replies, how many have a usable pattern or edit; of these, how many are usable; why others are dropped."""
    yield "| model | prompts | asked | replies | with a usable one | usable, of all said | most frequent reasons for dropping |"
    yield "|---|---|---|---|---|---|---|"
    groups: dict[tuple[str, ...], list[Judged]] = defaultdict(list)
    for row in rows:
        groups[row["model"], row["version"], row["purpose"]].append(judge(row, traces))
    for names, judged in sorted(groups.items()):
        usable = [len(each.patterns) + len(each.edits) for each in judged]
        said = sum(usable) + sum(len(each.dropped) for each in judged)
        reasons = Counter(
            (reason.partition(": ")[2] or reason) if names[2] == "analyst" else reason
            for each in judged
            for reason in each.dropped
        )
        often = ", ".join(f"{text[:60]} ({count})" for text, count in reasons.most_common(3))
        yield (
            f"| {' | '.join(names)} | {len(judged)} | {share(sum(map(bool, usable)), len(judged))} | "
            f"{sum(usable)} of {said} | {often} |"
        )
    yield ""
    yield "| model | prompts | rounds with a usable edit |"
    yield "|---|---|---|"
    for (model, version), found in sorted(_rounds(rows, traces).items()):
        yield f"| {model} | {version} | {share(sum(found), len(found))} |"


def _rounds(rows: Sequence[Mapping[str, Any]], traces: leaking.Traces) -> dict[tuple[str, str], list[bool]]:
    """Whether a round has an edit: of the engineer, or else by advice, which is asked of today's version alone."""
    has: dict[tuple[str, str], dict[int, dict[str, bool]]] = defaultdict(lambda: defaultdict(dict))
    for row in rows:
        if row["purpose"] != "analyst":
            has[row["model"], row["version"]][row["sample"]][row["purpose"]] = bool(judge(row, traces).edits)
    wanted = {"before": {"engineer"}, "now": {"engineer", "advice"}}
    return {
        key: [any(each.values()) for each in by_sample.values() if each.keys() == wanted[key[1]]]
        for key, by_sample in has.items()
    }


def share(count: int, of: int) -> str:
    low, high = wilson(count, of) if of else (0.0, 1.0)
    return f"{count} of {of} ({low:.0%} to {high:.0%})"
