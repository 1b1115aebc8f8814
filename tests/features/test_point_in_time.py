"""No feature sees anything that happened or became known at or after the application's day."""

from datetime import datetime, timedelta

import duckdb
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.features import build_features
from pipelines.store import create_schema

START = datetime(2024, 1, 1)
minutes = st.integers(0, 500 * 24 * 60)
events = st.lists(
    st.tuples(
        st.sampled_from(["m1", "m2"]),
        minutes,
        st.integers(0, 40 * 24 * 60),
        st.sampled_from(["sale", "sale", "sale", "refund", "chargeback", "void"]),
        st.integers(1, 10_000_000),
        st.sampled_from(["b1", "b2", "b3", None]),
    ),
    max_size=40,
)
applications = st.lists(st.tuples(st.sampled_from(["m1", "m2"]), minutes), min_size=1, max_size=3)


def features(book, applied) -> pd.DataFrame:
    """The features of `applied` over the events of `book`, in both feeds."""
    with duckdb.connect() as con:
        create_schema(con)
        for number, (merchant, minute) in enumerate(applied):
            con.execute(
                "insert into applications values ($id, $merchant, $at, 500000, null, 1)",
                {"id": f"a{number}", "merchant": merchant, "at": START + timedelta(minutes=minute)},
            )
        for number, (merchant, minute, delay, kind, cents, party) in enumerate(book):
            row = {
                "merchant": merchant,
                "id": f"e{number}",
                "at": START + timedelta(minutes=minute),
                "known": START + timedelta(minutes=minute + delay),
                "kind": kind,
                "cents": cents,
                "party": party,
            }
            con.execute(
                "insert into sales values ($merchant, $id, $at, $known, $kind, $cents, $party, "
                "null, 1)",
                row,
            )
            row["kind"] = {"sale": "purchase", "chargeback": "refund"}.get(kind, kind)
            con.execute(
                "insert into purchases values ($merchant, $id, $at, $known, $kind, $cents, $party, "
                "1)",
                row,
            )
        build_features(con)
        built = con.table("features").df().set_index("application_id").sort_index()
        return built.drop(columns=["merchant_id", "applied_at"]).astype("float64")


def is_past(event, applied) -> bool:
    """Whether the event was known before the day of every application in `applied`."""
    known = START + timedelta(minutes=event[1] + event[2])
    return all(known.date() < (START + timedelta(minutes=minute)).date() for _, minute in applied)


@settings(max_examples=30, deadline=None)
@given(events, applications, events)
def test_features_do_not_change_with_what_came_after(book, applied, later):
    """Deleting, altering and adding events not yet known leaves every feature bit-equal."""
    for one in applied:
        past = [event for event in book if is_past(event, [one])]
        future = [(*e[:3], e[3], e[4] * 7 + 1, "b9") for e in book if not is_past(e, [one])]
        unknown = [event for event in later if not is_past(event, [one])]
        with_past = features(past, [one])
        pd.testing.assert_frame_equal(
            features([*past, *future, *unknown], [one]), with_past, check_exact=True
        )


@settings(max_examples=15, deadline=None)
@given(events, applications)
def test_applications_do_not_see_each_other(book, applied):
    together = features(book, applied)
    for number, one in enumerate(applied):
        alone = features(book, [one])
        expected = together.loc[[f"a{number}"]].rename(index={f"a{number}": "a0"})
        pd.testing.assert_frame_equal(alone, expected, check_exact=True)
