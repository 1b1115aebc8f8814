"""The contestants' lines brought into one table; a figure that somebody lacks is a dash."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

CONTESTANTS = ("ours", "explainerdashboard", "shapash", "DiCE")
Value = float | str | list[float]
WHAT = {
    "imports_s": "imports, s",
    "layout_s": "model and 20,000 rows to first layout, s (ours: scored and stored on the way)",
    "stored_s": "the same when the book is stored, s (rivals: as above)",
    "render_s": "then all its charts, s",
    "what_if_page_ms": "what-if change to redrawn parts, ms (ours: a demo's page, run anew)",
    "what_if_path_ms": "what-if change, no page, ms (ours: to decision, offer and reasons)",
    "one_ms": "one explanation, ms (ours: with its reasons)",
    "one_table_ms": "one explanation by look-up alone, ms",
    "all_s": "20,000 rows' contributions, s (ours: tables built first)",
    "all_native_s": "20,000 rows' contributions by CatBoost itself, s",
    "tables_s": "leaf tables built, s",
    "difference": "largest difference between the two",
    "score_peak_mb": "peak memory of scoring and storing, MB",
    "peak_mb": "peak memory of the process with the pages, MB",
    "layout_kb": "layout sent, kB",
    "chart_kb": "largest chart sent, kB",
    "refused": "callbacks that answered with an error",
    "recourse_s": "recourse, s an applicant (DiCE: random / genetic / kdtree)",
    "recourse_changed": "recourse: features changed",
    "recourse_found": "recourse: found for",
    "recourse_peak_mb": "recourse: peak memory, MB",
}
"""What each figure is, in the order of the table."""


@dataclass(frozen=True)
class Answer:
    """One contestant's figures by name."""

    contestant: str
    figures: dict[str, Value]


def parsed(printed: str) -> Answer:
    """The answer in what a contestant printed: its last line, whatever stands before it.

    ValueError where that is no answer, or has a figure that the table does not know.
    """
    lines = printed.strip().splitlines()
    try:
        given = json.loads(lines[-1])
        answer = Answer(given["contestant"], given["figures"])
    except (IndexError, TypeError, KeyError, json.JSONDecodeError) as error:
        raise ValueError(f"no answer in {printed[-200:]!r}") from error
    if unknown := answer.figures.keys() - WHAT.keys():
        raise ValueError(f"{answer.contestant} answers what nobody asked: {sorted(unknown)}")
    return answer


def quietest(answers: Sequence[Answer]) -> Answer:
    """One contestant's rounds as one: of each figure the least, for noise only ever adds."""
    first = answers[0]
    figures = {key: _least([one.figures[key] for one in answers]) for key in first.figures}
    return Answer(first.contestant, figures)


def table(answers: Iterable[Answer]) -> str:
    """The figures that anybody has, one a line, contestants side by side."""
    found = {answer.contestant: answer.figures for answer in answers}
    width = max(map(len, WHAT.values()))
    lines = [f"{'what':<{width}}" + "".join(f"{name:>25}" for name in CONTESTANTS)]
    for key, what in WHAT.items():
        cells = [_shown(found.get(name, {}).get(key)) for name in CONTESTANTS]
        if set(cells) != {"-"}:
            lines.append(f"{what:<{width}}" + "".join(f"{cell:>25}" for cell in cells))
    return "\n".join(lines)


def _least(values: list[Value]) -> Value:
    if isinstance(values[0], list):
        return [min(place) for place in zip(*values, strict=True)]
    return values[0] if isinstance(values[0], str) else min(values)


def _shown(value: Value | None) -> str:
    if value is None:
        return "-"
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return " / ".join(map(_shown, value))
    return f"{value:,.0f}" if value >= 100 or value == 0 else f"{value:.2g}"
