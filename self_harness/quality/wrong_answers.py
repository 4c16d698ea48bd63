"""Wrong answers for problems without bugs/: mutants of the reference that the tests notice.

They let the simulated model work on any suite with references. Each is filed under a weakness: one that the change looks
like, else one drawn by the problem's id. That is enough to watch the loop, and says nothing about a real model.
"""

import json
import random
import re
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Mapping

from self_harness.attempt import Verdict
from self_harness.concurrency import settle
from self_harness.quality.mutants import Mutant, mutants
from self_harness.quality.mutants_sql import sql_mutants
from self_harness.simulation.weaknesses import CODE, TEXT
from self_harness.suite.kinds.sql import schema_in
from self_harness.suite.problem import Problem, Suite

BUGS = 2
"""Wrong answers for each problem."""
CANDIDATES = 8
"""Mutants that are tried for them."""
LABELS = 30
"""Different answers in a suite from which on they are no labels, one of which could be given for another."""

Grade = Callable[[Problem, str], Awaitable[Verdict]]

_LOOKS_LIKE: Mapping[str, str] = {
    r"raise ": "error_contract",
    r"[<>]=? | [+-] 1\b|\[:|range\(|BETWEEN": "off_by_one",
    r"\bkey=|reverse=|\bsort|ORDER BY| DESC\b": "tie_order",
    r"\bNone\b|\bTrue\b|\bFalse\b|\bNULL\b": "bool_is_int",
    r"DISTINCT|\bset\(|UNION": "duplicates",
    r"lower\(|upper\(|casefold": "unicode_case",
    r"strip\(|split\(|TRIM": "whitespace",
    r"round\(|//": "rounding",
    r"abs\(": "negative_numbers",
}


def mutants_of(problem: Problem, count: int) -> list[Mutant]:
    """Mutants of a problem's reference, at most `count`; none without a reference, or for kinds that have none."""
    match problem.solution, problem.settings.answer:
        case str(code), "python":
            return mutants(code, count, problem.id)
        case str(query), "sql":
            return sql_mutants(query, count, problem.id, schema_in(problem.prompt))
    return []


async def with_wrong_answers(suite: Suite, grade: Grade) -> tuple[Suite, int]:
    """The suite with up to `BUGS` wrong answers for each problem that has a reference and none, and for how many.

    grade: says whether the tests notice a wrong answer; those that they don't notice, or that run for ever, are not used.
    """
    answers = Counter(problem.solution.strip() for problem in suite.problems if problem.solution)
    labels = sorted(answers) if len(answers) <= LABELS else []

    async def completed(problem: Problem) -> Problem:
        if problem.bugs or not problem.solution:
            return problem
        bugs: dict[str, str] = {}
        for name, wrong in _candidates(problem, labels):
            if len(bugs) < BUGS and name not in bugs and (await grade(problem, wrong)).status in ("failed", "error"):
                bugs[name] = wrong
        return problem.model_copy(update={"bugs": bugs})

    problems = tuple(await settle([completed(problem) for problem in suite.problems]))
    made = sum(new.bugs != old.bugs for new, old in zip(problems, suite.problems, strict=True))
    return suite.model_copy(update={"problems": problems}), made


def _candidates(problem: Problem, labels: list[str]) -> Iterator[tuple[str, str]]:
    """Wrong answers, perhaps, with their weaknesses."""
    rng = random.Random(f"wrong answers {problem.id}")
    if problem.settings.answer == "text":
        names = rng.sample(list(TEXT.by_name), len(TEXT.by_name))
        yield from zip(names, _other_texts(problem.solution or "", labels, rng), strict=False)
        return
    names = rng.sample(list(CODE.by_name), len(CODE.by_name))
    for mutant, name in zip(mutants_of(problem, CANDIDATES), names, strict=False):
        changed = f"{mutant.before}\n{mutant.after}"
        yield next((like for pattern, like in _LOOKS_LIKE.items() if re.search(pattern, changed)), name), mutant.code
    nothing = "SELECT NULL" if problem.settings.answer == "sql" else "def solution(*args, **kwargs):\n    return None\n"
    yield names[-1], nothing


def _other_texts(right: str, labels: list[str], rng: random.Random) -> list[str]:
    """Answers other than the right one: another label, a value with something changed, nothing at all."""
    others = [label for label in labels if label != right.strip()]
    texts = rng.sample(others, min(BUGS, len(others)))
    try:
        value = json.loads(right)
    except ValueError:
        value = None
    if isinstance(value, dict) and value:
        texts += [json.dumps({**value, name: None}) for name in rng.sample(list(value), min(BUGS, len(value)))]
    texts += [_higher(right, step) for step in (1, 10)]
    texts += ["unclear", " ".join(right.split()[::-1])]
    return [text for text in dict.fromkeys(texts) if text.strip() != right.strip()]


def _higher(text: str, step: int) -> str:
    """The text with its first number raised."""
    return re.sub(r"\d+", lambda number: str(int(number[0]) + step), text, count=1)
