"""report.html: what a run did, as one page that needs nothing but itself. Everything a model wrote is escaped, and the
page's security policy lets no script run but the page's own."""

import base64
import hashlib
import json
import math
from collections.abc import Sequence
from datetime import datetime
from importlib.resources import files
from itertools import pairwise
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from self_harness.config import SIMULATED, RunConfig
from self_harness.gate.decision import Evidence
from self_harness.harness import diff
from self_harness.record.lines import history
from self_harness.record.lives import lives
from self_harness.record.log import RunFolder
from self_harness.record.provenance import sources
from self_harness.record.records import RoundRecord, Score
from self_harness.record.spending import Spending, add_up, by_part, by_role
from self_harness.report.answer import replies
from self_harness.report.charts import Point, Series, line_chart
from self_harness.report.verdict import best_of, promote_command, prove_command, verdict
from self_harness.report.view import GROUPS, Row, factor, grid
from self_harness.stats.intervals import wilson

PATH_POINTS = 150
"""Of one line of evidence, at most."""
STEADY = 40
"""More problems than this that always passed are named only."""
SHOWN, NAMED = 100, 500
"""Problems of a group in a table, and in a list of names, at most: a page stays a page at 10,000 problems."""
READABLE = 80
"""Problems whose answers are in the page, at most."""


def html(run: RunFolder) -> str:
    """The page, of a run in any state."""
    rounds, log, start = run.rounds(), run.log(), run.start
    final = run.harness()
    grown = history(start.harness, rounds, final)
    edits = lives(start.harness, rounds, grown, log.attempts)
    best = best_of(run, rounds)
    changed = [record for record in rounds[1:] if record.after.harness != record.before.harness]
    deployed = [start.harness.fingerprint, *(record.after.harness for record in changed)]
    names = ["start", *(str(record.round) for record in changed)]
    ends = [start.harness.fingerprint, final.fingerprint]
    measured = {
        harness: {
            key: tried
            for key, tried in attempts.items()
            if key.trial.purpose == "evaluation" and key.trial.number < start.config.trials
        }
        for harness, attempts in log.attempts.items()
    }  # without the gate's further attempts, which are at chosen problems
    grids = [
        ("held-in", names, grid(start.split.held_in, deployed, measured)),
        ("held-out", names, grid(start.split.held_out, deployed, measured)),
        ("test split", ["start", "end"], grid(start.split.test_split, ends, measured)),
    ]
    harnesses = [start.harness, *(record.harness for record in rounds[1:])]
    readable = [row.problem for _, _, rows in grids for row in rows if row.group != "always passed"][:READABLE]
    return _PAGE.render(
        start=start,
        config=start.config,
        simulated=start.config.model == SIMULATED,
        log=log,
        verdict=verdict(run, log),
        rounds=rounds,
        totals=log.totals,
        test_split=[log.test_split.before, log.test_split.after] if log.test_split else [],
        comparison=log.comparison,
        rates=_rates(rounds),
        grids=[(name, columns, _groups(rows)) for name, columns, rows in grids if rows],
        answers=replies(run, log, readable),
        grown=grown,
        diffs=[diff(old, new) for old, new in pairwise(harnesses)],
        lives=edits,
        best=best,
        commands=(prove_command(run.path), promote_command(run.path)),
        best_diff=diff(final, best.harness) if best else "",
        sources={(source.block, source.text): source for source in sources(run, final, log)},
        by_origin={(entry.round, entry.number): life for life in edits for entry in life.entries},
        evidence=_evidence(rounds),
        spending=_spending(log.bill.spent),
        settings=_settings(start.config),
    )


def _rates(rounds: Sequence[RoundRecord]) -> Markup:
    if not rounds:
        return Markup()

    def measured(name: str, scores: Sequence[Score]) -> list[Point]:
        points = []
        for number, score in enumerate(scores):
            low, high = wilson(score.passed, score.total)
            tip = f"{name}, {_after(number)}: {score}, 95 % interval {low:.0%} to {high:.0%}"
            points.append(Point(number, score.rate, tip, (low, high)))
        return points

    series = [
        Series("held-in", "held-in", measured("held-in", [record.after.held_in for record in rounds])),
        Series("held-out", "held-out", measured("held-out", [record.after.held_out for record in rounds])),
    ]
    true_rates = [(number, record.after.true_rate) for number, record in enumerate(rounds)]
    if known := [(number, rate) for number, rate in true_rates if rate is not None]:
        points = [Point(number, rate, f"true rate (simulated), {_after(number)}: {rate:.1%}") for number, rate in known]
        series.append(Series("true (simulated)", "true-rate", points))
    steps = _steps(len(rounds) - 1)
    return line_chart(
        "Pass rates by round",
        series,
        [(step, "start" if step == 0 else str(step)) for step in steps],
        [(share / 100, f"{share} %") for share in range(0, 101, 20)],
        "round",
    )


