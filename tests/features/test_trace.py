"""Every feature walks back to rows that alone give the same value again."""

import json
import shutil

import duckdb
import pytest

from pipelines.cli.main import main
from pipelines.errors import Refused
from pipelines.features import catalogue, evidence_of, trace_feature
from pipelines.settings import Settings
from pipelines.store import History


@pytest.fixture(scope="module")
def history(demo_store):
    with History(Settings(store=demo_store)) as history:
        yield history


@pytest.fixture(scope="module")
def application(history) -> str:
    """An application of a merchant with a loan, a supplier and two years of sales."""
    return history.rows(
        """select application_id from features
        where loans_before > 0 and tenure_days > 600 and purchases_from_supplier_365d is not null
        order by application_id limit 1"""
    )[0][0]


FIRST_OF_EACH_EVIDENCE = {
    (evidence_of(feature.name), feature.stage): feature.name for feature in reversed(catalogue())
}
"""Features that come from other rows, or from the same at another stage."""


@pytest.mark.parametrize("name", FIRST_OF_EACH_EVIDENCE.values())
def test_the_rows_alone_give_the_stored_value(history, application, name):
    found = trace_feature(history, application, name)
    assert found.agrees, (found.value, found.again)
    assert "$application_id" in found.sql
    for rows in (found.rows.get(feed) for feed in ("sales", "purchases", "bank")):
        if rows is not None and len(rows):
            assert (rows["known_at"].dt.date < found.cut_on).all()
            assert set(rows["merchant_id"]) == {found.merchant_id}


def test_a_window_between_two_days_counts_those_days_only(history, application):
    found = trace_feature(history, application, "growth_90d")
    spans = {(part.evidence.since_days, part.evidence.until_days) for part in found.parts}
    assert spans == {(90, 0), (180, 90)}
    assert found.rows["sales"]["known_at"].is_monotonic_increasing
    known = found.rows["sales"]["known_at"].dt.date
    assert (found.cut_on - known.min()).days <= 180
    assert set(found.rows["sales"]["kind"]) == {"sale"}


def test_the_first_sale_is_all_that_tenure_comes_from(history, application):
    found = trace_feature(history, application, "tenure_days")
    assert found.rows["sales"]["known_at"].dt.date.nunique() == 1


def test_every_feature_but_the_calendar_has_evidence():
    assert [f.name for f in catalogue() if not evidence_of(f.name)] == ["month_of_year"]


def test_an_altered_store_is_found_out(history, application, tmp_path):
    store = Settings(store=tmp_path / "altered")
    store.store.mkdir()
    shutil.copy(history._path, store.history)
    with duckdb.connect(str(store.history)) as con:
        con.execute("update features set sales_90d_cents = sales_90d_cents + 1")
    with History(store) as altered:
        assert not trace_feature(altered, application, "sales_90d_cents").agrees


def test_unknown_names_are_refused(history, application):
    with pytest.raises(Refused, match="no feature"):
        trace_feature(history, application, "sales_91d_cents")
    with pytest.raises(Refused, match="no application"):
        trace_feature(history, "nobody", "sales_90d_cents")


def test_the_command_shows_value_rows_and_sql(demo_store, application, capsys):
    arguments = ["trace", application, "sales_90d_cents", "--store", str(demo_store)]
    assert main(arguments) == 0
    words = capsys.readouterr().out
    assert "rows alone: the same" in words
    assert main([*arguments, "--json"]) == 0
    record = json.loads(capsys.readouterr().out)
    assert record["agrees"] is True
    assert record["value"] == sum(row["amount_cents"] for row in record["rows"]["sales"])
