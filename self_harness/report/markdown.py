"""summary.md and report.html: what a run did, for people."""

import re
from collections.abc import Sequence

from self_harness.config import SIMULATED
from self_harness.files import write_atomically
from self_harness.gate.decision import Best, EditRecord, Evidence
from self_harness.harness import diff
from self_harness.record.events import Finished, Stopped
from self_harness.record.log import Log, RunFolder
from self_harness.record.provenance import Source, sources
from self_harness.record.records import RoundRecord
from self_harness.report.verdict import best_of, promote_command, proof_of, verdict
from self_harness.report.view import factor

SIMULATED_NOTE = (
    "**Simulated**: the answers come from the built-in simulated model, not from a language model. These numbers show "
    "how the loop works and say nothing about a real model."
)
EASY_ADVICE = (
    "Every held-in attempt passes, so there is no failure to learn from. Give the loop something to do: harder problems "
    "(`--problems`; a pass rate of 50-70 % at the start is best), a smaller model (`--model`), or more trials (`--trials`)."
)


def write_summary(run: RunFolder) -> None:
    """Both reports, of a run in any state."""
    from self_harness.report.html import html  # here, for it takes a while to import and most commands write no report

    write_atomically(run.path / "summary.md", summary(run))
    write_atomically(run.path / "report.html", html(run))


def summary(run: RunFolder) -> str:
    """The whole report as Markdown, of a run in any state."""
    rounds, log, config = run.rounds(), run.log(), run.start.config
    parts = [_line(verdict(run, log)), f"# Run {run.start.run_id}"]
    if config.model == SIMULATED:
        parts.append(SIMULATED_NOTE)
    parts.append(
        "\n".join(
            [
                f"- state: {_state(log)}",
                f"- model: {config.models}",
                f"- suite: {run.start.suite}, {len(run.start.split.held_in)} problems held in, "
                f"{len(run.start.split.held_out)} held out, {len(run.start.split.test_split)} in the test split; "
                f"{config.trials} trial(s) each, seed {config.seed}",
                f"- gate: {config.gate}",
                f"- sandbox: {log.ready.sandbox if log.ready else 'not opened'}",
                f"- spent: {spent(log)}",
            ]
        )
    )
    if rounds:
        final = run.harness()
        parts += ["## The harness now", fenced(final.render(), "text")]
        parts += ["## Where each line comes from", origins(sources(run, final, log))]
        if changes := diff(run.start.harness, final):
            parts += ["## What changed since the start", fenced(changes, "diff")]
    if found := best_of(run, rounds):
        parts += ["## The best harness, by estimate", best_text(run, found)]
    if rounds:
        parts += ["## Pass rates", _rates(rounds)]
        if rounds[-1].after.held_in.passed == rounds[-1].after.held_in.total:
            parts.append(EASY_ADVICE)
    if log.test_split:
        parts.append(f"{str(log.test_split).capitalize()}. Nothing was chosen by these problems.")
    if log.comparison:
        parts.append(str(log.comparison))
    parts += [round_section(record) for record in rounds[1:]]
    return "\n\n".join(parts) + "\n"


def spent(log: Log) -> str:
    """One line: calls, tokens, dollars and time."""
    totals, unanswered = log.totals, log.bill.unanswered
    text = (
        f"{totals.calls} model calls, {totals.input_tokens:,} tokens in, {totals.output_tokens:,} out, "
        f"${totals.cost:.4f}, {totals.seconds:.0f} s"
    )
    if not unanswered.calls:
        return text
    return (
        f"{text}. That counts {unanswered.calls} calls in flight, or lost when a process was killed, with the most that they "
        f"can cost (${unanswered.cost:.4f})"
    )


def outcome_line(record: EditRecord) -> str:
    """One line: what became of an edit, by how much, and why."""
    decision, outcome = record.decision, record.outcome.replace("_", " ")
    if decision.gate == "sequential":
        return f"{outcome}: {decision.reason}" if decision.evaluated else f"{outcome}: in no attempt yet"
    if decision.evaluated < decision.total:  # the deltas of a part would mislead: its attempts are not a fair sample
        return f"{outcome} after {decision.evaluated} of {decision.total} attempts: {decision.reason}"
    why = "" if decision.outcome == "accepted" else f": {decision.reason}"
    return f"{outcome} (held-in {decision.d_in:+d}, held-out {decision.d_out:+d}){why}"


def evidence_line(stage: Evidence) -> str:
    """One line: what the pairs of a proof said."""
    return (
        f"{stage.wins} won and {stage.losses} lost of {stage.pairs} pairs, evidence "
        f"{factor(stage.e_value)} ({factor(stage.threshold)} needed), difference {100 * stage.effect:+.1f} points at the "
        f"problems of these pairs ({100 * stage.low:+.1f} to {100 * stage.high:+.1f})"
    )


