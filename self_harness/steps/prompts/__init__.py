"""The texts sent to the model, one file each, with `$name` placeholders."""

from importlib.resources import files
from string import Template


def fill(prompt: str, /, **values: object) -> str:
    """The text of prompts/<prompt>.md with its placeholders filled; KeyError if one is missing."""
    return Template(files(__name__).joinpath(f"{prompt}.md").read_text("utf-8")).substitute(values).strip()
