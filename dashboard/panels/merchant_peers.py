"""Where the merchant's features stand among peers, and among applicants that are approved."""

import pandas as pd
import streamlit as st

from dashboard import columns, formats, page
from dashboard.charts.merchant_context import places
from dashboard.findings import merchant_context as findings
from dashboard.queries import merchant_context as context
from dashboard.values import value
from pipelines.explain import Explanation
from pipelines.explain.peers import AgainstPeers, Position, Standing
from pipelines.features import Feature

DRAWN = 12


def show_peers(version_id: str, asked: pd.Series, explanation: Explanation, currency: str) -> None:
    """The strongest features by their place, then every feature with quartiles and n."""
    found = context.peers(version_id, asked["application_id"])
    known = context.features(version_id)
    order = {part.feature: n for n, part in enumerate(explanation.contributions)}
    standings = sorted(found.standings, key=lambda one: order.get(one.feature, len(order)))
    drawn = [one for one in standings if one.peers.percentile is not None][:DRAWN]
    frame = standing_frame(standings, known, currency)
    if not drawn:
        st.markdown("None of this merchant's features has a value that others could be beside.")
    else:
        _draw(found, drawn, known, currency)
    _table(frame)


def _draw(
    found: AgainstPeers, drawn: list[Standing], known: dict[str, Feature], currency: str
) -> None:
    sentence = findings.against_peers(found, drawn, known)
    page.finding(sentence)
    rows = standing_frame(drawn, known, currency)
    card = page.chart(
        "The features that weigh most, against others", places(rows), rows,
        alt=sentence, name="places",
    )  # fmt: skip
    card.caption(
        "Peers: "
        + formats.markdown(findings.who_peers_are(found))
        + f". Approved: {formats.plural(found.approved_n, 'application')} of other merchants that "
        "the policy approves, in full or for less. The band is the middle half. Those with the "
        "same value count half."
    )


def _table(frame: pd.DataFrame) -> None:
    page.titled("Every number against peers and approved applicants", frame, "standings")
    page.table(
        frame,
        {
            "label": columns.text("Feature", pinned=True),
            "value": columns.text("This merchant"),
            "peers": columns.share("Peers with less"),
            "peers_middle": columns.text("Peers: quarter, median, three quarters"),
            "peers_n": columns.count("Peers", help="Those with a value"),
            "approved": columns.share("Approved with less"),
            "approved_middle": columns.text("Approved: quarter, median, three quarters"),
            "approved_n": columns.count("Approved", help="Those with a value"),
        },
        alt="Every numeric feature with its place among peers and approved applicants",
        height=420,
    )


def standing_frame(
    standings: list[Standing], known: dict[str, Feature], currency: str
) -> pd.DataFrame:
    """One row a feature; values in words because each has its own unit."""
    rows = []
    for one in standings:
        feature = known[one.feature]
        rows.append(
            {
                "label": feature.label,
                "value": value(one.value, feature.unit, currency),
                "peers": one.peers.percentile,
                "peers_middle": _middle(one.peers, feature.unit, currency),
                "peers_n": one.peers.n,
                "approved": one.approved.percentile,
                "approved_middle": _middle(one.approved, feature.unit, currency),
                "approved_n": one.approved.n,
            }
        )
    return pd.DataFrame(rows)


def _middle(position: Position, unit: str, currency: str) -> str:
    """The quartiles in words."""
    quartiles = (position.lower, position.median, position.upper)
    return " · ".join(value(each, unit, currency) for each in quartiles) if position.n else ""
