"""What the model answered to a problem, before and after: request, reply, extracted code and verdict."""

from collections.abc import Sequence
from typing import NamedTuple

from self_harness.attempt import AttemptKey, Trial
from self_harness.errors import ConfigError
from self_harness.harness import Harness
from self_harness.model.store import Store
from self_harness.model.types import Reply
from self_harness.record.events import AttemptMade
from self_harness.record.log import Log, RunFolder
from self_harness.suite.problem import Problem, find_suite, load_suite


class Answer(NamedTuple):
    """One attempt under one harness."""

    when: str
    """Such as "at the start" or "after round 3"."""
    harness: Harness
    status: str
    message: str
    """What failed, with the values seen and expected."""
    reply: str | None
    """None: it is not in the store any more."""
    code: str | None
    """What was taken out of the reply and run."""

    @property
    def verdict(self) -> str:
        return f"{self.status}: {self.message}" if self.message else self.status


class Answers(NamedTuple):
    problem: Problem
    trial: int
    answers: tuple[Answer, ...]
    """Before and after; one where the harness is the same."""


def answers(run: RunFolder, problem: str, round_: int | None = None, trial: int = 0) -> Answers:
    """The attempts of evaluations at a problem under the first and the final harness, or under those before and after a
    round. Raises ConfigError where there are none, and where the suite is not as it was in the run."""
    start = run.start
    suite = load_suite(find_suite(start.config.problems))
    if suite.digest != start.suite_digest:
        raise ConfigError(f"The problems of {start.config.problems} are not any more those of run {start.run_id}.")
    of = next((each for each in suite.problems if each.id == problem), None)
    if of is None:
        raise ConfigError(f"{start.suite} has no problem {problem!r}.")
    attempts, store = run.log().attempts, Store(run.path.parent / ".cache" / "replies", Reply)
    found = []
    for when, harness in _harnesses(run, round_):
        made = attempts.get(harness.fingerprint, {}).get(AttemptKey(problem, Trial("evaluation", number=trial)))
        if made:
            reply = store.get(made.reply)
            code = of.kind.extract(reply.text) if reply else None
            found.append(Answer(when, harness, made.status, made.message, reply.text if reply else None, code))
    if not found:
        raise ConfigError(f"Run {start.run_id} has made no attempt {trial} at {problem} under the harnesses compared.")
    return Answers(of, trial, tuple(found))


def replies(run: RunFolder, log: Log, problems: Sequence[str]) -> dict[str, list[tuple[str, AttemptMade, str]]]:
    """(when, attempt, text of the reply) of the first attempts at these problems that are in the store, under the first and
    the final harness. log: of that run."""
    store = Store(run.path.parent / ".cache" / "replies", Reply)
    found: dict[str, list[tuple[str, AttemptMade, str]]] = {}
    for when, harness in _harnesses(run, None):
        attempts = log.attempts.get(harness.fingerprint, {})
        for problem in problems:
            made = attempts.get(AttemptKey(problem, Trial("evaluation")))
            if made and (reply := store.get(made.reply)):
                found.setdefault(problem, []).append((when, made, reply.text))
    return found


def _harnesses(run: RunFolder, round_: int | None) -> list[tuple[str, Harness]]:
    """Those to compare: two, or one where nothing changed."""
    if round_ is None:
        before, after = run.start.harness, run.harness()
        return [("at the start", before), ("at the end", after)][: 1 + (before != after)]
    rounds = run.rounds()
    if not 1 <= round_ < len(rounds):
        raise ConfigError(f"Run {run.start.run_id} has {len(rounds) - 1} complete rounds: {round_} is not one of them.")
    before, after = rounds[round_ - 1].harness, rounds[round_].harness
    return [(f"before round {round_}", before), (f"after round {round_}", after)][: 1 + (before != after)]
