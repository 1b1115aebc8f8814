"""What a world's merchants sell, take back and keep at the bank, beside the published figures."""

import numpy as np
import pandas as pd

from pipelines.world.horizon import Floats
from pipelines.world.likeness.comparison import Comparison, Published, compare
from pipelines.world.likeness.files import WorldFiles, records
from pipelines.world.merchants import revenue_at
from pipelines.world.parameters import BASE

LEAST_DAYS = 180
TOLERANCE = 0.15
QUANTILES = {0.10: "p10", 0.25: "p25", 0.50: "median", 0.75: "p75", 0.90: "p90"}
LAW = "LogNormal(mean 90k: Amazon 2018; sigma 2.2: Marketplace Pulse) above 50k; ±15 %"
QUARTERS = {1: 0.93, 2: 0.96, 3: 0.93, 4: 1.19}
CENSUS = "US Census e-commerce, unadjusted over adjusted; ±.03"
RETURNS = "trade press on return rates"
REFUNDS = {
    "apparel": Published(0.25, 0.40, RETURNS),
    "shoes": Published(0.22, 0.31, RETURNS),
    "electronics": Published(0.08, 0.15, RETURNS),
    "home": Published(0.08, 0.12, RETURNS),
    "beauty": Published(0.05, 0.12, RETURNS),
}
UNPUBLISHED = Published(None, None, "no published figure: documented only")
CHARGEBACKS = Published(0.005, 0.007, "chargeback.io: .60 % on average; ±.1 point")
GROWTH = Published(0.05, 0.10, "unconfirmed: median +5-10 % a year")
BUFFER = Published(22.0, 32.0, "JPMorgan Chase Institute: median 27 days; ±5")
EXITS = Published(0.17, 0.19, "Knaup/BLS: all firms in their first four years")


def sales_comparisons(world: WorldFiles) -> list[Comparison]:
    """Size, season, growth, refunds, buyers, exits and cash buffers of a world, in that order."""
    return [
        *_revenue(world),
        *_quarters(world),
        _growth(world),
        *_returns(world),
        *_buyers(world),
        _exits(world),
        _buffer(world),
    ]


def revenue_distribution(world: WorldFiles) -> pd.DataFrame:
    """One row per merchant, smallest first: share of merchants below, its dollars of sales a year
    and those that the truncated lognormal has at that share."""
    dollars = np.sort(_yearly_sales(world))
    below = (np.arange(len(dollars)) + 0.5) / len(dollars)
    return pd.DataFrame({"below": below, "dollars_a_year": dollars, "law": revenue_at(below, BASE)})


def quarter_factors(world: WorldFiles) -> pd.DataFrame:
    """One row per quarter: its sales over the trend (mean one over the year), the published factor,
    and the merchants it is averaged over, those that sell throughout."""
    quarters = world.frame("quarters")
    quarters["factor"] /= quarters["factor"].mean()
    quarters["published"] = quarters["quarter"].map(QUARTERS)
    return quarters


def refund_rates(world: WorldFiles) -> pd.DataFrame:
    """One row per industry: refunds over sales, in events, with the published range if any."""
    found = world.frame("returns")
    found["rate"] = found["refunds"] / found["sales"]
    ranges = [REFUNDS.get(industry, UNPUBLISHED) for industry in found["industry"]]
    found["published_low"] = [r.low for r in ranges]
    found["published_high"] = [r.high for r in ranges]
    return found.sort_values("rate", ignore_index=True)


def _yearly_sales(world: WorldFiles) -> Floats:
    found = world.frame("yearly_sales", least_days=LEAST_DAYS)
    return found["dollars_a_year"].to_numpy()


def _revenue(world: WorldFiles) -> list[Comparison]:
    dollars = _yearly_sales(world)
    figures = []
    for share, name in QUANTILES.items():
        law = float(revenue_at(share, BASE))
        published = Published(law * (1 - TOLERANCE), law * (1 + TOLERANCE), LAW)
        found = np.quantile(dollars, share)
        figures.append(
            compare(f"sales a year, {name}", published, found, "$", len(dollars), "merchants")
        )
    return figures


def _quarters(world: WorldFiles) -> list[Comparison]:
    return [
        compare(
            f"quarter {row['quarter']} over trend",
            Published(row["published"] - 0.03, row["published"] + 0.03, CENSUS),
            *(row["factor"], "×", row["merchants"], "merchants"),
        )
        for row in records(quarter_factors(world))
    ]


def _growth(world: WorldFiles) -> Comparison:
    ratio = world.frame("growth")["ratio"]
    return compare(
        *("growth of sales, median", GROWTH, ratio.median() - 1, "%", len(ratio), "merchants")
    )


def _returns(world: WorldFiles) -> list[Comparison]:
    rates = refund_rates(world)
    figures = [
        compare(f"refunds, {row['industry']}", REFUNDS[row["industry"]], row["rate"], "%",
                row["sales"], "sales")
        for row in records(rates) if row["industry"] in REFUNDS
    ]  # fmt: skip
    sales = int(rates["sales"].sum())
    share = rates["chargebacks"].sum() / sales
    return [*figures, compare("chargebacks", CHARGEBACKS, share, "%", sales, "sales")]


def _buyers(world: WorldFiles) -> list[Comparison]:
    found = world.frame("buyers")
    figures = {
        "largest buyer's share of sales, median": ("largest", "%"),
        "equally large buyers (1 / HHI), median": ("equal_buyers", "buyers"),
        "orders by returning buyers, median": ("repeat_share", "%"),
    }
    return [
        compare(name, UNPUBLISHED, found[column].median(), unit, len(found), "merchants")
        for name, (column, unit) in figures.items()
    ]


def _exits(world: WorldFiles) -> Comparison:
    found = records(world.frame("exits"))[0]
    rate = found["exits"] / found["years"]
    return compare("merchants that stop selling, a year", EXITS, rate, "%", found["merchants"],
                   "merchants")  # fmt: skip


def _buffer(world: WorldFiles) -> Comparison:
    days = world.frame("buffers")["days"]
    return compare("cash buffer, median", BUFFER, days.median(), "days", len(days), "merchants")
