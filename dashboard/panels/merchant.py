"""The story of one merchant: who they are, their weeks, their score, their offer and loans."""

from datetime import date

import pandas as pd
import streamlit as st

from dashboard import columns, formats, page
from dashboard.charts.merchant import against_peers, waterfall, weekly
from dashboard.findings import merchant as findings
from dashboard.glossary import term
from dashboard.panels import offer
from dashboard.queries import merchant
from dashboard.queries.desk import desk
from dashboard.values import DECISIONS, value
from pipelines.deciding import DecidedApplication
from pipelines.explain import Explanation
from pipelines.features import Feature

DRAWN_FEATURES = 8
ROW_COLUMNS = {
    "occurred_at": columns.moment("Happened (UTC)"),
    "known_at": columns.moment("Known (UTC)"),
    "kind": columns.text("Kind"),
}


def show_who(asked: pd.Series) -> None:
    """One line: name, trade, place, age."""
    parts = [f"**{formats.markdown(asked['name'])}**", f"merchant `{asked['merchant_id']}`"]
    for label, column in (("", "industry"), ("", "region"), ("", "country")):
        if pd.notna(asked[column]):
            parts.append(label + formats.markdown(str(asked[column])))
    if pd.notna(asked["founded_on"]):
        parts.append(f"founded {formats.day(asked['founded_on'])}")
    if pd.notna(asked["joined_on"]):
        parts.append(f"joined {formats.day(asked['joined_on'])}")
    parts.append(f"applied {formats.day(asked['applied_at'])}")
    st.markdown(" · ".join(parts))


def cards(asked: pd.Series, decided: DecidedApplication) -> list[page.Card]:
    """Decision, limit, PD, rank and sales."""
    decision, currency = decided.decision, decided.decision.currency
    wants = decision.requested_cents
    return [
        page.Card(
            "Policy says",
            "Refer" if decision.decision == "refer" else DECISIONS[decision.decision],
            tone="act" if decision.decision == "refer" else "neutral",
            change="a person decides" if decision.decision == "refer" else None,
        ),
        page.Card(
            "Limit",
            formats.money(decision.limit_cents, currency),
            help="The most this merchant may draw now. For a referral an indication.",
            change=f"asked for {formats.money(wants, currency)}" if wants else "no amount asked",
        ),
        page.Card("PD", formats.pd(asked["pd"]), help=term("PD"), change=f"grade {asked['grade']}"),
        page.Card(
            "Riskier applicants",
            formats.rate(asked["riskier_share"], 0),
            help="Share of all scored applications with a higher PD",
            change=f"of {formats.count(asked['scored'])}",
        ),
        page.Card(
            "Sales, 365 days",
            formats.money(asked["sales_365d_cents"], currency),
            change=f"{formats.count(asked['tenure_days'])} days of history",
        ),
    ]


def show_weeks(version_id: str, asked: pd.Series, currency: str, as_of: date) -> None:
    """Sales by week with refunds, loans and the application, and how much of it the model saw."""
    weeks = merchant.weeks(version_id, asked["merchant_id"])
    if weeks.empty:
        st.markdown("No sales event of this merchant is in the book.")
        return
    sentence = findings.trade(weeks, asked, currency)
    page.finding(sentence)
    card = page.chart(
        "Sales by week",
        weekly(
            weeks, merchant.events(version_id, asked["merchant_id"]), asked["applied_at"], currency
        ),
        weeks,
        alt=sentence,
        name="weeks",
    )
    card.caption(
        f"An event counts in the week it became known. Features stop the day before "
        f"{formats.day(asked['applied_at'])}; the paler weeks after it, up to "
        f"{formats.day(as_of)}, were not there to be seen."
    )


def show_score(version_id: str, explanation: Explanation) -> None:
    """The waterfall by driver group, and every feature's part."""
    groups = merchant.group_parts(explanation, desk(version_id).table.features)
    sentence = findings.additivity(explanation.base, groups, explanation.score, explanation.pd)
    frame = pd.DataFrame(groups, columns=["driver_group", "contribution"])
    card = page.chart(
        "How the score came about",
        waterfall(explanation.base, groups, explanation.score),
        frame,
        alt=sentence,
        name="waterfall",
    )
    card.caption(formats.markdown(sentence))


def show_features(
    version_id: str, asked: pd.Series, explanation: Explanation, currency: str
) -> None:
    """What the model saw: the strongest features against their peers, then all of them."""
    peers = merchant.peers(version_id, explanation)
    numeric = [peer for peer in peers if peer.median is not None][:DRAWN_FEATURES]
    st.markdown(formats.markdown(findings.cut(asked, explanation)))
    st.caption(
        "Grey: all applications between their 1st and 99th percentile. The mark is this merchant: "
        "brown where the feature raises the risk, green where it lowers it."
    )
    with st.grid(4, min_column_width=200):
        for peer in numeric:
            with st.container(border=True):
                _draw_peer(version_id, peer, currency)
    frame = feature_frame(peers, currency)
    page.titled("Every feature the model saw", frame, "features")
    page.table(
        frame,
        {
            "label": columns.text("Feature", pinned=True),
            "value": columns.text("This merchant"),
            "median": columns.text("Median of all"),
            "below": columns.share("Share of all below"),
            "contribution": columns.number("Part of score", digits=4, help="Log-odds"),
            "group": columns.text("Driver group"),
            "meaning": columns.text("Meaning", width="large"),
        },
        alt="Every feature with its value, its peers and its part of the score",
        height=420,
    )


