"""Whether the drivers moved: their movement of scores by month of application."""

import streamlit as st

from dashboard import columns, page
from dashboard.charts.driver_months import MOST, driver_months
from dashboard.findings import driver_months as says
from dashboard.queries import explain

LEVELS: dict[str, explain.Level] = {"Driver groups": "group", "Features": "feature"}


def show_months(version_id: str) -> None:
    """The strongest drivers by month, and whether the first three changed."""
    chosen = st.segmented_control(
        "Drivers", list(LEVELS), default="Driver groups", required=True, key="level",
        bind="query-params",
    )  # fmt: skip
    months = explain.months(version_id, LEVELS[chosen or "Driver groups"])
    enough = months[months["n"] >= explain.FEWEST]
    if enough["month"].nunique() < 2:
        st.markdown(
            f"Fewer than two months have {explain.FEWEST} applications or more, so there is no "
            "movement to show yet."
        )
        return
    strongest = says.strongest(enough)
    sentence = says.moved(enough)
    page.finding(sentence)
    card = page.chart(
        f"The {min(MOST, len(strongest))} strongest by month of application",
        driver_months(months, strongest, explain.FEWEST),
        months,
        alt=sentence,
        name="months",
    )
    card.caption(
        "Mean size of the contribution in log-odds (of the joint one for a group); months of fewer "
        f"than {explain.FEWEST} applications are left out of the lines. One model scored all "
        "months, so what moves is who applied, not the model."
    )
    page.table(
        says.places(enough),
        {
            "name": columns.text("Driver", pinned=True),
            "first_place": columns.count("Place, first year"),
            "last_place": columns.count("Place, last year"),
            "first": columns.number("Movement, first year", digits=3),
            "last": columns.number("Movement, last year", digits=3),
            "change": columns.number("Change", digits=3),
        },
        alt="Drivers by place in the first and the last year",
    )
