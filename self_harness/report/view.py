"""What the reports show, worked out from a run folder; no markup here."""

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple, get_args

from self_harness.attempt import AttemptKey
from self_harness.record.events import AttemptMade
from self_harness.record.records import Score
from self_harness.release.drift import drift


def factor(evidence: float) -> str:
    """Evidence, a decimal logarithm, as the factor by which a bet was multiplied."""
    return f"{10**evidence:,.3g}" if evidence < 3 else f"{10**evidence:,.0f}" if evidence < 6 else f"10^{evidence:.1f}"


class Cell(NamedTuple):
    """A problem under one harness: passed attempts of all."""

    passed: int
    total: int
    flip: Literal["", "up", "down"] = ""
    """Against the harness before."""

    @property
    def state(self) -> Literal["pass", "fail", "part", "none"]:
        if not self.total:
            return "none"
        return "pass" if self.passed == self.total else "part" if self.passed else "fail"


class Row(NamedTuple):
    problem: str
    cells: tuple[Cell, ...]
    failure: str
    """The newest failure under these harnesses."""

    @property
    def group(self) -> "Group":
        tried = [cell for cell in self.cells if cell.total]
        rates = [cell.passed / cell.total for cell in tried]
        if len(set(rates)) < 2:
            return (
                "always passed" if min(rates, default=1) == 1 else "sometimes passed" if any(rates) else "never passed"
            )
        if rates[0] == rates[-1]:
            return "wavered"
        before, after = ({self.problem: Score(passed=cell.passed, total=cell.total)} for cell in (tried[0], tried[-1]))
        if drift(before, after).changed:
            return "worse" if rates[-1] < rates[0] else "better"
        return "fell, perhaps by chance" if rates[-1] < rates[0] else "rose, perhaps by chance"


Group = Literal[
    "worse", "fell, perhaps by chance", "better", "rose, perhaps by chance",
    "wavered", "never passed", "sometimes passed", "always passed",
]  # fmt: skip
"""From the first harness to the last. Worse and better: by more than chance explains (Fisher's exact test, p <= 0.01)."""
GROUPS: tuple[Group, ...] = get_args(Group)


def grid(
    problems: Sequence[str], harnesses: Sequence[str], attempts: Mapping[str, Mapping[AttemptKey, AttemptMade]]
) -> list[Row]:
    """A row for each problem that was tried, those that need a look first; a cell for each fingerprint."""
    by_problem = [_by_problem(attempts.get(harness, {})) for harness in harnesses]
    rows = []
    for problem in problems:
        cells: list[Cell] = []
        failure = ""
        for tried in by_problem:
            trials = tried.get(problem, [])
            cell = Cell(sum(trial.passed for trial in trials), len(trials))
            earlier = next((past for past in reversed(cells) if past.total), cell)
            change = cell.passed * earlier.total - earlier.passed * cell.total
            cells.append(cell._replace(flip="up" if change > 0 else "down" if change < 0 else ""))
            failure = next((f"{trial.status}: {trial.message}" for trial in trials if not trial.passed), failure)
        if any(cell.total for cell in cells):
            rows.append(Row(problem, tuple(cells), failure))
    return sorted(rows, key=lambda row: (GROUPS.index(row.group), row.problem))


def _by_problem(attempts: Mapping[AttemptKey, AttemptMade]) -> dict[str, list[AttemptMade]]:
    found: dict[str, list[AttemptMade]] = {}
    for (problem, _), tried in sorted(attempts.items()):
        found.setdefault(problem, []).append(tried)
    return found
