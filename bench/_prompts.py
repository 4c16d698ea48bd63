"""The prompts that `bench real` records: starting harnesses, lines of known purpose that are added to them, prompt formats.

A recorded harness has a name: its start and its lines joined by "+", as in "start+thanks". A recorded prompt is that, then
"/" and the number of its prompt format, where 0 is word for word.
"""

from collections.abc import Callable, Iterator
from typing import Literal, NamedTuple

from self_harness.harness import START, BlockName, Edit, Harness, apply

Purpose = Literal["useless", "plausible", "harmful", "cure"]


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
    Format("[{name}]\n{text}", str.lower, ("role", "strategy", "output_format", "checklist"), "\n\n"),
    Format("**{name}**\n\n{text}", str.title, ("strategy", "output_format", "checklist", "role"), "\n"),
    Format("[{name}]\n{text}", str.upper, ("output_format", "role", "checklist", "strategy"), "\n"),
    Format("<{name}>\n{text}\n</{name}>", str.lower, ("role", "checklist", "strategy", "output_format"), "\n\n"),
    Format("**{name}**\n\n{text}", str.upper, ("checklist", "role", "output_format", "strategy")),
)
"""Recorded besides word for word; numbered from 1 on."""
TRIMMED = len(FORMATS) + 1
"""Number of one more: the system prompt word for word, and the task without its last line end, as runs of the product have it."""


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
    "please": Line("useless", "Please answer the request."),
    "important": Line("useless", "This task is important to me."),
    "examples": Line("plausible", "Make sure that every example in the docstring holds."),
    "edges": Line("plausible", "Handle edge cases: empty input, a single element, zero and negative numbers."),
    "plan": Line("plausible", "First think about the algorithm, then write the code.", "strategy"),
    "types": Line("plausible", "Return exactly the type that the signature names."),
    "imports": Line("plausible", "Import every module that you use."),
    "simple": Line("plausible", "Keep the code short and simple."),
    "signature": Line("plausible", "Keep the function's name and parameters exactly as given."),
    "whole": Line("plausible", "Write the complete function, not only its body."),
    "brief": Line("plausible", "No explanation and no examples of use.", "output_format"),
    "check": Line("plausible", "Before you answer, check the code on the first example of the docstring.", "strategy"),
    "solution": Line("harmful", "Always name the function `solution`."),
    "print": Line("harmful", "Print the result instead of returning it."),
    "recursion": Line("harmful", "Never use loops or comprehensions: use recursion only."),
    "raise": Line("harmful", "Raise ValueError when the input is empty or unusual."),
    "lambda": Line("harmful", "Write every function as a single lambda expression."),
    "strings": Line("harmful", "Return every result as a string."),
    "fence": Line(
        "cure", "Return one fenced ```python code block with the complete function.", "output_format", "replace"
    ),
    "fence too": Line("cure", "Give the complete function in a fenced ```python code block, whatever else you say."),
    "return": Line("cure", "Return the result of a function; print nothing.", "checklist", "replace"),
    "return too": Line("cure", "A function must return its result: callers use what it returns.", "strategy"),
}
COMBINATIONS = (
    "start+examples+edges",
    "start+examples+types+imports",
    "start+brief+signature",
    "start+brief+signature+whole+imports",
    "start+simple+edges",
    "start+thanks+luck",
    "start+examples+raise",
    "start+brief+recursion",
)

STARTS = {
    "start": START,
    "prose": START.model_copy(update={"output_format": "Describe your solution in plain words. Do not write code."}),
    "printing": START.model_copy(update={"checklist": LINES["print"].text}),
    "good": apply(apply(START, LINES["brief"].edit), LINES["signature"].edit),
}
"""The article's start; two that are known to be bad, by a misleading output format and by an instruction that hurts; and one
that is thought to be good."""
CURES = {"prose": ("fence", "fence too"), "printing": ("return", "return too"), "good": ()}
CONTROL_LINES = ("thanks", "heading", "examples", "edges", "solution", "raise")
"""Two useless ones, two plausible ones and two harmful ones."""
CROSSED = 3
"""Formats, from 1 on, in which every useless line is recorded."""
EVERYWHERE = ("thanks", "synonym")
"""Useless lines that are recorded in all formats."""


def harness_of(name: str) -> Harness:
    """A recorded harness."""
    start, *lines = name.split("+")
    harness = STARTS[start]
    for line in lines:
        harness = apply(harness, LINES[line].edit)
    return harness


def system_prompt(prompt: str) -> str:
    """The system prompt of a recorded prompt."""
    name, number = prompt.split("/")
    harness = harness_of(name)
    return harness.system_prompt if int(number) in (0, TRIMMED) else FORMATS[int(number) - 1].apply(harness)


def purpose(name: str) -> str:
    """Of a recorded harness: useless, plausible, harmful, cure, start or combination."""
    _, *lines = name.split("+")
    if not lines:
        return "start"
    return LINES[lines[0]].purpose if len(lines) == 1 else "combination"


def named(*purposes: Purpose) -> list[str]:
    """The lines of these purposes."""
    return [name for name, line in LINES.items() if line.purpose in purposes]


class Ask(NamedTuple):
    """One attempt to be recorded."""

    prompt: str
    problem: str
    trial: int


def rounds() -> list[tuple[str, int]]:
    """(prompt, trial), in the order in which they are recorded: what the first question needs comes first."""
    found = list(_rounds())
    assert len(found) == len(set(found))
    return found


def plan(problems: list[str]) -> list[Ask]:
    """All attempts: each round tries every problem once, so that the record is balanced wherever it stops."""
    return [Ask(prompt, problem, trial) for prompt, trial in rounds() for problem in problems]


def _rounds() -> Iterator[tuple[str, int]]:
    formats = range(1, len(FORMATS) + 1)
    crossed = range(CROSSED + 1)
    useless, plausible, harmful = named("useless"), named("plausible"), named("harmful")
    # Formats and useless lines, fully crossed.
    yield from (("start/0", trial) for trial in (0, 1))
    yield from ((f"start/{number}", 0) for number in formats)
    yield from ((f"start+{line}/{number}", 0) for number in crossed for line in useless)
    # What lines do, and the bad starts with their cures.
    yield from ((f"start+{line}/0", 0) for line in (*plausible, *harmful))
    for start, cures in CURES.items():
        yield from ((f"{name}/{number}", 0) for name in (start, *_with(start, cures)) for number in (0, 1))
    yield from ((f"start+{line}/1", 0) for line in (*plausible, *harmful))
    for start in CURES:
        yield from ((f"{name}/{number}", 0) for name in _with(start, CONTROL_LINES) for number in (0, 1))
    # Chance within one prompt.
    yield from (("start/0", trial) for trial in range(2, 6))
    yield from ((f"start/{number}", 1) for number in formats)
    yield from ((f"start+{line}/{number}", 1) for number in (0, 1) for line in useless)
    yield from ((f"{name}/0", 0) for name in COMBINATIONS)
    yield from ((f"start+{line}/{number}", 0) for number in formats[CROSSED:] for line in EVERYWHERE)
    yield from ((f"{start}/{number}", 1) for start in CURES for number in (0, 1))
    yield from ((f"start+{line}/2", 0) for line in plausible)
    yield from ((f"start/{number}", 2) for number in crossed[1:])
    yield from (("start/0", trial) for trial in (6, 7))


def _with(start: str, lines: tuple[str, ...]) -> list[str]:
    return [f"{start}+{line}" for line in lines]
