"""All runs of a suite with a model as a table and a curve: Markdown for the workflow's UI, and a page."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from self_harness.report.charts import Point, Series, line_chart
from self_harness.report.runs import Row
from self_harness.report.verdict import points, shares
from self_harness.stats.intervals import wilson

BARS = "▁▂▃▄▅▆▇█"
LABELS = 8
"""Dates below a curve, at most."""


def nights(rows: Sequence[Row]) -> tuple[str, str]:
    """(headline, Markdown) of the runs, the newest first."""
    newest = rows[-1]
    count = "1 run" if len(rows) == 1 else f"{len(rows)} runs"
    promoted = sum(row.outcome == "promoted" for row in rows)
    drifted = sum(bool(row.drift) for row in rows)
    spent = sum(row.cost for row in rows)
    total = f"{promoted} promoted, {drifted} with drift, {sum(row.calls for row in rows):,} calls, ${spent:.2f}"
    heads = ["run", "held-out %", "test split", "lines", "calls", "$", "outcome"]
    table = [f"| {' | '.join(heads)} |", "|---" * len(heads) + "|"]
    table += [f"| {' | '.join(cells(row))} |" for row in reversed(rows)]
    curve = "".join(BARS[min(7, int(8 * rate))] for row in rows if (rate := _ends_at(row)) is not None)
    parts = [
        f"## {newest.suite} with {newest.model}{' (simulated)' if newest.simulated else ''}",
        f"{count}: {total}.",
        f"Pass rate that each run ended with, from 0 to 100 %: `{curve}`",
        "\n".join(table),
        *(f"Drift in {row.run}: {row.drift}" for row in rows if row.drift),
    ]
    return f"{count}, {promoted} promoted; last: {newest.outcome}", "\n\n".join(parts)


def cells(row: Row) -> tuple[str, ...]:
    """Run, held-out, test split, lines, calls, dollars and outcome, as they stand in a table. Without a change of the harness
    there is no gain to tell."""
    changed = f"+{row.added} -{row.removed}" if row.added or row.removed else ""
    return (
        row.run,
        shares(*row.held_out) if row.held_out else "",
        points(row.test_split) if row.test_split and changed else "",
        changed,
        f"{row.calls:,}",
        f"{row.cost:.2f}" if row.cost else "",
        f"{row.outcome}{', drift' if row.drift else ''}",
    )


def page(found: Mapping[tuple[str, str], Sequence[Row]]) -> str:
    """A page that needs nothing but itself. found: the runs by suite and model."""
    from self_harness.report.html import template  # here, for it takes a while to import

    tables = [(*of, rows, _curve(rows), [cells(row) for row in rows]) for of, rows in found.items()]
    return template("history.html").render(tables=tables)


def _ends_at(row: Row) -> float | None:
    """Pass rate of the harness that the run ended with: on the test split if that was measured."""
    measured = row.test_split.after if row.test_split else row.held_out and row.held_out[1]
    return measured.rate if measured else None


def _curve(rows: Sequence[Row]) -> Markup:
    """Pass rates run after run: before and after each on held-out and on the test split."""
    held_out, test_split, true_rate = [], [], []
    for number, row in enumerate(rows):
        if row.held_out:
            score = row.held_out[1]
            held_out.append(Point(number, score.rate, f"run {row.run}, held-out at the end: {score}"))
        if row.test_split:
            score = row.test_split.after
            tip = f"run {row.run}, test split at the end: {score}, gain {points(row.test_split)}; {row.outcome}"
            test_split.append(Point(number, score.rate, tip, wilson(score.passed, score.total)))
        if row.true_rate:
            true_rate.append(
                Point(number, row.true_rate[1], f"run {row.run}, true (simulated): {row.true_rate[1]:.1%}")
            )
    lines = [
        ("held-out", "held-out", held_out),
        ("test split", "held-in", test_split),
        ("true (simulated)", "true-rate", true_rate),
    ]
    if not held_out:
        return Markup()
    step = max(1, -(-len(rows) // LABELS))
    return line_chart(
        "Pass rates at the end of each run",
        [Series(name, style, line) for name, style, line in lines if line],
        [(number, f"{rows[number].started:%m-%d}") for number in range(0, len(rows), step)],
        [(share / 100, f"{share} %") for share in range(0, 101, 20)],
        "run",
    )
