"""Commercial financing disclosures, recomputed from a quote.

California: SB 1235, 10 CCR 910 (closed-end). New York: CFDL, 23 NYCRR 600. The wording is ours;
the rows and figures are the rules'.
"""

from dataclasses import dataclass

from pipelines.offers.quote import Quote

NO_COLLATERAL = "None"


@dataclass(frozen=True)
class DisclosureRow:
    """One row of a disclosure: its caption, its figure as shown and what it means."""

    label: str
    value: str
    explanation: str


def california_disclosure(quote: Quote) -> tuple[DisclosureRow, ...]:
    """The rows of a California closed-end disclosure."""
    return (
        DisclosureRow(
            "Funding provided",
            _money(quote, quote.amount_cents),
            "The amount paid to the supplier for the order.",
        ),
        *_price_rows(quote),
        _payment_row(quote),
        _term_row(quote),
        *prepayment_rows(quote),
        _collateral_row(),
    )


def new_york_disclosure(quote: Quote) -> tuple[DisclosureRow, ...]:
    """The rows of a New York closed-end disclosure (Financial Services Law s.804)."""
    amount = _money(quote, quote.amount_cents)
    return (
        DisclosureRow(
            "Amount financed and disbursed",
            amount,
            "The amount paid to the supplier; nothing is withheld from it.",
        ),
        *_price_rows(quote),
        _term_row(quote),
        _payment_row(quote),
        DisclosureRow(
            "Avoidable fees", _money(quote, 0), "There is no other fee, and none for paying early."
        ),
        *prepayment_rows(quote),
        _collateral_row(),
    )


def prepayment_rows(quote: Quote) -> tuple[DisclosureRow, ...]:
    """For each month before the last: what paying off then costs, saves and does to the APR."""
    return tuple(_prepayment_row(quote, month) for month in range(1, len(quote.monthly_rates)))


def _price_rows(quote: Quote) -> tuple[DisclosureRow, ...]:
    return (
        DisclosureRow(
            "Annual percentage rate (APR)",
            f"{quote.apr:.2f} %",
            "The cost as a yearly rate on the balance outstanding, by the actuarial method of "
            "Regulation Z, Appendix J.",
        ),
        DisclosureRow(
            "Finance charge",
            _money(quote, quote.finance_charge_cents),
            "All fees when every payment is made on its due date.",
        ),
        DisclosureRow(
            "Total payment amount",
            _money(quote, quote.total_cents),
            "Funding provided and finance charge together.",
        ),
    )


def _payment_row(quote: Quote) -> DisclosureRow:
    payments = quote.schedule.instalments
    listed = ", ".join(_money(quote, i.payment_cents) for i in payments)
    average = _money(quote, quote.average_month_cents)
    return DisclosureRow("Payments", listed, f"One a month; {average} a month on average.")


def _term_row(quote: Quote) -> DisclosureRow:
    last = quote.schedule.instalments[-1]
    months = "1 month" if last.number == 1 else f"{last.number} months"
    return DisclosureRow("Term", months, f"The last payment is due on {last.due_on.isoformat()}.")


def _prepayment_row(quote: Quote, month: int) -> DisclosureRow:
    early = quote.prepaid(month)
    charge = _money(quote, early.finance_charge_cents)
    saved = _money(quote, quote.finance_charge_cents - early.finance_charge_cents)
    return DisclosureRow(
        f"Prepayment in month {month}",
        f"{_money(quote, early.total_cents)} in all, APR {early.apr:.2f} %",
        f"Finance charge {charge}: {saved} of later fees is avoided, no fee is added for paying "
        "early, and the APR differs because the early months carry the larger fees.",
    )


def _collateral_row() -> DisclosureRow:
    return DisclosureRow("Collateral", NO_COLLATERAL, "No asset is pledged for this financing.")


def _money(quote: Quote, cents: int) -> str:
    return f"{quote.currency} {cents // 100:,}.{cents % 100:02d}"
