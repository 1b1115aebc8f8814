"""A large book of loans with plausible lives, drawn in one go: a million loans in about a minute.

`python -m tests.benchmarks.loan_book STORE LOANS` leaves a built store whose Overview and Portfolio
open. There are no sales: nothing that needs features or a model can be shown on it.
"""

import sys
import time
from datetime import date
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd

from pipelines.features.days import build_loan_days
from pipelines.offers import load_policy
from pipelines.outcomes import build_outcomes
from pipelines.portfolio import build_loan_months
from pipelines.settings import Settings
from pipelines.store import building, sql_text
from tests.benchmarks.loan_lives import Lives, draw_events, draw_lives

FIRST_DAY, AS_OF = date(2023, 1, 1), date(2025, 12, 31)
BOOK_DAYS = (AS_OF - FIRST_DAY).days
FUNDED, ASKED = 5, 7
"""Of every seven applications five are funded."""
LOANS_A_MERCHANT, INDUSTRIES, REGIONS, SUPPLIERS = 10, 8, 12, 60
TIER_BOUNDS = (0.012, 0.048)


def write_large_book(settings: Settings, loans: int, *, seed: int = 20190115) -> None:
    """Write a store of that many loans with all that Overview and Portfolio read, panel included.

    Loans are funded over three years, ever more of them; losses are worse for those funded in
    spring 2024 and in apparel in 2025.
    """
    default = load_policy(settings.policy).default
    with building(settings, change="generate", imported=True, fresh=True) as con:
        fill_large_book(con, loans, seed=seed)
        build_loan_days(con)
        build_outcomes(con, default_days=default.days_past_due, window_months=default.within_months)
        build_loan_months(con)


def fill_large_book(con: duckdb.DuckDBPyConnection, loans: int, *, seed: int) -> None:
    """Fill the imported tables, scores and offers; nothing is built from them."""
    rng = np.random.default_rng(seed)
    merchants = _draw_merchants(rng, max(loans // LOANS_A_MERCHANT, 1))
    applications = _draw_applications(rng, -(-loans * ASKED // FUNDED), merchants)
    lives = _lives(rng, applications, loans)
    drawn = {
        "drawn_merchants": merchants,
        "drawn_applications": applications,
        "drawn_loans": lives.loans,
        "drawn_events": draw_events(rng, lives, BOOK_DAYS),
    }
    for name, frame in drawn.items():
        con.register(name, frame)
    _insert(con)
    for name in drawn:
        con.unregister(name)


def _insert(con: duckdb.DuckDBPyConnection) -> None:
    values = {"first_day": FIRST_DAY, "as_of": AS_OF}
    for statement in sql_text(__file__, "loan_book.sql").split(";\n"):
        used = {name: value for name, value in values.items() if f"${name}" in statement}
        con.execute(statement, used)


def _draw_merchants(rng: np.random.Generator, count: int) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "number": np.arange(count),
            "industry": rng.integers(0, INDUSTRIES, count),
            "region": rng.integers(0, REGIONS, count),
        }
    )


def _draw_applications(
    rng: np.random.Generator, count: int, merchants: pd.DataFrame
) -> pd.DataFrame:
    """Few merchants ask often; orders are lognormal about 8,000; the declined are worse risks."""
    number = np.arange(count)
    is_funded = number % ASKED < FUNDED
    probability = np.where(
        is_funded,
        np.clip(rng.lognormal(np.log(0.032), 0.75, count), 0.003, 0.125),
        np.clip(rng.lognormal(np.log(0.17), 0.5, count), 0.05, 0.9),
    )
    merchant = (len(merchants) * rng.random(count) ** 2).astype(np.int64)
    return pd.DataFrame(
        {
            "number": number,
            "merchant": merchant,
            "industry": merchants["industry"].to_numpy()[merchant],
            "day": (BOOK_DAYS * (number / count) ** 0.8).astype(np.int64),
            "order_cents": _draw_amounts(rng, count),
            "supplier": (SUPPLIERS * rng.random(count) ** 3).astype(np.int64),
            "pd": probability,
            "tier": np.searchsorted(TIER_BOUNDS, probability),
            "is_funded": is_funded,
        }
    )


def _draw_amounts(rng: np.random.Generator, count: int) -> np.ndarray:
    amounts = np.clip(rng.lognormal(np.log(8_000), 0.9, count), 500, 150_000)
    return (amounts * 100).astype(np.int64)


def _lives(rng: np.random.Generator, applications: pd.DataFrame, loans: int) -> Lives:
    funded = applications[applications["is_funded"]].head(loans).reset_index(drop=True)
    loan = pd.DataFrame(
        {
            "number": np.arange(len(funded)),
            "application": funded["number"],
            "merchant": funded["merchant"],
            "day": funded["day"],
            "principal_cents": funded["order_cents"],
            "tier": funded["tier"],
        }
    )
    return draw_lives(rng, loan, _default_probability(funded), FIRST_DAY)


def _default_probability(funded: pd.DataFrame) -> np.ndarray:
    """The PD, doubled in a bad spring and, later, in one industry."""
    month = funded["day"].to_numpy() // 30
    bad_spring = (month >= 14) & (month < 18)
    apparel = (funded["industry"].to_numpy() == 0) & (month >= 26)
    return np.minimum(funded["pd"].to_numpy() * np.where(bad_spring | apparel, 2.0, 1.0), 0.95)


def main() -> None:
    """Write the store and say how long it took."""
    store, loans = Path(sys.argv[1]), int(sys.argv[2])
    started = time.perf_counter()
    write_large_book(Settings(store=store), loans)
    print(f"{loans:,} loans in {time.perf_counter() - started:.0f} s at {store}")


if __name__ == "__main__":
    main()
