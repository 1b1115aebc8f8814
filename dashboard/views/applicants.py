"""Who is asking, and whom should I look at first?"""

import streamlit as st

from dashboard import formats, page, queries, states
from dashboard.charts.applicants import whom_first
from dashboard.findings.applicants import whom_first as finding
from dashboard.glossary import term
from dashboard.panels import applicants as panels
from dashboard.queries import applicants

version = page.header("Who is asking, and whom should I look at first?", applicants.sample)
key, currency, policy = version.version_id, version.book.currency, queries.policy()
everybody = applicants.queue(key)
if everybody.empty:
    states.no_data(
        "scored applications",
        "Applications appear here once a model has scored them.",
        applicants.SCORE,
    )
    st.stop()

filters = panels.show_filters(everybody)
text = applicants.searchable(key) if filters.search else None
found = applicants.matching(everybody, filters, version.book.as_of, text)
if found.empty:
    states.nothing_matches(filters.named)
    st.stop()

lent = found["decision"].isin(("approve", "counter-offer"))
waiting = int((found["decision"] == "refer").sum())
page.cards(
    [
        page.Card(
            "Applications",
            formats.count(len(found)),
            change=f"of {formats.count(len(everybody))} scored"
            if len(found) < len(everybody)
            else None,
        ),
        page.Card(
            "Approved",
            formats.rate(lent.mean()),
            help=term("Approval rate"),
            change=f"{formats.count(lent.sum())} of {formats.count(len(found))}",
        ),
        page.Card(
            "Waiting for a person",
            formats.count(waiting),
            change=f"{formats.rate(waiting / len(found))} of these",
            tone="act" if waiting else "neutral",
        ),
        page.Card("Median PD", formats.pd(found["pd"].median()), help=term("PD")),
        page.Card(
            "Offered",
            formats.money(found["amount_cents"].sum(), currency),
            change=f"in {formats.plural(int(lent.sum()), 'offer')}",
        ),
    ]
)
band = (policy.cut_off, policy.grey_band_pd)
sentence = finding(found, currency, cut_off=band[0], grey_band=band[1])
page.finding(sentence)
panels.show_first(found)
asks = found["order_amount_cents"].notna().all()
size, label = (
    ("order_amount_cents", "Asked for") if asks else ("sales_365d_cents", "Sales, 365 days")
)
card = page.chart(
    "PD against size, by decision",
    whom_first(found, currency, size=size, size_label=label, band=band),
    found[["application_id", "name", "pd", "grade", "decision", size]],
    alt=sentence,
    name="whom-first",
)
undrawn = int((~(found[size] > 0)).sum())
if undrawn:
    card.caption(f"Not drawn: {formats.plural(undrawn, 'application')} of zero or unknown size.")
panels.show_queue(found, key, currency)
panels.show_comparison(found.head(applicants.SHOWN), currency)
