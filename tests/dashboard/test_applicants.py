"""Applicants: the queue, its filters and its states."""

from datetime import date

import pandas as pd
import pytest

from dashboard.charts.applicants import whom_first as chart
from dashboard.findings.applicants import whom_first
from dashboard.queries.applicants import Filters, matching

FRAME = pd.DataFrame(
    {
        "application_id": ["a1", "a2", "a3"],
        "merchant_id": ["m1", "m2", "m3"],
        "name": ["Pine *Toys*", "Oak Shoes", "Elm Home"],
        "industry": ["toys", "shoes", "home"],
        "applied_at": pd.to_datetime(["2025-12-20", "2025-06-01", "2025-12-30"]),
        "order_amount_cents": [90_000_00, 10_000_00, 5_000_00],
        "sales_365d_cents": [1e8, 2e7, 1e7],
        "pd": [0.10, 0.03, 0.3],
        "grade": ["D", "B", "E"],
        "decision": ["refer", "approve", "decline"],
    }
)
TODAY = date(2025, 12, 31)


def drawn(at) -> bool:
    """Whether the page ran to its end, without an error and without the failed state."""
    failed = any("could not be drawn" in item.value for item in at.subheader)
    return not at.exception and not failed


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(), ["a1", "a2", "a3"]),
        (Filters(search="  SHOES "), ["a2"]),
        (Filters(search="m3"), ["a3"]),
        (Filters(search="*"), ["a1"]),
        (Filters(decisions=("refer", "decline")), ["a1", "a3"]),
        (Filters(grades=("B",), days=30), []),
        (Filters(days=30), ["a1", "a3"]),
        (Filters(industries=("home",)), ["a3"]),
    ],
)
def test_filters_narrow_the_queue(filters, expected):
    assert matching(FRAME, filters, TODAY)["application_id"].tolist() == expected


@pytest.mark.parametrize("search", ["新月", "杭州", "100%", "M_9", "lark", "LARK", "é"])
def test_search_takes_any_part_literally_and_in_any_case(search):
    names = ["杭州新月 LARK 100% É", "Pine", "Oak"]
    frame = FRAME.assign(name=names, merchant_id=["m_9", "mx9", "m3"])
    assert matching(frame, Filters(search=search), TODAY)["name"].tolist() == names[:1]


@pytest.mark.parametrize("search", ["%", "_", ".*", "\\", "[", "a%"])
def test_signs_of_patterns_mean_themselves(search):
    frame = FRAME.assign(name=["Pine", "Oak", "Elm"])
    assert matching(frame, Filters(search=search), TODAY).empty


def test_filters_in_use_are_named():
    assert Filters(search="x", days=30).named == ["the search", "the time of application"]


def test_finding_names_the_largest_waiting():
    text = whom_first(FRAME, "USD", cut_off=0.094, grey_band=0.125)
    assert text == (
        "1 application of 3 needs a person, being in the grey band (9.40\u00a0% to "
        "12.50\u00a0% PD); it is Pine *Toys* (a1), asking for $90,000."
    )


def test_finding_when_nobody_waits():
    decided = FRAME[FRAME["decision"] != "refer"]
    assert "No application here waits" in whom_first(decided, "USD", cut_off=0.1, grey_band=0.2)


def test_chart_has_one_trace_a_decision():
    fig = chart(FRAME, "USD", size="order_amount_cents", size_label="Asked for", band=(0.09, 0.12))
    assert [trace.name for trace in fig.data] == [
        "Declined (1)",
        "Approved (1)",
        "Needs a person (1)",
    ]


def test_queue_puts_those_who_need_a_person_first(open_page, demo_store):
    at = open_page("applicants", demo_store)
    assert drawn(at)
    decisions = at.dataframe[0].value["decision"].tolist()
    assert decisions[0] == "Needs a person"
    assert decisions == sorted(
        decisions, key=["Needs a person", "Counter-offer", "Approve", "Decline"].index
    )


def test_search_by_id_leaves_one(open_page, demo_store):
    at = open_page("applicants", demo_store)
    wanted = at.dataframe[0].value["open"].iloc[3].removeprefix("/merchant?application=")
    at.text_input(key="q").input(wanted.lower()).run()
    assert at.metric[0].value == "1"
    assert at.dataframe[0].value["open"].tolist() == [f"/merchant?application={wanted}"]


def test_search_without_a_match_names_the_filter(open_page, demo_store):
    at = open_page("applicants", demo_store)
    at.text_input(key="q").input("no such name").run()
    assert not at.metric
    assert any("Relax the search" in text.value for text in at.markdown)


def test_comparison_stands_side_by_side(open_page, demo_store):
    at = open_page("applicants", demo_store)
    queue = at.dataframe[0].value
    shown = queue["open"].str.removeprefix("/merchant?application=")
    chosen = [
        shown[queue["decision"] == word].iloc[0] for word in ("Needs a person", "Counter-offer")
    ]
    at.multiselect(key="compare").set_value(chosen).run()
    assert drawn(at)
    compared = at.table[0].value
    assert compared.loc["Decision"].tolist() == ["Needs a person", "Counter-offer"]
    assert compared.loc["Price"].iloc[0] == "not priced"


def test_without_scores_the_page_says_what_to_run(open_page, imported_store):
    at = open_page("applicants", imported_store)
    assert drawn(at)
    assert any("pipelines" in block.value for block in [*at.code, *at.markdown])
