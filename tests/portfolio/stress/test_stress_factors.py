"""Paths laid over merchants' days."""

import pyarrow as pa
import pytest

from pipelines.portfolio.stress import Scenario, SupplierStop
from pipelines.portfolio.stress.factors import factors_of

MERCHANTS = pa.table(
    {
        "merchant_id": ["m1", "m2", "m3"],
        "industry": ["toys", "shoes", "toys"],
        "region": ["CA", "NY", "NY"],
    }
)


def test_factors_of_all_of_the_industry_and_of_the_region_multiply():
    shock = Scenario(
        "x", "X", "", days=4,
        overall=((0, 1.0), (2, 0.8)), industry={"toys": ((0, 0.5),)}, region={"CA": ((0, 0.5),)},
    )  # fmt: skip
    found = factors_of(shock, MERCHANTS, 100, {})
    assert found.days.tolist() == [97, 98, 99, 100]
    assert found.sales[0] == pytest.approx([0.225, 0.2, 0.2, 0.2])
    assert found.sales[1] == pytest.approx([0.9, 0.8, 0.8, 0.8])
    assert found.sales[2] == pytest.approx([0.45, 0.4, 0.4, 0.4])


def test_takings_follow_the_sales_of_the_week_before():
    shock = Scenario("x", "X", "", days=8, overall=((0, 1.0), (1, 0.0)))
    found = factors_of(shock, MERCHANTS, 100, {})
    assert found.money_in[0] == pytest.approx([6 / 7, 5 / 7, 4 / 7, 3 / 7, 2 / 7, 1 / 7, 0, 0])


def test_a_supplier_that_stops_is_felt_once_the_stock_is_sold():
    stop = SupplierStop("country", "CN", 0.4, stock_days=2)
    shock = Scenario("x", "X", "", days=3, suppliers=stop)
    found = factors_of(shock, MERCHANTS, 100, {"m2": 0.3})
    assert found.sales[1] == pytest.approx([1.0, 1.0, 0.7])
    assert found.sales[0] == pytest.approx([1.0, 1.0, 1.0])
    assert found.to_suppliers[1] == pytest.approx([0.7, 0.7, 0.7])
