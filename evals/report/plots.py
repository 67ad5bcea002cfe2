"""Plots as SVG: coordinates are computed here, colours and fonts come from the page's style."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

WIDTH = 420
_LEFT, _RIGHT, _ROW = 168, 14, 24


@dataclass(frozen=True, slots=True)
class Dot:
    """A value from 0 to 1 with its interval, and how many cases it stands for."""

    label: str
    value: float
    low: float
    high: float
    n: int


@dataclass(frozen=True, slots=True)
class Bin:
    """Cases of similar predicted probability and the share of them that came true."""

    predicted: float
    observed: float
    low: float
    high: float
    n: int


def dots(rows: Sequence[Dot], title: str) -> Markup:
    """Return values with their intervals, one below the other, on a scale from 0 to 1."""
    height = _ROW * len(rows) + 30
    parts = [_grid(height)]
    for at, row in enumerate(rows):
        y = _ROW * at + 22
        told = f"{row.label}: {row.value:.2f} [{row.low:.2f} bis {row.high:.2f}]"
        parts += [
            _text(_LEFT - 12, y + 4, f"{row.label} ({row.n})", "end"),
            _line(_x(row.low), y, _x(row.high), y, "interval"),
            _dot(_x(row.value), y, 5, told),
        ]
    return _svg(height, title, parts)


def reliability(bins: Sequence[Bin], threshold: float, title: str) -> Markup:
    """Return observed against predicted probability, the diagonal and the operating point."""
    size, left, top = 300, 52, 14

    def at(x: float, y: float) -> tuple[float, float]:
        return left + size * x, top + size * (1 - y)

    frame = Markup('<rect class="frame" x="{}" y="{}" width="{}" height="{}"/>')
    parts = [
        frame.format(left, top, size, size),
        _line(*at(0, 0), *at(1, 1), "diagonal"),
        _line(*at(threshold, 0), *at(threshold, 1), "threshold"),
        _text(at(threshold, 0)[0] + 5, top + size - 8, f"Schwelle {_number(threshold)}"),
    ]
    for bin_ in bins:
        told = f"{bin_.n} Fragen: vorhergesagt {bin_.predicted:.2f}, wirklich {bin_.observed:.2f}"
        parts += [
            _line(*at(bin_.predicted, bin_.low), *at(bin_.predicted, bin_.high), "interval"),
            _dot(*at(bin_.predicted, bin_.observed), 6, told),
        ]
    for tick in (0, 0.25, 0.5, 0.75, 1):
        parts.append(_text(at(tick, 0)[0], top + size + 18, _number(tick), "middle"))
        parts.append(_text(left - 8, at(0, tick)[1] + 4, _number(tick), "end"))
    parts.append(_text(left + size / 2, top + size + 38, "vorhergesagt", "middle"))
    turned = Markup('<g transform="translate(14 {}) rotate(-90)">{}</g>')
    parts.append(turned.format(top + size / 2, _text(0, 0, "wirklich beantwortbar", "middle")))
    return _svg(size + 60, title, parts, width=left + size + 30, kind="small")


def histogram(values: Sequence[float], marks: Sequence[tuple[str, float]], title: str) -> Markup:
    """Return how often values (milliseconds) fall into 24 classes, and vertical marks."""
    low, high, base, tall = min(values), max(values), 190.0, 150.0
    step = max((high - low) / 24, 1e-9)
    counts = [0] * 24
    for value in values:
        counts[min(int((value - low) / step), 23)] += 1
    wide = (WIDTH - 60) / 24
    parts = [
        Markup(
            '<rect class="bar" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}">'
            "<title>{}</title></rect>"
        ).format(
            30 + wide * n, base - tall * count / max(counts), wide - 2, tall * count / max(counts),
            f"{low + step * n:.0f} bis {low + step * (n + 1):.0f} ms: {count}",
        )
        for n, count in enumerate(counts)
    ]  # fmt: skip
    for row, (label, value) in enumerate(marks):
        x = 30 + (WIDTH - 60) * (value - low) / max(high - low, 1e-9)
        parts.append(_line(x, 18 + 14 * row, x, base, "threshold"))
        anchor = "end" if x > WIDTH / 2 else "start"
        parts.append(_text(x + (-6 if anchor == "end" else 6), 26 + 14 * row, label, anchor))
    for tick in range(5):
        value = low + (high - low) * tick / 4
        anchor = ("start", "middle", "middle", "middle", "end")[tick]
        parts.append(_text(30 + (WIDTH - 60) * tick / 4, base + 18, f"{value:.0f} ms", anchor))
    return _svg(base + 28, title, parts)


def _grid(height: float) -> Markup:
    lines = [_line(_x(t), 8, _x(t), height - 20, "grid") for t in (0, 0.25, 0.5, 0.75, 1)]
    labels = [_text(_x(t), height - 4, _number(t), "middle") for t in (0, 0.25, 0.5, 0.75, 1)]
    return Markup("").join([*lines, *labels])


def _x(value: float) -> float:
    return _LEFT + (WIDTH - _LEFT - _RIGHT) * value


def _dot(x: float, y: float, radius: float, title: str) -> Markup:
    return Markup(
        '<circle class="dot" cx="{:.1f}" cy="{:.1f}" r="{:.1f}"><title>{}</title></circle>'
    ).format(x, y, radius, title)


def _line(x1: float, y1: float, x2: float, y2: float, kind: str) -> Markup:
    return Markup('<line class="{}" x1="{:.1f}" y1="{:.1f}" x2="{:.1f}" y2="{:.1f}"/>').format(
        kind, x1, y1, x2, y2
    )


def _text(x: float, y: float, text: str, anchor: str = "start") -> Markup:
    return Markup('<text x="{:.1f}" y="{:.1f}" text-anchor="{}">{}</text>').format(
        x, y, anchor, text
    )


def _number(value: float) -> str:
    """Return a number as German readers write it, with at most two decimals."""
    return f"{round(value, 2):g}".replace(".", ",")


def _svg(
    height: float, title: str, parts: Sequence[Markup], width: float = WIDTH, kind: str = "wide"
) -> Markup:
    svg = Markup('<svg class="{}" viewBox="0 0 {:.0f} {:.0f}" role="img" aria-label="{}">{}</svg>')
    return svg.format(kind, width, height, title, Markup("").join(parts))
