"""Overview and Portfolio on a small book: what changed, what waits, and the way to the loans."""

from datetime import date

import pytest

from dashboard import loan_links, loans_behind
from dashboard.findings import changes as says
from dashboard.findings import loans as findings
from pipelines.errors import Refused
from pipelines.portfolio.changes import Cause, Contributor, FigureChange
from pipelines.portfolio.loan_list import LoanFilter, LoanTotals
from pipelines.stats.intervals import Interval


def late_share(**fields):
    given = {
        "figure": "30+ DPD", "unit": "share", "before": 0.031, "now": 0.046,
        "causes": (Cause("growth", -0.002), Cause("mix", 0.001), Cause("age", 0.004),
                   Cause("roll rate", 0.012)),
        "is_beyond_noise": True,
    }  # fmt: skip
    return FigureChange(**{**given, **fields})


def test_a_change_says_how_much_and_its_two_largest_causes():
    found = late_share()
    assert says.moved(found, "USD") == "30+ DPD rose 1.5\u00a0pp to 4.6\u00a0%"
    assert says.why(found, "USD") == (
        "more falling behind, like for like +1.2\u00a0pp, older loans +0.4\u00a0pp"
    )


def test_a_change_names_who_carries_it():
    group = Contributor("industry", "apparel", date(2025, 5, 1), 0.67, 0.12)
    assert says.verdict(late_share(contributor=group)) == (
        "Two thirds of it is Apparel funded since May 2025, 12\u00a0% of the book."
    )


def test_a_change_within_noise_says_so_with_its_interval():
    found = late_share(is_beyond_noise=False, interval=Interval(0.015, -0.004, 0.034, 0.95))
    assert says.verdict(found) == "Within noise (95 %: -0.4\u00a0pp to +3.4\u00a0pp)."


def test_the_balance_is_told_by_its_flows():
    causes = (Cause("lent", 500_00), Cause("repaid", -700_00), Cause("charged off", -50_00))
    found = FigureChange("outstanding", "cents", 1000_00, 750_00, causes, None)
    assert says.moved(found, "USD") == "Outstanding fell $250 to $750"
    assert says.why(found, "USD") == "lent $500, repaid $700, charged off $50"


def test_a_filter_goes_through_the_address_and_back():
    chosen = LoanFilter(scope="funded", industry="apparel", funded_from=date(2025, 5, 1), late_by=3)
    query = loan_links.to_query(chosen)
    assert query == {
        "tab": "Loans", "scope": "funded", "industry": "apparel", "funded-from": "2025-05-01",
        "late-by": "3",
    }  # fmt: skip
    assert loan_links.from_query(query) == chosen
    assert loan_links.from_query({"measure": "of another tab"}) == LoanFilter()


def test_an_address_that_asks_for_nonsense_is_refused():
    for query in ({"at": "soon"}, {"late-by": "two"}, {"scope": "moved"}):
        with pytest.raises(Refused):
            loan_links.from_query(query)


def test_marks_stand_for_their_loans():
    assert loans_behind.rolled("30-59|60-89").from_status == "30-59"
    assert loans_behind.month_and_status("2025-03-31|1-29") == LoanFilter(
        as_of=date(2025, 3, 31), status="1-29"
    )
    assert loans_behind.month_and_status("2025-03-31|30+ DPD").least_days_past_due == 30
    assert loans_behind.month_and_status("2025-03-31|funded") is None
    quarter = loans_behind.vintage_point("2025-10-01|6", measure="default", months=3)
    assert (quarter.funded_from, quarter.funded_before, quarter.defaulted_by) == (
        date(2025, 10, 1), date(2026, 1, 1), 6,
    )  # fmt: skip


def test_a_list_says_what_it_adds_up_to():
    totals = LoanTotals(2, 2, 1, 60_000, 40_000, 0)
    assert findings.listed(LoanFilter(), totals, date(2025, 8, 31), "USD") == (
        "2 loans of 1 merchant owe $400 at 31 Aug 2025."
    )
    assert findings.described(LoanFilter(industry="toys", grade="C")) == [
        "Toys", "grade C",
    ]  # fmt: skip
    assert findings.described(LoanFilter()) == []


def test_the_loans_behind_a_figure_open_on_their_tab(open_page, lent_store):
    at = open_page("overview", lent_store)
    said = "\n".join(element.value for element in at.markdown)
    assert "What changed since" in said
    assert "Outstanding" in said
    assert "Needs a decision" in said
    at.session_state[loan_links.PENDING] = loan_links.to_query(LoanFilter(industry="Toys"))
    at.run()
    assert at.session_state["tab"] == "Loans"
    table = at.dataframe[0].value
    assert set(table["industry"]) == {"Toys"}
    assert table["open"].iloc[0].startswith("/merchant?application=a")
    said = "\n".join(element.value for element in at.markdown)
    assert f"{len(table)} loans of" in said
