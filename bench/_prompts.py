"""The prompts that `bench real` records: one starting harness, its prompt formats, and edits of known purpose.

A recorded prompt has a name: the names of its edits joined by "+" ("start" for none), then "/" and the number of its
prompt format, where 0 is word for word.
"""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from self_harness.gate.decision import ROUND_TRIALS
from self_harness.gate.prompt_formats import formatted_prompt
from self_harness.harness import START, BlockName, Edit, Harness, apply

Purpose = Literal["useless", "plausible", "harmful", "control"]
FORMATS = 6
"""Prompt formats recorded besides word for word."""
CYCLES = 12


class Line(NamedTuple):
    purpose: Purpose
    text: str
    block: BlockName = "checklist"
    op: Literal["append", "replace"] = "append"

    @property
    def edit(self) -> Edit:
        return Edit(op=self.op, block=self.block, text=self.text)


LINES = {
    "thanks": Line("useless", "Thank you for your help."),
    "synonym": Line("useless", "You are a diligent Python developer.", "role", "replace"),
    "heading": Line("useless", "## Notes"),
    "luck": Line("useless", "Good luck!"),
    "reply": Line("useless", "Reply ONLY with a fenced ```python code block.", "output_format", "replace"),
    "version": Line("useless", "Version 2 of these instructions."),
    "examples": Line("plausible", "Make sure that every example in the docstring holds."),
    "edges": Line("plausible", "Handle edge cases: empty input, a single element, zero and negative numbers."),
    "plan": Line("plausible", "First think about the algorithm, then write the code.", "strategy"),
    "types": Line("plausible", "Return exactly the type that the signature names."),
    "imports": Line("plausible", "Import every module that you use."),
    "simple": Line("plausible", "Keep the code short and simple."),
    "solution": Line("harmful", "Always name the function `solution`."),
    "print": Line("harmful", "Print the result instead of returning it."),
    "recursion": Line("harmful", "Never use loops or comprehensions: use recursion only."),
    "raise": Line("harmful", "Raise ValueError when the input is empty or unusual."),
    "prose": Line("control", "Describe your solution in plain words. Do not write code.", "output_format", "replace"),
}
COMBINATIONS = ("examples+edges", "examples+types+imports", "thanks+luck", "examples+raise")


def harness_of(edits: str) -> Harness:
    """The starting harness with these edits, by names joined with "+"."""
    harness = START
    for name in edits.split("+") if edits != "start" else ():
        harness = apply(harness, LINES[name].edit)
    return harness


def system_prompt(name: str) -> str:
    """The system prompt of a recorded prompt."""
    edits, number = name.split("/")
    trial = ROUND_TRIALS + int(number) if int(number) else 0
    return formatted_prompt(harness_of(edits), trial)


def purpose(edits: str) -> str:
    """useless, plausible, harmful, control, start or combination."""
    if edits in LINES:
        return LINES[edits].purpose
    return "start" if edits == "start" else "combination"


class Unit(NamedTuple):
    """What is asked in one go: trials of one prompt at one problem."""

    prompt: str
    problem: int
    trials: tuple[int, ...]


def plan(problems: int) -> list[Unit]:
    """All that is recorded, in order. Each round tries every problem once, each problem with another prompt of the
    round's kind (a Latin square), so that recording may stop at any time and leaves prompts and problems balanced.

    A cycle gives each problem one prompt format, one useless line, and that line in that format: with the start, a
    two-by-two design within the problem. Then a plausible line, a harmful one, and a combination.
    """
    useless, plausible, harmful = (
        [name for name, line in LINES.items() if line.purpose == kind] for kind in ("useless", "plausible", "harmful")
    )
    units = [Unit("start/0", problem, (0, 1)) for problem in range(problems)]
    for cycle in range(CYCLES):
        repeat = cycle // FORMATS
        rounds: list[list[str]] = [[] for _ in range(6)]
        for problem in range(problems):
            number = 1 + (problem + cycle) % FORMATS
            line = _pick(useless, problem + problem // FORMATS + cycle)
            rounds[0].append(f"start/{number}")
            rounds[1].append(f"{line}/0")
            rounds[2].append(f"{line}/{number}")
            rounds[3].append(f"{_pick(plausible, problem + cycle)}/{0 if cycle % 2 == 0 else number}")
            rounds[4].append(f"{_pick(harmful, problem + cycle)}/{0 if cycle % 2 == 0 else number}")
            rounds[5].append(f"{_pick(COMBINATIONS, problem + cycle)}/0")
        for prompts in rounds:
            units += [Unit(prompt, problem, (repeat,)) for problem, prompt in enumerate(prompts)]
        if cycle == 0:
            units += [Unit("prose/0", problem, (0,)) for problem in range(problems)]
            units += [Unit("start/0", problem, (2, 3)) for problem in range(problems)]
    return list(dict.fromkeys(units))


def _pick(names: Sequence[str], number: int) -> str:
    return names[number % len(names)]
