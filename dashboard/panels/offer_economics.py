"""What an offer is expected to earn the lender, and how far each tier's price carries."""

import pandas as pd
import streamlit as st

from dashboard import columns, formats, page
from dashboard.charts.balance_bridge import balance_bridge
from dashboard.findings.offer_economics import worth_offering
from dashboard.glossary import term
from pipelines.offers import Policy, Quote, build_quote
from pipelines.offers.economics import OfferEconomics, margin, offer_economics


def show_economics(quote: Quote, pd_: float, policy: Policy) -> None:
    """Cards and a bridge from fees to profit for this PD; then every tier at the same amount."""
    expected = offer_economics(quote.schedule, pd_, policy.economics)
    line = margin(quote.schedule, policy.economics)
    taken = policy.take_up.share(quote.apr / 100)
    page.cards(
        [
            page.Card(
                "Expected profit",
                formats.money(expected.profit_cents, quote.currency),
                help="If the offer is accepted: fees less funding, servicing and expected loss.",
            ),
            page.Card("RAROC", formats.rate(expected.raroc), help=term("RAROC")),
            page.Card("Break-even PD", formats.pd(line.break_even_pd), help=term("Break-even PD")),
            page.Card("Expected take-up", formats.rate(taken, 0), help=term("Take-up")),
        ]
    )
    sentence = worth_offering(expected, line, pd_, taken, quote.currency)
    page.finding(sentence)
    page.chart(
        "From fees to profit",
        balance_bridge(_bridge(expected, quote.finance_charge_cents), quote.currency),
        pd.DataFrame([vars(expected) | {"profit_cents": expected.profit_cents}]),
        alt=sentence,
        name="offer-margin",
    )
    _show_tiers(quote, pd_, policy)


def _bridge(expected: OfferEconomics, scheduled_cents: int) -> list[tuple[str, int, bool]]:
    """The steps from the scheduled fees to the expected profit, in cents."""
    return [
        ("Fees on schedule", scheduled_cents, True),
        ("Unpaid after a default", round(expected.fees_cents) - scheduled_cents, False),
        ("Funding", -round(expected.funding_cents), False),
        ("Servicing", -round(expected.servicing_cents), False),
        ("Expected loss", -round(expected.loss_cents), False),
        ("Expected profit", round(expected.profit_cents), True),
    ]


def tier_frame(quote: Quote, pd_: float, policy: Policy) -> pd.DataFrame:
    """One row a tier: the same amount at its price, for the same PD; money in cents."""
    rows = []
    for tier in policy.tiers:
        priced = build_quote(
            policy, quote.amount_cents, tier.name, quote.funded_on, currency=quote.currency
        )
        expected = offer_economics(priced.schedule, pd_, policy.economics)
        taken = policy.take_up.share(priced.apr / 100)
        rows.append(
            {
                "tier": tier.name.capitalize(),
                "apr": priced.apr / 100,
                "pd_up_to": tier.pd_up_to,
                "break_even_pd": margin(priced.schedule, policy.economics).break_even_pd,
                "profit_cents": round(expected.profit_cents),
                "raroc": expected.raroc,
                "take_up": taken,
                "expected_cents": round(taken * expected.profit_cents),
            }
        )
    return pd.DataFrame(rows)


def _show_tiers(quote: Quote, pd_: float, policy: Policy) -> None:
    frame = tier_frame(quote, pd_, policy)
    page.titled("The same amount at each tier's price", frame, "tiers")
    page.table(
        frame,
        {
            "tier": columns.text("Tier"),
            "apr": columns.rate("APR", digits=2, help=term("APR")),
            "pd_up_to": columns.pd("Open up to PD"),
            "break_even_pd": columns.pd("Break-even PD", help=term("Break-even PD")),
            "profit_cents": columns.money("Profit if accepted", quote.currency),
            "raroc": columns.rate("RAROC", help=term("RAROC")),
            "take_up": columns.rate("Take-up", digits=0, help=term("Take-up")),
            "expected_cents": columns.money("Profit per offer made", quote.currency),
        },
        alt="Each tier's price, break-even PD, expected profit and take-up for this applicant",
        height="content",
    )
    st.caption(
        f"At this applicant's PD of {formats.pd(pd_)}. The take-up is the policy's assumption; it "
        "says nothing of who stays away."
    )
