"""The optimisation of a harness: one subflow a round, one task for each step of it."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime
from pathlib import Path

from prefect import flow
from prefect.states import Completed

from flows.ending import refuse, stopped
from flows.preconditions import changed, check_resumed, check_run
from flows.service import check_order, decide, first_harness, leave, leave_all, open_champions, watch
from flows.steps import in_vain, open_loop, record_of
from flows.tags import tag
from self_harness.attempt import keys
from self_harness.config import RunConfig, resolve
from self_harness.errors import BudgetExhausted
from self_harness.forecast.forecast import Forecast, slower
from self_harness.forecast.preflight import preflight
from self_harness.harness import Harness
from self_harness.model.address import from_environment
from self_harness.record.events import (
    ComparedWithResampling,
    Finished,
    ForecastMade,
    MeasuredOnTestSplit,
    Notice,
    PhaseBegun,
    RoundDone,
    Started,
)
from self_harness.record.handing_on import earlier
from self_harness.record.ledger import Ledger, new_run_id
from self_harness.record.log import find_run, runs
from self_harness.record.provenance import inherited, last_edits
from self_harness.record.provenance import keep as keep_provenance
from self_harness.record.records import RoundRecord, Start
from self_harness.release.history import evidence_against
from self_harness.release.test_split import supports
from self_harness.report.markdown import write_summary
from self_harness.report.progress import Display
from self_harness.report.verdict import verdict
from self_harness.steps.edits import read_edits
from self_harness.steps.propose import longest
from self_harness.suite.problem import find_suite, load_suite, split
from tasks.artifacts import Progress, following, publish, publish_end
from tasks.events import announcing
from tasks.resample import compare, passed
from tasks.runtime import Runtime, listener, open_runtime
from tasks.tracking import tracked

LITTLE = 0.5
"""Evidence, of a run's beginning, below which it is said that proofs take longer."""


@flow(name="optimize", flow_run_name="optimize {config.problems}")
async def optimize(config: RunConfig = RunConfig(), resume: str | None = None) -> str:
    """Improves the harness round after round. Returns the path of the run folder; the message of its state is the verdict.

    Args:
        config: the settings. Of a resumed run, only those that can't change a result, such as rounds and caps.
        resume: Id of a run in the folder `out`, to be continued where it was stopped.
    """
    ledger, told = (_reopen(find_run(resume, Path(config.out)), config), None) if resume else _create(resolve(config))
    start = ledger.start
    try:
        await tag(start.config, start.suite, f"optimize {start.suite}, run {start.run_id}")
        suite = load_suite(find_suite(start.config.problems))
        async with (
            open_runtime(start.config, suite, ledger, config.base_url or from_environment()) as runtime,
            _shown(runtime, ledger),
        ):
            if told:
                runtime.emit(
                    ForecastMade(
                        text=str(told), **told.model_dump(include={"calls", "calls_at_most", "cost", "minutes"})
                    )
                )
            try:
                await _rounds(runtime, start, ledger, told)
            except BaseException as error:
                runtime.emit(stopped(ledger, error))
                if store := open_champions(start.config, start.suite):
                    leave(store, ledger)
                if not isinstance(error, BudgetExhausted):  # at its cap a run ends in order
                    raise
            champions = open_champions(start.config, start.suite)
            await publish_end(ledger, champions.current() if champions else None)
            if trouble := await tracked(ledger):
                runtime.notice(trouble)
    except BaseException as error:
        _refuse(ledger, error)
        raise
    write_summary(ledger)
    ledger.close()
    # A caller gets the data of the state that a flow returns.
    return Completed(message=verdict(ledger, ledger.log()), data=str(ledger.path))  # type: ignore[return-value]


def _refuse(ledger: Ledger, error: BaseException) -> None:
    has_begun = ledger.log().started is not None
    refuse(ledger, error, has_begun)
    if has_begun:
        write_summary(ledger)
        ledger.close()


