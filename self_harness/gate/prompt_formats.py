"""The same instructions in other words, as far as that can be had for nothing: other headings, another order of the blocks.

A model that answers one request mostly alike (low temperature) is not free of noise: its luck hangs on the prompt format. A
line that says nothing turns some problems from failed to passed and others back, and there they stay, however often they are
tried again, so repeated attempts would prove luck. (How much pass rates hang on format alone: Sclar, Choi, Tsvetkov, Suhr,
ICLR 2024; that many prompts should be tried instead of one: Mizrahi, Kaplan, Malkin, Dror, Shahaf, Stanovsky, TACL 12, 2024.)
So what is to prove something is made in many prompt formats, the two attempts of a pair in the same.
"""

import random

from self_harness.gate.decision import ROUND_TRIALS
from self_harness.harness import BLOCKS, Harness

HEADINGS = (
    "# {name}\n{text}", "## {name}\n\n{text}", "{name}:\n{text}", "[{name}]\n{text}", "**{name}**\n\n{text}",
    "<{name}>\n{text}\n</{name}>",
)  # fmt: skip
CASES = (str.lower, str.title, str.upper)
GAPS = ("\n\n", "\n", "\n\n---\n\n")


def formatted_prompt(harness: Harness, trial: int, seed: int = 0) -> str:
    """The system prompt of an attempt: as it is, or in one of 18 prompt formats or more if it is a screening or of a pair.
    seed: of the
    night's attempts, so that no night meets the luck of another."""
    if trial < ROUND_TRIALS:
        return harness.system_prompt
    rng = random.Random(f"prompt_format {seed} {trial}")
    heading, case, gap = rng.choice(HEADINGS), rng.choice(CASES), rng.choice(GAPS)
    texts = [(name, getattr(harness, name)) for name in rng.sample(BLOCKS, len(BLOCKS))]
    return gap.join(heading.format(name=case(name.replace("_", " ")), text=text) for name, text in texts if text)
