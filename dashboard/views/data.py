"""What is in the book, and can I trust it?"""

import streamlit as st

from dashboard import formats, page, states
from dashboard.charts.coverage import coverage
from dashboard.findings.data import accounted, covered
from dashboard.glossary import term
from dashboard.panels import data as panels
from dashboard.queries import data

version = page.header("What is in the book, and can I trust it?", data.sample)
key = version.version_id
months = data.coverage(key)
if months.empty:
    states.no_data("events", "The book holds no events.", "python -m pipelines import --help")
    st.stop()

held = data.size(key)
rows = data.accounting(key)


def feed_card(label: str, feed: str) -> page.Card:
    """The events of a feed, in all and month by month."""
    events = months.loc[months["feed"] == feed, "events"].astype(float).tolist()
    return page.Card(
        label,
        formats.count(sum(events)),
        change=f"over {formats.plural(len(events), 'month')}",
        trend=events,
    )


page.cards(
    [
        page.Card("Merchants", formats.count(held["merchants"])),
        feed_card("Sales events", "sales"),
        feed_card("Purchase events", "purchases"),
        page.Card("Applications", formats.count(held["applications"])),
        page.Card(
            "Quarantined rows",
            formats.count(rows.quarantined),
            help=term("Quarantine"),
            change=f"{formats.rate(rows.quarantined_share, 2)} of those read",
            tone="worse" if rows.quarantined else "neutral",
        ),
    ]
)
page.finding(accounted(rows.read, rows.loaded, rows.duplicate, rows.quarantined))
spans = data.spans(months)
cover = covered(spans, [feed for feed in data.FEEDS if feed not in spans])
card = page.chart(
    "Events by feed and month", coverage(months, list(spans)), months, alt=cover, name="coverage"
)
card.caption(formats.markdown(cover))

tabs = {
    "Imports": panels.show_imports,
    "Quarantine": panels.show_quarantine,
    "Dictionary": panels.show_dictionary,
    "Versions": panels.show_versions,
}
page.tabs(tabs, key)
