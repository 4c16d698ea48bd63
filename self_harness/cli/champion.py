"""`self-harness champion`. Each command imports what it needs when it runs."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from self_harness.cli.console import Console, write_json
from self_harness.errors import ConfigError

if TYPE_CHECKING:
    from self_harness.release.champion import ChampionStore
    from self_harness.release.history import Entry

champion_app = typer.Typer(no_args_is_help=True, help="The deployed harness: show it, change it, take a change back.")
out = Console()

Champions = Annotated[
    str, typer.Option(envvar="SELF_HARNESS_CHAMPIONS", help="Folder or fsspec URL of the champions' histories.")
]
Problems = Annotated[str | None, typer.Option(help="Suite whose champion is meant, where there are several.")]
Model = Annotated[str | None, typer.Option(help="Model whose champion is meant, where there are several.")]
Reason = Annotated[str, typer.Option(help="Why, for the history.")]
AsJson = Annotated[bool, typer.Option("--json", help="JSON on standard output.")]


@champion_app.command()
def show(
    champions: Champions = "champions", problems: Problems = None, model: Model = None, as_json: AsJson = False
) -> None:
    """The champion: where it comes from, what it rests on, its text."""
    entry = find_champion(champions, problems, model)
    _print_entry(entry, as_json)
    if not as_json:
        _say(f"\n{entry.harness.render()}")


@champion_app.command()
def history(
    champions: Champions = "champions", problems: Problems = None, model: Model = None, as_json: AsJson = False
) -> None:
    """Everything that happened to a champion, oldest first."""
    entries = _choose(champions, problems, model).history()
    if as_json:
        _print_json([entry.model_dump(mode="json") for entry in entries])
        return
    for entry in entries:
        by = f" by {entry.by}" if entry.by else ""
        run = f", run {entry.evidence.run}" if entry.evidence.run else ""
        what = f"{entry.event.replace('_', ' ')}{by}: harness {entry.fingerprint}{run}, version {entry.version}"
        _say(f"{entry.sequence:3}  {entry.time:%Y-%m-%d %H:%M}  {what}")
        _say(f"     {entry.reason}", "dim")


@champion_app.command()
def promote(
    harness: Annotated[str, typer.Argument(metavar="RUN_OR_FILE", help="A run (its final harness) or a harness file.")],
    reason: Reason = "promoted by hand",
    best: Annotated[
        bool, typer.Option("--best", help="Of a run its best harness, of which nothing is proven; the history says so.")
    ] = False,
    champions: Champions = "champions",
    problems: Problems = None,
    model: Model = None,
    out_: Annotated[Path, typer.Option("--out", help="Folder of the run folders.")] = Path("runs"),
    as_json: AsJson = False,
) -> None:
    """Deploy a harness by hand, whatever is deployed now. A run brings its suite and model along."""
    from self_harness import harness as harnesses
    from self_harness.record.log import RunFolder, find_run
    from self_harness.release.champion import ChampionStore, best_of, evidence_of
    from self_harness.release.history import Evidence

    if Path(harness).is_file():
        if best:
            raise ConfigError("--best is for a run, which has a best harness; a file is deployed as it is.")
        chosen, evidence = harnesses.load(Path(harness)), Evidence()
        named = ChampionStore(champions, _suite(problems), model) if problems and model else None
        store = named or _choose(champions, problems, model)
    else:
        run = RunFolder(find_run(harness, out_, "harness"))
        store = ChampionStore(champions, run.start.suite, run.start.config.model)
        chosen, evidence = best_of(run) if best else (run.harness(), evidence_of(run))
        evidence = evidence.model_copy(update={"over": ""})  # a person need not have compared anything
    entry = store.promote(chosen, reason, evidence, person())
    current = store.current()
    if current is None or current.fingerprint != entry.fingerprint:
        raise ConfigError(
            f"Run {evidence.run} was promoted in entry {entry.sequence} and replaced since: "
            f"`self-harness champion rollback --to {entry.sequence}` brings it back."
        )
    if evidence.run and not as_json:
        from self_harness.report.verdict import verdict

        _say(verdict(run, run.log()), "bold")
    _print_entry(entry, as_json)


@champion_app.command()
def rollback(
    to: Annotated[int | None, typer.Option(min=1, help="Entry to go back to.  [the champion before]")] = None,
    reason: Reason = "",
    champions: Champions = "champions",
    problems: Problems = None,
    model: Model = None,
    as_json: AsJson = False,
) -> None:
    """Deploy an earlier champion again. The history stays and gets one more entry."""
    entry = _choose(champions, problems, model).rollback(to, reason, person())
    _print_entry(entry, as_json)


@champion_app.command()
def audit(
    noted: Annotated[
        list[str] | None, typer.Option(help="Hash of an entry, noted elsewhere, that must still be there.")
    ] = None,
    champions: Champions = "champions",
    problems: Problems = None,
    model: Model = None,
    as_json: AsJson = False,
) -> None:
    """Check that no champion's history was changed other than by appending (exit code 0 sound, 1 not).

    Note the hash it prints somewhere else: only with it can a later audit see that the newest entries were removed.
    """
    from self_harness.release.history import verify

    audited = [_choose(champions, problems, model)] if noted else _matching(champions, problems, model)
    report = []
    for store in audited:
        entries, faults = verify(store.files.read(), store.suite, store.model, noted or ())
        newest = entries[-1].hash if entries else ""
        found = {"suite": store.suite, "model": store.model, "entries": len(entries), "hash": newest}
        report.append(found | {"faults": [fault.model_dump() for fault in faults]})
        if not as_json:
            state = "NOT SOUND" if faults else "sound"
            said = f"{store.suite} with {store.model}: {state}, {len(entries)} entries are as written; newest hash {newest}"
            _say(said, "red" if faults else "green")
            for fault in faults:
                _say(f"  {fault.text}", "red")
    if as_json:
        _print_json(report)
    raise typer.Exit(1 if any(found["faults"] for found in report) else 0)


def find_champion(url: str, problems: str | None, model: str | None) -> "Entry":
    """The one champion that fits. ConfigError if there is none or more than one."""
    store = _choose(url, problems, model)
    if entry := store.current():
        return entry
    raise ConfigError(f"{store.suite} has no champion with {store.model} yet: every harness was refused.")


def person() -> str:
    """Who calls, for the history."""
    names = (os.environ.get(name) for name in ("SUDO_USER", "LOGNAME", "USER"))
    return next(filter(None, names), f"user {os.getuid()}")


def _choose(url: str, problems: str | None, model: str | None) -> "ChampionStore":
    first, *more = _matching(url, problems, model)
    if more:
        known = "\n".join(f"  --problems {store.suite} --model {store.model}" for store in (first, *more))
        raise ConfigError(f"There are several champions in {url}; choose one:\n{known}")
    return first


def _matching(url: str, problems: str | None, model: str | None) -> "list[ChampionStore]":
    from self_harness.release.champion import stores

    suite = _suite(problems) if problems else None
    found = [store for store in stores(url) if suite in (None, store.suite) and model in (None, store.model)]
    if not found:
        wanted = "".join([f" of {suite}" if suite else "", f" with {model}" if model else ""])
        raise ConfigError(f"There is no champion{wanted} in {url}.")
    return found


def _suite(problems: str) -> str:
    """A suite is known by its folder's name."""
    return Path(problems).resolve().name


def _print_entry(entry: "Entry", as_json: bool) -> None:
    from self_harness.record.records import Score

    if as_json:
        _print_json(entry.model_dump(mode="json"))
        return
    evidence = entry.evidence
    label = " (simulated)" if evidence.simulated else ""
    _say(f"{entry.suite} with {entry.model}{label}: harness {entry.fingerprint}", "bold")
    what = f"{entry.event.replace('_', ' ')} {entry.time:%Y-%m-%d %H:%M} UTC{f' by {entry.by}' if entry.by else ''}"
    _say(f"entry {entry.sequence}, {what}: {entry.reason}")
    if evidence.run:
        _say(f"run {evidence.run}")
    if evidence.unproven:
        _say(evidence.unproven, "yellow")
    if evidence.test_split:
        _say(str(evidence.test_split))
    if evidence.expected:
        scores = evidence.expected.values()
        expected = Score(passed=sum(score.passed for score in scores), total=sum(score.total for score in scores))
        _say(f"expected pass rate {expected} on {len(scores)} problems")


def _say(text: str, style: str = "") -> None:
    out.print(text, style=style, markup=False, highlight=False, soft_wrap=True)


def _print_json(value: Any) -> None:
    write_json(value)
