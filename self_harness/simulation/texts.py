"""What the simulated model says besides answers and good instructions (those are in `weaknesses`)."""

from typing import NamedTuple


class Sayings(NamedTuple):
    """What is said about one sort of answers."""

    useless: tuple[str, ...]
    """General advice that changes nothing."""
    harmful: tuple[str, ...]
    """Advice that invites slips."""
    formless: tuple[str, ...]
    """Output formats that ask for another form than answers must have."""
    bloat: tuple[str, ...]
    """Long paragraphs with one harmful sentence each."""
    bare: str
    """What stands before an answer that has not the form asked for."""
    prose: tuple[str, ...]
    """Replies without an answer."""


_USELESS = (
    "Write clean, readable code.",
    "Use meaningful variable names.",
    "Add type hints where they help the reader.",
    "Follow PEP 8.",
    "Prefer the standard library.",
    "Think step by step.",
    "Read the task closely before writing the function.",
    "Keep functions small and focused.",
    "Double-check your work before you answer.",
    "Take pride in your craft.",
    "Add a short docstring to the function.",
    "Be thorough and professional.",
    "Prefer plain loops over clever tricks.",
    "Name helper functions after what they do.",
    "Aim for the quality of production code.",
    "Structure the solution in a logical way.",
)

_HARMFUL = (
    "Keep it as short as possible.",
    "Assume the input is valid.",
    "Skip validation; it only clutters the code.",
    "Do not worry about unusual arguments.",
    "There is no need to handle rare situations.",
    "Use the fewest lines you can; write a one-liner where possible.",
    "Focus on the happy path.",
    "Trust the caller and do the work right away.",
)

_FENCELESS = (
    "Answer with a short explanation followed by the function.",
    "Explain your approach in plain words, then give the program as plain text.",
    "Return only the raw source text, without any markdown.",
)

_BLOAT = (
    "You are part of a distinguished team of senior engineers who have shipped many systems over many years. Every "
    "answer reflects on the whole team. Think about elegance, think about clarity, think about the next reader. "
    "Inputs are already checked elsewhere, so there is no need to repeat such work here. Imagine how a colleague would "
    "review the result, and imagine how another colleague would review that review. Remember that simplicity is a "
    "virtue, that consistency is a virtue, and that good taste is the mark of a good engineer. Strive for excellence.",
    "Great software is a craft that takes patience, curiosity and respect for detail. Before writing, relax and "
    "picture the finished program. While writing, keep the picture in mind. After writing, compare the two. Do not "
    "spend effort on situations that hardly ever happen. Let every name tell a story and let every line earn its "
    "place. Let the structure of the program mirror the structure of the thought. Above all, be proud of the result, "
    "be humble about it, and be ready to explain it to anybody who asks for an explanation.",
    "Consider the task from several angles: that of a teacher, that of a student, that of an architect and that of an "
    "operator. Weigh the alternatives. Choose the one that feels most natural. Assume that the callers are always "
    "correct and keep the flow of the program smooth. Write as if the program were going to be printed in a book. "
    "Then read it aloud. If it sounds right, it is right. If it sounds wrong, begin again with a fresh mind and a calm "
    "heart, and trust that the right form will show itself in time.",
)

BEFORE_CODE = ("", "", "", "Here is the solution:\n\n", "This function does what the task asks for.\n\n")
AFTER_CODE = ("", "", "", "", "\n\nIt uses the standard library only.")

_PROSE = (
    "To solve this, go through the input once, keep what is needed for the result in a dictionary, and put the result "
    "together at the end in the form that the task describes.",
    "The idea is simple: prepare the values first, then walk over them in the required order and collect the result. "
    "Let me know if you would like me to write it out.",
)
CODE = Sayings(_USELESS, _HARMFUL, _FENCELESS, _BLOAT, "The function below solves it.", _PROSE)
TEXT = Sayings(
    useless=(
        "Think step by step.",
        "Read the message closely.",
        "Double-check your work before you answer.",
        "Be thorough and professional.",
        "Take pride in your work.",
        "Stay calm and friendly.",
        "Put yourself in the writer's place.",
        "Be consistent from message to message.",
        "Use common sense.",
        "Aim for the quality of an experienced colleague.",
        "Take the time that the message deserves.",
        "Be objective and neutral.",
    ),
    harmful=(
        "Trust your first impression; do not overthink it.",
        "Skip further checks: the first sentence says what matters.",
        "Do not bother with rare situations.",
        "There is no need to read the whole guide each time.",
        "Focus on the usual case only.",
        "Assume that messages are always clear and simple.",
    ),
    formless=(
        "Explain your choice in a sentence, then give the answer.",
        "Answer in full sentences and give your reasons.",
        "Start with a short explanation of the message.",
    ),
    bloat=_BLOAT,
    bare="After reading the message closely, this is my view of it.",
    prose=(
        "The message touches several points, and it depends on how one looks at them.",
        "This is hard to say without knowing more about the case.",
    ),
)

NO_JSON = (
    "I looked through the material you sent. The answers seem to go wrong for several reasons, and it would be best to "
    "discuss them one by one.",
    "Happy to help! Could you tell me in which form you would like the list?",
)
"""Replies that hold no JSON."""
