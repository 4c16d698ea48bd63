"""The measurement of one harness on a whole suite."""

from prefect import flow
from pydantic import BaseModel, ConfigDict

from flows.preconditions import check
from flows.service import first_harness
from flows.tags import tag
from self_harness.attempt import keys
from self_harness.config import RunConfig, resolve
from self_harness.harness import Harness
from self_harness.record.events import PhaseBegun
from self_harness.record.records import Score
from tasks.runtime import open_runtime
from tasks.solve import evaluate as attempts_at


class Row(BaseModel):
    """One problem's part of an evaluation."""

    model_config = ConfigDict(frozen=True)

    problem: str
    passed: int
    trials: int
    statuses: tuple[str, ...]


class Evaluation(BaseModel):
    model_config = ConfigDict(frozen=True)

    model: str
    simulated: bool
    harness: str
    """Fingerprint."""
    score: Score
    true_rate: float | None
    """Exact pass rate; known for the simulated model only."""
    problems: tuple[Row, ...]


@flow(name="evaluate", flow_run_name="evaluate {config.problems}")
async def evaluate(config: RunConfig = RunConfig(), harness: Harness | None = None) -> Evaluation:
    """Measures a harness: `config.trials` attempts at every problem of the suite.

    Args:
        config: the settings.
        harness: the harness to measure. If not given: the one that a run with these settings starts from.
    """
    config = resolve(config)
    suite = check(config)
    await tag(config, suite.name)
    harness = harness or first_harness(config, suite)
    async with open_runtime(config, suite) as runtime:
        wanted = keys([problem.id for problem in suite.problems], config.trials)
        runtime.emit(PhaseBegun(name="evaluate", total=len(wanted)))
        made = await attempts_at(runtime, harness, wanted)
        rows = []
        for problem in suite.problems:
            tried = [made[key] for key in wanted if key.problem == problem.id]
            rows.append(
                Row(
                    problem=problem.id,
                    passed=sum(attempt.passed for attempt in tried),
                    trials=len(tried),
                    statuses=tuple(attempt.verdict.status for attempt in tried),
                )
            )
        return Evaluation(
            model=config.model,
            simulated=runtime.simulated is not None,
            harness=harness.fingerprint,
            score=Score(passed=sum(row.passed for row in rows), total=len(wanted)),
            true_rate=runtime.true_rate(harness, list(suite.problems)),
            problems=tuple(rows),
        )
