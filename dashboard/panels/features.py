"""The first screen of the Features page: cards, the strongest features, the table of all."""

import plotly.graph_objects as go
import streamlit as st

from dashboard import columns, formats, page, queries
from dashboard.charts.feature_strength import strength_and_drift
from dashboard.findings import features as says
from dashboard.glossary import term
from dashboard.queries import features
from pipelines.profile import NEWEST_DAYS, BookProfile, FeatureProfile

FIRST = 12
STRONGEST = "strongest"
NOT_COMPARED = "no two periods to compare"


def show_cards(found: BookProfile, ranked: list[FeatureProfile]) -> None:
    """How many features there are, say nothing, tell most, have shifted and repeat another."""
    empty = sum(one.is_missing_everywhere for one in found.features)
    silent = len(found.features) - len(ranked)
    page.cards(
        [
            page.Card(
                "Features",
                formats.count(len(found.features)),
                help="What a model may see of an application: the catalogue's features and the "
                "attributes that an import brought.",
                change=f"{len({one.feature.group for one in found.features})} driver groups",
            ),
            page.Card(
                "Say nothing",
                formats.count(silent),
                help="Features that are missing for every application, or have one value for all.",
                change=f"{empty} without a value" if silent else "every feature varies",
                tone="worse" if silent else "neutral",
            ),
            _strongest(found, ranked),
            _shifted(found, ranked),
            page.Card(
                "Clusters",
                formats.count(len(found.clusters)),
                help=term("Alike"),
                change=f"{sum(len(one.names) for one in found.clusters)} features alike",
            ),
        ]
    )


def _strongest(found: BookProfile, ranked: list[FeatureProfile]) -> page.Card:
    first = ranked[0] if ranked and ranked[0].strength else None
    strength = first.strength if first else None
    return page.Card(
        "Strongest alone",
        f"{strength.iv:.2f}" if strength else formats.NO_VALUE,
        help=f"The highest information value. {term('Information value')}",
        change=first.feature.label if first else "no outcomes of both kinds",
    )


def _shifted(found: BookProfile, ranked: list[FeatureProfile]) -> page.Card:
    shifted = sum(one.drift.verdict == "shifted" for one in ranked if one.drift)
    watched = sum(one.drift.verdict == "watch" for one in ranked if one.drift)
    return page.Card(
        "Shifted",
        f"{shifted} of {len(ranked)}" if found.periods else formats.NO_VALUE,
        help=f"{term('Drift')} The newest period is the last {NEWEST_DAYS} days.",
        change=f"{watched} more to watch" if found.periods else NOT_COMPARED,
        tone="act" if shifted else "neutral",
    )


def show_strongest(version_id: str, found: BookProfile, ranked: list[FeatureProfile]) -> None:
    """The finding and the main chart: what the strongest features tell, and how far they moved."""
    sentence = says.overall(found, ranked)
    page.finding(sentence)
    shown = ranked[:FIRST]
    if not any(one.strength or one.drift for one in shown):
        return
    by = "strongest alone" if shown[0].strength else "that moved most"
    card = page.chart(
        f"The {len(shown)} features {by}",
        _figure(str(queries.settings().store), version_id, shown),
        features.listed(found),
        alt=sentence,
        name=STRONGEST,
        on_select=open_feature,
    )
    card.caption(formats.markdown(_caption(found)))


# Drawing it takes longer than all else on the page, and it is the same at every rerun.
@st.cache_resource(show_spinner=False, max_entries=4)
def _figure(store: str, version_id: str, _shown: list[FeatureProfile]) -> go.Figure:
    return strength_and_drift(_shown)


def _caption(found: BookProfile) -> str:
    ticks = "A tick marks what chance alone explains in 95 of 100 books."
    told = f"Told by {formats.plural(found.outcomes, 'outcome')}, {found.bads:,} bad. "
    periods = f" {says.against(found.periods)}." if found.periods else ""
    return f"{told if found.bads else ''}{ticks}{periods} Click a bar to open its feature below."


def open_feature() -> None:
    """Show the feature whose bar was clicked in the tab of one feature."""
    name = page.selected(STRONGEST)
    if name:
        st.session_state["feature"], st.session_state["tab"] = name, "One feature"


def show_table(found: BookProfile) -> None:
    """All features with what they tell and how they moved."""
    frame = features.listed(found)
    if found.outcomes == 0:
        frame = frame.drop(columns=["iv", "iv_by_chance", "auc", "auc_interval"])
    page.titled(f"All {len(frame)} features, the strongest first", frame, "features")
    shown = {name: column for name, column in _columns().items() if name in frame}
    page.table(
        frame, shown, alt=f"All features; first {frame['label'].iloc[0]}",
        height=388 if len(frame) > 10 else "content",
    )  # fmt: skip


def _columns() -> dict[str, columns.Column]:
    chance = "What chance alone stays under in 95 of 100 books"
    return {
        "label": columns.text("Feature", pinned=True, width="medium"),
        "open": columns.link("", shown="Open", help="Opens the feature"),
        "iv": columns.number("Information value", help=term("Information value")),
        "iv_by_chance": columns.number("By chance", help=chance),
        "auc": columns.number("AUC alone", help=term("AUC alone")),
        "auc_interval": columns.text("95 % interval", help="By DeLong, on the logit"),
        "psi": columns.number("PSI", help=term("Drift")),
        "psi_by_chance": columns.number("By sampling", help=chance),
        "verdict": columns.text("Verdict"),
        "missing_share": columns.rate("Missing"),
        "driver_group": columns.text("Driver group"),
        "feed": columns.text("From"),
        "meaning": columns.text("Meaning", width="large"),
    }


def labels_of(found: BookProfile) -> dict[str, str]:
    """What each feature is called on the page, in the order of the table."""
    frame = features.listed(found)
    return dict(zip(frame["name"], frame["label"], strict=True))
