"""The common features with pandas: merge, filter, group, on the Parquet copies.

Only on up to 10 million events: a merge holds every pair of an application and one of its
merchant's events before any can be filtered away, and at 100 million the events alone fill the
memory of the machine this is meant to run on.
"""

from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa

from tests.benchmarks.features.columns import COMMON, WINDOWS
from tests.benchmarks.features.contender import arguments, compete
from tests.benchmarks.features.stores import parquet_of

BY = "application_id"


def rows(folder: Path) -> pa.Table:
    """One row per application, in order."""
    cuts = _cuts(folder)
    days = _days(cuts, folder)
    windows = _windows(days)
    parts = [windows, _weeks(days, windows["tenure_days"]), _buyers(cuts, folder)]
    joined = pd.concat(parts, axis=1).reindex(cuts[BY].sort_values())
    found = _ratios(joined)[list(COMMON)].rename_axis(BY).reset_index()
    return pa.Table.from_pandas(found, preserve_index=False)


def _cuts(folder: Path) -> pd.DataFrame:
    columns = [BY, "merchant_id", "applied_at"]
    cuts = pd.read_parquet(parquet_of(folder, "applications"), columns=columns)
    cuts["cut_at"] = cuts.pop("applied_at").dt.normalize()
    cuts["cut_day"] = (cuts["cut_at"] - pd.Timestamp(0)).dt.days.astype("int32")
    return cuts


def _days(cuts: pd.DataFrame, folder: Path) -> pd.DataFrame:
    columns = ["merchant_id", "day", "sale_cents", "sale_count", "refund_cents"]
    days = pd.read_parquet(parquet_of(folder, "merchant_days"), columns=columns)
    days = days[(days["sale_count"] > 0) | (days["refund_cents"] > 0)]
    days = cuts[[BY, "merchant_id", "cut_day"]].merge(days, on="merchant_id")
    days["ago"] = days.pop("cut_day") - days.pop("day")
    return days[days["ago"] > 0]


def _windows(days: pd.DataFrame) -> pd.DataFrame:
    sold = days[days["sale_count"] > 0].groupby(BY)["ago"]
    columns = {"days_since_last_sale": sold.min(), "tenure_days": sold.max()}
    every = pd.Index(days[BY].unique())
    for window in WINDOWS:
        inside = days[days["ago"] <= window]
        sums = inside.groupby(BY)[["sale_cents", "sale_count", "refund_cents"]].sum()
        columns[f"sales_{window}d_cents"] = sums["sale_cents"].reindex(every, fill_value=0)
        columns[f"sale_count_{window}d"] = sums["sale_count"].reindex(every, fill_value=0)
        columns[f"refund_{window}d_cents"] = sums["refund_cents"].reindex(every, fill_value=0)
        active = inside[inside["sale_count"] > 0].groupby(BY).size()
        columns[f"active_days_{window}d"] = active.reindex(every, fill_value=0)
    return pd.DataFrame(columns)


def _weeks(days: pd.DataFrame, tenure: pd.Series) -> pd.DataFrame:
    sold = days[(days["sale_count"] > 0) & (days["ago"] <= 364)]
    week = (sold["ago"] - 1) // 7
    weekly = sold.groupby([sold[BY], week.rename("week")])["sale_cents"].sum() // 100
    whole = weekly.reset_index(name="sales")
    whole["weeks"] = whole[BY].map(tenure) // 7
    whole = whole[whole["week"] < whole["weeks"]]
    whole["squares"] = whole["sales"] * whole["sales"]
    grouped = whole.groupby(BY)
    sums = grouped[["sales", "squares"]].sum()
    return sums.assign(week_count=grouped["weeks"].min().clip(upper=52))


def _buyers(cuts: pd.DataFrame, folder: Path) -> pd.DataFrame:
    columns = ["merchant_id", "kind", "buyer_id", "known_at", "amount_cents"]
    sales = pd.read_parquet(parquet_of(folder, "sales"), columns=columns)
    sales = sales[(sales.pop("kind") == "sale") & sales["buyer_id"].notna()]
    seen = cuts[[BY, "merchant_id", "cut_at"]].merge(sales, on="merchant_id")
    ago = seen["cut_at"] - seen["known_at"]
    seen = seen[(ago > pd.Timedelta(0)) & (ago <= pd.Timedelta(days=365))]
    recent = seen["known_at"] >= seen["cut_at"] - pd.Timedelta(days=90)
    seen = seen.assign(recent=recent, cents_90d=seen["amount_cents"].where(recent, 0))
    sums = seen.groupby([BY, "buyer_id"]).agg(
        recent=("recent", "max"), cents_90d=("cents_90d", "sum"), cents=("amount_cents", "sum")
    )
    grouped = sums.groupby(level=BY)
    return pd.DataFrame(
        {
            "buyers_90d": grouped["recent"].sum(),
            "buyers_365d": grouped.size(),
            "top_buyer_share_90d": _over(grouped["cents_90d"].max(), grouped["cents_90d"].sum()),
            "top_buyer_share": _over(grouped["cents"].max(), grouped["cents"].sum()),
        }
    )


def _ratios(joined: pd.DataFrame) -> pd.DataFrame:
    mean = joined["sales"] / joined["week_count"]
    variance = (joined["squares"] / joined["week_count"] - mean * mean).clip(lower=0)
    enough = (joined["week_count"] >= 8) & (joined["sales"] > 0)
    joined["weekly_variation"] = (np.sqrt(variance) / mean).where(enough)
    before = joined["sales_180d_cents"] - joined["sales_90d_cents"]
    joined["growth_90d"] = _over(joined["sales_90d_cents"], before)
    for days in WINDOWS:
        sales = joined[f"sales_{days}d_cents"]
        joined[f"mean_sale_{days}d_cents"] = _over(sales, joined[f"sale_count_{days}d"])
        joined[f"refund_rate_{days}d"] = _over(joined[f"refund_{days}d_cents"], sales)
    return joined


def _over(part: pd.Series, whole: pd.Series) -> pd.Series:
    return part / whole.where(whole > 0)


def main() -> None:
    """Compute them."""
    options = arguments(__doc__)
    compete(options, lambda: rows(options.folder))


if __name__ == "__main__":
    main()
