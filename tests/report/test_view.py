"""What the reports are worked out from: intervals, the grid of problems, the charts' geometry."""

from itertools import pairwise

import pytest

from self_harness.attempt import AttemptKey, Trial
from self_harness.record.events import AttemptMade
from self_harness.record.lives import Pairs
from self_harness.report.charts import GAP, Point, Series, line_chart
from self_harness.report.view import factor, grid
from self_harness.stats.intervals import wilson
from tests.html_tree import Page
from tests.trials import at, nth


def test_wilson() -> None:
    """Values of Newcombe, Stat. Med. 17 (1998), table I, method 3."""
    for passed, total, low, high in [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0, 0.1611),
                                     (1, 29, 0.0061, 0.1718)]:  # fmt: skip
        assert wilson(passed, total) == pytest.approx((low, high), abs=5e-5)
    assert wilson(0, 0) == (0, 1)


def test_effect_of_pairs() -> None:
    """By hand: (15 - 11) / 72 -/+ 1.96 * sqrt(27 - 16 / 72) / 72."""
    keys = tuple(at("p", trial) for trial in range(15))
    assert Pairs(70, keys, keys[:11]).effect == pytest.approx((4 / 70, -0.08531, 0.19642), abs=5e-5)
    mean, low, high = Pairs(70, keys[:11], keys).effect
    assert (mean, low, high) == pytest.approx((-4 / 70, -0.19642, 0.08531), abs=5e-5)
    assert Pairs(3, keys[:3]).effect[2] <= 1


def test_grid_compares_rates_and_skips_what_was_not_tried() -> None:
    passed = AttemptMade(problem="p", trial=nth(), harness="h", status="passed")
    failed = passed.model_copy(update={"status": "failed", "message": "m"})
    attempts = {
        "h0": {at("p", 0): failed, at("p", 1): passed},
        "h2": {at("p", 0): failed, at("p", 1): passed, at("p", 2): failed, at("p", 3): passed, at("q", 0): passed},
        "h3": {at("p", 0): passed},
    }
    first, second = grid(["p", "q", "untried"], ["h0", "h1", "h2", "h3"], attempts)
    assert [(cell.passed, cell.total, cell.flip, cell.state) for cell in first.cells] == [
        (1, 2, "", "part"), (0, 0, "", "none"), (2, 4, "", "part"), (1, 1, "up", "pass"),
    ]  # fmt: skip
    assert (first.group, second.group) == ("rose, perhaps by chance", "always passed")


@pytest.mark.parametrize(
    ("before", "after", "group"),
    [
        ("+", "-", "fell, perhaps by chance"), ("-", "+", "rose, perhaps by chance"),
        ("++++", "----", "fell, perhaps by chance"),  # p = 2 / 70
        ("+++++", "-----", "worse"), ("-----", "+++++", "better"),  # p = 2 / 252
        ("+-", "-+", "sometimes passed"),
    ],
)  # fmt: skip
def test_worse_and_better_are_beyond_chance(before: str, after: str, group: str) -> None:
    made = AttemptMade(problem="p", trial=Trial("evaluation"), harness="h", status="passed")
    attempts = {
        harness: {
            AttemptKey("p", Trial("evaluation", number=trial)): made
            if outcome == "+"
            else made.model_copy(update={"status": "failed"})
            for trial, outcome in enumerate(outcomes)
        }
        for harness, outcomes in (("h0", before), ("h1", after))
    }
    (row,) = grid(["p"], ["h0", "h1"], attempts)
    assert row.group == group


def test_names_at_the_ends_of_lines_do_not_overlap() -> None:
    series = [Series(f"line {number}", "", [Point(0, 0), Point(1, 0.99)]) for number in range(6)]
    chart = Page(str(line_chart("t", series, [(0, "0"), (1, "1")], [(0, "0"), (1, "1")], "x"))).root
    heights = sorted(float(name.attributes["y"]) for name in chart.all("text", class_="name"))
    assert all(after - before >= GAP - 0.11 for before, after in pairwise(heights))
    assert heights[0] >= 0


def test_points_lie_where_their_values_are() -> None:
    series = [Series("s", "", [Point(0, 0, "low"), Point(2, 5, "middle"), Point(4, 10, "high")])]
    chart = Page(str(line_chart("t", series, [(0, "0"), (4, "4")], [(0, "0"), (10, "10")], "x", [5]))).root
    low, middle, high = ((float(dot.attributes["cx"]), float(dot.attributes["cy"])) for dot in chart.all("circle"))
    assert middle == pytest.approx(((low[0] + high[0]) / 2, (low[1] + high[1]) / 2))
    assert low[0] < high[0]
    assert low[1] > high[1]
    assert float(chart.one("line", class_="threshold").attributes["y1"]) == middle[1]


def test_evidence_reads_as_a_factor() -> None:
    assert [factor(evidence) for evidence in (-1, 0, 2.301, 3.8, 12.34)] == ["0.1", "1", "200", "6,310", "10^12.3"]
