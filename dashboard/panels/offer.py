"""An offer as Merchant and Checkout show it: terms, schedule, disclosure, reasons."""

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from dashboard import columns, formats, page
from dashboard.charts.schedule import payments
from dashboard.glossary import term
from pipelines.features import Feature
from pipelines.offers import (
    Decision,
    DisclosureRow,
    Quote,
    california_disclosure,
    new_york_disclosure,
)
from pipelines.reasons import Reason

DISCLOSURES = {
    "California, SB 1235": california_disclosure,
    "New York, CFDL": new_york_disclosure,
}


def terms(quote: Quote) -> list[page.Card]:
    """The cards that state a quote's price."""
    currency = quote.currency
    return [
        page.Card("Amount financed", formats.exact_money(quote.amount_cents, currency)),
        page.Card(
            "Fees in all",
            formats.exact_money(quote.finance_charge_cents, currency),
            help=term("Finance charge"),
        ),
        page.Card("To pay in all", formats.exact_money(quote.total_cents, currency)),
        page.Card("APR", f"{quote.apr:.2f} %", help=term("APR")),
    ]


def show_summary(decision: Decision) -> None:
    """What is offered in a few lines, or nothing where nothing is."""
    quote = decision.quote
    if quote is None:
        return
    first = quote.schedule.instalments[0]
    facts = {
        "Offer": f"{formats.money(quote.amount_cents, quote.currency)}, {quote.tier} tier",
        "First payment": f"{formats.exact_money(first.payment_cents, quote.currency)} on "
        f"{formats.day(first.due_on)}",
        "Average month": formats.exact_money(quote.average_month_cents, quote.currency),
        "Fees in all": formats.exact_money(quote.finance_charge_cents, quote.currency),
        "APR": f"{quote.apr:.2f} %",
        "Expected loss": formats.money(decision.expected_loss_cents, quote.currency),
        "Expected profit": formats.money(decision.expected_profit_cents, quote.currency),
    }
    shown = {label: formats.markdown(text) for label, text in facts.items()}
    st.table(shown, border="horizontal", alt="The offer in short")


def show_schedule(quote: Quote, name: str) -> None:
    """The monthly payments as a chart with their table."""
    frame = schedule_frame(quote)
    due = quote.schedule.instalments
    total = formats.exact_money(quote.total_cents, quote.currency)
    span = f"from {formats.day(due[0].due_on)} to {formats.day(due[-1].due_on)}"
    alt = f"{len(due)} monthly payments {span}, {total} in all"
    page.chart("Monthly payments", payments(quote), frame, alt=alt, name=name)
    page.table(
        frame,
        {
            "number": columns.count("Payment"),
            "due_on": columns.day("Due"),
            "principal_cents": columns.money("Principal", quote.currency, cents=True),
            "fee_cents": columns.money("Fee", quote.currency, cents=True),
            "payment_cents": columns.money("To pay", quote.currency, cents=True),
            "rate": columns.rate("Fee rate", digits=2, help="Of the original amount, each month"),
        },
        alt=alt,
        height="content",
    )


def schedule_frame(quote: Quote) -> pd.DataFrame:
    """One row a payment, in cents."""
    return pd.DataFrame(
        [
            {
                "number": item.number,
                "due_on": item.due_on,
                "principal_cents": item.principal_cents,
                "fee_cents": item.fee_cents,
                "payment_cents": item.payment_cents,
                "rate": rate,
            }
            for item, rate in zip(quote.schedule.instalments, quote.monthly_rates, strict=False)
        ]
    )


def show_disclosure(quote: Quote) -> None:
    """The rows of a state's commercial financing disclosure."""
    chosen = st.segmented_control(
        "Disclosure rows after", list(DISCLOSURES), default=next(iter(DISCLOSURES)), required=True
    )
    rows: Sequence[DisclosureRow] = DISCLOSURES[str(chosen)](quote)
    frame = pd.DataFrame(
        {
            "Item": [formats.markdown(row.label) for row in rows],
            "Figure": [formats.markdown(row.value) for row in rows],
            "What it means": [formats.markdown(row.explanation) for row in rows],
        }
    )
    st.table(frame, hide_index=True, border="horizontal", alt=f"Disclosure rows, {chosen}")
    st.caption("The figures are recomputed from this quote; the wording is ours.")


def show_reasons(
    reasons: Sequence[Reason], features: Mapping[str, Feature], *, codes: bool = True
) -> None:
    """The reasons in the merchant's words, each with what it rests on."""
    if not reasons:
        st.markdown("None: a plain approval needs no reason.")
    for number, reason in enumerate(reasons, start=1):
        behind = [features[name].label for name in reason.features if name in features]
        line = f"{number}. {formats.markdown(reason.statement)}"
        if codes:
            line += f" `{reason.code}`"
        if behind:
            line += f"  \n   :gray[:small[{formats.markdown(', '.join(behind[:3]))}]]"
        st.markdown(line)