async def _rounds(runtime: Runtime, start: Start, ledger: Ledger, told: Forecast | None) -> None:
    config = start.config
    records = ledger.rounds()
    loop = open_loop(runtime, records, ledger.log().left)
    runtime.emit(
        Started(
            run_id=start.run_id, path=str(ledger.path), model=config.model, rounds=config.rounds,
            done=max(len(records) - 1, 0), held_in=len(start.split.held_in), held_out=len(start.split.held_out),
        )
    )  # fmt: skip
    champions = open_champions(config, start.suite)
    if champions:
        await watch(runtime, champions)
    if start.earlier and not records:
        runtime.notice(f"Begins with the proof of the best harness of run {start.earlier.run}.")
    if start.e_value < LITTLE and not records:
        runtime.notice(
            f"The evidence against this harness begins at {start.e_value:.2g} instead of 1: that much the proofs of earlier runs "
            "lost, and the next one must win back. A run that was broken off among pairs counts at its worst until it is resumed."
        )
    total = config.trials * len([*start.split.held_in, *start.split.held_out])
    runtime.emit(PhaseBegun(round=len(records), name="solve", total=total))
    async for done in loop.run(config.rounds, len(records), in_vain(records)):
        records.append(record_of(runtime, done))
        await _add(runtime, ledger, records[-1])
        if told and len(records) == 1 and not runtime.simulated and (news := slower(told, runtime.seconds)):
            runtime.notice(news)
    current = loop.gate.harness
    if start.split.test_split:
        await _test_split(runtime, start, current)
    keep_provenance(ledger, current)
    ledger.finish(current)
    if champions:
        await decide(runtime, champions)
    if config.compare_resampling:
        await _compare(runtime, current, records)
    runtime.emit(Finished(reason=loop.ended, harness=current.fingerprint, nothing_to_learn=loop.nothing_to_learn))


def _create(config: RunConfig) -> tuple[Ledger, Forecast | None]:
    suite = check_run(config)  # what is missing is said before there is a run folder
    out, started = Path(config.out), datetime.now(UTC)
    champions = open_champions(config, suite.name)
    troubles = leave_all(champions, out) if champions else []
    history = champions.history() if champions else []
    config = config.model_copy(update={"run_number": config.run_number + len(history)})
    harness = first_harness(config, suite)
    edits = read_edits(Path(config.edits)) if config.edits else ()
    config = config.model_copy(update={"max_harness_tokens": longest(harness, config.max_harness_tokens)})
    parts = split(suite, config.split, config.seed, config.test_split)
    told = preflight(config, harness, _on_step()) if config.forecast else None
    decided = {entry.evidence.run for entry in history}
    start = Start(
        run_id=new_run_id(out),
        started=started,
        config=config,
        suite=suite.name,
        suite_digest=suite.digest,
        split=parts,
        harness=harness,
        edits=edits,
        e_value=evidence_against(history, harness),
        lines=last_edits(harness, inherited(out, harness, started), [*parts.held_in, *parts.held_out]),
        earlier=earlier([run for run in runs(out) if run.path.name in decided], config, suite.digest, parts, harness),
    )
    ledger = Ledger.create(out, start)
    for trouble in troubles:
        ledger.append(Notice(text=trouble))
    return ledger, told


def _on_step() -> Callable[[int, int], None]:
    display = listener.get()
    return display.forecasting if isinstance(display, Display) else lambda done, total: None


def _reopen(path: Path, config: RunConfig) -> Ledger:
    suite = check_resumed(path, config)
    ledger = Ledger(path)
    try:
        if champions := open_champions(ledger.start.config, suite.name):
            for trouble in leave_all(champions, path.parent):
                ledger.append(Notice(text=trouble))
            check_order(champions, ledger.start)
    except BaseException:
        ledger.close()
        raise
    ledger.start = ledger.start.model_copy(update={"config": changed(ledger.start.config, config)})
    return ledger


async def _test_split(runtime: Runtime, start: Start, final: Harness) -> None:
    """The start and the final harness on the problems that nothing was chosen by."""
    test_split = keys(start.split.test_split, start.config.trials)
    runtime.emit(PhaseBegun(round=start.config.rounds, name="test split", total=2 * len(test_split)))
    before, after = await passed(runtime, start.harness, test_split), await passed(runtime, final, test_split)
    runtime.emit(MeasuredOnTestSplit(result=supports(before, after)))


async def _compare(runtime: Runtime, final: Harness, records: list[RoundRecord]) -> None:
    """The yardstick comes when all else is done: a cap that ends it takes nothing from the run."""
    if len(records) == 1 or not records[1].patterns:
        runtime.notice("Not compared with plain resampling: there was no failure pattern to propose edits against.")
        return
    try:
        runtime.emit(ComparedWithResampling(result=await compare(runtime, final)))
    except BudgetExhausted as error:
        runtime.notice(f"Not compared with plain resampling: {error}")


def _shown(runtime: Runtime, ledger: Ledger) -> AbstractAsyncContextManager[None]:
    """The run's progress in Prefect's UI, and its news as events."""
    progress = Progress()
    runtime.listeners += [progress, announcing(ledger)]
    return following(progress, ledger)


async def _add(runtime: Runtime, ledger: Ledger, record: RoundRecord) -> None:
    ledger.add_round(record)
    write_summary(ledger)
    runtime.emit(RoundDone(record=record))
    await publish(ledger)
