"""The leak audit: clean features hold, one that reads past its day is named."""

import numpy as np
import pandas as pd
import pytest

from pipelines.cli.main import main
from pipelines.errors import Refused
from pipelines.features import compose
from pipelines.review import leak_audit
from pipelines.review.futures import removed, shuffled
from pipelines.settings import Settings
from pipelines.store import History, building

CUT = pd.Timestamp("2025-06-01")


@pytest.fixture
def sales() -> pd.DataFrame:
    """Two events known before the cut, two on its day and later."""
    known = pd.to_datetime(
        ["2025-05-30 00:00", "2025-05-31 23:59", "2025-06-01 00:00", "2025-06-09 00:00"]
    )
    return pd.DataFrame(
        {
            "merchant_id": "m",
            "event_id": ["e1", "e2", "e3", "e4"],
            "occurred_at": pd.to_datetime("2025-05-29"),
            "known_at": known,
            "kind": "sale",
            "amount_cents": [100, 200, 300, 400],
            "buyer_id": ["b1", "b2", "b3", "b4"],
        }
    )


def test_removing_the_future_leaves_what_was_known_before_the_day(sales):
    assert removed({"sales": sales}, CUT)["sales"]["event_id"].tolist() == ["e1", "e2"]


def test_shuffling_keeps_the_past_and_changes_and_adds_to_the_rest(sales):
    found = shuffled({"sales": sales}, CUT)["sales"]
    pd.testing.assert_frame_equal(found.head(2), sales.head(2))
    later = found[found["known_at"] >= CUT]
    assert len(later) == 4
    assert set(later["amount_cents"]) == {2101, 2801, 100, 200}
    learnt = later[later["event_id"].str.endswith("learnt later")]
    assert learnt["known_at"].tolist() == [CUT, CUT]


def test_no_feature_of_the_demo_changes_with_its_future(demo_store):
    with History(Settings(store=demo_store)) as history:
        found = leak_audit(history)
    assert found.leaking == ()
    not_judged = {f.name for f in found.features if f.verdict == "not judged"}
    assert not_judged == {"days_since_joined", "business_age_days", "month_of_year"}
    assert found.applications > 20


def test_a_feature_that_reads_the_day_of_the_application_is_named(demo_store, monkeypatch):
    """A definition that sees one day too much changes with the future, and only those on it do."""
    text = compose._text

    def leaky(stage: str) -> str:
        return text(stage).replace("< a.cut_day\n", "<= a.cut_day\n")

    monkeypatch.setattr(compose, "_text", lambda s: leaky(s) if s == "channels" else text(s))
    compose._features_sql.cache_clear()
    try:
        with History(Settings(store=demo_store)) as history:
            found = leak_audit(history)
    finally:
        monkeypatch.undo()
        compose._features_sql.cache_clear()
    leaking = {feature.name for feature in found.leaking}
    assert "channel_hhi_90d" in leaking or "top_channel_share_90d" in leaking
    assert leaking <= {"channels_90d", "top_channel_share_90d", "channel_hhi_90d"}


def test_without_features_it_says_what_to_run(settings):
    with building(settings, change="test", imported=True) as con:
        con.execute("insert into book values ('t', 'USD', date '2025-12-31', false, '')")
    with History(settings) as history, pytest.raises(Refused, match="pipelines features"):
        leak_audit(history)


def test_the_command_answers_and_is_done(demo_store, capsys):
    assert main(["audit", "leaks", "--store", str(demo_store)]) == 0
    out = capsys.readouterr().out
    assert "0 leaks, 135 holds, 3 not judged" in out
    assert np.char.count(out, "shuffled") == 1
