"""The tabs of the Portfolio page, each with its finding, its chart and the rows behind it."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard import formats, page
from dashboard.charts.ranked import ranked
from dashboard.findings import portfolio as findings
from dashboard.queries import portfolio, version

DIMENSIONS = {"merchant": "By merchant", "industry": "By industry", "region": "By region"}
BASIS = {"loans": "outstanding balance", "offers": "amount offered"}


def show_concentration(version_id: str) -> None:
    """How much of the exposure stands in one name, industry or region."""
    found, currency = portfolio.summary(version_id), version().book.currency
    sentence = findings.concentrated(found.concentration["merchant"])
    page.finding(sentence)
    by = found.concentration
    split = {name: by[name] for name in DIMENSIONS if len(by[name].exposures) > 1}
    for column, (name, parts) in zip(_places(len(split)), split.items(), strict=True):
        with column:
            page.chart(
                f"{DIMENSIONS[name]}: {BASIS[found.basis]}",
                ranked(parts.exposures, formats.symbol(currency)),
                portfolio.frame(parts.exposures),
                alt=f"{DIMENSIONS[name]}. {sentence}",
                name=f"concentration-{name}",
            )
    missing = [title.lower() for name, title in DIMENSIONS.items() if name not in split]
    if missing:
        st.caption(f"The book states nothing to split {' or '.join(missing)}.")


def _places(count: int) -> list[DeltaGenerator]:
    """A full row for the first chart, then two columns for the others."""
    return [st.container(), *st.columns(2)][:count] if count else []
