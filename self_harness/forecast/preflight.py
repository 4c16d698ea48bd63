"""What is looked at before a run: the forecast, and whether the run can come to anything."""

from collections.abc import Callable
from pathlib import Path

from self_harness.config import RunConfig
from self_harness.errors import ConfigError
from self_harness.forecast import calibration as calibrations
from self_harness.forecast.calibration import Calibration
from self_harness.forecast.forecast import Forecast, forecast
from self_harness.harness import Harness
from self_harness.suite.problem import find_suite, load_suite, split

HOPELESS = 0.5
"""A run is refused if the best possible edit is accepted less often than this, beyond two standard errors."""
FEWEST = 8
"""Minimum number of problems, held-in and held-out."""


def refusal(config: RunConfig, told: Forecast, problems: int, measured: Calibration | None) -> str | None:
    """Why a run with these settings can't come to anything and what to do about it; None if it can.

    problems: held-in and held-out.
    """
    if config.max_calls and config.max_calls < told.calls_at_least:
        return (
            f"max_calls is {config.max_calls}, but the first round's gate is not reached before {told.calls_at_least} "
            f"calls; the whole run needs about {told.calls:,}. Raise max_calls or take fewer problems."
        )
    if config.max_cost and told.cost is not None and config.max_cost < told.cost_per_call * told.calls_at_least:
        return (
            f"max_cost is ${config.max_cost:.2f}, but the {told.calls_at_least} calls before the first round's gate cost "
            f"about ${told.cost_per_call * told.calls_at_least:.2f}. Raise max_cost, or take fewer problems or a cheaper model."
        )
    if not config.rounds:
        return None
    if measured and measured.score.passed == measured.score.total:
        return (
            f"Every one of {measured.score.total} attempts passed when the suite was calibrated: there is nothing to "
            "learn. Take harder problems, a smaller model, or another harness to start from."
        )
    if measured and not measured.score.passed:
        return (
            f"Not one of {measured.score.total} attempts passed when the suite was calibrated: instructions hardly help "
            "there. Take easier problems (`calibrate --write`), a stronger model, and look at the answers."
        )
    if problems < FEWEST:
        return (
            f"{problems} problems are too few: a single one is {100 / problems:.0f} points, so no gain can be told from "
            f"the luck of the draw. Take at least {FEWEST} (30 or more are best), or seal fewer."
        )
    if config.gate == "strict" and told.power_most + 2 * told.power_error < HOPELESS:
        return (
            f"The strict gate can hardly let anything in here: even an edit that cures a whole failure pattern "
            f"({100 * told.gain_most:.0f} points) has a chance of {told.power_most:.0%}. Allow more rounds (`--rounds`), add "
            "problems (30 or more are best), and leave out those that always pass (`self-harness calibrate --write`)."
        )
    return None


def preflight(
    config: RunConfig, harness: Harness, on_step: Callable[[int, int], None] = lambda done, total: None
) -> Forecast:
    """The forecast of a new run with a resolved `config`, on the calibration in its runs folder if there is one.
    harness: what the run starts from. on_step: see `forecast`.

    Raises ConfigError with advice for a hopeless run, unless `config.force`.
    """
    suite = load_suite(find_suite(config.problems))
    parts = split(suite, config.split, config.seed, config.test_split)
    measured = calibrations.load(Path(config.out)).get(calibrations.key(suite.digest, config))
    told = forecast(config, suite, parts, harness, measured, on_step=on_step)
    if not config.force and (reason := refusal(config, told, len(parts.held_in + parts.held_out), measured)):
        raise ConfigError(f"{reason} --force starts the run all the same.")
    return told
