"""The tab Concentration: limits with headroom, the map, the largest parts, their history."""

from functools import partial

import pandas as pd
import streamlit as st

from dashboard import columns, formats, loans_behind, page
from dashboard.charts.concentration_months import concentration_months
from dashboard.charts.exposure_map import FIRST_REGIONS, exposure_map
from dashboard.charts.limits import amount, limit_bars
from dashboard.charts.ranked import ranked
from dashboard.findings import exposure as findings
from dashboard.findings.portfolio import concentrated
from dashboard.glossary import term
from dashboard.loan_links import CLICK, opens_loans
from dashboard.queries import exposure, portfolio, version
from dashboard.values import named
from pipelines.portfolio import LimitState

LOANS_OF = {"merchant": loans_behind.merchant, "supplier": loans_behind.supplier}
STATES = {"ok": "Within", "near": "Near", "breached": "Breached", "unknown": "Not measurable"}


def show_concentration(version_id: str) -> None:
    """Where the book is concentrated, and how far it is from its limits."""
    currency, states = version().book.currency, exposure.states(version_id)
    page.finding(
        findings.pressing(states, currency),
        concentrated(portfolio.summary(version_id).concentration["merchant"]),
    )
    _show_limits(states, currency)
    if portfolio.summary(version_id).concentration["merchant"].exposures:
        _show_map(version_id, currency)
        _show_largest(version_id, currency)
    _show_history(version_id)


def _show_limits(states: tuple[LimitState, ...], currency: str) -> None:
    limits = exposure.limits()
    page.chart(
        "How much of each limit is used",
        limit_bars(states, currency, near_from=limits.near_from),
        portfolio.frame(states),
        alt=findings.pressing(states, currency),
        name="limits",
    ).caption(
        formats.markdown(
            f"Limits version {limits.version}, {limits.owner}: {limits.reason}. Open principal and "
            f"industry are the policy's amounts, the others shares of the outstanding balance. "
            f"Orange from {formats.rate(limits.near_from, 0)} of a limit on, red above it. "
            f"{findings.unmeasured(states)}"
        )
    )
    with st.expander("The limits as a table"):
        rows = portfolio.frame(states).assign(
            part=[named(one.part or "") for one in states],
            used=pd.Series([one.used for one in states], dtype=float),
            value=[amount(one, one.value, currency) for one in states],
            limit=[amount(one, one.limit, currency) for one in states],
            headroom=[amount(one, one.headroom, currency) for one in states],
            state=[STATES[one.state] for one in states],
        )
        page.table(rows, _LIMIT_COLUMNS, alt="Limits of the book with their headroom")


_LIMIT_COLUMNS = {
    "name": columns.text("Limit", pinned=True),
    "part": columns.text("Nearest to it"),
    "value": columns.text("Now"),
    "limit": columns.text("Limit"),
    "headroom": columns.text("Headroom"),
    "used": columns.share("Used"),
    "state": columns.text("State"),
    "link_tab": columns.text("Evidence in tab"),
}


def _show_map(version_id: str, currency: str) -> None:
    cells = exposure.cells(version_id)
    regions, industries = ({getattr(c, part) for c in cells} for part in ("region", "industry"))
    if len(regions) < 2 or len(industries) < 2:
        st.caption("The book states too few industries or regions for a map.")
        return
    sentence = findings.mapped(cells)
    text = f"{sentence} Per cent of the outstanding balance; every row of the map is in the CSV."
    if len(regions) > FIRST_REGIONS:
        text += f" The {FIRST_REGIONS} largest of {len(regions)} regions are drawn."
    page.chart(
        "Industry by region",
        exposure_map(cells, currency),
        portfolio.frame(cells),
        alt=sentence,
        name="exposure-map",
        on_select=opens_loans("exposure-map", loans_behind.industry_and_region),
    ).caption(text)


def _show_largest(version_id: str, currency: str) -> None:
    """The largest names and suppliers against their limits."""
    by, limits = portfolio.summary(version_id).concentration, exposure.limits()
    shown = {"merchant": ("Largest names", limits.single_name)}
    if any(part.key != "not stated" for part in by["supplier"].exposures):
        shown["supplier"] = ("Largest suppliers", limits.supplier)
    for place, (name, (title, limit)) in zip(st.columns(len(shown)), shown.items(), strict=True):
        with place:
            page.chart(
                title,
                ranked(by[name].exposures, formats.symbol(currency), limit=limit),
                partial(portfolio.frame, by[name].exposures),
                alt=f"{title}: {concentrated(by[name])}",
                name=f"concentration-{name}",
                on_select=opens_loans(f"concentration-{name}", LOANS_OF[name]),
            ).caption(f"Outstanding balance and its share of the book. {CLICK}")


def _show_history(version_id: str) -> None:
    months = exposure.months(version_id)
    if len({month.month_end for month in months}) < 2:
        return
    sentence = findings.trending(months)
    page.chart(
        "Concentration over time",
        concentration_months(months),
        portfolio.frame(months),
        alt=sentence,
        name="concentration-months",
    ).caption(
        formats.markdown(f"{sentence} {term('HHI')} A rising line is a more concentrated book.")
    )
