"""How is the book doing, and what needs a decision?"""

import streamlit as st

from dashboard import loan_links, page
from dashboard.panels import overview
from dashboard.panels.board_pack import show_board_pack
from dashboard.panels.caveats import show_caveats, show_nothing
from dashboard.panels.changes import show_causes, show_changes
from dashboard.panels.loan_cards import loan_cards
from dashboard.panels.waiting import show_waiting, show_watched
from dashboard.queries import portfolio

loan_links.follow(is_here=False)
version = page.header("How is the book doing, and what needs a decision?", portfolio.sample)
key, currency = version.version_id, version.book.currency
with st.skeleton(height=480):
    found = portfolio.summary(key)

if portfolio.is_empty(found):
    show_nothing(key)
    st.stop()

if found.basis == "loans":
    page.cards(loan_cards(found, currency))
    show_caveats(found, key, currency)
    overview.say_headline(found, key)
    left, right = st.columns([2, 3])
    with left:
        show_changes(key, currency)
        show_causes(key, currency, ("30+ DPD",))
    with right:
        watched = show_waiting(key, currency)
        overview.show_history(found, key, currency)
    show_causes(key, currency, ("outstanding", "expected loss"))
    show_watched(key, currency, watched)
    show_board_pack(key)
else:
    page.cards(overview.offered_cards(found, currency))
    overview.show_offered(found, currency)
    left, right = st.columns([3, 2])
    with left:
        overview.show_decisions(found, currency)
    with right:
        show_waiting(key, currency, has_loans=False)
st.page_link("views/portfolio.py", label="Where the risk is", icon=":material/arrow_forward:")