def _draw_peer(version_id: str, peer: merchant.Peer, currency: str) -> None:
    feature = peer.feature
    own = peer.value if isinstance(peer.value, float) else None
    shown = value(peer.value, feature.unit, currency)
    scale = {"money": 0.01, "share": 100.0}.get(feature.unit, 1.0)
    st.markdown(
        f"**{formats.markdown(feature.label)}**  \n{formats.markdown(shown)} "
        f":gray[:small[median {formats.markdown(value(peer.median, feature.unit, currency))}]]",
        help=formats.markdown(feature.meaning),
    )
    values = merchant.distribution(version_id, feature.name)
    st.plotly_chart(
        against_peers(values, own, raises=peer.contribution > 0, scale=scale),
        config=page.QUIET_CHART,
        key=f"peer-{feature.name}",
        alt=f"{feature.label}: {shown}"
        + (
            f", above {formats.rate(peer.below, 0)} of {peer.n} applications"
            if own is not None
            else ""
        ),
    )


def feature_frame(peers: list[merchant.Peer], currency: str) -> pd.DataFrame:
    """One row a feature, values in words because each has its own unit."""
    return pd.DataFrame(
        [
            {
                "label": peer.feature.label,
                "value": value(peer.value, peer.feature.unit, currency),
                "median": value(peer.median, peer.feature.unit, currency),
                "below": peer.below,
                "contribution": peer.contribution,
                "group": peer.feature.group,
                "meaning": peer.feature.meaning,
            }
            for peer in peers
        ]
    )


def show_rows(version_id: str, asked: pd.Series, explanation: Explanation, currency: str) -> None:
    """The events behind a feature: the newest of its window before the application's day."""
    known = {feature.name: feature for feature in desk(version_id).table.features}
    names = [
        part.feature
        for part in explanation.contributions
        if known[part.feature].feed in ("sales", "purchases")
    ]
    chosen = st.selectbox(
        "Feature", names, format_func=lambda name: known[name].label, key="rows-of"
    )
    feature = known[chosen]
    parts = {part.feature: part.value for part in explanation.contributions}
    found = merchant.evidence(version_id, asked, feature)
    shown = value(parts[chosen], feature.unit, currency)
    page.finding(f"{feature.label}: {shown}. {_window(feature, asked, found)}")
    st.caption(formats.markdown(feature.meaning))
    if found.total:
        party = "Buyer" if feature.feed == "sales" else "Supplier"
        page.titled(f"{feature.feed.capitalize()} events, newest first", found.frame, "rows")
        page.table(
            found.frame,
            ROW_COLUMNS
            | {
                "amount_cents": columns.money("Amount", currency, cents=True),
                "party": columns.text(party),
                "event_id": columns.text("Event"),
            },
            alt=f"Events behind {feature.label}",
        )


def _window(feature: Feature, asked: pd.Series, found: merchant.EvidenceRows) -> str:
    span = f"the {feature.window_days} days" if feature.window_days else "all the time"
    cut = formats.day(asked["applied_at"])
    if not found.total:
        return f"No {feature.feed} event is known from {span} before {cut}."
    text = f"{formats.plural(found.total, 'event')} in {span} before {cut}"
    if found.total > len(found.frame):
        text += f", the newest {len(found.frame)} below"
    newest = found.frame["known_at"].max()
    return f"{text}; the last became known on {formats.day(newest)}."


def show_offer(decided: DecidedApplication) -> None:
    """The offer with its schedule and disclosure, or that there is none."""
    quote = decided.decision.quote
    if quote is None:
        st.markdown("Nothing is offered, so there is no price. The reasons are above.")
        return
    page.cards(offer.terms(quote))
    offer.show_schedule(quote, "schedule")
    with st.expander("Disclosure", icon=":material/gavel:"):
        offer.show_disclosure(quote)


def show_loans(version_id: str, asked: pd.Series, currency: str) -> None:
    """Earlier and later loans of the merchant with what came back."""
    loans = merchant.loans(version_id, asked["merchant_id"])
    st.markdown(findings.outcome(asked))
    if loans.empty:
        st.markdown("This merchant has had no loan in this book.")
        return
    page.titled(f"{formats.plural(len(loans), 'loan')}, newest first", loans, "loans")
    page.table(
        loans,
        {
            "loan_id": columns.text("Loan"),
            "funded_at": columns.day("Funded"),
            "principal_cents": columns.money("Lent", currency),
            "paid_cents": columns.money("Paid", currency),
            "balance_cents": columns.money("Balance", currency),
            "charged_off_cents": columns.money("Charged off", currency),
            "worst_days_past_due": columns.count("Worst DPD", help=term("DPD")),
            "status": columns.text("Last status"),
            "application_id": columns.text("Application"),
        },
        alt="Loans of this merchant, newest first",
    )
    st.caption("Loans funded after the application are shown for hindsight; no feature knows them.")
