"""The texts of a run's artifacts in the workflow's UI; pure functions of what its folder holds."""

import re
from collections.abc import Sequence
from typing import Any

from self_harness.config import SIMULATED
from self_harness.harness import diff
from self_harness.record.log import RunFolder
from self_harness.record.records import RoundRecord, Score
from self_harness.record.spending import Spending, Spent, add_up, by_part, by_role
from self_harness.report.markdown import fenced, round_section
from self_harness.stats.intervals import wilson


def key(run_id: str, kind: str) -> str:
    """Key of an artifact: lowercase letters, numbers and dashes. Every round of a run makes a new version of it."""
    return re.sub("[^a-z0-9]+", "-", f"{run_id}-{kind}".lower()).strip("-")


def label(run: RunFolder, text: str) -> str:
    """A description: all that an artifact's card shows of it, and of that some 40 characters."""
    return f"SIMULATED: {text}" if run.start.config.model == SIMULATED else text


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
