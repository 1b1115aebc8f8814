"""Where the book is concentrated, how far it is from its limits, and whom to watch."""

from collections.abc import Sequence

from pipelines.board_pack.records import Chart, Column, Section, Series, Table
from pipelines.board_pack.words import money, rate, written
from pipelines.portfolio import Concentration, LimitState, WatchList

STATES = {"ok": "within", "near": "near", "breached": "breached", "unknown": "not measurable"}
TOP, MOST_NAMES = 10, 25
WATCH_NOTES = (
    "Signs are weighed by how well they told loans that went bad from those that did not; most "
    "points come first. The workbook has all signs of all merchants."
)
SEGMENTS = ("industry", "region", "grade")


def concentration_section(
    found: dict[str, Concentration], limits: Sequence[LimitState], currency: str
) -> Section:
    """The largest parts and the limits with their headroom."""
    names = found["merchant"]
    ten = sum(one.share for one in names.exposures[:TOP])
    finding = (
        f"The ten largest of {len(names.exposures):,} merchants hold {rate(ten)}; the book is as "
        f"concentrated as {written(names.effective_number, 'count')} equal names."
        if names.exposures
        else "Nothing is owed, so nothing is concentrated."
    )
    return Section(
        "Concentration and limits",
        finding,
        tuple(limit_sentence(one, currency) for one in limits if one.state != "ok"),
        (_industries(found["industry"]),) if found["industry"].exposures else (),
        (_limits(limits, currency), _exposures(found)),
        "HHI: the sum of squared shares. Effective number: 1 / HHI.",
    )


def limit_sentence(one: LimitState, currency: str) -> str:
    """One limit with what the book uses of it."""
    part = f" ({one.part})" if one.part else ""
    if one.value is None:
        return f"{one.name}: nothing to measure it on yet."
    value, limit = (_value(one, amount, currency) for amount in (one.value, one.limit))
    where = "near" if one.state == "near" else "over" if one.state == "breached" else "within"
    return f"{one.name}{part} stands at {value}, {where} its limit of {limit}."


def _value(one: LimitState, amount: float | None, currency: str) -> str:
    if amount is None:
        return written(None, "text")
    return money(amount, currency) if one.unit == "cents" else rate(amount)


def _industries(found: Concentration) -> Chart:
    names = tuple(one.label.capitalize() for one in found.exposures[:TOP])
    values = tuple(one.share for one in found.exposures[:TOP])
    return Chart(
        "Share of outstanding by industry", "ranked", "rate", names, (Series("Share", values),)
    )


def _limits(limits: Sequence[LimitState], currency: str) -> Table:
    titles = ("Limit", "Nearest part", "Value", "Allowed", "Headroom", "State")
    rows = tuple(
        (
            one.name, one.part or "", _value(one, one.value, currency),
            _value(one, one.limit, currency), _value(one, one.headroom, currency),
            STATES[one.state],
        )
        for one in limits
    )  # fmt: skip
    columns = tuple(Column(title, "text") for title in titles)
    return Table("Limits", "Limits with headroom", "one row per limit", columns, rows)


def _exposures(found: dict[str, Concentration]) -> Table:
    columns = (
        Column("By", "text"), Column("Part", "text"), Column("Merchants", "count"),
        Column("Outstanding", "money"), Column("Share", "rate"),
    )  # fmt: skip
    rows = tuple(
        (by, one.label, one.merchants, one.exposure_cents, one.share)
        for by, parts in found.items()
        for one in parts.exposures[: None if by in SEGMENTS else MOST_NAMES]
    )  # fmt: skip
    grain = "one row per industry, region and grade, and the 25 largest merchants and suppliers"
    return Table("Concentration", "Exposure", grain, columns, rows, 0)


def watch_section(found: WatchList | None, currency: str) -> Section:
    """The merchants to look at before a payment is missed."""
    if found is None:
        return Section("Watch list", "The book holds no loans, so there is nobody to watch.")
    owed = sum(one.owed_cents for one in found.merchants)
    finding = (
        f"{len(found.merchants):,} merchants with {len(found.loans):,} of {found.open_loans:,} "
        f"open loans are on the list; they owe {money(owed, currency)}, "
        f"{rate(owed / found.open_cents if found.open_cents else None)} of the book."
    )
    columns = (
        Column("Merchant", "text"), Column("Industry", "text", True), Column("Owed", "money"),
        Column("Loans", "count", True), Column("Points now", "count"),
        Column("Since", "date", True), Column("Signs", "text"),
    )  # fmt: skip
    rows = tuple(
        (
            one.lead.loan.merchant, one.lead.loan.industry, one.owed_cents, len(one.loans),
            one.lead.points_now, one.lead.since, one.words,
        )
        for one in found.merchants
    )  # fmt: skip
    point = f"{len(found.weaker):,} of them show the signs now, not only when a loan was funded."
    table = Table("Watch list", "First to look at", "one row per merchant", columns, rows, 10)
    return Section("Watch list", finding, (point,), (), (table,), WATCH_NOTES)
