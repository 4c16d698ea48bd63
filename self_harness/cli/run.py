"""`self-harness run`, `evaluate` and `calibrate`: what asks the model."""

from pathlib import Path
from typing import Annotated, Any

import typer

from self_harness.cli.options import (
    AsJson,
    Batch,
    Concurrency,
    ConfigFile,
    GateName,
    MaxCalls,
    MaxCost,
    MaxMinutes,
    Model,
    PriceOption,
    Prices,
    Problems,
    SandboxOption,
    Seed,
    Trials,
    err,
    find_harness,
    in_workflow,
    out,
    print_json,
    settings_of,
)  # fmt: skip


def run(
    problems: Problems = None,
    model: Model = None,
    rounds: Annotated[int | None, typer.Option(help="Rounds at most.  [12]")] = None,
    proposals: Annotated[int | None, typer.Option(help="Edits asked for in a round.  [4]")] = None,
    trials: Trials = None,
    gate: Annotated[GateName | None, typer.Option(help="Rule by which an edit is accepted.  \\[sequential]")] = None,
    split: Annotated[float | None, typer.Option(help="Share of held-in problems.  [0.6]")] = None,
    test_split: Annotated[
        float | None, typer.Option(help="Share of problems kept for one test at the end.  [0]")
    ] = None,
    compare_resampling: Annotated[
        bool | None,
        typer.Option(
            "--compare-resampling",
            help="At the end, spend as many calls on plain best of N, and compare on the problems of the test split.",
        ),
    ] = None,
    seed: Seed = None,
    sandbox: SandboxOption = None,
    concurrency: Concurrency = None,
    max_cost: MaxCost = None,
    max_calls: MaxCalls = None,
    max_minutes: MaxMinutes = None,
    batch: Batch = None,
    price: PriceOption = None,
    prices: Prices = None,
    harness: Annotated[Path | None, typer.Option(help="JSON file of the harness to start from.")] = None,
    champions: Annotated[
        str | None, typer.Option(help="Folder or URL of the champions: start from the champion, and replace it.")
    ] = None,
    approve: Annotated[
        bool | None, typer.Option("--approve", help="Ask a person before the champion is replaced.")
    ] = None,
    prune: Annotated[int | None, typer.Option(help="Lines examined at the end: is each still of use?  [0]")] = None,
    out_: Annotated[Path | None, typer.Option("--out", help="Folder of the run folders.  \\[runs]")] = None,
    force: Annotated[
        bool | None, typer.Option("--force", help="Start although nothing can come of it by the forecast.")
    ] = None,
    resume: Annotated[str | None, typer.Option(help="Id of a run to go on with, or 'last'.")] = None,
    config: ConfigFile = None,
    as_json: AsJson = False,
) -> None:
    """Improve a harness: solve, mine the failures, propose edits, gate them, merge; round after round."""
    from self_harness.record.log import RunFolder, find_run

    settings = settings_of(
        config, problems=problems, model=model, rounds=rounds, proposals=proposals, trials=trials, gate=gate, split=split,
        test_split=test_split, seed=seed, sandbox=sandbox, concurrency=concurrency, max_cost=max_cost, max_calls=max_calls,
        price=price, max_minutes=max_minutes, batch=batch, prices=prices, harness=harness and str(harness), out=out_ and str(out_),
        force=force, champions=champions, approve=approve, prune=prune, compare_resampling=compare_resampling,
    )  # fmt: skip
    if resume:
        resume = find_run(resume, Path(settings.out)).name

    async def work() -> str:
        from flows.optimize import optimize

        return await optimize(settings, resume)

    path = Path(in_workflow(work, err if as_json else out))
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
    from self_harness.report.verdict import verdict

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
    if log.comparison:
        out.print(f"compared  {log.comparison}", highlight=False, markup=False, soft_wrap=True)
    out.print(f"spent     {spent(log.totals)}", highlight=False)
    if log.forecast:
        out.print(f"forecast  {compared(log.forecast, log.totals)}", highlight=False)
    out.print(f"report    {folder.path / 'summary.md'}", highlight=False, soft_wrap=True)
    out.print("look at it with `self-harness show last`, `self-harness diff last`, `self-harness ui`", style="dim")


