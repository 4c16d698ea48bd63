"""The deployed harness, for each suite and model, and how it came to be: an append-only, hash-chained history.

<url>/<suite>/<model>/00000001.json    one immutable file an entry, on a local disk or in an object store
                      00000002.json    holds the hash of the entry before it

There is no other record: the champion is the harness of the last entry that set one.
"""

from collections.abc import Callable, Collection, Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

from self_harness import __version__
from self_harness.attempt import AttemptKey
from self_harness.config import SIMULATED
from self_harness.errors import ConfigError
from self_harness.harness import Harness
from self_harness.record.log import RunFolder
from self_harness.record.records import Score
from self_harness.release.entry_files import EntryFiles, suites_and_models
from self_harness.release.history import Entry, Event, Evidence, Fault, champion_of, parse, verify, write
from self_harness.release.test_split import supports


class _New(NamedTuple):
    event: Event
    harness: Harness
    reason: str
    by: str
    evidence: Evidence
    origin: int | None = None
    """None: the entry itself."""


class ChampionStore:
    """The history of one suite's champion with one model. Any number of processes may share it.

    url: a local folder, or a URL such as s3://bucket/champions, for which fsspec's package (here s3fs) must be there.
    """

    def __init__(self, url: str, suite: str, model: str) -> None:
        self.suite = suite
        self.model = model
        self.files = EntryFiles(url, suite, model)
        self.folder = self.files.folder

    def current(self) -> Entry | None:
        """The entry that deployed the champion; None if there is none."""
        return champion_of(self.history())

    def history(self) -> list[Entry]:
        """All entries, oldest first. Raises ConfigError if the chain is not sound."""
        entries, faults = verify(self.files.read(), self.suite, self.model)
        if faults:
            lines = "\n".join(f"  - {fault.text}" for fault in faults)
            raise ConfigError(
                f"The champion's history in {self.folder} is not sound:\n{lines}\n"
                "Restore it from a copy, or move the folder away and promote a harness anew."
            )
        return entries

    def promote(self, harness: Harness, reason: str, evidence: Evidence, by: str = "") -> Entry:
        """Deploys a harness, unless it is deployed already, or was deployed before by a decision of the same run.

        The entry has the event `refused` if `evidence.over` is not the champion any more: the harness was compared with one
        that has been replaced.
        """

        def decide(history: list[Entry]) -> _New | Entry:
            champion = champion_of(history)
            if champion and champion.fingerprint == harness.fingerprint:
                return champion
            decided = _once(history, _New("promoted", harness, reason, by, evidence))
            if isinstance(decided, Entry) or not champion or evidence.over in ("", champion.fingerprint):
                return decided
            why = (
                f"compared with {evidence.over}, but entry {champion.sequence} made {champion.fingerprint} the champion"
            )
            return _once(history, _New("refused", harness, why, by, evidence))

        return self._append(decide)

    def refuse(self, harness: Harness, reason: str, evidence: Evidence, by: str = "") -> Entry:
        """Records that a run did not promote its harness, and why; once a run."""
        return self._append(lambda history: _once(history, _New("refused", harness, reason, by, evidence)))

    def rollback(self, to: int | None = None, reason: str = "", by: str = "") -> Entry:
        """Deploys the harness of entry `to` again, or the one before the champion; a second time, the one before that.

        Raises ConfigError if there is none.
        """

        def decide(history: list[Entry]) -> _New:
            champion = self._required(history)
            before = history[: champion.origin - 1] if to is None else [e for e in history if e.sequence == to]
            target = champion_of(before)
            if target is None:
                what = "No other harness was deployed before" if to is None else f"Entry {to} deployed no harness"
                raise ConfigError(f"{what}: there is nothing to go back to in {self.folder}.")
            if target.fingerprint == champion.fingerprint:
                raise ConfigError(f"The harness of entry {target.sequence} is the champion already.")
            why = reason or f"back to entry {target.sequence}"
            return _New("rolled_back", target.harness, why, by, target.evidence, target.origin)

        return self._append(decide)

    def rebaseline(self, evidence: Evidence, reason: str) -> Entry:
        """Gives the champion a new record; the harness stays."""

        def decide(history: list[Entry]) -> _New:
            champion = self._required(history)
            return _New("rebaselined", champion.harness, reason, "", evidence, champion.origin)

        return self._append(decide)

    def _required(self, history: list[Entry]) -> Entry:
        if champion := champion_of(history):
            return champion
        raise ConfigError(f"{self.suite} has no champion with {self.model} yet.")

    def _append(self, decide: Callable[[list[Entry]], _New | Entry]) -> Entry:
        """Who creates the next file has appended; all others look at the longer history and decide anew."""
        while True:
            history = self.history()
            new = decide(history)
            if isinstance(new, Entry):
                return new
            sequence = len(history) + 1
            content: dict[str, Any] = {
                "sequence": sequence,
                "time": datetime.now(UTC).isoformat(),
                "event": new.event,
                "suite": self.suite,
                "model": self.model,
                "harness": new.harness.model_dump(),
                "fingerprint": new.harness.fingerprint,
                "origin": 0 if new.event == "refused" else new.origin or sequence,
                "reason": new.reason,
                "by": new.by,
                "version": __version__,
                "evidence": new.evidence.model_dump(mode="json"),
                "previous": history[-1].hash if history else "",
            }
            data = write(content)
            entry = parse(data)
            try:
                self.files.create(sequence, data)
            except FileExistsError:
                if sequence not in self.files.read():  # a listing that lags behind: the next turn would be the same
                    raise ConfigError(
                        f"Entry {sequence} of {self.folder} exists, but is not listed. Try again."
                    ) from None
            else:
                return entry


