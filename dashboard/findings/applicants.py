"""What the Applicants page says: who needs a person, and how much hangs on it."""

import pandas as pd

from dashboard import formats


def whom_first(frame: pd.DataFrame, currency: str, *, cut_off: float, grey_band: float) -> str:
    """How many wait for a person, why, and the largest of them."""
    waiting = frame[frame["decision"] == "refer"]
    if waiting.empty:
        return "No application here waits for a person: the policy decided each of them."
    grey = int(((waiting["pd"] > cut_off) & (waiting["pd"] <= grey_band)).sum())
    number = formats.plural(len(waiting), "application")
    verb = "needs" if len(waiting) == 1 else "need"
    text = f"{number} of {formats.count(len(frame))} {verb} a person"
    if grey:
        band = f"the grey band ({formats.pd(cut_off)} to {formats.pd(grey_band)} PD)"
        part = "all" if grey == len(waiting) else formats.count(grey)
        text += f", {part} of them in {band}" if len(waiting) > 1 else f", being in {band}"
    first = waiting.iloc[0]
    name = f"{first['name']} ({first['application_id']})"
    which = "it is" if len(waiting) == 1 else "the largest is"
    return f"{text}; {which} {name}, {_size(first, currency)}."


def _size(row: pd.Series, currency: str) -> str:
    if pd.notna(row["order_amount_cents"]):
        return f"asking for {formats.money(row['order_amount_cents'], currency)}"
    return f"with sales of {formats.money(row['sales_365d_cents'], currency)} in the year before"
