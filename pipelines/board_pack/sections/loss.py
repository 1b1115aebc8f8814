"""What is expected to be lost, what is set aside for it, and how much worse it may come."""

from pipelines.board_pack.records import Chart, Column, Section, Series, Table
from pipelines.board_pack.words import between, brief, money, month, rate
from pipelines.portfolio.loss import LossBook, SegmentLoss, Workout
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
STAGES = {1: "1: not risen", 2: "2: risen risk", 3: "3: defaulted"}
FACTORS = {
    "one": "the economy moves all loans",
    "multi": "economy, industries and regions move them",
}
COPULAS = {"gaussian": "Gaussian copula", "t": "t copula"}
BINS, TOP = 40, 15


def loss_section(found: LossBook, grades: tuple[SegmentLoss, ...], currency: str) -> Section:
    """The allowance, its movement over the month, and the loss by grade."""
    total, balance = found.allowance.total_cents, found.allowance.balance_cents
    moved = found.movement
    finding = (
        f"{money(total, currency)} is set aside, {rate(total / balance if balance else None)} of "
        f"the balance, after {money(moved.opening_cents, currency)} a month before."
    )
    charge = moved.provision_cents
    verb = "charges" if charge >= 0 else "releases"
    points = (
        f"{month(moved.closed_on)} {verb} {money(abs(charge), currency)} "
        f"{'to' if charge >= 0 else 'back into'} income.",
        _lgd(found.workout),
        "Loans of six months have no loss beyond twelve, so IFRS 9 and CECL set aside the same.",
    )
    return Section(
        "Expected loss and allowance", finding, points, (_grades(grades),),
        (_stages(found), _movement(found), _segments(grades)),
        "Expected loss is PD x LGD x EAD over the rest of each open loan's life, not discounted.",
    )  # fmt: skip


def _lgd(found: Workout) -> str:
    text = f"Expected loss takes the policy's LGD of {rate(found.policy.value)}"
    seen = found.observed
    if seen is None or seen.low is None or seen.high is None:
        return f"{text}; the book has too few charge-offs to estimate its own."
    interval = between(seen.low, seen.high)
    return f"{text}; the book's own is {rate(seen.value)} ({interval}, n = {seen.n:,} charge-offs)."


def _grades(grades: tuple[SegmentLoss, ...]) -> Chart:
    names = tuple(f"Grade {one.segment}" for one in grades)
    values = tuple(float(one.expected_loss_cents) for one in grades)
    return Chart(
        "Expected loss by grade", "bars", "money", names, (Series("Expected loss", values),)
    )


def _stages(found: LossBook) -> Table:
    columns = (
        Column("Stage", "text"), Column("Loans", "count"), Column("Balance", "money"),
        Column("Allowance", "money"), Column("Of the balance", "rate"),
    )  # fmt: skip
    rows = tuple(
        (STAGES[one.stage], one.loans, one.balance_cents, one.allowance_cents, one.coverage)
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
        f"One time in a thousand it is {money(worst.var.value, currency)} or more (s.e. "
        f"{money(worst.var.standard_error, currency)}).",
        f"{found.scenarios:,} scenarios of {found.loans:,} loans (seed {found.seed}): "
        f"{FACTORS[found.variant.factors]}, {COPULAS[found.variant.copula]}, mean asset "
        f"correlation {found.dependence.mean_correlation:.3f}; loans of one "
        "merchant default together.",
    )
    return Section(
        title, finding, points, (_histogram(found, currency),), (_tails(found), _names(found)),
        "VaR: the loss not exceeded with that probability. Expected shortfall: the mean of the "
        "losses beyond it. Horizon: until the open loans are repaid, six months at most.",
    )  # fmt: skip


def _histogram(found: LossDistribution, currency: str) -> Chart:
    edges, counts = found.histogram(BINS)
    names = tuple(brief(edge) for edge in edges[:-1])
    share = tuple(float(count) / found.scenarios for count in counts)
    title = f"Share of scenarios by loss, {currency} from the amount shown"
    return Chart(title, "bars", "rate", names, (Series("Scenarios", share),))


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
