"""One root cause of wrong answers."""

from typing import NamedTuple


class Weakness(NamedTuple):
    """One root cause of wrong answers."""

    name: str
    title: str
    description: str
    """The root cause in one sentence, as an analyst would put it."""
    pattern: str
    """Name of the failure pattern, as an analyst would put it."""
    instructions: tuple[str, ...]
    """Paraphrases of a good general instruction."""
