"""Prompt formats: the same instructions under other headings and with the blocks in another order.

A model that nearly always answers one request alike (low temperature) is still noisy: its outcome depends on the prompt
format. A line that says nothing turns some problems from failed to passed and others back, and they stay so however often
they are attempted, so repeated attempts would prove luck. (How much pass rates depend on format alone: Sclar, Choi, Tsvetkov,
Suhr, ICLR 2024; that several prompts should be tried instead of one: Mizrahi, Kaplan, Malkin, Dror, Shahaf, Stanovsky, TACL
12, 2024.) So attempts that are evidence are made in many prompt formats, and both attempts of a pair in the same one.
What a line's luck is in every format stays: only other problems tell it from a gain (docs/real-model.md).
"""

import random

from self_harness.attempt import Purpose, Trial
from self_harness.harness import BLOCKS, Harness

HEADINGS = (
    "# {name}\n{text}", "## {name}\n\n{text}", "{name}:\n{text}", "[{name}]\n{text}", "**{name}**\n\n{text}",
    "<{name}>\n{text}\n</{name}>",
)  # fmt: skip
CASES = (str.lower, str.title, str.upper)
GAPS = ("\n\n", "\n", "\n\n---\n\n")
VARIED: frozenset[Purpose] = frozenset({"screening", "pair", "calibration", "comparison"})
"""Purposes whose attempts are made in many prompt formats. All others use the prompt as it is deployed."""


def formatted_prompt(harness: Harness, trial: Trial, stream: str = "") -> str:
    """The system prompt of an attempt. Its purpose decides whether it is the harness's own or in a prompt format, one of at
    least 18, drawn by stream and trial: so the two attempts of a pair have the same, and two runs have their own."""
    if trial.purpose not in VARIED:
        return harness.system_prompt
    rng = random.Random(f"prompt format, {stream}, {trial}")
    heading, case, gap = rng.choice(HEADINGS), rng.choice(CASES), rng.choice(GAPS)
    texts = [(name, getattr(harness, name)) for name in rng.sample(BLOCKS, len(BLOCKS))]
    return gap.join(heading.format(name=case(name.replace("_", " ")), text=text) for name, text in texts if text)
