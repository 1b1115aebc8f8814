"""What shocks to sales would lose."""

from pipelines.board_pack.records import Chart, Column, Section, Series, Table
from pipelines.board_pack.words import money, rate
from pipelines.portfolio.stress import ReverseStress, StressReport

NOTES = (
    "Sales: change of the merchants' sales in the scenario's days. The figures are the model's and "
    "carry no interval of their own."
)


def stress_section(found: StressReport | str, currency: str) -> Section:
    """Every scenario side by side, and the shock that loses the target share."""
    title = "Stress"
    if isinstance(found, str):
        return Section(title, found)
    points = (
        _reversed(found.reverse),
        "Read it as a lower bound: shocks run through sales, features, score and PD, and the model "
        "sees no more of a shock than the merchants' own sales, returns and payments show.",
    )
    return Section(
        title, _worst(found, currency), points, (_losses(found),), (_table(found),), NOTES
    )


def _worst(found: StressReport, currency: str) -> str:
    worst = found.worst
    return (
        f"Of {len(found.results)} scenarios “{worst.title}” loses most: the expected loss of "
        f"{worst.loans:,} open loans goes from {money(worst.expected_loss_cents, currency)} to "
        f"{money(worst.stressed_loss_cents, currency)}, {rate(worst.share_lost)} of the balance."
    )


def _reversed(found: ReverseStress) -> str:
    share, title = rate(found.share_lost), found.title
    if found.severity is None:
        return (
            f"“{title}” never loses {share} of the balance: even at full severity it loses "
            f"{rate(found.at_worst)}."
        )
    change = found.result.sales_change
    sales = f" (sales {100 * change:+.0f} %)" if change is not None else ""
    return (
        f"“{title}” has to reach {100 * found.severity:.0f} % of its full severity{sales} to lose "
        f"{share} of the balance, the loss the plan asks about."
    )


def _losses(found: StressReport) -> Chart:
    calm = found.results[0].expected_loss_cents
    names = ("No shock", *(one.title for one in found.results))
    values = (calm, *(one.stressed_loss_cents for one in found.results))
    series = (Series("Expected loss", tuple(float(cents) for cents in values)),)
    return Chart("Expected loss by scenario", "ranked", "money", names, series)


def _table(found: StressReport) -> Table:
    columns = (
        Column("Scenario", "text"), Column("Sales", "rate"), Column("Mean PD", "pd", True),
        Column("Stressed PD", "pd"), Column("LGD added", "rate", True),
        Column("Expected loss", "money"), Column("Of the balance", "rate"),
        Column("Most to fund if lending stops", "money"),
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
