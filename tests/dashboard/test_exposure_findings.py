"""What Concentration, Watch list, Run-off and Returns say and draw, on hand-made records."""

from datetime import date

import pytest

from dashboard.charts import watch_list as watch_charts
from dashboard.charts.cash_flows import back_test
from dashboard.charts.exposure_map import exposure_map
from dashboard.charts.limits import limit_bars
from dashboard.charts.returns import profit_bridge
from dashboard.findings import exposure, returns, run_off, watch_list
from pipelines.portfolio import MapCell, WatchEvidence, WatchList, WatchPoint
from pipelines.portfolio.exposure.limit_states import limit_state
from pipelines.portfolio.returns import SegmentReturn
from pipelines.portfolio.run_off import RunOffBackTest

AUG = date(2025, 8, 31)
NEAR = limit_state("Net charge-off", 0.11, 0.12, near_from=0.9)
OVER = limit_state("Largest industry", 13_000_00, 12_000_00, near_from=0.9, unit="cents",
                   part="apparel")  # fmt: skip
CALM = limit_state("30+ DPD", 0.02, 0.08, near_from=0.9)
UNKNOWN = limit_state("Expected loss", None, 0.10, near_from=0.9)
POINT = WatchPoint(4, 8, 51, 340, 0.1)
EVIDENCE = WatchEvidence("judged", AUG, AUG, 100, 1000, POINT, (POINT,), (10, 31, 40, 95))


def plain(text: str) -> str:
    """The sentence with ordinary spaces."""
    return text.replace("\u00a0", " ")


def test_limits_that_press_are_named():
    assert plain(exposure.pressing([OVER, NEAR, CALM], "USD")) == (
        "Largest industry is over its limit: Apparel: $13,000 of $12,000, $1,000 over the limit; "
        "Net charge-off is near its limit: 11.0 % of 12.0 %, 1.0 % left."
    )
    assert plain(exposure.pressing([CALM, UNKNOWN], "USD")) == (
        "No limit is breached or near; the most used is 30+ DPD at 25 % of its limit."
    )
    assert exposure.pressing([UNKNOWN], "USD") == "No limit can be measured on this book."
    assert exposure.unmeasured([UNKNOWN]) == "Not measurable on this book: expected loss."


def test_limits_without_a_figure_are_not_drawn():
    drawn = limit_bars([OVER, CALM, UNKNOWN], "USD", near_from=0.9).data[0]
    assert list(drawn.y) == ["Largest industry", "30+ DPD"]
    assert list(drawn.x) == pytest.approx([13 / 12, 0.25])


def test_a_trace_on_the_map_is_not_rounded_to_nothing():
    cells = [
        MapCell("toys", "CA", 2, 3, 999_900, 0, 0.9999),
        MapCell("toys", "NY", 1, 1, 100, 0, 0.0001),
    ]
    drawn, clicked = exposure_map(cells, "USD").data
    assert list(drawn.text[0]) == ["100.0", "<0.1"]
    assert [mark[0] for mark in clicked.customdata] == ["toys|CA", "toys|NY"]


def test_the_watch_list_states_its_price():
    assert plain(watch_list.judged(EVIDENCE)).startswith(
        "Of 100 defaults, such a list found 51 % (41 % to 61 %) at least 30 days before the first "
        "missed payment; it also alerted 34 % of 1,000 loans that did not default."
    )
    empty = WatchList(AUG, 3, 100, ())
    assert watch_list.listed(empty, "USD") == "None of 3 open loans is on the watch list."


def test_lead_times_are_grouped():
    assert watch_charts.lead_groups(EVIDENCE) == [
        ("Never", 96),
        ("0-29 days", 1),
        ("30-59 days", 2),
        ("60-89 days", 0),
        ("90 days or more", 1),
    ]


def test_returns_name_only_segments_beyond_noise():
    book = SegmentReturn("book", "book", 9, 100, 0, 0, 0, 0, 500, 0, 60_000.0, 1e4, 0.0, 1e8)
    worse = SegmentReturn("grade", "E", 9, 100, 0, 0, 0, 0, 5000, 0, 60_000.0, 1e4, 0.0, 1e6)
    assert returns.apart([("Grade E", worse)], book) == "Worse than the book beyond noise: Grade E."
    assert (
        returns.apart([("Grade A", book)], book) == "No segment differs from the book beyond noise."
    )
    assert plain(returns.earned(book, "USD", whole_life=True)).startswith(
        "Since the first loan the loans brought in $0 of fees; funding and servicing took $0 and "
        "losses $5: the book lost $5, -10.0 % a year of the mean balance"
    )


def test_the_profit_bridge_ends_at_the_sum():
    bar = profit_bridge([("Fees paid", 500_00), ("Charged off", -700_00)], "USD").data[0]
    assert (list(bar.x), list(bar.base)) == ([500, -700, -200], [0, 500, 0])


def test_the_back_test_says_how_far_off_it_was():
    found = RunOffBackTest(AUG, ((date(2025, 9, 30), 1000_00.0, 900_00.0, 1100_00.0, 1010_00),))
    assert plain(run_off.tested(found, "USD")) == (
        "The same sum for Aug 2025 expected $1,000 by now; $1,010 came in, 1.0 % more."
    )
    assert [trace.name for trace in back_test(found, "$").data] == ["Expected", "Paid"]
