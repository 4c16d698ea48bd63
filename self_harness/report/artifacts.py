"""The texts of artifacts in the workflow's UI; pure functions of what run folders and champions' histories hold."""

import re
from collections.abc import Sequence
from typing import Any

from self_harness.config import SIMULATED
from self_harness.harness import diff
from self_harness.record.log import RunFolder
from self_harness.record.records import RoundRecord, Score, Start
from self_harness.record.spending import Spending, Spent, add_up, by_part, by_role
from self_harness.release.history import Entry
from self_harness.report.markdown import fenced, round_section
from self_harness.stats.intervals import wilson


def key(*names: str) -> str:
    """A key of the workflow server: lowercase letters, numbers and dashes."""
    return re.sub("[^a-z0-9]+", "-", "-".join(names).lower()).strip("-")


def artifact_key(start: Start, thing: str) -> str:
    """Of an artifact: the thing that it shows of a suite with a model, so that its versions show run after run."""
    return key(thing, start.suite, start.config.model)


def label(run: RunFolder, text: str) -> str:
    """A description: all that an artifact's card shows of it, and of that some 40 characters."""
    return f"SIMULATED: {text.removeprefix('Simulated: ')}" if run.start.config.model == SIMULATED else text


def rates_table(rounds: Sequence[RoundRecord]) -> list[dict[str, Any]]:
    """A row for each round, the start first."""
    return [_rates(record) for record in rounds]


def _rates(record: RoundRecord) -> dict[str, Any]:
    after = record.after
    row: dict[str, Any] = {"round": str(record.round or "start")}
    for name, score in (("held-in", after.held_in), ("held-out", after.held_out)):
        row |= {name: str(score), f"{name}, 95 %": _interval(score)}
    if after.true_rate is not None:
        row["true (simulated)"] = f"{after.true_rate:.1%}"
    taken = sum(tried.outcome == "accepted" for tried in record.edits)
    row |= {"edits accepted": f"{taken} of {len(record.edits)}" if record.round else "", "harness": after.harness}
    return row


def _interval(score: Score) -> str:
    low, high = wilson(score.passed, score.total)
    return f"{low:.0%} to {high:.0%}"


def rates_headline(rounds: Sequence[RoundRecord]) -> str:
    first, last = rounds[0].after, rounds[-1].after
    if len(rounds) == 1:
        return f"held-in {first.held_in}, held-out {first.held_out} at the start"
    return (
        f"held-in {first.held_in.rate:.1%} -> {last.held_in.rate:.1%}, "
        f"held-out {first.held_out.rate:.1%} -> {last.held_out.rate:.1%} after round {rounds[-1].round}"
    )


def changes(run: RunFolder, rounds: Sequence[RoundRecord]) -> tuple[str, str]:
    """(headline, Markdown) of how the harness changed in the newest round and since the start."""
    before, newest = rounds[-2], rounds[-1]
    in_round, in_all = diff(before.harness, newest.harness), diff(run.start.harness, newest.harness)
    parts = [
        f"## Changed in round {newest.round}", fenced(in_round, "diff") if in_round else "Nothing.",
        "## Changed since the start", fenced(in_all, "diff") if in_all else "Nothing.",
        "## The harness now", fenced(newest.harness.render(), "text"),
    ]  # fmt: skip
    lines = sum(line.startswith("+") for line in in_all.splitlines())
    headline = f"{lines} new lines after round {newest.round}"
    return headline, "\n\n".join(parts)


def decisions(record: RoundRecord) -> tuple[str, str]:
    """(headline, Markdown) of what the gate decided in a round and on what evidence."""
    taken = sum(tried.outcome == "accepted" for tried in record.edits)
    return f"round {record.round}: {taken} of {len(record.edits)} edits accepted", round_section(record)


def champion(entry: Entry) -> tuple[str, str]:
    """(headline, Markdown) of the deployed harness: where it comes from, what it rests on, its text."""
    by = f", by {entry.by}" if entry.by else ""
    rests_on = f"\n- {entry.evidence.test_split}" if entry.evidence.test_split else ""
    facts = (
        f"- entry {entry.sequence} of the history, {entry.event.replace('_', ' ')} {entry.time:%Y-%m-%d %H:%M} UTC{by}\n"
        f"- run: {entry.evidence.run or 'none, from a file'}\n- Self-Harness {entry.version}{rests_on}"
    )
    text = f"## Champion of {entry.suite} with {entry.model}\n\n{facts}\n\n{fenced(entry.harness.render(), 'text')}"
    return f"{entry.fingerprint}, entry {entry.sequence}", text


def cost(spent: Spending) -> tuple[str, str]:
    """(headline, Markdown) of what was spent by part of the run and by role."""
    total = add_up(spent.values())
    parts = [(part.name, part.total) for part in by_part(spent)]
    headline = f"{total.calls:,} model calls, {total.tokens:,} tokens, ${total.cost:.4f}"
    return headline, "\n\n".join([_table("part", [*parts, ("all", total)]), _table("role", [*by_role(spent).items()])])


def _table(first: str, rows: Sequence[tuple[str, Spent]]) -> str:
    lines = [f"| {first} | calls | tokens in | tokens out | dollars |", "|---|--:|--:|--:|--:|"]
    lines += [
        f"| {name} | {its.calls:,} | {its.input_tokens:,} | {its.output_tokens:,} | {its.cost:.4f} |"
        for name, its in rows
    ]
    return "\n".join(lines)
