"""A harness in the forms in which it is used elsewhere."""

import json
import re
from typing import Literal, NamedTuple

from self_harness.config import DEFAULT_MODEL, SIMULATED, RunConfig
from self_harness.harness import Harness
from self_harness.model.types import TEMPERATURES

Format = Literal["text", "json", "python", "agents", "promptfoo", "gepa"]

BEGIN = "<!-- self-harness:begin -->"
END = "<!-- self-harness:end -->"
"""A later export may replace what stands between these two lines."""


class Source(NamedTuple):
    """Where a harness comes from."""

    name: str
    """Such as "run 2026-01-31-020000"."""
    model: str = ""
    """The model it was optimised for; empty: unknown."""

    def __str__(self) -> str:
        simulated = "; optimised with the simulated model, so untried with a real one"
        of = {"": "", SIMULATED: simulated}.get(self.model, f", for {self.model}")
        return _one_line(f"{self.name}{of}")


def render(harness: Harness, format_: Format, source: Source) -> str:
    """The harness as a text that ends in a newline. text: the system prompt; json: the blocks; python: a program that asks
    the model; agents: a section of CLAUDE.md or AGENTS.md; promptfoo: a chat prompt (prompt.json); gepa: a seed candidate
    of GEPA, which DSPy's GEPA takes too, with the blocks as its components."""
    match format_:
        case "text":
            return harness.system_prompt + "\n"
        case "json":
            return harness.model_dump_json(indent=2) + "\n"
        case "python":
            return _python(harness, source)
        case "agents":
            return _agents(harness, source)
        case "promptfoo":
            # Double braces would be filled in by promptfoo.
            system = (
                f"{{% raw %}}{harness.system_prompt}{{% endraw %}}"
                if "{" in harness.system_prompt
                else harness.system_prompt
            )
            messages = [{"role": "system", "content": system}, {"role": "user", "content": "{{input}}"}]
            return json.dumps(messages, ensure_ascii=False, indent=2) + "\n"
        case "gepa":
            blocks = {name: text for name, text in harness.blocks().items() if text}
            return json.dumps(blocks, ensure_ascii=False, indent=2) + "\n"


def _python(harness: Harness, source: Source) -> str:
    model = DEFAULT_MODEL if source.model in ("", SIMULATED) else source.model
    return f'''\
# System prompt {harness.fingerprint} from Self-Harness: {source}.
import anthropic

SYSTEM_PROMPT = {_literal(harness.system_prompt)}


def ask(problem: str) -> str:
    """The model's answer to one problem."""
    message = anthropic.Anthropic().messages.create(
        model={model!r},
        max_tokens={RunConfig.model_fields["max_tokens"].default},
        extra_body={{"temperature": {TEMPERATURES["solver"]}}},  # as it was measured; leave it out where it is refused
        system=SYSTEM_PROMPT,
        messages=[{{"role": "user", "content": problem}}],
    )
    return "".join(block.text for block in message.content if block.type == "text")
'''


def _literal(text: str) -> str:
    """A Python expression, one line of the text a line; repr escapes whatever could end or change it."""
    lines = text.splitlines(keepends=True)
    return "\n".join(["(", *(f"    {line!r}" for line in lines), ")"]) if lines else "''"


def _agents(harness: Harness, source: Source) -> str:
    # An end marker inside the text would cut the section short.
    text = harness.system_prompt.replace("<!-- self-harness:", "<!-- self-harness :")
    return f"""\
{BEGIN}
<!-- Harness {harness.fingerprint} from Self-Harness: {source}. Written by a program: change the harness, not this. -->

## How to work on problems of this kind

{text}

{END}
"""


def _one_line(text: str) -> str:
    """Fit for a comment in Python and in Markdown, where "--" could end it."""
    printable = "".join(char if char.isprintable() else "?" for char in " ".join(text.split()))
    return re.sub("-{2,}", "-", printable)
