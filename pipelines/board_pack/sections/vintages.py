"""How each funding quarter went bad as it aged."""

from collections.abc import Sequence

from pipelines.board_pack.records import Chart, Column, Section, Series, Table
from pipelines.board_pack.words import between, month, rate
from pipelines.portfolio.rates import PredictedVintage, VintageCurve

DRAWN = 6
BASES = {"fitted": "learned from", "judged": "held out", "later": "after the training"}


def vintage_section(
    curves: Sequence[VintageCurve], predicted: Sequence[PredictedVintage]
) -> Section:
    """Default curves of the newest quarters, and predicted against realised loss."""
    if not curves:
        return Section("Vintages", "The book holds no loans, so there are no vintages.")
    judged = [one for one in predicted if one.is_judged]
    inside = sum(one.is_inside for one in judged)
    points = (
        (
            f"Realised loss lies inside the 95 % interval of the predicted one for {inside} of "
            f"{len(judged)} funding months.",
        )
        if judged
        else ("No funding month is old enough to hold its loss against what was predicted.",)
    )
    tables = (_curves(curves), *((_predicted(predicted),) if predicted else ()))
    return Section(
        "Vintages", _newest(curves[-1]), points, (_drawn(curves),), tables,
        "A vintage is the loans funded in one quarter. Values beyond what all its loans have "
        "reached are projected by chain ladder. To the model: whether it learned from most of a "
        "month's outcomes, was judged on them, or they came after its training.",
    )  # fmt: skip


def _newest(curve: VintageCurve) -> str:
    final = curve.final
    had = "are projected to have defaulted by" if final.is_projected else "had defaulted by"
    low, high = final.low, final.high
    interval = f" ({between(low, high)})" if low is not None and high is not None else ""
    return (
        f"Of the {curve.loans:,} loans funded in {_name(curve)}, {rate(final.rate)}{interval} "
        f"{had} month {final.months_on_book}."
    )


def _name(curve: VintageCurve) -> str:
    return f"Q{(curve.vintage.month + 2) // 3} {curve.vintage.year}"


def _drawn(curves: Sequence[VintageCurve]) -> Chart:
    ages = range(max(len(curve.points) for curve in curves))
    return Chart(
        "Defaulted by months since funding, newest quarters",
        "lines",
        "rate",
        tuple(str(age) for age in ages),
        tuple(
            Series(_name(curve), tuple((p.rate if (p := curve.at(a)) else None) for a in ages))
            for curve in curves[-DRAWN:]
        ),
    )


def _curves(curves: Sequence[VintageCurve]) -> Table:
    columns = (
        Column("Quarter", "text"), Column("Loans", "count"), Column("Lent", "money"),
        Column("Months since funding", "count"), Column("Defaulted", "rate"),
        Column("Low", "rate"), Column("High", "rate"), Column("Seen or projected", "text"),
    )  # fmt: skip
    rows = tuple(
        (
            _name(curve), curve.loans, curve.principal_cents, point.months_on_book, point.rate,
            point.low, point.high, "projected" if point.is_projected else "seen",
        )
        for curve in curves
        for point in curve.points
    )  # fmt: skip
    grain = "one row per funding quarter and month since funding"
    return Table("Vintages", "Vintage curves", grain, columns, rows, 0)


def _predicted(predicted: Sequence[PredictedVintage]) -> Table:
    columns = (
        Column("Funded in", "text"), Column("Loans", "count"), Column("Lent", "money", True),
        Column("Mean PD", "pd"), Column("Predicted loss", "money"),
        Column("Low", "money"),
        Column("High", "money"), Column("Realised loss", "money"),
        Column("To the model", "text", True),
    )  # fmt: skip
    rows = tuple(
        (
            month(one.vintage), one.loans, one.principal_cents, one.mean_pd,
            round(one.loss.estimate), round(one.loss.low), round(one.loss.high), one.realised_cents,
            BASES[one.basis],
        )
        for one in reversed(predicted)
    )  # fmt: skip
    grain = "one row per funding month, loss up to its age, 95 % intervals"
    title = "Predicted against realised loss"
    return Table("Predicted loss", title, grain, columns, rows, 10)