def _evidence(rounds: Sequence[RoundRecord]) -> list[tuple[str, Markup]]:
    """A chart with a line for each harness that was deployed."""
    last: dict[str, tuple[RoundRecord, Evidence]] = {}
    for record in rounds:
        if record.evidence:
            last[record.before.harness] = (record, record.evidence)
    if not last:
        return []
    since = {record.after.harness: _after(record.round) for record in reversed(rounds)}
    heights, series = [0.0], []
    for harness, (record, found) in last.items():
        path = [(0, 0.0), *found.path[:: math.ceil(len(found.path) / PATH_POINTS) or 1], (found.pairs, found.e_value)]
        heights += [found.threshold, *(value for _, value in path)]
        name = f"that {since.get(harness, 'at the start')}"
        tip = (
            f"against the harness {name}: evidence {factor(found.e_value)} after {found.pairs} pairs, "
            f"{factor(found.threshold)} are needed; {found.wins} won, {found.losses} lost"
        )
        points = [Point(*at) for at in path[:-1]] + [Point(*path[-1], tip=tip)]
        is_proven = record.before.harness != record.after.harness
        series.append(Series(name, f"outcome {'accepted' if is_proven else 'unresolved'}", points))
    low, high = math.floor(min(heights)), math.ceil(max(heights) + 0.1)
    step = math.ceil((high - low) / 6)
    title = "Evidence against each deployed harness"
    chart = line_chart(
        title,
        series,
        [(tick, str(tick)) for tick in _steps(max(found.pairs for _, found in last.values()))],
        [(tick, f"{10.0**tick:g}") for tick in range(low, high + step, step)],
        "pairs of attempts",
        sorted({found.threshold for _, found in last.values()}),
    )
    return [(title, chart)]


def _steps(last: int) -> list[int]:
    """Round numbers from 0 to `last` or a little more, some ten at most."""
    size = next(unit * 10**power for power in range(9) for unit in (1, 2, 5) if unit * 10**power * 10 >= last)
    return list(range(0, last + size, size)) if last else [0]


def _spending(spent: Spending) -> dict[str, Any]:
    """By part and by role; bars show dollars, or tokens where no dollars were paid."""
    parts, roles = by_part(spent), by_role(spent)
    total = add_up(spent.values())
    in_dollars = total.cost > 0
    return {
        "parts": parts,
        "sums": [*roles.items(), ("all", total)],
        "styles": {role: index % 4 for index, role in enumerate(roles)},
        "in_dollars": in_dollars,
        "greatest": max((part.total.cost if in_dollars else part.total.tokens for part in parts), default=0),
    }


def _groups(rows: Sequence[Row]) -> list[tuple[str, list[Row]]]:
    found = [(group, [row for row in rows if row.group == group]) for group in GROUPS]
    return [(group, members) for group, members in found if members]


def _settings(config: RunConfig) -> list[tuple[str, str, str, bool]]:
    """(name, value, what it means, whether it was left as it is by default)"""
    rows = []
    for name, value in config.model_dump(mode="json").items():
        field = type(config).model_fields[name]
        shown = value if isinstance(value, str) else json.dumps(value)
        rows.append(
            (
                name,
                shown,
                field.description or "",
                getattr(config, name) == field.get_default(call_default_factory=True),
            )
        )
    return rows


def _after(number: int) -> str:
    return f"after round {number}" if number else "at the start"


def _clip(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[: length - 1]}…"


def _signed(count: int) -> str:
    return f"{count:+d}".replace("-", "\N{MINUS SIGN}")


def _points(share: float) -> str:
    """A difference of rates, in percentage points."""
    return f"{100 * share:+.1f}".replace("-", "\N{MINUS SIGN}")


def _time(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S} UTC"


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"


def _policy_hash(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def _source(name: str) -> str:
    return files(__package__).joinpath("page", name).read_text("utf-8")


_TEMPLATES = Environment(
    loader=FunctionLoader(_source), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
)
_TEMPLATES.filters.update(
    clip=_clip, signed=_signed, points=_points, time=_time, duration=_duration, factor=factor,
    percent="{:.1%}".format, whole_percent="{:.0%}".format, thousands="{:,}".format, dollars="${:,.4f}".format,
)  # fmt: skip
_SCRIPT = _source("script.js")
_TEMPLATES.globals.update(
    wilson=wilson,
    style=Markup(_source("style.css")),
    script=Markup(_SCRIPT),
    script_hash=_policy_hash(_SCRIPT),
    STEADY=STEADY,
    SHOWN=SHOWN,
    NAMED=NAMED,
)
template = _TEMPLATES.get_template
_PAGE = template("page.html")
