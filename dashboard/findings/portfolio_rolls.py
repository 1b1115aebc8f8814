"""What the tab "Roll rates" says about its matrix, its months and its forecast."""

from collections.abc import Callable, Sequence

from dashboard import formats
from dashboard.queries.portfolio_rolls import Outlook
from pipelines.portfolio.rates import DurationMatrix, KeyRoll, TransitionMatrix
from pipelines.portfolio.rates.statuses import PLACE
from pipelines.stats.intervals import Interval

BEHIND = ("1-29", "30-59", "60-89", "90+", "charged off")
WORSE = ("60-89", "90+", "charged off")
BETTER = ("current", "1-29", "paid")


def rolling(matrix: TransitionMatrix) -> str:
    """How many current loans fall late in a month, and how many 30-59 days late come back."""
    parts = []
    behind = matrix.share("current", BEHIND)
    if behind:
        parts.append(f"{_bounded(behind)} of current loans fall behind within a month")
    better, worse = matrix.share("30-59", BETTER), matrix.share("30-59", WORSE)
    if better and worse:
        parts.append(
            f"of those 30-59 days late {_bounded(better)} recover and {_bounded(worse)} get worse"
        )
    if not parts:
        return "No loan began a month current or 30-59 days late in this window."
    text = "; ".join(parts)
    return f"{text[:1].upper()}{text[1:]}."


def month_on_month(rows: Sequence[KeyRoll]) -> str:
    """Which key roll rates of the last month differ from the twelve months before."""
    last = max(row.month_end for row in rows)
    newest = [row for row in rows if row.month_end == last]
    known = [row for row in newest if row.usual is not None]
    if not known:
        return "There is no month before the last one to compare it with."
    moved = [row for row in known if row.is_news]
    month = formats.month(last)
    if not moved:
        return (
            f"In {month} none of {len(known)} key roll rates differed from the twelve months "
            "before beyond noise."
        )
    told = [
        f"{row.name.lower()} {formats.rate(row.rate.estimate)} of "
        f"{formats.plural(row.n, 'loan')} against {formats.rate(row.usual)}"
        for row in moved
    ]
    return (
        f"In {month} {formats.plural(len(moved), 'key roll rate')} of {len(known)} differed from "
        f"the twelve months before beyond noise: {'; '.join(told)}."
    )


def outlook(found: Outlook, currency: str) -> tuple[str, str]:
    """What is projected of today's loans, and how the forecast of six months ago did."""
    made = found.forecast

    def written(value: float) -> str:
        return formats.count(value) if made.basis == "loans" else formats.money(value, currency)

    if not made.start:
        return "No loan is open today, so there is nothing to project.", _tested(found, written)
    steps = max(point.step for point in made.points)
    lost = made.point(steps, "charged off")
    what = "loans open" if made.basis == "loans" else "owed"
    sentence = (
        f"Projection: of {written(made.start)} {what} today, {written(lost.expected)} "
        f"({written(lost.low)} to {written(lost.high)}; "
        f"{formats.rate(lost.expected / made.start)}) will be "
        f"charged off by {formats.month(lost.month_end)}."
    )
    if not lost.high:
        sentence += " No move of the months it rests on leads there: it cannot know of one to come."
    return sentence, _tested(found, written)


def _tested(found: Outlook, written: Callable[[float], str]) -> str:
    if found.tested is None:
        return "The book is too young to test a forecast of its past."
    earlier, realised = found.tested.forecast, found.tested.realised
    steps = max(point.step for point in earlier.points)
    lost = earlier.point(steps, "charged off")
    happened = realised[steps, PLACE["charged off"]]
    inside, of = found.tested.inside
    return (
        f"The same forecast made at the end of {formats.month(earlier.as_of)} expected "
        f"{written(lost.expected)} ({written(lost.low)} to {written(lost.high)}); "
        f"{written(happened)} came. {inside} of its {of} points held what happened."
    )


def by_days(matrix: TransitionMatrix, exact: DurationMatrix) -> str:
    """What exact days say of a pair the month-ends differ on, and why."""
    cohort, duration = matrix.cell("30-59", "60-89"), exact.cell("30-59", "60-89")
    if cohort is None or duration is None:
        return "No loan was 30-59 days late in these months, so the two estimators hardly differ."
    return (
        f"From 30-59 to 60-89 days late: {_bounded(cohort.share)} by month-ends, "
        f"{_bounded(duration.share)} by days."
    )


def _bounded(rate: Interval) -> str:
    low, high = formats.rate(rate.low), formats.rate(rate.high)
    return f"{formats.rate(rate.estimate)} ({low.removesuffix(chr(160) + '%')} to {high})"
