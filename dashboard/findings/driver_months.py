"""What the Explain page says about drivers over time."""

import pandas as pd

from dashboard import formats

TOP = 3
SPAN = 12
"""Months at each end of the history that are compared, or half of it where it is shorter."""


def strongest(months: pd.DataFrame) -> list[str]:
    """The names by mean movement over all applications, the strongest first."""
    return _weighted(months).index.tolist()


def places(months: pd.DataFrame) -> pd.DataFrame:
    """Each driver's movement and place in the first and the last year (or half of the history)."""
    first, last = (_weighted(part) for part in ends(months))
    frame = pd.DataFrame({"first": first, "last": last})
    return (
        frame.assign(
            first_place=frame["first"].rank(ascending=False, method="first"),
            last_place=frame["last"].rank(ascending=False, method="first"),
            change=frame["last"] - frame["first"],
        )
        .sort_values("last", ascending=False)
        .rename_axis("name")
        .reset_index()
    )


def ends(months: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The months of the first and of the last year, or of each half of a shorter history."""
    every = sorted(months["month"].unique())
    span = min(SPAN, len(every) // 2)
    return (
        months[months["month"].isin(every[:span])],
        months[months["month"].isin(every[-span:])],
    )


def moved(months: pd.DataFrame) -> str:
    """Whether the three strongest drivers are the same at both ends of the history."""
    found = places(months)
    before = found.nsmallest(TOP, "first_place")["name"].tolist()
    now = found.nsmallest(TOP, "last_place")["name"].tolist()
    first, last = ends(months)
    when = f"between {_period(first)} ({_n(first)}) and {_period(last)} ({_n(last)})"
    if before == now:
        text = f"The first three did not change {when}: {', '.join(now)}"
    elif set(before) == set(now):
        text = f"The same three lead, in another order, {when}: now {', '.join(now)}"
    else:
        new = ", ".join(name for name in now if name not in before)
        gone = ", ".join(name for name in before if name not in now)
        text = f"The first three changed {when}: {new} came in for {gone}"
    most = found.iloc[int(found["change"].abs().argmax())]
    return f"{text}. {most['name']} moved most, by {most['change']:+.3f} log-odds."


def _weighted(months: pd.DataFrame) -> pd.Series:
    """Mean movement over the months' applications by name, the strongest first."""
    weighted = (months["importance"] * months["n"]).groupby(months["name"]).sum()
    means = weighted / months.groupby("name")["n"].sum()
    return means.sort_values(ascending=False)


def _period(months: pd.DataFrame) -> str:
    return f"{formats.month(months['month'].min())} to {formats.month(months['month'].max())}"


def _n(months: pd.DataFrame) -> str:
    return f"n = {int(months.groupby('month')['n'].first().sum()):,}"
