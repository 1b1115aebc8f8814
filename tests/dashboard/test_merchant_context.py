"""Merchant: against peers, nearest merchants, score over time and the force bar."""

from datetime import date, datetime

import pandas as pd
import pytest

from dashboard.charts.force import force
from dashboard.charts.merchant_context import by_distance, pd_over_time, places, what_moved
from dashboard.findings import merchant_context as findings
from dashboard.panels.merchant_history import scoring_frame
from dashboard.panels.merchant_nearest import neighbour_frame
from dashboard.panels.merchant_peers import standing_frame
from pipelines.explain.nearest import Difference, Nearest, Neighbour
from pipelines.explain.peers import AgainstPeers, Position, Standing
from pipelines.explain.score_history import Move, ScoreHistory, Scoring
from tests.model.sample import sample_feature

KNOWN = {"refund_rate": sample_feature("refund_rate", "share", 1, "Refunds and voids", "R07")}
NOBODY = Position(0, None, None, None, None)
STANDING = Standing("refund_rate", 0.04, Position(40, 0.95, 0.01, 0.02, 0.03), NOBODY)
AWAY = Difference("refund_rate", 0.04, None, 0.3, 0.1)
NEAR = Neighbour("a2", "m2", date(2024, 1, 1), 0.25, 0.03, None, (AWAY,))
BAD = Neighbour("a3", "m3", date(2023, 1, 1), 0.75, 0.2, True, (AWAY,))
FIRST = Scoring("a0", datetime(2024, 1, 1), -2.0, 0.1, "D", "decline", ())
MOVES = (
    Move("Refunds and voids", -1.25, "refund_rate", 0.1, 0.04),
    Move("Tenure", 0.25, "t", 1, 2),
)
LAST = Scoring("a1", datetime(2024, 6, 1), -3.0, 0.04, "B", None, MOVES)


def found(approved=(), defaulted=()):
    return Nearest("a1", "m1", date(2024, 6, 1), approved, 10 * len(approved), defaulted, 3)


def test_force_meets_at_the_score_from_both_sides():
    fig = force(-2.0, [("Refunds", 0.75), ("Tenure", 0.25), ("Sales", -0.5)], -1.5)
    spans = [(bar.name, bar.base[0], bar.base[0] + bar.x[0]) for bar in fig.data]
    assert spans == [
        ("Tenure", -2.5, -2.25),
        ("Refunds", -2.25, -1.5),
        ("Sales", -1.5, -1.0),
    ]
    assert [note.text for note in fig.layout.annotations] == ["base -2.00", "<b>score -1.50</b>"]


def test_force_joins_the_small_and_draws_a_score_at_its_base():
    parts = [("Sales", -1.0), ("a", 0.01), ("b", 0.02), ("c", 0.03)]
    assert [bar.name for bar in force(0.0, parts, -0.94).data] == ["3 others", "Sales"]
    assert len(force(-2.0, [("Sales", 0.0)], -2.0).data) == 0


def test_peers_are_said_who_they_are():
    alike = AgainstPeers("a1", "toys", 5, 40, 90, (STANDING,))
    assert findings.against_peers(alike, [STANDING], KNOWN) == (
        "Against 40 applications of other merchants in toys, in the largest fifth of the book by "
        "annual sales, 1 of the 1 strongest features is among the lowest or highest tenth; most of "
        "all refund rate, above 95.0\u00a0% of them."
    )
    all_ = AgainstPeers("a1", None, None, 29, 9, ())
    assert findings.who_peers_are(all_) == "all 29 applications of other merchants"


def test_standings_in_words_and_drawn():
    frame = standing_frame([STANDING], KNOWN, "USD")
    assert frame.loc[0, "peers_middle"] == "1.0\u00a0% · 2.0\u00a0% · 3.0\u00a0%"
    assert frame.loc[0, "approved_middle"] == ""
    assert places(frame).data[1].x[0] == 0.95


@pytest.mark.parametrize(
    ("nearest", "says"),
    [
        (found(), "No other merchant was approved, and no default was known, before 1 Jun 2024."),
        (found((), (BAD,)), "No other merchant was approved before 1 Jun 2024."),
        (
            found((NEAR,)),
            "Of 10 approved applications before 1 Jun 2024 the nearest is Pine, at a distance of "
            "0.25 log-odds; no default of another merchant was known by then.",
        ),
        (
            found((NEAR,), (BAD,)),
            "Of 10 approved applications before 1 Jun 2024 the nearest is Pine, at a distance of "
            "0.25 log-odds; of 3 known defaults it is m3, further away at 0.75.",
        ),
    ],
)
def test_nearest_says_what_was_known(nearest, says):
    assert findings.nearest(nearest, {"m2": "Pine"}) == says


def test_neighbours_in_words_and_drawn():
    frame = neighbour_frame(found((NEAR,), (BAD,)), {"m2": "Pine"}, KNOWN, "USD")
    assert frame["outcome"].tolist() == ["Not known yet", "Defaulted"]
    assert frame["apart"].tolist() == ["refund rate: 4.0\u00a0% → missing"] * 2
    assert [trace.name for trace in by_distance(frame).data] == ["Approved", "Defaulted"]


def test_one_application_has_nothing_to_compare_with():
    alone = ScoreHistory("a0", "m", -2.5, (FIRST,))
    assert findings.over_time(alone) == (
        "This is the merchant's first scored application, at a PD of 10.00\u00a0%: there is no "
        "earlier score to compare with."
    )
    assert scoring_frame(alone, KNOWN, "USD").loc[0, "moved"] == ""


def test_scores_over_time_in_words_and_drawn():
    both = ScoreHistory("a1", "m", -2.5, (FIRST, LAST))
    assert findings.over_time(both) == (
        "Over 2 applications the last PD fell from 10.00\u00a0% on 1 Jan 2024 to 4.00\u00a0%; "
        "Refunds and voids moved it most, by -1.25 of -1.00 log-odds."
    )
    frame = scoring_frame(both, KNOWN, "USD")
    assert frame["decision"].tolist() == ["Decline", "No offer stored"]
    assert frame["change"].tolist()[1] == -1.0
    assert frame["moved"].tolist()[1] == (
        "Refunds and voids -1.25 (refund rate: 10.0\u00a0% → 4.0\u00a0%)"
    )
    assert list(pd_over_time(frame).data[0].text) == ["D", "B"]
    assert what_moved(-2.0, [("Refunds", -1.25), ("Tenure", 0.25)], -3.0).data[0].x[-1] == -3.0


def test_many_points_bear_no_letters():
    frame = pd.concat([scoring_frame(ScoreHistory("a0", "m", 0, (FIRST,)), KNOWN, "USD")] * 11)
    assert pd_over_time(frame).data[0].text is None


def test_the_three_tabs_draw_and_link(open_page, demo_store):
    at = open_page("merchant", demo_store)
    for tab in ("Against peers", "Nearest merchants", "Score over time"):
        at.session_state["tab"] = tab
        at.run()
        assert not at.exception
        assert not any("could not be drawn" in item.value for item in at.subheader)
        assert any(len(frame.value) for frame in at.dataframe), tab
    assert at.dataframe[-1].value["open"].str.startswith("/merchant?application=").all()
