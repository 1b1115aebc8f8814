"""The waterfall from base to score as an inline drawing that prints."""

from collections.abc import Sequence
from html import escape

WIDTH, LEFT, RIGHT, ROW = 720, 210, 70, 19
RAISES, LOWERS, TOTAL = "#b3541e", "#2b6ca3", "#555555"


def waterfall_svg(base: float, groups: Sequence[tuple[str, float]], score: float) -> str:
    """Bars from `base` through the groups' parts to `score` (log-odds); right is riskier."""
    reached = [base]
    for _, part in groups:
        reached.append(reached[-1] + part)
    low, high = min(*reached, score), max(*reached, score)
    scale = (WIDTH - LEFT - RIGHT) / ((high - low) or 1.0)

    def place(value: float) -> float:
        return LEFT + (value - low) * scale

    steps = list(zip(groups, reached, strict=False))
    bars = [_mark(0, "Base", place(base), f"{base:.2f}")]
    bars += [
        _bar(row, name, place(start), place(start + part), part)
        for row, ((name, part), start) in enumerate(steps, start=1)
    ]
    bars.append(_mark(len(groups) + 1, "Score", place(score), f"{score:.2f}"))
    height = ROW * (len(groups) + 2)
    spoken = f"From a base of {base:.2f} through {len(groups)} parts to a score of {score:.2f}"
    return (
        f'<svg role="img" aria-label="{escape(spoken)}" viewBox="0 0 {WIDTH} {height}" '
        f'width="100%" xmlns="http://www.w3.org/2000/svg">{"".join(bars)}</svg>'
    )


def _bar(row: int, name: str, start: float, end: float, part: float) -> str:
    colour = RAISES if part > 0 else LOWERS
    left, width = min(start, end), max(abs(end - start), 0.5)
    return (
        f"{_label(row, name)}"
        f'<rect x="{left:.1f}" y="{row * ROW + 3}" width="{width:.1f}" height="{ROW - 6}" '
        f'fill="{colour}"/>{_figure(row, max(start, end), f"{part:+.2f}")}'
    )


def _mark(row: int, name: str, at: float, figure: str) -> str:
    return (
        f"{_label(row, name)}"
        f'<rect x="{at - 1:.1f}" y="{row * ROW + 2}" width="3" height="{ROW - 4}" '
        f'fill="{TOTAL}"/>{_figure(row, at, figure)}'
    )


def _label(row: int, name: str) -> str:
    return (
        f'<text x="{LEFT - 10}" y="{row * ROW + 14}" text-anchor="end" font-size="12">'
        f"{escape(name)}</text>"
    )


def _figure(row: int, at: float, figure: str) -> str:
    return f'<text x="{at + 6:.1f}" y="{row * ROW + 14}" font-size="12">{figure}</text>'
