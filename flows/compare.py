"""Two harnesses against each other, by fresh pairs."""

from datetime import UTC, datetime
from pathlib import Path

from prefect import flow
from prefect.states import Completed

from flows.ending import refuse, stopped
from flows.preconditions import changed, check, check_resumed
from flows.tags import tag
from self_harness.attempt import AttemptKey
from self_harness.concurrency import settle
from self_harness.config import RunConfig, resolve
from self_harness.errors import BudgetExhausted
from self_harness.evaluation.solver import stream
from self_harness.gate.compare import MARGIN, PAIRS, CompareRules, Contestant, Scores, draw
from self_harness.gate.compare import compare as by_pairs
from self_harness.model.address import from_environment
from self_harness.record.events import Compared, Finished, PhaseBegun
from self_harness.record.ledger import Ledger, new_run_id
from self_harness.record.log import COMPARISONS, find_run
from self_harness.record.records import Rival, Start
from self_harness.suite.problem import Split, Suite, find_suite, load_suite
from self_harness.suite.scorers import in_grades, score_of
from tasks.runtime import Runtime, open_runtime
from tasks.solve import attempt


@flow(name="compare", flow_run_name="compare {config.problems}", validate_parameters=False)
async def compare(
    config: RunConfig = RunConfig(),
    a: Contestant | None = None,
    b: Contestant | None = None,
    margin: float = MARGIN,
    pairs: int | None = None,
    resume: str | None = None,
) -> str:
    """Is harness B better than harness A? Returns the path of the comparison's folder; the message of its state is the answer.

    Args:
        config: the settings. Of a resumed comparison, only those that can't change a result.
        a, b: the harnesses. Not of a resumed comparison.
        margin: Smallest effect that is worth finding, a share. Not of a resumed comparison.
        pairs: Maximum number of pairs. If not given: PAIRS, or what a resumed comparison was started with.
        resume: Id of a comparison, to be continued.
    """
    folder = Path(config.out) / COMPARISONS
    if resume:
        ledger = _reopen(find_run(resume, folder), config)
    else:
        assert a
        assert b
        ledger = _create(resolve(config), folder, a, b, margin, pairs)
    try:
        await tag(ledger.start.config, ledger.start.suite, f"compare {ledger.start.suite}, {ledger.start.run_id}")
        suite = load_suite(find_suite(ledger.start.config.problems))
        graded = Suite(name=suite.name, problems=tuple(map(in_grades, suite.problems)))
        async with open_runtime(ledger.start.config, graded, ledger, config.base_url or from_environment()) as runtime:
            try:
                await _pairs(runtime, ledger.start, pairs)
            except BaseException as error:
                runtime.emit(stopped(ledger, error))
                if not isinstance(error, BudgetExhausted):  # what is known at a cap is the answer
                    raise
    except BaseException as error:
        refuse(ledger, error, has_begun=ledger.log().ready is not None)
        ledger.close()
        raise
    found = ledger.log().compared
    ledger.close()
    return Completed(message=str(found), data=str(ledger.path))  # type: ignore[return-value]


async def _pairs(runtime: Runtime, start: Start, pairs: int | None) -> None:
    assert start.rival
    rival = start.rival
    rules = CompareRules(start.config.alpha, rival.margin, pairs or rival.pairs)

    async def pair(key: AttemptKey) -> Scores:
        made = await settle([attempt(runtime, harness, key) for harness in (start.harness, rival.harness)])
        return Scores(*(score_of(each.verdict) for each in made))

    keys = draw(start.split.held_in, stream(start.config), rival.number, rules.pairs)
    runtime.emit(PhaseBegun(name="compare", total=2 * len(keys)))
    async for result in by_pairs(keys, pair, rules):
        runtime.emit(Compared(result=result))
    runtime.emit(Finished(reason=result.answer, harness=rival.harness.fingerprint))


def _create(config: RunConfig, folder: Path, a: Contestant, b: Contestant, margin: float, pairs: int | None) -> Ledger:
    suite = check(config)
    number = 1 + sum(1 for _ in folder.glob("*/config.json"))
    start = Start(
        run_id=new_run_id(folder),
        started=datetime.now(UTC),
        config=config,
        suite=suite.name,
        suite_digest=suite.digest,
        split=Split(held_in=tuple(problem.id for problem in suite.problems), held_out=()),
        harness=a.harness,
        rival=Rival(harness=b.harness, names=(a.name, b.name), number=number, margin=margin, pairs=pairs or PAIRS),
    )
    return Ledger.create(folder, start)


def _reopen(path: Path, config: RunConfig) -> Ledger:
    check_resumed(path, config)
    ledger = Ledger(path)
    ledger.start = ledger.start.model_copy(update={"config": changed(ledger.start.config, config)})
    return ledger
