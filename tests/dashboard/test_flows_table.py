"""The monthly flows as the Returns tab shows them."""

from datetime import date

import pytest

from dashboard.queries import flows
from pipelines.portfolio import BookFlow


def test_newest_first_with_the_rates_of_each_month():
    months = (
        BookFlow(date(2025, 1, 31), 0, 100_000, 0, 0, 100_000, 1_000, 500, 0, 0, 0, 0),
        BookFlow(date(2025, 2, 28), 100_000, 0, 40_000, 10_000, 50_000, 900, 900, 150, 1_000, 0, 0),
    )
    found = flows.table(months)
    assert list(found["month_end"]) == [date(2025, 2, 28), date(2025, 1, 31)]
    newest = found.iloc[0]
    assert newest["fee_yield"] == pytest.approx(12 * 750 / 75_000)
    assert newest["cash_yield"] == pytest.approx(12 * 900 / 75_000)
    assert newest["net_charge_off"] == pytest.approx(12 * 9_000 / 75_000)
    assert newest["repayment"] == pytest.approx(0.4)
    assert newest["utilisation"] == pytest.approx(50_000 / 5_000_000_000)
