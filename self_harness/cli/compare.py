"""`self-harness compare`: is one harness better than another?"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from self_harness.cli.options import AsJson, err, find_harness, in_workflow, out, print_json, with_settings
from self_harness.cli.run import Asking
from self_harness.config import RunConfig, resolve
from self_harness.errors import ConfigError
from self_harness.gate.compare import BLOCK, MARGIN, PAIRS, Contestant

if TYPE_CHECKING:
    from self_harness.record.log import RunFolder

CHAMPION = "champion"
SIDE = f"a system prompt (text, Markdown), a harness file, a run (its final harness), or '{CHAMPION}'."
A = Annotated[str | None, typer.Argument(metavar="A", help=f"The one in use: {SIDE}")]
B = Annotated[str | None, typer.Argument(metavar="B", help="The one that may be better, given in the same way.")]


@with_settings("alpha", "champions", *Asking)
def compare(
    settings: RunConfig,
    a: A = None,
    b: B = None,
    margin: Annotated[
        float | None,
        typer.Option(
            min=0.001, max=0.999, help=f"Smallest gain that is worth finding, a share of the score.  \\[{MARGIN}]"
        ),
    ] = None,
    pairs: Annotated[
        int | None,
        typer.Option(min=BLOCK, help=f"Maximum number of pairs, of two model calls each.  \\[{PAIRS}]"),
    ] = None,
    resume: Annotated[
        str | None, typer.Option(metavar="ID", help="Continue this comparison: its id, or 'last' for the newest.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Is harness B better than harness A? Fresh pairs decide, as few as the answer needs.

    The answer is "better", "not better by more than the margin", or "undecided" when the pairs are used up.
    """
    from self_harness.record.log import COMPARISONS, RunFolder, find_run

    found = find_run(resume, Path(settings.out) / COMPARISONS, "comparison") if resume else None
    if (found is not None) == (a is not None) or (a is None) != (b is None):
        raise ConfigError("Give two harnesses, A and B, or --resume ID alone.")
    if found:
        if not (rival := RunFolder(found).start.rival):
            raise ConfigError(f"{found} is no comparison but a run: `self-harness run --resume {found}` goes on.")
        if margin not in (None, rival.margin):
            raise ConfigError(f"A resumed comparison keeps its margin, {rival.margin:g}: leave out --margin.")
        settings = settings.model_copy(update={"out": str(found.parent.parent)})
    old, new = (_side(name, settings) if name else None for name in (a, b))
    if old and new and old.harness == new.harness:
        raise ConfigError("A and B are the same harness.")

    async def work() -> str:
        from flows.compare import compare as compare_flow

        return await compare_flow(settings, old, new, margin or MARGIN, pairs, found.name if found else None)

    path = Path(in_workflow(work, err if as_json else out, settings, found))
    print_comparison(RunFolder(path), as_json)


def _side(name: str, settings: RunConfig) -> Contestant:
    if name != CHAMPION:
        return Contestant(find_harness(name, Path(settings.out)), name)
    from self_harness.release.champion import ChampionStore
    from self_harness.suite.problem import find_suite

    if not settings.champions:
        raise ConfigError("Name the folder of the champions: --champions DIR.")
    suite, model = find_suite(settings.problems).resolve().name, resolve(settings).model
    if (champion := ChampionStore(settings.champions, suite, model).current()) is None:
        raise ConfigError(f"There is no champion of {suite} with {model} in {settings.champions}.")
    return Contestant(champion.harness, CHAMPION)


def print_comparison(folder: "RunFolder", as_json: bool) -> None:
    from self_harness.record.events import Stopped
    from self_harness.report.markdown import spent
    from self_harness.report.verdict import resume_command

    start, log = folder.start, folder.log()
    assert start.rival
    found, is_simulated = log.compared, start.config.model == "simulated"
    if as_json:
        print_json(
            {
                "id": start.run_id,
                "path": str(folder.path),
                "suite": start.suite,
                "model": start.config.model,
                "simulated": is_simulated,
                "a": {"name": start.rival.names[0], **start.harness.model_dump()},
                "b": {"name": start.rival.names[1], **start.rival.harness.model_dump()},
                "result": found.model_dump(),
                "ended": log.ended and log.ended.reason,
                "totals": log.totals.model_dump(),
            }
        )
        return

    def say(text: Any, style: str = "") -> None:
        out.print(str(text), style=style, markup=False, highlight=False, soft_wrap=True)

    say(f"A {start.rival.names[0]}\nB {start.rival.names[1]}")
    say(f"{'Simulated: ' if is_simulated else ''}{found}", "bold")
    share = f"{100 * (1 - found.alpha):g} %"
    say(
        f"Mean over the {len(start.split.held_in)} problems of {start.suite}. Each bound holds at all times with {share}.",
        "dim",
    )
    say(f"spent     {spent(log)}")
    if isinstance(log.ended, Stopped):
        say(f"Ended: {log.ended.reason}")
    elif found.answer == "undecided":
        say(f"`{resume_command(folder.path, '--pairs', str(2 * max(found.pairs, PAIRS)))}` goes on.")
