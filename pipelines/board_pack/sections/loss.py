"""What is expected to be lost, what is set aside for it, and how much worse it may come."""

from pipelines.board_pack.records import Chart, Column, Section, Series, Table
from pipelines.board_pack.words import money, month, rate
from pipelines.portfolio.loss import LossBook, SegmentLoss
from pipelines.portfolio.loss_distribution import LossDistribution

LINES = {
    "originated": "New loans",
    "repaid": "Repaid in full",
    "transferred": "Moved between stages",
    "paid_down": "A month on",
    "worsened": "Fell later",
    "improved": "Caught up",
    "parameters": "New estimates",
    "shortfall": "Top-up less recoveries",
    "charged_off": "Charged off",
    "recovered": "Recovered",
}
BINS, TOP = 40, 15


def loss_section(found: LossBook, grades: tuple[SegmentLoss, ...], currency: str) -> Section:
    """The allowance, its movement over the month, and the loss by grade."""
    total, balance = found.allowance.total_cents, found.allowance.balance_cents
    moved = found.movement
    finding = (
        f"{money(total, currency)} is set aside, {rate(total / balance if balance else None)} of "
        f"the balance, after {money(moved.opening_cents, currency)} a month before."
    )
    lgd = found.workout.policy
    points = (
        f"The month charges {money(moved.provision_cents, currency)} to income.",
        "Loans of six months have no loss beyond twelve, so IFRS 9 and CECL set aside the same.",
        f"Expected loss takes the policy's LGD of {rate(lgd.value)}.",
    )
    return Section(
        "Expected loss and allowance", finding, points, (_grades(grades),),
        (_stages(found), _movement(found), _segments(grades)),
        "Expected loss is PD x LGD x EAD over the rest of each open loan's life, not discounted.",
    )  # fmt: skip


def _grades(grades: tuple[SegmentLoss, ...]) -> Chart:
    names = tuple(f"Grade {one.segment}" for one in grades)
    values = tuple(float(one.expected_loss_cents) for one in grades)
    return Chart(
        "Expected loss by grade", "bars", "money", names, (Series("Expected loss", values),)
    )


def _stages(found: LossBook) -> Table:
    columns = (
        Column("Stage", "count"), Column("Loans", "count"), Column("Balance", "money"),
        Column("Allowance", "money"), Column("Of the balance", "rate"),
    )  # fmt: skip
    rows = tuple(
        (one.stage, one.loans, one.balance_cents, one.allowance_cents, one.coverage)
        for one in found.allowance.stages
    )
    return Table("Allowance", "Allowance by stage", "one row per IFRS 9 stage", columns, rows)


def _movement(found: LossBook) -> Table:
    moved = found.movement
    rows = (
        (f"Opening, {month(moved.opened_on)}", moved.opening_cents),
        *((LINES[line.name], line.cents) for line in moved.lines),
        (f"Closing, {month(moved.closed_on)}", moved.closing_cents),
    )
    columns = Column("Line", "text"), Column("Amount", "money")
    grain = "one row per line; opening and lines add up to closing"
    return Table("Allowance movement", "Movement of the allowance", grain, columns, rows, 14)


def _segments(grades: tuple[SegmentLoss, ...]) -> Table:
    columns = (
        Column("Grade", "text"), Column("Loans", "count"), Column("Balance", "money"),
        Column("Expected loss", "money"),
    )  # fmt: skip
    rows = tuple(
        (one.segment, one.loans, one.balance_cents, one.expected_loss_cents) for one in grades
    )
    grain = "one row per grade of the open loans"
    return Table("Loss by grade", "Expected loss by grade", grain, columns, rows, 0)


def distribution_section(found: LossDistribution | str, currency: str) -> Section:
    """How much the open loans may lose, by simulation; a string says why it cannot be told."""
    title = "Loss distribution"
    if isinstance(found, str):
        return Section(title, found)
    bad, worst = found.tail(0.99), found.tail(0.999)
    finding = (
        f"One time in a hundred the open loans lose {money(bad.var.value, currency)} or more "
        f"(s.e. {money(bad.var.standard_error, currency)}), against "
        f"{money(found.expected_cents, currency)} expected."
    )
    points = (
        f"One time in a thousand {money(worst.var.value, currency)} or more.",
        f"{found.scenarios:,} scenarios, {found.variant.factors} factor, {found.variant.copula} "
        f"copula, mean asset correlation {found.dependence.mean_correlation:.3f}, seed "
        f"{found.seed}; loans of one merchant default together.",
    )
    return Section(
        title, finding, points, (_histogram(found, currency),), (_tails(found), _names(found)),
        "VaR: the loss not exceeded with that probability. Expected shortfall: the mean of the "
        "losses beyond it. Horizon: until the open loans are repaid, six months at most.",
    )  # fmt: skip


def _histogram(found: LossDistribution, currency: str) -> Chart:
    edges, counts = found.histogram(BINS)
    names = tuple(money(edge, currency) for edge in edges[:-1])
    share = tuple(float(count) / found.scenarios for count in counts)
    return Chart("Share of scenarios by loss", "bars", "rate", names, (Series("Scenarios", share),))


def _tails(found: LossDistribution) -> Table:
    columns = (
        Column("Level", "rate"), Column("VaR", "money"), Column("s.e. of VaR", "money"),
        Column("Expected shortfall", "money"), Column("s.e. of shortfall", "money"),
    )  # fmt: skip
    rows = tuple(
        (
            one.level, round(one.var.value), round(one.var.standard_error),
            round(one.shortfall.value), round(one.shortfall.standard_error),
        )
        for one in found.tails
    )  # fmt: skip
    return Table("Loss tails", "Loss in bad times", "one row per level", columns, rows)


def _names(found: LossDistribution) -> Table:
    columns = (
        Column("By", "text"), Column("Part", "text"), Column("Loans", "count"),
        Column("Exposure", "money"), Column("Expected loss", "money"),
        Column("Part of expected shortfall", "money"),
    )  # fmt: skip
    rows = tuple(
        (
            by, one.key, one.loans, round(one.exposure_cents), round(one.expected_cents),
            round(one.shortfall_cents),
        )
        for by, parts in found.contributions.items()
        for one in parts[:TOP]
    )  # fmt: skip
    grain = f"the {TOP} largest parts by industry, region, grade and merchant"
    return Table("Loss contributions", "Who it comes from", grain, columns, rows, 8)
