"""What shocks to sales would lose."""

from pipelines.board_pack.records import Chart, Column, Section, Series, Table
from pipelines.board_pack.words import money, rate
from pipelines.portfolio.stress import ReverseStress, StressReport


def stress_section(found: StressReport | str, currency: str) -> Section:
    """Every scenario side by side, and the shock that loses the target share."""
    title = "Stress"
    if isinstance(found, str):
        return Section(title, found)
    worst = found.worst
    finding = (
        f"{worst.title} would raise the expected loss from "
        f"{money(worst.expected_loss_cents, currency)} to "
        f"{money(worst.stressed_loss_cents, currency)}, {rate(worst.share_lost)} of the balance."
    )
    points = (
        _reversed(found.reverse),
        "Shocks run through sales, features, score and PD; the model has learned in the times its "
        "loans were made in and sees no more of a shock than their sales show.",
    )
    return Section(title, finding, points, (_losses(found),), (_table(found),))


def _reversed(found: ReverseStress) -> str:
    if found.severity is None:
        return (
            f"No severity of '{found.title}' loses {rate(found.share_lost)} of the balance: at the "
            f"worst it loses {rate(found.at_worst)}."
        )
    return (
        f"'{found.title}' loses {rate(found.share_lost)} of the balance at a severity of "
        f"{found.severity:.0%}."
    )


def _losses(found: StressReport) -> Chart:
    calm = found.results[0].expected_loss_cents
    names = ("No shock", *(one.title for one in found.results))
    values = (calm, *(one.stressed_loss_cents for one in found.results))
    series = (Series("Expected loss", tuple(float(cents) for cents in values)),)
    return Chart("Expected loss by scenario", "bars", "money", names, series)


def _table(found: StressReport) -> Table:
    columns = (
        Column("Scenario", "text"), Column("Sales", "rate"), Column("Mean PD", "pd"),
        Column("Mean PD under it", "pd"), Column("LGD added", "rate"),
        Column("Expected loss", "money"), Column("Of the balance", "rate"),
        Column("Most to be funded if lending stops", "money"),
    )  # fmt: skip
    rows = tuple(
        (
            one.title, one.sales_change, one.pd, one.stressed_pd, one.lgd_added,
            round(one.stressed_loss_cents), one.share_lost, round(need.most_cents),
        )
        for one, need in zip(found.results, found.funding, strict=True)
    )  # fmt: skip
    grain = "one row per scenario, open loans at the month-end"
    return Table("Stress", "Scenarios side by side", grain, columns, rows)
