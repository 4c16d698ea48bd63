"""A line chart as inline SVG. Colours come from the page's style sheet; every text is escaped by `Markup.format`."""

from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup

WIDTH, HEIGHT = 640, 280
LEFT, RIGHT, TOP, BOTTOM = 54, 138, 14, 42
INSET = 14
"""Between the plot's edge and its first and last value, in pixels."""
LABELLED = 12
"""Lines at most that are named at their ends; of more, the tips still say the names."""
GAP = 15
"""Between such names, in pixels."""


class Point(NamedTuple):
    x: float
    y: float
    tip: str = ""
    """What a pointer or the keyboard's focus shows; without it there is no marker."""
    interval: tuple[float, float] | None = None


class Series(NamedTuple):
    name: str
    style: str
    """CSS class."""
    points: Sequence[Point]


def line_chart(
    title: str,
    series: Sequence[Series],
    x_ticks: Sequence[tuple[float, str]],
    y_ticks: Sequence[tuple[float, str]],
    x_label: str,
    thresholds: Sequence[float] = (),
) -> Markup:
    """The axes span their ticks, which are (value, label)."""
    x_low, x_high = x_ticks[0][0], max(x_ticks[-1][0], x_ticks[0][0] + 1e-9)
    y_low, y_high = y_ticks[0][0], y_ticks[-1][0]
    bottom, right = HEIGHT - BOTTOM, WIDTH - RIGHT
    shifts = [6 * (index - (len(series) - 1) / 2) for index in range(len(series))]

    def x(value: float, shift: float = 0) -> str:
        middle = (
            (LEFT + right) / 2
            if len(x_ticks) == 1
            else LEFT + INSET + (value - x_low) / (x_high - x_low) * (right - LEFT - 2 * INSET)
        )
        return f"{middle + shift:.1f}"

    def y(value: float) -> str:
        return f"{bottom - (value - y_low) / (y_high - y_low) * (bottom - TOP):.1f}"

    def stroke(style: str, x1: object, x2: object, y1: float, y2: float) -> Markup:
        return Markup('<line class="{}" x1="{}" x2="{}" y1="{}" y2="{}"/>').format(style, x1, x2, y(y1), y(y2))

    def text(at: object, height: object, anchor: str, words: str, style: str = "") -> Markup:
        return Markup('<text x="{}" y="{}" dy=".32em" text-anchor="{}" class="{}">{}</text>').format(
            at, height, anchor, style, words
        )

    def marker(point: Point, shift: float) -> Markup:
        return Markup('<circle r="4.5" cx="{}" cy="{}" tabindex="0" role="img" data-tip="{}" aria-label="{}"/>').format(
            x(point.x, shift), y(point.y), point.tip, point.tip
        )

    parts = [
        Markup('<svg class="chart" viewBox="0 0 {} {}" role="group" aria-label="{}">').format(WIDTH, HEIGHT, title)
    ]
    for value, label in y_ticks:
        parts += [stroke("grid", LEFT, right, value, value), text(LEFT - 8, y(value), "end", label)]
    parts += [text(x(value), bottom + 14, "middle", label) for value, label in x_ticks]
    parts.append(text((LEFT + right) / 2, HEIGHT - 9, "middle", x_label))
    parts += [stroke("threshold", LEFT, right, value, value) for value in thresholds]
    for line, place in zip(series, shifts, strict=True):
        shift = place if any(point.interval for point in line.points) else 0.0
        track = " ".join(f"{x(point.x, shift)},{y(point.y)}" for point in line.points)
        parts.append(Markup('<g class="{}"><polyline class="line" points="{}"/>').format(line.style, track))
        for point in line.points:
            if point.interval:
                parts.append(stroke("interval", x(point.x, shift), x(point.x, shift), *point.interval))
            if point.tip:
                parts.append(marker(point, shift))
        parts.append(Markup("</g>"))
    if len(series) <= LABELLED:
        ends = {index: float(y(line.points[-1].y)) for index, line in enumerate(series)}
        for index, height in _apart(ends, TOP, bottom).items():
            line = series[index]
            parts.append(text(right + 14, f"{height:.1f}", "start", line.name, f"name {line.style}"))
    return Markup("\n").join([*parts, Markup("</svg>")])


def _apart(wanted: dict[int, float], top: float, bottom: float) -> dict[int, float]:
    """The heights, moved just so far that names at them don't overlap."""
    placed: dict[int, float] = {}
    at = top - GAP
    for index, height in sorted(wanted.items(), key=lambda item: item[1]):
        at = placed[index] = max(height, at + GAP)
    limit = bottom + GAP
    for index in reversed(placed):
        limit = placed[index] = min(placed[index], limit - GAP)
    return placed