def audit(store: ChampionStore, noted: Collection[str] = ()) -> list[Fault]:
    """What is wrong with a history: entries altered, missing, reordered or from elsewhere. `noted`: hashes of entries
    that must be there; without them the removal of the newest entries can't be seen."""
    return verify(store.files.read(), store.suite, store.model, noted)[1]


def stores(url: str) -> list[ChampionStore]:
    """Every history below the URL."""
    return [ChampionStore(url, suite, model) for suite, model in suites_and_models(url)]


def evidence_of(run: RunFolder) -> Evidence:
    """What a run's folder says for its final harness.

    The attempts on held-in and held-out chose that harness, so only those of the test split are its record.
    """
    start, final = run.start, run.harness()
    attempts, test_split = run.log().attempts, set(start.split.test_split)

    def passed(harness: Harness) -> dict[AttemptKey, bool]:
        made = attempts.get(harness.fingerprint, {})
        return {key: attempt.passed for key, attempt in made.items() if key.problem in test_split}

    before, after = passed(start.harness), passed(final)
    complete = len(after) == len(before) == len(start.split.test_split) * start.config.trials > 0
    return Evidence(
        run=start.run_id,
        simulated=start.config.model == SIMULATED,
        over=start.harness.fingerprint,
        suite_digest=start.suite_digest,
        factor=run.e_value() / start.e_value if final == start.harness else 1.0,
        proved=final != start.harness,
        test_split=supports(before, after) if complete else None,
        expected=by_problem(after) if complete else {},
    )


def best_of(run: RunFolder) -> tuple[Harness, Evidence]:
    """A run's best harness, of which nothing is proven, and what the search said of it. ConfigError if there is none."""
    rounds, start = run.rounds(), run.start
    if not rounds or not (best := rounds[-1].best):
        raise ConfigError(f"Run {start.run_id} has no best harness: its gate makes no estimates, or it did no round.")
    return best.harness, Evidence(
        run=start.run_id, simulated=start.config.model == SIMULATED, unproven=str(best), suite_digest=start.suite_digest
    )


def by_problem(passed: Mapping[AttemptKey, bool]) -> dict[str, Score]:
    """Attempts as a record: the score of each problem."""
    of: dict[str, list[bool]] = {}
    for (problem, _), outcome in sorted(passed.items()):
        of.setdefault(problem, []).append(outcome)
    return {problem: Score(passed=sum(outcomes), total=len(outcomes)) for problem, outcomes in of.items()}


def _once(history: list[Entry], new: _New) -> _New | Entry:
    """The newest decision about this run where it is the same, so that a resumed run does not decide twice."""

    def said(entry: Entry | _New) -> tuple[object, ...]:
        why = (entry.reason, entry.evidence.factor) if entry.event == "refused" else ()
        return entry.event, entry.harness, *why

    for entry in reversed(history):
        if new.evidence.run and entry.evidence.run == new.evidence.run and entry.event in ("promoted", "refused"):
            return entry if said(entry) == said(new) else new
    return new
