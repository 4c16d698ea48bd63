"""From one run to the next: which harness a run starts from, and whether its final harness is deployed."""

from pathlib import Path

from flows.approval import approved
from self_harness import harness as harnesses
from self_harness.attempt import keys
from self_harness.config import RunConfig
from self_harness.errors import ConfigError
from self_harness.harness import Harness
from self_harness.record.events import ApprovalAsked, ApprovalGiven, ChampionDecided, DriftChecked
from self_harness.record.ledger import Ledger, is_busy
from self_harness.record.log import RunFolder
from self_harness.record.records import Start
from self_harness.release.champion import ChampionStore, by_problem, evidence_of
from self_harness.release.drift import drift
from self_harness.release.history import Entry, evidence_against
from self_harness.report.artifacts import artifact_key, changes, decisions, key
from self_harness.report.verdict import verdict
from self_harness.suite.problem import Suite
from tasks.runtime import Runtime
from tasks.solve import evaluate

HOUR = 3600.0


def first_harness(config: RunConfig, suite: Suite) -> Harness:
    """The harness that a run with these settings starts from: that of the file, the champion, or the suite's first."""
    if config.harness:
        return harnesses.load(Path(config.harness))
    champion = ChampionStore(config.champions, suite.name, config.model).current() if config.champions else None
    return champion.harness if champion else suite.problems[0].kind.start


def open_champions(config: RunConfig, suite: str) -> ChampionStore | None:
    """None where the run has nothing to do with champions."""
    return ChampionStore(config.champions, suite, config.model) if config.champions else None


async def watch(runtime: Runtime, store: ChampionStore) -> None:
    """Says so if the champion does not pass as often any more as its record predicts, and gives it a new record: then
    the model changed, and no edit is to blame."""
    assert runtime.ledger is not None
    start = runtime.ledger.start
    champion = store.current()
    if champion is None or champion.fingerprint != start.harness.fingerprint or champion.evidence.run == start.run_id:
        return
    if not champion.evidence.expected or champion.evidence.suite_digest != start.suite_digest:
        return
    made = await evaluate(runtime, start.harness, keys(start.split.test_split, start.config.trials))
    fresh = by_problem({each: attempt.passed for each, attempt in made.items()})
    found = drift(champion.evidence.expected, fresh)
    runtime.emit(DriftChecked(changed=found.changed, text=str(found), **found.model_dump()))
    if found.changed:
        runtime.notice(f"Drift watch: {found} Its record is renewed.")
        renewed = {"expected": fresh, "run": start.run_id}
        evidence = champion.evidence.model_copy(update=renewed)
        store.rebaseline(evidence, str(found))


async def decide(runtime: Runtime, store: ChampionStore) -> Entry:
    """Promotes the run's final harness, or records why not. A resumed run decides nothing twice."""
    ledger = runtime.ledger
    assert ledger is not None
    start, final = ledger.start, ledger.harness()
    found = evidence_of(ledger)
    refusal = approval = by = ""
    if final == start.harness:
        refusal = "no edit was accepted"
    elif found.test_split is None:
        refusal = "the test split was not completed"
    elif not found.test_split.supported:
        refusal = str(found.test_split)
    elif start.config.approve:
        asked = question(ledger)
        seconds = start.config.approve_hours * HOUR
        command = f"self-harness approve {start.run_id}"
        said = await approved(
            asked, key(start.run_id, "approval"), seconds, runtime.check,
            lambda until: runtime.emit(ApprovalAsked(until=until, command=command)), artifact_key(start, "approval"),
        )  # fmt: skip
        runtime.emit(ApprovalGiven(approved=said.approve, by=said.by, comment=said.comment))
        by, comment = said.by, f": {said.comment}" if said.comment else ""
        approval = f"; approved{comment}"
        refusal = "" if said.approve else f"not approved{comment}"
    if refusal:
        entry = store.refuse(final, refusal, found, by)
    else:
        entry = store.promote(final, f"{found.test_split}{approval}", found, by)
    is_new = entry.event == "promoted" and entry.evidence.run == start.run_id
    runtime.emit(ChampionDecided(promoted=is_new, reason=entry.reason, entry=entry.sequence, hash=entry.hash))
    return entry


def leave(store: ChampionStore, run: RunFolder) -> None:
    """What a run without a decision leaves to the next: the evidence of its pairs counts, and the next run's attempts are new
    draws."""
    if (run.path / "harness.json").exists() and not run.is_in_round:
        # It proved something and waits for its decision, or has decided, or was killed just before it did.
        leaves = run.harness() == run.start.harness and run.start.run_id not in _factors(store)
    else:
        leaves = bool(run.log().left) or len(run.rounds()) > 1
    if leaves:
        store.refuse(run.harness(), "the run has not come to its decision", evidence_of(run))


def _factors(store: ChampionStore) -> dict[str, float]:
    """By run, what it has multiplied the evidence by according to its newest entry."""
    decisions = (entry.evidence for entry in store.history() if entry.event in ("promoted", "refused"))
    return {found.run: found.factor for found in decisions}


def leave_all(store: ChampionStore, out: Path) -> list[str]:
    """The same for all runs below `out` that could not say so themselves, as they were killed. Returns what could not be read."""
    said, lost, troubles = _factors(store), list[RunFolder](), list[str]()
    for path in sorted(each.parent for each in out.glob("*/config.json")):
        try:
            run = RunFolder(path)
            config, id_ = run.start.config, run.start.run_id
            known = open_champions(config, run.start.suite)
            if not known or known.folder != store.folder or path.name != id_:  # another's, or a copy
                continue
            if (id_ in said and run.is_finished) or is_busy(path):
                continue
            if run.log().left and evidence_of(run).factor != said.get(id_):
                lost.append(run)
        except (ConfigError, OSError, ValueError) as error:
            troubles.append(f"What run {path.name} lost is not known and does not count: {error}")
    for run in lost:
        leave(store, run)
    return troubles


def check_order(store: ChampionStore, start: Start) -> None:
    """Raises ConfigError if other runs lost something against this run's harness that it does not count."""
    others = [entry for entry in store.history() if entry.evidence.run != start.run_id]
    if evidence_against(others, start.harness) < start.e_value * (1 - 1e-9):
        raise ConfigError(
            f"Run {start.run_id} can't go on: other runs began since with the same harness, and what their proofs lost counts. "
            "Go on with the newest (--resume last), or begin a new run."
        )


def question(ledger: Ledger) -> str:
    """What a person needs to know to say yes or no, as Markdown: the verdict first."""
    rounds = ledger.rounds()
    _, text = changes(ledger, rounds)
    gate = "\n\n".join(decisions(record)[1] for record in rounds[1:] if record.edits)
    report = f"Report: {(ledger.path / 'report.html').resolve()}"
    return "\n\n".join([verdict(ledger, ledger.log()), text, flips(ledger), gate, report])


def flips(ledger: Ledger) -> str:
    """The problems that the run won and lost: attempts of the evaluations of its first and its final harness."""
    made = ledger.log().attempts
    before, after = made.get(ledger.start.harness.fingerprint, {}), made.get(ledger.harness().fingerprint, {})
    start = ledger.start
    everything = keys([*start.split.held_in, *start.split.held_out, *start.split.test_split], start.config.trials)
    both = [each for each in everything if each in before and each in after]
    won = sorted({each.problem for each in both if after[each].passed > before[each].passed})
    lost = sorted({each.problem for each in both if after[each].passed < before[each].passed})
    return (
        f"Passes now ({len(won)}): {', '.join(won) or 'none'}\n\nFails now ({len(lost)}): {', '.join(lost) or 'none'}"
    )
