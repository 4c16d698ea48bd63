"""The texts sent to the model, one file each, with `$name` placeholders."""

import re
from functools import cache
from importlib.resources import files
from string import Template


def fill(prompt: str, /, **values: object) -> str:
    """The text of prompts/<prompt>.md with its placeholders filled; KeyError if one is missing."""
    return Template(_text(prompt)).substitute(values).strip()


def fixed(*prompts: str) -> list[str]:
    """The parts of these texts that stand in every request: what lies between their placeholders."""
    return [part for prompt in prompts for part in re.split(r"\$\w+", _text(prompt))]


@cache
def _text(prompt: str) -> str:
    return files(__name__).joinpath(f"{prompt}.md").read_text("utf-8")
