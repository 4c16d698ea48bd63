"""Measured pass rates of single problems, from the runs and calibrations that tried them."""

from datetime import datetime
from operator import itemgetter
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from self_harness.config import SIMULATED
from self_harness.forecast.calibration import Calibration, load
from self_harness.record.log import RunFolder, runs
from self_harness.suite.problem import Suite

AS_DEPLOYED = ("evaluation", "safety")
"""Purposes of the attempts with the very prompt that is deployed, at problems that no outcome chose."""
RUN_ID = "%Y-%m-%d-%H%M%S"
"""Form of a calibration's time: that of a run's id."""


class Rate(BaseModel):
    """Passed attempts of all at a problem, word for word, under the newest deployed harness that was tried at it."""

    model_config = ConfigDict(frozen=True)

    passed: int
    total: int
    simulated: bool
    run: str
    """Its id, or the time of the calibration in the same form."""

    def __str__(self) -> str:
        return f"{self.passed / self.total:.0%} of {self.total}{' (simulated)' if self.simulated else ''}"


def last_rates(suite: Suite, out: Path) -> dict[str, Rate]:
    """Rate of each problem of the suite that was tried, from the newest run or calibration below `out` that did."""
    found: list[tuple[datetime, RunFolder | Calibration]] = [(run.start.started, run) for run in runs(out)]
    found += [(made.made, made) for made in load(out).values()]
    rates: dict[str, Rate] = {}
    wanted = {problem.id for problem in suite.problems}
    for _, source in sorted(found, key=itemgetter(0), reverse=True):
        if wanted <= rates.keys():
            break
        if isinstance(source, Calibration):
            measured = _calibrated(source) if source.suite_digest == suite.digest else {}
        else:
            measured = _tried(source) if source.start.suite == suite.name else {}
        rates = measured | rates
    return {problem.id: rates[problem.id] for problem in suite.problems if problem.id in rates}


def _calibrated(found: Calibration) -> dict[str, Rate]:
    at = f"{found.made:{RUN_ID}}"
    return {
        problem: Rate(passed=score.passed, total=score.total, simulated=found.simulated, run=at)
        for problem, score in found.rates.items()
    }


def _tried(run: RunFolder) -> dict[str, Rate]:
    """By problem, under the newest deployed harness that was tried at it."""
    attempts, rates = run.log().attempts, dict[str, Rate]()
    for harness in [run.start.harness, *(record.harness for record in run.rounds())]:
        outcomes: dict[str, list[bool]] = {}
        for (problem, trial), attempt in attempts.get(harness.fingerprint, {}).items():
            if trial.purpose in AS_DEPLOYED:
                outcomes.setdefault(problem, []).append(attempt.passed)
        simulated = run.start.config.model == SIMULATED
        for problem, passed in outcomes.items():
            rates[problem] = Rate(passed=sum(passed), total=len(passed), simulated=simulated, run=run.start.run_id)
    return rates
