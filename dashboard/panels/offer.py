"""An offer as Merchant and Checkout show it: terms, schedule, disclosure, reasons."""

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from dashboard import columns, formats, page
from dashboard.charts.schedule import payments
from dashboard.glossary import term
from dashboard.panels.sheet_downloads import show_sheet_downloads
from pipelines.features import Feature
from pipelines.offers import (
    FORMS,
    Decision,
    Policy,
    Quote,
    SheetHeader,
    disclosure_html,
    prepayments,
)
from pipelines.reasons import Reason, Statement
from pipelines.store import Version


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


def show_price_reasons(
    decision: Decision, policy: Policy, statements: Mapping[str, Statement]
) -> None:
    """Why the price is not the cheapest tier's, or nothing where it is."""
    if not decision.dearer_for:
        return
    st.markdown(f"**Why the {decision.tier} tier and not {policy.tiers[0].name}**")
    for code in decision.dearer_for:
        st.markdown(f"- {formats.markdown(statements[code].statement)} `{code}`")


def show_schedule(quote: Quote, name: str) -> None:
    """The monthly payments as a chart with their table."""
    frame = schedule_frame(quote)
    due = quote.schedule.instalments
    total = formats.exact_money(quote.total_cents, quote.currency)
    span = f"from {formats.day(due[0].due_on)} to {formats.day(due[-1].due_on)}"
    alt = f"{len(due)} monthly payments {span}, {total} in all"
    page.chart("Monthly payments", payments(quote), frame, alt=alt, name=name)
    show_payments(quote)


def show_payments(quote: Quote) -> None:
    """The monthly payments as a table."""
    page.table(
        schedule_frame(quote),
        {
            "number": columns.count("Payment"),
            "due_on": columns.day("Due"),
            "principal_cents": columns.money("Principal", quote.currency, cents=True),
            "fee_cents": columns.money("Fee", quote.currency, cents=True),
            "payment_cents": columns.money("To pay", quote.currency, cents=True),
            "rate": columns.rate("Fee rate", digits=2, help="Of the original amount, each month"),
        },
        alt="Monthly payments with principal and fee",
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


def show_disclosure(quote: Quote, header: SheetHeader | None = None) -> None:
    """A state's commercial financing disclosure; with a header, also to download."""
    names = {form.name: state for state, form in FORMS.items()}
    chosen = st.segmented_control(
        "Disclosure rows after", list(names), default=next(iter(names)), required=True
    )
    state = names[str(chosen)]
    rows = [
        {
            "Item": formats.markdown(row.label),
            "Figure, and what it means": f"**{formats.markdown(row.value)}**"
            f" · {formats.markdown(row.explanation)}",
        }
        for row in FORMS[state].rows(quote)
    ]
    st.table(
        pd.DataFrame(rows), hide_index=True, border="horizontal", alt=f"Disclosure rows, {chosen}"
    )
    _show_prepayments(quote)
    if header is not None:
        _download_sheet(quote, state, header)
    st.caption("The figures are recomputed from this quote; the wording is ours.")


def sheet_header(version: Version, name: str, decision: Decision, policy: Policy) -> SheetHeader:
    """Whom the disclosure is for and how long the offer stands."""
    return SheetHeader(
        book=version.book.name,
        is_synthetic=version.book.is_synthetic,
        offered_on=decision.quote.funded_on if decision.quote else version.book.as_of,
        valid_hours=policy.checkout.offer_valid_hours,
        merchant=name,
        policy_version=decision.policy_version,
    )


def _show_prepayments(quote: Quote) -> None:
    st.markdown("**If paid off early**, on the due day of a month")
    rows = [
        {
            "Paid off": f"month {early.month}, {formats.day(early.on)}",
            "To pay in all": formats.exact_money(early.total_cents, quote.currency),
            "Fees saved": formats.exact_money(early.saved_cents, quote.currency),
            "APR": formats.rate(early.apr / 100, 2),
        }
        for early in prepayments(quote)
    ]
    if rows:
        st.table(
            pd.DataFrame(rows).map(formats.markdown),
            hide_index=True,
            border="horizontal",
            alt="What paying off early costs, saves and does to the APR",
        )


def _download_sheet(quote: Quote, state: str, header: SheetHeader) -> None:
    """The sheet as HTML and PDF."""
    show_sheet_downloads(
        "Sheet",
        lambda: disclosure_html(quote, state, header),
        file=f"disclosure-{state}",
        key="sheet",
        needs="what a PDF needs",
    )


def show_reasons(
    reasons: Sequence[Reason],
    features: Mapping[str, Feature],
    *,
    codes: bool = True,
    statements: Mapping[str, Statement] | None = None,
) -> None:
    """The reasons in the merchant's words, each with what it rests on.

    With `statements`, in Chinese.
    """
    if not reasons:
        st.markdown("None: a plain approval needs no reason.")
    for number, reason in enumerate(reasons, start=1):
        behind = [features[name].label for name in reason.features if name in features]
        words = statements[reason.code].statement_zh if statements else reason.statement
        line = f"{number}. {formats.markdown(words)}"
        if codes:
            line += f" `{reason.code}`"
        if behind:
            line += f"  \n   :gray[:small[{formats.markdown(', '.join(behind[:3]))}]]"
        st.markdown(line)
