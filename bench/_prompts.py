"""The prompts that `bench real` records: one starting harness, its prompt formats, and edits of known purpose.

A recorded prompt has a name: the names of its edits joined by "+" ("start" for none), then "/" and the number of its
prompt format, where 0 is word for word.
"""

from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

from self_harness.harness import START, BlockName, Edit, Harness, apply

Purpose = Literal["useless", "plausible", "harmful", "control"]
CYCLES = 12


class Format(NamedTuple):
    """A prompt format, one of those that `gate.prompt_formats` draws from."""

    heading: str
    case: Callable[[str], str]
    order: tuple[BlockName, ...]
    gap: str = "\n\n---\n\n"

    def apply(self, harness: Harness) -> str:
        texts = [(name, getattr(harness, name)) for name in self.order]
        parts = [self.heading.format(name=self.case(name.replace("_", " ")), text=text) for name, text in texts if text]
        return self.gap.join(parts)


# Drawn once and written down, since a record must keep its prompts.
FORMATS = (
    Format("{name}:\n{text}", str.lower, ("checklist", "output_format", "role", "strategy"), "\n"),
    Format("<{name}>\n{text}\n</{name}>", str.title, ("output_format", "checklist", "role", "strategy"), "\n"),
    Format("## {name}\n\n{text}", str.title, ("strategy", "role", "output_format", "checklist"), "\n\n"),
    Format("# {name}\n{text}", str.title, ("checklist", "strategy", "output_format", "role")),
    Format("## {name}\n\n{text}", str.upper, ("checklist", "strategy", "role", "output_format")),
    Format("{name}:\n{text}", str.upper, ("checklist", "strategy", "output_format", "role")),
)
"""Recorded besides word for word; numbered from 1 on."""
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
    harness = harness_of(edits)
    return FORMATS[int(number) - 1].apply(harness) if int(number) else harness.system_prompt


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
    two-by-two design within the problem. Then a plausible line, a harmful one, and a combination. The first cycle also
    has more trials of the start, and the control.
    """
    useless, plausible, harmful = (
        [name for name, line in LINES.items() if line.purpose == kind] for kind in ("useless", "plausible", "harmful")
    )
    units = [Unit("start/0", problem, (0,)) for problem in range(problems)]
    for cycle in range(CYCLES):
        repeat = cycle // len(FORMATS)
        rounds: list[list[str]] = [[] for _ in range(6)]
        for problem in range(problems):
            number = 1 + (problem + cycle) % len(FORMATS)
            line = _pick(useless, problem + problem // len(FORMATS) + cycle)
            rounds[0].append(f"start/{number}")
            rounds[1].append(f"{line}/0")
            rounds[2].append(f"{line}/{number}")
            rounds[3].append(f"{_pick(plausible, problem + cycle)}/{0 if cycle % 2 == 0 else number}")
            rounds[4].append(f"{_pick(harmful, problem + cycle)}/{0 if cycle % 2 == 0 else number}")
            rounds[5].append(f"{_pick(COMBINATIONS, problem + cycle)}/0")
        for kind, prompts in enumerate(rounds):
            units += [Unit(prompt, problem, (repeat,)) for problem, prompt in enumerate(prompts)]
            if cycle == 0 and kind == 2:
                units += [Unit("start/0", problem, (1,)) for problem in range(problems)]
        if cycle == 0:
            units += [Unit("prose/0", problem, (0,)) for problem in range(problems)]
            units += [Unit("start/0", problem, (2, 3)) for problem in range(problems)]
    return list(dict.fromkeys(units))


def _pick(names: Sequence[str], number: int) -> str:
    return names[number % len(names)]
