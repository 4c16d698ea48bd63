"""What a run's calls take: tokens, dollars and time."""

from typing import Literal, NamedTuple

from self_harness.config import SIMULATED, RunConfig
from self_harness.evaluation.pricing import prices_of
from self_harness.forecast import speed
from self_harness.forecast.calibration import Calibration
from self_harness.model.prices import Price
from self_harness.model.types import FRAMING_TOKENS, Usage
from self_harness.steps.mine import HALVINGS

CHARS_PER_TOKEN = 4
OUTPUT_TOKENS = 300
"""Assumed length of a solver's reply."""
ANALYSIS = Usage(input_tokens=5_000, output_tokens=1_000)
"""Assumed for a call of analyst or engineer."""
ANALYSIS_AT_MOST = 20_000
"""Tokens of their longest prompts: 60,000 characters of evidence and the rest."""
ANALYSIS_LENGTH = 4
"""Most tokens, and time, of their replies, in those of the solver's."""
SECONDS = 4.0
"""Assumed time of an attempt at a real model."""
SIMULATED_SECONDS = 0.3


class Calls(NamedTuple):
    """Numbers of calls."""

    attempts: float
    """Of the solver."""
    analyses: float
    """Of analyst and engineer."""

    @property
    def total(self) -> float:
        return self.attempts + self.analyses


class Spending(NamedTuple):
    """Tokens, and dollars where prices are known."""

    usage: Usage
    cost: float | None


def analyses_a_round(proposals: int) -> int:
    """Most calls of analyst and engineer in a round: both requests shortened as often as can be, which costs no tokens, and
    one sentence of advice for each proposal."""
    return 2 * (1 + HALVINGS) + proposals


def expected(config: RunConfig, calls: Calls, prompt_chars: float, measured: Calibration | None) -> Spending:
    """prompt_chars: mean length of a solver's request."""
    into = measured.input_tokens if measured else prompt_chars / CHARS_PER_TOKEN + FRAMING_TOKENS
    out = measured.output_tokens if measured else min(OUTPUT_TOKENS, config.max_tokens)
    return _spending(config, calls, (into, out), (ANALYSIS.input_tokens, ANALYSIS.output_tokens))


def at_most(config: RunConfig, calls: Calls, prompt_chars: float) -> Spending:
    """prompt_chars: longest solver's request."""
    thinking = config.thinking_tokens or 0
    solver = prompt_chars, config.max_tokens + thinking
    return _spending(config, calls, solver, (ANALYSIS_AT_MOST, ANALYSIS_LENGTH * config.max_tokens + thinking))


def seconds_a_call(config: RunConfig, measured: Calibration | None) -> tuple[float, Literal["measured", "assumed"]]:
    """By the calibration, else by earlier runs."""
    if measured:
        return measured.seconds, "measured"
    if config.model == SIMULATED:
        return SIMULATED_SECONDS, "assumed"
    known = speed.load(config)
    return (known.seconds, "measured") if known else (SECONDS, "assumed")


def _spending(config: RunConfig, calls: Calls, solver: tuple[float, float], analysis: tuple[float, float]) -> Spending:
    """Of calls with so many tokens in and out each."""
    solving, analysing = (
        Usage(input_tokens=round(count * into), output_tokens=round(count * out))
        for count, (into, out) in ((calls.attempts, solver), (calls.analyses, analysis))
    )
    prices = prices_of(config)
    costs = [_cost(prices.solver, solving), _cost(prices.engineer, analysing)]
    known = [cost for cost in costs if cost is not None]
    return Spending(
        Usage(
            input_tokens=solving.input_tokens + analysing.input_tokens,
            output_tokens=solving.output_tokens + analysing.output_tokens,
        ),
        sum(known) if known else None,
    )


def _cost(price: Price | None, usage: Usage) -> float | None:
    return price.cost(usage) if price else None
