"""The rows of two states' commercial financing disclosures, recomputed from a quote.

California: SB 1235, 10 CCR 910, eight rows of three columns; the term in days up to a year (901).
New York: CFDL, 23 NYCRR 600.10, the same rows and two more. Captions and figures are the rules';
the wording beside them is ours. A fee falls due with its month's payment, so paying off early
never brings a fee forward.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from pipelines.errors import Refused
from pipelines.offers.quote import Quote

DAYS_A_YEAR = 365


@dataclass(frozen=True)
class DisclosureRow:
    """One row of a disclosure: its caption, its figure as shown and what it means."""

    label: str
    value: str
    explanation: str


@dataclass(frozen=True)
class Prepayment:
    """What paying all off on the due day of a month comes to; money in cents, APR in per cent."""

    month: int
    on: date
    total_cents: int
    finance_charge_cents: int
    saved_cents: int
    apr: float


@dataclass(frozen=True)
class DisclosureForm:
    """One state's form: its name, the rule it follows and the rows it is made of."""

    name: str
    rule: str
    rows: Callable[[Quote], tuple[DisclosureRow, ...]]


def california_disclosure(quote: Quote) -> tuple[DisclosureRow, ...]:
    """The eight rows of a California closed-end disclosure.

    Raises Refused for a quote that is paid off early: a disclosure states the full term.
    """
    _check_full_term(quote)
    return (
        *_price_rows(quote),
        _payment_row(quote),
        _term_row(quote),
        DisclosureRow(
            "Prepayment",
            money(quote, 0),
            "Paid off early, no part of the finance charge is due but the fees that have already "
            "fallen due.",
        ),
        DisclosureRow(
            "Prepayment", money(quote, 0), "Paid off early, no additional fee or charge is due."
        ),
    )


def new_york_disclosure(quote: Quote) -> tuple[DisclosureRow, ...]:
    """The ten rows of a New York closed-end disclosure (Financial Services Law s.804).

    Raises Refused for a quote that is paid off early: a disclosure states the full term.
    """
    rows = california_disclosure(quote)
    prepayment = DisclosureRow(
        "Prepayment",
        f"0 %, at most {money(quote, 0)}",
        "The part of the finance charge not yet due that is asked for when all is paid off early.",
    )
    return (
        *rows[:6],
        prepayment,
        rows[7],
        DisclosureRow("Collateral Requirements", "None", "No asset is pledged."),
        DisclosureRow(
            "Avoidable Fees and Charges",
            "None",
            "There is no fee for paying late, for a returned payment or for the transfer.",
        ),
    )


FORMS = {
    "california": DisclosureForm("California, SB 1235", "10 CCR 910", california_disclosure),
    "new-york": DisclosureForm("New York, CFDL", "23 NYCRR 600.10", new_york_disclosure),
}


def prepayments(quote: Quote) -> tuple[Prepayment, ...]:
    """For each month before the last: what paying off on its due day costs, saves and does."""
    return tuple(_prepayment(quote, month) for month in range(1, len(quote.monthly_rates)))


def money(quote: Quote, cents: int) -> str:
    """An amount as the disclosure writes it: `USD 1,050.00`."""
    return f"{quote.currency} {cents // 100:,}.{cents % 100:02d}"


def _price_rows(quote: Quote) -> tuple[DisclosureRow, ...]:
    return (
        DisclosureRow(
            "Funding Provided",
            money(quote, quote.amount_cents),
            "This is how much is financed. All of it goes to your supplier for this order; nothing "
            "is deducted and nothing is paid to you directly.",
        ),
        DisclosureRow(
            "Annual Percentage Rate (APR)",
            f"{quote.apr:.2f} %",
            "APR is the cost of your financing as a yearly rate. It takes in the amount and timing "
            "of the funding, the fees and the payments. It is not an interest rate: there is none, "
            "only monthly fees on the original amount.",
        ),
        DisclosureRow(
            "Finance Charge",
            money(quote, quote.finance_charge_cents),
            "All fees together when every payment is made on its due date.",
        ),
        DisclosureRow(
            "Total Payment Amount",
            money(quote, quote.total_cents),
            "The total of all payments during the term: funding and finance charge.",
        ),
    )


def _payment_row(quote: Quote) -> DisclosureRow:
    due = quote.schedule.instalments
    runs = [(cents, len(list(run))) for cents, run in groupby(item.payment_cents for item in due)]
    listed = ", then ".join(
        f"{money(quote, cents)}/month" + (f" ({months} times)" if months > 1 else "")
        for cents, months in runs
    )
    average = money(quote, quote.average_month_cents)
    return DisclosureRow(
        "Payment",
        listed,
        f"One a month, the first on {due[0].due_on.isoformat()}; {average} a month on average.",
    )


def _term_row(quote: Quote) -> DisclosureRow:
    last = quote.schedule.instalments[-1]
    days = (last.due_on - quote.funded_on).days
    years, months = divmod(last.number, 12)
    text = f"{days} days" if days <= DAYS_A_YEAR else f"{years} years and {months} months"
    return DisclosureRow("Term", text, f"The last payment is due on {last.due_on.isoformat()}.")


def _prepayment(quote: Quote, month: int) -> Prepayment:
    early = quote.prepaid(month)
    return Prepayment(
        month,
        early.schedule.instalments[-1].due_on,
        early.total_cents,
        early.finance_charge_cents,
        quote.finance_charge_cents - early.finance_charge_cents,
        early.apr,
    )


def _check_full_term(quote: Quote) -> None:
    if len(quote.schedule.instalments) != len(quote.monthly_rates):
        raise Refused(
            "a disclosure states the full term, and this quote is paid off early: "
            "leave the prepayment month out; the sheet lists every one"
        )
