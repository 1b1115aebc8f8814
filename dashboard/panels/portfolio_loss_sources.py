"""Who the worst losses come from, and the formulae beside the simulation."""

import pandas as pd
import streamlit as st

from dashboard import columns, formats, page
from dashboard.charts import loss_distribution as charts
from dashboard.findings import loss_distribution as says
from dashboard.queries import loss_distribution as queries
from pipelines.portfolio.loss_distribution import LossDistribution

SEGMENTS = {"industry": "Industry", "region": "Region", "grade": "Grade"}


def show_segments(found: LossDistribution, currency: str) -> None:
    """Which industries, regions or grades the worst losses come from."""
    there = [key for key in SEGMENTS if len(found.contributions[key]) > 1]
    if not there:
        return
    chosen = st.segmented_control(
        "By", there, default=there[0], required=True, format_func=SEGMENTS.__getitem__,
        key="loss-segment", bind="query-params",
    )  # fmt: skip
    parts = found.contributions[chosen or there[0]]
    sentence = says.contributors(parts, SEGMENTS[chosen or there[0]].lower())
    page.finding(sentence)
    page.chart(
        f"Shares of the worst and the expected loss, by {SEGMENTS[chosen or there[0]].lower()}",
        charts.contributions(parts, formats.symbol(currency)),
        pd.DataFrame([vars(part) for part in parts]),
        alt=sentence,
        name="loss-segments",
    ).caption(
        "The worst scenarios are the one in a hundred with the largest losses; a part's share of "
        "them is its mean loss in them, and all parts sum to the expected shortfall."
    )


def show_merchants(found: LossDistribution, version_id: str, currency: str) -> None:
    """The merchants that the worst losses come from most."""
    sentence = says.largest_names(found)
    worst = found.tail(found.allocated).shortfall.value
    frame = queries.named(version_id, found.contributions["merchant"][:10], worst)
    page.finding(sentence)
    page.titled("Merchants with most of the worst losses", frame, "loss-merchants")
    page.table(
        frame,
        {
            "merchant": columns.text("Merchant", pinned=True),
            "loans": columns.count("Loans"),
            "exposure_cents": columns.money("Exposure", currency),
            "expected_cents": columns.money("Expected loss", currency),
            "shortfall_cents": columns.money("Mean loss in the worst scenarios", currency),
            "share": columns.rate("Share of the worst losses", digits=2),
        },
        alt=sentence,
    )


def show_check(found: LossDistribution, currency: str) -> None:
    """The closed formulae beside the simulation."""
    with st.expander("Checked against formulae"):
        frame = check_rows(found)
        st.markdown(formats.markdown(says.against_formulae(found, currency)))
        page.table(
            frame,
            {
                "method": columns.text("Method", pinned=True),
                "var_99": columns.money("VaR 99 %", currency),
                "var_999": columns.money("VaR 99.9 %", currency),
                "shortfall_99": columns.money("Expected shortfall 99 %", currency),
            },
            alt=says.against_formulae(found, currency),
        )
        closed = found.closed
        if closed is not None:
            st.caption(
                f"Formulae take one factor with the mean correlation {closed.correlation:.3f} and "
                "a fixed LGD. Basel takes its own correlation by PD, and capital for a year at "
                f"99.9 %. By name the book is as concentrated as {closed.effective_number:,.0f} "
                f"equal merchants (HHI {closed.hhi:.4f})."
            )


def check_rows(found: LossDistribution) -> pd.DataFrame:
    """One row a method, amounts in cents; a figure that a method does not give is missing."""
    closed = found.closed
    usual, rare = found.tail(0.99), found.tail(0.999)
    rows = [("Simulation", usual.var.value, rare.var.value, usual.shortfall.value)]
    if closed is not None:
        by_level = {tail.level: tail for tail in closed.tails}
        one, other = by_level[0.99], by_level[0.999]
        rows += [
            (
                "One factor, loan by loan, with single names",
                one.limit_var + one.granularity,
                other.limit_var + other.granularity,
                float("nan"),
            ),
            (
                "One factor, loan by loan, endlessly many names",
                one.limit_var,
                other.limit_var,
                float("nan"),
            ),
            ("Vasicek: equal loans", one.pool_var, other.pool_var, one.pool_shortfall),
            (
                "Basel, other retail: expected loss + capital",
                float("nan"),
                closed.irb_cents,
                float("nan"),
            ),
        ]
    return pd.DataFrame(rows, columns=["method", "var_99", "var_999", "shortfall_99"])
