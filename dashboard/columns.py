"""Table columns by what they hold, so that a kind of number looks the same in every table."""

from dataclasses import dataclass
from typing import Any

import streamlit as st

from dashboard import formats


@dataclass(frozen=True)
class Column:
    """A column's presentation; `scale` turns the stored unit into the one shown."""

    config: Any
    scale: float | None = None


def text(label: str, *, help: str | None = None, pinned: bool = False, width: Any = None) -> Column:
    """Words or an identifier."""
    return Column(st.column_config.TextColumn(label, help=help, pinned=pinned, width=width))


def count(label: str, *, help: str | None = None) -> Column:
    """A whole number with thousands."""
    return Column(st.column_config.NumberColumn(label, help=help, format="%,d"))


def number(label: str, *, digits: int = 2, help: str | None = None) -> Column:
    """A plain number with fixed decimals."""
    return Column(st.column_config.NumberColumn(label, help=help, format=f"%,.{digits}f"))


def money(label: str, currency: str, *, help: str | None = None, cents: bool = False) -> Column:
    """An amount stored in cents; whole units unless `cents` asks for the exact amount."""
    shape = f"{formats.symbol(currency)}%,.{2 if cents else 0}f"
    return Column(st.column_config.NumberColumn(label, help=help, format=shape), 0.01)


def rate(label: str, *, digits: int = 1, help: str | None = None) -> Column:
    """A share between 0 and 1, shown in per cent."""
    shape = f"%,.{digits}f\u00a0%%"
    return Column(st.column_config.NumberColumn(label, help=help, format=shape), 100)


def pd(label: str = "PD", *, help: str | None = None) -> Column:
    """A probability of default, two decimals in per cent."""
    return rate(label, digits=2, help=help)


def share(label: str, *, help: str | None = None) -> Column:
    """A share between 0 and 1 as a bar with its percentage."""
    return Column(
        st.column_config.ProgressColumn(
            label, help=help, format="%.1f\u00a0%%", min_value=0, max_value=100
        ),
        100,
    )


def day(label: str, *, help: str | None = None) -> Column:
    """A date."""
    return Column(st.column_config.DateColumn(label, help=help, format="D MMM YYYY"))


def moment(label: str, *, help: str | None = None) -> Column:
    """A point in time, UTC."""
    return Column(st.column_config.DatetimeColumn(label, help=help, format="D MMM YYYY, HH:mm"))


def trend(label: str, *, help: str | None = None) -> Column:
    """A list of numbers as a small line."""
    return Column(st.column_config.LineChartColumn(label, help=help, width="small"))


def link(label: str, *, shown: str | None = None, help: str | None = None) -> Column:
    """An address within the app; `shown` is a pattern or a fixed text."""
    return Column(st.column_config.LinkColumn(label, help=help, display_text=shown))