def best_text(run: RunFolder, found: Best) -> str:
    """The estimate, and how the best harness differs from the one that the run hands over."""
    said = f"{str(found).capitalize()}; {proof_of(run.path, found)}. `{promote_command(run.path)}` deploys it without a proof."
    return "\n\n".join([said, fenced(diff(run.harness(), found.harness), "diff")])


def origins(found: Sequence[Source]) -> str:
    """A table with a row for each line of a harness."""
    heads = [
        "block", "line", "tokens", "from", "against", "gain over all, points", "pairs, points", "evidence", "last shown",
    ]  # fmt: skip
    rows = [f"| {' | '.join(heads)} |", "|---" * len(heads) + "|"]
    for source in found:
        origin = f"edit {source.edit}, run {source.run}" if source.edit else source.run or "start"
        effect = shown = gain = ""
        if source.gain:
            mean, low, high = (100 * share for share in source.gain)
            gain = f"{mean:+.1f} ({low:+.1f} to {high:+.1f})"
        if source.effect:
            mean, low, high = (100 * share for share in source.effect)
            others = f", with {source.together - 1} other(s)" if source.together > 1 else ""
            expected = "" if source.bias_corrected is None else f", bias-corrected {100 * source.bias_corrected:+.0f}"
            effect = f"{mean:+.0f} ({low:+.0f} to {high:+.0f}){expected}{others}"
        if source.validated:
            shown = f"{source.validated:%Y-%m-%d}, {source.validated_model}"
        cells = [
            source.block, _cell(source.text), f"~{source.tokens}", origin, _cell(source.pattern), gain, effect,
            "" if source.evidence is None else factor(source.evidence), shown,
        ]  # fmt: skip
        rows.append(f"| {' | '.join(cells)} |")
    return "\n".join(rows)


def _cell(text: str) -> str:
    """Text that a model wrote, as a cell of a table."""
    return _line(text).replace("|", "&#124;")


def _state(log: Log) -> str:
    match log.ended:
        case Finished(reason=reason):
            return f"finished, {_line(reason)}"
        case Stopped(reason=reason):
            return f"stopped: {_line(reason)}"
    return "under way"


def _rates(rounds: list[RoundRecord]) -> str:
    simulated = rounds[0].after.true_rate is not None
    lines = [
        "| round | held-in | held-out |"
        + (" true rate (simulated) |" if simulated else "")
        + " edits accepted | harness |",
        "|---|---|---|" + ("---|" if simulated else "") + "---|---|",
    ]
    for record in rounds:
        taken = sum(tried.outcome == "accepted" for tried in record.edits)
        edits = f"{taken} of {len(record.edits)}" if record.round else "(start)"
        true_rate = f" {record.after.true_rate:.1%} |" if record.after.true_rate is not None else ""
        after = record.after
        lines.append(
            f"| {record.round} | {after.held_in} | {after.held_out} |{true_rate} {edits} | `{after.harness}` |"
        )
    return "\n".join(lines)


def round_section(record: RoundRecord) -> str:
    """What happened in a round, under a heading of its own."""
    lines = [f"## Round {record.round}", ""]
    by = "by the model" if record.mined_by == "model" else "by signature, the model's reply could not be used"
    lines.append(f"Failure patterns ({by}):" if record.patterns else "No pattern that an instruction could address.")
    lines += [
        f"- {_line(pattern.name)} ({pattern.support}): {_line(pattern.description)}" for pattern in record.patterns
    ]
    if record.edits:
        lines += ["", "Edits:"]
    for tried in record.edits:
        lines.append(f"- **{outcome_line(tried)}**")
        lines.append(f"  - {tried.edit.op} `{tried.edit.block}`: {_line(tried.edit.text)}")
        if tried.edit.origin == "person":
            lines.append("  - proposed by a person")
        if tried.edit.pattern or tried.edit.rationale:
            lines.append(f"  - against: {_line(tried.edit.pattern) or '(unnamed)'}. {_line(tried.edit.rationale)}")
    if record.dropped:
        lines += ["", "Proposals that never reached the gate:"]
        lines += [
            f"- {'(a person) ' if d.proposal.get('origin') == 'person' else ''}"
            f"{_line(str(d.proposal.get('text', d.proposal)))[:200]}: {_line(d.reason)}"
            for d in record.dropped
        ]
    if record.merge:
        lines += ["", f"Merge: {record.merge}."]
    if record.evidence:
        lines += ["", f"Evidence: {evidence_line(record.evidence)}."]
    return "\n".join(lines)


def _line(text: str) -> str:
    """Text that a model wrote, as part of one line: it neither ends the line nor opens an HTML tag, a link or an image
    (that a viewer would fetch). Backslashes before a tag are doubled, or they would undo ours."""
    line = " ".join(text.split()).replace("](", "]\\(")
    return re.sub(r"(\\*)<", r"\1\1\\<", line)


def fenced(text: str, language: str) -> str:
    """A code block that no text can end early."""
    fence = "`" * max([3, *(len(run) + 1 for run in re.findall("`+", text))])
    return f"{fence}{language}\n{text}\n{fence}"
