"""Sellers of the Olist sample: from sales alone to a model of the proxy."""

from pathlib import Path

import duckdb

from pipelines.ingest import import_table
from pipelines.model import train
from pipelines.outcomes import add_hypothetical_requests, load_shortfall_rules
from pipelines.settings import Settings
from pipelines.stages import build_feature_tables
from pipelines.store import sql_text
from tests.benchmarks.cold_start.table import Line, of_training

HERE = Path(__file__).parent
FILES = {"items": "order_items", "orders": "orders", "customers": "customers"}


def measure(folder: Path, store: Path) -> list[Line]:
    """Import the sample, make requests, label them, train; nothing is tuned."""
    settings = Settings(store=store, shortfall=HERE / "olist_shortfall.toml")
    sales = store.with_suffix(".parquet")
    with duckdb.connect() as con:
        files = {key: str(folder / f"olist_{name}_dataset.csv") for key, name in FILES.items()}
        rows = con.sql(sql_text(__file__, "olist_sales.sql"), params=files)
        rows.write_parquet(str(sales))
    import_table(settings, [sales], "sales", HERE / "olist_sales.toml")
    add_hypothetical_requests(settings, load_shortfall_rules(settings.shortfall))
    build_feature_tables(settings)
    return of_training("Olist sellers", train(settings, label="shortfall").manifest)