def evaluate(
    harness: Annotated[
        str | None, typer.Argument(help="A harness file, a run (its final harness), or nothing: the start.")
    ] = None,
    problems: Problems = None,
    model: Model = None,
    trials: Trials = None,
    seed: Seed = None,
    sandbox: SandboxOption = None,
    concurrency: Concurrency = None,
    max_cost: MaxCost = None,
    max_calls: MaxCalls = None,
    max_minutes: MaxMinutes = None,
    batch: Batch = None,
    price: PriceOption = None,
    prices: Prices = None,
    out_: Annotated[Path | None, typer.Option("--out", help="Folder of what was paid for.  \\[runs]")] = None,
    config: ConfigFile = None,
    as_json: AsJson = False,
) -> None:
    """Measure a harness on a suite."""
    settings = settings_of(
        config, problems=problems, model=model, trials=trials, seed=seed, sandbox=sandbox, concurrency=concurrency,
        max_cost=max_cost, max_calls=max_calls, max_minutes=max_minutes, batch=batch, price=price, prices=prices,
        out=out_ and str(out_),
    )  # fmt: skip
    chosen = find_harness(harness, Path(settings.out)) if harness else None

    async def work() -> Any:
        from flows.evaluate import evaluate as evaluate_flow

        return await evaluate_flow(settings, chosen)

    found = in_workflow(work, err if as_json else out)
    if as_json:
        print_json(found.model_dump(mode="json"))
        return
    for row in found.problems:
        out.print(f"{row.passed}/{row.trials}  {row.problem}  {' '.join(row.statuses)}", highlight=False, markup=False)
    label = " (simulated)" if found.simulated else ""
    true_rate = f"; true rate {found.true_rate:.1%} (simulated model, computed exactly)" if found.simulated else ""
    out.print(f"pass rate {found.score}{label}{true_rate}", style="bold", highlight=False)


def calibrate(
    harness: Annotated[
        str | None, typer.Argument(help="A harness file, a run (its final harness), or nothing: the start.")
    ] = None,
    repeats: Annotated[int, typer.Option(help="Attempts at each problem.")] = 5,
    prompt_formats: Annotated[
        int, typer.Option(help="Further ones, each in a prompt_format of its own: does the model's luck hang on that?")
    ] = 0,
    write: Annotated[
        Path | None, typer.Option(metavar="DIR", help="New suite of the problems whose pass rate is in the range.")
    ] = None,
    low: Annotated[float, typer.Option(help="Lowest useful pass rate.")] = 0.2,
    high: Annotated[float, typer.Option(help="Highest useful pass rate.")] = 0.9,
    problems: Problems = None,
    model: Model = None,
    seed: Seed = None,
    sandbox: SandboxOption = None,
    concurrency: Concurrency = None,
    max_cost: MaxCost = None,
    max_calls: MaxCalls = None,
    max_minutes: MaxMinutes = None,
    batch: Batch = None,
    price: PriceOption = None,
    prices: Prices = None,
    out_: Annotated[Path | None, typer.Option("--out", help="Folder of what was paid for.  \\[runs]")] = None,
    config: ConfigFile = None,
    as_json: AsJson = False,
) -> None:
    """Measure a harness against itself: pass rate of each problem, noise, and what a run could find out."""
    from self_harness.config import resolve
    from self_harness.forecast.calibration import write_subset
    from self_harness.forecast.forecast import preflight
    from self_harness.suite.problem import find_suite

    settings = settings_of(
        config, problems=problems, model=model, seed=seed, sandbox=sandbox, concurrency=concurrency, max_cost=max_cost,
        max_calls=max_calls, max_minutes=max_minutes, batch=batch, price=price, prices=prices, out=out_ and str(out_),
    )  # fmt: skip
    chosen = find_harness(harness, Path(settings.out)) if harness else None

    async def work() -> Any:
        from flows.calibrate import calibrate as calibrate_flow

        return await calibrate_flow(settings, chosen, repeats, prompt_formats)

    found = in_workflow(work, err if as_json else out)
    told = preflight(resolve(settings).model_copy(update={"force": True, "max_calls": None, "max_cost": None}))
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
