"""The tab Watch list: whom to look at, why, and how well such lists warned."""

import pandas as pd
import streamlit as st

from dashboard import columns, formats, page, states
from dashboard.charts import watch_list as charts
from dashboard.findings import watch_list as findings
from dashboard.glossary import term
from dashboard.queries import version, watch_list
from pipelines.portfolio import WatchEvidence, WatchList, WatchRules
from pipelines.portfolio.watch_list.signs import SIGNS

SHOWN_ROWS = 400


def show_watch_list(version_id: str) -> None:
    """The merchants to look at before a payment is missed."""
    currency, rules = version().book.currency, watch_list.rules()
    with st.skeleton(height=480):
        found, judged = watch_list.listed(version_id), watch_list.evidence(version_id)
    if found is None or not found.open_loans:
        states.no_data("open loans", "Nothing is owed, so there is nobody to watch.")
        return
    page.finding(
        findings.listed(found, currency), findings.judged(judged) if judged else findings.unjudged()
    )
    if found.merchants:
        _show_signs(found, currency)
        _show_merchants(found, currency)
    if judged:
        _show_evidence(judged, rules)
    _show_rules(rules)


def _show_signs(found: WatchList, currency: str) -> None:
    counted = watch_list.by_sign(found)
    page.chart(
        "What puts merchants on the list",
        charts.signs(counted),
        counted,
        alt=findings.listed(found, currency),
        name="watch-signs",
    ).caption(
        f"Merchants by sign, {formats.day(found.as_of)}; one can show several. Shown now: enough "
        "points today. From the start: enough on the day a loan was funded, and fewer today. Loans "
        "30 or more days late are left out: they need no warning any more."
    )


def _show_merchants(found: WatchList, currency: str) -> None:
    rows = watch_list.rows(found)
    with st.container(border=True):
        page.titled("Whom to look at first", rows, "watch-list")
        page.table(
            rows.head(SHOWN_ROWS),
            {
                "merchant": columns.text("Merchant", pinned=True),
                "open": columns.link("Open", shown="Open"),
                "state": columns.text("Shown"),
                "points": columns.count("Points", help=term("Watch points")),
                "owed_cents": columns.money("Owed", currency),
                "signs": columns.text("Signs", width="large"),
                "since": columns.day("On the list since"),
                "loans": columns.count("Loans"),
                "days_past_due": columns.count("Days past due"),
                "industry": columns.text("Industry"),
            },
            alt="Merchants on the watch list, the most urgent first",
            height=420,
        )
        if len(rows) > SHOWN_ROWS:
            st.caption(f"The first {SHOWN_ROWS} of {formats.count(len(rows))}; the CSV has all.")


def _show_evidence(found: WatchEvidence, rules: WatchRules) -> None:
    sentence, curve = findings.judged(found), watch_list.curve(found)
    left, right = st.columns(2)
    with left:
        page.chart(
            "What the list finds, and at what price",
            charts.detection(found, curve),
            curve,
            alt=sentence,
            name="watch-detection",
        ).caption(
            f"{findings.basis(found, rules)} Diamond: the list in force with 95 % intervals; each "
            "point asks for one point more or less."
        )
    with right:
        groups = charts.lead_groups(found)
        page.chart(
            "How early defaults were alerted",
            charts.lead_times(groups),
            pd.DataFrame(groups, columns=["lead_time", "defaults"]),
            alt=sentence,
            name="watch-lead",
        ).caption(
            "Days from the first alert to the due day of the instalment the default began with. A "
            "loan that misses its first instalment can be alerted about 30 days ahead at best: on "
            "the day it is funded."
        )


def _show_rules(rules: WatchRules) -> None:
    with st.expander("The signs and their points"):
        table = pd.DataFrame(
            [
                {
                    "sign": SIGNS[sign.name],
                    "step": f"{step:g} or {'less' if sign.is_falling else 'more'}",
                    "points": points,
                }
                for sign in rules.signs
                for step, points in zip(sign.steps, sign.points, strict=True)
            ]
        )
        shown = {
            "sign": columns.text("Sign"),
            "step": columns.text("From"),
            "points": columns.count("Points"),
        }
        page.table(table, shown, alt="The signs of the watch list", height="content")
        st.caption(
            formats.markdown(
                f"Version {rules.version}, {rules.owner}: {rules.reason}. Steps of one sign add "
                "up; of the two signs of falling sales the one with more points counts. The rules "
                "stand in data/watch_list.toml, with what each sign measures."
            )
        )
