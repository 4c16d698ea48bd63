"""The arithmetic of deploy/sizing.md."""

import math
from typing import NamedTuple

from self_harness.config import RunConfig
from self_harness.forecast.forecast import OVERHEAD
from self_harness.forecast.spending import ANALYSIS, ANALYSIS_LENGTH
from self_harness.gate.engine import Rules
from self_harness.model.prices import Price
from self_harness.model.types import Usage

EVALUATIONS, ANALYSES = 2, 2
"""Of the start and of the harness that is proven; calls of analyst and engineer in a round."""
SLOWEST = 2.5
"""Time that a block takes, in mean calls: that of its slowest call."""
SECONDS, TOKENS, PRICE = 5.0, Usage(input_tokens=600, output_tokens=200), Price(input=1, output=5)
CONTAINERS_A_CORE, CORES_A_HOST = 2, 4
"""Containers that a core starts in a second, for an answer each; cores of a host."""
ROWS = ((88, 1, 16), (1_000, 1, 32), (2_000, 3, 64), (10_000, 1, 64))
"""Problems, runs one after the other (a model each), calls in flight."""


class Need(NamedTuple):
    calls: int
    dollars: float
    minutes: float
    answers: float
    """To grade in a second."""
    cores: int
    hosts: int


def need(problems: int, runs: int, in_flight: int) -> Need:
    """Of runs with the default settings."""
    config = RunConfig(concurrency=in_flight)
    block = Rules(attempts=config.attempts, rounds=config.rounds, concurrency=in_flight).block
    attempts = EVALUATIONS * problems * config.trials + config.rounds * config.attempts
    analyses = ANALYSES * config.rounds
    a_round = SLOWEST * math.ceil(config.attempts / block) + ANALYSIS_LENGTH * ANALYSES
    in_turn = EVALUATIONS * problems * config.trials / in_flight + config.rounds * a_round
    answers = in_flight / SECONDS
    cores = math.ceil(answers / CONTAINERS_A_CORE)
    return Need(
        runs * (attempts + analyses),
        runs * (attempts * PRICE.cost(TOKENS) + analyses * PRICE.cost(ANALYSIS)),
        runs * (in_turn * SECONDS + attempts * OVERHEAD) / 60,
        answers, cores, math.ceil(cores / CORES_A_HOST),
    )  # fmt: skip


def table() -> list[str]:
    """Its lines, in Markdown."""
    rounds = RunConfig().rounds
    lines = [
        "| problems | rounds | calls | dollars | in flight | minutes | answers/s | cores for containers | hosts of 4 cores |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for problems, runs, in_flight in ROWS:
        its = need(problems, runs, in_flight)
        name = f"{problems:,}" + (f", {runs} models" if runs > 1 else "")
        lines.append(
            f"| {name} | {rounds} | {its.calls:,} | {its.dollars:.1f} | {in_flight} | {its.minutes:.0f} | {its.answers:.0f} "
            f"| {its.cores} | {its.hosts} |"
        )
    return lines
