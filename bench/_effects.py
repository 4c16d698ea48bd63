"""What each recorded prompt does to the pass rate, against the start at the same problems."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from bench._noise import Interval, Outcomes, interval
from bench._prompts import purpose

FEWEST = 10
"""Problems for an interval to be shown at all."""
PURPOSES = ("format", "useless", "plausible", "harmful", "combination", "control")


class Effect(NamedTuple):
    name: str
    attempts: int
    rate: float
    """Of passes."""
    change: Interval
    """Against the start, word for word, at the same problems; each problem counts the same."""


def kind(prompt: str) -> str:
    """Purpose of a prompt; that of another format of the start is "format"."""
    edits, _, number = prompt.partition("/")
    return "format" if edits == "start" and number != "0" else purpose(edits)


def effects(by_problem: Mapping[str, Outcomes]) -> Iterator[Effect]:
    """First all prompts of a purpose together, then each set of edits and each format by itself."""
    for each in PURPOSES:
        yield from _effect(each.upper(), by_problem, kind, each)
        for name in sorted({_short(p) for prompts in by_problem.values() for p in prompts if kind(p) == each}):
            yield from _effect(name, by_problem, _short, name)


def _short(prompt: str) -> str:
    """Formats of the start by number, edits by name."""
    edits, _, number = prompt.partition("/")
    return f"format {number}" if edits == "start" else edits


def _effect(
    name: str, by_problem: Mapping[str, Outcomes], group: Callable[[str], str], chosen: str
) -> Iterator[Effect]:
    """Of all prompts in a group."""
    starts, changes, trials = [], [], []
    for prompts in by_problem.values():
        start = prompts.get("start/0", ())
        others = [x for prompt, found in prompts.items() if group(prompt) == chosen for x in found]
        starts.append(_mean(start))
        changes.append(_mean(others) - _mean(start))
        trials += others
    if np.isfinite(changes).sum() >= FEWEST:
        change = interval({"change": np.array(changes)}, lambda mean: mean["change"], ["change"])
        yield Effect(name, len(trials), _mean(trials), change)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else float("nan")
