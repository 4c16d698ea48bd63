"""Self-Harness: a fixed language model improves its own instructions, and a gate keeps only what really helps.

A run goes from one of these types to the next, round after round (`loop.Loop`):

    Problem   a task with tests; some problems are held in and learned from, some are held out and only tested on
    Attempt   one answer of the model to a problem under the current harness. Its `Trial` tells equal requests apart
    Verdict   what the sandbox says of the answer: passed, failed, timeout, ...
    Pattern   failures with one root cause, as the model itself explains them (mine)
    Edit      a small change to the instructions against a pattern, as the model itself proposes it (propose)
    Decision  accepted, rejected or unresolved, with the evidence: attempts with the edit against attempts without it (gate)
    Harness   the instructions, four blocks of text. The accepted edits make the next one (merge)

`optimize` and `compare` are the same for a notebook, with any callable as model: `from self_harness import optimize, compare`.

Three protocols are the places where the outside world, or another idea, is plugged in:

    Model     answers a request: the Messages API (`model`) or the simulated model (`simulation`)
    Sandbox   runs an answer against its tests and returns a verdict: Docker containers, or local processes
    Gate      decides which edits get in: `sequential`, the default, with a proven error rate, or `strict`, the paper's rule

The core is plain Python. What it decides depends on outcomes alone, so forecast and benchmarks run the same loop on simulated
outcomes, and a run that was stopped goes on as if it had not been. `tasks` and `flows` make a Prefect workflow of the loop;
`record` keeps every event of a run, `release` deploys what a run found, `report` shows it, `cli` is the command line.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from self_harness.attempt import Attempt, Sandbox, Trial, Verdict
    from self_harness.gate.decision import Gate
    from self_harness.gate.decision import GateDecision as Decision
    from self_harness.harness import Edit, Harness
    from self_harness.loop import Loop
    from self_harness.model.types import Model
    from self_harness.notebook import compare, optimize
    from self_harness.steps.mine import Pattern
    from self_harness.suite.problem import Problem

__version__ = "0.1.0"
__all__ = [
    "Attempt", "Decision", "Edit", "Gate", "Harness", "Loop", "Model", "Pattern", "Problem", "Sandbox", "Trial", "Verdict",
    "compare", "optimize",
]  # fmt: skip

_PLACES = {
    "Problem": ("suite.problem", "Problem"),
    "Attempt": ("attempt", "Attempt"),
    "Trial": ("attempt", "Trial"),
    "Verdict": ("attempt", "Verdict"),
    "Pattern": ("steps.mine", "Pattern"),
    "Edit": ("harness", "Edit"),
    "Decision": ("gate.decision", "GateDecision"),
    "Harness": ("harness", "Harness"),
    "Model": ("model.types", "Model"),
    "Sandbox": ("attempt", "Sandbox"),
    "Gate": ("gate.decision", "Gate"),
    "Loop": ("loop", "Loop"),
    "optimize": ("notebook", "optimize"),
    "compare": ("notebook", "compare"),
}


def __getattr__(name: str) -> Any:
    """The types above, each imported when it is first asked for: `import self_harness` itself takes no time."""
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, attribute = _PLACES[name]
    return getattr(import_module(f"{__name__}.{module}"), attribute)
