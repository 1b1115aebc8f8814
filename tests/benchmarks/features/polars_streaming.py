"""The common features with Polars' lazy frames and streaming engine, on the Parquet copies."""

from pathlib import Path

import polars as pl
import pyarrow as pa

from tests.benchmarks.features.columns import COMMON, WINDOWS
from tests.benchmarks.features.contender import arguments, compete
from tests.benchmarks.features.stores import parquet_of

DAY = pl.col("day")
CUT = pl.col("cut_day")
SOLD = pl.col("sale_count") > 0
AGO = (CUT - DAY).cast(pl.Int64)
WEEK = (CUT - 1 - DAY) // 7


def rows(folder: Path) -> pa.Table:
    """One row per application, in order."""
    cuts = _cuts(folder)
    days = cuts.join(pl.scan_parquet(parquet_of(folder, "merchant_days")), on="merchant_id")
    days = days.filter((DAY < CUT) & (SOLD | (pl.col("refund_cents") > 0)))
    windows = days.group_by("application_id").agg(*_windows())
    parts = [windows, _weeks(days, windows), _buyers(cuts, folder)]
    joined = cuts
    for part in parts:
        joined = joined.join(part, on="application_id", how="left")
    named = joined.with_columns(*_ratios()).select("application_id", *COMMON).sort("application_id")
    return named.collect(engine="streaming").to_arrow()


def _cuts(folder: Path) -> pl.LazyFrame:
    applied = pl.col("applied_at").dt.date()
    return pl.scan_parquet(parquet_of(folder, "applications")).select(
        "application_id",
        "merchant_id",
        cut_day=applied.cast(pl.Int32),
        cut_at=applied.cast(pl.Datetime("us")),
    )


def _windows() -> list[pl.Expr]:
    expressions = [
        pl.col("sale_cents").filter(AGO > 90, AGO <= 180).sum().alias("sales_90d_to_180d_cents"),
        AGO.filter(SOLD).min().alias("days_since_last_sale"),
        AGO.filter(SOLD).max().alias("tenure_days"),
    ]
    for days in WINDOWS:
        expressions += [
            pl.col("sale_cents").filter(days >= AGO).sum().alias(f"sales_{days}d_cents"),
            pl.col("sale_count").filter(days >= AGO).sum().alias(f"sale_count_{days}d"),
            pl.col("refund_cents").filter(days >= AGO).sum().alias(f"refund_{days}d_cents"),
            (SOLD & (days >= AGO)).sum().cast(pl.Int64).alias(f"active_days_{days}d"),
        ]
    return expressions


def _weeks(days: pl.LazyFrame, windows: pl.LazyFrame) -> pl.LazyFrame:
    sales = pl.col("sales")
    weekly = days.filter(SOLD, AGO <= 364).group_by("application_id", week=WEEK)
    weekly = weekly.agg(sales=pl.col("sale_cents").sum() // 100)
    tenure = windows.select("application_id", weeks=pl.col("tenure_days") // 7)
    whole = weekly.join(tenure, on="application_id").filter(pl.col("week") < pl.col("weeks"))
    return whole.group_by("application_id").agg(
        week_count=pl.col("weeks").min().clip(upper_bound=52),
        total=sales.sum(),
        squares=(sales * sales).sum(),
    )


def _buyers(cuts: pl.LazyFrame, folder: Path) -> pl.LazyFrame:
    known, cut, cents = pl.col("known_at"), pl.col("cut_at"), pl.col("amount_cents")
    recent = known >= cut - pl.duration(days=90)
    sales = pl.scan_parquet(parquet_of(folder, "sales")).filter(
        pl.col("kind") == "sale", pl.col("buyer_id").is_not_null()
    )
    sales = sales.select("merchant_id", "buyer_id", "known_at", "amount_cents")
    seen = cuts.join(sales, on="merchant_id")
    seen = seen.filter(known < cut, known >= cut - pl.duration(days=365))
    sums = seen.group_by("application_id", "buyer_id").agg(
        recent=recent.any(), cents_90d=cents.filter(recent).sum(), cents_365d=cents.sum()
    )
    return sums.group_by("application_id").agg(
        buyers_90d=pl.col("recent").sum().cast(pl.Int64),
        buyers_365d=pl.len().cast(pl.Int64),
        top_buyer_share_90d=_over(pl.col("cents_90d").max(), pl.col("cents_90d").sum()),
        top_buyer_share=_over(pl.col("cents_365d").max(), pl.col("cents_365d").sum()),
    )


def _ratios() -> list[pl.Expr]:
    mean = pl.col("total") / pl.col("week_count")
    variance = (pl.col("squares") / pl.col("week_count") - mean * mean).clip(lower_bound=0)
    enough = (pl.col("week_count") >= 8) & (pl.col("total") > 0)
    before = pl.col("sales_90d_to_180d_cents")
    expressions = [
        pl.when(enough).then(variance.sqrt() / mean).alias("weekly_variation"),
        _over(pl.col("sales_90d_cents"), before).alias("growth_90d"),
    ]
    for days in WINDOWS:
        sales, count = pl.col(f"sales_{days}d_cents"), pl.col(f"sale_count_{days}d")
        refunds = pl.col(f"refund_{days}d_cents")
        expressions.append(_over(sales, count).alias(f"mean_sale_{days}d_cents"))
        expressions.append(_over(refunds, sales).alias(f"refund_rate_{days}d"))
    return expressions


def _over(part: pl.Expr, whole: pl.Expr) -> pl.Expr:
    return pl.when(whole > 0).then(part / whole)


def main() -> None:
    """Compute them."""
    options = arguments(__doc__)
    compete(options, lambda: rows(options.folder))


if __name__ == "__main__":
    main()
