"""Features that rest on a request, in plain Python: what DuckDB makes of the same expressions."""

import duckdb
import numpy as np
import pandas as pd
import pytest

from pipelines.errors import Refused
from pipelines.features import catalogue, on_request
from pipelines.features.formula import formula
from pipelines.features.restate import ORDER, PURCHASES, SUPPLIER, naming, with_request

STORED = tuple(feature.name for feature in catalogue())
OURS = on_request(STORED)
EDGES = [np.nan, 0.0, 1.0, 29.0, 30.0, 31.0, 359.0, 360.0, -5.0, 100_000.0]


def test_all_that_name_the_request_are_there():
    assert OURS.features == naming((ORDER, SUPPLIER, PURCHASES))
    assert len(OURS.features) == 7
    assert on_request(STORED, ["order_to_balance", "tenure_days"]).features == ("order_to_balance",)


@pytest.mark.parametrize(("amount", "supplier"), [(1, None), (1_234_567, "s-1")])
def test_equal_the_catalogue_s_expressions_on_any_figures(amount, supplier):
    rng = np.random.default_rng(amount)
    size = (2_000, len(STORED))
    figures = np.where(
        rng.random(size) < 0.5, rng.choice(EDGES, size), np.round(rng.normal(0, 1e7, size))
    )
    frame = pd.DataFrame(figures, columns=list(STORED))
    asked = {ORDER: amount, SUPPLIER: supplier, PURCHASES: 3.0}
    expected = with_request(frame, asked)[list(OURS.features)].to_numpy()
    rows = frame[list(OURS.needed)].astype(object).where(frame[list(OURS.needed)].notna(), None)
    found = [OURS.of(row, amount, supplier, 3) for row in rows.to_dict("records")]
    ours = np.array([list(row.values()) for row in found], dtype=float)
    np.testing.assert_array_equal(ours, expected)
    assert (~np.isnan(ours)).any(axis=0).sum() == (7 if supplier else 6)


@pytest.mark.parametrize(
    "sql",
    [
        "least(12, greatest(1, cast(floor(61 / 30) as bigint)))",
        "case when null_value > 0 then 1 else 2 end",
        "case when null_value is null and 3 <> 4 then 1 + 2 * 3 end",
        "case when null_value > 1 and 1 > 2 then 1 else 5 end",
        "coalesce(null_value, null_value)",
        "coalesce(null_value, 2) - 0.5",
        "nullif(3, 3)",
        "cast(1 as double) / 0",
        "least(null_value, 4)",
        "(1 + 2) / cast(4 as double)",
        "cast(cast(5 as double) / 2 as bigint)",
        "case when 2 <= 2 and 3 >= 3 then 7 end",
    ],
)
def test_means_what_duckdb_means(sql):
    con = duckdb.connect()
    expected = con.execute(f"select {sql} from (select cast(null as double) as null_value)")
    assert formula(sql)({"null_value": None}) == expected.fetchall()[0][0]


@pytest.mark.parametrize(
    "sql", ["ln(2)", "1 ?", "case 1 end", "cast(1 as date)", "1 2", "", "f(", "a or b"]
)
def test_what_is_not_known_is_refused(sql):
    with pytest.raises(Refused, match="cannot read"):
        formula(sql)
