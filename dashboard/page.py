"""The frame every page shares: its question, its cards, its charts and tables with their data."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd
import plotly.graph_objects as go
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard import formats, queries
from dashboard.columns import Column
from dashboard.queries import models
from pipelines.model import proxy_notice
from pipelines.store import Version

Tone = Literal["neutral", "worse", "act"]
TONE_COLOUR: Mapping[Tone, Literal["blue", "orange", "red"]] = {
    "neutral": "blue",
    "worse": "orange",
    "act": "red",
}
Data = pd.DataFrame | Callable[[], pd.DataFrame]
CARD_PIXELS = 142
QUIET_CHART = {"displayModeBar": False, "displaylogo": False, "doubleClick": False}


@dataclass(frozen=True)
class Card:
    """One number of the top row: formatted value, change against a named period, its history.

    `tone` colours change and sparkline: neutral, worse (a turn for the worse) or act (red: somebody
    has to do something).
    """

    label: str
    value: str
    help: str | None = None
    change: str | float | None = None
    against: str | None = None
    trend: Sequence[float] | None = None
    tone: Tone = "neutral"

    @property
    def is_change(self) -> bool:
        """Whether `change` has a direction, rather than being a remark on the value."""
        return not isinstance(self.change, str) or self.change[:1] in "+-"


def header(question: str, n: Callable[[str], str] | None = None) -> Version:
    """Draw the page's question and the one line that says what it rests on.

    `n` says, given the version id, how much the answer rests on ("425 applications"). Raises
    `Refused` where there is no store, after the question has been drawn.
    """
    st.title(question, anchor=False)
    version = queries.version()
    book = version.book
    parts = [
        f"**{formats.markdown(book.name)}**",
        f"as of {formats.day(book.as_of)}",
        f"version `{version.version_id}`",
    ]
    if n is not None:
        parts.append(formats.markdown(n(version.version_id)))
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if book.is_synthetic:
            st.badge("Synthetic data", color="orange", icon=":material/science:", help=book.note)
        else:
            st.badge("Real data", color="blue", help=book.note)
        notice = proxy_notice(models.champion_label())
        if notice:
            st.badge("Proxy label: shortfall", color="red", icon=":material/warning:", help=notice)
        st.caption(" · ".join(parts), width="stretch")
    if version.advice:
        st.warning(f"{version.advice[:1].upper()}{version.advice[1:]}.", icon=":material/update:")
    return version


def cards(items: Sequence[Card]) -> None:
    """Draw the row of metric cards; it folds to fewer columns where the page is narrow."""
    with st.grid(len(items), min_column_width=CARD_PIXELS, gap="xsmall"):
        for card in items:
            st.metric(
                formats.markdown(card.label),
                formats.markdown(card.value),
                formats.markdown(card.change) if isinstance(card.change, str) else card.change,
                delta_color=TONE_COLOUR[card.tone],
                delta_arrow="auto" if card.is_change else "off",
                delta_description=card.against,
                help=formats.markdown(card.help) if card.help else None,
                chart_data=list(card.trend) if card.trend is not None else None,
                chart_type="area",
                border=True,
                height="stretch",
            )


def finding(sentence: str, behind: str = "") -> None:
    """Draw the sentence that states what the chart beneath it shows, and what is `behind` it."""
    st.markdown(f"**{formats.markdown(sentence)}** {formats.markdown(behind)}".strip())


def chart(
    title: str,
    figure: go.Figure,
    data: Data,
    *,
    alt: str,
    name: str,
    on_select: Callable[[], None] | None = None,
) -> DeltaGenerator:
    """Draw a figure in a card with its title, its spoken takeaway and its data to download.

    `name` is the file name of the data and the key of the chart, unique on the page. `on_select`
    is called when a reader clicks one of its marks; `selected` then says which. The card is
    returned for a caption beneath the figure.
    """
    card = st.container(border=True, gap="xsmall")
    with card:
        titled(title, data, name)
        st.plotly_chart(
            figure, config=QUIET_CHART, alt=alt,
            key=f"chart-{name}", on_select=on_select or "ignore", selection_mode="points",
        )  # fmt: skip
    return card


def selected(name: str) -> str | None:
    """What the clicked mark of the chart of that name stands for: its first custom value."""
    state = st.session_state.get(f"chart-{name}")
    points = state["selection"]["points"] if state else []
    found = points[0].get("customdata") if points else None
    return str(found[0]) if found else None


def titled(title: str, data: Data, name: str) -> None:
    """Draw a card's title with the download of the data behind it at the right."""
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        st.markdown(f"**{formats.markdown(title)}**")
        download(data, name)


def download(data: Data, name: str) -> None:
    """Offer the rows behind a chart or table as CSV, amounts in cents as stored.

    Rows given as a function are read once somebody asks for them.
    """
    st.download_button(
        "CSV",
        lambda: (data() if callable(data) else data).to_csv(index=False),
        file_name=f"{name}.csv",
        mime="text/csv",
        key=f"download-{name}",
        type="tertiary",
        icon=":material/download:",
        help="Download the data shown here",
        on_click="ignore",
    )


def table(
    data: pd.DataFrame,
    columns: Mapping[str, Column],
    *,
    alt: str,
    height: int | Literal["auto", "content"] = "auto",
    key: str | None = None,
) -> None:
    """Draw the named columns of a frame in their order, each in its kind's format."""
    shown = scaled(data, columns)
    config = {name: column.config for name, column in columns.items()}
    st.dataframe(
        shown,
        column_config=config,
        hide_index=True,
        height=height,
        placeholder=formats.NO_VALUE,
        alt=alt,
        key=key,
    )


def scaled(data: pd.DataFrame, columns: Mapping[str, Column]) -> pd.DataFrame:
    """The named columns in the units they are shown in."""
    shown = data[list(columns)].copy()
    for name, column in columns.items():
        if column.scale is not None:
            shown[name] = shown[name].astype(float) * column.scale
    return shown


def tabs(bodies: Mapping[str, Callable[[str], None]], version_id: str, key: str = "tab") -> None:
    """Draw one tab for each body and run only the body of the open one, which the address names."""
    drawn = st.tabs(list(bodies), on_change="rerun", key=key, bind="query-params")
    for tab, draw in zip(drawn, bodies.values(), strict=True):
        if tab.open:
            with tab:
                draw(version_id)
