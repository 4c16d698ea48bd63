"""The `self-harness` command. Each command imports what it needs when it runs: `grade` needs no Prefect."""

import asyncio
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markdown import Markdown

from self_harness.approval_cli import approvals, approve
from self_harness.champion_cli import Champions, audit, champion_app
from self_harness.errors import ConfigError, Interrupted, SelfHarnessError
from self_harness.problems_cli import problems_app
from self_harness.serve_cli import serve

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="A fixed language model improves its own instructions; a gate keeps only what really helps.",
)
app.add_typer(problems_app, name="problems")
app.add_typer(champion_app, name="champion")
app.command()(audit)
app.command()(approvals)
app.command()(approve)
app.command()(serve)
out = Console()
err = Console(stderr=True)


class GateName(StrEnum):
    sequential = "sequential"
    strict = "strict"


class SandboxName(StrEnum):
    auto = "auto"
    docker = "docker"
    local = "local"


class ExportFormat(StrEnum):
    text = "text"
    json = "json"
    python = "python"
    agents = "agents"


Problems = Annotated[str | None, typer.Option(help="Folder of problem folders, or a bundled suite.  \\[contracts]")]
Model = Annotated[
    str | None, typer.Option(help="Model name, or 'simulated'.  \\[the article's model with a key, else simulated]")
]
Trials = Annotated[int | None, typer.Option(help="Attempts at each problem in an evaluation.  [1]")]
Seed = Annotated[int | None, typer.Option(help="Another seed draws other splits and other answers.  [42]")]
SandboxOption = Annotated[SandboxName | None, typer.Option(help="Where answers run.  \\[auto]")]
Concurrency = Annotated[int | None, typer.Option(help="Model calls in flight at once.  [16]")]
MaxCost = Annotated[float | None, typer.Option(help="Dollars that the run may cost.")]
MaxCalls = Annotated[int | None, typer.Option(help="Model calls that the run may make.")]
MaxMinutes = Annotated[float | None, typer.Option(help="Minutes that the run may take.")]
Batch = Annotated[
    bool | None, typer.Option("--batch/--no-batch", help="Send whole evaluations as batches: half the price, but slow.")
]
Prices = Annotated[Path | None, typer.Option(help="TOML file of prices that go before the built-in ones.")]
PriceOption = Annotated[str | None, typer.Option(help="Dollars per million tokens in and out, such as 1/5.")]
Out = Annotated[Path, typer.Option("--out", help="Folder of the run folders.")]
ConfigFile = Annotated[Path | None, typer.Option("--config", help="TOML file with settings.")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object on standard output, progress on standard error.")]
Run = Annotated[str, typer.Argument(help="A run's id or folder, or 'last'.")]


@app.command()
def run(
    problems: Problems = None,
    model: Model = None,
    rounds: Annotated[int | None, typer.Option(help="Rounds at most.  [3]")] = None,
    proposals: Annotated[int | None, typer.Option(help="Edits asked for in a round.  [4]")] = None,
    trials: Trials = None,
    gate: Annotated[GateName | None, typer.Option(help="Rule by which an edit is accepted.  \\[sequential]")] = None,
    split: Annotated[float | None, typer.Option(help="Share of held-in problems.  [0.6]")] = None,
    sealed: Annotated[float | None, typer.Option(help="Share of problems kept for one test at the end.  [0]")] = None,
    compare_resampling: Annotated[
        bool | None,
        typer.Option(
            "--compare-resampling",
            help="At the end, spend as many calls on plain best of N, and compare on the sealed problems.",
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
    from self_harness.ledger import RunFolder, find_run

    settings = _settings(
        config, problems=problems, model=model, rounds=rounds, proposals=proposals, trials=trials, gate=gate, split=split,
        sealed=sealed, seed=seed, sandbox=sandbox, concurrency=concurrency, max_cost=max_cost, max_calls=max_calls, price=price,
        max_minutes=max_minutes, batch=batch, prices=prices, harness=harness and str(harness), out=out_ and str(out_),
        force=force, champions=champions, approve=approve, prune=prune, compare_resampling=compare_resampling,
    )  # fmt: skip
    if resume:
        resume = find_run(resume, Path(settings.out)).name

    async def work() -> str:
        from flows.optimize import optimize

        return await optimize(settings, resume)

    path = Path(_in_workflow(work, err if as_json else out))
    folder = RunFolder(path)
    if as_json:
        rounds_done = [record.model_dump(mode="json") for record in folder.rounds()]
        state = next(event for event in reversed(list(folder.events())) if event["event"] in ("finished", "stopped"))
        _print_json(
            {
                "run_id": folder.start.run_id,
                "path": str(path),
                "state": state["event"],
                "reason": state["reason"],
                "simulated": folder.start.config.model == "simulated",
                "rounds": rounds_done,
                "harness": folder.harness().model_dump(),
                "comparison": state.get("comparison"),
                "totals": folder.totals().model_dump(),
            }
        )
    else:
        _closing(folder)


def _closing(folder: Any) -> None:
    from self_harness.preflight import Forecast, compared
    from self_harness.report import EASY_ADVICE, spent
    from self_harness.resampling import Comparison

    rounds = folder.rounds()
    state = next((e for e in reversed(list(folder.events())) if e["event"] in ("finished", "stopped")), None)
    out.print()
    if state:
        out.print(f"Ended: {state['reason'].rstrip('.')}.", markup=False, highlight=False, soft_wrap=True)
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
    if state and "comparison" in state:
        text = str(Comparison.model_validate(state["comparison"]))
        out.print(f"compared  {text}", highlight=False, markup=False, soft_wrap=True)
    out.print(f"spent     {spent(folder.totals())}", highlight=False)
    if told := next((e for e in folder.events() if e["event"] == "forecast"), None):
        against = compared(Forecast.model_validate(told["forecast"]), folder.totals())
        out.print(f"forecast  {against}", highlight=False)
    out.print(f"report    {folder.path / 'summary.md'}", highlight=False, soft_wrap=True)
    out.print("look at it with `self-harness show last`, `self-harness diff last`, `self-harness ui`", style="dim")


@app.command()
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
    settings = _settings(
        config, problems=problems, model=model, trials=trials, seed=seed, sandbox=sandbox, concurrency=concurrency,
        max_cost=max_cost, max_calls=max_calls, max_minutes=max_minutes, batch=batch, price=price, prices=prices,
        out=out_ and str(out_),
    )  # fmt: skip
    chosen = _find_harness(harness, Path(settings.out)) if harness else None

    async def work() -> Any:
        from flows.evaluate import evaluate as evaluate_flow

        return await evaluate_flow(settings, chosen)

    found = _in_workflow(work, err if as_json else out)
    if as_json:
        _print_json(found.model_dump(mode="json"))
        return
    for row in found.problems:
        out.print(f"{row.passed}/{row.trials}  {row.problem}  {' '.join(row.statuses)}", highlight=False, markup=False)
    label = " (simulated)" if found.simulated else ""
    true_rate = f"; true rate {found.true_rate:.1%} (simulated model, computed exactly)" if found.simulated else ""
    out.print(f"pass rate {found.score}{label}{true_rate}", style="bold", highlight=False)


@app.command()
def calibrate(
    harness: Annotated[
        str | None, typer.Argument(help="A harness file, a run (its final harness), or nothing: the start.")
    ] = None,
    repeats: Annotated[int, typer.Option(help="Attempts at each problem.")] = 5,
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
    from self_harness.calibration import write_subset
    from self_harness.config import resolve
    from self_harness.preflight import preflight
    from self_harness.problem import find_suite

    settings = _settings(
        config, problems=problems, model=model, seed=seed, sandbox=sandbox, concurrency=concurrency, max_cost=max_cost,
        max_calls=max_calls, max_minutes=max_minutes, batch=batch, price=price, prices=prices, out=out_ and str(out_),
    )  # fmt: skip
    chosen = _find_harness(harness, Path(settings.out)) if harness else None

    async def work() -> Any:
        from flows.calibrate import calibrate as calibrate_flow

        return await calibrate_flow(settings, chosen, repeats)

    found = _in_workflow(work, err if as_json else out)
    told = preflight(resolve(settings).model_copy(update={"force": True, "max_calls": None, "max_cost": None}))
    useful = found.within(low, high)
    if write:
        write_subset(find_suite(settings.problems), useful, write)
    if as_json:
        _print_json({**found.model_dump(mode="json"), "forecast": told.model_dump(mode="json"), "useful": useful})
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


@app.command()
def grade(
    problem: Annotated[Path | None, typer.Argument(help="Problem folder.")] = None,
    answer: Annotated[Path | None, typer.Argument(help="File with the answer.")] = None,
    batch: Annotated[
        Path | None, typer.Option(help='JSON lines {"problem": DIR, "code": TEXT}; "-" for standard input.')
    ] = None,
    sandbox: SandboxOption = None,
    concurrency: Concurrency = None,
    timeout: Annotated[float | None, typer.Option(help="Seconds that one answer may run.  [10]")] = None,
    as_json: AsJson = False,
) -> None:
    """Grade one answer (exit code 0 passed, 1 not passed, 3 no verdict), or many with --batch."""
    from self_harness import grading

    settings = _settings(None, sandbox=sandbox, concurrency=concurrency, timeout=timeout)
    if batch is not None:
        if problem or answer:
            raise ConfigError("Give either a problem and an answer, or --batch FILE.")
        text = sys.stdin.read() if str(batch) == "-" else _read(batch)
        asyncio.run(grading.grade_batch(grading.read_batch(text), settings, err.print, _print_line))
        return
    if problem is None or answer is None:
        raise ConfigError("Give a problem folder and a file with the answer, or --batch FILE.")
    verdict = asyncio.run(grading.grade_one(problem, _read(answer), settings, err.print))
    if as_json:
        _print_json(verdict.model_dump())
    else:
        out.print(verdict.status, style="green" if verdict.passed else "red")
        if verdict.message:
            out.print(verdict.message, markup=False, highlight=False, soft_wrap=True)
        out.print(f"{verdict.seconds:.2f} s, {verdict.sandbox}", style="dim")
    raise typer.Exit(0 if verdict.passed else 1)


@app.command()
def show(
    run: Run = "last",
    out_: Out = Path("runs"),
    html: Annotated[bool, typer.Option("--html", help="Write the report as a page and print its path.")] = False,
    as_json: AsJson = False,
) -> None:
    """The report of a run."""
    from self_harness.ledger import RunFolder, find_run
    from self_harness.report import summary, write_summary

    folder = RunFolder(find_run(run, out_))
    if html:
        write_summary(folder)
        print(folder.path / "report.html")
    elif as_json:
        _print_json([record.model_dump(mode="json") for record in folder.rounds()])
    elif out.is_terminal:
        out.print(Markdown(summary(folder)))
    else:
        sys.stdout.write(summary(folder))


@app.command()
def diff(
    run: Run = "last",
    other: Annotated[str | None, typer.Argument(help="Another run, or a harness file, to compare with.")] = None,
    round_: Annotated[
        int | None, typer.Option("--round", help="What this round changed, instead of the whole run.")
    ] = None,
    out_: Out = Path("runs"),
) -> None:
    """What a run changed in its harness, or how two harnesses differ."""
    from self_harness import harness as harnesses
    from self_harness.ledger import RunFolder, find_run

    if other is not None:
        old, new = _find_harness(run, out_), _find_harness(other, out_)
    else:
        folder = RunFolder(find_run(run, out_))
        old, new = folder.start.harness, folder.harness()
        if round_ is not None:
            rounds = folder.rounds()
            if not 1 <= round_ < len(rounds):
                raise ConfigError(f"Run {folder.start.run_id} has rounds 1 to {len(rounds) - 1}.")
            old, new = rounds[round_ - 1].harness, rounds[round_].harness
    for line in (harnesses.diff(old, new) or "no difference").splitlines():
        style = {"+": "green", "-": "red", "[": "bold"}.get(line[:1], "")
        out.print(line, style=style, markup=False, highlight=False, soft_wrap=True)


@app.command()
def export(
    run: Annotated[str, typer.Argument(help="A run's id or folder, 'last', a harness file, or 'champion'.")] = "last",
    format_: Annotated[
        ExportFormat,
        typer.Option(
            "--format",
            help="text: the system prompt; json: the blocks; python: a program that asks the model; "
            "agents: a section of CLAUDE.md or AGENTS.md.",
        ),
    ] = ExportFormat.text,
    champions: Champions = "champions",
    problems: Problems = None,
    model: Model = None,
    out_: Out = Path("runs"),
) -> None:
    """The harness of a run, or the champion, for use elsewhere, on standard output."""
    from self_harness import harness as harnesses
    from self_harness.champion_cli import find_champion
    from self_harness.exporting import Source, render
    from self_harness.ledger import RunFolder, find_run

    if run == "champion":
        entry = find_champion(champions, problems, model)
        harness, source = entry.harness, Source(f"champion of {entry.suite}, entry {entry.sequence}", entry.model)
    elif Path(run).is_file():
        harness, source = harnesses.load(Path(run)), Source(Path(run).name)
    else:
        folder = RunFolder(find_run(run, out_))
        harness, source = folder.harness(), Source(f"run {folder.start.run_id}", folder.start.config.model)
    sys.stdout.write(render(harness, format_.value, source))


@app.command()
def doctor(problems: Problems = None, out_: Out = Path("runs")) -> None:
    """Check what a run needs: key, Docker, image, Prefect, suite, disk; say what to do."""
    from self_harness.doctor import checks

    worst = 0
    for check in checks(problems or "contracts", out_):
        mark, style = {"ok": ("ok  ", "green"), "note": ("note", "yellow"), "bad": ("BAD ", "red")}[check.level]
        out.print(f"{mark}  {check.name:9} {check.text}", style=style, markup=False, highlight=False, soft_wrap=True)
        worst = max(worst, 3 if check.level == "bad" else 0)
    raise typer.Exit(worst)


@app.command()
def ui() -> None:
    """Serve Prefect's UI with the history of all runs, until Ctrl-C."""
    from threading import Event

    from flows.server import server

    with server(err.print) as api, _interruptible():
        out.print(f"Prefect UI: {api.removesuffix('/api')}   (Ctrl-C ends it)", highlight=False)
        Event().wait()


def _in_workflow(work: Callable[[], Any], console: Console) -> Any:
    """Runs a flow with the progress display, on the Prefect server that is set up or on our own."""
    from flows.server import server
    from self_harness.display import Display

    with Display(console) as display, server(display.line):
        from tasks.runtime import listener

        listener.set(display)
        with _interruptible():
            return asyncio.run(work())


@contextmanager
def _interruptible() -> Iterator[None]:
    try:
        yield
    except KeyboardInterrupt:
        raise Interrupted("Interrupted.") from None


def _settings(file: Path | None, **flags: Any) -> Any:
    from self_harness.config import load_config

    return load_config(
        file, {name: value.value if isinstance(value, StrEnum) else value for name, value in flags.items()}
    )


def _find_harness(name: str, folder: Path) -> Any:
    from self_harness import harness as harnesses
    from self_harness.ledger import RunFolder, find_run

    if Path(name).is_file():
        return harnesses.load(Path(name))
    return RunFolder(find_run(name, folder)).harness()


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: not UTF-8 (byte {error.start})") from None


def _print_json(value: Any) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def _print_line(value: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def main() -> None:
    """Runs the command; errors of ours become one message and their exit code."""
    try:
        app()
    except SelfHarnessError as error:
        err.print(str(error), style="red", markup=False, highlight=False, soft_wrap=True)
        sys.exit(error.exit_code)
