"""`self-harness run`, `evaluate` and `calibrate`: what asks the model."""

import math
from pathlib import Path
from typing import Annotated, Any

import typer

from self_harness.cli.options import AsJson, err, find_harness, in_workflow, out, print_json, with_settings
from self_harness.config import CostSettings, EngineerSettings, ExecutionSettings, ModelSettings, RunConfig
from self_harness.errors import ConfigError

Asking = (
    *ModelSettings.model_fields,
    *EngineerSettings.model_fields,
    *CostSettings.model_fields,
    *ExecutionSettings.model_fields,
)
"""Settings of every command that asks the model."""
Chosen = Annotated[
    str | None,
    typer.Argument(metavar="HARNESS", help="A harness file or a run (its final harness). [the suite's first]"),
]


@with_settings(*RunConfig.model_fields)
def run(
    settings: RunConfig,
    resume: Annotated[
        str | None, typer.Option(metavar="RUN", help="Continue this run: its id, or 'last' for the newest.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Improve a harness round after round.

    A round solves the problems, mines the failures, proposes edits, gates them and merges what passes the gate.
    """
    _run(settings, resume, as_json)


@with_settings("max_cost", "max_calls", "max_minutes", "concurrency", "out")
def prove(
    settings: RunConfig,
    run: Annotated[str, typer.Argument(help="A run's id, or 'last' for the newest.")],
    rounds: Annotated[int, typer.Option(min=1, help="Number of rounds that the proof may take.")] = 4,
    as_json: AsJson = False,
) -> None:
    """Prove the best harness of a run, which the search handed over unproven.

    The run goes on where it ended, and begins with the proof. What is proven can replace the champion. Where a proof would
    probably take more than it may, nothing is started.
    """
    from self_harness.record.log import RunFolder, find_run
    from self_harness.report.verdict import best_of, promote_command

    folder = RunFolder(find_run(run, Path(settings.out)))
    done, config = folder.rounds(), folder.start.config
    if not (best := best_of(folder, done)):
        raise ConfigError(f"Run {folder.start.run_id} has no best harness besides the one that it hands over.")
    run_id, by_hand = folder.start.run_id, f"A person may deploy it without a proof: `{promote_command(folder.path)}`."
    if best.need is None:
        raise ConfigError(f"By the estimates so far a proof of the best harness of run {run_id} has no hope. {by_hand}")
    would = f"A proof of the best harness of run {run_id} would take about {best.need:,} attempts, and "
    if best.need > rounds * config.attempts:
        enough = math.ceil(best.need / config.attempts)
        raise ConfigError(
            f"{would}--rounds {rounds} has {rounds * config.attempts:,}: give --rounds {enough} or more. {by_hand}"
        )
    calls = None if settings.max_calls is None else settings.max_calls - folder.log().totals.calls
    if calls is not None and best.need > calls:
        raise ConfigError(
            f"{would}--max-calls {settings.max_calls} leaves {max(calls, 0):,}, for it counts those of the run so far."
        )
    _run(settings.model_copy(update={"rounds": len(done) - 1 + rounds, "prove": True}), folder.path.name, as_json)


def _run(settings: RunConfig, resume: str | None, as_json: bool) -> None:
    from self_harness.record.log import RunFolder, find_run

    found = find_run(resume, Path(settings.out)) if resume else None
    if found and RunFolder(found).start.rival:
        raise ConfigError(f"{found} is no run but a comparison: `self-harness compare --resume {found}` goes on.")
    if found:
        settings = settings.model_copy(update={"out": str(found.parent)})

    async def work() -> str:
        from flows.optimize import optimize

        return await optimize(settings, found.name if found else None)

    path = Path(in_workflow(work, err if as_json else out, settings, found, is_run=True))
    folder = RunFolder(path)
    if as_json:
        from self_harness.report.verdict import verdict

        log = folder.log()
        assert log.ended is not None  # the flow has returned
        print_json(
            {
                "run_id": folder.start.run_id,
                "path": str(path),
                "state": log.state,
                "reason": log.ended.reason,
                "verdict": verdict(folder, log),
                "simulated": folder.start.config.model == "simulated",
                "rounds": [record.model_dump(mode="json") for record in folder.rounds()],
                "harness": folder.harness().model_dump(),
                "comparison": log.comparison and log.comparison.model_dump(mode="json"),
                "totals": log.totals.model_dump(),
            }
        )
    else:
        _closing(folder)


def _closing(folder: Any) -> None:
    from self_harness.forecast.forecast import compared
    from self_harness.report.markdown import EASY_ADVICE, spent
    from self_harness.report.verdict import best_of, proof_of, verdict

    rounds, log = folder.rounds(), folder.log()
    out.print()
    out.print(verdict(folder, log), style="bold", markup=False, highlight=False, soft_wrap=True)
    if log.ended:
        out.print(f"Ended: {log.ended.reason.rstrip('.')}.", markup=False, highlight=False, soft_wrap=True)
    if rounds and rounds[-1].after.held_in.passed == rounds[-1].after.held_in.total:
        out.print(EASY_ADVICE, style="yellow", markup=False, soft_wrap=True)
    if rounds:
        first, last = rounds[0].after, rounds[-1].after
        out.print(f"held-in   {first.held_in} -> {last.held_in}", highlight=False)
        out.print(f"held-out  {first.held_out} -> {last.held_out}", highlight=False)
        if first.true_rate is not None and last.true_rate is not None:
            out.print(
                f"true      {first.true_rate:.1%} -> {last.true_rate:.1%} (simulated model, computed exactly)",
                style="bold", highlight=False,
            )  # fmt: skip
    if best := best_of(folder, rounds):
        said = f"best      {best}; {proof_of(folder.path, best)}"
        out.print(said, highlight=False, markup=False, soft_wrap=True)
    if log.comparison:
        out.print(f"compared  {log.comparison}", highlight=False, markup=False, soft_wrap=True)
    out.print(f"spent     {spent(log)}", highlight=False)
    if log.forecast:
        out.print(f"forecast  {compared(log.forecast, log.totals)}", highlight=False)
    out.print(f"report    {folder.path / 'summary.md'}", highlight=False, soft_wrap=True)
    out.print(
        "look at it with `self-harness show last`, `self-harness diff last`, `self-harness ui`",
        style="dim",
        soft_wrap=True,
    )


@with_settings("trials", *Asking)
def evaluate(
    settings: RunConfig,
    harness: Annotated[
        str | None,
        typer.Argument(
            metavar="HARNESS", help="A harness file or a run (its final harness). Default: the suite's first harness."
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Measure a harness on a suite."""
    chosen = find_harness(harness, Path(settings.out)) if harness else None

    async def work() -> Any:
        from flows.evaluate import evaluate as evaluate_flow

        return await evaluate_flow(settings, chosen)

    found = in_workflow(work, err if as_json else out, settings)
    if as_json:
        print_json(found.model_dump(mode="json"))
        return
    for row in found.problems:
        out.print(f"{row.passed}/{row.trials}  {row.problem}  {' '.join(row.statuses)}", highlight=False, markup=False)
    label = " (simulated)" if found.simulated else ""
    true_rate = f"; true rate {found.true_rate:.1%} (simulated model, computed exactly)" if found.simulated else ""
    out.print(f"pass rate {found.score}{label}{true_rate}", style="bold", highlight=False)


@with_settings("split", "test_split", *Asking)
def calibrate(
    settings: RunConfig,
    harness: Annotated[
        str | None,
        typer.Argument(
            metavar="HARNESS", help="A harness file or a run (its final harness). Default: the suite's first harness."
        ),
    ] = None,
    repeats: Annotated[int, typer.Option(help="Number of attempts at each problem.")] = 5,
    prompt_formats: Annotated[
        int, typer.Option(help="Number of further attempts at each problem, each with a prompt format of its own.")
    ] = 0,
    write: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Make a suite of the problems whose pass rate is in the range.")
    ] = None,
    low: Annotated[float, typer.Option(min=0, max=1, help="Lowest useful pass rate.")] = 0.2,
    high: Annotated[float, typer.Option(min=0, max=1, help="Highest useful pass rate.")] = 0.9,
    as_json: AsJson = False,
) -> None:
    """Measure pass rates, their noise, and what a run could prove.

    Attempts at every problem are repeated with one and the same harness.
    """
    from flows.preconditions import check_calibration
    from self_harness.config import resolve
    from self_harness.forecast.calibration import write_subset
    from self_harness.forecast.preflight import preflight
    from self_harness.suite.problem import find_suite, load_suite

    check_calibration(repeats, prompt_formats)
    chosen = find_harness(harness, Path(settings.out)) if harness else None

    async def work() -> Any:
        from flows.calibrate import calibrate as calibrate_flow

        return await calibrate_flow(settings, chosen, repeats, prompt_formats)

    found = in_workflow(work, err if as_json else out, settings)
    from flows.service import first_harness  # Prefect: only once its server is there

    config = resolve(settings)
    measured = chosen or first_harness(config, load_suite(find_suite(config.problems)))
    told = preflight(config.model_copy(update={"force": True, "max_calls": None, "max_cost": None}), measured)
    useful = found.within(low, high)
    if write:
        write_subset(find_suite(settings.problems), useful, write)
    if as_json:
        print_json({**found.model_dump(mode="json"), "forecast": told.model_dump(mode="json"), "useful": useful})
        return
    out.print(str(found), highlight=False, markup=False, soft_wrap=True)
    if useful:
        where = f", copied to {write}" if write else "; --write DIR makes a suite of them"
        out.print(
            f"{len(useful)} of {len(found.rates)} problems pass {low:.0%} to {high:.0%} of the time, "
            f"{found.mean(useful):.0%} on average{where}. 50-70 % on average is best.",
            highlight=False, soft_wrap=True,
        )  # fmt: skip
    out.print(f"\n{told}", highlight=False, markup=False, soft_wrap=True)
