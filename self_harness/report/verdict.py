"""What came of a run, as one sentence. It is the same everywhere: command line, summary, page, workflow UI, messages."""

import shlex
from collections.abc import Sequence
from pathlib import Path

from self_harness.config import SIMULATED, RunConfig
from self_harness.gate.decision import Best
from self_harness.harness import diff
from self_harness.record.events import Finished, Stopped
from self_harness.record.log import COMPARISONS, Log, RunFolder
from self_harness.record.records import RoundRecord, Score, Support, Totals


def verdict(run: RunFolder, log: Log) -> str:
    """The sentence, of a run in any state. log: of that run."""
    rounds = run.rounds()
    is_changed = run.harness() != run.start.harness
    text = _found(run, log, rounds) if is_changed else _nothing(run, log, rounds)
    if isinstance(log.ended, Stopped):
        text = f"Stopped: {_sentence(log.ended.reason)} {text} {_goes_on(run.path)}."
    elif log.ended is None and log.test_split is None:
        text = f"Under way, {_progress(run, log, rounds)}. {text}"
    return f"Simulated: {text}" if run.start.config.model == SIMULATED else text


def resume_command(path: Path, *options: str) -> str:
    """The command that goes on with the run in this folder, from where the run was started."""
    return shlex.join(["self-harness", _command(path), "--resume", path.name, *_out(path), *options])


def prove_command(path: Path) -> str:
    """The command that proves the best harness of the run in this folder."""
    return shlex.join(["self-harness", "prove", path.name, *_out(path)])


def proof_of(path: Path, best: Best) -> str:
    """What can be done to prove the best harness of the run in this folder."""
    return (
        f"`{prove_command(path)}` tries to prove it"
        if best.need
        else "a proof of it has no hope by the estimates so far"
    )


def promote_command(path: Path) -> str:
    """The command that deploys that harness without a proof."""
    return shlex.join(["self-harness", "champion", "promote", path.name, "--best", *_out(path)])


def best_of(run: RunFolder, rounds: Sequence[RoundRecord]) -> Best | None:
    """What the search would deploy, by the newest estimates; None where that promises no gain over what the run deploys."""
    found = rounds[-1].best if rounds else None
    return found if found and found.harness != run.harness() and found.gain > 0 else None


def _command(path: Path) -> str:
    return "compare" if path.parent.name == COMPARISONS else "run"


def _out(path: Path) -> list[str]:
    folder = path.parent.parent if path.parent.name == COMPARISONS else path.parent
    return [] if str(folder) == RunConfig.model_fields["out"].default else ["--out", str(folder)]


def open_edits(rounds: Sequence[RoundRecord]) -> int:
    """Edits that the gate has not decided on."""
    newest = {tried.edit.fingerprint: tried.outcome for record in rounds for tried in record.edits}
    return sum(outcome == "unresolved" for outcome in newest.values())


def shares(before: Score, after: Score) -> str:
    """Of the attempts that passed, in percent: such as "33 -> 83"."""
    return f"{100 * before.rate:.0f} -> {100 * after.rate:.0f}"


def points(found: Support) -> str:
    """The gain on the test split with its 95 % interval, in percentage points."""
    mean, low, high = (f"{100 * share:+.0f}" for share in (found.gain, *found.interval))
    return f"{mean} [{low}, {high}]"


def _found(run: RunFolder, log: Log, rounds: Sequence[RoundRecord]) -> str:
    final = run.harness()
    if log.test_split:
        found = log.test_split
        measured = f"test split {shares(found.before, found.after)} % ({points(found)})"
    else:
        first, last = rounds[0].after, rounds[-1].after
        held_in, held_out = shares(first.held_in, last.held_in), shares(first.held_out, last.held_out)
        measured = f"held-in {held_in} %, held-out {held_out} %, the problems by which it was chosen"
    lines = _lines(diff(run.start.harness, final).splitlines())
    return f"{_outcome(log)} {final.fingerprint}: {measured}, {lines}, {_spent(log.totals)}."


def _outcome(log: Log) -> str:
    if log.champion is None:
        return "New harness"
    if not log.champion.promoted:
        return f"Not promoted ({log.champion.reason.rstrip('.')}):"
    if log.approval is None:
        return "Promoted"
    said = f": {log.approval.comment}" if log.approval.comment else ""
    return f"Promoted (approved by {log.approval.by or 'a person'}{said})"


def _nothing(run: RunFolder, log: Log, rounds: Sequence[RoundRecord]) -> str:
    if not rounds:
        return f"The start is not measured yet, {_spent(log.totals)}."
    tried = len({each.edit.fingerprint for record in rounds for each in record.edits})
    waiting = open_edits(rounds)
    first = rounds[0].after
    measured = f"held-in {100 * first.held_in.rate:.0f} %, held-out {100 * first.held_out.rate:.0f} %"
    text = f"Nothing was proven, {_count(tried, 'edit')} tried: {measured} as at the start, {_spent(log.totals)}"
    if log.state != "finished":
        return f"{text}."
    if isinstance(log.ended, Finished) and log.ended.nothing_to_learn:
        return f"{text}; {log.ended.reason}."
    stay = f"; {_count(waiting, 'edit')} stay{'s' if waiting == 1 else ''} open" if waiting else ""
    if best := best_of(run, rounds):
        return f"{text}{stay}; best harness: {best}; {proof_of(run.path, best)}."
    return f"{text}{stay}; {_goes_on(run.path, '--rounds', str(2 * _limit(run, log) or 12))}."


def _goes_on(path: Path, *options: str) -> str:
    return f"`{resume_command(path, *options)}` goes on"


def _limit(run: RunFolder, log: Log) -> int:
    return log.started.rounds if log.started else run.start.config.rounds


def _progress(run: RunFolder, log: Log, rounds: Sequence[RoundRecord]) -> str:
    if log.phase is None:
        return "nothing was tried yet"
    round_ = f"round {len(rounds)} of {_limit(run, log)}, " if rounds else ""
    return f"{round_}{log.phase.name}"


def _lines(changes: Sequence[str]) -> str:
    added, removed = (sum(line.startswith(sign) for line in changes) for sign in "+-")
    return f"{_count(added, 'line')} added" + (f", {removed} removed" if removed else "")


def _spent(totals: Totals) -> str:
    dollars = f", ${totals.cost:.2f}" if totals.cost else ""
    return f"{_count(totals.calls, 'call')}{dollars}"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _sentence(text: str) -> str:
    return f"{' '.join(text.split()).rstrip('.')}."
