"""What each recorded line and format does to the pass rate."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from bench._noise import Array, Interval, Outcomes, interval, mean
from bench._prompts import CURES, TRIMMED, purpose

PURPOSES = ("useless", "plausible", "harmful", "combination")
WORST = "start+raise"
"""By the record. The others of its kind are shown without it, too."""


class Effect(NamedTuple):
    name: str
    rate: float
    """Of passes, each problem and format counting the same."""
    change: Interval
    """Against the start in the same formats; of a format against word for word, of a start against the article's."""


def effects(by_problem: Mapping[str, Outcomes]) -> Iterator[Effect]:
    """Formats; lines by purpose, first all together; then the other starts and the lines on them."""
    prompts = sorted({prompt for found in by_problem.values() for prompt in found})
    numbers = sorted({int(prompt.partition("/")[2]) for prompt in prompts} - {0, TRIMMED})
    yield from _effect("ALL FORMATS", by_problem, [(f"start/{number}", "start/0") for number in numbers])
    for number in numbers:
        yield from _effect(f"format {number}", by_problem, [(f"start/{number}", "start/0")])
    harnesses = sorted({prompt.partition("/")[0] for prompt in prompts})
    for kind in PURPOSES:
        named = [name for name in harnesses if name.startswith("start+") and purpose(name) == kind]
        yield from _effect(f"ALL {kind.upper()}", by_problem, _against(named, prompts, "start"))
        if WORST in named:
            others = [name for name in named if name != WORST]
            yield from _effect(f"ALL {kind.upper()} BUT {WORST}", by_problem, _against(others, prompts, "start"))
        for name in named:
            yield from _effect(name, by_problem, _against([name], prompts, "start"))
    for start in CURES:
        yield from _effect(start, by_problem, _against([start], prompts, "start"))
        for name in harnesses:
            if name.startswith(f"{start}+"):
                yield from _effect(name, by_problem, _against([name], prompts, start))


def _against(harnesses: Sequence[str], prompts: Sequence[str], start: str) -> list[tuple[str, str]]:
    return [(p, f"{start}/{p.partition('/')[2]}") for p in prompts if p.partition("/")[0] in harnesses]


def _effect(name: str, by_problem: Mapping[str, Outcomes], pairs: Sequence[tuple[str, str]]) -> Iterator[Effect]:
    both = [
        [(mean(found[one]), mean(found[two])) for one, two in pairs if one in found and two in found]
        for found in by_problem.values()
    ]
    changes: Array = np.array([mean(a - b for a, b in each) for each in both])
    if np.isfinite(changes).sum() > 1:
        yield Effect(name, mean(a for each in both for a, _ in each), interval(changes))
