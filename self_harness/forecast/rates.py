"""Measured pass rates of single problems, from the runs and calibrations that tried them."""

from pathlib import Path

from pydantic import BaseModel, ConfigDict

from self_harness.config import SIMULATED
from self_harness.forecast.calibration import load
from self_harness.gate.decision import ROUND_TRIALS
from self_harness.record.log import RunFolder
from self_harness.suite.problem import Suite

RUN_ID = "%Y-%m-%d-%H%M%S"
"""Times as run ids begin with them, so that both sort by time."""


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


def last_rates(suite: Suite, runs: Path) -> dict[str, Rate]:
    """Rate of each problem of the suite that was tried, from the newest run or calibration that did."""
    rates: dict[str, Rate] = {}
    wanted = {problem.id for problem in suite.problems}
    calibrated = {
        f"{found.made:{RUN_ID}}": found for found in load(runs).values() if found.suite_digest == suite.digest
    }
    ids = [config.parent.name for config in runs.glob("*/config.json")]
    for id_ in sorted([*ids, *calibrated], reverse=True):
        if id_ in calibrated:
            found = calibrated[id_]
            for problem in wanted - rates.keys():
                score = found.rates[problem]
                rates[problem] = Rate(passed=score.passed, total=score.total, simulated=found.simulated, run=id_)
            continue
        run = RunFolder(runs / id_)
        if run.start.suite != suite.name or wanted <= rates.keys():
            continue
        tried: dict[tuple[str, str], dict[int, bool]] = {}
        for harness, attempts in run.log().attempts.items():
            for (problem, trial), attempt in attempts.items():
                if trial < ROUND_TRIALS:
                    tried.setdefault((harness, problem), {})[trial] = attempt.passed
        deployed = [record.harness.fingerprint for record in run.rounds()[::-1]] + [run.start.harness.fingerprint]
        for problem in wanted - rates.keys():
            if measured := next((tried[harness, problem] for harness in deployed if (harness, problem) in tried), None):
                rates[problem] = Rate(
                    passed=sum(measured.values()),
                    total=len(measured),
                    simulated=run.start.config.model == SIMULATED,
                    run=run.start.run_id,
                )
    return rates
