"""An A/A run: how often each problem passes under one harness, and how much of a difference is noise."""

from datetime import UTC, datetime
from pathlib import Path
from statistics import fmean

from prefect import flow

from flows.preconditions import check, check_calibration
from flows.service import first_harness
from flows.tags import tag
from self_harness.attempt import AttemptKey, Trial, keys
from self_harness.config import RunConfig, resolve
from self_harness.forecast import calibration as calibrations
from self_harness.forecast.calibration import Calibration, noise
from self_harness.forecast.forecast import against_itself
from self_harness.harness import Harness
from self_harness.record.events import PhaseBegun
from self_harness.record.records import Score
from self_harness.suite.problem import split
from tasks.runtime import open_runtime
from tasks.solve import evaluate


@flow(name="calibrate", flow_run_name="calibrate {config.problems}")
async def calibrate(
    config: RunConfig = RunConfig(), harness: Harness | None = None, repeats: int = 5, prompt_formats: int = 0
) -> Calibration:
    """Measures how often each problem passes with one and the same harness, and how much of a difference is noise.

    The attempts are those that a run's evaluations begin with, so a run makes none of them again. The result is saved in
    `config.out`, where the forecast of a run on the same suite with the same model finds it.

    Args:
        config: the settings.
        harness: the harness to measure. If not given: the one that a run with these settings starts from.
        repeats: Number of attempts at each problem.
        prompt_formats: Number of further attempts at each problem, each with a prompt format of its own: they show how
            far the pass rates depend on the prompt format.
    """
    config = resolve(config)
    check_calibration(repeats, prompt_formats)
    suite = check(config)
    await tag(config, suite.name)
    parts = split(suite, config.split, config.seed, config.test_split)
    harness = harness or first_harness(config, suite)
    async with open_runtime(config, suite) as runtime:
        ids = [problem.id for problem in suite.problems]
        wanted = keys(ids, repeats)
        more = [AttemptKey(id_, Trial("calibration", number=n)) for n in range(prompt_formats) for id_ in ids]
        runtime.emit(PhaseBegun(name="calibrate", total=len(wanted) + len(more)))
        made = await evaluate(runtime, harness, [*wanted, *more])
        # All of them are in the store by now: nothing is asked again.
        replies = [
            await runtime.solver.ask(
                runtime.solver.request("solver", harness.system_prompt, runtime.problems[problem].prompt, trial)
            )
            for problem, trial in wanted
        ]
    outcomes = {id_: [made[key].passed for key in wanted if key.problem == id_] for id_ in ids}
    formatted = {id_: [made[key].passed for key in more if key.problem == id_] for id_ in ids}
    rates = {problem: Score(passed=sum(passed), total=repeats) for problem, passed in outcomes.items()}
    calibration = Calibration(
        made=datetime.now(UTC),
        model=config.model,
        simulated=runtime.simulated is not None,
        suite=suite.name,
        suite_digest=suite.digest,
        harness=harness.fingerprint,
        repeats=repeats,
        rates=rates,
        noise=noise(outcomes),
        prompt_formats=calibrations.prompt_formats(outcomes, formatted) if prompt_formats else None,
        false_promotions=against_itself(config, parts, rates),
        input_tokens=fmean(reply.usage.input_tokens for reply in replies),
        output_tokens=fmean(reply.usage.output_tokens for reply in replies),
        seconds=fmean(reply.seconds for reply in replies) + fmean(each.verdict.seconds for each in made.values()),
    )
    calibrations.save(Path(config.out), calibrations.key(suite.digest, config), calibration)
    return calibration
